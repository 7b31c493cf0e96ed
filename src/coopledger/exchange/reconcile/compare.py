"""What entries that tell of the same thing say differently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm
from typing import Any, NamedTuple

from coopledger.book.entry import Kind
from coopledger.exchange.reconcile.facts import Fact
from coopledger.problem import Value
from coopledger.quantity import Quantity, Unit


class Field(StrEnum):
    """What is compared."""

    KIND = "kind"
    DAY = "day"
    QUANTITY = "quantity"
    DOCUMENT = "document"
    STAGE = "stage"
    SHARE = "share"
    DISPUTED = "disputed"


class Difference(NamedTuple):
    """One thing on which the books differ, and what either says: a value, or several."""

    field: Field
    ours: Value
    theirs: Value


def compare(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Difference]:
    """Every difference between what two books say of the same thing.

    Where a load stands against its slips their totals are compared, and the sets of all else.
    """
    left, right = _main(ours), _main(theirs)
    kinds = _said(left, _kind), _said(right, _kind)
    yield from _unequal(Field.KIND, *kinds)
    yield from _unequal(Field.DAY, _said(left, _day), _said(right, _day))
    if net(ours) != net(theirs):
        yield Difference(Field.QUANTITY, total(ours), total(theirs))
    if _other_papers(left, right):
        yield Difference(Field.DOCUMENT, _one(_papers(left)), _one(_papers(right)))
    if kinds[0] == kinds[1]:
        yield from _unequal(Field.STAGE, _said(left, _stage), _said(right, _stage))
    yield from _unequal(Field.SHARE, _said(left, _share), _said(right, _share))
    disputed = tuple(any(fact.disputed for fact in side) for side in (ours, theirs))
    if disputed[0] != disputed[1]:
        yield Difference(Field.DISPUTED, *disputed)


def net(facts: Sequence[Fact]) -> dict[str, Fraction]:
    """What entries come to together in each base unit: what was handed over less what came back."""
    totals: dict[str, Fraction] = defaultdict(Fraction)
    beside = any(fact.kind is not Kind.RETURN for fact in facts)
    for fact in facts:
        totals[fact.base] += -fact.counted if beside and fact.kind is Kind.RETURN else fact.counted
    return totals


def total(facts: Sequence[Fact]) -> Value:
    """What entries come to together as a quantity, several where units do not convert."""
    units = {fact.base: fact.unit for fact in facts}
    return _one([exact(total, unit) for base, total in sorted(net(facts).items())
                 if (unit := units[base]) is not None])  # fmt: skip


def exact(amount: Fraction, unit: Unit) -> Quantity:
    """So much of `unit`, though it be finer than what may be recorded in it."""
    if (amount / unit.step).denominator != 1:
        whole = lcm(amount.denominator, unit.step.denominator)
        step = gcd(int(amount * whole), int(unit.step * whole))
        unit = replace(unit, step=Fraction(step, whole))
    return Quantity(int(amount / unit.step), unit)


def _main(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Those that say what happened; returns only where there is nothing else."""
    return [fact for fact in facts if fact.kind is not Kind.RETURN] or facts


def _unequal(field: Field, ours: list[Any], theirs: list[Any]) -> Iterator[Difference]:
    if ours != theirs:
        yield Difference(field, _one(ours), _one(theirs))


def _said(facts: Sequence[Fact], of: Callable[[Fact], Any]) -> list[Any]:
    """Everything they say of one thing, each once and in order; what is not said comes first."""
    return sorted({of(fact) for fact in facts}, key=lambda said: (said is not None, said))


def _one(said: Sequence[Any]) -> Value:
    return said[0] if len(said) == 1 else (tuple(said) or None)


def _other_papers(ours: Sequence[Fact], theirs: Sequence[Fact]) -> bool:
    """Whether the two name no paper in common, though one of them names one."""
    left, right = ({paper for fact in side for paper in fact.papers} for side in (ours, theirs))
    return bool(left | right) and not left & right


def _papers(facts: Iterable[Fact]) -> list[str]:
    return list(dict.fromkeys(paper for fact in facts for paper in fact.documents))


def _kind(fact: Fact) -> Any:
    return fact.kind


def _day(fact: Fact) -> Any:
    return fact.day


def _stage(fact: Fact) -> Any:
    return fact.entry.stage


def _share(fact: Fact) -> Any:
    return fact.share
