"""Two numbers that changed places are seen where no unit tells them apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

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

    Languages may move a number: a person looks. Dates move as a whole; a number with a unit of its own may move.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    what = _moved(said, kept, years_first=target.years_first)
    if what:
        yield Found(what, f"The source says: {message.source}")


def _moved(said: Sense, kept: Sense, *, years_first: bool) -> str:
    if [number.values for number in _written(said)] == [number.values for number in _written(kept)]:
        return ""
    backwards = _backwards(kept) - _backwards(said)
    if backwards:
        return f"this range runs backwards: {', '.join(sorted(backwards))}"
    if (said.dated - kept.dated) & _digits(kept) and (kept.dated - said.dated) & _digits(said):
        return "a number has left its date, another stands in its place"
    dates = said.dated & kept.dated
    apart = dates | _told_apart(said, kept)
    order = _other_order(said, kept, lambda values: not values & apart)
    if not order and not years_first:
        order = _other_order(said, kept, lambda values: bool(values & dates))
    return f"the numbers stand in another order: {order}" if order else ""


def _backwards(said: Sense) -> set[str]:
    """Return the ranges whose first number is the larger one; 2019-20 is two years."""
    pairs = (match.groups() for match in RANGE.finditer(said.folded))
    return {f"{first}-{last}" for first, last in pairs if float(first) > float(last) and len(first) <= len(last) + 1}


def _digits(said: Sense) -> frozenset[float]:
    return frozenset().union(*(number.values for number in _written(said)))


def _written(said: Sense) -> list[Number]:
    return [number for number in said.numbers if number.kind is Kind.DIGITS]


def _told_apart(said: Sense, kept: Sense) -> set[float]:
    """Return the values that have a unit of their own in both texts: quantities-kept sees them wherever they stand."""
    units = Counter(unit for pair in said.quantities for unit in pair.units)
    calendar = MONTH | DAY | YEAR
    alone = [
        pair for pair in said.quantities if not pair.units & calendar and all(units[unit] == 1 for unit in pair.units)
    ]
    return {
        value
        for pair in alone
        for other in kept.quantities
        for value in pair.number.values & other.number.values
        if pair.units & other.units
    }


def _other_order(said: Sense, kept: Sense, wanted: Callable[[frozenset[float]], bool]) -> str:
    """Return the wanted numbers of ``kept`` where they stand in another order than in ``said``; else nothing."""
    mine, theirs = ([number for number in _written(side) if wanted(number.values)] for side in (said, kept))
    mine, theirs = _shared(mine, theirs), _shared(theirs, mine)
    if len(mine) == len(theirs) and any(not a.values & b.values for a, b in zip(mine, theirs, strict=True)):
        return ", ".join(number.text for number in theirs)
    return ""


def _shared(numbers: list[Number], others: list[Number]) -> list[Number]:
    there = frozenset().union(*(number.values for number in others))
    return [number for number in numbers if number.values & there]
