"""What was read back says what the source says."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.safety.comparators_kept import comparators_kept
from leaflets.checks.safety.number_words_kept import number_words_kept
from leaflets.checks.safety.numbers_kept import numbers_kept
from leaflets.checks.safety.quantities_kept import quantities_kept
from leaflets.checks.sheet import Sheet
from leaflets.language import SOURCE, language
from leaflets.meaning.sense import sense

KEPT = (numbers_kept, number_words_kept, quantities_kept, comparators_kept)


@check(
    "safety/back-translation-agrees",
    severity=Severity.REVIEW,
    scope="signed",
    rationale="""
        Somebody who had not seen the source read the translation and wrote down in English what it says. Where that
        differs from the source, the patient may read something else, too.
    """,
    bad=Example(
        "Do not take more than 8 tablets a day.",
        "Не принимайте больше 8 таблеток в день.",
        "ru",
        signed="Не принимайте больше 8 таблеток в день.",
        back="Take more than 6 tablets a day.",
    ),
    good=Example(
        "Do not take more than 8 tablets a day.",
        "Не принимайте больше 8 таблеток в день.",
        "ru",
        signed="Не принимайте больше 8 таблеток в день.",
        back="You must not take more than 8 tablets each day.",
    ),
)
def back_translation_agrees(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Message, Found]]:
    """A back-translation that stands with a sign-off has the source's numbers, quantities, negations and concepts.

    English is compared with English, so that both ways are looked at.
    """
    for sheet in sheets:
        for message, wording, standing in sheet.signed.rows if sheet.signed else ():
            for signoff in standing.by:
                found = differences(wording.sources, signoff.back) if signoff.back else []
                if found:
                    hint = f"The source says: {message.source} / Read back: {signoff.back}"
                    yield sheet, message, Found(f"read back by {signoff.name}: {'; '.join(found)}", hint)


def differences(sources: tuple[str, ...], back: str) -> list[str]:
    """Return how ``back`` differs from each of ``sources`` in what it says; nothing when it agrees with one."""
    found = [list(_differences(source, back)) for source in sources]
    return [] if [] in found else found[0]


def _differences(source: str, back: str) -> Iterator[str]:
    english = language(SOURCE)
    for kept in KEPT:
        yield from (found.message for found in kept(Message(None, source, (back,)), english))
    said, read = sense(source, english), sense(back, english)
    if said.negated != read.negated:
        yield "“not” is lost" if said.negated else "“not” is not in the source"
    lost, new = said.concepts - read.concepts, read.concepts - said.concepts
    if lost:
        yield f"lost: {', '.join(sorted(lost))}"
    if new:
        yield f"not in the source: {', '.join(sorted(new))}"
