"""Which words became which: of two texts, and of a wording since somebody signed it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from leaflets.language import SOURCE, Language, language
from leaflets.meaning.text import WORD
from leaflets.signoff import Wording

Piece = tuple[Literal["same", "old", "new"], str]
MARKS = r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"  # on and between Arabic and Indic letters
TOKEN = re.compile(rf"\s+|[{WORD}{MARKS}]+|.", re.DOTALL)
SIGN = re.compile(r"\s+|[A-Za-z0-9]+|.", re.DOTALL)  # where no spaces are written a sign is a word
AROUND = 24  # characters of unchanged text that are told beside a change


def marked(old: str, new: str, spoken: Language) -> list[Piece]:
    """Return the texts in pieces: what stayed, what was taken out (old), what was put in (new), in reading order."""
    words = TOKEN if spoken.spaced else SIGN
    before, after = words.findall(old), words.findall(new)
    pieces: list[Piece] = []
    for what, a, b, c, d in _steps(before, after):
        if what == "equal":
            pieces.append(("same", "".join(before[a:b])))
        else:
            sides: list[Piece] = [("old", "".join(before[a:b])), ("new", "".join(after[c:d]))]
            pieces += [side for side in sides if side[1]]
    return pieces


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the steps of difflib; two changes with only a space between them are one."""
    steps: list[tuple[str, int, int, int, int]] = []
    for step in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        between = steps and steps[-1][0] == "equal" and not "".join(before[steps[-1][1] : steps[-1][2]]).strip()
        if step[0] != "equal" and between and len(steps) > 1:
            steps.pop()
            first = steps.pop()
            steps.append(("replace", first[1], step[2], first[3], step[4]))
        else:
            steps.append(step)
    yield from steps


def changes(was: Wording, now: Wording, spoken: Language) -> dict[str, list[Piece]]:
    """Return what changed since ``was`` was signed, in the source and in the translation."""
    found: dict[str, list[Piece]] = {}
    if was.sources != now.sources:
        found["source"] = marked("\n".join(was.sources), "\n".join(now.sources), language(SOURCE))
    if was.texts != now.texts and (was.texts, now.texts) != (was.sources, now.sources):
        found["translation"] = marked("\n".join(was.texts), "\n".join(now.texts), spoken)
    return found


def told(pieces: list[Piece]) -> str:
    """Return a change in one line: “more than [8 → 6] tablets”."""
    line = ""
    for number, (what, text) in enumerate(pieces):
        beside = pieces[number + 1 : number + 2]
        if what == "same":
            line += _short(text, first=number == 0, last=not beside)
        elif what == "old" and beside and beside[0][0] == "new":
            line += _spaced(text, f"[{text.strip()} → {beside[0][1].strip()}]")
        elif what == "old":
            line += _spaced(text, f"[{text.strip()} → –]")
        elif number == 0 or pieces[number - 1][0] == "same":
            line += _spaced(text, f"[– → {text.strip()}]")
    return " ".join(line.split())


def _spaced(text: str, mark: str) -> str:
    """Return ``mark`` with the spaces that ``text`` has around it."""
    return f"{' ' if text[:1].isspace() else ''}{mark}{' ' if text[-1:].isspace() else ''}"


def _short(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    head, tail = "" if first else text[:AROUND], "" if last else text[-AROUND:]
    return f"{head}…{tail}"
