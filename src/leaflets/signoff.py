"""Who has signed which exact words: ``locales/<language>/signoffs.toml``.

A sign-off is bound to the fingerprint of a wording: it dies when a word changes, and lives again when the old words
return. So nothing is ever taken out of the file.

The file is a set of lines. Each is one TOML key that begins with the fingerprint, so that the lines of two branches
can stand in any order and twice (git's ``merge=union``). A line of the words stands between the roles: git's
ordinary merge then finds two roles in two places.

That nothing is gone is seen from the head: it says how many messages each person has signed in each role. After a
merge there may be two numbers for one person; the greater one counts, and the next ``leaflets sign`` writes one again.
"""

import base64
import datetime as dt
import hashlib
import json
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, get_args

import msgspec

from leaflets.catalog import SAFETY, Message
from leaflets.errors import LeafletsError
from leaflets.files import read_bytes, read_text
from leaflets.lines import CHANGED, bare, checked
from leaflets.project import Needed, Project, Role
from leaflets.signature import trouble
from leaflets.visible import shown, visible

ROLES: tuple[Role, ...] = get_args(Role)
COSMETIC = "cosmetic"
WORDS = ("context", "source", "plural", "translation")
ORDER = (COSMETIC, "clinician", "context", "source", "plural", "reviewer", "translation", "translator")
LENGTH = 20  # base 32 characters, 100 bits: 10^12 wordings share none by chance; the words are compared besides
CLOSE = 60  # rapidfuzz ratio: the same as ``leaflets update`` takes for “the sentence was changed”
NAMED = 3  # messages in one line about a release
FINGERPRINT = re.compile(rf"[a-z2-7]{{{LENGTH}}}")
CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
HEAD = (
    "# Who has signed which exact words. `leaflets sign` writes this file; what is signed is never taken out.\n"
    "# After a merge conflict keep the lines of both sides: their order is free.\n"
)
COUNT = "signed"  # the key of the lines that say how many
BY_DEFAULT = Needed()
LAST_GOOD = "Mend the line, or take the file's last good version from git."


@dataclass(frozen=True)
class Wording:
    """The exact words of one message in one language, in NFC. In the source language ``texts`` are the source."""

    language: str
    context: str | None
    source: str
    plural: str | None
    texts: tuple[str, ...]

    @classmethod
    def of(cls, language: str, context: str | None, source: str, plural: str | None, texts: Iterable[str]) -> "Wording":
        """Return the wording of these words, composed."""
        return cls(
            language,
            None if context is None else _nfc(context),
            _nfc(source),
            None if plural is None else _nfc(plural),
            tuple(map(_nfc, texts)),
        )

    @classmethod
    def said(cls, message: Message, language: str) -> "Wording":
        """Return what ``message`` of a catalog says."""
        return cls.of(language, message.context, message.source, message.plural, message.texts)

    @classmethod
    def original(cls, message: Message, language: str) -> "Wording":
        """Return what ``message`` of a template says in the source language."""
        texts = (message.source,) if message.plural is None else (message.source, message.plural)
        return cls.of(language, message.context, message.source, message.plural, texts)

    @property
    def safety(self) -> bool:
        return bool(self.context and self.context.startswith(SAFETY))

    @property
    def named(self) -> str:
        """Return what a person finds the message by."""
        return str(self.context) if self.safety else f"“{shown(self.source)}”"

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if self.plural is None else (self.source, self.plural)

    @cached_property
    def fingerprint(self) -> str:
        """Return the first 100 bits of the SHA-256 of the words as a JSON list, in base 32."""
        words = json.dumps([self.language, self.context, self.source, self.plural, self.texts], ensure_ascii=False)
        return base64.b32encode(hashlib.sha256(words.encode()).digest()).decode().lower()[:LENGTH]


class SignOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person's word for one wording."""

    role: Role
    name: str
    date: dt.date
    back: str = ""  # the translation in English again, by somebody who had not seen the source
    remark: str = ""


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's word that the sign-offs of another wording hold for this one: no meaning was changed."""

    name: str
    date: dt.date
    of: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """A wording and who has signed it; ``line`` (from 1) is its first in the file."""

    wording: Wording
    signoffs: tuple[SignOff, ...] = ()
    carried: tuple[Carried, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def signers(self) -> list[tuple[str, str]]:
        """Return role and name of each line that somebody stands for."""
        return [*((row.role, row.name) for row in self.signoffs), *((COSMETIC, row.name) for row in self.carried)]


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
                found |= dict.fromkeys(entry.signoffs)
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
            signoffs = {(row.role, row.name): row for row in (*new.signoffs, *old.signoffs)}
            carried = {(row.of, row.name): row for row in (*new.carried, *old.carried)}
            key = new.wording.fingerprint
            rows[key] = Entry(new.wording, tuple(signoffs.values()), tuple(carried.values()), old.line)
        return SignOffs(self.path, self.language, self.needed, tuple(rows.values()), self.trouble)

    @property
    def text(self) -> str:
        """Return the file: one block a wording, by context and words; the same sign-offs give the same bytes."""
        rows = sorted(self.entries, key=lambda row: (row.wording.context or "", row.wording.sources, row.wording.texts))
        return "\n".join([HEAD + _counts(rows), *map(_block, rows)])


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
    return _nfc(_nfc(" ".join(name.split())).casefold())


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
    return ("another person",)


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


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _counts(entries: Iterable[Entry]) -> str:
    """Return how many messages each has signed, as what; a remark before each role keeps their lines apart in git."""
    count = Counter(signer for entry in entries for signer in entry.signers)
    lines = ""
    for role in (COSMETIC, *ROLES):
        mine = sorted((name, number) for (found, name), number in count.items() if found == role)
        rows = (checked(f"{COUNT}.{role}.{_toml(name)} = {number}") for name, number in mine)
        lines += "\n".join([f"# {role}:", *rows, ""])
    return lines


def _block(entry: Entry) -> str:
    wording = entry.wording
    translation = wording.texts[0] if wording.plural is None else list(wording.texts)
    lines = {
        "context": wording.context,
        "source": wording.source,
        "plural": wording.plural,
        "translation": translation,
    }
    rows = [(key, f"{key} = {_toml(value)}") for key, value in lines.items() if value is not None]
    for row in entry.signoffs:
        values = {"date": row.date, "back": row.back, "remark": row.remark}
        rows.append((row.role, f"{row.role}.{_toml(row.name)} = {_toml(values)}"))
    for link in entry.carried:
        values = {"date": link.date, "of": link.of, "reason": link.reason}
        rows.append((COSMETIC, f"{COSMETIC}.{_toml(link.name)} = {_toml(values)}"))
    rows.sort(key=lambda row: (ORDER.index(row[0]), row[1]))
    return "".join(f"{checked(f'{wording.fingerprint}.{line}')}\n" for _, line in rows)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items() if one)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{visible(text, _escaped)}"'  # a reader of a diff is to see every character


def _escaped(char: str) -> str:
    return rf"\u{ord(char):04X}" if char <= "\uffff" else rf"\U{ord(char):08X}"


def parse(text: str, path: Path, language: str) -> tuple[Entry, ...]:
    """Return the entries that ``text`` holds; raise LeafletsError with ``path`` and line for the first bad line."""
    rows: dict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        head, key, value = _line(line.strip(), path, number)
        if head == COUNT:
            counts[key, value[0]] = max(counts.get((key, value[0]), (0, 0)), (value[1], number))
            continue
        before, same = rows[head].setdefault(key, (number, value))
        if same != value:
            raise _damaged(path, number, f"the same as line {before}, with another value", "Keep one of the two.")
    entries = tuple(_entry(fingerprint, found, path, language) for fingerprint, found in rows.items())
    _complete(entries, counts, path)
    return entries


