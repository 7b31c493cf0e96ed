"""The tally: what the entries of a book add up to, per pledge or activity, measure and day.

Figures are sums of postings, and postings are made of an entry together with all that stands
about it: an answer and a reversal work from the day of the entry they concern, a return from its
own. So figures do not depend on the order of recording, and admission, progress and verification
all read the same sums. Nothing here knows the terms: holding the figures against what was agreed
is left to `progress`.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import accumulate, chain
from typing import NamedTuple

from coopledger.book.dossier import Dossier
from coopledger.book.entry import AWAITING, Adoption, Entry, Kind, Stage, Steps


class Measure(StrEnum):
    """What is counted; two measures are never added to each other."""

    DELIVERY = "delivery"
    DISBURSEMENT = "disbursement"
    RETURN = "return"
    COMPLETED = "completed"
    HANDED_OVER = "handed-over"
    VALUE = "value"
    VALUED = "valued"
    """Quantities for which a worth is stated."""
    OCCASION = "occasion"
    NONE = "none"
    WAITING = "waiting"
    """Entries that await the other side's answer; what is not about a pledge has no item."""


_COUNTED = frozenset({Measure.OCCASION, Measure.NONE, Measure.WAITING})
"""Measures that count entries, not what these say."""


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


def less(one: Sums, other: Sums) -> Sums:
    """`one` without `other`, figure by figure."""
    return Sums(
        one.claimed - other.claimed,
        one.delivered - other.delivered,
        one.confirmed - other.confirmed,
        one.disputed - other.disputed,
    )


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


Days = Mapping[Account, Mapping[date, Sums]]
"""Sums by account and day."""


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


class Figures(Totals):
    """The sums of a book by account and day; days that come to nothing are left out."""

    def __init__(self, days: Days | None = None) -> None:
        self.days: Days = days or {}
        self._lines: dict[Account, _Line] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figures) and self.days == other.days

    def __hash__(self) -> int:
        return hash(frozenset(self.days))

    def changed(self, postings: Iterable[Posting]) -> "Figures":
        """These figures with more postings."""
        days = dict(self.days)
        for account, of_account in _by_account(postings).items():
            longer = dict(days.get(account, {}))
            for day, sums in of_account:
                longer[day] = _plus(longer.get(day, _NOTHING), sums)
            days[account] = {day: sums for day, sums in longer.items() if any(sums)}
        return Figures({account: of for account, of in days.items() if of})

    def where(self, postings: Iterable[Posting]) -> Days:
        """The sums of the accounts and days that `postings` are about, as they are here."""
        places = {(account, day) for account, day, _ in postings}
        return _at(places, lambda account, day: self.days.get(account, {}).get(day, _NOTHING))

    def accounts(self) -> Iterable[Account]:
        return self.days

    def within(self, account: Account, since: date, through: date) -> Sums:
        return self._line(account).within(since, through)

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

    def waiting(self, through: date) -> int:
        """How many entries of days up to `through` await an answer."""
        found = (account for account in self.days if account.measure is Measure.WAITING)
        return sum(self.within(account, date.min, through).claimed for account in found)

    def _line(self, account: Account) -> "_Line":
        line = self._lines.get(account)
        if line is None:
            line = self._lines[account] = _Line(self.days[account])
        return line


class _Line:
    """The days of an account in order, and what they add up to so far."""

    def __init__(self, days: Mapping[date, Sums]) -> None:
        self._days = sorted(days)
        self._sums = list(accumulate((days[day] for day in self._days), _plus, initial=_NOTHING))

    def within(self, since: date, through: date) -> Sums:
        first, behind = bisect_left(self._days, since), bisect_right(self._days, through)
        if first >= behind:
            return _NOTHING
        return less(self._sums[behind], self._sums[first])


def tally(dossiers: Iterable[Dossier]) -> Figures:
    """The figures of a book's `dossiers`, in any order."""
    return Figures().changed(chain.from_iterable(map(counted, dossiers)))


def _at(places: Iterable[tuple[Account, date]], sums: Callable[[Account, date], Sums]) -> Days:
    found: defaultdict[Account, dict[date, Sums]] = defaultdict(dict)
    for account, day in places:
        found[account][day] = sums(account, day)
    return found


def _by_account(postings: Iterable[Posting]) -> Mapping[Account, list[tuple[date, Sums]]]:
    found: defaultdict[Account, list[tuple[date, Sums]]] = defaultdict(list)
    for account, day, sums in postings:
        found[account].append((day, sums))
    return found


class Running(Totals):
    """Figures that go on while entries are appended; whole years, and all of it, cost nothing."""

    def __init__(self, figures: Figures) -> None:
        self._days: dict[Account, dict[date, Sums]] = {}
        self._years: dict[Account, dict[int | None, Sums]] = {}
        for account, days in figures.days.items():
            for day, sums in days.items():
                self._add(account, day, sums)
        self._changed: set[tuple[Account, date]] = set()

    def add(self, dossier: Dossier, entries: int = 1) -> None:
        """Count one more entry of which nothing was counted yet, or what several add up to."""
        for account, day, sums in counted(dossier):
            times = entries if account.measure in _COUNTED else 1
            self._add(account, day, Sums(*(times * of for of in sums)))
            self._changed.add((account, day))

    def copy(self) -> "Running":
        """The same figures, to go on from in another way."""
        same = Running(self.figures)
        same._changed = self._changed.copy()
        return same

    @property
    def changed(self) -> Days:
        """The sums that were added to, as they are now."""
        return _at(self._changed, lambda account, day: self._days[account][day])

    @property
    def figures(self) -> Figures:
        return Figures().changed(
            Posting(account, day, sums)
            for account, days in self._days.items()
            for day, sums in days.items()
        )

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


def change(before: Dossier | None, after: Dossier) -> Iterator[Posting]:
    """What more was said of an entry changes; `before` is None for one that is new."""
    if before is not None:
        for account, day, sums in counted(before):
            yield Posting(account, day, less(_NOTHING, sums))
    yield from counted(after)


def counted(dossier: Dossier) -> Iterator[Posting]:
    """All that is counted of an entry: its postings, what of them is valued, and what waits."""
    entry = dossier.entry
    valued = measure_of(entry) if entry.actual_value is not None else None
    for posting in postings(dossier):
        yield posting
        if posting.account.measure is valued:
            account = posting.account._replace(measure=Measure.VALUED)
            yield posting._replace(account=account)
    if dossier.reversal is None and entry.kind is not Kind.RETURN:
        for one in (dossier, *dossier.returns):
            if one.answer is None and is_answered(one.entry):
                account = Account(entry.pledge or "", Measure.WAITING)
                yield Posting(account, one.entry.occurred_on, Sums(claimed=1))


def is_answered(entry: Entry) -> bool:
    """Whether the other side is asked for its word: on what moves figures or obligations."""
    return entry.kind in AWAITING and entry.adoption not in _UNANSWERED


_UNANSWERED = frozenset({Adoption.FIRST, Adoption.CORRECTION})
"""Adoptions that nobody is asked about."""


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
