"""No sentence, condition or list item is gone."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.length import surplus
from leaflets.meaning.sense import sense

ENDS = re.compile(r"[!?。！？।۔؟…]+|\.+(?!\w)")
DASHES = re.compile(r"[;；]| - |--")  # what may end a sentence in a translation that goes on
ITEMS = re.compile(r"[,;،؛、，；]")
MANY = 3  # marks between items, at least, that make a list
SHORTER = -1.0  # standard deviations: something is gone, and the text is shorter for it


@check(
    "safety/sentences-kept",
    severity=Severity.REVIEW,
    rationale="""
        “Only”, “if you are pregnant”, the last sign of a list: the sentence reads well without, and somebody does not
        know that it speaks of him.
    """,
    bad=Example(
        "Talk to a doctor before you start the treatment if you are pregnant.",
        "Поговорите с врачом до начала лечения.",
        "ru",
    ),
    good=Example(
        "Talk to a doctor before you start the treatment if you are pregnant.",
        "Поговорите с врачом до начала лечения, если вы беременны.",
        "ru",
    ),
    needs="length",
)
def sentences_kept(message: Message, target: Language) -> Iterator[Found]:
    """A translation that is shorter than expected has as many sentences and list items, and “if”, “only”, “unless”.

    Known gap: what is gone from a long sentence without one of these signs.
    """
    off = surplus(message.source, message.text, target)
    if off is None or off > SHORTER:
        return
    gone = _gone(message, target)
    if gone:
        yield Found(f"{gone}, and the text is short", f"The source says: {message.source}")


def _gone(message: Message, target: Language) -> str:
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    ends = len(ENDS.findall(kept.folded)) + len(DASHES.findall(kept.folded))
    if len(ENDS.findall(said.folded)) > ends:
        return "a sentence may be missing"
    items = len(ITEMS.findall(said.folded))
    if items >= MANY and len(ITEMS.findall(kept.folded)) < items - 1:
        return "an item of a list may be missing"
    lost = sorted(said.conditions - kept.conditions) if "conditions" in kept.known.phrases.tables else []
    return f"“{', '.join(lost)}” may be missing" if lost else ""
