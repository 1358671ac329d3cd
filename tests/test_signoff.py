"""Sign-offs: bound to exact words, never lost, never taken for more than they are. All names are made up."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import CARD, GLUTATHIONE, ROOT, SETTINGS, fill, needs, order, write
from leaflets.build import build
from leaflets.cli import main
from leaflets.errors import LeafletsError
from leaflets.language import language
from leaflets.lines import bare, checked
from leaflets.project import Needed, Project
from leaflets.review import review_sheet
from leaflets.signoff import Carried, Entry, SignOff, Wording, parse
from leaflets.standing import SignOffs, State, folded

DAY = dt.date(2026, 1, 2)
DOSE, WATER = "Do not take more than 8 tablets a day.", "Drink water with them."
RU_DOSE, RU_WATER = "Не принимайте больше 8 таблеток в день.", "Запивайте их водой."
PATH = Path("locales/ru/signoffs.toml")


@pytest.fixture
def sign(leaflets):
    """Return a function that signs in the small project as somebody."""

    def run(role, *words, lang="ru", name=None):
        name = name or f"Test {role.title()}"
        return leaflets("sign", "--lang", lang, "--role", role, "--name", name, "--date", DAY, *words)

    return run


@pytest.fixture
def signed(sign, small):
    """Return the small project's sign-off file; everything is signed by a reviewer and a clinician."""
    for role in ("reviewer", "clinician"):
        assert sign(role, "--all").exit_code == 0
    return small.signoffs("ru")


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def states(leaflets, lang="ru"):
    rows = json.loads(leaflets("status", "--format", "json").output)["leaflets"]
    return next(row for row in rows if row["language"] == lang)


def wording(*texts, context="safety:dose", source=DOSE, plural=None, language="ru"):
    return Wording.of(language, context, source, plural, texts or (RU_DOSE,))


# ---- the fingerprint ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "other",
    [
        wording(language="uk"),
        wording(context=None),
        wording(context=""),
        wording(source=f"{DOSE} "),
        wording(plural="More."),
        wording(RU_DOSE, ""),
        wording(RU_DOSE.replace("8", "6")),
        wording(context="safety:", source=f"dose{DOSE}"),
    ],
    ids=["language", "no context", "empty context", "source", "plural", "forms", "translation", "boundary"],
)
def test_a_fingerprint_is_of_every_part_of_the_words(other):
    assert other.fingerprint != wording().fingerprint
    assert len(other.fingerprint) == 20


def test_composed_and_decomposed_letters_are_the_same_words():
    assert wording("Кофе\u0438\u0306").fingerprint == wording("Кофе\u0439").fingerprint


def test_a_fingerprint_never_changes():
    assert wording().fingerprint == "x4tofobj2kwyspht3fpe"  # another value kills every sign-off that there is


# ---- the file -----------------------------------------------------------------------------------------------------
def test_an_entry_is_a_block_that_a_person_can_read(sign, small):
    assert sign("reviewer", "--only", "dose").exit_code == 0
    head, block = small.signoffs("ru").read_text().split("\n\n")
    assert head.endswith('\n# reviewer:\nsigned.reviewer."Test Reviewer" = 1  # 3imng\n# clinician:')
    assert block == (
        'x4tofobj2kwyspht3fpe.context = "safety:dose"  # ptmsi\n'
        f'x4tofobj2kwyspht3fpe.source = "{DOSE}"  # wlbzx\n'
        'x4tofobj2kwyspht3fpe.reviewer."Test Reviewer" = { date = 2026-01-02 }  # x6sr3\n'
        f'x4tofobj2kwyspht3fpe.translation = "{RU_DOSE}"  # beyzm\n'
    )


def test_the_example_of_the_docs_is_such_a_file():
    text = (ROOT / "docs/signing.md").read_text()
    path, block = re.search(r"`(locales/\S+?)` belongs into git.*?```toml\n(.*?)```", text, re.DOTALL).groups()
    [entry] = parse(block, Path(path), Path(path).parent.name)
    assert entry.wording == wording()


def test_a_reader_of_a_diff_sees_every_character():
    text = SignOffs(PATH, "ru", entries=(Entry(wording("а\u00adб\u200bв\u202eг\t\U000e0041\u200c"), BY[:1]),)).text
    assert r'"а\u00ADб\u200Bв\u202Eг\t\U000E0041' in text
    assert all(char.isprintable() or char in "\n\u200c" for char in text)


def test_the_order_of_signing_does_not_matter(sign, small):
    path = small.signoffs("ru")
    sign("reviewer", "--only", "dose")
    sign("clinician", "--all")
    first = path.read_bytes()
    path.unlink()
    sign("clinician", "--only", "phone")
    sign("clinician", "--all")
    sign("reviewer", "--only", "dose")
    assert path.read_bytes() == first


def test_signing_twice_changes_nothing(sign, small):
    sign("reviewer", "--all")
    before, when = small.signoffs("ru").read_bytes(), small.signoffs("ru").stat().st_mtime_ns
    result = sign("reviewer", "--all", name="  TEST   reviewer ")
    assert result.exit_code == 0
    assert "wrote" not in result.output
    assert "ru: already: 26" in result.output
    assert (small.signoffs("ru").read_bytes(), small.signoffs("ru").stat().st_mtime_ns) == (before, when)


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(texts, texts, texts, texts.filter(str.strip), st.none() | texts)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_words_are_written_are_read_again(source, text, remark, name, context):
    mine = Wording.of("ru", context, source, None, (text,))
    plural = Wording.of("ru", context, source, text, (text, source, remark))
    by = SignOff("clinician", name, DAY, text, remark)
    carried = () if mine.safety else (Carried(name, DAY, plural.fingerprint, remark),)
    entries = (Entry(mine, (by,), carried), Entry(plural, (by,)))
    written = SignOffs(PATH, "ru", entries=entries).text
    assert set(parse(written, PATH, "ru")) == set(entries)
    assert SignOffs(PATH, "ru", entries=parse(written, PATH, "ru")).text == written


