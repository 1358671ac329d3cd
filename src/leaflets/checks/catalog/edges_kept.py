"""A sentence ends as a sentence of its language does."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.length import surplus

FULL = frozenset(".。।۔！!؟?？…॥။។։።")
ENOUGH = ":：;；-"  # Urdu keyboards without ۔ write a hyphen
ASKS = frozenset("?؟？")
UNMARKED = re.compile("[\u0e01-\u0eff]")  # Thai and Lao end a sentence with nothing
AFTER = " \u00a0\n\t\"'»”’)]）」』\u2069\u200f\u200e"


@check(
    "catalog/edges-kept",
    severity=Severity.REVIEW,
    rationale="""
        A sentence without its full stop is often a sentence without its end.
    """,
    bad=Example("Wash your hands. Use soap.", "Вымойте руки", "ru"),
    good=Example("Wash your hands. Use soap.", "Вымойте руки. Пользуйтесь мылом.", "ru"),
)
def edges_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where the source ends with a full stop, question or exclamation mark, so does the translation.

    A question stays one. A mark that is missing after a text longer than expected is no sign of a cut. Line breaks at
    the edges are the same, and no space is gone there.
    """
    for text in message.texts:
        if not text.strip():
            continue
        source, bare = message.source.rstrip(AFTER), text.rstrip(AFTER)
        if _cut_off(source, bare, target):
            yield Found("the end mark of the sentence is missing", "Is the sentence cut off?")
        elif target.known and source[-1:] in ASKS and bare[-1:] in FULL - ASKS:
            yield Found("the question mark is missing", "Does it still ask?")
        if _newlines(message.source) != _newlines(text):
            yield Found("line breaks at its edges differ from the source's", "Copy them from the source.")
        elif target.spaced and _spaceless(message.source, text):
            yield Found("a space at its edge is gone", "Copy it from the source: something else is written beside it.")


def _cut_off(source: str, text: str, target: Language) -> bool:
    marked = text[-1:] in FULL or text[-1:] in ENOUGH or UNMARKED.match(text[-1:])
    if source[-1:] not in FULL or marked:
        return False
    off = surplus(source, text, target)
    return off is None or off < 0  # short texts may be cut too


def _newlines(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def _spaceless(source: str, text: str) -> bool:
    return any(
        one.isspace() and not other.isspace()
        for one, other in zip(source[:1] + source[-1:], text[:1] + text[-1:], strict=True)
    )
