"""``terms.toml``: the clinic's own words, and how they are said in one language."""

import tomllib
from pathlib import Path

import msgspec

from leaflets.errors import LeafletsError
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


class _Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: tuple[Term, ...] = ()


def parsed(text: str) -> tuple[Term, ...]:
    """Return the terms of ``text``; raise TOMLDecodeError or msgspec.ValidationError for what is none."""
    return msgspec.convert(tomllib.loads(text), _Terms).term


def terms_in(path: Path) -> tuple[Term, ...]:
    """Return the terms in ``path``, none where there is no such file; raise LeafletsError for a damaged one."""
    if not path.is_file():
        return ()
    try:
        return parsed(read_text(path))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LeafletsError(
            f"{path}: {error}.", hint='Each [[term]] has source = "…", and accepted or forbidden = ["…"].'
        ) from error
