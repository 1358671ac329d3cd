"""A check in words, as ``explain``, the docs and the reports show it."""

from leaflets.checks.registry import Check, Example
from leaflets.language import SOURCE


def first(text: str) -> str:
    """Return the first line of a docstring."""
    return text.partition("\n")[0]


def paragraphs(check: Check) -> list[str]:
    """Return what holds, why it matters, and the two examples."""
    return [
        check.says,
        f"Why: {' '.join(check.rationale.split())}",
        f"Found:\n{shown(check.bad)}",
        f"Not found:\n{shown(check.good)}",
    ]


def shown(example: Example) -> str:
    """Return an example as a person reads it."""
    translated = [] if example.language == SOURCE else [(example.language, example.translation), *example.others]
    rows = [
        ("required", ", ".join(example.required)),
        ("msgctxt", example.context),
        (SOURCE, example.source),
        (SOURCE, example.beside),
        *[(code, text or "(empty)") for code, text in translated],
        (example.language, example.again),
        ("terms.toml", example.terms),
        ("signed", example.signed),
        ("read back", example.back),
        ("its signature", example.trouble),
        ("leaflet.toml", example.card),
        ("page", example.page),
        ("since then", "the templates have changed" if example.stale else ""),
    ]
    return "\n".join(f"    {line}" for name, text in rows if text for line in f"{name}: {text}".split("\n"))
