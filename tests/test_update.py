"""Catalogs follow the templates, and a translator's work is never lost."""

import json
import subprocess

import pytest

from conftest import fill, needs
from leaflets.catalog import Catalog, parse
from leaflets.extract import KEEP
from leaflets.project import Project
from leaflets.update import merge


def change(small, old, new):
    path = small.templates / "tablets/leaflet.html"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def russian(small):
    return Catalog.read_sound(small.po("tablets", "ru"))


def message(small, source):
    return next(m for m in russian(small).messages if m.source == source)


def test_nothing_is_stale_after_an_update(leaflets):
    assert leaflets("extract", "--check").exit_code == 0
    assert leaflets("update", "--check").exit_code == 0


def test_a_stale_template_is_said_and_written_by_extract(leaflets, small):
    change(small, "Drink water", "Drink much water")
    result = leaflets("extract", "--check")
    assert result.exit_code == 1
    assert "stale  locales/tablets.pot" in result.output
    assert leaflets("extract").exit_code == 0
    assert leaflets("extract", "--check").exit_code == 0
    assert leaflets("update", "--check").exit_code == 1


def test_a_changed_safety_sentence_is_emptied_and_its_old_pair_kept(leaflets, small):
    change(small, "more than 8", "more than 6")
    assert leaflets("update").exit_code == 0
    now = message(small, "Do not take more than 6 tablets a day.")
    assert now.texts == ("",)
    assert not now.fuzzy
    assert now.previous == (None, "Do not take more than 8 tablets a day.", None)
    assert "# The English changed." in now.raw
    assert "Не принимайте больше 8 таблеток в день." in now.raw


def test_a_safety_sentence_changed_twice_keeps_the_first_note(leaflets, small):
    for old, new in (("more than 8", "more than 6"), ("more than 6", "more than 4")):
        change(small, old, new)
        leaflets("update")
    now = message(small, "Do not take more than 4 tablets a day.")
    assert now.previous[1] == "Do not take more than 8 tablets a day."
    assert now.raw.count("Не принимайте больше 8 таблеток в день.") == 1


def test_what_a_message_was_goes_once_it_is_translated_anew(leaflets, small):
    path = small.po("tablets", "ru")
    first = path.read_text()
    own = first.index("#. SAFETY")  # above the dose
    first = f"{first[:own]}# Ours.\n{first[own:]}"
    path.write_text(first)
    change(small, "more than 8", "more than 6")
    change(small, "Drink water with them.", "Drink some water with them.")
    leaflets("update")
    fill(path, {"Do not take more than 6 tablets a day.": "Не принимайте больше 6 таблеток в день."})
    leaflets("update")
    assert message(small, "Do not take more than 6 tablets a day.").previous[1] is None
    assert message(small, "Drink some water with them.").previous[1] == "Drink water with them."  # still fuzzy
    path.write_text(path.read_text().replace("#, fuzzy\n", ""))
    leaflets("update")
    wanted = first.replace("more than 8", "more than 6").replace("больше 8", "больше 6")
    wanted = wanted.replace("Drink water", "Drink some water")
    now = Catalog.read(path).live.values()
    assert [each.raw.strip() for each in now] == [each.raw.strip() for each in parse(wanted, path).live.values()]
    assert "up to date" in leaflets("update").output


def test_a_safety_sentence_never_takes_the_words_of_another(leaflets, small):
    change(small, '"safety:dose"', '"safety:daily-dose"')
    leaflets("update")
    assert message(small, "Do not take more than 8 tablets a day.").texts == ("",)
    assert '#~ msgctxt "safety:dose"' in small.po("tablets", "ru").read_text()


def test_a_changed_ordinary_sentence_becomes_fuzzy(leaflets, small):
    change(small, "Drink water with them.", "Drink some water with them.")
    leaflets("update")
    now = message(small, "Drink some water with them.")
    assert now.fuzzy
    assert now.text == "Запивайте их водой."
    assert now.previous[1] == "Drink water with them."


