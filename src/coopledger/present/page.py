"""A page: lines and sheets in the order they are read, before anything decides how to draw them."""

from typing import NamedTuple


class Cell(NamedTuple):
    """A text and how it is meant: one of the names in `STYLES`, or nothing.

    As a line of a page it may be indented, which also keeps its continuation in line; one that is
    `exact` is left whole, for somebody may copy it. A `picture` says the same to the eye, and is
    shown on a screen in the place of the text.
    """

    text: str
    style: str = ""
    indent: int = 0
    picture: str = ""

    @property
    def shown(self) -> str:
        """What is seen of it on a screen."""
        return self.picture or self.text


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
    Columns without any label have no heading.
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
    "exact": "",
}
"""Meanings to terminal styles: the sixteen colours every theme defines, light or dark."""


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
