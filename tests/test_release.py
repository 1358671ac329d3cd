"""Releases: what leaves the house is signed, written down whole, and can be asked after for ever."""

import datetime as dt
import hashlib
import json
import re
import tomllib
from itertools import pairwise

import pytest

from conftest import break_message, git, needs, order, tree, write
from leaflets import build as build_module
from leaflets import release
from leaflets.build import build
from leaflets.codes import folded
from leaflets.errors import LeafletsError
from leaflets.lines import bare, checked
from leaflets.project import Project
from leaflets.release import Content, Ledger, Release
from leaflets.signoff import SignOff
from leaflets.standing import SignOffs, Standing, State
from leaflets.wording import read

DAY = dt.date(2026, 6, 1)


@pytest.fixture
def signed(monkeypatch):
    """Let every sign-off stand, by people who do not exist."""

    def standing(self, _wording, _live=(), **_more):
        rows = [("translator", "Test Translator")] if self.language != "en" else []
        rows += [("reviewer", "Test Reviewer"), ("clinician", "Test Clinician")]
        return Standing(State.SIGNED, tuple(SignOff(*row, dt.date(2026, 1, 1)) for row in rows))

    monkeypatch.setattr(SignOffs, "standing", standing)


@pytest.fixture
def out(small, leaflets, signed, monkeypatch):
    """Return a function that builds a release of web pages, on a day before the review is due."""
    monkeypatch.setattr("leaflets.release.today", lambda: DAY)
    return lambda *words: leaflets("build", "--release", "--format", "html", *words)


def change(small, old, new, path="templates/tablets/leaflet.html"):
    file = small.root / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def raised(small, version="1.1"):
    change(small, 'version = "1.0"', f'version = "{version}"', "templates/tablets/leaflet.toml")


def translated(small, old, new):
    change(small, old, new, "locales/ru/LC_MESSAGES/tablets.po")


def codes(small):
    return Ledger.read(Project.at(small.root)).codes


# ---- what is refused ----------------------------------------------------------------------------------------------
def test_an_unsigned_leaflet_is_not_released(leaflets, small):
    result = leaflets("build", "--release")
    assert result.exit_code == 1
    assert "Not released: en, ru: nobody has reviewed and signed it." in result.output
    assert "Build without --release for drafts." in result.output
    assert not small.output.exists()
    assert not small.ledger.exists()


def sign(leaflets, lang, role, *words):
    name = f"Test {role.title()}"
    return leaflets("sign", "--lang", lang, "--role", role, "--name", name, "--date", DAY, *words)


@pytest.fixture
def really_signed(leaflets, small, monkeypatch):
    """Return the small project, signed in both languages with the command, on a day before the review is due."""
    monkeypatch.setattr("leaflets.release.today", lambda: DAY)
    for lang in ("en", "ru"):
        for role in ("reviewer", "clinician"):
            assert sign(leaflets, lang, role, "--all").exit_code == 0
    return small


def test_what_people_have_signed_is_released_and_current(leaflets, really_signed):
    result = leaflets("build", "--release")
    assert result.exit_code == 0, result.output
    assert [code[:2] for code in codes(really_signed)] == ["EN", "RU"]
    for code in codes(really_signed):
        assert leaflets("verify", code).exit_code == 0
    for path in ("en/tablets.pdf", "ru/tablets.pdf", "en/tablets.html", "ru/tablets.html"):
        assert leaflets("verify", really_signed.output / path).exit_code == 0


def test_a_stale_word_is_not_released_until_it_is_signed_again(leaflets, really_signed):
    translated(really_signed, "8 таблеток в день", "8 таблеток в сутки")
    result = leaflets("build", "--release", "--format", "html")
    assert result.exit_code == 1
    assert "Not released: ru: safety:dose: stale, lacks reviewer, clinician." in result.output
    assert [code[:2] for code in codes(really_signed)] == ["EN"]
    for role in ("reviewer", "clinician"):
        sign(leaflets, "ru", role, "--only", "dose")
    assert leaflets("build", "--release", "--format", "html").exit_code == 0


def test_every_reason_why_a_language_is_not_released_is_named_at_once(leaflets, really_signed):
    leaflets("build", "--release", "--format", "html", "--lang", "ru")
    translated(really_signed, "Запивайте их водой.", "Запивайте их водой")  # to be reviewed, and not signed
    break_message(really_signed, "How to take them", 'msgstr ""')
    result = leaflets("build", "--release", "--format", "html", "--lang", "ru")
    assert result.exit_code == 1
    for why in (
        "edges-kept",
        "catalog/complete",
        "Refused: ru.",
        "Not released: ru: not all of it is in its language.",
        "Not released: ru: “Drink water with them.”: stale, lacks reviewer.",
        "Not released: ru: version 1.0 was released as ",
    ):
        assert why in result.stderr


def test_no_language_is_released_while_the_english_is_unsigned(leaflets, really_signed):
    signed = really_signed.signoffs("en").read_bytes()
    really_signed.signoffs("en").unlink()
    result = leaflets("build", "--release", "--format", "html")
    assert result.exit_code == 1
    assert "Not released: en: nobody has reviewed and signed it." in result.output
    assert "Not released: ru: its English: nobody has reviewed and signed it." in result.output
    assert not really_signed.ledger.exists()
    really_signed.signoffs("en").write_bytes(signed)
    assert leaflets("build", "--release", "--format", "html", "--lang", "ru").exit_code == 0


