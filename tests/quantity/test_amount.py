"""Amounts are whole numbers of a unit's smallest steps; what does not fit is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.problem import Refused
from coopledger.quantity import Quantity, Unit
from coopledger.quantity.amount import MOST_STEPS
from tests.quantity.examples import BAG, CLASSROOM, COW, KG, TONNE, USD, VND, refusal


@pytest.mark.parametrize(
    ("amount", "unit", "steps"),
    [
        (500, TONNE, 500_000),
        (Decimal("0.001"), TONNE, 1),
        (Decimal("1.500"), TONNE, 1_500),
        (Fraction(1, 8), TONNE, 125),
        (Decimal("0.10"), USD, 10),
        (4_000_000_000, VND, 4_000_000_000),
        (0, CLASSROOM, 0),
        (-3, BAG, -3),
    ],
)
def test_an_amount_is_kept_in_steps(
    amount: Decimal | Fraction | int, unit: Unit, steps: int
) -> None:
    quantity = Quantity.of(amount, unit)

    assert (quantity.steps, quantity.amount) == (steps, Fraction(amount))


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (Fraction(2000, 3), TONNE),
        (Fraction(2000, 3), VND),
        (Decimal("0.0001"), TONNE),
        (Decimal("0.5"), CLASSROOM),
        (Decimal("0.001"), USD),
    ],
)
def test_what_is_finer_than_a_step_is_refused_and_never_rounded(
    amount: Decimal | Fraction, unit: Unit
) -> None:
    problem = refusal(lambda: Quantity.of(amount, unit))

    assert problem.code == "Q104"
    assert problem.values == {"amount": Fraction(amount), "unit": unit, "step": unit.step}


@pytest.mark.parametrize("unit", [TONNE, VND])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_largest_amount_is_what_every_json_reader_holds(unit: Unit, sign: int) -> None:
    most = MOST_STEPS * unit.step
    problem = refusal(lambda: Quantity.of(sign * (most + unit.step), unit))

    assert MOST_STEPS == 2**53 - 1
    assert Quantity.of(sign * most, unit).steps == sign * MOST_STEPS
    assert (problem.code, problem.values) == ("Q105", {"most": Quantity(MOST_STEPS, unit)})


@pytest.mark.parametrize(
    ("given", "unit", "expected"),
    [
        (Quantity(10_000, BAG), TONNE, Quantity.of(500, TONNE)),
        (Quantity.of(500, TONNE), BAG, Quantity(10_000, BAG)),
        (Quantity(1, BAG), KG, Quantity(50, KG)),
        (Quantity(1, KG), TONNE, Quantity(1, TONNE)),
        (Quantity(7, COW), COW, Quantity(7, COW)),
    ],
)
def test_units_of_one_base_convert_exactly(given: Quantity, unit: Unit, expected: Quantity) -> None:
    assert given.to(unit) == expected


@pytest.mark.parametrize("amount", [Fraction(1, 1000), Fraction(49, 1000), Fraction(75, 1000)])
def test_a_conversion_that_does_not_come_out_is_refused(amount: Fraction) -> None:
    problem = refusal(lambda: Quantity.of(amount, TONNE).to(BAG))

    assert problem.code == "Q104"
    assert problem.values == {"amount": amount * 20, "unit": BAG, "step": 1}


def test_a_conversion_that_grows_too_large_is_refused() -> None:
    assert refusal(lambda: Quantity(MOST_STEPS, BAG).to(KG)).code == "Q105"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [(TONNE, VND), (CLASSROOM, COW), (VND, USD), (COW, KG)],
)
def test_unlike_units_do_not_convert_not_even_in_one_dimension(given: Unit, wanted: Unit) -> None:
    problem = refusal(lambda: Quantity(1, given).to(wanted))

    assert (problem.code, problem.values) == ("Q112", {"given": given, "wanted": wanted})


@given(st.integers(-(10**9), 10**9))
def test_bags_to_tonnes_and_back_is_where_it_started(bags: int) -> None:
    given = Quantity(bags, BAG)

    assert given.to(TONNE).amount == Fraction(bags, 20)
    assert given.to(TONNE).to(BAG) == given


@given(st.integers(-(10**9), 10**9))
def test_tonnes_to_bags_is_exact_or_refused(kilograms: int) -> None:
    tonnes = Quantity(kilograms, TONNE)
    try:
        bags = tonnes.to(BAG)
    except Refused:
        assert kilograms % 50
    else:
        assert bags.steps * 50 == kilograms


def test_quantities_of_one_unit_are_added_subtracted_and_compared() -> None:
    small, large = Quantity.of(Decimal("0.5"), TONNE), Quantity.of(2, TONNE)

    assert (small + large).amount == Fraction(5, 2)
    assert (small - large).amount == Fraction(-3, 2)
    assert -small == Quantity(-500, TONNE)
    assert small < large
    assert small <= small  # noqa: PLR0124
    assert not large <= small
    assert not small < small  # noqa: PLR0124
    assert small
    assert not Quantity(0, TONNE)


@pytest.mark.parametrize(
    "use",
    [
        lambda one, other: one + other,
        lambda one, other: one - other,
        lambda one, other: one < other,
        lambda one, other: one <= other,
    ],
    ids=["added", "subtracted", "less", "at most"],
)
@pytest.mark.parametrize("other", [Quantity(10, BAG), Quantity(10, VND)], ids=["bag", "VND"])
def test_unlike_units_are_never_taken_together(use: object, other: Quantity) -> None:
    assert callable(use)
    with pytest.raises(ValueError, match="not added together"):
        use(Quantity(10, TONNE), other)


def test_equal_worth_in_another_unit_is_another_quantity() -> None:
    assert Quantity(20, BAG) != Quantity.of(1, TONNE)
