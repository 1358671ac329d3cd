"""``leaflets review``."""

from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.cli.options import leaflets
from leaflets.errors import LeafletsError
from leaflets.files import write_whole
from leaflets.project import Project
from leaflets.review import FORMATS, sheet_to_read, writer


@click.command("review", help=COMMANDS["review"])
@click.option("--lang", required=True, metavar="CODE", help="The language; of the source language, its own wording.")
@leaflets
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="html", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write; without it build/CODE/review.…")
@click.pass_obj
def command(project_folder: Path | None, lang: str, leaflets: tuple[str, ...], style: str, output: Path | None) -> None:
    """Write a review sheet."""
    project = Project.at(project_folder)
    [language], chosen = project.pick_languages((lang,)), project.pick_leaflets(leaflets)
    sheet = sheet_to_read(project, language, chosen, whole=not leaflets)
    path = output or project.output / language.code / f"{'.'.join([*leaflets, 'review'])}.{style}"
    data = writer(style)(sheet)
    if style == "csv" and path.exists() and path.read_bytes() != data:
        raise LeafletsError(f"{path} is there, and may be filled.", hint="Move it, or name another with --output.")
    changed = write_whole(path, data)
    click.echo(f"{'wrote' if changed else 'as it was'}  {project.shown(path)}")
