"""The day on which the leaflet was to be read again has not passed."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written


@check(
    "source/review-not-past",
    severity=Severity.REVIEW,
    rationale="""
        Nobody has looked whether the leaflet is still right.
    """,
    bad=Example(card="issued = 2025-01-02\nreview_due = 2026-01-02"),
    good=Example(card="issued = 2026-01-02\nreview_due = 2027-01-02"),
)
def review_not_past(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """The review date in leaflet.toml is not before the day of the check (2026-06-01 in the examples)."""
    if written.card and written.card.review_due < written.today:
        yield (
            written.line("review_due"),
            Found(f"the review was due on {written.card.review_due}", "Read it anew, and date it anew."),
        )
