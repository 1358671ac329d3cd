"""Every value that the template puts into a sentence is put into its translation."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.text import PLACEHOLDER

NAMELESS = re.compile("^%([a-z])$")


@check(
    "catalog/placeholders-kept",
    severity=Severity.ERROR,
    rationale="""
        A placeholder is a phone number or a date that the leaflet fills in. Without it the patient
        reads “Emergency phone:” and no number.
    """,
    bad=Example("Emergency phone: %(phone)s", "Телефон экстренной помощи:", "ru"),
    good=Example("Emergency phone: %(phone)s", "Телефон экстренной помощи: %(phone)s", "ru"),
)
def placeholders_kept(message: Message, language: Language) -> Iterator[Found]:  # noqa: ARG001
    """Each filled form holds the placeholders of the source (of either form, where there is a plural), and no other.

    In catalogs of other programs too: %s, %1$d, {phone}. Those without a name keep their order or say it (%2$s).
    """
    sources = [text for text in (message.source, message.plural) if text is not None]
    if not any("%" in text or "{" in text for text in (*sources, *message.texts)):
        return
    wanted = [_numbered(text) for text in sources]
    for text in message.texts:
        if text and _numbered(text) not in wanted:
            said, kept = Counter(PLACEHOLDER.findall(sources[-1])), Counter(PLACEHOLDER.findall(text))
            lost, extra = ", ".join((said - kept) or ["none"]), ", ".join((kept - said) or ["none"])
            yield Found(f"placeholders lost: {lost}; invented: {extra}", "Copy them from the source as they stand.")


def _numbered(text: str) -> list[str]:
    """Return the placeholders of ``text``, sorted; one without a name gets its number: %s %d is %1$s %2$d."""
    number = count(1)
    return sorted(NAMELESS.sub(lambda found: f"%{next(number)}${found[1]}", one) for one in PLACEHOLDER.findall(text))
