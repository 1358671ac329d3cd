"""The liver does not become the kidney."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import SOURCE, Language, language
from leaflets.meaning.sense import sense

# kinds of which one is easily put in the place of another
KINDS = (
    frozenset(
        {"liver", "kidney", "heart", "lung", "stomach", "brain", "skin", "eye", "ear", "nose", "mouth", "throat"}
    ),
    frozenset({"doctor", "pharmacist", "nurse"}),
    frozenset({"pregnant", "breast-feeding"}),
    frozenset({"adult", "child"}),
    frozenset({"diabetes", "asthma", "cancer", "allergy"}),
    frozenset(
        {"rash", "swelling", "redness", "fever", "cough", "fainting", "vomiting", "diarrhoea", "headache", "bleeding"}
        | {"nausea", "dizziness", "constipation", "itching"}
    ),
    frozenset({"breathing", "swallowing"}),
    frozenset({"hourly", "daily", "every-other-day", "weekly", "monthly", "yearly"}),
    frozenset({"morning", "evening"}),
    frozenset({"left", "right"}),
    frozenset({"under-the-skin", "into-a-vein", "into-a-muscle", "by-mouth"}),
    frozenset({"by-mouth", "injection"}),
    frozenset({"blood-pressure-high", "blood-pressure-low"}),
    frozenset({"blood-sugar-high", "blood-sugar-low"}),
    frozenset({"mother", "father", "partner"}),
    frozenset({"with-food", "empty-stomach"}),
    frozenset({"stop", "continue"}),
    frozenset({"more", "less"}),
    frozenset({"some-people", "most-people", "all-people"}),
)
TURNED = KINDS[-4:]  # “not” turns one into the other: who does not stop continues


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
    """No organ, person, state, sign, time, side or route of the source has given its place to another of its kind.

    Known gap: one that is dropped and replaced by none.
    """
    source, text = sense(message.source, language(SOURCE)), sense(message.text, target)
    said, kept = source.concepts & target.concepts.keys(), text.concepts
    for kind in KINDS if said - kept else ():
        lost, new = kind & said - kept, kind & kept - said
        if lost and new and not (kind in TURNED and source.negations != text.negations):
            yield Found(
                f"{', '.join(sorted(lost))} became {', '.join(sorted(new))}", f"The source says: {message.source}"
            )
