"""A page: lines and sheets in the order they are read, before anything decides how to draw them.

A sheet that is wider than the screen folds: columns that matter least move under the first cell
of their row, so that figures are never cut and words never broken.
"""

from typing import Any, NamedTuple


class Cell(NamedTuple):
    """A text and how it is meant: one of the names in `STYLES`, or nothing.

    As a line of a page it may be indented, which also keeps its continuation in line.
    """

    text: str
    style: str = ""
    indent: int = 0


class Column(NamedTuple):
    """A column; the one with the highest `fold` gives way first, 0 stays.

    What is in a `plain` column needs no label to be understood.
    """

    label: str
    fold: int = 0
    right: bool = False
    plain: bool = False


class Row(NamedTuple):
    """Cells in the order of the columns, and lines that belong under them.

    `aside` holds what was folded away: cells that still name their column, on one line.
    """

    cells: tuple[Cell, ...]
    details: tuple[Cell, ...] = ()
    indent: int = 0
    aside: tuple[Cell, ...] = ()


class Sheet(NamedTuple):
    """A table, indented where it belongs to what stands above it.

    The column `flex` takes what width is left and wraps between words; the others never wrap.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    indent: int = 0
    flex: int = 0


class Page(NamedTuple):
    """What a command shows."""

    blocks: tuple[Cell | Sheet, ...]


STYLES = {
    "title": "bold",
    "area": "bold",
    "faint": "dim",
    "good": "green",
    "bad": "bold red",
    "warn": "yellow",
    "invented": "bold yellow reverse",
}
"""Meanings to terminal styles: the sixteen colours every theme defines, light or dark."""

GAP = 2
LEAST_FLEX = 24


def folded(sheet: Sheet, width: int) -> Sheet:
    """`sheet` with as many columns folded as it takes to fit into `width` characters.

    A column that says nothing in any row is left out.
    """
    for at in reversed(range(len(sheet.columns))):
        if sheet.columns[at].fold and not any(row.cells[at].text for row in sheet.rows):
            sheet = _fold(sheet, at)
    while _least_width(sheet) > width and max(column.fold for column in sheet.columns) > 0:
        columns = sheet.columns
        sheet = _fold(sheet, max(range(len(columns)), key=lambda index: columns[index].fold))
    return sheet


def _fold(sheet: Sheet, at: int) -> Sheet:
    column = sheet.columns[at]

    def without(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return items[:at] + items[at + 1 :]

    def fold(row: Row) -> Row:
        cell = row.cells[at]
        text = cell.text if column.plain else f"{column.label}: {cell.text}"
        aside = (cell._replace(text=text),) if cell.text else ()
        return row._replace(cells=without(row.cells), aside=aside + row.aside)

    return sheet._replace(
        columns=without(sheet.columns),
        rows=tuple(fold(row) for row in sheet.rows),
        flex=0 if at == sheet.flex else sheet.flex - (at < sheet.flex),
    )


def widths(sheet: Sheet, available: int) -> list[int]:
    """Characters for each column when the sheet is drawn `available` characters wide."""
    found = _natural_widths(sheet)
    others = sum(found) - found[sheet.flex] + GAP * (len(found) - 1) + sheet.indent
    found[sheet.flex] = max(1, min(found[sheet.flex], available - others))
    return found


def _least_width(sheet: Sheet) -> int:
    found = _natural_widths(sheet)
    found[sheet.flex] = min(found[sheet.flex], LEAST_FLEX)
    return sheet.indent + sum(found) + GAP * (len(found) - 1)


def _natural_widths(sheet: Sheet) -> list[int]:
    return [_column_width(sheet, at) for at in range(len(sheet.columns))]


def _column_width(sheet: Sheet, at: int) -> int:
    """What the column needs: its cells whole, its label in at most two lines."""
    from rich.cells import cell_len

    words = sheet.columns[at].label.split()
    label = min(
        max(cell_len(" ".join(words[:cut])), cell_len(" ".join(words[cut:])))
        for cut in range(1, len(words) + 1)
    )
    indent = 2 if at == 0 else 0
    cells = (cell_len(row.cells[at].text) + indent * row.indent for row in sheet.rows)
    return max([label, *cells])


def markdown(page: Page) -> str:
    """The page as Markdown; what a user typed cannot become markup."""
    return "\n".join(
        _markdown_sheet(block) if isinstance(block, Sheet) else _markdown_line(block)
        for block in page.blocks
    )


def _markdown_line(line: Cell) -> str:
    mark = {"title": "## ", "area": "### "}.get(line.style, "- " if line.indent else "")
    return mark + _escaped(line.text) + ("" if line.indent else "\n")


def _markdown_sheet(sheet: Sheet) -> str:
    lines = [
        "| " + " | ".join(_escaped(column.label) for column in sheet.columns) + " |",
        "|" + "|".join("---:" if column.right else "---" for column in sheet.columns) + "|",
    ]
    for row in sheet.rows:
        first = "<br>".join(_escaped(cell.text) for cell in (row.cells[0], *row.details))
        rest = [_escaped(cell.text) for cell in row.cells[1:]]
        lines.append("| " + " | ".join(["&emsp;" * row.indent + first, *rest]) + " |")
    return "\n" + "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    marks = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})
    return text.translate(marks)
