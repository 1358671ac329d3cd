"""A sentence ends as a sentence of its language does."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.length import surplus

FULL = frozenset(".。।۔！!؟?？…॥။។։።")
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

    A mark that is missing after a text longer than expected is no sign of a cut. Line breaks at the edges are the same.
    """
    for text in message.texts:
        if not text.strip():
            continue
        source, end = message.source.rstrip(AFTER), text.rstrip(AFTER)
        open_end = bool(end) and end[-1] not in FULL and end[-1] not in ":：;；" and not UNMARKED.match(end[-1])
        marked = source and source[-1] in FULL
        if marked and open_end and (surplus(message.source, text, target) or -1) < 0:  # None: a short text may be cut
            yield Found("the end mark of the sentence is missing", "Is the sentence cut off?")
        if _newlines(message.source) != _newlines(text):
            yield Found("line breaks at its edges differ from the source's", "Copy them from the source.")


def _newlines(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")
