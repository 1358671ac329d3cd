"""A number keeps its unit: 24 hours stay hours, and 2 tablets every 6 hours do not become 6 every 2."""

from collections.abc import Iterable, Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.numbers import Kind
from leaflets.meaning.sense import MONTH, Quantity, Sense, retold, sense

DOSES = {"mg", "mcg", "g", "ml"}
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
    """A number that has a known unit beside it in both texts has the same one; units of doses are somewhere.

    A length of time may be told in another unit: 7 days are a week. A dose may not: the label says 500 mg, and who
    reads 0.5 g has a decimal point to move. “Once” has not become “twice”.

    Known gap: a unit that stands apart from its number is not seen.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    said, kept, numbers = source.quantities, text.quantities, text.numbers
    for quantity in kept:
        if any(min(quantity.number.values) > most and quantity.units == {unit} for unit, most in MOST.items()):
            yield Found(f"there is no {quantity}", f"The source says: {message.source}")
            return
    in_use = {other.number for other in kept}
    # a value that stands without a unit, too, may be the counterpart of any
    bare = frozenset[float]().union(*(n.values for n in numbers if n.kind is Kind.DIGITS and n not in in_use))
    for quantity in _distinct(said):
        if quantity.units.isdisjoint(target.units):
            continue  # a unit that the language's data does not know may stand there unseen
        if quantity.units & DOSES and not quantity.units & text.units and quantity.units <= target.units.keys():
            yield Found(f"the unit of {quantity} is gone", f"The source says: {message.source}")
            return
        same = [] if quantity.number.values & bare else _counterparts(quantity, kept)
        turned = same and not any(quantity.units & other.units for other in same) and not _elsewhere(same, said)
        if turned and quantity.number not in retold(source, text):
            there = ", ".join(map(str, same))
            yield Found(f"{quantity} became {there}", f"The source says: {message.source}")
            return
    often = _oftener(source, text) if source.says_once else []
    if often:
        yield Found(f"once became {often[0].number.text}", f"The source says: {message.source}")


def _distinct(said: list[Quantity]) -> Iterable[Quantity]:
    """Return ``said`` without what was said before: a long text may say one thing a thousand times."""
    found: dict[tuple[frozenset[float], frozenset[str]], Quantity] = {}
    for quantity in said:
        found.setdefault((quantity.number.values, quantity.units), quantity)
    return found.values()


def _oftener(source: Sense, text: Sense) -> list[Quantity]:
    """Return how often ``text`` says that something is done, where that is more than once and not in the source."""
    values = frozenset[float]({1}).union(*(number.values for number in source.numbers))
    return [pair for pair in text.quantities if pair.units == {"time"} and not pair.number.values & values]


def _counterparts(quantity: Quantity, kept: list[Quantity]) -> list[Quantity]:
    """Return the quantities with the same value; that of a month's name only where it is written in digits."""
    if quantity.units == MONTH:
        kept = [other for other in kept if other.number.kind is Kind.DIGITS]
    return [other for other in kept if other.number.values & quantity.number.values]


def _elsewhere(same: list[Quantity], said: list[Quantity]) -> bool:
    """Whether each of these quantities stands in the source too: one number with two units."""
    return all(
        any(other.units & quantity.units and other.number.values & quantity.number.values for quantity in said)
        for other in same
    )
