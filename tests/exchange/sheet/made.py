"""Files of tables, made from rows of Python, and what is read from them."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles import Font

from coopledger.book.draft import Draft
from coopledger.exchange.sheet import ColumnsFile, Layout, Line, lines, opened, recognised
from coopledger.problem import Problem
from coopledger.quantity.reading import DecimalSign
from coopledger.terms import Terms
from coopledger.terms.workspace import terms_in
from tests.conftest import PROGRAMMES

Rows = Sequence[Sequence[Any]]

TERMS: tuple[Terms, ...] = terms_in(PROGRAMMES)
"""The two programmes of 2022: cement from Bỉm Sơn, a school from Hậu Lộc."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Reading(NamedTuple):
    """What was read from a table."""

    layout: Layout
    lines: list[Line]

    @property
    def drafts(self) -> list[Draft]:
        return [line.draft for line in self.lines if line.draft is not None]

    @property
    def problems(self) -> list[Problem]:
        return [problem for line in self.lines for problem in line.problems]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    def said(self, *names: str) -> list[tuple[Any, ...]]:
        """These fields of every draft; nothing may be wrong with any row."""
        assert not self.problems, self.problems
        return [tuple(getattr(draft, name) for name in names) for draft in self.drafts]


def read(
    path: Path,
    *,
    sheet: str | None = None,
    columns: ColumnsFile | None = None,
    terms: Sequence[Terms] = TERMS,
    decimal: DecimalSign | None = None,
) -> Reading:
    with opened(path, sheet) as table:
        layout = recognised(table, columns, terms, decimal)
        return Reading(layout, list(lines(table, layout)))


def as_csv(
    rows: Rows, path: Path, *, delimiter: str = ";", encoding: str = "utf-8-sig", decimal: str = ","
) -> Path:
    """The rows as Excel saves them in Vietnam."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_typed(cell, decimal) for cell in row] for row in rows)
    path.write_bytes(encoded(out.getvalue(), encoding))
    return path


def encoded(text: str, encoding: str) -> bytes:
    if encoding != "cp1258":
        return text.encode(encoding)
    return b"".join(_in_1258(letter) for letter in unicodedata.normalize("NFC", text))


def _in_1258(letter: str) -> bytes:
    """A letter as Windows writes it in Vietnam: with its tone behind it if it has no own code."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in _TONES)
        bare = "".join(part for part in parts if part not in _TONES)
        return (unicodedata.normalize("NFC", bare) + tone).encode("cp1258")


def _typed(cell: Any, decimal: str) -> str:
    match cell:
        case None:
            return ""
        case date():
            return f"{cell:%d/%m}/{cell.year:04}"
        case Decimal() | float() | int():
            return f"{cell}".replace(".", decimal)
        case _:
            return str(cell)


def as_xlsx(
    rows: Rows,
    path: Path,
    *,
    sheet: str = "Sheet1",
    merged: Sequence[str] = (),
    others: Sequence[str] = (),
) -> Path:
    """The rows as a workbook; `others` are sheets with nothing to import."""
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = sheet
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row, start=1):
            if cell is not None:
                put = table.cell(number, at, _kept(cell))
                if isinstance(cell, date):
                    put.number_format = "dd/mm/yyyy"
    for block in merged:
        table.merge_cells(block)
        table[block.partition(":")[0]].font = Font(bold=True)
    for name in others:
        book.create_sheet(name)["A1"] = "Hướng dẫn"
    book.save(path)
    return path


def _kept(cell: Any) -> Any:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    return cell
