"""The tally: what the entries of a book add up to, per pledge or activity, measure and day.

Figures are sums of postings, and postings are made of an entry together with all that stands
about it: an answer and a reversal work from the day of the entry they concern, a return from its
own. So figures do not depend on the order of recording, and admission, progress and verification
all read the same sums. Nothing here knows the terms: holding the figures against what was agreed
is left to `progress`.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import NamedTuple

from coopledger.book.dossier import Dossier
from coopledger.book.entry import Entry, Kind, Stage, Steps


class Measure(StrEnum):
    """What is counted; two measures are never added to each other."""

    DELIVERY = "delivery"
    DISBURSEMENT = "disbursement"
    RETURN = "return"
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


class Sums(NamedTuple):
    """Steps by who speaks for them (DESIGN, section 4).

    `claimed` is what the recording side said, `delivered` the figure that counts, `confirmed`
    what both sides have spoken for, `disputed` the claims that count as nothing while disputed.
    """

    claimed: int = 0
    delivered: int = 0
    confirmed: int = 0
    disputed: int = 0

    @property
    def taken(self) -> int:
        """What leaves no room under a target or ceiling: disputed claims count in full."""
        return self.delivered + self.disputed


_NOTHING = Sums()


def added(sums: Iterable[Sums]) -> Sums:
    """Figure by figure."""
    return reduce(_plus, sums, _NOTHING)


def _plus(one: Sums, other: Sums) -> Sums:
    return Sums(
        one.claimed + other.claimed,
        one.delivered + other.delivered,
        one.confirmed + other.confirmed,
        one.disputed + other.disputed,
    )


class Posting(NamedTuple):
    """What an entry adds to one account on one day."""

    account: Account
    day: date
    sums: Sums


class Totals(ABC):
    """Sums by account and day that can be asked what something adds up to."""

    @abstractmethod
    def accounts(self) -> Iterable[Account]: ...

    @abstractmethod
    def within(self, account: Account, since: date, through: date) -> Sums:
        """What one account adds up to from `since` to `through`, both included."""

    def total(  # noqa: PLR0913 - an account and a time, each named
        self,
        item: str,
        measure: Measure,
        unit: str = "",
        *,
        shares: Collection[str | None] | None = None,
        since: date = date.min,
        through: date = date.max,
    ) -> Sums:
        """What `item` adds up to from `since` to `through`, both included.

        `unit` is the id of the unit it is kept in; of the `shares`, or of all without them.
        """
        wanted = (item, measure, unit)
        return added(
            self.within(account, since, through)
            for account in self.accounts()
            if account[:3] == wanted and (shares is None or account.share in shares)
        )


@dataclass(frozen=True)
class Figures(Totals):
    """The sums of a book by account and day."""

    days: Mapping[Account, Mapping[date, Sums]] = field(default_factory=dict)

    def accounts(self) -> Iterable[Account]:
        return self.days

    def within(self, account: Account, since: date, through: date) -> Sums:
        days = self.days[account].items()
        return added(sums for day, sums in days if since <= day <= through)

    def by_year(
        self,
        item: str,
        measure: Measure,
        unit: str,
        *,
        year_of: Callable[[date], int],
        through: date,
    ) -> Mapping[int, Sums]:
        """What `item` adds up to in each year up to `through`, years being what `year_of` says."""
        years: defaultdict[int, list[Sums]] = defaultdict(list)
        for account, days in self.days.items():
            if (account.item, account.measure, account.unit) == (item, measure, unit):
                for day, sums in days.items():
                    if day <= through:
                        years[year_of(day)].append(sums)
        return {year: added(sums) for year, sums in years.items()}

    def last_day(self, item: str, measure: Measure, *, through: date = date.max) -> date | None:
        """The last day up to `through` on which anything of `item` stands."""
        days = self.days.get(Account(item, measure), {})
        return max(
            (day for day, sums in days.items() if day <= through and sums.delivered), default=None
        )


def tally(dossiers: Iterable[Dossier]) -> Figures:
    """The figures of a book's `dossiers`, in any order."""
    days: dict[Account, dict[date, Sums]] = defaultdict(dict)
    for dossier in dossiers:
        for posting in postings(dossier):
            account = days[posting.account]
            account[posting.day] = _plus(account.get(posting.day, _NOTHING), posting.sums)
    return Figures(days)


