"""One document and what was rendered from it."""

from dataclasses import dataclass

from leaflets.document import Document
from leaflets.project import Settings
from leaflets.render.pages import Look, Rendered


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
