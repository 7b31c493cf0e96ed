"""How a cell becomes canonical text: days, figures with their unit, names; or problems.

The same text in the same column always comes to the same, so it is read once and remembered.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.decimals import signed
from coopledger.exchange.sheet.fields import KINDS, STAGES
from coopledger.exchange.sheet.layout import Column
from coopledger.exchange.sheet.table import Broken, Value, blank, shown
from coopledger.exchange.sheet.vocabulary import Vocabulary
from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Quantity
from coopledger.quantity.reading import MOST_DIGITS, read_date, read_number, read_quantity
from coopledger.quantity.writing import plain
from coopledger.text import clean, fold

REMEMBERED = 4096
"""Texts of a column that are remembered."""


class Figure(NamedTuple):
    """A figure: as canonical text, the id of its unit if it has one, and as it is added up.

    Figures of rows that are alike have the same `like`: their unit, and whether there is any.
    """

    text: str
    unit: str | None
    number: Decimal
    like: tuple[str | None, bool]

    @classmethod
    def of(cls, text: str, unit: str | None, number: Decimal) -> "Figure":
        return cls(text, unit, number, (unit, bool(number)))

    def __bool__(self) -> bool:
        return bool(self.number)


Problems = tuple[Problem, ...]
"""What is wrong with a cell; places are given where the cell is known."""

Text = Callable[[Value], str | Problems | None]
Counted = Callable[[Value, Value], Figure | Problems | None]

_PLAIN = re.compile(r"[+\-\u2212]?[0-9][0-9.,]*")
_NOTHING = frozenset({"-", "\u2013", "\u2014", "\u2212", "x", "X"})
"""What stands in a cell of figures where there is none."""

_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"}
)
_SHORT = 100
_WIDE = re.compile(r"[\t\n\r\x0b\x0c\u2028\u2029]+")


def text_reader(field: Field) -> Text:
    """How the cells of a column of text, days or names are read."""
    if field in _FEW:
        return lru_cache(REMEMBERED)(_tried(_FEW[field]))
    return _own


def figure_reader(column: Column, words: Vocabulary) -> Counted:
    """How a column of figures is read: a cell, and what the column of units says beside it."""
    money = words.money if column.field in {Field.AMOUNT, Field.VALUE} else None

    def read(cell: Value, unit: Value) -> Figure | Problems | None:
        try:
            return _figure(cell, unit, column, words._replace(money=money))
        except Refused as refused:
            return refused.problems

    return lru_cache(REMEMBERED)(read)


def _own(value: Value) -> str | Problems | None:
    """A text that hardly ever stands there twice."""
    try:
        return _line(value)
    except Refused as refused:
        return refused.problems


def _tried(read: Callable[[Value], str | None]) -> Text:
    def tried(value: Value) -> str | Problems | None:
        try:
            return read(value)
        except Refused as refused:
            return refused.problems

    return tried


def _line(value: Value) -> str | None:
    """A text in one line. Raises `Refused`: X420-X421 no value, X423 a day, Q301-Q302 as text."""
    if isinstance(value, str):
        if value in _ERRORS:
            raise refuse("X420", shown=value)
        text = value if value.isprintable() else _WIDE.sub(" ", value)
        return clean(text) or None
    _refuse_broken(value)
    if isinstance(value, date):
        raise refuse("X423", day=value)
    if isinstance(value, Decimal):
        return shown(value)
    return None


def _day(value: Value) -> str | None:
    """A day as ISO text. Raises `Refused`: X422 a bare number, Q201-Q202 as text."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}".rjust(10, "0")
    _refuse_broken(value)
    if isinstance(value, Decimal):
        raise refuse("X422", number=value)
    if value is None or blank(value):
        return None
    return read_date(str(value)).isoformat()


def _pledge(value: Value) -> str | None:
    """A pledge by id or name; of `bim-son-lang-chanh/cement · Xi măng` the id is meant."""
    text = _line(value)
    if text is None:
        return None
    name, sign, _ = text.partition(" · ")
    return name if sign and " " not in name else text


def _kind(value: Value) -> str | None:
    """Raises `Refused` (X429) where it is no kind a table may bring in."""
    text = _line(value)
    if text is None:
        return None
    if (kind := KINDS.get(fold(text))) is None:
        raise refuse("X429", typed=text, kinds=tuple(dict.fromkeys(KINDS.values())))
    return kind.value


