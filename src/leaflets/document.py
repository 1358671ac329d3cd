"""A leaflet composed in one language: a tree whose every piece knows its message.

Templates are trusted and translations are not: a translation never meets the template's HTML. The template prints
a token for each message; the tree puts the sanitised translation in the token's place. All writers read this tree.
"""

import datetime as dt
import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from gettext import c2py
from html.parser import HTMLParser
from typing import Any

import nh3
from jinja2 import Environment, Template, TemplateError
from jinja2.runtime import Context
from markupsafe import Markup, escape

from leaflets.catalog import Catalog, Message
from leaflets.errors import LeafletsError
from leaflets.language import Language
from leaflets.project import COMMON, Leaflet, Project
from leaflets.signoff import Wording
from leaflets.standing import Provenance, SignOffs
from leaflets.templates import WORDS, broken, environment

INLINE = frozenset({"strong", "b", "sub", "sup", "bdi"})  # what a translation may hold, without attributes
BLOCKS = frozenset({"h2", "h3", "p", "ul", "ol", "li", "aside", "div", "section", "figure", "img"})
VOID = frozenset({"img"})
SIGNED = ("translated_by", "reviewed_by", "reviewed_on")  # the theme's words of what is signed
STAMPED = ("code", "still_valid", "qr")  # and of a release
TOKEN = re.compile("\ue000(\\d+)\ue001")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# C0 and C1 controls, bidi overrides and embeddings, our own marks: nothing that a translation needs
PAGE_MARKS = ("\ue010", "\ue011")  # where the page's number and the number of pages go; a writer fills them in
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ue000-\ue0ff\ufffe\uffff]")
MOST_TAGS = 40  # in one translation: more is no emphasis, and deep nesting exhausts the writers
ANY_TAG = re.compile("<")
STRAY_TAG = re.compile(rf"<(?!/?(?:{'|'.join(INLINE)})>)")

# Left-to-right islands: Latin words, numbers with Latin units, phones, codes, addresses. A joiner binds two parts
# only where reading order matters inside; a comma or full stop followed by a space ends an island.
_PART = r"(?:[A-Za-z\u00c0-\u024f]|\d)+"
_JOIN = r"(?:[-–./:@_%#&+=?~'’,٫٬]{1,3}|[ \u00a0]\+?|[ \u00a0]?°)"
_AREA = r"(?:\(\d+\)[- \u00a0]?)?"
ISLAND = re.compile(rf"\+?{_AREA}{_PART}(?:{_JOIN}{_PART})*(?:/(?!\w)|[%°](?!\w))?")


@dataclass(frozen=True, slots=True)
class Said:
    """What is shown for one message: which message, in which language, and from where.

    ``fallback`` says why the source is shown in place of the translation; None when the translation is.
    ``shown`` is the text with its values filled in, ``meant`` the same in the source language.
    """

    context: str | None
    source: str
    text: str
    language: Language
    message: Message | None
    domain: str
    fallback: str | None = None
    plural: str | None = None
    shown: str = ""
    meant: str = ""

    @property
    def safety_id(self) -> str | None:
        return self.context.removeprefix("safety:") if self.context and self.context.startswith("safety:") else None


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the tree. ``said`` is set where the children are one message, in ``said.language``."""

    tag: str
    children: tuple["Node", ...] = ()
    attrs: tuple[tuple[str, str], ...] = ()
    said: Said | None = None

    def get(self, name: str) -> str:
        return dict(self.attrs).get(name, "")


Node = str | Element


@dataclass(frozen=True)
class Section:
    """One Jinja block of the template: its name and its nodes."""

    id: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a release bears: its code, and the web address with that code."""

    code: str
    address: str


