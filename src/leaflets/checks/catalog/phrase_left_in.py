"""No short phrase or single word of English is left in the translation."""

import re
from collections.abc import Iterator
from functools import lru_cache

from leaflets.catalog import Message
from leaflets.checks.catalog.source_left_in import JOINING, own_words, source_left_in, wording
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language
from leaflets.meaning.text import WORD

PIECES = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[^\s\w]")  # words and what stands between them
OTHER = rf"(?![\d_A-Za-z\u00c0-\u024f])[{WORD}]"  # a letter of another script
BETWEEN = "[ ,،、，;；:：]*"  # no bracket and no quotation mark: what stands in these is quoted
LONE = re.compile(rf"(?:^|{OTHER}{BETWEEN})([a-z]{{3,}})(?={BETWEEN}{OTHER}|[.!?。！？।۔؟])")
SUBSTANCE = re.compile(r".*(?:al|ate|ide|in|ine|ol|um|us|vir|yl)")  # how their names end, and those of germs
IN_LATIN, IN_OTHERS = 3, 2  # words in a row that are no name, of which one joins the others
ALIKE = frozenset(("a", "an", "de", "in"))  # joining words that other scripts quote as they are: in vitro


@check(
    "catalog/phrase-left-in",
    severity=Severity.REVIEW,
    rationale="""
        “Tómelo end of meals” does not say when to the one who reads no English. A few words are easily passed over
        by whoever knows both languages.
    """,
    bad=Example("Take it at the end of meals.", "Tómelo end of meals.", "es"),
    good=Example("Take it at the end of meals.", "Tómelo al final de las comidas.", "es"),
)
def phrase_left_in(message: Message, target: Language) -> Iterator[Found]:
    """No words in a row of the source, in lower case and with an “of”, “the” or “and”, stand in the translation.

    Three of them in Latin letters, two in another script. There one word between the language's own is enough, but for
    names of substances. What source-left-in finds is not said twice. Known gap: languages that take over English terms
    as they are (“water and sanitation”) may mean to.
    """
    latin = target.script == "Latn"
    if target.code == SOURCE or (latin and not target.common):
        return
    left = _row(message, target, latin=latin) or ("" if latin else _lone(message, target))
    if left and not any(source_left_in(message, target)):
        yield Found(f"English is left in: “{left}”", "Translate it.")


def _row(message: Message, target: Language, *, latin: bool) -> str:
    """Return words in a row of the source that stand in the translation, of which one joins the others."""
    joining, size = _joining(target), IN_LATIN if latin else IN_OTHERS
    if joining.isdisjoint(message.text.split()):
        return ""
    kept = PIECES.findall(wording(message.text))
    said = set(_rows(PIECES.findall(wording(message.source)), size))
    rows = (row for row in _rows(kept, size) if row in said and not joining.isdisjoint(row))
    return next((" ".join(row) for row in rows if all(map(str.islower, row))), "")


def _lone(message: Message, target: Language) -> str:
    """Return a word of the source in small Latin letters that stands alone between words of another script."""
    if not LONE.search(message.text):
        return ""
    said = frozenset(PIECES.findall(wording(message.source))) - own_words(target)
    words = LONE.findall(wording(message.text))
    return next((word for word in words if word in said and not SUBSTANCE.fullmatch(word)), "")


@lru_cache(maxsize=64)
def _joining(target: Language) -> frozenset[str]:
    """Return the words that join English ones, and are none of ``target``."""
    return JOINING - (frozenset(target.common) if target.script == "Latn" else ALIKE)


def _rows(pieces: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(pieces[start:] for start in range(size)), strict=False)
