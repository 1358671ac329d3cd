"""Text made comparable: one digit system, one form a letter, no marks that only guide the eye."""

import re
import unicodedata
from functools import lru_cache

_ARABIC = dict(zip("أإآٱىیېکةہۀۃھۂەۓ", "اااايييكههههههه\u064a", strict=True))
_PUNCTUATION = dict(zip("٫٬٪％’‘ʼ–—−‐‑", ".,%%'''-----", strict=True))
_LETTERS = {"ё": "е", "Ё": "Е", "ँ": "ं"}
_SPACES = "\u00a0\u2007\u2009\u202f\u3000\t\n\r"
_HARAKAT = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640]
_NUKTA = 0x093C  # left out as often as written
_UNSEEN = [_NUKTA, 0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]

# what a program fills in: %(phone)s; in the catalogs of others also %s, %1$d, %@, {phone}, {{ phone }}, ${phone}
VALUE = r"%(?:\(\w+\)[sdif]|(?<!\d%)(?:\d{1,2}\$)?[sdif@](?![A-Za-z]))|\$?\{\{?[ \w.]{0,40}\}?\}"
MARK = re.compile("[%{<]")  # without one there are none of these
PLACEHOLDER = re.compile(VALUE)
TAG = r"</?(?:[A-Za-z][^<>]*+|[0-9]++/?)>"
CODE = re.compile(f"{VALUE}|{TAG}")
NO_WORDS = re.compile(f"{VALUE}|{TAG}|https?://[!-~]+")  # values, tags, addresses

LAST_DIGIT = 0x20000  # Unicode 16 has no decimal digit from here on
# what belongs to a word: letters, digits, and the vowel signs that Python's \w leaves out
WORD = r"\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e4e\u102b-\u103e"


def _table() -> dict[int, str | int | None]:
    digits = {
        code: unicodedata.digit(chr(code)) for code in range(LAST_DIGIT) if unicodedata.category(chr(code)) == "Nd"
    }
    table: dict[int, str | int | None] = {code: str(value) for code, value in digits.items()}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x217C)}  # Roman numerals: Ⅱ
    table |= {ord(char): to for char, to in (_ARABIC | _LETTERS | _PUNCTUATION).items()}
    table |= dict.fromkeys(map(ord, _SPACES), " ")
    table |= dict.fromkeys([*_HARAKAT, *_UNSEEN])
    return table


def without_code(text: str) -> str:
    """Return ``text`` with spaces in the place of tags and of what a program fills in: the 1 of %1$s is no number."""
    return CODE.sub(lambda found: " " * len(found[0]), text) if MARK.search(text) else text


@lru_cache(maxsize=1)
def _folding() -> dict[int, str | int | None]:
    return _table()


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return ``text`` in lower case with ASCII digits, one form a letter, plain hyphens, quotes and spaces.

    Without harakat, tatweel, zero-width and bidi characters. Composed (NFC), so that NFD reads the same.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_folding()).lower()
