"""``leaflets update``."""

from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.cli.options import langs, settle
from leaflets.language import PACKAGE, known
from leaflets.project import Project
from leaflets.update import catalogs, templates


@click.command("update", help=COMMANDS["update"])
@langs
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when a catalog is stale.")
@click.pass_obj
def command(project_folder: Path | None, langs: tuple[str, ...], *, only_check: bool) -> None:
    """Write the message templates and the catalogs; a new language code makes its catalogs."""
    project = Project.at(project_folder)
    project.pick_leaflets(())
    changes = [*templates(project), *catalogs(project, langs)]
    for code in langs:
        if code not in known():
            click.echo(
                f"Nothing is known of the language {code} yet: build refuses it until it has a knowledge file.\n"
                f"    CONTRIBUTING.md says how to write {PACKAGE}{code}.toml.",
                err=True,
            )
    settle(project, changes, only_check=only_check, mend="leaflets update")
