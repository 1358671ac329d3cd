"""``leaflets doctor``."""

from importlib.metadata import version
from pathlib import Path

import click

from leaflets.cli import COMMANDS
from leaflets.errors import LeafletsError
from leaflets.fonts import damaged, pinned


@click.command("doctor", help=COMMANDS["doctor"])
@click.pass_obj
def command(project_folder: Path | None) -> None:
    """Look at fonts, engine and catalogs; exit 3 when the machine lacks something, 2 when the project is broken."""
    lacks, (unset, broken) = [*_fonts(), *_engine()], _catalogs(project_folder)
    lacks += unset
    for trouble in (*lacks, *broken):
        click.echo(trouble, err=True)
    if lacks or broken:
        raise click.exceptions.Exit(3 if lacks else 2)


def _fonts() -> list[str]:
    bad = damaged()
    click.echo(f"fonts     {len(pinned()) - len(bad)} of {len(pinned())} files are the pinned ones")
    return [f"{font.path} is missing or is not the pinned file.\n    Run scripts/fonts." for font in bad]


def _engine() -> list[str]:
    try:
        import typst  # noqa: PLC0415  loading it is what is tried

        typst.compile(b"#set document(title: [x])\nx", format="pdf")
    except Exception as error:  # noqa: BLE001  whatever the engine says is what the person must read
        return [f"The PDF engine does not work: {error}\n    Install leaflets again."]
    click.echo(f"engine    typst {version('typst')}")
    return []


def _catalogs(folder: Path | None) -> tuple[list[str], list[str]]:
    """Return what lacks to build the languages of the project, and what is broken in it."""
    from leaflets.catalog import Catalog  # noqa: PLC0415
    from leaflets.language import as_known  # noqa: PLC0415
    from leaflets.project import Project  # noqa: PLC0415

    try:
        project = Project.at(folder)
        project.pick_leaflets(())
    except LeafletsError as error:
        return [], [f"{error}\n    {error.hint}"]
    click.echo(f"project   {project.root}")
    lacks, troubles, sound = [], [], 0
    for code in project.codes:
        try:
            known = as_known(code)
            lacks += [] if known.print else [f"{known.unset}\n    {known.unset.hint}"]
            for domain in project.domains:
                path = project.po(domain, code)
                if path.exists():
                    if Catalog.read_sound(path).bom:
                        click.echo(
                            f"note      {project.shown(path)} begins with a byte order mark; msgfmt rejects that"
                        )
                    sound += 1
        except LeafletsError as error:
            troubles.append(f"{error}\n    {error.hint}")
    click.echo(f"catalogs  {sound} can be read, languages: {len(project.codes)}, leaflets: {len(project.leaflets)}")
    return lacks, troubles
