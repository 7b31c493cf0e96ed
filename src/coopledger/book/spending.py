"""What fulfils a pledge and what uses up its ceiling: one rule for admission and for progress."""

from datetime import date

from coopledger.book.tally import Figures, Measure, Sums
from coopledger.quantity import Dimension
from coopledger.terms import Form, Pledge


def fulfilling(pledge: Pledge) -> Measure:
    """The measure that fulfils `pledge`.

    Works of which only a sum of money is known are carried out by paying.
    """
    if pledge.form is Form.WORKS and pledge.unit.dimension is Dimension.MONEY:
        return Measure.DISBURSEMENT
    return {
        Form.GOODS: Measure.DELIVERY,
        Form.SERVICES: Measure.DELIVERY,
        Form.WORKS: Measure.HANDED_OVER,
        Form.MONEY: Measure.DISBURSEMENT,
    }[pledge.form]


_PAID = frozenset({Measure.DISBURSEMENT, Measure.VALUE})


def spent(
    pledge: Pledge, figures: Figures, *, since: date = date.min, through: date = date.max
) -> Sums:
    """Steps of the ceiling's unit used from `since` to `through`.

    A ceiling in the unit the pledge is counted in limits what is delivered; a ceiling in money
    over anything else limits what is paid, and the stated worth of goods.
    """
    assert pledge.ceiling is not None
    unit = pledge.ceiling.amount.unit
    measures = {fulfilling(pledge)} if pledge.unit == unit else _PAID
    totals = (
        figures.total(pledge.id, measure, unit.id, since=since, through=through)
        for measure in measures
    )
    return sum(totals, Sums())


def ceiling_years(pledge: Pledge, day: date) -> tuple[date, date]:
    """The time a ceiling is held against on `day`: all of it, or the calendar year."""
    assert pledge.ceiling is not None
    if pledge.ceiling.per == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return date.min, date.max
