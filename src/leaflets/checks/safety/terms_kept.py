"""The clinic's own words are said as the clinic says them."""

from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.checks.sheet import Sheet
from leaflets.checks.terms import Term
from leaflets.language import Language
from leaflets.meaning.phrases import Phrases
from leaflets.meaning.text import folded


@check(
    "safety/terms-kept",
    severity=Severity.ERROR,
    scope="project",
    rationale="""
        The leaflet, the doctor and the pharmacy say one word for one thing. With another word, or a brand's name, the
        patient does not see that it is the same.
    """,
    bad=Example(
        "Insulin pen", "Шприц", "ru", terms='[[term]]\nsource = "pen"\naccepted = ["ручк*"]\nforbidden = ["шприц"]'
    ),
    good=Example(
        "Insulin pen",
        "Шприц-ручка для инсулина",
        "ru",
        terms='[[term]]\nsource = "pen"\naccepted = ["шприц-ручк*"]\nforbidden = ["шприц"]',
    ),
)
def terms_kept(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Message, Found]]:
    """Where the source has a term of terms.toml, the translation has an accepted form of it, and no forbidden one."""
    for sheet in sheets:
        for term in sheet.terms:
            said, forms = Phrases({"source": {"": (term.source,)}}), _forms(term, sheet.language)
            for message in sheet.messages:
                if message.translated and said.read(folded(message.source)):
                    kept = forms.read(folded(message.text)).get("forms", [])
                    for found in _judged(term, {hit.name for hit in kept}):
                        yield sheet, message, found


def _forms(term: Term, language: Language) -> Phrases:
    forms = {"accepted": term.accepted, "forbidden": term.forbidden}
    return Phrases({"forms": forms}, spaced=language.spaced, clitics=language.clitics)


def _judged(term: Term, kept: set[str]) -> Iterator[Found]:
    wanted = f"Say {' or '.join(term.accepted)}." if term.accepted else "Say it in other words."
    if "forbidden" in kept:
        yield Found(f"a forbidden form of “{term.source}”: one of {', '.join(term.forbidden)}", wanted)
    elif term.accepted and "accepted" not in kept:
        yield Found(f"the term “{term.source}” is not said as terms.toml says", wanted)
