"""What a check reads is its family's: a message, a catalog, all catalogs, what is written, a page."""

import json
import sys

import pytest

from conftest import order, write
from leaflets.build import build
from leaflets.checks import registry
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.run import Choice, check_project

PACKAGE = '''
from leaflets.checks.registry import Example, Found, Severity, check

def declared(name, scope="message"):
    bad, good = Example("Stop.", "Нет.", "ru"), Example("Go.", "Нет.", "ru")
    return check(name, severity=Severity.ERROR, rationale="A test.", bad=bad, good=good, scope=scope)

@declared("acme/message")
def message(message, language):
    """A message does not say Drink."""
    if "Drink" in message.source:
        yield Found("of a message", "a hint")

@declared("acme/catalog", "catalog")
def catalog(catalog, messages, language):
    """A catalog has no messages."""
    for message in messages:
        if message.source in ("Stop.", "Drink water with them."):
            yield message, Found(f"of a catalog in {language.code}")

@declared("acme/project", "project")
def project(sheets):
    """A project has one catalog."""
    for sheet in sheets[:1]:
        yield sheet, sheet.messages[0], Found(f"of {len(sheets)} sheets")

@declared("source/acme")
def source(sheet, written):
    """A leaflet is not written."""
    if written.card:
        yield written.line("review_due"), Found("of a card")
        yield sheet.messages[0], Found("of a template")

@declared("page/acme")
def page(edition):
    """A page is not made."""
    yield None, Found(f"of {edition.format}")
    for said in edition.document.said[1:2]:
        yield said, Found("of what is said")
'''

SAFETY = '''
@declared("safety/acme", "catalog")
def safety(catalog, messages, language):
    """A catalog has no safety wording."""
    for message in messages:
        yield message, Found("seen")
'''