def test_a_word_of_the_theme_that_nobody_signed_stops_a_release(leaflets, really_signed):
    change(really_signed, "Код памятки", "Номер памятки", "locales/ru/LC_MESSAGES/common.po")
    result = leaflets("build", "--release", "--format", "html", "--lang", "ru")
    assert result.exit_code == 1
    assert "Not released: ru: “Leaflet code: %(code)s”: stale, lacks reviewer." in result.output


def test_sign_offs_whose_signature_does_not_fit_release_nothing(leaflets, really_signed):
    write(really_signed.allowed_signers, "test@example.org ssh-ed25519 AAAA\n")
    result = leaflets("build", "--release", "--format", "html", "--lang", "ru")
    assert result.exit_code == 1
    assert not really_signed.ledger.exists()


def test_only_the_language_that_is_signed_is_released(out, small, monkeypatch):
    stands = SignOffs.standing

    def standing(self, wording, *live, **more):
        half = Standing(State.PARTLY, (), ("another person",))
        return half if (self.language, wording.context) == ("ru", "safety:dose") else stands(self, wording)

    monkeypatch.setattr(SignOffs, "standing", standing)
    result = out()
    assert result.exit_code == 1
    assert "Not released: ru: safety:dose: partly signed, lacks another person." in result.output
    assert [code[:2] for code in codes(small)] == ["EN"]
    assert not (small.output / "ru").exists()


def test_a_leaflet_past_its_review_date_is_not_released(out, small, monkeypatch):
    monkeypatch.setattr("leaflets.release.today", lambda: dt.date(2027, 1, 3))
    result = out()
    assert result.exit_code == 1
    assert "the review was due on 2027-01-02" in result.output
    assert not small.ledger.exists()
    accepted = {
        "check": "source/review-not-past",
        "source": "review_due = 2027-01-02",
        "translation": "",
        "reason": "a test",
        "by": "Test Reviewer",
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in accepted.items())
    write(small.root / "locales/en/accepted.toml", f"[[accepted]]\n{lines}")
    result = out()
    assert result.exit_code == 1
    assert "Not released: en, ru: its review was due on 2027-01-02" in result.output  # no word of a person stands above
    assert "leaflet.toml" in result.output
    assert not small.ledger.exists()
    monkeypatch.setattr("leaflets.release.today", lambda: dt.date(2027, 1, 2))
    assert out().exit_code == 0


def test_an_error_in_any_message_stops_a_release(out, small):
    break_message(small, "Drink water with them.", 'msgstr ""')
    result = out()
    assert result.exit_code == 1
    assert "tablets.po:" in result.output
    assert "Refused: ru." in result.output
    assert [code[:2] for code in codes(small)] == ["EN"]


def test_what_is_to_be_reviewed_stops_a_release_until_a_person_accepts_it(out, leaflets, small):
    translated(small, "Запивайте их водой.", "Запивайте их водой")
    assert leaflets("build", "--lang", "ru", "--format", "html").exit_code == 0
    result = out("--lang", "ru")
    assert result.exit_code == 1
    assert "edges-kept" in result.output
    assert "accepted.toml" in result.output
    found = json.loads(leaflets("check", "--format", "json").output)["findings"][0]
    keys = {key: found[key] for key in ("check", "source", "translation")} | {"reason": "a test", "by": "Test Reviewer"}
    lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
    write(small.root / "locales/ru/accepted.toml", f"[[accepted]]\n{lines}")
    assert out("--lang", "ru").exit_code == 0


def test_other_words_under_a_version_that_is_out_are_refused(out, small):
    out()
    before = small.ledger.read_bytes()
    pages = tree(small.output)
    translated(small, "Запивайте их водой.", "Запивайте их стаканом воды.")
    result = out("--lang", "ru")
    assert result.exit_code == 1
    assert re.search(r"ru: version 1.0 was released as RU-.{6} with other words or another date", result.output)
    assert "Raise version in templates/tablets/leaflet.toml" in result.output
    assert small.ledger.read_bytes() == before
    assert tree(small.output) == pages
    raised(small)
    assert out("--lang", "ru").exit_code == 0
    assert len(codes(small)) == 3


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("2026-01-02", "2026-01-03", "templates/tablets/leaflet.toml"),
        ("+000 00 000 0001", "+000 00 000 0002", "leaflets.toml"),
        ("2027-01-02", "2027-01-03", "templates/tablets/leaflet.toml"),
    ],
    ids=["issued", "emergency phone", "review due"],
)
def test_another_date_or_phone_number_is_other_words(out, small, old, new, path):
    out("--lang", "en")
    change(small, old, new, path)
    result = out("--lang", "en")
    assert result.exit_code == 1
    assert "Raise version" in result.output


def test_an_older_version_is_not_released_again(out, small):
    out("--lang", "en")
    raised(small)
    out("--lang", "en")
    change(small, 'version = "1.1"', 'version = "1.0"', "templates/tablets/leaflet.toml")
    result = out("--lang", "en")
    assert result.exit_code == 1
    assert "was replaced by 1.1" in result.output


def test_a_release_is_never_of_an_earlier_date_than_the_one_that_is_out(out, small):
    out()
    raised(small)
    change(small, "issued = 2026-01-02", "issued = 2026-01-01", "templates/tablets/leaflet.toml")
    before = small.ledger.read_bytes()
    result = out("--lang", "ru")
    assert result.exit_code == 1
    assert f"version 1.0 ({codes(small)[1]}) is of a later date, 2026-01-02. Set issued in" in result.output
    assert small.ledger.read_bytes() == before


