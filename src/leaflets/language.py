"""What is known of a language: data in ``languages/<code>.toml``, never code.

What is not known is absent; whoever needs it says so.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from leaflets.errors import LeafletsError, nearest

FOLDER = Path(__file__).parent / "languages"
CODE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|\d{3}))?")


class Print(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the script is set on paper; lengths are in em of the body size, sizes in pt.

    ``top`` and ``bottom`` are the line's edges above and below the base line, ``leading`` the space between lines.
    """

    fonts: tuple[str, ...]
    size: float
    top: float
    bottom: float
    leading: float
    margin: float  # mm, left and right: keeps a line under 80 characters, 40 in Chinese


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language: its names, its script, and how it is set."""

    code: str
    name: str
    english: str
    tag: str  # BCP 47, for lang attributes
    cldr: str  # the locale whose dates are printed
    direction: Literal["ltr", "rtl"]
    script: str
    digits: str
    print: Print
    web_fonts: tuple[str, ...] = ()

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"


def known() -> list[str]:
    """Return the codes of the languages that have a knowledge file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def language(code: str) -> Language:
    """Return what is known of ``code``; raise LeafletsError when nothing is."""
    path = FOLDER / f"{code}.toml"
    if not CODE.fullmatch(code) or not path.is_file():
        raise LeafletsError(
            f"There is no knowledge file for the language {code}.",
            hint=f"{nearest(code, known())} To add a language, write languages/{code}.toml as CONTRIBUTING.md says.",
        )
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Language)
    except msgspec.DecodeError as error:
        raise LeafletsError(f"{path}: {error}.", hint="Compare it with languages/en.toml.") from error