def _stage(value: Value) -> str | None:
    """Raises `Refused` (X431) where it is no stage."""
    text = _line(value)
    if text is None:
        return None
    if (stage := STAGES.get(fold(text))) is None:
        raise refuse("X431", typed=text, stages=tuple(dict.fromkeys(STAGES.values())))
    return stage.value


_FEW: dict[Field, Callable[[Value], str | None]] = {
    Field.DATE: _day,
    Field.KIND: _kind,
    Field.PLEDGE: _pledge,
    Field.STAGE: _stage,
    **dict.fromkeys(
        (Field.PROGRAMME, Field.SHARE, Field.PARTY, Field.ACTIVITY, Field.AREA,
         Field.REASON, Field.NOTE, Field.UNIT),
        _line,
    ),
}  # fmt: skip
"""Columns in which the same stands again and again."""


def _refuse_broken(value: Value) -> None:
    """Raises `Refused`: X420 an error, X421 a formula that was never worked out."""
    if isinstance(value, Broken):
        raise refuse("X420" if value.why == "error" else "X421", shown=value.text)


def _figure(cell: Value, unit: Value, column: Column, words: Vocabulary) -> Figure | None:
    """A figure. Raises `Refused`: X420-X425, Q101-Q112."""
    _refuse_broken(cell)
    if isinstance(cell, date):
        raise refuse("X423", day=cell)
    measure = _measure(unit, column, words)
    if isinstance(cell, Decimal):
        return _counted(cell, measure, words)
    text = clean(str(cell or ""))
    if not text or text in _NOTHING:
        return None
    if text in _ERRORS:
        raise refuse("X420", shown=text)
    if column.clash is not None and signed(text):
        raise refuse("X424", typed=text, first=column.clash[0], second=column.clash[1])
    if _PLAIN.fullmatch(text):
        return _counted(read_number(text, column.decimal), measure, words)
    return _with_unit(text, measure, column, words)


def _measure(unit: Value, column: Column, words: Vocabulary) -> Quantity | None:
    """What one of a row's figures comes to: by its own unit, else by the column's."""
    typed = _line(unit) if not blank(unit) else None
    if typed is None:
        return column.measure
    measure = words.measure(typed)
    if measure is None:
        words.units.named(typed)  # says what there is
        raise refuse("Q110", typed=typed, units=words.units.listed)
    if column.measure is not None and measure != column.measure:
        raise refuse("X425", typed=typed, unit=column.heading)
    return measure


def _counted(number: Decimal, measure: Quantity | None, words: Vocabulary) -> Figure:
    if number.adjusted() > MOST_DIGITS or number.as_tuple().exponent < -MOST_DIGITS:  # type: ignore[operator]
        raise refuse("Q103", most=MOST_DIGITS)
    if measure is None and words.money is not None:
        measure = Quantity.of(1, words.money)
    if measure is None:
        return Figure.of(plain(Fraction(number)), None, number)
    quantity = Quantity.of(Fraction(number) * measure.amount, measure.unit)
    return Figure.of(f"{plain(quantity.amount)} {quantity.unit.id}", quantity.unit.id, number)


def _with_unit(text: str, measure: Quantity | None, column: Column, words: Vocabulary) -> Figure:
    """A figure that says its unit itself: `500 tấn`, `3,6 tỷ đồng`."""
    unit = measure.unit if measure is not None else words.money
    try:
        quantity = read_quantity(text, words.units, default=unit, decimal=column.decimal)
    except Refused as refused:
        if [problem.code for problem in refused.problems] != ["Q110"]:
            raise
        try:  # `VNĐ`
            quantity = read_quantity(fold(text), words.units, default=unit, decimal=column.decimal)
        except Refused:
            raise refused from None
    if measure is not None and (quantity.unit != measure.unit or measure.amount != 1):
        raise refuse("X425", typed=text, unit=column.heading or measure.unit)
    exact = Decimal(plain(quantity.amount))
    return Figure.of(f"{plain(quantity.amount)} {quantity.unit.id}", quantity.unit.id, exact)
