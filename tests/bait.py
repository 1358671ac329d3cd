"""Strings made to catch a regular expression: they begin as it wants, go on as its repeats want, and never end so."""

from re import _constants as sre
from re import _parser as parser

SIGNS = "a1 -_.,'\"\\<>&%()@:/+#~|\n\tяا"
CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdigit,
    sre.CATEGORY_NOT_DIGIT: lambda char: not char.isdigit(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    sre.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    sre.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}
REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}


def _takes(node, char):
    """Whether the part of a regular expression that stands for one character stands for ``char``."""
    kind, value = node
    if kind is sre.IN:
        negated = value[0][0] is sre.NEGATE
        return negated != any(_takes(part, char) for part in value[negated:])
    return {
        sre.ANY: lambda: char != "\n",
        sre.LITERAL: lambda: ord(char) == value,
        sre.NOT_LITERAL: lambda: ord(char) != value,
        sre.RANGE: lambda: value[0] <= ord(char) <= value[1],
        sre.CATEGORY: lambda: CATEGORIES[value](char),
    }[kind]()


def _first(node):
    """Return a few characters that a part of one character stands for."""
    if node[0] is sre.LITERAL:
        return [chr(node[1])]
    found = [char for char in SIGNS if _takes(node, char)]
    ranged = [chr(part[1][0]) for part in (node[1] if node[0] is sre.IN else []) if part[0] is sre.RANGE]
    return [
        *found,
        *ranged,
        *(chr(part[1]) for part in (node[1] if node[0] is sre.IN else []) if part[0] is sre.LITERAL),
    ]


def _samples(tree):
    """Return a few strings that ``tree`` matches, near enough."""
    texts = [""]
    for kind, value in tree:
        if kind in REPEATS:
            parts = _samples(value[2]) if value[0] or len(value[2]) else [""]
        elif kind is sre.SUBPATTERN:
            parts = _samples(value[3])
        elif kind is sre.ATOMIC_GROUP:
            parts = _samples(value)
        elif kind is sre.BRANCH:
            parts = [text for branch in value[1] for text in _samples(branch)[:2]]
        elif kind in {sre.AT, sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF, sre.GROUPREF_EXISTS}:
            parts = [""]
        else:
            parts = _first((kind, value))[:6]
        texts = [text + part for text in texts for part in parts or [""]][:12]
    return texts


def _repeats(tree, before=""):
    """Yield (what leads into it, what it repeats) for each repeat in ``tree``."""
    for number, (kind, value) in enumerate(tree):
        lead = before + _samples(tree[:number])[0]
        if kind in REPEATS:
            for sample in _samples(value[2]):
                yield lead, sample
            yield from _repeats(value[2], lead)
        elif kind is sre.SUBPATTERN:
            yield from _repeats(value[3], lead)
        elif kind is sre.ATOMIC_GROUP:
            yield from _repeats(value, lead)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, lead)
        elif kind in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from _repeats(value[1], lead)


def baits(pattern):
    """Return (lead, unit) pairs: a lead and many units are a bait for ``pattern``."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    pairs = dict.fromkeys(pair for pair in _repeats(tree) if pair[1])
    units = dict.fromkeys(unit for _, unit in pairs)
    whole = dict.fromkeys(text for text in _samples(tree) if text)
    both = [a + b for a in list(units)[:8] for b in list(units)[:8] if a != b]
    alone = [*units, *both, *whole, *(text[:-1] for text in whole if text[1:])]
    return [*pairs, *(("", unit) for unit in dict.fromkeys(alone))]
