"""Every value that the template puts into a sentence is put into its translation."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language

PLACEHOLDER = re.compile(r"%\(\w+\)s")


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
    """Each filled form holds the placeholders of the source (of either form, where there is a plural), and no other."""
    if not any("%(" in text for text in (message.source, message.plural or "", *message.texts)):
        return
    wanted = [Counter(PLACEHOLDER.findall(text)) for text in (message.source, message.plural) if text is not None]
    for text in message.texts:
        found = Counter(PLACEHOLDER.findall(text))
        if text and found not in wanted:
            lost = ", ".join((wanted[-1] - found) or ["none"])
            extra = ", ".join((found - wanted[-1]) or ["none"])
            yield Found(f"placeholders lost: {lost}; invented: {extra}", "Copy them from the source as they stand.")