@pytest.fixture
def acme(tmp_path, monkeypatch):
    """Install a package that brings a check of every scope; take it out again."""
    site = tmp_path / "site"
    write(site / "acme_checks.py", PACKAGE)
    write(site / "acme-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
    write(site / "acme-1.dist-info/entry_points.txt", "[leaflets.checks]\nacme = acme_checks\n")
    registry.all_checks()
    monkeypatch.setattr(registry, "_CHECKS", dict(registry._CHECKS))  # noqa: SLF001  it must be as it was afterwards
    monkeypatch.syspath_prepend(site)
    registry.all_checks.cache_clear()
    yield site
    registry.all_checks.cache_clear()
    sys.modules.pop("acme_checks", None)


def told(report):
    return [(row.check, row.message, row.path, row.line, row.context, row.leaflet) for row in report.findings]


def test_a_check_of_every_scope_comes_from_another_package(acme, small):
    found = check_project(small, small.leaflets.values(), small.pick_languages(()), Choice(("acme", "source/acme")))
    po = "locales/ru/LC_MESSAGES/tablets.po"
    line = 1 + small.po("tablets", "ru").read_text().split("\n").index('msgid "Drink water with them."')
    assert told(found) == [
        ("source/acme", "of a template", "templates/tablets/leaflet.html", 1, None, "tablets"),
        ("source/acme", "of a card", "templates/tablets/leaflet.toml", 4, None, "tablets"),
        ("acme/project", "of 2 sheets", "locales/ru/LC_MESSAGES/common.po", 16, "theme", None),
        ("acme/catalog", "of a catalog in ru", po, line, None, "tablets"),
        ("acme/message", "of a message", po, line, None, "tablets"),
    ]
    assert found.findings[1].source == "review_due = 2027-01-02"


def test_a_safety_check_of_a_catalog_reads_safety_wording_unless_told_otherwise(acme, small):
    (acme / "acme_checks.py").write_text(PACKAGE + SAFETY)

    def seen(**how):
        leaflets, choice = small.leaflets.values(), Choice(("safety/acme",), **how)
        return {row.context for row in check_project(small, leaflets, small.pick_languages(("ru",)), choice).findings}

    assert seen() == {"safety:dose", "safety:phone"}
    assert seen(as_safety=True) == {"safety:dose", "safety:phone", "theme", None}


def test_a_page_check_refuses_an_edition_before_anything_is_written(acme, leaflets, small):
    (acme / "acme_checks.py").write_text(PACKAGE.replace("if written.card", "if False"))
    result = leaflets("build", "--lang", "ru", "--draft")
    assert result.exit_code == 1
    assert not small.output.exists()
    for place in ("page.html:1: ru: error: of html [page/acme]", "leaflet.typ:1: ru: error: of pdf [page/acme]"):
        assert place in result.output
    line = 1 + small.po("tablets", "ru").read_text().split("\n").index('msgid "How to take them"')
    assert f"tablets.po:{line}: ru: error: of what is said" in result.output
    assert "Refused: ru. What was built before stays as it was.\n" in result.output


@pytest.mark.parametrize("scope", ["message", "catalog", "project", "source", "page"])
def test_the_examples_of_every_scope_are_run(acme, scope):
    from leaflets.checks.registry import all_checks

    check = all_checks()[f"{scope}/acme" if scope in registry.OF_FAMILY else f"acme/{scope}"]
    assert check.scope == scope
    assert check.finds(Example("Stop. Drink.", "Нет.", "ru") if scope == "message" else check.bad)


def test_a_finding_in_what_is_written_refuses_every_language(acme, leaflets, small):
    result = leaflets("build", "--format", "html")
    assert "Refused: en, ru." in result.output


def test_an_unfit_page_leaves_the_others_without_a_link_to_it(leaflets, small, monkeypatch):
    def finds(edition):
        """No page is Russian."""
        if edition.document.language.code == "ru":
            yield None, Found("Russian")

    bad = Example("Stop.")
    monkeypatch.setattr(registry, "_CHECKS", dict(registry.all_checks()))
    check("page/none", severity=Severity.ERROR, rationale="A test.", bad=bad, good=bad)(finds)
    monkeypatch.setattr("leaflets.checks.run.all_checks", lambda: registry._CHECKS)  # noqa: SLF001
    outcome = build(small, order(small, small.output, formats=("html",)))
    assert [finding.message for finding in outcome.refused] == ["Russian"]
    assert outcome.languages == ("ru",)
    assert not (small.output / "ru").exists()
    assert "../ru/" not in (small.output / "en/tablets.html").read_text()


def test_an_accepted_finding_on_a_page_refuses_nothing(acme, leaflets, small):
    row = '[[accepted]]\ncheck = "{}"\nsource = "{}"\ntranslation = "{}"\nreason = "A test."\nby = "Test Person"\n'
    rows = [("page/acme", "", ""), ("page/acme", "How to take them", "Как их принимать")]
    write(small.root / "locales/ru/accepted.toml", "".join(row.format(*each) for each in rows))
    written = [("source/acme", "review_due = 2027-01-02", ""), ("source/acme", "Your tablets", "")]
    write(small.root / "locales/en/accepted.toml", "".join(row.format(*each) for each in written))
    (acme / "acme_checks.py").write_text(PACKAGE.replace('"Drink" in message.source', "False"))
    result = leaflets("build", "--lang", "ru", "--format", "html", "--draft")
    assert result.exit_code == 0, result.output


def test_what_is_not_looked_at_is_said_only_where_it_was_asked_for(acme, leaflets):
    asked = json.loads(
        leaflets("check", "--lang", "ru", "--select", "page", "--format", "json").output.partition("\nNothing")[0]
    )
    assert {"check": "page/acme", "language": "ru", "why": "leaflets build looks at pages when it makes them"} in asked[
        "cannot_judge"
    ]
    asked = leaflets("check", "--lang", "ru", "--select", "source/acme", "--select", "acme/message")
    assert "source/acme in ru: the source language is not among what is checked here" in asked.output
    assert "page/acme" not in leaflets("check").output


def test_no_package_takes_the_place_of_a_check(acme):
    (acme / "acme_checks.py").write_text(PACKAGE.replace("acme/message", "safety/bans-kept"))
    with pytest.raises(registry.LeafletsError, match="Two checks have the id safety/bans-kept"):
        registry.all_checks()


@pytest.mark.parametrize(
    ("code", "why"),
    [("import no_such_module", "No module named 'no_such_module'"), ("1 / 0", "division by zero")],
    ids=["not there", "stumbles"],
)
def test_a_package_that_cannot_be_loaded_is_explained(acme, leaflets, code, why):
    (acme / "acme_checks.py").write_text(f"{code}\n")
    result = leaflets("check")
    assert result.exit_code == 2
    assert f"The checks of acme_checks cannot be loaded: {why}." in result.output
