"""What people have signed is what the patient reads."""

from collections import Counter
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet
from leaflets.difference import changes, in_short
from leaflets.standing import State


@check(
    "safety/signed-off",
    severity=Severity.REVIEW,
    scope="signed",
    rationale="""
        A check finds what rules can find. Whether a sentence is right, a person must say who reads both languages, and
        that word holds for the words that this person read and for no others.
    """,
    bad=Example(
        "Do not inject yourself.",
        "Не делайте себе инъекции чаще.",
        "ru",
        signed="Не делайте себе инъекции сами.",
    ),
    good=Example(
        "Do not inject yourself.",
        "Не делайте себе инъекции сами.",
        "ru",
        signed="Не делайте себе инъекции сами.",
    ),
)
def signed_off(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Message, Found]]:
    """Every message is signed by all who must sign it, in the words in which it stands.

    Names each message whose words are others than those that were signed, and counts the rest in one line a catalog.
    Begins when somebody signs in the language; before that ``leaflets status`` and the draft mark say it.
    """
    for sheet in sheets:
        rows = sheet.signed.rows if sheet.signed else ()
        for message, wording, standing in rows:
            if standing.state is State.STALE and standing.former and message.translated:
                found = changes(standing.former.wording, wording, sheet.language)
                which = "; ".join(f"{name}: {in_short(pieces)}" for name, pieces in found.items())
                yield sheet, message, Found(f"other words were signed: {which}", "Let it be read and signed again.")
        count = Counter(standing.state for _, _, standing in rows)
        if count[State.SIGNED] < len(rows):
            states = ", ".join(f"{count[state]} {state}" for state in State if count[state])
            hint = f"For a sheet to read and sign: leaflets review --lang {sheet.language.code}"
            yield sheet, Message(None, "", ("",), line=1), Found(f"not all is signed: {states}", hint)
