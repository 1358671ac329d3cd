"""A PDF for print through Typst: PDF/UA-1 and PDF/A-2a in one file, from data alone.

The tree goes to the theme as JSON: a translation is never markup and never code there.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Literal, cast

import typst

from leaflets.document import PAGE_MARKS, Document, Node, plain
from leaflets.errors import LeafletsError
from leaflets.files import read_text
from leaflets.fonts import files
from leaflets.project import Project
from leaflets.render.pages import PAPERS, Look, Rendered, drawable, picture
from leaflets.render.qr import DARK, drawing
from leaflets.templates import theme_path

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def render(project: Project, document: Document, look: Look) -> Rendered:
    """Return the PDF of ``document`` and where each safety statement stands on its pages.

    Boxes stay whole, unless letting them break saves a page. Raises MachineError for a missing font or glyph,
    LeafletsError when the theme is broken. A warning of the engine (an unknown font, text that overflows) is an
    error: paper does not warn.
    """
    drawable(document)
    theme = theme_path(project, "leaflet.typ")
    if "@preview" in read_text(theme):
        raise LeafletsError("leaflet.typ imports a package from the network.", hint="Write what it needs in the file.")
    families = tuple(dict.fromkeys((*document.language.typography.fonts, *project.source.typography.fonts)))
    data = _data(project, document, look)
    whole = _compiled(theme, document, families, data | {"whole": True})
    if whole.pages == 1:
        return whole
    broken = _compiled(theme, document, families, data | {"whole": False})
    return min(whole, broken, key=lambda rendered: rendered.pages)


def _compiled(theme: Path, document: Document, families: tuple[str, ...], data: dict[str, Any]) -> Rendered:
    name = f"{document.language.code} {document.leaflet.id}"
    pdf, facts = typeset(theme, families, data, document.leaflet.card.issued, name)
    pages = max(fact["pages"] for fact in facts if "pages" in fact)
    return Rendered(pdf, [fact for fact in facts if "id" in fact], pages, theme, data)


def typeset(
    theme: Path, families: tuple[str, ...], data: dict[str, Any], day: dt.date, name: str
) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the PDF that ``theme`` makes of ``data`` in the fonts ``families``, and the facts that it notes.

    ``day`` is the date in the file. Raises LeafletsError with ``name`` for whatever the engine says, warnings too.
    """
    folders = sorted({str(font.path.parent) for font in files(families)})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    compiler = typst.Compiler(
        str(theme),
        root=str(theme.parent),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    stamp = dt.datetime.combine(day, dt.time(), dt.UTC)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*STANDARDS], timestamp=stamp)
        facts = json.loads(compiler.query("<fact>", field="value"))
    except (typst.TypstError, RuntimeError) as error:
        raise _stopped(name, theme, error) from error
    for warning in warnings:
        raise _stopped(name, theme, warning)
    return cast("bytes", pdf), facts


def _stopped(name: str, theme: Path, why: object) -> LeafletsError:
    return LeafletsError(f"{name}: {why}", hint=f"Mend the template or {theme.name}.")


def _data(project: Project, document: Document, look: Look) -> dict[str, Any]:
    language, source, card = document.language, project.source, document.leaflet.card
    lang, _, rest = language.tag.partition("-")
    return {
        "lang": lang,
        "region": language.cldr.rpartition("_")[2],
        "script": rest,
        "dir": language.direction,
        "digits": list(language.digits),
        "page_marks": PAGE_MARKS,
        "print": {
            key: getattr(language.typography, key) for key in ("fonts", "size", "top", "bottom", "leading", "margin")
        },
        "paper": PAPERS[look.paper],
        "title": _nodes(document, document.title),
        "title_text": plain(document.title),
        "clinic": project.settings.clinic.name,
        "sections": [_nodes(document, section.nodes) for section in document.sections],
        "words": {name: _nodes(document, nodes) for name, nodes in document.words.items()},
        "source_words": {name: _nodes(document, nodes) for name, nodes in document.source_words.items()},
        "source_lang": source.tag,
        "source_dir": source.direction,
        "source_fonts": source.typography.fonts,
        "translated": language.code != source.code,
        "draft": document.draft,
        "signed": document.signed_words,
        "release": _release(document),
        "id": _isolate(card.id),
        "sources": [item.printed for item in card.sources],
    }


def _release(document: Document) -> dict[str, Any] | None:
    """Return the QR code of a release: the drawing, what it says, and its size in mm."""
    if document.stamp is None:
        return None
    svg, quiet = drawing(document.stamp.address)
    return {"svg": svg, "alt": plain(document.words["qr"]), "dark": DARK, "quiet": quiet}


def _nodes(document: Document, nodes: tuple[Node, ...]) -> list[Any]:
    """Return ``nodes`` as JSON data: a string, or {tag, kind, children} with what the tag needs.

    A left-to-right island is one string with its isolate, so that no theme can lose it.
    """
    return [_node(document, node) for node in nodes]


def _node(document: Document, node: Node) -> str | dict[str, Any]:
    if isinstance(node, str):
        return node
    children = _nodes(document, node.children)
    if node.tag == "bdi" and node.get("dir") == "ltr":
        return _isolate("".join(children))
    return {
        "tag": node.tag,
        "kind": node.get("class"),
        "children": ["\u2068", *children, "\u2069"] if node.tag == "bdi" else children,
        **({"svg": picture(document, node), "alt": node.get("alt")} if node.tag == "img" else {}),
        **({"safety": node.said.safety_id} if node.said and node.said.safety_id else {}),
        **({"in_source": True} if node.said and node.said.language.code != document.language.code else {}),
    }


def _isolate(text: str) -> str:
    return f"\u2066{text}\u2069"
