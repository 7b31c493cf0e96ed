"""What the rows under a heading show of its columns: decimal signs, units, columns unnamed."""

from collections.abc import Sequence
from functools import lru_cache

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.decimals import Seen, shows
from coopledger.exchange.sheet.fields import FIGURES
from coopledger.exchange.sheet.layout import Ignored, Layout
from coopledger.exchange.sheet.sorting import Sort, Sorter
from coopledger.exchange.sheet.table import Row, Table, letters
from coopledger.exchange.sheet.vocabulary import Vocabulary


class Shown:
    """What the rows under the heading show of the columns."""

    def __init__(self, table: Table, layout: Layout, words: Vocabulary) -> None:
        self._table, self._sort = table, Sorter(layout)
        figures = [one.at for one in layout.columns if one.field in FIGURES]
        perhaps = [one.at for one in layout.columns if one.field is Field.PERHAPS_UNIT]
        self._figures, self._perhaps = tuple(figures), tuple(perhaps)
        self._headed = set(layout.headed)
        self._shows = lru_cache(4096)(shows)
        self._measure = lru_cache(1024)(words.measure)
        self.signs = {at: Seen() for at in figures}
        self.count, self.total, self.units = 0, None, 0
        self._widest, self._beside = max(layout.headed, default=-1) + 1, set[int]()
        self._checked = not layout.ragged and bool(layout.headed)

    total: int | None

    def row(self, row: Row) -> None:
        cells = row.cells
        sort = self._sort(row)
        if sort is Sort.DATA:
            self.count += 1
        elif sort in {Sort.TOTAL, Sort.SUM}:
            self.total = row.number
        for at in self._figures:
            cell = cells[at] if at < len(cells) else None
            if cell.__class__ is str and (sign := self._shows(cell)) is not None:
                seen = self.signs[at]
                if (seen.point if sign == "." else seen.comma) is None:
                    name = self._table.cell(row.number, at)
                    self.signs[at] = seen.add(sign, name, str(cell))
        for at in self._perhaps:
            cell = cells[at] if at < len(cells) else None
            if isinstance(cell, str) and self._measure(cell) is not None:
                self.units += 1
        if self._checked:
            self._note_beside(cells)

    def _note_beside(self, cells: Sequence[object]) -> None:
        """Columns with something in them and nothing above."""
        for at, cell in enumerate(cells):
            if cell is not None and at not in self._headed and cell != "":
                self._beside.add(at)

    def unheaded(self, headed: Sequence[int]) -> list[Ignored]:
        return [Ignored(letters(at), "") for at in self._beside if at not in headed]
