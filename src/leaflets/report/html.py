"""For a person without a terminal: one page, a part for each language, a card for each text, safety wording first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from leaflets.checks.explained import first
from leaflets.checks.registry import all_checks
from leaflets.checks.run import Finding, Report
from leaflets.checks.sheet import Acceptance
from leaflets.files import read_text
from leaflets.language import SOURCE, Language, find
from leaflets.templates import THEME, bare
from leaflets.visible import RUN, SIGN, visible

Row = tuple[Finding, Acceptance | None]


@dataclass(frozen=True)
class Part:
    """What the page says of one language: its texts in the order to read them, each with all that was found in it."""

    code: str
    language: Language | None
    cards: list[list[Row]] = field(default_factory=list)
    blind: list[dict[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.language.english if self.language else self.code

    @property
    def direction(self) -> str:
        """How the language is written; by its first letter where nothing is known of it."""
        return self.language.direction if self.language and self.language.script else "auto"

    def count(self, word: str) -> int:
        """Return how many findings are ``error``, ``review`` or ``accepted``."""
        return sum(verdict(row) == word for card in self.cards for row in card)


def write(report: Report) -> str:
    """Return the report as one self-contained page; every text of a catalog is escaped and isolated."""
    env = bare()
    env.filters |= {"shown": shown, "told": told, "first": first}
    named = {finding.check for finding, _ in _rows(report)}
    return env.from_string(read_text(THEME / "report.html")).render(
        report=report,
        source=SOURCE,
        verdict=verdict,
        parts=parts(report),
        checks=[check for check in all_checks().values() if check.id in named],
        style=Markup(read_text(THEME / "style.css")),  # noqa: S704  our own file
    )


def parts(report: Report) -> list[Part]:
    """Return the languages by their English names; in each safety wording first, then errors, then by place."""
    found: dict[str, Part] = {}
    for card in _cards(report):
        code = card[0][0].language
        found.setdefault(code, Part(code, find(code))).cards.append(card)
    for blind in report.cannot_judge:
        code = blind["language"]
        found.setdefault(code, Part(code, find(code))).blind.append(blind)
    return sorted(found.values(), key=lambda part: part.name)


def verdict(row: Row) -> str:
    """Return ``accepted``, or the severity of what nobody has accepted."""
    return "accepted" if row[1] else str(row[0].severity)


def _cards(report: Report) -> Iterable[list[Row]]:
    """Return what was found, worst first, together where it was found in one text."""
    cards: dict[tuple[str | int | None, ...], list[Row]] = {}
    for row in sorted(_rows(report), key=_order):
        known = row[0]
        text = (known.language, known.path, known.line, known.context, known.source, known.translation)
        cards.setdefault(text, []).append(row)
    return cards.values()


def _rows(report: Report) -> list[Row]:
    return [*((finding, None) for finding in report.findings), *report.accepted]


def _order(row: Row) -> tuple[bool, bool, int, str, int]:
    finding, accepted = row
    safety = finding.safety or finding.check.startswith("safety/")
    worst = ("error", "review", "accepted").index(verdict(row))
    return bool(accepted), not safety, worst, finding.path, finding.line


def shown(text: str) -> Markup:
    """Return ``text`` of a catalog as it stands in its own paragraph, hidden characters by their numbers."""
    named = SIGN.sub(lambda sign: f'<code dir="ltr">{sign[0][1:-1]}</code>', str(escape(visible(text))))
    return Markup(named.replace("\n", "<br>"))  # noqa: S704  escaped above


def told(text: str) -> Markup:
    """Return an English sentence that may quote right-to-left words: they do not move the words around them."""
    return Markup(RUN.sub(lambda run: f"<bdi>{run[0]}</bdi>", str(shown(text))))  # noqa: S704  escaped there
