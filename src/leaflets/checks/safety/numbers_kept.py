"""Doses, ages and hours survive translation."""

from collections.abc import Iterable, Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.numbers import Number
from leaflets.meaning.sense import compared


@check(
    "safety/numbers-kept",
    severity=Severity.ERROR,
    rationale="""
        A leaflet that says 6 where the medicine says 8 can hurt someone.
        Nobody proofreading only one language can see it.
    """,
    bad=Example("No more than 8 tablets a day.", "Не больше 6 таблеток в день.", "ru"),
    good=Example("No more than 8 tablets a day.", "Не больше восьми (8) таблеток в день.", "ru"),
    needs="numbers",
)
def numbers_kept(message: Message, target: Language) -> Iterator[Found]:
    """Every number in digits is in the other text too, in digits of any script or in words.

    Compares values, both ways. Order is free: languages move words.

    Known gaps: a number that the source writes as a word may be missing; 1.500 is read as 1500 and as 1.5.
    """
    differs = compared(message.source, message.text, target)
    lost, new = shown(differs.lost), shown(differs.new)
    if lost and new:
        yield Found(f"{lost} became {new}", f"The source says: {message.source}")
    elif lost:
        yield Found(f"{lost} is missing", f"The source says: {message.source}")
    elif new:
        yield Found(f"{new} is not in the source", f"The source says: {message.source}")


def shown(numbers: Iterable[Number]) -> str:
    """Return ``numbers`` as they are written, each once."""
    return ", ".join(dict.fromkeys(number.text for number in numbers))
