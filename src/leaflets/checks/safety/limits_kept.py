"""A limit stays a limit: at least 8 hours is not 8 hours."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import BOTH_WAYS, LENGTHS, Sense, sense

LIMITS = frozenset({"more", "less", "at-least", "at-most"})
EVERY = frozenset({"every"})
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

    And where it says “every 3 days”, the translation says so, not “3 days”; “before and after” keeps both.

    Which way it compares is comparators-kept's. Known gaps: one of two limits that is gone; a number without a unit.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    there = text.comparators.keys()
    said = _limits(source, LIMITS, timed="within" not in there) if there.isdisjoint(LIMITS) else []
    if not said:
        unsaid = EVERY & target.comparators.keys() - there
        said = _limits(source, unsaid) if unsaid and _told(source, text) else []
    if not said and source.both_ways and target.comparators.keys() >= BOTH_WAYS:
        said = sorted(BOTH_WAYS - there)
    if said:
        yield Found(f"“{', '.join(said)}” may be missing", f"The source says: {message.source}")


def _told(source: Sense, text: Sense) -> bool:
    """Whether each quantity right after “every” is in ``text``, with its unit."""
    pairs = [pair for pair in source.quantities if pair.number.start - 1 in _ends(source, EVERY)]
    return all(
        any(pair.units & other.units and pair.number.values & other.number.values for other in text.quantities)
        for pair in pairs
    )


def _ends(text: Sense, names: frozenset[str]) -> set[int]:
    return {hit.end for hit in text.hits.get("comparators", []) if hit.name in names}


def _limits(text: Sense, names: frozenset[str], *, timed: bool = True) -> list[str]:
    """Return the limits of quantities, as they are said; ``timed``: those of lengths of time, too."""
    hits = [hit for hit in text.hits.get("comparators", []) if hit.name in names]
    pairs = text.quantities if hits else []
    starts = {pair.number.start for pair in pairs if timed or pair.units.isdisjoint(LENGTHS)}
    limits = {text.folded[hit.start : hit.end] for hit in hits if {hit.end, hit.end + 1} & starts}
    return sorted(limits - LOOSE)
