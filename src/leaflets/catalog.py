"""PO files: read entry by entry, written back without changing a byte that nobody edited.

polib reads and formats the entries. Around it stands what polib 1.2 does not do: the place of every entry, the
lines as they stand, ``#=`` and ``#,fuzzy`` lines, and a clear word for each line that no PO file can have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from pathlib import Path

import polib

from leaflets.errors import LeafletsError
from leaflets.files import read_text

SAFETY = "safety:"  # the msgctxt that marks safety wording starts with it
WIDE = 1_000_000_000  # no wrap: a line is a string

STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
LINE = re.compile(
    rf"(?P<mark>\#~\||\#~|\#\|)?[ \t]*(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]*)?{STRING}[ \t]*"
)
SHAPE = re.compile(r"c?i(?:s|p(?:n)+)")
LETTERS = {"msgctxt": "c", "msgid": "i", "msgid_plural": "p", "msgstr": "s"}
PRIORITY = "priority:200"  # Weblate reads it and shows safety wording first; 100 is the ordinary one
FORMAT = "python-format"  # msgfmt -c and editors then look at the placeholders
MANAGED = frozenset({PRIORITY, FORMAT})  # flags that come from the templates
TAGS = re.compile(r"<[^<>]*>")
WORD = re.compile(r"[^\W_]")
BOM = "\ufeff"
# polib splits lines wherever str.splitlines does: hide from it what ends no line of a PO file
HIDDEN = {ord(char): 0xF0000 + number for number, char in enumerate("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")}
SHOWN = {hidden: char for char, hidden in HIDDEN.items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """A line (from 1) that no PO file can have, and why."""

    line: int
    text: str


@dataclass(frozen=True)
class Message:
    """One gettext entry. ``line`` is its msgid's line (from 1), ``raw`` its lines as they stand in the file.

    ``path`` is where it stands if that is not the catalog it is read with: a template.
    """

    context: str | None
    source: str
    texts: tuple[str, ...]
    plural: str | None = None
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    previous: tuple[str | None, str | None, str | None] = (None, None, None)
    obsolete: bool = False
    line: int = 0
    raw: str = ""
    path: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.source

    @property
    def safety(self) -> bool:
        """Whether this is safety wording."""
        return self.context is not None and self.context.startswith(SAFETY)

    @property
    def fuzzy(self) -> bool:
        return any("fuzzy" in flag.split() for flag in self.flags)

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""

    @property
    def empty(self) -> bool:
        return not self.texts or any(blank(text, self.source) for text in self.texts)

    @property
    def translated(self) -> bool:
        """As msgfmt counts: every form is filled, and nobody has marked it fuzzy."""
        return not self.empty and not self.fuzzy

    def formatted(self, *, comment: str = "") -> str:
        """Return the entry in the house style: one line a string (a further one after each newline), no references."""
        context, source, plural = self.previous
        entry = polib.POEntry(
            msgctxt=self.context,
            msgid=self.source,
            msgid_plural=self.plural or "",
            msgstr="" if self.plural else self.text,
            msgstr_plural=dict(enumerate(self.texts)) if self.plural else {},
            comment="\n".join(self.notes),
            tcomment=comment,
            flags=list(self.flags),
            previous_msgctxt=context,
            previous_msgid=source,
            previous_msgid_plural=plural,
            obsolete=self.obsolete,
        )
        return str(entry.__unicode__(wrapwidth=WIDE)).rstrip("\n") + "\n"


@dataclass(frozen=True)
class Catalog:
    """A PO file. The text is ``head`` (the header entry) and the raw lines of ``messages``, then ``tail``."""

    path: Path
    head: str
    header: dict[str, str]
    messages: tuple[Message, ...]
    tail: str = ""
    newline: str = "\n"
    bom: bool = False
    problems: tuple[Problem, ...] = field(default=())

    @classmethod
    def read(cls, path: Path) -> "Catalog":
        """Read ``path``; raise LeafletsError when it cannot be read as UTF-8. Bad lines are in ``problems``."""
        return parse(read_text(path), path)

    @classmethod
    def read_sound(cls, path: Path) -> "Catalog":
        """Read ``path``; raise LeafletsError with the first line that is no PO."""
        catalog = cls.read(path)
        for problem in catalog.problems:
            raise LeafletsError(
                f"{path}:{problem.line}: {problem.text}.", hint="Mend the line, or take the file's last good version."
            )
        return catalog

    @property
    def text(self) -> str:
        """Return the whole file, without a byte order mark."""
        return self.head + "".join(message.raw for message in self.messages) + self.tail

    @cached_property
    def live(self) -> dict[tuple[str | None, str], Message]:
        """Return the messages in use, by (context, source)."""
        return {message.key: message for message in self.messages if not message.obsolete}


def blank(text: str, source: str) -> bool:
    """Whether ``text`` shows no word: nothing, or only spaces, tags, entities and signs, where ``source`` has words."""
    if "<" in text or "&" in text:
        text = unescape(TAGS.sub("", text))
    return not (WORD.search(text) if WORD.search(source) else text.strip())


def parse(text: str, path: Path) -> Catalog:
    """Return the catalog that ``text`` holds; ``path`` is for the reader's eyes only."""
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    newline = "\r\n" if "\r\n" in text else "\n"
    head, header, tail = "", "", ""
    sound: list[tuple[int, str, str]] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for start, raw in _blocks(text):
        place, clean, found = _examine(start, raw)
        if found:
            problems.append(found)
        elif not clean:
            tail += raw
        elif (identity := _identity(clean)) == 'msgid ""':
            if head or sound:
                problems.append(Problem(place, "an empty msgid that is not the file's header"))
            head, header = head or raw, header or clean
        elif not clean.startswith("#~") and (first := seen.setdefault(identity, place)) != place:
            problems.append(Problem(place, f"the same message as in line {first}"))
        else:
            sound.append((place, raw, clean))
    messages = tuple(_messages(sound, problems))
    return Catalog(path, head, _header(header), messages, tail, newline, bom, tuple(problems))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield (first line, lines) of every entry: an entry ends where its msgstr ends."""
    block: list[str] = []
    start, filled = 1, False
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text), start=1):
        bare = line.strip()
        word = bare.removeprefix("#~").lstrip()
        going_on = not bare or word.startswith(('"', "msgstr["))
        if filled and not going_on:
            yield start, "".join(block)
            block, start, filled = [], number, False
        block.append(line)
        filled = filled or word.startswith("msgstr")
    if block:
        yield start, "".join(block)


def _examine(start: int, raw: str) -> tuple[int, str, Problem | None]:
    """Return the msgid's line, the lines as polib reads them ('' when there is no entry), and what is wrong."""
    clean: list[str] = []
    shape, place = "", start
    for number, line in enumerate(raw.rstrip("\n").split("\n"), start=start):
        bare = line.strip()
        if not bare or re.match(r"#(?![~|])", bare):
            if bare.startswith("#,"):
                clean.append("#, " + bare[2:].strip())
            elif bare.startswith("#."):
                clean.append(bare)
            continue
        match = LINE.fullmatch(bare)
        if not match:
            return number, "", Problem(number, _what_is_wrong(bare))
        word, mark = match["word"], match["mark"]
        if mark not in {"#|", "#~|"} and word:
            shape += LETTERS.get(word, "n")
            place = number if word == "msgid" else place
        if mark == "#~":
            bare = "#~ " + bare[2:].lstrip()
        elif mark == "#|":
            bare = "#| " + bare[2:].lstrip()
        clean.append(re.sub(r'^((?:#[~|] )?msg[a-z_]+(?:\[\d\])?)[ \t]*"', r'\1 "', bare))
    if shape and not SHAPE.fullmatch(shape):
        lacks = (
            "has no msgstr" if "s" not in shape and "n" not in shape else "has its msgid and msgstr lines in disorder"
        )
        return place, "", Problem(place, f"this message {lacks}")
    return place, "\n".join(clean) + "\n" if shape else "", None


