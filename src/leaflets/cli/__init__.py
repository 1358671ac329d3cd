"""The command line. A command is loaded when it is called: ``leaflets --help`` imports click and nothing else."""

import errno
import sys
from importlib import import_module
from pathlib import Path

import click

COMMANDS = {
    "build": "Render leaflets as HTML and as PDF for print.",
    "check": "Check that every language keeps what the source says.",
    "diff": "Show what changed for a patient since a revision or a release.",
    "doctor": "Say what this machine or this project lacks.",
    "explain": "Say what a check finds, and why.",
    "extract": "Write the message templates from the leaflets.",
    "review": "Write a sheet on which a person reads and judges a translation.",
    "sign": "Say in a person's name that messages are right as they stand.",
    "status": "Show how far each translation is.",
    "update": "Bring the catalogs to the message templates.",
    "verify": "Say whether a printed copy is current, by its code or its file.",
    "withdraw": "Withdraw a release: nobody may hand it out any more.",
}


INTERRUPTED = 130  # as shells say it: 128 and the signal's number; 1 would say that something was found


class _Commands(click.Group):
    """Names and helps the commands without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"leaflets.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.exceptions.ClickException, click.exceptions.Exit, click.exceptions.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            click.echo(_told(error), err=True)
            ctx.exit(_exit_code(error))


def _told(error: Exception) -> str:
    """Return what a person reads of ``error``: what, where, and the way out; it may quote a file, so made visible."""
    from leaflets.errors import LeafletsError  # noqa: PLC0415  only who meets an error pays for it
    from leaflets.visible import visible  # noqa: PLC0415

    if isinstance(error, LeafletsError):
        return visible(f"{error}\n    {error.hint}" if error.hint else str(error))
    if _full(error):
        return "Nothing more can be written: no space is left.\n    Make room, then run it again."
    way_out = "This is a defect: run it again with --debug and report it."
    return visible(f"leaflets stopped: {type(error).__name__}: {error}\n    {way_out}")


def _exit_code(error: Exception) -> int:
    from leaflets.errors import MACHINE_LACKS, WRONG_USE  # noqa: PLC0415

    code: int = getattr(error, "exit_code", WRONG_USE)
    return MACHINE_LACKS if _full(error) else code


def _full(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno == errno.ENOSPC


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--project", type=click.Path(path_type=Path), help="The project's folder; found upward without it.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def main(ctx: click.Context, project: Path | None, *, debug: bool) -> None:  # noqa: ARG001
    """Patient leaflets in many languages that keep every word of the safety wording.

    Exit codes: 0 fit, 1 findings, 2 wrong use, 3 this machine lacks something.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    ctx.obj = project
