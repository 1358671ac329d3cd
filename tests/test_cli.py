"""The command line: every mistake gets one clear sentence and the way out."""

import json
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib

import pytest
from click.testing import CliRunner

from conftest import ROOT, SETTINGS, fill, git, write
from leaflets.cli import COMMANDS, main
from leaflets.language import known, language


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_help_imports_nothing_but_click():
    code = (
        "import sys; before = set(sys.modules); import click; click_too = set(sys.modules)\n"
        "from leaflets.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in set(sys.modules) - click_too if not m.startswith(('encodings', 'leaflets', 'click'))))\n"
        "print(sorted(m for m in sys.modules if m.startswith('leaflets')))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    heavy = {
        "babel",
        "jinja2",
        "polib",
        "nh3",
        "typst",
        "msgspec",
        "fontTools",
        "rapidfuzz",
        "json",
        "tomllib",
        "asyncio",
    }
    assert not heavy & set(eval(said[-2]))  # noqa: S307  our own list
    assert said[-1] == "['leaflets', 'leaflets.cli']"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_the_line_in_the_list(name):
    command = main.get_command(None, name)
    assert command.name == name
    assert COMMANDS[name] in run(name, "--help").output


@pytest.mark.parametrize(
    "words", [("build",), ("check",), ("extract",), ("update",), ("status",)], ids=lambda words: words[0]
)
def test_a_folder_that_is_no_project_is_explained(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 2
    assert f"{tmp_path} is not in a leaflets project." in result.output
    assert "--project" in result.output
    assert f"{tmp_path} is not a leaflets project." in run("--project", tmp_path, *words).output


def test_the_project_is_found_upward(leaflets, small, monkeypatch):
    monkeypatch.chdir(small.templates / "tablets")
    assert leaflets("status").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "--lang", "rru"), "There are no catalogs for the language rru.\n    Did you mean ru?"),
        (("build", "--leaflet", "tablet"), "There is no leaflet tablet.\n    Did you mean tablets?"),
        (("build", "--leaflet", "zzz"), "Known: tablets."),
        (("build", "--format", "docx"), "docx is not one of html, pdf."),
        (("build", "--paper", "a9"), "a9 is not one of a4."),
        (("build", "--format", ","), "name at least one of html, pdf."),
        (("build", "--release", "--draft"), "exclude each other"),
        (("build", "-j", "0"), "Invalid value"),
        (("bild",), "No such command 'bild'"),
        (("check", "--lang", "qq"), "There are no catalogs for the language qq."),
    ],
)
def test_a_wrong_word_is_explained(leaflets, words, said):
    result = leaflets(*words)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SETTINGS.replace('phone = "+000 00 000 0000"', "phone = 5"), "[clinic.phone]: Expected `str`, got `int`."),
        (SETTINGS.replace("web", "wep"), "[clinic]: Object contains unknown field `wep`."),
        (SETTINGS.replace('name = "Test Clinic"\n', ""), "[clinic]: Object missing required field `name`."),
        ("", "Object missing required field `clinic`"),
        ("[clinic\n", "leaflets.toml: Expected ']'"),
    ],
    ids=["type", "unknown", "missing", "empty", "no toml"],
)
def test_broken_settings_name_the_key(leaflets, small, text, said):
    (small.root / "leaflets.toml").write_text(text)
    result = leaflets("build")
    assert result.exit_code == 2
    assert said in result.output


def test_settings_in_pyproject_name_their_table(leaflets, small):
    (small.root / "leaflets.toml").unlink()
    write(small.root / "pyproject.toml", "[tool.leaflets]\nsource = 3\n")
    assert "[tool.leaflets" in leaflets("build").output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-01-02", '"soon"', "[issued]: "),
        ('"tablets"', '"pills"', "id is pills, but the folder is tablets."),
        ("version", "versoin", "unknown field `versoin`"),
    ],
)
def test_a_broken_card_names_the_key(leaflets, small, old, new, said):
    path = small.templates / "tablets/leaflet.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    result = leaflets("build")
    assert result.exit_code == 2
    assert said in result.output


