"""What a programme came to in money: a total over stated values, and what that leaves out.

Unlike things are never added, so only what was paid, or what a paper says goods were worth, counts
(DESIGN, section 4). What the recipient gives back is no part of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from coopledger.book import Book
from coopledger.book.spending import fulfilling
from coopledger.book.tally import Measure, added
from coopledger.progress.year import Period
from coopledger.quantity import Dimension, Quantity, Unit
from coopledger.terms import Pledge, Side, Terms


class LeftOut(NamedTuple):
    """What was delivered under a pledge without any value being stated for it."""

    pledge: Pledge
    quantity: Quantity


class MoneyStated(NamedTuple):
    """A total in each unit of money, and what was delivered beside it."""

    totals: tuple[Quantity, ...]
    left_out: tuple[LeftOut, ...]


def money_stated(book: Book, terms: Terms, days: Period) -> MoneyStated:
    """What was paid, and what goods were stated to be worth, within `days`."""
    given = [pledge for pledge in terms.pledges.values() if pledge.receiver is Side.RECIPIENT]
    totals = (_total(book, given, unit, days) for unit in terms.money)
    return MoneyStated(
        tuple(total for total in totals if total), tuple(_left_out(book, given, days))
    )


def _total(book: Book, pledges: list[Pledge], unit: Unit, days: Period) -> Quantity:
    counted = (Measure.DISBURSEMENT, Measure.VALUE, Measure.DELIVERY)
    sums = (
        book.figures.total(pledge.id, measure, unit.id, since=days.since, through=days.through)
        for pledge in pledges
        for measure in counted
    )
    return Quantity(added(sums).delivered, unit)


def _left_out(book: Book, pledges: list[Pledge], days: Period) -> Iterator[LeftOut]:
    figures = book.figures
    paid = {(account.item, account.measure) for account in figures.accounts()}
    for pledge in pledges:
        if pledge.unit.dimension is Dimension.MONEY:
            continue
        if (pledge.id, Measure.DISBURSEMENT) in paid:
            continue  # works are worth what is paid for them
        whole, valued = (
            figures.total(pledge.id, of, pledge.unit.id, since=days.since, through=days.through)
            for of in (fulfilling(pledge), Measure.VALUED)
        )
        if steps := whole.delivered - valued.delivered:
            yield LeftOut(pledge, Quantity(steps, pledge.unit))
