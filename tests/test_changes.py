"""What changed for a patient: nothing is passed over, safety wording stands first, and each version is shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import fill, git, needs, write
from leaflets.changes import Change, changes
from leaflets.difference import marked
from leaflets.language import language
from leaflets.wording import Statement, Wording, read

EN, RU, ZH, TA = (language(code) for code in ("en", "ru", "zh_Hans", "ta"))
DOSE = Statement("safety:dose", "No more than 8 tablets.", "Не больше 8 таблеток.")
WATER = Statement(None, "Drink water.", "Пейте воду.")


def kinds(before, after):
    return kinds_of(Wording(before), Wording(after))


def kinds_of(before, after):
    return [(change.kind, change.statement.context) for change in changes(before, after)]


def test_nothing_changed():
    assert kinds((DOSE, WATER), (DOSE, WATER)) == []


def test_another_order_is_no_change():
    assert kinds((DOSE, WATER), (WATER, DOSE)) == []


def test_safety_wording_stands_first_then_the_order_of_reading():
    new = Statement(None, "Store them in a dry place.", "Храните в сухом месте.")
    dose = Statement("safety:dose", "Take one.", "Примите одну.")
    assert kinds((WATER, DOSE), (new, dose)) == [
        ("changed", "safety:dose"), ("added", None), ("removed", None),
    ]  # fmt: skip


def test_a_safety_statement_is_known_by_its_context_however_it_is_rewritten():
    [change] = changes(Wording((DOSE,)), Wording((Statement("safety:dose", "Ask us.", "Спросите нас."),)))
    assert change.before == DOSE


def test_other_wording_is_known_by_its_words():
    [change] = changes(Wording((WATER,)), Wording((Statement(None, "Drink clean water.", "Пейте чистую воду."),)))
    assert change.before == WATER


def test_a_translation_alone_can_change():
    other = Statement("safety:dose", DOSE.source, "Не больше 6 таблеток.")
    [change] = changes(Wording((DOSE,)), Wording((other,)))
    assert change.source(EN) == [("same", "No more than 8 tablets.")]
    assert change.text(RU) == [("same", "Не больше "), ("old", "8"), ("new", "6"), ("same", " таблеток.")]
    assert change.numbers(RU, "text") == "8 became 6"


def test_sources_and_pictures_count():
    before = Wording((), ("A book, 2019.",), (("drip.svg", "0" * 64),))
    after = Wording((), ("A book, 2020.",), (("drip.svg", "1" * 64),))
    assert kinds_of(before, after) == [("changed", "source"), ("changed", "picture")]


def test_of_two_statements_of_one_context_each_finds_its_own():
    one, two = Statement("safety:x", "Do not drive.", "а"), Statement("safety:x", "Keep it cold.", "б")
    new_one, new_two = (
        Statement("safety:x", "Do not drive or cycle.", "а"),
        Statement("safety:x", "Keep it very cold.", "б"),
    )
    found = changes(Wording((one, two)), Wording((new_one, new_two)))
    assert [change.before for change in found] == [one, two]


@pytest.mark.parametrize(
    ("before", "after", "known", "parts"),
    [
        ("Take 1,400 mg.", "Take 1,500 mg.", EN, [("old", "1,400"), ("new", "1,500")]),
        ("最多8片。", "最多6片。", ZH, [("old", "8"), ("new", "6")]),
        ("最多1400毫克。", "最多1500毫克。", ZH, [("old", "1400"), ("new", "1500")]),
        ("Do not inject", "Never ever inject", EN, [("old", "Do not"), ("new", "Never ever")]),
        ("", "All new.", EN, [("new", "All new.")]),
        ("All gone.", "", EN, [("old", "All gone.")]),
        ("Не делайте этого дома", "Never do this at home", RU, [("old", "Не делайте этого дома"), ("new", "Never do this at home")]),
    ],
    ids=["number", "signs", "number in signs", "words together", "new", "gone", "nothing in common"],
)  # fmt: skip
def test_words_are_marked(before, after, known, parts):
    assert [part for part in marked(before, after, known) if part[0] != "same"] == parts


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([EN, RU, ZH, TA]))
def test_both_texts_can_be_read_out_of_the_marks(before, after, known):
    parts = marked(before, after, known)
    assert "".join(text for mark, text in parts if mark != "old") == after
    kept = "".join(text for mark, text in parts if mark != "new")
    assert kept == before or re.sub(r"\s", "", kept) == re.sub(r"\s", "", before)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("8 tablets", "6 tablets", "8 became 6"), ("8 tablets", "tablets", "8 is gone"), ("tablets", "6 tablets", "6 is new"), ("8", "eight", ""), ("a", "b", "")],
)  # fmt: skip
def test_numbers_that_changed_are_named(before, after, said):
    change = Change(Statement(None, before, before), Statement(None, after, after))
    assert change.numbers(EN, "source") == said


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
statements = st.lists(st.builds(Statement, st.none() | text, text, text), max_size=4).map(tuple)


@given(statements, statements, st.lists(text, max_size=2).map(tuple))
def test_two_wordings_have_the_same_bytes_only_when_they_are_the_same(one, two, sources):
    first, second = Wording(one, sources), Wording(two, sources)
    assert (first.data == second.data) == (first == second)
    assert read(first.data) == first


# ---- leaflets diff ------------------------------------------------------------------------------------------------
@pytest.fixture
def kept(small):
    """Return the small project as it stands in git."""
    git(small.root, "init", "-q")
    git(small.root, "add", "-A")
    git(small.root, "commit", "-qm", "first")
    return small


def rewritten(small, leaflets):
    path = small.templates / "tablets/leaflet.html"
    path.write_text(path.read_text().replace("more than 8 tablets", "more than 6 tablets"))
    leaflets("update")
    fill(
        small.po("tablets", "ru"),
        {"Do not take more than 6 tablets a day.": "Не принимайте больше 6 таблеток в день."},
    )


@needs("git")
def test_a_revision_is_compared_in_every_language(leaflets, kept):
    assert leaflets("diff", "HEAD").output == "Nothing changed for a patient.\n"
    rewritten(kept, leaflets)
    result = leaflets("diff", "HEAD")
    assert result.exit_code == 0, result.output
    assert result.output == (
        "tablets, English: 1 statement changed\n"
        "  SAFETY, changed (safety:dose)\n"
        "    en: Do not take more than [-8-]{+6+} tablets a day.\n"
        "    numbers, en: 8 became 6\n"
        "\n"
        "tablets, Russian: 1 statement changed\n"
        "  SAFETY, changed (safety:dose)\n"
        "    en: Do not take more than [-8-]{+6+} tablets a day.\n"
        "    ru: Не принимайте больше [-8-]{+6+} таблеток в день.\n"
        "    numbers, en: 8 became 6\n"
        "    numbers, ru: 8 became 6\n"
    )
    assert "Russian" not in leaflets("diff", "HEAD", "--lang", "en").output


@needs("git")
def test_the_changes_are_markdown_and_html_that_nothing_in_them_can_break(leaflets, kept):
    rewritten(kept, leaflets)
    path = kept.po("tablets", "ru")
    path.write_text(path.read_text().replace("Запивайте их водой.", "Запивайте *их* &lt;b&gt; водой."))
    shown = leaflets("diff", "HEAD", "--lang", "ru", "--format", "markdown").output
    assert "## tablets, Russian" in shown
    assert "  - Russian: Не принимайте больше <del>8</del><ins>6</ins> таблеток в день." in shown
    assert r"<ins>\*</ins>их<ins>\* &amp;lt;b&amp;gt;</ins>" in shown
    page = leaflets("diff", "HEAD", "--lang", "ru", "--format", "html").output
    assert '<p lang="ru" dir="ltr">Не принимайте больше <del>8</del><ins>6</ins> таблеток в день.</p>' in page
    assert "&amp;lt;b&amp;gt;" in page
    assert '<aside class="emergency">\n<h3>SAFETY, changed (safety:dose)</h3>' in page


@needs("git")
@pytest.mark.parametrize("style", ["text", "markdown", "html"])
def test_a_change_that_cannot_be_seen_is_shown(leaflets, kept, style):
    path = kept.po("tablets", "ru")
    path.write_text(path.read_text().replace("больше 8", "больше \u202e8"))
    said = leaflets("diff", "HEAD", "--lang", "ru", "--format", style).output
    assert "\u202e" not in said
    assert "U+202E" in said


@needs("git")
def test_a_phone_number_in_the_settings_is_a_change_for_a_patient(leaflets, kept):
    path = kept.root / "leaflets.toml"
    path.write_text(path.read_text().replace("0001", "0002"))
    result = leaflets("diff", "HEAD", "--lang", "ru")
    assert "ru: Экстренный телефон: [-+000 00 000 0001-]{++000 00 000 0002+}" in result.output


@needs("git")
def test_a_leaflet_and_a_language_that_came_or_went_are_named(leaflets, kept):
    write(
        kept.templates / "drops/leaflet.toml",
        'id = "drops"\nversion = "1"\nissued = 2026-01-02\nreview_due = 2027-01-02\n',
    )
    write(kept.templates / "drops/leaflet.html", "{% block title %}{% trans %}Drops{% endtrans %}{% endblock %}\n")
    for path in kept.po("tablets", "ru").parent.iterdir():
        path.unlink()
    kept.po("tablets", "ru").parent.rmdir()
    said = leaflets("diff", "HEAD").output
    assert "drops, English: is new" in said
    assert "tablets, Russian: is gone" in said


@needs("git")
def test_a_project_below_the_top_of_its_repository_is_found_there(leaflets, small):
    git(small.root.parent, "init", "-q")
    git(small.root.parent, "add", "-A")
    git(small.root.parent, "commit", "-qm", "first")
    rewritten(small, leaflets)
    assert "numbers, ru: 8 became 6" in leaflets("diff", "HEAD").output


@needs("git")
def test_a_release_is_compared_with_today(leaflets, small, monkeypatch):
    import datetime as dt

    from leaflets import release
    from leaflets.signoff import SignOff
    from leaflets.standing import SignOffs, Standing, State

    by = (SignOff("reviewer", "Test Reviewer", dt.date(2026, 1, 1)),)
    monkeypatch.setattr(SignOffs, "standing", lambda *_, **__: Standing(State.SIGNED, by))
    monkeypatch.setattr("leaflets.release.today", lambda: dt.date(2026, 6, 1))
    leaflets("build", "--release", "--format", "html")
    code = release.Ledger.read(small).codes[1]
    rewritten(small, leaflets)
    result = leaflets("diff", code.lower())
    assert result.output.startswith("tablets, Russian: 1 statement changed\n")
    assert "numbers, ru: 8 became 6" in result.output
    assert leaflets("diff", code, "--lang", "ru").exit_code == 2


@needs("git")
@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nosuch", "There is no revision nosuch."),
        ("HEAD~99", "There is no revision HEAD~99."),
        ("-x", "There is no revision -x."),
        ("HEAD:templates", "There is no revision HEAD:templates."),
        ("", "There is no revision ."),
    ],
)
def test_an_unknown_revision_is_explained(leaflets, kept, revision, said):
    result = leaflets("diff", "--", revision)
    assert result.exit_code == 2
    assert said in result.output
    assert "git log" in result.output


@needs("git")
def test_a_shallow_clone_says_how_to_get_the_rest(leaflets, kept, tmp_path, monkeypatch):
    write(kept.root / "more", "x")
    git(kept.root, "add", "-A")
    git(kept.root, "commit", "-qm", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", kept.root.as_uri(), "shallow")
    result = leaflets("--project", tmp_path / "shallow", "diff", "HEAD~1")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.output


@needs("git")
def test_a_folder_without_git_is_explained(leaflets, small):
    result = leaflets("diff", "HEAD")
    assert result.exit_code == 2
    assert "not a git repository" in result.output


def test_a_machine_without_git_is_explained(leaflets, small, monkeypatch):
    monkeypatch.setenv("PATH", "")
    result = leaflets("diff", "HEAD")
    assert result.exit_code == 2
    assert "git is not on this machine." in result.output


@needs("git")
def test_a_revision_without_the_project_or_with_a_broken_one_is_explained(leaflets, small):
    git(small.root, "init", "-q")
    write(small.root / "README", "x")
    git(small.root, "add", "README")
    git(small.root, "commit", "-qm", "first")
    template = small.templates / "tablets/leaflet.html"
    sound = template.read_text()
    template.write_text("{% block title %}")
    git(small.root, "add", "-A")
    git(small.root, "commit", "-qm", "broken")
    template.write_text(sound)
    result = leaflets("diff", "HEAD~1")
    assert result.exit_code == 2
    assert "At HEAD~1: " in result.output
    assert "is not a leaflets project" in result.output
    result = leaflets("diff", "HEAD")
    assert result.exit_code == 2
    assert "At HEAD: HEAD:/templates/tablets/leaflet.html:1: " in result.output
