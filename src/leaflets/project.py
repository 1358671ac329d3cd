"""Where things are: the settings, leaflets, languages and catalogs of a leaflets project."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from leaflets.errors import LeafletsError, nearest
from leaflets.files import read_text
from leaflets.language import Language, as_known, find, language

COMMON = "common"  # the domain of the theme's words and the safety bank

Table = TypeVar("Table")


Filled = Annotated[str, msgspec.Meta(pattern=r"\S")]  # an empty emergency number would be printed as nothing


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a settings file in which an unknown key is a mistake."""


class Clinic(Strict, frozen=True):
    """Who hands the leaflets out. Printed as it stands."""

    name: Filled
    phone: Filled
    emergency_phone: Filled
    web: Filled


Role = Literal["translator", "reviewer", "clinician"]


class Needed(Strict, frozen=True):
    """``[signoff]``: the roles that must sign a message, each another person."""

    safety: Annotated[tuple[Role, ...], msgspec.Meta(min_length=2)] = ("reviewer", "clinician")
    other: Annotated[tuple[Role, ...], msgspec.Meta(min_length=1)] = ("reviewer",)

    def __post_init__(self) -> None:
        if len(set(self.safety)) < len(self.safety) or len(set(self.other)) < len(self.other):
            raise ValueError("a role stands twice")


class Settings(Strict, frozen=True):
    """``[tool.leaflets]`` in pyproject.toml, or the whole of leaflets.toml."""

    clinic: Clinic
    source: str = "en"
    required: tuple[str, ...] = ()  # ids of the safety bank that every leaflet must have
    signoff: Needed = Needed()


class Source(Strict, frozen=True):
    """Where a fact of a leaflet comes from, and the day it was published."""

    id: str
    title: str
    publisher: str
    date: dt.date

    @property
    def printed(self) -> str:
        return f"{self.publisher}. {self.title}, {self.date}."


class Card(Strict, frozen=True):
    """``leaflet.toml``: what a leaflet is, and when. Dates are the leaflet's own, never the clock's."""

    id: str
    version: str
    issued: dt.date
    review_due: dt.date
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Leaflet:
    """One leaflet: its folder in ``templates`` and its card."""

    folder: Path
    card: Card

    @property
    def id(self) -> str:
        return self.card.id

    @property
    def template(self) -> str:
        return f"{self.folder.name}/leaflet.html"


@dataclass(frozen=True)
class Project:
    """A folder with templates, locales and build, and its settings."""

    root: Path
    settings: Settings

    @classmethod
    def at(cls, folder: Path | None = None) -> "Project":
        """Return the project at ``folder``, or the one found upward from the working directory.

        Raises LeafletsError when there is none or its settings are broken.
        """
        start = (folder or Path.cwd()).resolve()
        for root in [start] if folder else [start, *start.parents]:
            found = _settings(root)
            if found:
                return cls(root, found)
        where = f"{start} is not a leaflets project."
        if not folder:
            where = f"{start} is not in a leaflets project."
        raise LeafletsError(
            where, hint="Go into one, name one with --project, or write a leaflets.toml with a [clinic] table."
        )

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def output(self) -> Path:
        return self.root / "build"

    @cached_property
    def leaflets(self) -> dict[str, Leaflet]:
        """Return every leaflet by its id: a folder of ``templates`` that holds a leaflet.html."""
        return {leaflet.id: leaflet for leaflet in map(_leaflet, _folders(self.templates, "leaflet.html"))}

    @cached_property
    def codes(self) -> list[str]:
        """Return the codes of all languages: the source, and every folder of ``locales`` with catalogs."""
        folders = _folders(self.root / "locales", "LC_MESSAGES")
        return sorted({self.settings.source, *(folder.name for folder in folders)})

    @property
    def source(self) -> Language:
        return language(self.settings.source)

    @property
    def ledger(self) -> Path:
        return self.root / "releases.toml"

    @property
    def wordings(self) -> Path:
        """Return where the wording of every release is kept."""
        return self.root / "releases"

    @property
    def domains(self) -> list[str]:
        return [COMMON, *self.leaflets]

    def pot(self, domain: str) -> Path:
        return self.root / "locales" / f"{domain}.pot"

    def po(self, domain: str, code: str) -> Path:
        return self.root / "locales" / code / "LC_MESSAGES" / f"{domain}.po"

    def signoffs(self, code: str) -> Path:
        """Return where the sign-offs of a language stand; the source language has its own."""
        return self.root / "locales" / code / "signoffs.toml"

    @property
    def allowed_signers(self) -> Path:
        """Return where the keys stand whose signatures count; where there is no such file none is needed."""
        return self.root / "locales" / "allowed_signers"

    def shown(self, path: Path) -> str:
        """Return ``path`` as a person in the project's folder would write it."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)

    def pick_leaflets(self, ids: tuple[str, ...]) -> list[Leaflet]:
        """Return the leaflets with ``ids``, all for none; raise LeafletsError for an unknown one or none at all."""
        if not self.leaflets:
            raise LeafletsError(
                f"{self.templates} holds no leaflet.", hint="Make templates/<name>/leaflet.html and leaflet.toml."
            )
        for name in ids:
            if name not in self.leaflets:
                raise LeafletsError(f"There is no leaflet {name}.", hint=nearest(name, list(self.leaflets)))
        return [self.leaflets[name] for name in dict.fromkeys(ids or self.leaflets)]

    def pick_languages(self, codes: tuple[str, ...]) -> list[Language]:
        """Return the languages with ``codes``, all for none; raise LeafletsError for one without catalogs.

        One that has catalogs and no knowledge file is returned with nothing known of it.
        """
        meant = [code if code in self.codes else self._named(code) for code in codes]
        for code in meant:
            if code not in self.codes:
                raise LeafletsError(
                    f"There are no catalogs for the language {code}.",
                    hint=f"{nearest(code, self.codes)} To begin a language: leaflets update --lang {code}",
                )
        return [as_known(code) for code in dict.fromkeys(meant or self.codes)]

    def _named(self, code: str) -> str:
        """Return the one folder whose language ``code`` also names: zh-CN where there is zh_Hans; else ``code``."""
        said = find(code)
        named = [own for own in self.codes if said and (other := find(own)) and other.code == said.code]
        return named[0] if len(named) == 1 else code


def _folders(folder: Path, holding: str) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if (path / holding).exists()) if folder.is_dir() else []
    except OSError as error:
        raise LeafletsError(f"{folder} cannot be read: {error.strerror}.", hint="Check the folder's rights.") from error


def _settings(root: Path) -> Settings | None:
    own, shared = root / "leaflets.toml", root / "pyproject.toml"
    if own.is_file():
        return _table(own, _toml(own), Settings)
    if shared.is_file():
        table = _toml(shared).get("tool", {}).get("leaflets")
        return None if table is None else _table(shared, table, Settings, "tool.leaflets")
    return None


def _leaflet(folder: Path) -> Leaflet:
    path = folder / "leaflet.toml"
    card = _table(path, _toml(path), Card)
    if card.id != folder.name:
        raise LeafletsError(f"{path}: id is {card.id}, but the folder is {folder.name}.", hint="Give both one name.")
    return Leaflet(folder, card)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise LeafletsError(f"{path}: {error}.", hint="Mend the file: it is not TOML.") from error


def _table(path: Path, table: dict[str, Any], kind: type[Table], prefix: str = "") -> Table:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        key = where.strip("`").replace("$", prefix).lstrip(".") or prefix
        raise LeafletsError(
            f"{path}: {f'[{key}]: ' if key else ''}{what}.",
            hint="The README says what each key holds.",
        ) from error
