"""Taking a person's word: what may be signed is, what may not is named."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from leaflets.checks.safety.back_translation_agrees import differences
from leaflets.errors import LeafletsError, nearest
from leaflets.fonts import characters
from leaflets.language import Language
from leaflets.project import Role
from leaflets.render.pages import INVISIBLE
from leaflets.review import SHORT, ReviewSheet, Row
from leaflets.review.table import Filled
from leaflets.signoff import Carried, Entry, SignOff
from leaflets.standing import SignOffs, carryable, folded, last_words
from leaflets.visible import visible

LONGEST = 80  # characters of a name: it is printed on every page that it stands for
LEAST = 6  # characters of a fingerprint that name a row

Taken = tuple["Result", Entry | None]


@dataclass(frozen=True)
class Person:
    """Who signs, and when."""

    name: str
    date: dt.date


@dataclass(frozen=True)
class Result:
    """What became of one row: ``signed``, ``already``, ``refused`` or ``not ok``; and why, or what to look at."""

    what: str
    name: str
    text: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The sign-offs as they should stand, and what became of each row."""

    signoffs: SignOffs
    results: tuple[Result, ...]
    changed: bool

    @property
    def complete(self) -> bool:
        """Whether all that was asked for is signed."""
        return not any(result.what in {"refused", "not ok"} for result in self.results)


