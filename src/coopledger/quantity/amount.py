"""An amount is a whole number of its unit's smallest steps; no float comes near it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coopledger.problem import refuse
from coopledger.quantity.unit import Unit

MOST_STEPS = 2**53 - 1
"""What every JSON reader can hold exactly (RFC 8785, section 3.2.2.3)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`steps` times the smallest step of `unit`; may be negative (a headroom can be)."""

    steps: int
    unit: Unit

    @classmethod
    def of(cls, amount: Decimal | Fraction | int, unit: Unit) -> "Quantity":
        """`amount` of `unit`.

        Raises `Refused`: Q104 finer than the unit's step, Q105 too large to be kept exactly.
        """
        exact, step = Fraction(amount), unit.step
        steps, finer = divmod(
            exact.numerator * step.denominator, exact.denominator * step.numerator
        )
        if finer:
            raise refuse("Q104", amount=exact, unit=unit, step=step)
        if abs(steps) > MOST_STEPS:
            raise refuse("Q105", most=cls(MOST_STEPS, unit))
        return cls(steps, unit)

    @property
    def amount(self) -> Fraction:
        """The exact number of units."""
        return self.steps * self.unit.step

    def to(self, unit: Unit) -> "Quantity":
        """The same quantity in `unit`.

        Raises `Refused`: Q112 where the units do not convert, Q104 where the result is finer
        than a step of `unit`.
        """
        if unit is self.unit:
            return self
        if not self.unit.converts_to(unit):
            raise refuse("Q112", given=self.unit, wanted=unit)
        return Quantity.of(self.amount * self.unit.in_base / unit.in_base, unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.steps + self._same(other), self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.steps - self._same(other), self.unit)

    def __neg__(self) -> "Quantity":
        return Quantity(-self.steps, self.unit)

    def __lt__(self, other: "Quantity") -> bool:
        return self.steps < self._same(other)

    def __le__(self, other: "Quantity") -> bool:
        return self.steps <= self._same(other)

    def __bool__(self) -> bool:
        return self.steps != 0

    def _same(self, other: "Quantity") -> int:
        """`other`'s steps; unlike units are never added, whatever they are worth."""
        if other.unit != self.unit:
            raise ValueError(f"{self.unit.id} and {other.unit.id} are not added together")
        return other.steps