@dataclass(frozen=True)
class Document:
    """A leaflet in one language. ``words`` are the theme's lines, ``source_words`` the same in the source language.

    ``provenance`` is None for a draft, ``stamp`` for what is not released.
    """

    leaflet: Leaflet
    language: Language
    title: tuple[Node, ...]
    sections: tuple[Section, ...]
    words: dict[str, tuple[Node, ...]]
    source_words: dict[str, tuple[Node, ...]]
    said: tuple[Said, ...]
    provenance: Provenance | None = None
    signoffs: SignOffs | None = None
    stamp: Stamp | None = None

    @property
    def draft(self) -> bool:
        """Whether anything that is shown is not signed by all who must sign it."""
        return self.provenance is None

    @property
    def signed_words(self) -> tuple[str, ...]:
        """Return the theme's words that say who stands for the leaflet; none for a draft."""
        if self.provenance is None:
            return ()
        who = {"translated_by": self.provenance.translators, "reviewed_by": self.provenance.reviewers}
        return (*(word for word, names in who.items() if names), "reviewed_on")

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return why nobody stands for all that is shown, a line each; nothing for what is no draft."""
        if self.provenance:
            return ()
        there = tuple(one for one in self.said if not one.fallback)
        missing = () if len(there) == len(self.said) else ("not all of it is in its language",)
        signoffs = self.signoffs.lacks(_wordings(there, self.language)) if self.signoffs else ("nobody has signed it",)
        return (*missing, *signoffs)


def plain(nodes: tuple[Node, ...]) -> str:
    """Return the text of ``nodes`` without markup, white space folded."""
    return " ".join("".join(_texts(nodes)).split())


def compose(
    project: Project,
    leaflet: Leaflet,
    language: Language,
    catalogs: dict[str, Catalog],
    signoffs: SignOffs | None = None,
    stamp: Stamp | None = None,
) -> Document:
    """Return ``leaflet`` in ``language``, from ``catalogs`` by domain (none for the source language).

    It is a draft without ``signoffs`` that stand for all it shows.

    Never fails because of a translation: what cannot be shown is shown in the source language, and ``said``
    tells why. Raises LeafletsError for a template that is broken, with its file.
    """
    voice = _Voice(project, language, catalogs, (leaflet.id, COMMON))
    env = environment(project)
    env.globals.update(_values(project, leaflet, language, stamp), **voice.callables())
    blocks = dict(_blocks(env, leaflet.template, voice))
    if "title" not in blocks:
        raise LeafletsError(f"{leaflet.template}: there is no block named title.", hint="Add {% block title %}.")
    title = blocks.pop("title")
    told = len(voice.said)
    words = dict(_blocks(env, WORDS, voice))
    provenance = _provenance(tuple(voice.said), language, signoffs)
    if provenance:
        env.globals.update(signed=_signed(provenance, language))
        del voice.said[told:]
        words = dict(_blocks(env, WORDS, voice))
    for name in (*(SIGNED if provenance else ()), *(STAMPED if stamp else ())):
        if name not in words:
            hint = "Take it over from the packaged words.html, then run leaflets update."
            raise LeafletsError(f"{WORDS}: there is no block named {name}.", hint=hint)
    sections = tuple(Section(name.replace("_", "-"), nodes) for name, nodes in blocks.items())
    source_words = words
    if language.code != project.source.code:
        source_words = compose_words(project, leaflet)
    said = tuple(voice.said)
    return Document(leaflet, language, title, sections, words, source_words, said, provenance, signoffs, stamp)


def compose_words(project: Project, leaflet: Leaflet) -> dict[str, tuple[Node, ...]]:
    """Return the theme's words in the source language."""
    voice = _Voice(project, project.source, {}, ())
    env = environment(project)
    env.globals.update(_values(project, leaflet, project.source, None), **voice.callables())
    return dict(_blocks(env, WORDS, voice))


def _values(project: Project, leaflet: Leaflet, language: Language, stamp: Stamp | None) -> dict[str, Any]:
    """Return what a template can name. What only a signed leaflet or a release shows is empty elsewhere."""
    card = leaflet.card
    issued, review_due = _day(card.issued, language), _day(card.review_due, language)
    return {
        "leaflet": {"id": card.id, "version": card.version, "issued": issued, "review_due": review_due},
        "clinic": project.settings.clinic,
        "signed": {"translators": "", "reviewers": "", "date": ""},
        "release": stamp or Stamp("", ""),
        "page": PAGE_MARKS[0],
        "pages": PAGE_MARKS[1],
    }


def _day(date: dt.date, language: Language) -> str:
    """Return ``date`` in words and digits of ``language``."""
    from babel import UnknownLocaleError  # noqa: PLC0415  half of Babel's weight
    from babel.dates import format_date  # noqa: PLC0415

    try:
        text = format_date(date, format="long", locale=language.cldr)
    except (UnknownLocaleError, ValueError) as error:
        raise LeafletsError(
            f"src/leaflets/languages/{language.code}.toml: cldr: {error}.", hint="Write it like en_GB."
        ) from error
    return text.translate({ord(str(n)): digit for n, digit in enumerate(language.digits)})


def _provenance(said: tuple[Said, ...], language: Language, signoffs: SignOffs | None) -> Provenance | None:
    """Return who stands for all that is ``said``; None when something is not signed, or shown in another language."""
    if signoffs is None or any(one.fallback for one in said):
        return None
    return signoffs.provenance(_wordings(said, language))


def _wordings(said: tuple[Said, ...], language: Language) -> list[Wording]:
    return list(dict.fromkeys(_wording(one, language) for one in said))


def _wording(said: Said, language: Language) -> Wording:
    if said.message:
        return Wording.said(said.message, language.code)
    return Wording.original(Message(said.context, said.source, (), said.plural), language.code)


