"""Must stays must, and may stays may."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import Sense, sense

DUTY = frozenset({"must", "should"})
LEAVE = frozenset({"may", "can"})
HEDGES = frozenset({"may", "might"})  # not “could”, which also tells of the past
SHORT = 80  # characters of source in which nothing else says it


@check(
    "safety/modality-kept",
    severity=Severity.REVIEW,
    rationale="""
        “You must tell the doctor” that became “you may tell the doctor” leaves it to the patient.
    """,
    bad=Example("You must tell your doctor.", "Вы можете сообщить врачу.", "ru"),
    good=Example("You must tell your doctor.", "Вы должны сообщить врачу.", "ru"),
    needs="modality",
)
def modality_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where the source only obliges, the translation does not only allow; where it only allows, it does not oblige.

    Nor does it forbid what the source allows. In languages that always say “may” with a word, one is in it.

    Known gap: a duty or a “may” that is dropped: many languages say it with the form of the verb alone.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    said, kept = source.modality, text.modality
    if said & DUTY and not said & LEAVE and kept & LEAVE and not kept & DUTY:
        yield Found("must became may", f"The source says: {message.source}")
    elif said & DUTY or not said & LEAVE or kept & LEAVE:
        return
    elif "must" in kept:
        yield Found("may became must", f"The source says: {message.source}")
    elif len(message.source) > SHORT:
        return
    elif text.banned and not source.negations:
        yield Found("may became must not", f"The source says: {message.source}")
    elif target.hedges and _hedges(source) and not text.promises:
        yield Found("“may” may be missing", f"The source says: {message.source}")


def _hedges(text: Sense) -> bool:
    """Whether “may” is said, in lower case: no month."""
    hits = (hit for hit in text.hits.get("modality", []) if hit.name == "may")
    return any(text.text[hit.start : hit.end] in HEDGES for hit in hits)
