"""How a scalar of the document becomes a value: quantities, days, years, both languages.

Scalars arrive as the text that was typed. What a quantity needs to be understood, the declared
units, is handed down as `Reading`, pydantic's validation context. No setting of a workspace is:
both sides read the same file, so a number with two readings is refused here by either.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Quantity, Unit, Units
from coopledger.quantity.reading import read_date, read_number, read_quantity, read_year
from coopledger.terms.source import MOST_PROBLEMS, Path
from coopledger.text import MOST_COMPARED, Misspelt, nearest

_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")
_MOST_ID = 64

_CODES = {
    "missing": "T101",
    "enum": "T109",
    "literal_error": "T109",
    "dict_type": "T110",
    "model_type": "T110",
    "tuple_type": "T112",
}
"""Problems pydantic finds by itself; every other one means that a single value is wanted."""


class Reading(NamedTuple):
    """What the terms of a document are read with."""

    units: Units


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
    """A frozen part of the terms. Every problem of it is found in one reading."""

    model_config = ConfigDict(frozen=True, defer_build=True, arbitrary_types_allowed=True)

    @classmethod
    def problems_typed(cls, _: dict[str, Any], /) -> Iterable[Problem]:
        """What is wrong with a tree as it was typed, whether or not its parts can be read."""
        return ()

    def problems(self) -> Iterable[Problem]:
        """What is wrong with the parts taken together, once each of them was read."""
        return ()

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        problems: list[Problem] = []
        if isinstance(value, dict):
            problems = [*_unknown(value, list(cls.model_fields)), *cls.problems_typed(value)]
        try:
            model = read(value)
        except ValidationError as error:
            found = islice(problems_of(error), MOST_PROBLEMS + 1)
            raise rejected(*problems, *found) from None
        problems += model.problems()
        if problems:
            raise rejected(*problems)
        return model


class Words(Model):
    """A text in both languages."""

    vi: str
    en: str


class _Carried:
    """Problems on their way through pydantic, which writes what it carries out as text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(islice(problems, MOST_PROBLEMS + 1))


def rejected(*problems: Problem) -> PydanticCustomError:
    """Problems found inside a validator, carried through pydantic to where they get a place.

    A problem's value `at` is the path, below the validated value, of what it is about. No more of
    them go on than can be listed.
    """
    return PydanticCustomError("rejected", "rejected", {"problems": _Carried(problems)})


def under(at: Path, problem: Problem) -> Problem:
    """`problem` of something that itself stands at `at`."""
    path: Any = problem.values.get("at", ())
    return replace(problem, values={**problem.values, "at": (*at, *path)})


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """What pydantic found, as problems with their path in the value `at`, not `suggested` yet."""
    for found in error.errors(include_url=False):
        at = found["loc"]
        if found["type"] == "rejected":
            yield from (under(at, problem) for problem in found["ctx"]["problems"].problems)
        else:
            values: dict[str, Any] = {"at": at} | ({"field": str(at[-1])} if at else {})
            if "expected" in found.get("ctx", {}):
                expected = re.findall("'([^']*)'", found["ctx"]["expected"])
                typed = found["input"] if isinstance(found["input"], str) else ""
                values |= {"typed": typed, "expected": tuple(expected)}
                values["nearest"] = Misspelt(typed, expected)
            yield Problem(_CODES.get(found["type"], "T103"), values)


def suggested(problems: Iterable[Problem]) -> Iterator[Problem]:
    """`problems` with what was probably meant in the place of each `Misspelt`.

    That takes its time, so it is said of the first ones only; more is another mistake.
    """
    left = MOST_COMPARED
    for problem in problems:
        values = problem.values
        if isinstance(misspelt := values.get("nearest"), Misspelt):
            left -= min(len(misspelt.known), MOST_COMPARED)
            values = {**values, "nearest": nearest(*misspelt) if left >= 0 else None}
        yield Problem(problem.code, values)


def _unknown(tree: dict[str, Any], fields: list[str]) -> Iterator[Problem]:
    unknown = [key for key in tree if key not in fields]
    known = tuple(fields)
    for key in unknown[: MOST_PROBLEMS + 1]:
        meant = Misspelt(key, known)
        yield Problem("T102", {"field": key, "known": known, "nearest": meant, "at": (key,)})


class Reads(NamedTuple):
    """Marks a field as read by `read(value, info)` alone.

    Unlike pydantic's `PlainValidator` it does not also work out how to write what the field holds,
    a quantity with its unit and all of that unit: nothing is ever written with pydantic.
    """

    read: Callable[[object, ValidationInfo], object]

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)


def _typed(read: Callable[[str, Any], object]) -> Reads:
    """A field read from text by `read(text, reading)`; its refusals become problems."""

    def validate(value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            raise rejected(Problem("T103"))
        try:
            return read(value, info.context)
        except Refused as refused:
            raise rejected(*refused.problems) from None

    return Reads(validate)


def read_years(text: str) -> Years:
    """`2021-2025` or one year. Raises `Refused` (T105, and as `read_year`)."""
    first, sign, last = text.replace("\u2013", "-").partition("-")
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


def read_amount(text: str, reading: Reading, default: Unit | None = None) -> Quantity:
    """A quantity of the terms: zero or more. Raises `Refused` (T107, and as `read_quantity`)."""
    quantity = read_quantity(text, reading.units, default=default, suggest=Misspelt)
    if quantity.steps < 0:
        raise refuse("T107", typed=text)
    return quantity


Amount = Annotated[Quantity, _typed(read_amount)]
Day = Annotated[date, _typed(lambda text, _: read_date(text))]
Flag = Annotated[bool, _typed(_flag)]
Id = Annotated[str, _typed(_id)]
Number = Annotated[Any, _typed(lambda text, _: read_number(text))]
Period = Annotated[Years, _typed(lambda text, _: read_years(text))]
