"""What people are to read and sign: the messages of leaflets in one language, safety wording first.

Here are the rows of a review sheet; the files beside write it, one a format, and ``signing`` takes what comes back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from leaflets.catalog import Message
from leaflets.checks.registry import Severity
from leaflets.checks.run import Choice, Finding, catalogs, check_project
from leaflets.checks.sheet import said_in
from leaflets.checks.signed import live, standings
from leaflets.difference import Piece, changes
from leaflets.document import PLACEHOLDER, Document, Element, Node, compose, isolated
from leaflets.extract import KEEP
from leaflets.language import Language
from leaflets.project import COMMON, Leaflet, Project
from leaflets.signoff import Wording
from leaflets.standing import SignOffs, Standing

FORMATS = {"html": "html", "pdf": "pdf", "csv": "table"}  # a format and the module that writes it
SHORT = 8  # characters of a fingerprint that a person reads and types

Key = tuple[str | None, str]  # of a message: context and source


@dataclass(frozen=True)
class Row:
    """One message: its words, how far they are signed, and what the checks find in it."""

    message: Message
    wording: Wording
    standing: Standing
    findings: tuple[Finding, ...] = ()

    @property
    def reference(self) -> str:
        """Return what a person can write down to name the row."""
        return self.wording.fingerprint[:SHORT]

    @property
    def name(self) -> str:
        """Return what names the row in a sentence: a safety id says more than a reference."""
        return str(self.wording.context) if self.wording.safety else self.reference

    @property
    def signed(self) -> str:
        """Return how far the row is signed, by whom, and who is lacking, in one line."""
        by = ", ".join(f"{row.name} ({row.role}, {row.date})" for row in self.standing.by)
        state = self.standing.state.capitalize() + (f" by {by}" if by else "")
        lacking = ", ".join(self.standing.lacking)
        return f"{state}; still to sign: {lacking}" if lacking else state

    @property
    def note(self) -> str:
        """Return what the author says to translators, without what holds for all safety wording."""
        return " ".join(note for note in self.message.notes if note != KEEP)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def changes(self, language: Language) -> dict[str, list[Piece]]:
        """Return what changed since somebody signed the message; nothing when that was never or nothing changed."""
        former = self.standing.former
        return changes(former.wording, self.wording, language) if former else {}


@dataclass(frozen=True)
class ReviewSheet:
    """The rows of ``leaflets`` in ``language``: ``shown`` by each leaflet in reading order, and all ``rows``."""

    project: Project
    language: Language
    leaflets: tuple[Leaflet, ...]
    signoffs: SignOffs
    shown: dict[str, tuple[Row, ...]]
    rows: tuple[Row, ...]
    drafts: frozenset[str]

    @property
    def bilingual(self) -> bool:
        return self.language.code != self.project.settings.source

    @property
    def parts(self) -> list[tuple[str, list[Row]]]:
        """Return the rows under two headings, safety wording first."""
        safety = [row for row in self.rows if row.wording.safety]
        other = [row for row in self.rows if not row.wording.safety]
        parts = [("Safety wording", safety), ("Other wording", other)]
        return [(title, rows) for title, rows in parts if rows]


def sheet_to_read(project: Project, language: Language, leaflets: Iterable[Leaflet], *, whole: bool) -> ReviewSheet:
    """Return the review sheet with what the checks find beside each row; what changed is shown, not found."""
    chosen = tuple(leaflets)
    report = check_project(project, chosen, [language], Choice(ignore=("safety/signed-off",)))
    return review_sheet(project, language, chosen, report.findings, whole=whole)


def review_sheet(
    project: Project,
    language: Language,
    leaflets: Iterable[Leaflet],
    findings: Iterable[Finding] = (),
    *,
    whole: bool = False,
) -> ReviewSheet:
    """Return what is to be read and signed of ``leaflets``, each wording once; ``findings`` stand beside their rows.

    ``whole``: also what the catalogs hold beside what the leaflets show, such as the rest of the safety bank.
    Raises LeafletsError for a damaged catalog, template or sign-off file.
    """
    leaflets = tuple(leaflets)
    signoffs = SignOffs.of(project, language.code)
    rows = _by_domain(project, language, leaflets, signoffs, findings)
    documents = [
        compose(project, leaflet, language, catalogs(project, leaflet, language), signoffs) for leaflet in leaflets
    ]
    shown = {document.leaflet.id: _shown(document, rows) for document in documents}
    every = [row for some in shown.values() for row in some]
    if whole:
        every += [row for some in rows.values() for row in some.values()]
    once: dict[str, Row] = {}
    for row in every:
        once.setdefault(row.wording.fingerprint, row)
    ordered = sorted(once.values(), key=lambda row: not row.wording.safety)
    drafts = frozenset(document.leaflet.id for document in documents if document.draft)
    return ReviewSheet(project, language, leaflets, signoffs, shown, tuple(ordered), drafts)


def _by_domain(
    project: Project,
    language: Language,
    leaflets: tuple[Leaflet, ...],
    signoffs: SignOffs,
    findings: Iterable[Finding],
) -> dict[str, dict[Key, Row]]:
    """Return the rows of all that the catalogs of ``leaflets`` hold, the theme's and the bank's last."""
    found = defaultdict(list)
    for finding in findings:
        found[finding.leaflet or COMMON, (finding.context, finding.source)].append(finding)
    used = live(project, language) if signoffs.entries else frozenset()
    rows: dict[str, dict[Key, Row]] = {}
    for domain in (*(leaflet.id for leaflet in leaflets), COMMON):
        signed = standings(project, signoffs, said_in(project, domain, language), used)
        rows[domain] = {row[0].key: Row(*row, tuple(found[domain, row[0].key])) for row in signed.rows}
    return rows


def _shown(document: Document, rows: dict[str, dict[Key, Row]]) -> tuple[Row, ...]:
    """Return the rows of what ``document`` shows, in reading order."""
    keys = dict.fromkeys((said.context, said.source) for said in document.said)
    here = (rows[document.leaflet.id].get(key) or rows[COMMON].get(key) for key in keys)
    return tuple(row for row in here if row)


def writer(name: str) -> Callable[[ReviewSheet], bytes]:
    """Return the function that writes a review sheet in the format ``name``."""
    write: Callable[[ReviewSheet], bytes] = import_module(f"leaflets.review.{FORMATS[name]}").write
    return write


def laid_out(text: str, language: Language) -> tuple[Node, ...]:
    """Return ``text`` as nodes: what is read left to right stands in a ``bdi``, placeholders among it."""
    nodes: list[Node] = []
    end = 0
    for match in PLACEHOLDER.finditer(text) if language.rtl else ():
        nodes += isolated(text[end : match.start()])
        nodes.append(Element("bdi", (match[0],), (("dir", "ltr"),)))
        end = match.end()
    rest = text[end:]
    return (*nodes, *(isolated(rest) if language.rtl else (rest,)))
