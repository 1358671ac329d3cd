"""Reports: what was found, for a person or a machine. One file a format, one dict of them all."""

from collections.abc import Callable
from importlib import import_module

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "html", "toml")
FOR_TERMINALS = ("text", "concise")  # their writers take, besides the report, what a terminal makes of a line


def reporter(name: str) -> Callable[..., str]:
    """Return the function that writes a report in the format ``name``."""
    write: Callable[..., str] = import_module(f"leaflets.report.{name}").write
    return write
