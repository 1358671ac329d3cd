"""Checks on catalogs: what must be found, what must not, and how it is told."""

import errno
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from conftest import ROOT, write
from leaflets.catalog import Catalog
from leaflets.checks.registry import all_checks
from leaflets.checks.run import Choice, check_files
from leaflets.cli import main
from leaflets.errors import MachineError
from leaflets.language import find

CASES = sorted((ROOT / "tests/cases").glob("*.po"))
HEAD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
BAD = (
    HEAD
    + 'msgctxt "safety:dose"\nmsgid "Do not take 8 tablets, <b>ever</b>."\nmsgstr "Не принимайте 6 таблеток & <i>никогда</i>."\n'
)


def verdicts(path):
    """Return the checks that must find something, by the line of the msgid below their ids."""
    lines = path.read_text().split("\n")
    marks = [number for number, line in enumerate(lines) if line.startswith("# finds:")]
    return {
        1 + next(n for n in range(mark, len(lines)) if lines[n].startswith("msgid ")): set(lines[mark][8:].split())
        for mark in marks
    }


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_case_is_found_as_its_comment_says(path):
    report = check_files([path], None, Choice(as_safety=True))
    found = {line: set() for line in verdicts(path)}
    for finding in report.findings:
        found.setdefault(finding.line, set()).add(finding.check)
    assert found == verdicts(path)
    assert len(Catalog.read(path).messages) <= len(found)


# checks of a catalog that read no translation: where they are tried instead
ELSEWHERE = {"catalog/up-to-date": "tests/test_update.py"}


@pytest.mark.parametrize(
    "check",
    [row.id for row in all_checks().values() if row.scope in {"message", "catalog"} and row.id not in ELSEWHERE],
)
def test_a_check_has_cases_in_three_scripts(check):
    scripts = {find(path.stem).script for path in CASES for ids in verdicts(path).values() if check in ids}
    assert len(scripts) >= 3, (
        f"{check} is found in {', '.join(sorted(scripts)) or 'no script'} only: add to tests/cases/"
    )


def test_the_same_files_give_the_same_findings_whatever_the_hash_seed():
    command = [sys.executable, "-m", "leaflets", "check", "--as-safety", "--format", "json", *map(str, CASES)]
    reports = {
        subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in "1234"
    }
    assert len(reports) == 1


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_a_file_is_checked_with_no_project_around_it(run, tmp_path):
    write(tmp_path / "x.po", BAD)
    result = run("check", "x.po")
    assert result.exit_code == 1
    assert "x.po:7: ru (safety:dose): error: 8 became 6 [safety/numbers-kept]" in result.output
    assert run("check", "x.po", "--exit-zero").exit_code == 0
    assert run("check", "x.po", "--ignore", "safety", "--ignore", "catalog/markup-kept").exit_code == 0
    assert "numbers-kept" not in run("check", "x.po", "--select", "catalog").output


def test_only_safety_wording_is_held_to_safety_checks_unless_asked(run, tmp_path):
    write(tmp_path / "x.po", BAD.replace("safety:dose", "other"))
    assert "safety/" not in run("check", "x.po", "--format", "concise").output
    assert "safety/numbers-kept" in run("check", "x.po", "--as-safety").output


def test_a_review_alone_fails_only_when_strict(run, tmp_path):
    write(tmp_path / "x.po", HEAD + 'msgid "Wash your hands."\nmsgstr "Мойте руки"\n')
    assert run("check", "x.po").exit_code == 0
    assert run("check", "x.po", "--strict").exit_code == 1


def test_unknown_checks_and_languages_are_explained(run, tmp_path):
    write(tmp_path / "x.po", BAD)
    assert "Did you mean safety/numbers-kept?" in run("check", "x.po", "--select", "safety/number-kept").output
    assert "Did you mean" in run("explain", "safety/number-kept").output
    write(tmp_path / "x.po", BAD.replace("Language: ru", "Language: klingon!"))
    result = run("check", "x.po")
    assert result.exit_code == 2
    assert "--lang" in result.output


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("zh_CN", "zh_Hans"),
        ("zh-Hans", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("tl", "fil"),
        ("ar_AE", "ar"),
        ("prs", "fa"),
        ("es-419", "es"),
        ("fr_CA", "fr"),
        ("ru.UTF-8", "ru"),
        ("fre", "fr"),
        ("tgl", "fil"),
    ],
)
def test_codes_as_they_are_found_in_the_wild_are_understood(code, known):
    assert find(code).code == known


