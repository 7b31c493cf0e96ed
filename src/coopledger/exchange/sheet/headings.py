"""Which row of a table is its heading, and what each column of it means.

A heading is understood where it says nothing but the name of a field, a unit, and words that do
not change what it means. `Khối lượng kế hoạch` is no quantity that was delivered, so it is left
alone, and somebody is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.fields import ABOUT, FIELDS, FIGURES, NOT_HAPPENED, QUALIFIERS
from coopledger.exchange.sheet.table import Row, Value, blank, letters, shown
from coopledger.problem import Refused
from coopledger.quantity import Dimension, Quantity, Unit, Units
from coopledger.quantity.reading import read_quantity
from coopledger.terms import Terms, lookup
from coopledger.text import fold

LOOKED_AT = 60
"""Rows from the top among which the heading has to be."""

_LONGEST = 200
"""Characters of a heading; what is longer is a text."""

_FEWEST = 2
"""Columns that make a row the heading."""

_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_NO_WORD = re.compile(r"[^\w%]+")
_THOUSANDS = re.compile(r"(1)[.,\s]?(000)\b")
_NUMBERING = re.compile(r"\(?\s*([0-9]{1,3}|[a-h])\s*\)?(\s*[=:].*)?", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]")


class Vocabulary(NamedTuple):
    """What headings may speak of: the units that are declared, and what is promised."""

    units: Units
    titles: frozenset[str]
    money: Unit | None

    def measure(self, phrase: str) -> Quantity | None:
        """What one of `tấn`, `triệu đồng` or `1000 đ` comes to; nothing where it is no unit."""
        text = _THOUSANDS.sub(r"\1\2", fold(phrase).strip(" .:;"))
        if text.isdigit():
            return None  # a year is no unit
        with suppress(Refused):
            return Quantity.of(1, self.units.named(text))
        first, _, rest = text.partition(" ")
        for counted in (text,) if text[:1].isdigit() else (f"1 {text}", f"{first} 1 {rest}"):
            with suppress(Refused):
                measure = read_quantity(counted, self.units, default=self.money)
                return measure if measure.steps > 0 else None
        return None


NO_VOCABULARY = Vocabulary(Units(), frozenset(), None)


def vocabulary(terms: Sequence[Terms]) -> Vocabulary:
    """The words of all programmes together."""
    units: dict[str, Unit] = {}
    for one in terms:
        for unit_id, unit in one.units.items():
            units.setdefault(unit_id, unit)
    money = [unit for unit in units.values() if unit.dimension is Dimension.MONEY]
    items = lookup.pledges(terms)
    titles = {_words(name) for item in items for name in (item.id, *item.titles)}
    return Vocabulary(
        Units(units.values()), frozenset(titles), money[0] if len(money) == 1 else None
    )


class Meaning(NamedTuple):
    """What a heading says: the field, what it is counted in, and words nobody could place."""

    field: Field
    measure: Quantity | None = None
    unknown: str = ""


class Heading(NamedTuple):
    """What stands over one column, and what it may be called: of two rows all that makes sense."""

    at: int
    shown: str
    called: tuple[str, ...]


class Head(NamedTuple):
    """The rows from `first` to `last` (by their position) that say what the columns hold."""

    first: int
    last: int
    headings: tuple[Heading, ...]


def meaning(heading: Heading, words: Vocabulary) -> Meaning | None:
    """What the column holds; nothing where that is not certain."""
    if len(heading.shown) > _LONGEST or _not_happened(heading.shown):
        return None
    found = (_meaning(name, words) for name in heading.called)
    return next((one for one in found if one is not None), None)


def _meaning(name: str, words: Vocabulary) -> Meaning | None:
    asides = [aside for aside in _ASIDE.findall(name) if aside.strip()]
    bare = _words(_ASIDE.sub(" ", name))
    named = _named(bare, words) if bare else None
    if named is None or (named.field is Field.NUMBER and not name.isascii() and bare == "no"):
        return None  # `Nợ` is a debt
    if named.field not in FIGURES:
        return named
    unknown = ""
    for aside in asides:
        if (measure := words.measure(_without_label(aside))) is not None:
            named = _counted(named, measure)
        elif not _qualifies(_words(aside), words):
            unknown = aside.strip()
    return named._replace(unknown=unknown)


def _named(bare: str, words: Vocabulary) -> Meaning | None:
    """The field called `bare`, perhaps with words that change nothing, or a unit, behind it."""
    if bare in FIELDS:
        return Meaning(FIELDS[bare])
    parts = bare.split()
    for cut in range(len(parts) - 1, 0, -1):
        first, rest = " ".join(parts[:cut]), " ".join(parts[cut:])
        field = FIELDS.get(first)
        if field is None:
            if _qualifies(rest, words) and (counted := _unit_alone(first, words)) is not None:
                return counted
            continue
        if _qualifies(rest, words):
            return Meaning(field)
        if field in FIGURES and (measure := words.measure(rest)) is not None:
            return _counted(Meaning(field), measure)
    return _unit_alone(bare, words)


def _unit_alone(bare: str, words: Vocabulary) -> Meaning | None:
    """`Tấn` or `Số bao` is a figure in that unit."""
    name = re.sub(r"^(so|number of) ", "", bare)
    if len(name) > 1 and not name[:1].isdigit() and (measure := words.measure(name)) is not None:
        return _counted(Meaning(Field.QUANTITY), measure)
    return None


def _counted(named: Meaning, measure: Quantity) -> Meaning:
    """A figure in a unit; a quantity of money is an amount."""
    money = measure.unit.dimension is Dimension.MONEY
    field = Field.AMOUNT if money and named.field is Field.QUANTITY else named.field
    return named._replace(field=field, measure=measure)


def _qualifies(rest: str, words: Vocabulary) -> bool:
    """Whether `rest` is made of words that change no meaning, and of what is promised."""
    parts = rest.split()
    reached = {0}
    for end in range(1, len(parts) + 1):
        pieces = (" ".join(parts[start:end]) for start in reached)
        if any(piece in QUALIFIERS or piece in words.titles for piece in pieces):
            reached.add(end)
    return len(parts) in reached


def _not_happened(heading: str) -> bool:
    said = f" {_words(heading)} "
    return any(f" {words} " in said for words in NOT_HAPPENED)


def _words(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", fold(text)).replace("_", " ").split())


_LABEL = re.compile(r"^\W*(?:don vi tinh|dvt|dv tinh|unit of measure|units?)\W*[:\-]?\s*")


def _without_label(aside: str) -> str:
    return _LABEL.sub("", fold(aside))


# Which rows are the heading


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
            shown = f"{group} / {name}" if _not_happened(group) else name
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


def called(heading: Heading) -> str:
    """A heading as it is shown; a column without one by its letter."""
    return heading.shown or letters(heading.at)


def _text(cells: Sequence[Value], at: int) -> str:
    return _line(cells[at]) if at < len(cells) else ""


def _line(cell: Value) -> str:
    """A cell in one line, without the blanks around it."""
    return " ".join(shown(cell).split())
