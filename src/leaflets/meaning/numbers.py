"""The numbers of a sentence as values, in any digits, marks, words and scales."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from leaflets.meaning.phrases import Hit
from leaflets.meaning.text import WORD, folded

# Each pattern here begins with one set of characters, to which Python's re skips: five times as fast.
RAW = re.compile(
    r"[0-9½¼¾⅓⅔.](?:(?<=[1-9])(?<![0-9a-z/.,:-].)/(?:[2-9]|[1-9][0-9]|100)(?![0-9/.,:-]*[0-9])"
    r"|(?<=[0-9])[0-9]*(?: ?[½¼¾⅓⅔]|(?:[.,'][0-9]+)*(?: (?=[0-9]{3}(?![0-9]))[0-9]{3})*(?:[.,][0-9]+)?)"
    rf"|(?<=[½¼¾⅓⅔])|(?<=\.)(?<![{WORD}.,]\.)[0-9]+)"
)
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
# covid-19, g6pd, sars-cov-2: letters lead into the digits. Without a hyphen only in scripts with capitals and those of
# India: others write clitics (و6) or whole sentences (请等待24) right before a number, Hebrew with a hyphen (ב-24).
IN_A_NAME = re.compile(
    rf"(?:[a-z\u00df-\u024f\u0370-\u052f\u0900-\u0963\u0971-\u0dff][{WORD}]*-?"
    rf"|(?![\u05d0-\u05ea]{{1,2}}-)[^\W\d_][{WORD}]* ?-)$"
)
GLOSS = re.compile(rf"[ (-]++[{WORD}-]*+")  # between a name and the same name in other letters: கோவிட்-19 (COVID-19)
HUNDRED, TENS = 100, range(20, 100, 10)
TEN, MYRIAD = 10, 10_000  # signs below ten are digits; those from ten thousand on close a section
GAP = re.compile(r"[+$€£¥]?[ -]?")  # between digits and their scale: 300+ billion, 4$ million
CLOCK = re.compile(r"(?<!\d:)(\d{1,2})(?=:[0-5]\d(?!\d)| ?[ap]\.? ?m\b)(?::\d\d)?(?: ?(?P<half>[ap])\.? ?m\b)?")
MORE = (":", "a", "p", "s", " a", " p")  # what may follow an hour or a decade: 15:00, 3 p.m., 1930s
FULL_HOUR = re.compile(r"(?:(?<=\d:)|(?<=\d: ))00(?!\d)")
POINT = re.compile(r"[0-9]\.[0-5][0-9]")  # without it there is no such hour
HOUR = re.compile(r"(?<![\d.,])(\d{1,2})\.[0-5]\d ?$")
HALF_OF_DAY = re.compile(r" ?[ap]\.? ?m\b")
CLOCK_UNIT = "clock"  # the unit of an hour of the day: o'clock
HALF = 0.5
HALF_DAY = 12  # hours
DECADE = re.compile(r"(?:1[5-9]|20)\d0s\b")
SLASHED = re.compile(r"[0-9](?<![\w/.,:-][0-9])[0-9]{0,3}/[0-9]{1,3}(?![/.,:-]?[0-9])")
LIVING = 19  # the first hundred years of which one says “the thirties”
NEAR = 12  # characters between the parts of one number: “3 to 4 million”


Piece = tuple[int, int, float]  # start, end, value of a number word


class Kind(StrEnum):
    """How a number is written: digits and plain words count, weak words (“a”, “second”) are often no number.

    An ending is weaker still: that of a dual, as in يومين, is also one of plurals.
    """

    DIGITS = "digits"
    NAME = "name"
    NUMERAL = "numeral"  # Roman: type II
    WORD = "word"
    WEAK = "weak"
    ENDING = "ending"


class Number(NamedTuple):
    """One number: the values it may have (a mark can be read in two ways), and where it stands."""

    values: frozenset[float]
    start: int
    end: int
    kind: Kind
    text: str
    parts: int = 1  # written in a row: “two and four” is read as one number of two parts, 三四 and 120/80 too
    aside: frozenset[float] = frozenset()  # what is said with it: the 1 and the 2 of 1/2, the century of a decade
    month: bool = False  # the name of a month
    again: bool = False  # said before, and in brackets once more
    clock: bool = False  # the hour of a time with minutes: the 2 of 2:30


@dataclass(frozen=True)
class Numerals:
    """What is known of a language's numbers: words and scales with their values."""

    words: Mapping[str, float]
    scales: Mapping[str, float]
    marks: str = ".,"  # the marks before a fraction: the language's own first
    signs: Mapping[str, float] = field(default_factory=dict)  # numerals written sign by sign: 三百二十
    weak: frozenset[str] = frozenset()  # words and signs that are often no number: a, second
    joins: frozenset[str] = frozenset({""})  # what stands between the words of one number: nothing, “and”
    months: frozenset[str] = frozenset()  # words that are names of months
    roman: frozenset[str] = frozenset()  # words that are Roman numerals

    def read(
        self,
        text: str,
        words: Sequence[Hit],
        scales: Sequence[Hit] = (),
        units: Sequence[Hit] = (),
        idioms: Sequence[Hit] = (),
    ) -> list[Number]:
        """Return every number of folded ``text``, in order; ``words``, ``scales`` and ``units`` are those found in it.

        ``idioms`` are the words in which a numeral is no number, but for digits that begin them: “12 noon”, “h/24”.
        A weak word is a plain one right before a unit, and beside digits: “a tablet”, “may 2”.
        """
        text = _clocks(text, units)
        sizes = [(start, end, self.scales[name]) for start, end, name in scales]
        found = list(self._digits(text, sizes, frozenset(word[1] for word in words)))
        if idioms:
            found = [one for one in found if not any(hit.start < one.start < hit.end for hit in idioms)]
        if "/" in self.marks and "/" in text:
            found = list(_slashed(text, found))
        if words or scales or self.signs:
            held = [(part.start, part.end) for part in found] + [hit[:2] for hit in idioms]
            inside = {place for start, end in held for place in range(start, end)}
            apart = [hit for hit in scales if hit.start not in inside]  # the million of “3 million” is no number alone
            signs = (sign for sign in self._signs(text) if sign.start not in inside)
            found += [*self._words(text, words, apart), *signs]
            found = sorted(self._weighed(found, units), key=lambda number: (number.start, -number.end))
        found = _once(text, found)
        return list(_said_again(text, found)) if "(" in text or "（" in text else found

    def _weighed(self, found: list[Number], units: Sequence[Hit]) -> Iterator[Number]:
        digits = [number for number in found if number.kind is Kind.DIGITS]
        starts = {hit.start for hit in units} | {number.start for number in digits}
        ends = {number.end for number in digits}
        months = {hit.start for hit in units if hit.name == "month-of-year"}
        for number in found:
            if {number.end, number.end + 1} & months:
                number = number._replace(month=True)  # noqa: PLW2901
            beside = {number.end, number.end + 1} & starts or {number.start, number.start - 1} & ends
            plain = number.kind is Kind.WEAK and beside and number.text in self.weak
            yield number._replace(kind=Kind.WORD) if plain else number

    def _digits(self, text: str, sizes: list[Piece], words: frozenset[int]) -> Iterator[Number]:
        scales = {start: (end, size) for start, end, size in sizes}
        last: Number | None = None
        scaled = 0.0
        for match in RAW.finditer(text):
            if match[0].startswith("00") and FULL_HOUR.match(text, match.start()):
                continue
            number, size = self._digit(text, match, scales, words)
            close = last and last.kind is Kind.DIGITS and number.start - last.end <= NEAR
            if last and close and size and not scaled:  # 3 to 4 million
                last = last._replace(values=last.values | {rounded(value * size) for value in last.values})
            if last and close and 0 < size < scaled and number.start - last.end == 1:  # 2 lakh 44 thousand
                sums = frozenset(rounded(one + two) for one in last.values for two in number.values)
                number = number._replace(values=sums, start=last.start, text=text[last.start : number.end])
            elif last:
                yield last
            last, scaled = number, size
        if last:
            yield last

    def _digit(
        self, text: str, match: re.Match[str], scales: Mapping[int, tuple[int, float]], words: frozenset[int]
    ) -> tuple[Number, float]:
        """Return one number in digits, and the size of the scale after it, 0 without one.

        Beside a number's word, which ends in ``words``, it is no name: march-4.
        """
        start, end = match.span()
        values = self._values(match[0])
        led = start and text[start - 1] not in " .,:;(" and not {start, start - 1} & words
        if led and IN_A_NAME.search(text, max(0, start - 20), start):
            return Number(values, start, end, Kind.NAME, match[0]), 0.0
        gap = GAP.match(text, end) if scales else None
        scale = scales.get(end) or scales.get(gap.end() if gap else end)
        if not scale:
            parts = _parts(match[0])
            if text.startswith(MORE, end):
                decade, parts = _decade(text, match)
                values |= _clock(text, match) | decade
            clock = text.startswith(":", end) and bool(CLOCK.match(text, start))
            return Number(values, start, end, Kind.DIGITS, match[0], aside=parts, clock=clock), 0.0
        end, size = scale
        values = frozenset(rounded(value * size) for value in values)
        return Number(values, start, end, Kind.DIGITS, text[start:end]), size

    def _values(self, raw: str) -> frozenset[float]:
        """Return what ``raw`` can mean: “1.500” is 1500 or 1.5 where both marks are in use."""
        if raw.isdecimal():
            return frozenset({float(raw)})
        if raw[-1] in FRACTIONS:
            return frozenset({float(raw[:-1].strip() or 0) + FRACTIONS[raw[-1]]})
        if "/" in raw:
            part, whole = raw.split("/")
            return frozenset({rounded(int(part) / int(whole))})
        bare = raw.replace(" ", "").replace("'", "")
        if bare.startswith("."):
            return frozenset({rounded(float(bare))})
        if bare.isdigit():
            return frozenset({float(bare)})
        values = set()
        head, mark, tail = bare.rpartition("." if bare.rfind(".") > bare.rfind(",") else ",")
        other = "," if mark == "." else "."
        grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{2,3})*[.,]\d{3}", bare)
        thousands = grouped and tail == "000"  # nobody writes 1 as 1.000
        if mark in self.marks and mark not in head and not thousands:
            values.add(rounded(float(head.replace(other, "") + "." + tail)))
        if grouped:
            values.add(float(re.sub(r"[.,]", "", bare)))
        return frozenset(values) or frozenset(map(float, re.findall(r"\d+", bare)))

    def _words(self, text: str, words: Sequence[Hit], scales: Sequence[Hit]) -> Iterator[Number]:
        hits = [*words, *scales]
        known = {**self.scales, **self.words}
        kinds = {hit[:2]: self._kind(hit.name) for hit in hits}
        months = {hit[:2] for hit in hits if hit.name in self.months}
        single = months | {place for place, kind in kinds.items() if kind is Kind.NUMERAL}
        endings = {hit[:2] for hit in words if hit.name.startswith("*")}  # duals: whole but for a half
        run: list[Piece] = []
        for piece in [*_outer({(start, end, known[name]) for start, end, name in hits}), None]:
            alone = run and piece and run[-1][:2] in endings and piece[2] >= 1
            if run and (
                piece is None or alone or {run[-1][:2], piece[:2]} & single or self._apart(text, run[-1], piece)
            ):
                start, end = run[0][0], run[-1][1]
                values = frozenset(combined([value for _, _, value in run]))
                kind = _weakest({kinds[part[:2]] for part in run})
                yield Number(values, start, end, kind, text[start:end], len(run), month=(start, end) in months)
                run = []
            run += [piece] if piece else []

    def _kind(self, word: str) -> Kind:
        if word in self.roman:
            return Kind.NUMERAL
        if folded(word) not in self.weak:
            return Kind.WORD
        return Kind.ENDING if word.startswith("*") else Kind.WEAK

    def _apart(self, text: str, one: Piece, other: Piece) -> bool:
        """Whether two pieces are two numbers: words stand between them, or both are units: “first four”.

        Where numerals are written sign by sign, words are no parts of them.
        """
        if self.signs or (1 <= one[2] < TEN and 1 <= other[2] < TEN):
            return True
        return text[one[1] : other[0]].strip(" -") not in self.joins

    def _signs(self, text: str) -> Iterator[Number]:
        if self.signs:
            large = "".join(sign for sign, value in self.signs.items() if value >= MYRIAD)
            for match in re.finditer(f"[{''.join(self.signs)}]+(?: [{large}]+)?", text):
                kind = Kind.WEAK if match[0] in self.weak else Kind.WORD
                values = spoken(match[0].replace(" ", ""), self.signs)
                yield Number(frozenset(values), match.start(), match.end(), kind, match[0], len(values))


