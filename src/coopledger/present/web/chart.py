"""The geometry of the pictures: exact figures as places in an SVG, written with two decimals.

Across, places are percentages of a width that nobody knows here, so that letters keep their size
on every screen; down, they are pixels.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from coopledger.present.say import Say
from coopledger.progress import Standing, YearFigures
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_amount

PLOT, TOP, BOTTOM = 132, 22, 26
"""Pixels for the highest column, for a figure above it, and for the years below."""

HEIGHT = TOP + PLOT + BOTTOM

NARROWEST, WIDEST_SLOT = 320, 92
"""Pixels across that a chart has on a telephone, and that a year takes where there is room."""

LETTER, YEAR_LABEL = Fraction(15, 2), 36
"""Pixels across of a digit, and of a year with the gap behind it."""

MOST_YEARS = 60
"""Years that can be told apart; of more there are only figures."""

_COLUMN, _CORE = Fraction(62, 100), Fraction(22, 100)
"""How much of its slot a column takes, and what is confirmed in the middle of it."""

_LEAST, _LEAST_PART = Fraction(3, 2), Fraction(1, 2)
"""Pixels, and percent of a bar, so that something is never seen as nothing."""


class Box(NamedTuple):
    """A rectangle: percent across, pixels down."""

    x: str
    y: str
    width: str
    height: str


class Column(NamedTuple):
    """A year: what was planned, delivered and confirmed; no box where that is nothing.

    `label` is the figure above it, `plan` what it is compared with, and `year` stands below;
    each is empty where there is no room.
    """

    middle: str
    year: str
    label: str
    plan: str
    top: str
    now: bool
    planned: Box | None
    delivered: Box | None
    confirmed: Box | None


class Chart(NamedTuple):
    """Columns that stand on a baseline; `width` is in pixels, as far as there is room."""

    columns: tuple[Column, ...]
    width: int
    height: int
    baseline: str


class Bar(NamedTuple):
    """The whole of a pledge as percentages across; `due` where only a part is due."""

    target: str
    delivered: str
    confirmed: str
    due: str


def columns(years: Sequence[YearFigures], now: int | None, say: Say) -> Chart | None:
    """The years side by side, `now` being the one that is reported."""
    if not 0 < len(years) <= MOST_YEARS:
        return None
    slot, every = Fraction(100, len(years)), -(-len(years) * YEAR_LABEL // NARROWEST)
    scale = _Scale.of([step for one in years for step in _steps(one)])
    labels, plans = _labels(years, say)

    def column(at: int, one: YearFigures) -> Column:
        planned, delivered, confirmed = _steps(one)
        left = at * slot
        return Column(
            middle=written(left + slot / 2),
            year=str(one.year) if at % every == 0 or one.year == now else "",
            label=labels[at],
            plan=plans[at],
            top=written(scale.down(max(planned, delivered, 0)) - 6),
            now=one.year == now,
            planned=scale.box(planned, left, slot, _COLUMN),
            delivered=scale.box(delivered, left, slot, _COLUMN),
            confirmed=scale.box(confirmed, left, slot, _CORE),
        )

    return Chart(
        columns=tuple(column(at, one) for at, one in enumerate(years)),
        width=WIDEST_SLOT * max(len(years), 2),
        height=HEIGHT,
        baseline=written(scale.down(0)),
    )


def bar(standing: Standing) -> Bar | None:
    """Delivered and confirmed against the target; nothing without one."""
    target = standing.target
    if not target:
        return None
    whole = max(target, standing.delivered).steps
    due = standing.due
    partly = due is not None and 0 < due.steps < target.steps

    def across(quantity: Quantity) -> str:
        part = Fraction(100 * max(quantity.steps, 0), whole)
        return written(max(part, _LEAST_PART) if part else part)

    return Bar(
        across(target),
        across(standing.delivered),
        across(min(standing.confirmed, standing.delivered)),
        across(due) if partly and due is not None else "",
    )


def written(number: Fraction | int) -> str:
    """`number` to two decimals, as SVG reads it."""
    hundredths = round(number * 100)
    sign, size = ("-" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{size // 100}.{size % 100:02}"


class _Scale(NamedTuple):
    """From steps to pixels down; a year in which more came back than went goes below zero."""

    high: int
    low: int

    @classmethod
    def of(cls, steps: Sequence[int]) -> "_Scale":
        high, low = max(0, *steps), min(0, *steps)
        return cls(high if high > low else 1, low)

    def down(self, steps: int) -> Fraction:
        return TOP + Fraction((self.high - steps) * PLOT, self.high - self.low)

    def box(self, steps: int, left: Fraction, slot: Fraction, part: Fraction) -> Box | None:
        if not steps:
            return None
        zero, end = self.down(0), self.down(steps)
        height = max(abs(end - zero), _LEAST)
        top = zero - height if steps > 0 else zero
        x, width = left + slot * (1 - part) / 2, slot * part
        return Box(written(x), written(top), written(width), written(height))


def _steps(one: YearFigures) -> tuple[int, int, int]:
    """Planned, delivered and confirmed; no plan draws nothing."""
    return one.planned.steps if one.planned else 0, one.delivered.steps, one.confirmed.steps


def _labels(years: Sequence[YearFigures], say: Say) -> tuple[list[str], list[str]]:
    """What stands above the columns: delivered and planned, or one of them, or nothing."""
    none = [""] * len(years)
    delivered = [write_amount(one.delivered, say.lang) for one in years]
    planned = [f"/{write_amount(one.planned, say.lang)}" if one.planned else "" for one in years]
    if _legible([f"{more}{plan}" for more, plan in zip(delivered, planned, strict=True)]):
        return delivered, planned
    return (delivered, none) if _legible(delivered) else (none, none)


def _legible(labels: Sequence[str]) -> bool:
    """Whether texts of this length stand beside each other on the narrowest screen."""
    room = min(Fraction(NARROWEST, len(labels)), Fraction(WIDEST_SLOT))
    return max(map(len, labels)) * LETTER <= room
