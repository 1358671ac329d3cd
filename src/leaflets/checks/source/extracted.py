"""The message template says what the templates say."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written


@check(
    "source/extracted",
    severity=Severity.REVIEW,
    rationale="""
        Translation sites and new languages begin from the .pot file. What it lacks, nobody translates.
    """,
    bad=Example("Take it with milk.", stale=True),
    good=Example("Take it with milk."),
)
def extracted(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """The .pot file is there and is what ``leaflets extract`` would write."""
    if written.stale:
        place = Message(None, "", ("",), line=1, path=written.pot)
        yield place, Found("not what the templates say", "Run leaflets update.")
