"""Sums that a table states are held against the sum of what was read from it.

They are figures of the table, not of units: what an office added up is compared, whatever it is.
"""

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, Inexact
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.reading import Figure
from coopledger.exchange.sheet.sorting import Sort
from coopledger.exchange.sheet.table import Row, Table
from coopledger.problem import Problem

_EXACT = Context(prec=200, traps=[Inexact])
"""Sums never lose a digit: a figure has 31 at most on either side of the point."""


class Stated(NamedTuple):
    """A sum as a row states it."""

    row: Row
    at: int
    field: Field
    number: Decimal


class Totals:
    """What was read so far: by year, in all, and since the last sum."""

    def __init__(self, table: Table, fields: Sequence[Field]) -> None:
        self._table, self._fields = table, tuple(fields)
        self._years: dict[str, list[Decimal]] = {}
        self._before = dict.fromkeys(fields, Decimal())
        self._unread: set[Field] = set()
        self._open: list[Stated] = []
        self._waiting: list[Stated] = []

    def add(self, figures: Sequence[Figure | None], day: str) -> None:
        """The figures of one more row were read, in the order of the fields."""
        sums = self._years.get(year := day[:4])
        if sums is None:
            sums = self._years[year] = [Decimal()] * len(self._fields)
        for at, figure in enumerate(figures):
            if figure is not None:
                sums[at] = _EXACT.add(sums[at], figure.number)

    def _all(self, field: Field) -> Decimal:
        at, total = self._fields.index(field), Decimal()
        for sums in self._years.values():
            total = _EXACT.add(total, sums[at])
        return total

    def _of_year(self, field: Field, year: str) -> Decimal:
        sums = self._years.get(year)
        return sums[self._fields.index(field)] if sums is not None else Decimal()

    def _part(self, field: Field) -> Decimal:
        """The sum since the last one that was stated."""
        return _EXACT.subtract(self._all(field), self._before[field])

    def unread(self, field: Field) -> None:
        """A figure could not be read, so no sum of its column can be held against anything."""
        self._unread.add(field)

    def state(self, sort: Sort, stated: Sequence[Stated], year: str | None) -> Iterator[Problem]:
        """Hold what a row states against what was read; what stands above its rows waits for them.

        Yields X432 where a sum differs.
        """
        if sort is Sort.GROUP:
            yield from self._closed()
            self._open = list(stated)
            self._restart()
            return
        for one in stated:
            if one.field in self._unread:
                continue
            if sort is not Sort.SUBTOTAL and not self._all(one.field):
                self._waiting.append(one)
            elif one.number not in (sums := self._sums(sort, one.field, year)):
                yield self._differs(one, sums[0])
        yield from self._closed()
        if stated:
            self._restart()

    def _sums(self, sort: Sort, field: Field, year: str | None) -> list[Decimal]:
        """What a sum of this sort may be of: all rows, those since the last, those of a year."""
        if sort is Sort.TOTAL:
            return [self._all(field)]
        if sort is Sort.SUM:
            return [self._all(field), self._part(field)]
        by_year = [self._of_year(field, year)] if year else []
        return [*by_year, self._part(field), self._all(field)]

    def end(self) -> Iterator[tuple[Row, Problem]]:
        """Hold against what was read what stands above all of it; each with the row it is about."""
        for one in self._open:
            yield from ((one.row, problem) for problem in self._against(one, self._part(one.field)))
        for one in self._waiting:
            yield from ((one.row, problem) for problem in self._against(one, self._all(one.field)))

    def _against(self, one: Stated, found: Decimal) -> Iterator[Problem]:
        if one.field not in self._unread and one.number != found:
            yield self._differs(one, found)

    def _closed(self) -> Iterator[Problem]:
        for one in self._open:
            yield from self._against(one, self._part(one.field))
        self._open = []

    def _restart(self) -> None:
        self._before = {field: self._all(field) for field in self._fields}

    def _differs(self, one: Stated, found: Decimal) -> Problem:
        values = {
            "stated": one.number,
            "sum": found,
            "difference": abs(_EXACT.subtract(one.number, found)),
        }
        return self._table.problem("X432", one.row, one.at, **values)
