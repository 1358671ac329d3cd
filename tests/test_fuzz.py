"""Whatever stands in a file or a sentence: it is read, or it is explained."""

import json
import re
import tempfile
from pathlib import Path
from unittest.mock import patch

import polib
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leaflets import catalog
from leaflets.catalog import parse
from leaflets.cli import main
from leaflets.language import known

SIGNS = st.sampled_from([*'ab "\\\n\t\r#~|,msgidнر１😀', "\u2028", "\x85", "\x0b", "\U000f0001"])
WORDS = st.text(SIGNS, max_size=8)
SPACE = st.sampled_from([" ", "  ", "\t", ""])
END = st.sampled_from(["", "\n", "\n\n", " \n"])
ABOVE = st.sampled_from(["# c", "#", "#. note", "#.close", "#.\ttab", "#: f:1", "#, fuzzy", "#,fuzzy, own", "#= x", ""])
INSIDE = st.sampled_from(["# c", "#: f:1", " ", ""])
JUNK = ['msgid "op', 'msgstr "a\\"', "junk", "<<<<<<<", "#~", 'msgid "\\x41"', 'msgstr[1] ""', '"a"', '#| "b"']


def quoted(text):
    """Return ``text`` as a string of a PO file, its control characters as they stand."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def joined(*parts):
    return st.tuples(*parts).map("".join)


def lines(several, most):
    return st.lists(several, max_size=most).map(lambda rows: "".join(f"{row}\n" for row in rows))


def string(word, mark="", least=0):
    """Return a strategy for the lines of one string."""
    parts = st.lists(WORDS, min_size=1, max_size=3).filter(lambda rows: len("".join(rows)) >= least)
    return st.tuples(parts, SPACE).map(
        lambda said: "".join(
            f"{mark}{'' if number else word + said[1]}{quoted(part)}\n" for number, part in enumerate(said[0])
        )
    )


def maybe(strategy):
    return st.just("") | strategy


previous = joined(maybe(string("msgctxt", "#| ")), maybe(string("msgid", "#| ")))
one = joined(
    lines(ABOVE, 3), maybe(previous), maybe(string("msgctxt")), string("msgid", least=1), lines(INSIDE, 1),
    string("msgstr"), END,
)  # fmt: skip
several = joined(
    lines(ABOVE, 1), string("msgid", least=1), string("msgid_plural", least=1), string("msgstr[0]"),
    maybe(string("msgstr[1]")), END,
)  # fmt: skip
gone = joined(lines(INSIDE, 1), string("msgid", "#~ ", least=1), string("msgstr", "#~"), END)
HEAD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Plural-Forms: nplurals=2; plural=n>1;\\n"\n\n'
sound = joined(
    st.sampled_from(["", HEAD, f"# c\n#, fuzzy\n{HEAD}"]), st.lists(one | several | gone, max_size=4).map("".join)
)
broken = st.lists(one | several | gone | st.sampled_from(JUNK).map(lambda row: f"{row}\n"), max_size=6).map("".join)
files = st.tuples(sound | broken, st.sampled_from(["\n", "\r\n"])).map(lambda said: said[0].replace("\n", said[1]))
damage = st.tuples(
    st.floats(0, 1), st.integers(0, 20), st.sampled_from(["", '"', "\\", "\n", "#", "\0", "\ufeff", "msgid "])
)


def damaged(text, damages):
    for place, size, new in damages:
        at = int(place * len(text))
        text = text[:at] + new + text[at + size :]
    return text


@given(files, st.lists(damage, max_size=3))
def test_any_file_is_read_and_written_back(text, damages):
    read = parse(damaged(text, damages), "x.po")
    if not read.problems:
        assert read.text == damaged(text, damages).removeprefix("\ufeff")


@given(files, st.lists(damage, max_size=1))
@example('msgid "a"\r\n"b"\r\nmsgstr "c"\r\n\r\nmsgid "d"\nmsgstr ""\n', [])
def test_usual_entries_are_read_as_all_others_are(text, damages):
    text = damaged(text, damages)
    with patch.object(catalog, "USUAL", re.compile("(?!)")):
        line_by_line = parse(text, "x.po")
    assert parse(text, "x.po") == line_by_line


entries = st.builds(
    polib.POEntry,
    msgctxt=st.none() | WORDS,
    msgid=WORDS.filter(bool),
    msgid_plural=st.just(""),
    msgstr=WORDS,
    comment=st.sampled_from(["", "note", "one\ntwo"]),
    tcomment=st.sampled_from(["", "mine", "#: no place"]),
    occurrences=st.sampled_from([[], [("f.c", "1"), ("g h.c", "")]]),
    flags=st.lists(st.sampled_from(["fuzzy", "c-format"]), max_size=2),
    previous_msgctxt=st.none() | WORDS,
    previous_msgid=st.none() | WORDS,
    previous_msgid_plural=st.none() | WORDS,
)


@st.composite
def plurals(draw):
    entry = draw(entries)
    entry.msgid_plural, entry.msgstr = draw(WORDS.filter(bool)), ""
    entry.msgstr_plural = dict(enumerate(draw(st.lists(WORDS, min_size=1, max_size=4))))
    return entry


@given(
    st.lists(entries | plurals(), max_size=4, unique_by=lambda entry: (entry.msgctxt, entry.msgid)),
    st.sampled_from([78, 1_000_000]),
)
def test_what_polib_writes_is_read(written, width):
    file = polib.POFile(wrapwidth=width)
    file.metadata = {"Language": "ru"}
    file.extend(written)
    read = parse(str(file), "x.po")
    assert (read.header, read.problems) == ({"Language": "ru"}, ())
    assert [
        (m.context, m.source, m.texts, m.plural or "", m.flags, "\n".join(m.notes), m.previous) for m in read.messages
    ] == [
        (
            entry.msgctxt, entry.msgid, tuple(entry.msgstr_plural.values()) or (entry.msgstr,), entry.msgid_plural,
            tuple(entry.flags), entry.comment,
            (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
        )
        for entry in written
    ]  # fmt: skip


# what a sentence may hold: numbers in all shapes, units, hidden characters, tags, values, addresses, letters of all scripts
PARTS = [
    "2", "0.5", "1,5", "٢٫٥", "১২", "3-4", "½", "15:00", "3 p.m.", "1930s", "١٢٬٠٠٠", "三百二十", "万", "लाख", "1 000 000",
    " mg", "мг", "毫克", " hours", "часа", "小时", "do not ", "не ", "لا ", "不要", "at least ", "не менее ", "more than ",
    "<b>", "</b>", "<", "&amp;", "&#9999999999;", "%(phone)s", "%(", "%", "https://a.b/c", "+44 20 7946 0123", "a@b.cd",
    "\u202e", "\u2066", "\u200b", "\u0301" * 9, "\ufffd", "Ã©", "\U0001f600", "\ue000", "क्ष", "ကေ", "ﷺ", "ẞ", "İ",
    "”", "\u200f", ". ", ", ", "; ", "?", "۔", "。", "\\n", " ",
]  # fmt: skip
part = st.sampled_from(PARTS)
said = part | st.lists(part | st.text(max_size=3), max_size=12).map("".join)
spoken = st.lists(st.tuples(said.filter(bool), said), min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(
    lambda pairs: "".join(f"msgid {quoted(one)}\nmsgstr {quoted(other)}\n\n" for one, other in pairs)
)


@settings(max_examples=300)
@given(
    spoken.map(str.encode) | files.map(str.encode) | st.binary(max_size=200), st.sampled_from([*known(), "my", "xx"])
)
@example(b"", "ru")
def test_any_file_ends_in_a_report_or_in_one_clear_error(data, code):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_bytes(data)
        result = CliRunner().invoke(main, ["check", str(path), "--lang", code, "--as-safety", "--format", "json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    if result.exit_code == 2:
        assert re.fullmatch(r"(Error: )?[^\n]+[.!?]\n(  [^\n]+\n)?", result.stderr), result.stderr
    else:
        report = json.loads(result.stdout)
        assert result.exit_code == (1 if report["summary"]["errors"] else 0)
