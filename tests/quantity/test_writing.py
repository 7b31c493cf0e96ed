"""Amounts, dates and percents as people read them in both languages, and plain for machines."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.quantity import Quantity, Unit
from coopledger.quantity.amount import MOST_STEPS
from coopledger.quantity.reading import DecimalSign, read_date, read_number, read_quantity
from coopledger.quantity.writing import (
    Lang,
    plain,
    unit_name,
    write_amount,
    write_date,
    write_number,
    write_percent,
    write_quantity,
    write_ratio,
)
from tests.quantity.examples import BAG, CLASSROOM, COW, KG, TONNE, UNITS, USD, VND

DECIMAL: dict[Lang, DecimalSign] = {"vi": ",", "en": "."}

quantities = st.builds(
    Quantity, st.integers(-MOST_STEPS, MOST_STEPS), st.sampled_from(list(UNITS.values()))
)
round_money = st.builds(
    lambda tens, digits: Quantity(digits * 10**tens, VND), st.integers(5, 11), st.integers(1, 9999)
)


@pytest.mark.parametrize(
    ("amount", "unit", "vi", "en"),
    [
        (2000, TONNE, "2.000 tấn", "2,000 t"),
        (500, TONNE, "500 tấn", "500 t"),
        (1, TONNE, "1 tấn", "1 t"),
        ("1234.5", TONNE, "1.234,5 tấn", "1,234.5 t"),
        ("0.001", TONNE, "0,001 tấn", "0.001 t"),
        ("-0.5", TONNE, "-0,5 tấn", "-0.5 t"),
        (-1500, TONNE, "-1.500 tấn", "-1,500 t"),
        (10_000, BAG, "10.000 bao 50 kg", "10,000 50 kg bags"),
        (2_000_000_000, KG, "2.000.000.000 kg", "2,000,000,000 kg"),
        (1, CLASSROOM, "1 phòng học", "1 classroom"),
        (-1, CLASSROOM, "-1 phòng học", "-1 classroom"),
        (4, CLASSROOM, "4 phòng học", "4 classrooms"),
        (0, CLASSROOM, "0 phòng học", "0 classrooms"),
        (3_000_000_000, VND, "3 tỷ đồng", "VND 3 billion"),
        (3_600_000_000, VND, "3,6 tỷ đồng", "VND 3.6 billion"),
        (1_234_000_000_000, VND, "1.234 tỷ đồng", "VND 1,234 billion"),
        (1_000_000_000, VND, "1 tỷ đồng", "VND 1 billion"),
        (1_000_000, VND, "1 triệu đồng", "VND 1 million"),
        (750_000_000, VND, "750 triệu đồng", "VND 750 million"),
        (1_500_000, VND, "1,5 triệu đồng", "VND 1.5 million"),
        (1_250_000_000, VND, "1,25 tỷ đồng", "VND 1.25 billion"),
        (1_255_000_000, VND, "1.255 triệu đồng", "VND 1,255 million"),
        (1_000_050_001, VND, "1.000.050.001 đồng", "VND 1,000,050,001"),
        (999_999, VND, "999.999 đồng", "VND 999,999"),
        (-400_000_000, VND, "-400 triệu đồng", "VND -400 million"),
        (0, VND, "0 đồng", "VND 0"),
        (4400, USD, "4.400 đô la Mỹ", "USD 4,400"),
    ],
)
def test_a_quantity_is_written_for_people(amount: int | str, unit: Unit, vi: str, en: str) -> None:
    quantity = Quantity.of(Fraction(amount), unit)

    assert (write_quantity(quantity, "vi"), write_quantity(quantity, "en")) == (vi, en)


def test_the_figure_can_stand_without_its_unit() -> None:
    assert write_amount(Quantity(3_600_000_000, VND), "vi") == "3,6 tỷ"
    assert write_amount(Quantity(3_600_000_000, VND), "en") == "3.6 billion"
    assert write_amount(Quantity.of(2000, TONNE), "vi") == "2.000"


@pytest.mark.parametrize("lang", DECIMAL)
@given(quantity=quantities | round_money)
def test_what_is_written_reads_back_as_the_same_quantity(lang: Lang, quantity: Quantity) -> None:
    written = write_quantity(quantity, lang)

    assert read_quantity(written, UNITS, decimal=DECIMAL[lang]) == quantity


@given(st.builds(Fraction, st.integers(-(10**24), 10**24), st.sampled_from([1, 8, 50, 1000])))
def test_a_plain_number_reads_back_as_the_same_number(number: Fraction) -> None:
    text = plain(number)

    assert read_number(text, ".") == number
    assert "." not in text or not text.endswith(("0", "."))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (1500, "1500"),
        (Fraction(3, 2), "1.5"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(10_000_000_001, 1000), "10000000.001"),
        (2**53, "9007199254740992"),
    ],
)
def test_machines_get_a_point_and_no_grouping(number: Fraction | int, text: str) -> None:
    assert plain(Fraction(number)) == text


def test_a_number_without_a_finite_expansion_is_not_rounded() -> None:
    with pytest.raises(ValueError, match="2000/3"):
        plain(Fraction(2000, 3))


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (1_234_567, "1.234.567", "1,234,567"),
        (Fraction(2_469_135, 2), "1.234.567,5", "1,234,567.5"),
        (Fraction(-1, 4), "-0,25", "-0.25"),
        (-1000, "-1.000", "-1,000"),
    ],
)
def test_a_number_is_grouped_by_thousands(number: Fraction | int, vi: str, en: str) -> None:
    assert (write_number(number, "vi"), write_number(number, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("unit", "number", "vi", "en"),
    [
        (COW, 1, "con bò", "cow"),
        (COW, -1, "con bò", "cow"),
        (COW, 0, "con bò", "cows"),
        (COW, 20, "con bò", "cows"),
        (KG, 2, "kg", "kg"),
        (TONNE, Fraction(1, 2), "tấn", "t"),
    ],
)
def test_a_unit_is_named_by_its_number(
    unit: Unit, number: Fraction | int, vi: str, en: str
) -> None:
    assert (unit_name(unit, number, "vi"), unit_name(unit, number, "en")) == (vi, en)


def test_a_day_is_written_day_first_in_vietnamese_and_iso_in_english() -> None:
    day = date(2023, 3, 5)

    assert (write_date(day, "vi"), write_date(day, "en")) == ("05/03/2023", "2023-03-05")
    assert write_date(date(987, 1, 2), "vi") == "02/01/0987"


@pytest.mark.parametrize("lang", DECIMAL)
@given(day=st.dates())
def test_a_written_day_reads_back(lang: Lang, day: date) -> None:
    assert read_date(write_date(day, lang)) == day


@pytest.mark.parametrize(
    ("tenths", "something", "vi", "en"),
    [
        (250, True, "25,0 %", "25.0%"),
        (1000, True, "100,0 %", "100.0%"),
        (999, True, "99,9 %", "99.9%"),
        (1, True, "0,1 %", "0.1%"),
        (0, True, "<0,1 %", "<0.1%"),
        (0, False, "0,0 %", "0.0%"),
    ],
)
def test_a_percent_has_one_decimal_and_something_is_never_nothing(
    tenths: int, vi: str, en: str, *, something: bool
) -> None:
    assert write_percent(tenths, "vi", something=something) == vi
    assert write_percent(tenths, "en", something=something) == en


def test_nothing_is_nothing_unless_something_was_delivered() -> None:
    assert write_percent(0, "vi") == "0,0 %"


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(1, 3), "1/3"), (Fraction(3, 2), "1,5"), (Fraction(2000), "2.000")],
)
def test_a_number_without_end_is_written_as_a_ratio(number: Fraction, text: str) -> None:
    assert write_ratio(number, "vi") == text
