"""The dates of a sentence: which days, month and year belong together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from leaflets.meaning.numbers import Number

LOOSE = 6  # letters at most, other than a unit's, between the parts of a date: “de”, “and”
FAR = 24  # characters at most, with units
LINKS = " ,.-/"


@dataclass(frozen=True, slots=True)
class Date:
    """A month, and the days and the year beside it, if any."""

    month: Number
    days: tuple[Number, ...] = ()
    year: Number | None = None

    def agrees(self, other: "Date") -> bool:
        """Whether both can be the same date: one month, a day in common, and no two years."""
        years = not (self.year and other.year) or self.year.values & other.year.values
        days = not (self.days or other.days) or any(a.values & b.values for a in self.days for b in other.days)
        return bool(self.month.values & other.month.values and days and years)

    def torn(self, called: AbstractSet[Number] = frozenset()) -> bool:
        """Whether the year leads where it does not: “2026 March 4”.

        It does where a word follows it (“of the year 2026”), and where the day is ``called`` one: 4 日.
        """
        if not self.year or not self.days:
            return False
        led = 0 <= self.month.start - self.year.end <= 1
        return led and self.month.start < self.days[0].start and self.days[0] not in called


def dates(
    text: str,
    months: Iterable[Number],
    days: Iterable[Number],
    years: Iterable[Number],
    apart: Iterable[tuple[int, int]],
) -> list[Date]:
    """Return the dates of ``text``: each month takes the nearest days and year that stand beside it.

    ``apart`` are the places of units, which may stand between the parts.
    """
    covered = {place for start, end in apart for place in range(start, end)}
    names, free = list(months), list(days)
    first = _nearest(text, {name: [name] for name in names}, free, covered)
    taken = set(first.values())
    free = [day for day in free if day not in taken]
    second = _nearest(text, {name: [day] for name, day in first.items()}, free, covered)  # 4 and 5 March
    found = {name: tuple(day[name] for day in (first, second) if name in day) for name in names}
    year = _nearest(text, {name: [name, *found[name]] for name in names}, list(years), covered)
    return [Date(name, found[name], year.get(name)) for name in names]


def _nearest(
    text: str, groups: dict[Number, list[Number]], free: list[Number], covered: AbstractSet[int]
) -> dict[Number, Number]:
    """Return for each month the nearest of ``free`` that has next to nothing between it and the month's parts."""
    starts = [number.start for number in free]
    gaps = (
        (gap, month, number)
        for month, group in groups.items()
        for number in free[
            bisect_left(starts, group[0].start - 3 * FAR) : bisect_right(starts, group[-1].end + 3 * FAR)
        ]
        for gap in _gaps(text, group, number, covered)
    )
    found: dict[Number, Number] = {}
    taken: set[Number] = set()
    for _, month, number in sorted(gaps, key=lambda row: row[0]):
        if month not in found and number not in taken:
            found[month] = number
            taken.add(number)
    return found


def _gaps(text: str, group: list[Number], number: Number, covered: AbstractSet[int]) -> Iterator[int]:
    for part in group:
        start, end = (part.end, number.start) if part.end <= number.start else (number.end, part.start)
        if not 0 <= end - start <= FAR:
            continue
        between = [text[place] for place in range(start, end) if place not in covered and text[place] not in LINKS]
        if len(between) <= LOOSE and not any(map(str.isdigit, between)):
            yield end - start
