"""``leaflets explain``."""

import click

from leaflets.checks.explained import first, paragraphs
from leaflets.checks.registry import all_checks
from leaflets.cli import COMMANDS
from leaflets.errors import LeafletsError, nearest


@click.command("explain", help=COMMANDS["explain"])
@click.argument("check", required=False)
def command(check: str | None) -> None:
    """Say what a check finds and why; without one, list them."""
    known = all_checks()
    if check is None:
        for each in known.values():
            click.echo(f"{each.id:<28} {each.severity:<7} {first(each.says)}")
        return
    if check not in known:
        raise LeafletsError(f"There is no check {check}.", hint=nearest(check, list(known)))
    click.echo("\n\n".join([f"{check} ({known[check].severity})", *paragraphs(known[check])]))
