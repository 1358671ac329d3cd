"""The review sheet: read by a person with no tools, filled in anywhere, and taken back without a word lost."""

import csv
import io
import json
import re

import page as validation
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import GLUTATHIONE, fill, needs, violations, write
from leaflets.errors import LeafletsError
from leaflets.language import language
from leaflets.review import laid_out, sheet_to_read, writer
from leaflets.review.table import COLUMNS, read
from leaflets.signoff import parse
from leaflets.standing import SignOffs
from test_signoff import DAY, DOSE, RU_DOSE, RU_WATER, WATER, change, sign, signed, states  # noqa: F401

SOME = ["ar", "ur", "zh_Hans", "ru"]
PHONE = "Emergency phone: %(phone)s"


@pytest.fixture
def sheet(leaflets, small):
    """Return a function that makes the Russian sheet as a table and returns its rows, by source."""

    def rows():
        path = small.root / "sheet.csv"
        path.unlink(missing_ok=True)
        assert leaflets("review", "--lang", "ru", "--format", "csv", "--output", path).exit_code == 0
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["source"]: row for row in csv.DictReader(file)}

    return rows


@pytest.fixture
def give(leaflets, small):
    """Return a function that signs from a table of rows, written as a spreadsheet program would."""

    def run(rows, *, encoding="utf-8-sig", mark=",", end="\r\n", role="reviewer", name=""):
        out = io.StringIO(newline="")
        table = csv.DictWriter(out, COLUMNS, delimiter=mark, lineterminator=end, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
        path = small.root / "filled.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        who = ("--name", name or f"Test {role.title()}", "--date", str(DAY))
        return leaflets("sign", "--lang", "ru", "--role", role, *who, "--from", path)

    return run


def everything(project, code):
    return sheet_to_read(project, language(code), project.leaflets.values(), whole=True)


# ---- what is on it ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", ["ar", "en", "zh_Hans"])
def test_safety_wording_stands_first_and_everything_once(here, code):
    rows = everything(here, code).rows
    kinds = [row.wording.safety for row in rows]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds.count(True) == 25
    assert len(rows) == len({row.wording for row in rows}) == 85
    assert rows[0].wording.context == "safety:no-good-trial"  # in reading order, not in the catalog's


def test_a_leaflets_sheet_holds_what_the_leaflet_shows(leaflets, small):
    write(
        small.templates / "safety.html",
        '{% macro stop() %}{% trans "safety:stop" %}Do not stop.{% endtrans %}{% endmacro %}',
    )
    leaflets("update")
    fill(small.po("common", "ru"), {"Do not stop.": "Не бросайте."})
    for words, there in (((), True), (("--leaflet", "tablets"), False)):
        leaflets("review", "--lang", "ru", "--format", "html", "--output", small.root / "x.html", *words)
        assert ("Do not stop." in (small.root / "x.html").read_text()) is there


def test_findings_stand_beside_their_line_in_every_format(leaflets, small):
    change(small.po("tablets", "ru"), "больше 8", "больше 6")
    made = {style: writer(style)(everything(small, "ru")) for style in ("html", "csv", "pdf")}
    article = re.search(rf"<article[^>]*{re.escape(DOSE)}.*?</article>", made["html"].decode(), re.DOTALL)[0]
    assert "Error: <bdi>8 became 6</bdi>" in article
    [row] = [row for row in csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"))) if row["source"] == DOSE]
    assert row["findings"] == "error: 8 became 6"
    assert "Error: 8 became 6." in words(made["pdf"])


def test_what_changed_since_the_sign_off_is_marked(signed, small):  # noqa: F811
    change(small.po("tablets", "ru"), RU_WATER, "Запивайте их молоком.")
    made = {style: writer(style)(everything(small, "ru")) for style in ("html", "csv", "pdf")}
    assert "Запивайте их <del>водой</del><ins>молоком</ins>." in made["html"].decode()
    assert "translation: Запивайте их [-водой-]{+молоком+}." in made["csv"].decode()
    assert "Changed since it was signed (translation): Запивайте их водоймолоком." in words(made["pdf"])


def words(pdf):
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf)).split())


def test_the_source_languages_sheet_has_no_translation(leaflets, small):
    leaflets("review", "--lang", "en")
    page = (small.output / "en/review.html").read_text()
    assert page.count(f">{DOSE}</p>") == 1
    assert "Back-translation" not in page


def test_a_sheet_is_made_of_the_same_bytes_again(leaflets, small):
    for style in ("html", "pdf", "csv"):
        assert "wrote  build/ru/review." in leaflets("review", "--lang", "ru", "--format", style).output
        assert "as it was" in leaflets("review", "--lang", "ru", "--format", style).output