def test_a_project_without_a_leaflet_is_explained(leaflets, small):
    for path in (small.templates / "tablets").iterdir():
        path.unlink()
    result = leaflets("build")
    assert result.exit_code == 2
    assert "holds no leaflet" in result.output


def test_a_broken_catalog_names_its_line(leaflets, small):
    path = small.po("tablets", "ru")
    path.write_text(path.read_text() + 'msgid "open\n')
    for words, code in ((("build",), 2), (("status",), 2), (("doctor",), 2), (("check",), 1)):
        result = leaflets(*words)
        assert result.exit_code == code, words
        assert "tablets.po:" in result.output
        assert "no closing quote" in result.output


def test_a_language_without_a_knowledge_file_is_explained(leaflets):
    assert "Nothing is known of the language sw yet" in leaflets("update", "--lang", "sw").output
    result = leaflets("build", "--lang", "sw")
    assert result.exit_code == 2
    assert "There is no knowledge file for the language sw.\n    To build it, write src/leaflets/languages/sw.toml" in (
        result.output
    )


UNSET = {
    "sw": "There is no knowledge file for the language sw.",
    "fr": "French is known to the checks, but not how it is set on paper.",
}


@pytest.mark.parametrize("code", UNSET)
def test_a_language_that_cannot_be_set_stops_no_other(leaflets, small, code):
    leaflets("update", "--lang", code)
    result = leaflets("build", "--draft")
    assert result.exit_code == 1
    assert UNSET[code] in result.stderr
    assert f"Refused: {code}. What was built before stays as it was." in result.stderr
    assert sorted(path.name for path in small.output.iterdir() if path.is_dir()) == ["en", "ru"]
    result = leaflets("doctor")
    assert result.exit_code == 3
    assert result.stderr.startswith(UNSET[code])
    assert "catalogs  4 can be read" in result.stdout
    found = json.loads(leaflets("check", "--format", "json").stdout)
    assert {row["language"] for row in found["findings"]} == {code}
    git(small.root, "init", "-q")
    git(small.root, "add", "-A")
    git(small.root, "commit", "-q", "-m", "x")
    assert leaflets("diff", "HEAD").exit_code == 0


def test_a_language_of_which_nothing_is_known_is_checked_with_what_can_be(leaflets, small):
    leaflets("update", "--lang", "sw")
    fill(small.po("tablets", "sw"), {"Emergency phone: %(phone)s": "Simu ya dharura"})
    report = json.loads(leaflets("check", "--format", "json").stdout)
    assert "catalog/placeholders-kept" in {row["check"] for row in report["findings"]}
    assert {"check": "safety/negation-kept", "language": "sw", "why": "no negation known for sw"} in (
        report["cannot_judge"]
    )


def denied(*_args, **_more):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    "words", [("build", "--format", "html"), ("extract",), ("update",)], ids=lambda words: words[0]
)
def test_a_folder_that_may_not_be_written_is_explained(leaflets, small, monkeypatch, words):
    (small.root / "locales/tablets.pot").unlink()
    small.po("tablets", "ru").write_text(small.po("tablets", "ru").read_text().replace("#. SAFETY", "#. safety"))
    before = small.po("tablets", "ru").read_bytes()
    monkeypatch.setattr("tempfile.mkstemp", denied)  # as on a read-only folder; root may write anywhere
    result = leaflets(*words)
    assert result.exit_code == 2
    assert "cannot be written: Permission denied." in result.output
    assert small.po("tablets", "ru").read_bytes() == before


@pytest.mark.parametrize("words", [("build",), ("status",), ("check",)], ids=lambda words: words[0])
def test_a_folder_that_may_not_be_read_is_explained(leaflets, monkeypatch, words):
    monkeypatch.setattr("pathlib.Path.iterdir", denied)
    result = leaflets(*words)
    assert result.exit_code == 2
    assert "cannot be read: Permission denied." in result.output


