"""How long a translation is against what its language lets expect."""

import math
import re
from functools import lru_cache

from leaflets.language import Language
from leaflets.meaning.text import NO_WORDS, folded

COPIED = re.compile(r"[a-z0-9]+")  # names and numbers, in folded text
DENSE = -0.7  # log of half the characters of English
SHORT = 40  # characters of source under which length says little


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
