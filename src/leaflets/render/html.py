"""One self-contained HTML page: styles, picture and, where a script needs it, the font are inside."""

import io

from markupsafe import Markup, escape

from leaflets.document import Document, Element, Node, plain
from leaflets.files import read_text
from leaflets.fonts import files
from leaflets.language import Language
from leaflets.project import Project
from leaflets.render.pages import Look, Rendered, data_uri, picture
from leaflets.render.qr import DARK, drawing
from leaflets.templates import environment, theme_path

VOID = frozenset({"img"})


def render(project: Project, document: Document, look: Look) -> Rendered:
    """Return the page of ``document``."""
    page = (
        environment(project)
        .get_template("page.html")
        .render(
            document=document,
            language=document.language,
            source=project.source,
            clinic=project.settings.clinic,
            look=look,
            style=Markup(read_text(theme_path(project, "style.css"))),  # noqa: S704  the theme is ours
            fonts=Markup(_font_faces(document)),  # noqa: S704
            qr=_qr(document),
            plain=plain,
            show=lambda nodes: _html(document, nodes),
        )
    )
    return Rendered(page.encode(), theme=theme_path(project, "page.html"))


def _qr(document: Document) -> dict[str, str] | None:
    """Return the QR code of a release: its address as a picture, and its width in mm."""
    if document.stamp is None:
        return None
    svg, quiet = drawing(document.stamp.address)
    return {"src": data_uri("image/svg+xml", svg.encode()), "width": f"{DARK + 2 * quiet:.2f}"}


def index(project: Project, rows: list[dict[str, object]]) -> bytes:
    """Return the page that lists every leaflet in every language that is built."""
    style = Markup(read_text(theme_path(project, "style.css")))  # noqa: S704  the theme is ours
    page = environment(project).get_template("index.html")
    return page.render(rows=rows, clinic=project.settings.clinic, style=style, source=project.source).encode()


def _html(document: Document, nodes: tuple[Node, ...]) -> Markup:
    """Return ``nodes`` as HTML; every text is escaped here and nowhere else."""
    return Markup().join(escape(node) if isinstance(node, str) else _element(document, node) for node in nodes)


def _element(document: Document, element: Element) -> Markup:
    attrs = dict(element.attrs)
    if element.tag == "img":
        attrs["src"] = data_uri("image/svg+xml", picture(document, element).encode())
    if element.said:
        if element.said.safety_id:
            attrs["data-safety"] = element.said.safety_id
        if element.said.language.code != document.language.code:
            attrs |= {"lang": element.said.language.tag, "dir": element.said.language.direction}
        if not attrs:
            return _html(document, element.children)
    opening = Markup("<{}{}>").format(
        element.tag, Markup().join(Markup(' {}="{}"').format(*pair) for pair in attrs.items())
    )
    if element.tag in VOID:
        return opening
    return opening + _html(document, element.children) + Markup("</{}>").format(element.tag)


def _font_faces(document: Document) -> str:
    """Return @font-face rules with the web fonts of the language, cut down to the characters of this leaflet."""
    nodes = [*document.title, *(node for section in document.sections for node in section.nodes)]
    nodes += [node for words in document.words.values() for node in words]
    return font_faces(document.language, plain(tuple(nodes)) + document.language.name)


def font_faces(language: Language, text: str) -> str:
    """Return @font-face rules with the web fonts of ``language``, cut down to the characters of ``text``."""
    return "\n".join(
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f'src: url({data_uri("font/woff2", _subset(str(font.path), text))}) format("woff2"); }}'
        for font in (files(language.web_fonts) if language.web_fonts else [])
    )


def _subset(path: str, text: str) -> bytes:
    """Return the font as WOFF2 with only what ``text`` needs; its shaping features stay."""
    import uharfbuzz  # noqa: PLC0415  heavy, and few languages need it
    from fontTools.ttLib import woff2  # noqa: PLC0415

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    font = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)), wanted)
    out = io.BytesIO()
    woff2.compress(io.BytesIO(font.blob.data), out)
    return out.getvalue()
