"""Two numbers that changed places are seen where no unit tells them apart."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.numbers import Number
from leaflets.meaning.sense import sense


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
    """Numbers in digits stand in the order of the source. Languages may move them: a person looks."""
    said = [number for number in sense(message.source, language(SOURCE)).numbers if number.digits]
    kept = [number for number in sense(message.text, target).numbers if number.digits]
    if target.years_first:
        said, kept = _undated(said), _undated(kept)
    mine, theirs = _shared(said, kept), _shared(kept, said)
    if len(mine) == len(theirs) and any(not a.values & b.values for a, b in zip(mine, theirs, strict=True)):
        order = ", ".join(number.text for number in theirs)
        yield Found(f"the numbers stand in another order: {order}", f"The source says: {message.source}")


def _undated(numbers: list[Number]) -> list[Number]:
    """Return ``numbers`` without years, which such languages put before the day."""
    return [number for number in numbers if not any(1900 <= value <= 2100 for value in number.values)]  # noqa: PLR2004


def _shared(numbers: list[Number], others: list[Number]) -> list[Number]:
    there = frozenset().union(*(number.values for number in others))
    return [number for number in numbers if number.values & there]
