"""From our figure to theirs, step by step and to the last kilogram."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from coopledger.book.tally import Measure
from coopledger.exchange.reconcile.compare import exact
from coopledger.exchange.reconcile.facts import Account, Fact
from coopledger.exchange.reconcile.match import Facts, Match
from coopledger.quantity import Quantity, Unit


class Step(NamedTuple):
    """By how much entries take our figure nearer to theirs; only one side's where one is empty."""

    ours: Facts
    theirs: Facts
    amount: Quantity


class Bridge(NamedTuple):
    """Our figure of an account, what has to be taken off and put to it, and theirs."""

    pledge: str
    share: str | None
    measure: Measure
    ours: Quantity
    theirs: Quantity
    steps: tuple[Step, ...]

    @property
    def only_ours(self) -> Quantity:
        """What only our book tells of, to be taken off: not above zero, but for returns."""
        return self._sum(step for step in self.steps if not step.theirs)

    @property
    def only_theirs(self) -> Quantity:
        return self._sum(step for step in self.steps if not step.ours)

    @property
    def differing(self) -> Quantity:
        return self._sum(step for step in self.steps if step.ours and step.theirs)

    def _sum(self, steps: Iterable[Step]) -> Quantity:
        unit = self.ours.unit
        return exact(sum((step.amount.amount for step in steps), Fraction()), unit)


def bridges(matches: Sequence[Match], only_ours: Facts, only_theirs: Facts) -> tuple[Bridge, ...]:
    """A bridge for each account that either book has anything under, in order."""
    compared = [*((one.ours, one.theirs) for one in matches),
                *(((fact,), ()) for fact in only_ours),
                *(((), (fact,)) for fact in only_theirs)]  # fmt: skip
    figures: defaultdict[Account, list[Fraction]] = defaultdict(lambda: [Fraction(), Fraction()])
    steps: defaultdict[Account, list[tuple[Facts, Facts, Fraction]]] = defaultdict(list)
    units: dict[str, Unit] = {}
    for ours, theirs in compared:
        units |= {fact.base: fact.unit for fact in (*theirs, *ours) if fact.unit is not None}
        before, after = _effects(ours), _effects(theirs)
        for account in before.keys() | after.keys():
            left, right = before.get(account, Fraction()), after.get(account, Fraction())
            figures[account][0] += left
            figures[account][1] += right
            if left != right:
                steps[account].append((ours, theirs, right - left))
    return tuple(
        _bridge(account, units[account.unit], figures[account], steps[account])
        for account in sorted(figures)
        if steps[account] or any(figures[account])
    )


def _bridge(
    account: Account,
    unit: Unit,
    figures: Sequence[Fraction],
    steps: Iterable[tuple[Facts, Facts, Fraction]],
) -> Bridge:
    ours, theirs = (exact(figure, unit) for figure in figures)
    made = tuple(Step(left, right, exact(amount, unit)) for left, right, amount in steps)
    return Bridge(account.pledge, account.share or None, account.measure, ours, theirs, made)


def _effects(facts: Iterable[Fact]) -> dict[Account, Fraction]:
    total: dict[Account, Fraction] = defaultdict(Fraction)
    for account, amount in _each(facts):
        total[account] += amount
    return total


def _each(facts: Iterable[Fact]) -> Iterator[tuple[Account, Fraction]]:
    return (effect for fact in facts for effect in fact.effects)
