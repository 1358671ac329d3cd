"""What a leaflet states as a fact has a source, and the source was there before the leaflet."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written
from leaflets.language import SOURCE, language
from leaflets.meaning.sense import sense

MEASURED = frozenset({"percent", "mg", "mcg"})  # nobody knows these by himself
OF_MANY = re.compile(r"\b(?:of|in|out of) (?:every )?\d[\d,]* (?:people|patients|women|men|children|babies|cases)\b")


@check(
    "source/sources-dated",
    severity=Severity.ERROR,
    rationale="""
        A figure without a source cannot be checked by anybody, and a source that is younger than the leaflet is
        a mistake in one of the two dates.
    """,
    bad=Example("Of 100 patients, 12 had a rash."),
    good=Example(
        "Of 100 patients, 12 had a rash.",
        card='[[sources]]\nid = "trial"\ntitle = "A trial"\npublisher = "A journal"\ndate = 2024-05-06',
    ),
)
def sources_dated(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:
    """A leaflet with a percentage, a dose in mg or a count of patients names a source; no source is younger than it.

    That each source has a date is a rule of leaflet.toml itself. Known gap: a fact without a figure.
    """
    if written.card is None:
        return
    for number, source in enumerate(written.card.sources):
        if source.date > written.card.issued:
            hint = f"The leaflet is of {written.card.issued}: which of the two dates is wrong?"
            yield written.line("date", number), Found(f"the source {source.id} is of {source.date}", hint)
    stated = next((message for message in sheet.messages if _states(message.source)), None)
    if stated and not written.card.sources:
        yield stated, Found("a figure, and the leaflet names no source", "Add [[sources]] to leaflet.toml.")


def _states(text: str) -> bool:
    read = sense(text, language(SOURCE))
    return bool(any(quantity.units & MEASURED for quantity in read.quantities) or OF_MANY.search(read.folded))
