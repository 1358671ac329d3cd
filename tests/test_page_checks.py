"""A page as it was made: what a theme, a writer or a template broke is found before anything is written."""

import shutil
from dataclasses import replace

import pytest

from conftest import ROOT, fill, write
from leaflets.checks.registry import all_checks
from leaflets.checks.run import catalogs, check_editions
from leaflets.document import compose
from leaflets.edition import Edition
from leaflets.project import Project
from leaflets.render import FORMATS
from leaflets.render.pages import Look
from leaflets.templates import THEME
from leaflets.update import catalogs as updated

WORDS = {
    "ar": (
        "أقراصك",
        "كيف تتناولها",
        "لا تتناول أكثر من 8 أقراص في اليوم.",
        "هاتف الطوارئ: %(phone)s",
        "اشرب معها الماء.",
    ),
    "zh_Hans": ("您的药片", "如何服用", "每天服用不要超过8片。", "急救电话：%(phone)s", "请用水送服。"),
}
SOURCES = ("Your tablets", "How to take them", "Do not take more than 8 tablets a day.", "Emergency phone: %(phone)s", "Drink water with them.")  # fmt: skip
SCRIPTS = ["ar", "ru", "zh_Hans"]
LANGUAGES = [*SCRIPTS, "en"]
BOXES = 'else if n.tag == "aside" { safe-box(n, blocks(n.children)) }'


@pytest.fixture
def trio(small):
    """Return the small project, translated into Arabic, Russian and Chinese."""
    for code, words in WORDS.items():
        for change in updated(Project.at(small.root), (code,)):
            write(change.path, change.text)
        small.po("common", code).write_text(Project.at(ROOT).po("common", code).read_text())
        fill(small.po("tablets", code), dict(zip(SOURCES, words, strict=True)))
    return Project.at(small.root)


def theme(project, name, *changes):
    """Give the project a theme file of its own: the packaged one with ``changes``."""
    text = (THEME / name).read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    write(project.templates / name, text)


def edition(project, code, form):
    leaflet, lang = project.leaflets["tablets"], project.pick_languages((code,))[0]
    look = Look(siblings=tuple(project.pick_languages(())))
    document = compose(project, leaflet, lang, catalogs(project, leaflet, lang))
    return Edition(document, form, look, FORMATS[form](project, document, look), project.settings)


def found(project, code, form):
    rows = [row for _, row in check_editions(project, [edition(project, code, form)])]
    assert {row.severity for row in rows} <= {"error"}
    return {(row.check, row.context, row.message.removeprefix(f"{code}/tablets.{form} ").removeprefix(f"{code}/tablets.{form}: ").replace(".”", "”")) for row in rows}  # fmt: skip


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sound_theme_raises_no_alarm(trio, code, form):
    assert found(trio, code, form) == set()


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_theme_that_drops_the_boxes_does_not_show_the_safety_wording(trio, code, form):
    theme(trio, "page.html", ("{{ show(section.nodes) }}", "{{ show(section.nodes[:2]) }}"))
    theme(trio, "leaflet.typ", (BOXES, 'else if n.tag == "aside" {}'))
    assert {
        ("page/safety-shown", "safety:dose", "does not show it"),
        ("page/safety-shown", "safety:phone", "does not show it"),
    } <= found(trio, code, form)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("how", ["<main hidden>", '<main style="display: none">', "<template><main>"])
def test_safety_wording_that_is_hidden_is_not_shown(trio, code, how):
    theme(trio, "page.html", ("<main>", how))
    assert ("page/safety-shown", "safety:dose", "does not show it") in found(trio, code, "html")


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_theme_that_cuts_a_sentence_is_found(trio, code):
    end = (
        trio.po("tablets", code)
        .read_text()
        .partition('msgid "Do not take')[2]
        .partition('msgstr "')[2]
        .partition('"')[0][-6:]
    )
    theme(trio, "page.html", ("show(section.nodes)", f"show(section.nodes)|replace('{end}', '')"))
    (row,) = [row for row in found(trio, code, "html") if row[0] == "page/safety-shown"]
    assert row[1] == "safety:dose"
    assert row[2].startswith("shows it cut or changed: ")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_statement_that_left_its_box_is_found(trio, code):
    theme(trio, "page.html", ("show(section.nodes)", "show(section.nodes)|replace('aside', 'div')"))
    theme(trio, "leaflet.typ", (BOXES, 'else if n.tag == "aside" { blocks(n.children) }'))
    wanted = {("page/safety-shown", f"safety:{name}", "shows it outside its box") for name in ("dose", "phone")}
    assert found(trio, code, "html") == found(trio, code, "pdf") == wanted


