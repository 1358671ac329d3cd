"""What a leaflet tells a patient in one language: every statement, the sources, the pictures, and nothing of its look.

A release keeps it as ``releases/<code>.json``. The file's SHA-256 is the hash of the wording: NFC, one row a line.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

from leaflets.catalog import SAFETY
from leaflets.document import SIGNED, STAMPED, Document, Element, walk
from leaflets.render.pages import picture

# theme words that tell the patient nothing of the leaflet, or what the release says beside its wording
UNTOLD = (*SIGNED, *STAMPED, "draft", "draft_why", "languages", "all_leaflets", "version", "issued", "page")


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """One message as it is printed, its values filled in: context, the source's words, the language's words."""

    context: str | None
    source: str
    text: str

    @property
    def safety(self) -> bool:
        return self.context is not None and self.context.startswith(SAFETY)


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The statements in reading order, the sources as printed, and each picture's SHA-256."""

    statements: tuple[Statement, ...]
    sources: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> bytes:
        """Return the bytes of the file: the same wording gives the same bytes, another one others."""
        parts = [f' "{name}": [{_rows(rows)}]' for name, rows in msgspec.structs.asdict(self).items()]
        return "{{\n{}\n}}\n".format(",\n".join(parts)).encode()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def wording(document: Document) -> Wording:
    """Return what ``document`` tells. Raises LeafletsError for a picture that is not there."""
    hidden = {id(word.said) for name in UNTOLD for word in walk(document.words.get(name, ())) if word.said is not None}
    told = [said for said in document.said if id(said) not in hidden]
    statements = [Statement(said.context, _nfc(said.meant), _nfc(said.shown)) for said in told]
    sources = tuple(_nfc(item.printed) for item in document.leaflet.card.sources)
    return Wording(tuple(statements), sources, tuple(_pictures(document)))


def read(data: bytes) -> Wording:
    """Return the wording that ``data`` holds; raise msgspec.DecodeError when it holds none."""
    return msgspec.json.decode(data, type=Wording)


def _pictures(document: Document) -> Iterator[tuple[str, str]]:
    images: Iterable[Element] = (
        node for section in document.sections for node in walk(section.nodes) if node.tag == "img"
    )
    for image in images:
        yield image.get("src"), hashlib.sha256(picture(document, image).encode()).hexdigest()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _rows(rows: Iterable[object]) -> str:
    return ",".join(f"\n  {json.dumps(msgspec.to_builtins(row), ensure_ascii=False)}" for row in rows)
