"""PO files: read entry by entry, written back without changing a byte that nobody edited.

Every entry keeps its place and its lines as they stand, and each line that no PO file can have gets a clear word.
polib formats new entries; it does not read them: polib 1.2 takes 8 s for one string of 80,000 lines and four times as
long for twice as many, ends lines at U+2028, and refuses a whole file for one bad line. The tests compare with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from pathlib import Path

import polib

from leaflets.errors import LeafletsError
from leaflets.files import read_text
from leaflets.visible import shown

SAFETY = "safety:"  # the msgctxt that marks safety wording starts with it
WIDE = 1_000_000_000  # no wrap: a line is a string

MOST = 100_000  # characters of the strings and notes of one message: no sentence is so long

# Repeats are possessive (*+): they never go back, so that no file can make them slow or hungry.
BODY = r'[^"\\\n]*+(?:\\["\\nrtvbf][^"\\\n]*+)*+'
LINE = re.compile(
    r"\s*+(?P<mark>#~\||#~|#\|)?+[ \t]*+"
    r"(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?+)[ \t]*+)?+"
    rf'"(?P<string>{BODY})"\s*+'
)
END = r'"\r?+\n'
STRING = rf'[ \t]*+"(?P<%s>{BODY}(?:{END}"{BODY})*+){END}'
# an entry as most programs write it: remarks, then one string of each kind, then empty lines
USUAL = re.compile(
    r"(?P<above>(?:\#(?:[^~|\n][^\n]*+)?+\n)*+)"
    rf"(?:msgctxt{STRING % 'context'})?+msgid{STRING % 'source'}msgstr{STRING % 'text'}"
    r"(?:\r?+\n)*+(?=\#(?!~)|msgctxt|msgid|\Z)"
)
# else its lines are read one by one, those that say something: up to the last that goes on with its msgstr
FILLED = re.compile(
    r"^[^\S\n]*+(?:#~)?+[^\S\n]*+msgstr[^\n]*+\n?+"
    r'(?:[^\S\n]*+(?:(?:#~)?+[^\S\n]*+(?:"|msgstr\[)[^\n]*+)?+(?:\n|\Z))*+',
    re.MULTILINE,
)
TELLING = re.compile(r"^[^\S\n]*+(?!#(?![~|.,]))\S[^\n]*+", re.MULTILINE)
REMARK = re.compile(r"\s*+#[.,][^\n]*+")
PREVIOUS = frozenset({"#|", "#~|"})
ESCAPE = re.compile(r"\\(.)")
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "b": "\b", "f": "\f", '"': '"', "\\": "\\"}
ODD_ESCAPE = re.compile(r'[^\\]*+(?:\\["\\nrtvbf][^\\]*+)*+(?P<escape>\\(?:x[0-9A-Fa-f]*+|[0-7]{1,3}+|.))')
UNCLOSED = re.compile(r'[^"]*+"[^"\\]*+(?:\\.[^"\\]*+)*+\\?')
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
SIGNS = {"msgctxt": "c", "msgid": "i", "msgid_plural": "p", "msgstr": "s"}  # and msgstr[2] is 2
SHAPE = re.compile(r"c?i(?:s|p(?P<forms>[0-9]+))")
CHARSET = re.compile(r"charset=([\w.:-]+)")
ALIKE = frozenset({"utf-8", "utf8", "charset"})  # CHARSET stands in templates
DISORDER = "has its msgid and msgstr lines in disorder"
PRIORITY = "priority:200"  # Weblate reads it and shows safety wording first; 100 is the ordinary one
FORMAT = "python-format"  # msgfmt -c and editors then look at the placeholders
MANAGED = frozenset({PRIORITY, FORMAT})  # flags that come from the templates
TAGS = re.compile(r"<[^<>]*>")
WORD = re.compile(r"[^\W_]")
ENDLESS = re.compile("&#[0-9]{8,};?")  # no character; html.unescape of Python 3.11 stops at 4,300 digits
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line (from 1) that no PO file can have, and why."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
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
    def forms(self) -> int | None:
        """Return how many forms a plural has by the header (999,999 for more); None when it does not say."""
        found = re.search("nplurals[ \t]*=[ \t]*([0-9]{1,6})", self.header.get("Plural-Forms", ""))
        return int(found[1]) if found else None

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
        text = unescaped(TAGS.sub("", text))
    return not (WORD.search(text) if WORD.search(source) else text.strip())


def unescaped(text: str) -> str:
    """Return ``text`` with its HTML entities as the characters that a browser shows."""
    return unescape(ENDLESS.sub("\ufffd", text)) if "&" in text else text


def parse(text: str, path: Path) -> Catalog:
    """Return the catalog that ``text`` holds; ``path`` is for the reader's eyes only."""
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    head, tail = "", ""
    header: dict[str, str] = {}
    messages: list[Message] = []
    problems: list[Problem] = []
    seen: dict[tuple[str | None, str], int] = {}
    for entry in _entries(text):
        if isinstance(entry, str):
            tail = entry
        elif isinstance(entry, Problem):
            problems.append(entry)
        elif entry.key == (None, "") and not entry.obsolete:
            if head or messages:
                problems.append(Problem(entry.line, "an empty msgid that is not the file's header"))
            head, header = head or entry.raw, header or _header(entry.text)
            problems += _charset(header, text, entry.line)
        elif not entry.obsolete and (first := seen.setdefault(entry.key, entry.line)) != entry.line:
            problems.append(Problem(entry.line, f"the same message as in line {first}"))
        else:
            messages.append(entry)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Catalog(path, head, header, tuple(messages), tail, newline, bom, tuple(problems))


