"""``leaflets check``."""

import sys
from pathlib import Path

import click

from leaflets.checks.run import Choice, Report, check_files, check_project
from leaflets.cli import COMMANDS
from leaflets.cli.options import langs, leaflets
from leaflets.files import write_whole
from leaflets.project import Project
from leaflets.report import FORMATS, reporter


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
    text = reporter(style)(report)
    if output:
        write_whole(output, f"{text}\n".encode())
    else:
        click.echo(_coloured(text) if style == "text" and sys.stdout.isatty() else text)
    if not report.messages and not report.findings:
        click.echo("Nothing was checked: no chosen check reads what is there.", err=True)
        raise click.exceptions.Exit(2)
    if not exit_zero and (report.errors or (strict and report.reviews)):
        raise click.exceptions.Exit(1)


def _project(folder: Path | None, leaflets: tuple[str, ...], langs: tuple[str, ...], choice: Choice) -> Report:
    project = Project.at(folder)
    return check_project(project, project.pick_leaflets(leaflets), project.pick_languages(langs), choice)


def _files(files: tuple[Path, ...], langs: tuple[str, ...], choice: Choice) -> Report:
    if len(langs) > 1:
        raise click.UsageError("Files are of one language: give --lang once.")
    return check_files(files, langs[0] if langs else None, choice)


def _coloured(text: str) -> str:
    """Return a text report with errors in red and what is to review in yellow."""
    colours = {"error": "red", "review": "yellow"}
    lines = []
    for line in text.split("\n"):
        word = line.rpartition(": ")[0].rpartition(" ")[2] if line.endswith("]") else ""
        lines.append(click.style(line, fg=colours[word]) if word in colours else line)
    return "\n".join(lines)
