"""What changed for a patient between two wordings of a leaflet: statement by statement, word by word."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from leaflets.difference import Piece, marked
from leaflets.language import Language
from leaflets.meaning.knowledge import knowledge
from leaflets.meaning.sense import sense
from leaflets.visible import visible
from leaflets.wording import Statement, Wording

CLOSE = 60  # rapidfuzz ratio from 0 to 100 from which two statements are one that was rewritten; as in update


@dataclass(frozen=True)
class Change:
    """A statement that a patient reads otherwise: ``before`` is None for a new one, ``after`` for one that is gone."""

    before: Statement | None
    after: Statement | None

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @cached_property
    def statement(self) -> Statement:
        """Return the statement as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  one of the two is always there
        return found

    def source(self, language: Language) -> list[Piece]:
        """Return the source's words, marked."""
        return self._marked("source", language)

    def text(self, language: Language) -> list[Piece]:
        """Return the words in ``language``, marked."""
        return self._marked("text", language)

    def _marked(self, field: str, language: Language) -> list[Piece]:
        old, new = (getattr(row, field) if row else "" for row in (self.before, self.after))
        return marked(visible(old), visible(new), language)  # a reader sees what is hidden; a terminal obeys nothing

    def numbers(self, language: Language, field: str) -> str:
        """Return which numbers of the ``field`` (source or text) became which; '' where every number stayed."""
        if self.before is None or self.after is None or knowledge(language).numerals is None:
            return ""
        old, new = (sense(getattr(row, field), language).numbers for row in (self.before, self.after))
        lost = [number.text for number in old if not any(number.values & other.values for other in new)]
        come = [number.text for number in new if not any(number.values & other.values for other in old)]
        if lost and come:
            return f"{', '.join(lost)} became {', '.join(come)}"
        return f"{', '.join(lost)} is gone" if lost else f"{', '.join(come)} is new" if come else ""


@dataclass(frozen=True)
class Comparison:
    """A leaflet in one language, then and now; ``note`` is said in place of changes where one side is not there."""

    leaflet: str
    language: Language
    source: Language
    changes: tuple[Change, ...] = ()
    note: str = ""

    @property
    def title(self) -> str:
        return f"{self.leaflet}, {self.language.english}"

    @property
    def same(self) -> bool:
        return not self.changes and not self.note

    def head(self, change: Change) -> str:
        """Return what became of a statement, and its context; safety wording in capitals."""
        statement = change.statement
        kind = f"SAFETY, {change.kind}" if statement.safety else change.kind
        return f"{kind} ({statement.context})" if statement.context else kind

    def versions(self, change: Change) -> list[tuple[Language, list[Piece]]]:
        """Return the words of a change, marked: in the source language, then in the leaflet's."""
        source = (self.source, change.source(self.source))
        if self.language.code == self.source.code:
            return [source]
        return [source, (self.language, change.text(self.language))]

    def numbers(self, change: Change) -> list[str]:
        """Return which numbers changed, by language."""
        fields = {"source": self.source, "text": self.language}
        if self.language.code == self.source.code:
            del fields["text"]
        found = {known.code: change.numbers(known, field) for field, known in fields.items()}
        return [f"{code}: {numbers}" for code, numbers in found.items() if numbers]


def changes(before: Wording, after: Wording) -> list[Change]:
    """Return what changed, safety wording first, then in reading order. Another order alone is no change.

    A statement is known again by its context where it is safety wording, else by the closest words of the source.
    """
    old, new = _told(before), _told(after)
    gone, come = [row for row in old if row not in new], [row for row in new if row not in old]
    found: list[tuple[int, Change]] = []
    for row in come:
        former = _former(row, gone)
        if former:
            gone.remove(former)
        found.append((new.index(row), Change(former, row)))
    found += [(old.index(row), Change(row, None)) for row in gone]
    return [change for _, change in sorted(found, key=lambda pair: (not pair[1].statement.safety, pair[0]))]


def _told(wording: Wording) -> list[Statement]:
    """Return everything that is told, each once: statements, sources and pictures."""
    sources = (Statement("source", text, text) for text in wording.sources)
    pictures = (Statement("picture", name, f"{name} (SHA-256 {sha256[:12]}…)") for name, sha256 in wording.pictures)
    return list(dict.fromkeys((*wording.statements, *sources, *pictures)))


def _former(row: Statement, gone: Iterable[Statement]) -> Statement | None:
    """Return what ``row`` was before."""
    same = [other for other in gone if other.context == row.context]
    cutoff = 0 if row.safety else CLOSE
    best = process.extractOne(row.source, [other.source for other in same], scorer=fuzz.ratio, score_cutoff=cutoff)
    return same[best[2]] if best else None
