"""Which words became which: of two texts, and of a wording since somebody signed it."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Literal

from leaflets.language import SOURCE, Language, language
from leaflets.meaning.text import WORD
from leaflets.signoff import Wording

Piece = tuple[Literal["same", "old", "new"], str]
# what a change is told with: the same on both sides, for in right-to-left text an arrow points the wrong way
SIGNS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
MARKS = r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"  # on and between Arabic and Indic letters
NUMBER = r"\+?\d+(?:[.,٫٬’' \u00a0]\d+)*"  # in any digits; one that changed is shown whole
TOKEN = re.compile(rf"{NUMBER}|[{WORD}{MARKS}]+|\s+|.", re.DOTALL)
SIGN = re.compile(rf"{NUMBER}|[A-Za-z]+|\s+|.", re.DOTALL)  # where no spaces are written a sign is a word
ALIKE = 0.4  # SequenceMatcher's ratio under which two texts are shown whole: marks in every second word help nobody
AROUND = 24  # characters of unchanged text that are told beside a change


def marked(old: str, new: str, spoken: Language) -> list[Piece]:
    """Return the texts in pieces: what stayed, what was taken out (old), what was put in (new), in reading order."""
    before, after = _tokens(old, spoken), _tokens(new, spoken)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _pieces(old, new)
    pieces: list[Piece] = []
    gone = come = ""
    for kind, a, b, c, d in matcher.get_opcodes():
        kept = "".join(after[c:d]) if kind == "equal" else ""
        if kept and (kept.strip() or not gone + come):
            pieces += [*_pieces(gone, come), ("same", kept)]
            gone = come = ""
        else:  # a space between two changes changes with them
            gone, come = gone + "".join(before[a:b]), come + "".join(after[c:d])
    return [*pieces, *_pieces(gone, come)]


def changes(was: Wording, now: Wording, spoken: Language) -> dict[str, list[Piece]]:
    """Return what changed since ``was`` was signed, in the source and in the translation."""
    found: dict[str, list[Piece]] = {}
    if was.sources != now.sources:
        found["source"] = marked("\n".join(was.sources), "\n".join(now.sources), language(SOURCE))
    if was.texts != now.texts and (was.texts, now.texts) != (was.sources, now.sources):
        found["translation"] = marked("\n".join(was.texts), "\n".join(now.texts), spoken)
    return found


def told(pieces: list[Piece]) -> str:
    """Return a change in plain text: “more than [-8-]{+6+} tablets”."""
    return "".join(SIGNS[what].format(text) for what, text in pieces)


def in_short(pieces: list[Piece]) -> str:
    """Return a change in one line, with no more of what stayed than is beside it."""
    last = len(pieces) - 1
    short = [
        (what, _short(text, first=number == 0, last=number == last) if what == "same" else text)
        for number, (what, text) in enumerate(pieces)
    ]
    return " ".join(told(short).split())


def _pieces(old: str, new: str) -> list[Piece]:
    pieces: list[Piece] = [("old", old), ("new", new)]
    return [piece for piece in pieces if piece[1]]


def _tokens(text: str, spoken: Language) -> list[str]:
    if spoken.spaced:
        return TOKEN.findall(text)
    signs: list[str] = []
    for sign in SIGN.findall(text):
        if signs and unicodedata.category(sign[0]).startswith("M"):  # a vowel sign belongs to the letter before it
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


def _short(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    head, tail = "" if first else text[:AROUND], "" if last else text[-AROUND:]
    return f"{head}…{tail}"
