"""``leaflets check``."""

from pathlib import Path

import click

from leaflets.checks.run import check_project
from leaflets.cli import COMMANDS
from leaflets.cli.options import langs, leaflets
from leaflets.project import Project
from leaflets.report import FORMATS, reporter


@click.command("check", help=COMMANDS["check"])
@langs
@leaflets
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_obj
def command(project_folder: Path | None, langs: tuple[str, ...], leaflets: tuple[str, ...], style: str) -> None:
    """Check catalogs; exit 1 when there is an error."""
    project = Project.at(project_folder)
    report = check_project(project, project.pick_leaflets(leaflets), project.pick_languages(langs))
    click.echo(reporter(style)(report))
    if not report.messages:
        click.echo("Nothing was checked: there are no translations.", err=True)
        raise click.exceptions.Exit(2)
    if report.errors:
        raise click.exceptions.Exit(1)
