"""What has to hold of an entry against those before it; reading and verifying both ask."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from coopledger.book.book import Book
from coopledger.book.entry import (
    ANSWERABLE,
    CONCERNING,
    RETURNABLE,
    REVERSIBLE,
    Entry,
    Kind,
    taking,
)
from coopledger.book.traces import Topic, Trace, Traces
from coopledger.problem import Problem, Refused
from coopledger.terms import Terms

_NAMES = ("pledge", "activity", "area")
_AMOUNTS = ("quantity", "actual_value", "accepted", "short", "rejected", "over", "sent")

_CONCERNED: Mapping[Kind, Container[Kind]] = {
    Kind.ANSWER: ANSWERABLE,
    Kind.RETURN: RETURNABLE,
    Kind.SUPPLEMENT: frozenset(Kind) - {Kind.SUPPLEMENT},
    Kind.REVERSAL: REVERSIBLE,
    Kind.AGREEMENT: {Kind.AGREEMENT},
}
"""What entries of a kind may be about, where they are about another."""

_looked_at = taking("book", "seq", "kind", "recorded_at", "mends", "quantity", "actual_value")


class Seen:
    """What the entries of a book that were looked at so far amount to."""

    def __init__(self, book: str) -> None:
        self._book = book
        self.next = 1
        self._last: Entry | None = None
        self._traces = Traces()
        self._reversed: set[int] = set()
        self._answered: dict[int, int] = {}

    def add(self, entry: Entry, place: int) -> Sequence[Problem]:
        """Look at the next entry, which stands at the number `place`: what is wrong with it."""
        found: list[tuple[str, Mapping[str, object]]] = []
        book, seq, kind, recorded_at, mends, amount, worth = _looked_at(entry)
        last = self._last
        if seq != place or book != self._book:
            found.append(("B823", {"says": entry.name}))
        if last is None:
            if kind is not Kind.AGREEMENT:
                found.append(("B824", {}))
        elif recorded_at < last.recorded_at:
            found.append(("B825", {"before": last.name}))
        if amount is not None and amount.steps <= 0:
            found.append(("B803", {"field": "quantity"}))
        if worth is not None and worth.steps <= 0:
            found.append(("B803", {"field": "actual_value"}))
        about = entry.concerns if kind in CONCERNING else mends
        if about is not None and not self._may_concern(entry, about):
            found.append(("B826", {"kind": kind, "concerned": about}))
        self._keep(entry)
        self._last, self.next = entry, place + 1
        return [Problem(code, {"entry": f"{self._book}#{place}", **rest}) for code, rest in found]

    def _keep(self, entry: Entry) -> None:
        self._traces.add(entry)
        if entry.reverses is not None:
            self._reversed.add(entry.reverses)
        elif entry.answers is not None:
            self._answered[entry.answers] = entry.seq

    def _may_concern(self, entry: Entry, number: int) -> bool:
        """Whether an entry of this kind can be about that one, as things stood before it."""
        about = self._traces.get(number)
        if about is None or about.kind not in _CONCERNED[entry.kind]:
            return False
        if entry.mends is not None:
            return about.mends is None
        if entry.supplements is not None:
            return True
        if number in self._reversed:
            return False
        if entry.returns is not None:
            return _alike(entry, about)
        return entry.answers is None or self._may_answer(entry, number, about)

    def _may_answer(self, entry: Entry, number: int, about: Trace) -> bool:
        earlier = self._answered.get(number)
        answered = earlier is not None and earlier not in self._reversed
        return not answered and entry.corrects == earlier and _accounts(entry, about)

    # What they speak of, as long as they are in order; `agreements` is a book of those among them

    def told_in(self, entry: Entry, agreements: Book) -> Terms:
        """The terms that know what one of them speaks of, as their whole book says."""
        seq = self._traces.subject(entry.seq)
        topic, day = self._traces.topic(seq), self._traces.day(seq)
        return _told_in(agreements, topic, day, undone=seq in self._reversed)

    def strange(self, agreements: Book) -> bool:
        """Whether any speaks of what the terms it is told in do not know.

        One that is about another counts in the unit of that one, and is not asked again.
        """
        return any(
            _unknown(topic.named, _told_in(agreements, topic, day, undone=undone))
            for topic, day, undone in self._traces.told(self._reversed)
        )


class SeenBehind(Seen):
    """The same of entries behind a book in order, of which it reads only what they are about."""

    def __init__(self, before: Book) -> None:
        super().__init__(before.id)
        self._before = before
        self._last, self.next = before.entry(before.length), before.length + 1
        self._recalled: set[int] = set()

    def _may_concern(self, entry: Entry, number: int) -> bool:
        if number <= self._before.length:
            self._recall(number)
        return super()._may_concern(entry, number)

    def _recall(self, number: int) -> None:
        """Look up an entry, what was said of it, and whether that was taken back."""
        if number in self._recalled or (entry := self._before.find(number)) is None:
            return
        self._recalled.add(number)
        said = self._before.concerning(number)
        taken_back = (one for about in said for one in self._before.concerning(about.seq))
        for one in (entry, *said, *taken_back):
            self._keep(one)


def _told_in(agreements: Book, topic: Topic, day: date, *, undone: bool) -> Terms:
    return agreements.terms_before(topic.adopted + 1, day) if undone else agreements.terms_on(day)


def whole(book: Book) -> Book:
    """`book`. Raises `Refused` (B803, B827) where an entry speaks of what its terms do not know."""
    refuse_strangers(book.entries, book.told_in)
    return book


def refuse_strangers(entries: Iterable[Entry], told_in: Callable[[Entry], Terms]) -> None:
    """Raise `Refused` (B803) where `strangers` finds any."""
    if strange := list(strangers(entries, told_in)):
        raise Refused(strange)


def strangers(entries: Iterable[Entry], told_in: Callable[[Entry], Terms]) -> Iterator[Problem]:
    """What entries speak of that the terms they are told in do not know (B803)."""
    for entry in entries:
        for field in _unknown(_named(entry), told_in(entry)):
            yield Problem("B803", {"entry": entry.name, "field": field})


def _named(entry: Entry) -> Iterator[tuple[str, str | None]]:
    """What an entry names, by field; of amounts the units."""
    for field in _NAMES:
        yield field, getattr(entry, field)
    for field in _AMOUNTS:
        amount = getattr(entry, field)
        yield field, amount.unit if amount is not None else None


def _unknown(named: Iterable[tuple[str, str | None]], terms: Terms) -> list[str]:
    """The fields of `named` that say what `terms` do not know."""
    known: Mapping[str, Container[str]] = {
        "pledge": terms.pledges,
        "activity": terms.activities,
        "area": terms.programme.content_areas,
    }
    return [
        field
        for field, name in named
        if name is not None and name not in known.get(field, terms.units)
    ]


def _alike(entry: Entry, about: Trace) -> bool:
    """Whether both are counted in the same unit."""
    both = (entry.quantity, about.quantity)
    return len({amount.unit for amount in both if amount is not None}) == 1


def _accounts(answer: Entry, about: Trace) -> bool:
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
