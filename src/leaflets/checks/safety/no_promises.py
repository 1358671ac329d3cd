"""No translation promises what no leaflet may promise."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.sense import sense


@check(
    "safety/no-promises",
    severity=Severity.ERROR,
    rationale="""
        Who reads “completely safe” or “no side effects” does not ask a doctor, and waits when he should get help.
    """,
    bad=Example("No serious harm was seen.", "Лечение полностью безопасно.", "ru"),
    good=Example("Nobody knows whether it is safe.", "Никто не знает, безопасно ли это.", "ru"),
    needs="promises",
)
def no_promises(message: Message, target: Language) -> Iterator[Found]:
    """Nothing cures, is guaranteed, is completely safe or has no side effects, unless the clause says “not”."""
    promised = sense(message.text, target).promises
    if promised:
        yield Found(f"it promises: {', '.join(sorted(promised))}", "Say what is known, as the source does.")
