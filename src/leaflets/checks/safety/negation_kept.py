"""What the source negates, the translation negates."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense


@check(
    "safety/negation-kept",
    severity=Severity.REVIEW,
    rationale="""
        “No safe dose is known” without its “no” promises a safe dose.
    """,
    bad=Example("No safe dose is known.", "Безопасная доза известна.", "ru"),
    good=Example("No safe dose is known.", "Безопасная доза не известна.", "ru"),
    needs="negation",
)
def negation_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where the source negates, the translation negates, and as often as sentences of the source begin with a ban.

    Twice, where its first sentence bans something that is negated too: “do not stop without asking us”.

    One way only: in 5 to 74 % of right sentences the translation has a negation that the source lacks.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    if "negation" not in kept.known.phrases.tables or not said.negated or said.limits(kept) or said.turns(kept):
        return
    if not kept.negated:
        yield Found("the source negates, the translation does not", f"The source says: {message.source}")
    elif kept.negations < said.banning > 1:
        yield Found(f"one of {said.banning} bans may be gone", f"The source says: {message.source}")
    elif kept.negations == 1 and kept.refuses and said.bans_doubly and "only" not in kept.conditions - said.conditions:
        yield Found("one of two negations may be gone", f"The source says: {message.source}")
