"""Which editions are made, from which inputs, and how they reach the output folder: whole or not at all."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leaflets import release
from leaflets.checks.registry import Severity
from leaflets.checks.run import Choice, Finding, Report, catalogs, check_editions, check_project
from leaflets.document import Document, Said, compose, plain
from leaflets.edition import Edition
from leaflets.errors import LeafletsError
from leaflets.files import locked, make_folders, write_whole
from leaflets.language import Language, known, language
from leaflets.project import Leaflet, Project
from leaflets.release import Ledger, Release
from leaflets.render import FORMATS
from leaflets.render.pages import Look
from leaflets.stamp import Stamps, content
from leaflets.standing import SignOffs

MANIFEST = "manifest.json"
SIGNED_OFF = "safety/signed-off"
WEB_PAPER = "a4"  # a web page prints on A4: it bears the code of that edition


@dataclass(frozen=True)
class Order:
    """What is to be built, and where to."""

    languages: tuple[Language, ...]
    leaflets: tuple[Leaflet, ...]
    formats: tuple[str, ...]
    papers: tuple[str, ...]
    output: Path
    draft: bool = False
    release: bool = False
    jobs: int = 1

    @property
    def editions(self) -> list[tuple[str, str]]:
        """Return the format and the paper of each edition of a document."""
        web = [("html", WEB_PAPER)] if "html" in self.formats else []
        return web + [("pdf", paper) for paper in self.papers if "pdf" in self.formats]


@dataclass(frozen=True)
class Outcome:
    """What was built: every path and whether its bytes changed; and what was refused: why, and in which languages.

    ``unreleased``: language, leaflet and why it may not be released, beside what was found. ``released``: what was, and
    whether something of it is new. ``marked``: language, leaflet and why it is a draft although all of it is signed.
    ``left``: the releases whose words were asked for without a release: their pages are left as they are.
    """

    files: tuple[tuple[Path, bool], ...]
    refused: tuple[Finding, ...]
    languages: tuple[str, ...]
    unreleased: tuple[tuple[str, str, str], ...] = ()
    released: tuple[tuple[Release, bool], ...] = ()
    marked: tuple[tuple[str, str, str], ...] = ()
    left: tuple[Release, ...] = ()


def build(project: Project, order: Order) -> Outcome:
    """Build what ``order`` asks for; an edition that is not fit is refused and its former output left as it is.

    Everything is rendered before anything is written, and a release is written down before its files are. Raises
    LeafletsError when a template, a catalog, the ledger or the machine stops the work; then nothing is written.
    """
    if order.output == project.templates:
        raise LeafletsError(f"{order.output} holds the leaflets' templates.", hint="Name another folder with -o.")
    with release.locked(project) if order.release else nullcontext():
        stamps = Stamps(project) if order.release else None
        ledger = stamps.ledger if stamps else Ledger.read(project)
        work = _Work(project, order, ledger, stamps, _manifest(order.output, ledger))
        fit = _fit(work)
        editions, unfit = _sound(work, fit.documents)
        released = work.stamps.record(editions) if work.stamps else []
        written = _write(project, order, editions) if editions else []
    made = {_key(edition.document) for edition in editions}
    refused = fit.blocked | {_key(document) for document in fit.documents} - made
    languages = tuple(sorted({code for _, code in refused}))
    findings = (*fit.refused, *unfit)
    return Outcome(tuple(written), findings, languages, fit.unreleased, tuple(released), fit.marked, fit.left)


def _key(document: Document) -> tuple[str, str]:
    return document.leaflet.id, document.language.code


@dataclass(frozen=True)
class _Work:
    """What is built, and for a release its codes; ``before`` is the manifest of what stands in the output folder."""

    project: Project
    order: Order
    ledger: Ledger
    stamps: Stamps | None
    before: dict[str, dict[str, Any]]

    def stamped(self, document: Document, paper: str) -> Document:
        """Return ``document`` with its code where it is released."""
        return self.stamps.stamped(document, paper) if self.stamps else document


@dataclass(frozen=True)
class _Fit:
    """The documents that may be built, the findings for which others may not, and why others may not be released.

    ``blocked``: leaflet and language of those that have findings. ``marked``: language, leaflet and why it bears the
    draft mark although all of it is signed. ``left``: the current releases of what was asked for without a release.
    """

    documents: tuple[Document, ...]
    refused: tuple[Finding, ...]
    blocked: frozenset[tuple[str, str]]
    unreleased: tuple[tuple[str, str, str], ...]
    marked: tuple[tuple[str, str, str], ...]
    left: tuple[Release, ...]


def _write(project: Project, order: Order, editions: list[Edition]) -> list[tuple[Path, bool]]:
    """Write the editions, then what lists them; a second build into the same folder waits for this one."""
    files = [(order.output / edition.name, edition.rendered.data) for edition in editions]
    make_folders(path.parent for path, _ in files)
    with locked(order.output):
        written = [(path, write_whole(path, data)) for path, data in files]
        known = _manifest(order.output, Ledger.read(project))
        there = {name: row for name, row in known.items() if (order.output / name).is_file()}
        manifest = dict(sorted({**there, **{edition.name: _entry(edition) for edition in editions}}.items()))
        listed = json.dumps({"version": 1, "editions": manifest}, ensure_ascii=False, indent=1)
        for name, data in (("index.html", _index(project, manifest)), (MANIFEST, f"{listed}\n".encode())):
            written.append((order.output / name, write_whole(order.output / name, data)))
    return written


def _fit(work: _Work) -> _Fit:
    project, order, stamps = work.project, work.order, work.stamps
    documents: list[Document] = []
    refused: dict[Finding, None] = {}
    blocked: set[tuple[str, str]] = set()
    unreleased: list[tuple[str, str, str]] = []
    marked: list[tuple[str, str, str]] = []
    left: list[Release] = []
    whole = _whole(project) if stamps else None
    signoffs = {lang.code: SignOffs.of(project, lang.code) for lang in order.languages}
    for leaflet in order.leaflets:
        itself = whole or check_project(project, [leaflet], [project.source], signed=False)
        written = _wrong_itself(project, leaflet, itself, order)
        unsigned = _unsigned_itself(project, leaflet) if stamps else ()
        for lang in order.languages:
            document, past = _composed(work, leaflet, lang, signoffs[lang.code])
            marked += [(lang.code, leaflet.id, past)] if past else []
            report = whole or check_project(project, [leaflet], [lang], signed=False)  # what is not signed is a draft
            blocking = [*written, *_blocking(document, report, order)]
            refused.update(dict.fromkeys(blocking))
            blocked |= {_key(document)} if blocking else set()
            theirs = unsigned if lang.code != project.source.code else ()
            why = [*theirs, *_unreleased(order, stamps, document)] if stamps else []
            unreleased += [(lang.code, leaflet.id, each) for each in why]
            out = _out(work, document)
            if not blocking and not why:
                left += out
                documents += [] if out else [document]
    return _Fit(tuple(documents), tuple(refused), frozenset(blocked), tuple(unreleased), tuple(marked), tuple(left))


def _composed(work: _Work, leaflet: Leaflet, lang: Language, signoffs: SignOffs) -> tuple[Document, str | None]:
    """Return the document, and why it is a draft although it is signed.

    Whoever signed the words of a past version must not be read on a page that is no release.
    """
    found = catalogs(work.project, leaflet, lang)
    document = compose(work.project, leaflet, lang, found, signoffs)
    past = _past(work, document)
    return (compose(work.project, leaflet, lang, found) if past else document), past


def _past(work: _Work, document: Document) -> str | None:
    """Return why a build that is no release makes a draft of ``document``, whose words are signed; or None.

    Its version is out: with other words, or withdrawn, or replaced.
    """
    if work.stamps or document.draft:
        return None
    return work.ledger.refusal(content(document, WEB_PAPER))


def _out(work: _Work, document: Document) -> list[Release]:
    """Return the current releases of ``document``, which a build that is no release leaves alone.

    It would lay pages without a code over theirs.
    """
    if work.stamps or document.draft:
        return []
    return work.ledger.of_version(content(document, WEB_PAPER))


def _whole(project: Project) -> Report:
    """Return what the checks find in the whole project: some compare all leaflets, or all languages.

    What is not signed is told of each leaflet by its document, and no one can accept it.
    """
    languages = [language(code) for code in project.codes if code in known()]
    choice = Choice(ignore=(SIGNED_OFF,), today=release.today())
    return check_project(project, project.leaflets.values(), languages, choice)


def _unreleased(order: Order, stamps: Stamps, document: Document) -> Iterator[str]:
    """Yield why ``document`` may not be released, whatever the checks find."""
    yield from document.lacks
    yield from stamps.refusals(document, (paper for _, paper in order.editions))


def _unsigned_itself(project: Project, leaflet: Leaflet) -> tuple[str, ...]:
    """Return what nobody has signed in the source language: a translation is no better than what it translates."""
    signoffs = SignOffs.of(project, project.source.code)
    lacks = compose(project, leaflet, project.source, {}, signoffs).lacks
    return tuple(f"its {project.source.english}: {why}" for why in lacks)


def _wrong_itself(project: Project, leaflet: Leaflet, report: Report, order: Order) -> list[Finding]:
    """Return the errors in what is written in the source language: no language and no draft is fit with them.

    For a release also what is to be reviewed there.
    """
    itself = (leaflet.id, project.source.code)
    rows = (row for row in report.findings if (row.leaflet, row.language) == itself)
    return [row for row in rows if row.error or order.release]


def _blocking(document: Document, report: Report, order: Order) -> list[Finding]:
    """Return the errors in what the document shows and about its catalogs; in a draft, not those that can wait.

    What is shown in the source language blocks too, whatever the checks said of it. For a release, what is to be
    reviewed blocks until a person has accepted it, and what is found in no message.
    """
    shown = {(said.context, said.source) for said in document.said}
    mine = [row for row in report.findings if row.language == document.language.code]
    found = [row for row in mine if (row.error and _concerns(row, document, shown)) or _stops(row, shown, order)]
    told = {_where(finding) for finding in found if finding.error}
    left = {(said.context, said.source): said for said in document.said if said.fallback}
    found += [_untold(document, said) for key, said in left.items() if key not in told]
    return [finding for finding in found if not (order.draft and finding.waits)]


def _concerns(finding: Finding, document: Document, shown: set[tuple[str | None, str]]) -> bool:
    """Whether ``finding`` is about what is shown, or about a whole catalog that the words come from."""
    return _where(finding) in shown or (not finding.source and finding.leaflet in {document.leaflet.id, None})


def _stops(finding: Finding, shown: set[tuple[str | None, str]], order: Order) -> bool:
    """Whether ``finding`` stops a release: it is about what is shown, or about no message at all."""
    return order.release and (not finding.source or _where(finding) in shown)


def _where(finding: Finding) -> tuple[str | None, str]:
    return finding.context, finding.source


def _untold(document: Document, said: Said) -> Finding:
    """Return the finding for a message that no catalog can translate: its template is not extracted."""
    return Finding(
        "catalog/complete", Severity.ERROR, document.language.code, document.leaflet.id, said.context, said.source, "",
        f"shown in {said.language.english}: {said.fallback}", "Run leaflets update, and look where its template lies.",
        document.leaflet.template, 1,
    )  # fmt: skip


def _sound(work: _Work, documents: tuple[Document, ...]) -> tuple[list[Edition], tuple[Finding, ...]]:
    """Return the editions whose pages are fit, and the errors for which the others are not made.

    Where one edition of a document is unfit, the document is left out and the rest is rendered anew: pages link to
    each other. A sibling that nobody asked for only stays as it is.
    """
    editions = _render(work, documents)
    checked = check_editions(work.project, editions)
    errors = [(_key(edition.document), row) for edition, row in checked if row.error or work.order.release]
    unfit = {key for key, _ in errors}
    fit = tuple(document for document in documents if _key(document) not in unfit)
    if len(fit) == len(documents):
        return [edition for edition in editions if _key(edition.document) not in unfit], ()
    asked = {_key(document) for document in documents}
    found = dict.fromkeys(row for key, row in errors if key in asked)
    rest, more = _sound(work, fit)
    return rest, (*found, *more)


def _render(work: _Work, documents: tuple[Document, ...]) -> list[Edition]:
    jobs = list(_jobs(work, documents))
    with ThreadPoolExecutor(work.order.jobs) as pool:
        return list(pool.map(lambda job: _edition(work.project, *job), jobs))


def _jobs(work: _Work, documents: tuple[Document, ...]) -> Iterator[tuple[Document, str, Look]]:
    """Yield every edition to make. A new language changes the language switcher of the pages that are there."""
    order = work.order
    for leaflet in order.leaflets:
        asked = [document for document in documents if document.leaflet == leaflet]
        there = _built(work, leaflet)
        new = {document.language.code for document in asked} if "html" in order.formats else set()
        siblings = tuple(language(code) for code in sorted({*there, *new}))
        for document in asked:
            for form, paper in order.editions:
                yield work.stamped(document, paper), form, Look(paper, siblings if form == "html" else ())
        if new - there.keys():
            others = tuple(language(code) for code in sorted(there.keys() - new))
            again = replace(order, languages=others, leaflets=(leaflet,), draft=False)
            for document in _fit(replace(work, order=again)).documents:
                page = work.stamped(document, WEB_PAPER)
                if there[document.language.code] == (page.stamp.code if page.stamp else ""):
                    yield page, "html", Look(siblings=siblings)


def _built(work: _Work, leaflet: Leaflet) -> dict[str, str]:
    """Return the languages of the project in which the page of ``leaflet`` stands in the output folder, and its code.

    A release names releases only.
    """
    return {
        entry["language"]: entry.get("code", "")
        for name, entry in work.before.items()
        if entry["leaflet"] == leaflet.id
        and entry["format"] == "html"
        and entry["language"] in work.project.codes
        and (entry.get("code") or not work.order.release)
        and (work.order.output / name).is_file()
    }


def _edition(project: Project, document: Document, form: str, look: Look) -> Edition:
    return Edition(document, form, look, FORMATS[form](project, document, look), project.settings)


def _entry(edition: Edition) -> dict[str, Any]:
    card, stamp = edition.document.leaflet.card, edition.document.stamp
    return {
        "leaflet": card.id,
        "language": edition.document.language.code,
        "format": edition.format,
        "version": card.version,
        "title": plain(edition.document.title),
        "draft": edition.document.draft,
        **({"code": stamp.code} if stamp else {}),
        "sha256": hashlib.sha256(edition.rendered.data).hexdigest(),
        **({"paper": edition.look.paper, "pages": edition.rendered.pages} if edition.format == "pdf" else {}),
        **({"safety": edition.rendered.facts} if edition.rendered.facts else {}),
    }


def _manifest(output: Path, ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Return what a former build wrote down; nothing where that is gone or damaged: it is made anew.

    What ``ledger`` says is withdrawn or replaced is left out: nothing links to it any more.
    """
    try:
        rows = json.loads((output / MANIFEST).read_bytes())["editions"].items()
        needed = {"leaflet", "language", "format", "draft", "title"}
        there = {name: row for name, row in rows if isinstance(row, dict) and needed <= row.keys()}
        releases = {name: ledger.find(row.get("code", "")) for name, row in there.items()}
        return {name: row for name, row in there.items() if not (found := releases[name]) or ledger.current(found)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _index(project: Project, manifest: dict[str, dict[str, Any]]) -> bytes:
    from leaflets.render.html import index  # noqa: PLC0415  only where an index is written

    rows: list[dict[str, object]] = []
    for leaflet in project.leaflets.values():
        mine = {name: entry for name, entry in manifest.items() if entry["leaflet"] == leaflet.id}
        codes = sorted({entry["language"] for entry in mine.values()} & set(project.codes))
        editions = [
            {
                "language": language(code),
                "draft": any(entry["draft"] for entry in mine.values() if entry["language"] == code),
                "codes": sorted({entry.get("code", "") for entry in mine.values() if entry["language"] == code} - {""}),
                "paths": [
                    {"href": name, "kind": "web page" if entry["format"] == "html" else f"PDF {entry['paper'].upper()}"}
                    for name, entry in mine.items()
                    if entry["language"] == code
                ],
            }
            for code in codes
        ]
        title = plain(compose(project, leaflet, project.source, {}).title)
        if editions:
            rows.append({"title": title, "editions": editions})
    return index(project, rows)
