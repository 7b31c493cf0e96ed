"""A figure twice: as people read it, and exactly as in JSON, for programs that read the page."""

from typing import NamedTuple

from coopledger.present.machine.records import decimal
from coopledger.present.say import Say
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_amount


class Figure(NamedTuple):
    """What is shown, and the exact number behind it."""

    text: str
    exact: str


class Named(NamedTuple):
    """A figure, what it is called on the page, and its name in JSON."""

    name: str
    label: str
    figure: Figure
    sign: str = ""


def whole(quantity: Quantity, say: Say) -> Figure:
    """With its unit."""
    return Figure(say.value(quantity), decimal(quantity))


def bare(quantity: Quantity, say: Say) -> Figure:
    """Without its unit, which stands once beside it."""
    return Figure(write_amount(quantity, say.lang), decimal(quantity))


def maybe(quantity: Quantity | None, say: Say) -> Figure | None:
    return bare(quantity, say) if quantity is not None else None
