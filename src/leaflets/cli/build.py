"""``leaflets build``."""

import os
from collections.abc import Iterable
from pathlib import Path

import click

from leaflets.build import Order, Outcome, build
from leaflets.cli import COMMANDS
from leaflets.cli.options import langs, leaflets, listed
from leaflets.project import Project
from leaflets.render import FORMATS
from leaflets.render.pages import PAPERS
from leaflets.report.text import block


@click.command("build", help=COMMANDS["build"])
@langs
@leaflets
@click.option("--format", "formats", default="html,pdf", show_default=True, callback=listed(tuple(FORMATS)))
@click.option("--paper", "papers", default="a4", show_default=True, callback=listed(tuple(PAPERS)))
@click.option("--release", is_flag=True, help="Build what may be handed out: everything checked and signed.")
@click.option("--draft", is_flag=True, help="Build although wording other than safety wording is not ready.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where to; build/ without it.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many editions at a time; one a core without it.")
@click.pass_obj
def command(
    project_folder: Path | None,
    langs: tuple[str, ...],
    leaflets: tuple[str, ...],
    formats: tuple[str, ...],
    papers: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    *,
    release: bool,
    draft: bool,
) -> None:
    """Build editions; exit 1 when one is refused."""
    if release and draft:
        raise click.UsageError("--release and --draft exclude each other.")
    project = Project.at(project_folder)
    wanted = project.pick_languages(langs)
    able = tuple(lang for lang in wanted if lang.known and (lang.print or "pdf" not in formats))
    unset = [lang for lang in wanted if lang not in able]
    if not able:
        raise unset[0].unset
    order = Order(
        able,
        tuple(project.pick_leaflets(leaflets)),
        formats,
        papers,
        (output or project.output).resolve(),
        draft=draft,
        release=release,
        jobs=jobs or os.cpu_count() or 1,
    )
    outcome = build(project, order)
    for path, changed in outcome.files:
        click.echo(f"{'wrote' if changed else 'as it was'}  {project.shown(path)}")
    for row, new in outcome.released:
        click.echo(f"{'released' if new else 'as it was'}  {row.code}  {row.language} {row.leaflet} {row.version}")
    for finding in outcome.refused:
        click.echo(block(finding), err=True)
    for lang in unset:
        click.echo(f"{lang.unset}\n    {lang.unset.hint}", err=True)
    if outcome.refused or unset:
        names = ", ".join(sorted({*outcome.languages, *(lang.code for lang in unset)}))
        click.echo(f"Refused: {names}. What was built before stays as it was.{_way_out(outcome, order)}", err=True)
    _say_unreleased(outcome)
    _say_marked(outcome)
    if outcome.left:
        codes = ", ".join(row.code for row in outcome.left)
        click.echo(f"Left as released: {codes}. leaflets build --release makes their pages again.", err=True)
    if outcome.refused or unset or outcome.unreleased:
        raise click.exceptions.Exit(1)


def _way_out(outcome: Outcome, order: Order) -> str:
    if order.release and not all(finding.error for finding in outcome.refused):
        return " A review is accepted in accepted.toml (docs/accepting.md), or the words are changed, before a release."
    if not order.draft and not order.release and any(finding.waits for finding in outcome.refused):
        return " What is no safety wording may wait: --draft builds with it in English."
    return ""


def _say_unreleased(outcome: Outcome) -> None:
    """Say why which languages are not released, each reason once."""
    reasons = _by_reason(outcome.unreleased)
    for why, codes in reasons.items():
        click.echo(f"Not released: {codes}: {why}.", err=True)
    if reasons:
        click.echo("    Build without --release for drafts.", err=True)


def _say_marked(outcome: Outcome) -> None:
    """Say why which languages are drafts although they are signed, each reason once."""
    reasons = _by_reason(outcome.marked)
    for why, codes in reasons.items():
        click.echo(f"A draft, although it is signed: {codes}: {why}.", err=True)
    if reasons:
        click.echo("    Put the words right, have them signed, raise version in leaflet.toml.", err=True)


def _by_reason(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return each reason and the languages it holds for, from rows of language, leaflet and reason."""
    reasons: dict[str, list[str]] = {}
    for code, _, why in rows:
        reasons.setdefault(why, []).append(code)
    return {why: ", ".join(dict.fromkeys(codes)) for why, codes in reasons.items()}
