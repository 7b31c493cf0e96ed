"""An entry: one thing that happened, as an immutable value, and its canonical body.

The body is sorted, compact JSON of text, whole numbers and `true` with ASCII keys and without
absent fields, which makes it exactly RFC 8785. `FIELDS` is the one place that says what an entry
of each kind holds.
"""

import json
import re
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
    RETURN = "return"
    ACTIVITY = "activity"
    ANSWER = "answer"
    SUPPLEMENT = "supplement"
    REVERSAL = "reversal"
    CLOSE = "close"


class Adoption(StrEnum):
    """How terms came into force: first, by an annex, or as a mended rendering of earlier ones."""

    FIRST = "first"
    AMENDMENT = "amendment"
    CORRECTION = "correction"
    RESTATEMENT = "restatement"


CONCERNING = frozenset({Kind.ANSWER, Kind.RETURN, Kind.SUPPLEMENT, Kind.REVERSAL})
"""Kinds that are always about another entry."""

ANSWERABLE = frozenset(Kind) - {Kind.ANSWER, Kind.SUPPLEMENT, Kind.REVERSAL}
"""Kinds the other side may give its word on."""

AWAITING = frozenset(
    {Kind.AGREEMENT, Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION, Kind.RETURN}
)
"""What waits for the other side's word; activities and closes may be answered, and do not wait."""

RETURNABLE = frozenset({Kind.DELIVERY, Kind.DISBURSEMENT})
"""Kinds of which something can be given back."""

REVERSIBLE = frozenset(Kind) - {Kind.REVERSAL, Kind.AGREEMENT}
"""Kinds that can be cancelled; agreements are superseded."""


class Stage(StrEnum):
    """How far works are: accepted as completed, or handed over. Only the latter delivers."""

    COMPLETED = "completed"
    HANDED_OVER = "handed-over"


class Steps(NamedTuple):
    """An amount as it is kept: whole steps of a unit of the terms in force."""

    unit: str
    steps: int


class Evidence(NamedTuple):
    """A file that stands behind an entry: what it was called, its SHA-256 in hex, its bytes."""

    name: str
    sha256: str
    size: int


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
    evidence: tuple[Evidence, ...] | None = None
    adoption: Adoption | None = None
    terms: Mapping[str, Any] | None = None
    mends: int | None = None
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
    returns: int | None = None
    answers: int | None = None
    accepted: Steps | None = None
    short: Steps | None = None
    rejected: Steps | None = None
    over: Steps | None = None
    sent: Steps | None = None
    disputed: bool | None = None
    corrects: int | None = None
    supplements: int | None = None
    through: date | None = None
    reverses: int | None = None
    replaced_by: int | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        """How people call it: `bim-son-lang-chanh#3`."""
        return f"{self.book}#{self.seq}"

    @property
    def concerns(self) -> int | None:
        """The number of the entry this one is about, where it is about one."""
        about = (self.reverses, self.answers, self.returns, self.supplements)
        return next((number for number in about if number is not None), None)

    @property
    def refers(self) -> tuple[int | None, ...]:
        """The numbers of all entries it speaks of."""
        return self.concerns, self.replaced_by, self.mends, self.corrects

    @property
    def happening(self) -> tuple[object, ...]:
        """What makes two entries tell of the same thing, whoever tells it, by whatever number."""
        return (
            self.kind, self.occurred_on, self.pledge, self.share, self.quantity, self.stage,
            self.area, self.activity, self.title, self.none_in, self.returns,
        )  # fmt: skip

    @property
    def content(self) -> tuple[object, ...]:
        """What was said, apart from when and by whom it was written down, and what follows."""
        said = zip(self._fields, self, strict=True)
        return tuple(value for name, value in said if name not in _CIRCUMSTANCE)


def number_of(name: str) -> int:
    """The number in an entry's full name."""
    return int(name.rpartition("#")[2])


_CIRCUMSTANCE = {"seq", "recorded_at", "recorded_by", "excess", "corrects"}
_HEADER = {"book", "seq", "kind", "occurred_on", "recorded_at", "party", "recorded_by"}
_OPTIONAL_HEADER = {"key", "document", "note", "evidence", "reason"}
_SUPPORT = {"share", "stated", "excess"}
_FIGURES = {"accepted", "short", "rejected", "over", "sent"}

FIELDS: Mapping[Kind, tuple[set[str], set[str]]] = {
    Kind.AGREEMENT: ({"adoption", "terms"}, {"mends"}),
    Kind.DELIVERY: ({"pledge", "quantity"}, {*_SUPPORT, "actual_value"}),
    Kind.DISBURSEMENT: ({"pledge", "quantity"}, _SUPPORT),
    Kind.COMPLETION: ({"pledge", "quantity", "stage"}, _SUPPORT),
    Kind.RETURN: ({"returns", "quantity", "reason"}, {"stated"}),
    Kind.ACTIVITY: ({"area"}, {"activity", "title", "none_in"}),
    Kind.ANSWER: ({"answers"}, {*_FIGURES, "disputed", "corrects"}),
    Kind.SUPPLEMENT: ({"supplements"}, set()),
    Kind.REVERSAL: ({"reverses", "reason"}, {"replaced_by"}),
    Kind.CLOSE: ({"through"}, set()),
}
"""What an entry of each kind must hold and may hold beside the header."""

MOST_NAME = 255
"""Bytes of a file's name that every file system takes."""

_NO_NAME = set("/\\:\0")
_DIGEST = re.compile(r"[0-9a-f]{64}")

_AS_IT_IS = frozenset({str, int, bool})
"""Types of values that JSON has."""

_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"


def write_body(entry: Entry) -> str:
    """The canonical JSON of `entry`: what is stored, hashed and handed to anybody.

    Raises `Refused` (B803) for an entry whose fields are not those of its kind: what could not
    be read back is never written.
    """
    record = {
        name: value if type(value) in _AS_IT_IS else _plain(value)
        for name, value in zip(Entry._fields, entry, strict=True)
        if value is not None
    }
    _check_fields(entry.kind, set(record))
    return canonical(record)


def canonical(value: Any) -> str:
    """`value` as sorted, compact JSON; exact for text, integers, `true`, lists and mappings."""
    return _encode(value)


_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


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
            return {"unit": value.unit, "steps": value.steps}
        case Evidence():
            return value._asdict()
        case tuple():
            return [_plain(item) for item in value]
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


def _steps(value: Any) -> Steps:
    return Steps(_text(value["unit"]), _whole(value["steps"]))


def _evidence(value: Any) -> tuple[Evidence, ...]:
    """Files by name: what could lead out of a folder is no name."""
    if not isinstance(value, list) or not value:
        raise TypeError
    files = tuple(
        Evidence(_text(file["name"]), _text(file["sha256"]), _whole(file["size"])) for file in value
    )
    for file in files:
        if not is_file_name(file.name) or not _DIGEST.fullmatch(file.sha256) or file.size < 0:
            raise ValueError
    return files


def is_file_name(name: str) -> bool:
    """Whether a file may be kept, and later put into any folder, under `name`."""
    return (
        name not in {"", ".", ".."} and not set(name) & _NO_NAME and len(name.encode()) <= MOST_NAME
    )


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
    "evidence": _evidence,
    "adoption": Adoption,
    "excess": _true,
    "stage": Stage,
    "disputed": _true,
    "through": date.fromisoformat,
    **dict.fromkeys(("quantity", "actual_value", *_FIGURES), _steps),
    **dict.fromkeys(("none_in", "returns", "answers", "corrects", "supplements"), _whole),
    **dict.fromkeys(("mends", "reverses", "replaced_by"), _whole),
}
