"""What a sentence says: numbers in any digits, marks, words and scales; quantities, negations, comparisons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language import known, language
from leaflets.meaning.length import surplus
from leaflets.meaning.numbers import Kind
from leaflets.meaning.phrases import Phrases
from leaflets.meaning.sense import Sense, compared
from leaflets.meaning.text import folded


def values(text, code, *kinds):
    return [set(number.values) for number in Sense(text, language(code)).numbers if number.kind in kinds]


def differs(source, text, code):
    found = compared(source, text, language(code))
    return tuple([number.text for number in part] for part in (found.lost, found.doubtful, found.words, found.new))


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
        ("at 3 p.m. or 15:00", "en", [{3, 15}, {15, 3}]),
        ("at 2.30 pm", "en", [{2, 14}, {30}]),
        ("1,000 gotas", "es", [{1000}]),
        ("in the 1930s", "en", [{1930, 30}]),
        ("in the 1790s", "en", [{1790}]),
        ("20,000 people", "en", [{20000}]),
        ("每次1/2片", "zh_Hans", [{0.5}]),
        ("24/7, 120/80, 1/2/2020", "en", [{24}, {7}, {120}, {80}, {1}, {2}, {2020}]),
        ("$300+ billion", "en", [{300e9}]),
        ("2 लाख 44 हज़ार", "hi", [{244000}]),
        ("from .08% to ½", "en", [{0.08}, {0.5}]),
        ("请等待24天", "zh_Hans", [{24}]),
        ("و6 ملايين", "ar", [{6000000}]),
        ("COVID-19, G6PD, SARS-CoV-2", "en", []),
        ("Г6ФД и КОВИД-19", "ru", []),
        ("ஏசிஇ2, கோவிட் -19", "ta", []),
        ("மார்ச்-26", "ta", [{26}]),
        ("உள்ளது.9 மாத்திரைகள்", "ta", [{9}]),
        ("1½ or 2 ½ tablets", "en", [{1.5}, {2.5}]),
        ("सुबह 10.30 बजे 2.5 मि.ली.", "hi", [{10}, {30}, {2.5}]),
    ],
)
def test_numbers_are_read_as_values(text, code, wanted):
    assert values(text, code, Kind.DIGITS) == wanted


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("twenty-five", "en", 25),
        ("two hundred", "en", 200),
        ("يومين", "ar", 2),
        ("三百二十", "zh_Hans", 320),
        ("二〇一九", "zh_Hans", 2019),
        ("дважды", "ru", 2),
        ("two hundred and five", "en", 205),
        ("سلالتين", "ar", 2),
        ("one and a half", "en", 1.5),
        ("ஏழரை", "ta", 7.5),
        ("আড়াইটি", "bn", 2.5),
        ("دس لاکھ", "ur", 1000000),
        ("दस लाख", "hi", 1000000),
    ],
)
def test_number_words_are_read_as_values(text, code, value):
    assert value in set().union(*values(text, code, Kind.WORD, Kind.WEAK, Kind.ENDING))


@pytest.mark.parametrize(
    ("text", "code", "units"),
    [
        ("5 mg in 24 hours", "en", ["mg", "hour"]),
        ("5mg", "en", ["mg"]),
        ("85%", "en", ["percent"]),
        ("24小时", "zh_Hans", ["hour"]),
        ("24 ساعة", "ar", ["hour"]),
        ("two weeks", "en", ["week"]),
        ("a tablet twice a day", "en", ["time"]),
        ("un comprimido 2 veces", "es", ["tablet", "time"]),
        ("24 na oras", "fil", ["hour"]),
        ("1 comprimido 2 al día", "es", ["tablet"]),
        ("May 4, 2020", "en", ["month/month-of-year", "date/day", "year"]),
        ("2020 年 5 月", "zh_Hans", ["year", "month-of-year"]),
        ("8 г", "ru", ["g/year"]),
        ("ساعتين", "ar", ["hour"]),
        ("حبة واحدة مرة واحدة", "ar", ["tablet", "time"]),
        ("الثانية عشرة", "ar", ["year"]),
        ("one tablet twice", "en", ["tablet", "time"]),
        ("24مارچ", "ur", ["date/day", "month/month-of-year"]),
        ("twice a day", "en", ["time"]),
        ("দিনে তিনবার", "bn", ["time"]),
        ("24 घंटे 8", "hi", ["hour"]),
        ("in the second week", "en", ["week"]),
    ],
)
def test_a_number_keeps_the_unit_beside_it(text, code, units):
    assert ["/".join(sorted(quantity.units)) for quantity in Sense(text, language(code)).quantities] == units


@pytest.mark.parametrize(
    ("source", "text", "code", "wanted"),
    [
        ("Take 2 tablets twice.", "Примите 2 таблетки дважды.", "ru", ([], [], [], [])),
        ("Take 2 tablets twice.", "Примите таблетки дважды.", "ru", (["2"], [], [], [])),
        ("Take two tablets.", "Примите таблетки.", "ru", ([], [], ["two"], [])),
        ("Take 1 tablet.", "Tome una tableta.", "es", ([], [], [], [])),
        ("On 1 April, a doctor came.", "En abril vino una médica.", "es", ([], ["1"], [], [])),
        ("Vitamin B12 in 12 drops.", "Vitamina B12 en gotas.", "es", (["12"], [], [], [])),
        ("The H1N1 virus.", "فيروس إتش إن 1", "ar", (["1"], [], [], [])),
        ("Vitamin B12.", "Vitamina B.", "es", (["12"], [], [], [])),
        ("In the 1890s.", "19 世纪 90 年代", "zh_Hans", ([], [], [], [])),
        ("four to six months", "أربعة وستة أشهر", "ar", ([], [], [], [])),
        ("Take 8.", "Примите 6.", "ru", (["8"], [], [], ["6"])),
        ("Once a day.", "Once al día.", "es", ([], [], [], ["once"])),
        ("Eleven drops once.", "Once gotas una vez.", "es", ([], [], [], [])),
        ("Within 30 minutes.", "در عرض نیم ساعت", "fa", ([], [], [], [])),
        ("For 24 hours.", "لمدة يوم واحد", "ar", ([], [], [], [])),
        ("Twice a day, not for 24 hours.", "Una vez al día, no un día.", "es", (["24"], [], ["twice"], [])),
        ("Within 30 minutes.", "در عرض نیم روز", "fa", (["30"], [], [], [])),
        ("2.5 mL and 120/80", "۲/۵ میلی‌لیتر و ۱۲۰/۸۰", "fa", ([], [], [], [])),
        ("2.5 mL", "۲/۶ میلی‌لیتر", "fa", (["2.5"], [], [], [])),
        ("In the 1930s.", "في القرن العشرين", "ar", (["1930"], [], [], [])),
        ("10 people, one in five.", "كان واحد من كل خمسة", "ar", (["10"], [], [], [])),
        ("2.5 and 2.", "ظرفين ونصف وظرفين", "ar", ([], [], [], [])),
        ("Leave two hours between them.", "اترك ساعة بينهما وبين غيرهما", "ar", ([], [], ["two"], [])),
        ("Take 2.", "قرصا واحدا", "ar", (["2"], [], [], [])),
        ("Take 12.", "چھ گولیاں", "ur", (["12"], [], [], [])),
        ("Take one and a half.", "ڈیڑھ گولی", "ur", ([], [], [], [])),
        ("Two-thirds.", "ثلثا المرضى", "ar", ([], [], [], [])),
        ("Half a tablet.", "ربع قرص", "ar", ([], [], ["half a"], [])),
        ("From 12 you may take it.", "С 12 лет можно принимать.", "ru", ([], [], [], [])),
        ("Over 65 may mean less.", "После 65 может быть меньше.", "ru", ([], [], [], [])),
        ("On 12 May.", "12 числа.", "ru", ([], [], ["may"], [])),
        ("On 26 January and 28 January.", "1 月 26 日和 月 28 日", "zh_Hans", ([], [], ["january"], [])),
        ("It was sold in May/June.", "Это продавали в июне.", "ru", ([], [], ["may"], [])),
        ("May cause sleep in June.", "В июне может вызывать сон.", "ru", ([], [], [], [])),
        ("As a rule one person infects 3.", "一般会传染3人。", "zh_Hans", ([], [], ["one person"], [])),
        ("1 in 10", "十分之一", "zh_Hans", ([], ["1"], [], [])),
        ("In the 1890s.", "世纪 90 年代", "zh_Hans", (["1890"], [], [], [])),
        ("In the 1930s.", "20 世纪年代", "zh_Hans", (["1930"], [], [], [])),
        ("Take 3 tablets.", "服三十片。", "zh_Hans", (["3"], [], [], [])),
        ("For 3 to 4 days.", "三四天。", "zh_Hans", ([], [], [], [])),
        ("30 to 40 people", "三四十人", "zh_Hans", ([], [], [], [])),
        ("Over one hundred children and one dog.", "多名儿童和一只狗。", "zh_Hans", ([], [], ["one hundred"], [])),
        ("It gave 100 million.", "捐赠亿美元。", "zh_Hans", ([], ["100 million"], [], [])),
        ("100,000 masks", "十 万只口罩", "zh_Hans", ([], [], [], [])),
        ("the first four years", "первые годы", "ru", ([], [], ["four"], [])),
        ("Wait 4 days.", "Подождите двадцать четыре дня.", "ru", (["4"], [], [], [])),
        ("In January it doubled.", "翻一倍。", "zh_Hans", ([], [], ["january"], [])),
        ("In January it doubled.", "一月翻一倍。", "zh_Hans", ([], [], [], [])),
        ("Take 1 and a half.", "Примите 1,5.", "ru", ([], [], [], [])),
        ("Take 1 and a half.", "Примите полторы.", "ru", ([], [], [], [])),
        ("Take 1 and a half.", "Примите 1.", "ru", ([], [], ["half"], [])),
        ("Take 2.5 mL.", "Примите два с половиной миллилитра.", "ru", ([], [], [], [])),
        ("For 2.5 days.", "两天半。", "zh_Hans", ([], [], [], [])),
        ("Take half a tablet.", "服用一片。", "zh_Hans", ([], [], ["half a"], [])),
        ("Take 1/2 tablet.", "服半片。", "zh_Hans", ([], [], [], [])),
        ("Take 1/2 tablet.", "服2片。", "zh_Hans", (["1/2"], [], [], [])),
        ("two of three patients", "2/3 的患者", "zh_Hans", ([], [], [], [])),
        ("12 years and older", "12岁以上（含12岁）", "zh_Hans", ([], [], [], [])),
        ("12 years and older", "12岁以上，12次", "zh_Hans", ([], [], [], ["12"])),
        ("Wait 30 minutes.", "आधा घंटा रुकें।", "hi", ([], [], [], [])),
        ("Take half a tablet twice.", "চারবার অর্ধেক ট্যাবলেট খান।", "bn", ([], [], ["twice"], [])),
        ("The enzyme 2 (ACE2).", "நொதி (ஏசிஇ2 - ACE2).", "ta", (["2"], [], [], [])),
        ("At most 1 in 1,000 people.", "每1,000人中最多有1人。", "zh_Hans", ([], [], [], [])),
        ("At most 1 in 1,500 people.", "每1,500人中最多有1人。", "zh_Hans", ([], [], [], [])),
        ("At most 1 in 1,000 people.", "每1,000人中最多有10人。", "zh_Hans", (["1"], [], [], ["10"])),
        ("At most 1 in 1,000 people.", "شخص واحد من كل ألف شخص.", "ar", ([], [], [], [])),
        ("At most 1 in 1,000 people.", "شخص من كل 1,000 شخص.", "ar", ([], [], [], [])),
        ("At most 1 in 1,000 people.", "Una persona de cada 1.000.", "es", ([], [], [], [])),
        ("Take 1.", "Tome 1,000.", "es", (["1"], [], [], ["1,000"])),
        ("Come at 12 noon.", "Venga al mediodía.", "es", ([], [], [], [])),
        ("Come at noon.", "Venga a las 12 del mediodía.", "es", ([], [], [], [])),
        ("Come at 12 noon.", "Venga a las 2.", "es", (["12"], [], [], ["2"])),
        ("Half of them slept.", "Durmió el 50 %.", "es", ([], [], [], [])),
        ("50 % slept.", "Durmió la mitad.", "es", ([], [], [], [])),
        ("Half of them slept.", "Durmió el 5 %.", "es", ([], [], [], ["5"])),
        ("One million people.", "दस लाख लोग", "hi", ([], [], [], [])),
        ("Ten million people.", "दस लाख लोग", "hi", ([], [], ["ten million"], [])),
        ("Type II diabetes.", "داء السكري من النوع 2.", "ar", ([], [], [], [])),
        ("Type II diabetes.", "داء السكري من النوع الثاني.", "ar", ([], [], [], [])),
        ("Type II diabetes.", "داء السكري عند البالغين.", "ar", ([], [], ["type ii"], [])),
        ("Type 2 diabetes.", "II 型糖尿病。", "zh_Hans", ([], [], [], [])),
        ("Type 2 diabetes.", "Ⅱ型糖尿病。", "zh_Hans", ([], [], [], [])),
        ("Class III heart failure.", "Сердечная недостаточность класса III.", "ru", ([], [], [], [])),
        ("Class III heart failure.", "Сердечная недостаточность класса II.", "ru", ([], [], ["class iii"], [])),
        ("In a single dose, type I.", "В одной дозе, тип I.", "ru", ([], [], [], [])),
        ("Twenty class II patients and I.", "Veinte pacientes de clase II y yo.", "es", ([], [], [], [])),
    ],
)
def test_the_numbers_of_two_texts_are_compared_by_value_and_kind(source, text, code, wanted):
    assert differs(source, text, code) == wanted


@pytest.mark.parametrize(
    ("source", "text", "code", "wanted"),
    [
        ("At 2.30 pm.", "В 14:30.", "ru", ""),
        ("At 2.30 p.m.", "В 14.30.", "ru", ""),
        ("At 2:30 pm.", "A las 14.30 h.", "es", ""),
        ("At 2:30 pm.", "A las 2.30 p. m.", "es", ""),
        ("At 2.30 pm.", "À 14 h 30.", "fr", ""),
        ("At 2.30 pm.", "À 14h30.", "fr", ""),
        ("At 2.30 pm.", "下午两点半。", "zh_Hans", ""),
        ("At 2.30 pm.", "A las 2 y media.", "es", ""),
        ("At 2.30 pm.", "दोपहर ढाई बजे।", "hi", ""),
        ("At 2.30 pm.", "दोपहर 2.30 बजे।", "hi", ""),
        ("At 2.30 pm.", "В 14.20.", "ru", "2 30"),
        ("At 2.30 pm.", "В 15:30.", "ru", "2"),
        ("At 2.30 pm.", "A las 3 y media.", "es", "2"),
        ("At 2.30 pm.", "下午两点。", "zh_Hans", "30"),
        ("Take 2.5 mL at 2.30 pm.", "Примите 2 мл в 14:30.", "ru", "2.5"),
    ],
)
def test_a_time_of_the_day_is_told_in_many_ways(source, text, code, wanted):
    assert " ".join(number.text for number in compared(source, text, language(code)).lost) == wanted


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("4 May 2026", "en", [({4}, 5, 2026)]),
        ("from 4 and 5 March to April 6, 2026", "en", [({4, 5}, 3, None), ({6}, 4, 2026)]),
        ("2026 年 5 月 4 日", "zh_Hans", [({4}, 5, 2026)]),
        ("২০২৬ সালের ১৫ই মার্চ", "bn", [({15}, 3, 2026)]),
        ("2026-ஆம் ஆண்டு மார்ச் 15-ஆம் தேதி", "ta", [({15}, 3, 2026)]),
        ("in March, 12 tablets", "en", [(set(), 3, None)]),
        ("8 tablets", "en", []),
    ],
)
def test_the_parts_of_a_date_are_read_together(text, code, wanted):
    def first(number):
        return number and min(number.values)

    dates = Sense(text, language(code)).dates
    assert [(set(map(first, date.days)), first(date.month), first(date.year)) for date in dates] == wanted


@pytest.mark.parametrize(
    ("text", "code", "torn"),
    [
        ("4 मई 2026", "hi", False),
        ("मई 4, 2026", "hi", False),
        ("2026 मई 4", "hi", True),
        ("2026 সালের মে ৪", "bn", False),
        ("2026 年 5 月 4 日", "zh_Hans", False),
        ("2026 மே 4-ஆம் தேதி", "ta", False),
    ],
)
def test_a_year_stands_before_its_month_only_where_a_word_tells(text, code, torn):
    assert bool(Sense(text, language(code)).torn_dates) is torn


def test_ranges_and_shares_are_seen_between_their_words():
    sense = Sense("1 in 10 people wait 4 to 6 hours, 3 in 2 do not", language("en"))
    assert [(one.text, two.text) for one, two in sense.ranges] == [("4", "6")]
    assert [(one.text, two.text) for one, two in sense.shares] == [("1", "10")]


@pytest.mark.parametrize(
    ("text", "code", "negated"),
    [
        ("Do not inject yourself.", "en", True),
        ("Not only doctors", "en", False),
        ("Avoid alcohol.", "en", True),
        ("Rest to avoid pain.", "en", False),
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


@pytest.mark.parametrize("code", ["en", "ru", "zh_Hans", "ar"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("≥5 %", ["at-least"]),
        ("SpO2>94", ["more"]),
        ("<= 3 mg", ["at-most"]),
        ("< 37.5", ["less"]),
        ("a <b>5</b> -> b", []),
    ],
)
def test_signs_before_digits_compare_in_every_language(text, code, wanted):
    assert list(Sense(text, language(code)).comparators) == wanted


@pytest.mark.parametrize(
    ("source", "text", "code", "wanted"),
    [
        ("Do not use for more than 7 days.", "连用不得超过一周。", "zh_Hans", ""),
        ("Do not use for more than 7 days.", "连用不得超过一月。", "zh_Hans", "7"),
        ("In the last 6 months.", "За последние полгода.", "ru", ""),
        ("Within 30 minutes.", "半小时之内。", "zh_Hans", ""),
        ("Two days of 2020.", "两天。", "zh_Hans", "2020"),
        ("For up to 7 days.", "Не дольше недели.", "ru", ""),
        ("For up to 30 days.", "Не дольше месяца.", "ru", ""),
        ("Twice a day for up to 7 days.", "روزی دو بار، حداکثر تا یک هفته", "fa", ""),
        ("For up to 7 days.", "روزها، حداکثر تا یک هفته", "fa", "7"),
        ("For up to 4 weeks.", "Не дольше месяца.", "ru", ""),
        ("For up to 7 days.", "لمدة لا تتجاوز أسبوعًا.", "ar", ""),
        ("For up to 7 days.", "Не дольше месяца.", "ru", "7"),
        ("For up to 7 days.", "Не дольше нескольких дней.", "ru", "7"),
        ("For up to 7 days a week.", "Не дольше недели.", "ru", "7"),
        ("For 7 days.", "Неделями.", "ru", "7"),
        ("24 to 48 hours.", "Uno o dos días.", "es", ""),
        ("24 to 48 hours.", "Dos días.", "es", "24"),
        ("24 hours before.", "पहले 42 दिन", "hi", "24"),
        ("24 to 48 hours.", "Uno o tres días.", "es", "48"),
    ],
)
def test_a_length_of_time_may_be_told_in_another_unit(source, text, code, wanted):
    assert " ".join(number.text for number in compared(source, text, language(code)).lost) == wanted


@pytest.mark.parametrize(
    ("text", "other", "limits"),
    [
        ("Do not take more than 8 tablets.", "Принимайте не более 8 таблеток.", True),
        ("Do not take more than 8 tablets.", "Принимайте 8 таблеток.", False),
        ("Do not drive. Take more than 8.", "Принимайте не более 8 таблеток.", False),
        ("Do not drive. Do not take more than 8.", "Принимайте не более 8 таблеток.", False),
    ],
)
def test_a_negated_comparison_is_a_limit(text, other, limits):
    assert Sense(text, language("en")).limits(Sense(other, language("ru"))) is limits


def test_names_and_numbers_do_not_lengthen_a_text_of_few_signs():
    source = "LabCorp announced RT-PCR tests on 5 March 2020 in all its laboratories."
    whole = surplus(source, "LabCorp 于 2020 年 3 月 5 日宣布在其所有实验室进行 RT-PCR 检测。", language("zh_Hans"))
    short = surplus(source, "LabCorp 于 2020 年 3 月 5 日宣布。", language("zh_Hans"))
    assert abs(whole) < 1
    assert short < -2


def test_text_is_folded_alike_whatever_the_keyboard():
    assert folded("كِتَابـــ") == folded("کتاب")
    assert folded("5\u00a0mg – ‘x’") == "5 mg - 'x'"
    assert folded("n\u0303") == folded("ñ")


def test_the_longest_phrase_at_a_place_wins_and_stems_take_endings():
    phrases = Phrases({"t": {"a": ["more"], "b": ["more than"], "c": ["tablet*"]}})
    assert [hit.name for hit in phrases.read("more than two tablets, no more")["t"]] == ["b", "c", "a"]
    assert phrases.read("anymore") == {}


def test_a_phrase_may_be_the_end_or_a_part_of_a_word_or_stand_after_a_clitic():
    phrases = Phrases({"t": {"end": ["*less"], "part": ["*ach*"], "word": ["ok"]}}, clitics=["re"])
    assert [hit.name for hit in phrases.read("painless, teacher, reok, xok")["t"]] == ["end", "part", "word"]


def test_a_phrase_may_stand_in_two_classes_and_before_it_a_digit_where_it_is_glued():
    phrases = Phrases({"unit": {"gram": ["g"], "year": ["g"]}, "word": {"g": ["g"]}}, glued=frozenset({"unit"}))
    assert phrases.read("5g") == {"unit": [(1, 2, "gram"), (1, 2, "year")]}


def test_latin_words_in_a_script_without_spaces_keep_their_edges():
    phrases = Phrases({"t": {"mg": ["mg"], "not": ["不"]}}, spaced=False)
    assert [hit.name for hit in phrases.read("请不要5mg以上omg")["t"]] == ["not"]


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


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("hanggang 50 taon", "fil", ["at-most"]),
        ("41 hanggang 50 taon", "fil", []),
        ("over 6 hours", "en", ["more"]),
        ("Put it under the tongue.", "en", ["else"]),
    ],
    ids=["up to", "a range", "more", "a place"],
)
def test_a_comparison_is_none_where_it_makes_a_range_or_names_a_place(text, code, said):
    assert list(Sense(text, language(code)).comparators) == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("even if you feel better", "en"),
        ("даже если вам лучше", "ru"),
        ("حتى لو تحسنت", "ar"),
        ("incluso si se siente mejor", "es"),
        ("kahit na gumaling", "fil"),
        ("即使好转", "zh_Hans"),
    ],
)
def test_even_if_is_no_if(text, code):
    assert Sense(text, language(code)).conditions == {"even-if"}
