"""Every message is translated, and nobody has marked it unsure."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language


@check(
    "catalog/complete",
    severity=Severity.ERROR,
    rationale="""
        Where a translation is missing, the patient gets a line in a language that he may not read.
        Where it is fuzzy, it was made for another sentence.
    """,
    bad=Example("Do not inject yourself.", "", "ru"),
    good=Example("Do not inject yourself.", "Не делайте себе инъекции сами.", "ru"),
    empty=True,
)
def complete(message: Message, language: Language) -> Iterator[Found]:
    """Every message has a translation, and none is fuzzy."""
    if message.empty:
        yield Found(f"not translated into {language.english}", f"Translate: {message.source}")
    elif message.fuzzy:
        yield Found("marked fuzzy: the translation was made for another sentence", f"It must say: {message.source}")
