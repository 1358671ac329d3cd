"""Who and what a warning speaks of is in the translation."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.safety.concepts_kept import KINDS, concepts_kept
from leaflets.checks.safety.sentences_kept import sentences_kept
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import DATE, OPPOSITES, Sense, retold, sense

# concepts that right translations name too; “heart” or “drive” are often no warning
WARNINGS = frozenset({
    "doctor", "pharmacist", "nurse", "midwife", "dentist", "surgeon", "emergency", "ambulance", "pregnant",
    "breast-feeding", "child", "partner", "liver", "kidney", "alcohol", "allergy", "rash", "swelling", "breathing",
    "fainting", "bleeding", "vomiting", "diarrhoea", "nausea", "dizziness", "headache", "constipation", "itching",
    "redness", "fever", "cough", "pain", "chills", "tiredness", "sleepiness", "numbness", "confusion", "seizure",
    "blurred-vision", "stiff-neck", "palpitations", "pus", "jaundice", "diabetes", "asthma", "epilepsy",
    "blood-clot", "stroke", "heart-attack", "anxiety", "depression", "face", "lips", "tongue", "age", "weight",
    "heart-disease", "glaucoma", "thyroid", "prostate", "joint", "neck", "smoking", "discard", "weakness", "sweating",
    "blister", "eyesight", "hair-loss", "sugar-high", "sugar-low", "empty-stomach", "under-the-tongue",
    "baby", "sleep", "wheezing", "hepatitis", "herbal", "ear", "throat",
    "left", "right", "every-other-day", "at-once", "today", "theoretical", "unknown", "out-of-reach", "from-light",
    "planning-pregnancy", "eat-or-drink", "dry-mouth", "ulcer", "chest", "urine", "temperature",
    "paracetamol", "ibuprofen", "aspirin", "penicillin", "antibiotic", "insulin", "steroid", "blood-thinner",
    "contraception", "milk", "cheese", "egg", "fridge", "freezer", "leg", "thigh",
    "buttock",
})  # fmt: skip
ORDERS = frozenset({"stop", "avoid"})  # what a clause begins with that gives an order; “not” may say it as well
NEAR = {"baby": "child", "child": "baby"}  # languages say one for the other
DEGREES = frozenset({"celsius", "fahrenheit"})
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
    if lost & ORDERS and any(concepts_kept(message, target)):
        lost -= ORDERS
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
    lost, new = said.concepts - kept.concepts - _told(kept), kept.concepts - said.concepts
    if not lost:
        return lost
    orders = frozenset[str]() if kept.negated or said.bans else lost & said.orders & ORDERS
    kinds = [kind for kind in (*KINDS, *OPPOSITES) if kind & new]
    warnings = {name for name in lost & WARNINGS if NEAR.get(name) not in kept.concepts}
    return orders | {name for name in warnings if not any(name in kind for kind in kinds)}


def _told(kept: Sense) -> frozenset[str]:
    """Return what a quantity or a wider word tells: 38 °C or “a temperature” is a fever."""
    told = bool(kept.units & DEGREES) or "temperature" in kept.concepts
    return frozenset({"fever", "temperature"}) if told else frozenset()
