"""Lines that only a command writes: each ends with a check of itself, so that one that was edited or cut off is told.

It is no secret and no signature: it catches a slip, a damage and an edit by hand, not somebody who computes it.
"""

import base64
import hashlib
import re

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
