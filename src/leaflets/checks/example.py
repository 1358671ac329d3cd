"""An example made into what a check of each scope reads."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from leaflets.catalog import SAFETY, Catalog, Message
from leaflets.checks.registry import Example
from leaflets.checks.sheet import Sheet, Written
from leaflets.checks.terms import TERMS, terms_of
from leaflets.document import Document, Element, Node, Said, Section, isolated
from leaflets.edition import Edition
from leaflets.language import SOURCE, language
from leaflets.project import Card, Clinic, Leaflet, Settings
from leaflets.render.pages import Look, Rendered
from leaflets.signoff import Entry, SignOff, Wording
from leaflets.standing import Signed, SignOffs

TODAY = dt.date(2026, 6, 1)  # the day on which every example is read
DAY = dt.date(2026, 1, 2)  # and on which it was signed
CARD = {"id": "example", "version": "1", "issued": dt.date(2026, 1, 2), "review_due": dt.date(2027, 1, 2)}
CLINIC = Clinic("Example Clinic", "+000 00 000 0000", "+000 00 000 0001", "https://clinic.example.org")

Reads = Iterator[tuple[Any, ...]]


def reads(scope: str, example: Example) -> Reads:
    """Yield what a check of ``scope`` is given to read, once for each time that it is asked."""
    return _READS[scope](example)


def _messages(example: Example, translation: str | None = None) -> tuple[Message, ...]:
    plural = example.source if example.plural else None
    texts = (example.translation if translation is None else translation,)
    said = [Message(example.context, example.source, texts, plural, line=1)]
    said += [Message(example.context, example.beside, texts, line=2)] if example.beside else []
    said += [Message("again", example.source, (example.again,), plural, line=3)] if example.again else []
    return tuple(said)


def _message(example: Example) -> Reads:
    for message in _messages(example):
        yield message, language(example.language)


def _catalog(example: Example) -> Reads:
    said = _messages(example)
    yield Catalog(Path(), "", {}, said), () if example.stale else said, language(example.language)


def _project(example: Example) -> Reads:
    rows = ((example.language, example.translation), *example.others)
    terms = terms_of(example.terms, Path(TERMS))
    yield (
        tuple(
            Sheet(language(code), f"{number}.po", said, f"leaflet {number}", Catalog(Path(), "", {}, said), terms=terms)
            for number, (code, text) in enumerate(rows, start=1)
            for said in [_messages(example, text)]
        ),
    )


def _signed(example: Example) -> Reads:
    first = _messages(example)[0]
    was = Wording.said(replace(first, texts=(example.signed,)), example.language)
    by = (SignOff("reviewer", "Test Reviewer", DAY, example.back), SignOff("clinician", "Test Clinician", DAY))
    signoffs = SignOffs(Path("signoffs.toml"), example.language, entries=(Entry(was, by),), trouble=example.trouble)
    wording = Wording.said(first, example.language)
    signed = Signed(signoffs, "signoffs.toml", ((first, wording, signoffs.standing(wording)),))
    yield ((Sheet(language(example.language), "1.po", (first,), signed=signed),),)


def _card(example: Example) -> Card:
    return msgspec.convert(CARD | tomllib.loads(example.card), Card)


def _source(example: Example) -> Reads:
    written = Written("leaflet.pot", example.stale, TODAY, _card(example), "leaflet.toml", example.card)
    yield Sheet(language(SOURCE), "leaflet.html", _messages(example), "example", written=written), written


def _page(example: Example) -> Reads:
    lang, first = language(example.language), _messages(example)[0]
    said = Said(first.context, first.source, first.text or first.source, lang, first, "example")
    nodes: tuple[Node, ...] = isolated(said.text) if lang.rtl else (said.text,)
    paragraph = Element("p", (Element("span", nodes, said=said),))
    boxed = bool(said.context and said.context.startswith(SAFETY))
    shown = Element("aside", (paragraph,), (("class", "warning"),)) if boxed else paragraph
    leaflet = Leaflet(Path("example"), _card(example))
    document = Document(leaflet, lang, (), (Section("example", (shown,)),), {}, {}, (said,))
    settings = Settings(CLINIC, required=example.required)
    yield (Edition(document, "html", Look(), Rendered(example.page.encode()), settings),)


_READS: dict[str, Callable[[Example], Reads]] = {
    "message": _message,
    "catalog": _catalog,
    "project": _project,
    "signed": _signed,
    "source": _source,
    "page": _page,
}