def _said_again(text: str, numbers: list[Number]) -> Iterator[Number]:
    """Mark what brackets only say again: “from 12 years (12 included)”."""
    last: Number | None = None
    for number in numbers:
        between = text[last.end : number.start] if last else ""
        same = last and last.values == number.values and last.kind is number.kind and len(between) <= NEAR
        yield number._replace(again=True) if same and re.search(r"[(（][^)）]*$", between) else number
        last = number


def _slashed(text: str, found: list[Number]) -> Iterator[Number]:
    """Join the digits around a slash, which is a mark before a fraction or stands between two numbers: 2/5, 120/80."""
    places = {place: match for match in SLASHED.finditer(text) for place in range(*match.span())}
    for number in found:
        match = places.get(number.start)
        if not match:
            yield number
        elif number.start == match.start():
            whole, part = match[0].split("/")
            values = number.values | {float(f"{whole}.{part}"), float(whole), float(part)}
            yield Number(values, *match.span(), Kind.WORD, match[0], parts=2)


def _clocks(text: str, units: Sequence[Hit]) -> str:
    """Return ``text`` with a colon in each hour that is written with a point: 10.30 बजे, 2.30 pm."""
    if not POINT.search(text):
        return text
    halves = (match.start() for match in HALF_OF_DAY.finditer(text))
    for start in [*(hit.start for hit in units if hit.name == CLOCK_UNIT), *halves]:
        hour = HOUR.search(text, max(0, start - 6), start)
        if hour:
            text = f"{text[: hour.end(1)]}:{text[hour.end(1) + 1 :]}"
    return text