class Running(Totals):
    """Figures that go on while entries are appended; whole years, and all of it, cost nothing."""

    def __init__(self, figures: Figures) -> None:
        self._days: dict[Account, dict[date, Sums]] = {}
        self._years: dict[Account, dict[int | None, Sums]] = {}
        for account, days in figures.days.items():
            for day, sums in days.items():
                self._add(account, day, sums)

    def add(self, dossier: Dossier) -> None:
        """Count one more entry, of which nothing was counted yet."""
        for posting in postings(dossier):
            self._add(*posting)

    def copy(self) -> "Running":
        """The same figures, to go on from in another way."""
        return Running(Figures(self._days))

    def _add(self, account: Account, day: date, sums: Sums) -> None:
        days, years = self._days.setdefault(account, {}), self._years.setdefault(account, {})
        days[day] = _plus(days.get(day, _NOTHING), sums)
        for year in (None, day.year):
            years[year] = _plus(years.get(year, _NOTHING), sums)

    def accounts(self) -> Iterable[Account]:
        return self._days

    def within(self, account: Account, since: date, through: date) -> Sums:
        if (since, through) == (date.min, date.max):
            return self._years[account][None]
        if (since, through) == (date(since.year, 1, 1), date(since.year, 12, 31)):
            return self._years[account].get(since.year, _NOTHING)
        return Figures(self._days).within(account, since, through)


def postings(dossier: Dossier) -> Iterator[Posting]:
    """What an entry comes to, with all that was said of it; nothing once it is reversed.

    Returns and answers count with the entry they concern, and have no postings of their own.
    """
    entry = dossier.entry
    if dossier.reversal is not None or entry.kind is Kind.RETURN:
        return
    if entry.kind is Kind.ACTIVITY:
        measure = Measure.OCCASION if entry.none_in is None else Measure.NONE
        item = entry.activity or entry.area
        assert item is not None
        yield Posting(Account(item, measure), entry.occurred_on, spoken(1, dossier.answer))
    elif entry.quantity is not None:
        yield from _support(dossier, entry.quantity)


def _support(dossier: Dossier, quantity: Steps) -> Iterator[Posting]:
    """A delivery, disbursement or completion: its quantity, its worth, what was returned."""
    entry = dossier.entry
    assert entry.pledge is not None
    account = Account(entry.pledge, measure_of(entry), quantity.unit, entry.share)
    sums = spoken(quantity.steps, dossier.answer)
    yield Posting(account, entry.occurred_on, sums)
    if entry.actual_value is not None:
        worth = account._replace(measure=Measure.VALUE, unit=entry.actual_value.unit)
        yield Posting(worth, entry.occurred_on, _worth(entry.actual_value.steps, sums))
    confirmed = sums.confirmed
    for back in sorted(dossier.returns, key=lambda one: (one.entry.occurred_on, one.entry.seq)):
        assert back.entry.quantity is not None
        given = spoken(back.entry.quantity.steps, back.answer)
        less = min(given.delivered, confirmed)
        confirmed -= less
        day = back.entry.occurred_on
        yield Posting(account, day, Sums(delivered=-given.delivered, confirmed=-less))
        yield Posting(account._replace(measure=Measure.RETURN), day, given)


def spoken(steps: int, answer: Entry | None) -> Sums:
    """What a claim of `steps` comes to with the other side's `answer`, if there is one.

    The receiving side's figure counts once it has spoken, whoever spoke first; both have spoken
    for the smaller of the two. Nothing counts while disputed, and nothing is confirmed by silence.
    """
    if answer is None:
        return Sums(steps, steps)
    if answer.disputed:
        return Sums(steps, 0, 0, steps)
    if answer.sent is not None:  # the receiver recorded, and the giver says what it sent
        return Sums(steps, steps, min(steps, answer.sent.steps))
    received = answer.accepted.steps if answer.accepted is not None else steps
    return Sums(steps, received, min(steps, received))


def _worth(steps: int, quantity: Sums) -> Sums:
    """What a stated worth comes to: never divided, so it goes by whether anything counts at all.

    It is confirmed where the whole quantity it was stated for is.
    """
    return Sums(
        claimed=steps,
        delivered=steps if quantity.delivered else 0,
        confirmed=steps if quantity.confirmed >= quantity.claimed else 0,
        disputed=steps if quantity.disputed else 0,
    )


def measure_of(entry: Entry) -> Measure:
    """What the quantity of a delivery, disbursement or completion counts as."""
    if entry.kind is Kind.COMPLETION:
        return Measure.HANDED_OVER if entry.stage is Stage.HANDED_OVER else Measure.COMPLETED
    return Measure(entry.kind)
