"""How long a translation is against what its language lets expect."""

import math
from functools import lru_cache

from leaflets.language import Language
from leaflets.meaning.text import NO_WORDS

SHORT = 40  # characters of source under which length says little


@lru_cache(maxsize=64)
def surplus(source: str, text: str, target: Language) -> float | None:
    """Return by how many standard deviations ``text`` is longer (shorter: below 0) than right translations are.

    None where that cannot be told: a short source, no text, or a language whose lengths are not known. Mean and spread
    of a language are of the logarithm of the ratio of characters; short sources spread more.
    """
    said, kept = len(NO_WORDS.sub("", source)), len(NO_WORDS.sub("", text))
    if said < SHORT or not kept or target.length is None:
        return None
    mean, spread = target.length
    return (math.log(kept / said) - mean) / (spread * (1 + 2 * SHORT / said))
