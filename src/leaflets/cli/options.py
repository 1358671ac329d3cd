"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click

from leaflets.files import write_whole
from leaflets.project import Project
from leaflets.update import Change

Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]

langs: Wrap = click.option("--lang", "langs", multiple=True, metavar="CODE", help="A language; every one without it.")
leaflets: Wrap = click.option(
    "--leaflet", "leaflets", multiple=True, metavar="ID", help="A leaflet; every one without it."
)


def listed(known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """Return a callback that reads a comma list of ``known`` words."""

    def read(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))
        for word in words:
            if word not in known:
                raise click.BadParameter(f"{word} is not one of {', '.join(known)}.")
        if not words:
            raise click.BadParameter(f"name at least one of {', '.join(known)}.")
        return words

    return read


def settle(project: Project, changes: list[Change], *, only_check: bool, mend: str) -> None:
    """Write the files that are stale, or with ``only_check`` name them and exit 1."""
    stale = [change for change in changes if change.stale]
    for change in stale:
        if not only_check:
            write_whole(change.path, change.text.encode())
        click.echo(f"{'stale' if only_check else 'wrote'}  {project.shown(change.path)}")
    if only_check and stale:
        click.echo(f"Run {mend} to bring them up to date.", err=True)
        raise click.exceptions.Exit(1)
    if not stale:
        click.echo("Everything is up to date.", err=True)
