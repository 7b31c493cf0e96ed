"""Days of two books that are nearest to each other."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any


def nearest_pairs(
    ours: Collection[Any], theirs: Collection[Any], within: int | None = None
) -> Iterator[tuple[date, date]]:
    """Pairs of days each of which is nearer to the other than to any third, nearest first.

    A day that lies just as far from two is left alone; so is one farther than `within` days.
    """
    left, right = sorted(ours), sorted(theirs)
    while left and right:
        pairs = [(day, other) for day in left if (other := _nearest(day, right)) is not None]
        mutual = [(day, other) for day, other in pairs if _nearest(other, left) == day]
        near = [
            pair for pair in mutual if within is None or abs((pair[0] - pair[1]).days) <= within
        ]
        if not near:
            return
        yield from near
        left = [day for day in left if day not in {day for day, _ in near}]
        right = [day for day in right if day not in {day for _, day in near}]


def _nearest(day: date, days: list[date]) -> date | None:
    """The one of the sorted `days` that is nearest to `day`, unless two are."""
    at = bisect_left(days, day)
    around = sorted(days[max(0, at - 1) : at + 1], key=lambda other: _apart(day, other))
    tied = len(around) > 1 and _apart(day, around[0]) == _apart(day, around[1])
    return None if tied else around[0]


def _apart(day: date, other: date) -> int:
    return abs((day - other).days)