def test_a_file_without_a_language_is_of_the_one_above_lc_messages(tmp_path):
    bare = BAD.replace('"Language: ru\\n"\n', "")
    assert bare != BAD
    path = write(tmp_path / "ru/LC_MESSAGES/app.po", bare)
    assert {finding.language for finding in check_files([path], None, Choice()).findings} == {"ru"}


def test_a_folder_of_a_project_may_be_named_as_in_the_wild(leaflets, small):
    (small.root / "locales/ru").rename(small.root / "locales/ru_RU")
    for path in (small.root / "locales/ru_RU").rglob("*.po"):
        path.write_text(path.read_text().replace("Language: ru\\n", "Language: ru_RU\\n"))
    for code in ("ru_RU", "ru", "ru-UA", "rus"):
        result = leaflets("check", "--lang", code)
        assert result.exit_code == 0, result.output
        assert "cannot judge: 0" in result.output
    assert leaflets("build", "--lang", "ru", "--format", "html").exit_code == 0
    assert '<html lang="ru-RU"' in (small.root / "build/ru_RU/tablets.html").read_text()


def test_the_header_of_a_new_catalog_names_its_language(leaflets):
    assert leaflets("update", "--lang", "pt_BR").exit_code == 0
    assert "the header says" not in leaflets("check", "--lang", "pt_BR").output


def test_a_file_that_cannot_be_read_hides_no_other(run, tmp_path):
    write(tmp_path / "bad.po", BAD)
    write(tmp_path / "worse.po", "").write_bytes(b"\xff")
    result = run("check", "worse.po", "bad.po", "nowhere.po", "--exit-zero")
    assert result.exit_code == 2
    assert "bad.po:" in result.stdout
    assert "worse.po:1: not UTF-8" in result.stderr
    assert "nowhere.po cannot be read" in result.stderr


def test_a_language_that_is_not_known_is_said_and_not_refused(run, tmp_path):
    write(tmp_path / "x.po", BAD.replace("Language: ru", "Language: sw"))
    result = run("check", "x.po", "--format", "json", "--exit-zero")
    report = json.loads(result.output)
    assert {"check": "safety/number-words-kept", "language": "sw", "why": "no numbers known for sw"} in report[
        "cannot_judge"
    ]
    reads_words = {one.id for one in all_checks().values() if one.family == "safety" and one.scope == "message"}
    assert reads_words - {"safety/numbers-kept"} <= {row["check"] for row in report["cannot_judge"]}
    assert find("zh_TW").numbers is None
    assert find("!!") is None


def test_an_accepted_finding_is_shown_with_its_reason_and_dies_with_a_word(run, tmp_path):
    write(tmp_path / "x.po", HEAD + 'msgid "Take 8 now."\nmsgstr "Примите сейчас."\n')
    row = '[[accepted]]\ncheck = "safety/numbers-kept"\nsource = "Take 8 now."\ntranslation = "Примите сейчас."\nreason = "The box says 8."\nby = "Test Person"\n'
    write(tmp_path / "accepted.toml", row)
    result = run("check", "x.po", "--as-safety", "--select", "safety/numbers-kept")
    assert result.exit_code == 0
    assert "accepted by Test Person: The box says 8." in result.output
    write(tmp_path / "x.po", HEAD + 'msgid "Take 8 now."\nmsgstr "Примите это сейчас."\n')
    assert run("check", "x.po", "--as-safety", "--select", "safety/numbers-kept").exit_code == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('by = "T', 'buy = "T', "accepted.toml:3: there is no key “buy”."),
        ('by = "Test Person"', "", "accepted.toml:3: “by” is missing."),
        ('reason = "Yes."', "reason = 1", "accepted.toml:3: “reason”: is no text in quotes."),
        ('reason = "Yes."', 'reason = " "', "accepted.toml:3: “reason”: is empty."),
        ("[[accepted]]", "[accepted]", "accepted.toml holds something else than [[accepted]] tables."),
        ("[[accepted]]", "[[accept]]", "accepted.toml holds something else than [[accepted]] tables."),
        ("check =", "check", "accepted.toml: Expected '='"),
    ],
)
def test_a_wrong_acceptance_is_explained_with_its_line_and_every_key(run, tmp_path, old, new, said):
    write(tmp_path / "x.po", BAD)
    row = (
        '# Ours.\n\n[[accepted]]\ncheck = "x/y"\nsource = "a"\ntranslation = "b"\nreason = "Yes."\nby = "Test Person"\n'
    )
    write(tmp_path / "accepted.toml", row.replace(old, new))
    result = run("check", "x.po")
    assert result.exit_code == 2
    assert said in result.output
    assert "check, source, translation, reason and by, and context where the message has one" in result.output
    assert "Object" not in result.output


