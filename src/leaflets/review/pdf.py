"""The review sheet on paper, with room for a pen: PDF/UA-1 and PDF/A-2a, from data alone."""

from typing import Any

from leaflets.difference import Piece
from leaflets.document import Node
from leaflets.fonts import characters
from leaflets.language import Language
from leaflets.render.pages import INVISIBLE
from leaflets.render.pdf import typeset
from leaflets.review import ReviewSheet, Row, laid_out
from leaflets.standing import State
from leaflets.templates import THEME
from leaflets.visible import visible


def write(sheet: ReviewSheet) -> bytes:
    """Return the PDF. What no font can draw is shown by its number: a damaged translation must still be read."""
    source = sheet.project.source
    families = tuple(dict.fromkeys((*sheet.language.typography.fonts, *source.typography.fonts)))
    can = set(INVISIBLE).union(*map(characters, families))
    data = {
        "language": _spoken(sheet.language),
        "source": _spoken(source),
        "bilingual": sheet.bilingual,
        "clinic": sheet.project.settings.clinic.name,
        "leaflets": [leaflet.id for leaflet in sheet.leaflets],
        "count": len(sheet.rows),
        "needed": {"safety": list(sheet.signoffs.needed.safety), "other": list(sheet.signoffs.needed.other)},
        "parts": [{"title": title, "rows": [_row(sheet, row) for row in rows]} for title, rows in sheet.parts],
    }
    day = max(leaflet.card.issued for leaflet in sheet.leaflets)
    name = f"{sheet.language.code} review sheet"
    return typeset(THEME / "review.typ", families, _drawable(data, can), day, name)[0]


def _spoken(language: Language) -> dict[str, Any]:
    kind = language.typography
    return {
        "name": language.name,
        "english": language.english,
        "lang": language.tag.partition("-")[0],
        "region": language.cldr.rpartition("_")[2],
        "dir": language.direction,
        "fonts": kind.fonts,
        "top": kind.top,
        "bottom": kind.bottom,
        "leading": kind.leading,
    }


def _row(sheet: ReviewSheet, row: Row) -> dict[str, Any]:
    language, source = sheet.language, sheet.project.source
    return {
        "name": row.name,
        "signed": "" if row.standing.state is State.UNSIGNED else row.signed,  # the head says who is to sign
        "source": [_plain(text, source) for text in row.wording.sources],
        "translation": [_plain(text, language) for text in row.wording.texts],
        "note": row.note,
        "findings": [
            {"error": finding in row.errors, "text": visible(f"{finding.message}. {finding.hint}")}
            for finding in row.findings
        ],
        "changes": {name: list(map(_piece, pieces)) for name, pieces in row.changes(language).items()},
    }


def _plain(text: str, language: Language) -> str:
    return "".join(map(_node, laid_out(visible(text), language)))


def _node(node: Node) -> str:
    return node if isinstance(node, str) else f"\u2066{''.join(map(_node, node.children))}\u2069"


def _piece(piece: Piece) -> dict[str, str]:
    return {"what": piece[0], "text": visible(piece[1])}


def _drawable(value: Any, can: set[int]) -> Any:  # noqa: ANN401  data as JSON holds it
    if isinstance(value, dict):
        return {key: _drawable(one, can) for key, one in value.items()}
    if isinstance(value, list):
        return [_drawable(one, can) for one in value]
    if isinstance(value, str):
        return "".join(char if ord(char) in can else f"[U+{ord(char):04X}]" for char in value)
    return value
