"""Which numbers of a translation stand for which of its source, and which for none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from leaflets.meaning.numbers import Kind, Number, rounded

PARTED = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")
MINUTES = 60  # of an hour
BESIDE = 8  # characters between a number and its half: “1 and a half”


OFTEN_NONE = (Kind.WEAK, Kind.ENDING)  # words that are often no number


@dataclass(frozen=True, slots=True)
class Difference:
    """How the numbers of a translation differ from its source's.

    ``lost``: digits and names of the source without a counterpart; ``doubtful``: digits whose only counterpart is a
    weak word; ``words``: plain number words and Roman numerals without one; ``new``: digits that the source does not
    have, and its own words where they are numbers of another value: “once” left in Spanish is eleven.
    """

    lost: tuple[Number, ...]
    doubtful: tuple[Number, ...]
    words: tuple[Number, ...]
    new: tuple[Number, ...]


# what a number of the source may become, the likeliest first
BECOMES = {
    Kind.DIGITS: (Kind.DIGITS, Kind.WORD, Kind.NAME, Kind.NUMERAL),
    Kind.NAME: (Kind.NAME, Kind.DIGITS, Kind.WORD, Kind.NUMERAL),
    Kind.NUMERAL: (Kind.NUMERAL, Kind.DIGITS, Kind.WORD, Kind.WEAK, Kind.NAME),
    Kind.WORD: (Kind.WORD, Kind.WEAK, Kind.ENDING, Kind.DIGITS, Kind.NAME, Kind.NUMERAL),
    Kind.WEAK: (Kind.WEAK, Kind.ENDING, Kind.WORD, Kind.DIGITS, Kind.NUMERAL),
}


def difference(said: list[Number], kept: list[Number]) -> Difference:
    """Return how ``kept`` differs from ``said``. Each number has one counterpart; order is free."""
    if [(n.kind, n.values, n.month) for n in said] == [(n.kind, n.values, n.month) for n in kept]:
        return Difference((), (), (), ())
    said, kept = _with_times(said, kept), _with_times(kept, said)
    halves = [half for one, half in _mixed(said) if not _whole((one, half), kept)]
    left, free = _unmixed(list(said), list(kept))
    free, left = _unmixed(free, left)
    weak = [number for number in left if number.kind is Kind.WEAK]
    left = _paired([number for number in left if number.kind is not Kind.WEAK], free) + _paired(weak, free)
    left = [number for number in left if not _in_parts(number, [o for o in kept if o.kind not in OFTEN_NONE])]
    plain = [number for number in left if number.kind in {Kind.DIGITS, Kind.NAME}]
    doubtful = [number for number in plain if _same(number, kept, *OFTEN_NONE)]
    readings = [number.values | number.aside for number in said if number.kind is not Kind.DIGITS]
    readings += [n.values | n.aside for n in said if n.kind is Kind.DIGITS and len(n.values | n.aside) > 1]
    open_to_read = frozenset().union(*readings)
    return Difference(
        tuple(number for number in plain if number not in doubtful),
        tuple(doubtful),
        tuple(n for n in left if n.kind in {Kind.WORD, Kind.NUMERAL} or (n.kind is Kind.WEAK and n in halves)),
        tuple(
            number
            for number in free
            if _left_in(number, said)
            or (
                number.kind is Kind.DIGITS
                and not number.again
                and not number.values & open_to_read
                and not _in_parts(number, said)
            )
        ),
    )


def _paired(numbers: list[Number], free: list[Number]) -> list[Number]:
    """Take the counterparts of ``numbers`` out of ``free``, the likeliest first; return those that have none."""
    for exact in (True, False):  # 1 takes 1 before “1,000”, which can be read as 1
        for rank in range(max(map(len, BECOMES.values()))):
            numbers = [n for n in numbers if not _taken(n, BECOMES[n.kind][rank : rank + 1], free, exact=exact)]
    return numbers


def _with_times(numbers: list[Number], others: list[Number]) -> list[Number]:
    """Return ``numbers`` with the hours and minutes that some of them are beside a time of ``others``.

    What is 2:30 there is 14.30 here, or “half past two”.
    """
    times = [(hour.values, minutes.values) for hour, minutes in pairwise(others) if hour.clock]
    return [_with_time(number, times) for number in numbers] if times else numbers


def _with_time(number: Number, times: list[tuple[frozenset[float], frozenset[float]]]) -> Number:
    parted = PARTED.fullmatch(number.text)
    if parted:
        meant = [(float(parted[1]), float(parted[2]))]
    elif number.kind is Kind.DIGITS:
        return number
    else:
        meant = [(value // 1, rounded(value % 1 * MINUTES)) for value in number.values if value % 1]
    same = [(hour, part) for hour, part in meant for h, m in times if part in m and (hour in h or hour == 0)]
    aside = frozenset(value for pair in same for value in pair if value)
    kind = Kind.WORD if number.kind in OFTEN_NONE else number.kind
    return number._replace(aside=number.aside | aside, kind=kind) if aside else number


def _left_in(number: Number, said: list[Number]) -> bool:
    """Whether a number word is written as one of the source is, and no number of the source has its value."""
    written = any(number.text == other.text for other in said if other.kind in {Kind.WORD, Kind.WEAK})
    return written and not _same(number, said, *Kind)


def _mixed(numbers: list[Number]) -> Iterator[tuple[Number, Number]]:
    """Yield each number with the half or quarter right after it: “1 and a half”, 两天半."""
    for one, other in pairwise(numbers):
        near = 0 <= other.start - one.end <= BESIDE
        if near and len(one.values) == len(other.values) == 1 and max(other.values) < 1 <= min(one.values):
            yield one, other


def _whole(mixed: tuple[Number, Number], others: list[Number]) -> Number | None:
    """Return the number that says both parts of ``mixed`` in one."""
    value = rounded(sum(min(number.values) for number in mixed))
    return next((other for other in others if value in other.values), None)


def _unmixed(numbers: list[Number], others: list[Number]) -> tuple[list[Number], list[Number]]:
    """Return both sides without what one says in two numbers, the other in one: “1 and a half”, 1.5."""
    for mixed in _mixed(numbers):
        whole = _whole(mixed, others)
        if whole and not _same(whole, numbers, *Kind):
            numbers = [number for number in numbers if number not in mixed]
            others = [number for number in others if number is not whole]
    return numbers, others


def _taken(number: Number, kinds: tuple[Kind, ...], free: list[Number], *, exact: bool) -> bool:
    """Take the counterpart of ``number`` out of ``free``; a month in words is none of another number in words.

    An ``exact`` one can be read as the same values and no others.
    """
    there = (o for o in free if o.kind in kinds and number.values & (o.values | o.aside))
    if exact:
        there = (o for o in there if o.values == number.values and not o.aside)
    match = next((o for o in there if number.month == o.month or Kind.DIGITS in {number.kind, o.kind}), None)
    if match and match.parts == 1 and match.values & number.values:
        free.remove(match)
    return match is not None


def _in_parts(number: Number, others: list[Number]) -> bool:
    """Whether the two numbers that ``number`` is written with stand among ``others``: 1/2."""
    return len(number.aside) > 1 and all(any(part in o.values | o.aside for o in others) for part in number.aside)


def _same(number: Number, others: list[Number], *kinds: Kind) -> bool:
    return any(o.kind in kinds and number.values & (o.values | o.aside) for o in others)
