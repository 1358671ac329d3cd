"""``leaflets diff``."""

from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.cli.options import langs, leaflets
from leaflets.compare import with_release, with_revision
from leaflets.project import Project
from leaflets.release import Ledger
from leaflets.report.changes import FORMATS


@click.command("diff", help=COMMANDS["diff"])
@click.argument("since", metavar="REVISION|CODE")
@langs
@leaflets
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.pass_obj
def command(
    project_folder: Path | None, since: str, langs: tuple[str, ...], leaflets: tuple[str, ...], style: str
) -> None:
    """Compare what the leaflets tell now with what they told at a git revision, or in a release."""
    project = Project.at(project_folder)
    project.pick_leaflets(())
    ledger = Ledger.read(project)
    release = ledger.find(since)
    if release and (langs or leaflets):
        raise click.UsageError(f"{release.code} is one leaflet in one language: leave --lang and --leaflet out.")
    found = [with_release(project, ledger, release)] if release else with_revision(project, since, leaflets, langs)
    click.echo(FORMATS[style](found))
