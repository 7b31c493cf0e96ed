"""What has to hold of an entry against those before it; reading and verifying both ask."""

from collections.abc import Callable, Iterable, Iterator

from coopledger.book.book import Book
from coopledger.book.entry import (
    ANSWERABLE,
    RETURNABLE,
    REVERSIBLE,
    Entry,
    Kind,
)
from coopledger.problem import Problem, Refused
from coopledger.terms import Terms

_AMOUNTS = ("quantity", "actual_value", "accepted", "short", "rejected", "over", "sent")


class Seen:
    """What the entries looked at so far amount to."""

    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}
        self.last: Entry | None = None
        self._reversed: set[int] = set()
        self._answered: dict[int, int] = {}

    def add(self, entry: Entry) -> None:
        self.entries[entry.seq] = self.last = entry
        if entry.reverses is not None:
            self._reversed.add(entry.reverses)
        if entry.answers is not None:
            self._answered[entry.answers] = entry.seq

    def faults(self, entry: Entry, name: str) -> Iterator[Problem]:
        """What is wrong with `entry`, which stands where `name` says."""
        if entry.name != name:
            yield Problem("B823", {"entry": name, "says": entry.name})
        if self.last is None and entry.kind is not Kind.AGREEMENT:
            yield Problem("B824", {"entry": name})
        if self.last is not None and entry.recorded_at < self.last.recorded_at:
            yield Problem("B825", {"entry": name, "before": self.last.name})
        for field, amount in (("quantity", entry.quantity), ("actual_value", entry.actual_value)):
            if amount is not None and amount.steps <= 0:
                yield Problem("B803", {"entry": name, "field": field})
        about = entry.concerns if entry.mends is None else entry.mends
        if about is not None and not self._may_concern(entry, self.entries.get(about)):
            yield Problem("B826", {"entry": name, "kind": entry.kind, "concerned": about})

    def _may_concern(self, entry: Entry, about: Entry | None) -> bool:
        """Whether an entry of this kind can be about that one, as things stood before it."""
        if about is None:
            return False
        if entry.kind is Kind.SUPPLEMENT:
            return about.kind is not Kind.SUPPLEMENT
        if entry.kind is Kind.AGREEMENT:
            return about.kind is Kind.AGREEMENT and about.mends is None
        if about.seq in self._reversed:
            return False
        match entry.kind:
            case Kind.REVERSAL:
                return about.kind in REVERSIBLE
            case Kind.RETURN:
                return about.kind in RETURNABLE and _alike(entry, about)
            case _:
                return about.kind in ANSWERABLE and self._may_answer(entry, about)

    def _may_answer(self, entry: Entry, about: Entry) -> bool:
        earlier = self._answered.get(about.seq)
        answered = earlier is not None and earlier not in self._reversed
        return not answered and entry.corrects == earlier and _accounts(entry, about)


def whole(book: Book) -> Book:
    """`book`. Raises `Refused` (B803, B827) where an entry speaks of what its terms do not know."""
    if strange := list(strangers(book.entries, book.told_in)):
        raise Refused(strange)
    return book


def strangers(entries: Iterable[Entry], told_in: Callable[[Entry], Terms]) -> Iterator[Problem]:
    """What entries speak of that the terms they are told in do not know (B803)."""
    for entry in entries:
        terms = told_in(entry)
        named = (
            ("pledge", entry.pledge, terms.pledges),
            ("activity", entry.activity, terms.activities),
            ("area", entry.area, terms.programme.content_areas),
        )
        amounts = ((field, getattr(entry, field)) for field in _AMOUNTS)
        units = ((field, amount.unit, terms.units) for field, amount in amounts if amount)
        for field, name, known in (*named, *units):
            if name is not None and name not in known:
                yield Problem("B803", {"entry": entry.name, "field": field})


def _alike(entry: Entry, about: Entry) -> bool:
    """Whether both are counted in the same unit."""
    both = (entry.quantity, about.quantity)
    return len({amount.unit for amount in both if amount is not None}) == 1


def _accounts(answer: Entry, about: Entry) -> bool:
    """Whether the figures are one side's, and the receiving side's account for the claim."""
    received = (answer.accepted, answer.short, answer.rejected, answer.over)
    figures = [part for part in (*received, answer.sent) if part is not None]
    if answer.disputed or about.quantity is None:
        return not figures
    units = {part.unit for part in figures}
    if units != {about.quantity.unit} or any(part.steps < 0 for part in figures):
        return False
    if answer.sent is not None:
        return len(figures) == 1
    accepted, short, rejected, over = (part.steps if part is not None else 0 for part in received)
    return accepted + short + rejected - over == about.quantity.steps
