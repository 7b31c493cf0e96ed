"""From the rows of a table to drafts, one by one, each with what is wrong with it.

A draft holds canonical text: ISO days, plain numbers with a point and the id of their unit, ids of
programme, pledge and parties. A row with any problem has no draft.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coopledger.book.draft import Draft
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
    draft: Draft | None
    problems: tuple[Problem, ...]
    source: Row


def lines(table: Table, layout: Layout) -> Iterator[Line]:
    """Each row of data, in order; sums that are right, headings and blank rows are left out.

    Raises `Refused` where what the columns file says of every row cannot be read, and as
    `table.rows` does.
    """
    return _Lines(table, layout).read()


def place(table: Table, layout: Layout, line: Line, *fields: Field) -> CellPlace:
    """The cell of a line that says one of `fields`, else its figure: for what is found later."""
    there = layout.fields
    at = next((there[field].at for field in (*fields, *MAIN) if field in there), 0)
    return table.place(line.source, at)


class _Pattern(NamedTuple):
    """What rows have in common that differ in day, document, note and the size of figures only.

    Offices write the same pledge and the same parties in row after row; what follows from them is
    worked out for the first of these rows.
    """

    draft: Draft
    figure: int
    value: int
    unit: Unit | None


class _Lines:
    def __init__(self, table: Table, layout: Layout) -> None:
        self._table, self._layout = table, layout
        self._cells = Cells(table, layout)
        self._drafting = Drafting(table, layout)
        self._totals = Totals(table, self._cells.figures)
        self._patterns: dict[tuple[object, ...], _Pattern] = {}

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
            return Line(row.number, self._drafting.draft(row, said), (), row)
        except Refused as refused:
            return Line(row.number, None, refused.problems, row)

    def _add(self, said: Said) -> None:
        day = said.texts.get(Field.DATE)
        for field, figure in said.figures.items():
            self._totals.add(field, figure.number, day)
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
        key = (
            *[values[at] for at in cells.few],
            *[one if one is None else (one.unit, not one.number) for one in figures],
        )
        pattern = self._patterns.get(key)
        if pattern is None:
            return self._first_line(row, key, figures)
        quantity = self._quantity(pattern, figures)
        if quantity is None:
            return None
        add = self._totals.add
        for field, figure in zip(cells.figures, figures, strict=True):
            if figure is not None:
                add(field, figure.number, day)
        return Line(row.number, _like(pattern, day, own, quantity, figures), (), row)

    def _quantity(self, pattern: "_Pattern", figures: Figures) -> str | None:
        """The figure that is recorded; None where it cannot be."""
        figure = figures[pattern.figure]
        assert figure is not None
        if pattern.unit is None:
            return figure.text
        text = self._drafting.in_unit(figure.text, pattern.unit)
        return text if isinstance(text, str) else None

    def _first_line(self, row: Row, key: tuple[object, ...], figures: Figures) -> Line:
        """A row of a new pattern; it is remembered if nothing is wrong with it."""
        line = self._line(row)
        if line.draft is not None and line.draft.quantity is not None:
            if len(self._patterns) >= _MOST_PATTERNS:
                self._patterns.clear()
            self._patterns[key] = self._pattern(line.draft, figures)
        return line

    def _pattern(self, draft: Draft, figures: Figures) -> "_Pattern":
        names = self._cells.figures
        recorded = [at for at, name in enumerate(names) if name is not Field.VALUE and figures[at]]
        zero = [
            at
            for at, name in enumerate(names)
            if name is not Field.VALUE and figures[at] is not None
        ]
        at = (recorded or zero)[0]
        value = names.index(Field.VALUE) if draft.actual_value is not None else -1
        figure = figures[at]
        assert figure is not None
        assert draft.quantity is not None
        bare = figure.unit is None and draft.quantity != figure.text
        return _Pattern(draft, at, value, self._drafting.unit_of(draft) if bare else None)


def _no_line(_: Row) -> Line | None:
    return None


def _like(
    pattern: _Pattern,
    day: str,
    own: list[str | None],
    quantity: str,
    figures: Figures,
) -> Draft:
    """A draft that differs from another one in what is its own."""
    draft = pattern.draft
    document, note, reason = own
    value = figures[pattern.value] if pattern.value >= 0 else None
    return Draft(
        kind=draft.kind,
        programme=draft.programme,
        date=day,
        party=draft.party,
        document=document,
        note=note,
        pledge=draft.pledge,
        share=draft.share,
        quantity=quantity,
        actual_value=value.text if value is not None else None,
        stage=draft.stage,
        area=draft.area,
        activity=draft.activity,
        reason=reason,
    )


_SUMS = frozenset({Sort.TOTAL, Sort.SUM, Sort.SUBTOTAL, Sort.GROUP})
