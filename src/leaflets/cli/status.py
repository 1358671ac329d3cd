"""``leaflets status``."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.project import Project
from leaflets.status import Progress, progress


@click.command("status", help=COMMANDS["status"])
@click.option("--format", "style", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.pass_obj
def command(project_folder: Path | None, style: str) -> None:
    """Show the catalogs, counted as msgfmt counts."""
    project = Project.at(project_folder)
    project.pick_leaflets(())
    rows = progress(project)
    click.echo({"text": _text, "json": _json, "html": _html}[style](rows))


def _text(rows: list[Progress]) -> str:
    if not rows:
        return "There are no translations yet. To begin one: leaflets update --lang CODE"
    lines = ["language  catalog                 translated  fuzzy  missing  safety"]
    lines += [
        f"{row.language:<9} {row.domain:<24}{row.translated:>9}{row.fuzzy:>7}{row.untranslated:>9}"
        f"  {row.safety_translated}/{row.safety}{'  stale: run leaflets update' if row.stale else ''}"
        for row in rows
    ]
    return "\n".join([*lines, "Nobody has reviewed or signed any of them."])


def _json(rows: list[Progress]) -> str:
    return json.dumps({"version": 1, "catalogs": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1)


def _html(rows: list[Progress]) -> str:
    from leaflets.templates import THEME, bare  # noqa: PLC0415

    return (
        bare()
        .from_string((THEME / "status.html").read_text())
        .render(rows=rows, style=(THEME / "style.css").read_text())
    )