def test_the_later_date_is_the_newer_in_whichever_order_a_merge_left_them(out, leaflets, small):
    out("--lang", "ru")
    first = small.ledger.read_text()
    raised(small)
    change(small, "issued = 2026-01-02", "issued = 2026-01-03", "templates/tablets/leaflet.toml")
    out("--lang", "ru")
    old, new = codes(small)
    small.ledger.write_text(small.ledger.read_text().removeprefix(first) + first)
    assert codes(small) == [new, old]
    assert leaflets("verify", new).exit_code == 0
    assert f"replaced by {new}" in leaflets("verify", old).output


def test_the_templates_are_no_place_for_an_output(leaflets, small):
    result = leaflets("build", "-o", small.templates)
    assert result.exit_code == 2
    assert "holds the leaflets' templates" in result.output


# ---- what is written ----------------------------------------------------------------------------------------------
def test_a_release_is_written_down_with_its_words_and_the_hash_of_every_file(out, leaflets, small, signed):
    result = leaflets("build", "--release", "--lang", "ru")
    assert result.exit_code == 0, result.output
    [(code, row)] = tomllib.loads(small.ledger.read_text()).items()
    assert {key: row[key] for key in ("leaflet", "version", "language", "paper", "date")} == {
        "leaflet": "tablets", "version": "1.0", "language": "ru", "paper": "a4", "date": dt.date(2026, 1, 2),
    }  # fmt: skip
    assert row["files"] == {
        hashlib.sha256((small.output / name).read_bytes()).hexdigest(): name
        for name in ("ru/tablets.html", "ru/tablets.pdf")
    }
    words = (small.wordings / f"{code}.json").read_bytes()
    assert hashlib.sha256(words).hexdigest() == row["wording"]
    told = {(row.context, row.source, row.text) for row in read(words).statements}
    assert (
        "safety:dose",
        "Do not take more than 8 tablets a day.",
        "Не принимайте больше 8 таблеток в день.",
    ) in told
    assert ("safety:phone", "Emergency phone: +000 00 000 0001", "Экстренный телефон: +000 00 000 0001") in told
    assert not any("Draft" in source or code in text for _, source, text in told)
    assert code in (small.output / "ru/tablets.html").read_text()
    assert json.loads((small.output / "manifest.json").read_text())["editions"]["ru/tablets.html"]["code"] == code


def test_a_release_bears_its_code_and_who_signed_and_no_draft_mark(out, small):
    out()
    page = (small.output / "ru/tablets.html").read_text()
    code = next(code for code in codes(small) if code.startswith("RU"))
    assert f"Код памятки: {code}" in page
    assert f"https://clinic.example.org/leaflets/{code}" in page
    assert "<li>Перевод: <bdi>Test Translator</bdi></li>" in page
    assert "<li>Проверка: <bdi>Test Clinician</bdi> и <bdi>Test Reviewer</bdi></li>" in page
    assert "<li>Последняя проверка: 1 января 2026" in page
    assert "Draft" not in page
    assert "Translated by" not in (small.output / "en/tablets.html").read_text()


def test_the_index_names_the_code(out, small):
    out("--lang", "en")
    assert f" – {codes(small)[0]}</li>" in (small.output / "index.html").read_text()


def test_a_theme_of_the_projects_own_without_the_new_words_is_explained(out, leaflets, small):
    from leaflets.templates import THEME

    words = (THEME / "words.html").read_text()
    for block, unreleased in (("code", 0), ("reviewed_by", 2)):
        write(small.templates / "words.html", re.sub(rf"\{{% block {block} %\}}.*\n", "", words))
        leaflets("update")
        assert leaflets("build", "--format", "html", "--lang", "en").exit_code == unreleased
        result = out("--lang", "en")
        assert result.exit_code == 2
        assert f"words.html: there is no block named {block}." in result.output
        assert not small.ledger.exists()


def test_what_is_signed_and_not_released_is_no_draft_and_has_no_code(leaflets, small, signed):
    leaflets("build", "--format", "html")
    page = (small.output / "ru/tablets.html").read_text()
    assert "Перевод: <bdi>Test Translator" in page
    assert "Draft" not in page
    assert "QR" not in page
    assert not small.ledger.exists()


@pytest.mark.parametrize("what", ["withdrawn", "withdrawn, other words", "replaced", "released with other words"])
def test_words_whose_version_is_no_release_any_more_are_a_draft_although_signed(out, leaflets, small, what):
    out("--lang", "ru")
    code = codes(small)[0]
    if what.startswith("withdrawn"):
        leaflets("withdraw", code, "--why", "A test", "--name", "Test Clinician")
        why = f"version 1.0 ({code}) was withdrawn: A test."
    elif what == "replaced":
        raised(small)
        out("--lang", "ru")
        change(small, 'version = "1.1"', 'version = "1.0"', "templates/tablets/leaflet.toml")
        why = f"version 1.0 ({code}) was replaced by 1.1"
    else:
        why = f"version 1.0 was released as {code} with other words"
    if what.endswith("other words"):
        translated(small, "Запивайте их водой.", "Запивайте их стаканом воды.")
    result = leaflets("build", "--format", "html", "--lang", "ru")
    assert result.exit_code == 0, result.output
    assert f"A draft, although it is signed: ru: {why}" in result.stderr
    page = (small.output / "ru/tablets.html").read_text()
    assert "Draft, not reviewed" in page
    assert "Test Reviewer" not in page
    assert code not in page
    assert json.loads((small.output / "manifest.json").read_text())["editions"]["ru/tablets.html"]["draft"] is True
    raised(small, "1.2")
    leaflets("build", "--format", "html", "--lang", "ru")
    assert "Draft" not in (small.output / "ru/tablets.html").read_text()