def _complete(entries: tuple[Entry, ...], counts: dict[tuple[str, str], tuple[int, int]], path: Path) -> None:
    """Raise LeafletsError when somebody's sign-off is gone from the file, or what says how many there are."""
    if not counts:
        hint = "Take its last good version from git, or delete it where there is none."
        raise _damaged(path, 1, "nothing is signed in it: the file was cut off", hint)
    there = Counter(signer for entry in entries for signer in entry.signers)
    for (role, name), (number, line) in counts.items():
        if there[role, name] < number:
            what = f"missing: {number - there[role, name]} of the {number} sign-offs of {name} ({role})"
            raise _damaged(path, line, what, LAST_GOOD)
    for entry in entries:
        for role, name in entry.signers:
            if (role, name) not in counts:
                what = f"missing: the line that says how many sign-offs there are of {name} ({role})"
                raise _damaged(path, entry.line, what, LAST_GOOD)


def _line(text: str, path: Path, number: int) -> tuple[str, str, Any]:
    """Return the fingerprint, the rest of the key, and the value of one line; COUNT, role, name and number."""
    if CONFLICT.match(text):
        hint = "Keep the lines of both sides and take the marks out."
        raise _damaged(path, number, "a merge conflict is left in the file", hint)
    written = bare(text)
    if written is None:
        raise _damaged(path, number, f"{CHANGED}: {shown(text)}")
    try:
        return _read(written)
    except msgspec.ValidationError as error:
        raise _damaged(path, number, str(error)) from error
    except (ValueError, TypeError, AttributeError) as error:  # TOMLDecodeError is a ValueError
        raise _damaged(path, number, f"this is not a line of a sign-off file: {shown(written)}") from error


def _read(line: str) -> tuple[str, str, Any]:
    [(fingerprint, rest)] = tomllib.loads(line).items()
    [(key, value)] = rest.items()
    if fingerprint == COUNT and key in (COSMETIC, *ROLES):
        [(name, count)] = value.items()
        return COUNT, key, (name, msgspec.convert(count, int))
    if not FINGERPRINT.fullmatch(fingerprint) or key not in ORDER:
        raise ValueError(key)
    if key in WORDS:
        return fingerprint, key, _words(key, value)
    [(name, table)] = value.items()
    if not name.strip() or {"role", "name"} & table.keys():
        raise ValueError(name)
    if key == COSMETIC:
        return fingerprint, f"{key}.{name}", msgspec.convert({"name": name, **table}, Carried)
    return fingerprint, f"{key}.{name}", msgspec.convert({"role": key, "name": name, **table}, SignOff)


def _words(key: str, value: object) -> object:
    forms = isinstance(value, list) and bool(value) and all(isinstance(text, str) for text in value)
    if isinstance(value, str) or (key == "translation" and forms):
        return value
    raise ValueError(key)


def _entry(fingerprint: str, rows: dict[str, tuple[int, Any]], path: Path, language: str) -> Entry:
    """Return the entry; its words must be there, and be those of the fingerprint."""
    line = min(number for number, _ in rows.values())
    values = {key: value for key, (_, value) in rows.items()}
    for key in ("source", "translation"):
        if key not in values:
            raise _damaged(path, line, f"the {key} that was signed is missing")
    texts = values["translation"]
    wording = Wording.of(
        language,
        values.get("context"),
        values["source"],
        values.get("plural"),
        [texts] if isinstance(texts, str) else texts,
    )
    if wording.fingerprint != fingerprint:
        raise _damaged(path, line, f"these are not the words that were signed in “{language}”")
    signoffs = tuple(value for value in values.values() if isinstance(value, SignOff))
    carried = tuple(value for value in values.values() if isinstance(value, Carried))
    if carried and wording.safety:
        raise _damaged(path, line, "safety wording is never signed by “cosmetic”")
    return Entry(wording, signoffs, carried, line)


def _damaged(path: Path, line: int, what: str, hint: str = LAST_GOOD) -> LeafletsError:
    return LeafletsError(f"{path}:{line}: {what.rstrip('.')}.", hint=hint)
