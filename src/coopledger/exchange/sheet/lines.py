"""From the rows of a table to drafts, one by one, each with what is wrong with it.

A draft holds canonical text: ISO days, plain numbers with a point and the id of their unit, ids of
programme, pledge and parties. A row with any problem has no draft.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coopledger.book.draft import Draft, Pattern, Variant
from coopledger.exchange.field import Field
from coopledger.exchange.sheet.cells import Cells, Said
from coopledger.exchange.sheet.drafting import MAIN, Drafting
from coopledger.exchange.sheet.layout import Layout
from coopledger.exchange.sheet.reading import Figure
from coopledger.exchange.sheet.sorting import Sort, Sorter
from coopledger.exchange.sheet.table import Row, Table, shown
from coopledger.exchange.sheet.totals import Stated, Totals
from coopledger.problem import CellPlace, Problem, Refused
from coopledger.quantity import Unit
from coopledger.text import fold

_YEAR = re.compile(r"\b([12][0-9]{3})\b")

_IN_THE_NOTE = frozenset({Field.TITLE, Field.ACTIVITY})
"""What becomes a part of the note, which is then no more what its cell says."""

_MOST_PATTERNS = 4096

Figures = list[Figure | None]
"""The figures of a row, in the order of the columns."""


class Line(NamedTuple):
    """A row of the table and the draft it asks for, or what is wrong with it.

    A row that only states a sum that differs has problems and no draft either.
    """

    row: int
    variant: Variant | None
    problems: tuple[Problem, ...]
    source: Row

    @property
    def draft(self) -> Draft | None:
        """The draft it asks for, by itself."""
        return self.variant.draft if self.variant is not None else None


def lines(table: Table, layout: Layout, *, allow_excess: bool = False) -> Iterator[Line]:
    """Each row of data, in order; sums that are right, headings and blank rows are left out.

    With `allow_excess` its drafts may exceed what was promised. Raises `Refused` where what the
    columns file says of every row cannot be read, and as `table.rows` does.
    """
    return _Lines(table, layout, allow_excess=allow_excess).read()


def place(table: Table, layout: Layout, line: Line, *fields: Field) -> CellPlace:
    """The cell of a line that says one of `fields`, else its figure: for what is found later."""
    there = layout.fields
    at = next((there[field].at for field in (*fields, *MAIN) if field in there), 0)
    return table.place(line.source, at)


class _Like(NamedTuple):
    """How rows are read that are like one before them.

    Offices write the same pledge and the same parties in row after row; what follows from them is
    worked out for the first of these rows. `figure` and `value` are the places of what is recorded
    among the figures, `unit` that of a figure without one.
    """

    pattern: Pattern
    figure: int
    value: int
    unit: Unit | None


class _Lines:
    def __init__(self, table: Table, layout: Layout, *, allow_excess: bool) -> None:
        self._table, self._layout = table, layout
        self._cells = Cells(table, layout)
        self._drafting = Drafting(table, layout, allow_excess=allow_excess)
        self._totals = Totals(table, self._cells.figures)
        self._alike: dict[tuple[object, ...], _Like] = {}

    def read(self) -> Iterator[Line]:
        sort, first = Sorter(self._layout), self._layout.first
        fast = self._fast_line if self._are_alike() else _no_line
        for row in self._table.rows():
            if row.number < first:
                continue
            if (line := fast(row)) is not None:
                yield line
                continue
            sorted_as = sort(row)
            if sorted_as is Sort.DATA:
                yield self._line(row)
            elif sorted_as in _SUMS and (problems := tuple(self._stated(sorted_as, row))):
                yield Line(row.number, None, problems, row)
        for row, problem in self._totals.end():
            yield Line(row.number, None, (problem,), row)

    def _are_alike(self) -> bool:
        """Whether rows may be read like others: they have a day, and notes that are their cell."""
        fields = {*self._layout.fields, *self._layout.values}
        return Field.DATE in self._layout.fields and not fields & _IN_THE_NOTE

    def _stated(self, sort: Sort, row: Row) -> Iterator[Problem]:
        """What is wrong with the sums that a row states."""
        figures, problems = self._cells.sums(row)
        yield from problems
        stated = [Stated(row, at, field, figure.number) for field, at, figure in figures]
        label = " ".join(fold(shown(cell)) for cell in row.cells if isinstance(cell, str))
        year = _YEAR.search(label)
        yield from self._totals.state(sort, stated, year[1] if year is not None else None)

    def _line(self, row: Row) -> Line:
        said = self._cells.read(row)
        self._add(said)
        if said.problems:
            return Line(row.number, None, tuple(said.problems), row)
        try:
            draft = self._drafting.draft(row, said)
            return Line(row.number, Variant.of(draft), (), row)
        except Refused as refused:
            return Line(row.number, None, refused.problems, row)

    def _add(self, said: Said) -> None:
        figures = [said.figures.get(field) for field in self._cells.figures]
        self._totals.add(figures, said.texts.get(Field.DATE, ""))
        for field in said.unread:
            self._totals.unread(field)

    # The same for rows that are like others before them

    def _fast_line(self, row: Row) -> Line | None:
        """A row with a day and nothing wrong with it; every other is looked at slowly."""
        cells = self._cells
        values = cells.filled(row)
        day, own, figures = cells.day(values), cells.own(values), cells.counted(values)
        if day is None or own is None or figures is None or len(row.cells) > cells.width:
            return None
        document, note, reason = own
        key = (
            document is None,
            reason,
            *[values[at] for at in cells.few],
            *[None if figure is None else figure.like for figure in figures],
        )
        like = self._alike.get(key)
        if like is None:
            return self._first_line(row, key, figures)
        quantity = self._quantity(like, figures)
        if quantity is None:
            return None
        self._totals.add(figures, day)
        value = figures[like.value] if like.value >= 0 else None
        worth = value.text if value is not None else None
        variant = Variant(like.pattern, day, document, note, quantity, worth)
        return Line(row.number, variant, (), row)

    def _quantity(self, like: _Like, figures: Figures) -> str | None:
        """The figure that is recorded; None where it cannot be."""
        figure = figures[like.figure]
        assert figure is not None
        if like.unit is None:
            return figure.text
        text = self._drafting.in_unit(figure.text, like.unit)
        return text if isinstance(text, str) else None

    def _first_line(self, row: Row, key: tuple[object, ...], figures: Figures) -> Line:
        """A row like none before it; it is remembered if nothing is wrong with it."""
        line = self._line(row)
        if line.variant is not None and line.variant.quantity is not None:
            if len(self._alike) >= _MOST_PATTERNS:
                self._alike.clear()
            self._alike[key] = self._like(line.variant, figures)
        return line

    def _like(self, variant: Variant, figures: Figures) -> _Like:
        names = self._cells.figures
        recorded = [at for at, name in enumerate(names) if name is not Field.VALUE and figures[at]]
        zero = [
            at
            for at, name in enumerate(names)
            if name is not Field.VALUE and figures[at] is not None
        ]
        at = (recorded or zero)[0]
        value = names.index(Field.VALUE) if variant.actual_value is not None else -1
        figure = figures[at]
        assert figure is not None
        bare = figure.unit is None and variant.quantity != figure.text
        unit = self._drafting.unit_of(variant.pattern.draft) if bare else None
        return _Like(variant.pattern, at, value, unit)


def _no_line(_: Row) -> Line | None:
    return None


_SUMS = frozenset({Sort.TOTAL, Sort.SUM, Sort.SUBTOTAL, Sort.GROUP})
