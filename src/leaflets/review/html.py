"""The review sheet as one page: filled in a browser with no network, it gives back the table of ``table``.

What is typed stays in the browser, by fingerprint: a new sheet keeps the answers to words that did not change.
"""

from markupsafe import Markup, escape

from leaflets.document import Node
from leaflets.files import read_text
from leaflets.language import Language
from leaflets.render.html import font_faces
from leaflets.review import ReviewSheet, laid_out
from leaflets.review.table import COLUMNS, FORMULA, cells
from leaflets.templates import THEME, bare
from leaflets.visible import visible


def write(sheet: ReviewSheet) -> bytes:
    """Return the page; every text of a catalog is escaped, and none of it is code."""
    translations = "".join(text for row in sheet.rows for text in row.wording.texts)
    page = bare().from_string(read_text(THEME / "review.html"))
    return page.render(
        sheet=sheet,
        language=sheet.language,
        source=sheet.project.source,
        titles=[leaflet.id for leaflet in sheet.leaflets],
        parts=sheet.parts,
        columns=list(COLUMNS),
        cells=cells,
        formula=FORMULA.pattern,
        style=Markup(read_text(THEME / "style.css")),  # noqa: S704  the theme is ours
        fonts=Markup(font_faces(sheet.language, translations + sheet.language.name)),  # noqa: S704
        show=_shown,
        visible=visible,
    ).encode()


def _shown(text: str, language: Language) -> Markup:
    return Markup().join(map(_node, laid_out(visible(text), language)))


def _node(node: Node) -> Markup:
    if isinstance(node, str):
        return escape(node)
    return Markup('<bdi dir="ltr">{}</bdi>').format(Markup().join(map(_node, node.children)))
