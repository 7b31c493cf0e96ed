"""What the reader of workbooks does not tell: errors, formulas without a value, hidden rows.

It hands over an error and a formula nobody worked out as a blank cell, which would be a figure that
is missing and not missed. Sheets that have any are therefore looked through here as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

from coopledger.exchange.sheet.archive import damaged, too_large, within
from coopledger.exchange.sheet.table import Broken, column

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MOST_MARKED = 200_000
"""Cells and rows of a sheet that are noted; with more of them the sheet is none to import."""

_MOST_SHEETS = 1_000
_MOST_DAYS = 10_000_000
"""A number that is shown as a day is never larger; what is breaks the reader."""

_BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of the formats that show days and times (ECMA-376, part 1, 18.8.30)."""

_ASIDE = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?:\$[^\]]*|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color[^\]]*|[<>=][^\]]*)\]'
)
_DAYS = re.compile("[dmyhsbge]", re.IGNORECASE)


class Close(NamedTuple):
    """What was found in a sheet: cells without a value by row and column, and hidden rows."""

    broken: dict[int, dict[int, Broken]]
    hidden: int


def closely(pieces: Iterable[bytes], days: frozenset[str], name: str) -> Close:
    """Look through the XML of a sheet; `days` are the styles that show a number as a day.

    Raises `Refused`: X401 no XML, or a day no calendar has; X404 more than can be noted.
    """
    sheet = _Sheet(days, name)
    _parse(pieces, sheet.start, sheet.end, sheet.text, name)
    within(sheet.rows, sheet.columns, name)
    return Close(sheet.broken, sheet.hidden)


class _Sheet:
    def __init__(self, days: frozenset[str], name: str) -> None:
        self.broken: dict[int, dict[int, Broken]] = {}
        self.hidden = 0
        self._days, self._name, self._noted = days, name, 0
        self._row, self._at = 0, -1
        self.rows, self.columns = 0, 0
        self._attributes: dict[str, str] = {}
        self._formula, self._reading, self._value = False, False, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._row = _number(attributes.get("r"), self._row + 1)
                self._at = -1
                self._hide(attributes.get("hidden"))
            case "c":
                self._locate(attributes.get("r"))
                self._attributes, self._value, self._formula = attributes, "", False
            case "f":
                self._formula = True
            case "v" | "t":
                self._reading = True

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v" | "t":
                self._reading = False
            case "c":
                self._cell()

    def text(self, text: str) -> None:
        if self._reading and len(self._value) < _LONG:
            self._value += text

    def _locate(self, reference: str | None) -> None:
        match = _REFERENCE.fullmatch(reference or "")
        if match is None:
            self._at += 1
        else:
            self._at, self._row = column(match[1]), int(match[2])

    def _hide(self, hidden: str | None) -> None:
        self.hidden += hidden in {"1", "true"}

    def _cell(self) -> None:
        kind, value = self._attributes.get("t"), self._value.strip()
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._at + 1)
        if kind == "e":
            self._note(Broken("error", value or "#N/A"))
        elif self._formula and not value and kind != "str":
            self._note(Broken("formula", ""))
        elif self._attributes.get("s") in self._days and _enormous(value):
            raise damaged(self._name)

    def _note(self, broken: Broken) -> None:
        self._noted += 1
        if self._noted > _MOST_MARKED:
            raise too_large(self._name)
        self.broken.setdefault(self._row, {})[self._at] = broken


_LONG = 400
"""Characters of a number or an error; what is longer is text."""


def _number(typed: str | None, otherwise: int) -> int:
    return int(typed) if typed is not None and re.fullmatch("[0-9]{1,7}", typed) else otherwise


def _enormous(value: str) -> bool:
    try:
        return not abs(float(value)) < _MOST_DAYS
    except ValueError:
        return False


def days(pieces: Iterable[bytes], name: str) -> frozenset[str]:
    """The styles, by their number, that show a number as a day. Raises `Refused` (X401)."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        local = tag.rpartition(":")[2]
        if local == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            inside = True
        elif local == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))
        if len(styles) + len(formats) > _MOST_MARKED:
            raise too_large(name)

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag.rpartition(":")[2] != "cellXfs"

    _parse(pieces, start, end, None, name)
    return frozenset(
        str(at) for at, number in enumerate(styles) if _is_day(number, formats.get(number))
    )


def _is_day(number: str, code: str | None) -> bool:
    if code is not None:
        return _DAYS.search(_ASIDE.sub("", code)) is not None
    return not number.isdigit() or int(number) in _BUILT_IN_DAYS


def sheets(
    book: Iterable[bytes], relations: Iterable[bytes], name: str
) -> Iterator[tuple[str, str]]:
    """The sheets of a workbook, each with the part that holds it. Raises `Refused` (X401)."""
    targets: dict[str, str] = {}
    named: list[tuple[str, str]] = []

    def relation(_: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes:
            targets[attributes["Id"]] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            ids = (value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
            named.append((attributes.get("name", ""), next(ids, "")))
        if len(named) > _MOST_SHEETS:
            raise too_large(name)

    _parse(relations, relation, None, None, name)
    _parse(book, sheet, None, None, name)
    for title, key in named:
        target = targets.get(key, "")
        yield title, target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parse(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
    name: str,
) -> None:
    """Read XML piece by piece; a document type, with which bombs are built, is refused."""

    def refuse_type(*_: Any) -> None:
        raise damaged(name)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_type
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003 - expat knows no names
    except (expat.ExpatError, UnicodeError, ValueError):
        raise damaged(name) from None
