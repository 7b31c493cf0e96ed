"""How a pledge came to its target: what each adoption changed, kept in sight for ever."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coopledger.book import Book, Entry
from coopledger.terms import Pledge, Terms


class TargetChange(NamedTuple):
    """What an adoption did to a pledge: its target, its instalments, or a condition it met.

    `before` and `after` are the pledge as it was agreed before and since; `before` is None where
    the pledge was added. `entry` says by which document, from when, and why.
    """

    entry: Entry
    before: Pledge | None
    after: Pledge

    @property
    def retargeted(self) -> bool:
        return self.before is not None and self.before.target != self.after.target

    @property
    def condition_met(self) -> bool:
        before = self.before.condition if self.before is not None else None
        return before is not None and self.after.condition is None


def target_changes(pledge: str, book: Book, as_of: date) -> tuple[TargetChange, ...]:
    """What the adoptions effective by `as_of` changed of what is owed under `pledge`."""
    found: list[TargetChange] = []
    before: Terms | None = None
    for entry, terms in _adopted(book, as_of):
        earlier = before.pledges.get(pledge) if before is not None else None
        now = terms.pledges.get(pledge)
        if before is not None and now is not None and _owed(earlier) != _owed(now):
            found.append(TargetChange(entry, earlier, now))
        before = terms
    return tuple(found)


def _adopted(book: Book, as_of: date) -> Iterator[tuple[Entry, Terms]]:
    """Every adoption effective by a day with its terms, in order, each with what mended it."""
    for agreement in book.agreements:
        if agreement.entry.occurred_on <= as_of or agreement is book.agreements[0]:
            yield agreement.entry, agreement.terms
            yield from agreement.mended


def _owed(pledge: Pledge | None) -> object:
    """What of a pledge is owed, and when."""
    if pledge is None:
        return None
    ceiling = pledge.ceiling
    return pledge.target, pledge.instalments, pledge.condition is None, ceiling, pledge.shares
