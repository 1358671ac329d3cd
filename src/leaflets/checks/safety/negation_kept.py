"""What the source negates, the translation negates."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense

WARNINGS = frozenset({"stop"})


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
    """Where the source negates, the translation negates; a sentence that begins with a ban is bans-kept's.

    What begins with “stop” says so, or negates.

    One way only: in 5 to 74 % of right sentences the translation has a negation that the source lacks.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    if "negation" not in kept.known.phrases.tables or kept.negated:
        return
    if said.negated:
        yield Found("the source negates, the translation does not", f"The source says: {message.source}")
    for name in sorted(said.opening & WARNINGS & target.concepts.keys() - kept.concepts):
        yield Found(f"“{name}” may be missing", f"The source says: {message.source}")
