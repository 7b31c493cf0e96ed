"""Numbers, quantities and dates as they are typed (DESIGN, section 6)."""

import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.problem import Refused
from coopledger.quantity import Quantity, Unit
from coopledger.quantity.reading import (
    DecimalSign,
    read_date,
    read_number,
    read_quantity,
    read_unit,
    read_year,
)
from tests.quantity.examples import BAG, CLASSROOM, TONNE, UNITS, USD, VND, refusal


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("1500", "1500"),
        ("  1500 ", "1500"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("0.500", "0.5"),
        ("0,500", "0.5"),
        ("1500,5", "1500.5"),
        ("1500.5", "1500.5"),
        ("1500,500", "1500.5"),
        ("51304,75", "51304.75"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,891", "1234567.891"),
        ("0042", "42"),
        ("+7", "7"),
        ("-1,5", "-1.5"),
        ("\u2212500", "-500"),
    ],
)
def test_a_number_with_one_reading_is_read(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1.500", ("1500", "1.500")),
        ("1,500", ("1500", "1.500")),
        ("2.000", ("2000", "2.000")),
        ("51,304", ("51304", "51.304")),
        ("999.999", ("999999", "999.999")),
    ],
)
def test_a_number_with_two_readings_is_refused_with_both(
    typed: str, readings: tuple[str, str]
) -> None:
    problem = refusal(lambda: read_number(typed))

    assert problem.code == "Q102"
    assert problem.values == {"typed": typed, "readings": tuple(map(Decimal, readings))}


@pytest.mark.parametrize(
    ("typed", "decimal", "number"),
    [
        ("1.500", ",", "1500"),
        ("1.500", ".", "1.5"),
        ("1,500", ",", "1.5"),
        ("1,500", ".", "1500"),
        ("-2.000", ",", "-2000"),
        ("1.5", ",", "1.5"),
        ("1.234,5", ".", "1234.5"),
    ],
)
def test_the_decimal_sign_settles_what_is_ambiguous_and_nothing_else(
    typed: str, decimal: DecimalSign, number: str
) -> None:
    assert read_number(typed, decimal) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", "-", ".5", "5.", ",5", "5,", "1..5", "1.23.456", "1.2345.678", "1,5,5", "1.234.56",
     "0.123.456", "1.234,567.8", "1 500", "1_500", "1'500", "--5", "+-5", "5-", "NaN", "Infinity",
     "1e3", "0x10", "½", "٣", "５００", "năm trăm"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed: str) -> None:
    problem = refusal(lambda: read_number(typed))

    assert (problem.code, problem.values) == ("Q101", {"typed": typed})


@pytest.mark.parametrize("typed", ["9" * 60, "0" * 31, "0." + "3" * 30, "９" * 31])
def test_more_than_thirty_digits_are_refused(typed: str) -> None:
    problem = refusal(lambda: read_number(typed))

    assert (problem.code, problem.values) == ("Q103", {"most": 30})


def test_every_one_of_thirty_digits_counts() -> None:
    digits = "-123456789012345678901234567.891"

    assert str(read_number(digits)) == digits


