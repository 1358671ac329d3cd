"""A translation belongs to one sentence."""

from collections import defaultdict
from collections.abc import Iterator

from leaflets.catalog import Catalog, Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.text import folded

LONG = 20  # characters: shorter ones may well be the same


@check(
    "catalog/not-another",
    severity=Severity.REVIEW,
    scope="catalog",
    rationale="""
        Two sentences that differ in English and are the same in the translation: one of them was pasted
        in the wrong place, and the patient never reads the other.
    """,
    bad=Example(
        "Do not inject yourself.",
        "Не покупайте препарат в интернете.",
        "ru",
        beside="Do not buy the injections online.",
    ),
    good=Example("Do not inject yourself.", "Не делайте себе инъекции сами.", "ru"),
)
def not_another(catalog: Catalog, messages: tuple[Message, ...], language: Language) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """Two different sources do not have the same translation of some length."""
    by_text = defaultdict(list)
    for message in messages:
        if len(message.text) >= LONG:
            by_text[folded(message.text)].append(message)
    for same in by_text.values():
        for message in same[1:]:
            if _plain(message.source) != _plain(same[0].source):
                yield (
                    message,
                    Found(
                        f"the same words as in line {same[0].line}, for another source",
                        f"It must say: {message.source}",
                    ),
                )


def _plain(text: str) -> str:
    return "".join(char for char in folded(text) if char.isalnum())
