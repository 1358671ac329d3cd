"""The tags of a sentence are in its translation."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language

TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>")

VOID = frozenset({"br", "hr", "img", "input", "wbr"})  # tags that are never closed


@check(
    "catalog/markup-kept",
    severity=Severity.ERROR,
    rationale="""
        A tag that is lost takes the emphasis off a warning; one that is added shows as letters on the page,
        or was put there to do harm.
    """,
    bad=Example("Take it <strong>once</strong>.", "Принимайте <strong>один раз.", "ru"),
    good=Example("Take it <strong>once</strong>.", "Принимайте <strong>один раз</strong>.", "ru"),
)
def markup_kept(message: Message, target: Language) -> Iterator[Found]:  # noqa: ARG001
    """Each filled form has the tags of the source, as often, with the same attributes, nested, and no other."""
    if not any("<" in text for text in (message.source, message.plural or "", *message.texts)):
        return
    wanted = [_tags(text) for text in (message.source, message.plural) if text is not None]
    for text in message.texts:
        found = _tags(text)
        if text and found not in wanted:
            lost, new = " ".join(wanted[-1] - found), " ".join(found - wanted[-1])
            yield Found(f"tags lost: {lost or 'none'}; added: {new or 'none'}", "Keep the source's tags.")
        elif text and _crossed(text) and not _crossed(message.source):
            yield Found("a tag is closed that is not open", "Put each closing tag behind what its opening tag begins.")


def _tags(text: str) -> Counter[str]:
    return Counter(match[0] for match in TAG.finditer(text))


def _crossed(text: str) -> bool:
    """Whether a tag is closed before the tags in it, or before it is open."""
    opened: list[str] = []
    for match in TAG.finditer(text):
        name = match[1].lower()
        if match[0].startswith("</"):
            if not opened or opened.pop() != name:
                return True
        elif name not in VOID and not match[0].endswith("/>"):
            opened.append(name)
    return False