def _signed(provenance: Provenance, language: Language) -> dict[str, str]:
    from babel.lists import format_list  # noqa: PLC0415  half of Babel's weight

    def named(names: tuple[str, ...]) -> Markup:
        whole = [Markup("<bdi>{}</bdi>").format(name) for name in names]  # “Dr. A. Test” keeps its order in Arabic
        return Markup(format_list(whole, locale=language.cldr))  # noqa: S704  escaped above; between them CLDR's words

    translators, reviewers = named(provenance.translators), named(provenance.reviewers)
    return {"translators": translators, "reviewers": reviewers, "date": _day(provenance.date, language)}


class _Voice:
    """The gettext callables of one composition: they remember what was said, and print a token for it."""

    def __init__(
        self, project: Project, language: Language, catalogs: dict[str, Catalog], domains: tuple[str, ...]
    ) -> None:
        self.language = language
        self.source = project.source
        self.catalogs = [(domain, catalogs[domain]) for domain in domains if domain in catalogs]
        self.said: list[Said] = []
        self.nodes: list[tuple[Node, ...]] = []
        self.translating = language.code != project.source.code

    def callables(self) -> dict[str, Callable[..., Markup]]:
        return {
            "gettext": lambda source, /, **values: self.say(None, source, None, None, values),
            "pgettext": lambda context, source, /, **values: self.say(context, source, None, None, values),
            "ngettext": lambda source, plural, n, /, **values: self.say(None, source, plural, n, values),
            "npgettext": lambda context, source, plural, n, /, **values: self.say(context, source, plural, n, values),
        }

    def say(
        self, context: str | None, source: str, plural: str | None, n: int | None, values: dict[str, Any]
    ) -> Markup:
        """Remember one message and return the token that stands for it."""
        values = {"num": n, **values} if n is not None else values
        wording = plural if plural and n != 1 else source
        said = self._find(context, source, plural, wording, n)
        if said.fallback is None:
            said = self._checked(said, wording, plural or source)
        said = replace(said, plural=plural, shown=_filled(said.text, values), meant=_filled(wording, values))
        self.said.append(said)
        nodes = self._nodes(said.text, values)
        self.nodes.append((Element("span", nodes, said=said),))
        return Markup(f"\ue000{len(self.nodes) - 1}\ue001")  # noqa: S704  a token of our own

    def _find(self, context: str | None, source: str, plural: str | None, wording: str, n: int | None) -> Said:
        if not self.translating:
            return Said(context, source, wording, self.source, None, "")
        for domain, catalog in self.catalogs:
            message = catalog.live.get((context, source))
            if message and message.plural == plural:
                text = message.texts[_form(catalog, n, len(message.texts))]
                if message.translated:
                    return Said(context, source, text, self.language, message, domain)
                why = "empty" if message.empty else "fuzzy"
                return Said(context, source, wording, self.source, message, domain, why)
        return Said(context, source, wording, self.source, None, "", "missing")

    def _checked(self, said: Said, wording: str, other: str) -> Said:
        """Return ``said``, or the source's words where the translation lost or invented a placeholder."""
        names = set(PLACEHOLDER.findall(said.text))
        if names in (set(PLACEHOLDER.findall(wording)), set(PLACEHOLDER.findall(other))):
            return said
        return Said(said.context, said.source, wording, self.source, said.message, said.domain, "placeholder")

    def _nodes(self, text: str, values: dict[str, Any]) -> tuple[Node, ...]:
        html = PLACEHOLDER.sub(
            lambda found: str(escape(_kept_together(values.get(found[1], found[0])))),
            sanitised(text).replace("%%", "%"),
        )
        return _tree(html, INLINE, self)


def _filled(text: str, values: dict[str, Any]) -> str:
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text.replace("%%", "%"))


def _kept_together(value: object) -> str:
    """Return ``value`` with no-break spaces between digits: a phone number is never split over two lines."""
    if isinstance(value, Markup):
        return value
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", str(value))


def _form(catalog: Catalog, n: int | None, forms: int) -> int:
    """Return which plural form ``n`` takes by the catalog's own header; the first where that is broken."""
    if n is None:
        return 0
    rule = re.search(r"plural=(.*?);?$", catalog.header.get("Plural-Forms", ""))
    try:
        form = c2py(rule[1])(n) if rule else int(n != 1)
    except (ValueError, ZeroDivisionError):
        return 0
    return form if 0 <= form < forms else 0


