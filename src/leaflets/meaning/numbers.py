"""The numbers of a sentence as values, in any digits, marks, words and scales."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from leaflets.meaning.phrases import Phrases
from leaflets.meaning.text import WORD

RAW = re.compile(r"(?<![\d.,])\.\d+|\d+(?:[.,']\d+)*(?: (?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)?|[½¼¾⅓⅔]")
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
# covid-19, g6pd, sars-cov-2: letters lead into the digits. Without a hyphen only in scripts with capitals: others
# write clitics (و6) or whole sentences (请等待24) right before a number.
IN_A_NAME = re.compile(rf"(?:[a-z\u00df-\u024f\u0370-\u052f][{WORD}]*-?|[^\W\d_][{WORD}]*-)$")
TOUCHING = 3  # characters between the words of one number: “twenty-five”, “two hundred”
TEN, MYRIAD = 10, 10_000  # signs below ten are digits; those from ten thousand on close a section
NEAR = 12  # characters between the parts of one number: “3 to 4 million”


@dataclass(frozen=True, slots=True)
class Number:
    """One number: the values it may have (a mark can be read in two ways), and where it stands.

    ``digits``: it is written in digits and is no part of a name, so that it must be found on the other side.
    """

    values: frozenset[float]
    start: int
    end: int
    digits: bool
    text: str


@dataclass(frozen=True)
class Numerals:
    """What is known of a language's numbers."""

    words: Phrases
    values: Mapping[str, float]
    scales: Phrases
    sizes: Mapping[str, float]
    marks: str = ".,"  # the marks before a fraction: the language's own first
    signs: Mapping[str, float] = field(default_factory=dict)  # numerals written sign by sign: 三百二十

    def read(self, text: str) -> list[Number]:
        """Return every number of folded ``text``, in order."""
        found = [*self._digits(text), *self._words(text), *self._signs(text)]
        return sorted(found, key=lambda number: (number.start, -number.end))

    def _digits(self, text: str) -> Iterator[Number]:
        scales = {start: (end, self.sizes[name]) for start, end, name in self.scales.find(text)}
        before: list[Number] = []
        for match in RAW.finditer(text):
            start, end = match.span()
            values = self._values(match[0])
            named = bool(IN_A_NAME.search(text, max(0, start - 20), start))
            scale = scales.get(end) or scales.get(end + 1 if text[end : end + 1] in {" ", "-"} else end)
            if scale and not named:
                end, size = scale
                values = frozenset(rounded(value * size) for value in values)
                if before and start - before[-1].end <= NEAR and before[-1].digits:
                    last = before.pop()
                    spread = last.values | {rounded(value * size) for value in last.values}
                    before.append(Number(spread, last.start, last.end, last.digits, last.text))
            before.append(Number(values, start, end, not named, text[match.start() : end]))
        yield from before

    def _values(self, raw: str) -> frozenset[float]:
        """Return what ``raw`` can mean: “1.500” is 1500 or 1.5 where both marks are in use."""
        if raw in FRACTIONS:
            return frozenset({FRACTIONS[raw]})
        bare = raw.replace(" ", "").replace("'", "")
        if bare.startswith("."):
            return frozenset({rounded(float(bare))})
        if bare.isdigit():
            return frozenset({float(bare)})
        values = set()
        head, mark, tail = bare.rpartition("." if bare.rfind(".") > bare.rfind(",") else ",")
        other = "," if mark == "." else "."
        if mark in self.marks and mark not in head:
            values.add(rounded(float(head.replace(other, "") + "." + tail)))
        if re.fullmatch(r"\d{1,3}(?:([.,])\d{2,3})*[.,]\d{3}", bare):
            values.add(float(re.sub(r"[.,]", "", bare)))
        return frozenset(values) or frozenset(map(float, re.findall(r"\d+", bare)))

    def _words(self, text: str) -> Iterator[Number]:
        found = [(start, end, self.values[name]) for start, end, name in self.words.find(text)]
        found += [(start, end, self.sizes[name]) for start, end, name in self.scales.find(text)]
        found.sort()
        run: list[tuple[int, int, float]] = []
        for piece in [*found, (len(text) + 99, 0, 0.0)]:
            if run and piece[0] - run[-1][1] > TOUCHING:
                start, end = run[0][0], run[-1][1]
                values = frozenset(combined([value for _, _, value in run]))
                yield Number(values, start, end, digits=False, text=text[start:end])
                run = []
            run.append(piece)

    def _signs(self, text: str) -> Iterator[Number]:
        if self.signs:
            for match in re.finditer(f"[{''.join(self.signs)}]+", text):
                values = {positional(match[0], self.signs), *(self.signs[sign] for sign in match[0])}
                yield Number(frozenset(values), match.start(), match.end(), digits=False, text=match[0])


def rounded(value: float) -> float:
    return float(f"{value:.10g}")  # 8.3 billion and 83 亿 are one number


def combined(values: list[float]) -> set[float]:
    """Return what a run of number words can mean: each alone, and neighbours added and multiplied in order."""
    meant = set(values)
    for start in range(len(values)):
        sums = {values[start]}
        for value in values[start + 1 : start + 6]:
            sums = {rounded(before + value) for before in sums} | {rounded(before * value) for before in sums}
            meant |= sums
    return meant


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
    return float(plain) if len(plain) > 1 else total + section + digit
