"""What is written in the source language: words, marks, sources and dates."""

import datetime as dt
import warnings
from types import SimpleNamespace

import pytest

from conftest import GLUTATHIONE, order
from leaflets.build import build
from leaflets.checks.registry import Example, all_checks
from leaflets.checks.run import Choice, check_project
from leaflets.checks.source.plain_words import reading_grade, syllables
from leaflets.extract import messages
from leaflets.project import Project


def found(check, source, context=None):
    return [row.message for row in all_checks()[check].finds(Example(source, context=context))]


@pytest.mark.parametrize(
    "text",
    [
        "Take it once a day.",
        "Take one tablet once.",
        "Hold your next dose if you vomit.",
        "Do not stop without asking your doctor.",
        "Do not forget not to drink.",
        "Do not stop unless you cannot go on.",
        "It is not uncommon to feel sick.",
        "Give .5 mg now.",
        "Give 5.0 mg now.",
        "Give 50 µg now.",
        "Take 2.",
        "Take 2 in the morning.",
        "Do not take more than 8.",
    ],
)
def test_a_dangerous_word_is_found_in_safety_wording_only(text):
    assert found("source/dangerous-words", text, "safety:x")
    assert not found("source/dangerous-words", text)


@pytest.mark.parametrize(
    "text",
    [
        "Get emergency help at once.",
        "Do not drive if you do not feel well.",
        "Do not stop unless your doctor tells you.",
        "Once you feel better, rest.",
        "Hold the tablet under your tongue.",
        "Hold your breath.",
        "Do not use it under water, until it is dry or unless you are told to.",
        "Give 0.5 mg now, and 50 mcg later.",
        "Take 2 or 3 tablets.",
        "Wait at least 6 hours.",
        "No more than 4 patients had it before 2019.",
        "Call 112.",
        "Throw away what is older than 2019.",
    ],
)
def test_a_harmless_word_is_left_alone(text):
    assert not found("source/dangerous-words", text, "safety:x")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Take 2 tablets with water.", "a dose (2 tablet)"),
        ("Put it on 2 times a day.", "a dose (2 time)"),
        ("If you feel sick, do not drive.", "a ban (“do not drive.”)"),
        ("You must not drive.", "a ban (“you must not drive.”)"),
        ("Wash the skin and don’t rub it.", "a ban (“don't rub it.”)"),
        ("If you are pregnant, ask your doctor.", "a warning (pregnant)"),
        ("Call the emergency number.", "a warning (emergency)"),
        ("Call an ambulance for big burns.", "a warning (ambulance)"),
    ],
)
def test_what_can_hurt_is_asked_to_be_marked(text, what):
    assert found("source/safety-marked", text) == [f"{what} outside safety wording"]
    assert not found("source/safety-marked", text, "safety:x")


@pytest.mark.parametrize(
    "text",
    [
        "Emergency",
        "Hay fever is an allergy.",
        "The marks do not hurt.",
        "You do not need a doctor for it.",
        "Do not worry.",
        "It is 2 times more likely.",
        "The clinic is open 5 days a week.",
    ],
)
def test_what_cannot_hurt_needs_no_mark(text):
    assert not found("source/safety-marked", text)


def test_the_shipped_leaflet_has_nothing_dangerous_and_all_of_it_is_marked(here):
    wanted = ("source/dangerous-words", "source/safety-marked", "source/sources-dated", "source/review-due")
    report = check_project(here, here.leaflets.values(), [here.source], Choice(wanted))
    assert report.findings == ()
    assert report.messages > 70


def test_the_reading_grade_is_within_one_of_textstats(here):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat
    said = [message.source for message in messages(here, GLUTATHIONE)]
    text = "\n".join(line if line[-1] in ".?!" else f"{line}." for line in said)
    assert reading_grade(said) == pytest.approx(5.6, abs=0.05)  # the docstring says so
    assert textstat.flesch_kincaid_grade(text) == 5.1


@pytest.mark.parametrize(
    ("word", "count"),
    [("be", 1), ("made", 1), ("makes", 1), ("looked", 1), ("added", 2), ("trouble", 2), ("needles", 2), ("doses", 2),
     ("rashes", 2), ("aches", 2), ("medicines", 3), ("glutathione", 3), ("emergency", 4), ("tsk", 1)],
)  # fmt: skip
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_a_hard_leaflet_is_found_at_its_title_and_a_long_sentence_at_its_line(small):
    path = small.templates / "tablets/leaflet.html"
    hard = "Pharmaceutical preparations necessitate considerable additional consideration. "
    path.write_text(path.read_text().replace("Drink water", hard * 20 + "Drink " + "very " * 23 + "clean water"))
    report = check_project(small, small.leaflets.values(), [small.source], Choice(("source/plain-words",)))
    assert [(row.line, row.message.partition(" at grade")[0]) for row in report.findings] == [
        (1, "the leaflet reads"),
        (9, "a sentence of 28 words"),
    ]


