"""Tables that people write beside the catalogs: ``[[term]]`` in terms.toml, ``[[accepted]]`` in accepted.toml."""

import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from leaflets.errors import LeafletsError

Table = TypeVar("Table")
SAID = {  # what msgspec says, in the words of somebody who writes TOML
    r"Object contains unknown field `(.*)`": r"there is no key “\1”",
    r"Object missing required field `(.*)`": r"“\1” is missing",
    r"Expected `str` matching regex .*": "is empty",
    r"Expected `str`, got .*": "is no text in quotes",
    r"Expected `array`, got .*": "is no list",
}


def tables(text: str, path: Path, kind: type[Table], name: str, hint: str) -> dict[Table, int]:
    """Return each table ``[[name]]`` of ``text``, and its line.

    Raises LeafletsError with ``path``, line and ``hint`` for the first that is not of ``kind``.
    """
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LeafletsError(f"{path}: {error}.", hint=hint) from error
    rows = held.pop(name, [])
    if held or not isinstance(rows, list):
        raise LeafletsError(f"{path} holds something else than [[{name}]] tables.", hint=hint)
    found = {}
    begin = [number for number, line in enumerate(text.split("\n"), start=1) if line.lstrip().startswith(f"[[{name}")]
    for row, line in zip(rows, begin if len(begin) == len(rows) else [1] * len(rows), strict=True):
        try:
            found[msgspec.convert(row, kind)] = line
        except msgspec.ValidationError as error:
            raise LeafletsError(f"{path}:{line}: {_said(str(error))}.", hint=hint) from error
    return found


def _said(error: str) -> str:
    """Return what msgspec found wrong, and in which key."""
    what, _, where = error.partition(" - at ")
    for pattern, words in SAID.items():
        what = re.sub(pattern, words, what)
    key = where.strip("`").removeprefix("$").removeprefix(".")
    return f"“{key}”: {what}" if key else what