@pytest.mark.parametrize("code", LANGUAGES)
def test_statements_in_another_order_are_found(trio, code):
    path = trio.templates / "tablets/leaflet.html"
    path.write_text(path.read_text() + '{% block end %}<aside class="warning"><p>{% trans "safety:phone" phone=clinic.emergency_phone %}Emergency phone: {{ phone }}{% endtrans %}</p></aside>{% endblock %}')  # fmt: skip
    theme(trio, "page.html", ("in document.sections %}", "in document.sections|reverse %}"))
    theme(trio, "leaflet.typ", ("section in d.sections", "section in d.sections.rev()"))
    wanted = {("page/safety-shown", None, "shows safety statements in another order")}
    assert found(trio, code, "html") == found(trio, code, "pdf") == wanted


@pytest.mark.parametrize("code", LANGUAGES)
def test_safety_wording_under_the_size_of_the_body_is_found(trio, code):
    theme(
        trio,
        "leaflet.typ",
        (BOXES, 'else if n.tag == "aside" { set text(size: 8pt); safe-box(n, blocks(n.children)) }'),
    )
    rows = found(trio, code, "pdf")
    assert {row[1] for row in rows} == {"safety:dose", "safety:phone"}
    assert all(row[2].startswith("shows it at 8 pt, under the ") for row in rows)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_theme_that_does_not_report_proves_nothing(trio, code):
    theme(trio, "leaflet.typ", ('fact(n, "end")', "[]"))
    assert ("page/safety-shown", "safety:dose", "shows it without its end") in found(trio, code, "pdf")
    theme(trio, "leaflet.typ", ("boxed: in-box.get(),", ""))
    assert ("page/safety-shown", "safety:dose", "shows it outside its box") in found(trio, code, "pdf")
    theme(trio, "leaflet.typ", ('fact(n, "start")', "[]"), ('fact(n, "end")', "[]"))
    assert ("page/safety-shown", "safety:dose", "does not show it") in found(trio, code, "pdf")


@pytest.mark.parametrize("code", SCRIPTS)
@pytest.mark.parametrize("pages", [(2, 2, 1, 1), (1, 3, 3, 3), (1, 2, 1, 1), (0, 0, 1, 1)])
def test_statements_on_pages_that_cannot_be_are_found(trio, code, pages):
    made = edition(trio, code, "pdf")
    facts = [{**fact, "page": page} for fact, page in zip(made.rendered.facts, pages, strict=True)]
    check = all_checks()["page/safety-shown"]
    rows = [what.message for _, what in check.run(replace(made, rendered=replace(made.rendered, facts=facts, pages=2)))]
    assert rows
    assert all(row.endswith("shows it on a page out of order") for row in rows)
    assert not list(check.run(replace(made, rendered=replace(made.rendered, pages=2))))


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_page_that_names_another_language_is_found(trio, code):
    theme(
        trio,
        "page.html",
        ('<html lang="{{ language.tag }}" dir="{{ language.direction }}">', '<html lang="en" dir="auto">'),
    )
    theme(trio, "leaflet.typ", ("lang: d.lang,", 'lang: "tr",'))
    tag = trio.pick_languages((code,))[0].tag
    assert any(
        row[0] == "page/language-declared" and row[2] == "its root says lang=en dir=auto"
        for row in found(trio, code, "html")
    )
    rows = {row[2] for row in found(trio, code, "pdf") if row[0] == "page/language-declared"}
    assert any(row.startswith("its /Lang is tr") for row in rows)
    assert tag


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_pdf_that_runs_the_wrong_way_or_names_no_language_is_found(trio, code):
    made = edition(trio, code, "pdf")
    check = all_checks()["page/language-declared"]

    def damaged(old, new):
        assert old in made.rendered.data
        data = made.rendered.data.replace(old, new)
        return [what.message for _, what in check.run(replace(made, rendered=replace(made.rendered, data=data)))]

    way = (b"/Direction/R2L", b"/Direction/L2R")
    turned = damaged(*way) if code == "ar" else damaged(*reversed(way))
    assert [row.partition(" is ")[2] for row in turned] == ["L2R" if code == "ar" else "R2L"]
    assert any("its /Lang is none" in row for row in damaged(b"/Lang(", b"/Gone("))