def test_a_table_that_may_be_filled_is_never_overwritten(leaflets, small):
    leaflets("review", "--lang", "ru", "--format", "csv")
    path = small.output / "ru/review.csv"
    path.write_text(path.read_text() + "filled")
    result = leaflets("review", "--lang", "ru", "--format", "csv")
    assert result.exit_code == 2
    assert "review.csv is there, and may be filled." in result.output
    assert path.read_text().endswith("filled")


def test_a_hidden_character_is_shown(small):
    change(small.po("tablets", "ru"), RU_WATER, "Запи\u200bвайте\u202e.")
    assert "Запи[U+200B]вайте[U+202E]." in writer("html")(everything(small, "ru")).decode()


def test_a_placeholder_is_read_left_to_right_as_a_whole():
    nodes = laid_out("هاتف: %(phone)s أو 2019-182", language("ar"))
    assert [node.children[0] for node in nodes if not isinstance(node, str)] == ["%(phone)s", "2019-182"]
    assert "".join(n if isinstance(n, str) else n.children[0] for n in nodes) == "هاتف: %(phone)s أو 2019-182"


# ---- the table and its damages ------------------------------------------------------------------------------------
def test_what_is_ok_is_signed_with_its_back_translation_and_remark(sheet, give, small):
    rows = sheet()
    rows[DOSE] |= {
        "verdict": " OK ",
        "back-translation": "Do not take more than 8 pills a day.",
        "remark": "Fine.\nClear.",
    }
    result = give(rows.values())
    assert result.exit_code == 0, result.output
    assert "ru: signed: 1" in result.output
    [entry] = SignOffs.of(small, "ru").entries
    [by] = entry.signoffs
    assert (by.back, by.remark) == ("Do not take more than 8 pills a day.", "Fine.\nClear.")


def test_what_is_not_ok_is_not_signed_and_its_remark_is_told(sheet, give, small):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok"}
    rows[WATER] |= {"verdict": "Not OK", "remark": "It says milk."}
    result = give(rows.values())
    assert result.exit_code == 1
    assert re.search(rf"not ok    \w{{8}}  {re.escape(WATER)}\n    It says milk\.", result.output)
    assert "signed: 1, not ok: 1" in result.output
    assert WATER not in small.signoffs("ru").read_text()


def test_a_remark_cannot_steer_the_terminal(sheet, give):
    rows = sheet()
    rows[WATER] |= {"verdict": "not ok", "remark": "\x1b[2Jgone\nand more"}
    assert "    [U+001B][2Jgone\\nand more" in give(rows.values()).output


def test_a_back_translation_that_differs_is_told_and_found_by_check(leaflets, sheet, give):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok", "back-translation": "Do not take more than 6 tablets a day."}
    result = give(rows.values())
    assert "read back otherwise: 8 became 6: Do not take more than 6 tablets a day." in result.output
    result = leaflets("check")
    assert result.exit_code == 0
    assert "review: read back by Test Reviewer: 8 became 6 [safety/back-translation-agrees]" in result.output


def test_a_back_translation_is_corrected_by_the_same_person_on_the_same_day(leaflets, sheet, give, small):
    wrong, right = "Do not take more than 6 tablets a day.", "Do not take more than 8 tablets a day."
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok", "back-translation": wrong, "remark": "Clear."}
    give(rows.values())
    first = small.signoffs("ru").read_text()
    rows[DOSE] |= {"back-translation": right, "remark": ""}
    result = give(rows.values())
    assert result.exit_code == 0
    assert "in place of the word of 2026-01-02" in result.output
    assert "ru: signed: 1" in result.output
    text = small.signoffs("ru").read_text()
    assert {line for line in first.split("\n") if "signed." not in line} < set(text.split("\n"))
    assert f'again = 1, back = "{right}", remark = "Clear." }}' in text
    assert "read back" not in leaflets("check").output
    assert "already: 1" in give(rows.values()).output
    rows[DOSE] |= {"back-translation": ""}  # a word without one corrects none
    assert "already: 1" in give(rows.values()).output
    rows[DOSE] |= {"back-translation": wrong}
    give(rows.values())
    assert "again = 2" in small.signoffs("ru").read_text()
    assert leaflets("check").output.count("read back by Test Reviewer: 8 became 6") == 1


