"""How long a translation is, and of how many sentences, against what its source and language let expect."""

import math
import re
from functools import lru_cache

from leaflets.language import Language
from leaflets.meaning.text import NO_WORDS, WORD, folded

COPIED = re.compile(r"[a-z0-9]+")  # names and numbers, in folded text
DENSE = -0.7  # log of half the characters of English
SHORT = 40  # characters of source under which length says little
MARKS = "[!?。！？।۔؟…]+"
MARKED = re.compile(MARKS)
FULL_STOPS = frozenset("।۔。")  # of scripts whose points end no sentence
ENDS = re.compile(rf"{MARKS}|(?<!\b[a-z])\.+(?!\w)")  # in folded text, not after the letters of “i.e.”
ANY_ENDS = re.compile(rf"{MARKS}|\.+(?!\w)|(?<=[\w\")\]]{{2}})\.(?=[A-Z])")  # also of “30 °C.” and “one.In two”
POINT = re.compile(rf"(?:(?<![{WORD}.'-])[{WORD}'-]{{3,}}+|[)\"»”])\.+(?!\w)")  # not after “EE. UU.” and “г.”
DASHES = re.compile(r"[;；]| - |--")  # what may end a sentence in a translation that goes on


@lru_cache(maxsize=64)
def surplus(source: str, text: str, target: Language) -> float | None:
    """Return by how many standard deviations ``text`` is longer (shorter: below 0) than right translations are.

    None where that cannot be told: a short source, no text, or a language whose lengths are not known. Mean and spread
    of a language are of the logarithm of the ratio of characters; short sources spread more. A script of few signs a
    word copies names and numbers as they are: these are not counted, nor spaces, which such a script may do without.
    """
    if target.length is None:
        return None
    mean, spread = target.length
    source, text = NO_WORDS.sub("", source), NO_WORDS.sub("", text)
    said, kept = len(source), len(text)
    if mean < DENSE:
        text = folded(text)
        copied = COPIED.findall(text)
        there = set(copied).intersection(COPIED.findall(folded(source)))
        said -= sum(len(word) for word in copied if word in there)
        kept = len(text) - text.count(" ") - sum(map(len, copied))
    if said < SHORT or kept <= 0:
        return None
    return (math.log(kept / said) - mean) / (spread * (1 + 2 * SHORT / said))


def fewer(source: str, text: str) -> bool:
    """Whether folded ``text`` has fewer sentences than folded ``source``."""
    ends, kept = len(ENDS.findall(source)), len(ENDS.findall(text))
    return ends > kept and ends > kept + len(DASHES.findall(text))


def added(source: str, text: str) -> bool:
    """Whether ``text`` surely has more sentences than ``source``, which has one at least."""
    said = len(ANY_ENDS.findall(source))
    if not said:
        return False
    kept = MARKED.findall(text)
    after = (text[match.end() :].lstrip()[:1] for match in POINT.finditer(text))
    points = 0 if FULL_STOPS.intersection("".join(kept)) else sum(not (c.islower() or c.isdigit()) for c in after)
    return len(kept) + points > said + len(DASHES.findall(source))
