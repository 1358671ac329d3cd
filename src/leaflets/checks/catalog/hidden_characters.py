"""Nothing in the text is hidden from the one who reads it."""

import re
import unicodedata
from collections.abc import Iterator

from leaflets.catalog import Message, unescaped
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language

FORBIDDEN = dict.fromkeys("\u202a\u202b\u202d\u202e", "a bidi override or embedding")
FORBIDDEN |= dict.fromkeys("\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u00ad", "a character without width")
FORBIDDEN |= dict.fromkeys("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc", "a character that shows nothing")
FORBIDDEN |= dict.fromkeys(map(chr, range(0xE0001, 0xE0080)), "a character that shows nothing")  # tags
# Arabic, the scripts of India, Burmese, Khmer and Mongolian: a joiner beside their letters changes how they are written
JOINING = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefe"
# Thai, Lao, Tibetan, Burmese and Khmer letters: a space without width beside them says where a line may break
UNSPACED = "\u0e01-\u0e4f\u0e81-\u0ecf\u0f40-\u0fbc\u1000-\u103f\u104a-\u109f\u1780-\u17df"
APART = re.compile(f"(?<![\\s\u200b{UNSPACED}])\u200b++(?![\\s{UNSPACED}])")
JOINER = re.compile(f"(?<![{JOINING}])[\u200c\u200d](?![{JOINING}])")
OPEN, CLOSE = "\u2066\u2067\u2068", "\u2069"
ISOLATES = frozenset(OPEN + CLOSE)
LETTERS = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u04ff]{2,}")  # Latin, Greek, Cyrillic
LATIN = re.compile("[A-Za-z]")
ALIKE = re.compile("[\u0370-\u04ff]")  # Greek and Cyrillic
FLOOD = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u20d0-\u20ff]{6}")
PLAIN = re.compile(r"[ -~\n\t]++")
MICRO = re.compile(r"[µμ][A-Za-z]{1,2}")
NUMBER = re.compile(  # begins with one set of characters, to which Python's re skips
    r"[0-9lIІ](?<![A-Za-z0-9\u0400-\u04ff].)"
    r"(?:(?<=[0-9])[0-9]*(?:[OОЗ][0-9]*|[lIІ][0-9]+)|(?<=[lIІ])[0-9]+)(?![A-Za-z0-9\u0400-\u04ff])"
)
DIGITS = re.compile(r"\d{2,}")


@check(
    "catalog/hidden-characters",
    severity=Severity.ERROR,
    rationale="""
        A right-to-left override shows 12 as 21. A letter of another alphabet that looks the same makes a word
        that no search and no check can find.
    """,
    bad=Example("Take 12 drops.", "Примите \u202e12\u202c капель.", "ru"),
    good=Example("Take 12 drops.", "Примите 12 капель.", "ru"),
)
def hidden_characters(message: Message, target: Language) -> Iterator[Found]:  # noqa: ARG001
    """No bidi overrides, no unbalanced isolates, no zero-width signs the script does not use, no look-alikes.

    Look-alikes are letters of two alphabets in one word, a letter in a number (1O, l0), digits of two scripts in one
    number. A zero-width space beside a space is needless-characters'.
    """
    for text in map(unescaped, message.texts):
        for number in _odd_numbers(text, message.source):
            yield Found(f"“{number}” is no number, but looks like one", "Write it anew, in digits of one script.")
        if PLAIN.fullmatch(text):
            continue
        if FLOOD.search(text):
            yield Found("more marks on one letter than any script writes", "Type the word anew.")
        for char in sorted(set(PLAIN.sub("", text)).difference(message.source)):
            what = FORBIDDEN.get(char) or ("" if char.isalpha() else _odd(char))
            if what and (char != "\u200b" or APART.search(text)):
                yield Found(f"{what}: U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip(), "Take it out.")
        for char in sorted(set(JOINER.findall(text)).difference(message.source)):
            yield Found(f"a joiner: U+{ord(char):04X} {unicodedata.name(char)}", "Take it out.")
        if ISOLATES.intersection(text) and not _balanced(text):
            yield Found("an isolate is opened and not closed, or closed and not opened", "Take the isolates out.")
        for word in _mixed(text, message.source):
            yield Found(f"“{word}” mixes letters of two alphabets that look alike", "Write it anew on one keyboard.")


def _mixed(text: str, source: str) -> list[str]:
    """Return the words that mix two alphabets, unless the source has them too; µg and the like are right."""
    words = LETTERS.findall(text) if ALIKE.search(text) and LATIN.search(text) else []
    mixed = [word for word in words if LATIN.search(word) and not word.isascii()]
    return [word for word in mixed if not MICRO.fullmatch(word) and word not in source]


def _odd_numbers(text: str, source: str) -> list[str]:
    """Return what stands for a number and is none, unless the source has it too: names such as B1O."""
    found = NUMBER.findall(text)
    if not text.isascii():
        found += [number for number in DIGITS.findall(text) if len({ord(d) - int(d) for d in number}) > 1]
    return [number for number in found if number not in source]


def _odd(char: str) -> str:
    category = unicodedata.category(char)
    return "a control or private character" if category in {"Cc", "Co", "Cn", "Cs"} else ""


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in OPEN) - (char == CLOSE)
        if depth < 0:
            return False
    return depth == 0
