"""No sentence, condition or list item is gone."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.length import fewer, surplus
from leaflets.meaning.sense import Sense, sense

ITEMS = re.compile(r"(?<!\d)[,;،؛、，；]|[,;،؛、，；](?!\d)")  # not the mark in 1,200
MANY = 3  # marks between items, at least, that make a list
SHORTER = -1.0  # standard deviations: something is gone, and the text is shorter for it
MAKE_NONE = frozenset({"even-if", "not-only"})  # words of conditions that set none; languages say them in many ways
MUCH_SHORTER = -1.3  # languages join with “and” what English puts between commas


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
    """Sentences, conditions and list items of the source are in the translation.

    A sentence or “if” is gone where a concept is gone with it and the text is no longer than expected; “unless”, where
    “if” stands in its place; “until”, where “after” does; “only”, where the translation does not say “not … but”. Where
    the text is much shorter, what seems gone is enough: a sentence, an item, a condition.

    Known gap: what is gone from a long sentence without one of these signs.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    off = surplus(message.source, message.text, target)
    gone = _with_a_concept(said, kept, target, off or 0.0) or _turned(said, kept) or _unlimited(said, kept)
    if not gone and off is not None and off <= SHORTER:
        gone = _gone(said, kept, off)
    if gone:
        yield Found(gone, f"The source says: {message.source}")


def _with_a_concept(said: Sense, kept: Sense, target: Language, off: float) -> str:
    if off > 0 or said.concepts <= kept.concepts:
        return ""
    concepts = ", ".join(sorted(said.concepts & target.concepts.keys() - kept.concepts))
    if not concepts:
        return ""
    if fewer(said.folded, kept.folded):
        return f"a sentence may be missing, and with it “{concepts}”"
    return f"“if” may be missing, and with it “{concepts}”" if "if" in _lost(said, kept) else ""


def _turned(said: Sense, kept: Sense) -> str:
    """Say that “unless” has become “if”, which “if not”, “only” and “until” can say too; or “until” “after”."""
    if said.conditions.isdisjoint(("unless", "until")):
        return ""
    gone = "until" in _lost(said, kept) and not (said.negated or kept.negated or "only" in kept.conditions)
    if gone and "after" in kept.comparators.keys() - said.comparators.keys():
        return "“until” became “after”"
    if "unless" not in said.conditions:
        return ""
    if "unless" in _lost(said, kept) and "even-if" in kept.conditions - said.conditions:
        return "“unless” became “even if”"
    turned = "unless" in _lost(said, kept) and "if" in kept.conditions - said.conditions
    negated = kept.negations > said.negations or kept.conditions & {"only", "until"}
    return "“unless” became “if”" if turned and not negated else ""


def _unlimited(said: Sense, kept: Sense) -> str:
    """Say that “only” is gone; “not … but” and “except” can say it too."""
    if "only" not in said.conditions:
        return ""
    otherwise = kept.negations > said.negations or "unless" in kept.conditions
    return "“only” may be missing" if "only" in _lost(said, kept) and not otherwise else ""


def _gone(said: Sense, kept: Sense, off: float) -> str:
    if fewer(said.folded, kept.folded):
        return "a sentence may be missing, and the text is short"
    items = len(ITEMS.findall(said.folded))
    if off <= MUCH_SHORTER and items >= MANY and len(ITEMS.findall(kept.folded)) < items - 1:
        return "an item of a list may be missing, and the text is short"
    lost = ", ".join(sorted(_lost(said, kept)))
    return f"“{lost}” may be missing, and the text is short" if lost else ""


def _lost(said: Sense, kept: Sense) -> frozenset[str]:
    """Return the conditions that are gone."""
    lost = said.conditions - kept.conditions - MAKE_NONE
    return lost if "conditions" in kept.known.phrases.tables else frozenset()
