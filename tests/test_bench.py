"""scripts/bench: what it measures on is right, and what it lacks it says. How fast anything is, no test asks."""

import os
import runpy
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT, needs
from leaflets.checks.run import Choice, check_files

BENCH = runpy.run_path(str(ROOT / "scripts/bench"))
LANGUAGES = [code for code in BENCH["FRAME"] if code != "en"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_made_catalog_holds_distinct_right_translations_of_a_real_length(tmp_path, code):
    path = BENCH["write_catalog"](tmp_path / "a.po", code, 600)
    again = BENCH["write_catalog"](tmp_path / "b.po", code, 600)
    assert path.read_bytes() == again.read_bytes()
    report = check_files([path], None, Choice(as_safety=True))
    assert report.messages == 600
    assert [found for found in report.findings if found.severity == "error"] == []
    sources = [line for line in path.read_text().split("\n") if line.startswith('msgid "') and len(line) > 10]
    assert len(set(sources)) == 600
    assert all(60 <= len(line) - len('msgid ""') <= 200 for line in sources)


@needs("msgfmt")
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_made_catalog_is_sound_to_msgfmt(tmp_path, code):
    path = BENCH["write_catalog"](tmp_path / "a.po", code, 600)
    subprocess.run(["msgfmt", "-c", "-o", tmp_path / "a.mo", path], capture_output=True, check=True)


def bench(*words, path, where=ROOT):
    command = [sys.executable, where / "scripts/bench", *words]
    return subprocess.run(command, env={**os.environ, "PATH": str(path)}, capture_output=True, text=True, check=False)


def test_a_tool_that_is_lacking_is_said_in_two_lines(tmp_path):
    result = bench(path=tmp_path)
    assert result.returncode == 3
    assert result.stderr == "There is no msgfmt on this machine.\n  On Debian or Ubuntu: sudo apt-get install gettext\n"
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/bench", tmp_path / "scripts/bench")
    result = bench(path=tmp_path, where=tmp_path)
    assert result.returncode == 3
    assert result.stderr == "leaflets is not set up.\n  Run ./scripts/setup first.\n"


@pytest.mark.parametrize("words", [("--messages", "3"), ("--messages", "9999999"), ("--runs", "0"), ("--lang", "qq")])
def test_a_wrong_number_or_language_is_refused(words):
    result = bench(*words, path=os.environ["PATH"])
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "error:" in result.stderr
