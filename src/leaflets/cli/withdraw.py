"""``leaflets withdraw``."""

import hashlib
from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.errors import LeafletsError
from leaflets.files import read_bytes
from leaflets.project import Project
from leaflets.release import Ledger, Release, Withdrawal, locked, today
from leaflets.visible import visible


def _said(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    line = " ".join(value.split())
    if not line or visible(line) != line:
        raise click.BadParameter("say it in words.")
    return line


@click.command("withdraw", help=COMMANDS["withdraw"])
@click.argument("code")
@click.option("--why", required=True, callback=_said, help="What a patient could come to harm from.")
@click.option("--name", required=True, callback=_said, help="Who withdraws it.")
@click.pass_obj
def command(project_folder: Path | None, code: str, why: str, name: str) -> None:
    """Add a line to releases.toml."""
    project = Project.at(project_folder)
    project.pick_leaflets(())
    with locked(project):
        ledger = Ledger.read(project)
        release = ledger.find(code)
        if release is None:
            near = ledger.near(code) or ledger.codes[-5:]
            known = f"Near it: {', '.join(near)}." if near else "Nothing was released yet."
            raise LeafletsError(f"Nothing was released as {code}.", hint=known)
        if before := release.withdrawn:
            ledger.witness(release, before)  # a command that was killed may not have come so far
            said = f"{release.code} was withdrawn on {before.date} by {before.name}: {before.why}"
            raise LeafletsError(said, hint="A withdrawal stands: there is nothing to add.")
        ledger.withdraw(release, Withdrawal(today(), name, why))
    click.echo(f"withdrawn  {release.code}  {release.language} {release.leaflet} {release.version}")
    if copies := _copies(project, release):
        click.echo(f"Take away: {', '.join(copies)}. The next build no longer lists it.", err=True)
    for row in (row for row in ledger.alike(release) if not row.withdrawn):
        click.echo(f"The same words are out as {row.code}, on {row.paper}: withdraw it too?", err=True)


def _copies(project: Project, release: Release) -> list[str]:
    """Return the files with the bytes of ``release`` that lie in the output folder, under whatever name."""
    suffixes = {Path(name).suffix for name in release.files.values()}
    paths = (path for path in sorted(project.output.rglob("*")) if path.suffix in suffixes and path.is_file())
    return [project.shown(path) for path in paths if hashlib.sha256(read_bytes(path)).hexdigest() in release.files]
