"""One Jinja environment: what extracts a sentence and what prints it must never differ."""

from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from leaflets.errors import LeafletsError
from leaflets.project import Project

THEME = Path(__file__).parent / "render" / "theme"
WORDS = "words.html"  # the template whose blocks are the theme's words
# Values are strings: jinja2.ext.babel_extract reads them as text. The same options extract and render.
OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}


def environment(project: Project) -> Environment:
    """Return the environment of ``project``: its own templates first, then the packaged theme."""
    env = Environment(
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        loader=ChoiceLoader([FileSystemLoader(project.templates), FileSystemLoader(THEME)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.policies["ext.i18n.trimmed"] = True
    return env


def bare() -> Environment:
    """Return an environment for pages about a project, which speak English to those who work on it."""
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def theme_path(project: Project, name: str) -> Path:
    """Return where a theme file lies: the project's own, or the packaged one."""
    own = project.templates / name
    return own if own.is_file() else THEME / name


def broken(error: TemplateError, fallback: str) -> LeafletsError:
    """Return the sentence for a template that does not parse or cannot be filled, with file and line."""
    if isinstance(error, TemplateSyntaxError):
        return LeafletsError(f"{error.filename or fallback}:{error.lineno}: {error.message}", hint="Mend the template.")
    if isinstance(error, TemplateNotFound):
        return LeafletsError(f"{fallback}: there is no template {error.message}.", hint="Write it into templates/.")
    return LeafletsError(f"{fallback}: {error.message}", hint="Mend the template or the settings it uses.")
