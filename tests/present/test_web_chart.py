"""The geometry of the pictures: exact figures become places that can be told apart."""

from fractions import Fraction
from itertools import pairwise

import pytest

from coopledger.present.say import Say
from coopledger.present.web import chart
from coopledger.progress import YearFigures
from coopledger.quantity import Quantity
from tests.progress.examples import CEMENT, SCHOOL, UNITS, progress


def drawn(*years: tuple[int, int, int], now: int | None = None) -> chart.Chart | None:
    """The picture of years of planned, delivered and confirmed kilograms."""
    unit = UNITS["tonne"]
    values = (
        YearFigures(2022 + at, *(Quantity(steps, unit) for steps in year))
        for at, year in enumerate(years)
    )
    return chart.columns(tuple(values), now, Say("vi"))


def test_columns_are_as_high_as_their_figures() -> None:
    made = drawn((500_000, 250_000, 125_000), (500_000, 1_000_000, 0))
    assert made is not None
    first, second = made.columns
    boxes = (first.planned, first.delivered, first.confirmed, second.delivered)
    heights = [Fraction(box.height) for box in boxes if box is not None]
    assert heights == [chart.PLOT / Fraction(parts) for parts in (2, 4, 8, 1)]
    assert all(_foot(box) == Fraction(made.baseline) for box in boxes if box is not None)
    assert second.confirmed is None
    assert (first.label, first.plan, second.label) == ("250", "/500", "1.000")


def _foot(box: chart.Box) -> Fraction:
    return Fraction(box.y) + Fraction(box.height)


def test_columns_stand_beside_each_other() -> None:
    made = drawn(*[(1_000, 1_000, 1_000)] * 7)
    assert made is not None
    planned = [column.planned for column in made.columns]
    for before, after in pairwise(planned):
        assert before is not None
        assert after is not None
        assert Fraction(before.x) + Fraction(before.width) < Fraction(after.x)
    for column in made.columns:
        assert column.planned is not None
        assert column.confirmed is not None
        assert Fraction(column.confirmed.width) < Fraction(column.planned.width)


def test_something_is_never_drawn_as_nothing() -> None:
    made = drawn((9_000_000_000, 1, 0))
    assert made is not None
    assert made.columns[0].delivered is not None
    assert Fraction(made.columns[0].delivered.height) >= Fraction(3, 2)


def test_what_came_back_in_a_later_year_goes_below_the_line() -> None:
    made = drawn((0, 500_000, 500_000), (0, -20_000, -20_000))
    assert made is not None
    back = made.columns[1].delivered
    assert back is not None
    assert back.y == made.baseline
    assert _foot(back) <= chart.TOP + chart.PLOT


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        pytest.param([(500_000, 380_500, 0)] * 4, ("380,5", "/500"), id="both"),
        pytest.param([(500_000_000, 380_500, 0)] * 4, ("380,5", ""), id="delivered alone"),
        pytest.param([(500_000_000, 123_456_789, 0)] * 6, ("", ""), id="neither"),
    ],
)
def test_figures_stand_above_columns_where_there_is_room(
    years: list[tuple[int, int, int]], expected: tuple[str, str]
) -> None:
    made = drawn(*years)
    assert made is not None
    assert {(column.label, column.plan) for column in made.columns} == {expected}


def test_of_many_years_some_are_named_and_the_one_reported_always() -> None:
    made = drawn(*[(1, 1, 1)] * 30, now=2023)
    assert made is not None
    assert [column.year for column in made.columns if column.now] == ["2023"]
    assert 5 < sum(bool(column.year) for column in made.columns) < 12
    assert drawn(*[(1, 1, 1)] * 61) is None
    assert drawn() is None


# The whole of a pledge


def test_a_bar_is_as_long_as_what_was_delivered_of_the_target() -> None:
    standing = progress(CEMENT, "2023-03-15: 500 t, 480 t accepted", as_of="2023-12-31").standing
    assert chart.bar(standing) == chart.Bar("100.00", "24.00", "24.00", "50.00")


def test_more_than_the_target_goes_beyond_it() -> None:
    standing = progress(SCHOOL, "2023-03-15: handed over 5 classroom", as_of="2026-01-01").standing
    assert chart.bar(standing) == chart.Bar("80.00", "100.00", "0.00", "")


def test_of_a_bar_too_something_is_never_drawn_as_nothing() -> None:
    standing = progress(CEMENT, "2023-03-15: 0.001 t", as_of="2023-12-31").standing
    assert chart.bar(standing) == chart.Bar("100.00", "0.50", "0.00", "50.00")


def test_without_a_target_there_is_no_bar() -> None:
    standing = progress(CEMENT, as_of="2023-12-31").standing
    assert chart.bar(standing._replace(target=None)) is None
