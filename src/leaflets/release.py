"""Releases: what has left the house, under which code, with which words and bytes.

``releases.toml`` in the project's root is only ever added to. Every line of it begins with its code, so that none can
be taken for another's: git merges two releases, and of a merge conflict both sides can be kept as they stand.
``releases/<code>.json`` keeps the words of a release, so that a later one can say what changed. The files there also
witness what the ledger must hold: a ledger that lost its end, or a side of a merge, is told.
"""

import datetime as dt
import hashlib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, NoReturn

import msgspec

from leaflets import files, wording
from leaflets.codes import folded, make, sound
from leaflets.errors import LeafletsError
from leaflets.files import read_bytes, read_text, write_whole
from leaflets.lines import CHANGED, CONFLICT, UNTOUCHED, bare, checked
from leaflets.project import Project, Strict
from leaflets.visible import shown
from leaflets.wording import Wording

Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Word = Annotated[str, msgspec.Meta(pattern=r"\S")]


@dataclass(frozen=True, slots=True)
class Content:
    """What a code stands for: a leaflet in a version and a language, for one paper, with these words."""

    leaflet: str
    version: str
    language: str
    paper: str
    date: dt.date
    wording: str

    def seed(self, attempt: int) -> bytes:
        """Return bytes that follow from the content alone, others for each ``attempt``."""
        fields = [self.leaflet, self.version, self.language, self.paper, str(self.date), self.wording, attempt]
        return hashlib.sha256(json.dumps(fields).encode()).digest()


class Withdrawal(Strict, frozen=True):
    """Why nobody may hand out a release any more, who said so, and when."""

    date: dt.date
    name: Word
    why: Word


class Release(Strict, frozen=True):
    """A code, the SHA-256 of every file that was written under it (with its name), and what it stands for.

    A file that is made anew with other bytes and the same words (a page that names one more language) is one more.
    """

    code: Word
    files: Annotated[dict[Sha256, Word], msgspec.Meta(min_length=1)]
    leaflet: Word
    version: Word
    language: Word
    paper: Word
    wording: Sha256
    review_due: dt.date
    date: dt.date  # written last: a block that is cut off lacks it
    withdrawn: Withdrawal | None = None

    @classmethod
    def of(cls, code: str, content: Content, files: dict[str, str], review_due: dt.date) -> "Release":
        """Return the release of ``content`` with ``files``: SHA-256 and name. ``review_due`` is printed on them."""
        return cls(
            code,
            files,
            content.leaflet,
            content.version,
            content.language,
            content.paper,
            content.wording,
            review_due,
            content.date,
        )

    @property
    def content(self) -> Content:
        return Content(self.leaflet, self.version, self.language, self.paper, self.date, self.wording)

    @property
    def series(self) -> tuple[str, str]:
        """Return what the releases have in common of which one replaces the other."""
        return self.leaflet, self.language

    @property
    def overdue(self) -> bool:
        """Whether its review was due before today."""
        return self.review_due < today()

    @property
    def told(self) -> tuple[str, dt.date, str]:
        """Return what another release of the series differs in when it replaces this one."""
        return self.version, self.date, self.wording


def today() -> dt.date:
    """Return the day: to refuse or to warn of a release, and for a withdrawal. No byte of a leaflet follows from it."""
    return dt.datetime.now().astimezone().date()


def locked(project: Project) -> AbstractContextManager[None]:
    """Hold the ledger for one who adds to it."""
    return files.locked(project.templates)


