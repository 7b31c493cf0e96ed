"""The accounts of a journal, and how a change of figures is entered in them twice.

Where a measure of the tally has four figures, a journal has six accounts that always add up to
nothing: what was claimed, against where it is now.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from coopledger.book.tally import Account, Measure, Sums
from coopledger.exchange.journal.moves import Move, Moved
from coopledger.quantity import Unit


class Figure(StrEnum):
    """Where a quantity stands. What counts as delivered is the sum of the two below it."""

    CLAIMED = "claimed"
    DELIVERED = "delivered"
    CONFIRMED = "delivered:confirmed"
    UNCONFIRMED = "delivered:unconfirmed"
    DISPUTED = "disputed"
    RETURNED = "returned"
    MISSING = "missing"


class Place(NamedTuple):
    """An account of a journal: of a book a pledge, an activity or an area, a measure, a figure."""

    book: str
    item: str
    measure: Measure
    figure: Figure
    share: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Its names from the outermost to the innermost."""
        inner = () if self.share is None else (component(self.share),)
        words = (self.measure.value, *self.figure.split(":"))
        return (component(self.book), component(self.item), *words, *inner)


class Leg(NamedTuple):
    """So many steps of a unit into an account; occasions are counted without a unit."""

    place: Place
    steps: int
    unit: Unit | None


def legs(move: Move) -> Iterator[Leg]:
    """What `move` enters in which accounts; per measure it adds up to nothing."""
    for account, sums in move.moved.items():
        unit = move.terms.units[account.unit] if account.unit else None
        for figure, steps in _figures(account, sums, move.moved):
            if steps:
                place = Place(move.entry.book, account.item, account.measure, figure, account.share)
                yield Leg(place, steps, unit)


def _figures(account: Account, sums: Sums, moved: Moved) -> Iterator[tuple[Figure, int]]:
    """`sums` on both sides. What was given back left the measure on the day it was given back."""
    back = Sums()
    if account.measure in {Measure.DELIVERY, Measure.DISBURSEMENT}:
        back = moved.get(account._replace(measure=Measure.RETURN), back)
    yield Figure.CLAIMED, -sums.claimed
    yield Figure.CONFIRMED, sums.confirmed
    yield Figure.UNCONFIRMED, sums.delivered - sums.confirmed
    yield Figure.DISPUTED, sums.disputed
    yield Figure.RETURNED, back.delivered
    yield Figure.MISSING, sums.claimed - sums.delivered - sums.disputed - back.delivered


_COMPONENT = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*|[1-9]")


def component(name: str) -> str:
    """`name` as a part of an account: ids and numbers of areas as they are.

    Anything else, which only a book that was made by hand can hold, is spelled out in hexadecimal
    behind a 0, where no id begins.
    """
    return name if _COMPONENT.fullmatch(name) else "0" + name.encode().hex()
