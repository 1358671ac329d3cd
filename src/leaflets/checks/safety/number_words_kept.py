"""A number that the source writes as a word is in the translation."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.sense import compared


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
    """A plain number word of the source, and a number whose only counterpart is an article, are in the translation.

    “One”, “first” and “second” are often no numbers and are not looked for.
    """
    differs = compared(message.source, message.text, target)
    if differs.words or differs.doubtful:
        lost = ", ".join(dict.fromkeys(number.text for number in (*differs.words, *differs.doubtful)))
        yield Found(f"“{lost}” may be missing", f"The source says: {message.source}")
