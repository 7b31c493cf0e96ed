"""Forms: bodies of entries that differ in little, written several times as fast as one by one."""

from collections.abc import Mapping
from datetime import date
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from coopledger.book.body import canonical, write_body
from coopledger.book.entry import Entry, Steps
from coopledger.quantity.amount import MOST_STEPS


class Said(NamedTuple):
    """What rows of a table differ in, in the order of a body; steps are of the form's units."""

    actual_value: int | None
    document: str | None
    note: str | None
    occurred_on: str
    quantity: int | None
    seq: int
    stated: str | None

    @property
    def present(self) -> tuple[bool, ...]:
        """Which of it there is."""
        worth, document, note, occurred_on, quantity, seq, stated = self  # faster than a loop
        return (
            worth is not None,
            document is not None,
            note is not None,
            occurred_on is not None,
            quantity is not None,
            seq is not None,
            stated is not None,
        )


_MARKS: Mapping[str, Any] = {"occurred_on": date.max, "seq": MOST_STEPS}
"""What stands in the place of a value that is no text."""


class BodyForm:
    """Bodies of entries that say what `entry` says but for what is `Said`.

    Where each value stands is found in the body of an entry that has marks there: keys are sorted,
    and within a text no quotation mark stands alone, so that `"seq":` is nowhere else.
    """

    def __init__(self, entry: Entry, present: tuple[bool, ...]) -> None:
        there = dict(zip(Said._fields, present, strict=True))
        marks: dict[str, Any] = {
            name: _mark(entry, name) if known else None for name, known in there.items()
        }
        rest = write_body(entry._replace(**marks))
        form = ""
        for name in (name for name, known in there.items() if known):
            before, lead, rest = rest.partition(f'"{name}":')
            value = canonical(_kept(marks[name]))
            inside, found, rest = rest.partition(value)
            assert found, name
            form += _literally(before + lead + inside) + "%s"
        self._form = form + _literally(rest)

    def fill(self, said: Said) -> str:
        """The body with these values in it: what `write_body` would write."""
        return self._form % tuple(
            [
                encode_basestring(value) if value.__class__ is str else value
                for value in said
                if value is not None
            ]
        )


def _mark(entry: Entry, name: str) -> Any:
    known = getattr(entry, name)
    return known._replace(steps=MOST_STEPS) if isinstance(known, Steps) else _MARKS.get(name, "?")


def _kept(mark: Any) -> Any:
    match mark:
        case Steps():
            return mark.steps
        case date():
            return mark.isoformat()
        case _:
            return mark


def _literally(part: str) -> str:
    """A part of a body, which is not to be filled."""
    return part.replace("%", "%%")
