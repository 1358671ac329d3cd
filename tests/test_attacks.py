"""What a careless or hostile catalog tried, and what comes of it."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import order, write
from leaflets.build import build
from leaflets.catalog import Catalog, parse
from leaflets.checks.run import Choice, check_files
from leaflets.update import merge

DOSE = "Do not take more than 8 tablets a day."
STOP = '{% macro stop() %}{% trans "safety:stop" %}Do not stop.{% endtrans %}{% endmacro %}'


def translate(small, source, translation):
    """Put ``translation`` in the place of the Russian one."""
    path = small.po("tablets", "ru")
    lines = path.read_text().split("\n")
    lines[lines.index(f'msgid "{source}"') + 1] = f'msgstr "{translation}"'
    path.write_text("\n".join(lines))


def use(small, name, text):
    """Write a template ``name`` and let the leaflet say its macro ``stop``."""
    write(small.templates / name, text)
    path = small.templates / "tablets/leaflet.html"
    said = path.read_text().replace("<h2>", "<p>{{ bank.stop() }}</p><h2>", 1)
    path.write_text(f'{{% import "{name}" as bank %}}{said}')


def test_a_leaflets_catalog_cannot_speak_for_the_bank(leaflets, small):
    use(small, "safety.html", STOP)
    leaflets("update")
    common = small.po("common", "ru")
    common.write_text(
        common.read_text().replace('msgid "Do not stop."\nmsgstr ""', 'msgid "Do not stop."\nmsgstr "Не бросайте."')
    )
    own = small.po("tablets", "ru")
    own.write_text(own.read_text() + '\nmsgctxt "safety:stop"\nmsgid "Do not stop."\nmsgstr "Бросайте сами."\n')
    result = leaflets("build", "--lang", "ru", "--format", "html")
    assert result.exit_code == 0, result.output
    assert "Не бросайте." in (small.output / "ru/tablets.html").read_text()
    assert "Бросайте сами" not in (small.output / "ru/tablets.html").read_text()


@pytest.mark.parametrize("blank", [".", "\u200b", "&nbsp;", "<b></b>", "&#32;", "\ue005"])
def test_wording_that_shows_no_word_is_no_translation(leaflets, small, blank):
    translate(small, DOSE, blank)
    result = leaflets("build", "--lang", "ru")
    assert result.exit_code == 1
    assert "not translated into Russian" in result.output


@pytest.mark.parametrize(
    ("translation", "check"),
    [
        ("Принимайте больше 8 таблеток в день.", "safety/bans-kept"),
        ("Не принимайте больше 6 таблеток в день.", "safety/numbers-kept"),
        (DOSE, "catalog/source-left-in"),
        ("لا تتناول أكثر من ٨ أقراص في اليوم.", "catalog/script-expected"),
        ("Не принимайте больше &#x202e;8 таблеток в день.", "catalog/hidden-characters"),
        ("Не принимайте <script>больше</script> 8 таблеток в день.", "catalog/markup-kept"),
        ("Не принимайте больше 8 таблеток в де" + "\u0301" * 400 + "нь.", "catalog/hidden-characters"),
    ],
    ids=["ban", "number", "english", "arabic", "override", "markup", "flood"],
)
def test_a_build_refuses_what_the_checks_find(leaflets, small, translation, check):
    translate(small, DOSE, translation)
    result = leaflets("build", "--lang", "ru", "--draft")
    assert result.exit_code == 1
    assert f"[{check}]" in result.output
    assert not small.output.exists()


def test_safety_wording_that_is_never_extracted_is_refused(leaflets, small):
    use(small, "bank.j2", STOP)
    leaflets("update")
    result = leaflets("build", "--lang", "ru")
    assert result.exit_code == 1
    assert "(safety:stop)" in result.output
    assert "look where its template lies" in result.output


def test_a_template_in_a_folder_of_its_own_is_extracted(leaflets, small):
    use(small, "shared/bank.html", STOP)
    leaflets("update")
    assert 'msgid "Do not stop."' in small.pot("common").read_text()


def test_a_draft_never_rewrites_a_finished_sibling(leaflets, small):
    leaflets("build", "--lang", "ru")
    before = (small.output / "ru/tablets.html").read_bytes()
    translate(small, "Drink water with them.", "")
    assert leaflets("build", "--lang", "en", "--draft").exit_code == 0
    assert (small.output / "ru/tablets.html").read_bytes() == before


def test_builds_at_once_lose_nothing_of_each_other(small):
    def one(code):
        build(small, order(small, small.output, languages=[code], formats=("html",)))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, ["en", "ru"]))
    editions = json.loads((small.output / "manifest.json").read_text())["editions"]
    assert sorted(editions) == ["en/tablets.html", "ru/tablets.html"]


def test_a_file_in_the_way_is_said_before_anything_is_written(leaflets, small):
    write(small.output / "ru", "a file")
    result = leaflets("build")
    assert result.exit_code == 2
    assert "ru cannot be written" in result.output
    assert not list(small.output.glob("en/*.html"))


def test_an_empty_emergency_phone_is_refused(leaflets, small):
    path = small.root / "leaflets.toml"
    path.write_text(path.read_text().replace('emergency_phone = "+000 00 000 0001"', 'emergency_phone = ""'))
    result = leaflets("build")
    assert result.exit_code == 2
    assert "[clinic.emergency_phone]" in result.output


def test_a_block_in_a_block_and_a_picture_without_words_are_explained(leaflets, small):
    path = small.templates / "tablets/leaflet.html"
    good = path.read_text()
    path.write_text(good.replace("<h2>", "{% block inner %}{% endblock %}<h2>", 1))
    assert "block inner stands inside block dose" in leaflets("build").output
    path.write_text(good.replace("<h2>", '<figure><img src="x.svg"></figure><h2>', 1))
    assert "an <img> needs src and alt" in leaflets("build").output
    path.write_text(good.replace("<h2>", "{{ 1/0 }}<h2>", 1))
    assert "leaflet.html:" in leaflets("build").output


HEAD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Plural-Forms: nplurals=3; plural=0;\\n"\n\n'
NONE = 'msgid ""\nmsgstr ""\n'


def merged(old, template=""):
    text = merge(parse(HEAD + old, "x.po"), parse(f"{NONE}\n{template}", "x.pot"))
    assert parse(text, "x.po").problems == ()
    return text


def test_a_changed_plural_is_translated_anew():
    old = 'msgctxt "safety:x"\nmsgid "one"\nmsgid_plural "%(n)s tablets."\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] ""\n'
    template = 'msgctxt "safety:x"\nmsgid "one"\nmsgid_plural "%(n)s tablets a month."\nmsgstr[0] ""\nmsgstr[1] ""\n'
    text = merged(old, template)
    assert parse(text, "x.po").live["safety:x", "one"].texts == ("", "", "")
    assert '#~ msgstr[1] "b"' in text


def test_a_change_that_is_undone_brings_the_translation_back(leaflets, small):
    path = small.templates / "tablets/leaflet.html"
    before, good = small.po("tablets", "ru").read_text(), path.read_text()
    path.write_text(good.replace("more than 8", "more than 6"))
    leaflets("update")
    path.write_text(good)
    leaflets("update")
    assert small.po("tablets", "ru").read_text() == before


def test_a_removed_message_with_one_form_filled_is_kept():
    assert '#~ msgstr[0] "a"' in merged('msgid "one"\nmsgid_plural "more"\nmsgstr[0] "a"\nmsgstr[1] ""\nmsgstr[2] ""\n')


def test_an_indented_comment_survives_retirement():
    assert "# mine" in merged('  # mine\n  #, fuzzy\nmsgid "one"\nmsgstr "a"\n')


def test_two_retired_entries_of_one_message_are_both_kept():
    old = '#~ msgid "one"\n#~ msgstr "a"\n\n#~ msgid "one"\n#~ msgstr "b"\n'
    text = merged(old, 'msgid "one"\nmsgstr ""\n')
    assert 'msgstr "a"' in text
    assert 'msgstr "b"' in text


def test_an_emptied_catalog_gets_its_header_again(leaflets, small):
    small.po("tablets", "ru").write_text("")
    leaflets("update")
    assert Catalog.read_sound(small.po("tablets", "ru")).header["Language"] == "ru"


def test_a_lone_carriage_return_and_odd_spaces_are_read_and_kept():
    text = HEAD + 'msgctxt\t"c"\nmsgid  "a"\nmsgstr\t"ب\rت"\n\n#, python-format fuzzy\nmsgid "b"\nmsgstr "ب"\n'
    catalog = parse(text, "x.po")
    assert catalog.problems == ()
    assert catalog.text == text
    assert catalog.live["c", "a"].text == "ب\rت"
    assert catalog.live[None, "b"].fuzzy


@pytest.mark.parametrize("form", [0, 1, 2])
def test_a_wrong_number_in_any_plural_form_is_found(tmp_path, form):
    texts = [
        "Примите %(n)s таблетку за 24 часа.",
        "Примите %(n)s таблетки за 24 часа.",
        "Примите %(n)s таблеток за 24 часа.",
    ]
    source = (
        'msgctxt "safety:x"\nmsgid "Take %(n)s tablet in 24 hours."\nmsgid_plural "Take %(n)s tablets in 24 hours."\n'
    )

    def errors():
        lines = "".join(f'msgstr[{n}] "{text}"\n' for n, text in enumerate(texts))
        path = write(tmp_path / "ru.po", HEAD + source + lines)
        return {found.check for found in check_files([path], None, Choice()).findings if found.severity == "error"}

    assert errors() == set()
    texts[form] = texts[form].replace("24", "42")
    assert "safety/numbers-kept" in errors()


def test_english_left_in_one_plural_form_is_found(tmp_path):
    source = 'msgid "Drink a glass of water with it."\nmsgid_plural "Drink %(n)s glasses of water with it."\n'
    texts = ["Запейте стаканом воды.", "Drink %(n)s glasses of water with it.", "Запейте %(n)s стаканами воды."]
    path = write(tmp_path / "ru.po", HEAD + source + "".join(f'msgstr[{n}] "{text}"\n' for n, text in enumerate(texts)))
    assert "catalog/source-left-in" in {found.check for found in check_files([path], None, Choice()).findings}
