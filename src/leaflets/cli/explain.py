"""``leaflets explain``."""

import click

from leaflets.checks.explained import first, paragraphs
from leaflets.checks.registry import all_checks
from leaflets.cli import COMMANDS
from leaflets.errors import LeafletsError, nearest


@click.command("explain", help=COMMANDS["explain"])
@click.argument("check", required=False)
def command(check: str | None) -> None:
    """Say what a check finds and why; list those of a family, or all."""
    known = all_checks()
    listed = [each for each in known.values() if check in {None, each.family}]
    for each in listed:
        click.echo(f"{each.id:<28} {each.severity:<7} {first(each.says)}")
    if listed or check is None:
        return
    if check not in known:
        families = dict.fromkeys(each.family for each in known.values())
        raise LeafletsError(f"There is no check {check}.", hint=nearest(check, [*families, *known]))
    click.echo("\n\n".join([f"{check} ({known[check].severity})", *paragraphs(known[check])]))
