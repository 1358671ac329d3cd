"""Comparing what the leaflets tell a patient with what they told at a git revision, or in a release."""

from collections.abc import Iterable

from leaflets.changes import Comparison, changes
from leaflets.checks.run import catalogs
from leaflets.document import compose
from leaflets.history import at
from leaflets.language import as_known
from leaflets.project import Project
from leaflets.release import Ledger, Release
from leaflets.wording import Wording, wording

Wordings = dict[tuple[str, str], Wording]  # by leaflet and language


def with_revision(project: Project, revision: str, ids: tuple[str, ...], codes: tuple[str, ...]) -> list[Comparison]:
    """Return what changed since the git ``revision`` in the leaflets ``ids`` and the languages ``codes``, all for none.

    Raises LeafletsError where git, the revision, or a template or a catalog then or now cannot be read.
    """
    now = _told(
        project, [each.id for each in project.pick_leaflets(ids)], [each.code for each in project.pick_languages(codes)]
    )
    with at(project, revision) as past:
        then = _told(past, ids or list(past.leaflets), codes or past.codes)
    found = []
    for leaflet, code in dict.fromkeys([*now, *then]):
        note = "" if (leaflet, code) in then else "is new"
        note = note if (leaflet, code) in now else "is gone"
        told = () if note else tuple(changes(then[leaflet, code], now[leaflet, code]))
        found.append(Comparison(leaflet, as_known(code), project.source, told, note))
    return found


def with_release(project: Project, ledger: Ledger, release: Release) -> Comparison:
    """Return what changed since ``release``, today, in its leaflet and its language."""
    key = release.leaflet, release.language
    now = _told(project, [release.leaflet], [release.language])
    told = tuple(changes(ledger.words(release), now[key])) if now else ()
    return Comparison(*key[:1], as_known(release.language), project.source, told, "" if now else "is gone")


def of_releases(ledger: Ledger, old: Release, new: Release) -> Comparison:
    """Return what changed from ``old`` to ``new``, two releases of one leaflet in one language."""
    told = tuple(changes(ledger.words(old), ledger.words(new)))
    return Comparison(old.leaflet, as_known(old.language), ledger.project.source, told)


def _told(project: Project, ids: Iterable[str], codes: Iterable[str]) -> Wordings:
    """Return the wording of those of the leaflets in those of the languages that ``project`` has."""
    found = {}
    for leaflet in (project.leaflets[name] for name in ids if name in project.leaflets):
        for known in (as_known(code) for code in codes if code in project.codes):
            found[leaflet.id, known.code] = wording(compose(project, leaflet, known, catalogs(project, leaflet, known)))
    return found
