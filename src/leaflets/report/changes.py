"""What changed for a patient, for a person: as text, Markdown and HTML."""

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from leaflets.changes import Comparison
from leaflets.difference import told

NOTHING = "Nothing changed for a patient."
TAGS = {"same": Markup("{}"), "old": Markup("<del>{}</del>"), "new": Markup("<ins>{}</ins>")}
MARKDOWN = re.compile(r"([\\`*_\[\]~|])")


def text(comparisons: Iterable[Comparison]) -> str:
    """Return the changes in lines; in a statement [-these words-] are gone and {+these+} are new."""
    found = ["\n".join(lines(comparison)) for comparison in comparisons if not comparison.same]
    return "\n\n".join(found) or NOTHING


def lines(comparison: Comparison) -> list[str]:
    """Return the changes of one leaflet in one language."""
    count = len(comparison.changes)
    what = comparison.note or ("1 statement" if count == 1 else f"{count} statements") + " changed"
    found = [f"{comparison.title}: {what}"]
    for change in comparison.changes:
        found.append(f"  {comparison.head(change)}")
        for language, words in comparison.versions(change):
            found.append(f"    {language.code}: {told(words)}")
        found += [f"    numbers, {numbers}" for numbers in comparison.numbers(change)]
    return found


def markdown(comparisons: Iterable[Comparison]) -> str:
    """Return the changes as Markdown, such as a pull request shows."""
    changed = [comparison for comparison in comparisons if not comparison.same]
    found = ["# What changed for a patient", *([] if changed else [NOTHING])]
    for comparison in changed:
        found += [f"## {_escaped(comparison.title)}", *([comparison.note] if comparison.note else [])]
        for change in comparison.changes:
            rows = [f"- **{_escaped(comparison.head(change))}**"]
            for language, words in comparison.versions(change):
                rows.append(
                    f"  - {language.english}: {''.join(TAGS[mark].format(_escaped(part)) for mark, part in words)}"
                )
            rows += [f"  - **numbers, {_escaped(numbers)}**" for numbers in comparison.numbers(change)]
            found.append("\n".join(rows))
    return "\n\n".join(found)


def html(comparisons: Iterable[Comparison]) -> str:
    """Return the changes as one page; every version in its own language and direction."""
    from leaflets.templates import THEME, bare  # noqa: PLC0415  this format alone has a template

    changed = [comparison for comparison in comparisons if not comparison.same]
    page = bare().from_string((THEME / "changes.html").read_text())
    style = Markup((THEME / "style.css").read_text())  # noqa: S704  the theme is ours
    return page.render(comparisons=changed, nothing=NOTHING, tags=TAGS, style=style)


FORMATS: dict[str, Callable[[Iterable[Comparison]], str]] = {"text": text, "markdown": markdown, "html": html}


def _escaped(words: str) -> Markup:
    """Return ``words`` with nothing in them that Markdown or HTML would read as a sign."""
    return Markup(MARKDOWN.sub(r"\\\1", str(escape(words))))  # noqa: S704  escaped in this line
