"""A number that the source writes as a word is in the translation."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense

WORDS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty twice"
PLAIN = frozenset(WORDS.split())  # “one” and “first” are often no numbers


@check(
    "safety/number-words-kept",
    severity=Severity.REVIEW,
    rationale="""
        “Take two tablets” whose two is gone lets the patient take what is in the box.
    """,
    bad=Example("Take two tablets.", "Примите таблетки.", "ru"),
    good=Example("Take two tablets.", "Примите 2 таблетки.", "ru"),
    needs="numbers",
)
def number_words_kept(message: Message, target: Language) -> Iterator[Found]:
    """A plain number word of the source has its value in the translation, in digits or in words."""
    said = sense(message.source, language(SOURCE)).numbers
    there = frozenset().union(*(number.values for number in sense(message.text, target).numbers))
    lost = [n.text for n in said if not n.digits and n.text in PLAIN and not n.values & there]
    if lost:
        yield Found(f"“{', '.join(dict.fromkeys(lost))}” is missing", f"The source says: {message.source}")
