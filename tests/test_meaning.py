"""What a sentence says: numbers in any digits, marks, words and scales; quantities, negations, comparisons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language import known, language
from leaflets.meaning.phrases import Phrases
from leaflets.meaning.sense import Sense
from leaflets.meaning.text import folded


def values(text, code, *, digits=True):
    return [set(number.values) for number in Sense(text, language(code)).numbers if number.digits is digits]


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("take 8 tablets", "en", [{8}]),
        ("٨ أقراص خلال ٢٤ ساعة", "ar", [{8}, {24}]),
        ("۰٫۵ میلی‌گرم", "fa", [{0.5}]),
        ("१,५०० रुपये", "hi", [{1500, 1.5}]),
        ("1,234.5 mg", "en", [{1234.5}]),
        ("10 000 человек", "ru", [{10000}]),
        ("0,5 мг", "ru", [{0.5}]),
        ("共有130万例", "zh_Hans", [{1300000}]),
        ("83 亿美元", "zh_Hans", [{8.3e9}]),
        ("$8.3 billion", "en", [{8.3e9}]),
        ("5 लाख लोग", "hi", [{500000}]),
        ("from .08% to ½", "en", [{0.08}, {0.5}]),
        ("请等待24天", "zh_Hans", [{24}]),
        ("و6 ملايين", "ar", [{6000000}]),
        ("COVID-19, G6PD, SARS-CoV-2", "en", []),
        ("Г6ФД и КОВИД-19", "ru", []),
    ],
)
def test_numbers_are_read_as_values(text, code, wanted):
    assert values(text, code) == wanted


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("twenty-five", "en", 25),
        ("two hundred", "en", 200),
        ("يومين", "ar", 2),
        ("三百二十", "zh_Hans", 320),
        ("二〇一九", "zh_Hans", 2019),
        ("дважды", "ru", 2),
    ],
)
def test_number_words_are_read_as_values(text, code, value):
    assert value in set().union(*values(text, code, digits=False))


@pytest.mark.parametrize(
    ("text", "code", "units"),
    [
        ("5 mg in 24 hours", "en", ["mg", "hour"]),
        ("5mg", "en", ["mg"]),
        ("85%", "en", ["percent"]),
        ("24小时", "zh_Hans", ["hour"]),
        ("24 ساعة", "ar", ["hour"]),
    ],
)
def test_a_number_keeps_the_unit_beside_it(text, code, units):
    assert [quantity.unit for quantity in Sense(text, language(code)).quantities] == units


@pytest.mark.parametrize(
    ("text", "code", "negated"),
    [
        ("Do not inject yourself.", "en", True),
        ("Not only doctors", "en", False),
        ("لا تحقن نفسك", "ar", True),
        ("احقن نفسك", "ar", False),
        ("请勿自行注射", "zh_Hans", True),
        ("Huwag mag-iniksiyon", "fil", True),
        ("खुद को इंजेक्शन न लगाएँ", "hi", True),
        ("خود کو انجکشن نہ لگائیں", "ur", True),
        ("Не делайте инъекции", "ru", True),
        ("خودتان تزریق نکنید", "fa", True),
    ],
)
def test_negation_is_heard(text, code, negated):
    assert Sense(text, language(code)).negated is negated


def test_text_is_folded_alike_whatever_the_keyboard():
    assert folded("كِتَابـــ") == folded("کتاب")
    assert folded("5\u00a0mg – ‘x’") == "5 mg - 'x'"
    assert folded("n\u0303") == folded("ñ")


def test_the_longest_phrase_at_a_place_wins_and_stems_take_endings():
    phrases = Phrases({"a": ["more"], "b": ["more than"], "c": ["tablet*"]}, spaced=True)
    assert [name for _, _, name in phrases.find("more than two tablets, no more")] == ["b", "c", "a"]
    assert phrases.find("anymore") == []


@pytest.mark.parametrize("code", known())
def test_every_language_file_can_be_compiled(code):
    sense = Sense("x 1 y", language(code))
    assert (sense.numbers, sense.negated, sense.quantities is not None) is not None
    assert language(code).negation is not None
    assert language(code).units.keys() >= {"mg", "g", "hour", "day"}
    assert language(code).concepts.keys() >= {"liver", "kidney", "doctor", "pregnant"}
    assert code == "en" or language(code).length


@given(st.text(max_size=80), st.sampled_from(known()))
def test_any_text_can_be_read_in_any_language(text, code):
    sense = Sense(text, language(code))
    for number in sense.numbers:
        assert number.values
        assert 0 <= number.start < number.end <= len(sense.folded)
    assert isinstance(sense.negated, bool)


@pytest.mark.parametrize(
    "bait",
    [
        "1" * 5000,
        "1," * 3000,
        "a-" * 3000 + "1",
        "百" * 3000,
        "one " * 2000,
        "((" * 3000 + "1",
        "+" * 5000,
        "<" * 5000,
        "\u0301" * 5000,
    ],
)
def test_bait_for_regular_expressions_ends(bait):
    from leaflets.catalog import Message
    from leaflets.checks.registry import all_checks

    for check in all_checks().values():
        if check.scope == "message":
            list(check.run(Message(None, bait, (bait + " x",)), language("zh_Hans")))
