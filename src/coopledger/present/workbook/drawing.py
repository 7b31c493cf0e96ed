"""Draws sheets with XlsxWriter.

Whatever a person typed is written as a string and as nothing else. Formulas carry what they come
to, for programs that show a workbook without calculating it.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from coopledger.present.archive import packed
from coopledger.present.workbook import formats
from coopledger.present.workbook.chart_drawing import COLUMNS, draw_chart
from coopledger.present.workbook.figures import decimals, exact
from coopledger.present.workbook.layout import height, widths, written
from coopledger.present.workbook.values import Cell, Day, Look, Number, Percent, Row, Sheet, Text
from coopledger.quantity.writing import Lang
from coopledger.text import visible

_MOST_TEXT = 32_767
"""Units of UTF-16 that a cell holds."""

_MOST_PRINTED = 95
"""Units of UTF-16 in a text on top or at the foot of a page; Excel takes 255 for all of them."""

_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets know no day before 1900, and count a 29th of February of that year."""

_FORMULAS = ("=", "+", "-", "@")
"""How a text may begin that Excel would calculate if somebody typed it."""

_A4 = 9
_ACROSS = 220
"""Digits across a page that can still be read."""

_NARROW, _WIDE = 0.4, 0.6
"""Margins in inches: left and right, top and bottom."""


def drawn(sheets: Sequence[Sheet], title: str, made: date, lang: Lang) -> bytes:
    """The workbook: the same sheets are the same bytes, wherever and whenever they are drawn."""
    out = io.BytesIO()
    book = Workbook(out, formats.options())
    book.set_properties(
        {"title": title, "author": "coopledger", "created": datetime.combine(made, time())}
    )
    pen = _Pen(book, lang)
    for sheet in sheets:
        pen.draw(sheet)
    book.close()
    return packed(out.getvalue())


