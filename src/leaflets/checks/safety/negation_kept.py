"""What the source negates, the translation negates."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import Sense, sense


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
    what = negation_lost(sense(message.source, language(SOURCE)), sense(message.text, target))
    if what:
        yield Found(what, f"The source says: {message.source}")


def negation_lost(said: Sense, kept: Sense) -> str:
    """Return what to say of a negation of ``said`` that is not in ``kept``; '' where none is lost."""
    if "negation" not in kept.known.phrases.tables or not said.negated:
        return ""
    found = ""
    if not kept.negated:
        found = "the source negates, the translation does not"
    elif kept.negations < said.banning > 1:
        found = f"one of {said.banning} bans may be gone"
    elif kept.negations == 1 and kept.refuses and said.bans_doubly and "only" not in kept.conditions - said.conditions:
        found = "one of two negations may be gone"
    return "" if found and (said.limits(kept) or said.turns(kept)) else found