def _header(text: str) -> dict[str, str]:
    fields = (line.partition(":") for line in text.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in fields if colon}


def _charset(header: dict[str, str], text: str, line: int) -> list[Problem]:
    """Return what is wrong when the header names a charset in which other programs read other letters."""
    named = CHARSET.search(header.get("Content-Type", ""))
    if named is None or text.isascii() or named[1].lower() in ALIKE:
        return []
    return [Problem(line, f"the header says charset={named[1]}, and the file is UTF-8")]


def _entries(text: str) -> Iterator["Message | Problem | str"]:
    """Yield what every entry says, or what is wrong with it, and the lines behind the last entry as they stand."""
    start, line = 0, 1
    while start < len(text):
        usual = USUAL.match(text, start)
        end = usual.end() if usual else _end(text, start)
        if usual and end - start <= MOST:
            yield _usual(usual, line)
        else:
            yield _Lines(line).read(text, start, end)
        line += text.count("\n", start, end)
        start = end


def _end(text: str, start: int) -> int:
    """Return where the entry that begins at ``start`` ends: behind its msgstr and what goes on with it."""
    filled = FILLED.search(text, start)
    return filled.end() if filled else len(text)


def _usual(match: re.Match[str], start: int) -> Message:
    """Return the message of an entry in the usual lines."""
    raw, above, context, source, text = match.group(0, 1, 2, 3, 4)
    notes, flags = _remarks(above.split("\n")) if "#." in above or "#," in above else ((), ())
    line = start + raw.count("\n", 0, match.start("source") - match.start())
    context = None if context is None else _said(context)
    return Message(context, _said(source), (_said(text),), None, flags, notes, line=line, raw=raw)


def _said(string: str) -> str:
    """Return what stands between the first and the last quote of a string's lines."""
    if "\n" in string:
        string = string.replace('"\n"', "").replace('"\r\n"', "")
    return ESCAPE.sub(lambda escape: ESCAPES[escape[1]], string) if "\\" in string else string


