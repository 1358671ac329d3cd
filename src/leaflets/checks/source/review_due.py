"""A leaflet is looked at again in time."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written

YEARS = 3  # the longest that hospitals commonly let a patient leaflet stand unread


@check(
    "source/review-due",
    severity=Severity.ERROR,
    rationale="""
        Medicine changes, paper does not. The date on the page is what tells a patient, and a nurse who finds the
        leaflet in a drawer, that it is too old.
    """,
    bad=Example(card="issued = 2026-01-02\nreview_due = 2031-01-02"),
    good=Example(card="issued = 2026-01-02\nreview_due = 2029-01-02"),
)
def review_due(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """The review date in leaflet.toml is after the date of issue, and at most three years after it."""
    if written.card is None:
        return
    issued, due = written.card.issued, written.card.review_due
    place = written.line("review_due")
    if due <= issued:
        yield place, Found(f"the review is due before the issue, on {issued}", "One of the two dates is wrong.")
    elif (due.year - YEARS, due.month, due.day) > (issued.year, issued.month, issued.day):
        yield place, Found(f"the review is due more than {YEARS} years after the issue, on {issued}", "Set it earlier.")
