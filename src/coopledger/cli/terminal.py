"""The one object that owns the terminal: results to stdout, messages to stderr.

What a user typed is never taken for markup, emoji or a link; off a terminal nothing is wrapped.
"""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from coopledger.files import Watch, unwatched
from coopledger.present.fit import (
    BETWEEN,
    GAP,
    fitted,
    packed,
    plainly,
    widths,
    wrapped,
)
from coopledger.present.page import STYLES, Cell, Page, Row, Sheet
from coopledger.text import visible

UNBOUNDED, USUAL = 10_000, 80
"""Columns of something that is not a terminal, and of one that does not know."""

HANGING = 4
"""Blanks before what a message goes on with."""

WORTH_WATCHING = 50_000_000
"""Bytes of a file that take long enough to ask how far it is."""

WORTH_COUNTING, EACH = 20_000, 1_000
"""Rows of a table that take long enough to ask how far it is, and after how many it is said."""

HEIGHT = 100
"""Nothing here depends on it."""


class Format(StrEnum):
    """How a result is shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class ReportFormat(StrEnum):
    """How a report is shown or handed in."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"


class StatusFormat(StrEnum):
    """The same without the report that is signed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    HTML = "html"


class ReconcileFormat(StrEnum):
    """How two books that were compared are shown, or put into minutes to sign."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    DOCX = "docx"


class CopyFormat(StrEnum):
    """How books are copied out: as they are, for plain-text accounting, or as their entries."""

    JSONL = "jsonl"
    HLEDGER = "hledger"
    BEANCOUNT = "beancount"
    JSON = "json"
    CSV = "csv"


class Terminal:
    """Both streams; with `plain` words alone, in the order they are read, and no pictures."""

    def __init__(
        self,
        *,
        quiet: bool = False,
        plain: bool = False,
        width: int | None = None,
        out: TextIO | None = None,
    ) -> None:
        self._quiet, self._plain = quiet, plain
        self._out, self._err = _console(out or sys.stdout, width), _console(sys.stderr, width)

    def page(self, page: Page) -> None:
        """Show a page on stdout."""
        for block in (plainly(page) if self._plain else page).blocks:
            parts = fitted(block, self._out.width) if isinstance(block, Sheet) else (block,)
            for part in parts:
                if isinstance(part, Sheet):
                    self._sheet(part)
                else:
                    self._line(part)

    def drawn(self, page: Page) -> str:
        """A page as it would stand in a file."""
        out = io.StringIO()
        Terminal(plain=self._plain, out=out).page(page)
        return out.getvalue()

    def _sheet(self, sheet: Sheet) -> None:
        """Draw row by row, so that what belongs under a row has the whole width."""
        columns = widths(sheet, self._out.width)
        named = any(column.label for column in sheet.columns)
        for at, row in enumerate(sheet.rows):
            table = _table(sheet, row, columns, heading=named and at == 0)
            self._out.print(Padding(table, (0, 0, 0, sheet.indent), expand=False))
            margin = sheet.indent + 2 * (1 + row.indent)
            for first, *others in packed(row.aside, self._out.width - margin):
                if others:
                    self._print(margin, Text(BETWEEN).join(map(_text, (first, *others))))
                else:  # which alone may be wider than the screen
                    self._line(first._replace(indent=margin))
            for cell in row.details:
                self._line(cell._replace(indent=margin))

    def _line(self, cell: Cell) -> None:
        width = UNBOUNDED if cell.style == "exact" else self._out.width - cell.indent
        for part in wrapped(visible(cell.shown), width):
            self._print(cell.indent, _text(Cell(part, cell.style)))

    def _print(self, margin: int, text: Text) -> None:
        """Write one line that is known to fit."""
        line = Text.assemble(" " * margin, text) if margin else text
        self._out.print(line, no_wrap=True, overflow="ignore", crop=False)

    def text(self, text: str) -> None:
        """Write text to stdout exactly as it is."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines with their ends to stdout, as they come."""
        for line in lines:
            sys.stdout.write(line)
        sys.stdout.flush()

    @property
    def message_width(self) -> int:
        """The columns there are for a message, so that what is longer goes on indented."""
        return self._err.width - HANGING

    def messages(self, lines: Iterable[Cell]) -> None:
        """Say something on stderr that cannot be left out."""
        for line in lines:
            for at, part in enumerate(wrapped(visible(line.text), self.message_width)):
                text = (HANGING if at else 0) * " " + part
                self._err.print(_text(line._replace(text=text)), soft_wrap=True)

    @contextmanager
    def progress(self) -> Iterator[Watch]:
        """While large files are copied or read: how far that is, where messages are read."""
        with self._watching(WORTH_WATCHING, _bytes) as watch:
            yield watch

    @contextmanager
    def counting(self) -> Iterator[Watch]:
        """While many rows or entries are read: how far that is, and at which rate."""
        with self._watching(WORTH_COUNTING, _numbers) as watch:

            def count(name: str, done: int, whole: int) -> None:
                if done % EACH == 0:
                    watch(name, done, whole)

            yield unwatched if watch is unwatched else count

    @contextmanager
    def _watching(self, worth: int, columns: Callable[[], Iterable[Any]]) -> Iterator[Watch]:
        """A bar with a rate, for what is `worth` it, that leaves nothing behind.

        Nothing is watched where nobody would see it.
        """
        if self._quiet or not self._err.is_interactive:
            yield unwatched
            return
        shown: list[Any] = []

        def watch(name: str, done: int, size: int) -> None:
            if size < worth:
                return
            if not shown:
                shown.append(_bar(self._err, columns()))
            bar = shown[0]
            task = bar.task_ids[-1] if bar.task_ids else None
            if task is None or bar.tasks[-1].description != visible(name):
                task = bar.add_task(visible(name), total=size, rate=0)
            bar.update(task, completed=done, rate=bar.tasks[-1].speed or 0)

        try:
            yield watch
        finally:
            for bar in shown:
                bar.stop()

    def note(self, text: str) -> None:
        """Say something on stderr unless asked to be quiet."""
        if not self._quiet:
            self._err.print(_text(Cell(text, "faint")))


