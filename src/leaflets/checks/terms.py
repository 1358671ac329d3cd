"""``terms.toml``: the clinic's own words, and how they are said in one language."""

from pathlib import Path

import msgspec

from leaflets.checks.tables import tables
from leaflets.files import read_text

TERMS = "terms.toml"  # in the language's folder; for a PO file without a project, beside it


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of the source, and the forms of the language: ``stem*`` stands for every word that begins with it.

    One of ``accepted`` must be in the translation, where any is given; none of ``forbidden`` may be.
    """

    source: str
    accepted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(form.strip("* ") for form in (self.source, *self.accepted, *self.forbidden)):
            raise ValueError("a term or a form is empty")
        if not self.accepted and not self.forbidden:
            raise ValueError(f"{self.source} has neither accepted nor forbidden forms")


def terms_in(path: Path) -> tuple[Term, ...]:
    """Return the terms in ``path``, none where there is no such file; raise LeafletsError for a damaged one."""
    return terms_of(read_text(path), path) if path.is_file() else ()


def terms_of(text: str, path: Path) -> tuple[Term, ...]:
    """Return the terms of ``text``, which stands in ``path``."""
    hint = 'Each [[term]] has source = "…", and accepted or forbidden = ["…"].'
    return tuple(tables(text, path, Term, "term", hint))
