"""What is known of a language: data in ``languages/<code>.toml``, never code.

What is not known is absent; whoever needs it says so.
"""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import tomli  # tomllib, compiled

from leaflets.errors import LeafletsError, nearest

FOLDER = Path(__file__).parent / "languages"
PACKAGE = "src/leaflets/languages/"  # where a person finds it: in the source of leaflets, not in their own project
LEAST_LINE = 1.299  # em from line to line, at least (1.3 without the rounding)
CODE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|\d{3}))?")


class Print(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the script is set on paper; lengths are in em of the body size, sizes in pt.

    ``top`` and ``bottom`` are the line's edges above and below the base line, ``leading`` the space between lines.
    """

    fonts: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    size: Annotated[float, msgspec.Meta(ge=12)]
    top: float
    bottom: float
    leading: Annotated[float, msgspec.Meta(ge=0)]
    margin: Annotated[float, msgspec.Meta(ge=5, le=40)]  # mm, left and right

    def __post_init__(self) -> None:
        if self.top - self.bottom + self.leading < LEAST_LINE:
            raise ValueError(f"top - bottom + leading is under {LEAST_LINE}")


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers are written: marks before a fraction, words and values, scales, sign-by-sign numerals."""

    marks: str = ".,"
    words: dict[str, float] = {}
    scales: dict[str, float] = {}
    signs: dict[str, float] = {}
    weak: tuple[str, ...] = ()  # words and signs that are often no number: a, second
    joins: tuple[str, ...] = ()  # what stands between the words of one number: and
    links: tuple[str, ...] = ()  # what may stand between a number and its unit: “24 na oras”
    idioms: tuple[str, ...] = ()  # words that hold or look like one of these and mean no number: 一般; بين is no dual
    to: tuple[str, ...] = ()  # what stands between the numbers of a range, or of a choice
    parts: tuple[str, ...] = ()  # what stands between a part and its whole: 1 in 10
    whole_first: bool = False  # the whole comes before its part: of 10, 1
    roman: tuple[str, ...] = ()  # words after which I, II, III are numbers; none named: they may be numbers anywhere
    months: tuple[str, ...] = ()  # words that are names of months: a number beside one is a day


class Negation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that negate, those of them that forbid, and sayings in which they negate nothing."""

    cues: tuple[str, ...]
    bans: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()  # cues that behind another one negate nothing more: ne … pas
    avoid: tuple[str, ...] = ()  # words that forbid where a sentence begins with them, and negate nothing elsewhere
    without: tuple[str, ...] = ()  # cues that forbid nothing alone: “without asking”
    idioms: tuple[str, ...] = ()


Table = dict[str, tuple[str, ...]]


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """One language: its names, its script, and how it is set."""

    code: str
    name: str
    english: str
    tag: str  # BCP 47, for lang attributes
    cldr: str  # the locale whose dates are printed
    direction: Literal["ltr", "rtl"]
    script: str
    digits: Annotated[str, msgspec.Meta(min_length=10, max_length=10)]
    print: Print | None = None  # None: known to the checks, not set in print yet
    web_fonts: tuple[str, ...] = ()
    spaced: bool = True  # words stand apart
    clitics: tuple[str, ...] = ()  # what is written onto the front of a word: and, the, to
    length: tuple[float, float] | None = None  # log of translation / English in characters: mean, standard deviation
    numbers: NumberWords | None = None
    negation: Negation | None = None
    comparators: Table = {}
    units: Table = {}
    modality: Table = {}
    conditions: Table = {}  # if, even-if, only, not-only, unless, until
    concepts: Table = {}
    promises: Table = {}  # what no leaflet says: cures, guarantees, completely safe, no side effects
    common: tuple[str, ...] = ()  # the commonest words, by which languages of one script are told apart
    giveaways: tuple[str, ...] = ()  # words that stand in no name and no loan: left alone, one was not translated
    everyday: tuple[str, ...] = ()  # words that a language may take over, but not in the letters of another script
    foreign: str = ""  # letters that other languages of the script write, and this one never does

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def typography(self) -> Print:
        """Return how the language is set; raise LeafletsError when that is not known."""
        if self.print is None:
            raise self.unset
        return self.print

    @property
    def known(self) -> bool:
        """Whether it has a knowledge file."""
        return bool(self.script)

    @property
    def unset(self) -> LeafletsError:
        """Return why the language is not built, and the way out."""
        if self.known:
            return LeafletsError(
                f"{self.english} is known to the checks, but not how it is set on paper.",
                hint=f"Write a [print] table into {PACKAGE}{self.code}.toml as CONTRIBUTING.md says.",
            )
        return LeafletsError(
            f"There is no knowledge file for the language {self.code}.",
            hint=f"To build it, write {PACKAGE}{self.code}.toml as CONTRIBUTING.md says.",
        )


SOURCE = "en"  # the language that the checks read sources in


def known() -> list[str]:
    """Return the codes of the languages that have a knowledge file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def find(code: str) -> Language | None:
    """Return the language that ``code`` means, however it is written (zh-CN, tl, ar_AE, prs); None for no code.

    A language without a knowledge file is returned with nothing known of it.
    """
    match = re.fullmatch(r"([A-Za-z]{2,3})((?:[-_@.][\w-]++)*+)", code.strip())
    if not match:
        return None
    base = ALIASES.get(match[1].lower(), match[1].lower())
    marks = set(re.split(r"[-_@.]", match[2].lower()))
    if base == "zh":
        base = "zh_Hant" if marks & {"hant", "tw", "hk", "mo"} else "zh_Hans"
    if base in known():
        return language(base)
    return bare(base)


def bare(code: str) -> Language:
    """Return the language ``code`` with nothing known of it."""
    return Language(code, code, code, code.replace("_", "-"), code, "ltr", "", "0123456789")


def as_known(code: str) -> Language:
    """Return what is known of ``code``, if it is only its code."""
    return language(code) if code in known() or _variant(code) else bare(code)


@cache
def _variant(code: str) -> Language | None:
    """Return what is known of the language of which ``code`` is another name or a variant: ar_AE, zh_CN, tl."""
    base = find(code)
    if base is None or not base.known:
        return None
    return msgspec.structs.replace(base, code=code, tag=code.replace("_", "-"))


# codes of the same language, and of variants that are read with the same knowledge
ALIASES = {
    "tl": "fil", "iw": "he", "prs": "fa", "pes": "fa", "arb": "ar", "cmn": "zh", "zho": "zh", "ara": "ar",
    "rus": "ru", "urd": "ur", "hin": "hi", "fas": "fa", "spa": "es", "fra": "fr", "ben": "bn", "tam": "ta",
    "tgl": "fil", "fre": "fr", "per": "fa", "chi": "zh", "eng": "en",
}  # fmt: skip


@cache
def language(code: str) -> Language:
    """Return what is known of ``code``; raise LeafletsError when nothing is."""
    path = FOLDER / f"{code}.toml"
    if code not in known() and (variant := _variant(code)):
        return variant
    if not CODE.fullmatch(code) or not path.is_file():
        raise LeafletsError(
            f"There is no knowledge file for the language {code}.",
            hint=f"{nearest(code, known())} To add a language, write {PACKAGE}{code}.toml as CONTRIBUTING.md says.",
        )
    try:
        found = msgspec.convert(tomli.loads(path.read_text("utf-8")), Language)
    except (tomli.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise LeafletsError(f"{path}: {error}.", hint=f"Compare it with {PACKAGE}en.toml.") from error
    if found.code != code:
        raise LeafletsError(f"{path}: code is {found.code}, but the file is {code}.toml.", hint="Give both one code.")
    return found
