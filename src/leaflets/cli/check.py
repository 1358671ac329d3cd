"""``leaflets check``."""

import os
import sys
from pathlib import Path

import click

from leaflets.checks.run import Choice, Report, check_files, check_project
from leaflets.cli import COMMANDS
from leaflets.cli.options import langs, leaflets
from leaflets.errors import WRONG_USE
from leaflets.files import write_whole
from leaflets.project import Project
from leaflets.report import FOR_TERMINALS, FORMATS, reporter
from leaflets.report.text import count
from leaflets.visible import RUN, one_line, visible

COLOURS = {"error": "red", "review": "yellow"}


@click.command("check", help=COMMANDS["check"])
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[PO]...")
@langs
@leaflets
@click.option("--select", multiple=True, metavar="ID", help="Run only this check or family.")
@click.option("--ignore", multiple=True, metavar="ID", help="Leave this check or family out.")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file.")
@click.option("--as-safety", is_flag=True, help="Treat every message as safety wording.")
@click.option("--strict", is_flag=True, help="Exit 1 also when there is only something to review.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.pass_obj
def command(
    project_folder: Path | None,
    files: tuple[Path, ...],
    langs: tuple[str, ...],
    leaflets: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    style: str,
    output: Path | None,
    *,
    as_safety: bool,
    strict: bool,
    exit_zero: bool,
) -> None:
    """Check catalogs, or PO files with no project; exit 1 when there is an error."""
    choice = Choice(select, ignore, as_safety=as_safety)
    report = _files(files, langs, choice) if files else _project(project_folder, leaflets, langs, choice)
    if output:
        changed = write_whole(output, f"{reporter(style)(report)}\n".encode(errors="replace"))
        click.echo(f"{'wrote' if changed else 'as it was'}  {one_line(str(output))}\n{count(report)}", err=True)
    elif style in FOR_TERMINALS and sys.stdout and sys.stdout.isatty():
        click.echo(reporter(style)(report, _dressed))
    else:
        click.echo(reporter(style)(report))
    if not (files or leaflets or langs):  # of a part of the project nobody can say what the rest needs
        for place in report.dead:
            click.echo(
                f"{place}: this acceptance is dead: nothing is found in these words any more. Delete it.", err=True
            )
    for error in report.unread:
        click.echo(visible(f"{error}\n    {error.hint}"), err=True)
    if report.unread:
        raise click.exceptions.Exit(WRONG_USE)
    if not report.messages and not report.findings:
        click.echo("Nothing was checked: no chosen check reads what is there.", err=True)
        raise click.exceptions.Exit(WRONG_USE)
    if not exit_zero and (report.errors or (strict and report.reviews)):
        raise click.exceptions.Exit(1)


def _project(folder: Path | None, leaflets: tuple[str, ...], langs: tuple[str, ...], choice: Choice) -> Report:
    project = Project.at(folder)
    return check_project(project, project.pick_leaflets(leaflets), project.pick_languages(langs), choice)


def _files(files: tuple[Path, ...], langs: tuple[str, ...], choice: Choice) -> Report:
    if len(langs) > 1:
        raise click.UsageError("Files are of one language: give --lang once.")
    report = check_files(files, langs[0] if langs else None, choice)
    if report.messages and not report.safety and not choice.as_safety:
        click.echo(
            "No message here is safety wording (msgctxt safety:…): --as-safety holds every message to it.", err=True
        )
    return report


def _dressed(text: str, severity: str) -> str:
    """Return a line for a terminal: errors red, reviews yellow, right-to-left words isolated so that they move nothing.

    NO_COLOR (no-color.org) and a dumb terminal get no colours.
    """
    isolated = RUN.sub("\u2067\\g<0>\u2069", text)
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return isolated if plain or severity not in COLOURS else click.style(isolated, fg=COLOURS[severity])
