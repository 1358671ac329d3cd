"""Who has signed which exact words: ``locales/<language>/signoffs.toml``.

A sign-off is bound to the fingerprint of a wording: it dies when a word changes, and lives again when the old words
return. So nothing is ever taken out of the file. Who corrects what they said of the same words adds a line that says
how often they had spoken before (``again``): a date would not tell which of two words of one day is the later.

The file is a set of lines. Each is one TOML key that begins with the fingerprint, so that the lines of two branches
can stand in any order and twice (git's ``merge=union``). A line of the words stands between the roles: git's
ordinary merge then finds two roles in two places.

That nothing is gone is seen from the head: it says how many sign-offs there are of each person in each role. After a
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
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, get_args

import msgspec

from leaflets.catalog import SAFETY, Message
from leaflets.errors import LeafletsError
from leaflets.lines import CHANGED, CONFLICT, UNTOUCHED, bare, checked, toml
from leaflets.project import Role
from leaflets.visible import shown

ROLES: tuple[Role, ...] = get_args(Role)
COSMETIC = "cosmetic"
WORDS = ("context", "source", "plural", "translation")
ORDER = (COSMETIC, "clinician", "context", "source", "plural", "reviewer", "translation", "translator")
LENGTH = 20  # base 32 characters, 100 bits: 10^12 wordings share none by chance; the words are compared besides
FINGERPRINT = re.compile(rf"[a-z2-7]{{{LENGTH}}}")
HEAD = (
    "# Who has signed which exact words. `leaflets sign` writes this file; what is signed is never taken out.\n"
    "# After a merge conflict keep the lines of both sides: their order is free.\n"
)
COUNT = "signed"  # the key of the lines that say how many


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
            None if context is None else nfc(context),
            nfc(source),
            None if plural is None else nfc(plural),
            tuple(map(nfc, texts)),
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
    again: Annotated[int, msgspec.Meta(ge=0)] = 0  # how often this person had spoken before in this role


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


def nfc(text: str) -> str:
    """Return ``text`` composed: the same letters in another composition are the same words."""
    return unicodedata.normalize("NFC", text)


def written(entries: Iterable[Entry]) -> str:
    """Return the file: one block a wording, by context and words; the same sign-offs give the same bytes."""
    rows = sorted(entries, key=lambda row: (row.wording.context or "", row.wording.sources, row.wording.texts))
    return "\n".join([HEAD + _counts(rows), *map(_block, rows)])


def _counts(entries: Iterable[Entry]) -> str:
    """Return how many sign-offs there are of each, as what; a remark before each role keeps lines apart in git."""
    count = Counter(signer for entry in entries for signer in entry.signers)
    lines = ""
    for role in (COSMETIC, *ROLES):
        mine = sorted((name, number) for (found, name), number in count.items() if found == role)
        rows = (checked(f"{COUNT}.{role}.{toml(name)} = {number}") for name, number in mine)
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
    rows = [(key, f"{key} = {toml(value)}") for key, value in lines.items() if value is not None]
    for row in entry.signoffs:
        values = {"date": row.date, "again": row.again, "back": row.back, "remark": row.remark}
        rows.append((row.role, f"{row.role}.{toml(row.name)} = {toml(values)}"))
    for link in entry.carried:
        values = {"date": link.date, "of": link.of, "reason": link.reason}
        rows.append((COSMETIC, f"{COSMETIC}.{toml(link.name)} = {toml(values)}"))
    rows.sort(key=lambda row: (ORDER.index(row[0]), row[1]))
    return "".join(f"{checked(f'{wording.fingerprint}.{line}')}\n" for _, line in rows)


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
            raise _damaged(path, line, what)
    for entry in entries:
        for role, name in entry.signers:
            if (role, name) not in counts:
                what = f"missing: the line that says how many sign-offs there are of {name} ({role})"
                raise _damaged(path, entry.line, what)


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
    signoff = msgspec.convert({"role": key, "name": name, **table}, SignOff)
    return fingerprint, f"{key}.{name}.{signoff.again}", signoff


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


def _damaged(path: Path, line: int, what: str, hint: str = UNTOUCHED) -> LeafletsError:
    return LeafletsError(f"{path}:{line}: {what.rstrip('.')}.", hint=hint)