def _remarks(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ``#.`` notes and the ``#,`` flags of ``lines``."""
    bare = [line.strip() for line in lines]
    notes = [line[3 if line[2].isspace() else 2 :] for line in bare if line.startswith("#.") and line != "#."]
    flags = [flag.strip() for line in bare if line.startswith("#,") and line != "#," for flag in line[2:].split(",")]
    return tuple(notes), tuple(flags)


class _Lines:
    """The lines of one entry that are not the usual ones, or not right: read one by one."""

    def __init__(self, start: int) -> None:
        self.line = self.place = start  # the lines of the entry and of its msgid
        self.shape = ""  # a sign for each msgctxt, msgid, msgid_plural, msgstr: see SHAPE
        self.strings: dict[str, list[str]] = {}
        self.open = ""  # whose string a line without a word goes on with
        self.size = 0
        self.obsolete: set[bool] = set()
        self.remarks: list[str] = []
        self.odd = ""

    def read(self, text: str, start: int, end: int) -> "Message | Problem | str":
        """Return the message that stands there, or what is wrong with it; the lines when they hold none."""
        number, at = self.line, start
        for line in TELLING.finditer(text, start, end):
            number, at = number + text.count("\n", at, line.start()), line.start()
            self.size += line.end() - at
            match = LINE.fullmatch(text, at, line.end()) or REMARK.fullmatch(text, at, line.end())
            if not match:
                return Problem(number, _what_is_wrong(line[0].strip()))
            if self.size > MOST:
                return Problem(self.place, f"this message is longer than {MOST:,} characters")
            if match.re is LINE:
                self._string(number, *match.group("mark", "word", "string"))
            else:
                self._remark(line[0])
        what = self._disorder() or self.odd
        raw = text[start:end]
        return Problem(self.place, what) if what else self._message(raw) if self.shape else raw

    def _remark(self, line: str) -> None:
        self.remarks.append(line)
        if "i" in self.shape:
            self.odd = "this message cannot be read: a note or a flag stands inside it"

    def _string(self, number: int, mark: str | None, word: str | None, string: str) -> None:
        previous = mark in PREVIOUS
        if word:
            self.open = f"|{word}" if previous else word
            self.strings[self.open] = []
            self.place = number if self.open == "msgid" else self.place
        elif not self.open or previous != self.open.startswith("|"):
            self.odd = "this message cannot be read: a string stands alone in it"
            return
        if not previous:
            self.shape += SIGNS.get(word, word[-2:-1]) if word else ""
            self.obsolete.add(mark == "#~")
        self.strings[self.open].append(string)

    def _disorder(self) -> str:
        """Return what is wrong with the order of the strings."""
        shape = SHAPE.fullmatch(self.shape)
        if not shape and self.shape:
            lacks = "has no msgstr" if self.shape.isalpha() and "s" not in self.shape else DISORDER
            return f"this message {lacks}"
        if shape and shape["forms"] and not "0123456789".startswith(shape["forms"]):
            return f"the msgstr[n] of this message do not count 0, 1, 2: {', '.join(shape['forms'])}"
        if shape and shape["forms"] and not self._of("msgid_plural"):
            return "the msgid_plural of this message is empty"
        return "this message is marked #~ in some lines only" if len(self.obsolete) > 1 else ""

    def _message(self, raw: str) -> Message:
        notes, flags = _remarks(self.remarks)
        forms = [self._of(name) or "" for name in self.strings if name.startswith("msgstr")]
        previous = (self._of("|msgctxt"), self._of("|msgid"), self._of("|msgid_plural"))
        return Message(
            self._of("msgctxt"), self._of("msgid") or "", tuple(forms), self._of("msgid_plural"), flags, notes,
            previous, self.obsolete == {True}, self.place, raw,
        )  # fmt: skip

    def _of(self, name: str) -> str | None:
        return _said("".join(self.strings[name])) if name in self.strings else None


def _what_is_wrong(line: str) -> str:
    if UNCLOSED.fullmatch(line):
        return "this string has no closing quote"
    if line.startswith(CONFLICT):
        return "a merge conflict is left in the file"
    if line.endswith('"') and (escape := ODD_ESCAPE.match(line)):
        return f"the escape {shown(escape['escape'])} is not read alike by all programs"
    return f"this is not a line of a PO file: {shown(line)}"


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