def test_the_word_of_another_person_corrects_nothing(leaflets, sheet, give):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok", "back-translation": "Do not take more than 6 tablets a day."}
    give(rows.values())
    rows[DOSE] |= {"back-translation": "Do not take more than 8 tablets a day."}
    give(rows.values(), name="Test Other")
    assert "read back by Test Reviewer: 8 became 6" in leaflets("check").output


def test_the_order_of_corrections_in_the_file_is_free_and_none_may_be_lost(sheet, give, small):
    rows = sheet()
    for back in ("Take 6.", "Take 7.", "Take 8."):
        rows[DOSE] |= {"verdict": "ok", "back-translation": back}
        give(rows.values())
    path = small.signoffs("ru")
    lines = path.read_text().split("\n")
    turned = SignOffs(path, "ru", entries=parse("\n".join(reversed(lines)), path, "ru"))
    assert [row.back for row in turned.by(turned.entries[0].wording)] == ["Take 8."]
    with pytest.raises(LeafletsError, match=r"missing: 1 of the 3 sign-offs of Test Reviewer"):
        parse("\n".join(line for line in lines if "again = 2" not in line), path, "ru")


def test_words_without_a_verdict_are_not_dropped_in_silence(sheet, give):
    rows = sheet()
    rows[DOSE] |= {"remark": "Is this the right number?"}
    result = give(rows.values())
    assert result.exit_code == 1
    assert "line 2: there is a remark or a back-translation, but no verdict" in result.output


def test_words_that_changed_since_the_sheet_are_refused_by_name(sheet, give, small):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok"}
    rows[WATER] |= {"verdict": "ok"}
    change(small.po("tablets", "ru"), RU_WATER, "Запивайте водой.")
    result = give(rows.values())
    assert result.exit_code == 1
    assert f"{WATER}\n    line 6: no message has these words now" in result.output
    assert "refused: 1" in result.output
    assert "signed: 1" in result.output


@pytest.mark.parametrize("column", ["source", "translation"])
def test_a_word_that_was_changed_in_the_sheet_is_refused(sheet, give, small, column):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok", column: rows[DOSE][column].replace("8", "6")}
    result = give(rows.values())
    assert result.exit_code == 1
    assert f"refused   safety:dose  {DOSE}\n    line 2: the sheet has other words than the catalog" in result.output
    assert not small.signoffs("ru").exists()


@pytest.mark.parametrize(
    "way",
    [{"mark": ";"}, {"mark": "\t"}, {"encoding": "utf-16", "mark": "\t"}, {"encoding": "utf-8"}, {"end": "\n"}],
    ids=["semicolons", "tabs", "unicode text", "no mark", "line feeds"],
)
def test_what_spreadsheet_programs_make_of_a_table_is_read(sheet, give, way):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok", "remark": 'a "word"; an, other'}
    result = give(rows.values(), **way)
    assert result.exit_code == 0, result.output
    assert "ru: signed: 1" in result.output


def test_another_encoding_is_refused_with_the_way_out(sheet, give, small):
    result = give(sheet().values(), encoding="cp1251")
    assert result.exit_code == 2
    assert "filled.csv:2: not UTF-8: letters would be lost.\n    Save it as “CSV UTF-8”" in result.output
    assert not small.signoffs("ru").exists()


def test_letters_that_became_question_marks_are_refused(sheet, give):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok"}
    result = give([row | {"translation": re.sub("[а-яА-Я]", "?", row["translation"])} for row in rows.values()])
    assert "line 2: the sheet has other words than the catalog" in result.output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"verdict"', '"judgement"', "filled.csv:1: there are no columns named id, source, translation, verdict."),
        ('"ok"', '"maybe"', "filled.csv:2: the verdict “maybe” is none."),
        ('"ok"', '"ok', "not a table: "),
        ('"ok",', '"ok",,,,', "filled.csv:2: more cells than columns."),
    ],
    ids=["columns", "verdict", "quote", "cells"],
)
def test_a_table_that_cannot_be_understood_is_explained(leaflets, small, sheet, old, new, said):
    sheet()
    text = (small.root / "sheet.csv").read_text("utf-8-sig").replace('"","","","",""', '"","","ok","",""', 1)
    assert old in text
    write(small.root / "filled.csv", text.replace(old, new, 1))
    result = leaflets("sign", "--lang", "ru", "--role", "reviewer", "--name", "Test Reviewer", "--from", "filled.csv")
    assert result.exit_code == 2
    assert said in result.output
    assert not small.signoffs("ru").exists()


