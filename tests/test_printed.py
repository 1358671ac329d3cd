"""What a release prints on the real leaflet: a code on every page and a QR code that a phone can read."""

import datetime as dt
import io
import re
from functools import cache

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from conftest import GLUTATHIONE, LANGUAGES, ROOT, boxes, conformance, needs, rows, squeezed, structure, violations
from leaflets.checks.run import catalogs
from leaflets.document import Stamp, compose
from leaflets.language import language
from leaflets.project import Project
from leaflets.render import FORMATS
from leaflets.render.pages import Look
from leaflets.render.qr import DARK, QUIET, drawing
from leaflets.review import review_sheet
from leaflets.signoff import Entry, SignOff
from leaflets.standing import SignOffs

MM = 72 / 25.4  # PDF points
PRINTED = 300 / 72  # an office printer's dots for a point


def code_of(lang):
    return f"{lang.partition('_')[0].upper()}-7K3M-9"


def address_of(lang):
    return f"https://clinic.example.org/leaflets/{code_of(lang)}"


@cache
def edition(lang, form):
    project = Project.at(ROOT)
    translators = () if lang == "en" else (("translator", "Test Translator"),)
    rows = [("reviewer", "Test Reviewer"), ("clinician", "Test Clinician"), *translators]
    by = tuple(SignOff(*row, dt.date(2026, 11, 20)) for row in rows)
    leaflet, spoken = project.leaflets[GLUTATHIONE], language(lang)
    entries = tuple(Entry(row.wording, by) for row in review_sheet(project, spoken, [leaflet]).rows)
    signoffs = SignOffs(project.signoffs(lang), lang, entries=entries)
    stamp = Stamp(code_of(lang), address_of(lang))
    document = compose(project, leaflet, spoken, catalogs(project, leaflet, spoken), signoffs, stamp)
    assert not document.draft
    return FORMATS[form](project, document, Look()).data


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def printed(lang):
    return edition(lang, "pdf")


@pytest.fixture
def pages(printed):
    return list(pypdfium2.PdfDocument(printed))


def found(image):
    [code] = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return code


def test_the_qr_code_is_read_from_the_printed_page_and_opens_its_address(pages, lang):
    code = found(pages[-1].render(scale=PRINTED).to_pil())
    assert code.text == address_of(lang)
    assert "M" in str(code.ec_level)


def test_it_is_read_from_a_grey_and_blurred_copy_too(pages, lang):
    from PIL import ImageFilter

    copy = pages[-1].render(scale=PRINTED / 2).to_pil().convert("L").filter(ImageFilter.GaussianBlur(1))
    assert found(copy).text == address_of(lang)


def test_it_is_22_mm_wide_with_four_white_modules_around_it(pages):
    image = pages[-1].render(scale=PRINTED).to_pil().convert("L")
    place = found(image).position
    left, right = sorted((place.top_left.x, place.bottom_right.x))
    top, bottom = sorted((place.top_left.y, place.bottom_right.y))
    millimetre = MM * PRINTED
    assert (right - left) / millimetre == pytest.approx(22, abs=0.5)
    assert (bottom - top) / millimetre == pytest.approx(22, abs=0.5)
    quiet = QUIET * (right - left) / 33 - 3  # less what the detector may be off
    around = image.crop((int(left - quiet), int(top - quiet), int(right + quiet), int(bottom + quiet)))
    inside = (int(quiet) - 2, int(quiet) - 2, around.width - int(quiet) + 2, around.height - int(quiet) + 2)
    around.paste(255, inside)
    assert around.getextrema()[0] > 250


def test_a_release_has_as_many_pages_as_a_draft(pages, lang):
    assert len(pages) <= (3 if lang == "ur" else 2)


def test_every_page_bears_the_code_and_none_the_draft_mark(pages, lang):
    for sheet in pages:
        lines = [squeezed(line) for line in rows(sheet)]
        assert any(code_of(lang) in line for line in lines)
        assert not any("Draft,notreviewed" in line for line in lines)


def test_the_address_stands_beside_in_words_from_left_to_right(pages, lang):
    lines = [squeezed(line) for line in rows(pages[-1])]
    assert any("https://clinic.example.org/leaflets/" in line for line in lines)
    assert sum(code_of(lang) in line for line in lines) == 2  # whole: in the head and beside the QR code


def test_those_who_translated_and_reviewed_are_named(pages, lang):
    lines = [squeezed(line) for line in rows(pages[0])]
    assert any("TestReviewer" in line and "TestClinician" in line for line in lines)
    assert any("TestTranslator" in line for line in lines) is (lang != "en")


def test_it_is_still_pdf_ua_1_and_pdf_a_2a_and_says_what_the_qr_code_is(printed, lang, tmp_path):
    path = tmp_path / "released.pdf"
    path.write_bytes(printed)
    for profile in ("ua1", "2a"):
        assert conformance(path, profile) == []
    with pikepdf.open(path) as pdf:
        figures = [str(node.Alt) for node in structure(pdf.Root.StructTreeRoot) if "/Alt" in node]
    assert len(figures) == 2
    assert address_of(lang) in figures[1]


def test_nothing_is_set_outside_the_safe_margin(pages):
    for sheet in pages:
        width, height = sheet.get_size()
        for left, bottom, right, top, char in boxes(sheet):
            assert min(left, bottom, width - right, height - top) >= 5 * MM, char


@needs("chromium")
@pytest.mark.parametrize("lang", ["en", "hi", "ru", "ur"])
def test_the_web_page_shows_a_qr_code_that_can_be_read_and_scrolls_at_no_width(lang, browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(edition(lang, "html"))
    for width in (320, 900):
        page = browser.new_page(viewport={"width": width, "height": 900}, device_scale_factor=2)
        page.goto(path.as_uri())
        shot = Image.open(io.BytesIO(page.locator(".released").screenshot()))
        assert found(shot).text == address_of(lang)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


@needs("chromium")
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_against_wcag_22_aa(lang, browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(edition(lang, "html"))
    page = browser.new_page()
    page.goto(path.as_uri())
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("lang", ["ar", "fa", "ur"])
def test_code_and_address_are_islands_in_right_to_left_pages(lang):
    page = edition(lang, "html").decode()
    assert f'<bdi dir="ltr">{code_of(lang)}</bdi>' in page
    assert f'<bdi dir="ltr">{address_of(lang)}</bdi>' in page


@pytest.mark.parametrize("words", ["https://a.example", "https://klinik.example/ä", "https://a.example/" + "x" * 150])
def test_the_drawing_is_as_wide_as_its_modules_and_holds_every_one(words):
    import segno

    svg, quiet = drawing(words)
    matrix = segno.make(words, error="m", boost_error=False, micro=False).matrix
    assert quiet == pytest.approx(DARK * QUIET / len(matrix))
    assert f'viewBox="0 0 {len(matrix) + 2 * QUIET} ' in svg
    drawn = {(int(x) - QUIET, int(y) - QUIET) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg)}
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
