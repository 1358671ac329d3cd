"""Finding the words of a language's data in folded text.

A phrase is words with spaces. ``stem*`` also stands for every word that begins with it. Scripts that write no
spaces are searched without word edges; clitics that a script writes onto a word are allowed before it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from leaflets.meaning.text import WORD, folded


class Phrases:
    """A compiled table: class of meaning -> phrases."""

    def __init__(
        self, table: Mapping[str, Iterable[str]], *, spaced: bool, clitics: Iterable[str] = (), glued: bool = False
    ) -> None:
        rows = [(folded(phrase), name) for name, phrases in table.items() for phrase in phrases]
        self._rows = sorted(rows, key=lambda row: (-len(row[0]), row))
        self._edge = r"[^\W\d_]" if glued else f"[{WORD}]"  # glued: digits may stand right before, 5mg
        self._spaced, self._clitics = spaced, sorted(map(folded, clitics), key=len, reverse=True)
        self._names = {phrase.rstrip("*"): name for phrase, name in reversed(self._rows)}

    @cached_property
    def _search(self) -> re.Pattern[str]:
        exact = [self._escaped(phrase) for phrase, _ in self._rows if not phrase.endswith("*")]
        stems = [self._escaped(phrase[:-1]) for phrase, _ in self._rows if phrase.endswith("*")]
        if not self._spaced:
            return re.compile(f"({'|'.join([*exact, *stems]) or '(?!)'})")
        clitic = f"(?:{'|'.join(map(re.escape, self._clitics))})?" if self._clitics else ""
        parts = []
        if exact:
            parts.append(f"(?P<exact>{'|'.join(exact)})(?![{WORD}])")
        if stems:
            parts.append(f"(?P<stem>{'|'.join(stems)})[{WORD}]*")
        return re.compile(f"(?<!{self._edge}){clitic}(?:{'|'.join(parts) or '(?!)'})")

    @staticmethod
    def _escaped(phrase: str) -> str:
        return re.escape(phrase).replace(r"\ ", r"\s+")

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, class) of each phrase in folded ``text``, in order, the longest at each place."""
        found = []
        for match in self._search.finditer(text):
            said = next(group for group in match.groups() if group is not None)
            found.append((match.start(), match.end(), self._names[" ".join(said.split())]))
        return found

    def classes(self, text: str) -> frozenset[str]:
        """Return the classes of meaning that folded ``text`` holds."""
        return frozenset(name for _, _, name in self.find(text))