def test_a_build_that_is_no_release_leaves_the_pages_of_a_release_alone(out, leaflets, small, tmp_path):
    out("--lang", "ru")
    code, page = codes(small)[0], small.output / "ru/tablets.html"
    elsewhere = tmp_path / "elsewhere"
    result = leaflets("build", "--format", "html")
    assert result.exit_code == 0, result.output
    assert f"Left as released: {code}. leaflets build --release makes their pages again.\n" in result.stderr
    assert "Refused" not in result.output
    assert leaflets("verify", page).exit_code == 0
    assert f" – {code}</li>" in (small.output / "index.html").read_text()
    assert 'href="../ru/tablets.html"' in (small.output / "en/tablets.html").read_text()
    leaflets("build", "--format", "html", "-o", elsewhere)
    assert not (elsewhere / "ru").exists()
    assert "../ru/" not in (elsewhere / "en/tablets.html").read_text()
    out("-o", elsewhere, "--lang", "ru")
    assert (elsewhere / "ru/tablets.html").read_bytes() == page.read_bytes()


def test_a_draft_bears_neither_code_nor_names(leaflets, small):
    leaflets("build", "--format", "html")
    page = (small.output / "ru/tablets.html").read_text()
    assert "Draft" in page
    assert "QR" not in page
    assert "Проверка:" not in page


def test_the_same_release_twice_adds_nothing_and_changes_no_byte(out, small):
    out()
    times = {path: path.stat().st_mtime_ns for path in small.root.rglob("*")}
    result = out()
    assert result.exit_code == 0
    assert "wrote" not in result.output
    assert "released" not in result.output
    assert {path: path.stat().st_mtime_ns for path in small.root.rglob("*")} == times


def test_the_same_inputs_give_the_same_codes_and_bytes_elsewhere(out, small, tmp_path, monkeypatch):
    out()
    pages, written = tree(small.output), small.ledger.read_bytes()
    small.ledger.unlink()
    for path in small.wordings.iterdir():
        path.unlink()
    monkeypatch.setenv("TZ", "Asia/Manila")
    out("-o", tmp_path / "elsewhere", "-j", "2")
    assert tree(tmp_path / "elsewhere") == pages
    assert small.ledger.read_bytes() == written


def test_a_release_only_adds_to_the_ledger(out, small):
    seen = [b""]
    for version in ("1.1", "1.2", "1.3"):
        out("--lang", "ru")
        seen.append(small.ledger.read_bytes())
        change(small, 'version = "1.', f'version = "{version}"  # "1.', "templates/tablets/leaflet.toml")
    for before, after in pairwise(seen):
        assert after.startswith(before)
        assert len(after) > len(before)


def test_a_ledger_without_a_last_newline_is_added_to_on_a_new_line(out, small):
    out("--lang", "en")
    small.ledger.write_bytes(small.ledger.read_bytes().rstrip(b"\n"))
    before = small.ledger.read_bytes()
    assert out("--lang", "ru").exit_code == 0
    assert small.ledger.read_bytes().startswith(before + b"\n")
    assert len(codes(small)) == 2


def test_one_more_language_is_one_more_link_under_the_same_code(out, small):
    out("--lang", "en")
    first = (small.output / "en/tablets.html").read_bytes()
    out("--lang", "ru")
    second = (small.output / "en/tablets.html").read_bytes()
    assert b'href="../ru/tablets.html"' in second
    ledger = Ledger.read(small)
    assert len(ledger.codes) == 2
    assert ledger.of(first).code == ledger.of(second).code


def test_a_release_of_one_language_releases_no_other_in_passing(out, small):
    out("--lang", "en")
    raised(small)
    before = (small.output / "en/tablets.html").read_bytes()
    out("--lang", "ru")
    assert [code[:2] for code in codes(small)] == ["EN", "RU"]
    assert (small.output / "en/tablets.html").read_bytes() == before


def test_a_draft_leaves_the_released_pages_of_other_languages_alone(out, leaflets, small):
    out("--lang", "en")
    before = (small.output / "en/tablets.html").read_bytes()
    assert leaflets("build", "--lang", "ru", "--format", "html").exit_code == 0
    assert (small.output / "en/tablets.html").read_bytes() == before


def test_a_release_links_to_releases_only(out, leaflets, small):
    leaflets("build", "--lang", "ru", "--format", "html")
    out("--lang", "en")
    assert "../ru/tablets.html" not in (small.output / "en/tablets.html").read_text()


# ---- codes --------------------------------------------------------------------------------------------------------
def content(**other):
    fields = {"leaflet": "tablets", "version": "1", "language": "ar", "paper": "a4", "date": DAY, "wording": "0" * 64}
    return Content(**{**fields, **other})


