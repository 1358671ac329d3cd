"""PO files are read entry by entry and written back byte for byte."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.catalog import Catalog, Message, parse, with_notes

HEAD = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRIES = {
    "plain": 'msgid "a"\nmsgstr "ب"\n',
    "context": 'msgctxt "safety:dose"\nmsgid "a"\nmsgstr "ب"\n',
    "comments": '# mine\n#  two spaces\n#. theirs\n#: file.html:3\n#, fuzzy, python-format\nmsgid "a"\nmsgstr "ب"\n',
    "flags without a space": '#,fuzzy\nmsgid "a"\nmsgstr "ب"\n',
    "sticky flags": '#= no-wrap\n#, fuzzy\nmsgid "a"\nmsgstr "ب"\n',
    "previous": '#, fuzzy\n#| msgctxt "safety:old"\n#| msgid "was"\nmsgctxt "safety:dose"\nmsgid "a"\nmsgstr "ب"\n',
    "obsolete": 'msgid "a"\nmsgstr "ب"\n\n# why\n#~ msgctxt "c"\n#~ msgid "gone"\n#~ msgstr "ذهب"\n',
    "obsolete previous": 'msgid "a"\nmsgstr "ب"\n\n#~| msgid "older"\n#~ msgid "gone"\n#~ msgstr "ذهب"\n',
    "plural": 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "ب"\nmsgstr[1] "ت"\n',
    "many lines": 'msgid ""\n"a\\n"\n"b"\nmsgstr ""\n"ب\\n"\n"ت"\n',
    "escapes": 'msgid "\\"a\\" \\\\ \\t"\nmsgstr "\\"ب\\" \\\\ \\t"\n',
    "trailing comment": 'msgid "a"\nmsgstr "ب"\n\n# the end\n',
    "no last newline": 'msgid "a"\nmsgstr "ب"',
    "odd line breaks": 'msgid "a\u2028b\x85c"\nmsgstr "ب\u2028"\n',
    "private characters": 'msgid "a"\nmsgstr "\U000f0001\ue000"\n',
    "notes without a space": '#.theirs\n#~|msgid "older"\n#~msgid "gone"\n#~msgstr "ذهب"\n',
    "spaces": 'msgid   "a" \n  msgstr "ب"\n\n\n\nmsgid "b"\nmsgstr ""\n',
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
def test_reading_and_writing_back_changes_no_byte(tmp_path, entry, newline):
    path = tmp_path / "x.po"
    data = (HEAD + entry).replace("\n", newline).encode()
    path.write_bytes(data)
    catalog = Catalog.read(path)
    assert catalog.problems == ()
    assert catalog.text.encode() == data


def test_a_byte_order_mark_is_read_and_not_written(tmp_path):
    path = tmp_path / "x.po"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + ENTRIES["plain"]).encode())
    catalog = Catalog.read(path)
    assert catalog.bom
    assert catalog.text == HEAD + ENTRIES["plain"]
    assert catalog.live[None, "a"].text == "ب"


def test_every_part_of_an_entry_is_read():
    catalog = parse(HEAD + ENTRIES["previous"] + "\n" + ENTRIES["plural"], "x.po")
    first, second = catalog.messages
    assert (first.context, first.source, first.text, first.fuzzy) == ("safety:dose", "a", "ب", True)
    assert first.previous == ("safety:old", "was", None)
    assert first.line == 10
    assert first.safety
    assert not first.translated
    assert (second.plural, second.texts) == ("as", ("ب", "ت"))
    assert catalog.header["Language"] == "ar"


def test_no_character_is_taken_for_another():
    strange = "\U000f0001\x85\u2028\x0b\x1c"
    entry = f'#. {strange}a\n#| msgid "{strange}"\nmsgid "{strange}"\nmsgstr "{strange}"\n'
    message = parse(HEAD + entry, "x.po").messages[0]
    assert (message.notes, message.previous[1], message.source, message.text) == ((f"{strange}a",), *[strange] * 3)


def test_a_flag_line_without_a_space_still_marks_fuzzy():
    assert parse(HEAD + ENTRIES["flags without a space"], "x.po").messages[0].fuzzy


def test_what_is_obsolete_is_no_header_and_may_stand_twice():
    gone = '#. note\n#~ msgid "a"\n#~ msgstr "b"\n\n'
    catalog = parse('#~ msgid ""\n#~ msgstr "Language: ar\\n"\n\n' + gone + gone, "x.po")
    assert (catalog.head, catalog.header, catalog.problems) == ("", {}, ())
    assert [message.obsolete for message in catalog.messages] == [True] * 3


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(st.none() | TEXT, TEXT.filter(bool), TEXT, TEXT), max_size=5, unique_by=lambda row: row[:2]))
def test_what_is_written_is_what_is_read(rows):
    messages = [
        Message(context, source, (text,), previous=(None, old or None, None)) for context, source, text, old in rows
    ]
    catalog = parse(HEAD + "\n".join(message.formatted() for message in messages), "x.po")
    assert catalog.problems == ()
    assert [(m.context, m.source, m.text) for m in catalog.messages] == [
        (m.context, m.source, m.text) for m in messages
    ]


@given(st.text('amsgidtrcx_plu"\\[]0#~|,.=: \n\r\ufeffب', max_size=120))
def test_any_text_is_read_without_a_stumble_and_written_back(text):
    catalog = parse(text, "x.po")
    if not catalog.problems:
        assert catalog.text == text.removeprefix("\ufeff")


def test_the_reader_agrees_with_polib():
    text = HEAD + "\n".join(entry for name, entry in ENTRIES.items() if name in {"context", "many lines", "escapes"})
    ours = [(m.context, m.source, m.text) for m in parse(text, "x.po").messages]
    assert ours == [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in polib.pofile(text)]


def test_new_notes_leave_every_other_line_as_it_stands():
    raw = '# mine\n#. old\n#: f:1\n#, fuzzy, own\n#| msgid "was"\nmsgid ""\n"a"\nmsgstr "ب"\n'
    message = parse(HEAD + raw, "x.po").messages[0]
    after = with_notes(message, ("new",), ("python-format",), "\n").raw
    assert after == raw.replace("#. old", "#. new").replace("#, fuzzy, own", "#, fuzzy, own, python-format")
    assert with_notes(message, ("old",), ("own",), "\n").raw == raw
