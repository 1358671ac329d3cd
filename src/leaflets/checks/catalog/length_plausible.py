"""A translation is about as long as its source lets expect."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.length import added, surplus

FAR = 1.8  # standard deviations
LEAST = 10  # characters of a text that may say something twice: a word may be made of one part twice
NO_WORD = re.compile(r"\W+")
LONGER = 1.5  # standard deviations: what has a sentence more is longer for it


@check(
    "catalog/length-plausible",
    severity=Severity.REVIEW,
    rationale="""
        A translation of half the length has lost half of what the patient must know.
    """,
    bad=Example(
        "Talk to a doctor before you start. Do not inject yourself. Do not buy the injections online.",
        "Поговорите с врачом.",
        "ru",
    ),
    good=Example(
        "Talk to a doctor before you start. Do not inject yourself. Do not buy the injections online.",
        "До начала лечения поговорите с врачом. Не делайте себе инъекции сами. Не покупайте их в интернете.",
        "ru",
    ),
    needs="length",
)
def length_plausible(message: Message, target: Language) -> Iterator[Found]:
    """The ratio of lengths lies within what right translations of the language show, and nothing is said twice.

    A translation with a sentence more than its source is found where it is also longer than expected, or the source
    is too short to expect a length.
    """
    off = surplus(message.source, message.text, target)
    if off is not None and abs(off) > FAR:
        yield Found(
            f"{'longer' if off > 0 else 'shorter'} than expected: "
            f"{len(message.text)} characters for {len(message.source)}",
            "Is something missing, or said twice?",
        )
    elif _twice(message.text) and not _twice(message.source):
        yield Found("it says the same words twice", "Delete one of them.")
    elif target.length and (off is None or off > LONGER) and added(message.source, message.text):
        yield Found("a sentence more than in the source", f"The source says: {message.source}")


def _twice(text: str) -> bool:
    """Whether ``text`` is the same words twice."""
    if len(text) < LEAST or text.find(text[:3], 3) < 0:
        return False
    words = NO_WORD.sub("", text)
    half, odd = divmod(len(words), 2)
    return not odd and words[:half] == words[half:]
