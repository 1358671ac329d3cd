"""The PDF for print: valid, whole, in reading order, and every statement where the layout says."""

import json
from itertools import pairwise

import page as validation
import pikepdf
import pypdfium2
import pytest

from conftest import GLUTATHIONE, LANGUAGES, boxes, order, rows, squeezed, structure
from leaflets.build import build
from leaflets.catalog import Catalog
from leaflets.checks.run import catalogs
from leaflets.document import compose
from leaflets.errors import LeafletsError, MachineError
from leaflets.language import language
from leaflets.render.pages import Look
from leaflets.render.pdf import render

MM = 72 / 25.4  # PDF points


@pytest.fixture(params=LANGUAGES)
def code(request):
    return request.param


@pytest.fixture
def path(built, code):
    return built / code / f"{GLUTATHIONE}.pdf"


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_is_pdf_ua_1_and_pdf_a_2a(path, profile):
    report = validation.validate_pdf(path, profile=profile)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 50


def test_the_validator_finds_what_is_wrong(tmp_path, path):
    with pikepdf.open(path) as pdf:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo
        pdf.save(tmp_path / "broken.pdf")
    assert not validation.validate_pdf(tmp_path / "broken.pdf", profile="ua1").is_compliant


def test_it_has_at_most_two_pages_and_three_in_nastaliq(path, code):
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) <= (3 if code == "ur" else 2)
        for sheet in pdf.pages:
            assert [round(float(x) / MM) for x in sheet.mediabox] == [0, 0, 210, 297]


def test_it_says_its_language_title_and_outline(here, path, code):
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang).split("-")[0] == language(code).tag.split("-")[0]
        title = str(pdf.docinfo["/Title"])
        with pdf.open_outline() as outline:
            first = outline.root[0]
            assert first.title == title
            assert len(first.children) == 8
    document = compose(
        here, here.leaflets[GLUTATHIONE], language(code), catalogs(here, here.leaflets[GLUTATHIONE], language(code))
    )
    assert title == " ".join("".join(word for word in flat(document.title)).split())


def flat(nodes):
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from flat(node.children)


def test_its_picture_has_words(path, here, code):
    with pikepdf.open(path) as pdf:
        figures = [str(node.Alt) for node in structure(pdf.Root.StructTreeRoot) if "/Alt" in node]
    wanted = "Drawing: a bag of liquid hangs on a stand. A thin tube leads from the bag to a needle in a person’s arm."
    if code != "en":
        wanted = Catalog.read_sound(here.po(GLUTATHIONE, code)).live[None, wanted].text
    assert figures == [wanted]


def test_every_safety_statement_is_on_its_pages_in_the_sources_order(here, built, code):
    listed = json.loads((built / "manifest.json").read_text())["editions"][f"{code}/{GLUTATHIONE}.pdf"]
    document = compose(here, here.leaflets[GLUTATHIONE], language("en"), {})
    wanted = [said.safety_id for said in document.said if said.safety_id]
    assert [fact["id"] for fact in listed["safety"] if fact["edge"] == "start"] == wanted
    assert [fact["id"] for fact in listed["safety"] if fact["edge"] == "end"] == wanted
    assert all(fact["size"] >= 12 for fact in listed["safety"])
    assert [fact["page"] for fact in listed["safety"]] == sorted(fact["page"] for fact in listed["safety"])


def test_no_type_is_under_nine_points(path):
    for sheet in pypdfium2.PdfDocument(path):
        sizes = [obj.get_bounds() and font_size(obj) for obj in sheet.get_objects(filter=[1])]
        assert sizes
        assert min(sizes) >= 9 - 0.01


def font_size(text):
    import ctypes

    from pypdfium2 import raw

    size = ctypes.c_float()
    assert raw.FPDFTextObj_GetFontSize(text.raw, ctypes.byref(size))
    matrix = text.get_matrix()
    return size.value * abs(matrix.d)


def test_nothing_is_set_outside_the_safe_margin(path):
    for sheet in pypdfium2.PdfDocument(path):
        width, height = sheet.get_size()
        for left, bottom, right, top, char in boxes(sheet):
            assert left >= 5 * MM, char
            assert right <= width - 5 * MM, char
            assert bottom >= 5 * MM, char
            assert top <= height - 5 * MM, char


