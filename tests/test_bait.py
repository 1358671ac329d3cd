"""No regular expression is slow: a text ten times as long takes about ten times as long."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from time import process_time

import pytest

import leaflets
from bait import baits
from leaflets.catalog import Message
from leaflets.checks.registry import all_checks
from leaflets.language import language

SHORT, LONG = 1_000, 10_000  # characters
TOO_LONG = 40  # times as long, where 10 is linear and 100 quadratic
FAST = 0.005  # seconds for the long one: nothing to see
A_LOT = 0.1  # seconds for 60 characters
INLINE = {"match", "fullmatch", "search", "sub", "split", "findall", "finditer"}
ANCHORED = {"match", "fullmatch"}
# what never meets a long text of a stranger
SPARED = {
    "leaflets.meaning.numbers.IN_A_NAME": "it is given 20 characters",
    "leaflets.checks.page.islands_isolated.ISOLATE": "a catalog with an isolate that is not closed is refused before",
    "leaflets.checks.page.language_declared.CATALOG": "it is given the PDF that we wrote",
}


def expressions():
    """Yield (where, expression, methods it is used with) of every regular expression in the package."""
    names = [module.name for module in pkgutil.walk_packages(leaflets.__path__, "leaflets.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    sources = {module: Path(module.__file__).read_text() for module in modules}
    everything = "\n".join(sources.values())
    for module, source in sources.items():
        for name, value in vars(module).items():
            held = [*value.items()] if isinstance(value, dict) else [("", value)]
            for key, pattern in held:
                if isinstance(pattern, re.Pattern) and re.search(rf"^[^#]*\b{name}\b.* = ", source, re.MULTILINE):
                    methods = set(re.findall(rf"\b{name}\.(\w+)\(", everything))
                    yield f"{module.__name__}.{name}{key and f'[{key}]'}", pattern, methods or {"search"}
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in {f"re.{name}" for name in INLINE}:
                yield f"{module.__name__}:{call.lineno}", _compiled(call, module), {call.func.attr}


def _compiled(call, module):
    """Return the expression of a call such as re.sub(r"…", …), None where it is made of a language's words."""
    try:
        text = eval(compile(ast.Expression(call.args[0]), "", "eval"), vars(module))  # noqa: S307  our own source
    except NameError:
        return None
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    return re.compile(text, *(getattr(re, flag.attr) for flag in flags))


EXPRESSIONS = {where: (pattern, methods) for where, pattern, methods in expressions() if pattern}


def slow(run, lead, unit):
    """Return whether ``run`` takes out of proportion longer for many units; it stops early where it explodes."""

    def seconds(size):
        text = lead + unit * (size // len(unit)) + "\0"
        start = process_time()
        run(text)
        return process_time() - start

    if any(seconds(size) > A_LOT for size in range(12, 60, 2)):
        return True
    return all(seconds(LONG) > max(FAST, TOO_LONG * seconds(SHORT)) for _ in range(2))


@pytest.mark.parametrize("where", EXPRESSIONS)
def test_no_expression_is_slow(where):
    if where in SPARED:
        return
    pattern, methods = EXPRESSIONS[where]
    binary = isinstance(pattern.pattern, bytes)

    def run(text):
        text = text.encode() if binary else text
        if methods <= ANCHORED:
            pattern.match(text)
            pattern.fullmatch(text)
        else:
            pattern.sub(text[:0], text)

    assert [bait for bait in baits(pattern) if slow(run, *bait)] == []


def test_what_is_spared_is_there():
    assert SPARED.keys() <= EXPRESSIONS.keys()


@pytest.mark.parametrize("expression", ["(a+)+b", "a+b", "(?:a|a)*b", "<[^>]*>", r"(?:x-?)*+\d*\d*z"])
def test_a_slow_expression_is_caught(expression):
    pattern = re.compile(expression)
    assert any(slow(pattern.search, *bait) for bait in baits(pattern))


UNITS = [
    "x",
    "word ",
    "1.",
    "1,",
    "<b>",
    "<",
    "%(",
    "&#",
    "http://a",
    "a@",
    "+1 (",
    "\u2067",
    "\u0301",
    "я",
    "١",
    "三",
    "not ",
    "liver ",
]


@pytest.mark.parametrize("code", ["ar", "es", "zh_Hans"])
def test_no_check_is_slow(code):
    checks = [
        check for check in all_checks().values() if check.family in {"catalog", "safety"} and check.scope == "message"
    ]

    def run(text):
        for check in checks:
            list(check.run(Message(None, text, (text[::-1],)), language(code)))

    run("one two three four http://a")  # what is loaded at the first use is no time of the text
    assert [unit for unit in UNITS if slow(run, "", unit)] == []
