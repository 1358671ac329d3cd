"""Building: what is fit is built whole, what is not is refused and the former output stays."""

import json
import os
import stat

import pytest

from conftest import GLUTATHIONE, ROOT, break_message, order, tree, write
from leaflets.build import build
from leaflets.files import write_whole
from leaflets.project import Project


def test_a_build_writes_page_pdf_index_and_manifest(leaflets, small):
    result = leaflets("build")
    assert result.exit_code == 0, result.output
    assert sorted(tree(small.output)) == [
        "en/tablets.html", "en/tablets.pdf", "index.html", "manifest.json", "ru/tablets.html", "ru/tablets.pdf",
    ]  # fmt: skip
    listed = json.loads((small.output / "manifest.json").read_text())["editions"]["ru/tablets.pdf"]
    assert (listed["draft"], listed["pages"], listed["paper"], listed["title"]) == (True, 1, "a4", "Ваши таблетки")
    assert {fact["id"] for fact in listed["safety"]} == {"dose", "phone"}


def test_one_language_and_one_format_on_demand(leaflets, small):
    assert leaflets("build", "--lang", "ru", "--format", "html").exit_code == 0
    assert sorted(tree(small.output)) == ["index.html", "manifest.json", "ru/tablets.html"]


@pytest.mark.parametrize("state", ['msgstr ""', "fuzzy"], ids=["missing", "fuzzy"])
@pytest.mark.parametrize("draft", [(), ("--draft",)], ids=["plain", "draft"])
def test_safety_wording_that_is_not_ready_is_refused_always(leaflets, small, state, draft):
    leaflets("build")
    before = tree(small.output)
    break_message(small, "Do not take more than 8 tablets a day.", state)
    change_card(small)
    result = leaflets("build", "--lang", "ru", *draft)
    assert result.exit_code == 1
    line = 1 + (
        small.po("tablets", "ru").read_text().split("\n").index('msgid "Do not take more than 8 tablets a day."')
    )
    assert f"locales/ru/LC_MESSAGES/tablets.po:{line}: ru (safety:dose): " in result.output
    assert tree(small.output) == before


def change_card(small):
    """Make every edition's bytes others, so that one that is written shows."""
    path = small.templates / "tablets/leaflet.toml"
    path.write_text(path.read_text().replace("1.0", "1.1"))


@pytest.mark.parametrize("state", ['msgstr ""', "fuzzy"], ids=["missing", "fuzzy"])
def test_other_wording_that_is_not_ready_is_refused_but_for_a_draft(leaflets, small, state):
    break_message(small, "Drink water with them.", state)
    result = leaflets("build", "--lang", "ru")
    assert result.exit_code == 1
    assert not small.output.exists()
    assert "--draft" in result.output
    result = leaflets("build", "--lang", "ru", "--draft")
    assert result.exit_code == 0, result.output
    assert '<span lang="en" dir="ltr">Drink water with them.</span>' in (small.output / "ru/tablets.html").read_text()


def test_a_lost_placeholder_in_safety_wording_is_refused(leaflets, small):
    break_message(small, "Emergency phone: %(phone)s", 'msgstr "Экстренный телефон:"')
    result = leaflets("build", "--lang", "ru")
    assert result.exit_code == 1
    assert "placeholders lost: %(phone)s" in result.output


def test_one_unfit_language_does_not_stop_the_others(leaflets, small):
    break_message(small, "Do not take more than 8 tablets a day.", 'msgstr ""')
    assert leaflets("build").exit_code == 1
    assert "en/tablets.pdf" in tree(small.output)
    assert "ru/tablets.pdf" not in tree(small.output)


def test_a_message_that_the_catalog_does_not_know_is_refused(leaflets, small):
    path = small.po("tablets", "ru")
    text = path.read_text()
    start = text.index("#. SAFETY")
    path.write_text(text[:start] + text[text.index('msgid "Drink water') :])
    result = leaflets("build", "--lang", "ru")
    assert result.exit_code == 1
    assert "tablets.po:1: ru (safety:dose): error: not translated into Russian" in result.output


