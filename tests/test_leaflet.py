"""The first leaflet: everything FACTS asks for, in every language, whole."""

import subprocess

import pytest

from conftest import GLUTATHIONE, LANGUAGES, ROOT, needs
from leaflets.catalog import Catalog
from leaflets.checks.run import catalogs
from leaflets.document import Element, compose, plain, walk
from leaflets.extract import messages
from leaflets.language import language
from leaflets.update import REVIEW

TRANSLATED = [code for code in LANGUAGES if code != "en"]
SECTIONS = [
    "in-short", "what-they-are", "how-a-scar-forms", "how-they-are-said-to-help", "are-they-safe", "kinds-of-scars",
    "other-options", "to-sum-up",
]  # fmt: skip
STATEMENTS = {
    "ask-first", "tell-first", "trained-person", "no-self-injection", "no-online", "side-effects", "emergency-signs",
    "emergency-phone", "fda-ph-not-approved", "fda-ph-only-use", "no-known-dose", "fda-ph-skin-cancer",
    "not-instead-of-advice", "fda-ph-no-trials", "fda-ph-harm", "fda-ph-infection", "fda-ph-kidney-stones", "fda-ph-g6pd",
    "us-fda-seven-patients", "us-fda-hospital", "us-fda-contaminated", "no-good-trial", "ask-new-treatment",
}  # fmt: skip


@pytest.fixture(scope="module")
def english(here):
    return compose(here, here.leaflets[GLUTATHIONE], language("en"), {})


def catalog(here, code, domain):
    return Catalog.read_sound(here.po(domain, code))


def test_the_project_has_its_eight_languages(here):
    assert here.codes == LANGUAGES


def test_every_section_stands_in_order(english):
    assert [section.id for section in english.sections] == SECTIONS


def test_every_safety_statement_is_shown_inside_a_box(english):
    boxed = {
        said.said.safety_id
        for section in english.sections
        for box in walk(section.nodes)
        if box.tag == "aside"
        for said in walk(box.children)
        if said.said
    }
    assert boxed >= STATEMENTS
    shown = {said.safety_id for said in english.said if said.safety_id}
    assert shown <= boxed


def test_each_regulators_box_opens_with_its_source_and_date(english):
    boxes = [box for section in english.sections for box in walk(section.nodes) if box.get("class") == "notice"]
    heads = [plain(next(e for e in box.children if isinstance(e, Element)).children) for box in boxes]
    assert heads == [
        "The FDA of the Philippines, 5 July 2019 (Advisory No. 2019-182)",
        "The FDA of the United States, 7 June 2019",
    ]


def test_every_sentence_shown_is_in_the_message_templates(here, english):
    known = {m.key for domain in here.domains for m in Catalog.read_sound(here.pot(domain)).messages}
    assert {(said.context, said.source) for said in english.said} <= known


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_words_stand_outside_a_message(here, code):
    document = compose(
        here, here.leaflets[GLUTATHIONE], language(code), catalogs(here, here.leaflets[GLUTATHIONE], language(code))
    )

    def stray(nodes):
        for node in nodes:
            if isinstance(node, str):
                yield node.strip()
            elif node.said is None:
                yield from stray(node.children)

    assert not [text for section in document.sections for text in stray(section.nodes) if text]


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalog_is_complete(here, code):
    for domain in here.domains:
        live = catalog(here, code, domain).live
        assert live.keys() == {m.key for m in messages(here, domain)}
        assert [m.source for m in live.values() if not m.translated] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_called_reviewed(here, code):
    assert not here.signoffs(code).exists()
    for domain in here.domains:
        head = catalog(here, code, domain).head
        assert REVIEW in head
        assert "Last-Translator: see signoffs.toml" in head


@needs("msgfmt")
@pytest.mark.parametrize("code", TRANSLATED)
def test_msgfmt_accepts_every_catalog(here, code):
    for domain in here.domains:
        command = ["msgfmt", "-c", "-o", "/dev/null", here.po(domain, code)]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, "")


def test_templates_and_catalogs_are_up_to_date(here):
    from leaflets.update import catalogs as updated
    from leaflets.update import templates

    assert [str(change.path) for change in (*templates(here), *updated(here, ())) if change.stale] == []


def test_the_written_docs_are_fresh():
    subprocess.run([ROOT / ".venv/bin/python", ROOT / "scripts/docs", "--check"], check=True)


def test_the_picture_of_the_process_says_what_it_shows():
    import xml.etree.ElementTree as ET

    picture = ET.parse(ROOT / "docs/images/process.svg").getroot()  # noqa: S314  our own file
    title, desc = (picture.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    shown = " ".join("".join(node.itertext()) for node in picture.iter())
    for step in ("Write", "Translate", "Check", "Review", "Sign", "Release", "Print", "Verify", "Withdraw"):
        assert step in shown
        assert step.lower() in desc.text.lower()
    assert "docs/images/process.svg" in (ROOT / "README.md").read_text()


def test_the_english_reads_at_grade_six_or_below():
    import re

    grade = re.search(rf"\| {GLUTATHIONE} \| \d+ \| ([\d.]+) \|", (ROOT / "docs/reading.md").read_text())
    assert float(grade[1]) <= 6


def test_the_example_clinic_is_plainly_invented(here):
    clinic = here.settings.clinic
    assert "Example" in clinic.name
    assert "example.org" in clinic.web
    for number in (clinic.phone, clinic.emergency_phone):
        assert number.startswith("+000")
