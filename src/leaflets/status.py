"""How far each catalog is, counted as msgfmt counts."""

from dataclasses import dataclass

from leaflets.catalog import Catalog
from leaflets.extract import pot
from leaflets.project import Project


@dataclass(frozen=True, slots=True)
class Progress:
    """One catalog: its messages by state, and how many of its safety wording are translated.

    ``stale``: the catalog does not hold the messages of the templates; ``leaflets update`` mends that.
    """

    language: str
    domain: str
    translated: int
    fuzzy: int
    untranslated: int
    safety: int
    safety_translated: int
    stale: bool

    @property
    def total(self) -> int:
        return self.translated + self.fuzzy + self.untranslated


def progress(project: Project) -> list[Progress]:
    """Return the progress of every catalog, by language and domain; a catalog that is not there is all untranslated."""
    source = project.settings.source
    return [_of(project, domain, code) for code in project.codes if code != source for domain in project.domains]


def _of(project: Project, domain: str, code: str) -> Progress:
    path, template = project.po(domain, code), pot(project, domain)
    catalog = Catalog.read_sound(path) if path.exists() else template
    live = list(catalog.live.values())
    filled = [message for message in live if message.text]  # msgfmt looks at the first form only
    fuzzy = sum(message.fuzzy for message in filled)
    safety = [message for message in live if message.safety]
    return Progress(
        code,
        domain,
        len(filled) - fuzzy,
        fuzzy,
        len(live) - len(filled),
        len(safety),
        sum(message.translated for message in safety),
        not path.exists() or catalog.live.keys() != template.live.keys(),
    )