@pytest.mark.parametrize(
    ("typed", "amount", "unit"),
    [
        ("500 tonne", 500, TONNE),
        ("500 t", 500, TONNE),
        ("500t", 500, TONNE),
        ("500 tấn", 500, TONNE),
        ("500 TẤN", 500, TONNE),
        ("500 tan", 500, TONNE),
        ("500\u00a0tấn", 500, TONNE),
        ("0,125 tấn", Fraction(1, 8), TONNE),
        ("1.234,5 tấn", Fraction(2469, 2), TONNE),
        ("10000 bag", 10_000, BAG),
        ("10000 bao 50 kg", 10_000, BAG),
        ("10000 50 kg bags", 10_000, BAG),
        ("4 phòng học", 4, CLASSROOM),
        ("4 phong", 4, CLASSROOM),
        ("4 tỷ đồng", 4_000_000_000, VND),
        ("4\u00a0tỷ\u00a0đồng", 4_000_000_000, VND),
        ("4 tỉ đ", 4_000_000_000, VND),
        ("4 ty dong", 4_000_000_000, VND),
        ("1.234,5 tỷ đồng", 1_234_500_000_000, VND),
        ("3,6 tỷ VND", 3_600_000_000, VND),
        ("3.6bn VND", 3_600_000_000, VND),
        ("3.6 billion VND", 3_600_000_000, VND),
        ("VND 3.6 billion", 3_600_000_000, VND),
        ("vnd 750000000", 750_000_000, VND),
        ("750 triệu đồng", 750_000_000, VND),
        ("750 tr đ", 750_000_000, VND),
        ("1,5 million VND", 1_500_000, VND),
        ("1500 nghìn đồng", 1_500_000, VND),
        ("USD 4400", 4_400, USD),
        ("2 triệu đô la Mỹ", 2_000_000, USD),
        ("USD 4400.25", Fraction(17_601, 4), USD),
        ("-0,5 tấn", Fraction(-1, 2), TONNE),
    ],
)
def test_a_quantity_is_a_number_perhaps_a_multiplier_and_a_unit(
    typed: str, amount: int | Fraction, unit: Unit
) -> None:
    quantity = read_quantity(typed, UNITS)

    assert (quantity.amount, quantity.unit) == (amount, unit)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("4 tỷ", 4_000_000_000),
        ("3,6 tỷ", 3_600_000_000),
        ("3.6bn", 3_600_000_000),
        ("750 triệu", 750_000_000),
        ("1.200.000.000", 1_200_000_000),
        ("1200000000", 1_200_000_000),
    ],
)
def test_without_a_unit_the_default_is_meant(typed: str, amount: int) -> None:
    assert read_quantity(typed, UNITS, default=VND) == Quantity(amount, VND)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("nghìn ngàn nghin ngan thousand Thousand", 1_000),
        ("triệu tr mn million TRIỆU", 1_000_000),
        ("tỷ tỉ ty bn billion Tỷ", 1_000_000_000),
    ],
)
def test_multipliers_are_known_in_both_languages(words: str, times: int) -> None:
    for word in words.split():
        assert read_quantity(f"2 {word} đồng", UNITS) == Quantity(2 * times, VND)


def test_the_unit_that_is_named_goes_before_the_default() -> None:
    assert read_quantity("10000 bag", UNITS, default=TONNE) == Quantity(10_000, BAG)


def test_a_multiplier_leaves_open_what_is_ambiguous() -> None:
    """A newspaper's 51,304 tỷ đồng were 51 billion; elsewhere it would be 51 thousand billion."""
    typed = "51,304 tỷ đồng"

    problem = refusal(lambda: read_quantity(typed, UNITS))
    assert problem.code == "Q102"
    assert problem.values["readings"] == (Decimal(51304), Decimal("51.304"))
    assert read_quantity(typed, UNITS, decimal=",") == Quantity(51_304_000_000, VND)
    assert read_quantity(typed, UNITS, decimal=".") == Quantity(51_304_000_000_000, VND)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("500", "Q106"),
        ("4 tỷ", "Q106"),
        ("", "Q101"),
        ("tấn", "Q101"),
        ("NaN tấn", "Q101"),
        ("năm trăm tấn", "Q101"),
        ("５００ tấn", "Q101"),
        ("--5 tấn", "Q101"),
        (".5 tấn", "Q101"),
        ("1.23.456 tấn", "Q101"),
        ("1e3 tấn", "Q101"),
        ("12:30", "Q101"),
        ("1/2 tấn", "Q101"),
        ("500-600 tấn", "Q101"),
        ("1,500,000 000", "Q101"),
        ("5 000 tấn", "Q107"),
        ("4_000_000_000 VND", "Q107"),
        ("VND 4'000'000", "Q107"),
        ("-4\u00a0000 tấn", "Q107"),
        ("500 sack", "Q110"),
        ("500 tân", "Q110"),
        ("VND 5 tấn", "Q110"),
        ("khoảng 4 tỷ đồng", "Q110"),
        ("1.500 tấn", "Q102"),
        ("9" * 60 + " tấn", "Q103"),
        ("0,0001 tấn", "Q104"),
        ("0.5 bag", "Q104"),
        ("2,5 phòng học", "Q104"),
        ("0.5 VND", "Q104"),
        ("1.00000000000000000000000000001 tấn", "Q104"),
        ("1.00000000000000000000000000001 tỷ đồng", "Q104"),
        ("9007199254740992 VND", "Q105"),
        ("9007199254741 tấn", "Q105"),
        ("500 t\u1ea5n\u202e", "Q301"),
        ("500\ttấn", "Q301"),
        ("500 " + "t" * 4000, "Q302"),
    ],
)
def test_what_is_no_exact_quantity_is_refused(typed: str, code: str) -> None:
    assert refusal(lambda: read_quantity(typed, UNITS)).code == code


