"""What every leaflet of the house must say, this one says."""

from collections.abc import Iterator

from leaflets.catalog import SAFETY, Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.edition import Edition


@check(
    "page/required-statements",
    severity=Severity.ERROR,
    rationale="""
        A clinic decides once what no leaflet may lack: whom to ask, and whom to call. Nobody remembers it for each
        leaflet.
    """,
    bad=Example("Do not take more than 8 tablets.", context="safety:dose", required=("dose", "ask-first")),
    good=Example("Do not take more than 8 tablets.", context="safety:dose", required=("dose",)),
)
def required_statements(edition: Edition) -> Iterator[tuple[Message, Found]]:
    """Each statement of the safety bank that the settings list under ``required`` is in the leaflet."""
    leaflet, said = edition.document.leaflet, {said.safety_id for said in edition.document.said}
    for wanted in edition.settings.required:
        if wanted not in said:
            place = Message(f"{SAFETY}{wanted}", "", ("",), line=1, path=f"templates/{leaflet.template}")
            hint = f"Say it: {{{{ safety.{wanted.replace('-', '_')}() }}}}."
            yield place, Found(f"the leaflet lacks the required statement {wanted}", hint)
