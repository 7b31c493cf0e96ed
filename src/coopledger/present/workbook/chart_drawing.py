"""Draws the charts: native ones, which can be copied and changed."""

from typing import Any

from coopledger.present.workbook import formats
from coopledger.present.workbook.layout import written
from coopledger.present.workbook.values import Cell, Chart, Percent, Sheet
from coopledger.quantity.writing import Lang

_LEFT, _WIDTH, _ROW = 4, 540, 38
"""The column where a chart begins, how wide it is in pixels, and how high each of its rows is."""

COLUMNS = 9
"""Columns of the usual width that a chart covers."""

_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#1F4E79"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#B45F06", "bg_color": "#FFFFFF"},
     "border": {"color": "#B45F06"}},
)  # fmt: skip
"""Delivered and confirmed: apart in colour, in brightness and in pattern."""

_FULL = 1000


def draw_chart(book: Any, into: Any, sheet: Sheet, chart: Chart, lang: Lang) -> None:
    """Draw `chart` beside its rows."""
    into.set_column(_LEFT - 1, _LEFT - 1, 1)
    for row in range(chart.first - 1, chart.first - 1 + chart.rows):
        into.set_row_pixels(row, _ROW)
    drawn = book.add_chart({"type": "bar"})
    for at, fill in enumerate(_FILLS, 1):
        drawn.add_series(_series(sheet, chart, at, lang) | fill)
    full = all(cell.tenths <= _FULL for cell in _percentages(sheet, chart))
    drawn.set_y_axis({"reverse": True, "num_font": _font(8)})
    scale = {"min": 0, "max": 1.1, "major_unit": 0.2} if full else {"min": 0}
    grid = {"visible": True, "line": {"color": "#BFBFBF"}}
    across = {"num_font": _font(8), "num_format": "0%", "label_position": "high"}
    drawn.set_x_axis({**scale, **across, "major_gridlines": grid})
    drawn.set_title({"name": chart.title, "name_font": _font(12, bold=True)})
    drawn.set_legend({"position": "bottom", "font": _font(9)})
    drawn.set_size({"width": _WIDTH, "height": chart.rows * _ROW})
    options = {"description": chart.description, "object_position": 2}
    into.insert_chart(chart.first - 1, _LEFT, drawn, options)


def _series(sheet: Sheet, chart: Chart, at: int, lang: Lang) -> dict[str, Any]:
    """One kind of bars; `<0,1 %` beside one that is too short to be seen."""
    rows = (chart.first - 1, chart.last - 1)
    cells = [sheet.rows[row][at] for row in range(rows[0], rows[1] + 1)]
    return {
        "name": [sheet.name, chart.head - 1, at],
        "categories": [sheet.name, rows[0], 0, rows[1], 0],
        "values": [sheet.name, rows[0], at, rows[1], at],
        "gap": 40,
        "data_labels": {
            "value": True,
            "font": _font(8),
            "num_format": formats.percent_format(lang),
            "custom": [_custom(cell, lang) for cell in cells],
        },
    }


def _custom(cell: Cell, lang: Lang) -> dict[str, Any] | None:
    if isinstance(cell, Percent) and cell.tenths == 0 and cell.something:
        return {"value": written(cell, lang), "font": _font(8)}
    return None


def _percentages(sheet: Sheet, chart: Chart) -> list[Percent]:
    rows = sheet.rows[chart.first - 1 : chart.last]
    return [cell for row in rows for cell in row if isinstance(cell, Percent)]


def _font(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": formats.FONT, "size": size, "bold": bold}
