"""Which rows of a table are its heading, and what stands over each column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.fields import ABOUT
from coopledger.exchange.sheet.headings import Heading, meaning, not_happened
from coopledger.exchange.sheet.table import Row, Value, blank, shown
from coopledger.exchange.sheet.vocabulary import Vocabulary
from coopledger.quantity import Quantity
from coopledger.text import fold

LOOKED_AT = 60
"""Rows from the top among which the heading has to be."""

_FEWEST = 2
"""Columns that make a row the heading."""

_NUMBERING = re.compile(r"\(?\s*([0-9]{1,3}|[a-h])\s*\)?(\s*[=:].*)?", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]")


class Head(NamedTuple):
    """The rows from `first` to `last` (by their position) that say what the columns hold."""

    first: int
    last: int
    headings: tuple[Heading, ...]


def head(rows: Sequence[Row], words: Vocabulary, more: Sequence[str] = ()) -> Head | None:
    """The heading among the first `rows`; `more` are headings that are known besides (folded)."""
    for position in range(min(len(rows), LOOKED_AT)):
        found = [one for one in _heads(rows, position, words) if _is_heading(one, words, more)]
        if found:
            return found[-1]
    return None


def _heads(rows: Sequence[Row], position: int, words: Vocabulary) -> Iterator[Head]:
    """What the heading would be if it began at `position`: of one row, of two where they may be."""
    row = rows[position]
    yield Head(position, position, _under(rows[position - 1], row) if position else single(row))
    if position + 1 == len(rows) or not _goes_on(row.cells, rows[position + 1].cells):
        return
    if any(meaning(one, words) is not None for one in single(row)):
        yield head_of_two(rows, position)


def head_of_two(rows: Sequence[Row], position: int) -> Head:
    """The heading in two rows, the second of which says what parts a column has."""
    return Head(position, position + 1, _double(rows[position], rows[position + 1]))


def head_at(rows: Sequence[Row], position: int, words: Vocabulary) -> Head:
    """The heading that begins at `position`, where somebody said that it does."""
    *_, last = _heads(rows, position, words)
    return last


def _is_heading(found: Head, words: Vocabulary, more: Sequence[str]) -> bool:
    fields = _fields(found, words)
    known = sum(fold(name) in more for one in found.headings for name in one.called[:1])
    about = known or any(field in ABOUT for field in fields.values())
    return bool(about) and len(set(fields.values()) - {Field.NUMBER}) + known >= _FEWEST


def score(rows: Sequence[Row], words: Vocabulary) -> int:
    """How many columns of `rows` are understood; 0 without a heading."""
    found = head(rows, words)
    return len(_fields(found, words)) if found is not None else 0


def _fields(found: Head, words: Vocabulary) -> Mapping[int, Field]:
    meanings = ((one.at, meaning(one, words)) for one in found.headings)
    return {at: one.field for at, one in meanings if one is not None}


def single(row: Row) -> tuple[Heading, ...]:
    """The headings in one row."""
    return tuple(
        Heading(at, _line(cell), (_line(cell),))
        for at, cell in enumerate(row.cells)
        if not blank(cell)
    )


def _under(above: Row, row: Row) -> tuple[Heading, ...]:
    """The headings in one row, of which a group above may say that it did not happen."""
    groups = {one.at: one.shown for one in single(above)}
    if len(groups) < _FEWEST:
        return single(row)
    group, headings = "", list[Heading]()
    for at, cell in enumerate(row.cells):
        group = groups.get(at, group if at and not blank(row.cells[at - 1]) else "")
        if not blank(cell):
            name = _line(cell)
            shown = f"{group} / {name}" if not_happened(group) else name
            headings.append(Heading(at, shown, (name,)))
    return tuple(headings)


def _double(upper: Row, lower: Row) -> tuple[Heading, ...]:
    """The headings in two rows: what stands below is a part of what stands above to the left."""
    headings: list[Heading] = []
    above, grouped = "", False
    for at in range(max(len(upper.cells), len(lower.cells))):
        own, below = _text(upper.cells, at), _text(lower.cells, at)
        if own or not (below and grouped):
            above = own
        grouped = bool(below)
        if not (above or below):
            continue
        if not below or not above:
            name = below or above
            headings.append(Heading(at, name, (name,)))
            continue
        called = (f"{above} {below}", f"{below} {above}", below)
        headings.append(Heading(at, f"{above} / {below}", called))
    return tuple(headings)


def _goes_on(upper: Sequence[Value], lower: Sequence[Value]) -> bool:
    """Whether a second row of headings follows: text alone, each under a group, one beside it."""
    texts = [cell for cell in lower if not blank(cell)]
    if not all(isinstance(cell, str) and not _DIGITS.search(cell) for cell in texts):
        return False
    grouped = False  # whether the column to the left is a part of a group
    beside = False
    for at in range(len(lower)):
        own, below = _text(upper, at), _text(lower, at)
        if below and not own and not grouped:
            return False
        beside = beside or bool(below and not own)
        grouped = bool(below)
    return beside


def is_numbering(cells: Sequence[Value], headed: Sequence[int]) -> bool:
    """Whether a row only numbers the columns, each of them: `(1) (2) (3)`, `A B 1 2 3=1x2`."""
    if not all(at < len(cells) and not blank(cells[at]) for at in headed):
        return False
    texts = [shown(cell).strip() for cell in cells if not blank(cell)]
    matches = [_NUMBERING.fullmatch(text) for text in texts]
    if len(texts) < _FEWEST or not all(matches):
        return False
    numbers = [int(m[1]) for m in matches if m is not None and m[1].isdigit()]
    return not numbers or numbers == list(range(numbers[0], numbers[0] + len(numbers)))


_DECLARED = re.compile(
    r"^\W*(?P<label>don vi tinh|dvt|dv tinh|don vi|unit of measure|units?)\s*:\s*(?P<unit>.+?)\W*$"
)


def declared(rows: Sequence[Row], words: Vocabulary) -> Iterator[tuple[Row, int, Quantity | str]]:
    """Units that a line above the table names: `Đơn vị tính: triệu đồng`; as text if unknown."""
    for row in rows:
        for at, cell in enumerate(row.cells):
            match = _DECLARED.match(fold(cell)) if isinstance(cell, str) else None
            if match is None:
                continue
            for phrase in re.split(r"[,;/]| va | and ", match["unit"]):
                measure = words.measure(phrase)
                if measure is not None:
                    yield row, at, measure
                elif match["label"] not in {"don vi", "unit", "units"}:
                    yield row, at, phrase.strip()


def _text(cells: Sequence[Value], at: int) -> str:
    return _line(cells[at]) if at < len(cells) else ""


def _line(cell: Value) -> str:
    """A cell in one line, without the blanks around it."""
    return " ".join(shown(cell).split())
