"""Any PO file whatever ends in findings or in one clear sentence that names the file, never in a stumble."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from conftest import write
from leaflets.catalog import Catalog
from leaflets.cli import main
from leaflets.errors import LeafletsError
from leaflets.files import MOST
from leaflets.visible import one_line

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=n!=1;\\n"\n\n'
GOOD = 'msgid "Take 2 tablets."\nmsgstr "Tome 2 tabletas."\n'
NOT_PO = "this is not a line of a PO file"
ALONE = "a string stands alone"


@dataclass(frozen=True)
class Case:
    """A file, the exit code of ``leaflets check FILE --as-safety``, and what it says, with the line where it has one."""

    data: bytes
    exit: int
    says: str = ""
    line: int = 0


def po(text, exit_code, says="", line=0, *, head=HEAD, coding="utf-8"):
    return Case((head + text).encode(coding, "surrogatepass"), exit_code, says, line)


def said(text, exit_code, says=""):
    """Return the case of a translation of an ordinary sentence."""
    return po(f'msgid "Take 2 tablets."\nmsgstr "{text}"\n', exit_code, says, 7 if says else 0)


def plural(rule, exit_code, says="", line=0):
    """Return the case of a plural with two forms under ``rule``."""
    head = HEAD.replace("nplurals=2; plural=n!=1;", rule)
    forms = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s día"\nmsgstr[1] "%(n)s días"\n'
    return po(forms, exit_code, says, line, head=head)


CASES = {
    # the bytes
    "empty": Case(b"", 2, "Nothing was checked"),
    "blank lines": Case(b"\n" * 1000, 2, "Nothing was checked"),
    "one NUL": Case(b"\0", 1, NOT_PO, 1),
    "binary": Case(bytes(range(256)) * 8, 2, "not UTF-8", 2),
    "MO file": Case(b"\xde\x12\x04\x95\0\0\0\0\x02\0\0\0", 2, "not UTF-8", 1),
    "UTF-16": po(GOOD, 2, "not UTF-8", 1, coding="utf-16"),
    "UTF-16 without a mark": po(GOOD, 1, NOT_PO, 1, coding="utf-16-le"),
    "UTF-32": po(GOOD, 2, "not UTF-8", 1, coding="utf-32"),
    "Latin-1": po('msgid "a"\nmsgstr "día"\n', 2, "not UTF-8", 8, coding="latin-1"),
    "Latin-1 that says so": po(
        'msgid "a"\nmsgstr "día"\n', 2, "not UTF-8", 8, head=HEAD.replace("UTF-8", "ISO-8859-1"), coding="latin-1"
    ),
    "UTF-8 that says Latin-1": po(
        'msgid "a"\nmsgstr "día"\n', 1, "charset=ISO-8859-1", 1, head=HEAD.replace("UTF-8", "ISO-8859-1")
    ),
    "ASCII that says Latin-1": po(GOOD, 0, head=HEAD.replace("UTF-8", "ISO-8859-1")),
    "surrogate": po('msgid "a"\nmsgstr "\ud800"\n', 2, "not UTF-8", 8),
    "overlong": Case(HEAD.encode() + b'msgid "a"\nmsgstr "\xc0\xaf"\n', 2, "not UTF-8", 8),
    "beyond Unicode": Case(HEAD.encode() + b'msgid "a"\nmsgstr "\xf4\x90\x80\x80"\n', 2, "not UTF-8", 8),
    "byte order mark": po(GOOD, 0, head="\ufeff" + HEAD),
    "byte order mark inside": po("\ufeff" + GOOD, 1, NOT_PO, 7),
    "two byte order marks": po(GOOD, 1, NOT_PO, 1, head="\ufeff\ufeff" + HEAD),
    # the ends of lines
    "CR LF": Case((HEAD + GOOD).replace("\n", "\r\n").encode(), 0),
    "CR": Case((HEAD + GOOD).replace("\n", "\r").encode(), 1, NOT_PO, 1),
    "CR LF and LF": Case(HEAD.replace("\n", "\r\n").encode() + GOOD.encode(), 0),
    "no last end": Case((HEAD + GOOD).rstrip().encode(), 0),
    "vertical tab": po(GOOD.replace(" ", "\v", 1), 1, NOT_PO, 7),
    "vertical tabs around": po(GOOD.replace("\n", "\v\n"), 0),
    "form feed between": po(f"{GOOD}\f\n", 0),
    "line separator": po('msgid "a"\u2028msgstr "b"\n', 1, NOT_PO, 7),
    "tabs": po(GOOD.replace(" ", "\t", 1).replace("\n", "\t\n"), 0),
    # the lines
    "text": po("hello\n", 1, NOT_PO, 7),
    "terminal commands": po("\x1b[31m\u202e\n", 1, f"{NOT_PO}: [U+001B][31m[U+202E]", 7),
    "unterminated": po('msgid "a"\nmsgstr "open\n', 1, "no closing quote", 8),
    "escaped end": po('msgid "a"\nmsgstr "open\\"\n', 1, "no closing quote", 8),
    "one quote": po('msgid "a"\nmsgstr "\n', 1, "no closing quote", 8),
    "three quotes": po('msgid "a"\nmsgstr """\n', 1, NOT_PO, 8),
    "quote inside": po('msgid "a"\nmsgstr "b"c"\n', 1, NOT_PO, 8),
    "single quotes": po("msgid 'a'\nmsgstr 'b'\n", 1, NOT_PO, 7),
    "typographic quotes": po("msgid “a”\nmsgstr “b”\n", 1, NOT_PO, 7),
    "text behind": po('msgid "a" # why\nmsgstr "b"\n', 1, NOT_PO, 7),
    "capitals": po('MSGID "a"\nMSGSTR "b"\n', 1, NOT_PO, 7),
    "domain": po(f'domain "other"\n{GOOD}', 1, f'{NOT_PO}: domain "other"', 7),
    "ours in a conflict": po(f"<<<<<<< HEAD\n{GOOD}", 1, "merge conflict", 7),
    "middle of a conflict": po(f"{GOOD}=======\n", 1, "merge conflict", 9),
    "theirs in a conflict": po(f"{GOOD}>>>>>>> theirs\n", 1, "merge conflict", 9),
    "JSON": Case(b'{"a": "b"}\n', 1, NOT_PO, 1),
    "HTML": Case(b"<!doctype html>\n<p>msgid</p>\n", 1, NOT_PO, 1),
    # escapes: gettext reads these as characters, others as letters
    "hexadecimal": po('msgid "a"\nmsgstr "\\x41"\n', 1, r"the escape \x41 is not read alike", 8),
    "octal": po('msgid "a"\nmsgstr "\\101"\n', 1, r"the escape \101 is not read alike", 8),
    "u": po('msgid "\\u0041"\nmsgstr ""\n', 1, r"the escape \u is not read alike", 7),
    "z": po('msgid "a"\nmsgstr "\\z"\n', 1, r"the escape \z is not read alike", 8),
    "bell": po('msgid "a"\nmsgstr "\\a"\n', 1, r"the escape \a is not read alike", 8),
    # the order of lines
    "no msgstr": po('msgid "a"\n', 1, "has no msgstr", 7),
    "no msgid": po('msgstr "a"\n', 1, "in disorder", 7),
    "msgstr first": po('msgstr "a"\nmsgid "b"\nmsgstr "c"\n', 1, "in disorder", 7),
    "two msgids": po('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 1, "in disorder", 8),
    "two msgstrs": po('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 1, "in disorder", 9),
    "context alone": po('msgctxt "a"\n', 1, "has no msgstr", 7),
    "context behind": po('msgid "a"\nmsgctxt "b"\nmsgstr "c"\n', 1, "in disorder", 7),
    "string alone": po('# c\n"a"\n', 1, ALONE, 7),
    "previous string alone": po(f'#| "a"\n{GOOD}', 1, ALONE, 8),
    "note inside": po('msgid "a"\n#. n\nmsgstr "b"\n', 1, "a note or a flag stands inside", 7),
    "flags inside": po('msgid "a"\n#, fuzzy\nmsgstr "b"\n', 1, "a note or a flag stands inside", 7),
    "duplicate": po('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 1, "the same message as in line 7", 10),
    "wrapped duplicate": po(
        'msgid "a"\nmsgstr "b"\n\nmsgid ""\n"a"\nmsgstr "c"\n', 1, "the same message as in line 7", 10
    ),
    "spaced duplicate": po('msgid  "a"\nmsgstr "b"\n\nmsgid\t"a"\nmsgstr "c"\n', 1, "the same message as in line 7", 10),
    "duplicate in a context": po(f'msgctxt "c"\n{GOOD}\nmsgctxt "c"\n{GOOD}', 1, "the same message as in line 8", 12),
    "one source in two contexts": po(f'msgctxt "c"\n{GOOD}\nmsgctxt "d"\n{GOOD}', 0),
    "empty context": po(f'msgctxt ""\n{GOOD}\n{GOOD}', 0),
    # headers
    "header only": po("", 2, "Nothing was checked"),
    "no header": po(GOOD, 0, head=""),
    "comments only": po("", 2, "Nothing was checked", head="# one\n#. two\n#: three\n#, four\n"),
    "two headers": po(HEAD, 1, "an empty msgid that is not the file's header", 7),
    "header in the middle": po(HEAD, 1, "an empty msgid that is not the file's header", 4, head=f"{GOOD}\n"),
    "obsolete header": po(GOOD, 0, head='#~ msgid ""\n#~ msgstr "Language: xx\\n"\n\n'),
    "language absurd": po(GOOD, 2, "is not the code of a language", head=HEAD.replace("es", "x" * 10_000)),
    "language bait": po(GOOD, 2, "is not the code of a language", head=HEAD.replace("es", "es" + "-_" * 5000 + "!")),
    "language with commands": po(GOOD, 2, "“[U+001B][31m” is not the code", head=HEAD.replace("es", "\x1b[31m")),
    "language a path": po(GOOD, 2, "is not the code of a language", head=HEAD.replace("es", "../../etc/passwd")),
    "language unknown": po(GOOD, 0, head=HEAD.replace("es", "xx")),
    "language twice": po(GOOD, 0, head=HEAD.replace('es\\n"', 'es\\nLanguage: es\\n"')),
    "header without colons": po(GOOD, 0, head='msgid ""\nmsgstr "nothing at all"\n\n'),
    # plurals
    "no plural rule": plural("", 0),
    "no forms": plural("nplurals=0; plural=0;", 1, "plural forms: 2, the header says 0", 7),
    "a billion forms": plural("nplurals=1000000000; plural=0;", 1, "plural forms: 2, the header says", 7),
    "endless forms": plural(f"nplurals={'9' * 10_000}; plural=0;", 1, "plural forms: 2, the header says", 7),
    "negative forms": plural("nplurals=-1; plural=0;", 0),
    "division by zero": plural("nplurals=2; plural=n/0;", 0),
    "deep rule": plural(f"nplurals=2; plural={'(' * 5000}n{')' * 5000};", 0),
    "power": plural("nplurals=2; plural=9**9**9**9;", 0),
    "gap in forms": po('msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[2] ""\n', 1, "do not count 0, 1, 2: 0, 2", 7),
    "form twice": po('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[0] "y"\n', 1, "0, 1, 2: 0, 0", 7),
    "ninth form": po('msgid "a"\nmsgid_plural "b"\nmsgstr[9] "x"\n', 1, "do not count 0, 1, 2: 9", 7),
    "tenth form": po('msgid "a"\nmsgid_plural "b"\nmsgstr[10] "x"\n', 1, f"{NOT_PO}: msgstr[10]", 9),
    "native form": po('msgid "a"\nmsgid_plural "b"\nmsgstr[٠] "x"\n', 1, f"{NOT_PO}: msgstr[٠]", 9),
    "form without a number": po('msgid "a"\nmsgid_plural "b"\nmsgstr[] "x"\n', 1, NOT_PO, 9),
    "empty plural": po('msgid "a"\nmsgid_plural ""\nmsgstr[0] "x"\n', 1, "msgid_plural of this message is empty", 7),
    "plural without forms": po('msgid "a"\nmsgid_plural "b"\nmsgstr "x"\n', 1, "in disorder", 7),
    "forms without plural": po('msgid "a"\nmsgstr[0] "x"\n', 1, "in disorder", 7),
    # comments, flags, what was
    "odd flags": po(f"#,fuzzy\n{GOOD}", 1, "marked fuzzy", 8),
    "flags and spaces": po(f"#,  ,, \tfuzzy ,\n{GOOD}", 1, "marked fuzzy", 8),
    "sticky flags": po(f"#= fuzzy\n{GOOD}", 0),
    "very many flags": po("#, " + "python-format, " * 5000 + f"\n{GOOD}", 0),
    "too many flags": po("#, " + "python-format, " * 50_000 + f"\n{GOOD}", 1, "longer than 100,000 characters", 7),
    "10,000 comments": po("# mine\n" * 10_000 + GOOD, 0),
    "10,000 places": po("#: file.c:1\n" * 10_000 + GOOD, 0),
    "previous of all kinds": po(f'#| msgctxt "a"\n#| msgid ""\n#| "b"\n#| msgid_plural "c"\n{GOOD}', 0),
    "previous without a word": po(f"#|\n{GOOD}", 1, f"{NOT_PO}: #|", 7),
    "obsolete with previous": po(f'{GOOD}\n#~| msgid "a"\n#~ msgid "b"\n#~ msgstr "c"\n', 0),
    "obsolete without a space": po(f'{GOOD}\n#~msgid "b"\n#~msgstr "c"\n', 0),
    "obsolete twice": po(f'{GOOD}\n#~ msgid "b"\n#~ msgstr "c"\n\n#~ msgid "b"\n#~ msgstr "c"\n', 0),
    "half obsolete": po('#~ msgid "a"\nmsgstr "x"\n', 1, "marked #~ in some lines only", 7),
    "obsolete only": po('#~ msgid "b"\n#~ msgstr "c"\n', 2, "Nothing was checked"),
    "mark without text": po(f"{GOOD}#~\n", 1, f"{NOT_PO}: #~", 9),
    # the sizes
    "1 MB in a line": po(f'msgid "a"\nmsgstr "{"x" * 1_000_000}"\n', 1, "longer than 100,000 characters", 7),
    "1 MB in lines": po('msgid "a"\nmsgstr ""\n' + '"x"\n' * 250_000, 1, "longer than 100,000 characters", 7),
    "1 MB of backslashes": po(f'msgid "a"\nmsgstr "{chr(92) * 1_000_000}\n', 1, "no closing quote", 8),
    "1 MB of quotes": po(f'msgid "a"\nmsgstr {chr(34) * 1_000_000}\n', 1, NOT_PO, 8),
    "1 MB of blank lines": po("\n" * 1_000_000 + GOOD, 0),
    "very long context": po(f'msgctxt "{"c" * 90_000}"\n{GOOD}', 0),
    "too long context": po(f'msgctxt "{"c" * 100_000}"\n{GOOD}', 1, "longer than 100,000 characters", 7),
    "2,000 messages": po("".join(f'msgid "m{n}"\nmsgstr "n{n}"\n' for n in range(2000)), 0),
    # the words
    "nothing but spaces": said("   \\t\\n ", 1, "not translated"),
    "zero width": said("\u200b\u200c\u200d\ufeff" * 1000, 1, "not translated"),
    "overrides": said("Tome \u202e2\u202c tabletas.", 1, "a bidi override"),
    "10,000 overrides": said("Tome 2 tabletas." + "\u202e" * 10_000, 1, "a bidi override"),
    "90,000 marks on a letter": said("Tome 2 tabletas" + "\u0301" * 90_000 + ".", 1, "more marks on one letter"),
    "NUL inside": said("Tome 2\0 tabletas.", 1, "a control or private character"),
    "terminal command inside": said("Tome \x1b[8m2\x1b[0m tabletas.", 1, "a control or private character"),
    "deep tags": said("<b>" * 5000 + "Tome 2 tabletas." + "</b>" * 5000, 1, "tags lost"),
    "open angles": said("<" * 50_000 + "Tome 2 tabletas.", 0),
    "endless entity": said("Tome 2 tabletas. &#" + "9" * 10_000 + ";", 1, "[safety/numbers-kept]"),
    "endless number": said("Tome " + "2" * 10_000 + " tabletas.", 1, "[safety/numbers-kept]"),
    "endless fraction": said("Tome 2," + "2" * 10_000 + " tabletas.", 1, "[safety/numbers-kept]"),
    "percent signs": said("%" * 20_000 + "Tome 2 tabletas.", 0),
    "open placeholders": said("%(" * 20_000 + "Tome 2 tabletas.", 0),
    "private characters": said("Tome 2 tabletas\U000f0001.", 1, "a control or private character"),
    "emoji": said("Tome 2 tabletas 💊👩🏽‍⚕️.", 1, "a joiner"),
}  # fmt: skip


def denied(*_args, **_kwargs):
    raise PermissionError(13, "Permission denied")


@contextmanager
def no_hang(seconds=120):
    """Fail when what stands inside takes many times what it needs."""

    def stop(*_):
        raise RuntimeError("this hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check(path, *words):
    with no_hang():
        result = CliRunner().invoke(main, ["check", str(path), "--as-safety", *words])
    assert result.exit_code in {0, 1, 2}, result.output
    assert "Traceback" not in result.output
    assert "This is a defect" not in result.output
    return result


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_awkward_catalog_is_explained(tmp_path, case):
    path = tmp_path / "es.po"
    path.write_bytes(case.data)
    result = check(path)
    assert result.exit_code == case.exit, result.output[:2000]
    assert case.says in result.output
    if case.line:
        rows = [row for row in result.output.split("\n") if row.startswith(f"{path}:{case.line}:")]
        assert any(case.says in row for row in rows), result.output[:2000]
    elif case.exit and case.says != "Nothing was checked":
        assert str(path) in result.output
    if case.exit == 1:
        problem = next(iter(Catalog.read(path).problems), None)
        if problem:
            with pytest.raises(LeafletsError, match=re.escape(f"{path}:{problem.line}: {problem.text}.")):
                Catalog.read_sound(path)


def test_a_catalog_cut_off_anywhere_is_explained(tmp_path):
    whole = CASES["previous of all kinds"].data + 'msgctxt "ñ"\nmsgid "a\\n"\nmsgstr "b"\n'.encode()
    for size in range(len(whole)):
        path = tmp_path / "es.po"
        path.write_bytes(whole[:size])
        assert check(path).exit_code or whole[:size].rstrip().endswith(b'"')


@pytest.mark.parametrize("name", ["a folder.po", "a pipe.po", "a socket.po", "a loop.po", "nothing.po", "gone.po"])
def test_what_is_no_file_is_refused(tmp_path, name):
    path = tmp_path / name
    make = {
        "a folder.po": path.mkdir,
        "a pipe.po": lambda: os.mkfifo(path),
        "a socket.po": lambda: socket.socket(socket.AF_UNIX).bind(str(path)),
        "a loop.po": lambda: path.symlink_to(path),
        "nothing.po": lambda: path.symlink_to("/dev/zero"),
        "gone.po": lambda: path.symlink_to(tmp_path / "no such file"),
    }
    make[name]()
    result = check(path)
    assert result.exit_code == 2
    assert f"{path} cannot be read: " in result.output


def test_a_file_that_may_not_be_read_is_explained(tmp_path, monkeypatch):
    path = write(tmp_path / "es.po", GOOD)
    monkeypatch.setattr("os.open", denied)  # as with another one's file; root may read any
    result = check(path)
    assert result.exit_code == 2
    assert f"{path} cannot be read: Permission denied." in result.output


def test_a_file_too_large_for_a_catalog_is_refused(tmp_path):
    path = tmp_path / "es.po"
    with path.open("wb") as file:
        file.truncate(MOST + 1)
    result = check(path)
    assert result.exit_code == 2
    assert f"{path} is larger than 256 MB." in result.output


@pytest.mark.parametrize("size", [0, 40, 180], ids=["emptied", "cut in the header", "cut in a string"])
def test_a_file_that_changes_while_it_is_read_is_explained(tmp_path, monkeypatch, size):
    path = tmp_path / "es.po"
    path.write_bytes(CASES["2,000 messages"].data)
    look = os.fstat

    def change(handle):
        about = look(handle)
        os.truncate(path, size)
        return about

    monkeypatch.setattr("os.fstat", change)
    assert check(path).exit_code == (1 if size else 2)


@pytest.mark.parametrize("name", ["a b.po", "a\nb.po", "💊.po", "%s{0}.po", "é\udcff.po"])
def test_a_file_of_any_name_is_checked(tmp_path, name):
    path = tmp_path / name
    path.write_text(HEAD + 'msgid "Take 2 tablets."\nmsgstr "Tome 3 tabletas."\n')
    result = check(path)
    assert result.exit_code == 1
    assert f"{one_line(str(path))}:7: es: error: 2 became 3" in result.output


def test_a_message_of_a_thousand_quantities_takes_no_minute(tmp_path):
    source, text = "Take 8 mg not more than 2 times, " * 1400, "Tome 8 mg no más de 2 veces, " * 1400
    path = tmp_path / "es.po"
    path.write_text(f'{HEAD}msgid "{source}"\nmsgstr "{text}"\n')
    assert check(path).exit_code == 0


SOME = [
    "empty",
    "binary",
    "UTF-16",
    "unterminated",
    "header in the middle",
    "deep rule",
    "endless forms",
    "1 MB in a line",
]


@pytest.mark.parametrize(
    ("words", "names"),
    [(("update",), CASES), (("status",), CASES), (("doctor",), SOME), (("build", "--lang", "ru"), SOME)],
    ids=["update", "status", "doctor", "build"],
)
def test_an_awkward_catalog_stops_no_other_command_with_a_stumble(leaflets, small, words, names):
    path = small.po("tablets", "ru")
    for name in names:
        path.write_bytes(CASES[name].data)
        with no_hang():
            result = leaflets(*words)
        assert result.exit_code in {0, 1, 2}, name
        assert "This is a defect" not in result.output, name
        if result.exit_code:
            assert path.read_bytes() == CASES[name].data, name


def test_no_file_makes_the_command_wait_or_grow(tmp_path):
    """One message of 20 MB and a pipe, in a process of its own with little room."""
    path = tmp_path / "es.po"
    path.write_text(HEAD + 'msgid "a"\nmsgstr "' + "x" * 20_000_000 + '💊"\n')
    os.mkfifo(tmp_path / "pipe.po")
    for name, code in {"es.po": 1, "pipe.po": 2}.items():
        done = subprocess.run(
            ["bash", "-c", 'ulimit -v 1000000; exec "$@"', "-", sys.executable, "-m", "leaflets", "check", name],
            cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        assert name in done.stdout + done.stderr
