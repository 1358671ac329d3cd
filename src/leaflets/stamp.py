"""What a release prints on its editions, and what is written down of them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from leaflets import release
from leaflets.checks.run import catalogs
from leaflets.codes import folded
from leaflets.document import Document, Stamp, compose
from leaflets.edition import Edition
from leaflets.errors import LeafletsError
from leaflets.files import read_bytes, write_whole
from leaflets.project import Project
from leaflets.release import Content, Ledger, Release
from leaflets.wording import Wording, wording

INPUTS = ("leaflets.toml", "pyproject.toml", "templates", "locales")


class Stamps:
    """The codes of one build. A code follows from the content and the ledger, never from the bytes that bear it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.inputs = dict(_inputs(project))  # first: what is read after this is what was written before it
        self.ledger = Ledger.read(project)
        self.given: dict[str, Content] = {}
        self.wordings: dict[str, Wording] = {}

    def content(self, document: Document, paper: str) -> Content:
        """Return what ``document`` on ``paper`` tells a patient."""
        words = wording(document)
        self.wordings[words.sha256] = words
        return _content(document, paper, words)

    def refusals(self, document: Document, papers: Iterable[str]) -> Iterator[str]:
        """Yield why ``document`` may not be released, whatever is checked and signed."""
        card = f"templates/{document.leaflet.folder.name}/leaflet.toml"
        due = document.leaflet.card.review_due
        if due < release.today():
            yield f"its review was due on {due}. Review it, then set review_due in {card}"
        newest = self.ledger.newest((document.leaflet.id, document.language.code))
        if newest and newest.date > document.leaflet.card.issued:
            yield f"version {newest.version} ({newest.code}) is of a later date, {newest.date}. Set issued in {card}"
        found = (self.ledger.refusal(self.content(document, paper)) for paper in papers)
        for why in dict.fromkeys(filter(None, found)):
            yield f"{why}. Raise version in {card}"

    def stamped(self, document: Document, paper: str) -> Document:
        """Return ``document`` with the code of its edition on ``paper``."""
        if document.draft:
            return document
        content = self.content(document, paper)
        code = self.ledger.code(content, self.given)
        self.given[folded(code)] = content
        address = f"{self.project.settings.clinic.web.rstrip('/')}/leaflets/{code}"
        found = catalogs(self.project, document.leaflet, document.language)
        stamp = Stamp(code, address)
        return compose(self.project, document.leaflet, document.language, found, document.signoffs, stamp)

    def record(self, editions: Collection[Edition]) -> list[tuple[Release, bool]]:
        """Write down ``editions`` before they are; return their releases, and whether something of each is new.

        First the words, then the ledger: a code that is written down can always say what it stood for. Raises
        LeafletsError when somebody has changed an input or the ledger since they were read.
        """
        self._unchanged()
        files: dict[str, dict[str, str]] = {}  # by code: SHA-256 and name
        due = {e.document.stamp.code: e.document.leaflet.card.review_due for e in editions if e.document.stamp}
        for edition in editions:
            if stamp := edition.document.stamp:
                files.setdefault(stamp.code, {})[hashlib.sha256(edition.rendered.data).hexdigest()] = edition.name
        releases = [Release.of(code, self.given[folded(code)], names, due[code]) for code, names in files.items()]
        for row in releases:
            write_whole(self.project.wordings / f"{row.code}.json", self.wordings[row.wording].data)
        new = self.ledger.record(releases)
        return [(row, row.code in new) for row in releases]

    def _unchanged(self) -> None:
        """Raise LeafletsError when not everything stands as it was read: checked and signed were other words."""
        now, again = dict(_inputs(self.project)), Project.at(self.project.root)
        changed = sorted(path for path in {*self.inputs, *now} if self.inputs.get(path) != now.get(path))
        if not changed and (again.settings, again.leaflets) == (self.project.settings, self.project.leaflets):
            return
        what = self.project.shown(changed[0]) if changed else "The settings or the card of a leaflet"
        raise LeafletsError(f"{what} was changed while this ran: nothing is released.", hint="Run it again.")


def content(document: Document, paper: str) -> Content:
    """Return what ``document`` on ``paper`` tells a patient."""
    return _content(document, paper, wording(document))


def _content(document: Document, paper: str, words: Wording) -> Content:
    card = document.leaflet.card
    return Content(card.id, card.version, document.language.code, paper, card.issued, words.sha256)


def _inputs(project: Project) -> Iterator[tuple[Path, str]]:
    """Yield every file that a release is made from, and its SHA-256; hidden ones belong to editors and to git."""
    for top in (project.root / name for name in INPUTS):
        for path in (top, *top.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path, hashlib.sha256(read_bytes(path)).hexdigest()
