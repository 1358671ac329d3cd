"""Each sentence says what its own sentence of the source says."""

import re
from collections.abc import Iterator
from dataclasses import replace

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.safety.bans_kept import bans_kept
from leaflets.checks.safety.comparators_kept import comparators_kept
from leaflets.checks.safety.concepts_kept import concepts_kept
from leaflets.checks.safety.negation_kept import negation_kept
from leaflets.language import Language
from leaflets.meaning.length import DASHES, ENDS

PARTS = re.compile(f"(?:{ENDS.pattern}|{DASHES.pattern})+")
# what a whole text may hold although one of its sentences does not, and the data each needs
OF_A_SENTENCE = (
    (bans_kept, "negation"), (negation_kept, "negation"), (comparators_kept, "comparators"),
    (concepts_kept, "concepts"),
)  # fmt: skip


@check(
    "safety/each-sentence-kept",
    severity=Severity.REVIEW,
    rationale="""
        “Adults take 1 tablet. Do not give any to children.” holds the same words when the two have changed places.
    """,
    bad=Example("Do not cut it. Use a cloth.", "Разрежьте. Не берите салфетку.", "ru"),
    good=Example("Do not cut it. Use a cloth.", "Не режьте. Возьмите салфетку.", "ru"),
)
def each_sentence_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where both texts have as many sentences, each forbids, negates, compares and names what its own source does.

    Reads each pair of sentences as bans-kept, negation-kept, comparators-kept and concepts-kept read the whole; what
    one of them finds in the whole is not said twice.

    Known gap: within one sentence, two things that have changed places.
    """
    ones, others = (_parts(text) for text in (message.source, message.text))
    if len(ones) != len(others) or len(ones) < 2:  # noqa: PLR2004
        return
    looks = [look for look, needs in OF_A_SENTENCE if getattr(target, needs)]
    if any(any(look(message, target)) for look in looks):
        return
    for one, other in zip(ones, others, strict=True):
        for look in looks:
            for found in look(replace(message, source=one, texts=(other,)), target):
                yield Found(f"in one sentence, {found.message}", f"The source says: {one}")
                return


def _parts(text: str) -> list[str]:
    """Return the sentences of ``text``, each with the mark that ends it: “No.” is no “no”."""
    return [part.strip() for part in PARTS.sub(r"\g<0>\n", text).split("\n") if part.strip()]
