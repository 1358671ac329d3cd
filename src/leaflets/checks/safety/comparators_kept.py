"""More than stays more than."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import NEGATED, sense

OPPOSITE = {
    "more": {"less", "at-most"},
    "less": {"more", "at-least"},
    "at-least": {"less", "at-most"},
    "at-most": {"more", "at-least"},
}
OPPOSITE |= {"before": {"after"}, "after": {"before"}, "within": {"after"}}


@check(
    "safety/comparators-kept",
    severity=Severity.ERROR,
    rationale="""
        “At least 8 hours” and “at most 8 hours” hold the same number and mean the opposite.
    """,
    bad=Example("Wait at least 8 hours.", "Подождите не более 8 часов.", "ru"),
    good=Example("Wait at least 8 hours.", "Подождите не менее 8 часов.", "ru"),
    needs="comparators",
)
def comparators_kept(message: Message, target: Language) -> Iterator[Found]:
    """Where the source compares one way, the translation does not compare the other way instead."""
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    said, kept = source.comparators, text.comparators
    if said <= kept:
        return
    lost, gained = said - kept, kept - said
    for name in sorted(lost.keys() & target.comparators.keys()):
        turned = OPPOSITE.get(name, set()) & gained.keys()
        if source.compares_negated(name) or any(map(text.compares_negated, turned)):
            turned -= NEGATED.get(name, set())
        if turned:
            yield Found(f"“{name}” became “{', '.join(sorted(turned))}”", f"The source says: {message.source}")
            return
