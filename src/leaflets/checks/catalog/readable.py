"""The file can be read as what it is: a catalog of one language, each message once."""

from collections.abc import Iterator

from leaflets.catalog import Catalog, Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language, find


@check(
    "catalog/readable",
    severity=Severity.ERROR,
    scope="catalog",
    rationale="""
        A line that a program cannot read is a sentence that the patient does not get, and most programs say nothing.
    """,
    bad=Example("%(n)s days", "%(n)s дней", "ru", plural=True),
    good=Example("A day", "Один день", "ru"),
)
def readable(catalog: Catalog, messages: tuple[Message, ...], language: Language) -> Iterator[tuple[Message, Found]]:
    """Every line is PO, no message stands twice, the header names the language, and plurals have all their forms."""
    for problem in catalog.problems:
        yield Message(None, "", ("",), line=problem.line), Found(problem.text, "Mend the line.")
    said = catalog.header.get("Language", "")
    other, own = find(said) if said else None, find(language.code)  # pt_BR is Portuguese, in the folder too
    if other and own and other.code != own.code:
        yield (
            Message(None, "", ("",), line=1),
            Found(f"the header says the language is {said}", "Is it the right file?"),
        )
    wanted = 2 if catalog.forms is None else catalog.forms
    for message in messages:
        if message.plural and len(message.texts) != wanted:
            yield (
                message,
                Found(f"plural forms: {len(message.texts)}, the header says {wanted}", "Fill every msgstr[n]."),
            )