@pytest.mark.parametrize(
    "other",
    [{"leaflet": "b"}, {"version": "2"}, {"paper": "a5"}, {"date": dt.date(2026, 6, 2)}, {"wording": "1" * 64}],
    ids=lambda other: next(iter(other)),
)
def test_another_content_has_another_code(small, other):
    ledger = Ledger(small, b"")
    assert ledger.code(content(**other), {}) != ledger.code(content(), {})


def test_a_code_that_is_taken_by_another_content_is_passed_over_and_always_in_the_same_way(small):
    first = Ledger(small, b"").code(content(), {})
    other = content(wording="f" * 64)
    taken = Ledger(small, b"", {folded(first): Release.of(first, other, {"0" * 64: "x.html"}, DAY)})
    second = taken.code(content(), {})
    assert second != first
    assert taken.code(content(), {}) == second
    assert Ledger(small, b"").code(content(), {folded(first): other}) == second
    assert taken.code(other, {}) == first


def test_a_code_that_was_given_stays_with_its_content(small):
    """Although it would be free now: the block of the one that had it first is gone."""
    given = Release.of("AR-0000-0", content(), {"0" * 64: "x.html"}, DAY)
    assert Ledger(small, b"", {"AR00000": given}).code(content(), {}) == "AR-0000-0"


# ---- verify, withdraw ---------------------------------------------------------------------------------------------
def test_a_current_code_is_known_however_it_is_said(out, leaflets, small):
    out()
    code = codes(small)[1]
    for said in (
        (code,),
        (code.lower(),),
        (code.replace("-", ""),),
        tuple(code.split("-")),
        (f"https://x/leaflets/{code}",),
    ):
        result = leaflets("verify", *said)
        assert result.exit_code == 0, result.output
        assert f"{code}: current\n" in result.output
        assert "    It may be handed out.\n" in result.output
    assert "tablets, Russian, version 1.0 of 2026-01-02" in result.output


def test_a_replaced_code_says_what_changed_in_english_and_in_the_language(out, leaflets, small):
    out()
    old = codes(small)[1]
    change(small, "more than 8 tablets", "more than 6 tablets")
    raised(small)
    leaflets("update")
    translated(
        small,
        'msgid "Do not take more than 6 tablets a day."\nmsgstr ""',
        'msgid "Do not take more than 6 tablets a day."\nmsgstr "Не принимайте больше 6 таблеток в день."',
    )
    assert out().exit_code == 0
    result = leaflets("verify", old)
    assert result.exit_code == 1
    assert f"{old}: replaced by {codes(small)[-1]} (version 1.1 of 2026-01-02)" in result.output
    assert "SAFETY, changed (safety:dose)" in result.output
    assert "en: Do not take more than [-8-]{+6+} tablets a day." in result.output
    assert "ru: Не принимайте больше [-8-]{+6+} таблеток в день." in result.output
    assert "numbers, ru: 8 became 6" in result.output
    assert leaflets("verify", codes(small)[-1]).exit_code == 0


def test_a_code_whose_review_is_past_is_not_handed_out(out, leaflets, small, monkeypatch):
    out()
    code = codes(small)[1]
    monkeypatch.setattr("leaflets.release.today", lambda: dt.date(2027, 1, 2))
    assert leaflets("verify", code).exit_code == 0
    monkeypatch.setattr("leaflets.release.today", lambda: dt.date(2027, 1, 3))
    result = leaflets("verify", small.output / "ru/tablets.html")
    assert result.exit_code == 1
    assert f"{code}: nothing has replaced it, but its review was due on 2027-01-02" in result.output
    assert "Do not hand it out." in result.output


def test_a_withdrawn_code_says_who_and_why_and_is_never_released_again(out, leaflets, small):
    out()
    code = codes(small)[1]
    before = small.ledger.read_bytes()
    why = 'The "dose" is wrong: \\8\\ not 6'
    result = leaflets("withdraw", code.lower(), "--why", why, "--name", "Test Clinician")
    assert result.exit_code == 0, result.output
    assert small.ledger.read_bytes().startswith(before)
    result = leaflets("verify", code)
    assert result.exit_code == 1
    assert f"{code}: withdrawn on " in result.output
    assert f"by Test Clinician: {why}" in result.output
    result = out("--lang", "ru")
    assert result.exit_code == 1
    assert f"version 1.0 ({code}) was withdrawn" in result.output


def test_a_withdrawal_names_the_files_to_take_away_and_nothing_links_to_them_again(out, leaflets, small):
    out()
    english, russian = codes(small)
    (small.output / "for-the-desk.html").write_bytes((small.output / "ru/tablets.html").read_bytes())
    result = leaflets("withdraw", russian, "--why", "A test", "--name", "Test Clinician")
    assert "Take away: build/for-the-desk.html, build/ru/tablets.html. The next build no longer" in result.stderr
    assert out("--lang", "en").exit_code == 0
    index = (small.output / "index.html").read_text()
    assert english in index
    assert russian not in index
    assert "ru/tablets" not in index
    assert "ru/tablets" not in (small.output / "manifest.json").read_text()
    assert "../ru/tablets.html" not in (small.output / "en/tablets.html").read_text()
    (small.output / "ru/tablets.html").unlink()
    result = leaflets("withdraw", english, "--why", "A test", "--name", "Test Clinician")
    assert "Take away: build/en/tablets.html." in result.stderr