def _bar(console: Console, columns: Iterable[Any]) -> Any:
    """A started bar that says what of, and behind how far it is what `columns` say."""
    from rich.progress import BarColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)
    bar = Progress(name, BarColumn(), *columns, console=console, transient=True)
    bar.start()
    return bar


def _bytes() -> Iterable[Any]:
    from rich.progress import DownloadColumn, TransferSpeedColumn

    return DownloadColumn(), TransferSpeedColumn()


def _numbers() -> Iterable[Any]:
    from rich.progress import MofNCompleteColumn, TextColumn

    return MofNCompleteColumn(), TextColumn("{task.fields[rate]:.0f}/s")


def _console(stream: TextIO, width: int | None) -> Console:
    # With TERM=dumb Rich would take any screen for one of 80 columns, unless told width and height.
    return Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        width=width or _columns(stream),
        height=HEIGHT,
    )


def _columns(stream: TextIO) -> int:
    """How wide `stream` is: a screen, or something that is not one."""
    if not stream.isatty():
        return UNBOUNDED
    # A terminal that does not know its size says 0.
    return os.get_terminal_size(stream.fileno()).columns or USUAL


def _text(cell: Cell) -> Text:
    return Text(visible(cell.shown), Style.parse(STYLES.get(cell.style, "")))


def _table(sheet: Sheet, row: Row, columns: Sequence[int], *, heading: bool) -> Table:
    # SIMPLE_HEAD itself puts one blank between columns.
    table = Table(box=SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), pad_edge=False, show_edge=False,
                  show_header=heading, header_style="bold", border_style="dim")  # fmt: skip
    for column, width in zip(sheet.columns, columns, strict=True):
        justify: JustifyMethod = "right" if column.right else "left"
        table.add_column(Text(column.label), justify=justify, width=width, overflow="fold")
    first = Padding(_text(row.cells[0]), (0, 0, 0, 2 * row.indent), expand=False)
    table.add_row(first, *(_text(cell) for cell in row.cells[1:]))
    return table
