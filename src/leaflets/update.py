"""Message templates into catalogs: nothing that a translator wrote is lost, no line that nobody edited changes."""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural
from rapidfuzz import fuzz, process

from leaflets.catalog import Catalog, Message, parse, with_notes
from leaflets.errors import LeafletsError
from leaflets.extract import pot
from leaflets.language import CODE
from leaflets.project import Project

MOST_FORMS = 6  # of any language in CLDR
CLOSE = 60  # rapidfuzz ratio from 0 to 100; at 60 it finds what msgmerge finds
REVIEW = (  # true before and after somebody signs: a translator's file is not touched for it
    "Who has reviewed and signed it stands in signoffs.toml. Without that file nobody has: "
    "no clinician, no native medical translator."
)
BEFORE = "The English changed. Translate it anew; the translation of the old English was: "
HEADER = (
    "# {english} translation of {domain}.\n"
    f"# {REVIEW}\n"
    'msgid ""\nmsgstr ""\n'
    '"Project-Id-Version: {domain}\\n"\n'
    '"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n'
    '"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"\n'
    '"Language-Team: {english}\\n"\n'
    '"Language: {code}\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: {plural}\\n"\n'
)


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it should stand; ``stale`` says whether it stands otherwise today."""

    path: Path
    text: str
    stale: bool


def templates(project: Project) -> list[Change]:
    """Return every message template of ``project``, as it should stand."""
    return [template(project, domain) for domain in project.domains]


def template(project: Project, domain: str) -> Change:
    """Return the message template of ``domain``, as it should stand."""
    return _change(project.pot(domain), pot(project, domain).text)


def catalogs(project: Project, codes: tuple[str, ...]) -> list[Change]:
    """Return the catalogs of the languages ``codes`` (all that have a folder for none), as they should stand.

    Raises LeafletsError for a broken catalog, with file and line, and for a code that is no language.
    """
    source = project.settings.source
    if source in codes:
        raise LeafletsError(f"{source} is the source language: it has no catalogs.", hint="Edit the templates.")
    return [
        _catalog(project, domain, code)
        for code in dict.fromkeys(codes or [code for code in project.codes if code != source])
        for domain in project.domains
    ]


def _catalog(project: Project, domain: str, code: str) -> Change:
    path, template = project.po(domain, code), pot(project, domain)
    old = Catalog.read_sound(path) if path.exists() else parse("", path)
    if not old.head:
        old = replace(old, head=header(domain, code), header=parse(header(domain, code), path).header)
    text = merge(old, template)
    return Change(path, text, stale=not path.exists() or text.encode() != path.read_bytes().removeprefix(BOM_UTF8))


def _change(path: Path, text: str) -> Change:
    return Change(path, text, stale=not path.exists() or path.read_bytes() != text.encode())


def header(domain: str, code: str) -> str:
    """Return the header entry of a new catalog, with the plural rule of the language."""
    try:
        locale = Locale.parse(code if CODE.fullmatch(code) else "")
    except (ValueError, UnknownLocaleError) as error:
        raise LeafletsError(
            f"{code} is not the code of a language.", hint="Codes look like fr, pt_BR or zh_Hans."
        ) from error
    plural = f"nplurals={get_plural(locale).num_plurals}; plural={get_plural(locale).plural_expr};"
    return HEADER.format(domain=domain, code=code, english=locale.get_display_name("en"), plural=plural)


def merge(old: Catalog, template: Catalog) -> str:
    """Return the text of ``old`` brought to the messages of ``template``.

    An exact match keeps its lines; once it is translated, what it was before the English changed goes. Without one,
    ordinary wording takes the closest message of the same context as fuzzy; safety wording is left empty, with the old
    pair kept as ``#|`` and a note. What is gone is kept as ``#~``, and comes back when its words do.
    """
    retired = {message.key: message for message in old.messages if message.obsolete}
    unused = {key: message for key, message in old.live.items() if not _fits(message, template.live.get(key))}
    parts: list[str] = []
    changed: list[Message] = []
    revived: list[Message] = []
    for wanted in template.messages:
        same = old.live.get(wanted.key)
        if same is None and (back := retired.get(wanted.key)):
            revived.append(back)
            same = _revived(back)
        if same and _fits(same, wanted):
            parts.append(with_notes(_done(same), wanted.notes, wanted.flags, old.newline).raw)
        else:
            before = _before(wanted, list(unused.values()))
            if before:
                del unused[before.key]
                changed += [before] if wanted.safety or before.plural else []
            parts.append(_new(wanted, old, before).replace("\n", old.newline))
    gone = [_retired(message) for message in (*changed, *unused.values()) if _worth_keeping(message)]
    kept = [message.raw for message in old.messages if message.obsolete and message not in revived]
    return _joined([old.head, *parts, *gone, *kept], old) + old.tail


def _fits(message: Message, wanted: Message | None) -> bool:
    """Whether ``message`` is the same message, with the same plural."""
    return wanted is not None and message.plural == wanted.plural


def _done(message: Message) -> Message:
    """Return ``message`` without what it was before the English changed, once somebody has translated it anew."""
    if not message.translated:
        return message
    left = re.compile(rf"\s*(#\||#\s*{re.escape(BEFORE.rstrip())})")
    return replace(message, raw="".join(line for line in _lines(message.raw) if not left.match(line)))


def _comments(message: Message) -> list[str]:
    """Return what people wrote above a message, without the mark."""
    lines = [line.strip() for line in _lines(message.raw)]
    return [line[1:].removeprefix(" ") for line in lines if re.match(r"#(?![.,:|~=])", line)]


def _worth_keeping(message: Message) -> bool:
    """Whether somebody wrote something into ``message``."""
    return any(message.texts) or any(not comment.startswith(BEFORE) for comment in _comments(message))


def _new(wanted: Message, old: Catalog, before: Message | None) -> str:
    """Return the entry of a message that ``old`` does not have; ``before`` is what it was."""
    forms = len(old.header.get("Plural-Forms", "")) and _forms(old) if wanted.plural else 1
    blank = replace(wanted, texts=("",) * (forms or 1))
    if not before:
        return blank.formatted()
    comment = _comments(before)
    previous = (None, before.source, before.plural)
    if not wanted.safety:
        texts = before.texts if bool(before.plural) == bool(wanted.plural) else (before.text,) * len(blank.texts)
        flags = ("fuzzy", *wanted.flags)
        return replace(wanted, texts=texts, flags=flags, previous=previous).formatted(comment="\n".join(comment))
    if not any(before.texts):  # changed twice before anybody translated it: the note of the first time still holds
        return replace(blank, previous=before.previous).formatted(comment="\n".join(comment))
    note = BEFORE + " / ".join(text.replace("\n", " ") for text in before.texts)
    return replace(blank, previous=previous).formatted(comment="\n".join([*comment, note]))


def _before(wanted: Message, unused: list[Message]) -> Message | None:
    """Return what ``wanted`` most likely was: the closest source of the same context."""
    same = [message for message in unused if message.context == wanted.context and (wanted.safety or not message.empty)]
    cutoff = 0 if wanted.safety else CLOSE
    best = process.extractOne(wanted.source, [m.source for m in same], scorer=fuzz.ratio, score_cutoff=cutoff)
    return same[best[2]] if best else None


def _forms(catalog: Catalog) -> int:
    return 2 if catalog.forms is None else min(catalog.forms, MOST_FORMS)


def _lines(raw: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", raw)


def _retired(message: Message) -> str:
    """Return the lines of ``message`` as an obsolete entry: what a translator wrote, each line marked ``#~``."""
    lines = []
    for line in _lines(message.raw):
        bare = line.lstrip()
        if bare.startswith("#|"):
            lines.append("#~|" + bare[2:])
        elif not bare.startswith("#"):
            lines.append(f"#~ {bare}" if bare else line)
        elif not bare.startswith(("#.", "#:")):
            lines.append(bare)
    return "".join(lines)


def _revived(message: Message) -> Message:
    raw = "".join(re.sub(r"^#~(?=\|)", "#", re.sub(r"^#~ ?(?!\|)", "", line)) for line in _lines(message.raw))
    return replace(message, raw=raw, obsolete=False)


def _joined(parts: list[str], old: Catalog) -> str:
    """Return the entries with a blank line between them; the entry that stood last keeps its end."""
    parts = [part for part in parts if part]
    last = old.messages[-1].raw if old.messages else ""
    text = []
    for number, part in enumerate(parts):
        body = part.rstrip("\r\n \t") + old.newline
        gap = part[len(part.rstrip("\r\n \t")) :].count("\n") > 1
        if number == len(parts) - 1:
            text.append(part if part == last or old.tail else body)
        else:
            text.append(part if gap else body + old.newline)
    return "".join(text)
