"""Codes that a person reads out on the phone: the language, four symbols, and one that catches a slip (AR-7K3M-5).

The symbols are Crockford's base 32: no I, L, O or U, which look like others or make words. The last one is his check
symbol, the number of all the others modulo 37. It catches every single wrong symbol, because no two symbols differ by
a multiple of 37, and every swap of two neighbours, because 32 - 1 is none either. Of its 37 values the last five
would print as ``*~$=U``, which nobody can read out: a code that needs one of them is never made.
"""

import unicodedata
from collections.abc import Callable
from itertools import count

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {symbol: value for value, symbol in enumerate(f"{SYMBOLS}U")}  # a U is in the names of languages only
ALIKE = str.maketrans("OIL", "011")
BASE, MODULUS = 32, 37
BODY = 4  # symbols, 20 bits: a million codes a language


def make(language: str, seed: Callable[[int], bytes], free: Callable[[str], bool]) -> str:
    """Return the code for ``language`` from the first bytes ``seed(0)``, ``seed(1)`` … that make one that is ``free``.

    ``free`` is asked with the folded code.
    """
    prefix = language.partition("_")[0].upper()
    for attempt in count():
        number = int.from_bytes(seed(attempt)[:4], "big")
        body = "".join(SYMBOLS[number >> shift & 31] for shift in range(27, 27 - 5 * BODY, -5))
        check = _check(folded(prefix + body))
        if check < len(SYMBOLS) and free(folded(prefix + body) + SYMBOLS[check]):
            return f"{prefix}-{body}-{SYMBOLS[check]}"
    raise AssertionError  # count() has no end


def folded(text: str) -> str:
    """Return what a person typed as the code's plain symbols: any case, digits, spaces and hyphens; O is 0, I and L 1.

    Two codes are one when they fold to the same.
    """
    symbols = unicodedata.normalize("NFKC", text).upper().translate(ALIKE)
    return "".join(_ascii(symbol) for symbol in symbols if symbol.isalnum())


def sound(code: str) -> bool:
    """Whether the folded ``code`` has the form of one, and its check symbol is right."""
    return len(code) > BODY + 2 and set(code) <= VALUES.keys() and _check(code[:-1]) == VALUES[code[-1]]


def _ascii(symbol: str) -> str:
    return str(unicodedata.decimal(symbol, symbol))  # ٧ and ७ are 7


def _check(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number * BASE + VALUES[symbol]
    return number % MODULUS
