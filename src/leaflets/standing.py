"""How far the words of a leaflet are signed: who stands for them, who is still to sign, and what was signed before.

A sign-off dies when a word changes, and lives again when the old words return. Two roles by two people are needed for
safety wording: the settings say which.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from pathlib import Path

from leaflets.catalog import Message
from leaflets.files import read_bytes, read_text
from leaflets.project import Needed, Project, Role
from leaflets.signature import trouble
from leaflets.signoff import ROLES, Entry, SignOff, Wording, nfc, parse, written

CLOSE = 60  # rapidfuzz ratio: the same as ``leaflets update`` takes for “the sentence was changed”
NAMED = 3  # messages in one line about a release
ANOTHER = "another person"  # what is lacking where all roles have signed, but too few people
BY_DEFAULT = Needed()


class State(StrEnum):
    """How far a wording is signed. Stale: other words of the same message were."""

    SIGNED = "signed"
    PARTLY = "partly signed"
    STALE = "stale"
    UNSIGNED = "unsigned"


@dataclass(frozen=True)
class Standing:
    """Who stands for a wording, what is still lacking, and the words that were signed before."""

    state: State
    by: tuple[SignOff, ...] = ()
    lacking: tuple[str, ...] = ()
    former: Entry | None = None


@dataclass(frozen=True)
class Provenance:
    """Who translated and who reviewed a leaflet that is signed in full, and the day of the last sign-off."""

    translators: tuple[str, ...]
    reviewers: tuple[str, ...]
    date: dt.date


@dataclass(frozen=True)
class SignOffs:
    """The sign-offs of one language. ``trouble`` says why nobody's word counts: the file's signature does not fit."""

    path: Path
    language: str
    needed: Needed = BY_DEFAULT
    entries: tuple[Entry, ...] = ()
    trouble: str = ""

    @classmethod
    def of(cls, project: Project, language: str) -> "SignOffs":
        """Read the sign-offs of ``language``; raise LeafletsError with file and line when the file is damaged."""
        path, needed = project.signoffs(language), project.settings.signoff
        if not path.exists():
            return cls(path, language, needed)
        allowed, seal = project.allowed_signers, seal_of(path)
        found = trouble(read_bytes(path), seal, allowed) if allowed.exists() else ""
        return cls(path, language, needed, parse(read_text(path), path, language), found)

    @cached_property
    def _by_fingerprint(self) -> dict[str, Entry]:
        return {entry.wording.fingerprint: entry for entry in self.entries}

    @cached_property
    def _by_context(self) -> dict[str | None, list[Entry]]:
        found = defaultdict(list)
        for entry in self.entries:
            if entry.signoffs or entry.carried:
                found[entry.wording.context].append(entry)
        return found

    def entry(self, wording: Wording) -> Entry:
        """Return the entry of ``wording``, an empty one where there is none."""
        found = self._by_fingerprint.get(wording.fingerprint)
        return found if found and found.wording == wording else Entry(wording)

    def standing(self, wording: Wording, live: Collection[str] = (), *, ready: bool = True) -> Standing:
        """Return how far ``wording`` is signed. ``live`` are the fingerprints in use: they are nobody's former words.

        What is not ``ready`` (not translated, or fuzzy) is signed by nobody.
        """
        by = self.by(wording) if ready and not self.trouble else ()
        roles = self.needed.safety if wording.safety else self.needed.other
        lacking = _lacking(roles, by)
        if not lacking:
            return Standing(State.SIGNED, by)
        former = self._former(wording, live)
        if by:
            return Standing(State.PARTLY, by, lacking, former)
        return Standing(State.STALE if former else State.UNSIGNED, by, lacking, former)

    def by(self, wording: Wording) -> tuple[SignOff, ...]:
        """Return the sign-offs that hold for ``wording``: its own, and those carried over from former words."""
        found: dict[SignOff, None] = {}
        waiting, seen = [self.entry(wording)], set()
        while waiting:
            entry = waiting.pop()
            if entry.wording not in seen:
                seen.add(entry.wording)
                found |= dict.fromkeys(last_words(entry))
                olds = (self._by_fingerprint.get(row.of) for row in entry.carried)
                waiting += [old for old in olds if old and carryable(old.wording, wording)]
        return tuple(sorted(found, key=lambda row: (ROLES.index(row.role), row.date, row.name)))

    def _former(self, wording: Wording, live: Collection[str]) -> Entry | None:
        """Return what the message said when somebody signed it last: the same source, else the nearest one."""
        rows = [entry for entry in self._by_context.get(wording.context, ()) if entry.wording != wording]
        rows = [entry for entry in rows if entry.wording.fingerprint not in live]
        same = [entry for entry in rows if entry.wording.sources == wording.sources]
        if same or not rows:
            return max(same, key=_last, default=None)
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only a changed source needs it

        cutoff = 0 if wording.safety else CLOSE
        sources = [entry.wording.source for entry in rows]
        best = process.extractOne(wording.source, sources, scorer=fuzz.ratio, score_cutoff=cutoff)
        return rows[best[2]] if best else None

    def provenance(self, wordings: Iterable[Wording]) -> Provenance | None:
        """Return who stands for all of ``wordings``; None when one of them is not signed in full."""
        found = [self.standing(wording) for wording in wordings]
        if any(row.state is not State.SIGNED for row in found):
            return None
        by = sorted({signoff for row in found for signoff in row.by}, key=lambda row: (row.date, row.name))
        return Provenance(
            tuple(_names(row for row in by if row.role == "translator")),
            tuple(_names(row for row in by if row.role != "translator")),
            max(row.date for row in by),
        )

    def lacks(self, wordings: Iterable[Wording]) -> tuple[str, ...]:
        """Return what is not signed of ``wordings``, a line for each way; nothing when all are signed in full."""
        if self.trouble:
            return (self.trouble.rstrip("."),)
        rows = [(wording, self.standing(wording)) for wording in wordings]
        if all(row.state is State.UNSIGNED for _, row in rows):
            return ("nobody has reviewed and signed it",)
        found = defaultdict(list)
        for wording, row in rows:
            if row.state is not State.SIGNED:
                found[row.state, row.lacking].append(wording.named)
        return tuple(f"{_some(names)}: {state}, lacks {', '.join(roles)}" for (state, roles), names in found.items())

    def with_entries(self, entries: Iterable[Entry]) -> "SignOffs":
        """Return the sign-offs with those of ``entries`` added; what is there stays as it is."""
        rows = dict(self._by_fingerprint)
        for new in entries:
            old = rows.get(new.wording.fingerprint, Entry(new.wording))
            signoffs = {(row.role, row.name, row.again): row for row in (*new.signoffs, *old.signoffs)}
            carried = {(row.of, row.name): row for row in (*new.carried, *old.carried)}
            key = new.wording.fingerprint
            rows[key] = Entry(new.wording, tuple(signoffs.values()), tuple(carried.values()), old.line)
        return SignOffs(self.path, self.language, self.needed, tuple(rows.values()), self.trouble)

    @property
    def text(self) -> str:
        """Return the file: one block a wording, by context and words; the same sign-offs give the same bytes."""
        return written(self.entries)


@dataclass(frozen=True)
class Signed:
    """The messages of one catalog, and how far each is signed; ``path`` is the file's, from the project's folder."""

    signoffs: SignOffs
    path: str
    rows: tuple[tuple[Message, Wording, Standing], ...]


def seal_of(path: Path) -> Path:
    """Return where the SSH signature over the sign-off file ``path`` lies."""
    return path.with_name(f"{path.name}.sig")


def folded(name: str) -> str:
    """Return ``name`` as it is compared: the same name written in two ways is one person."""
    return nfc(nfc(" ".join(name.split())).casefold())


def last_words(entry: Entry) -> list[SignOff]:
    """Return what each person said last of these words in each role: a later word takes the place of an earlier one."""
    last: dict[tuple[str, str], int] = {}
    for row in entry.signoffs:
        key = (row.role, folded(row.name))
        last[key] = max(row.again, last.get(key, 0))
    return [row for row in entry.signoffs if row.again == last[row.role, folded(row.name)]]


def carryable(old: Wording, new: Wording) -> bool:
    """Whether sign-offs may go from ``old`` to ``new``: no safety wording, one context, the translation untouched."""
    same = old.texts == new.texts or (old.texts, new.texts) == (old.sources, new.sources)
    return not new.safety and old.context == new.context and same


def _lacking(roles: tuple[Role, ...], by: tuple[SignOff, ...]) -> tuple[str, ...]:
    """Return the roles that nobody has signed in, or that another person must: one person counts once."""
    names = [{folded(row.name) for row in by if row.role == role} for role in roles]
    lacking = tuple(role for role, found in zip(roles, names, strict=True) if not found)
    if lacking or any(len(set(chosen)) == len(chosen) for chosen in product(*names)):
        return lacking
    return (ANOTHER,)


def _names(rows: Iterable[SignOff]) -> list[str]:
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(folded(row.name), row.name)
    return list(found.values())


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def _last(entry: Entry) -> dt.date:
    return max([*(row.date for row in entry.signoffs), *(row.date for row in entry.carried)])
