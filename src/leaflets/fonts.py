"""The fonts of the house: which there are, where they lie, what they can draw.

``fonts.toml`` pins every file by package, version and SHA-256; ``scripts/fonts`` fetches them.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leaflets.errors import MachineError

FOLDER = Path(__file__).parent / "fonts"
PINS = Path(__file__).parent / "fonts.toml"


@dataclass(frozen=True, slots=True)
class FontFile:
    """One pinned file: its family, its weight (400, 700), its name in FOLDER and its SHA-256."""

    family: str
    weight: int
    name: str
    sha256: str

    @property
    def path(self) -> Path:
        return FOLDER / self.name


@cache
def pinned() -> tuple[FontFile, ...]:
    """Return every pinned font file, in the order of ``fonts.toml``."""
    rows = tomllib.loads(PINS.read_text())["font"]
    return tuple(
        FontFile(row["family"], file["weight"], f"{row['folder']}/{Path(file['path']).name}", file["sha256"])
        for row in rows
        for file in row["files"]
    )


def damaged() -> list[FontFile]:
    """Return the pinned files that are absent or are not the pinned bytes."""
    return [
        font
        for font in pinned()
        if not font.path.is_file() or hashlib.sha256(font.path.read_bytes()).hexdigest() != font.sha256
    ]


def files(families: tuple[str, ...]) -> list[FontFile]:
    """Return the files of ``families``; raise MachineError when one is not pinned or not there."""
    for family in families:
        rows = [font for font in pinned() if font.family == family]
        if not rows:
            raise MachineError(f"No font file is pinned for the family {family}.", hint=f"Add it to {PINS}.")
        for font in rows:
            if not font.path.is_file():
                raise MachineError(f"The font file {font.name} is missing.", hint="Run scripts/fonts to fetch it.")
    return [font for family in families for font in pinned() if font.family == family]


@cache
def characters(family: str) -> frozenset[int]:
    """Return the code points that every weight of ``family`` can draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  heavy, and only needed when pages are made

    sets = []
    for font in files((family,)):
        with TTFont(font.path, lazy=True) as ttf:
            sets.append(frozenset(ttf.getBestCmap() or ()))
    return frozenset.intersection(*sets)
