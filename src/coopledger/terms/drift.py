"""How a file differs from the terms in force: what was agreed, part by part, old and new."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import NamedTuple

from coopledger.quantity import Unit
from coopledger.terms.document import Terms
from coopledger.terms.fields import Model
from coopledger.terms.pledge import Instalment


class Change(NamedTuple):
    """One part that differs; None where one of the two does not have it."""

    path: str
    in_force: object
    proposed: object


def drift(in_force: Terms, proposed: Terms) -> tuple[Change, ...]:
    """Every difference in substance, in the order of the terms; none where both agree."""
    old, new = _parts(in_force), _parts(proposed)
    return tuple(
        Change(path, old.get(path), new.get(path))
        for path in dict.fromkeys([*old, *new])
        if old.get(path) != new.get(path)
    )


def _parts(terms: Terms) -> dict[str, object]:
    whole = {
        "units": terms.units,
        "parties": terms.parties,
        "succession": terms.succession,
        "programme": terms.programme,
    }
    return dict(_flat(whole, ""))


def _flat(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every value that has no parts, with the names that lead to it."""
    match value:
        case None | ():
            return
        case Model():
            parts = [(name, getattr(value, name)) for name in type(value).model_fields]
        case Unit() | Instalment():
            parts = [(field.name, getattr(value, field.name)) for field in fields(value)]
        case Mapping():
            parts = list(value.items())
        case tuple():
            parts = [(_key(item, at), item) for at, item in enumerate(value, start=1)]
        case _:
            yield path, value
            return
    for name, part in parts:
        yield from _flat(part, f"{path}.{name}" if path else name)


def _key(item: object, at: int) -> str:
    """What an item of a list is called: its id, its party, or its place."""
    return str(getattr(item, "id", None) or getattr(item, "party", None) or at)
