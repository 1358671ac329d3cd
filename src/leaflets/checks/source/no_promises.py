"""The leaflet promises nothing."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written
from leaflets.language import SOURCE
from leaflets.meaning.sense import sense


@check(
    "source/no-promises",
    severity=Severity.ERROR,
    only=SOURCE,
    rationale="""
        What the leaflet promises, every translation promises: a cure, a guarantee, a treatment without side effects.
    """,
    bad=Example("The injections are completely safe."),
    good=Example("Nobody has shown that the injections are completely safe. They do not cure scars."),
)
def no_promises(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """Nothing cures, is guaranteed, is completely safe or has no side effects, unless the clause says “not”."""
    for message in sheet.messages:
        promised = sense(message.source, sheet.language).promises
        if promised:
            yield message, Found(f"it promises: {', '.join(sorted(promised))}", "Say what is known.")
