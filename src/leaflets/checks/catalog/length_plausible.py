"""A translation is about as long as its source lets expect."""

import math
import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language

NO_WORDS = re.compile(r"%\(\w+\)s|<[^<>]*>|https?://[!-~]+")  # values, tags, addresses
FAR = 1.8  # standard deviations
SHORT = 40  # characters of source under which length says little


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
    """The ratio of lengths lies within what right translations of the language show."""
    source, text = len(NO_WORDS.sub("", message.source)), len(NO_WORDS.sub("", message.text))
    if source < SHORT or not text or target.length is None:
        return
    mean, spread = target.length
    off = (math.log(text / source) - mean) / (spread * (1 + 2 * SHORT / source))
    if abs(off) > FAR:
        yield Found(
            f"{'longer' if off > 0 else 'shorter'} than expected: {text} characters for {source}",
            "Is something missing, or said twice?",
        )
