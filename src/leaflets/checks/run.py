"""Running the checks: over a project, or over any PO files."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from leaflets.catalog import SAFETY, Catalog, Message
from leaflets.checks.parallel import over
from leaflets.checks.registry import OF_FAMILY, Check, Found, Severity, all_checks
from leaflets.checks.sheet import Acceptance, Sheet, accepted_in, of_file, of_project
from leaflets.checks.signed import with_sign_offs
from leaflets.document import Said
from leaflets.edition import Edition
from leaflets.errors import LeafletsError, nearest
from leaflets.extract import messages
from leaflets.language import Language
from leaflets.project import COMMON, Leaflet, Project

FEW = 25  # messages that one check reads before the next does: what they say is remembered, the check's code is at hand
# why a check that was asked for is not run over catalogs
ELSEWHERE = {
    "page": "leaflets build looks at pages when it makes them",
    "source": "the source language is not among what is checked here",
    "signed": "nobody has signed in it yet",
}


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

    @property
    def error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def waits(self) -> bool:
        """Whether a draft may be made with it: it is about one translation, and not of safety wording."""
        return bool(self.source) and not self.safety and self.check.partition("/")[0] not in OF_FAMILY


@dataclass(frozen=True)
class Report:
    """What the checks found, what a person has accepted, what they could not judge, in how many messages.

    ``safety`` is how many of the messages are safety wording.
    """

    findings: tuple[Finding, ...]
    messages: int
    cannot_judge: tuple[dict[str, str], ...] = ()
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()
    safety: int = 0
    dead: tuple[str, ...] = ()  # the places of acceptances that none of these findings needs
    unread: tuple[LeafletsError, ...] = ()  # why files are not looked at

    @property
    def errors(self) -> int:
        return sum(finding.error for finding in self.findings)

    @property
    def reviews(self) -> int:
        return len(self.findings) - self.errors


@dataclass(frozen=True)
class Choice:
    """Which checks run, whether every message counts as safety wording, and which day it is."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    as_safety: bool = False
    today: dt.date = field(default_factory=lambda: dt.datetime.now().astimezone().date())
    checks: tuple[Check, ...] = field(init=False)

    def __post_init__(self) -> None:
        known = all_checks()
        families = dict.fromkeys(check.family for check in known.values())
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
    project: Project,
    leaflets: Iterable[Leaflet],
    languages: Iterable[Language],
    choice: Choice | None = None,
    *,
    signed: bool = True,
) -> Report:
    """Check ``leaflets`` in ``languages``: the catalogs, and what is written where the source language is among them.

    A message that a catalog lacks counts as empty. ``signed``: look at the sign-offs too, where somebody has signed.
    """
    ids, how = [leaflet.id for leaflet in leaflets], choice or Choice()
    _require(project)
    sheets = (of_project(project, domain, language, how.today) for language in languages for domain in (COMMON, *ids))
    return check_sheets(with_sign_offs(project, sheets) if signed else sheets, how)


def _require(project: Project) -> None:
    """Raise LeafletsError when the settings require a statement that the safety bank does not have."""
    bank = [
        message.context.removeprefix(SAFETY)
        for message in messages(project, COMMON)
        if message.context and message.safety
    ]
    for wanted in project.settings.required:
        if wanted not in bank:
            raise LeafletsError(f"required: the safety bank has no statement {wanted}.", hint=nearest(wanted, bank))


def check_files(paths: Iterable[Path], code: str | None, choice: Choice) -> Report:
    """Check PO files that need no project; ``code`` is their language, without it each says its own.

    One that cannot be read stops no other. Raises LeafletsError when none can.
    """
    sheets, unread = [], []
    for path in paths:
        try:
            sheets.append(of_file(path, code))
        except LeafletsError as error:
            unread.append(error)
    if unread and not sheets:
        raise unread[0]
    return replace(check_sheets(sheets, choice), unread=tuple(unread))


def check_sheets(sheets: Iterable[Sheet], choice: Choice) -> Report:
    """Run the chosen checks over ``sheets`` and return what they found, in the order of the files and lines."""
    there = tuple(sheets)
    found = [(sheet, finding) for sheet in there for finding in _findings(sheet, choice)]
    found += _together(there, choice)
    rank = {(sheet.language.code, sheet.path): number for number, sheet in enumerate(there)}
    found.sort(key=lambda row: (rank[row[0].language.code, row[0].path], row[1].path, row[1].line, row[1].check))
    judged = [
        (finding, next((row for row in sheet.accepted if _covers(row, finding)), None)) for sheet, finding in found
    ]
    return Report(
        tuple(finding for finding, by in judged if by is None),
        sum(len(sheet.messages) for sheet in there if any(check.scope in sheet.scopes for check in choice.checks)),
        tuple(_blind(there, choice)),
        tuple((finding, by) for finding, by in judged if by),
        sum(message.safety for sheet in there for message in sheet.messages),
        tuple(_dead(there, choice, {by for _, by in judged})),
    )


def _dead(sheets: tuple[Sheet, ...], choice: Choice, needed: Collection[Acceptance | None]) -> Iterator[str]:
    """Yield the place of each acceptance that is not ``needed``: its check looked, or there is none of that name."""
    ran = {check.id for check in choice.checks if check.scope != "page"}
    known = all_checks()
    for place, row in {place: row for sheet in sheets for row, place in sheet.accepted.items()}.items():
        if row not in needed and (row.check in ran or row.check not in known):
            yield place