def test_a_row_that_stands_twice_is_refused(sheet, give):
    rows = sheet()
    result = give([*rows.values(), rows[DOSE] | {"verdict": "ok"}])
    assert result.exit_code == 2
    assert "filled.csv:28: the same message as in line 2." in result.output


def test_a_sheet_of_another_language_signs_nothing(sheet, leaflets, small):
    leaflets("review", "--lang", "en", "--format", "csv", "--output", small.root / "filled.csv")
    text = (small.root / "filled.csv").read_text("utf-8-sig").replace('"","","","",""', '"","","ok","",""')
    write(small.root / "filled.csv", text)
    result = leaflets("sign", "--lang", "ru", "--role", "reviewer", "--name", "Test Reviewer", "--from", "filled.csv")
    assert result.exit_code == 1
    assert "ru: refused: 26" in result.output


def test_what_was_already_signed_stays_when_a_later_sheet_adds_to_it(sheet, give, small):
    rows = sheet()
    rows[DOSE] |= {"verdict": "ok"}
    assert give(rows.values()).exit_code == 0
    rows[DOSE] |= {"remark": "One thing more."}
    result = give(rows.values())
    assert "signed    safety:dose" in result.output
    said = '.reviewer."Test Reviewer" = { date = 2026-01-02'
    assert f"{said} }}" in small.signoffs("ru").read_text()
    assert f'{said}, again = 1, remark = "One thing more." }}' in small.signoffs("ru").read_text()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''-2", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula_and_every_cell_comes_back(small, formula, tmp_path):
    path = small.po("tablets", "ru")
    text = formula.replace("\t", "\\t")
    path.write_text(path.read_text().replace(RU_WATER, text))
    data = writer("csv")(everything(small, "ru"))
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    (tmp_path / "x.csv").write_bytes(data)
    back = [row for row in read(tmp_path / "x.csv") if row.source == WATER]
    assert [row.translation for row in back] == [" ".join(formula.split())]


@given(
    st.binary(max_size=400)
    | st.text().map(lambda text: f"id,source,translation,verdict\n{text}".encode(errors="replace"))
)
def test_no_bytes_break_the_reader(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    said = f"{path}:"
    try:
        read(path)
    except LeafletsError as error:
        said = str(error)
    assert said.startswith(f"{path}:")


# ---- the page -----------------------------------------------------------------------------------------------------
@pytest.fixture
def page(small, browser, tmp_path):
    """Return the Russian sheet in a browser."""
    path = tmp_path / "sheet.html"
    path.write_bytes(writer("html")(everything(small, "ru")))
    tab = browser.new_page(viewport={"width": 1000, "height": 800})
    tab.goto(path.as_uri())
    yield tab
    tab.close()


def article(tab, name="safety:dose"):
    return tab.locator("article", has=tab.get_by_role("heading", name=name))


def saved(tab, tmp_path):
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Save as CSV").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_page_is_one_file_that_loads_nothing_and_escapes_every_text(small):
    path = small.po("tablets", "ru")
    path.write_text(path.read_text().replace(RU_WATER, '</script><script>alert(1)</script><b onclick=x>\\"'))
    html = writer("html")(everything(small, "ru")).decode()
    assert html.count("<script") == 1
    assert "<b onclick" not in html
    assert not re.findall(r'(?:src|href)="', html)
    assert "https://" not in html
    assert "default-src 'none'" in html


@needs("chromium")
def test_a_sheet_is_filled_and_saved_in_the_browser_and_signed_from(page, leaflets, small, tmp_path):
    box = article(page)
    box.get_by_label("ok", exact=True).check()
    box.get_by_label("Back-translation").fill("Do not take more than 8 tablets a day.")
    box.get_by_label("Remark").fill("=1+1\n\"так\", ok; 'да'")
    article(page, "safety:phone").get_by_label("not ok").check()
    assert page.get_by_role("status").inner_text() == "2 of 26 judged"
    path = saved(page, tmp_path)
    assert path.name == "review-ru.csv"
    result = leaflets("sign", "--lang", "ru", "--role", "reviewer", "--name", "Test Reviewer", "--from", path)
    assert result.exit_code == 1
    assert "ru: signed: 1, not ok: 1" in result.output
    [entry] = SignOffs.of(small, "ru").entries
    assert entry.signoffs[0].remark == "=1+1\n\"так\", ok; 'да'"


@needs("chromium")
def test_the_page_saves_the_same_table_that_leaflets_writes(signed, page, small, tmp_path):  # noqa: F811
    change(small.po("tablets", "ru"), RU_DOSE, "=Не принимайте\\nбольше 6 таблеток.")
    with open(page.url.removeprefix("file://"), "wb") as file:  # noqa: PTH123
        file.write(writer("html")(everything(small, "ru")))
    page.reload()
    assert saved(page, tmp_path).read_bytes() == writer("csv")(everything(small, "ru"))


@needs("chromium")
def test_what_is_typed_is_there_after_a_reload(page):
    article(page).get_by_label("Remark").fill("Kept.")
    article(page).get_by_label("not ok").check()
    page.reload()
    assert article(page).get_by_label("Remark").input_value() == "Kept."
    assert article(page).get_by_label("not ok").is_checked()
    assert page.get_by_role("status").inner_text() == "1 of 26 judged"


@needs("chromium")
def test_a_new_sheet_keeps_the_answers_to_words_that_did_not_change(page, small):
    for name in ("safety:dose", "safety:phone"):
        article(page, name).get_by_label("ok", exact=True).check()
    change(small.po("tablets", "ru"), RU_DOSE, "Не принимайте более 8 таблеток в день.")
    path = page.url.removeprefix("file://")
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(writer("html")(everything(small, "ru")))
    page.reload()
    assert article(page, "safety:phone").get_by_label("ok", exact=True).is_checked()
    assert article(page, "safety:dose").get_by_label("not yet").is_checked()


@needs("chromium")
def test_where_nothing_can_be_stored_the_page_works_and_warns_before_it_closes(page, tmp_path):
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })")
    page.reload()
    article(page).get_by_label("Remark").fill("Kept?")
    assert "Kept?" in saved(page, tmp_path).read_text()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


