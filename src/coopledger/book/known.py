"""What was known then: the books as they stood at an instant, or at heads somebody kept."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.chain import Head
from coopledger.book.wholeness import whole
from coopledger.problem import Refused, refuse
from coopledger.quantity.reading import read_date

_MOMENT = re.compile(
    r"(?P<day>\S+?)(?:[T ](?P<time>[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?)"
    r" ?(?P<zone>Z|UTC|[+-][0-9]{2}:[0-9]{2})?)?"
)


class Known(NamedTuple):
    """An instant, or heads; a book that had no entry then, or whose head is not given, is unknown.

    The order of recording is all that matters: terms, answers and reversals that came later are
    not there.
    """

    at: datetime | None = None
    heads: tuple[Head, ...] = ()

    def of(self, book: Book) -> Book | None:
        """What was known of `book`, if anything."""
        if self.at is not None:
            length = bisect_right(book.entries, self.at, key=lambda entry: entry.recorded_at)
        else:
            length = max((head.seq for head in self.heads if head.book == book.id), default=0)
        return whole(book.prefix(length)) if length else None

    def check(self, books: Sequence[Book]) -> None:
        """Raises `Refused` for a head that stands in none of `books`: B172, B173."""
        known = {book.id: book for book in books}
        for head in self.heads:
            check(head, known.get(head.book, Book(head.book)))

    def day(self, books: Sequence[Book], zone: tzinfo) -> date | None:
        """The day it is about in `zone`: the instant's, or that of the last entry known."""
        if self.at is not None:
            return self.at.astimezone(zone).date()
        last = [book.entry(book.length).recorded_at.astimezone(zone).date() for book in books]
        return max(last, default=None)


def check(head: Head, book: Book) -> None:
    """Raises `Refused` where `book` does not say what it said at `head`: B172 too short, B173."""
    if head.seq > book.length:
        raise refuse("B172", head=head, book=book.id, last=book.head)
    if not head.stands_in(book.hashes):
        raise refuse("B173", head=head, entry=f"{book.id}#{head.seq}")


def read_known(typed: Sequence[str], zone: tzinfo, now: datetime) -> Known:
    """What `--known-at` says: one time, read in `zone` unless it names one, or heads.

    A day is known at its end. Raises `Refused`: B171 neither, B174 in the future.
    """
    heads = [Head.read(text) for text in typed]
    if all(head is not None for head in heads):
        return Known(heads=tuple(head for head in heads if head is not None))
    if len(typed) > 1:
        raise refuse("B171", typed=next(t for t, h in zip(typed, heads, strict=True) if h is None))
    try:
        at = _instant(typed[0], zone)
        day = at.astimezone(zone).date()
    except (Refused, ValueError, OverflowError):
        raise refuse("B171", typed=typed[0]) from None
    today, timed = now.astimezone(zone).date(), ":" in typed[0]
    if day > today or (timed and at > now):
        raise refuse("B174", typed=typed[0])
    return Known(at=at)


def _instant(typed: str, zone: tzinfo) -> datetime:
    """The instant `typed`. Raises `Refused`, ValueError or OverflowError where it is none."""
    match = _MOMENT.fullmatch(typed.strip())
    if match is None:
        raise ValueError(typed)
    day = read_date(match["day"])
    clock = _clock(match["time"]) if match["time"] else time.max
    return datetime.combine(day, clock, _zone(match["zone"], zone)).astimezone(UTC)


def _clock(typed: str) -> time:
    return time.fromisoformat(typed if typed[1] != ":" else f"0{typed}")


def _zone(typed: str | None, zone: tzinfo) -> tzinfo:
    if typed is None:
        return zone
    if typed in {"Z", "UTC"}:
        return UTC
    offset = datetime.strptime(typed, "%z").tzinfo
    assert offset is not None
    return offset
