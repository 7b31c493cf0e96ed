"""How wide columns and how high rows are: as what stands in them, up to what fits on a page.

Heights are said for every row, for not every program works out by itself how high a row is whose
text wraps. Both are counted in digits, as widths in a spreadsheet are, by what the letters of a
face like Times take of one; a little too much harms nobody.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from coopledger.present.workbook.values import (
    LOOSE,
    Cell,
    Day,
    Look,
    Number,
    Percent,
    Row,
    Sheet,
    Text,
)
from coopledger.quantity.writing import Lang, write_date, write_number, write_percent

_LEAST, _BESIDE = 4, 2
"""The narrowest column, and what is left free beside the widest text in one."""

_LINE, _HIGHEST = 15, 409
"""Points of a row of one line, and of the highest row there can be."""

_LARGE: Mapping[Look, int] = {Look.TITLE: 20, Look.SECTION: 18, Look.INVENTED: 18}

_LETTERS = {" .,:;!'|/ijlt": 0.56, "()[]-frI": 0.67, "acesz": 0.9, "mwMW": 1.6}
_DIGITS = {letter: width for letters, width in _LETTERS.items() for letter in letters}
"""What letters take of a digit; others take one, capitals more."""

_BOLD = frozenset({Look.HEAD, Look.GROUP, Look.TOTAL, Look.GOOD, Look.WARN, Look.BAD})


def widths(sheet: Sheet, lang: Lang) -> list[int]:
    """Digits for each column; numbers are always whole, texts wrap."""
    return [_width(sheet, at, most, lang) for at, most in enumerate(sheet.most)]


def height(row: Row, widths: Sequence[int]) -> int:
    """Points that a row needs."""
    cells = zip(row, widths, strict=False)
    return max((_height(cell, width) for cell, width in cells), default=_LINE)


def written(cell: Number | Percent | Day, lang: Lang) -> str:
    """What is seen of a number or a day."""
    match cell:
        case Number(number=number, grouped=True):
            return write_number(number, lang)
        case Number(number=number):
            return str(number)
        case Percent(tenths=tenths, something=something):
            return write_percent(tenths, lang, something=something)
        case Day(day=day):
            return write_date(day, lang)


def _width(sheet: Sheet, at: int, most: int, lang: Lang) -> int:
    cells = (row[at] for row in sheet.rows if at < len(row))
    wanted = (one for cell in cells if cell is not None for one in _wanted(cell, most, lang))
    return round(max([_LEAST, *wanted]) + _BESIDE)


def _wanted(cell: Text | Number | Percent | Day, most: int, lang: Lang) -> Iterator[float]:
    match cell:
        case Text(look=look) if look in LOOSE:
            return
        case Text(text=text, look=Look.HEAD):
            yield _in_two_lines(text)
        case Text(text=text, look=Look.LABEL):
            yield _ink(text)
        case Text(text=text, look=look):
            yield min(most, max(_ink(line, look) for line in text.split("\n")))
        case Number(look=look):
            yield _ink(written(cell, lang), look)
        case _:
            yield _ink(written(cell, lang))


def _in_two_lines(text: str) -> float:
    """The width of a heading that takes two lines at most."""
    words = text.split()
    cuts = ((words[:at], words[at:]) for at in range(1, len(words) + 1))
    return min(max(_ink(" ".join(part), Look.HEAD) for part in cut) for cut in cuts)


def _height(cell: Cell, width: int) -> int:
    if not isinstance(cell, Text) or cell.look in LOOSE:
        return _LARGE.get(cell.look, _LINE) if cell is not None else _LINE
    lines = sum(_lines(line, width - 0.5, cell.look) for line in cell.text.split("\n"))
    return min(1 + lines * (_LINE - 1), _HIGHEST)


def _lines(text: str, room: float, look: Look) -> int:
    """How many lines `text` takes, broken between words where it can be."""
    if _ink(text, look) <= room:
        return 1
    lines, used = 1, 0.0
    for word in text.split(" "):
        ink = _ink(f"{word} ", look)
        if used and used + ink > room:
            lines, used = lines + 1, 0.0
        more, rest = divmod(used + ink, room)
        lines, used = lines + int(more), rest
    return lines


@lru_cache(maxsize=4096)
def _ink(text: str, look: Look = Look.CELL) -> float:
    """How many digits wide `text` is."""
    wide = sum(_letter(letter) for letter in unicodedata.normalize("NFD", text))
    return wide * 1.05 if look in _BOLD else wide


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 2.2
    return _DIGITS.get(letter, 1.4 if letter.isupper() else 1)