ACCEPTED = re.search(r"```toml\n(.*?)```", (ROOT / "docs/accepting.md").read_text(), re.DOTALL)[1]
LONG_DAY = "Не принимайте больше 8 таблеток за 24 часа."


@pytest.fixture
def long_day(small):
    """Return the accepted.toml of the small project, in which a day has 24 hours in Russian."""
    path = small.po("tablets", "ru")
    path.write_text(path.read_text().replace("Не принимайте больше 8 таблеток в день.", LONG_DAY))
    return small.root / "locales/ru/accepted.toml"


def test_the_example_of_the_docs_accepts_a_finding(leaflets, long_day):
    words = ("check", "--select", "safety/numbers-kept")
    assert leaflets(*words).exit_code == 1
    write(long_day, ACCEPTED)
    result = leaflets(*words)
    assert result.exit_code == 0
    assert "accepted by Test Reviewer: A day is 24 hours" in result.output


def test_the_tables_that_check_writes_accept_what_it_found_once_somebody_signs_them(leaflets, long_day, small):
    path = small.po("tablets", "ru")
    path.write_text(path.read_text().replace("Запивайте их водой.", r"Запивайте\u200b «их»\\n \"водой\""))
    tables = leaflets("check", "--format", "toml").stdout
    assert tables.count("[[accepted]]") == leaflets("check", "--format", "json").stdout.count('"check": ') > 2
    write(long_day, tables)
    assert "“reason”: is empty" in leaflets("check").output
    write(long_day, tables.replace('reason = ""', 'reason = "So."').replace('by = ""', 'by = "Test Person"'))
    result = leaflets("check", "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    assert leaflets("check", "--format", "toml").stdout.count('reason = "So."') == tables.count("[[accepted]]")


def test_an_acceptance_that_nothing_needs_any_more_is_named(leaflets, long_day, small):
    unknown, page = (ACCEPTED.replace("safety/numbers-kept", name) for name in ("safety/nombers", "page/safety-shown"))
    write(long_day, f"{ACCEPTED}\n{unknown}\n{page}")
    dead = f"locales/ru/accepted.toml:{ACCEPTED.count(chr(10)) + 2}: this acceptance is dead"
    [said] = leaflets("check").stderr.splitlines()
    assert said.startswith(dead)
    path = small.po("tablets", "ru")
    path.write_text(path.read_text().replace(LONG_DAY, "Не принимайте больше 8 таблеток в сутки."))
    assert leaflets("check").stderr.count("is dead") == 2
    for words in (("--lang", "ru"), ("--leaflet", "tablets"), (path,)):
        assert "is dead" not in leaflets("check", *words).stderr  # the rest of the project may need it
    assert leaflets("check", "--select", "catalog").stderr.count("is dead") == 1  # nobody looked for numbers


def test_a_broken_file_ends_in_findings_with_their_lines(run, tmp_path):
    write(tmp_path / "x.po", BAD + '\nmsgid "open\nmsgstr ""\n')
    result = run("check", "x.po")
    assert result.exit_code == 1
    assert "x.po:10: ru: error: this string has no closing quote [catalog/readable]" in result.output


def test_junit_is_xml_that_counts_what_was_found(run, tmp_path):
    write(tmp_path / "x.po", BAD)
    suite = ET.fromstring(run("check", "x.po", "--format", "junit").output).find("testsuite")  # noqa: S314  our own
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) >= 2
    assert int(suite.get("tests")) == len(suite.findall("testcase"))


def test_sarif_names_rule_file_and_line(run, tmp_path):
    write(tmp_path / "x.po", BAD)
    run("check", "x.po", "--format", "sarif", "--output", "x.sarif")
    report = json.loads((tmp_path / "x.sarif").read_text())
    assert report["version"] == "2.1.0"
    rules = {rule["id"] for rule in report["runs"][0]["tool"]["driver"]["rules"]}
    for result in report["runs"][0]["results"]:
        assert result["ruleId"] in rules
        place = result["locations"][0]["physicalLocation"]
        assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("x.po", 7)


