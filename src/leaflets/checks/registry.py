"""What a check is, and where the checks are found."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import entry_points
from inspect import cleandoc
from typing import Any, Literal, TypeVar

from leaflets import checks
from leaflets.errors import LeafletsError
from leaflets.language import Language


class Severity(StrEnum):
    """What a person must do: ``error`` do not give this to a patient, ``review`` look at it."""

    ERROR = "error"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check says: a short sentence, and the way out."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """The least that a check finds (``bad``) or leaves alone (``good``): a source, a translation, and its language.

    What else a check may read:
    ``context`` the msgctxt; ``plural`` the source is its own plural; ``beside`` another source with the same
    translation; ``again`` another translation of the same source; ``terms`` lines of terms.toml;
    ``others`` translations of the same source in further catalogs, as (language, translation);
    ``stale`` the templates have changed since; ``card`` lines of leaflet.toml; ``page`` the web page that was made;
    ``required`` the ids that the settings require; ``signed`` the translation that two people have signed, ``back``
    what one of them read back, ``trouble`` why the signature over the file does not count.
    """

    source: str = ""
    translation: str = ""
    language: str = "en"
    plural: bool = False
    beside: str = ""
    again: str = ""
    terms: str = ""
    context: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    stale: bool = False
    card: str = ""
    page: str = ""
    required: tuple[str, ...] = ()
    signed: str = ""
    back: str = ""
    trouble: str = ""


Scope = Literal["message", "catalog", "project", "signed", "source", "page"]
OF_FAMILY: dict[str, Scope] = {"source": "source", "page": "page"}  # families that read one thing only
Function = TypeVar("Function", bound=Callable[..., Iterator[Any]])


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``id`` is its place, ``<family>/<name>``, and is never changed and never used again.

    ``scope`` is what ``function`` reads, and what it yields:

    * ``message``: a message, its language → Found
    * ``catalog``: a catalog, the messages that the templates ask for, its language → (Message, Found)
    * ``project``: the sheets of all catalogs and languages together → (Sheet, Message, Found)
    * ``signed``: the sheets of the languages in which somebody has signed, together → (Sheet, Message, Found)
    * ``source``: the sheet of a leaflet or the bank in the source language, what is written → (Message, Found)
    * ``page``: an edition → (the Said or the place that it is about, or None for the theme, Found)

    The families source/ and page/ read what their names say; every other reads a message if it says nothing else.

    ``needs`` names the part of a language's data without which it cannot judge, ``only`` the one language it reads.
    ``empty``: a check of messages that reads those without a translation, too.
    """

    id: str
    severity: Severity
    rationale: str
    bad: Example
    good: Example
    function: Callable[..., Iterator[Any]]
    needs: str = ""
    only: str = ""
    scope: Scope = "message"
    empty: bool = False

    def run(self, *read: Any) -> Iterator[Any]:  # noqa: ANN401  what is read is the scope's
        """Look at what a check of this scope reads."""
        return self.function(*read)

    def finds(self, example: Example) -> list[Found]:
        """Return what the check says of ``example``."""
        from leaflets.checks.example import reads  # noqa: PLC0415  builds pages; only those who explain checks ask

        found = [row for read in reads(self.scope, example) for row in self.run(*read)]
        return [row if isinstance(row, Found) else row[-1] for row in found]

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def says(self) -> str:
        """What holds: the docstring of the check."""
        return cleandoc(self.function.__doc__ or "")

    def knows(self, language: Language) -> bool:
        """Whether the check reads ``language`` and its data hold what the check needs."""
        return self.only in {"", language.code} and (not self.needs or bool(getattr(language, self.needs)))


_CHECKS: dict[str, Check] = {}


def check(
    identity: str,
    *,
    severity: Severity,
    rationale: str,
    bad: Example,
    good: Example,
    needs: str = "",
    only: str = "",
    scope: Literal["message", "catalog", "project", "signed"] = "message",
    empty: bool = False,
) -> Callable[[Function], Function]:
    """Declare the decorated function as the check ``identity``; its docstring says what holds.

    Raises LeafletsError when another check has that id: no package takes a check's place.
    """

    def declare(function: Function) -> Function:
        if identity in _CHECKS:
            raise LeafletsError(f"Two checks have the id {identity}.", hint=f"Rename the one in {function.__module__}.")
        reads = OF_FAMILY.get(identity.partition("/")[0], scope)
        _CHECKS[identity] = Check(
            identity, severity, cleandoc(rationale), bad, good, function, needs, only, reads, empty
        )
        return function

    return declare


@cache
def all_checks() -> dict[str, Check]:
    """Return every check by its id: the modules of the families are found, not listed.

    Other packages bring theirs by the entry-point group ``leaflets.checks``. Raises LeafletsError for one that cannot
    be loaded: a check that is left out would be a pass.
    """
    for module in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        importlib.import_module(module.name)
    for entry in entry_points(group="leaflets.checks"):
        try:
            entry.load()
        except LeafletsError:
            raise
        except Exception as error:
            what = str(error) or type(error).__name__
            raise LeafletsError(
                f"The checks of {entry.value} cannot be loaded: {what}.", hint="Mend or remove that package."
            ) from error
    return dict(sorted(_CHECKS.items()))
