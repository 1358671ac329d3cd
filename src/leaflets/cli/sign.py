"""``leaflets sign``."""

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from leaflets import release
from leaflets.cli import COMMANDS
from leaflets.cli.options import leaflets
from leaflets.errors import LeafletsError
from leaflets.files import locked, make_folders, write_whole
from leaflets.project import Project, Role
from leaflets.review import ReviewSheet, sheet_to_read, signing
from leaflets.review.table import read
from leaflets.signature import signed
from leaflets.signoff import ROLES
from leaflets.standing import ANOTHER, seal_of
from leaflets.visible import one_line

ATTRIBUTES = (
    "# Two people who sign in two branches: git then keeps the lines of both.\n"
    "*/signoffs.toml text eol=lf merge=union\n"
)  # fmt: skip
TEXT = 70  # characters of a message in a line


@click.command("sign", help=COMMANDS["sign"])
@click.option("--lang", required=True, metavar="CODE", help="The language; of the source language, its own wording.")
@click.option("--role", type=click.Choice(ROLES), help="As what the person signs.")
@click.option("--name", required=True, help="Who signs, as it is printed on the leaflet.")
@leaflets
@click.option("--only", multiple=True, metavar="ID", help="A safety id, a context or a reference of the review sheet.")
@click.option("--all", "everything", is_flag=True, help="Every message.")
@click.option("--from", "filled", type=click.Path(path_type=Path), help="What a filled review sheet (CSV) calls ok.")
@click.option("--cosmetic", metavar="REASON", help="The source was edited and says the same: former sign-offs hold.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day of signing; today without it."
)
@click.option("--key", type=click.Path(path_type=Path), help="An SSH key to sign the whole file with.")
@click.pass_obj
def command(
    project_folder: Path | None,
    lang: str,
    role: Role | None,
    name: str,
    leaflets: tuple[str, ...],
    only: tuple[str, ...],
    filled: Path | None,
    cosmetic: str | None,
    date: dt.datetime | None,
    key: Path | None,
    *,
    everything: bool,
) -> None:
    """Sign messages; exit 1 when one is refused, or not ok in the sheet."""
    if [bool(only), everything, bool(filled)].count(True) != 1:
        raise click.UsageError("Say what is signed: --only ID, --all or --from SHEET.")
    if (role is None) is (cosmetic is None) or (cosmetic is not None and filled):
        raise click.UsageError("Give --role; or --cosmetic with --only or --all.")
    project = Project.at(project_folder)
    [language], chosen = project.pick_languages((lang,)), project.pick_leaflets(leaflets)
    person = signing.person(name, _day(date), language)
    folder = project.signoffs(language.code).parent
    make_folders([folder])
    with locked(folder):
        sheet = sheet_to_read(project, language, chosen, whole=not leaflets)
        rows = signing.picked(sheet, only) if only else sheet.rows
        if role is None:
            outcome = signing.carry(sheet, rows, person, str(cosmetic))
        elif filled:
            outcome = signing.sign_filled(sheet, read(filled), person, role)
        else:
            outcome = signing.sign(sheet, rows, person, role)
        _tell(language.code, outcome)
        _tell_of_another(sheet, outcome)
        _write(sheet, outcome, key)
    if not outcome.complete:
        raise click.exceptions.Exit(1)


def _day(given: dt.datetime | None) -> dt.date:
    """Return the day of signing, today without a ``given`` one; raise LeafletsError for one that is still to come."""
    today = release.today()
    day = given.date() if given else today
    if day > today:
        raise LeafletsError(f"{day} is still to come: nobody has signed then.", hint="Give the day of signing.")
    return day


def _tell(code: str, outcome: signing.Outcome) -> None:
    """Say what became of each message, and how many there are of each."""
    for result in outcome.results:
        text = one_line(result.text)
        click.echo(f"{result.what:<8}  {result.name}  {text if len(text) <= TEXT else f'{text[:TEXT]}…'}")
        for why in result.why:
            click.echo(f"    {one_line(why)}")
    count = Counter(result.what for result in outcome.results)
    told = ", ".join(f"{what}: {number}" for what, number in count.items())
    click.echo(f"{code}: {told or 'there is nothing to sign'}", err=True)


def _tell_of_another(sheet: ReviewSheet, outcome: signing.Outcome) -> None:
    """Say how many messages lack nothing but another person: whoever signs in two roles counts once."""
    alone = [row for row in sheet.rows if outcome.signoffs.standing(row.wording).lacking == (ANOTHER,)]
    if alone:
        click.echo(f"Signed in every role, but not by different people: {len(alone)}. Another person must.", err=True)


def _write(sheet: ReviewSheet, outcome: signing.Outcome, key: Path | None) -> None:
    """Write the sign-offs where there are new ones, and with a key the signature over them."""
    project, path = sheet.project, sheet.signoffs.path
    attributes = project.root / "locales" / ".gitattributes"
    files: dict[Path, bytes] = {}
    if outcome.changed or (key and path.exists()):
        files[path] = outcome.signoffs.text.encode()
        files |= {seal_of(path): signed(files[path], key)} if key else {}
    if (files or path.exists()) and not attributes.exists():
        files[attributes] = ATTRIBUTES.encode()
    for file, data in files.items():
        if write_whole(file, data):
            click.echo(f"wrote  {project.shown(file)}")
    if path not in files:
        return
    if key and sheet.signoffs.trouble:
        click.echo(
            f"Before, {sheet.signoffs.trouble}. Your key now stands for every line of the file: read its git diff.",
            err=True,
        )
    elif not key and project.allowed_signers.exists():
        click.echo("No sign-off counts until the file is signed with a key: leaflets sign … --key KEY", err=True)