@needs("chromium")
def test_the_page_is_filled_with_the_keyboard_alone(page, tmp_path):
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # not yet, ok
    page.keyboard.press("Tab")
    page.keyboard.type("Do not take more than 8 tablets a day.")
    page.keyboard.press("Tab")
    page.keyboard.type("Fine.")
    first = page.locator("article").first
    assert first.get_by_label("ok", exact=True).is_checked()
    assert first.get_by_label("Remark").input_value() == "Fine."
    page.get_by_role("button").focus()
    with page.expect_download():
        page.keyboard.press("Enter")


@needs("chromium")
@pytest.mark.parametrize("code", SOME)
def test_the_page_meets_wcag_22_aa_and_is_readable_at_320_pixels(here, browser, tmp_path, code):
    path = tmp_path / "sheet.html"
    path.write_bytes(writer("html")(everything(here, code)))
    tab = browser.new_page(viewport={"width": 320, "height": 800})
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    assert asked == [path.as_uri(), *(url for url in asked if url.startswith("data:"))]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    known = language(code)
    assert tab.locator(f".pair p[lang={known.tag}][dir={known.direction}]").count() == 85
    assert violations(tab) == []
    tab.close()


# ---- the paper ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", SOME)
def test_the_paper_is_accessible_and_names_its_language(here, tmp_path, code):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(writer("pdf")(everything(here, code)))
    for profile in ("ua1", "2a"):
        report = validation.validate_pdf(path, profile=profile)
        assert [failure.message for failure in report.failures] == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"Review sheet: {language(code).english}"
        assert len(pdf.pages) <= 16
    text = words(path)
    assert text.count("safety:") == 25
    assert "not ok" in text


def test_every_sheet_names_who_signed_as_what_and_when_and_who_is_lacking(sign, small):  # noqa: F811
    sign("reviewer", "--only", "dose")
    said = "Partly signed by Test Reviewer (reviewer, 2026-01-02); still to sign: clinician"
    assert said in writer("html")(everything(small, "ru")).decode()
    assert said.replace(" ", "") in words(writer("pdf")(everything(small, "ru"))).replace(" ", "")


def test_the_paper_shows_what_no_font_can_draw_by_its_number(small):
    change(small.po("tablets", "ru"), RU_WATER, "Запивайте 水\u202e.")
    text = words(writer("pdf")(everything(small, "ru")))
    assert "Запивайте [U+6C34]" in text
    assert "[U+202E]" in text


def test_a_language_that_is_not_set_in_print_has_no_paper(leaflets, small):
    leaflets("update", "--lang", "es")
    result = leaflets("review", "--lang", "es", "--format", "pdf")
    assert result.exit_code == 2
    assert "not how it is set on paper" in result.output
    assert leaflets("review", "--lang", "es").exit_code == 0


def test_every_column_of_the_table_is_in_the_page(small):
    page = writer("html")(everything(small, "ru")).decode()
    assert json.dumps(list(COLUMNS)) in page
    assert GLUTATHIONE not in page