def test_what_was_replaced_leaves_the_index(out, leaflets, small):
    assert leaflets("build", "--release", "--lang", "ru").exit_code == 0
    raised(small)
    out("--lang", "ru")
    index = (small.output / "index.html").read_text()
    old, new = codes(small)
    assert new in index
    assert old not in index
    assert "tablets.pdf" not in index


def test_a_withdrawn_code_names_the_one_to_hand_out(out, leaflets, small):
    out("--lang", "en")
    raised(small)
    out("--lang", "en")
    old, new = codes(small)
    leaflets("withdraw", old, "--why", "A test", "--name", "Test Clinician")
    assert f"Do not hand it out. In its place: {new} (version 1.1)." in leaflets("verify", old).output
    leaflets("withdraw", new, "--why", "A test", "--name", "Test Clinician")
    assert "Hand out" not in leaflets("verify", old).output
    assert leaflets("verify", new).exit_code == 1


def test_what_a_withdrawn_release_replaced_is_not_current_again(out, leaflets, small):
    out("--lang", "en")
    raised(small)
    out("--lang", "en")
    old, new = codes(small)
    leaflets("withdraw", new, "--why", "A test", "--name", "Test Clinician")
    result = leaflets("verify", old)
    assert result.exit_code == 1
    assert "which is withdrawn too: A test" in result.output
    assert "    Do not hand it out.\n" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("AR-0000-0", "--why", "x", "--name", "y"), "Nothing was released as AR-0000-0."),
        (("EN", "--why", " ", "--name", "y"), "say it in words"),
        (("EN", "--why", "x\x1b[2J", "--name", "y"), "say it in words"),
        (("EN", "--name", "y"), "--why"),
    ],
)
def test_a_withdrawal_of_nothing_or_without_a_word_is_wrong_use(out, leaflets, small, words, said):
    out("--lang", "en")
    before = small.ledger.read_bytes()
    result = leaflets("withdraw", *words)
    assert result.exit_code == 2
    assert said in result.output
    assert small.ledger.read_bytes() == before


def test_a_second_withdrawal_says_that_the_first_stands(out, leaflets, small):
    out("--lang", "en")
    code = codes(small)[0]
    leaflets("withdraw", code, "--why", "A test", "--name", "Test Clinician")
    before = small.ledger.read_bytes()
    result = leaflets("withdraw", code, "--why", "Another", "--name", "Test Clinician")
    assert result.exit_code == 2
    assert "by Test Clinician: A test" in result.output
    assert small.ledger.read_bytes() == before


