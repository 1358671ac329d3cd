"""What the document says of safety stands on the page."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.document import Document, Element, Node, Said, plain
from leaflets.edition import Edition

NEAR = 0.01  # pt: what a size may differ by when it is computed
UNBOXED = "outside its box"
LEAST: dict[str, Any] = {"edge": "", "size": 0, "page": 0, "boxed": False}  # what a theme that does not report says


@check(
    "page/safety-shown",
    severity=Severity.ERROR,
    rationale="""
        The best translation helps nobody when a theme leaves it out, cuts it, or prints it too small to read.
    """,
    bad=Example(
        "Do not take more than 8 tablets.",
        "Не принимайте больше 8 таблеток.",
        "ru",
        context="safety:dose",
        page='<aside><p data-safety="dose">Не принимайте больше 8</p></aside>',
    ),
    good=Example(
        "Do not take more than 8 tablets.",
        "Не принимайте больше 8 таблеток.",
        "ru",
        context="safety:dose",
        page='<aside><p data-safety="dose">Не принимайте больше 8 таблеток.</p></aside>',
    ),
)
def safety_shown(edition: Edition) -> Iterator[tuple[Said | None, Found]]:
    """Every safety statement is on the page, whole, in its box where it has one, in the order of the source.

    A web page is read as its bytes stand. Of a PDF the layout engine itself is asked: where each statement begins and
    ends, in what size (never under the body's), and whether in a box; text taken out of a PDF proves nothing. Known
    gap: what a style sheet hides, covers or paints white.
    """
    wanted = list(_statements(edition.document))
    shown = list(_in_html(edition) if edition.format == "html" else _in_pdf(edition))
    lost = Counter(said.safety_id for said, _, _ in wanted) - Counter(identity for identity, _, _ in shown)
    for said, _, _ in wanted:
        if lost[said.safety_id]:
            lost[said.safety_id] = 0
            yield said, Found(f"{edition.name} does not show it", "Mend the theme.")
    if [said.safety_id for said, _, _ in wanted] == [identity for identity, _, _ in shown]:
        for (said, text, boxed), (_, there, faults) in zip(wanted, shown, strict=True):
            whole = set() if there in {None, text} else {f"cut or changed: {there}"}
            for fault in sorted(whole | faults - (set() if boxed else {UNBOXED})):
                yield said, Found(f"{edition.name} shows it {fault}", "Mend the theme.")
    elif not lost:
        yield None, Found(f"{edition.name} shows safety statements in another order", "Keep the source's order.")


def _statements(document: Document) -> Iterator[tuple[Said, str, bool]]:
    """Yield each safety statement of the document, its text, and whether it is in a box."""

    def of(nodes: tuple[Node, ...], *, boxed: bool) -> Iterator[tuple[Said, str, bool]]:
        for node in nodes:
            if isinstance(node, Element):
                if node.said and node.said.safety_id:
                    yield node.said, plain(node.children), boxed
                yield from of(node.children, boxed=boxed or node.tag == "aside")

    for nodes in (document.title, *(section.nodes for section in document.sections)):
        yield from of(nodes, boxed=False)


Shown = tuple[str, str | None, set[str]]  # the id, the text where it can be read, what is wrong


def _in_html(edition: Edition) -> Iterator[Shown]:
    for identity, pieces in edition.statements:
        text = " ".join("".join(piece.text for piece in pieces).split())
        yield identity, text, set() if all(piece.boxed for piece in pieces) else {UNBOXED}


def _in_pdf(edition: Edition) -> Iterator[Shown]:
    """Yield what the layout engine says: where each statement begins and ends, how large and whether in a box."""
    least, before = edition.document.language.typography.size, 1
    facts = [LEAST | fact for fact in edition.rendered.facts]
    ends = [fact for fact in facts if fact["edge"] == "end"]
    for number, fact in enumerate(fact for fact in facts if fact["edge"] == "start"):
        faults = set() if fact["boxed"] else {UNBOXED}
        if fact["size"] < least - NEAR:
            faults.add(f"at {fact['size']:g} pt, under the {least:g} pt of the body")
        end = ends[number] if number < len(ends) else fact | {"id": None}
        if end["id"] != fact["id"]:
            faults.add("without its end")
        elif not before <= fact["page"] <= end["page"] <= edition.rendered.pages:
            faults.add("on a page out of order")
        before = end["page"]
        yield fact["id"], None, faults
