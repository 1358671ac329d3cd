"""How far the messages of a sheet are signed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from leaflets.catalog import Message
from leaflets.checks.sheet import Sheet, said_in
from leaflets.language import Language
from leaflets.project import COMMON, Project
from leaflets.signoff import Wording
from leaflets.standing import Signed, SignOffs


def with_sign_offs(project: Project, sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Yield ``sheets``, each with how far it is signed where somebody has signed in its language."""
    read: dict[str, tuple[SignOffs, frozenset[str]]] = {}
    for sheet in sheets:
        code = sheet.language.code
        if not project.signoffs(code).exists():
            yield sheet
            continue
        if code not in read:
            read[code] = SignOffs.of(project, code), live(project, sheet.language)
        signoffs, used = read[code]
        said = said_in(project, sheet.leaflet or COMMON, sheet.language)
        yield replace(sheet, signed=standings(project, signoffs, said, used))


def live(project: Project, language: Language) -> frozenset[str]:
    """Return the fingerprints of all wordings that the project uses in ``language``."""
    rows = (message for domain in project.domains for message in said_in(project, domain, language))
    return frozenset(Wording.said(message, language.code).fingerprint for message in rows)


def standings(project: Project, signoffs: SignOffs, said: Iterable[Message], used: Collection[str]) -> Signed:
    """Return how far each message of ``said`` is signed; ``used`` are the fingerprints of all words in use."""
    found = []
    for message in said:
        wording = Wording.said(message, signoffs.language)
        found.append((message, wording, signoffs.standing(wording, used, ready=message.translated)))
    return Signed(signoffs, project.shown(signoffs.path), tuple(found))
