"""Running the checks over a project: which messages are shown, and what is found in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leaflets.catalog import Catalog, Message
from leaflets.checks.registry import Severity, all_checks
from leaflets.extract import messages
from leaflets.language import Language
from leaflets.project import COMMON, Leaflet, Project


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person must look at, and the place to open."""

    check: str
    severity: Severity
    language: str
    leaflet: str | None
    context: str | None
    source: str
    translation: str
    message: str
    hint: str
    path: str
    line: int

    @property
    def safety(self) -> bool:
        return bool(self.context and self.context.startswith("safety:"))


@dataclass(frozen=True)
class Report:
    """What the checks found, what they could not judge, and in how many messages they looked."""

    findings: tuple[Finding, ...]
    messages: int
    cannot_judge: tuple[dict[str, str], ...] = field(default=())

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def reviews(self) -> int:
        return len(self.findings) - self.errors


def catalogs(project: Project, leaflet: Leaflet, language: Language) -> dict[str, Catalog]:
    """Return the catalogs of a leaflet by domain; none for the source language.

    Raises LeafletsError for a broken catalog, with file and line.
    """
    if language.code == project.settings.source:
        return {}
    paths = {domain: project.po(domain, language.code) for domain in (leaflet.id, COMMON)}
    return {domain: Catalog.read_sound(path) for domain, path in paths.items() if path.exists()}


def check_project(project: Project, leaflets: Iterable[Leaflet], languages: Iterable[Language]) -> Report:
    """Check the catalogs of ``leaflets`` in ``languages``. A message that a catalog lacks counts as empty."""
    leaflets = list(leaflets)
    found: list[Finding] = []
    looked = 0
    for language in languages:
        if language.code == project.settings.source:
            continue
        for domain in (COMMON, *(leaflet.id for leaflet in leaflets)):
            path = project.po(domain, language.code)
            catalog = Catalog.read_sound(path) if path.exists() else None
            for message in messages(project, domain):
                looked += 1
                here = (catalog.live.get(message.key) if catalog else None) or message
                found.extend(findings(here, language, None if domain == COMMON else domain, project.shown(path)))
    return Report(tuple(found), looked)


def findings(message: Message, language: Language, leaflet: str | None, path: str) -> Iterator[Finding]:
    """Yield what every check finds in one message."""
    for check in all_checks().values():
        for found in check.run(message, language):
            yield Finding(
                check.id, check.severity, language.code, leaflet, message.context, message.source, message.text,
                found.message, found.hint, path, message.line or 1,
            )  # fmt: skip
