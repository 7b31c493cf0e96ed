"""Traces: what is kept of every entry for those behind it, in a few bytes.

A book may have a million entries, and of each little has to be known later: how much it spoke of,
on which day, and what it named of the terms, in which most are alike.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from coopledger.book.entry import CONCERNING, Entry, Kind, Steps, taking

_traced = taking(
    "seq",
    "kind",
    "adoption",
    "mends",
    "occurred_on",
    "pledge",
    "activity",
    "area",
    "quantity",
    "actual_value",
)


class Topic(NamedTuple):
    """What many entries have in common: their kind, and what they name; of amounts the units.

    `adopted` is the number of the last agreement before them.
    """

    adopted: int
    kind: Kind
    mends: int | None
    pledge: str | None
    activity: str | None
    area: str | None
    quantity: str | None
    actual_value: str | None

    @property
    def named(self) -> Iterable[tuple[str, str | None]]:
        """What they name, by field."""
        return zip(self._fields[3:], self[3:], strict=True)


class Trace(NamedTuple):
    """What has to be known of an entry by one that is about it."""

    kind: Kind
    mends: int | None
    quantity: Steps | None


class Traces:
    """The traces of a book's entries: 32 bytes each at most, as long as they are in order.

    Of entries out of order, which only a broken book has, there is a `Trace` and nothing else.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._topics: list[Topic] = []
        self._topic, self._day = array("L"), array("l")
        self._steps, self._subject = array("q"), array("q")
        self._astray: dict[int, Trace] = {}
        self._adopted = 0

    def add(self, entry: Entry) -> None:
        seq, kind, adoption, mends, day, pledge, activity, area, amount, worth = _traced(entry)
        if seq != len(self._topic) + 1:
            self._astray[seq] = Trace(kind, mends, amount)
            return
        unit, steps = amount if amount is not None else (None, 0)
        currency = worth.unit if worth is not None else None
        said = (self._adopted, kind, mends, pledge, activity, area, unit, currency)
        number = self._numbers.get(said)
        if number is None:
            number = self._numbers[said] = len(self._topics)
            self._topics.append(Topic(*said))
        about = entry.concerns if kind in CONCERNING else None
        self._topic.append(number)
        self._day.append(day.toordinal())
        self._steps.append(steps)
        self._subject.append(seq if about is None else self.subject(about))
        if adoption is not None:
            self._adopted = seq
        if self._astray:
            self._astray.pop(seq, None)

    def get(self, seq: int) -> Trace | None:
        """The trace of an entry, if one of that number was added."""
        if seq in self._astray:
            return self._astray[seq]
        if not 0 < seq <= len(self._topic):
            return None
        topic = self._topics[self._topic[seq - 1]]
        unit, steps = topic.quantity, self._steps[seq - 1]
        return Trace(topic.kind, topic.mends, Steps(unit, steps) if unit is not None else None)

    def subject(self, seq: int) -> int:
        """The number of the entry that an entry is about in the end: of itself, or another."""
        return self._subject[seq - 1] if 0 < seq <= len(self._subject) else seq

    def day(self, seq: int) -> date:
        """The day of an entry that is in order."""
        return date.fromordinal(self._day[seq - 1])

    def topic(self, seq: int) -> Topic:
        """What an entry that is in order has in common with others."""
        return self._topics[self._topic[seq - 1]]

    def told(self, reversed_: Collection[int]) -> Iterator[tuple[Topic, date, bool]]:
        """What these entries speak of, on which day, and whether that was reversed; each once.

        Only of those that are about no other.
        """
        every = Counter(zip(self._topic, self._day, strict=True))
        undone = Counter((self._topic[seq - 1], self._day[seq - 1]) for seq in reversed_)
        for is_undone, told in ((False, every - undone), (True, undone)):
            for number, day in told:
                topic = self._topics[number]
                if topic.kind not in CONCERNING:
                    yield topic, date.fromordinal(day), is_undone