def test_an_unlike_sentence_is_new_and_the_old_one_is_kept_as_obsolete(leaflets, small):
    change(small, "Drink water with them.", "Keep out of reach.")
    leaflets("update")
    assert message(small, "Keep out of reach.").texts == ("",)
    assert '#~ msgstr "Запивайте их водой."' in small.po("tablets", "ru").read_text()


def test_an_obsolete_sentence_comes_back_with_its_words(leaflets, small):
    before = small.po("tablets", "ru").read_text()
    change(small, "Drink water with them.", "Keep out of reach.")
    leaflets("update")
    change(small, "Keep out of reach.", "Drink water with them.")
    leaflets("update")
    assert message(small, "Drink water with them.").translated
    assert small.po("tablets", "ru").read_text() == before


def test_lines_that_nobody_edited_do_not_change(leaflets, small):
    path = small.po("tablets", "ru")
    odd = (
        path.read_text()
        .replace('msgid "Your tablets"\nmsgstr "Ваши таблетки"', '# me\n#= x\n#,own\nmsgid   ""\n"Your "\n"tablets"\nmsgstr "Ваши таблетки"')
        .replace('"Language: ru\\n"', '"Language: ru\\n"\n"X-Mine: yes\\n"')
    )  # fmt: skip
    path.write_bytes(odd.replace("\n", "\r\n").encode())
    change(small, "Drink water with them.", "Drink some water with them.")
    leaflets("update")
    before, after = odd.split("\n"), path.read_bytes().decode().split("\r\n")
    assert [line for line in before if line not in after] == ['msgid "Drink water with them."']
    new = [line for line in after if line not in before]
    assert new == ["#, fuzzy", '#| msgid "Drink water with them."', 'msgid "Drink some water with them."']


def test_a_second_update_changes_nothing(leaflets, small):
    change(small, "more than 8", "more than 6")
    change(small, "Drink water with them.", "Drink some water with them.")
    leaflets("update")
    before = small.po("tablets", "ru").read_bytes()
    assert "up to date" in leaflets("update").output
    assert small.po("tablets", "ru").read_bytes() == before


def test_safety_wording_carries_its_note_and_flag(small):
    now = message(small, "Do not take more than 8 tablets a day.")
    assert now.notes == (KEEP, "The most important number.")
    assert now.flags == ("priority:200",)
    assert message(small, "Emergency phone: %(phone)s").flags == ("python-format", "priority:200")


@pytest.mark.parametrize(
    ("code", "plural"),
    [("fr", "nplurals=2; plural=(n > 1);"), ("ja", "nplurals=1; plural=0;"), ("pt_BR", "nplurals=2; plural=(n > 1);")],
)
@needs("msgfmt")
def test_a_new_language_gets_its_catalogs_and_plural_rule(leaflets, small, code, plural):
    result = leaflets("update", "--lang", code)
    assert result.exit_code == 0
    for domain in ("tablets", "common"):
        path = Project.at(small.root).po(domain, code)
        assert f'"Plural-Forms: {plural}\\n"' in path.read_text()
        assert (
            "Who has reviewed and signed it stands in signoffs.toml. Without that file nobody has" in path.read_text()
        )
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True, capture_output=True)


def test_a_code_that_is_no_language_is_refused(leaflets):
    result = leaflets("update", "--lang", "qq_nowhere")
    assert result.exit_code == 2
    assert "qq_nowhere is not the code of a language." in result.output


def test_the_source_language_has_no_catalogs(leaflets):
    assert "en is the source language" in leaflets("update", "--lang", "en").output


def test_a_broken_catalog_stops_the_update_and_stays_as_it_is(leaflets, small):
    path = small.po("tablets", "ru")
    broken = path.read_bytes()[:-3]
    path.write_bytes(broken)
    change(small, "more than 8", "more than 6")
    result = leaflets("update")
    assert result.exit_code == 2
    assert "no closing quote" in result.output
    assert path.read_bytes() == broken