def untranslated(project, code, source="Drink water with them."):
    path = project.po("tablets", code)
    head, mark, tail = path.read_text().partition(f'msgid "{source}"\nmsgstr "')
    path.write_text(head + mark + tail[tail.index('"') :])


@pytest.mark.parametrize("code", SCRIPTS)
def test_what_is_shown_in_english_is_marked_as_english(trio, code):
    untranslated(trio, code)
    assert found(trio, code, "html") == found(trio, code, "pdf") == set()
    theme(trio, "page.html", ("show(section.nodes)", "show(section.nodes)|replace(' lang=\"en\" dir=\"ltr\"', '')"))
    rows = found(trio, code, "html")
    assert ("page/language-declared", None, "does not say that this is English") in rows
    assert ("page/no-source-left", None, "“Drink water with them” is no word of a translation") in rows


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_piece_that_is_set_the_wrong_way_is_found(trio, code):
    theme(trio, "page.html", ("<footer>", '<footer><p lang="en" dir="rtl">Call us.</p>'))
    assert ("page/language-declared", None, "“Call us” is en and set rtl") in found(trio, code, "html")


@pytest.mark.parametrize("code", SCRIPTS)
@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("<footer>", "<footer><p>Call us any time.</p>", "Call us any time"),
        ("<title>{{ plain(document.title) }}</title>", "<title>Your leaflet</title>", "Your leaflet"),
        ("<main>", '<main aria-label="Contents">', "Contents"),
    ],
    ids=["text", "title", "label"],
)
def test_a_word_of_the_theme_in_english_is_found(trio, code, old, new, left):
    theme(trio, "page.html", (old, new))
    rows = found(trio, code, "html")
    assert any(check == "page/no-source-left" and f"“{left}" in what for check, _, what in rows)


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_sentence_that_no_translator_ever_saw_is_found_in_page_and_pdf(trio, code):
    path = trio.templates / "tablets/leaflet.html"
    path.write_text(path.read_text().replace("<h2>", "<p>Store it in a cool place.</p><h2>", 1))
    for form in ("html", "pdf"):
        assert ("page/no-source-left", None, "“Store it in a cool place” is no word of a translation") in found(trio, code, form)  # fmt: skip
    assert found(trio, "en", "html") == set()


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_name_in_english_letters_is_no_english(trio, code):
    fill_in = trio.po("tablets", code)
    fill_in.write_text(
        fill_in.read_text().replace(
            'msgid "Your tablets"\nmsgstr "', 'msgid "Your tablets"\nmsgstr "Cisplatin, IV, mL, '
        )
    )
    assert found(trio, code, "html") == found(trio, code, "pdf") == set()


@pytest.fixture(params=["ar", "fa", "ur"])
def eastern(request, here, monkeypatch):
    """Return the real project and a language that runs from right to left."""
    monkeypatch.setattr("leaflets.render.html._font_faces", lambda _: "")  # cutting fonts takes seconds
    return here, request.param


def islands(project, code, form):
    leaflet, lang = next(iter(project.leaflets.values())), project.pick_languages((code,))[0]
    document = compose(project, leaflet, lang, catalogs(project, leaflet, lang))
    made = Edition(document, form, Look(), FORMATS[form](project, document, Look()), project.settings)
    return [what.message for _, what in all_checks()["page/islands-isolated"].run(made)]


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_islands_that_the_composer_forgot_are_found(eastern, monkeypatch, form):
    assert islands(*eastern, form) == []
    monkeypatch.setattr("leaflets.document.isolated", lambda text: (text,))
    rows = islands(*eastern, form)
    for island in ("G6PD", "2019-182", "+000\xa000\xa0000\xa00001"):
        assert any(f"“{island}” is not isolated" in row for row in rows), island


def test_islands_that_a_writer_or_a_theme_lost_are_found(eastern, monkeypatch, tmp_path):
    here, code = eastern
    monkeypatch.setattr("leaflets.render.pdf._isolate", lambda text: text)
    assert any("“G6PD” is not isolated" in row for row in islands(here, code, "pdf"))
    shutil.copytree(here.root / "templates", tmp_path / "templates")
    shutil.copytree(here.root / "locales", tmp_path / "locales")
    shutil.copy(here.root / "pyproject.toml", tmp_path)
    theme(
        Project.at(tmp_path),
        "page.html",
        ("show(section.nodes)", "show(section.nodes)|replace('bdi', 'span')|replace(' dir=\"ltr\"', '')"),
    )
    assert any("“G6PD” is not isolated" in row for row in islands(Project.at(tmp_path), code, "html"))


