"""A number keeps its unit: 24 hours stay hours, and 2 tablets every 6 hours do not become 6 every 2."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import Quantity, sense


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
    kept = sense(message.text, target).quantities
    for quantity in said:
        same = [other for other in kept if other.number.values & quantity.number.values]
        if same and quantity.unit not in {other.unit for other in same} and not _elsewhere(same, said):
            there = ", ".join(f"{other.number.text} {other.unit}" for other in same)
            yield Found(f"{quantity.number.text} {quantity.unit} became {there}", f"The source says: {message.source}")
            return


def _elsewhere(same: list[Quantity], said: list[Quantity]) -> bool:
    """Whether each of these quantities stands in the source too: one number with two units."""
    return all(
        any(other.unit == quantity.unit and other.number.values & quantity.number.values for quantity in said)
        for other in same
    )
