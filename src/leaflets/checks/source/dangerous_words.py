"""Safety wording has no word that has hurt somebody before."""

import re
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet, Written
from leaflets.language import SOURCE, language
from leaflets.meaning.numbers import Kind
from leaflets.meaning.sense import sense

NOT = r"\b(?:not|never|no|don't|cannot|can't|mustn't|shouldn't)\b"
DRUG = r"(?:dose|medicine|medication|treatment|drug|insulin|tablet)s?\b"
UN = r"un(?!der|til|less|ion|it|iq)[a-z]{4,}|impossible|improbable|insignificant|infrequent"
# a pattern in lower case, what is wrong, and the way out
WORDS = (
    (
        r"(?<!at )\bonce(?= (?:a|an|per|every|each|only|in|daily|weekly)\b|[.,;]|$)",
        "it is eleven in Spanish",
        "one time",
    ),
    (
        rf"\bhold (?:(?:your|the|this|a|any|all|next) )*{DRUG}(?! in| under)",
        "it is read as “keep taking”",
        "do not take",
    ),
    (rf"{NOT}[^.;:!?]*\bwithout\b", "two negations: a translation easily loses one", "what to do first"),
    (
        rf"{NOT}(?: \w+){{0,2}} (?:not|never)\b|{NOT}[^.;:!?]*\bunless\b[^.;:!?]*{NOT}",
        "two negations: a translation easily loses one",
        "what to do",
    ),
    (rf"\bnot (?:{UN})\b", "two negations: a translation easily loses one", "what it is"),
    (r"(?<![\d.])\.\d+", "the point is overlooked", "a nought before it: 0.5"),
    (r"\d+\.0+\b(?! ?\d)", "the point is overlooked, and it is ten times as much", "no nought after the point"),
    (r"\d+ ?[µμ]g\b", "it is read as mg", "mcg"),
)
# a number that says how much to take, and the words after which nothing says of what
HOW_MUCH = re.compile(r"\b(?:take|give|use|inject|apply|swallow|add|repeat|than|up to|at least|at most|exactly|only) $")
OF_NOTHING = re.compile(
    r" ?(?:$|[.,;:!?)]| (?:a|an|per|every|each|in|at|on|with|before|after|for|daily|when|if|by|then)\b)"
)


@check(
    "source/dangerous-words",
    severity=Severity.REVIEW,
    only=SOURCE,
    rationale="""
        Labels that said “once” have been taken eleven times by readers of Spanish. Two negations become one on the way
        through a language, and a number alone can be tablets or milligrams.
    """,
    bad=Example("Do not take more than 8 in one day.", context="safety:dose"),
    good=Example("Do not take more than 8 tablets in one day.", context="safety:dose"),
)
def dangerous_words(sheet: Sheet, written: Written) -> Iterator[tuple[Message, Found]]:  # noqa: ARG001
    """Safety wording has no “once” for a count, no “hold” for a dose, no double negation, no number without its unit.

    Nor what the ISMP warns of: .5 without a nought before the point, 5.0 with one after it, µg.
    """
    for message in sheet.messages:
        if message.safety:
            text = message.source.lower().replace("’", "'")
            for pattern, why, instead in WORDS:
                if found := re.search(pattern, text):
                    yield message, Found(f"“{found[0]}”: {why}", f"Write {instead}.")
            for number in _alone(message.source):
                yield message, Found(f"{number} of what?", "Write the unit after the number.")


def _alone(text: str) -> Iterator[str]:
    """Yield each number of ``text`` that says how much, but not of what."""
    read = sense(text, language(SOURCE))
    measured = {quantity.number.start for quantity in read.quantities}
    for number in read.numbers:
        alone = number.kind is Kind.DIGITS and number.start not in measured
        if alone and HOW_MUCH.search(read.folded[: number.start]) and OF_NOTHING.match(read.folded[number.end :]):
            yield number.text
