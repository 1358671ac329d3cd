"""The English can be read by nearly everybody."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written
from leaflets.language import SOURCE

GRADE = 6  # of a school in the United States: what the NIH and the AAFP ask of patient texts
WORDS = 25  # in a sentence: from here on sentences become hard to read (GOV.UK style, 2014)
ENOUGH = 100  # words: the formula says nothing of less

ENDS = re.compile(r"(?<=[.!?])\s+")
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
VALUES = re.compile(r"%\(\w+\)s|<[^<>]*>")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<![^aeiouy][lr])es?(?<![sxzcg]es)(?<![cs]hes)$|(?<![td])ed$")  # made, makes, looked


@check(
    "source/plain-words",
    severity=Severity.REVIEW,
    only=SOURCE,
    rationale="""
        Whoever gives up in the middle of a sentence does not reach its “not”. Long English becomes long in every
        language.
    """,
    bad=Example(
        "If the person who injects is not medically trained or the place is not sterile, you could get HIV, hepatitis B"
        " or hepatitis C, or another infection of the blood."
    ),
    good=Example("You could get HIV if the place is not sterile."),
)
def plain_words(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:
    """A leaflet reads at grade 6 or below (Flesch-Kincaid), and no sentence has more than 25 words.

    The grade is that of all its sentences, headings among them: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    Syllables are groups of vowels without a silent e. On the first leaflet this gives 5.6 where textstat 0.7.4 says
    5.1: textstat finds 948 syllables where this finds 997 (it reads “acidic” as one), and counts no heading of one
    or two words.
    """
    read = [(message, VALUES.sub("", message.source)) for message in sheet.messages]
    for message, text in read:
        longest = max((len(WORD.findall(sentence)) for sentence in ENDS.split(text)), default=0)
        if longest > WORDS:
            yield message, Found(f"a sentence of {longest} words", f"Say it in two: {WORDS} words are the most.")
    texts = [text for _, text in read]
    if written.card and len(WORD.findall(" ".join(texts))) >= ENOUGH and (grade := reading_grade(texts)) > GRADE:
        hint = "Shorter words and sentences bring it down."
        yield sheet.messages[0], Found(f"the leaflet reads at grade {grade:.1f}, not {GRADE}", hint)


def reading_grade(texts: list[str]) -> float:
    """Return the Flesch-Kincaid grade of English ``texts``, none of which goes on in the next."""
    words = [word for text in texts for word in WORD.findall(text)]
    sentences = sum(bool(WORD.search(sentence)) for text in texts for sentence in ENDS.split(text))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    return max(1, len(VOWELS.findall(SILENT.sub("", word.lower()))))
