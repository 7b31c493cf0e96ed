"""A table as it stands in a file: rows of cells, before anything is known of what they mean."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from coopledger.problem import CellPlace, Problem

MOST_ROWS = 1_048_576
"""Rows of a table: as many as a sheet of Excel has."""

MOST_COLUMNS = 16_384


class Broken(NamedTuple):
    """A cell without a value: an error such as `#N/A`, or a formula nobody has worked out yet."""

    why: Literal["error", "formula"]
    text: str


Value = str | Decimal | date | Broken | None
"""What stands in a cell; text is as typed, a number exact, and a blank cell None or blank text."""


class Row(NamedTuple):
    """A row by the number people see; `line` is where it begins in a file that has lines."""

    number: int
    cells: Sequence[Value]
    line: int | None = None


class Table(ABC):
    """A sheet, or a file of one table. It may be read several times.

    `file` and `name` are those of the file and of the sheet (of the file where there is none).
    In `ragged` files a cell may slip to the right; where `merges` some cells are one. `hidden`
    counts the rows nobody sees.
    """

    ragged = False
    merges = False
    hidden = 0

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name

    @abstractmethod
    def rows(self) -> Iterator[Row]:
        """Every row in order; blank ones may be left out.

        Raises `Refused` where the file turns out to be broken further down.
        """

    def merged_above(self, _number: int, _at: int) -> bool:
        """Whether a cell is one with the cell above it."""
        return False

    def cell(self, number: int, at: int) -> str:
        """What people call a cell, its column counted from 0."""
        return f"{letters(at)}{number}"

    def place(self, row: Row, at: int) -> CellPlace:
        """Where a cell stands, and what stands in it."""
        value = row.cells[at] if at < len(row.cells) else None
        return CellPlace(self.file, self.cell(row.number, at), shown(value), row.line)

    def problem(self, code: str, row: Row, at: int, **values: object) -> Problem:
        """A problem with a cell."""
        return Problem(code, values, self.place(row, at))


def blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Value) -> str:
    """A value as a problem shows it."""
    if isinstance(value, Broken):
        return value.text
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value.adjusted()) < _LONGEST else str(value)
    return "" if value is None else str(value)


_LONGEST = 30
"""Digits that are shown of a number."""

_ALPHABET = 26


def letters(at: int) -> str:
    """The letters of a column, the first being 0: `A`, `Z`, `AA`."""
    name = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, _ALPHABET)
        name = chr(ord("A") + letter) + name
    return name


def column(name: str) -> int:
    """The number of the column with these letters, the first being 0."""
    at = 0
    for letter in name.upper():
        at = at * _ALPHABET + ord(letter) - ord("A") + 1
    return at - 1