def damage(text, kind):
    """Return the file ``text`` with a damage of this kind in line 11, the reviewer's, or near it.

    By somebody who computes the checks of the lines, to see what is behind them.
    """
    lines = [bare(line) or line for line in text.split("\n")]
    at = next(n for n, line in enumerate(lines) if ".reviewer." in line and not line.startswith("signed"))
    head = lines[at].partition(".")[0]
    table = "{ date = 2026-01-02 }"
    if kind == "conflict":
        lines[at:at] = ["<<<<<<< HEAD"]
    elif kind == "truncated":
        return "\n".join([*map(resealed, lines[:at]), checked(lines[at])[:-9]])
    elif kind == "cut":  # at the end of a line: the translation that follows is gone
        return "\n".join([*map(resealed, lines[: at + 1]), ""])
    elif kind == "words":
        lines[at - 1] = lines[at - 1].replace("8", "6")
    else:
        broken = {
            "unknown key": lines[at].replace("date", "day = 3, date"),
            "no date": lines[at].replace("date = 2026-01-02", 'remark = "x"'),
            "bad date": lines[at].replace("2026-01-02", "2026-13-45"),
            "a time": lines[at].replace("2026-01-02", "2026-01-02T10:00:00"),
            "another name inside": lines[at].replace("{ date", '{ name = "Test Other", date'),
            "unknown role": lines[at].replace(".reviewer.", ".friend."),
            "no name": f'{head}.reviewer."" = {table}',
            "no role": f"{head}.reviewer = 3",
            "a table": "[signed]",
            "another fingerprint": lines[at].replace(head, "short"),
            "prose": "Test Reviewer has signed this",
            "a number for the words": f"{head}.source = 3",
            "no forms": f"{head}.translation = []",
            "another number": lines[at].replace(lines[at], 'signed.reviewer."Test Reviewer" = 2'),
            "no number": f'{lines[at]}\n{head}.translator."Test Translator" = {table}',
            "a number that is none": 'signed.reviewer."Test Reviewer" = "all"',
            "cosmetic": f'{head}.cosmetic."Test Editor" = {{ date = 2026-01-02, of = "x", reason = "y" }}',
        }
        lines[at] = broken[kind]
    return "\n".join(map(resealed, "\n".join(lines).split("\n")))


def resealed(line):
    return checked(line) if line.strip() and line[0] not in "#<" else line


DAMAGES = {
    "conflict": "a merge conflict is left in the file",
    "truncated": "this line was edited by hand, damaged or cut off",
    "another number": "missing: 2 of the 2 sign-offs of Test Reviewer (reviewer)",
    "no number": "missing: the line that says how many sign-offs there are of Test Translator (translator)",
    "a number that is none": "Expected `int`, got `str`",
    "cut": "the translation that was signed is missing",
    "words": "these are not the words that were signed",
    "unknown key": "Object contains unknown field `day`",
    "no date": "Object missing required field `date`",
    "bad date": "this is not a line of a sign-off file",
    "a time": "Expected `date`",
    "another name inside": "this is not a line of a sign-off file",
    "unknown role": "this is not a line of a sign-off file",
    "no name": "this is not a line of a sign-off file",
    "no role": "this is not a line of a sign-off file",
    "a table": "this is not a line of a sign-off file",
    "another fingerprint": "this is not a line of a sign-off file",
    "prose": "this is not a line of a sign-off file",
    "a number for the words": "this is not a line of a sign-off file",
    "no forms": "this is not a line of a sign-off file",
    "cosmetic": "safety wording is never signed by “cosmetic”",
}


BY = tuple(SignOff(role, f"Test {role.title()}", DAY) for role in ("reviewer", "clinician"))


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damage_is_explained_with_its_line(kind):
    good = SignOffs(PATH, "ru", entries=(Entry(wording(), BY[:1]),)).text
    line = {"cut": 9, "words": 9, "cosmetic": 9, "no number": 9}.get(kind, 11)
    with pytest.raises(LeafletsError) as error:
        parse(damage(good, kind), PATH, "ru")
    assert str(error.value).startswith(f"locales/ru/signoffs.toml:{line}: {DAMAGES[kind]}")
    assert error.value.hint


def edits(text):
    """Yield ``text`` cut off at every byte, with every line gone, and with every character gone, doubled or another."""
    yield from (text[:end] for end in range(len(text)))
    lines = text.split("\n")
    yield from ("\n".join([*lines[:at], *lines[at + 1 :]]) for at in range(len(lines)))
    for at, char in enumerate(text):
        for other in ("", char * 2, "a", '"', "#"):
            yield text[:at] + other + text[at + 1 :]


def test_every_cut_and_every_edit_of_a_character_is_refused_with_a_line_or_changes_no_sign_off():
    water = wording(RU_WATER, context=None, source=WATER)
    comma = wording(RU_WATER, context=None, source=f"{WATER},")
    by = (SignOff("reviewer", "Test Reviewer", DAY, "Not more than 8.", "A remark"), BY[1])
    link = Carried("Test Editor", DAY, water.fingerprint, "A comma.")
    entries = (Entry(wording(), by), Entry(water, BY[:1]), Entry(comma, carried=(link,)))
    good = SignOffs(PATH, "ru", entries=entries).text
    refused = 0
    for edited in edits(good):
        try:
            assert SignOffs(PATH, "ru", entries=parse(edited, PATH, "ru")).text == good, edited
        except LeafletsError as error:
            assert re.match(rf"{PATH}:\d+: ", str(error))  # noqa: PT017  it is one of two things that may be
            refused += 1
    assert refused > 6000


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_numbers_that_a_merge_left_the_greater_counts(order):
    text = SignOffs(PATH, "ru", entries=(Entry(wording(), BY), Entry(wording(source=WATER), BY))).text
    numbers = [checked(f'signed.reviewer."Test Reviewer" = {number}') for number in (1, 2)]
    merged = text.replace(numbers[1], "\n".join(numbers[::order]))
    assert SignOffs(PATH, "ru", entries=parse(merged, PATH, "ru")).text == text
    lost = next(line for line in text.split("\n") if ".reviewer." in line and not line.startswith("signed"))
    with pytest.raises(LeafletsError, match="missing: 1 of the 2 sign-offs of Test Reviewer"):
        parse(merged.replace(lost, ""), PATH, "ru")


