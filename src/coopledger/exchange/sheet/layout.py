"""How a table is read: which columns hold what, and where its rows begin."""

from collections.abc import Mapping
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.table import letters
from coopledger.problem import Place
from coopledger.quantity import Quantity
from coopledger.quantity.reading import DecimalSign
from coopledger.terms import Terms


class Column(NamedTuple):
    """One column that is read: what one of its figures comes to, and its decimal sign.

    `clash` are two cells that write decimals in two ways, if any do.
    """

    at: int
    field: Field
    heading: str
    measure: Quantity | None = None
    decimal: DecimalSign | None = None
    clash: tuple[str, str] | None = None

    @property
    def letters(self) -> str:
        return letters(self.at)


class Ignored(NamedTuple):
    """A column that is not read, by its letters and its heading."""

    letters: str
    heading: str


class Layout(NamedTuple):
    """How a table is read.

    `first` is the number of the first row under the heading and `rows` how many of them look like
    data; `total` is the row of the total, if there is one. `hidden` counts rows that nobody sees
    in the sheet; they are read like the others. `heading` are the rows of it, as they are compared,
    `headed` the columns it names, `numbered` the one that only numbers the rows (-1 without).
    """

    columns: tuple[Column, ...]
    ignored: tuple[Ignored, ...]
    values: Mapping[Field, str]
    places: Mapping[Field, Place]
    terms: tuple[Terms, ...]
    heading: tuple[tuple[str, ...], ...]
    headed: tuple[int, ...]
    numbered: int
    first: int
    rows: int
    total: int | None
    hidden: int
    ragged: bool

    @property
    def fields(self) -> Mapping[Field, Column]:
        return {one.field: one for one in self.columns}
