"""Sheets as values: cells in rows, before anything decides how they are drawn.

A cell that is computed names other cells, so rows are put into a `Grid` one below the other and
keep their number. What a person typed is only ever a `Text`.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name


class Look(StrEnum):
    """What a cell is, which decides how it looks.

    Those of `LOOSE` stand outside tables and run on over the empty cells beside them.
    """

    TITLE = "title"
    INVENTED = "invented"
    SECTION = "section"
    LABEL = "label"
    VALUE = "value"
    LINE = "line"
    WARNING = "warning"
    HEAD = "head"
    CELL = "cell"
    GROUP = "group"
    TOTAL = "total"
    PART = "part"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    BESIDE = "beside"


LOOSE = frozenset(
    {Look.TITLE, Look.INVENTED, Look.SECTION, Look.VALUE, Look.LINE, Look.WARNING, Look.BESIDE}
)


class Text(NamedTuple):
    """A text, perhaps computed; `sheet` is where it leads."""

    text: str
    look: Look = Look.CELL
    formula: str = ""
    sheet: str = ""


class Number(NamedTuple):
    """An exact number, perhaps computed; a year is not `grouped`."""

    number: Fraction
    look: Look = Look.CELL
    formula: str = ""
    grouped: bool = True


class Percent(NamedTuple):
    """Tenths of a percent, rounded down; `something` never shows as nothing."""

    tenths: int
    something: bool
    look: Look = Look.CELL


class Day(NamedTuple):
    """A day."""

    day: date
    look: Look = Look.CELL


Cell = Text | Number | Percent | Day | None
Row = tuple[Cell, ...]


class Grid:
    """Rows that are put one below the other."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    @property
    def next(self) -> int:
        """The number of the row that is put next; the first is 1, as people see it."""
        return len(self.rows) + 1

    def put(self, *cells: Cell) -> int:
        """Put a row, and say which it is."""
        self.rows.append(cells)
        return len(self.rows)

    def extend(self, rows: Iterable[Row]) -> None:
        """Put several rows."""
        self.rows.extend(rows)


class Chart(NamedTuple):
    """Horizontal bars for the rows from `first` to `last`, beside them and `rows` high.

    The first column names the bars, the two after it hold what they show; in the row `head` stands
    what these are called. `description` is for who cannot see it.
    """

    title: str
    description: str
    head: int
    first: int
    last: int
    rows: int


class Frame(NamedTuple):
    """What stands around every printed page: two texts on top, one at the foot."""

    heading: str
    mark: str
    foot: str


class Sheet(NamedTuple):
    """A sheet as it is seen and printed.

    `most` is how wide each column may get. The first `kept` rows are printed on every page, and
    stay on the screen with as many columns as `aside`. `filtered` are the heading and the last row
    of the table that can be filtered; the percentages in its column `bars` are drawn as bars.
    """

    name: str
    rows: tuple[Row, ...]
    most: tuple[int, ...]
    frame: Frame
    kept: int
    aside: int = 0
    filtered: tuple[int, int] | None = None
    bars: int | None = None
    charts: tuple[Chart, ...] = ()


def columns(*names: str) -> dict[str, str]:
    """The letters of columns, by what they hold."""
    return {name: xl_col_to_name(at) for at, name in enumerate(names)}


def away(sheet: str, *cells: str) -> str:
    """A cell or a range of another sheet, for a formula: `'entries'!$B$3:$B$9`."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!" + ":".join(cells)