@dataclass(frozen=True)
class Ledger:
    """``releases.toml`` as it stands: the releases by their folded codes, in the order in which they were made."""

    project: Project
    data: bytes
    releases: dict[str, Release] = field(default_factory=dict)

    @classmethod
    def read(cls, project: Project) -> "Ledger":
        """Read the file; raise LeafletsError with its line when it is not what was written."""
        path = project.ledger
        text = read_text(path) if path.exists() else ""
        ledger = cls(project, text.encode(), {folded(row.code): row for row in _rows(path, text)})
        for witness in sorted(project.wordings.glob("*.withdrawn")):
            row = ledger.find(witness.stem)
            if row is None or row.withdrawn is None:
                what = f"the withdrawal of {witness.stem} is missing, of which {project.shown(witness)} tells"
                _stop(path, len(text.rstrip("\n").split("\n")), what)
        return ledger

    @property
    def codes(self) -> list[str]:
        return [row.code for row in self.releases.values()]

    def find(self, code: str) -> Release | None:
        """Return the release with ``code``, however that is written."""
        return self.releases.get(folded(code))

    def near(self, code: str) -> list[str]:
        """Return the codes that ``code`` is at most two slips away from, the nearest first."""
        from rapidfuzz import process  # noqa: PLC0415  only one who mistyped pays for it
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        rows = process.extract(folded(code), self.codes, scorer=OSA.distance, processor=folded, score_cutoff=2, limit=5)
        return [found for found, _, _ in rows]

    def of(self, data: bytes) -> Release | None:
        """Return the release that has a file with these bytes."""
        sha256 = hashlib.sha256(data).hexdigest()
        return next((row for row in self.releases.values() if sha256 in row.files), None)

    def alike(self, release: Release) -> list[Release]:
        """Return the releases of the same words under other codes: for other papers."""
        rows = (row for row in self.releases.values() if row.series == release.series and row.told == release.told)
        return [row for row in rows if row.code != release.code]

    def newest(self, series: tuple[str, str]) -> Release | None:
        """Return the release of ``series`` with the latest date, of those the last: a merge mixes the order."""
        rows = [row for row in self.releases.values() if row.series == series]
        return max(reversed(rows), key=lambda row: row.date, default=None)

    def replaced(self, release: Release) -> Release | None:
        """Return what replaced ``release``: the newest of its series, if that has another version or other words.

        The one for the same paper where there is one.
        """
        newest = self.newest(release.series)
        if newest is None or newest.told == release.told:
            return None
        rows = [newest, *self.alike(newest)]
        return next((row for row in rows if row.paper == release.paper), newest)

    def current(self, release: Release) -> bool:
        """Whether ``release`` may be handed out: nobody withdrew it, and nothing replaced it."""
        return not (release.withdrawn or self.replaced(release))

    def of_version(self, content: Content) -> list[Release]:
        """Return the releases of the same leaflet, language and version, on any paper."""
        mine = (content.leaflet, content.language, content.version)
        return [row for row in self.releases.values() if (*row.series, row.version) == mine]

    def refusal(self, content: Content) -> str | None:
        """Return why ``content`` may not be released, or None: what a version says is out for good."""
        for row in self.of_version(content):
            if row.withdrawn:
                return f"version {row.version} ({row.code}) was withdrawn: {row.withdrawn.why}"
            if row.told != (content.version, content.date, content.wording):
                return f"version {row.version} was released as {row.code} with other words or another date"
            if newer := self.replaced(row):
                return f"version {row.version} ({row.code}) was replaced by {newer.version} ({newer.code})"
        return None

    def code(self, content: Content, given: Mapping[str, Content]) -> str:
        """Return the code of ``content``: the one that it was released with, or the first that is free.

        ``given`` are the codes, folded, that are already given away in this build.
        """
        taken = {code: row.content for code, row in self.releases.items()} | dict(given)
        known = next((row.code for row in self.releases.values() if row.content == content), None)
        return known or make(content.language, content.seed, lambda code: taken.get(code, content) == content)

    def record(self, releases: Iterable[Release]) -> list[str]:
        """Write down what is new of ``releases``; return the codes of those. No earlier byte changes.

        Raises LeafletsError when the file is not the one that was read, or lacks what was released.
        """
        releases = list(releases)
        if lost := self.lost({folded(release.code) for release in releases}):
            hint = f"Take its last good version from git. After a release that was stopped halfway, delete {lost[0]}."
            raise LeafletsError(f"{self.project.ledger} lacks a release of which {lost[0]} tells.", hint=hint)
        blocks = {release.code: _block(release, self.find(release.code)) for release in releases}
        self._add("".join(blocks.values()))
        return [code for code, block in blocks.items() if block]

    def withdraw(self, release: Release, withdrawal: Withdrawal) -> None:
        """Write down that ``release`` is withdrawn."""
        self._add(f"\n{_withdrawn(release, withdrawal)}\n")
        self.witness(release, withdrawal)

    def witness(self, release: Release, withdrawal: Withdrawal) -> None:
        """Let a file beside the words tell of the withdrawal too."""
        path = self.project.wordings / f"{release.code}.withdrawn"
        write_whole(path, f"{_withdrawn(release, withdrawal)}\n".encode())

    def lost(self, known: Collection[str] = ()) -> list[str]:
        """Return the files with the words of releases that neither the ledger nor ``known``, folded codes, has."""
        paths = sorted(self.project.wordings.glob("*.json"))
        return [self.project.shown(path) for path in paths if folded(path.stem) not in {*self.releases, *known}]

    def _add(self, text: str) -> None:
        path = self.project.ledger
        if (read_bytes(path) if path.exists() else b"") != self.data:
            raise LeafletsError(f"{path} was changed while this ran.", hint="Run it again.")
        if text:
            write_whole(path, self.data + text.encode())

    def words(self, release: Release) -> Wording:
        """Return the words of ``release``; raise LeafletsError when its file is gone or is not what was written."""
        path = self.project.wordings / f"{release.code}.json"
        data = read_bytes(path).replace(b"\r\n", b"\n")  # git may have changed the line ends
        if hashlib.sha256(data).hexdigest() != release.wording:
            raise LeafletsError(f"{path} is not what was released.", hint=UNTOUCHED)
        return wording.read(data)


