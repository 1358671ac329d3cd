"""One safety statement says one thing, in every leaflet and in every language."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet
from leaflets.meaning.numbers import Kind
from leaflets.meaning.sense import Sense, sense
from leaflets.meaning.text import folded

Row = tuple[Sheet, Message]
OTHERS = 3  # languages that must agree, at least, before one that differs is named


@check(
    "safety/same-everywhere",
    severity=Severity.REVIEW,
    scope="project",
    rationale="""
        A warning in other words in the next leaflet reads like another warning. And what seven languages say and the
        eighth does not is rarely right in the eighth.
    """,
    bad=Example(
        "Keep out of the heat.",
        "Храните в тепле.",
        "ru",
        others=(("es", "No lo exponga al calor."), ("fr", "Ne pas exposer à la chaleur."), ("ar", "لا تعرضه للحرارة.")),
    ),
    good=Example(
        "Keep out of the heat.",
        "Не храните в тепле.",
        "ru",
        others=(("es", "No lo exponga al calor."), ("fr", "Ne pas exposer à la chaleur."), ("ar", "لا تعرضه للحرارة.")),
    ),
)
def same_everywhere(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Message, Found]]:
    """A statement has one wording in all leaflets of a language; no language differs from all others.

    Across languages are compared: the numbers in digits, whether it negates, and the safety concepts.
    """
    rows = [(sheet, message) for sheet in sheets for message in sheet.messages if message.translated]
    by_language = _grouped(rows, lambda row: (row[0].language.code, row[1].source, row[1].plural))
    for same in by_language:
        for sheet, message in same[1:]:
            first, there = same[0]
            if first.path != sheet.path and [*map(folded, message.texts)] != [*map(folded, there.texts)]:
                place = f"{first.path}:{there.line}"
                yield sheet, message, Found(f"{place} says it in other words", f"There: {there.text}")
    for same in _grouped([group[0] for group in by_language], lambda row: (row[1].source, row[1].plural)):
        if len(same) > OTHERS:
            yield from _odd_ones(same)


def _grouped(rows: list[Row], key: Callable[[Row], object]) -> list[list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.values())


def _odd_ones(same: list[Row]) -> Iterator[tuple[Sheet, Message, Found]]:
    """Yield the translation that lacks what all others say, or has a number that none of them has."""
    for what, table, said in TRAITS:
        able = [(row, said(sense(row[1].text, row[0].language))) for row in same if getattr(row[0].language, table)]
        for (sheet, message), mine in able if len(able) > OTHERS else ():
            rest = [other for row, other in able if row[1] is not message]
            lost, new = frozenset.intersection(*rest) - mine, mine - frozenset.union(*rest)
            if table == "concepts":
                lost &= sheet.language.concepts.keys()  # what its data do not know is not missed
            if lost:
                told = f"all {len(rest)} other languages {what} {_listed(lost)}"
                yield sheet, message, Found(told, f"The source says: {message.source}")
            elif new and table == "numbers":
                told = f"none of {len(rest)} other languages says {_listed(new)}"
                yield sheet, message, Found(told, f"The source says: {message.source}")


def _numbers(text: Sense) -> frozenset[str]:
    """Return the numbers in digits, but for months: other languages name them."""
    months = {pair.number for pair in text.quantities if "month-of-year" in pair.units}
    digits = (number for number in text.numbers if number.kind in {Kind.DIGITS, Kind.NAME})
    return frozenset(f"{min(number.values):g}" for number in digits if number not in months)


# what is compared, the part of a language's data without which it cannot be, how it is read
TRAITS: tuple[tuple[str, str, Callable[[Sense], frozenset[str]]], ...] = (
    ("say the number", "numbers", _numbers),
    ("say that it is", "negation", lambda text: frozenset({"not so"} if text.negated else ())),
    ("speak of:", "concepts", lambda text: text.concepts),
)


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))
