"""Who and what a warning speaks of is in the translation."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.safety.concepts_kept import KINDS, concepts_kept
from leaflets.checks.safety.sentences_kept import sentences_kept
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import DATE, Sense, retold, sense

# concepts that right translations name too; “heart” or “drive” are often no warning
WARNINGS = frozenset({
    "doctor", "pharmacist", "emergency", "pregnant", "breast-feeding", "child", "liver", "kidney", "alcohol",
    "allergy", "rash", "swelling", "breathing", "fainting", "bleeding", "vomiting", "diarrhoea",
    "theoretical", "every-other-day", "left", "right", "out-of-reach", "planning-pregnancy",
    "baby", "ambulance", "immediately", "seizure", "vision", "numbness", "nausea", "dizziness", "constipation",
    "itching", "headache", "sleep", "tiredness", "weakness", "sweating", "stroke", "wheezing", "hepatitis", "jaundice",
    "smoking", "herbal", "eye", "ear", "throat", "stomach", "lung", "cough",
})  # fmt: skip
ORDERS = frozenset({"stop", "avoid"})  # what a clause begins with that gives an order; “not” may say it as well
NEAR = {"baby": "child", "child": "baby"}  # languages say one for the other
OFTEN = frozenset({"hour", "day", "week", "month"})


@check(
    "safety/warnings-kept",
    severity=Severity.REVIEW,
    rationale="""
        “Get help for a rash or swelling” reads well where the source says “for a rash, swelling or fainting”. He who
        faints gets no help.
    """,
    bad=Example("Get help for a rash, swelling or fainting.", "При сыпи или отёке обратитесь за помощью.", "ru"),
    good=Example(
        "Get help for a rash, swelling or fainting.", "При сыпи, отёке или обмороке обратитесь за помощью.", "ru"
    ),
    needs="concepts",
)
def warnings_kept(message: Message, target: Language) -> Iterator[Found]:
    """The persons, states and signs of the source are named, “stop” and “avoid” are said, “a day” is not “a week”.

    What sentences-kept and concepts-kept find is not said twice.

    Known gap: what is said with another word than the language's data know is looked at by a person for nothing.
    """
    said, kept = sense(message.source, language(SOURCE)), sense(message.text, target)
    lost = _lost(said, kept) & target.concepts.keys()
    if lost and not any(sentences_kept(message, target)):
        yield Found(f"“{', '.join(sorted(lost))}” may be missing", f"The source says: {message.source}")
    units = OFTEN - {"day"} if DATE & kept.units else OFTEN
    gone, new = units & said.units - kept.units, units & kept.units - said.units
    if not (gone and new):
        return
    gone -= _compared(said, kept)
    if gone and not retold(said, kept) and not any(concepts_kept(message, target)):
        yield Found(f"{', '.join(sorted(gone))} became {', '.join(sorted(new))}", f"The source says: {message.source}")


def _compared(said: Sense, kept: Sense) -> frozenset[str]:
    """Return the units of which quantities-kept sees whether they have changed: their number is in both texts."""
    values = frozenset[float]().union(*(quantity.number.values for quantity in kept.quantities))
    return frozenset[str]().union(*(pair.units for pair in said.quantities if pair.number.values & values))


def _lost(said: Sense, kept: Sense) -> frozenset[str]:
    """Return what is said and not kept, but for what another of its kind has replaced: concepts-kept sees that."""
    lost, new = said.concepts - kept.concepts, kept.concepts - said.concepts
    if not lost:
        return lost
    orders = frozenset[str]() if kept.negated or said.bans else lost & said.orders & ORDERS
    warnings = {name for name in lost & WARNINGS if NEAR.get(name) not in kept.concepts}
    return orders | {name for name in warnings if not any(name in kind and kind & new for kind in KINDS)}