def test_a_damaged_file_is_never_overwritten(sign, small):
    sign("reviewer", "--only", "dose")
    path = small.signoffs("ru")
    path.write_text(damage(path.read_text(), "truncated"))
    before = path.read_bytes()
    result = sign("clinician", "--all")
    assert result.exit_code == 2
    assert "locales/ru/signoffs.toml:11: this line was edited by hand, damaged or cut off" in result.output
    assert path.read_bytes() == before


def test_every_command_that_reads_the_file_refuses_a_damaged_one(leaflets, sign, small):
    sign("reviewer", "--all")
    change(small.signoffs("ru"), " = ", " ")
    for words in (("check",), ("build",), ("status",), ("review", "--lang", "ru")):
        result = leaflets(*words)
        assert result.exit_code == 2, words
        assert "signoffs.toml:6: " in result.output
    assert not small.output.exists()


def test_a_file_that_is_not_utf_8_is_explained(leaflets, signed):
    signed.write_bytes(signed.read_bytes() + b"\xff")
    assert "not UTF-8" in leaflets("check").output


@pytest.mark.parametrize("how", ["lines twice", "another order", "crlf", "a mark", "remarks"])
def test_what_an_editor_or_a_merge_does_to_the_lines_is_harmless(how):
    entries = (Entry(wording(), BY), Entry(wording(RU_WATER, context=None, source=WATER), BY))
    text = SignOffs(PATH, "ru", entries=entries).text
    turned = {
        "lines twice": text + text,
        "another order": "\n".join(reversed(text.split("\n"))),
        "crlf": text.replace("\n", "\r\n"),
        "a mark": "\ufeff" + text,
        "remarks": text.replace("\n\n", "\n\n# a remark\n\n  "),
    }
    assert SignOffs(PATH, "ru", entries=parse(turned[how], PATH, "ru")).text == text


def test_a_person_who_signed_the_same_on_two_days_is_asked_which(leaflets, signed):
    mine = 'x4tofobj2kwyspht3fpe.reviewer."Test Reviewer" = { date = 2026-01-02 }'
    at = signed.read_text().split("\n").index(checked(mine))
    line = checked(mine.replace("2026-01-02", "2026-03-04"))
    signed.write_text(f"{signed.read_text()}{line}\n")
    result = leaflets("check")
    assert result.exit_code == 2
    last = signed.read_text().count("\n")
    assert f"signoffs.toml:{last}: the same as line {at + 1}, with another value." in result.output


def test_an_interrupted_sign_leaves_the_old_file(sign, small, monkeypatch):
    sign("reviewer", "--only", "dose")
    before = small.signoffs("ru").read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    result = sign("clinician", "--all")
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert small.signoffs("ru").read_bytes() == before
    assert sorted(path.name for path in small.signoffs("ru").parent.iterdir()) == ["LC_MESSAGES", "signoffs.toml"]


def test_two_who_sign_at_once_lose_nothing_of_each_other(leaflets, small):
    words = [sys.executable, "-m", "leaflets", "sign", "--lang", "ru", "--all", "--date", str(DAY)]
    at_once = [
        subprocess.Popen([*words, "--role", role, "--name", f"Test {role}"], cwd=small.root, stdout=subprocess.DEVNULL)
        for role in ("reviewer", "clinician", "translator")
    ]
    assert [one.wait() for one in at_once] == [0, 0, 0]
    assert states(leaflets)["signed"] == 26
    assert small.signoffs("ru").read_text().count('.translator."Test translator" = {') == 26


# ---- two people, two branches -------------------------------------------------------------------------------------
def git(root, *words):
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false")
    return subprocess.run(["git", *who, *words], cwd=root, capture_output=True, text=True, check=False)


def commit(root, name):
    git(root, "add", "-A")
    assert git(root, "commit", "-qm", name).returncode == 0


@pytest.fixture
def branches(small):
    """Return a function that lets two people sign in two branches, and merges them."""

    def merge(first, second, *, attributes=True):
        git(small.root, "init", "-q", "-b", "main")
        commit(small.root, "before")
        for name, deed in (("first", first), ("second", second)):
            git(small.root, "checkout", "-q", "-b", name, "main")
            deed()
            if not attributes:
                (small.root / "locales/.gitattributes").unlink(missing_ok=True)
            commit(small.root, name)
        return git(small.root, "merge", "first")

    return merge


@needs("git")
def test_two_people_who_sign_different_messages_merge(leaflets, sign, branches, small):
    merged = branches(lambda: sign("reviewer", "--only", "dose"), lambda: sign("reviewer", "--only", "phone"))
    assert merged.returncode == 0, merged.stdout
    assert states(leaflets)["partly"] == 2


@needs("git")
@pytest.mark.parametrize("known", [False, True], ids=["first sign-offs", "later ones"])
def test_two_people_who_sign_the_same_messages_in_two_roles_merge(leaflets, sign, branches, small, known):
    if known:
        sign("translator", "--all")
    merged = branches(lambda: sign("reviewer", "--all"), lambda: sign("clinician", "--all"))
    assert merged.returncode == 0, merged.stdout
    assert states(leaflets)["signed"] == 26
    text = small.signoffs("ru").read_text()
    assert text.count('.reviewer."Test Reviewer" = {') == text.count('.clinician."Test Clinician" = {') == 26
    sign("translator", "--all", name="Test Third")  # the next one who signs puts the lines in order again
    lines = [line for line in small.signoffs("ru").read_text().split("\n") if line]
    assert len(lines) == len(set(lines))


@needs("git")
def test_two_roles_merge_even_without_the_attributes_once_the_words_are_there(leaflets, sign, branches):
    sign("translator", "--all")
    merged = branches(lambda: sign("reviewer", "--all"), lambda: sign("clinician", "--all"), attributes=False)
    assert merged.returncode == 0, merged.stdout
    assert states(leaflets)["signed"] == 26


