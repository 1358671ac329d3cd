"""What the source forbids, the translation forbids."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense

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
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    only = "only" in kept.conditions - said.conditions and (said.bans_doubly or said.conditions & WAITS)
    if said.bans and not only and not kept.refuses and not said.limits(kept) and not said.turns(kept):
        yield Found("the ban is gone", f"The source says: {message.source}")
