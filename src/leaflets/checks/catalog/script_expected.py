"""The text is written in the script of its language, and can be read."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language

NAMES = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Deva": "DEVANAGARI", "Beng": "BENGALI", "Taml": "TAMIL",
    "Hans": "CJK", "Hant": "CJK", "Grek": "GREEK", "Hebr": "HEBREW",
}  # fmt: skip
MOJIBAKE = re.compile(
    r"[ÃÂ][\u0080-\u00bf]|[ØÙÐÑ][\u0080-\u00bf\u0192\u2018-\u203a]|à[¤¥¦§®¯°][\u0080-\u00bf]|â€|ï¿½|\ufffd"
)
NO_WORDS = re.compile(r"%\(\w+\)s|<[^<>]*>|https?://[!-~]+")  # values, tags, addresses
# letters that one language of a script has and another never writes
FOREIGN = {
    "ar": re.compile(r"[پچژگکیہھےٹڈڑں]"),
    "fa": re.compile(r"[ةىيكٹڈڑںےھہ]"),
    "ur": re.compile(r"[ىيكةۀ]"),
    "ru": re.compile(r"[іїєґўјљњћђџѓќ]"),
    "hi": re.compile(r"[ळऱ]"),
}
LEAST = 8  # letters, to judge at all
ENOUGH = 0.25  # share of letters that must be of the script: the rest is names
OFTEN = 0.06  # share of letters of another language


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
        letters = [char for char in NO_WORDS.sub("", text) if char.isalpha()]
        if len(letters) < LEAST:
            continue
        name = NAMES.get(target.script, "")
        own = sum(_script(char) == name for char in letters)
        if name and own < ENOUGH * len(letters) and not _names_only(message.source, text):
            yield Found(f"hardly a letter is {name.title()}", f"Write it in {target.english}.")
            return
        strange = FOREIGN[target.code].findall(text) if target.code in FOREIGN else []
        if len(strange) > max(2, OFTEN * len(letters)):
            yield Found(
                f"letters that {target.english} does not use: {' '.join(sorted(set(strange)))}", "Type the words anew."
            )


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _names_only(source: str, text: str) -> bool:
    """Whether the text is made of words that the source has too: names, codes."""
    return set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", source))
