"""What a row under the heading is: data, a total, a part of one, or nothing to be recorded.

Nothing is left out by accident: a row is left out only where it is blank, repeats the heading, is
a total that is held against what was read, or says nothing but a year or who signs below.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.fields import FIGURES
from coopledger.exchange.sheet.heads import is_numbering
from coopledger.exchange.sheet.table import Row, Value, blank, shown
from coopledger.problem import Refused
from coopledger.quantity.reading import read_date
from coopledger.text import accented, fold

if TYPE_CHECKING:
    from coopledger.exchange.sheet.layout import Layout


class Sort(Enum):
    """What a row is; a sum (`Cộng`) is one of all rows or of those since the last one."""

    DATA = auto()
    BLANK = auto()
    HEADING = auto()
    TOTAL = auto()
    SUM = auto()
    SUBTOTAL = auto()
    GROUP = auto()
    FOOTER = auto()


_TOTAL = re.compile(
    r"(?:[a-z]{1,4} |[0-9]+ )?(?:tong cong|tong so|cong tong|tong cong so|grand total)"
)
_SUM = re.compile(r"(?:[a-z]{1,4} |[0-9]+ )?(?:tong|cong|total|sum)")
_SUBTOTAL = re.compile(
    r"(?:cong|tong|tong cong|tong so|total|subtotal|sub total|luy ke|cong don)(?: .*)?"
)
_TIME = r"(?:[0-9]{4}|i|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii|[0-9]{1,2}|mot|hai|ba|bon|nam)"
_GROUP = re.compile(
    rf"(?:[0-9]{{4}}|(?:nam|quy|thang|dot|ky|year|quarter|month|phase|q) ?{_TIME}"
    r"(?: (?:nam |year )?[0-9]{4})?)"
)
_FOOTER = re.compile(
    r"(?:nguoi lap|ke toan|thu truong|chu tich|pho chu tich|thu kho|nguoi giao|nguoi nhan|"
    r"dai dien|ky ghi ro|ky ten|ky dong dau|bang chu|so tien bang chu|ghi chu|noi nhan|tm |kt |"
    r"prepared by|approved by|signature|signed|in words|note).*"
    r"|.*\bngay (?:[0-9 ]+)?thang (?:[0-9 ]+)?nam(?: [0-9 ]+)?"
)
_LABELS = (_TOTAL, _SUM, _SUBTOTAL, _GROUP)
_NUMBERING = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,3})*[.)]?|[IVXivx]{1,6}[.)]?|[A-Za-z][.)]?")
"""What stands in the first column of a row: `12`, `1.2`, `IV.`, `a)`."""

_NO_WORD = re.compile(r"[\W_]+")


class Sorter:
    """Sorts the rows of one table; called with each in turn."""

    def __init__(self, layout: "Layout") -> None:
        fields = {one.field: one.at for one in layout.columns}
        self._day = fields.get(Field.DATE, -1)
        self._figures = tuple(fields[field] for field in FIGURES if field in fields)
        self._document = fields.get(Field.DOCUMENT, -1)
        self._heading, self._headed = layout.heading, layout.headed
        self._numbered = layout.numbered
        self._read = tuple(one.at for one in layout.columns)
        self._is_day: Callable[[Value], bool] = lru_cache(4096)(_is_day)
        self._first, self._ended = layout.first, False

    def __call__(self, row: Row) -> Sort:
        cells = row.cells
        if 0 <= self._day < len(cells) and self._is_day(cells[self._day]):
            return Sort.DATA
        return self._without_day(row)

    def _without_day(self, row: Row) -> Sort:
        cells = row.cells
        if self._says_nothing(cells):
            return Sort.BLANK
        if self._repeats(cells) or is_numbering(cells, self._headed):
            return Sort.HEADING
        labels = [
            _NO_WORD.sub(" ", fold(shown(cell))).strip()
            for at, cell in enumerate(cells)
            if not blank(cell)
            and not (at in self._figures and _is_figure(cell))
            and not self._numbers(cells, at)
        ]
        return self._labelled(cells, labels)

    def _labelled(self, cells: Sequence[Value], labels: Sequence[str]) -> Sort:
        figures = any(at < len(cells) and _is_figure(cells[at]) for at in self._figures)
        day = self._text(cells, self._day)
        if day[:1].isdigit() and not _GROUP.fullmatch(day):
            return Sort.DATA
        if not (day and figures) or any(one.fullmatch(day) for one in _LABELS):
            if any(_TOTAL.fullmatch(label) for label in labels):
                self._ended = True
                return Sort.TOTAL
            if any(_SUM.fullmatch(label) for label in labels):
                return Sort.SUM
            if figures and any(_SUBTOTAL.fullmatch(label) for label in labels):
                return Sort.SUBTOTAL
            if labels and all(_GROUP.fullmatch(label) for label in labels):
                return Sort.GROUP
            if not figures and (self._ended or any(_FOOTER.fullmatch(one) for one in labels)):
                self._ended = True
                return Sort.FOOTER
        return Sort.DATA

    def _says_nothing(self, cells: Sequence[Value]) -> bool:
        """Whether no column that is read holds anything; the number of a row is nothing."""
        if any(at < len(cells) and not blank(cells[at]) for at in self._read):
            return False
        at = self._numbered
        return not 0 <= at < len(cells) or blank(cells[at]) or self._numbers(cells, at)

    def _numbers(self, cells: Sequence[Value], at: int) -> bool:
        """Whether a cell holds nothing but the number of its row."""
        return at == self._numbered and _NUMBERING.fullmatch(shown(cells[at]).strip()) is not None

    def _text(self, cells: Sequence[Value], at: int) -> str:
        if not 0 <= at < len(cells):
            return ""
        return _NO_WORD.sub(" ", fold(shown(cells[at]))).strip()

    def _repeats(self, cells: Sequence[Value]) -> bool:
        """Whether this is the heading again, as it is printed on every page."""
        found = [accented(shown(cell)) for cell in cells]
        return any(found[: len(names)] == list(names) and any(names) for names in self._heading)


def _is_figure(value: Value) -> bool:
    """Whether a cell in a column of figures holds one, however it is written."""
    if isinstance(value, str):
        return value.strip().lstrip("+-\u2212(")[:1].isdigit()
    return value is not None


def _is_day(value: Value) -> bool:
    """Whether a cell holds a day."""
    if isinstance(value, str):
        try:
            read_date(value)
        except Refused:
            return False
        return True
    return isinstance(value, date)
