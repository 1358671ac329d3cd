"""Codes that are read out on the phone: what is heard wrong is noticed, what is only written otherwise is not."""

import hashlib
import re
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from leaflets.codes import BODY, SYMBOLS, VALUES, folded, make, sound

LANGUAGES = ["ar", "en", "fa", "fil", "hi", "ru", "ur", "zh_Hans", "pt_BR"]


def code(language, seed, free=lambda _: True):
    return make(language, lambda attempt: hashlib.sha256(f"{seed}/{attempt}".encode()).digest(), free)


codes = st.builds(code, st.sampled_from(LANGUAGES), st.integers())


@given(codes)
def test_a_code_is_the_language_four_symbols_and_one_that_checks_them(made):
    prefix, body, check = made.split("-")
    assert prefix in {language.partition("_")[0].upper() for language in LANGUAGES}
    assert len(body) == BODY
    assert len(check) == 1
    assert set(body + check) <= set(SYMBOLS)  # nothing that cannot be read out
    assert sound(folded(made))


@given(codes)
def test_every_single_wrong_symbol_is_noticed(made):
    right = folded(made)
    for place, symbol in product(range(len(right)), VALUES):
        if symbol != right[place]:
            assert not sound(right[:place] + symbol + right[place + 1 :])


@given(codes)
def test_every_swap_of_two_neighbours_is_noticed(made):
    right = folded(made)
    for place, (one, two) in enumerate(pairwise(right)):
        if one != two:
            assert not sound(right[:place] + two + one + right[place + 2 :])


def test_every_pair_of_symbols_differs_at_every_place():
    """The check symbol is linear: what holds for one code at every place holds for all."""
    for place, one, two in product(range(8), VALUES, VALUES):
        if one < two:
            row = ["0"] * 9
            row[place] = one
            right = next(([*row[:-1], check] for check in VALUES if sound("".join([*row[:-1], check]))), None)
            if right:
                right[place] = two
                assert not sound("".join(right)), (place, one, two)


@pytest.mark.parametrize(
    "typed",
    ["fil-b5tj-3", "FIL B5TJ 3", "FILB5TJ3", " f1l_b5tj.3 ", "ＦＩＬ－Ｂ５ＴＪ－３", "FIL-B٥TJ-٣", "FIL–B5TJ–3"],
    ids=["lower", "spaces", "bare", "one for I", "full width", "Arabic digits", "dashes"],
)
def test_a_code_is_read_however_it_is_written(typed):
    assert folded(typed) == folded("FIL-B5TJ-3")


def test_letters_that_look_like_digits_are_those_digits():
    assert folded("AR-OIL1-0") == folded("AR-0111-0")


@pytest.mark.parametrize("typed", ["", "AR", "AR-1", "АР-7K3M-9", "AR-7K3M-*", "é"])
def test_what_is_no_code_is_not_sound(typed):
    assert not sound(folded(typed))


def test_the_same_seed_gives_the_same_code_and_another_one_when_it_is_taken():
    first = code("ar", 1)
    assert code("ar", 1) == first
    second = code("ar", 1, lambda symbols: symbols != folded(first))
    assert second != first
    assert code("ar", 1, lambda symbols: symbols != folded(first)) == second


def test_every_code_in_the_docs_is_sound():
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md"), *ROOT.glob("docs/images/*.svg")]
    found = [code for page in pages for code in re.findall(r"\b[A-Z]{2,3}-[0-9A-Z]{4}-[0-9A-Z]\b", page.read_text())]
    assert len(found) > 5
    assert [code for code in found if not sound(folded(code))] == []
