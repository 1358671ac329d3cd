"""Must stays must, and may stays may."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense

DUTY = frozenset({"must", "should"})
LEAVE = frozenset({"may", "can", "may-come"})
HEDGE = frozenset({"hedge"})  # further words that say “may”; a language that has none is not asked for it


@check(
    "safety/modality-kept",
    severity=Severity.REVIEW,
    rationale="""
        “You must tell the doctor” that became “you may tell the doctor” leaves it to the patient. “May help” that
        became “helps” promises what nobody knows.
    """,
    bad=Example("You must tell your doctor.", "Вы можете сообщить врачу.", "ru"),
    good=Example("You must tell your doctor.", "Вы должны сообщить врачу.", "ru"),
    needs="modality",
)
def modality_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where the source only obliges, the translation does not only allow; and the other way round.

    What the source allows is not forbidden. A benefit or a harm that “may” come does not come for sure. In short
    sentences no other “may” is dropped, in a language whose data tell how else it says “may” (`hedge`).

    Known gap: a duty that is dropped: many languages say it with the form of the verb alone.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    said, kept = source.modality, text.modality
    if said & DUTY and not said & LEAVE and kept & LEAVE and not kept & DUTY:
        yield Found("must became may", f"The source says: {message.source}")
    elif said & LEAVE and not said & DUTY and "must" in kept and not kept & (LEAVE | HEDGE):
        yield Found("may became must", f"The source says: {message.source}")
    elif said & LEAVE and not said & DUTY and text.forbids and source.short and not source.denies:
        yield Found("“can” became “must not”", f"The source says: {message.source}")
    elif not kept and ("may-come" in said or ("may" in said and source.short and HEDGE & target.modality.keys())):
        yield Found("“may” may be missing", f"The source says: {message.source}")
