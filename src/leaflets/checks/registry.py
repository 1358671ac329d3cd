"""What a check is, and where the checks are found."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from inspect import cleandoc

from leaflets import checks
from leaflets.catalog import Message
from leaflets.language import Language


class Severity(StrEnum):
    """What a person must do: ``error`` do not give this to a patient, ``review`` look at it."""

    ERROR = "error"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check says of one message: a short sentence, and the way out."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A source and a translation in a language that a check finds (``bad``) or leaves alone (``good``)."""

    source: str
    translation: str
    language: str
    flags: tuple[str, ...] = ()


Run = Callable[[Message, Language], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``id`` is its place, ``<family>/<name>``, and is never changed and never used again."""

    id: str
    severity: Severity
    rationale: str
    bad: Example
    good: Example
    run: Run


_CHECKS: dict[str, Check] = {}


def check(identity: str, *, severity: Severity, rationale: str, bad: Example, good: Example) -> Callable[[Run], Run]:
    """Declare the decorated function as the check ``identity``; its docstring says what holds."""

    def declare(run: Run) -> Run:
        _CHECKS[identity] = Check(identity, severity, cleandoc(rationale), bad, good, run)
        return run

    return declare


@cache
def all_checks() -> dict[str, Check]:
    """Return every check by its id: the modules of the families are found, not listed."""
    for module in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        importlib.import_module(module.name)
    return dict(sorted(_CHECKS.items()))