@needs("git")
def test_a_conflict_is_refused_with_its_line_and_the_way_out(leaflets, sign, branches, small):
    merged = branches(
        lambda: sign("reviewer", "--only", "dose"), lambda: sign("reviewer", "--only", "phone"), attributes=False
    )
    assert merged.returncode != 0
    text = small.signoffs("ru").read_text()
    line = 1 + next(n for n, row in enumerate(text.split("\n")) if row.startswith("<<<<<<<"))
    result = sign("clinician", "--all")
    assert result.exit_code == 2
    assert f"signoffs.toml:{line}: a merge conflict is left in the file." in result.output
    assert "Keep the lines of both sides and take the marks out." in result.output
    assert small.signoffs("ru").read_text() == text
    small.signoffs("ru").write_text("".join(row for row in text.splitlines(keepends=True) if row[0] not in "<=>|"))
    assert states(leaflets)["partly"] == 2


def test_attributes_that_a_killed_sign_did_not_come_to_are_written_by_the_next(sign, small):
    sign("reviewer", "--only", "dose")
    (small.root / "locales/.gitattributes").unlink()
    sign("reviewer", "--only", "dose")
    assert "merge=union" in (small.root / "locales/.gitattributes").read_text()


def test_signing_leaves_attributes_of_others_alone(sign, small):
    path = write(small.root / "locales/.gitattributes", "*.po text\n")
    sign("reviewer", "--only", "dose")
    assert path.read_text() == "*.po text\n"


# ---- who must sign ------------------------------------------------------------------------------------------------
def standing(*by, needed=None, context="safety:dose"):
    mine = wording(context=context)
    entry = Entry(mine, tuple(SignOff(role, name, DAY) for role, name in by))
    return SignOffs(PATH, "ru", needed or Needed(), (entry,)).standing(mine)


def test_safety_wording_needs_two_roles_by_two_people_and_the_rest_one():
    reviewer, clinician = ("reviewer", "Test Reviewer"), ("clinician", "Test Clinician")
    assert standing().state is State.UNSIGNED
    assert (standing(reviewer).state, standing(reviewer).lacking) == (State.PARTLY, ("clinician",))
    assert standing(reviewer, clinician).state is State.SIGNED
    assert standing(("translator", "Test Translator"), reviewer).state is State.PARTLY
    assert standing(reviewer, context=None).state is State.SIGNED
    assert standing(clinician, context=None).state is State.PARTLY


@pytest.mark.parametrize("name", ["Test Reviewer", "TEST  reviewer", " test\u00a0Reviewer\t"])
def test_one_person_in_two_roles_is_one_person(name):
    found = standing(("reviewer", "Test Reviewer"), ("clinician", name))
    assert (found.state, found.lacking) == (State.PARTLY, ("another person",))


def test_the_same_name_in_two_compositions_is_one_person():
    assert folded("Jose\u0301 Test") == folded("JOSÉ TEST")


def test_two_people_who_both_sign_in_both_roles_are_two():
    both = [(role, name) for role in ("reviewer", "clinician") for name in ("Test A", "Test B")]
    assert standing(*both).state is State.SIGNED
    three = Needed(safety=("translator", "reviewer", "clinician"))
    assert standing(*both, ("translator", "Test A"), needed=three).state is State.PARTLY


def test_the_settings_say_which_roles_must_sign(leaflets, sign, small):
    write(
        small.root / "leaflets.toml",
        f'{SETTINGS}\n[signoff]\nsafety = ["translator", "reviewer"]\nother = ["translator"]\n',
    )
    sign("translator", "--all")
    assert (states(leaflets)["signed"], states(leaflets)["partly"]) == (24, 2)
    sign("reviewer", "--only", "dose", "--only", "phone")
    assert states(leaflets)["draft"] is False


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('safety = ["reviewer"]', "[signoff.safety]: Expected `array` of length >= 2."),
        ('safety = ["reviewer", "reviewer"]', "a role stands twice"),
        ('safety = ["reviewer", "doctor"]', "Invalid enum value 'doctor'"),
        ("other = []", "[signoff.other]: Expected `array` of length >= 1."),
        ("all = 1", "unknown field `all`"),
    ],
)
def test_settings_that_ask_for_too_little_are_explained(leaflets, small, table, said):
    write(small.root / "leaflets.toml", f"{SETTINGS}\n[signoff]\n{table}\n")
    result = leaflets("status")
    assert result.exit_code == 2
    assert said in result.output


# ---- what may be signed -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (f'msgstr "{RU_DOSE}"', 'msgstr ""', "not translated"),
        ("#, priority:200\nmsgctxt", "#, fuzzy, priority:200\nmsgctxt", "marked fuzzy"),
        ("больше 8", "больше 6", "8 became 6 [safety/numbers-kept]"),
    ],
    ids=["missing", "fuzzy", "an error"],
)
def test_what_is_not_fit_is_refused_by_name_and_the_rest_is_signed(sign, small, old, new, why):
    change(small.po("tablets", "ru"), old, new)
    result = sign("reviewer", "--all")
    assert result.exit_code == 1
    assert f"refused   safety:dose  {DOSE}\n    {why}" in result.output
    assert "ru: refused: 1, signed: 25" in result.output
    text = small.signoffs("ru").read_text()
    assert DOSE not in text
    assert WATER in text


def test_a_broken_catalog_is_not_signed(sign, small):
    path = small.po("tablets", "ru")
    path.write_text(path.read_text() + 'msgid "open\n')
    result = sign("reviewer", "--all")
    assert result.exit_code == 2
    assert "no closing quote" in result.output
    assert not small.signoffs("ru").exists()


def test_one_message_is_named_by_its_id_its_context_or_its_reference(sign, small):
    for name in ("dose", "safety:phone", Wording.of("ru", None, WATER, None, (RU_WATER,)).fingerprint[:8]):
        result = sign("reviewer", "--only", name)
        assert result.exit_code == 0, result.output
        assert "ru: signed: 1" in result.output
    assert "ru: signed: 21" in sign("reviewer", "--only", "theme").output


