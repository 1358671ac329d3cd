"""A small project for tests that break things, the real one for tests that look at pages."""

import os
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from leaflets.build import Order, build
from leaflets.cli import main
from leaflets.project import Project
from leaflets.update import catalogs, templates

settings.register_profile("calm", deadline=None)  # a busy machine is no defect
settings.load_profile("calm")

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["ar", "en", "fa", "fil", "hi", "ru", "ur", "zh_Hans"]
GLUTATHIONE = "glutathione-and-scars"

SETTINGS = """
[clinic]
name = "Test Clinic"
phone = "+000 00 000 0000"
emergency_phone = "+000 00 000 0001"
web = "https://clinic.example.org"
"""
CARD = """
id = "tablets"
version = "1.0"
issued = 2026-01-02
review_due = 2027-01-02
"""
TEMPLATE = """
{% block title %}{% trans %}Your tablets{% endtrans %}{% endblock %}
{% block dose %}
<h2>{% trans %}How to take them{% endtrans %}</h2>
<aside class="warning">
  {# NOTE: The most important number. #}
  <p>{% trans "safety:dose" %}Do not take more than 8 tablets a day.{% endtrans %}</p>
  <p>{% trans "safety:phone" phone=clinic.emergency_phone %}Emergency phone: {{ phone }}{% endtrans %}</p>
</aside>
<p>{% trans %}Drink water with them.{% endtrans %}</p>
{% endblock %}
"""
RUSSIAN = {
    "Your tablets": "Ваши таблетки",
    "How to take them": "Как их принимать",
    "Do not take more than 8 tablets a day.": "Не принимайте больше 8 таблеток в день.",
    "Emergency phone: %(phone)s": "Экстренный телефон: %(phone)s",
    "Drink water with them.": "Запивайте их водой.",
}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"))
    return path


def fill(path, words):
    """Put translations into an untouched catalog."""
    text = path.read_text()
    for source, translation in words.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    path.write_text(text)


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".gitignore"
    }


def break_message(small, source, replacement):
    path = small.po("tablets", "ru")
    lines = path.read_text().split("\n")
    at = lines.index(f'msgid "{source}"')
    lines[at + 1] = replacement if replacement.startswith("msgstr") else lines[at + 1]
    if replacement == "fuzzy":
        start = max(n for n in range(at) if not lines[n])
        lines.insert(start + 1, "#, fuzzy")
    path.write_text("\n".join(lines))
    return "\n".join(lines)


def small_project(root):
    """Write a project of one leaflet with a complete Russian translation into ``root``."""
    write(root / "leaflets.toml", SETTINGS)
    write(root / "templates/tablets/leaflet.toml", CARD)
    write(root / "templates/tablets/leaflet.html", TEMPLATE)
    project = Project.at(root)
    for change in (*templates(project), *catalogs(project, ("ru",))):
        write(change.path, change.text)
    theme = Project.at(ROOT).po("common", "ru").read_text()
    project.po("common", "ru").write_text(theme)
    fill(project.po("tablets", "ru"), RUSSIAN)
    for change in catalogs(Project.at(root), ("ru",)):
        write(change.path, change.text)
    return Project.at(root)


@pytest.fixture
def small(tmp_path):
    """Return a project of one leaflet with a complete Russian translation."""
    return small_project(tmp_path / "clinic")


@pytest.fixture
def leaflets(small, monkeypatch):
    """Return a function that runs a command in the small project."""
    monkeypatch.chdir(small.root)

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


def git(folder, *words, check=True):
    """Run a git command as somebody who does not exist."""
    names = ["-c", "user.name=Test Translator", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *names, *words], cwd=folder, capture_output=True, text=True, check=check)


def order(project, output, **wanted):
    languages = wanted.pop("languages", project.codes)
    settings = {"formats": ("html", "pdf"), "papers": ("a4",), "jobs": os.cpu_count() or 1, **wanted}
    return Order(
        tuple(project.pick_languages(tuple(languages))), tuple(project.pick_leaflets(())), output=output, **settings
    )


@pytest.fixture(scope="session")
def here():
    return Project.at(ROOT)


@pytest.fixture(scope="session")
def built(here, tmp_path_factory):
    """Return the folder of the real leaflet in every language, built once a worker."""
    folder = tmp_path_factory.mktemp("built")
    outcome = build(here, order(here, folder))
    assert not outcome.refused
    return folder


def conformance(path, profile):
    """Return what the validator finds against PDF/UA-1 (ua1) or PDF/A-2a (2a).

    page-validation 0.11 takes a carriage return that is the last byte of a compressed stream for its line end, and
    calls the length wrong, in one stream of 256. Where every length is right to the byte, that is left out.
    """
    import page

    wrong = "PDFA2A-STREAM-LENGTH-001"
    found = {failure.rule_id: failure.message for failure in page.validate_pdf(path, profile=profile).failures}
    data = path.read_bytes()
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data))
    ends = [match.end() + int(match[1]) for match in streams]
    if len(ends) > 5 and all(data[end : end + 10] == b"\nendstream" for end in ends):
        found.pop(wrong, None)
    return list(found.values())


def structure(node):
    """Yield every node of a PDF's structure tree below ``node``."""
    import pikepdf

    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from structure(kid)


def boxes(sheet):
    """Yield left, bottom, right, top (in points) and text of every visible character of a page."""
    text = sheet.get_textpage()
    for number in range(text.count_chars()):
        char = text.get_text_range(number, 1)
        if char.strip():
            yield *text.get_charbox(number), char


def rows(sheet):
    """Return the characters of each line of a page, from left to right as they are printed."""
    text = sheet.get_textpage()
    lines = []
    for number in range(text.count_chars()):
        left, bottom, _, top = text.get_charbox(number, loose=True)
        middle = (bottom + top) / 2
        line = next((chars for at, chars in lines if abs(at - middle) < 3), None)
        if line is None:
            lines.append((middle, line := []))
        line.append((left, text.get_text_range(number, 1)))
    return ["".join(char for _, char in sorted(line)) for _, line in lines]


def squeezed(line):
    return "".join(char for char in line if char.isprintable() and not char.isspace())


def needs(tool):
    """Skip where ``tool`` is not on the machine; scripts/test installs it on Debian."""
    return pytest.mark.skipif(not shutil.which(tool), reason=f"{tool} is not on this machine")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield chromium
        chromium.close()


def violations(page):
    """Return what axe finds on a page against WCAG 2.2 AA and its own best practices."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response
    assert len(found["passes"]) > 10
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found["violations"]]


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew; then look at the diff")
