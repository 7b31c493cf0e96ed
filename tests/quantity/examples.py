"""Units as the agreement of 2022 counts in them, dollars, and how a refusal is looked at."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from coopledger.problem import Problem, Refused
from coopledger.quantity import Dimension, Unit, Units

_MASS, _MONEY, _COUNT = Dimension.MASS, Dimension.MONEY, Dimension.COUNT

TONNE = Unit("tonne", _MASS, Fraction(1, 1000), "tấn", "t", "t", "tonne", also=("tonnes", "ton"))
KG = Unit("kg", _MASS, Fraction(1), "kg", "kg", "kg", "tonne", Fraction(1, 1000))
BAG = Unit(
    "bag", _MASS, Fraction(1), "bao 50 kg", "50 kg bag", "50 kg bags", "tonne", Fraction(1, 20),
    also=("bags", "bao"),
)  # fmt: skip
VND = Unit("VND", _MONEY, Fraction(1), "đồng", "VND", "VND", "VND", also=("đ",))
USD = Unit("USD", _MONEY, Fraction(1, 100), "đô la Mỹ", "USD", "USD", "USD")
CLASSROOM = Unit(
    "classroom", _COUNT, Fraction(1), "phòng học", "classroom", "classrooms", "classroom",
    also=("phòng",),
)  # fmt: skip
COW = Unit("cow", _COUNT, Fraction(1), "con bò", "cow", "cows", "cow")

UNITS = Units([TONNE, KG, BAG, VND, USD, CLASSROOM, COW])


def refusal(call: Callable[[], object]) -> Problem:
    """The one problem `call` is refused with."""
    with pytest.raises(Refused) as caught:
        call()
    (problem,) = caught.value.problems
    return problem
