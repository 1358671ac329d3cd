"""What one sentence says, read once and shared by the checks."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from leaflets.language import Language
from leaflets.meaning.numbers import Number, Numerals
from leaflets.meaning.phrases import Phrases
from leaflets.meaning.text import folded

BEGINNING = 3  # characters: a quotation mark or a bullet may stand before the first word


class Knowledge:
    """A language's data, compiled. A part that the language does not know is None."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def _phrases(self, table: dict[str, tuple[str, ...]], *, glued: bool = False) -> Phrases | None:
        if not table:
            return None
        return Phrases(table, spaced=self.language.spaced, clitics=self.language.clitics, glued=glued)

    @cached_property
    def numerals(self) -> Numerals | None:
        known = self.language.numbers
        if known is None:
            return None
        words = {word: (word,) for word in known.words}
        scales = {word: (word,) for word in known.scales}
        return Numerals(
            Phrases(words, spaced=self.language.spaced, clitics=self.language.clitics),
            known.words,
            Phrases(scales, spaced=self.language.spaced),
            known.scales,
            known.marks,
            known.signs,
        )

    @cached_property
    def negations(self) -> Phrases | None:
        known = self.language.negation
        return self._phrases({"not": known.cues, "ban": known.bans, "": known.idioms}) if known else None

    @cached_property
    def comparators(self) -> Phrases | None:
        return self._phrases(self.language.comparators)

    @cached_property
    def units(self) -> Phrases | None:
        return self._phrases(self.language.units, glued=True)

    @cached_property
    def concepts(self) -> Phrases | None:
        return self._phrases(self.language.concepts)


@lru_cache(maxsize=64)
def knowledge(language: Language) -> Knowledge:
    """Return the compiled data of ``language``."""
    return Knowledge(language)


@lru_cache(maxsize=64)
def sense(text: str, language: Language) -> "Sense":
    """Return what ``text`` says; the checks of one message share it."""
    return Sense(text, language)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and the unit beside it."""

    number: Number
    unit: str


class Sense:
    """What ``text`` says in a language: each part is read when it is first asked for."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.folded = folded(text)
        self.known = knowledge(language)

    @cached_property
    def numbers(self) -> list[Number]:
        return self.known.numerals.read(self.folded) if self.known.numerals else []

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Return each number in digits that has a unit right after it, or right before it."""
        if not self.known.units:
            return []
        units = self.known.units.find(self.folded)
        found = []
        for number in self.numbers:
            if number.digits:
                after = [name for start, _, name in units if 0 <= start - number.end <= 1]
                before = [name for _, end, name in units if 0 <= number.start - end <= 1]
                found += [Quantity(number, name) for name in (after or before)[:1]]
        return found

    @cached_property
    def negated(self) -> bool:
        return bool(self.known.negations and self.known.negations.classes(self.folded) & {"not", "ban"})

    @cached_property
    def bans(self) -> bool:
        """Whether the sentence begins with a ban: do not, never."""
        found = self.known.negations.find(self.folded) if self.known.negations else []
        return any(name == "ban" and start < BEGINNING for start, _, name in found)

    @cached_property
    def comparators(self) -> Counter[str]:
        """Return how often each way of comparing is said."""
        found = self.known.comparators.find(self.folded) if self.known.comparators else []
        return Counter(name for _, _, name in found)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return self.known.concepts.classes(self.folded) if self.known.concepts else frozenset()
