"""What every writer is given beside the document, and what it gives back."""

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaflets.document import PAGE_MARKS, Document, Element, plain, walk
from leaflets.errors import LeafletsError, MachineError
from leaflets.files import read_text
from leaflets.fonts import characters
from leaflets.language import Language

PAPERS = {"a4": (210, 297)}  # mm
INVISIBLE = frozenset(
    map(ord, "".join(PAGE_MARKS) + "\n\t\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
)


@dataclass(frozen=True, slots=True)
class Look:
    """How one edition looks: its paper, and the languages that stand beside it."""

    paper: str = "a4"
    siblings: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of an edition, and the theme file that made it.

    Of a PDF also: ``facts``, where the layout put each safety statement, ``pages``, how many there are, and what the
    theme was ``given`` to show.
    """

    data: bytes
    facts: list[dict[str, Any]] = field(default_factory=list)
    pages: int = 0
    theme: Path = Path()
    given: dict[str, Any] = field(default_factory=dict)


def picture(document: Document, image: Element) -> str:
    """Return the SVG text of an ``img`` of the leaflet; raise LeafletsError when it is not there."""
    path = document.leaflet.folder / image.get("src")
    if path.suffix != ".svg" or not path.resolve().is_relative_to(document.leaflet.folder.resolve()):
        raise LeafletsError(f"{path}: a picture is an SVG file in the leaflet's folder.", hint="Draw it as SVG.")
    return read_text(path)


def data_uri(mime: str, data: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def drawable(document: Document) -> None:
    """Raise MachineError for the first character that none of the language's fonts can draw.

    Names the character, the message and its catalog: a missing glyph is an empty box on paper.
    """
    can: set[int] = set(INVISIBLE).union(*(characters(family) for family in document.language.typography.fonts))
    everywhere = (*document.title, *(node for section in document.sections for node in section.nodes))
    words = (node for nodes in (*document.words.values(), *document.source_words.values()) for node in nodes)
    for element in walk((*everywhere, *words)):
        if element.said is None:
            continue
        for char in plain(element.children):
            if ord(char) not in can:
                said = element.said
                place = f"{said.domain}.po:{said.message.line}" if said.message else "the template"
                raise MachineError(
                    f"No font of {document.language.english} can draw {char!r} (U+{ord(char):04X}) "
                    f"in “{said.text[:60]}” ({document.language.code}, {place}).",
                    hint="Write the word without it, or add a font to src/leaflets/languages/ and fonts.toml.",
                )
