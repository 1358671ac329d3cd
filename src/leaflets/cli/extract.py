"""``leaflets extract``."""

from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.cli.options import settle
from leaflets.project import Project
from leaflets.update import templates


@click.command("extract", help=COMMANDS["extract"])
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when a template is stale.")
@click.pass_obj
def command(project_folder: Path | None, *, only_check: bool) -> None:
    """Write locales/*.pot."""
    project = Project.at(project_folder)
    project.pick_leaflets(())
    settle(project, templates(project), only_check=only_check, mend="leaflets extract")