def write_card(small, **dates):
    path = small.templates / "tablets/leaflet.toml"
    lines = [line for line in path.read_text().split("\n") if line.partition(" ")[0] not in dates]
    path.write_text("\n".join([*(f"{key} = {value}" for key, value in dates.items()), *lines]))
    return Project.at(small.root)


def told(project, check, today=dt.date(2026, 6, 1)):
    report = check_project(project, project.leaflets.values(), [project.source], Choice((check,), today=today))
    return [(row.severity, row.line, row.source, row.message) for row in report.findings]


@pytest.mark.parametrize(
    ("due", "what"),
    [
        ("2026-01-02", "the review is due before the issue, on 2026-01-02"),
        ("2025-01-02", "the review is due before the issue, on 2026-01-02"),
        ("2029-01-03", "the review is due more than 3 years after the issue, on 2026-01-02"),
        ("2029-01-02", None),
        ("2026-01-03", None),
    ],
)
def test_the_review_is_due_after_the_issue_and_within_three_years(small, due, what):
    project = write_card(small, issued="2026-01-02", review_due=due)
    wanted = [("error", 2, f"review_due = {due}", what)] if what else []
    assert told(project, "source/review-due") == wanted


def test_a_review_that_is_past_is_to_be_looked_at_from_the_next_day_on(small):
    project = write_card(small, review_due="2026-06-01")
    assert told(project, "source/review-not-past") == []
    tomorrow = told(project, "source/review-not-past", dt.date(2026, 6, 2))
    assert tomorrow == [("review", 1, "review_due = 2026-06-01", "the review was due on 2026-06-01")]


def test_a_card_that_is_wrong_refuses_every_language_and_draft(leaflets, small):
    write_card(small, review_due="2031-01-01")
    result = leaflets("build", "--draft")
    assert result.exit_code == 1
    assert "templates/tablets/leaflet.toml:1: en: error: the review is due more than 3 years" in result.output
    assert "Refused: en, ru." in result.output
    assert not small.output.exists()


SOURCES = """
[[sources]]
id = "one"
title = "A trial"
publisher = "A journal"
date = 2026-01-02

[[sources]]
id = "two"
title = "A trial"
publisher = "A journal"
date = 2026-01-03
"""


def test_a_source_that_is_younger_than_the_leaflet_is_found_at_its_date(small):
    path = small.templates / "tablets/leaflet.toml"
    path.write_text(path.read_text() + SOURCES)
    assert told(Project.at(small.root), "source/sources-dated") == [
        ("error", 16, "date = 2026-01-03", "the source two is of 2026-01-03")
    ]
    path.write_text(path.read_text().replace("\ndate = 2026-01-03", ""))
    with pytest.raises(Exception, match=r"leaflet.toml: \[sources\[1\]\]: Object missing required field `date`"):
        _ = Project.at(small.root).leaflets


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("It helps 30% of them.", True),
        ("One tablet holds 500 mg.", True),
        ("Of 114 patients, 33 went home.", True),
        ("Take 8 tablets.", False),
        ("Come 15 minutes early.", False),
    ],
)
def test_a_figure_asks_for_a_source(text, states):
    assert bool(found("source/sources-dated", text)) is states


def test_no_clock_changes_a_page(here, tmp_path, monkeypatch):
    pages, past = [], []
    for year in (2026, 2099):
        now = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
        monkeypatch.setattr(
            "leaflets.checks.run.dt", SimpleNamespace(datetime=SimpleNamespace(now=lambda now=now: now))
        )
        build(here, order(here, tmp_path / str(year), languages=["en"], formats=("html",)))
        pages.append((tmp_path / f"{year}/en/{GLUTATHIONE}.html").read_bytes())
        past.append(check_project(here, here.leaflets.values(), [here.source], Choice(("source/review-not-past",))))
    assert pages[0] == pages[1]
    assert [len(report.findings) for report in past] == [0, 1]


def test_english_rules_are_not_held_against_another_language(leaflets, small):
    settings = small.root / "leaflets.toml"
    settings.write_text('source = "es"\n' + settings.read_text())
    said = leaflets("check", "--lang", "es", "--select", "source/plain-words").output
    assert "cannot judge: source/plain-words in es: it reads en only" in said
