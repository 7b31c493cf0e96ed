"""The cells of a row, read: texts and figures by their fields, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.fields import FIGURES
from coopledger.exchange.sheet.layout import Layout
from coopledger.exchange.sheet.reading import (
    Figure,
    Problems,
    Text,
    figure_reader,
    text_reader,
)
from coopledger.exchange.sheet.table import MOST_COLUMNS, Row, Table, Value, blank
from coopledger.exchange.sheet.vocabulary import vocabulary
from coopledger.problem import Problem, Refused

_OWN = (Field.DOCUMENT, Field.NOTE, Field.REASON)
"""Texts that differ from row to row and decide nothing."""


_DIFFERING = frozenset({*FIGURES, *_OWN, Field.DATE, Field.TITLE})


class Said(NamedTuple):
    """What a row says: texts, figures, the columns whose figure cannot be read, and problems."""

    texts: dict[Field, str]
    figures: dict[Field, Figure]
    unread: list[Field]
    problems: list[Problem]


class Cells:
    """Reads the cells of a table's rows.

    `figures` are the fields of the columns of figures, `few` the columns that hold the same again
    and again, `width` how many columns are headed.
    """

    def __init__(self, table: Table, layout: Layout) -> None:
        self._table = table
        self._constants, self._unit = _constants(layout)
        words, columns = vocabulary(layout.terms), layout.columns
        self._texts: list[tuple[int, Field, Text]] = [
            (one.at, one.field, text_reader(one.field))
            for one in columns
            if one.field not in FIGURES and one.field is not Field.UNIT
        ]
        self._figures = [
            (one.at, one.field, figure_reader(one, words))
            for one in columns
            if one.field in FIGURES
        ]
        self.figures = [field for _, field, _ in self._figures]
        self.few = [one.at for one in columns if one.field not in _DIFFERING]
        self._own = [(_OWN.index(f), at, read) for at, f, read in self._texts if f in _OWN]
        self._always = [self._constants.get(field) for field in _OWN]
        at = {one.field: one.at for one in columns}
        self._unit_at, self._day_at = at.get(Field.UNIT, -1), at.get(Field.DATE, -1)
        self._read_day = text_reader(Field.DATE)
        self._last = max(at.values(), default=-1)
        named = layout.ragged and layout.headed
        self.width = max(*layout.headed, self._last) + 1 if named else MOST_COLUMNS
        self._merging = table.merges
        self._above: dict[int, Value] = {}

    def read(self, row: Row) -> Said:
        """All that a row says."""
        said = Said(dict(self._constants), {}, [], [])
        values = self.filled(row)
        for at, field, read in self._texts:
            text = read(values[at])
            if isinstance(text, str):
                said.texts[field] = text
            elif text:
                said.problems.extend(self._placed(text, row, at))
        for at, field, count in self._figures:
            figure = count(values[at], self._unit_of(values, field))
            if isinstance(figure, Figure):
                said.figures[field] = figure
            elif figure:
                said.unread.append(field)
                said.problems.extend(self._placed(figure, row, at))
        said.problems.extend(self._beyond(row))
        return said

    def sums(self, row: Row) -> tuple[list[tuple[Field, int, Figure]], list[Problem]]:
        """The figures of a row that states sums."""
        figures, problems = [], list[Problem]()
        for at, field, count in self._figures:
            cell = row.cells[at] if at < len(row.cells) else None
            figure = count(cell, self._unit if field is Field.QUANTITY else None)
            if isinstance(figure, Figure):
                figures.append((field, at, figure))
            elif figure:
                problems.extend(self._placed(figure, row, at))
        return figures, problems

    def filled(self, row: Row) -> Sequence[Value]:
        """The cells of a row as far as they are read, with what merged cells say for them all."""
        cells = row.cells
        if len(cells) <= self._last:
            cells = [*cells, *[None] * (self._last + 1 - len(cells))]
        if not self._merging:
            return cells
        cells = list(cells)
        for at, _, _ in self._texts:
            self._fill(cells, row.number, at)
        if self._unit_at >= 0:
            self._fill(cells, row.number, self._unit_at)
        return cells

    def _fill(self, cells: list[Value], number: int, at: int) -> None:
        if blank(cells[at]) and self._table.merged_above(number, at):
            cells[at] = self._above.get(at)
        else:
            self._above[at] = cells[at]

    def _unit_of(self, values: Sequence[Value], field: Field) -> Value:
        if field is not Field.QUANTITY:
            return None
        return values[self._unit_at] if self._unit_at >= 0 else self._unit

    def _beyond(self, row: Row) -> Iterator[Problem]:
        """What stands behind the last column: the cells of such a row may have slipped."""
        for at in range(self.width, len(row.cells)):
            if not blank(row.cells[at]):
                yield self._table.problem("X418", row, at, columns=self.width)
                return

    def _placed(self, problems: Problems, row: Row, at: int) -> Iterator[Problem]:
        where = self._table.place(row, at)
        return (replace(problem, place=where) for problem in problems)

    # The same for a row nothing is wrong with: None where something may be

    def day(self, values: Sequence[Value]) -> str | None:
        """The day of a row."""
        if self._day_at < 0:
            return self._constants.get(Field.DATE)
        day = self._read_day(values[self._day_at])
        return day if isinstance(day, str) else None

    def own(self, values: Sequence[Value]) -> list[str | None] | None:
        """Document, note and reason."""
        found = self._always.copy()
        for position, at, read in self._own:
            text = read(values[at])
            if isinstance(text, str):
                found[position] = text
            elif text is not None:
                return None
        return found

    def counted(self, values: Sequence[Value]) -> list[Figure | None] | None:
        """The figures of a row, in the order of `figures`."""
        found: list[Figure | None] = []
        for at, field, count in self._figures:
            figure = count(values[at], self._unit_of(values, field))
            if figure is not None and figure.__class__ is not Figure:
                return None
            found.append(figure)
        return found


def _constants(layout: Layout) -> tuple[dict[Field, str], str | None]:
    """What is said of every row. Raises `Refused` with what is wrong with it."""
    found: dict[Field, str] = {}
    problems: list[Problem] = []
    for field, typed in layout.values.items():
        read = text_reader(field)(typed)
        if isinstance(read, tuple):
            where = layout.places.get(field)
            problems += [replace(problem, place=where) for problem in read]
        elif read is not None:
            found[field] = read
    if problems:
        raise Refused(problems)
    return found, found.pop(Field.UNIT, None)
