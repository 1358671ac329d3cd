"""More than stays more than."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import FORBIDS, NEGATED, Sense, sense

OPPOSITE = {
    "more": {"less", "at-most"},
    "less": {"more", "at-least"},
    "at-least": {"less", "at-most"},
    "at-most": {"more", "at-least"},
}
OPPOSITE |= {"before": {"after"}, "after": {"before"}, "within": {"after", "more"}}
NEGATED_OPPOSITE = {"at-most": "less", "at-least": "more"}  # “at most 3” is not “not less than 3”
OPPOSITE_OF_BANNED = {"more": {"at-least"}, "less": {"at-most"}}  # “do not take more than 3” is not “take at least 3”


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
    """Where the source compares one way, the translation does not compare the other way instead.

    “Wait an hour before you eat” may become “eat only an hour after it”, “within 6 to 8 weeks” “after 6 to 8 weeks”.
    """
    what = comparison_turned(sense(message.source, language(SOURCE)), sense(message.text, target), target)
    if what:
        yield Found(what, f"The source says: {message.source}")


def comparison_turned(source: Sense, text: Sense, target: Language) -> str:
    """Return what to say of a comparison of ``source`` that ``text`` turns round; '' where none is turned."""
    said, kept = source.comparators, text.comparators
    if said <= kept:
        return ""
    lost, gained = said - kept, kept - said
    for name in sorted(lost.keys() & target.comparators.keys()):
        turned = OPPOSITE.get(name, set()) & gained.keys()
        if source.compares_negated(name):
            turned -= NEGATED.get(name, set())
            turned |= OPPOSITE_OF_BANNED.get(name, set()) & gained.keys() if _banned(source, name) else set()
        elif any(map(text.compares_negated, turned)):
            turned -= NEGATED.get(name, set())
        elif (other := NEGATED_OPPOSITE.get(name, "")) in gained and text.compares_negated(other):
            turned |= {f"not {other}"}
        if name == "within" and not _before(source, name) & _before(text, "more"):
            turned -= {"more"}  # “within China”
        if turned and not _waits(source, text, name):
            return f"“{name}” became “{', '.join(sorted(turned))}”"
    return ""


def _banned(source: Sense, name: str) -> bool:
    """Whether a comparison of the class ``name`` stands behind a ban: “do not take more than”."""
    bans = [hit.start for hit in source.hits.get("negation", []) if hit.name in FORBIDS]
    return any(hit.name == name and bans and bans[0] < hit.start for hit in source.hits["comparators"])


def _before(text: Sense, name: str) -> frozenset[float]:
    """Return the values right before which a comparison of the class ``name`` stands."""
    ends = {hit.end for hit in text.hits.get("comparators", []) if hit.name == name}
    near = (number for number in text.numbers if {number.start, number.start - 1} & ends)
    return frozenset().union(*(number.values for number in near))


def _waits(source: Sense, text: Sense, name: str) -> bool:
    """Whether the source says how long to wait, or when something comes, so that “after” says the same.

    A translation that says “wait” itself cannot say “after” instead of “before”.
    """
    if name == "before":
        return "wait" in source.comparators and "wait" not in text.comparators
    ranges = {one.start for one, _ in source.ranges} if name == "within" else set()
    return any(hit.name == "within" and hit.end + 1 in ranges for hit in source.hits["comparators"])
