"""What the source forbids, the translation forbids."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import Sense, sense

WAITS = frozenset({"unless", "until"})


@check(
    "safety/bans-kept",
    severity=Severity.ERROR,
    rationale="""
        Without one small word, “do not inject yourself” tells the patient to do it.
    """,
    bad=Example("Do not inject yourself.", "Делайте себе инъекции.", "ru"),
    good=Example("Do not inject yourself.", "Не делайте себе инъекции.", "ru"),
    needs="negation",
)
def bans_kept(message: Message, target: Language) -> Iterator[Found]:
    """A sentence that begins with “do not”, “never” or “avoid” is a negated sentence in the translation too.

    “Do not take more than 8” may become “take at most 8”, “do not stop” “continue”. “Without” alone forbids nothing:
    “stop it without asking”. “Do not start without asking” may become “start only when you have asked”, which
    negation-kept still shows to a person.
    """
    what = ban_gone(sense(message.source, language(SOURCE)), sense(message.text, target))
    if what:
        yield Found(what, f"The source says: {message.source}")


def ban_gone(said: Sense, kept: Sense) -> str:
    """Return what to say of a ban of ``said`` that is not in ``kept``; '' where none is gone."""
    if not said.bans or kept.refuses:
        return ""
    only = "only" in kept.conditions - said.conditions and (said.bans_doubly or said.conditions & WAITS)
    return "" if only or said.limits(kept) or said.turns(kept) else "the ban is gone"
