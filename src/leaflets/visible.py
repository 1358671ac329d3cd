"""A stranger's text made fit to be shown: nothing in it stays hidden, moves the line or speaks to the terminal."""

import re
import unicodedata
from collections.abc import Callable

JOINERS = "\u200c\u200d"  # Persian, Hindi and others write them
# Letters and digits of right-to-left scripts: the blocks that Unicode sets aside for them (UAX #9, 3.3.3)
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RUN = re.compile(f"[{RIGHT_TO_LEFT}](?:[^A-Za-z0-9\n]*[{RIGHT_TO_LEFT}])?")
SIGN = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
LINE = 60  # characters of a text that an error shows


def number(char: str) -> str:
    """Return the Unicode number of ``char`` in brackets."""
    return f"[U+{ord(char):04X}]"


def visible(text: str, name: Callable[[str], str] = number) -> str:
    """Return ``text`` with each control, bidi, zero-width or broken character named; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or _plain(char) else name(char) for char in text)


def one_line(text: str) -> str:
    r"""Return ``text`` made visible in one line: a line end as ``\n``."""
    return visible(text).replace("\n", "\\n").replace("\t", " ")


def shown(text: str) -> str:
    """Return the beginning of ``text`` made visible in one line, for an error."""
    return one_line(text if len(text) <= LINE else f"{text[:LINE]}…")


def _plain(char: str) -> bool:
    return char in "\n\t" or char in JOINERS or unicodedata.category(char) == "Zs"
