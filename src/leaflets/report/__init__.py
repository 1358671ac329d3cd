"""Reports: what was found, for a person or a machine. One file a format, one dict of them all."""

from collections.abc import Callable
from importlib import import_module

from leaflets.checks.run import Report

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "html")


def reporter(name: str) -> Callable[[Report], str]:
    """Return the function that writes a report in the format ``name``."""
    write: Callable[[Report], str] = import_module(f"leaflets.report.{name}").write
    return write
