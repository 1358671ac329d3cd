"""What a check is, and where the checks are found."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import entry_points
from inspect import cleandoc
from pathlib import Path
from typing import Any, Literal, TypeVar

from leaflets import checks
from leaflets.catalog import Catalog, Message
from leaflets.language import Language
from leaflets.language import language as load


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
    """A source and a translation in a language that a check finds (``bad``) or leaves alone (``good``).

    ``plural`` gives the source a plural; ``beside`` is another source of the catalog with the same translation.
    """

    source: str
    translation: str
    language: str
    plural: bool = False
    beside: str = ""

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the example as the messages of a catalog."""
        plural = self.source if self.plural else None
        first = Message(None, self.source, (self.translation,), plural, line=1)
        return (first, Message(None, self.beside, (self.translation,), line=2)) if self.beside else (first,)


Run = Callable[[Message, Language], Iterator[Found]]
Placed = Iterator[tuple[Message, Found]]
Over = Callable[[Catalog, tuple[Message, ...], Language], Placed]
RunT = TypeVar("RunT", Run, Over)


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``id`` is its place, ``<family>/<name>``, and is never changed and never used again.

    ``function`` looks at one message, or with the scope ``catalog`` at all messages of a catalog. ``needs`` names
    the part of a language's data without which it cannot judge.
    """

    id: str
    severity: Severity
    rationale: str
    bad: Example
    good: Example
    function: Callable[..., Iterator[Any]]
    needs: str = ""
    scope: Literal["message", "catalog"] = "message"

    def run(self, message: Message, language: Language) -> Iterator[Found]:
        """Look at one message."""
        return self.function(message, language)

    def over(
        self, catalog: Catalog, messages: tuple[Message, ...], language: Language
    ) -> Iterator[tuple[Message, Found]]:
        """Look at all messages of a catalog."""
        return self.function(catalog, messages, language)

    def finds(self, example: Example) -> list[Found]:
        """Return what the check says of ``example``."""
        where, said = load(example.language), example.messages
        if self.scope == "message":
            return [found for message in said for found in self.run(message, where)]
        return [found for _, found in self.over(Catalog(Path(), "", {}, said), said, where)]

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def says(self) -> str:
        """What holds: the docstring of the check."""
        return cleandoc(self.function.__doc__ or "")

    def knows(self, language: Language) -> bool:
        """Whether the data of ``language`` hold what the check needs."""
        return not self.needs or bool(getattr(language, self.needs))


_CHECKS: dict[str, Check] = {}


def check(
    identity: str,
    *,
    severity: Severity,
    rationale: str,
    bad: Example,
    good: Example,
    needs: str = "",
    scope: Literal["message", "catalog"] = "message",
) -> Callable[[RunT], RunT]:
    """Declare the decorated function as the check ``identity``; its docstring says what holds."""

    def declare(function: RunT) -> RunT:
        _CHECKS[identity] = Check(identity, severity, cleandoc(rationale), bad, good, function, needs, scope)
        return function

    return declare


@cache
def all_checks() -> dict[str, Check]:
    """Return every check by its id: the modules of the families are found, not listed.

    Other packages bring theirs by the entry-point group ``leaflets.checks``.
    """
    for module in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        importlib.import_module(module.name)
    for entry in entry_points(group="leaflets.checks"):
        entry.load()
    return dict(sorted(_CHECKS.items()))
