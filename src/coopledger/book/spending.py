"""What is recorded under a pledge, what fulfils it, and what uses up its ceiling.

One rule each, for admission and for progress.
"""

from datetime import date

from coopledger.book.book import Book
from coopledger.book.entry import Kind
from coopledger.book.tally import Measure, Sums, Totals, added
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


def fits(kind: Kind, pledge: Pledge) -> bool:
    """Whether entries of `kind` can be recorded under `pledge`.

    Money can be paid where money is promised, for works, and under a ceiling in money; goods
    that are counted by their worth are delivered, so that nothing is counted twice.
    """
    in_money = pledge.unit.dimension is Dimension.MONEY
    match kind:
        case Kind.DELIVERY:
            return pledge.form in {Form.GOODS, Form.SERVICES}
        case Kind.COMPLETION:
            return pledge.form is Form.WORKS and not in_money
        case Kind.DISBURSEMENT if pledge.form in {Form.MONEY, Form.WORKS}:
            return True
        case Kind.DISBURSEMENT:
            return pledge.money_unit is not None and not in_money
        case _:
            return False


_PAID = frozenset({Measure.DISBURSEMENT, Measure.VALUE})


def spent(
    pledge: Pledge, figures: Totals, *, since: date = date.min, through: date = date.max
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
    return added(totals)


def ceiling_years(pledge: Pledge, day: date) -> tuple[date, date]:
    """The time a ceiling is held against on `day`: all of it, or the calendar year."""
    assert pledge.ceiling is not None
    if pledge.ceiling.per == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return date.min, date.max


def shares_of(book: Book, pledge: Pledge, party: str | None) -> frozenset[str | None] | None:
    """Under which shares entries count to the part of `party`; None where all of them do.

    What was recorded before there were shares counts to the party that was the recipient first.
    """
    if party is None:
        return None
    before = book.unshared({part.party: part for part in pledge.shares})
    return frozenset({party, None} if party == before else {party})