def _what_is_wrong(line: str) -> str:
    if line.count('"') - line.count('\\"') == 1 or re.search(r'(?<!\\)(\\\\)*\\"$', line):
        return "this string has no closing quote"
    if re.match(r"[<=>]{7}", line):
        return "a merge conflict is left in the file"
    return f"this is not a line of a PO file: {line[:60]}"


def _identity(clean: str) -> str:
    """Return the msgctxt and msgid of an entry as they stand."""
    lines = [line.removeprefix("#~ ") for line in clean.split("\n") if not re.match(r"#[|,.]", line)]
    text = "\n".join(lines)
    return re.split(r"^msgstr|^msgid_plural", text, maxsplit=1, flags=re.MULTILINE)[0].replace('"\n"', "").strip()


def _header(clean: str) -> dict[str, str]:
    try:
        return dict(polib.pofile(clean.translate(HIDDEN)).metadata) if clean else {}
    except OSError:
        return {}


def _messages(sound: list[tuple[int, str, str]], problems: list[Problem]) -> Iterator[Message]:
    """Yield the messages; what polib cannot read after all is added to ``problems``."""
    try:
        entries = _entries("\n".join(clean for _, _, clean in sound))
    except OSError:
        for row in sound:
            try:
                yield from _built([row], _entries(row[2]))
            except (OSError, ValueError):
                problems.append(Problem(row[0], "this message cannot be read"))
        return
    yield from _built(sound, entries)