def test_a_mistyped_code_is_not_an_unknown_one(out, leaflets, small):
    out()
    code = codes(small)[0]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    result = leaflets("verify", wrong)
    assert result.exit_code == 1
    assert f"{wrong}: mistyped" in result.output
    assert f"It may be: {code}." in result.output
    unknown = next(
        text
        for text in (f"EN-000{a}-{b}" for a in "01" for b in "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        if release.sound(folded(text))
    )
    result = leaflets("verify", unknown)
    assert result.exit_code == 1
    assert f"{unknown}: unknown" in result.output
    assert leaflets("verify", "--", "-").exit_code == 2
    assert leaflets("verify").exit_code == 2


def test_a_file_is_known_by_its_bytes(out, leaflets, small, tmp_path):
    out()
    page = small.output / "ru/tablets.html"
    copy = tmp_path / "printed.html"
    copy.write_bytes(page.read_bytes())
    result = leaflets("verify", copy)
    assert result.exit_code == 0
    assert f"{codes(small)[1]}: current" in result.output
    copy.write_bytes(page.read_bytes() + b" ")
    result = leaflets("verify", copy)
    assert result.exit_code == 1
    assert "no release has these bytes" in result.output
    result = leaflets("verify", tmp_path / "nowhere.pdf")
    assert result.exit_code == 2
    assert "cannot be read" in result.output


def test_a_code_is_asked_after_where_nothing_was_released(leaflets):
    result = leaflets("verify", "AR-7K3M-9")
    assert result.exit_code == 1
    assert "No code here is near it" in result.output


# ---- a ledger that somebody touched -------------------------------------------------------------------------------
@pytest.fixture
def ledger(out, small):
    out()
    return small.ledger


DAMAGES = {
    "a code with another symbol": (r"(?m)^EN-.", "EN-Z", 2, "is no code"),
    "a hash that is none": (r'wording = "..', 'wording = "zz', 7, "(wording)"),
    "an unknown key": (r"paper", "papper", 6, "unknown field `papper`"),
    "a line that is gone": (r".*paper.*\n", "", 8, "missing required field `paper`"),
    "a version that is no text": (r'version = "1.0"', "version = 1.0", 4, "Expected `str`, got `float` (version)"),
    "no files": (r"EN.*files.*\n", "", 8, "missing required field `files`"),
    "a key with two values": (r"(EN.*leaflet = )(.*\n)", r'\1\2\1"x"\n', 4, "the same as line 3, with another value"),
    "a quote that is gone": (r'version = "1.0"', 'version = "1.0', 4, "this is not a line of a release"),
    "something else": (r"\A", "x.y = 1\n", 1, "“x” is no code"),
    "a date that is none": (r"date = 2026-01-02", "date = 2026-13-02", 9, "this is not a line of a release"),
    "a line edited by hand": (r'version = "1.0"  #', 'version = "1.1"  #', 4, "was edited by hand, damaged or cut off"),
    "a merge conflict": (r"\A", "<<<<<<< HEAD\n", 1, "a merge conflict is left in the file"),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_ledger_is_one_clear_word_with_the_line_and_nothing_is_overwritten(
    leaflets, small, ledger, old, new, line, said
):
    written = ledger.read_text()
    if "#" not in old:  # by somebody who computes the checks of the lines, to see what is behind them
        written = "".join(f"{bare(line) or line}\n" for line in written.splitlines())
    text = re.sub(old, new, written, count=1)
    assert text != written
    if "#" not in old:
        text = "".join(f"{checked(line) if line[:1].isalpha() else line}\n" for line in text.splitlines())
    ledger.write_text(text)
    before = tree(small.root)
    withdraw = ("withdraw", "AR-7K3M-9", "--why", "A test", "--name", "Test Clinician")
    for words in (("build", "--release"), ("verify", "AR-7K3M-9"), ("diff", "HEAD"), withdraw):
        result = leaflets(*words)
        assert result.exit_code == 2, result.output
        assert f"{ledger}:{line}: " in result.output
        assert said in result.output
        assert len(result.output.strip().split("\n")) == 2
        assert tree(small.root) == before


def test_a_line_that_stands_twice_after_a_merge_is_one(leaflets, small, ledger):
    ledger.write_text(ledger.read_text() * 2)
    assert leaflets("verify", codes(small)[0]).exit_code == 0
    assert len(codes(small)) == 2


def test_every_edit_of_a_character_is_refused_with_a_line_or_changes_nothing(out, leaflets, small):
    out("--lang", "en")
    ledger = small.ledger
    leaflets("withdraw", codes(small)[0], "--why", "A test", "--name", "Test Clinician")
    rows, text, refused = stands(small), ledger.read_text(), 0
    for at, char in enumerate(text):
        for other in ("", char * 2, "a", "#"):
            ledger.write_text(text[:at] + other + text[at + 1 :])
            found = stands(small)
            assert found is None or found == rows, (at, other)
            refused += found is None
    assert refused > 1500


def test_a_ledger_that_lost_a_withdrawal_is_refused(leaflets, small, ledger):
    code, before = codes(small)[0], ledger.read_bytes()
    leaflets("withdraw", code, "--why", "A test", "--name", "Test Clinician")
    (small.wordings / f"{code}.withdrawn").unlink()  # it was killed before it came so far
    leaflets("withdraw", code, "--why", "A test", "--name", "Test Clinician")
    ledger.write_bytes(before)  # cut off, or the wrong side of a merge
    result = leaflets("verify", code)
    assert result.exit_code == 2
    last = before.decode().rstrip().count("\n") + 1
    assert f"{ledger}:{last}: the withdrawal of {code} is missing, of which releases/{code}.withdrawn" in result.output


def test_a_ledger_that_lost_a_release_is_told_and_not_added_to(out, leaflets, small, ledger):
    english, russian = codes(small)
    ledger.write_text(ledger.read_text()[: ledger.read_text().index(f"\n{russian}")])
    result = leaflets("verify", russian)
    assert result.exit_code == 1
    assert f"But there is releases/{russian}.json: has releases.toml lost its end?" in result.output
    before = ledger.read_bytes()
    raised(small)
    result = out()
    assert result.exit_code == 2
    assert f"releases.toml lacks a release of which releases/{russian}.json tells." in result.output
    assert ledger.read_bytes() == before
    (small.wordings / f"{russian}.json").unlink()
    assert out().exit_code == 0
    assert leaflets("verify", english).exit_code == 1


def test_a_withdrawal_of_what_was_never_released_is_found(leaflets, small, ledger):
    code = codes(small)[0]
    leaflets("withdraw", code, "--why", "A test", "--name", "Test Clinician")
    ledger.write_text(ledger.read_text()[ledger.read_text().index(f"{code}.withdrawn") :])
    result = leaflets("verify", "AR-7K3M-9")
    assert result.exit_code == 2
    assert f":1: {code}: Object missing required field" in result.output


def stands(small):
    """Return what the ledger holds, or None where it is refused with the line."""
    try:
        return list(Ledger.read(small).releases.values())
    except LeafletsError as error:
        return re.search(r"releases.toml:\d+: ", str(error)) and None


def test_a_ledger_that_is_cut_off_anywhere_is_refused_or_is_an_earlier_ledger(small, ledger):
    data, rows = ledger.read_bytes(), stands(small)
    found = set()
    for end in range(len(data)):
        ledger.write_bytes(data[:end])
        kept = stands(small)
        assert kept is None or kept == rows[: len(kept)], data[:end]
        assert ledger.read_bytes() == data[:end]
        found.add(kept if kept is None else len(kept))
    assert found == {None, 0, 1, 2}  # two: the last newline alone is gone


def test_a_ledger_that_is_no_text_is_explained(leaflets, ledger):
    ledger.write_bytes(ledger.read_bytes() + b"\xff")
    result = leaflets("verify", "AR-7K3M-9")
    assert result.exit_code == 2
    assert "not UTF-8" in result.output


@pytest.mark.parametrize("what", ["changed", "gone"])
def test_words_that_are_not_those_released_are_not_shown(out, leaflets, small, what):
    out("--lang", "en")
    raised(small)
    out("--lang", "en")
    old = codes(small)[0]
    path = small.wordings / f"{old}.json"
    if what == "gone":
        path.unlink()
    else:
        path.write_text(path.read_text().replace("8 tablets", "6 tablets"))
    result = leaflets("verify", old)
    assert result.exit_code == 2
    assert str(path) in result.output


def test_words_with_the_line_ends_of_another_system_are_the_same_words(out, leaflets, small):
    out("--lang", "en")
    raised(small)
    out("--lang", "en")
    for path in small.wordings.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "replaced by" in leaflets("verify", codes(small)[0]).output


def test_two_withdrawals_of_one_code_are_told(leaflets, small, ledger):
    code = codes(small)[0]
    leaflets("withdraw", code, "--why", "A test", "--name", "Test Clinician")
    last = ledger.read_text().rstrip().split("\n")[-1]
    ledger.write_text(ledger.read_text() + checked(bare(last).replace("A test", "Another")) + "\n")
    result = leaflets("verify", code)
    assert result.exit_code == 2
    assert "with another value" in result.output
    assert "keep one of the two lines" in result.output


def test_a_ledger_that_changed_during_a_build_is_not_overwritten(small, ledger):
    read_before = Ledger.read(small)
    ledger.write_bytes(ledger.read_bytes() + b"\n# somebody was here\n")
    before = ledger.read_bytes()
    with pytest.raises(LeafletsError, match="was changed while this ran"):
        read_before.record(read_before.releases.values())
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "locales/ru/LC_MESSAGES/tablets.po",
        "locales/ru/signoffs.toml",
        "templates/tablets/leaflet.toml",
        "leaflets.toml",
    ],
)
def test_what_changes_while_it_is_released_is_not_released(leaflets, really_signed, monkeypatch, path):
    checked = build_module.check_editions

    def meanwhile(project, editions):
        with (really_signed.root / path).open("a") as file:
            file.write("# somebody was here\n")
        return checked(project, editions)

    monkeypatch.setattr(build_module, "check_editions", meanwhile)
    result = leaflets("build", "--release", "--format", "html")
    assert result.exit_code == 2
    assert result.output.startswith(f"{path} was changed while this ran: nothing is released.\n")
    assert not really_signed.ledger.exists()
    assert not really_signed.output.exists()


