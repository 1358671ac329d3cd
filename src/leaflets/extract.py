"""Templates in, message templates out: what there is to translate."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from jinja2 import TemplateSyntaxError

from leaflets.catalog import FORMAT, PRIORITY, Catalog, Message, parse
from leaflets.errors import LeafletsError
from leaflets.files import read_text
from leaflets.project import COMMON, Project
from leaflets.templates import OPTIONS, THEME, WORDS, broken

NOTE = "NOTE:"
KEEP = "SAFETY: keep every number, unit, “not”, condition and source. Add nothing, leave nothing out."
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Project-Id-Version: {domain}\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
)


def templates(project: Project, domain: str) -> list[Path]:
    """Return the templates whose sentences belong to ``domain``, in a fixed order."""
    if domain != COMMON:
        return sorted(project.leaflets[domain].folder.glob("**/*.html"))
    leaflets = {leaflet.folder for leaflet in project.leaflets.values()}
    own = sorted(path for path in project.templates.glob("**/*.html") if not leaflets & set(path.parents))
    words = [] if project.templates / WORDS in own else [THEME / WORDS]
    return [*own, *words]


def messages(project: Project, domain: str) -> list[Message]:
    """Return every message of ``domain`` in reading order, each once, at its first place, with the notes of all.

    Raises LeafletsError with file and line for a template that does not parse: a template that is
    skipped would take its sentences out of every catalog (babel #1216).
    """
    found: dict[tuple[str | None, str], Message] = {}
    for path in templates(project, domain):
        for message in _of(path):
            first = found.get(message.key, replace(message, path=project.shown(path)))
            notes = tuple(dict.fromkeys([*first.notes, *message.notes]))
            said = message if message.plural else first
            found[message.key] = replace(said, notes=notes, path=first.path, line=first.line)
    return list(found.values())


def pot(project: Project, domain: str) -> Catalog:
    """Return the message template of ``domain``, as it should stand in ``locales``."""
    parts = [HEADER.format(domain=domain), *(message.formatted() for message in messages(project, domain))]
    return parse("\n".join(parts), project.pot(domain))


def _of(path: Path) -> Iterator[Message]:
    for line, ids, notes, context in _rows(path, read_text(path)):
        source, plural = (ids[0], ids[1]) if isinstance(ids, tuple) else (ids, None)
        if not source:
            raise LeafletsError(f"{path}:{line}: an empty sentence.", hint="Put words into it, or take it out.")
        yield replace(_message(source, plural, context, [" ".join(note.split()) for note in notes]), line=line)


@lru_cache(maxsize=512)
def _rows(path: Path, text: str) -> tuple[tuple[Any, ...], ...]:
    """Return what Babel finds in a template; kept by its text, for every language asks anew."""
    try:
        rows = extract("jinja2.ext:babel_extract", BytesIO(text.encode()), DEFAULT_KEYWORDS, [NOTE], dict(OPTIONS))
        return tuple(rows)
    except TemplateSyntaxError as error:
        raise broken(error, str(path)) from error


def _message(source: str, plural: str | None, context: str | None, notes: list[str]) -> Message:
    texts = ("", "") if plural else ("",)
    said = tuple([" ".join(notes).removeprefix(NOTE).strip()] if notes else [])
    flags = (FORMAT,) if "%(" in source + (plural or "") else ()
    message = Message(context, source, texts, plural, flags, said)
    if not message.safety:
        return message
    return Message(context, source, texts, plural, (*flags, PRIORITY), (KEEP, *said))
