"""A small project for tests that break things, the real one for tests that look at pages."""

import os
import shutil
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


@pytest.fixture
def small(tmp_path):
    """Return a project of one leaflet with a complete Russian translation."""
    root = tmp_path / "clinic"
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
def leaflets(small, monkeypatch):
    """Return a function that runs a command in the small project."""
    monkeypatch.chdir(small.root)

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


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