def test_a_missing_unit_is_refused_with_the_declared_ones() -> None:
    problem = refusal(lambda: read_quantity("500", UNITS))

    assert problem.values == {"typed": "500", "units": tuple(UNITS)}


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("10000 bag", BAG), ("3.6bn VND", VND), ("VND 3.6bn", VND), ("500", None), ("4 tỷ", None)],
)
def test_the_unit_of_a_quantity_can_be_read_by_itself(typed: str, unit: Unit | None) -> None:
    assert read_unit(typed, UNITS) == unit


def test_decomposed_letters_are_the_same_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "4 tỷ đồng")

    assert decomposed != "4 tỷ đồng"
    assert read_quantity(decomposed, UNITS) == Quantity(4_000_000_000, VND)


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_that_is_read_is_exactly_what_was_typed(steps: int, decimals: int) -> None:
    typed = f"{Decimal(steps).scaleb(-decimals):f}"

    assert read_number(typed, ".") == Fraction(steps, 10**decimals)


@given(st.text(alphabet="0123456789.,+-\u2212 ", max_size=12))
def test_what_is_read_without_a_decimal_sign_is_read_the_same_with_either(typed: str) -> None:
    with suppress(Refused):
        number = read_number(typed)
        assert read_number(typed, ".") == read_number(typed, ",") == number


@pytest.mark.parametrize(
    "typed",
    ["2023-03-15", "2023-3-15", "15/3/2023", "15/03/2023", "15-3-2023", "15.3.2023", " 15/3/2023 "],
)
def test_a_date_is_read_day_first(typed: str) -> None:
    assert read_date(typed) == date(2023, 3, 15)


def test_the_day_comes_first_even_where_the_month_could() -> None:
    assert read_date("4/3/2023") == date(2023, 3, 4)


def test_the_day_after_the_last_of_a_year_is_the_first_of_the_next() -> None:
    assert read_date("1/1/2024") - read_date("31/12/2023") == timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("15/3/23", "Q201"),
        ("23-03-15", "Q201"),
        ("15/3-2023", "Q201"),
        ("2023/03/15", "Q201"),
        ("15 3 2023", "Q201"),
        ("20230315", "Q201"),
        ("15/3", "Q201"),
        ("15/3/2023 08:00", "Q201"),
        ("15 tháng 3 năm 2023", "Q201"),
        ("１５/3/2023", "Q201"),
        ("", "Q201"),
        ("3/15/2023", "Q202"),
        ("29/2/2023", "Q202"),
        ("2023-02-30", "Q202"),
        ("0/1/2023", "Q202"),
        ("0000-01-01", "Q202"),
    ],
)
def test_what_is_no_day_is_refused(typed: str, code: str) -> None:
    problem = refusal(lambda: read_date(typed))

    assert (problem.code, problem.values) == (code, {"typed": typed})


@pytest.mark.parametrize(("typed", "year"), [("2023", 2023), (" 2025 ", 2025)])
def test_a_year_has_four_digits(typed: str, year: int) -> None:
    assert read_year(typed) == year


@pytest.mark.parametrize("typed", ["23", "20233", "0923", "3023", "２０２３", "2023.0", "", "nay"])
def test_what_is_no_year_is_refused(typed: str) -> None:
    problem = refusal(lambda: read_year(typed))

    assert (problem.code, problem.values) == ("Q203", {"typed": typed})