@pytest.mark.parametrize("code", ["ar", "fa", "ur"])
def test_phones_and_codes_print_left_to_right(built, code):
    lines = [
        squeezed(line) for sheet in pypdfium2.PdfDocument(built / code / f"{GLUTATHIONE}.pdf") for line in rows(sheet)
    ]
    for wanted in ("+000000000001", "2019-182", "https://clinic.example.org"):
        assert any(wanted in line for line in lines), wanted


@pytest.mark.parametrize("code", ["ar", "fa", "ur"])
def test_right_to_left_pages_are_mirrored(built, code):
    def first(name, char):
        sheet = pypdfium2.PdfDocument(built / name / f"{GLUTATHIONE}.pdf")[0]
        return next(left for left, _, _, _, found in boxes(sheet) if found == char), sheet.get_size()[0]

    clinic, width = first(code, "E")  # Example Clinic, at the start of the header
    assert clinic > width / 2
    assert first("en", "E")[0] < width / 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_bears_the_draft_mark(built, code):
    for sheet in pypdfium2.PdfDocument(built / code / f"{GLUTATHIONE}.pdf"):
        assert any("Draft,notreviewed" in squeezed(line) for line in rows(sheet))


def small_pdf(small, words):
    path = small.po("tablets", "ru")
    text = path.read_text()
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    found = {domain: Catalog.read_sound(small.po(domain, "ru")) for domain in small.domains}
    return render(small, compose(small, small.leaflets["tablets"], language("ru"), found), Look())


def test_a_missing_glyph_is_an_error_that_names_character_message_and_file(small):
    with pytest.raises(
        MachineError, match=r"Russian can draw '水' \(U\+6C34\) in “Запивайте 水” \(ru, tablets.po:\d+\)"
    ) as error:
        small_pdf(small, {"Запивайте их водой.": "Запивайте 水"})
    assert error.value.exit_code == 3


@pytest.mark.parametrize(
    "injection",
    [
        '#eval(\\"1\\")',
        "#import x",
        "*bold*",
        "$x$",
        "= head",
        "#set page(width: 1pt)",
        "\\\\u{41}",
        "// gone",
        "{{ 7*7 }}",
    ],
)
def test_a_translation_is_never_code_to_the_engine(small, injection):
    pdf = pypdfium2.PdfDocument(small_pdf(small, {"Запивайте их водой.": f"Вода {injection}"}).data)
    plain_text = injection.replace("\\\\", "\\").replace('\\"', '"')
    assert plain_text in pdf[0].get_textpage().get_text_range()


def test_a_theme_that_imports_a_package_is_refused(small):
    (small.templates / "leaflet.typ").write_text('#import "@preview/x:1.0.0"')
    with pytest.raises(LeafletsError, match="imports a package from the network"):
        small_pdf(small, {})


def test_a_broken_theme_is_explained(small):
    (small.templates / "leaflet.typ").write_text("#nothing-here")
    with pytest.raises(LeafletsError, match=r"ru tablets: .*unknown variable"):
        small_pdf(small, {})


def test_a_long_leaflet_breaks_no_statement(small):
    path = small.templates / "tablets/leaflet.html"
    items = "".join(
        f'<li>{{% trans "safety:n{n}" %}}Do not take {n} tablets, whatever anybody says, not even once in a while.{{% endtrans %}}</li>'
        for n in range(60)
    )
    path.write_text(
        path.read_text().replace(
            '<aside class="warning">',
            f"<aside class='notice'><h3>{{% trans %}}Drink water with them.{{% endtrans %}}</h3><ul>{items}</ul></aside><aside class='warning'>",
            1,
        )
    )
    outcome = build(small, order(small, small.output, languages=["en"]))
    assert not outcome.refused
    facts = json.loads((small.output / "manifest.json").read_text())["editions"]["en/tablets.pdf"]["safety"]
    starts = {fact["id"]: fact for fact in facts if fact["edge"] == "start"}
    ends = {fact["id"]: fact for fact in facts if fact["edge"] == "end"}
    assert len(starts) == 62
    for name, fact in starts.items():
        assert (ends[name]["page"], ends[name]["y"] >= fact["y"]) == (fact["page"], True)
    assert len({fact["page"] for fact in facts}) > 1
    assert all(before["page"] <= after["page"] for before, after in pairwise(facts))
