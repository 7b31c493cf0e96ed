"""What is wrong, as values: a stable code, the values to say it with, and the place in a file.

Every room below the presentation speaks of problems this way and never in sentences; the
catalogue of words turns a code and its values into Vietnamese or English.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from errno import errorcode
from types import MappingProxyType
from typing import NamedTuple

Value = object
"""Anything the presentation knows how to say: text, number, date, quantity, or a tuple of them."""


class Place(NamedTuple):
    """Where something stands in a file: line and column count from 1."""

    file: str
    line: int
    column: int
    length: int
    text: str


class CellPlace(NamedTuple):
    """A cell of a table: `Sheet1!C17`, or `C17` in a file that has no sheets.

    `text` is what stands in it. `line` is where its row begins, in a file that has lines.
    """

    file: str
    cell: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that has to be mended before a command can go on.

    `code` is stable and starts with its family: Q (what was typed), T (terms), B (book),
    S (storage), X (exchange), U (how a command was typed).
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    place: Place | CellPlace | None = None


class Cause(NamedTuple):
    """Why the system or an engine refused: its name for it (`EACCES`), and its own words.

    What neither would refuse, and we do, has a name of our own and no words (`NOT_A_FILE`).
    """

    name: str
    words: str

    @classmethod
    def of(cls, error: OSError) -> "Cause":
        return cls(errorcode.get(error.errno or 0, ""), error.strerror or str(error))


class Remark(NamedTuple):
    """Something worth saying about what was nevertheless accepted."""

    code: str
    values: Mapping[str, Value] = MappingProxyType({})


class Refused(Exception):
    """Raised where a request is not carried out; holds every problem found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


def refuse(code: str, **values: Value) -> Refused:
    """One problem without a place, ready to be raised."""
    return Refused([Problem(code, values)])
