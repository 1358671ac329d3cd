"""Must stays must, and may stays may."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense

DUTY = frozenset({"must", "should"})
RISK = "risk"  # the source's “may” of what could happen: it may cause, you may feel
LEAVE = frozenset({"may", "can"})


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
    """Where the source only obliges, the translation does not only allow; and the other way round.

    What may happen does not simply happen: a translation of “it may cause” says “may”, “can” or another of these.

    Known gap: a duty or another “may” that is dropped: many languages say it with the form of the verb alone.
    """
    said, kept = sense(message.source, language(SOURCE)).modality, sense(message.text, target).modality
    if said & DUTY and not said & LEAVE and kept & LEAVE and not kept & DUTY:
        yield Found("must became may", f"The source says: {message.source}")
    elif RISK in said and not kept:
        yield Found("“may” may be missing", f"The source says: {message.source}")
    elif said & LEAVE and not said & DUTY and "must" in kept and not kept & LEAVE:
        yield Found("may became must", f"The source says: {message.source}")
