"""A page says which language it is in, so that it is read out right and stands the right way round."""

import re
from collections.abc import Iterator

from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.document import Said, plain, walk
from leaflets.edition import Edition
from leaflets.language import known, language

CATALOG = re.compile(rb"/Type/Catalog\b.*?endobj", re.DOTALL)  # the root object of a PDF, not the gettext kind
LANG, WAY = re.compile(rb"/Lang\(([\w-]+)\)"), re.compile(rb"/Direction/(L2R|R2L)")


@check(
    "page/language-declared",
    severity=Severity.ERROR,
    rationale="""
        A screen reader reads Arabic with an English voice, and a browser sets it from the left, when the page does
        not say that it is Arabic.
    """,
    bad=Example("Drink water.", "Пейте воду.", "ru", page='<html lang="en" dir="ltr"><p>Пейте воду.</p></html>'),
    good=Example("Drink water.", "Пейте воду.", "ru", page='<html lang="ru" dir="ltr"><p>Пейте воду.</p></html>'),
)
def language_declared(edition: Edition) -> Iterator[tuple[Said | None, Found]]:
    """The page names its language and direction, and each piece in another language names its own.

    Of a PDF the root object is read, as its bytes stand. Known gap: pieces in another language in a PDF.
    """
    document = edition.document
    wanted = (document.language.tag, document.language.direction)
    if edition.format == "pdf":
        yield from _pdf(edition)
        return
    root = edition.root
    if (root.lang, root.direction) != wanted:
        said = f"lang={root.lang or 'none'} dir={root.direction}"
        yield None, Found(f"{edition.name}: its root says {said}", f"It must say lang={wanted[0]} dir={wanted[1]}.")
    others = {language(code).tag: language(code).direction for code in known() if language(code).tag != wanted[0]}
    for piece in edition.pieces:
        if (
            piece.text.strip()
            and not piece.flat
            and piece.direction not in {"auto", others.get(piece.lang, piece.direction)}
        ):
            what = f"“{piece.text.strip()}” is {piece.lang} and set {piece.direction}"
            yield None, Found(f"{edition.name}: {what}", "Give it its dir.")
    for shown, text in _in_source(edition):
        there = "".join(piece.text for piece in edition.pieces if piece.lang == shown.language.tag)
        if text not in " ".join(there.split()):
            yield (
                shown,
                Found(f"{edition.name} does not say that this is {shown.language.english}", "Give it its lang."),
            )


def _pdf(edition: Edition) -> Iterator[tuple[Said | None, Found]]:
    mine = edition.document.language
    root = CATALOG.search(edition.rendered.data)
    lang, way = (found.search(root[0]) if root else None for found in (LANG, WAY))
    if not lang or lang[1].decode().partition("-")[0] != mine.tag.partition("-")[0]:
        yield (
            None,
            Found(f"{edition.name}: its /Lang is {lang[1].decode() if lang else 'none'}", f"Set it to {mine.tag}."),
        )
    if not way or (way[1] == b"R2L") is not mine.rtl:
        yield (
            None,
            Found(
                f"{edition.name}: its direction is {way[1].decode() if way else 'none'}",
                f"Set dir to {mine.direction}.",
            ),
        )


def _in_source(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Yield each message of the document that is shown in another language, and its text."""
    document = edition.document
    for element in walk((*document.title, *(node for section in document.sections for node in section.nodes))):
        if element.said and element.said.language.code != document.language.code:
            yield element.said, plain(element.children)
