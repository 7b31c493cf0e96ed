"""Units are declared data: a name in both languages, a dimension, a smallest step.

A unit may equal an exact number of another (a 50 kg bag is 0.05 tonne); only such units convert
into each other. Two units that merely share a dimension do not: a cow is not a classroom.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coopledger.problem import refuse
from coopledger.text import accented, comparing, fold, nearest, some


class Dimension(StrEnum):
    """What a unit measures."""

    MASS = "mass"
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of measure.

    `step` is the smallest amount that may be recorded, in this unit; `base` and `in_base` say
    that one of it equals `in_base` of the unit `base` (itself, 1, where it stands alone).
    """

    id: str
    dimension: Dimension
    step: Fraction
    vi: str
    en: str
    plural: str
    base: str
    in_base: Fraction = Fraction(1)
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything this unit may be called when it is typed."""
        return (self.id, self.vi, self.en, self.plural, *self.also)

    def converts_to(self, other: "Unit") -> bool:
        return self.base == other.base


class Units(Mapping[str, Unit]):
    """The units a document declares, by id; finds them by any of their names."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._units: dict[str, Unit] = {}
        self._called: dict[Callable[[str], str], dict[str, list[str]]]
        self._called = {same: {} for same in (str, accented, fold)}
        self.listed: tuple[str, ...] = ()
        for unit in units:
            self.declare(unit)

    def declare(self, unit: Unit) -> None:
        """Make one more known, under every name of it."""
        self._units[unit.id] = unit
        self.listed = some(self._units)
        for same, called in self._called.items():
            for name in unit.names:
                ids = called.setdefault(same(name), [])
                if unit.id not in ids[-1:]:
                    ids.append(unit.id)

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def named(
        self, typed: str, suggest: Callable[[str, Collection[str]], object] = nearest
    ) -> Unit:
        """The unit called `typed`, by id or name; case matters only if it decides.

        Raises `Refused`: Q110 no such unit, with what `suggest` says of the names; Q111 several.
        """
        if typed in self._units and self._called[str][typed] == [typed]:
            return self._units[typed]  # by id, as programs do, thousands of times
        for same in (str, comparing(typed)):
            found = self._called[same].get(same(typed), [])
            if len(found) == 1:
                return self._units[found[0]]
            if found:
                raise refuse("Q111", typed=typed, units=some(found))
        meant = suggest(typed, self._called[str])
        raise refuse("Q110", typed=typed, units=self.listed, nearest=meant)