def test_a_leaflet_is_signed_with_what_it_shows_of_the_bank(leaflets, sign, small):
    bank = '{% macro stop() %}{% trans "safety:stop" %}Do not stop.{% endtrans %}{% endmacro %}'
    write(small.templates / "safety.html", bank)
    leaflets("update")
    fill(small.po("common", "ru"), {"Do not stop.": "Не бросайте."})
    assert "Do not stop." not in sign("reviewer", "--all", "--leaflet", "tablets").output
    assert "ru: already: 26, signed: 1" in sign("reviewer", "--all").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "reviewer"), "Say what is signed"),
        (("--role", "reviewer", "--all", "--only", "dose"), "Say what is signed"),
        (("--all",), "Give --role"),
        (("--all", "--role", "reviewer", "--cosmetic", "x"), "Give --role"),
        (("--role", "friend", "--all"), "Invalid value for '--role'"),
        (("--role", "reviewer", "--all", "--date", "tomorrow"), "Invalid value for '--date'"),
        (("--role", "reviewer", "--only", "dosis"), "There is no message dosis.\n    Did you mean dose?"),
        (("--role", "reviewer", "--only", "zzzzzzzz"), "There is no message zzzzzzzz."),
        (("--role", "reviewer", "--all", "--leaflet", "tablet"), "Did you mean tablets?"),
        (("--role", "reviewer", "--from", "nothing.csv"), "nothing.csv cannot be read"),
    ],
)
def test_a_wrong_word_is_explained(leaflets, small, words, said):
    result = leaflets("sign", "--lang", "ru", "--name", "Test Reviewer", *words)
    assert result.exit_code == 2
    assert said in result.output
    assert not small.signoffs("ru").exists()


@pytest.mark.parametrize("name", ["", "  ", "42", "x" * 81, "Test\u202eName", "Test \udcff"])
def test_what_is_no_name_is_refused(sign, small, name):
    result = sign("reviewer", "--all", name=name or " ")
    assert result.exit_code == 2
    assert "is no name" in result.output


def test_a_name_that_cannot_be_printed_is_refused_before_it_is_signed(sign, small):
    result = sign("reviewer", "--all", name="Test 王")
    assert result.exit_code == 2
    assert "No font of Russian can print '王' (U+738B) of the name Test 王." in result.output
    assert not small.signoffs("ru").exists()


def test_a_day_that_is_still_to_come_is_refused(leaflets, small, monkeypatch):
    monkeypatch.setattr("leaflets.release.today", lambda: DAY)
    words = ("sign", "--lang", "ru", "--role", "reviewer", "--name", "Test Reviewer", "--all", "--date")
    result = leaflets(*words, DAY + dt.timedelta(days=1))
    assert result.exit_code == 2
    assert "2026-01-03 is still to come: nobody has signed then." in result.output
    assert not small.signoffs("ru").exists()
    assert leaflets(*words, DAY).exit_code == 0


def test_one_who_signs_safety_wording_in_both_roles_is_told_that_another_must(leaflets):
    words = ("sign", "--lang", "ru", "--date", DAY, "--all")
    told = "Signed in every role, but not by different people: "
    assert told not in leaflets(*words, "--role", "reviewer", "--name", "Test Person").stderr
    result = leaflets(*words, "--role", "clinician", "--name", "test  person")
    assert result.exit_code == 0
    assert told in result.stderr
    assert told not in leaflets(*words, "--role", "clinician", "--name", "Test Clinician").stderr


def test_without_a_date_it_is_today(leaflets, small):
    leaflets("sign", "--lang", "ru", "--role", "reviewer", "--name", "Test Reviewer", "--only", "dose")
    today = dt.datetime.now().astimezone().date()
    [entry] = SignOffs.of(small, "ru").entries
    assert today - entry.signoffs[0].date <= dt.timedelta(days=1)


# ---- a word changes -----------------------------------------------------------------------------------------------
def test_a_sign_off_dies_with_a_word_and_lives_again_when_it_returns(leaflets, signed, small):
    path, before = small.po("tablets", "ru"), signed.read_bytes()
    change(path, RU_WATER, "Запивайте их молоком.")
    row = states(leaflets)
    assert (row["signed"], row["stale"], row["draft"]) == (25, 1, True)
    assert row["changed"][0].endswith(": translation: Запивайте их [-водой-]{+молоком+}.")
    change(path, "Запивайте их молоком.", RU_WATER)
    assert states(leaflets)["draft"] is False
    assert signed.read_bytes() == before


def test_a_changed_source_is_told_with_its_words(leaflets, signed, small):
    change(small.templates / "tablets/leaflet.html", "more than 8", "more than 6")
    leaflets("update")
    fill(small.po("tablets", "ru"), {DOSE.replace("8", "6"): RU_DOSE.replace("8", "6")})
    result = leaflets("check")
    assert result.exit_code == 0, result.output
    assert (
        "ru (safety:dose): review: other words were signed: source: Do not take more than [-8-]{+6+} tablets a day.; "
        "translation: Не принимайте больше [-8-]{+6+} таблеток в день. [safety/signed-off]"
    ) in result.output


def test_words_that_another_leaflet_uses_are_nobodys_former_words(leaflets, sign, small):
    write(small.templates / "drops/leaflet.toml", CARD.replace("tablets", "drops"))
    six = '{% block title %}{% trans "safety:dose" %}Do not take more than 6 drops a day.{% endtrans %}{% endblock %}'
    write(small.templates / "drops/leaflet.html", six)
    leaflets("update")
    fill(small.po("drops", "ru"), {"Do not take more than 6 drops a day.": "Не принимайте больше 6 капель в день."})
    sign("reviewer", "--only", "dose", "--leaflet", "tablets")
    rows = json.loads(leaflets("status", "--format", "json").output)["leaflets"]
    drops = next(row for row in rows if (row["language"], row["leaflet"]) == ("ru", "drops"))
    assert (drops["stale"], drops["unsigned"]) == (0, 22)


