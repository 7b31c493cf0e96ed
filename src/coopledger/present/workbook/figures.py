"""Exact figures in a program that counts with 15 digits.

A spreadsheet keeps a number as a binary fraction: up to 15 digits come back as they were written,
more do not. What is longer is written as text, and what would be computed of it is a value.
"""

from fractions import Fraction
from itertools import chain

from coopledger.present.workbook.values import Look, Number
from coopledger.quantity import Quantity
from coopledger.quantity.writing import plain

MOST_DIGITS = 15
"""Digits that every spreadsheet keeps."""

_MOST_WHOLE, _MOST_BROKEN = 10**15, 10**13
"""Sums of whole numbers are exact below the first; of others, counted in their last decimal, the
error stays far below half of it up to the second, and rounding takes it away."""


def exact(number: Fraction) -> bool:
    """Whether a spreadsheet keeps `number` as it is."""
    return len(plain(abs(number)).replace(".", "").strip("0")) <= MOST_DIGITS


def decimals(number: Fraction) -> int:
    """How many digits stand behind the decimal sign."""
    return len(plain(number).partition(".")[2])


def count(number: int, look: Look = Look.CELL) -> Number:
    """How many there are of something."""
    return Number(Fraction(number), look)


def year(number: int) -> Number:
    return Number(Fraction(number), grouped=False)


def figure(quantity: Quantity | None, look: Look = Look.CELL) -> Number | None:
    """An amount without its unit; nothing where there is none."""
    return Number(quantity.amount, look) if quantity is not None else None


def computed(
    formula: str, result: Quantity | None, *of: Quantity | None, look: Look = Look.CELL
) -> Number | None:
    """`result` as a formula over cells that hold `of`; as a value where that would not be exact.

    Decimals of the unit are rounded to, for a binary fraction is seldom the decimal one.
    """
    if result is None:
        return None
    amounts = [one.amount for one in chain((result,), of) if one is not None]
    places = decimals(result.unit.step)
    size = sum(map(abs, amounts)) * 10**places
    if size >= (_MOST_BROKEN if places else _MOST_WHOLE) or not all(map(exact, amounts)):
        return Number(result.amount, look)
    return Number(result.amount, look, f"ROUND({formula},{places})" if places else formula)


def repeated(cell: str, quantity: Quantity, look: Look = Look.CELL) -> Number:
    """The figure that stands in another cell."""
    return Number(quantity.amount, look, cell if exact(quantity.amount) else "")
