"""A catalog holds the sentences of today's templates."""

from collections.abc import Iterator

from leaflets.catalog import Catalog, Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language


@check(
    "catalog/up-to-date",
    severity=Severity.REVIEW,
    scope="catalog",
    rationale="""
        Who translates a sentence that no template has any more works for nobody, and a sentence that was changed
        in English is still to be translated.
    """,
    bad=Example("Take it with milk.", "Принимайте с молоком.", "ru", stale=True),
    good=Example("Take it with milk.", "Принимайте с молоком.", "ru"),
)
def up_to_date(catalog: Catalog, messages: tuple[Message, ...], language: Language) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """Each message in use stands in a template. In a single file, without its templates, each counts as such."""
    wanted = {message.key for message in messages}
    for message in catalog.live.values():
        if message.key not in wanted:
            yield message, Found("no template has this message any more", "Run leaflets update: it keeps the words.")
