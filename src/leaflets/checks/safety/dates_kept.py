"""The day, the month and the year of a date stay together."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.dates import Date
from leaflets.meaning.numbers import NEAR, Kind
from leaflets.meaning.sense import Sense, sense


@check(
    "safety/dates-kept",
    severity=Severity.REVIEW,
    rationale="""
        “From 26 March to 4 April” and “from 4 March to 26 April” hold the same numbers. The patient comes to the
        appointment of another day.
    """,
    bad=Example("From 26 March to 4 April.", "С 4 марта по 26 апреля.", "ru"),
    good=Example("From 26 March to 4 April.", "С 26 марта по 4 апреля.", "ru"),
    needs="numbers",
)
def dates_kept(message: Message, target: Language) -> Iterator[Found]:
    """Each date of the source is in the translation, and they stand in its order.

    A date is told day, month, year or month, day, year; the year leads where a word calls it so, or the day a day.

    Known gap: dates in digits alone, 4/5/2026.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    what = _wrong(said, kept) if said.tells_dates and kept.tells_dates else ""
    if what:
        yield Found(what, f"The source says: {message.source}")


def _wrong(said: Sense, kept: Sense) -> str:
    if (said.dated - kept.dated) & kept.values and (kept.dated - said.dated) & said.values:
        return "a number has left its date, another stands in its place"
    if kept.torn_dates and not said.torn_dates:
        return "the parts of a date stand as in no date"
    if _mixed(said, kept):
        return "the parts of a date do not belong together"
    return ""


def _mixed(said: Sense, kept: Sense) -> bool:
    """Whether a date has taken the day or year of another, lost its own, or is told in another order."""
    left = [date for date in said.dates if date.days or date.year]
    years = frozenset().union(*(date.year.values for date in kept.dates if date.year))
    for date in left:
        there = [other for other in kept.dates if other.month.values & date.month.values]
        if len(there) != sum(bool(other.month.values & date.month.values) for other in said.dates):
            continue  # a month is written in a way that is not known
        lost = date.year and date.year.values & (kept.values - years)
        if lost or not any(date.agrees(other) or _day_in_words(date, other, kept) for other in there):
            return True
    mine = [date for date in left if any(date.agrees(other) for other in kept.dates)]
    theirs = [date for date in kept.dates if any(date.agrees(other) for other in left)]
    return len(mine) == len(theirs) and not all(one.agrees(two) for one, two in zip(mine, theirs, strict=True))


def _day_in_words(date: Date, other: Date, kept: Sense) -> bool:
    """Whether ``other``, which has no day in digits, has that of ``date`` in a word or a name: ika-22 ng Marso."""
    if other.days:
        return False
    start, end = other.month.start - NEAR, other.month.end + NEAR
    words = (
        n for n in kept.numbers if n.kind is not Kind.DIGITS and n != other.month and n.end > start and n.start < end
    )
    return any(word.values & day.values for word in words for day in date.days)
