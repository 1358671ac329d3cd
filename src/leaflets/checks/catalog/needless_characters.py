"""Nothing is left in the text that neither shows nor does anything."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message, unescaped
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language

NEEDLESS = re.compile("\\s\u200b|\u200b\\s")


@check(
    "catalog/needless-characters",
    severity=Severity.REVIEW,
    rationale="""
        A space without width beside a real one changes nothing for a reader. It comes along when text is pasted, and
        whoever searches for the words does not find them.
    """,
    bad=Example("Wait an hour, then eat.", "Подождите час, \u200bзатем поешьте.", "ru"),
    good=Example("Wait an hour, then eat.", "Подождите час, затем поешьте.", "ru"),
)
def needless_characters(message: Message, target: Language) -> Iterator[Found]:  # noqa: ARG001
    """No zero-width space stands beside a space; anywhere else it is hidden-characters'."""
    if any(NEEDLESS.search(text) for text in map(unescaped, message.texts)) and "\u200b" not in message.source:
        yield Found("a zero-width space beside a space: U+200B", "Take it out.")
