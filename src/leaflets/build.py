"""Which editions are made, from which inputs, and how they reach the output folder: whole or not at all."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leaflets.checks.registry import Severity
from leaflets.checks.run import Finding, Report, catalogs, check_editions, check_project
from leaflets.document import Document, Said, compose, plain
from leaflets.edition import Edition
from leaflets.files import locked, make_folders, write_whole
from leaflets.language import Language, language
from leaflets.project import Leaflet, Project
from leaflets.render import FORMATS
from leaflets.render.pages import Look
from leaflets.signoff import SignOffs

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Order:
    """What is to be built, and where to."""

    languages: tuple[Language, ...]
    leaflets: tuple[Leaflet, ...]
    formats: tuple[str, ...]
    papers: tuple[str, ...]
    output: Path
    draft: bool = False
    jobs: int = 1


@dataclass(frozen=True)
class Outcome:
    """What was built: every path and whether its bytes changed; and what was refused: why, and in which languages."""

    files: tuple[tuple[Path, bool], ...]
    refused: tuple[Finding, ...]
    languages: tuple[str, ...]


def build(project: Project, order: Order) -> Outcome:
    """Build what ``order`` asks for; an edition that is not fit is refused and its former output left as it is.

    Everything is rendered before anything is written. Raises LeafletsError when a template, a catalog or the
    machine stops the work; then nothing is written.
    """
    before = _manifest(order.output)
    documents, refused = _fit(project, order)
    editions, unfit = _sound(project, order, documents, before)
    written = _write(project, order, editions) if editions else []
    made = {(edition.document.leaflet.id, edition.document.language.code) for edition in editions}
    asked = {(leaflet.id, lang.code) for leaflet in order.leaflets for lang in order.languages}
    return Outcome(tuple(written), (*refused, *unfit), tuple(sorted({code for _, code in asked - made})))


def _write(project: Project, order: Order, editions: list[Edition]) -> list[tuple[Path, bool]]:
    """Write the editions, then what lists them; a second build into the same folder waits for this one."""
    files = [(order.output / edition.name, edition.rendered.data) for edition in editions]
    make_folders(path.parent for path, _ in files)
    with locked(order.output):
        written = [(path, write_whole(path, data)) for path, data in files]
        there = {name: row for name, row in _manifest(order.output).items() if (order.output / name).is_file()}
        manifest = dict(sorted({**there, **{edition.name: _entry(edition) for edition in editions}}.items()))
        listed = json.dumps({"version": 1, "editions": manifest}, ensure_ascii=False, indent=1)
        for name, data in (("index.html", _index(project, manifest)), (MANIFEST, f"{listed}\n".encode())):
            written.append((order.output / name, write_whole(order.output / name, data)))
    return written


def _fit(project: Project, order: Order) -> tuple[list[Document], tuple[Finding, ...]]:
    """Return the documents that may be built, and the findings for which the others may not."""
    documents: list[Document] = []
    refused: dict[Finding, None] = {}
    signoffs = {lang.code: SignOffs.of(project, lang.code) for lang in order.languages}
    for leaflet in order.leaflets:
        written = _wrong_itself(leaflet, check_project(project, [leaflet], [project.source], signed=False))
        for lang in order.languages:
            document = compose(project, leaflet, lang, catalogs(project, leaflet, lang), signoffs[lang.code])
            report = check_project(project, [leaflet], [lang], signed=False)  # what is not signed is a draft
            blocking = [*written, *_blocking(document, report, draft=order.draft)]
            refused.update(dict.fromkeys(blocking))
            if not blocking:
                documents.append(document)
    return documents, tuple(refused)


def _wrong_itself(leaflet: Leaflet, report: Report) -> list[Finding]:
    """Return the errors in what is written in the source language: no language and no draft is fit with them."""
    return [finding for finding in report.findings if finding.error and finding.leaflet == leaflet.id]


def _blocking(document: Document, report: Report, *, draft: bool) -> list[Finding]:
    """Return the errors in messages that the document shows; in a draft, those in safety wording.

    What is shown in the source language blocks too, whatever the checks said of it.
    """
    shown = {(said.context, said.source) for said in document.said}
    errors = [finding for finding in report.findings if finding.error]
    found = [finding for finding in errors if (finding.context, finding.source) in shown]
    told = {(finding.context, finding.source) for finding in found}
    left = {(said.context, said.source): said for said in document.said if said.fallback}
    found += [_untold(document, said) for key, said in left.items() if key not in told]
    return [finding for finding in found if not (draft and finding.waits)]


def _untold(document: Document, said: Said) -> Finding:
    """Return the finding for a message that no catalog can translate: its template is not extracted."""
    return Finding(
        "catalog/complete", Severity.ERROR, document.language.code, document.leaflet.id, said.context, said.source, "",
        f"shown in {said.language.english}: {said.fallback}", "Run leaflets update, and look where its template lies.",
        document.leaflet.template, 1,
    )  # fmt: skip


def _sound(
    project: Project, order: Order, documents: list[Document], before: dict[str, dict[str, Any]]
) -> tuple[list[Edition], tuple[Finding, ...]]:
    """Return the editions whose pages are fit, and the errors for which the others are not made.

    Where one edition of a document is unfit, the document is left out and the rest is rendered anew: pages link to
    each other. A sibling that nobody asked for only stays as it is.
    """
    editions = _render(project, order, documents, before)
    errors = [(id(edition.document), row) for edition, row in check_editions(project, editions) if row.error]
    unfit = {document for document, _ in errors}
    fit = [document for document in documents if id(document) not in unfit]
    if len(fit) == len(documents):
        return [edition for edition in editions if id(edition.document) not in unfit], ()
    asked = {id(document) for document in documents}
    found = dict.fromkeys(row for document, row in errors if document in asked)
    rest, more = _sound(project, order, fit, before)
    return rest, (*found, *more)


def _render(
    project: Project, order: Order, documents: list[Document], before: dict[str, dict[str, Any]]
) -> list[Edition]:
    jobs = list(_jobs(project, order, documents, before))
    with ThreadPoolExecutor(order.jobs) as pool:
        return list(pool.map(lambda job: _edition(project, *job), jobs))


def _jobs(
    project: Project, order: Order, documents: list[Document], before: dict[str, dict[str, Any]]
) -> Iterator[tuple[Document, str, Look]]:
    """Yield every edition to make. A new language changes the language switcher of the pages that are there."""
    for leaflet in order.leaflets:
        asked = [document for document in documents if document.leaflet == leaflet]
        there = _built(project, order, leaflet, before)
        new = {document.language.code for document in asked} if "html" in order.formats else set()
        siblings = tuple(language(code) for code in sorted(there | new))
        for document in asked:
            if "html" in order.formats:
                yield document, "html", Look(siblings=siblings)
            for paper in order.papers if "pdf" in order.formats else ():
                yield document, "pdf", Look(paper)
        if new - there:
            others = tuple(language(code) for code in sorted(there - new))
            for document in _fit(project, replace(order, languages=others, leaflets=(leaflet,), draft=False))[0]:
                yield document, "html", Look(siblings=siblings)


def _built(project: Project, order: Order, leaflet: Leaflet, before: dict[str, dict[str, Any]]) -> set[str]:
    """Return the codes of the project's languages in which the page of ``leaflet`` stands in the output folder."""
    return {
        entry["language"]
        for name, entry in before.items()
        if entry["leaflet"] == leaflet.id
        and entry["format"] == "html"
        and entry["language"] in project.codes
        and (order.output / name).is_file()
    }


def _edition(project: Project, document: Document, form: str, look: Look) -> Edition:
    return Edition(document, form, look, FORMATS[form](project, document, look), project.settings)


def _entry(edition: Edition) -> dict[str, Any]:
    card = edition.document.leaflet.card
    return {
        "leaflet": card.id,
        "language": edition.document.language.code,
        "format": edition.format,
        "version": card.version,
        "title": plain(edition.document.title),
        "draft": edition.document.draft,
        "sha256": hashlib.sha256(edition.rendered.data).hexdigest(),
        **({"paper": edition.look.paper, "pages": edition.rendered.pages} if edition.format == "pdf" else {}),
        **({"safety": edition.rendered.facts} if edition.rendered.facts else {}),
    }


def _manifest(output: Path) -> dict[str, dict[str, Any]]:
    """Return what a former build wrote down; nothing where that is gone or damaged: it is made anew."""
    try:
        rows = json.loads((output / MANIFEST).read_bytes())["editions"].items()
        needed = {"leaflet", "language", "format", "draft", "title"}
        return {name: row for name, row in rows if isinstance(row, dict) and needed <= row.keys()}
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
