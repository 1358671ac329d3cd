"""One document and what was rendered from it, read back as it was made."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from leaflets.document import Document
from leaflets.language import language
from leaflets.project import Settings
from leaflets.render.pages import Look, Rendered

VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
UNSEEN = frozenset(("script", "style", "template"))
SPOKEN = ("alt", "aria-label", "title")  # attributes that are read out or shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that a patient sees or hears, and what is said of it where it stands.

    ``direction`` is ltr, rtl or auto. ``statement`` numbers the safety statements of a page, from 0. ``flat``: it
    cannot hold markup (an attribute, the title of a window).
    """

    text: str
    lang: str = ""
    direction: str = "ltr"
    boxed: bool = False
    statement: int | None = None
    flat: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A document in one format for one paper: its bytes, its layout facts, and the settings it was made with."""

    document: Document
    format: str
    look: Look
    rendered: Rendered
    settings: Settings

    @property
    def name(self) -> str:
        """Return the path below the output folder: A4 is the paper that needs no word."""
        paper = "" if self.format == "html" or self.look.paper == "a4" else f".{self.look.paper}"
        return f"{self.document.language.code}/{self.document.leaflet.id}{paper}.{self.format}"

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the text of a web page as its bytes say it; of a PDF, what the theme was given to show."""
        return _page(self.rendered.data).pieces if self.format == "html" else tuple(_given(self))

    @property
    def root(self) -> Piece:
        """Return what the root of a web page says of its language and direction."""
        return _page(self.rendered.data).root

    @property
    def statements(self) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
        """Return the id and the text of each safety statement of a web page, in its order."""
        page = _page(self.rendered.data)
        return tuple(
            (identity, tuple(piece for piece in page.pieces if piece.statement == number and not piece.flat))
            for number, identity in enumerate(page.ids)
        )


def _given(edition: Edition) -> Iterator[Piece]:
    """Yield the text that the theme of a PDF was given, in the language of the leaflet or of the source."""
    given, source, own = edition.rendered.given, language(edition.settings.source), edition.document.language
    here, there = Piece("", own.tag, own.direction), Piece("", source.tag, source.direction)
    for name, nodes in given.items():
        if name in {"title", "sections", "words"}:
            yield from _texts(nodes if name != "words" else list(nodes.values()), here, there)


def _texts(nodes: list[Any], here: Piece, there: Piece) -> Iterator[Piece]:
    for node in nodes:
        if isinstance(node, str):
            yield replace(here, text=node)
        elif isinstance(node, list):
            yield from _texts(node, here, there)
        else:
            around = there if "in_source" in node else here
            yield replace(around, text=node.get("alt", ""), flat=True)
            yield from _texts(node["children"], around, there)


@lru_cache(maxsize=4)
def _page(data: bytes) -> "_Page":
    page = _Page()
    page.feed(data.decode())
    page.close()
    return page


class _Page(HTMLParser):
    """Reads a web page: its visible text, and what the elements around it say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Piece("")
        self.ids: list[str] = []
        self._open: list[tuple[str, Piece | None]] = []
        self._pieces: list[Piece] = []

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        around = self._open[-1][1] if self._open else self.root
        within = None if around is None or _hidden(tag, said) else self._within(tag, said, around)
        if tag == "html" and within:
            self.root = within
        if within:
            self._pieces += [replace(within, text=said[name], flat=True) for name in SPOKEN if said.get(name)]
        if tag not in VOID:
            self._open.append((tag, within))

    def _within(self, tag: str, said: dict[str, str], around: Piece) -> Piece:
        if "data-safety" in said:
            self.ids.append(said["data-safety"])
            around = replace(around, statement=len(self.ids) - 1)
        return replace(
            around,
            lang=said.get("lang", around.lang),
            direction=said.get("dir", "auto" if tag == "bdi" else around.direction),
            boxed=around.boxed or tag == "aside",
            flat=tag == "title",
        )

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        around = self._open[-1][1] if self._open else self.root
        if around:
            self._pieces.append(replace(around, text=data))


def _hidden(tag: str, said: dict[str, str]) -> bool:
    style = said.get("style", "").replace(" ", "")
    return tag in UNSEEN or "hidden" in said or "display:none" in style or "visibility:hidden" in style