def person(name: str, date: dt.date, language: Language) -> Person:
    """Return who signs; raise LeafletsError for a name that is none or cannot be printed on the leaflet."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not any(char.isalpha() for char in name) or len(name) > LONGEST or visible(name) != name:
        raise LeafletsError(f"“{visible(name)}” is no name.", hint="Write the name as it shall stand on the leaflet.")
    families = language.print.fonts if language.print else ()
    can = set(INVISIBLE).union(*map(characters, families))
    for char in name if families else ():
        if ord(char) not in can:
            raise LeafletsError(
                f"No font of {language.english} can print {char!r} (U+{ord(char):04X}) of the name {name}.",
                hint="Write the name in the letters of the leaflet, or in Latin letters.",
            )
    return Person(name, date)


def picked(sheet: ReviewSheet, names: Iterable[str]) -> list[Row]:
    """Return the rows that ``names`` mean: safety ids, contexts, or references; raise LeafletsError for an unknown."""
    found: dict[str, Row] = {}
    for name in names:
        rows = [row for row in sheet.rows if row.wording.context in {name, f"safety:{name}"}]
        if not rows and len(name) >= LEAST:
            rows = [row for row in sheet.rows if row.wording.fingerprint.startswith(name.lower())]
            if len(rows) > 1:
                raise LeafletsError(f"{name} is the beginning of {len(rows)} references.", hint="Write more of it.")
        if not rows:
            contexts = {row.wording.context for row in sheet.rows if row.wording.context}
            known = sorted(context.removeprefix("safety:") for context in contexts)
            raise LeafletsError(f"There is no message {name}.", hint=nearest(name, known))
        found |= {row.wording.fingerprint: row for row in rows}
    return list(found.values())


def sign(sheet: ReviewSheet, rows: Iterable[Row], person: Person, role: Role) -> Outcome:
    """Sign ``rows`` in the name of ``person``."""
    return _settled(sheet, [_signed(sheet, row, SignOff(role, person.name, person.date)) for row in rows])


def sign_filled(sheet: ReviewSheet, filled: Iterable[Filled], person: Person, role: Role) -> Outcome:
    """Sign what a filled review sheet calls ok; what has no verdict is left alone."""
    rows = {row.wording.fingerprint: row for row in sheet.rows}
    given = [row for row in filled if row.verdict is not None or row.back or row.remark]
    return _settled(sheet, [_read(sheet, rows.get(row.id), row, person, role) for row in given])


def carry(sheet: ReviewSheet, rows: Iterable[Row], person: Person, reason: str) -> Outcome:
    """Carry sign-offs of former words over to ``rows``: the source was edited and no meaning changed.

    Never for safety wording, never where the translation was changed too, or where the source says something else.
    """
    return _settled(sheet, [_carried(sheet, row, person, reason) for row in rows])


def _read(sheet: ReviewSheet, row: Row | None, given: Filled, person: Person, role: Role) -> Taken:
    """Return what becomes of one row of a filled sheet."""
    if row is None:
        why = f"line {given.line}: no message has these words now: changed, or of another leaflet or language"
        return Result("refused", given.id[:SHORT], given.source, (why,)), None
    if not given.is_of(row):
        why = f"line {given.line}: the sheet has other words than the catalog; a change belongs into the catalog"
        return _refused(row, why)
    if given.verdict is None:
        return _refused(row, f"line {given.line}: there is a remark or a back-translation, but no verdict")
    if given.verdict:
        return _signed(sheet, row, SignOff(role, person.name, person.date, given.back, given.remark))
    remark = (given.remark,) if given.remark else ()
    return Result("not ok", row.name, row.message.source, (*remark, *_told_back(row, given.back))), None


def _refused(row: Row, why: str) -> Taken:
    return Result("refused", row.name, row.message.source, (why,)), None


def _settled(sheet: ReviewSheet, taken: list[Taken]) -> Outcome:
    entries = [entry for _, entry in taken if entry]
    return Outcome(sheet.signoffs.with_entries(entries), tuple(result for result, _ in taken), bool(entries))


def _signed(sheet: ReviewSheet, row: Row, signoff: SignOff) -> Taken:
    if why := _unfit(row):
        return _refused(row, why)
    instead: tuple[str, ...] = ()
    for before in last_words(sheet.signoffs.entry(row.wording)):
        if (before.role, folded(before.name)) == (signoff.role, folded(signoff.name)):
            back, remark = signoff.back or before.back, signoff.remark or before.remark
            if (back, remark) == (before.back, before.remark):
                return Result("already", row.name, row.message.source), None
            signoff = replace(before, date=signoff.date, back=back, remark=remark, again=before.again + 1)
            instead = (f"in place of the word of {before.date}",)
    told = (*instead, *_told_back(row, signoff.back))
    return Result("signed", row.name, row.message.source, told), Entry(row.wording, (signoff,))


def _told_back(row: Row, back: str) -> tuple[str, ...]:
    found = differences(row.wording.sources, back) if back else []
    return (f"read back otherwise: {'; '.join(found)}: {back}",) if found else ()


def _carried(sheet: ReviewSheet, row: Row, person: Person, reason: str) -> Taken:
    former, held = row.standing.former, sheet.signoffs.entry(row.wording).carried
    if not row.standing.lacking or any(folded(link.name) == folded(person.name) for link in held):
        return Result("already", row.name, row.message.source), None
    if former is None:
        return _refused(row, "nobody has signed other words of it")
    if why := _unfit(row) or _meant(row, former):
        return _refused(row, why)
    link = Carried(person.name, person.date, former.wording.fingerprint, reason)
    return Result("signed", row.name, row.message.source), Entry(row.wording, carried=(link,))


def _meant(row: Row, former: Entry) -> str:
    """Return why the sign-offs of ``former`` cannot hold for ``row``."""
    if row.wording.safety:
        return "safety wording is never signed by --cosmetic; it must be read again"
    if not carryable(former.wording, row.wording):
        return "the translation was changed too"
    found = differences(former.wording.sources, row.message.source)
    return f"the source says something else: {'; '.join(found)}" if found else ""


def _unfit(row: Row) -> str:
    """Return why nobody may sign ``row`` as it stands; '' when it may be signed."""
    if row.message.fuzzy:
        return "marked fuzzy: the translation was made for another sentence"
    if row.message.empty:
        return "not translated"
    return "; ".join(f"{finding.message} [{finding.check}]" for finding in row.errors)
