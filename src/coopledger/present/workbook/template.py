"""The empty table that `coop import` reads back: headings, formats, and lists to choose from.

What is promised and what it is counted in stand on a second sheet, and each row offers the units of
the pledge it names. Rows get their lines as they are filled in, so that only those are printed.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from coopledger.book.entry import Kind, Stage
from coopledger.book.spending import fits
from coopledger.present.archive import packed
from coopledger.present.say import Say
from coopledger.present.workbook import formats
from coopledger.present.workbook.values import Look, away
from coopledger.quantity import Unit
from coopledger.quantity.writing import Lang
from coopledger.terms import Pledge, Terms, lookup

ROWS = 2_000
"""Rows in which something can be chosen; below them cells look the same."""

_MADE = datetime.combine(date(1980, 1, 1), time())
"""A file has to say when it was made, and the same terms make the same file."""

_HOW = ("pledge", "day", "figure", "import")
_KINDS = (Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION)
_HEAD = len(_HOW) + 2
_FIRST = _HEAD + 1
"""The rows of the heading and of the first entry, counted from 0."""

_EARLIEST = date(2000, 1, 1)
_UNITS = 2
"""The column of the lists in which the units of a pledge begin."""

_WIDEST, _WIDEST_CHOICE = 110, 62


class _Column(NamedTuple):
    name: str
    width: int
    form: str


_COLUMNS = (
    _Column("date", 13, "day"),
    _Column("document", 18, "text"),
    _Column("pledge", 42, "text"),
    _Column("quantity", 15, "number"),
    _Column("unit", 13, "text"),
    _Column("kind", 20, "text"),
    _Column("stage", 20, "text"),
    _Column("value", 18, "number"),
    _Column("share", 20, "text"),
    _Column("note", 34, "text"),
)


def template(terms: Sequence[Terms], say: Say) -> bytes:
    """The empty table for what these terms promise, as an XLSX file."""
    out = io.BytesIO()
    book = Workbook(out, formats.options())
    book.set_properties({"title": say("template.title"), "author": "coopledger", "created": _MADE})
    drawn = _Drawn(book, terms, say)
    drawn.table()
    drawn.lists()
    book.close()
    return packed(out.getvalue())


class _Choice(NamedTuple):
    """A pledge as it is chosen, what it is called, and the units it may be counted in."""

    text: str
    programme: str
    units: tuple[str, ...]


class _Drawn:
    def __init__(self, book: Any, terms: Sequence[Terms], say: Say) -> None:
        self._book, self._terms, self._say = book, terms, say
        self._sheet = book.add_worksheet(say("template.sheet"))
        self._lists = book.add_worksheet(say("template.lists"))
        self._choices = list(_choices(terms, say))
        self._sharers = sorted({item.titles[say.lang == "en"] for item in lookup.sharers(terms)})
        self._columns = [column for column in _COLUMNS if column.name != "share" or self._sharers]

    def table(self) -> None:
        """The sheet that is filled in."""
        sheet, say = self._sheet, self._say
        sheet.write_string(0, 0, say("template.title"), self._format(Look.TITLE))
        for row, name in enumerate(_HOW, start=1):
            sheet.write_string(row, 0, say(f"template.how.{name}"), self._format(Look.LINE))
        sheet.set_row(_HEAD, 32)
        for at, column in enumerate(self._columns):
            sheet.write_string(_HEAD, at, self._heading(column), self._format(Look.HEAD))
            self._column(at, column)
        self._outlines()
        sheet.freeze_panes(_FIRST, 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD)
        sheet.set_footer("&R&P/&N")
        sheet.activate()

    def _heading(self, column: _Column) -> str:
        name = self._say(f"template.{column.name}")
        money = {unit.id: unit for one in self._terms for unit in one.money}
        if column.name != "value" or len(money) != 1:
            return name
        return f"{name} ({self._say.value(next(iter(money.values())))})"

    def _column(self, at: int, column: _Column) -> None:
        """The cells of a column: how they look, and what may be chosen in them."""
        looks: dict[str, dict[str, Any]] = {
            "day": {"num_format": formats.day_format(self._say.lang), "align": "left"},
            "text": {"num_format": "@", "indent": 1},
            "number": {"num_format": formats.number_format(0, self._say.lang)},
        }
        wrapped = {"text_wrap": True} if column.name == "note" else {}
        look = self._book.add_format({**looks[column.form], **wrapped, "valign": "top"})
        width = column.width
        if column.name == "pledge":
            longest = max((len(choice.text) for choice in self._choices), default=0)
            width = min(max(width, longest), _WIDEST_CHOICE)
        self._sheet.set_column(at, at, width, look)
        allowed = self._allowed(column)
        if allowed is not None:
            last = _FIRST + ROWS - 1
            self._sheet.data_validation(_FIRST, at, last, at, self._told(column, allowed))

    def _allowed(self, column: _Column) -> dict[str, Any] | None:
        """What may stand in the cells of a column; other choices than those listed are told of."""
        name = self._say("template.lists")
        say = self._say
        match column.name:
            case "date":
                return {"validate": "date", "criteria": ">=", "value": _EARLIEST}
            case "quantity" | "value":
                return {"validate": "decimal", "criteria": ">", "value": 0}
            case "pledge" if self._choices:
                last = _LISTED + len(self._choices)
                source = away(name, f"$A${_LISTED + 1}", f"$A${last}")
                return {"validate": "list", "source": f"={source}"}
            case "unit" if self._choices:
                return {"validate": "list", "source": self._units_of_row(name)}
            case "kind":
                return {"validate": "list", "source": [say.value(kind) for kind in _KINDS]}
            case "stage":
                return {"validate": "list", "source": [say.value(stage) for stage in Stage]}
            case "share":
                return {"validate": "list", "source": self._parties(name)}
        return None

    def _units_of_row(self, name: str) -> str:
        """The units of the pledge that the row names: as many cells beside it as it has units."""
        last = _LISTED + len(self._choices)
        first = away(name, f"$C${_LISTED + 1}")
        row = f"MATCH($C{_FIRST + 1},{away(name, f'$A${_LISTED + 1}', f'$A${last}')},0)-1"
        most = max(len(choice.units) for choice in self._choices)
        filled = f"COUNTA(OFFSET({first},{row},0,1,{most}))"
        return f"=OFFSET({first},{row},0,1,{filled})"

    def _parties(self, name: str) -> str:
        at = _UNITS + max((len(choice.units) for choice in self._choices), default=0) + 1
        column = chr(ord("A") + at) if at < 26 else "Z"  # noqa: PLR2004 - letters there are
        for row, party in enumerate(self._sharers, start=_LISTED):
            self._lists.write_string(row, ord(column) - ord("A"), party)
        last = _LISTED + len(self._sharers)
        return "=" + away(name, f"${column}${_LISTED + 1}", f"${column}${last}")

    def _told(self, column: _Column, allowed: dict[str, Any]) -> dict[str, Any]:
        """What is said beside a cell that is chosen, and of what does not fit in it."""
        title = self._say(f"template.{column.name}")
        said = {"input_title": title[:32], "input_message": self._say(f"template.in.{column.name}")}
        strict = "stop" if column.name in {"date", "quantity", "value"} else "warning"
        return {**allowed, **said, "error_type": strict, "ignore_blank": True,
                "error_title": title[:32], "error_message": said["input_message"]}  # fmt: skip

    def _outlines(self) -> None:
        """Lines around the rows that are filled in, and decimals where there are any."""
        last = len(self._columns) - 1
        at = [column.name for column in self._columns]
        figures = [at.index("quantity"), at.index("value")]
        for figure in figures:
            cell = f"${chr(ord('A') + figure)}{_FIRST + 1}"
            self._sheet.conditional_format(_FIRST, figure, _FIRST + ROWS - 1, figure, {
                "type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}<>INT({cell}))",
                "format": self._book.add_format(
                    {"num_format": formats.number_format(3, self._say.lang)}),
            })  # fmt: skip
        self._sheet.conditional_format(_FIRST, 0, _FIRST + ROWS - 1, last, {
            "type": "formula",
            "criteria": f"=COUNTA($A{_FIRST + 1}:$J{_FIRST + 1})>0",
            "format": self._book.add_format({"border": 1, "border_color": "#7F7F7F"}),
        })  # fmt: skip

    def lists(self) -> None:
        """The sheet with what can be chosen."""
        sheet, say = self._lists, self._say
        sheet.write_string(0, 0, say("template.lists"), self._format(Look.TITLE))
        most = max((len(choice.units) for choice in self._choices), default=1)
        self._lists_heading(most)
        line = self._book.add_format({**formats.LOOKS[Look.CELL], "text_wrap": False})
        for row, choice in enumerate(self._choices, start=_LISTED):
            for at, text in enumerate((choice.text, choice.programme, *choice.units)):
                sheet.write_string(row, at, text, line)
        for at, texts in enumerate(
            zip(*((one.text, one.programme) for one in self._choices), strict=True)
        ):
            sheet.set_column(at, at, min(_WIDEST, max(map(len, texts)) + 2))
        sheet.set_column(_UNITS, _UNITS + most - 1, 14)
        sheet.freeze_panes(_LISTED, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _lists_heading(self, most: int) -> None:
        """What stands over the lists; over the units of a pledge, once."""
        sheet, head, row = self._lists, self._format(Look.HEAD), _LISTED - 1
        for at, name in enumerate(("pledge", "programme")):
            sheet.write_string(row, at, self._say(f"template.{name}"), head)
        units = self._say("template.units")
        if most > 1:
            sheet.merge_range(row, _UNITS, row, _UNITS + most - 1, units, head)
        else:
            sheet.write_string(row, _UNITS, units, head)
        if self._sharers:
            sheet.write_string(row, _UNITS + most + 1, self._say("template.share"), head)

    def _format(self, look: Look) -> Any:
        return self._book.add_format(dict(formats.LOOKS[look]))


_LISTED = 3
"""The row of the first pledge on the sheet of lists, counted from 0."""


def _choices(terms: Sequence[Terms], say: Say) -> Iterator[_Choice]:
    for one in terms:
        for pledge in one.pledges.values():
            text = f"{one.id}/{pledge.id} · {say.value(pledge.title)}"
            units = tuple(_unit(unit, say.lang) for unit in _units(pledge, one))
            yield _Choice(text, say.value(one.programme.title), units)


def _units(pledge: Pledge, terms: Terms) -> Iterator[Unit]:
    """What may be recorded under a pledge: in its own unit first, then in those that convert."""
    yield pledge.unit
    paid = fits(Kind.DISBURSEMENT, pledge)
    for unit in terms.units.values():
        if unit != pledge.unit and (
            unit.converts_to(pledge.unit) or (paid and unit in terms.money)
        ):
            yield unit


def _unit(unit: Unit, lang: Lang) -> str:
    """A unit by the name people choose it by."""
    return unit.vi if lang == "vi" else unit.en
