"""A phone number or an address is the same, sign for sign."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.catalog import Message
from leaflets.checks.registry import Example, Found, Severity, check
from leaflets.language import Language
from leaflets.meaning.text import folded

ADDRESS = re.compile(r"(?:https?://|www\.)[!#-;=?-~]+|(?<![a-z0-9_.+-])[a-z0-9_.+-]++@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
DATED = re.compile(r"(?:1[89]|20)\d\d-\d{1,4}")  # years from to, numbers of decrees
# a script without spaces writes its words right before the number
PHONE = re.compile(r"(?<![a-z0-9_.,])\+?\(?\d[\d()]*(?:[ .-]?\(?\d[\d()]*){2,}(?![a-z0-9])")
LINK = re.compile(r"[:w@\d](?:(?<=:)//|(?<=w)ww\.|(?<=@)|(?<=\d)(?:\D{0,3}\d){6})")  # else there is nothing to keep
DIGITS = 7  # a phone number has at least as many


@check(
    "catalog/links-kept",
    severity=Severity.ERROR,
    rationale="""
        One wrong digit, and the patient who needs help calls a stranger.
    """,
    bad=Example("Call 1-800-222-1222.", "Звоните 1-800-222-1212.", "ru"),
    good=Example("Call 1-800-222-1222.", "Звоните 1-800-222-1222.", "ru"),
)
def links_kept(message: Message, target: Language) -> Iterator[Found]:  # noqa: ARG001
    """Every web address, e-mail address and phone number of the source is in the translation."""
    if LINK.search(message.source):
        said, kept = _links(message.source), _links(message.text)
        lost, new = ", ".join(said - kept), ", ".join(kept - said)
        if lost:
            yield Found(
                f"{lost} is lost{f'; instead: {new}' if new else ''}", "Copy it from the source, sign for sign."
            )


def _no_phone(number: str) -> bool:
    """Whether ``number`` is two years or a range: 2019-20, 1200-3000."""
    first, _, last = number.partition("-")
    return bool(DATED.fullmatch(number)) or (len(first) == len(last) and first < last and (first + last).isdecimal())


def _links(text: str) -> Counter[str]:
    plain = folded(text)
    found = [match[0].rstrip(".,;:!?'") for match in ADDRESS.finditer(plain)]
    rest = ADDRESS.sub(" ", plain)
    numbers = [match[0].strip("()") for match in PHONE.finditer(rest)]
    written = [number for number in numbers if re.search(r"[-+() ]", number) and not _no_phone(number)]
    phones = [re.sub(r"[^\d+]", "", number) for number in written]
    return Counter([*found, *(phone for phone in phones if len(phone) >= DIGITS)])
