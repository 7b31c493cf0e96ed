"""The body of an entry: its canonical JSON, written, and read strictly.

It is sorted, compact JSON of text, whole numbers and `true` with ASCII keys and without absent
fields, which makes it exactly RFC 8785.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from coopledger.book.entry import (
    Adoption,
    Entry,
    Evidence,
    Kind,
    Stage,
    Steps,
    fields_of,
    is_file_name,
)
from coopledger.book.shape import Part, Shape
from coopledger.problem import refuse
from coopledger.quantity.amount import MOST_STEPS

OFTEN = 100
"""Bodies of a kind that are read before its shape is made, which takes as long as reading them."""

_KIND = '"kind":"'

_DIGEST = re.compile(r"[0-9a-f]{64}")

_AS_IT_IS = frozenset({str, int, bool})
"""Types of values that JSON has."""


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
    if (values := _at_a_glance(body)) is not None:
        return tuple.__new__(Entry, values)  # as _make would, which counts them first
    try:
        record = json.loads(body)
        if not isinstance(record, dict) or canonical(record) != body:
            raise refuse("B801")
    except (ValueError, RecursionError):
        raise refuse("B801") from None
    said: Any = record.get("kind")
    try:
        kind = Kind(said)
    except ValueError:
        raise refuse("B802", kind=said) from None
    _check_fields(kind, set(record))
    entry = Entry(**{name: _value(name, value) for name, value in record.items()})
    _learn(kind)
    return entry


def _at_a_glance(body: str) -> tuple[Any, ...] | None:
    """The values of an entry whose kind was met often, if nothing in its body is unusual.

    Whatever else it may be is found out by reading it with care, which says what is wrong too.
    """
    start = body.find(_KIND) + len(_KIND)
    shape = _SHAPES.get(body[start : body.find('"', start)])
    if shape is None:
        return None
    try:
        return shape.values(body)
    except ValueError:
        return None


def _learn(kind: Kind) -> None:
    _MET[kind] += 1
    if _MET[kind] == OFTEN and kind is not Kind.AGREEMENT:
        _SHAPES[kind] = Shape(kind, _PARTS, *fields_of(kind), Entry._fields)


def _check_fields(kind: Kind, present: set[str]) -> None:
    required, optional = fields_of(kind)
    wrong = (required - present) | (present - required - optional)
    if wrong:
        raise refuse("B803", field=min(wrong))


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return _zulu(value.astimezone(UTC))
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


def _zulu(instant: datetime) -> str:
    """An instant of UTC as it is written."""
    return instant.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _value(name: str, value: Any) -> Any:
    """The Python value of the field `name`, which is written as `value` and not otherwise."""
    try:
        return _READERS.get(name, _text)(value)
    except (ValueError, TypeError):
        raise refuse("B803", field=name) from None


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


@lru_cache(maxsize=4096)  # more days than an agreement lasts
def _day(value: Any) -> date:
    day = date.fromisoformat(value)
    if day.isoformat() != value:
        raise ValueError
    return day


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(value)
    if _zulu(instant) != value:
        raise ValueError
    return instant


def _steps(value: Any) -> Steps:
    amount = Steps(**value)
    _text(amount.unit)
    _whole(amount.steps)
    return amount


def _evidence(value: Any) -> tuple[Evidence, ...]:
    """Files by name: what could lead out of a folder is no name."""
    if not isinstance(value, list) or not value:
        raise TypeError
    files = tuple(Evidence(**file) for file in value)
    for file in files:
        if not is_file_name(_text(file.name)) or not _DIGEST.fullmatch(file.sha256):
            raise ValueError
        if _whole(file.size) < 0:
            raise ValueError
    return files


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


_AMOUNTS = {"quantity", "actual_value", "accepted", "short", "rejected", "over", "sent"}
_NUMBERS = {"none_in", "returns", "answers", "corrects", "supplements"}
_NUMBERS |= {"seq", "mends", "reverses", "replaced_by"}

_READERS: Mapping[str, Any] = {
    "kind": Kind,
    "occurred_on": _day,
    "recorded_at": _instant,
    "terms": _tree,
    "evidence": _evidence,
    "adoption": Adoption,
    "excess": _true,
    "stage": Stage,
    "disputed": _true,
    "through": _day,
    **dict.fromkeys(_AMOUNTS, _steps),
    **dict.fromkeys(_NUMBERS, _whole),
}
"""What makes the value of a field of what JSON has, and refuses what is written otherwise.

Any other field is a text.
"""


_TYPES: Mapping[Any, str] = {
    _text: "text",
    _whole: "number",
    _true: "true",
    _day: "day",
    _instant: "instant",
    _steps: "amount",
    _evidence: "evidence",
    _tree: "terms",
}


def type_of(name: str) -> str:
    """What the reader of a field takes, in a word; or the words it takes, with `|` between."""
    reader = _READERS.get(name, _text)
    return _TYPES[reader] if reader in _TYPES else "|".join(reader)


_PLAIN = r'[^"\\\x00-\x1f]*+'
_NUMBER = r"(?:0|-?[1-9][0-9]{0,14}+)"  # always below 2^53
_FILE = rf'\{{"name":"{_PLAIN}","sha256":"[0-9a-f]{{64}}","size":{_NUMBER}\}}'
_STEPS = rf'\{{"steps":({_NUMBER},"unit":"{_PLAIN})"\}}'
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}\.[0-9]{6}"


@lru_cache(maxsize=4096)  # lorries are loaded alike
def _written_steps(text: str) -> Steps:
    steps, unit = text.split(',"unit":"')
    return Steps(unit, int(steps))


_PARTS: Mapping[str, Part] = {
    **dict.fromkeys(Entry._fields, Part(f'"({_PLAIN})"')),
    "stage": Part(f'"({_PLAIN})"', Stage),
    **dict.fromkeys(("occurred_on", "through"), Part(f'"({_DAY})"', _day)),
    "recorded_at": Part(f'"({_DAY}T{_TIME}Z)"', datetime.fromisoformat),
    "evidence": Part(rf"(\[{_FILE}(?:,{_FILE})*+\])", lambda files: _evidence(json.loads(files))),
    **dict.fromkeys(("excess", "disputed"), Part("(true)", bool)),
    **dict.fromkeys(_AMOUNTS, Part(_STEPS, _written_steps)),
    **dict.fromkeys(_NUMBERS, Part(f"({_NUMBER})", int)),
}
"""The same of what is written, for all but agreements, which are few and differ in everything."""

_SHAPES: dict[str, Shape] = {}
_MET: Counter[Kind] = Counter()
"""The shapes of kinds that were met often, and how often each was read with care."""
