"""``leaflets explain``."""

import click

from leaflets.checks.registry import Check, Example, all_checks
from leaflets.cli import COMMANDS
from leaflets.errors import LeafletsError, nearest
from leaflets.language import SOURCE


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


def first(text: str) -> str:
    """Return the first line of a docstring."""
    return text.partition("\n")[0]


def paragraphs(check: Check) -> list[str]:
    """Return what holds, why it matters, and the two examples."""
    return [
        check.says,
        f"Why: {' '.join(check.rationale.split())}",
        f"Found:\n{shown(check.bad)}",
        f"Not found:\n{shown(check.good)}",
    ]


def shown(example: Example) -> str:
    """Return an example as a person reads it."""
    translated = [] if example.language == SOURCE else [(example.language, example.translation), *example.others]
    rows = [
        ("required", ", ".join(example.required)),
        ("msgctxt", example.context),
        (SOURCE, example.source),
        (SOURCE, example.beside),
        *[(code, text or "(empty)") for code, text in translated],
        ("leaflet.toml", example.card),
        ("page", example.page),
        ("since then", "the templates have changed" if example.stale else ""),
    ]
    return "\n".join(f"    {line}" for name, text in rows if text for line in f"{name}: {text}".split("\n"))