def test_an_output_that_cannot_be_a_folder_is_explained(leaflets, small):
    write(small.root / "out", "a file")
    assert leaflets("build", "-o", small.root / "out").exit_code == 2
    result = leaflets("build", "-o", small.root / "out/deep")
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_a_catalog_that_cannot_be_read_is_explained(leaflets, small):
    path = small.po("tablets", "ru")
    path.unlink()
    path.mkdir()
    result = leaflets("build")
    assert result.exit_code == 2
    assert "tablets.po cannot be read: it is a folder" in result.output


def test_an_unforeseen_error_shows_no_traceback_without_debug(leaflets, monkeypatch):
    monkeypatch.setattr("leaflets.project.Project.at", lambda _: 1 / 0)
    result = leaflets("build")
    assert result.exit_code == 2
    assert "run it again with --debug" in result.output
    assert isinstance(leaflets("--debug", "build").exception, ZeroDivisionError)


def test_check_reports_as_text_and_as_json(leaflets, small):
    import json

    assert leaflets("check").exit_code == 0
    path = small.po("tablets", "ru")
    path.write_text(path.read_text().replace('msgstr "Запивайте их водой."', 'msgstr ""'))
    result = leaflets("check", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert report["version"] == 1
    assert report["summary"]["errors"] == 1
    finding = report["findings"][0]
    assert finding["check"] == "catalog/complete"
    assert (finding["language"], finding["leaflet"], finding["context"]) == ("ru", "tablets", None)
    assert finding["path"] == "locales/ru/LC_MESSAGES/tablets.po"
    assert path.read_text().split("\n")[finding["line"] - 1] == 'msgid "Drink water with them."'


def test_nothing_to_check_is_not_a_pass(leaflets):
    result = leaflets("check", "--lang", "en", "--select", "catalog")
    assert result.exit_code == 2
    assert "Nothing was checked" in result.output
    assert "cannot judge: catalog/complete in en: there is no translation here" in result.output


def test_doctor_is_content_with_a_sound_project(leaflets):
    result = leaflets("doctor")
    assert result.exit_code == 0, result.output
    assert "10 of 10 files are the pinned ones" in result.output
    assert "catalogs  2 can be read, languages: 2, leaflets: 1" in result.output


# ---- what the pages for newcomers say ------------------------------------------------------------------------------
def example(page, begins):
    text = (ROOT / page).read_text()
    return textwrap.dedent(next(each for each in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if begins in each))


def test_the_leaflet_of_the_readme_is_built_with_what_is_required(leaflets, small):
    write(small.templates / "burns/leaflet.toml", example("README.md", 'id = "burns"'))
    title, ask = "{% block title %}{% trans %}Burns{% endtrans %}{% endblock %}", "{{ safety.ask_first() }}"
    page = (
        '{% import "safety.html" as safety %}' + title + '{% block a %}<aside class="warning">{}</aside>{% endblock %}'
    )
    write(small.root / "leaflets.toml", f'required = ["ask-first"]\n{SETTINGS}')
    shutil.copy(ROOT / "templates/safety.html", small.templates)
    words = ("build", "--lang", "en", "--leaflet", "burns", "--format", "html")
    for said, code in (("<p>Hello.</p>", 1), (f"<p>{ask}</p>", 0)):
        write(small.templates / "burns/leaflet.html", page.replace("{}", said))
        leaflets("update")
        result = leaflets(*words)
        assert result.exit_code == code, result.output
        assert ("lacks the required statement ask-first" in result.output) is bool(code)


def test_the_language_of_the_docs_is_one_that_nobody_knows_yet(tmp_path, monkeypatch):
    text = example("CONTRIBUTING.md", "[print]")
    code = tomllib.loads(text)["code"]
    assert f"update --lang {code}" in (ROOT / "README.md").read_text()
    assert code not in known()
    write(tmp_path / f"{code}.toml", text)
    monkeypatch.setattr("leaflets.language.FOLDER", tmp_path)
    assert language(code).typography.size == 12
    language.cache_clear()


def test_the_readme_names_the_languages_that_only_the_checks_know():
    listed = re.search(r"not how it is set on paper \((.*?)\)", (ROOT / "README.md").read_text())[1]
    assert re.findall(r"`(\w+)`", listed) == [code for code in known() if not language(code).print]