def test_github_commands_escape_what_would_end_them(run, tmp_path):
    path = write(tmp_path / "a,b.po", BAD)
    output = run("check", path.name, "--format", "github").output
    assert "::error file=a%2Cb.po,line=7,title=safety/numbers-kept::ru: 8 became 6." in output


def test_the_html_report_escapes_every_text(run, tmp_path):
    write(tmp_path / "x.po", BAD.replace("никогда", "<script>alert(1)</script>"))
    page = run("check", "x.po", "--format", "html").output
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_explain_lists_and_explains(run):
    assert "safety/bans-kept" in run("explain").output
    assert {line.partition("/")[0] for line in run("explain", "safety").output.splitlines()} == {"safety"}
    assert "Did you mean safety?" in run("explain", "safty").output
    said = run("explain", "safety/bans-kept").output
    assert "Do not inject yourself." in said
    assert "Why:" in said


def test_many_messages_are_checked_on_every_core_and_found_as_on_one(tmp_path, monkeypatch):
    from leaflets.checks import parallel

    entries = [f'msgid "Take {n} tablets."\nmsgstr "Примите {n if n % 7 else n + 1} таблеток."\n' for n in range(60)]
    path = write(tmp_path / "x.po", HEAD + "\n".join(entries))
    alone = check_files([path], None, Choice(as_safety=True))
    monkeypatch.setattr(parallel, "FEW", 10)
    monkeypatch.setattr(parallel.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert check_files([path], None, Choice(as_safety=True)) == alone
    assert alone.errors == 9


def test_a_killed_process_is_said_and_not_waited_for(tmp_path, monkeypatch):
    from leaflets.checks import parallel

    monkeypatch.setattr(parallel, "FEW", 10)
    monkeypatch.setattr(parallel.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    with pytest.raises(MachineError, match="was killed"):
        list(parallel.over(20, lambda first, _: os.kill(os.getpid(), signal.SIGKILL) if first else []))


def test_nobody_waits_for_a_process_whose_part_is_not_wanted_any_more(monkeypatch):
    from leaflets.checks import parallel

    monkeypatch.setattr(parallel, "FEW", 10)
    monkeypatch.setattr(parallel.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    parts = parallel.over(20, lambda first, _: time.sleep(600) if first else [first])
    begun = time.monotonic()
    assert next(parts) == 0
    parts.close()
    assert time.monotonic() - begun < 60
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("stop", "code", "says"),
    [(KeyboardInterrupt(), 130, "Stopped."), (OSError(errno.ENOSPC, "No space left"), 3, "no space is left")],
    ids=["interrupted", "full"],
)
def test_what_ends_a_check_midway_is_no_finding_and_no_defect(run, tmp_path, monkeypatch, stop, code, says):
    def end(*_):
        raise stop

    write(tmp_path / "x.po", BAD)
    run("check", "x.po")
    monkeypatch.setattr("leaflets.cli.check.check_files", end)
    result = run("check", "x.po")
    assert (result.exit_code, says in result.stderr, "defect" in result.output) == (code, True, False)


def test_nothing_need_listen(tmp_path):
    write(tmp_path / "x.po", BAD)
    command = f'exec "{sys.executable}" -m leaflets check x.po >&-'
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_empty_message_is_said_to_be_empty_and_nothing_else(tmp_path):
    path = write(tmp_path / "x.po", HEAD + 'msgctxt "safety:x"\nmsgid "Do not take 8 mg for 2 days."\nmsgstr ""\n')
    report = check_files([path], None, Choice())
    assert [finding.check for finding in report.findings] == ["catalog/complete"]


def test_a_file_without_safety_wording_is_told_how_to_check_it_as_such(tmp_path):
    path = write(tmp_path / "x.po", HEAD + 'msgid "Take 8."\nmsgstr "Примите 6."\n')
    plain, held = (CliRunner().invoke(main, ["check", str(path), *more]) for more in ((), ("--as-safety",)))
    assert "No message here is safety wording" in plain.stderr
    assert plain.exit_code == 0
    assert "No message here" not in held.stderr
    assert held.exit_code == 1