def _blind(sheets: tuple[Sheet, ...], choice: Choice) -> Iterator[dict[str, str]]:
    """Yield which check cannot judge which language and why; of what is not looked at here, only what was asked for."""
    here = frozenset().union(*(sheet.scopes for sheet in sheets))
    why: dict[tuple[str, str], str] = {}
    for sheet, check in ((sheet, check) for sheet in sheets for check in choice.checks):
        code = sheet.language.code
        if check.scope in sheet.scopes:
            if sheet.messages and not check.knows(sheet.language):
                why[check.id, code] = (
                    f"it reads {check.only} only" if check.only else f"no {check.needs} known for {code}"
                )
        elif choice.select and check.scope not in here:
            why[check.id, code] = ELSEWHERE.get(check.scope, "there is no translation here")
    for (identity, code), reason in why.items():
        yield {"check": identity, "language": code, "why": reason}


def check_editions(
    project: Project, editions: Iterable[Edition], choice: Choice | None = None
) -> list[tuple[Edition, Finding]]:
    """Return what the checks of pages find in ``editions``, but for what a person has accepted."""
    checks = [check for check in (choice or Choice()).checks if check.scope == "page"]
    found = []
    for edition in editions:
        accepted = accepted_in(project, edition.document.language)
        for check in checks:
            for said, what in check.run(edition):
                finding = _page_finding(project, edition, check, said, what)
                if not any(_covers(row, finding) for row in accepted):
                    found.append((edition, finding))
    return found


def _page_finding(
    project: Project, edition: Edition, check: Check, about: Said | Message | None, found: Found
) -> Finding:
    """Return a finding with the place to open: the message's, or the theme file that made the page."""
    language, leaflet = edition.document.language.code, edition.document.leaflet
    words: tuple[str | None, str, str] = (None, "", "")
    path, line = project.shown(edition.rendered.theme), 1
    if about:
        words = (about.context, about.source, "" if isinstance(about, Message) or about.fallback else about.text)
        path, line = _place(project, leaflet, language, about)
    return Finding(check.id, check.severity, language, leaflet.id, *words, found.message, found.hint, path, line)


def _place(project: Project, leaflet: Leaflet, language: str, about: Said | Message) -> tuple[str, int]:
    if isinstance(about, Message):
        return about.path, about.line
    if about.message:
        return project.shown(project.po(about.domain, language)), about.message.line
    written = (message for domain in (leaflet.id, COMMON) for message in messages(project, domain))
    place = next((message for message in written if message.key == (about.context, about.source)), None)
    return (place.path, place.line) if place else (f"{project.templates.name}/{leaflet.template}", 1)


def _covers(row: Acceptance, finding: Finding) -> bool:
    mine = (finding.check, finding.context, finding.source, finding.translation)
    return mine == (row.check, row.context, row.source, row.translation)


def _findings(sheet: Sheet, choice: Choice) -> Iterator[Finding]:
    """Yield what the checks find that look at one sheet."""
    able = [check for check in choice.checks if check.scope in sheet.scopes and check.knows(sheet.language)]
    by_message = [check for check in able if check.scope == "message"]

    def part(first: int, end: int) -> list[Finding]:
        blocks = (sheet.messages[start : min(start + FEW, end)] for start in range(first, end, FEW))
        return [
            _finding(sheet, check, message, found)
            for block in blocks
            for check in by_message
            for message, found in _of_block(check, _seen_by(check, block, choice), sheet.language)
        ]

    if by_message:
        yield from over(len(sheet.messages), part)
    for check in able:
        seen = _seen(sheet, check, choice)
        if check.scope == "catalog" and seen.catalog:
            for message, found in check.run(seen.catalog, seen.messages, seen.language):
                yield _finding(sheet, check, message, found)
        elif check.scope == "source":
            for message, found in check.run(seen, seen.written):
                yield _finding(sheet, check, message, found)


def _of_block(check: Check, block: tuple[Message, ...], language: Language) -> Iterator[tuple[Message, Found]]:
    for message in block if check.empty else (message for message in block if not message.empty):
        if message.plural is None:
            for found in check.function(message, language):
                yield message, found
        else:
            for found in _every_form(check, message, language):
                yield message, found


def _together(sheets: tuple[Sheet, ...], choice: Choice) -> Iterator[tuple[Sheet, Finding]]:
    """Yield what the checks find that look at the catalogs, or at the sign-offs, of all languages together."""
    for check in choice.checks:
        if check.scope in {"project", "signed"}:
            able = [sheet for sheet in sheets if check.scope in sheet.scopes and check.knows(sheet.language)]
            for sheet, message, found in check.run(tuple(_seen(sheet, check, choice) for sheet in able)):
                yield sheet, _finding(sheet, check, message, found)


def _seen(sheet: Sheet, check: Check, choice: Choice) -> Sheet:
    """Return ``sheet`` as ``check`` may see it."""
    seen = _seen_by(check, sheet.messages, choice)
    return sheet if seen is sheet.messages else replace(sheet, messages=seen)


def _seen_by(check: Check, messages: tuple[Message, ...], choice: Choice) -> tuple[Message, ...]:
    """Return those of ``messages`` that ``check`` may see: the family safety/ reads safety wording."""
    if check.family != "safety" or choice.as_safety:
        return messages
    return tuple(message for message in messages if message.safety)


def _every_form(check: Check, message: Message, language: Language) -> Iterator[Found]:
    """Yield what ``check`` finds; of a plural, what it finds in a form against both the singular and the plural."""
    for text in message.texts:
        sources = (message.source, message.plural or message.source)
        forms = [replace(message, source=source, plural=None, texts=(text,)) for source in sources]
        found = [list(check.run(form, language)) for form in forms]
        if all(found):
            yield from found[-1]


def _finding(sheet: Sheet, check: Check, message: Message, found: Found) -> Finding:
    return Finding(
        check.id, check.severity, sheet.language.code, sheet.leaflet, message.context, message.source, message.text,
        found.message, found.hint, message.path or sheet.path, message.line or 1,
    )  # fmt: skip
