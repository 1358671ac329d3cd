"""The liver does not become the kidney."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import OPPOSITES, Sense, sense

# where both are said, more of one stands in the place of the other: “evening, so that it does not wake you at night”
COUNTED = (frozenset({"morning", "evening"}), frozenset({"left", "right"}))
# kinds of which one is easily put in the place of another
KINDS = (
    frozenset(
        {"liver", "kidney", "heart", "lung", "stomach", "brain", "skin", "eye", "ear", "nose", "mouth", "throat"}
    ),
    frozenset({"doctor", "pharmacist", "nurse", "surgeon", "dentist", "midwife"}),
    frozenset({"mother", "father", "partner"}),
    frozenset({"pregnant", "breast-feeding"}),
    frozenset({"adult", "child"}),
    frozenset({"diabetes", "asthma", "cancer", "allergy"}),
    frozenset(
        {"rash", "swelling", "redness", "fever", "cough", "fainting", "vomiting", "diarrhoea", "headache", "bleeding"}
        | {"nausea", "dizziness", "constipation", "itching"}
    ),
    frozenset({"breathing", "swallowing"}),
    frozenset({"hourly", "daily", "every-other-day", "weekly", "monthly", "yearly"}),
    *COUNTED,
    frozenset(
        {
            "under-the-skin",
            "into-a-vein",
            "into-a-muscle",
            "by-mouth",
            "under-the-tongue",
            "rectally",
            "vaginally",
        }
    ),
    frozenset({"by-mouth", "nose"}),
    frozenset({"by-mouth", "injection"}),
    frozenset({"some-people", "most-people", "all-people"}),
    frozenset({"arm", "hand", "leg", "thigh", "knee", "foot", "buttock"}),
    frozenset({"paracetamol", "ibuprofen", "aspirin", "penicillin", "antibiotic", "insulin", "steroid", "latex"}),
    frozenset({"blood-pressure-high", "blood-pressure-low"}),
    frozenset({"sugar-high", "sugar-low"}),
    frozenset({"fridge", "freezer"}),
)
TURNED = frozenset(OPPOSITES)
KINDS_OF = {
    name: [kind for kind in (*KINDS, *OPPOSITES) if name in kind] for name in frozenset().union(*KINDS, *OPPOSITES)
}


@check(
    "safety/concepts-kept",
    severity=Severity.ERROR,
    rationale="""
        A patient with a sick liver who reads “kidney” does not tell the doctor.
    """,
    bad=Example("Tell your doctor if you have liver disease.", "Скажите врачу, если у вас болезнь почек.", "ru"),
    good=Example("Tell your doctor if you have liver disease.", "Скажите врачу, если у вас болезнь печени.", "ru"),
    needs="concepts",
)
def concepts_kept(message: Message, target: Language) -> Iterator[Found]:
    """No organ, person, state, sign, time, side, route or medicine of the source has become another of its kind.

    Nor “with food” “on an empty stomach”, “lower” “higher” or “severe” “mild”, where neither is denied.

    Known gap: one that is dropped and replaced by none.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    for what in concepts_replaced(source, text, target):
        yield Found(what, f"The source says: {message.source}")


def concepts_replaced(source: Sense, text: Sense, target: Language) -> Iterator[str]:
    """Yield what to say of each kind of which ``text`` names another than ``source``."""
    said, kept = source.concepts & target.concepts.keys(), text.concepts
    gone, there = said - kept, kept - said
    for kind in dict.fromkeys(kind for name in gone for kind in KINDS_OF.get(name, ())):
        lost, new = kind & gone, kind & there
        if kind in COUNTED:
            new = frozenset(name for name in kind if text.mentions[name] > source.mentions[name])
        if new and not (kind in TURNED and (lost & source.denied or new & text.denied)):
            yield f"{', '.join(sorted(lost))} became {', '.join(sorted(new))}"
