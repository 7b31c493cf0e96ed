"""Amounts in words: right, as people write them, and never the same for two amounts."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.quantity import Quantity
from coopledger.quantity.spelling import spell, spell_quantity
from coopledger.quantity.writing import Lang
from tests.conftest import LANGUAGES
from tests.quantity.examples import CLASSROOM, TONNE, VND

VECTORS = {
    0: ("không", "zero"),
    1: ("một", "one"),
    4: ("bốn", "four"),
    5: ("năm", "five"),
    10: ("mười", "ten"),
    11: ("mười một", "eleven"),
    14: ("mười bốn", "fourteen"),
    15: ("mười lăm", "fifteen"),
    19: ("mười chín", "nineteen"),
    20: ("hai mươi", "twenty"),
    21: ("hai mươi mốt", "twenty-one"),
    24: ("hai mươi bốn", "twenty-four"),
    25: ("hai mươi lăm", "twenty-five"),
    50: ("năm mươi", "fifty"),
    55: ("năm mươi lăm", "fifty-five"),
    91: ("chín mươi mốt", "ninety-one"),
    99: ("chín mươi chín", "ninety-nine"),
    100: ("một trăm", "one hundred"),
    101: ("một trăm linh một", "one hundred and one"),
    105: ("một trăm linh năm", "one hundred and five"),
    110: ("một trăm mười", "one hundred and ten"),
    111: ("một trăm mười một", "one hundred and eleven"),
    115: ("một trăm mười lăm", "one hundred and fifteen"),
    121: ("một trăm hai mươi mốt", "one hundred and twenty-one"),
    200: ("hai trăm", "two hundred"),
    205: ("hai trăm linh năm", "two hundred and five"),
    500: ("năm trăm", "five hundred"),
    555: ("năm trăm năm mươi lăm", "five hundred and fifty-five"),
    694: ("sáu trăm chín mươi bốn", "six hundred and ninety-four"),
    999: ("chín trăm chín mươi chín", "nine hundred and ninety-nine"),
    1_000: ("một nghìn", "one thousand"),
    1_001: ("một nghìn không trăm linh một", "one thousand and one"),
    1_005: ("một nghìn không trăm linh năm", "one thousand and five"),
    1_010: ("một nghìn không trăm mười", "one thousand and ten"),
    1_015: ("một nghìn không trăm mười lăm", "one thousand and fifteen"),
    1_021: ("một nghìn không trăm hai mươi mốt", "one thousand and twenty-one"),
    1_100: ("một nghìn một trăm", "one thousand one hundred"),
    2_000: ("hai nghìn", "two thousand"),
    4_046: ("bốn nghìn không trăm bốn mươi sáu", "four thousand and forty-six"),
    10_000: ("mười nghìn", "ten thousand"),
    15_000: ("mười lăm nghìn", "fifteen thousand"),
    21_000: ("hai mươi mốt nghìn", "twenty-one thousand"),
    51_304: ("năm mươi mốt nghìn ba trăm linh bốn", "fifty-one thousand three hundred and four"),
    100_000: ("một trăm nghìn", "one hundred thousand"),
    105_000: ("một trăm linh năm nghìn", "one hundred and five thousand"),
    100_005: ("một trăm nghìn không trăm linh năm", "one hundred thousand and five"),
    1_000_000: ("một triệu", "one million"),
    1_000_001: ("một triệu không trăm linh một", "one million and one"),
    1_001_000: ("một triệu không trăm linh một nghìn", "one million one thousand"),
    1_500_000: ("một triệu năm trăm nghìn", "one million five hundred thousand"),
    10_000_015: ("mười triệu không trăm mười lăm", "ten million and fifteen"),
    250_000_000: ("hai trăm năm mươi triệu", "two hundred and fifty million"),
    400_000_000: ("bốn trăm triệu", "four hundred million"),
    750_000_000: ("bảy trăm năm mươi triệu", "seven hundred and fifty million"),
    1_000_000_000: ("một tỷ", "one billion"),
    1_000_000_001: ("một tỷ không trăm linh một", "one billion and one"),
    1_000_050_000: ("một tỷ không trăm năm mươi nghìn", "one billion fifty thousand"),
    1_005_000_000: ("một tỷ không trăm linh năm triệu", "one billion five million"),
    3_000_000_000: ("ba tỷ", "three billion"),
    3_600_000_000: ("ba tỷ sáu trăm triệu", "three billion six hundred million"),
    4_000_000_000: ("bốn tỷ", "four billion"),
    20_000_000_000: ("hai mươi tỷ", "twenty billion"),
    163_000_000_000: ("một trăm sáu mươi ba tỷ", "one hundred and sixty-three billion"),
    1_000_000_000_000: ("một nghìn tỷ", "one trillion"),
    1_000_000_000_005: ("một nghìn tỷ không trăm linh năm", "one trillion and five"),
    1_005_000_000_000: ("một nghìn không trăm linh năm tỷ", "one trillion five billion"),
    51_304_000_000_000: (
        "năm mươi mốt nghìn ba trăm linh bốn tỷ",
        "fifty-one trillion three hundred and four billion",
    ),
    1_000_000_000_000_000: ("một triệu tỷ", "one quadrillion"),
    -5: ("âm năm", "minus five"),
    -1_000_050_000: ("âm một tỷ không trăm năm mươi nghìn", "minus one billion fifty thousand"),
}


@pytest.mark.parametrize("number", VECTORS)
def test_a_number_in_words(number: int) -> None:
    assert tuple(spell(number, lang) for lang in LANGUAGES) == VECTORS[number]


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("0.5", "không phẩy năm", "zero point five"),
        ("1.05", "một phẩy không năm", "one point zero five"),
        ("499.995", "bốn trăm chín mươi chín phẩy chín chín năm",
         "four hundred and ninety-nine point nine nine five"),
        ("-0.001", "âm không phẩy không không một", "minus zero point zero zero one"),
    ],
)  # fmt: skip
def test_decimals_are_read_digit_by_digit(number: str, vi: str, en: str) -> None:
    assert (spell(Fraction(number), "vi"), spell(Fraction(number), "en")) == (vi, en)


def test_every_sum_of_the_agreement() -> None:
    sums = {
        Quantity.of(4_000_000_000, VND): ("bốn tỷ đồng", "four billion VND"),
        Quantity.of(3_000_000_000, VND): ("ba tỷ đồng", "three billion VND"),
        Quantity.of(750_000_000, VND): (
            "bảy trăm năm mươi triệu đồng",
            "seven hundred and fifty million VND",
        ),
        Quantity.of(1_500_000, VND): (
            "một triệu năm trăm nghìn đồng",
            "one million five hundred thousand VND",
        ),
        Quantity.of(2_000, TONNE): ("hai nghìn tấn", "two thousand t"),
        Quantity.of(500, TONNE): ("năm trăm tấn", "five hundred t"),
        Quantity.of(4, CLASSROOM): ("bốn phòng học", "four classrooms"),
        Quantity.of(1, CLASSROOM): ("một phòng học", "one classroom"),
    }
    for quantity, words in sums.items():
        assert tuple(spell_quantity(quantity, lang) for lang in LANGUAGES) == words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_of_a_hundred_thousand_amounts_have_the_same_words(lang: Lang) -> None:
    """Of every size, many of them with groups and digits that are zero."""
    dice, said = random.Random(30), dict[str, int]()  # noqa: S311 - a die, not a secret
    for _ in range(100_000):
        number = dice.randrange(10 ** dice.randint(1, 15))
        number -= number % 10 ** dice.choice((0, 0, 3, 6, 9)) if dice.random() < 0.5 else 0
        assert said.setdefault(spell(number, lang), number) == number


@given(st.integers(0, 10**15))
def test_words_add_up_to_the_number(number: int) -> None:
    """Read back by another rule: what a group is worth is said behind it."""
    assert _worth(spell(number, "vi").split()) == number


_DIGITS = {word: digit for digit, word in enumerate(
    "không một hai ba bốn năm sáu bảy tám chín mười".split()  # noqa: SIM905
)} | {"lăm": 5, "mốt": 1}  # fmt: skip
_SIZES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}


def _worth(words: list[str]) -> int:
    for size, worth in _SIZES.items():
        if size in words:
            at = len(words) - 1 - words[::-1].index(size)
            return _worth(words[:at]) * worth + _worth(words[at + 1 :])
    total = last = 0
    for word in words:
        if word == "trăm":
            total, last = total + 100 * last, 0
        elif word == "mươi":
            total, last = total + 10 * last, 0
        elif word == "mười":
            total, last = total + 10, 0
        elif word != "linh":
            last = _DIGITS[word]
    return total + last
