"""Running the checks: over a project, or over any PO files."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from leaflets.catalog import Catalog, Message
from leaflets.checks.registry import Check, Found, Severity, all_checks
from leaflets.errors import LeafletsError, nearest
from leaflets.extract import messages
from leaflets.files import read_text
from leaflets.language import Language, find
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


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that a person has looked at and accepts, for these exact words. It dies when a word changes."""

    check: str
    source: str
    translation: str
    reason: str
    by: str
    context: str | None = None


class _Acceptances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True)
class Report:
    """What the checks found, what a person has accepted, what they could not judge, in how many messages."""

    findings: tuple[Finding, ...]
    messages: int
    cannot_judge: tuple[dict[str, str], ...] = ()
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def reviews(self) -> int:
        return len(self.findings) - self.errors


@dataclass(frozen=True)
class Sheet:
    """What is checked together: the messages of one catalog that must say what their sources say."""

    language: Language
    path: str
    messages: tuple[Message, ...]
    leaflet: str | None = None
    catalog: Catalog | None = None
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True)
class Choice:
    """Which checks run, and whether every message counts as safety wording."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    as_safety: bool = False
    checks: tuple[Check, ...] = field(init=False)

    def __post_init__(self) -> None:
        known = all_checks()
        families = {check.family for check in known.values()}
        for word in (*self.select, *self.ignore):
            if word not in known and word not in families:
                raise LeafletsError(f"There is no check {word}.", hint=nearest(word, [*families, *known]))
        chosen = [
            check
            for check in known.values()
            if (not self.select or {check.id, check.family} & set(self.select))
            and not {check.id, check.family} & set(self.ignore)
        ]
        object.__setattr__(self, "checks", tuple(chosen))


def catalogs(project: Project, leaflet: Leaflet, language: Language) -> dict[str, Catalog]:
    """Return the catalogs of a leaflet by domain, each with the messages of its own templates; none for the source.

    What a catalog holds beside them is shown nowhere: a leaflet's catalog cannot speak for the safety bank.
    Raises LeafletsError for a broken catalog, with file and line.
    """
    if language.code == project.settings.source:
        return {}
    paths = {domain: project.po(domain, language.code) for domain in (leaflet.id, COMMON)}
    return {domain: _own(project, domain, path) for domain, path in paths.items() if path.exists()}


def _own(project: Project, domain: str, path: Path) -> Catalog:
    catalog = Catalog.read_sound(path)
    keys = {message.key for message in messages(project, domain)}
    return replace(catalog, messages=tuple(message for message in catalog.messages if message.key in keys))


def check_project(
    project: Project, leaflets: Iterable[Leaflet], languages: Iterable[Language], choice: Choice | None = None
) -> Report:
    """Check the catalogs of ``leaflets`` in ``languages``. A message that a catalog lacks counts as empty."""
    ids = [leaflet.id for leaflet in leaflets]
    translated = [language for language in languages if language.code != project.settings.source]
    return check_sheets(
        (_sheet(project, domain, language) for language in translated for domain in (COMMON, *ids)), choice or Choice()
    )


def _sheet(project: Project, domain: str, language: Language) -> Sheet:
    path = project.po(domain, language.code)
    catalog = Catalog.read(path) if path.exists() else None
    live = catalog.live if catalog else {}
    wanted = [_found(live.get(message.key), message) for message in messages(project, domain)]
    leaflet = None if domain == COMMON else domain
    accepted = _accepted(project.root / "locales" / language.code / "accepted.toml")
    return Sheet(language, project.shown(path), tuple(wanted), leaflet, catalog, accepted)


def _found(here: Message | None, wanted: Message) -> Message:
    """Return the catalog's message, or an empty one where it has none or one with another plural."""
    if here is None:
        return replace(wanted, line=0, path="")  # the place of an absence is the catalog
    return here if here.plural == wanted.plural else replace(wanted, line=here.line)


def check_files(paths: Iterable[Path], code: str | None, choice: Choice) -> Report:
    """Check PO files that need no project. The language is ``code``, or the file's Language header, or its name."""
    return check_sheets((_file(path, code) for path in paths), choice)


def _file(path: Path, code: str | None) -> Sheet:
    catalog = Catalog.read(path)
    said = code or catalog.header.get("Language") or path.stem
    language = find(said)
    if language is None:
        raise LeafletsError(f"{path}: “{said}” is not the code of a language.", hint="Say which it is: --lang CODE.")
    live = tuple(message for message in catalog.messages if not message.obsolete)
    return Sheet(language, str(path), live, None, catalog, _accepted(path.with_name("accepted.toml")))


def _accepted(path: Path) -> tuple[Acceptance, ...]:
    if not path.is_file():
        return ()
    try:
        return msgspec.convert(tomllib.loads(read_text(path)), _Acceptances).accepted
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LeafletsError(
            f"{path}: {error}.", hint="Each [[accepted]] has check, source, translation, reason and by."
        ) from error


def check_sheets(sheets: Iterable[Sheet], choice: Choice) -> Report:
    """Run the chosen checks over ``sheets`` and return what they found, in the order of the files and lines."""
    findings: list[Finding] = []
    accepted: list[tuple[Finding, Acceptance]] = []
    blind: dict[tuple[str, str], dict[str, str]] = {}
    looked = 0
    for sheet in sheets:
        looked += len(sheet.messages)
        able = [check for check in choice.checks if check.knows(sheet.language)]
        for check in choice.checks:
            if check not in able and sheet.messages:
                why = f"no {check.needs} known for {sheet.language.code}"
                row = {"check": check.id, "language": sheet.language.code, "why": why}
                blind[check.id, sheet.language.code] = row
        for finding in sorted(_findings(sheet, able, choice), key=lambda found: (found.line, found.check)):
            by = next((row for row in sheet.accepted if _covers(row, finding)), None)
            if by:
                accepted.append((finding, by))
            else:
                findings.append(finding)
    return Report(tuple(findings), looked, tuple(blind.values()), tuple(accepted))


def _covers(row: Acceptance, finding: Finding) -> bool:
    mine = (finding.check, finding.context, finding.source, finding.translation)
    return mine == (row.check, row.context, row.source, row.translation)


def _findings(sheet: Sheet, checks: list[Check], choice: Choice) -> Iterator[Finding]:
    by_message = [check for check in checks if check.scope == "message"]
    always = [check for check in by_message if check.family != "safety"]
    for message in sheet.messages:
        for check in by_message if choice.as_safety or message.safety else always:
            for found in _every_form(check, message, sheet.language):
                yield _finding(sheet, check, message, found)
    for check in checks:
        if check.scope == "catalog" and sheet.catalog:
            for where, found in check.over(sheet.catalog, sheet.messages, sheet.language):
                yield _finding(sheet, check, where, found)


def _every_form(check: Check, message: Message, language: Language) -> Iterator[Found]:
    """Yield what ``check`` finds; of a plural, what it finds in a form against both the singular and the plural."""
    if message.plural is None:
        yield from check.run(message, language)
        return
    for text in message.texts:
        sources = (message.source, message.plural)
        forms = [replace(message, source=source, plural=None, texts=(text,)) for source in sources]
        found = [list(check.run(form, language)) for form in forms]
        if all(found):
            yield from found[-1]


def _finding(sheet: Sheet, check: Check, message: Message, found: Found) -> Finding:
    return Finding(
        check.id, check.severity, sheet.language.code, sheet.leaflet, message.context, message.source, message.text,
        found.message, found.hint, sheet.path, message.line or 1,
    )  # fmt: skip