def _once(text: str, numbers: list[Number]) -> list[Number]:
    """Return ``numbers`` without those of a name that repeats the one right before it."""
    names = [number for number in numbers if number.kind is Kind.NAME]
    again = {
        two for one, two in pairwise(names) if one.values == two.values and GLOSS.fullmatch(text, one.end, two.start)
    }
    return [number for number in numbers if number not in again] if again else numbers


def _clock(text: str, match: re.Match[str]) -> set[float]:
    """Return the other way to say an hour: 3 p.m. is 15, 15:00 is 3."""
    said = CLOCK.match(text, match.start())
    if not said or match.end() > said.end(1):
        return set()
    hour = int(said[1])
    if said["half"]:
        return {hour % HALF_DAY + (HALF_DAY if said["half"] == "p" else 0.0)}
    return {float(hour - HALF_DAY)} if HALF_DAY < hour <= 2 * HALF_DAY else set()


def _decade(text: str, match: re.Match[str]) -> tuple[set[float], frozenset[float]]:
    """Return the other way to say a decade, and what is said with it: the 1930s are the 30s of the 20th century.

    Those of former centuries are not said without the century.
    """
    if not DECADE.match(text, match.start()):
        return set(), _parts(match[0])
    century, decade = divmod(int(match[0]), 100)
    if century < LIVING:
        return set(), frozenset({float(decade), century + 1.0})
    return {float(decade)}, frozenset({century + 1.0})


