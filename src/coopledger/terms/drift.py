"""How a file differs from the terms in force: what was agreed, part by part, old and new."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import NamedTuple

from coopledger.quantity import Quantity, Unit
from coopledger.terms.document import Terms
from coopledger.terms.fields import Model
from coopledger.terms.pledge import Instalment


class Change(NamedTuple):
    """One part that differs; None where one of the two does not have it.

    An item of its own (a pledge, a party, a share, an instalment …) that only one of them has is
    one part: its quantity where it has one, else its id.
    """

    path: str
    in_force: object
    proposed: object


_ITEMS = frozenset({"pledges", "activities", "parties", "units", "shares", "schedule"})
"""What holds items of their own."""


def drift(in_force: Terms, proposed: Terms) -> tuple[Change, ...]:
    """Every difference in substance, in the order of the terms; none where both agree."""
    if in_force == proposed:
        return ()  # as it mostly is, and sooner said
    old, new = _parts(in_force), _parts(proposed)
    known = _items(old) & _items(new)
    old, new = _gathered(old, known), _gathered(new, known)
    return tuple(
        Change(path, old.get(path), new.get(path))
        for path in dict.fromkeys([*old, *new])
        if _value(old.get(path)) != _value(new.get(path))
    )


_SEVERAL = frozenset(
    {
        *_ITEMS, "content_areas", "succession", "successors", "legal_basis", "not_stated",
        "chaired_by", "by", "also",
    }
)  # fmt: skip
"""Parts that hold several: what comes behind them is the name of one."""


def named(path: str) -> Iterator[tuple[str, str | None]]:
    """The parts a path leads through below the programme, and of what holds several which one."""
    left = iter(path.removeprefix("programme.").split("."))
    for name in left:
        yield name, next(left, None) if name in _SEVERAL else None


def _value(part: object) -> object:
    """What of a part counts: how a unit is declared is a part of its own."""
    return (part.amount, part.unit.id) if isinstance(part, Quantity) else part


def _items(parts: Mapping[str, object]) -> set[str]:
    """The paths of all items that `parts` belong to."""
    return {item for path in parts for item in _around(path)}


def _around(path: str) -> Iterator[str]:
    """The paths of the items that the part at `path` belongs to, the outermost first."""
    names = path.split(".")
    for at, name in enumerate(names[:-1]):
        if name in _ITEMS:
            yield ".".join(names[: at + 2])


def _gathered(parts: Mapping[str, object], known: set[str]) -> dict[str, object]:
    """`parts` with one in the place of all that belongs to an item that is not `known`."""
    gathered: dict[str, object] = {}
    for path, value in parts.items():
        item = next((around for around in _around(path) if around not in known), None)
        if item is None:
            gathered[path] = value
        elif path == f"{item}.quantity":
            gathered[item] = value
        else:
            gathered.setdefault(item, item.rpartition(".")[2])
    return gathered


_WORDING = re.compile(
    r"(.*\.)?(title|name|note|type|province|position|issuer|not_stated\.\d+)\.vi"
    r"|.*\.en"
    r"|units\.[^.]+\.(vi|plural|also\.\d+)"
    r"|programme\.signing\.(place\.vi|.*\.name)"
)


def is_wording(path: str) -> bool:
    """Whether a part is only how something is called: titles, names, translations and notes."""
    return _WORDING.fullmatch(path) is not None


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
        case Instalment():
            parts = [("quantity", value.quantity), ("due_on", value.due_on)]
        case Unit():
            parts = [(field.name, getattr(value, field.name)) for field in fields(value)]
        case Mapping():
            parts = list(value.items())
        case tuple():
            parts = _named(value)
        case _:
            yield path, value
            return
    for name, part in parts:
        yield from _flat(part, f"{path}.{name}" if path else name)


def _named(items: tuple[object, ...]) -> list[tuple[str, object]]:
    """The items of a list by what they are called: id, party or year, or else their place.

    The second instalment of 2023 is `2023/2`.
    """
    named: list[tuple[str, object]] = []
    times: Counter[str] = Counter()
    for at, item in enumerate(items, start=1):
        keys = (getattr(item, name, None) for name in ("id", "party", "year"))
        name = str(next((key for key in keys if key is not None), at))
        times[name] += 1
        named.append((name if times[name] == 1 else f"{name}/{times[name]}", item))
    return named
