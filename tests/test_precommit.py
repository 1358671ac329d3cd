"""The pre-commit hook: a commit whose PO files lost something is stopped, any other goes through."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, write

BIN = Path(sys.executable).parent
PO = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\nmsgctxt "safety:dose"\nmsgid "Take 8."\nmsgstr "Примите {dose}."\n'
CONFIG = """
    repos:
      - repo: {hooks}
        rev: {rev}
        hooks:
          - id: leaflets-check
"""


@pytest.fixture
def git(tmp_path):
    """Return a function that runs a command without the settings, the hooks and the caches of this machine's user."""
    names = {f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    mine = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    env = mine | names | {
        "HOME": str(tmp_path / "home"), "PRE_COMMIT_HOME": str(tmp_path / "cache"), "PATH": f"{BIN}:{os.environ['PATH']}",
        "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    (tmp_path / "home").mkdir()

    def run(folder, *words):
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.fixture
def clinic(git, tmp_path):
    """Return a repository that uses the hook as this one declares it; only the installation, which needs the network,
    is left out: the command is this environment's."""
    declared = (ROOT / ".pre-commit-hooks.yaml").read_text()
    assert "language: python\n" in declared
    hooks = tmp_path / "hooks"
    write(hooks / ".pre-commit-hooks.yaml", declared.replace("language: python", "language: system"))
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "Hooks")):
        assert git(hooks, "git", *words)[0] == 0
    rev = git(hooks, "git", "rev-parse", "HEAD")[1].strip()
    root = tmp_path / "clinic"
    write(root / ".pre-commit-config.yaml", CONFIG.format(hooks=hooks, rev=rev))
    write(root / "locales/ru/LC_MESSAGES/old.po", PO.format(dose=6))
    for words in (
        ("git", "init", "-q"),
        ("git", "add", "."),
        ("git", "commit", "-qm", "Old"),
        ("pre-commit", "install"),
    ):
        assert git(root, *words)[0] == 0
    return root


def test_the_hook_is_declared_as_pre_commit_wants_it(git):
    assert git(ROOT, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml") == (0, "")


def commit(git, clinic, path, text):
    write(clinic / path, text)
    git(clinic, "git", "add", path)
    return git(clinic, "git", "commit", "-qm", "Change")


def test_a_commit_that_changes_a_number_is_stopped_with_its_line(git, clinic):
    path = "locales/ru/LC_MESSAGES/a b.po"
    code, said = commit(git, clinic, path, PO.format(dose=6))
    assert code == 1
    assert f"{path}:6: ru (safety:dose): error: 8 became 6 [safety/numbers-kept]" in said
    code, said = commit(git, clinic, path, PO.format(dose=8))
    assert code == 0, said
    assert "Passed" in said


def test_only_the_po_files_of_the_commit_are_looked_at(git, clinic):
    code, said = commit(git, clinic, "notes.txt", "old.po is wrong, and stays as it is.")
    assert code == 0, said
    assert "Skipped" in said


def test_what_a_person_has_accepted_does_not_stop_a_commit(git, clinic):
    row = '[[accepted]]\ncheck = "safety/numbers-kept"\ncontext = "safety:dose"\nsource = "Take 8."\ntranslation = "Примите 6."\nreason = "The box says 6."\nby = "Test Person"\n'
    write(clinic / "locales/ru/accepted.toml", row)
    code, said = commit(git, clinic, "locales/ru/LC_MESSAGES/x.po", PO.format(dose=6))
    assert code == 0, said
