"""Nothing on the page is in the source language that does not say so."""

import re
import unicodedata
from collections.abc import Iterator

from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.document import Element, Node, Said, plain, walk
from leaflets.edition import Edition
from leaflets.language import language

WORD = re.compile(r"[^\W\d_]{2,}")
LEAST = 3  # letters of a part of a translation: what is shorter could be a part of any word
SIGNS = re.compile("[\u2066-\u2069]")


@check(
    "page/no-source-left",
    severity=Severity.ERROR,
    rationale="""
        A theme that writes “Call us” by itself, in every language, tells most patients nothing.
    """,
    bad=Example("Drink water.", "Пейте воду.", "ru", page='<html lang="ru"><p>Пейте воду.</p><p>Call us.</p></html>'),
    good=Example(
        "Drink water.",
        "Пейте воду.",
        "ru",
        page='<html lang="ru"><p>Пейте воду.</p><p lang="en">Call us.</p></html>',
    ),
)
def no_source_left(edition: Edition) -> Iterator[tuple[Said | None, Found]]:
    """Each word in the letters of the source language is marked as such, or is a translation's or the clinic's.

    The theme's own words, the title of the window and what is read out of a picture are looked at too. What a catalog
    does not translate is shown in the source language and marked. In a PDF, what the theme is given to show. Known
    gap: words that a project's own leaflet.typ writes by itself.
    """
    mine, source = edition.document.language, language(edition.settings.source)
    if mine.code == source.code:
        return
    known = sorted({own for own in _known(edition) if own}, key=len, reverse=True)
    letters = _script(source.name[0])
    for piece in edition.pieces:
        text = " ".join(SIGNS.sub("", piece.text).split())
        if piece.lang != mine.tag or text in known or not any(_script(char) == letters for char in text):
            continue
        for own in known:
            text = text.replace(own, " ") if len(own) >= LEAST else text
        if any(_script(word[0]) == letters for word in WORD.findall(text)):
            left = " ".join(text.split())
            hint = "Say it through the theme's words, or mark it with lang."
            yield None, Found(f"{edition.name}: “{left}” is no word of a translation", hint)


def _known(edition: Edition) -> Iterator[str]:
    """Yield what may stand there: what the translations say, as a whole and piece by piece, and names that are set."""
    clinic, document = edition.settings.clinic, edition.document
    yield from (clinic.name, clinic.web, document.leaflet.id, document.language.name)
    yield from (" ".join(said.text.split()) for said in document.said if said.language.code == document.language.code)
    nodes = [*document.title, *(node for section in document.sections for node in section.nodes)]
    for element in walk((*nodes, *(node for words in document.words.values() for node in words))):
        if element.said and element.said.language.code == document.language.code:
            yield plain(element.children)
            yield from (" ".join(leaf.split()) for leaf in _leaves(element.children))


def _leaves(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Element):
            yield from _leaves(node.children)
        else:
            yield node


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
