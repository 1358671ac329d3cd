"""Each sentence says what its own sentence of the source says."""

from collections.abc import Iterator
from functools import lru_cache

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.safety.bans_kept import ban_gone
from leaflets.checks.safety.comparators_kept import comparison_turned
from leaflets.checks.safety.concepts_kept import concepts_replaced
from leaflets.checks.safety.negation_kept import negation_lost
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import Sense, sense


@check(
    "safety/each-sentence-kept",
    severity=Severity.REVIEW,
    rationale="""
        “Adults take 1 tablet. Do not give any to children.” holds the same words when the two have changed places.
    """,
    bad=Example("Do not cut it. Use a cloth.", "Разрежьте. Не берите салфетку.", "ru"),
    good=Example("Do not cut it. Use a cloth.", "Не режьте. Возьмите салфетку.", "ru"),
    needs="negation",
)
def each_sentence_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where both texts have as many sentences, each forbids, negates, compares and names what its own source does.

    Reads each pair of sentences as bans-kept, negation-kept, comparators-kept and concepts-kept read the whole; what
    one of them finds in the whole is not said twice.

    Known gap: within one sentence, two things that have changed places.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    said, kept = source.told, text.told
    if len(said) != len(kept) or len(said) == 1:
        return
    known = _known(target)
    lacking = [place for place, (one, other) in enumerate(zip(said, kept, strict=True)) if (one - other) & known]
    if not lacking or _differs(source, text, target):
        return
    for one, other in ((source.sentences[place], text.sentences[place]) for place in lacking):
        if what := _differs(one, other, target):
            yield Found(f"in one sentence, {what}", f"The source says: {one.text}")
            return


@lru_cache(maxsize=64)
def _known(target: Language) -> frozenset[str]:
    """Return what can be told of a sentence in ``target``."""
    return frozenset({"not", *target.concepts, *target.comparators})


def _differs(said: Sense, kept: Sense, target: Language) -> str:
    """Return what ``kept`` does not forbid, negate, compare or name as ``said`` does; '' for nothing."""
    found = ban_gone(said, kept) or negation_lost(said, kept) or comparison_turned(said, kept, target)
    return found or next(concepts_replaced(said, kept, target), "")
