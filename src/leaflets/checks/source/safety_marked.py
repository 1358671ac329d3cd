"""What can hurt is safety wording, so that every check and every translator sees it."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written
from leaflets.language import SOURCE, language
from leaflets.meaning.sense import sense

CLAUSES = re.compile(r"(?<=[.!?,;:])\s+|(?<!\s)\s++(?:and|or|but|then)\s+")
TO_PATIENT = re.compile(r"\byou\b|\byour\b|^(?:please )?(?:ask|call|get|go|see|stop|take|tell|use)\b")
DOSES = frozenset({"mg", "mcg", "ml", "tablet", "drop"})
OFTEN = re.compile(r" times? (?:a|per|each|every|in|daily)\b")
KIND = re.compile(r"(?:do not|don't) (?:worry|hesitate|panic)\b")
POISON = re.compile(r"\bpoison (?:control|cent(?:er|re))\b")
URGENT = frozenset({"emergency", "ambulance", "pregnant", "breast-feeding", "allergy"})


@check(
    "source/safety-marked",
    severity=Severity.REVIEW,
    only=SOURCE,
    rationale="""
        Only what is marked as safety wording is held to the checks of numbers, bans and signs, and is never shown
        untranslated.
    """,
    bad=Example("Do not take this medicine with alcohol."),
    good=Example("Do not take this medicine with alcohol.", context="safety:no-alcohol"),
)
def safety_marked(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """A sentence with a dose or a ban, or that tells the patient of an emergency, a pregnancy or an allergy, is marked.

    A ban is “do not”, “never”, “must not” where a clause begins; “the marks do not hurt” and “do not worry” are none.
    Known gap: a danger in other words.
    """
    for message in sheet.messages:
        if not message.safety and (why := _danger(message.source)):
            yield message, Found(f"{why} outside safety wording", 'Give it a context: {% trans "safety:its-id" %}.')


def _danger(text: str) -> str:
    """Return what in ``text`` can hurt, or nothing."""
    english = language(SOURCE)
    read = sense(text, english)
    for row in read.quantities:
        if row.units & DOSES or OFTEN.match(read.folded, row.number.end):
            return f"a dose ({row})"
    for clause in CLAUSES.split(read.folded):
        order = re.sub(r"^(?:please|you(?= (?:must|should)\b)) ", "", clause)
        if sense(order, english).bans and not KIND.match(order):
            return f"a ban (“{clause}”)"
    urgent = sorted(read.concepts & URGENT | set(POISON.findall(read.folded))) if TO_PATIENT.search(read.folded) else []
    return f"a warning ({', '.join(urgent)})" if urgent else ""
