"""Finding the words of a language's data in folded text.

A phrase is words with spaces. ``stem*`` also stands for every word that begins with it, ``*end`` for every word that
ends with it, ``*part*`` for both. Clitics that a script writes onto a word are allowed before it. Scripts that write
no spaces are searched without word edges.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from leaflets.meaning.text import WORD, folded

Table = Mapping[str, Iterable[str]]  # class of meaning -> phrases


class Hit(NamedTuple):
    """A phrase found in folded text: its place, with clitics and the rest of a stem's word, and its class."""

    start: int
    end: int
    name: str


class _Row(NamedTuple):
    """A phrase of a table, and what of a word may stand before and after it."""

    table: str
    name: str
    open_start: bool
    open_end: bool
    glued: bool
    clitics: bool


class _Kind(dict[str, int]):
    """Of what kind a character is, remembered: no part of a word, a digit or underscore, a letter or its sign."""

    def __missing__(self, char: str) -> int:
        kind = _LETTERS if _LETTER.match(char) else int(bool(_WORD.match(char)))
        self[char] = kind
        return kind


_WORD = re.compile(f"[{WORD}]")
_LETTER = re.compile(rf"(?![\d_])[{WORD}]")
_LETTERS = 2
_KIND = _Kind({"": 0, " ": 0})


class Phrases:
    """The tables of a language, compiled into one automaton that reads a text once.

    ``glued`` names the tables before whose phrases a digit may stand (5mg), ``bare`` those that take no clitics.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        *,
        spaced: bool = True,
        clitics: Iterable[str] = (),
        glued: frozenset[str] = frozenset(),
        bare: frozenset[str] = frozenset(),
    ) -> None:
        rows: dict[str, list[_Row]] = defaultdict(list)
        for table, classes in tables.items():
            for name, phrases in classes.items():
                for phrase in phrases:
                    open_start, open_end = phrase.startswith("*"), phrase.endswith("*")
                    row = _Row(table, name, open_start, open_end, table in glued, table not in bare)
                    rows[folded(phrase).strip("*")].append(row)
        self.tables = frozenset(name for name, table in tables.items() if table)
        self._phrases = sorted(rows)
        self._rows = [rows[phrase] for phrase in self._phrases]
        self._spaced = spaced
        self._clitics = frozenset(map(folded, clitics))
        self._longest = max(map(len, self._clitics), default=0)
        loose = not spaced or bool(self._clitics)
        self._closed = [spaced and not any(row.open_end for row in rows[phrase]) for phrase in self._phrases]
        self._strict = [not loose and not any(row.open_start for row in rows[phrase]) for phrase in self._phrases]
        self._search = AhoCorasick(self._phrases)

    def read(self, text: str) -> dict[str, list[Hit]]:
        """Return what folded ``text`` holds of each table, in order: the longest phrase at the leftmost place.

        Phrases of one table do not overlap; one that stands in several classes is given in each.
        """
        found: dict[str, list[Hit]] = defaultdict(list)
        spaced, closed, strict, rows = self._spaced, self._closed, self._strict, self._rows
        for number, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            after = _KIND[text[end : end + 1]]
            if after and closed[number]:
                continue  # within a word: by far the most
            before = _KIND[text[start - 1 : start]]
            if before == _LETTERS and strict[number]:
                continue
            for row in rows[number]:
                if spaced and not after and before <= row.glued:  # a word of its own: the most of the others
                    found[row.table].append(Hit(start, end, row.name))
                elif place := self._placed(text, start, end, row):
                    found[row.table].append(Hit(*place, row.name))
        return {table: _longest(hits) for table, hits in found.items()}

    def _placed(self, text: str, start: int, end: int, row: _Row) -> tuple[int, int] | None:
        """Return the place of the whole word around a phrase; None where the phrase is only a part of another word."""
        if not self._spaced and not _latin(text[start]):
            return start, end
        after = _KIND[text[end : end + 1]]
        if after and (self._spaced or _latin(text[end])):
            if not row.open_end:
                return None
            while _KIND[text[end : end + 1]]:
                end += 1
        if _KIND[text[start - 1 : start]] <= row.glued or (not self._spaced and not _latin(text[start - 1])):
            return start, end
        if row.open_start:
            return start, end
        for size in range(min(self._longest, start) if row.clitics else 0, 0, -1):
            if text[start - size : start] in self._clitics and not _KIND[text[start - size - 1 : start - size]]:
                return start - size, end
        return None


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _longest(hits: list[Hit]) -> list[Hit]:
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end or hit[:2] == kept[-1][:2]:
            kept.append(hit)
    return kept