def test_a_translation_that_became_fuzzy_is_signed_by_nobody(leaflets, signed, small):
    change(small.po("tablets", "ru"), f'msgid "{WATER}"', f'#, fuzzy\nmsgid "{WATER}"')
    assert states(leaflets)["signed"] == 25


def test_every_plural_form_is_bound():
    entry = Entry(wording("a", "b", "c", plural="Do not."), (SignOff("reviewer", "Test Reviewer", DAY),))
    signoffs = SignOffs(PATH, "ru", entries=(entry,))
    assert signoffs.standing(entry.wording).state is State.PARTLY
    assert signoffs.standing(wording("a", "b", "d", plural="Do not.")).state is State.STALE


# ---- draft and final ----------------------------------------------------------------------------------------------
def test_a_language_signed_in_full_says_by_whom_and_loses_the_draft_mark(leaflets, sign, signed, small):
    sign("translator", "--only", "dose", name="Test Translator")
    assert leaflets("build").exit_code == 0
    page = (small.output / "ru/tablets.html").read_text()
    assert "Draft" not in page
    assert "Черновик" not in page
    assert "<li>Перевод: <bdi>Test Translator</bdi></li>" in page
    assert "<li>Проверка: <bdi>Test Clinician</bdi> и <bdi>Test Reviewer</bdi></li>" in page
    assert "<li>Последняя проверка: 2 января 2026" in page
    paper = pypdfium2.PdfDocument(small.output / "ru/tablets.pdf")[0].get_textpage().get_text_range()
    assert "Draft" not in paper
    shown = "".join(char for char in paper if char.isprintable())  # without the marks around a name
    assert "Перевод: Test Translator · Проверка: Test Clinician и Test Reviewer" in shown
    listed = json.loads((small.output / "manifest.json").read_text())["editions"]
    assert [listed[f"{code}/tablets.pdf"]["draft"] for code in ("ru", "en")] == [False, True]
    assert (small.output / "index.html").read_text().count("draft, not reviewed") == 1


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_name_keeps_its_order_in_right_to_left_text(here, form):
    from leaflets.checks.run import catalogs
    from leaflets.document import compose
    from leaflets.render import FORMATS
    from leaflets.render.pages import Look
    from test_pdf import rows, squeezed

    leaflet, arabic = here.leaflets[GLUTATHIONE], language("ar")
    by = (SignOff("reviewer", "Dr. A. <b>Test</b>, M.D.", DAY), SignOff("clinician", "د. مثال", DAY))
    entries = tuple(Entry(row.wording, by) for row in review_sheet(here, arabic, [leaflet]).rows)
    signoffs = SignOffs(PATH, "ar", entries=entries)
    document = compose(here, leaflet, arabic, catalogs(here, leaflet, arabic), signoffs)
    data = FORMATS[form](here, document, Look()).data
    if form == "html":
        page = data.decode()
        assert "<bdi>د. مثال</bdi>" in page
        name = page[page.index("<li>المراجعة: ") :].partition("</li>")[0]
        assert "Dr. A. &lt;b&gt;Test&lt;/b&gt;, M.D." in re.sub("<[^>]*>", "", name)
        assert name.count("<bdi>") == 2
    else:
        lines = [squeezed(line) for sheet in pypdfium2.PdfDocument(data) for line in rows(sheet)]
        assert any("Dr.A.<b>Test</b>,M.D." in line for line in lines)