class _Pen:
    """Draws into a workbook, and remembers the formats it has made."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self._book, self._lang = book, lang
        self._formats: dict[tuple[Look, tuple[tuple[str, Any], ...]], Any] = {}

    def draw(self, sheet: Sheet) -> None:
        into = self._book.add_worksheet(sheet.name)
        wide = widths(sheet, self._lang)
        for at, width in enumerate(wide):
            into.set_column(at, at, width)
        for row, cells in enumerate(sheet.rows):
            into.set_row(row, height(cells, wide))
            for at, cell in enumerate(_across(cells, len(wide))):
                self._write(into, row, at, cell)
        _arrange(into, sheet)
        if sheet.bars is not None and sheet.filtered is not None:
            first, last = sheet.filtered
            into.conditional_format(first, sheet.bars, last - 1, sheet.bars, formats.BARS)
        for chart in sheet.charts:
            draw_chart(self._book, into, sheet, chart, self._lang)
        _print(into, sheet, sum(wide))

    def _write(self, into: Any, row: int, at: int, cell: Cell) -> None:
        match cell:
            case Text(text="", look=look):
                into.write_blank(row, at, None, self._format(look))
            case Text():
                self._write_text(into, row, at, cell)
            case Number(number=number, look=look) if not exact(number):
                text = written(cell, self._lang)
                into.write_string(row, at, text, self._format(look, align="right"))
            case Number():
                self._write_number(into, row, at, cell)
            case Percent(tenths=tenths, look=look) if not exact(Fraction(tenths, 1000)):
                text = written(cell, self._lang)
                into.write_string(row, at, text, self._format(look, align="right"))
            case Percent(tenths=tenths, something=something, look=look):
                shown = formats.percent_format(self._lang, tenths, something=something)
                value = _float(Fraction(tenths, 1000))
                into.write_number(row, at, value, self._format(look, num_format=shown))
            case Day(day=day, look=look) if day < _FIRST_DAY:
                into.write_string(row, at, written(cell, self._lang), self._format(look))
            case Day(day=day, look=look):
                style = self._format(look, num_format=formats.day_format(self._lang))
                into.write_datetime(row, at, day, style)

    def _write_text(self, into: Any, row: int, at: int, cell: Text) -> None:
        text = _spelled(cell.text)
        if cell.formula:
            style = self._format(cell.look)
            into.write_formula(row, at, f"={cell.formula}", style, text)
        elif cell.sheet:
            style = self._format(cell.look, font_color=formats.LINK, underline=1)
            into.write_url(row, at, f"internal:'{cell.sheet}'!A1", style, text)
        elif text.startswith(_FORMULAS):
            into.write_string(row, at, text, self._format(cell.look, quote_prefix=True))
        else:
            into.write_string(row, at, text, self._format(cell.look))

    def _write_number(self, into: Any, row: int, at: int, cell: Number) -> None:
        shown = formats.number_format(decimals(cell.number), self._lang, grouped=cell.grouped)
        style, value = self._format(cell.look, num_format=shown), _float(cell.number)
        if cell.formula:
            into.write_formula(row, at, f"={cell.formula}", style, value)
        else:
            into.write_number(row, at, value, style)

    def _format(self, look: Look, **more: Any) -> Any:
        key = (look, tuple(more.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**more, **formats.LOOKS[look]})
        return self._formats[key]


def _across(row: Row, columns: int) -> Row:
    """`row`, the mark of invented figures across the whole sheet."""
    if not row or not isinstance(row[0], Text) or row[0].look is not Look.INVENTED:
        return row
    return (*row, *[Text("", Look.INVENTED)] * (columns - len(row)))


def _float(number: Fraction) -> float:
    """What a spreadsheet keeps; whole numbers stay whole."""
    return number.numerator if number.denominator == 1 else float(number)


def _spelled(text: str) -> str:
    """`text` with what cannot be seen spelled out, as far as a cell holds it."""
    if not text.isprintable():  # which all but a few are
        text = "\n".join(visible(line) for line in text.split("\n"))
    if _units(text) <= _MOST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (_MOST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _arrange(into: Any, sheet: Sheet) -> None:
    """What stays on the screen, and what can be filtered."""
    into.hide_gridlines(2)
    into.freeze_panes(sheet.kept, sheet.aside)
    into.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # document 12 is one
    if sheet.filtered is not None:
        first, last = sheet.filtered
        into.autofilter(first - 1, 0, last - 1, len(sheet.most) - 1)


def _print(into: Any, sheet: Sheet, width: int) -> None:
    """A4, and on every page what it belongs to; what is too wide to be read on one takes two."""
    into.set_paper(_A4)
    into.set_landscape()
    into.set_margins(left=_NARROW, right=_NARROW, top=_WIDE, bottom=_WIDE)
    if sheet.kept:
        into.repeat_rows(0, sheet.kept - 1)
    heading, mark, foot = (_printed(text, _MOST_PRINTED) for text in sheet.frame)
    into.set_header(f"&L{heading}&R{mark}")
    into.set_footer(f"&L{foot}&R&P/&N")
    last = max(len(sheet.rows), 1) - 1
    if not sheet.charts:
        into.fit_to_pages(ceil(width / _ACROSS), 0)
        if sheet.aside:
            into.repeat_columns(0, sheet.aside - 1)
        into.print_area(0, 0, last, len(sheet.most) - 1)
        return
    # Excel breaks no page by hand where it fits pages: the columns of a chart fit as they are.
    end = max(last, *(chart.first - 2 + chart.rows for chart in sheet.charts))
    into.print_area(0, 0, end, len(sheet.most) + COLUMNS)
    into.set_h_pagebreaks([chart.first - 1 for chart in sheet.charts[1:]])


def _printed(text: str, most: int) -> str:
    """`text` in one line of a page; an `&` begins an instruction there unless it is doubled."""
    shown = visible(text[:most])
    if len(text) > most or _units(_doubled(shown)) > most:
        while _units(_doubled(shown)) >= most:
            shown = shown[:-1]
        shown += "…"
    return f'&"{formats.FONT},Regular"&9 ' + _doubled(shown)


def _doubled(text: str) -> str:
    return text.replace("&", "&&")


def _units(text: str) -> int:
    """How many units of UTF-16 `text` takes, which is what Excel counts."""
    return len(text.encode("utf-16-le")) // 2
