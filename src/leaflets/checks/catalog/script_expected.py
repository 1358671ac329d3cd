"""The text is written in the script of its language, and can be read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language, known, language
from leaflets.meaning.text import NO_WORDS, folded

NAMES = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Deva": "DEVANAGARI", "Beng": "BENGALI", "Taml": "TAMIL",
    "Hans": "CJK", "Hant": "CJK", "Grek": "GREEK", "Hebr": "HEBREW",
}  # fmt: skip
MOJIBAKE = re.compile(  # begins with one set of characters, to which Python's re skips
    r"[ÃÂØÙÐÑàâï\ufffd](?:(?<=[ÃÂ])[\u0080-\u00bf]|(?<=[ØÙÐÑ])[\u0080-\u00bf\u0192\u2018-\u203a]"
    r"|(?<=à)[¤¥¦§®¯°][\u0080-\u00bf]|(?<=â)€|(?<=ï)¿½|(?<=\ufffd))"
)
# Burmese typed for a Zawgyi font: the vowel E stands before its consonant, and a virama joins nothing. Unicode stores
# them the other way (Unicode Technical Note 11).
ZAWGYI = re.compile(
    r"\u1031(?<![\u1000-\u1021\u1027\u1029\u103b-\u103f\u1050-\u108f\ua9e0-\ua9fe\uaa60-\uaa7f]\u1031)"
    r"|\u1039(?![\u1000-\u1021\u1050-\u108f])"
)
WORDS = re.compile(r"[^\W\d_]+'?")  # with the mark of what is left out: l'eau
NO_LETTERS = re.compile(r"[\W\d_]+")
LEAST = 8  # letters, to judge at all
ENOUGH = 0.25  # share of letters that must be of the script: the rest is names
OFTEN = 0.06  # share of letters of another language
FEW, SOME = 3, 6  # different words, to judge by two common ones of another language, and by a single one


@check(
    "catalog/script-expected",
    severity=Severity.ERROR,
    rationale="""
        A Persian sentence in an Arabic leaflet, or letters that a broken program made, help nobody who reads Arabic.
    """,
    bad=Example("Wash your hands well.", "اغسل يديك جيدًا بالماء", "ru"),
    good=Example("Wash your hands well.", "Хорошо вымойте руки.", "ru"),
)
def script_expected(message: Message, target: Language) -> Iterator[Found]:
    """Letters are of the language's script, none were broken on the way, and none is another language's alone."""
    for text in message.texts:
        broken = MOJIBAKE.search(text)
        if broken and broken[0] not in message.source:
            yield Found(f"broken letters: {broken[0]}", "Save the file as UTF-8 and type the words anew.")
            return
        if ZAWGYI.search(text):
            yield Found("Burmese for a Zawgyi font, not Unicode", "Convert it to Unicode, then read it again.")
            return
        plain = NO_WORDS.sub("", text)
        letters = NO_LETTERS.sub("", plain)
        name, there = NAMES.get(target.script, ""), set(letters)
        if len(letters) < LEAST:
            if name and len(letters) > 1 and there.isdisjoint(message.source) and not _may_stand(there, name):
                yield Found(f"no letter is {name.title()}", f"Write it in {target.english}.")
                return
            continue
        own = len(letters) - _often(letters, (char for char in there if _script(char) != name))
        if name and own < ENOUGH * len(letters) and not _names_only(message.source, text):
            yield Found(f"hardly a letter is {name.title()}", f"Write it in {target.english}.")
            return
        strange = there.intersection(target.foreign)
        if _often(letters, strange) > OFTEN * len(letters):
            yield Found(
                f"letters that {target.english} does not use: {' '.join(sorted(strange))}", "Type the words anew."
            )
        elif (other := _reads_like(plain, target, strange)) and not _names_only(message.source, text):
            yield Found(f"it reads like {other}", f"Write it in {target.english}.")


def _may_stand(letters: Iterable[str], name: str) -> bool:
    """Whether some of a few letters are of the script ``name``, or of one that short names and signs are written in."""
    return not {name, "LATIN", "GREEK", "MODIFIER", "MICRO"}.isdisjoint(map(_script, letters))


def _often(letters: str, chars: Iterable[str]) -> int:
    return sum(map(letters.count, chars))


def _reads_like(text: str, target: Language, strange: set[str]) -> str:
    """Return the name of another language of the script whose common words stand in ``text``, few of its own do.

    A word with one of the ``strange`` letters, which ``target`` never writes, is as good as one of the other's. A
    single word says something where none of some words is a common one of ``target``.
    """
    if not target.common:
        return ""
    words = set(WORDS.findall(folded(text)))
    if len(words) < FEW:
        return ""
    if not strange and words.isdisjoint(_others_words(target)):
        return ""
    others = ((len(theirs & words), name, mine) for name, theirs, mine in _neighbours(target))
    said, name, mine = max(others, default=(0, "", frozenset()))
    if strange:  # not among the folded words, in which ی is ي
        said += sum(not strange.isdisjoint(word) for word in set(WORDS.findall(text)))
    return name if said > 2 * len(mine & words) and (said > 1 or len(words) >= SOME) else ""


@lru_cache(maxsize=64)
def _neighbours(target: Language) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Return the other languages of the script, each with the common words that only it has, and only ``target``."""
    own = _folded(target.common)
    others = [language(code) for code in known() if code != target.code]
    return tuple(
        (other.english, _folded(other.common) - own, own - _folded(other.common))
        for other in others
        if other.common and other.script == target.script
    )


@lru_cache(maxsize=64)
def _others_words(target: Language) -> frozenset[str]:
    """Return the common words of the other languages of the script that are none of ``target``."""
    return frozenset().union(*(theirs for _, theirs, _ in _neighbours(target)))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _names_only(source: str, text: str) -> bool:
    """Whether the text is made of words that the source has too: names, codes."""
    return set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", source))
