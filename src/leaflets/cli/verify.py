"""``leaflets verify``."""

from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.codes import folded, sound
from leaflets.files import read_bytes
from leaflets.language import language
from leaflets.project import Project
from leaflets.release import Ledger, Release

FILES = {".pdf", ".html"}


@click.command("verify", help=COMMANDS["verify"])
@click.argument("what", nargs=-1, required=True, metavar="CODE|FILE")
@click.pass_obj
def command(project_folder: Path | None, what: tuple[str, ...]) -> None:
    """Say whether a copy may be handed out; exit 0 only for a current one."""
    ledger = Ledger.read(Project.at(project_folder))
    release = _file(ledger, Path(what[0])) if _names_a_file(what) else _code(ledger, " ".join(what))
    if release is None or not _current(ledger, release):
        raise click.exceptions.Exit(1)


def _names_a_file(what: tuple[str, ...]) -> bool:
    return len(what) == 1 and (Path(what[0]).suffix.lower() in FILES or Path(what[0]).is_file())


def _file(ledger: Ledger, path: Path) -> Release | None:
    release = ledger.of(read_bytes(path))
    if release is None:
        click.echo(f"{path}: no release has these bytes: a draft, or changed since. Do not hand it out.")
    return release


def _code(ledger: Ledger, text: str) -> Release | None:
    """Return the release that ``text`` names, in any case and spacing, or as the end of the printed address."""
    typed = text.strip().rstrip("/").rpartition("/")[2]
    if not folded(typed):
        raise click.UsageError("Give a code such as AR-7K3M-5, or a file.")
    release = ledger.find(typed)
    if release is None and sound(folded(typed)):
        click.echo(f"{typed}: unknown. The code is well formed, but nothing was released under it here.")
        if lost := [path for path in ledger.lost() if folded(Path(path).stem) == folded(typed)]:
            click.echo(f"    But there is {lost[0]}: has releases.toml lost its end? Its last good version is in git.")
    elif release is None:
        near = ledger.near(typed)
        hint = f"It may be: {', '.join(near)}." if near else "No code here is near it."
        click.echo(f"{typed}: mistyped. This is no code: ask to have it read out again. {hint}")
    return release


def _current(ledger: Ledger, release: Release) -> bool:
    """Say what has become of ``release``, and what to do; return whether it is current."""
    newer = ledger.replaced(release)
    current = ledger.current(release) and not release.overdue
    advice = "It may be handed out." if current else "Do not hand it out."
    if newer and not newer.withdrawn:
        advice += f" In its place: {newer.code} (version {newer.version})."
    click.echo(f"{release.code}: {_state(release, newer)}")
    click.echo(
        f"    {release.leaflet}, {language(release.language).english}, version {release.version} of {release.date}"
    )
    click.echo(f"    {advice}")
    if newer and not release.withdrawn:
        click.echo(_what_changed(ledger, release, newer))
    return current


def _state(release: Release, newer: Release | None) -> str:
    if withdrawal := release.withdrawn:
        return f"withdrawn on {withdrawal.date} by {withdrawal.name}: {withdrawal.why}"
    if release.overdue and newer is None:
        return f"nothing has replaced it, but its review was due on {release.review_due}"
    if newer is None:
        return "current"
    too = f", which is withdrawn too: {newer.withdrawn.why}" if newer.withdrawn else ""
    return f"replaced by {newer.code} (version {newer.version} of {newer.date}){too}"


def _what_changed(ledger: Ledger, old: Release, new: Release) -> str:
    from leaflets.compare import of_releases  # noqa: PLC0415  only for what is replaced
    from leaflets.report.changes import text  # noqa: PLC0415

    marks = "[-these words-] are gone, {+these+} are new"
    return f"\nWhat changed for a patient ({marks}):\n\n{text([of_releases(ledger, old, new)])}"
