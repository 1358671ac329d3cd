"""What one sentence says, read once and shared by the checks."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from leaflets.language import SOURCE, Language
from leaflets.language import language as load
from leaflets.meaning.counterparts import Difference, difference
from leaflets.meaning.dates import Date, dates
from leaflets.meaning.knowledge import knowledge
from leaflets.meaning.numbers import Kind, Number, rounded
from leaflets.meaning.phrases import Hit
from leaflets.meaning.text import folded, without_code

BETWEEN = 5  # characters between the ends of a range: “one or two”
BEGINNING = 3  # characters: a quotation mark or a bullet may stand before the first word


A_YEAR = re.compile(r"(?:19|20)\d\d")
LENGTHS = {
    "second": ("hours", 1 / 3600), "minute": ("hours", 1 / 60), "hour": ("hours", 1), "day": ("hours", 24),
    "week": ("hours", 168), "month": ("months", 1), "year": ("months", 12),
}  # fmt: skip
A_MONTH = (28 * 24, 30 * 24)  # hours: four weeks or thirty days
LIMITS = frozenset({"more", "less", "at-least", "at-most", "within"})
MONTH, DAY, YEAR = frozenset({"month-of-year", "month"}), frozenset({"date", "day"}), frozenset({"year"})
DATE = frozenset({"date", "month-of-year"})
BOTH_WAYS = frozenset({"before", "after"})
# “not more than” is “at most”, in any language
NEGATED = {"more": {"at-most"}, "at-most": {"more"}, "less": {"at-least"}, "at-least": {"less"}}
# concepts of which each is the other denied: “not on an empty stomach” is “with food”
OPPOSITES = (
    frozenset({"with-food", "empty-stomach"}),
    frozenset({"stop", "continue"}),
    frozenset({"higher-dose", "lower-dose"}),
    frozenset({"more-of", "less-of"}),
    frozenset({"more-often", "less-often"}),
    frozenset({"thin-layer", "thick-layer"}),
    frozenset({"warm-water", "cold-water"}),
    frozenset({"severe", "mild"}),
    frozenset({"slowly", "quickly"}),
    frozenset({"new-needle", "same-needle"}),
    frozenset({"covered", "uncovered"}),
    frozenset({"dry", "wet"}),
    frozenset({"hot", "cold"}),
    frozenset({"outer-part", "inner-part"}),
)
CLAUSE_ENDS = ".!?;:。！？；：।۔؟؛"
SENTENCE_ENDS = ".!?。！？।۔؟"
SHORT = 14  # words in a sentence, at most, in which nothing else says “may”
SENTENCE = re.compile(r"[.;!?。！？；।۔؟…]+(?:(?<!\.)|(?<!\b[a-z]\.)(?!\w))")  # not after the letters of “i.e.”
LAST_DAY = 31
NEGATES, FORBIDS = frozenset({"not", "ban"}), frozenset({"ban", "avoid"})


@lru_cache(maxsize=64)
def sense(text: str, language: Language) -> "Sense":
    """Return what ``text`` says; the checks of one message share it."""
    return Sense(text, language)


@lru_cache(maxsize=64)
def compared(source: str, text: str, language: Language) -> Difference:
    """Return how the numbers of ``text`` differ from those of ``source``, which is in the source language.

    A length of time may be told in another unit, and a part in percent: 7 days are a week, half is 50 %.
    """
    said, kept = sense(source, load(SOURCE)), sense(text, language)
    found = difference(said.numbers, kept.numbers)
    if not any((found.lost, found.doubtful, found.words, found.new)):
        return found
    told = retold(said, kept) | _in_percent(said, kept) | _in_percent(kept, said)
    parts = (found.lost, found.doubtful, found.words, found.new)
    return Difference(*(tuple(number for number in part if number not in told) for part in parts))


def retold(said: "Sense", kept: "Sense") -> frozenset[Number]:
    """Return the numbers of lengths of time that both texts say, each in another unit.

    “A day” does not tell 24 hours where the other text has “a day” too, without a number. “Days” alone tell that the 7
    of them are gone, but not where the source says “a day” as well.
    """
    pairs = (
        (one, other)
        for time in said.times.keys() & kept.times.keys()
        for one in said.times[time]
        for other in kept.times[time]
        if not one.number.values & other.number.values
        and one.units.isdisjoint(kept.alone - said.also_alone)
        and other.units.isdisjoint(said.alone)
    )
    return frozenset(quantity.number for pair in pairs for quantity in pair)


def _in_percent(one: "Sense", other: "Sense") -> frozenset[Number]:
    """Return the parts that ``one`` says in a word (half), and ``other`` in percent, with these."""
    parts = [number for number in one.numbers if number.kind is not Kind.DIGITS and max(number.values) < 1]
    shares = [pair.number for pair in other.quantities if "percent" in pair.units] if parts else []
    pairs = ((part, share) for part in parts for share in shares)
    same = (pair for pair in pairs if pair[1].values & {rounded(value * 100) for value in pair[0].values})
    return frozenset(number for pair in same for number in pair)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and the unit beside it; more than one where a word can stand for several."""

    number: Number
    units: frozenset[str]

    def __str__(self) -> str:
        return f"{self.number.text} {'/'.join(sorted(self.units))}"


