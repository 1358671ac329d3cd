"""What is known of a language, compiled for reading its texts."""

from functools import lru_cache

from leaflets.language import Language, NumberWords, Table
from leaflets.meaning.numbers import Numerals
from leaflets.meaning.phrases import Phrases
from leaflets.meaning.text import folded

# the signs of a comparison, which every language writes before digits
SIGNS = {"more": (">",), "less": ("<",), "at-least": ("≥", "⩾", ">="), "at-most": ("≤", "⩽", "<=")}
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip


class Knowledge:
    """A language's data, compiled. ``phrases.tables`` names the parts that are known."""

    def __init__(self, language: Language) -> None:
        numbers, negation = language.numbers, language.negation
        self.numerals = _numerals(numbers or NumberWords())  # digits are read in every language
        self.weak = self.numerals.weak
        self.months = frozenset(numbers.months if numbers else ())
        self.links = frozenset(f" {folded(link)} " for link in numbers.links) if numbers else frozenset()
        self.to = frozenset(numbers.to if numbers else ())
        self.parts = frozenset(numbers.parts if numbers else ())
        self.whole_first = bool(numbers and numbers.whole_first)
        self.halves = frozenset(map(folded, negation.halves)) if negation else frozenset()
        self.phrases = Phrases(
            {
                "words": {"": numbers.idioms} | {word: (word,) for word in self.numerals.words} if numbers else {},
                "scales": {word: (word,) for word in numbers.scales} if numbers else {},
                "negation": {
                    "not": negation.cues,
                    "ban": negation.bans,
                    "avoid": negation.avoid,
                    "without": negation.without,
                    "": negation.idioms,
                }
                if negation
                else {},
                "comparators": _with_signs(language.comparators),
                "units": language.units,
                "modality": language.modality,
                "conditions": language.conditions,
                "promises": language.promises,
                "concepts": language.concepts,
            },
            spaced=language.spaced,
            clitics=language.clitics,
            glued=frozenset({"words", "units"}),  # after digits: 24مارچ, 500mg
            bare=frozenset({"scales"}),  # “99 percent” is written “99 by the hundred” in Arabic
        )


def _with_signs(comparators: Table) -> Table:
    """Return ``comparators`` with the signs that every language writes before digits: ≥ 5 %."""
    signs = {
        name: tuple(f"*{sign}{gap}{digit}*" for sign in row for gap in ("", " ") for digit in range(10))
        for name, row in SIGNS.items()
    }
    known = comparators | signs if comparators else {}
    return {name: (*comparators.get(name, ()), *signs.get(name, ())) for name in known}


def _numerals(known: NumberWords) -> Numerals:
    roman = {f"{word} {numeral}": value for word in known.roman for numeral, value in ROMAN.items()} or ROMAN
    weak, joins = frozenset(map(folded, known.weak)), frozenset(map(folded, ("", *known.joins)))
    words, months = {**known.words, **roman}, frozenset(known.months)
    return Numerals(words, known.scales, known.marks, known.signs, weak, joins, months, frozenset(roman))


@lru_cache(maxsize=64)
def knowledge(language: Language) -> Knowledge:
    """Return the compiled data of ``language``."""
    return Knowledge(language)
