"""What units are called in beancount, which wants capitals and at most 24 characters."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import count

_MOST = 24
_TAKEN = frozenset({"TRUE", "FALSE", "NULL"})
"""Words that beancount reads as something else."""

OCCASION = "occasion"
"""What is counted without a unit is called like a unit of this id."""


def currencies(units: Iterable[str]) -> Mapping[str, str]:
    """A currency for each unit, no two alike; "" stands for what is counted without a unit.

    A unit is called by its id in capitals, wherever no other one is called so: `TONNE`, `VND`. Of
    two such ids the one that is in capitals keeps the name, then the one that has none.
    """
    found: dict[str, str] = {}
    taken = set(_TAKEN)
    for unit in sorted(units, key=_rank):
        name = next(name for name in _candidates(unit or OCCASION) if name not in taken)
        taken.add(name)
        found[unit] = name
    return found


def _rank(unit: str) -> tuple[bool, bool, bool, str]:
    return not unit, unit != unit.upper(), unit != unit.lower(), unit


def _candidates(unit: str) -> Iterator[str]:
    """The id in capitals; with a number whose bits say which were capitals; the rest of a hash."""
    capitals = unit.upper()
    if len(capitals) <= _MOST:
        yield capitals
    bits = "".join("1" if letter.isupper() else "0" for letter in unit)
    if len(marked := f"{capitals}.{int(bits, 2):X}") <= _MOST:
        yield marked
    for number in count():
        digest = sha256(f"{unit} {number}".encode()).hexdigest().upper()
        yield f"{capitals[:7]}_{digest[:16]}"
