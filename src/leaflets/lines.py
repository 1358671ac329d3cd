"""Lines that only a command writes: each ends with a check of itself, so that one that was edited or cut off is told.

It is no secret and no signature: it catches a slip, a damage and an edit by hand, not somebody who computes it.
"""

import base64
import datetime as dt
import hashlib
import re

from leaflets.visible import visible

MARK = "  # "
LENGTH = 5  # base 32 characters, 25 bits: one damage in thirty million is not seen
CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")  # what git leaves where it cannot merge
UNTOUCHED = "Nobody edits this file by hand: take its last good version, for example from git."
CHANGED = "this line was edited by hand, damaged or cut off"


def checked(line: str) -> str:
    """Return ``line`` with its check behind it, which TOML reads as a comment."""
    return f"{line}{MARK}{_check(line)}"


def bare(line: str) -> str | None:
    """Return what was written in ``line``, without its check; None when that does not fit."""
    written, _, check = line.rpartition(MARK)
    return written if check == _check(written) else None


def _check(line: str) -> str:
    return base64.b32encode(hashlib.sha256(line.encode()).digest()).decode().lower()[:LENGTH]


def toml(value: object) -> str:
    """Return ``value`` as TOML in one line; a table without what is empty."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(one)}' for key, one in value.items() if one)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dt.date | int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{visible(text, _escaped)}"'  # a reader of a diff is to see every character


def _escaped(char: str) -> str:
    return rf"\u{ord(char):04X}" if char <= "\uffff" else rf"\U{ord(char):08X}"