def test_a_release_is_refused_while_nobody_has_signed(leaflets, small):
    result = leaflets("build", "--release")
    assert result.exit_code == 1
    assert "nobody has reviewed and signed" in result.output
    assert not small.output.exists()


def test_every_edition_bears_the_draft_mark_in_english_and_in_its_language(built):
    for code in ("ar", "ru", "zh_Hans"):
        page = (built / code / f"{GLUTATHIONE}.html").read_text()
        top = page[: page.index("<main>")]
        assert "Draft, not reviewed" in top
        local = next(m for m in theme(code) if m.source == "Draft, not reviewed").text
        assert local in top
    assert "Draft, not reviewed" in (built / "en" / f"{GLUTATHIONE}.html").read_text()


def theme(code):
    from leaflets.catalog import Catalog

    return Catalog.read_sound(Project.at(ROOT).po("common", code)).messages


def test_a_second_build_rewrites_nothing(leaflets, small):
    leaflets("build")
    times = {path: path.stat().st_mtime_ns for path in small.output.rglob("*")}
    result = leaflets("build")
    assert "wrote" not in result.output
    assert {path: path.stat().st_mtime_ns for path in small.output.rglob("*")} == times


def test_the_same_inputs_give_the_same_bytes_in_any_folder_and_order(here, built, tmp_path):
    for codes in (["en", "zh_Hans"], ["ar", "ur"], ["ru", "hi", "fil", "fa"]):
        build(here, order(here, tmp_path / "other", languages=codes, jobs=1))
    assert tree(tmp_path / "other") == tree(built)


def test_the_language_switcher_knows_what_was_built_before(leaflets, small):
    leaflets("build", "--lang", "en")
    assert 'href="../ru/tablets.html"' not in (small.output / "en/tablets.html").read_text()
    leaflets("build", "--lang", "ru")
    assert 'href="../ru/tablets.html"' in (small.output / "en/tablets.html").read_text()
    assert 'href="../en/tablets.html"' in (small.output / "ru/tablets.html").read_text()


def test_an_unfit_sibling_keeps_its_page(leaflets, small):
    leaflets("build", "--lang", "ru")
    before = (small.output / "ru/tablets.html").read_bytes()
    break_message(small, "Do not take more than 8 tablets a day.", 'msgstr ""')
    assert leaflets("build", "--lang", "en").exit_code == 0
    assert (small.output / "ru/tablets.html").read_bytes() == before


def test_a_damaged_manifest_is_made_anew(leaflets, small):
    leaflets("build")
    good = tree(small.output)
    for text in ("{", "[]", '{"editions": {"en/tablets.html": {}}}', '{"editions": 3}'):
        (small.output / "manifest.json").write_text(text)
        assert leaflets("build").exit_code == 0
        assert tree(small.output) == good


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = write(tmp_path / "x", "old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["x"]
    assert path.read_text() == "old"


def test_a_written_file_keeps_its_rights(tmp_path):
    path = write(tmp_path / "x", "old")
    path.chmod(0o640)
    assert write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_project_file_wins_over_the_packaged_theme(leaflets, small):
    write(small.templates / "style.css", "body { color: rebeccapurple; }\n")
    leaflets("build", "--format", "html")
    assert "rebeccapurple" in (small.output / "en/tablets.html").read_text()


def test_the_index_lists_every_leaflet_and_language(built):
    page = (built / "index.html").read_text()
    assert "Do glutathione injections work on scars?" in page
    for code, name in (("ar", "العربية"), ("ur", "اردو"), ("zh_Hans", "简体中文")):
        assert name in page
        assert f'href="{code}/{GLUTATHIONE}.html"' in page
        assert f'href="{code}/{GLUTATHIONE}.pdf"' in page


def test_a_catalog_whose_head_names_another_language_is_refused(leaflets, small):
    path = small.po("tablets", "ru")
    path.write_text(path.read_text().replace("Language: ru", "Language: ar"))
    result = leaflets("build", "--lang", "ru", "--format", "html")
    assert result.exit_code == 1
    assert "tablets.po:1" in result.stderr + result.stdout
    assert "the header says the language is ar" in result.stderr + result.stdout
