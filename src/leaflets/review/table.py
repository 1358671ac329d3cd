"""The review sheet as a table for spreadsheet programs, and back again.

RFC 4180 with a byte order mark, without which Excel does not read UTF-8. A cell that a spreadsheet program would
take for a formula is written with ``'`` before it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leaflets.difference import in_short
from leaflets.errors import LeafletsError
from leaflets.files import read_bytes
from leaflets.review import ReviewSheet, Row

COLUMNS = ("id", "context", "source", "translation", "findings", "changed", "verdict", "back-translation", "remark")
NEEDED = ("id", "source", "translation", "verdict")
VERDICTS = {"": None, "ok": True, "not ok": False}
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
AGAIN = "Save it as “CSV UTF-8”, with the columns as they were."


@dataclass(frozen=True)
class Filled:
    """One row as a person gave it back; ``line`` is its last in the file (from 1)."""

    line: int
    id: str
    source: str
    translation: str
    verdict: bool | None
    back: str = ""
    remark: str = ""

    def is_of(self, row: Row) -> bool:
        """Whether the words beside the verdict are still those of ``row``."""
        return (self.source, self.translation) == (_even(_source(row)), _even(_translation(row)))


def write(sheet: ReviewSheet) -> bytes:
    """Return the sheet with empty columns for the verdict, the back-translation and the remark."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(COLUMNS)
    for row in sheet.rows:
        given = cells(sheet, row)
        rows.writerow([_guarded(given.get(column, "")) for column in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def cells(sheet: ReviewSheet, row: Row) -> dict[str, str]:
    """Return what stands in the columns of ``row`` before anybody has filled it."""
    return {
        "id": row.wording.fingerprint,
        "context": row.wording.context or "",
        "source": _source(row),
        "translation": _translation(row),
        "findings": "\n".join(f"{finding.severity}: {finding.message}" for finding in row.findings),
        "changed": "\n".join(f"{name}: {in_short(pieces)}" for name, pieces in row.changes(sheet.language).items()),
    }


def _source(row: Row) -> str:
    return "\n".join(row.wording.sources)


def _translation(row: Row) -> str:
    return "\n".join(row.wording.texts)


def _guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _even(text: str) -> str:
    """Return ``text`` without what a spreadsheet program changes on its way: spaces, line ends, composition."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(path: Path) -> list[Filled]:
    """Return the rows of a filled sheet; raise LeafletsError with file and line for what cannot be understood."""
    text = _decoded(path)
    for mark in ",;\t":
        head = _head(text, mark)
        if set(NEEDED) <= set(head):
            break
    else:
        raise LeafletsError(f"{path}:1: there are no columns named {', '.join(NEEDED)}.", hint=AGAIN)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        next(reader)
        return list(_rows(reader, head, path))
    except csv.Error as error:
        raise LeafletsError(f"{path}:{reader.line_num}: not a table: {error}.", hint=AGAIN) from error


def _head(text: str, mark: str) -> list[str]:
    try:
        return [cell.strip().casefold() for cell in next(csv.reader(text.split("\n", 1), delimiter=mark), [])]
    except csv.Error:  # a cell without end: no table
        return []


def _decoded(path: Path) -> str:
    data = read_bytes(path)
    try:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:  # “Unicode text”
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LeafletsError(f"{path}:{line}: not UTF-8: letters would be lost.", hint=AGAIN) from error


def _rows(reader: Iterator[list[str]], head: list[str], path: Path) -> Iterator[Filled]:
    seen: dict[str, int] = {}
    for cells in reader:
        line: int = reader.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(head):
            raise LeafletsError(f"{path}:{line}: more cells than columns.", hint=AGAIN)
        row = dict(zip(head, map(_unguarded, cells), strict=False))
        key, verdict = row["id"].strip(), _even(row.get("verdict", "")).casefold()
        if verdict not in VERDICTS:
            raise LeafletsError(
                f"{path}:{line}: the verdict “{row['verdict']}” is none.", hint="Write ok or not ok, or leave it empty."
            )
        if (first := seen.setdefault(key, line)) != line:
            raise LeafletsError(f"{path}:{line}: the same message as in line {first}.", hint="Keep one of the two.")
        source, translation = _even(row.get("source", "")), _even(row.get("translation", ""))
        back, remark = row.get("back-translation", "").strip(), row.get("remark", "").strip()
        yield Filled(line, key, source, translation, VERDICTS[verdict], back, remark)


def _unguarded(cell: str) -> str:
    cell = cell.replace("\r\n", "\n")
    return cell[1:] if GUARDED.match(cell) else cell
