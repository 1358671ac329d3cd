"""Writers: a document becomes bytes, one file a format, one dict of them all."""

from collections.abc import Callable

from leaflets.document import Document
from leaflets.project import Project
from leaflets.render.pages import Look, Rendered


def _html(project: Project, document: Document, look: Look) -> Rendered:
    from leaflets.render.html import render  # noqa: PLC0415  a format is loaded when it is asked for

    return render(project, document, look)


def _pdf(project: Project, document: Document, look: Look) -> Rendered:
    from leaflets.render.pdf import render  # noqa: PLC0415

    return render(project, document, look)


FORMATS: dict[str, Callable[[Project, Document, Look], Rendered]] = {"html": _html, "pdf": _pdf}
