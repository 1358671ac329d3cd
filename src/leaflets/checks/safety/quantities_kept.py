"""A number keeps its unit: 24 hours stay hours, and 2 tablets every 6 hours do not become 6 every 2."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.numbers import Kind, Number
from leaflets.meaning.sense import MONTH, Quantity, sense

MOST = {"month-of-year": 12, "date": 31}


@check(
    "safety/quantities-kept",
    severity=Severity.ERROR,
    rationale="""
        Milligrams that became grams are a thousand times the dose. Hours that became days are a missed dose.
        The numbers alone are still right, so that only the pair can tell.
    """,
    bad=Example("Wait 24 hours.", "Подождите 24 дня.", "ru"),
    good=Example("Wait 24 hours.", "Подождите 24 часа.", "ru"),
    needs="units",
)
def quantities_kept(message: Message, target: Language) -> Iterator[Found]:
    """A number that has a known unit beside it in both texts has the same one.

    Known gap: a unit that stands apart from its number is not seen.
    """
    said = sense(message.source, language(SOURCE)).quantities
    kept, numbers = sense(message.text, target).quantities, sense(message.text, target).numbers
    for quantity in kept:
        if any(min(quantity.number.values) > most and quantity.units == {unit} for unit, most in MOST.items()):
            yield Found(f"there is no {quantity}", f"The source says: {message.source}")
            return
    for quantity in said:
        if quantity.units.isdisjoint(target.units):
            continue  # a unit that the language's data does not know may stand there unseen
        same = _counterparts(quantity, kept, numbers)
        if same and not any(quantity.units & other.units for other in same) and not _elsewhere(same, said):
            there = ", ".join(map(str, same))
            yield Found(f"{quantity} became {there}", f"The source says: {message.source}")
            return


def _counterparts(quantity: Quantity, kept: list[Quantity], numbers: list[Number]) -> list[Quantity]:
    """Return the quantities with the same value; none where the value also stands in digits without a unit.

    The name of a month has a counterpart only where it is written in digits.
    """
    values, paired = quantity.number.values, [other.number for other in kept]
    if quantity.units == MONTH:
        kept = [other for other in kept if other.number.kind is Kind.DIGITS]
    if any(n.kind is Kind.DIGITS and n.values & values and n not in paired for n in numbers):
        return []
    return [other for other in kept if other.number.values & values]


def _elsewhere(same: list[Quantity], said: list[Quantity]) -> bool:
    """Whether each of these quantities stands in the source too: one number with two units."""
    return all(
        any(other.units & quantity.units and other.number.values & quantity.number.values for quantity in said)
        for other in same
    )
