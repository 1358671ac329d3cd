"""One sentence has one translation in a catalog."""

from collections import defaultdict
from collections.abc import Iterator

from leaflets.catalog import Catalog, Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.text import folded


@check(
    "catalog/consistent",
    severity=Severity.REVIEW,
    scope="catalog",
    rationale="""
        Two names for one thing read like two things: the patient looks for the difference.
    """,
    bad=Example("Ask your doctor.", "Спросите врача.", "ru", again="Поговорите с доктором."),
    good=Example("Ask your doctor.", "Спросите врача.", "ru", again="Спросите врача."),
)
def consistent(catalog: Catalog, messages: tuple[Message, ...], language: Language) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """The same words of the source, in two contexts, have the same translation."""
    by_source = defaultdict(list)
    for message in messages:
        if message.translated:
            by_source[message.source, message.plural].append(message)
    for same in by_source.values():
        for message in same[1:]:
            if [*map(folded, message.texts)] != [*map(folded, same[0].texts)]:
                yield message, Found(f"line {same[0].line} says it in other words", f"There: {same[0].text}")