def test_a_card_that_changed_before_the_build_had_the_ledger_is_not_released(really_signed):
    wanted = order(really_signed, really_signed.output, formats=("html",), release=True)
    raised(really_signed)  # while another release held the ledger
    with pytest.raises(LeafletsError, match="card of a leaflet was changed while this ran"):
        build(really_signed, wanted)
    assert not really_signed.ledger.exists()


# ---- two people ---------------------------------------------------------------------------------------------------
@pytest.fixture
def forked(out, leaflets, small):
    """Return a project in which two people released in two branches, of which one is merged into the other."""

    def merge(first, second, attributes=""):
        git(small.root, "init", "-q")
        write(small.root / ".gitignore", "build/\n")
        write(small.root / ".gitattributes", attributes)
        git(small.root, "add", "-A")
        git(small.root, "commit", "-qm", "before")
        git(small.root, "branch", "other")
        for branch, words in (("main", first), ("other", second)):
            git(small.root, "checkout", "-q", branch)
            assert leaflets(*words).exit_code == 0 if words[0] == "withdraw" else out(*words).exit_code == 0
            git(small.root, "add", "-A")
            git(small.root, "commit", "-qm", branch)
        return git(small.root, "merge", "main", check=False).returncode

    return merge


@needs("git")
@pytest.mark.parametrize("attributes", ["", "releases.toml merge=union\n"], ids=["plain", "union"])
def test_two_releases_in_two_branches_are_both_there_after_the_merge(forked, leaflets, small, attributes):
    conflict = forked(("--lang", "en"), ("--lang", "ru"), attributes)
    assert bool(conflict) is not attributes.startswith("releases")
    if conflict:
        result = leaflets("verify", "AR-7K3M-9")
        assert result.exit_code == 2
        assert "a merge conflict is left in the file" in result.output
        assert "delete the lines of the markers, keep all others" in result.output
        lines = small.ledger.read_text().splitlines(keepends=True)
        small.ledger.write_text("".join(line for line in lines if not re.match("[<=>]{7}", line)))
    assert sorted(code[:2] for code in codes(small)) == ["EN", "RU"]
    for code in codes(small):
        assert leaflets("verify", code).exit_code == 0


@needs("git")
def test_the_same_release_in_two_branches_is_one(forked, small, leaflets):
    assert not forked(("--lang", "en"), ("--lang", "en"))
    assert len(codes(small)) == 1


@needs("git")
def test_a_release_and_a_withdrawal_in_two_branches_are_both_there(out, forked, leaflets, small):
    out("--lang", "en")
    english = codes(small)[0]
    withdraw = ("withdraw", english, "--why", "A test", "--name", "Test Clinician")
    assert not forked(withdraw, ("--lang", "ru"), "releases.toml merge=union\n")
    assert len(codes(small)) == 2
    assert leaflets("verify", english).exit_code == 1


def test_two_builds_at_once_give_every_content_its_own_code(small, signed, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def one(lang):
        wanted = order(small, tmp_path / lang, languages=[lang], formats=("html",), release=True)
        return build(small, wanted)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(one, ["en", "ru"]))
    assert all(not outcome.unreleased for outcome in outcomes)
    assert sorted(code[:2] for code in codes(small)) == ["EN", "RU"]
