"""Doses, ages and hours survive translation."""

import re
from collections.abc import Iterable, Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.numbers import Number
from leaflets.meaning.sense import compared, sense

SCALE = re.compile("[0-9] ?[十百千万萬億亿兆백천만억조]")  # 3万, 3만


@check(
    "safety/numbers-kept",
    severity=Severity.ERROR,
    rationale="""
        A leaflet that says 6 where the medicine says 8 can hurt someone.
        Nobody proofreading only one language can see it.
    """,
    bad=Example("No more than 8 tablets a day.", "Не больше 6 таблеток в день.", "ru"),
    good=Example("No more than 8 tablets a day.", "Не больше восьми (8) таблеток в день.", "ru"),
)
def numbers_kept(message: Message, target: Language) -> Iterator[Found]:
    """Every number in digits is in the other text too, in digits of any script or in words.

    Compares values, both ways. Order is free: languages move words. In a language whose number words are not known, a
    number in digits is found that another has replaced.

    Known gaps: a number that the source writes as a word may be missing; 1.500 is read as 1500 and as 1.5.
    """
    differs = compared(message.source, message.text, target)
    lost, new = shown(differs.lost), shown(differs.new)
    if target.numbers is None and (not (lost and new) or _in_scales(message, target)):
        return
    if lost and new:
        yield Found(f"{lost} became {new}", f"The source says: {message.source}")
    elif lost:
        yield Found(f"{lost} is missing", f"The source says: {message.source}")
    elif new:
        yield Found(f"{new} is not in the source", f"The source says: {message.source}")


def _in_scales(message: Message, target: Language) -> bool:
    """Whether a text counts in thousands, lakhs or 万: with words that the language's data do not know."""
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    return bool(said.scaled or SCALE.search(kept.folded))


def shown(numbers: Iterable[Number]) -> str:
    """Return ``numbers`` as they are written, each once."""
    return ", ".join(dict.fromkeys(number.text for number in numbers))
