"""``leaflets status``."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.difference import in_short
from leaflets.language import known, language
from leaflets.project import Project
from leaflets.review import ReviewSheet, Row, review_sheet
from leaflets.standing import State
from leaflets.status import Progress, progress
from leaflets.visible import one_line

NOBODY = "Nobody has reviewed or signed any of them."


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one leaflet is signed in one language, and which words changed since; a draft until all is signed."""

    language: str
    leaflet: str
    draft: bool
    signed: int
    partly: int
    stale: int
    unsigned: int
    changed: tuple[str, ...]


@click.command("status", help=COMMANDS["status"])
@click.option("--format", "style", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.pass_obj
def command(project_folder: Path | None, style: str) -> None:
    """Show the catalogs, counted as msgfmt counts, and how far each leaflet is signed."""
    project = Project.at(project_folder)
    project.pick_leaflets(())
    click.echo({"text": _text, "json": _json, "html": _html}[style](progress(project), standings(project)))


def standings(project: Project) -> list[Standing]:
    """Return how far each leaflet is signed, by language; what a leaflet does not show does not count."""
    found = []
    for code in sorted({*project.codes} & {*known()}):
        sheet = review_sheet(project, language(code), project.leaflets.values())
        for leaflet, rows in sheet.shown.items():
            count = Counter(row.standing.state for row in rows)
            stale = [row for row in rows if row.standing.state is State.STALE]
            changed = tuple(change for row in stale for change in _changes(row, sheet))
            signed, partly, old, unsigned = (count[state] for state in State)
            draft = leaflet in sheet.drafts
            found.append(Standing(code, leaflet, draft, signed, partly, old, unsigned, changed))
    return found


def _changes(row: Row, sheet: ReviewSheet) -> list[str]:
    return [f"{row.name}: {name}: {in_short(pieces)}" for name, pieces in row.changes(sheet.language).items()]


def _text(rows: list[Progress], signed: list[Standing]) -> str:
    if not rows:
        return "There are no translations yet. To begin one: leaflets update --lang CODE"
    lines = ["language  catalog                 translated  fuzzy  missing  safety"]
    lines += [
        f"{row.language:<9} {row.domain:<24}{row.translated:>9}{row.fuzzy:>7}{row.untranslated:>9}"
        f"  {row.safety_translated}/{row.safety}{'  stale: run leaflets update' if row.stale else ''}"
        for row in rows
    ]
    if not _begun(signed):
        return "\n".join([*lines, NOBODY])
    lines += ["", "language  leaflet                     signed  partly  stale  unsigned"]
    for one in signed:
        numbers = f"{one.signed:>9}{one.partly:>8}{one.stale:>7}{one.unsigned:>10}"
        lines.append(f"{one.language:<9} {one.leaflet:<24}{numbers}{'  draft' if one.draft else ''}")
        lines += [f"    {one_line(change)}" for change in one.changed]
    return "\n".join(lines)


def _begun(signed: list[Standing]) -> bool:
    return any(one.signed or one.partly or one.stale for one in signed)


def _json(rows: list[Progress], signed: list[Standing]) -> str:
    told_all = {"catalogs": [asdict(row) for row in rows], "leaflets": [asdict(one) for one in signed]}
    return json.dumps({"version": 1, **told_all}, ensure_ascii=False, indent=1)


def _html(rows: list[Progress], signed: list[Standing]) -> str:
    from leaflets.templates import THEME, bare  # noqa: PLC0415

    page = bare().from_string((THEME / "status.html").read_text())
    style = (THEME / "style.css").read_text()
    return page.render(rows=rows, signed=signed, nobody="" if _begun(signed) else NOBODY, style=style)
