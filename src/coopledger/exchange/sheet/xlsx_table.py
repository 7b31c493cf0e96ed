"""XLSX, read with calamine after the file was looked into.

calamine holds a whole sheet in memory.
"""

from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from coopledger.exchange.sheet.archive import Part, damaged, parts, unpacked
from coopledger.exchange.sheet.closely import Close, closely, days, sheets
from coopledger.exchange.sheet.heads import LOOKED_AT, score
from coopledger.exchange.sheet.table import Broken, Row, Table, Value, blank, letters
from coopledger.exchange.sheet.vocabulary import NO_VOCABULARY
from coopledger.problem import refuse
from coopledger.text import nearest, some

EXTRA = "import"
"""The optional dependencies that workbooks are read with."""

_PANIC = "PanicException"
"""How Rust ends where it cannot go on; the class is nowhere to be imported from."""

_NOTHING = Close({}, 0)
_BOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_WHOLE = 10**15
"""Whole numbers up to here are exact in a cell."""


class XlsxTable(Table):
    """A sheet of a workbook."""

    def __init__(self, file: str, sheet: Any, close: Close) -> None:
        super().__init__(file, sheet.name)
        self._sheet, self._close = sheet, close
        self.hidden = close.hidden
        self._merged = _merged(sheet.merged_cell_ranges or ())
        self.merges = bool(self._merged)
        plain = self.name.replace("_", "").isalnum() and self.name.isascii()
        quoted = self.name.replace("'", "''")
        self._prefix = f"{self.name}!" if plain else f"'{quoted}'!"

    def cell(self, number: int, at: int) -> str:
        return f"{self._prefix}{letters(at)}{number}"

    def merged_above(self, number: int, at: int) -> bool:
        ranges = self._merged.get(at, [])
        found = bisect(ranges, (number, 0)) - 1
        return found >= 0 and ranges[found][0] < number <= ranges[found][1]

    def rows(self) -> Iterator[Row]:
        start = self._sheet.start
        before: tuple[Value, ...] = (None,) * (start[1] if start is not None else 0)
        broken = dict(self._close.broken)
        number = 0
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            values = [*before, *map(_value, cells)]
            if number in broken:
                _put(values, broken.pop(number))
            yield Row(number, values)
        for below in sorted(row for row in broken if row > number):
            values = []
            _put(values, broken[below])
            yield Row(below, values)


def _put(values: list[Value], broken: dict[int, Broken]) -> None:
    """Put cells without a value where the reader left blanks."""
    for at, cell in broken.items():
        values.extend([None] * (at + 1 - len(values)))
        values[at] = cell


def _merged(ranges: Any) -> dict[int, list[tuple[int, int]]]:
    """By column the first and the last row of cells that are one."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in ranges:
        if bottom > top:
            found.setdefault(left, []).append((top + 1, bottom + 1))
    return {at: sorted(rows) for at, rows in found.items()}


def _value(cell: Any) -> Value:
    """A value of calamine; numbers by the shortest decimal that means the same double."""
    return _VALUES[type(cell)](cell)


def _number(cell: float) -> Value:
    if cell.is_integer() and abs(cell) < _WHOLE:
        return Decimal(int(cell))
    return Decimal(repr(cell)) if cell - cell == 0 else str(cell)


_VALUES: dict[type, Callable[[Any], Value]] = {
    str: lambda cell: cell or None,
    float: _number,
    int: Decimal,
    bool: lambda cell: str(cell).upper(),
    date: lambda cell: cell,
    datetime: datetime.date,  # the time of a day is no part of an entry
    time: str,
    timedelta: str,
}


@contextmanager
def workbook(file: IO[bytes], name: str) -> Iterator["Workbook"]:
    """The workbook in `file`. Raises `Refused`: X401-X404 as `parts` does, X419 not installed."""
    found = parts(file, name)
    if not {_BOOK, _RELATIONS} <= set(found):
        raise refuse("X403" if _is_other(found) else "X401", file=name)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError:
        raise refuse("X419", extra=EXTRA) from None
    try:
        file.seek(0)
        with CalamineWorkbook.from_filelike(file) as book:
            yield Workbook(book, file, name, found)
    except CalamineError:
        raise damaged(name) from None
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise damaged(name) from None


def _is_other(found: dict[str, Part]) -> bool:
    """Whether it is another program's workbook: of LibreOffice (.ods), or Excel's .xlsb."""
    return "content.xml" in found or "xl/workbook.bin" in found


class Workbook:
    """A workbook whose sheets are read one at a time."""

    def __init__(self, book: Any, file: IO[bytes], name: str, found: dict[str, Part]) -> None:
        self._book, self._file, self._name, self._parts = book, file, name, found
        self._where = dict(
            sheets(self._unpacked(found[_BOOK]), self._unpacked(found[_RELATIONS]), name)
        )
        self._days: frozenset[str] | None = None

    def table(self, sheet: str | None) -> XlsxTable:
        """The sheet called so, else the only one that has a heading.

        Raises `Refused`: X405 no such sheet, X406 none or several that could be meant.
        """
        names = [one.name for one in self._book.sheets_metadata if _is_sheet(one)]
        if sheet is not None:
            found = next((one for one in names if one == sheet), None)
            found = found or _same(sheet, names)
            if found is None:
                meant = nearest(sheet, names)
                values = {"sheet": sheet, "sheets": some(names), "nearest": meant}
                raise refuse("X405", file=self._name, **values)
            return self._table(found)
        return self._only(names)

    def _only(self, names: list[str]) -> XlsxTable:
        shown = [one.name for one in self._book.sheets_metadata if _is_shown(one)]
        if len(shown) == 1:
            return self._table(shown[0])
        tables = (self._table(name) for name in shown)
        headed = [one for one in tables if score(_top(one), NO_VOCABULARY)]
        if len(headed) != 1:
            found = [one.name for one in headed] or shown or names
            raise refuse("X406", file=self._name, sheets=some(found))
        return headed[0]

    def _table(self, sheet: str) -> XlsxTable:
        part = self._parts.get(self._where.get(sheet, ""))
        close = _NOTHING
        if part is None:
            raise damaged(self._name)
        if part.marked:
            close = closely(self._unpacked(part), self._day_styles(), self._name)
        return XlsxTable(self._name, self._book.get_sheet_by_name(sheet), close)

    def _day_styles(self) -> frozenset[str]:
        if self._days is None:
            part = self._parts.get(_STYLES)
            self._days = days(self._unpacked(part), self._name) if part else frozenset()
        return self._days

    def _unpacked(self, part: Part) -> Iterator[bytes]:
        return unpacked(self._file, part.info, self._name)


def _top(table: XlsxTable) -> list[Row]:
    return list(islice((row for row in table.rows() if not _empty(row)), LOOKED_AT))


def _empty(row: Row) -> bool:
    return all(blank(cell) for cell in row.cells)


def _same(sheet: str, names: list[str]) -> str | None:
    same = [one for one in names if one.casefold().strip() == sheet.casefold().strip()]
    return same[0] if len(same) == 1 else None


def _is_sheet(metadata: Any) -> bool:
    return str(metadata.typ).endswith("WorkSheet")


def _is_shown(metadata: Any) -> bool:
    return _is_sheet(metadata) and str(metadata.visible).endswith(".Visible")