def _rows(path: Path, text: str) -> Iterator[Release]:
    """Yield every release; stop at the first line that is none. A line may stand twice, after a merge."""
    found: dict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        code, key, value = _line(path, number, line.strip())
        before, same = found[code].setdefault(key, (number, value))
        if same != value:
            what = f"{path}:{number}: the same as line {before}, with another value."
            raise LeafletsError(what, hint="Two people wrote it in two branches: keep one of the two lines.")
    for code, fields in found.items():
        yield _row(path, code, fields)


def _line(path: Path, number: int, line: str) -> tuple[str, str, Any]:
    """Return the code, the key and the value of one line; for a file its name, by ``files.<SHA-256>``."""
    if CONFLICT.match(line):
        hint = "Both sides stand: delete the lines of the markers, keep all others."
        raise LeafletsError(f"{path}:{number}: a merge conflict is left in the file.", hint=hint)
    written = bare(line)
    if written is None:
        _stop(path, number, f"{CHANGED}: {shown(line)}")
    try:
        [(code, rest)] = tomllib.loads(written).items()
        [(key, value)] = rest.items()
        if key != "files":
            return code, key, value
        [(sha256, name)] = value.items()
    except (ValueError, AttributeError):  # TOMLDecodeError is a ValueError
        _stop(path, number, f"this is not a line of a release: {shown(written)}")
    return code, f"files.{sha256}", name


def _row(path: Path, code: str, fields: dict[str, tuple[int, Any]]) -> Release:
    if not sound(folded(code)):
        first = min(number for number, _ in fields.values())
        _stop(path, first, f"“{code}” is no code: its last symbol does not fit the others")
    table = {key: value for key, (_, value) in fields.items() if not key.startswith("files.")}
    names = {key.removeprefix("files."): value for key, (_, value) in fields.items() if key.startswith("files.")}
    table |= {"files": names} if names else {}
    try:
        return msgspec.convert({"code": code, **table}, Release)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        key = next(iter(re.findall(r"\w+", where) or re.findall(r"`(\w+)`", what)), "")
        lines = [number for name, (number, _) in fields.items() if name.partition(".")[0] == key]
        last = max(number for number, _ in fields.values())
        _stop(path, min(lines, default=last), f"{code}: {what}{f' ({key})' if where else ''}")


def _stop(path: Path, line: int, what: str) -> NoReturn:
    raise LeafletsError(f"{path}:{line}: {what}.", hint=UNTOUCHED)


def _block(release: Release, known: Release | None) -> str:
    """Return an empty line and the lines of ``release``; of one that is ``known``, its new files, '' for none."""
    code = release.code
    fresh = {sha256: name for sha256, name in release.files.items() if not known or sha256 not in known.files}
    lines = [f"{code}.files.{sha256} = {_toml(name)}" for sha256, name in fresh.items()]
    if not known:
        fields = ("leaflet", "version", "language", "paper", "wording", "review_due", "date")
        lines += [f"{code}.{name} = {_toml(getattr(release, name))}" for name in fields]
    return "\n".join(["", *map(checked, lines), ""]) if lines else ""


def _withdrawn(release: Release, withdrawal: Withdrawal) -> str:
    return checked(f"{release.code}.withdrawn = {_toml(msgspec.structs.asdict(withdrawal))}")


def _toml(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(each)}' for key, each in value.items())} }}"
    if isinstance(value, dt.date):
        return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML forbids what JSON does not
