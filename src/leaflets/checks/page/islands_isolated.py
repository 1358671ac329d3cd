"""A phone number in Arabic text is printed in its own order."""

import re
from collections.abc import Iterator

from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.document import ISLAND, Said
from leaflets.edition import Edition

ISOLATE = re.compile("[\u2066-\u2068][^\u2069]*\u2069")


@check(
    "page/islands-isolated",
    severity=Severity.ERROR,
    rationale="""
        +44 20 7946 0123 in Arabic text is printed 0123 7946 20 44+ where nothing isolates it, and 25 °C as C° 25. It
        looks right to a computer, and nobody can call it.
    """,
    bad=Example(
        "Call 020 7946 0123.", "اتصل على 020 7946 0123.", "ar", page='<p dir="rtl">اتصل على 020 7946 0123.</p>'
    ),
    good=Example(
        "Call 020 7946 0123.",
        "اتصل على 020 7946 0123.",
        "ar",
        page='<p dir="rtl">اتصل على <bdi dir="ltr">020 7946 0123</bdi>.</p>',
    ),
)
def islands_isolated(edition: Edition) -> Iterator[tuple[Said | None, Found]]:
    """In right-to-left text each number, Latin word and address stands in an element of its own direction.

    In a PDF it stands between the signs that isolate it, in what the theme is given to show. Attributes and the title
    of the window cannot hold either.
    """
    if not edition.document.language.rtl:
        return
    for piece in edition.pieces:
        if piece.direction == "rtl" and not piece.flat:
            for bare in ISLAND.findall(ISOLATE.sub("", piece.text)):
                yield None, Found(f"{edition.name}: “{bare}” is not isolated", "Show the text as the document has it.")