def test_left_to_right_languages_have_no_islands(trio, monkeypatch):
    theme(trio, "page.html", ("<footer>", "<footer><p>020 7946 0123</p>"))
    assert {code: len(found(trio, code, "html")) for code in LANGUAGES} == {"ar": 1, "ru": 0, "zh_Hans": 0, "en": 0}


BANK = '{% macro ask_first() %}{% trans "safety:ask-first" %}Ask a doctor first.{% endtrans %}{% endmacro %}'


def requiring(project, *ids):
    settings = project.root / "leaflets.toml"
    listed = ", ".join(f'"{name}"' for name in ids)
    settings.write_text(f"required = [{listed}]\n{settings.read_text()}")
    write(project.templates / "safety.html", BANK)
    return Project.at(project.root)


def test_an_edition_without_a_required_statement_is_refused_in_every_language(leaflets, trio):
    requiring(trio, "ask-first")
    result = leaflets("build", "--format", "html", "--draft")
    assert result.exit_code == 1
    for code in LANGUAGES:
        assert f"templates/tablets/leaflet.html:1: {code} (safety:ask-first): error: the leaflet lacks the required statement ask-first [page/required-statements]" in result.output  # fmt: skip
    assert "Say it: {{ safety.ask_first() }}." in result.output
    assert not trio.output.exists()


def test_a_leaflet_with_every_required_statement_is_built(leaflets, trio):
    project = requiring(trio, "ask-first")
    path = project.templates / "tablets/leaflet.html"
    path.write_text(
        '{% import "safety.html" as safety %}'
        + path.read_text().replace("<h2>", "<aside>{{ safety.ask_first() }}</aside><h2>", 1)
    )
    assert leaflets("build", "--lang", "en", "--format", "html").exit_code == 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_required_statement_that_the_bank_does_not_have_is_explained(leaflets, trio, command):
    requiring(trio, "ask-fist")
    result = leaflets(command)
    assert result.exit_code == 2
    assert "required: the safety bank has no statement ask-fist.\n    Did you mean ask-first?" in result.output


def test_a_broken_theme_refuses_the_build_and_leaves_the_former_page(leaflets, trio):
    assert leaflets("build", "--format", "html").exit_code == 0
    before = (trio.output / "ru/tablets.html").read_bytes()
    theme(trio, "page.html", ("{{ show(section.nodes) }}", "{{ show(section.nodes[:2]) }}"))
    result = leaflets("build", "--format", "html")
    assert result.exit_code == 1
    line = 1 + trio.po("tablets", "ru").read_text().split("\n").index('msgid "Do not take more than 8 tablets a day."')
    assert (
        f"locales/ru/LC_MESSAGES/tablets.po:{line}: ru (safety:dose): error: ru/tablets.html does not show it"
        in result.output
    )
    assert (
        "templates/tablets/leaflet.html:6: en (safety:dose): error: en/tablets.html does not show it" in result.output
    )
    assert (trio.output / "ru/tablets.html").read_bytes() == before


def test_a_page_of_a_theme_is_named_by_the_theme_file(trio):
    theme(trio, "page.html", ("<footer>", "<footer><p>Call us any time.</p>"))
    ((_, row),) = check_editions(trio, [edition(trio, "ru", "html")])
    assert (row.path, row.line) == ("templates/page.html", 1)


def test_words_that_are_read_out_of_a_picture_are_looked_at_in_page_and_pdf(trio):
    path = trio.templates / "tablets/leaflet.html"
    path.write_text(path.read_text().replace("<h2>", '<figure><img src="x.svg" alt="A glass"></figure><h2>', 1))
    write(trio.templates / "tablets/x.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    for form in ("html", "pdf"):
        assert found(trio, "ru", form) == {("page/no-source-left", None, "“A glass” is no word of a translation")}


def test_a_stray_end_tag_loses_nothing(trio):
    theme(trio, "page.html", ("<main>", "<main></b></section>"))
    assert found(trio, "ar", "html") == set()
