"""A limit stays a limit: at least 8 hours is not 8 hours."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import Sense, sense

LIMITS = frozenset({"more", "less", "at-least", "at-most"})
LOOSE = frozenset({"up to"})  # right translations often say “to 3 days” or “3 days”


@check(
    "safety/limits-kept",
    severity=Severity.REVIEW,
    rationale="""
        “Take 8 tablets a day” where the source says “no more than 8” is a dose, and was the most that is allowed.
    """,
    bad=Example("Wait at least 8 hours.", "Подождите 8 часов.", "ru"),
    good=Example("Wait at least 8 hours.", "Подождите не менее 8 часов.", "ru"),
    needs="comparators",
)
def limits_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where the source says “at least”, “at most”, “more” or “less” right before a quantity, the translation compares.

    Which way it compares is comparators-kept's. Known gaps: one of two limits that is gone; a number without a unit.
    """
    said = _limits(sense(message.source, language(SOURCE)))
    if said and sense(message.text, target).comparators.keys().isdisjoint(LIMITS | {"within"}):
        yield Found(f"“{', '.join(said)}” may be missing", f"The source says: {message.source}")


def _limits(text: Sense) -> list[str]:
    """Return the limits of quantities, as they are said."""
    hits = [hit for hit in text.hits.get("comparators", []) if hit.name in LIMITS]
    starts = {pair.number.start for pair in text.quantities} if hits else set()
    limits = {text.folded[hit.start : hit.end] for hit in hits if {hit.end, hit.end + 1} & starts}
    return sorted(limits - LOOSE)
