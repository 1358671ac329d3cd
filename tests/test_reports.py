"""Reports: every format is valid against its published schema, whatever a catalog holds, and tells everything."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from functools import cache
from unicodedata import bidirectional
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator
from lxml import etree
from msgspec import structs

from conftest import ROOT, needs, violations, write
from leaflets.checks.registry import Severity, all_checks
from leaflets.checks.run import Acceptance, Finding, Report
from leaflets.cli import main
from leaflets.report import FORMATS, reporter
from leaflets.visible import RUN, one_line, visible

SCHEMAS = ROOT / "tests/schemas"
XML = "{http://www.w3.org/1999/xhtml}"
AWKWARD = {
    "empty": "",
    "quotes": '"\'` \\ \\" «“„',
    "markup": "]]> <b>&amp;</b> <script>alert(1)</script> <!-- -- --> &nosuch;",
    "controls": "".join(map(chr, [*range(32), *range(0x7F, 0xA0)])),
    "escapes": "\x1b[31mred\x1b]0;title\x07\x9b2J",
    "bidi": "\u202e12\u202c \u2066x \u200e\u200f\u061c \u2069",
    "no characters": "\ufffe\uffff\ufdd0\U0001ffff\U000e0041\ue000",
    "line ends": "a\nb\r\nc\rd\u2028e\u2029f\x85g\n",
    "commands": "100% %0A ::error::x, y: z\n::warning file=a::w",
    "braces": "{0} {name} }} %(n)s [a](b)",
    "right to left": "٨ אבג then ٦ ٥ و",
    "long": "Не принимайте. " * 2_000,
}
FINDING = Finding(
    "safety/numbers-kept", Severity.ERROR, "ru", None, "safety:dose", "Take 8.", "Примите 6.", "8 became 6",
    "The source says: Take 8.", "locales/ru/LC_MESSAGES/x.po", 7,
)  # fmt: skip
REVIEW = replace(FINDING, check="catalog/edges-kept", severity=Severity.REVIEW, context=None, line=1)
ROW = Acceptance(FINDING.check, FINDING.source, FINDING.translation, "The box says 8.", "Test Person")
BLIND = {"check": "safety/bans-kept", "language": "sw", "why": "no negation known for sw"}
WHOLE = Report((FINDING, REVIEW), 3, (BLIND,), ((replace(FINDING, language="ar", translation="خذ 6."), ROW),))


def awkward(text):
    """Return a report with ``text`` in every place where a catalog or a person can put it."""
    finding = replace(
        FINDING, context=f"safety:{text}", source=text, translation=text, message=f"“{text}” is gone", hint=text
    )
    row = structs.replace(ROW, reason=text, by=text)
    found = (finding, replace(finding, language="ar", severity=Severity.REVIEW), replace(finding, path=f"a {text}.po"))
    return Report(found, 3, (BLIND | {"why": text},), ((finding, row),))


REPORTS = {
    "nothing checked": Report((), 0),
    "nothing found": Report((), 5),
    "only not judged": Report((), 5, (BLIND,)),
    "whole": WHOLE,
    **{name: awkward(text) for name, text in AWKWARD.items()},
}
every = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())


@pytest.mark.parametrize("style", FORMATS)
def test_what_was_accepted_by_whom_is_in_every_report(style):
    said = reporter(style)(WHOLE)
    assert "Test Person" in said
    assert "The box says 8." in said


@pytest.mark.parametrize("style", [style for style in FORMATS if style != "concise"])
def test_what_could_not_be_judged_is_in_every_report(style):
    said = reporter(style)(WHOLE)
    assert "safety/bans-kept" in said
    assert "no negation known for sw" in said


@pytest.mark.parametrize("style", FORMATS)
@every
def test_no_report_holds_a_hidden_character(style, report):
    said = reporter(style)(report).replace("\n", "").replace("\t", "")
    if style == "github":  # a path is the file's name and nothing else, or no line would be marked
        said = re.sub("file=[^,]*,", "", said)
    assert visible(said) == said


def test_joiners_and_hard_spaces_are_not_hidden():
    assert visible("می‌خواهم क्‍ष 5\xa0мг") == "می‌خواهم क्‍ष 5\xa0мг"


# ---- SARIF ----------------------------------------------------------------------------------------------------------


@cache
def sarif_schema():
    return Draft4Validator(json.loads((SCHEMAS / "sarif/sarif-2.1.0-rtm.5.json").read_text()))


def sarif(report):
    return json.loads(reporter("sarif")(report))["runs"][0]


@every
def test_sarif_is_valid_against_the_schema(report):
    sarif_schema().validate(json.loads(reporter("sarif")(report)))


def test_sarif_says_of_every_check_what_holds_and_why():
    rules = {rule["id"]: rule for rule in sarif(WHOLE)["tool"]["driver"]["rules"]}
    assert rules.keys() == all_checks().keys()
    for rule in rules.values():
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert "Not found:" in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning"}


def test_sarif_suppresses_what_was_accepted_and_notes_what_was_not_judged():
    run = sarif(WHOLE)
    error, review, accepted = run["results"]
    assert (error["level"], review["level"]) == ("error", "warning")
    assert "suppressions" not in error | review
    assert accepted["suppressions"][0]["status"] == "accepted"
    note = run["invocations"][0]["toolConfigurationNotifications"][0]
    assert (note["level"], note["associatedRule"]["id"]) == ("note", "safety/bans-kept")


def test_a_brace_in_a_sarif_message_is_no_placeholder():
    said = sarif(awkward("Say {0} {name}."))["results"][0]["message"]["text"]
    assert "{{0}} {{name}}" in said


@pytest.mark.parametrize(
    "path", ["a/b.po", "locales/ру с/ö ä.po", "../../up.po", "a:b.po", "100%#?.po", "\udcff.po", "a/./c/../b.po"]
)
def test_a_sarif_uri_is_a_relative_reference_that_names_the_file(path):
    place = sarif(Report((replace(FINDING, path=path),), 1))["results"][0]["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    assert urlsplit(uri).path == uri
    assert unquote(uri, errors="surrogateescape") == ("a/b.po" if path.startswith("a/") else path)
    assert place["region"]["startLine"] == 7


def test_a_sarif_uri_of_a_file_named_from_the_root_is_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = [replace(FINDING, path=str(path / "x.po")) for path in (tmp_path / "a b", tmp_path.parent)]
    places = [row["locations"][0]["physicalLocation"] for row in sarif(Report(tuple(found), 1))["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == ["a%20b/x.po", "../x.po"]


def prints(*findings):
    return [row["partialFingerprints"]["finding/v1"] for row in sarif(Report(findings, 1))["results"]]


def test_a_fingerprint_stays_when_lines_move_and_tells_findings_apart():
    assert prints(FINDING) == prints(replace(FINDING, line=900))
    others = [
        replace(FINDING, **change) for change in ({"check": "x"}, {"source": "x"}, {"message": "x"}, {"path": "x"})
    ]
    assert len(set(prints(FINDING, FINDING, REVIEW, *others))) == 7


# ---- JUnit ----------------------------------------------------------------------------------------------------------


@cache
def junit_schema():
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit/jenkins-junit.xsd"))


def junit(report):
    return etree.fromstring(reporter("junit")(report).encode())


@every
def test_junit_is_valid_against_the_schema_and_counts_right(report):
    tree = junit(report)
    junit_schema().assertValid(tree)
    suite = tree.find("testsuite")
    assert int(suite.get("tests")) == len(suite.findall("testcase")) >= 1
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == report.errors
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


def test_junit_passes_nothing_that_a_person_must_look_at():
    error, review, accepted, blind = junit(WHOLE).findall("testsuite/testcase")
    assert (error[0].tag, error[0].get("message")) == ("failure", "8 became 6")
    assert (review[0].tag, accepted[0].tag, blind[0].tag) == ("skipped", "system-out", "skipped")
    assert error.get("name") == "locales/ru/LC_MESSAGES/x.po:7 ru"


# ---- GitHub ---------------------------------------------------------------------------------------------------------


def command(line):
    """Return a workflow command as the runner reads it: ``::name key=value,key=value::data``; None for a plain line."""
    match = re.fullmatch(r"::([a-z]+)(?: (.*?))?::(.*)", line)
    if not match:
        return None
    name, keys, data = match.groups()
    pairs = dict(pair.split("=", 1) for pair in (keys or "").split(",") if pair)
    return name, {key: unescaped(value, "%0D", "%0A", "%3A", "%2C") for key, value in pairs.items()}, unescaped(data, "%0D", "%0A")  # fmt: skip


def unescaped(text, *codes):
    for code in (*codes, "%25"):
        text = text.replace(code, unquote(code))
    return text


@every
def test_github_reads_back_every_command(report):
    lines = re.split(r"\r\n|\r|\n", reporter("github")(report))
    commands = [command(line) for line in lines]
    assert commands.pop() is None  # the count
    findings = [*report.findings, *(finding for finding, _ in report.accepted)]
    levels = ["error" if found.severity is Severity.ERROR else "warning" for found in report.findings]
    wanted = [*levels, *["notice"] * (len(report.accepted) + len(report.cannot_judge))]
    assert [name for name, _, _ in commands] == wanted
    for (_, keys, data), finding in zip(commands, findings, strict=False):
        assert keys == {"file": finding.path, "line": str(finding.line), "title": finding.check}
        assert visible(finding.message) in data
        assert data.startswith(f"{finding.language}: ")


# ---- HTML -----------------------------------------------------------------------------------------------------------


def page(report):
    return html5lib.HTMLParser(strict=True).parse(reporter("html")(report))


def words(element):
    return " ".join("".join(element.itertext()).split())


@every
def test_the_html_report_has_no_parse_error_and_loads_nothing(report):
    tree = page(report)
    assert not tree.findall(f".//{XML}script")
    for element in tree.iter():
        assert "src" not in element.attrib
        assert element.get("href", "#").startswith("#")
        assert not [name for name in element.attrib if name.startswith("on")]


def test_the_html_report_shows_both_texts_in_their_language_and_direction():
    shown = {(dd.get("lang"), dd.get("dir")): words(dd) for dd in page(WHOLE).iter(f"{XML}dd") if dd.get("lang")}
    assert shown == {("en", "ltr"): "Take 8.", ("ru", "ltr"): "Примите 6.", ("ar", "rtl"): "خذ 6."}
    unknown = page(Report((replace(FINDING, language="ckb"),), 1)).findall(f".//{XML}dd[@lang='ckb']")
    assert [dd.get("dir") for dd in unknown] == ["auto"]


def test_the_html_report_shows_a_text_that_is_no_translation_alone():
    own = replace(FINDING, language="en", translation="", check="source/plain-words")
    shown = [words(dd) for dd in page(Report((own,), 1)).findall(f".//{XML}article//{XML}dd")]
    assert shown == ["Take 8."]


def test_the_html_report_goes_by_language_and_puts_safety_and_errors_first():
    found = [
        replace(
            FINDING, language=code, check=check, context=None, severity=severity, message=f"{code} {check} {severity}"
        )
        for code in ("ru", "ar")
        for check in ("catalog/complete", "safety/bans-kept")
        for severity in (Severity.REVIEW, Severity.ERROR)
    ]
    tree = page(Report(tuple(found), 8))
    assert [words(h2) for h2 in tree.iter(f"{XML}h2")] == ["Arabic", "Russian", "Why these checks matter"]
    titles = [words(h3).split(" ", 1)[1].removeprefix("review ") for h3 in tree.iter(f"{XML}h3")]
    wanted = ["safety/bans-kept error", "safety/bans-kept review", "catalog/complete error", "catalog/complete review"]
    assert titles == [f"{code} {row}" for code in ("Ar", "Ru") for row in wanted]
    assert len(list(tree.iter(f"{XML}article"))) == 2  # one card for one text


def test_right_to_left_words_in_a_sentence_of_the_html_report_are_isolated():
    tree = page(Report((replace(FINDING, message="“خذ” became “٦ ٥” and \u202e12"),), 1))
    heading = next(tree.iter(f"{XML}h3"))
    assert [words(bdi) for bdi in heading.iter(f"{XML}bdi")] == ["خذ", "٦ ٥"]
    assert words(next(heading.iter(f"{XML}code"))) == "U+202E"


@needs("chromium")
@pytest.mark.parametrize("name", ["nothing found", "whole", "markup", "long"])
def test_axe_finds_nothing_in_the_html_report_and_it_is_readable_at_320_pixels(browser, tmp_path, name):
    path = write(tmp_path / "report.html", reporter("html")(REPORTS[name]))
    tab = browser.new_page(viewport={"width": 320, "height": 800})
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(tab) == []
    tab.close()


# ---- from the command line ------------------------------------------------------------------------------------------

PO = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\nmsgid "Take 8."\nmsgstr "Примите 6."\n'


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("name", ["plain.po", "ру с, 100%.po", "a\udcff.po", "a\u202eb.po", "a\nb.po"], ids=ascii)
def test_a_file_of_any_name_is_reported_in_every_format(tmp_path, monkeypatch, style, name):
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    (tmp_path / name).write_text(PO)
    words = ["check", f"../{name}", "--as-safety", "--format", style]
    result = CliRunner().invoke(main, [*words, "--output", "report"])
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "wrote  report",
        reporter("text")(Report((), 1)).replace("errors: 0", "errors: 1"),
    ]
    report = (tmp_path / "below/report").read_text()
    assert "safety/numbers-kept" in report
    assert CliRunner().invoke(main, words).output.encode(errors="replace") == report.encode()


# ---- text, for a file and for a terminal ----------------------------------------------------------------------------


@every
def test_a_text_report_is_a_line_and_a_hint_for_each_finding_and_a_count(report):
    lines = reporter("text")(report).split("\n")
    assert lines.pop().startswith(
        f"messages: {report.messages}, errors: {report.errors}, to review: {report.reviews}, "
    )
    for finding in (*report.findings, *(finding for finding, _ in report.accepted)):
        first = lines.pop(0)
        assert first.startswith(f"{one_line(finding.path)}:{finding.line}: {finding.language}")
        assert first.endswith(f"{finding.severity}: {one_line(finding.message)} [{finding.check}]")
        if lines and lines[0].startswith("    "):
            lines.pop(0)
    assert all(line.startswith("cannot judge: ") for line in lines)
    assert len(lines) == len(report.cannot_judge)
    concise = reporter("concise")(report).split("\n")
    assert len(concise) == len(report.findings) + len(report.accepted) + 1


def test_every_right_to_left_letter_and_digit_is_known():
    turning = [chr(code) for code in range(sys.maxunicode + 1) if bidirectional(chr(code)) in {"R", "AL", "AN"}]
    assert [hex(ord(char)) for char in turning if visible(char) == char and not RUN.fullmatch(char)] == []
    assert not RUN.search("Ünï 8, б 一 क")


def terminal(folder, *words, **settings):
    """Return what a terminal gets when ``words`` run on it."""
    ours, theirs = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | settings
    child = subprocess.Popen(
        [sys.executable, "-m", "leaflets", *words], cwd=folder, env=env, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    with os.fdopen(ours, "rb") as screen, suppress(OSError):  # Linux ends a terminal with an error
        while part := screen.read1():
            said += part
    child.wait()
    return said.decode().replace("\r\n", "\n")


ARABIC = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n\nmsgctxt "safety:\x1b]0;x\x07"\nmsgid "Take\x9bJ 8."\nmsgstr "خذ ٦\u202e."\n'


@pytest.fixture
def arabic(tmp_path):
    """Return a folder with an Arabic file that has errors, escape sequences and a right-to-left name."""
    (tmp_path / "خذ.po").write_text(f"{ARABIC}\nخذ ٦ 8\n")
    return tmp_path


@pytest.mark.parametrize("style", ["text", "concise"])
def test_a_terminal_gets_errors_in_colour_and_nothing_of_a_catalog_that_it_would_obey(arabic, style):
    said = terminal(arabic, "check", "خذ.po", "--format", style)
    errors = [line for line in said.split("\n") if "error: " in line]
    assert len(errors) == said.count("\x1b[31m") == said.count("\x1b[0m") >= 2
    rest = said.replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert "safety:[U+001B]]0;x[U+0007]" in rest
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", rest)


def test_a_terminal_shows_a_line_in_the_order_it_was_written(arabic):
    said = terminal(arabic, "check", "خذ.po", NO_COLOR="1")
    assert "\u2067خذ\u2069.po:6: ar" in said
    assert "file: \u2067خذ ٦\u2069 8 [catalog/readable]" in said
    outside = re.sub("\u2067[^\u2066-\u2069]*\u2069", "", said)
    assert not {bidirectional(char) for char in outside} & {
        "R",
        "AL",
        "AN",
        "RLO",
        "LRO",
        "RLE",
        "LRE",
        "RLI",
        "LRI",
        "FSI",
        "PDI",
    }


@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_a_terminal_that_wants_no_colours_gets_none(arabic, settings):
    assert "\x1b" not in terminal(arabic, "check", "خذ.po", **settings)


def test_a_file_gets_neither_colours_nor_isolates(arabic):
    command = [sys.executable, "-m", "leaflets", "check", "خذ.po"]
    said = subprocess.run(command, cwd=arabic, capture_output=True, text=True, check=False).stdout
    assert said.startswith("خذ.po:6: ar")
    assert visible(said) == said


def test_an_error_message_obeys_no_file_name_either(tmp_path):
    said = terminal(tmp_path, "check", "\x1b[31m.po")
    assert said.startswith("[U+001B][31m.po cannot be read")
    assert "\x1b" not in said
