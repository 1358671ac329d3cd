"""What is checked together: the messages of one domain in one language, with what stands beside them."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from leaflets import update
from leaflets.catalog import Catalog, Message
from leaflets.checks.tables import tables
from leaflets.checks.terms import TERMS, Term, terms_in
from leaflets.errors import LeafletsError
from leaflets.extract import messages, templates
from leaflets.files import read_text
from leaflets.language import Language, find
from leaflets.project import COMMON, Card, Filled, Project
from leaflets.signoff import Wording
from leaflets.standing import Signed
from leaflets.visible import shown


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that a person has looked at and accepts, for these exact words. It dies when a word changes."""

    check: str
    source: str
    translation: str
    reason: Filled
    by: Filled
    context: str | None = None


Accepted = Mapping[Acceptance, str]  # each, and the place to open
ACCEPTED = "accepted.toml"  # in the language's folder; for a PO file without a project, beside it
HINT = (
    "Each [[accepted]] has check, source, translation, reason and by, and context where the message has one. "
    "leaflets check --format toml writes such tables."
)


@dataclass(frozen=True)
class Written:
    """What only the source language has: the leaflet's card (the bank has none), and the message template.

    ``stale``: the message template at ``pot`` does not say what the templates say. ``today`` is the day of the check.
    """

    pot: str
    stale: bool
    today: dt.date
    card: Card | None = None
    card_path: str = ""
    card_text: str = ""

    def line(self, key: str, number: int = 0) -> Message:
        """Return the place of the ``number``-th line of the card that sets ``key``; its first line where none does."""
        lines = self.card_text.split("\n")
        found = [at for at, line in enumerate(lines) if re.match(rf"\s*{key}\s*=", line)]
        at = found[number] if number < len(found) else 0
        return Message(None, lines[at].strip(), ("",), line=at + 1, path=self.card_path)


@dataclass(frozen=True)
class Sheet:
    """The messages of a leaflet, or of the bank and the theme, in one language.

    A translation has a ``catalog``: the file as it stands; ``messages`` are those that the templates ask for.
    In the source language it is ``written``, and each message names its template and line. Where somebody has signed
    in the language, ``signed`` says how far.
    """

    language: Language
    path: str
    messages: tuple[Message, ...]
    leaflet: str | None = None
    catalog: Catalog | None = None
    written: Written | None = None
    accepted: Accepted = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    signed: Signed | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """Return the scopes of the checks that read such a sheet."""
        signed = {"signed"} if self.signed else set()
        return frozenset(signed | ({"source"} if self.written else {"message", "catalog", "project"}))


def of_project(project: Project, domain: str, language: Language, today: dt.date) -> Sheet:
    """Return the sheet of ``domain`` in ``language``; a message that the catalog lacks counts as empty."""
    leaflet = None if domain == COMMON else domain
    accepted = accepted_in(project, language)
    if language.code == project.settings.source:
        place, written = project.shown(templates(project, domain)[0]), _written(project, domain, today)
        said = tuple(messages(project, domain))
        return Sheet(language, place, said, leaflet, written=written, accepted=accepted)
    path = project.po(domain, language.code)
    catalog = Catalog.read(path) if path.exists() else None
    wanted, terms = _wanted(project, domain, catalog), terms_in(project.root / "locales" / language.code / TERMS)
    return Sheet(language, project.shown(path), wanted, leaflet, catalog, accepted=accepted, terms=terms)


def _wanted(project: Project, domain: str, catalog: Catalog | None) -> tuple[Message, ...]:
    live = catalog.live if catalog else {}
    return tuple(_found(live.get(message.key), message) for message in messages(project, domain))


def said_in(project: Project, domain: str, language: Language) -> tuple[Message, ...]:
    """Return the messages of ``domain`` as ``language`` says them; in the source language each says its source."""
    if language.code == project.settings.source:
        return tuple(
            replace(message, texts=Wording.original(message, language.code).texts)
            for message in messages(project, domain)
        )
    path = project.po(domain, language.code)
    return _wanted(project, domain, Catalog.read(path) if path.exists() else None)


def _written(project: Project, domain: str, today: dt.date) -> Written:
    pot = update.template(project, domain)
    if domain == COMMON:
        return Written(project.shown(pot.path), pot.stale, today)
    leaflet = project.leaflets[domain]
    path = leaflet.folder / "leaflet.toml"
    return Written(project.shown(pot.path), pot.stale, today, leaflet.card, project.shown(path), read_text(path))


def _found(here: Message | None, wanted: Message) -> Message:
    """Return the catalog's message, or an empty one where it has none or one with another plural."""
    if here and here.plural == wanted.plural:
        return here
    return replace(wanted, line=here.line if here else 0, path="")  # the place of an absence is the catalog


def of_file(path: Path, code: str | None) -> Sheet:
    """Return the sheet of a PO file.

    The language is ``code``, or the file's Language header, or what stands above LC_MESSAGES, or the file's name.
    """
    catalog, above = Catalog.read(path), path.absolute().parent
    place = above.parent.name if above.name == "LC_MESSAGES" else path.stem
    said = code or catalog.header.get("Language") or place
    language = find(said)
    if language is None:
        named = code or catalog.header.get("Language")
        what = f"“{shown(said)}” is not the code of a language" if named else "no Language header says its language"
        raise LeafletsError(f"{path}: {what}.", hint="Say which it is: --lang CODE.")
    live = tuple(message for message in catalog.messages if not message.obsolete)
    folder = path.parent.parent if path.parent.name == "LC_MESSAGES" else path.parent  # as a project has it
    accepted, terms = _accepted(folder / ACCEPTED, str), terms_in(folder / TERMS)
    return Sheet(language, str(path), live, None, catalog, accepted=accepted, terms=terms)


def accepted_in(project: Project, language: Language) -> Accepted:
    """Return what a person has accepted in ``language``; raise LeafletsError for a file that cannot be read so."""
    return _accepted(project.root / "locales" / language.code / ACCEPTED, project.shown)


def _accepted(path: Path, named: Callable[[Path], str]) -> Accepted:
    if not path.is_file():
        return {}
    rows = tables(read_text(path), path, Acceptance, "accepted", HINT)
    return {row: f"{named(path)}:{line}" for row, line in rows.items()}
