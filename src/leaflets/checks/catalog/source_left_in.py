"""No English is left in the translation."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.text import NO_WORDS, folded

ADDRESSES = re.compile(
    r"(?<![\w.-])[\w.-]++[@/][\w./-]+|(?<!\w)\w++(?:\.\w++)+|(?<!\w)[^\W_]++_\w+"
)  # and names of a program: no_show
MARKED = re.compile(r"[@/<%{_]|\.\w")  # without one of these there are no values, tags and addresses
ACCENTED = r"\u00c0-\u024f\u0300-\u036f"  # letters of Latin words that English does not write: días is no “as”
WORDS = re.compile(rf"[A-Za-z](?<![A-Za-z{ACCENTED}].)[A-Za-z]*+(?:['’-][A-Za-z]++)*+(?![{ACCENTED}])")
WHOLE = re.compile(r"(?P<first>(?:^|[.!?:]\s)\W{0,3})?(?P<word>[^\W\d_]+(?:[-'][^\W\d_]+)*)")
RUN = 4  # so many words of the source in a row are no name
# inside names
JOINING = frozenset(("a", "an", "and", "at", "by", "de", "for", "in", "of", "on", "or", "the", "to", "with"))
FEW = 3  # in a script without Latin letters


@check(
    "catalog/source-left-in",
    severity=Severity.ERROR,
    rationale="""
        In one study 43 % of translated medicine labels mixed two languages; an English “once” in a Spanish
        sentence means eleven.
    """,
    bad=Example("Take it once a day with water.", "Принимайте it once a day с водой.", "ru"),
    good=Example("Take it once a day with water.", "Принимайте один раз в день с водой.", "ru"),
)
def source_left_in(message: Message, target: Language) -> Iterator[Found]:
    """The translation is not the source, and neither a run of the source's words nor a “do not” or “once” stands in it.

    Nor an everyday word such as “juice”, where the script is another.

    Names of institutions may stay. Known gap: a single word that both languages write alike, or that names hold too.
    """
    if target.code == SOURCE:
        return
    latin, there = target.script == "Latn", WORDS.findall(message.text)
    if message.text.strip() == message.source.strip():
        if not _common().isdisjoint(map(str.lower, there)) or (len(there) > 1 and not latin):
            yield Found("the source stands in place of the translation", "Translate it.")
        return
    if _english(target).isdisjoint(map(str.lower, there)):
        return
    source, text = wording(message.source), wording(message.text)
    left = _run(source, text, RUN if latin else FEW, latin=latin) or _alone(source, text, target)
    if left:
        yield Found(f"English is left in: “{left}”", "Translate it.")


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(language(SOURCE).common)


def _run(source: str, text: str, least: int, *, latin: bool) -> str:
    """Return a run of at least ``least`` of the source's words that stands in ``text`` and holds common English."""
    words, there = WORDS.findall(source), WORDS.findall(text)
    if _common().isdisjoint(there):
        return ""
    pairs = {(a.lower(), b.lower()) for a, b in pairwise(words)}
    run: list[str] = []
    for word in [*there, ""]:
        if run and (run[-1].lower(), word.lower()) in pairs:
            run.append(word)
            continue
        if len(run) >= least and _in_english(run, " ".join(words), 2 if latin else 1):
            return " ".join(run)
        run = [word]
    return ""


def _in_english(run: list[str], source: str, least: int) -> bool:
    """Whether ``run`` stands in the source and is no name: it has at least ``least`` common words in lower case."""
    common = sum(item in _common() for item in run)
    name = all(item[0].isupper() or item in JOINING for item in run)
    return common >= least and not name and " ".join(run).lower() in source.lower()


def _alone(source: str, text: str, target: Language) -> str:
    """Return a word that gives English away, and stands in both texts as a word of its own that is in no name."""
    tells = _tells(target).intersection(match["word"].lower() for match in WHOLE.finditer(source))
    kept = list(WHOLE.finditer(text)) if tells else []
    for place, match in enumerate(kept):
        if match["word"].lower() in tells and _no_name(match, kept[place + 1 : place + 2]):
            return match["word"]
    return ""


def _no_name(match: re.Match[str], after: list[re.Match[str]]) -> bool:
    """Whether a word is in lower case, or begins a sentence that goes on in lower case."""
    return match["word"].islower() or (match["first"] is not None and any(next_["word"].islower() for next_ in after))


def wording(text: str) -> str:
    """Return ``text`` without what is no words of the language, composed (NFC), with plain apostrophes."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text).replace("’", "'")
    return ADDRESSES.sub("", NO_WORDS.sub("", plain)) if MARKED.search(plain) else plain


@lru_cache(maxsize=64)
def _tells(target: Language) -> frozenset[str]:
    """Return the words that give English away in ``target``: none that it has too, none where that is not known."""
    known = target.script != "Latn" or target.common
    return _english(target).intersection(_telling(target)) if known else frozenset()


def _telling(target: Language) -> tuple[str, ...]:
    source = language(SOURCE)
    return source.giveaways if target.script == "Latn" else (*source.giveaways, *source.everyday)


@lru_cache(maxsize=64)
def _english(target: Language) -> frozenset[str]:
    """Return the common English words that are no words of ``target``, as far as that is known."""
    numbers, negation, source = target.numbers, target.negation, language(SOURCE)
    tables = (target.comparators, target.units, target.modality, target.conditions, target.concepts)
    phrases = chain(
        target.common,
        numbers.words if numbers else (),
        negation.cues if negation else (),
        negation.bans if negation else (),
        *chain.from_iterable(table.values() for table in tables),
    )
    own = {word for phrase in phrases for word in folded(phrase).split()}
    return frozenset({*source.common, *_telling(target)}) - own