def test_the_checks_of_pages_are_content_with_names_on_them(tmp_path):
    for name in ("templates", "locales", "pyproject.toml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    project, by = Project.at(tmp_path), (*BY, SignOff("translator", "O. Test-Übersetzer", DAY))
    for code in ("ar", "ur", "zh_Hans"):
        entries = tuple(
            Entry(row.wording, by) for row in review_sheet(project, language(code), project.pick_leaflets(())).rows
        )
        write(project.signoffs(code), "")
        project.signoffs(code).write_text(SignOffs(PATH, code, entries=entries).text)
    outcome = build(project, order(project, tmp_path / "out", languages=["ar", "ur", "zh_Hans"]))
    assert outcome.refused == ()
    listed = json.loads((tmp_path / "out/manifest.json").read_text())["editions"]
    assert [entry["draft"] for entry in listed.values()] == [False] * 6


@pytest.mark.parametrize("unfit", ["a word", "one role", "another role", "a theme word", "fuzzy"])
def test_while_one_thing_is_unsigned_it_is_a_draft(leaflets, sign, signed, small, unfit):
    if unfit == "a word":
        change(small.po("tablets", "ru"), RU_WATER, "Запивайте водой.")
    elif unfit == "fuzzy":
        change(small.po("tablets", "ru"), f'msgid "{WATER}"', f'#, fuzzy\nmsgid "{WATER}"')
    elif unfit == "a theme word":
        change(small.po("common", "ru"), "Другие языки", "Прочие языки")
    else:
        kept = BY[:1] if unfit == "one role" else BY[1:]
        entries = SignOffs.of(small, "ru").entries
        fewer = [Entry(row.wording, kept) if row.wording == wording() else row for row in entries]
        signed.write_text(SignOffs(signed, "ru", entries=tuple(fewer)).text)
    assert leaflets("build", "--draft").exit_code == 0
    assert "Черновик, не проверен" in (small.output / "ru/tablets.html").read_text()


def test_the_source_language_is_signed_too(leaflets, sign, small):
    for role in ("reviewer", "clinician"):
        assert sign(role, "--all", lang="en").exit_code == 0
    assert leaflets("build").exit_code == 0
    page = (small.output / "en/tablets.html").read_text()
    assert "Draft" not in page
    assert "<li>Reviewed by <bdi>Test Clinician</bdi> and <bdi>Test Reviewer</bdi></li>" in page
    assert "Translated" not in page
    change(small.templates / "tablets/leaflet.html", "Drink water", "Drink some water")
    assert states(leaflets, "en")["changed"][0].endswith("source: Drink{+ some+} water with them.")
    result = leaflets("check", "--lang", "en")
    assert result.exit_code == 0, result.output
    found = "templates/tablets/leaflet.html:9: en: review: other words were signed: source: Drink{+ some+} water"
    assert found in result.output


def test_an_edition_shows_no_clock(leaflets, signed, small):
    leaflets("build")
    before = {path: path.read_bytes() for path in small.output.rglob("*.*")}
    shutil.rmtree(small.output)
    leaflets("build")
    assert {path: path.read_bytes() for path in small.output.rglob("*.*")} == before


# ---- what check and status say ------------------------------------------------------------------------------------
def test_check_is_silent_about_sign_offs_until_somebody_signs(leaflets):
    assert "signed" not in leaflets("check").output
    assert leaflets("check", "--strict").exit_code == 0
    assert "Nobody has reviewed or signed any of them." in leaflets("status").output


def test_check_counts_what_is_not_signed_in_one_line_a_catalog(leaflets, sign):
    sign("reviewer", "--only", "dose", "--leaflet", "tablets")
    result = leaflets("check")
    assert result.exit_code == 0
    assert result.output.count("[safety/signed-off]") == 2
    assert (
        "tablets.po:1: ru: review: not all is signed: 1 partly signed, 4 unsigned [safety/signed-off]" in result.output
    )
    assert leaflets("check", "--strict").exit_code == 1


def test_check_has_nothing_to_say_when_all_is_signed(leaflets, signed):
    assert leaflets("check", "--strict").exit_code == 0


def test_status_shows_each_leaflet_and_what_changed(leaflets, signed, small):
    change(small.po("tablets", "ru"), RU_WATER, "Запивайте их <молоком>.")
    text = leaflets("status").output
    assert "ru        tablets                        25       0      1         0  draft" in text
    assert "translation: Запивайте их [-водой-]{+<молоком>+}." in text
    page = leaflets("status", "--format", "html").output
    assert "&lt;молоком&gt;" in page
    assert "<td>25</td><td>0</td><td>1</td><td>0</td>" in page


def test_status_shows_a_language_of_which_nothing_is_known(leaflets, signed):
    leaflets("update", "--lang", "sw")
    assert "sw        tablets" in leaflets("status").output


# ---- the back-translation -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "back", "said"),
    [
        (DOSE, "You must not take more than 8 tablets each day.", ""),
        (DOSE, "Do not take more than 6 tablets a day.", "8 became 6"),
        (DOSE, "Take up to 8 tablets a day.", "“not” is lost"),
        ("Wait 24 hours.", "Wait 24 days.", "24 hour became 24 day"),
        ("Take it.", "Do not take it.", "“not” is not in the source"),
        (
            "Tell us if you have liver disease.",
            "Tell us if you have kidney disease.",
            "lost: liver; not in the source: kidney",
        ),
    ],
    ids=["agrees", "number", "negation", "quantity", "negation added", "concept"],
)
def test_a_back_translation_is_compared_with_the_source(source, back, said):
    from leaflets.checks.safety.back_translation_agrees import differences

    found = differences((source,), back)
    assert (said in "; ".join(found)) if said else found == []


# ---- cosmetic edits -----------------------------------------------------------------------------------------------
@pytest.fixture
def edited(leaflets, signed, small):
    """Return a function that edits a sentence of the template and keeps its translation."""

    def edit(old, new, translation, former=RU_WATER):
        change(small.templates / "tablets/leaflet.html", old, new)
        leaflets("update")
        path = small.po("tablets", "ru")
        fill(path, {new: translation})
        path.write_text(path.read_text().replace("#, fuzzy\n", "").replace(former, translation))

    return edit


def cosmetic(leaflets, *words, lang="ru"):
    name = ("--name", "Test Editor", "--date", DAY)
    return leaflets("sign", "--lang", lang, *name, "--cosmetic", "A comma was missing.", *words)


def test_a_cosmetic_edit_carries_sign_offs_over_with_name_and_reason(leaflets, edited, small):
    edited(WATER, "Drink water, with them.", RU_WATER)
    assert states(leaflets)["stale"] == 1
    result = cosmetic(leaflets, "--all")
    assert result.exit_code == 0, result.output
    assert "ru: already: 25, signed: 1" in result.output
    assert states(leaflets)["draft"] is False
    assert '.cosmetic."Test Editor" = { date = 2026-01-02, of = "' in small.signoffs("ru").read_text()
    assert 'reason = "A comma was missing." }' in small.signoffs("ru").read_text()
    assert "ru: already: 26" in cosmetic(leaflets, "--all").output
    leaflets("build", "--lang", "ru", "--format", "html")
    assert "Test Editor" not in (small.output / "ru/tablets.html").read_text()


def test_a_second_cosmetic_edit_carries_them_on(leaflets, edited):
    edited(WATER, "Drink water, with them.", RU_WATER)
    cosmetic(leaflets, "--all")
    edited("Drink water, with them.", "Drink water, with them!", RU_WATER)
    cosmetic(leaflets, "--all")
    assert states(leaflets)["draft"] is False


def test_the_source_language_carries_a_cosmetic_edit_too(leaflets, sign, small):
    sign("reviewer", "--all", lang="en")
    sign("clinician", "--all", lang="en")
    change(small.templates / "tablets/leaflet.html", WATER, "Drink water, with them.")
    assert cosmetic(leaflets, "--all", lang="en").exit_code == 0
    assert states(leaflets, "en")["draft"] is False


def test_safety_wording_is_never_carried_over(leaflets, edited, small):
    edited(DOSE, "Do not take more than 8 tablets, a day.", RU_DOSE, RU_DOSE)
    result = cosmetic(leaflets, "--only", "dose")
    assert result.exit_code == 1
    assert "safety wording is never signed by --cosmetic" in result.output
    assert states(leaflets)["stale"] == 1