def sanitised(text: str) -> str:
    """Return ``text`` as HTML in which nothing runs and nothing is lost.

    The tags of INLINE stay, without attributes; every other tag is shown as the characters it is written with.
    """
    stray = STRAY_TAG if text.count("<") <= MOST_TAGS else ANY_TAG
    clean = nh3.clean(stray.sub("&lt;", text), tags=set(INLINE), attributes={})
    return UNPRINTABLE.sub("", clean)  # last: entities have become characters


def _blocks(env: Environment, name: str, voice: _Voice) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield the name and the nodes of each block of a template, in the order in which it prints them."""
    try:
        template = env.get_template(name)
    except TemplateError as error:
        raise broken(error, name) from error
    captured: dict[str, str] = {}
    context = template.new_context()
    for block, stack in context.blocks.items():
        context.blocks[block] = [_capturing(block, stack[0], captured)]
    try:
        outside = "".join(template.root_render_func(context))
    except TemplateError as error:
        raise broken(error, _place(template, error)) from error
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise LeafletsError(f"{_place(template, error)}: {error}.", hint="Mend the template.") from error
    if outside.strip():
        raise LeafletsError(f"{name}: text outside a block: {outside.strip()[:40]}", hint="Put it into a block.")
    for block, html in captured.items():
        yield block, _tree(html, INLINE | BLOCKS, voice, where=f"{name}, block {block}")


def _capturing(
    name: str, render: Callable[[Context], Iterator[str]], into: dict[str, str]
) -> Callable[[Context], Iterator[str]]:
    def capture(context: Context) -> Iterator[str]:
        open_before = set(into)
        into[name] = "".join(render(context))
        inside = set(into) - open_before - {name}
        if inside:
            raise LeafletsError(f"block {inside.pop()} stands inside block {name}.", hint="Put it beside.")
        return iter(())

    return capture


def _place(template: Template, error: BaseException) -> str:
    """Return file and line of the template where ``error`` came up."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == template.filename]
    return f"{template.filename}:{template.get_corresponding_lineno(lines[-1] or 0)}" if lines else str(template.name)


class _Builder(HTMLParser):
    """Builds the tree; raises LeafletsError for a tag that no writer knows or that is not closed."""

    def __init__(self, allowed: frozenset[str], voice: _Voice, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed, self.voice, self.where = allowed, voice, where
        self.stack: list[tuple[str, tuple[tuple[str, str], ...], list[Node]]] = [("", (), [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self._stop(f"the tag <{tag}> is not one that a leaflet can show")
        filled = tuple((name, self._flat(value or "")) for name, value in attrs)
        if tag == "img" and not {"src", "alt"} <= {name for name, value in filled if value}:
            self._stop("an <img> needs src and alt")
        if tag in VOID:
            self.stack[-1][2].append(Element(tag, (), filled))
        else:
            self.stack.append((tag, filled, []))

    def handle_endtag(self, tag: str) -> None:
        if self.stack[-1][0] != tag:
            self._stop(f"</{tag}> closes nothing that is open")
        name, attrs, children = self.stack.pop()
        self.stack[-1][2].append(Element(name, tuple(children), attrs))

    def handle_data(self, data: str) -> None:
        for number, piece in enumerate(TOKEN.split(data)):
            if number % 2:
                self.stack[-1][2].extend(self.voice.nodes[int(piece)])
            elif piece:
                self.stack[-1][2].extend(isolated(piece) if self.voice.language.rtl else (piece,))

    def done(self) -> tuple[Node, ...]:
        self.close()
        if len(self.stack) > 1:
            self._stop(f"<{self.stack[-1][0]}> is not closed")
        return tuple(self.stack[0][2])

    def _flat(self, value: str) -> str:
        return TOKEN.sub(lambda found: plain(self.voice.nodes[int(found[1])]), value)

    def _stop(self, what: str) -> None:
        raise LeafletsError(f"{self.where}: {what}.", hint=f"Known tags: {', '.join(sorted(self.allowed))}.")


def _tree(html: str, allowed: frozenset[str], voice: _Voice, where: str = "") -> tuple[Node, ...]:
    builder = _Builder(allowed, voice, where)
    builder.feed(html)
    return builder.done()


def isolated(text: str) -> tuple[Node, ...]:
    """Return right-to-left ``text`` with each left-to-right island in a ``<bdi dir="ltr">``."""
    nodes: list[Node] = []
    end = 0
    for found in ISLAND.finditer(text):
        if found.start() > end:
            nodes.append(text[end : found.start()])
        nodes.append(Element("bdi", (found[0],), (("dir", "ltr"),)))
        end = found.end()
    if end < len(text):
        nodes.append(text[end:])
    return tuple(nodes)


def _texts(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from _texts(node.children)


def walk(nodes: tuple[Node, ...]) -> Iterator[Element]:
    """Yield every element of ``nodes``, in reading order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from walk(node.children)