def test_a_template_that_does_not_parse_stops_the_command_with_file_and_line(leaflets, small):
    change(small, "{% endtrans %}</p>\n{% endblock %}", "</p>\n{% endblock %}")
    for words in (("extract",), ("update",), ("build",), ("status",)):
        result = leaflets(*words)
        assert result.exit_code == 2
        assert "leaflet.html:10: " in result.output or "leaflet.html:11: " in result.output, result.output


def test_a_message_that_gained_a_plural_is_translated_anew(small):
    old = russian(small)
    template = parse(
        'msgid ""\nmsgstr ""\n\nmsgid "Drink water with them."\nmsgid_plural "Drink"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        "x.pot",
    )
    after = parse(merge(old, template), "x.po")
    assert after.problems == ()
    assert after.live[None, "Drink water with them."].texts == ("Запивайте их водой.",) * 3
    assert after.live[None, "Drink water with them."].fuzzy


@needs("msgfmt")
def test_status_counts_as_msgfmt_does(leaflets, small):
    change(small, "more than 8", "more than 6")
    change(small, "Drink water with them.", "Drink some water with them.")
    leaflets("update")
    for domain in ("tablets", "common"):
        path = small.po(domain, "ru")
        said = subprocess.run(
            ["msgfmt", "--statistics", "-o", "/dev/null", path], capture_output=True, text=True, check=True
        )
        numbers = dict.fromkeys(("translated", "fuzzy", "untranslated"), 0)
        for part in said.stderr.strip(" .\n").split(", "):
            number, word, *_ = part.split()
            numbers[word] = int(number)
        rows = leaflets("status", "--format", "json").output

        row = next(row for row in json.loads(rows)["catalogs"] if row["domain"] == domain)
        assert {word: row[word] for word in numbers} == numbers


def test_status_in_words_and_as_a_page(leaflets, small):
    text = leaflets("status").output
    assert "ru        tablets                         5      0        0  2/2" in text
    assert "Nobody has reviewed or signed" in text
    page = leaflets("status", "--format", "html").output
    assert "<td>2 of 2</td>" in page
    assert "<script" not in page


def test_a_template_is_extracted_once_however_often_it_is_asked_for(leaflets, small, monkeypatch):
    import leaflets.extract as module

    calls = []
    real = module.extract

    def counted(method, file, *more):
        calls.append(b"Your tablets" in file.getvalue())
        return real(method, file, *more)

    monkeypatch.setattr(module, "extract", counted)
    for number, word in enumerate(("much", "more"), start=1):
        change(small, "Drink", f"Drink {word}")
        assert "stale" in leaflets("update", "--check").output
        leaflets("check")
        assert calls.count(True) == number


def test_a_message_knows_the_place_of_its_template(small):
    from leaflets.extract import messages

    found = {m.source: (m.path, m.line) for m in messages(small, "tablets")}
    assert found["Drink water with them."] == ("templates/tablets/leaflet.html", 9)


def test_check_names_a_message_that_no_template_has_and_a_stale_template(leaflets, small):
    change(small, "Drink water with them.", "Drink much water with them.")
    result = leaflets("check", "--format", "json", "--exit-zero")
    found = {
        (row["check"], row["severity"], row["path"], row["source"]) for row in json.loads(result.output)["findings"]
    }
    po = "locales/ru/LC_MESSAGES/tablets.po"
    assert ("catalog/up-to-date", "review", po, "Drink water with them.") in found
    assert ("source/extracted", "review", "locales/tablets.pot", "") in found
    assert ("catalog/complete", "error", po, "Drink much water with them.") in found
    leaflets("update")
    assert "[catalog/up-to-date]" not in leaflets("check").output
    small.pot("common").unlink()
    assert "locales/common.pot:1: en: review: not what the templates say [source/extracted]" in leaflets("check").output