def _entries(text: str) -> list[polib.POEntry]:
    # polib takes the first empty msgid for the header: give it one of its own
    return list(polib.pofile('msgid ""\nmsgstr ""\n\n' + text.translate(HIDDEN)))


def _built(sound: list[tuple[int, str, str]], entries: list[polib.POEntry]) -> Iterator[Message]:
    for (line, raw, _), entry in zip(sound, entries, strict=True):
        forms = entry.msgstr_plural
        texts = tuple(forms[n].translate(SHOWN) for n in sorted(forms)) if forms else (entry.msgstr.translate(SHOWN),)
        yield Message(
            _shown(entry.msgctxt),
            entry.msgid.translate(SHOWN),
            texts,
            entry.msgid_plural.translate(SHOWN) or None,
            tuple(entry.flags),
            tuple(entry.comment.split("\n")) if entry.comment else (),
            (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
            bool(entry.obsolete),
            line,
            raw,
        )


def _shown(text: str | None) -> str | None:
    return None if text is None else text.translate(SHOWN)


def with_notes(message: Message, notes: tuple[str, ...], flags: tuple[str, ...], newline: str) -> Message:
    """Return ``message`` with other ``#.`` notes and ``#,`` flags; every other line stays as it stands.

    ``fuzzy`` and a translator's own flags stay; the order is gettext's: ``# #. #: #, #| msgctxt``.
    """
    kept = tuple(flag for flag in message.flags if flag not in {*flags, *MANAGED})
    if (notes, {*flags, *kept}) == (message.notes, set(message.flags)):
        return message
    lines = re.findall(r"[^\n]*\n|[^\n]+", message.raw)
    own, places, rest = [], [], []
    for line in lines:
        bare = line.lstrip()
        if re.match(r"#(?![.,:|~=])", bare):
            own.append(line)
        elif bare.startswith("#:"):
            places.append(line)
        elif not bare.startswith(("#.", "#,")):
            rest.append(line)
    new = [f"#. {note}".rstrip() + newline for note in notes]
    flagged = [f"#, {', '.join((*kept, *flags))}{newline}"] if (*kept, *flags) else []
    return replace(message, notes=notes, flags=(*kept, *flags), raw="".join([*own, *new, *places, *flagged, *rest]))