@pytest.mark.parametrize(
    ("new", "translation", "why"),
    [
        ("Drink water, with them.", "Запивайте водой.", "the translation was changed too"),
        ("Never drink water with them.", RU_WATER, "the source says something else: “not” is not in the source"),
        ("Drink 2 litres of water with them.", RU_WATER, "2 is not in the source"),
    ],
    ids=["translation", "negation", "number"],
)
def test_a_change_that_is_not_cosmetic_is_refused(leaflets, edited, small, new, translation, why):
    edited(WATER, new, translation)
    before = small.signoffs("ru").read_bytes()
    result = cosmetic(leaflets, "--all")
    assert result.exit_code == 1
    assert why in result.output
    assert small.signoffs("ru").read_bytes() == before


def test_a_carried_line_that_was_written_by_hand_counts_for_nothing_more():
    old, new = wording(context=None), wording("Другое.", context=None)
    by = SignOff("reviewer", "Test Reviewer", DAY)
    link = Carried("Test Editor", DAY, old.fingerprint, "Nothing.")
    signoffs = SignOffs(PATH, "ru", entries=(Entry(old, (by,)), Entry(new, (), (link,))))
    assert signoffs.by(new) == ()
    safety = wording(RU_DOSE, source=f"{DOSE}!")
    link = Carried("Test Editor", DAY, wording().fingerprint, "Nothing.")
    assert SignOffs(PATH, "ru", entries=(Entry(wording(), BY), Entry(safety, (), (link,)))).by(safety) == ()
    circle = (Entry(old, (by,), (Carried("Test Editor", DAY, old.fingerprint, "Round."),)),)
    assert SignOffs(PATH, "ru", entries=circle).by(old) == (by,)


# ---- the signature over the file ----------------------------------------------------------------------------------
@pytest.fixture
def key(tmp_path, small):
    """Return a fresh SSH key whose signature counts in the small project."""
    path = tmp_path / "key"
    make_key(path)
    public = path.with_suffix(".pub").read_text()
    small.allowed_signers.write_text(f'test@example.org namespaces="leaflets" {public}')
    return path


def make_key(path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", path], check=True)


@needs("ssh-keygen")
def test_with_allowed_signers_no_sign_off_counts_without_a_signature(leaflets, sign, small, key):
    for role in ("reviewer", "clinician"):
        result = sign(role, "--all")
        assert "No sign-off counts until the file is signed with a key" in result.output
    result = leaflets("check")
    assert result.exit_code == 1
    assert (
        "locales/ru/signoffs.toml:1: ru: error: the signature is missing [safety/signoffs-untouched]" in result.output
    )
    assert result.output.count("signoffs-untouched") == 1
    assert states(leaflets)["draft"] is True
    result = sign("clinician", "--all", "--key", key)
    assert result.exit_code == 0, result.output
    assert "Before, the signature is missing. Your key now stands for every line of the file" in result.output
    assert leaflets("check", "--strict").exit_code == 0
    assert states(leaflets)["draft"] is False


@needs("ssh-keygen")
@pytest.mark.parametrize("kind", ["a line added", "another key", "another purpose", "no signature"])
def test_a_signature_that_does_not_fit_is_an_error_and_a_draft(leaflets, sign, small, key, tmp_path, kind):
    sign("reviewer", "--all", "--key", key)
    sign("clinician", "--all", "--key", key)
    path, seal = small.signoffs("ru"), small.signoffs("ru").with_name("signoffs.toml.sig")
    assert states(leaflets)["draft"] is False
    if kind == "a line added":
        sign("reviewer", "--only", "dose", name="Test Other")
    elif kind == "no signature":
        seal.write_text("nothing\n")
    else:
        other = tmp_path / "other" if kind == "another key" else key
        if other != key:
            make_key(other)
        purpose = "leaflets" if kind == "another key" else "git"
        words = ["ssh-keygen", "-Y", "sign", "-n", purpose, "-f", other]
        seal.write_bytes(subprocess.run(words, input=path.read_bytes(), capture_output=True, check=True).stdout)
    result = leaflets("check")
    assert result.exit_code == 1
    assert "[safety/signoffs-untouched]" in result.output
    assert states(leaflets)["draft"] is True
    assert leaflets("build", "--lang", "ru", "--format", "html").exit_code == 0
    assert "Draft, not reviewed" in (small.output / "ru/tablets.html").read_text()


@needs("ssh-keygen")
def test_a_key_that_cannot_sign_leaves_everything_as_it_was(sign, small, tmp_path):
    sign("reviewer", "--only", "dose")
    before = small.signoffs("ru").read_bytes()
    result = sign("clinician", "--all", "--key", tmp_path / "none")
    assert result.exit_code == 2
    assert "none cannot sign: " in result.output
    assert small.signoffs("ru").read_bytes() == before


def test_without_ssh_keygen_the_machine_lacks_something(leaflets, signed, small, monkeypatch):
    small.allowed_signers.write_text("nobody\n")
    signed.with_name("signoffs.toml.sig").write_text("nothing\n")
    monkeypatch.setenv("PATH", "/nowhere")
    result = leaflets("check")
    assert result.exit_code == 3
    assert "There is no ssh-keygen on this machine." in result.output


# ---- nobody is invented -------------------------------------------------------------------------------------------
def test_the_shipped_catalogs_are_unsigned():
    assert list((ROOT / "locales").rglob("signoffs.toml*")) == []


def test_a_language_without_sign_offs_is_read_as_unsigned(small):
    assert SignOffs.of(Project.at(small.root), "ru").entries == ()


def test_an_unknown_language_is_explained(leaflets):
    result = CliRunner().invoke(
        main, ["sign", "--lang", "rru", "--role", "reviewer", "--name", "Test Reviewer", "--all"]
    )
    assert result.exit_code == 2
    assert "Did you mean ru?" in result.output


def test_a_damaged_text_names_path_and_line():
    with pytest.raises(LeafletsError, match=r"^locales/ru/signoffs.toml:2: this line was edited") as error:
        parse("\nnonsense", PATH, "ru")
    assert "last good version" in error.value.hint
