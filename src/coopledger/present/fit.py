"""How a page fits a screen: what is wider than it wraps between words, folds, or becomes a list.

A figure is never cut and a word never broken, unless it alone is wider than the screen.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from coopledger.present.page import Cell, Column, Page, Row, Sheet

GAP = 2
LEAST_FLEX = 24
BETWEEN = " · "
"""What stands between folded cells on one line."""


def fitted(sheet: Sheet, width: int) -> Iterator[Cell | Sheet]:
    """`sheet` in `width` characters: whole, folded, or a list where less than half would stay."""
    sheet = _without_empty_columns(sheet)
    narrow = _folded(sheet, width)
    if len(narrow.columns) * 2 >= len(sheet.columns) and _least_width(narrow) <= width:
        yield narrow
    else:
        yield from _listed(sheet)


def plainly(page: Page) -> Page:
    """The words of `page` alone, row by row and each with its column: for who hears it."""
    return Page(tuple(cell for block in page.blocks for cell in _plainly(block)))


def _plainly(block: Cell | Sheet) -> Iterator[Cell]:
    if isinstance(block, Cell):
        yield block._replace(picture="")
        return
    for row in block.rows:
        indent = block.indent + 2 * row.indent
        yield row.cells[0]._replace(indent=indent, picture="")
        for column, cell in zip(block.columns[1:], row.cells[1:], strict=True):
            if cell.text:
                said = _labelled(column, cell) if column.label else cell
                yield said._replace(indent=indent + 2, picture="")
        for cell in row.details:
            yield cell._replace(indent=indent + 2, picture="")


def _labelled(column: Column, cell: Cell) -> Cell:
    """`cell` with what its column is called."""
    picture = f"{column.label}: {cell.picture}" if cell.picture else ""
    return cell._replace(text=f"{column.label}: {cell.text}", picture=picture)


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` characters, broken between words.

    A word that is wider breaks behind a colon if it has one, as in `book#14:hash`.
    """
    lines = [""]
    for word in _words(text, width):
        if lines[-1] and cell_width(lines[-1] + word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _words(text: str, width: int) -> Iterator[str]:
    """The words of `text` with the blanks behind them; those that are too wide in pieces."""
    if cell_width(text) <= width:
        yield text
        return
    for word in text.replace(" ", " \0").split("\0"):
        rest = word
        while cell_width(rest.rstrip()) > width:
            colon = rest.find(":") + 1
            cut = colon if 0 < colon <= width else max(1, width)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def packed(cells: Iterable[Cell], width: int) -> list[list[Cell]]:
    """`cells` in lines of at most `width` characters, none of them broken over two."""
    lines: list[list[Cell]] = []
    for cell in cells:
        line = [*lines[-1], cell] if lines else [cell]
        if lines and cell_width(BETWEEN.join(one.shown for one in line)) <= width:
            lines[-1] = line
        else:
            lines.append([cell])
    return lines


def widths(sheet: Sheet, available: int) -> list[int]:
    """Characters for each column when the sheet is drawn `available` characters wide."""
    found = _natural_widths(sheet)
    others = sum(found) - found[sheet.flex] + GAP * (len(found) - 1) + sheet.indent
    found[sheet.flex] = max(1, min(found[sheet.flex], available - others))
    return found


def cell_width(text: str) -> int:
    """How many columns of a screen `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _without_empty_columns(sheet: Sheet) -> Sheet:
    for at in reversed(range(len(sheet.columns))):
        if sheet.columns[at].fold and not any(row.cells[at].text for row in sheet.rows):
            sheet = _fold(sheet, at)
    return sheet


def _folded(sheet: Sheet, width: int) -> Sheet:
    """`sheet` with as many columns folded as it takes to fit into `width` characters."""
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
        aside = (cell if column.plain else _labelled(column, cell),) if cell.text else ()
        return row._replace(cells=without(row.cells), aside=aside + row.aside)

    return sheet._replace(
        columns=without(sheet.columns),
        rows=tuple(fold(row) for row in sheet.rows),
        flex=0 if at == sheet.flex else sheet.flex - (at < sheet.flex),
    )


def _listed(sheet: Sheet) -> Iterator[Cell | Sheet]:
    """Every row as its first cell, and under it a line for each other: its column and its text."""
    columns = (Column(""), Column(""))
    for row in sheet.rows:
        indent = sheet.indent + 2 * row.indent
        yield row.cells[0]._replace(indent=indent)
        lines = tuple(
            Row((Cell(column.label, "faint"), cell))
            for column, cell in zip(sheet.columns[1:], row.cells[1:], strict=True)
            if cell.text
        )
        if lines:
            yield Sheet(columns, lines, indent=indent + 2, flex=1)
        for cell in row.details:
            yield cell._replace(indent=indent + 2)


def _least_width(sheet: Sheet) -> int:
    found = _natural_widths(sheet)
    found[sheet.flex] = min(found[sheet.flex], LEAST_FLEX)
    return sheet.indent + sum(found) + GAP * (len(found) - 1)


def _natural_widths(sheet: Sheet) -> list[int]:
    return [_column_width(sheet, at) for at in range(len(sheet.columns))]


def _column_width(sheet: Sheet, at: int) -> int:
    """What the column needs: its cells whole, its label in at most two lines."""
    words = sheet.columns[at].label.split()
    label = min(
        (
            max(cell_width(" ".join(words[:cut])), cell_width(" ".join(words[cut:])))
            for cut in range(1, len(words) + 1)
        ),
        default=0,
    )
    indent = 2 if at == 0 else 0
    cells = (cell_width(row.cells[at].shown) + indent * row.indent for row in sheet.rows)
    return max([label, *cells])
