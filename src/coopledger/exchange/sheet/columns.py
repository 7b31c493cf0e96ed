"""The columns file: what somebody says of a table whose headings do not say it.

columns:
  Thực giao: {field: quantity, unit: tấn}
  Ngày giao: date
  F: ignore
values: {pledge: cement}
heading: 6
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ValidationError, field_validator

from coopledger.exchange.field import Field
from coopledger.exchange.sheet.fields import CONSTANT, MAPPED
from coopledger.problem import Place, Problem, Refused
from coopledger.quantity.reading import DecimalSign
from coopledger.terms.document import placed
from coopledger.terms.fields import Model, Reads, problems_of, rejected, suggested
from coopledger.terms.source import Node
from coopledger.terms.workspace import read_file

MOST_COLUMNS = 200
"""Columns and values a file may speak of."""

_MOST_DIGITS = 7
"""As many as the number of the last row has."""


class Choice(NamedTuple):
    """What a column holds; its unit and decimal sign where the headings leave that open."""

    field: Field
    unit: str | None = None
    decimal: DecimalSign | None = None
    place: Place | None = None


class ColumnsFile(NamedTuple):
    """What is said of the columns by heading or letter, and of every row.

    `heading` is the row the headings stand in, 0 where there are none. `places` are those of the
    `values` in the file, where they stand in one.
    """

    columns: Mapping[str, Choice] = {}
    values: Mapping[Field, str] = {}
    heading: int | None = None
    places: Mapping[Field, Place] = {}


NO_COLUMNS = ColumnsFile()
"""Nothing is said."""


class _Choice(Model):
    field: Literal[MAPPED]  # type: ignore[valid-type]
    unit: str | None = None
    decimal: DecimalSign | None = None


def _row(value: object, _: object) -> int:
    if not isinstance(value, str):
        raise rejected(Problem("T103"))
    if not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS:
        raise rejected(Problem("X442", {"typed": value}))
    return int(value)


class _File(Model):
    columns: dict[str, _Choice] = {}  # noqa: RUF012 - pydantic copies it
    values: dict[Literal[CONSTANT], str] = {}  # type: ignore[valid-type]  # noqa: RUF012
    heading: Annotated[int, Reads(_row)] | None = None

    @field_validator("columns", mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        """`Ngày: date` says the same as `Ngày: {field: date}`."""
        if not isinstance(value, dict):
            return value
        return {
            name: {"field": one} if isinstance(one, str) else one for name, one in value.items()
        }


def read_columns(path: Path) -> ColumnsFile:
    """The columns file at `path`.

    Raises `Refused` with all that is wrong: as `read_file` does, T101-T112 for what does not fit,
    X442 no row, X443 a field that is said twice.
    """
    document = read_file(path)
    try:
        file = _File.model_validate(document.tree())
    except ValidationError as error:
        found = suggested(problems_of(error))
        raise Refused(placed(problem, document) for problem in found) from None
    columns = _columns(file, document)
    values = {Field(name): value for name, value in file.values.items()}
    places = {field: document.find(("values", field.value)) for field in values}
    _refuse_twice(columns, places)
    return ColumnsFile(columns, values, file.heading, places)


def _columns(file: _File, document: Node) -> dict[str, Choice]:
    return {
        name: Choice(
            Field(one.field), one.unit, one.decimal, document.find(("columns", name), key=True)
        )
        for name, one in file.columns.items()
    }


def _refuse_twice(columns: Mapping[str, Choice], places: Mapping[Field, Place]) -> None:
    """Each field is said once. Raises `Refused` (X443)."""
    said: dict[Field, str] = dict.fromkeys(places, "values")
    problems = []
    for name, one in columns.items():
        if one.field is Field.IGNORE:
            continue
        if one.field in said:
            values = {"field": one.field, "first": said[one.field]}
            problems.append(Problem("X443", values, one.place))
        said.setdefault(one.field, name)
    if problems:
        raise Refused(problems)
