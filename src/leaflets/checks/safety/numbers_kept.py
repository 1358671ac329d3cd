"""Doses, ages and hours survive translation."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.numbers import Number
from leaflets.meaning.sense import sense


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
    said, kept = sense(message.source, language(SOURCE)).numbers, sense(message.text, target).numbers
    lost, new = _only(said, _free(said, kept)), _only(kept, said)
    if lost and new:
        yield Found(f"{lost} became {new}", f"The source says: {message.source}")
    elif lost:
        yield Found(f"{lost} is missing", f"The source says: {message.source}")
    elif new:
        yield Found(f"{new} is not in the source", f"The source says: {message.source}")


def _free(said: list[Number], kept: list[Number]) -> list[Number]:
    """Return ``kept`` without the words that translate words of the source: “first” stands for no digit."""
    free = list(kept)
    for word in said:
        match = None if word.digits else next((n for n in free if not n.digits and n.values & word.values), None)
        if match:
            free.remove(match)
    return free


def _only(numbers: list[Number], others: list[Number]) -> str:
    """Return those of ``numbers`` in digits that ``others`` do not have, or have fewer times, as they are written."""
    free = list(others)
    missing = []
    for number in numbers:
        if number.digits:
            match = next((other for other in free if other.values & number.values), None)
            if match is None:
                missing.append(number.text)
            elif match.digits:
                free.remove(match)
    return ", ".join(dict.fromkeys(missing))