def _parts(raw: str) -> frozenset[float]:
    """Return the two numbers that a fraction is written with: 1/2."""
    return frozenset(map(float, raw.split("/"))) if "/" in raw else frozenset()


def _outer(pieces: set[Piece]) -> Iterator[Piece]:
    """Yield in order the pieces that are no part of a longer one: दस लाख is one scale, and holds two words."""
    last = (0, 0, 0.0)
    for piece in sorted(pieces, key=lambda piece: (piece[0], -piece[1], piece[2])):
        if piece[:2] == last[:2] or piece[1] > last[1]:
            last = piece
            yield piece


def _weakest(kinds: set[Kind]) -> Kind:
    """Return the kind of a number made of words of ``kinds``: weak where all are."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return Kind.WEAK if kinds <= {Kind.WEAK, Kind.ENDING} else Kind.WORD


def rounded(value: float) -> float:
    return float(f"{value:.10g}")  # 8.3 billion and 83 亿 are one number


def combined(values: list[float]) -> set[float]:
    """Return what a run of number words can mean: each alone, and neighbours added and multiplied in order.

    A hundred and more only multiplies what is smaller and right before it, and a unit belongs to the tens before it:
    “two hundred” is neither 2 nor 102, “twenty four” is not 4.
    """
    scaled = [before < value >= HUNDRED for before, value in pairwise(values)]
    tens = [before in TENS and 1 <= value < TEN for before, value in pairwise(values)]
    bound = [one or other for one, other in zip(scaled, tens, strict=True)]
    meant = {value for place, value in enumerate(values) if not any(bound[max(0, place - 1) : place + 1])}
    for start in range(len(values)):
        sums = {values[start]}
        for place, value in enumerate(values[start + 1 : start + 6], start):
            times = {rounded(before * value) for before in sums if value != HALF}  # “four half” is not two
            added = set() if scaled[place] else {rounded(before + value) for before in sums if before != value}
            sums = added | times
            meant |= sums
    return meant


def spoken(signs: str, values: Mapping[str, float]) -> set[float]:
    """Return what numerals written sign by sign can mean: 三十五 is 35 alone, 三五 also 3 to 5, 三四十 30 to 40."""
    if all(values[sign] < TEN for sign in signs):
        return {positional(signs, values), *(values[sign] for sign in signs)}
    for place in range(len(signs) - 1):
        if all(0 < values[sign] < TEN for sign in signs[place : place + 2]):
            one, other = signs[: place + 1] + signs[place + 2 :], signs[:place] + signs[place + 1 :]
            return spoken(one, values) | spoken(other, values)
    return {positional(signs, values)}


def positional(signs: str, values: Mapping[str, float]) -> float:
    """Return the value of numerals written sign by sign, with signs for 10, 100, 1000 and 10,000."""
    total = section = digit = 0.0
    plain = ""
    for sign in signs:
        value = values[sign]
        if value < TEN:
            digit, plain = value, plain + str(int(value))
        elif value < MYRIAD:
            section, digit, plain = section + (digit or 1) * value, 0.0, ""
        else:
            total, section, digit, plain = (total + section + digit) * value, 0.0, 0.0, ""
    return float(plain) if len(plain) > 1 and not total + section else total + section + digit
