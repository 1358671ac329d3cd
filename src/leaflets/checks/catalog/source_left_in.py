"""No English is left in the translation."""

import re
from collections.abc import Iterator
from itertools import pairwise

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language

WORDS = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
COMMON = frozenset(
    """a about after all also and any are as at be been before but by can do for from had has have if in into is it
    its may more not of on once one only or other our should some such than that the their them then there these
    they this to was we were when which who will with you your""".split()  # noqa: SIM905  a list of words
)
# one such word alone changes a dose, and is in no name
TELLING = frozenset(
    """after before daily do double except half hourly if less more must never no not once one only should than three
    twice two unless until when without""".split()  # noqa: SIM905  a list of words
)
RUN = 4  # so many words of the source in a row are no name
JOINING = frozenset(("a", "an", "and", "at", "by", "de", "for", "in", "of", "on", "or", "the", "to"))  # inside names
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
    """The translation is not the source, and no run of the source's words stands in it.

    Names of institutions may stay. In a script without Latin letters, “once” or “not” alone is enough.

    Known gap: a single word that both languages write alike.
    """
    if target.code == SOURCE or message.empty:
        return
    words = WORDS.findall(message.source)
    common = [word for word in words if word.lower() in COMMON]
    if message.text.strip() == message.source.strip():
        if common or (len(words) > 1 and target.script != "Latn"):
            yield Found("the source stands in place of the translation", "Translate it.")
        return
    said, there = set(words), WORDS.findall(message.text) if target.script != "Latn" else []
    alone = next((word for word in there if word in TELLING and word in said), "")
    if alone:
        yield Found(f"English is left in: “{alone}”", "Translate it.")
        return
    left = _run(words, message.text, FEW if target.script != "Latn" else RUN, latin=target.script == "Latn")
    if left:
        yield Found(f"English is left in: “{left}”", "Translate it.")


def _run(words: list[str], text: str, least: int, *, latin: bool) -> str:
    """Return a run of at least ``least`` of the source's words that stands in ``text`` and holds common English."""
    there = WORDS.findall(text)
    if not COMMON.intersection(there):
        return ""
    pairs = {(a.lower(), b.lower()) for a, b in pairwise(words)}
    run: list[str] = []
    for word in [*there, ""]:
        if run and (run[-1].lower(), word.lower()) in pairs:
            run.append(word)
            continue
        if len(run) >= least and _english(run, " ".join(words), 2 if latin else 1):
            return " ".join(run)
        run = [word]
    return ""


def _english(run: list[str], source: str, least: int) -> bool:
    """Whether ``run`` stands in the source and is no name: it has at least ``least`` common words in lower case."""
    common = sum(item in COMMON for item in run)
    name = all(item[0].isupper() or item in JOINING for item in run)
    return common >= least and not name and " ".join(run).lower() in source.lower()
