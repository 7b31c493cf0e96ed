"""The tally: what the entries of a book add up to, per pledge or activity, measure and day.

Every entry stands for postings, and figures are sums of postings; a reversal posts the opposite
of what it reverses on that entry's own day. So figures do not depend on the order of recording,
and admission, progress and verification all read the same sums. Nothing here knows the terms:
holding the figures against what was agreed is left to `progress`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coopledger.book.entry import Entry, Kind, Stage, Steps


class Measure(StrEnum):
    """What is counted; two measures are never added to each other."""

    DELIVERY = "delivery"
    DISBURSEMENT = "disbursement"
    COMPLETED = "completed"
    HANDED_OVER = "handed-over"
    VALUE = "value"
    OCCASION = "occasion"
    NONE = "none"


class Account(NamedTuple):
    """What a figure is about: a pledge, an activity or an area, one share of it, one measure."""

    item: str
    measure: Measure
    unit: str = ""
    share: str | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Steps claimed by who recorded, delivered (the figure that counts), and confirmed."""

    claimed: int = 0
    delivered: int = 0
    confirmed: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.claimed + other.claimed,
            self.delivered + other.delivered,
            self.confirmed + other.confirmed,
        )

    def __neg__(self) -> "Sums":
        return Sums(-self.claimed, -self.delivered, -self.confirmed)


class Posting(NamedTuple):
    """What one entry adds to one account on one day."""

    account: Account
    day: date
    sums: Sums


class Figures(NamedTuple):
    """The sums of a book by account and day."""

    days: Mapping[Account, Mapping[date, Sums]] = MappingProxyType({})

    def total(  # noqa: PLR0913 - an account and a time, each named
        self,
        item: str,
        measure: Measure,
        unit: str = "",
        *,
        share: str | None = None,
        since: date = date.min,
        through: date = date.max,
    ) -> Sums:
        """What `item` adds up to from `since` to `through`, both included.

        `unit` is the id of the unit it is kept in; without `share` all shares count.
        """
        matching = (
            days
            for account, days in self.days.items()
            if (account.item, account.measure, account.unit) == (item, measure, unit)
            and share in (None, account.share)
        )
        counted = (
            sums for days in matching for day, sums in days.items() if since <= day <= through
        )
        return sum(counted, Sums())

    def last_day(self, item: str, measure: Measure, *, through: date = date.max) -> date | None:
        """The last day up to `through` on which anything of `item` stands."""
        days = self.days.get(Account(item, measure), {})
        return max(
            (day for day, sums in days.items() if day <= through and sums != Sums()), default=None
        )


def tally(entries: Iterable[Entry]) -> Figures:
    """The figures of `entries`, which start with a book's first and are in its order."""
    known: dict[int, Entry] = {}
    days: dict[Account, dict[date, Sums]] = defaultdict(dict)
    for entry in entries:
        known[entry.seq] = entry
        for posting in postings(entry, known):
            account = days[posting.account]
            account[posting.day] = account.get(posting.day, Sums()) + posting.sums
    return Figures(days)


def postings(entry: Entry, known: Mapping[int, Entry]) -> Iterator[Posting]:
    """What `entry` adds, given the entries before it by number."""
    if entry.kind is Kind.REVERSAL:
        assert entry.reverses is not None
        for posting in postings(known[entry.reverses], known):
            yield Posting(posting.account, posting.day, -posting.sums)
    elif entry.kind is Kind.ACTIVITY:
        measure = Measure.OCCASION if entry.none_in is None else Measure.NONE
        item = entry.activity or entry.area
        assert item is not None
        yield Posting(Account(item, measure), entry.occurred_on, Sums(1, 1, 0))
    elif entry.quantity is not None:
        yield _spoken(entry, measure_of(entry), entry.quantity)
        if entry.actual_value is not None:
            yield _spoken(entry, Measure.VALUE, entry.actual_value)


def measure_of(entry: Entry) -> Measure:
    """What the quantity of a delivery, disbursement or completion counts as."""
    if entry.kind is Kind.COMPLETION:
        return Measure.HANDED_OVER if entry.stage is Stage.HANDED_OVER else Measure.COMPLETED
    return Measure(entry.kind)


def _spoken(entry: Entry, measure: Measure, amount: Steps) -> Posting:
    """One side has spoken: its figure counts, and nothing is confirmed by silence."""
    assert entry.pledge is not None
    account = Account(entry.pledge, measure, amount.unit, entry.share)
    return Posting(account, entry.occurred_on, Sums(amount.steps, amount.steps, 0))
