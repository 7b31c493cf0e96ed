"""How a scalar of the document becomes a value: quantities, days, years, both languages.

Scalars arrive as the text that was typed. What a quantity needs to be understood, the declared
units and the decimal sign, is handed down as `Reading`, pydantic's validation context.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Quantity, Units
from coopledger.quantity.reading import (
    DecimalSign,
    read_date,
    read_number,
    read_quantity,
    read_year,
)

_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")
_MOST_ID = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """What the terms of a document are read with."""

    units: Units
    decimal: DecimalSign | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """The years from `first` to `last`, both included."""

    first: int
    last: int

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last

    @property
    def starts(self) -> date:
        return date(self.first, 1, 1)

    @property
    def ends(self) -> date:
        return date(self.last, 12, 31)


class Model(BaseModel):
    """A frozen part of the terms; a key it does not know is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, arbitrary_types_allowed=True
    )


class Words(Model):
    """A text in both languages."""

    vi: str
    en: str


def rejected(*problems: Problem) -> PydanticCustomError:
    """Problems found inside a validator, carried through pydantic to where they get a place.

    A problem's value `at` is the path, below the validated value, of what it is about.
    """
    return PydanticCustomError("rejected", "rejected", {"problems": problems})


def _typed(read: Callable[[str, Any], object]) -> PlainValidator:
    """A field read from text by `read(text, reading)`; its refusals become problems."""

    def validate(value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            raise rejected(Problem("T103"))
        try:
            return read(value, info.context)
        except Refused as refused:
            raise rejected(*refused.problems) from None

    return PlainValidator(validate)


def _years(text: str, _: object) -> Years:
    first, sign, last = re.sub(r"\s*[-\u2013]\s*", "-", text).partition("-")
    years = Years(read_year(first), read_year(last if sign else first))
    if years.last < years.first:
        raise refuse("T105", first=years.first, last=years.last)
    return years


def _id(text: str, _: object) -> str:
    if not _ID.fullmatch(text) or len(text) > _MOST_ID:
        raise refuse("T104", typed=text, most=_MOST_ID)
    return text


def _flag(text: str, _: object) -> bool:
    if text not in {"true", "false"}:
        raise refuse("T106", typed=text)
    return text == "true"


def _amount(text: str, reading: Reading) -> Quantity:
    quantity = read_quantity(text, reading.units, decimal=reading.decimal)
    if quantity.steps < 0:
        raise refuse("T107", typed=text)
    return quantity


Amount = Annotated[Quantity, _typed(_amount)]
Day = Annotated[date, _typed(lambda text, _: read_date(text))]
Flag = Annotated[bool, _typed(_flag)]
Id = Annotated[str, _typed(_id)]
Number = Annotated[Any, _typed(lambda text, _: read_number(text))]
Period = Annotated[Years, _typed(_years)]
