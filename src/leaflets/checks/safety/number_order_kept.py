"""Two numbers that changed places are seen where no unit tells them apart."""

import re
from collections.abc import Iterator
from itertools import pairwise

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.numbers import Kind, Number
from leaflets.meaning.sense import DAY, MONTH, YEAR, Sense, sense

RANGE = re.compile(r"(?<![\w.,-])(\d+(?:\.\d+)?) ?- ?(\d+(?:\.\d+)?)(?![\w.,-]*[\d-])")


@check(
    "safety/number-order-kept",
    severity=Severity.REVIEW,
    rationale="""
        “2 tablets, 6 hours apart” and “6 tablets, 2 hours apart” hold the same numbers.
    """,
    bad=Example("Of 114 patients, 33 went home.", "Из 33 пациентов домой ушли 114.", "ru"),
    good=Example("Of 114 patients, 33 went home.", "Из 114 пациентов домой ушли 33.", "ru"),
    needs="numbers",
)
def number_order_kept(message: Message, target: Language) -> Iterator[Found]:
    """Numbers in digits stand in the order of the source, and ranges run upwards.

    Languages may move a number: a person looks. Numbers of different units may change places, and so may dates.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    what = _moved(said, kept)
    if what:
        yield Found(what, f"The source says: {message.source}")


def _moved(said: Sense, kept: Sense) -> str:
    backwards = _backwards(kept) - _backwards(said)
    if backwards:
        return f"this range runs backwards: {', '.join(sorted(backwards))}"
    mine, theirs = _as_told(said, kept), kept.digits
    if [number.values for number in mine] == [number.values for number in theirs]:
        return ""
    stolen = _stolen(said, kept)
    if stolen:
        return stolen
    dates, groups = said.dated & kept.dated, _by_unit(said, kept)
    free = said.values - dates - (said.scaled & kept.scaled) - frozenset().union(*groups)
    orders = (_other_order(mine, theirs, group) for group in (*(group - dates for group in groups), free))
    order = next(filter(None, orders), "")
    return f"the numbers stand in another order: {order}" if order else ""


def _as_told(said: Sense, kept: Sense) -> list[Number]:
    """Return the numbers of ``said`` in the order of the other language, which may tell 1 in 10 as “of 10, 1”.

    So may every language that says “of every 10, 1”.
    """
    numbers = list(said.digits)
    wholes = _of_every(kept) if said.shares else []
    for part, whole in said.shares:
        pair = part.values | whole.values
        if kept.known.whole_first or any(one.values & pair and two.values & pair for one, two in wholes):
            place = numbers.index(part)
            numbers[place : place + 2] = [whole, part]
    return numbers


def _of_every(text: Sense) -> list[tuple[Number, Number]]:
    """Return each number right after “every”, with the next one."""
    ends = {hit.end for hit in text.hits.get("comparators", []) if hit.name == "every"}
    return [pair for pair in pairwise(text.digits) if {pair[0].start, pair[0].start - 1} & ends]


def _stolen(said: Sense, kept: Sense) -> str:
    """Return the number that has the unit of another one, which stands elsewhere without it; else nothing."""
    mine, theirs = _units(said), _units(kept)
    for unit in sorted(mine.keys() & theirs.keys()):
        lost, new = mine[unit] - theirs[unit], theirs[unit] - mine[unit]
        if lost & kept.values and new & said.values:
            return f"“{unit}” has another number: {', '.join(f'{value:g}' for value in sorted(new))}"
    return ""


def _units(text: Sense) -> dict[str, set[float]]:
    """Return the values in digits that each unit has, without those of the calendar."""
    found: dict[str, set[float]] = {}
    for pair in text.quantities:
        for unit in pair.units - DAY - MONTH - YEAR if pair.number.kind is Kind.DIGITS else ():
            found.setdefault(unit, set()).update(pair.number.values)
    return found


def _by_unit(said: Sense, kept: Sense) -> list[frozenset[float]]:
    """Return the values that have the same unit in both texts, by unit: they may change places with others.

    The first number of a range has the unit of the second: 4 to 6 hours.
    """
    theirs, first = _units(kept), {last: first for first, last in said.ranges}
    groups: dict[str, set[float]] = {}
    for pair in said.quantities:
        for unit in pair.units - DAY - MONTH - YEAR:
            if pair.number.values & theirs.get(unit, set()):
                values = pair.number.values | (first[pair.number].values if pair.number in first else frozenset())
                groups.setdefault(unit, set()).update(values)
    return [frozenset(values) for values in groups.values()]


def _backwards(said: Sense) -> set[str]:
    """Return the ranges whose first number is the larger one; 2019-20 is two years."""
    pairs = (match.groups() for match in RANGE.finditer(said.folded))
    return {f"{first}-{last}" for first, last in pairs if float(first) > float(last) and len(first) <= len(last) + 1}


def _other_order(mine: list[Number], theirs: list[Number], wanted: frozenset[float]) -> str:
    """Return the wanted numbers of ``theirs`` where they stand in another order than in ``mine``; else nothing."""
    mine, theirs = ([number for number in numbers if number.values & wanted] for numbers in (mine, theirs))
    mine, theirs = _shared(mine, theirs), _shared(theirs, mine)
    if len(mine) == len(theirs) and any(not a.values & b.values for a, b in zip(mine, theirs, strict=True)):
        return ", ".join(number.text for number in theirs)
    return ""


def _shared(numbers: list[Number], others: list[Number]) -> list[Number]:
    there = frozenset().union(*(number.values for number in others))
    return [number for number in numbers if number.values & there]
