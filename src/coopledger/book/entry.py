"""An entry: one thing that happened, as an immutable value, and its canonical body.

The body is sorted, compact JSON of text, whole numbers and `true` with ASCII keys and without
absent fields, which makes it exactly RFC 8785. `FIELDS` is the one place that says what an entry
of each kind holds.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from coopledger.problem import refuse
from coopledger.quantity.amount import MOST_STEPS


class Kind(StrEnum):
    """What an entry says happened (DESIGN, section 3)."""

    AGREEMENT = "agreement"
    DELIVERY = "delivery"
    DISBURSEMENT = "disbursement"
    COMPLETION = "completion"
    ACTIVITY = "activity"
    REVERSAL = "reversal"


class Stage(StrEnum):
    """How far works are: accepted as completed, or handed over. Only the latter delivers."""

    COMPLETED = "completed"
    HANDED_OVER = "handed-over"


class Steps(NamedTuple):
    """An amount as it is kept: whole steps of a unit of the terms in force."""

    unit: str
    steps: int


class Entry(NamedTuple):
    """One entry of a book; which fields an entry of a kind has stands in `FIELDS`."""

    book: str
    seq: int
    kind: Kind
    occurred_on: date
    recorded_at: datetime
    party: str
    recorded_by: str
    key: str | None = None
    document: str | None = None
    note: str | None = None
    adoption: str | None = None
    terms: Mapping[str, Any] | None = None
    pledge: str | None = None
    share: str | None = None
    quantity: Steps | None = None
    stated: str | None = None
    actual_value: Steps | None = None
    excess: bool | None = None
    stage: Stage | None = None
    area: str | None = None
    activity: str | None = None
    title: str | None = None
    none_in: int | None = None
    reverses: int | None = None
    replaced_by: int | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        """How people call it: `bim-son-lang-chanh#3`."""
        return f"{self.book}#{self.seq}"

    @property
    def content(self) -> tuple[object, ...]:
        """What was said, apart from when and by whom it was written down."""
        said = zip(self._fields, self, strict=True)
        return tuple(value for name, value in said if name not in _CIRCUMSTANCE)


def number_of(name: str) -> int:
    """The number in an entry's full name."""
    return int(name.rpartition("#")[2])


_CIRCUMSTANCE = {"seq", "recorded_at", "recorded_by"}
_HEADER = {"book", "seq", "kind", "occurred_on", "recorded_at", "party", "recorded_by"}
_OPTIONAL_HEADER = {"key", "document", "note"}
_SUPPORT = {"share", "stated", "excess"}

FIELDS: Mapping[Kind, tuple[set[str], set[str]]] = {
    Kind.AGREEMENT: ({"adoption", "terms"}, set()),
    Kind.DELIVERY: ({"pledge", "quantity"}, {*_SUPPORT, "actual_value"}),
    Kind.DISBURSEMENT: ({"pledge", "quantity"}, _SUPPORT),
    Kind.COMPLETION: ({"pledge", "quantity", "stage"}, _SUPPORT),
    Kind.ACTIVITY: ({"area"}, {"activity", "title", "none_in"}),
    Kind.REVERSAL: ({"reverses", "reason"}, {"replaced_by"}),
}
"""What an entry of each kind must hold and may hold beside the header."""

_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


def write_body(entry: Entry) -> str:
    """The canonical JSON of `entry`: what is stored, hashed and handed to anybody.

    Raises `Refused` (B803) for an entry whose fields are not those of its kind: what could not
    be read back is never written.
    """
    fields = entry._asdict().items()
    record = {name: _plain(value) for name, value in fields if value is not None}
    _check_fields(entry.kind, set(record))
    return canonical(record)


def canonical(value: Any) -> str:
    """`value` as sorted, compact JSON; exact for text, integers, `true`, lists and mappings."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def read_body(body: str) -> Entry:
    """The entry in `body`.

    Raises `Refused`: B801 not JSON or not in canonical form, B802 a kind this version does not
    know, B803 a field that is missing, does not belong to the kind, or holds no such value.
    """
    try:
        record = json.loads(body)
        if not isinstance(record, dict) or canonical(record) != body:
            raise refuse("B801")
    except (ValueError, RecursionError):
        raise refuse("B801") from None
    kind = record.get("kind")
    if kind not in tuple(Kind):
        raise refuse("B802", kind=kind)
    _check_fields(Kind(kind), set(record))
    return Entry(**{name: _value(name, value) for name, value in record.items()})


def _check_fields(kind: Kind, present: set[str]) -> None:
    required, optional = FIELDS[kind]
    required = required | _HEADER
    wrong = (required - present) | (present - required - optional - _OPTIONAL_HEADER)
    if wrong:
        raise refuse("B803", field=min(wrong))


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime(_INSTANT)
        case date():
            return value.isoformat()
        case Steps():
            return {"steps": value.steps, "unit": value.unit}
        case _:
            return value


def _value(name: str, value: Any) -> Any:
    """The Python value of the field `name`."""
    try:
        read = _READERS.get(name, _text)(value)
    except (ValueError, TypeError, KeyError):
        raise refuse("B803", field=name) from None
    if canonical(_plain(read)) != canonical(value):
        raise refuse("B803", field=name)
    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    if abs(value) > MOST_STEPS:
        raise ValueError
    return value


def _true(value: Any) -> bool:
    if value is not True:
        raise ValueError
    return True


def _tree(value: Any) -> Mapping[str, Any]:
    """A snapshot of terms: mappings and lists of text, nothing else."""
    if not isinstance(value, dict):
        raise TypeError
    rest: list[Any] = [value]
    while rest:
        match rest.pop():
            case dict() as mapping:
                rest.extend(mapping.values())
            case list() as items:
                rest.extend(items)
            case scalar:
                _text(scalar)
    return value


_READERS: Mapping[str, Any] = {
    "seq": _whole,
    "kind": Kind,
    "occurred_on": date.fromisoformat,
    "recorded_at": lambda value: datetime.strptime(value, _INSTANT).replace(tzinfo=UTC),
    "terms": _tree,
    "quantity": lambda value: Steps(_text(value["unit"]), _whole(value["steps"])),
    "actual_value": lambda value: Steps(_text(value["unit"]), _whole(value["steps"])),
    "excess": _true,
    "stage": Stage,
    "none_in": _whole,
    "reverses": _whole,
    "replaced_by": _whole,
}