class Sense:
    """What ``text`` says in a language: each part is read when it is first asked for."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = without_code(text)
        self.folded = folded(self.text)
        self.known = knowledge(language)
        self.hits = self.known.phrases.read(self.folded)  # the phrases of each table of the language

    @cached_property
    def sentences(self) -> list["Sense"]:
        """Return what each sentence says, cut out of what was read of the whole."""
        return [self._part(start, end) for start, end in pairwise([0, *self._ends])]

    @cached_property
    def _ends(self) -> list[int]:
        """Return where each sentence ends."""
        ends = [match.end() for match in SENTENCE.finditer(self.folded)]
        whole = len(self.folded.rstrip(" \"')"))
        return ends if ends and ends[-1] >= whole else [*ends, len(self.folded)]

    @property
    def told(self) -> list[set[str]]:
        """Return for each sentence whether it negates (“not”), how it compares, and the concepts that it names."""
        ends = self._ends
        names: list[set[str]] = [set() for _ in ends]
        for table, one in (("negation", "not"), ("comparators", ""), ("concepts", "")):
            for start, _, name in self._hits(table):
                if name:
                    names[min(bisect_right(ends, start), len(ends) - 1)].add(one or name)
        return names

    def _part(self, start: int, end: int) -> "Sense":
        start += len(self.folded[start:end]) - len(self.folded[start:end].lstrip())
        part = object.__new__(Sense)
        whole = len(self.text) == len(self.folded)
        part.folded, part.known = self.folded[start:end], self.known
        part.text = self.text[start:end] if whole else part.folded
        part.hits = {
            table: [Hit(hit.start - start, hit.end - start, hit.name) for hit in hits if start <= hit.start < end]
            for table, hits in self.hits.items()
        }
        return part

    def _hits(self, table: str) -> list[Hit]:
        return self.hits.get(table, [])

    @cached_property
    def numbers(self) -> list[Number]:
        words = self._hits("words")
        idioms = [hit for hit in words if not hit.name]
        if idioms:
            words = [hit for hit in words if hit.name]
        found = self.known.numerals.read(self.folded, words, self._hits("scales"), self._hits("units"), idioms)
        return [self._by_case(number) if number.month else number for number in found]

    @cached_property
    def digits(self) -> list[Number]:
        """Return the numbers in digits that are no part of a name."""
        return [number for number in self.numbers if number.kind is Kind.DIGITS]

    @property
    def values(self) -> frozenset[float]:
        return frozenset().union(*(number.values for number in self.digits))

    @property
    def scaled(self) -> frozenset[float]:
        """Return the values of numbers with a word for their size: 3 million is told from 96 wherever it stands."""
        words = (number for number in self.digits if any(map(str.isalpha, number.text)))
        return frozenset().union(*(number.values for number in words))

    @property
    def ranges(self) -> list[tuple[Number, Number]]:
        """Return the numbers that are ends of a range or alternatives: 4 to 6."""
        return self._joined(self.known.to)

    @property
    def shares(self) -> list[tuple[Number, Number]]:
        """Return the parts with their wholes: 1 in 10."""
        return [pair for pair in self._joined(self.known.parts) if min(pair[0].values) < min(pair[1].values)]

    def _joined(self, links: frozenset[str]) -> list[tuple[Number, Number]]:
        pairs = pairwise(self.digits) if links else ()
        return [(one, two) for one, two in pairs if self.folded[one.end : two.start].strip() in links]

    def _by_case(self, number: Number) -> Number:
        """Return a month whose name is a common word as well as its first letter tells: “12 may take it”, “in May”."""
        if number.text not in self.known.weak or len(self.text) != len(self.folded):
            return number
        if self.text[number.start].islower():
            return number._replace(kind=Kind.WEAK)
        inside = self.text[: number.start].rstrip()[-1:].islower() and self.text[number.start].isupper()
        return number._replace(kind=Kind.WORD) if inside else number

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Return each plain number that holds a unit, has one right beside it, or is a part of a date.

        A number word may hold its unit: ساعتين is “two hours”. A unit right after one number belongs to no other:
        “2 tablets 3 …” are no 3 tablets.
        """
        plain = [number for number in self.numbers if number.kind in {Kind.DIGITS, Kind.WORD}]
        pairs = ((number, self._units(number)) for number in plain)
        return [Quantity(number, units) for number, units in pairs if units]

    def _units(self, number: Number) -> frozenset[str]:
        """Return the units of ``number``: in its own word (“twice”) or after it, else before it.

        A unit before it that another number has already is none of its own: “in 24 hours 8”.
        """
        starts, ends = self._unit_places
        own = [hit for place in self._behind(number) for hit in starts.get(place, ())]
        if number.kind is Kind.WORD and number.text not in self.known.weak:
            inside = (hit for place in range(number.start, number.end) for hit in starts.get(place, ()))
            own += [hit for hit in inside if hit.end <= number.end]
        if own:
            return _names(own)
        before = (hit for place in (number.start, number.start - 1) for hit in ends.get(place, ()))
        return self._date(number) or _names(hit for hit in before if hit.start not in self._taken)

    def _behind(self, number: Number) -> list[int]:
        """Return where a unit of ``number`` may begin: right after it, or behind a link: 2 de los comprimidos."""
        linked = (link for link in self.known.links if len(link) > 1 and self.folded.startswith(link, number.end))
        return [number.end, number.end + 1, *(number.end + len(link) for link in linked)]

    @cached_property
    def _taken(self) -> frozenset[int]:
        """Return the places at which a unit belongs to the number before it."""
        return frozenset(place for number in self.numbers for place in self._behind(number))

    @cached_property
    def _unit_places(self) -> tuple[dict[int, list[Hit]], dict[int, list[Hit]]]:
        """Return the units by where they begin, and by where they end."""
        starts: dict[int, list[Hit]] = {}
        ends: dict[int, list[Hit]] = {}
        for hit in self._hits("units"):
            starts.setdefault(hit.start, []).append(hit)
            ends.setdefault(hit.end, []).append(hit)
        return starts, ends

    @cached_property
    def units(self) -> frozenset[str]:
        """Return the units that are said, with a number or without."""
        return _names(self._hits("units"))

    @cached_property
    def alone(self) -> frozenset[str]:
        """Return the units that are said without a number: twice a day."""
        return self.units.difference(*(pair.units for pair in self.quantities))

    @property
    def also_alone(self) -> set[str]:
        """Return the units that are said without a number, and maybe with one too: 7 days, twice a day."""
        said = Counter(hit.name for hit in self._hits("units"))
        return set(said - Counter(unit for pair in self.quantities for unit in pair.units))

    @cached_property
    def times(self) -> dict[tuple[str, float], list["Quantity"]]:
        """Return each length of time that is said, in hours or in months, and the quantities that say it.

        The first number of a range has the unit of the second: one or two days. A month is also 4 weeks or 30 days.
        """
        found: dict[tuple[str, float], list[Quantity]] = {}
        for pair in [*self.quantities, *self._ranged, *self._limits]:
            months = () if pair.units & DATE else A_MONTH  # January is no 28 days
            for unit in pair.units & LENGTHS.keys():
                kind, length = LENGTHS[unit]
                lengths = [(kind, length), *(("hours", hours * length) for hours in months if kind == "months")]
                for value in pair.number.values:
                    for name, one in lengths:
                        found.setdefault((name, rounded(value * one)), []).append(pair)
        return found

    @property
    def _ranged(self) -> list[Quantity]:
        """Return each smaller number without a unit before a length of time and a word or hyphen, with its unit."""
        with_unit = {pair.number: pair.units & LENGTHS.keys() for pair in self.quantities}
        pairs = (pair for pair in pairwise(self.numbers) if pair[0] not in with_unit and with_unit.get(pair[1]))
        rising = ((one, two) for one, two in pairs if min(one.values) < min(two.values))
        return [Quantity(one, with_unit[two]) for one, two in rising if self._linked(one, two)]

    def _linked(self, one: Number, two: Number) -> bool:
        """Whether a short word or a hyphen stands between two numbers: one or two, 1-2; not “the first 24”."""
        between = self.folded[one.end : two.start]
        word = between.strip() or " " in one.text  # which a language's number words may hold: “uno o”
        return len(between) <= BETWEEN and bool(word) and not any(mark in between for mark in CLAUSE_ENDS)

    @property
    def _limits(self) -> list[Quantity]:
        """Return each unit of time right after a comparison, which is one of it without saying so: up to a week."""
        ends = {hit.end for hit in self._hits("comparators") if hit.name in LIMITS}
        bare = (hit for hit in self._hits("units") if hit.name in self.alone and {hit.start, hit.start - 1} & ends)
        return [Quantity(_one(hit, self.folded), frozenset({hit.name})) for hit in bare]

    @cached_property
    def _months(self) -> list[tuple[int, int]]:
        return [hit[:2] for hit in self._hits("words") if hit.name in self.known.months]

    def _date(self, number: Number) -> frozenset[str]:
        """Return what part of a date ``number`` is, if any: “4 May 2026” is a day, a month and a year."""
        place = _place(number)
        if place in self._months:
            return MONTH
        if min(number.values) <= LAST_DAY and any(_beside(place, month) for month in self._months):
            return DAY
        held = self.folded.startswith("-", number.end)  # a 2000-bed hospital
        return YEAR if A_YEAR.fullmatch(number.text) and not held else frozenset()

    @property
    def tells_dates(self) -> bool:
        """Whether a month or a day of one is named."""
        return bool(self._months) or any(hit.name in DATE for hit in self._hits("units"))

    @cached_property
    def dated(self) -> frozenset[float]:
        """Return the days and months of dates, and the years beside them: they move about a sentence together."""
        if not self.tells_dates:
            return frozenset()
        parts = [pair.number for pair in self.quantities if pair.units & DATE]
        free = [number for number in self.numbers if number.kind is Kind.DIGITS and number not in parts]
        places = [*self._months, *map(_place, parts)]
        years = [number for number in free if A_YEAR.match(number.text) and _near(number, places)]
        days = [number for number in free if min(number.values) <= LAST_DAY and _near(number, map(_place, years))]
        parts += years + days
        return frozenset().union(*(number.values for number in parts))

    @cached_property
    def dates(self) -> list[Date]:
        """Return each month that is named, with the day and the year beside it."""
        if not self.tells_dates:
            return []
        units = {pair.number: pair.units for pair in self.quantities}
        months = [n for n in self.numbers if _place(n) in self._months or "month-of-year" in units.get(n, ())]
        digits = [n for n in self.digits if n not in months]
        days = [n for n in digits if min(n.values) <= LAST_DAY and units.get(n, DAY) & DAY]
        years = [n for n in digits if A_YEAR.fullmatch(n.text)]
        return dates(self.folded, months, days, years, (hit[:2] for hit in self._hits("units")))

    @property
    def torn_dates(self) -> list[Date]:
        """Return the dates whose year leads where it does not."""
        starts = {hit.start for hit in self._hits("units") if hit.name == "date"}
        called = {number for number in self.numbers if {number.end, number.end + 1} & starts}
        return [date for date in self.dates if date.torn(called)]

    @property
    def short(self) -> bool:
        """Whether every sentence is short."""
        return all(len(part.split()) <= SHORT for part in re.split(f"[{SENTENCE_ENDS}]", self.folded))

    @property
    def says_once(self) -> bool:
        """Whether something is said to happen once."""
        return any(number.text == "once" for number in self.numbers)

    @property
    def negated(self) -> bool:
        return self.bans or any(hit.name in NEGATES for hit in self._hits("negation"))

    @property
    def refuses(self) -> bool:
        """Whether something negates that is no “without”: “stop it without asking” forbids nothing."""
        without = {hit.start for hit in self._hits("negation") if hit.name == "without"}
        return self.bans or any(hit.name in NEGATES and hit.start not in without for hit in self._hits("negation"))

    @cached_property
    def negations(self) -> int:
        """Return how many words negate or forbid; “pas” behind “ne” is the other half of one."""
        places = sorted({hit[:2] for hit in self._hits("negation") if hit.name})
        halves = [self.folded[start:end] in self.known.halves for start, end in places]
        gaps = [self.folded[one[1] : other[0]] for one, other in pairwise(places)]
        behind = [False, *(not any(mark in gap for mark in f"{CLAUSE_ENDS},") for gap in gaps)]
        return sum(not (half and near) for half, near in zip(halves, behind, strict=False))

    @property
    def bans(self) -> bool:
        """Whether the text begins with a ban: do not, never, avoid."""
        return any(hit.name in FORBIDS and hit.start < BEGINNING for hit in self._hits("negation"))

    @property
    def denies(self) -> bool:
        """Whether a word negates, forbids, or leaves something out: not, stop, only."""
        out = self.conditions & {"only", "unless", "until"} or self.concepts & {"stop", "avoid"}
        return bool(self._hits("negation") or out)

    @property
    def forbids(self) -> bool:
        """Whether something is forbidden, anywhere: must not, never."""
        return any(hit.name == "ban" for hit in self._hits("negation"))

    @property
    def banning(self) -> int:
        """Return how many sentences begin with a ban."""
        bans = [hit for hit in self._hits("negation") if hit.name in FORBIDS]
        before = (self.folded[: hit.start].rstrip(" \"'(") for hit in bans)
        return sum(not text or text[-1] in SENTENCE_ENDS for text in before)

    @property
    def bans_doubly(self) -> bool:
        """Whether the first sentence begins with a ban and negates once more: “do not stop without asking”."""
        if not self.bans:
            return False
        ends = [place for mark in SENTENCE_ENDS if (place := self.folded.find(mark)) >= 0]
        end = min(ends, default=len(self.folded))
        return len({hit.start for hit in self._hits("negation") if hit.name and hit.start < end}) > 1

    @property
    def both_ways(self) -> bool:
        """Whether “before” and “after” stand side by side: before and after meals."""
        hits = [hit for hit in self._hits("comparators") if hit.name in BOTH_WAYS]
        pairs = ((one, two) for one, two in pairwise(hits) if one.name != two.name)
        return any(self.folded[one.end : two.start].strip() in self.known.to for one, two in pairs)

    @cached_property
    def comparators(self) -> Counter[str]:
        """Return how often each way of comparing is said. “Up to” between two numbers makes a range: 4 up to 6."""
        hits = self._hits("comparators")
        if any(hit.name == "at-most" for hit in hits):
            starts, ends = {number.start for number in self.numbers}, {number.end for number in self.numbers}
            between = (hit for hit in hits if hit.start - 1 in ends and hit.end + 1 in starts)
            ranges = [hit for hit in between if hit.name == "at-most"]
            hits = [hit for hit in hits if hit not in ranges]
        return Counter([hit.name for hit in hits])

    def compares_negated(self, name: str) -> bool:
        """Whether a comparison of the class ``name`` stands in a clause that is negated: “not more than”."""
        return any(self._negated_beside(hit) for hit in self._hits("comparators") if hit.name == name)

    def limits(self, other: "Sense") -> bool:
        """Whether this negates nothing but comparisons, and ``other`` says them as limits: “not more” is “at most”."""
        negations = [hit for hit in self._hits("negation") if hit.name in NEGATES]
        comparators = [hit for hit in self._hits("comparators") if hit.name in NEGATED and self._negated_beside(hit)]
        turned = {limit for hit in comparators for limit in NEGATED[hit.name]}
        return 0 < len(negations) <= len(comparators) and bool(turned & other.comparators.keys())

    def turns(self, other: "Sense") -> bool:
        """Whether this denies one thing alone, and ``other`` says its opposite: “do not stop” is “continue”."""
        said, kept = self.denied, other.concepts - other.denied
        return self.negations == 1 and any(kind & said and kind & kept - said for kind in OPPOSITES)

    @property
    def modality(self) -> frozenset[str]:
        """Return the duties and possibilities that are said; “in May” is none."""
        hits = self._hits("modality")
        if self._months and hits:
            months = {number.start for number in self.numbers if number.month and number.kind is Kind.WORD}
            hits = [hit for hit in hits if hit.start not in months]
        return _names(hits)

    @cached_property
    def conditions(self) -> frozenset[str]:
        return _names(self._hits("conditions"))

    @property
    def promises(self) -> frozenset[str]:
        """Return what the text promises, but for what it says in a clause that negates it: “does not cure”."""
        return frozenset(hit.name for hit in self._hits("promises") if not self._negated_beside(hit))

    def _negated_beside(self, hit: Hit) -> bool:
        """Whether a negation stands in the same clause as ``hit``, and is no part of it."""
        start = max(self.folded.rfind(mark, 0, hit.start) for mark in CLAUSE_ENDS)
        ends = [place for mark in CLAUSE_ENDS if (place := self.folded.find(mark, hit.end)) >= 0]
        end = min(ends, default=len(self.folded))
        negations = (other for other in self._hits("negation") if other.name in NEGATES)
        return any(start < other.start < end and not hit.start <= other.start < hit.end for other in negations)

    @property
    def orders(self) -> frozenset[str]:
        """Return the concepts that a clause begins with: “stop taking it”, “…, avoid alcohol”."""
        before = ((hit.name, self.folded[: hit.start].rstrip(" \"'")) for hit in self._hits("concepts"))
        return frozenset(name for name, text in before if not text[-1:].isalnum())

    @cached_property
    def concepts(self) -> frozenset[str]:
        return _names(self._hits("concepts"))

    @property
    def mentions(self) -> Counter[str]:
        """Return how often each concept is said."""
        return Counter(hit.name for hit in self._hits("concepts"))

    @property
    def denied(self) -> frozenset[str]:
        """Return the concepts in whose clause a negation stands: “not on an empty stomach”."""
        return frozenset(hit.name for hit in self._hits("concepts") if self._negated_beside(hit))


def _one(hit: Hit, text: str) -> Number:
    return Number(frozenset({1.0}), hit.start, hit.end, Kind.WEAK, text[hit.start : hit.end])


def _names(hits: Iterable[Hit]) -> frozenset[str]:
    return frozenset([hit.name for hit in hits])


def _place(number: Number) -> tuple[int, int]:
    return number.start, number.end


def _near(number: Number, places: Iterable[tuple[int, int]]) -> bool:
    return any(_beside(_place(number), place, 2) for place in places)


def _beside(one: tuple[int, int], other: tuple[int, int], most: int = 1) -> bool:
    """Whether at most ``most`` characters stand between two places."""
    return 0 <= one[0] - other[1] <= most or 0 <= other[0] - one[1] <= most
