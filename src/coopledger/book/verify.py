"""Verification: does a book still say what was recorded? Every fault names its entry."""

from collections.abc import Iterator

from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.entry import Entry, Kind, read_body
from coopledger.book.store import Session
from coopledger.problem import Problem, Refused
from coopledger.terms import restore


class _Seen:
    """What the entries before the one being looked at amount to."""

    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}
        self.reversed: set[int] = set()
        self.last: Entry | None = None

    def add(self, entry: Entry) -> None:
        self.entries[entry.seq] = self.last = entry
        if entry.reverses is not None:
            self.reversed.add(entry.reverses)


def verify_book(session: Session, book: str) -> tuple[Head | None, tuple[Problem, ...]]:
    """The head of `book`, and every fault found in it (B8 codes).

    A fault is reported where it lies: after a broken link the chain goes on from the hash that
    is kept, so one edited entry is one fault and not all that follow.
    """
    previous, expected, seen = GENESIS, 1, _Seen()
    head: Head | None = None
    problems: list[Problem] = []
    for row in session.rows(book):
        name = f"{book}#{row.seq}"
        if row.seq != expected:
            problems.append(Problem("B821", {"entry": name, "expected": f"{book}#{expected}"}))
        if row.hash != link(previous, row.body.encode("utf-8", "surrogateescape")):
            problems.append(Problem("B822", {"entry": name}))
        try:
            entry = read_body(row.body)
        except Refused as refused:
            problems += [Problem(p.code, {**p.values, "entry": name}) for p in refused.problems]
        else:
            problems += _entry_faults(entry, name, seen)
            seen.add(entry)
        previous = row.hash if _is_hash(row.hash) else GENESIS
        expected, head = row.seq + 1, Head(book, row.seq, row.hash)
    return head, tuple(problems)


def _entry_faults(entry: Entry, name: str, seen: _Seen) -> Iterator[Problem]:
    """What holds of an entry by itself and against those before it."""
    if entry.name != name:
        yield Problem("B823", {"entry": name, "says": entry.name})
    if seen.last is None and entry.kind is not Kind.AGREEMENT:
        yield Problem("B824", {"entry": name})
    if seen.last is not None and entry.recorded_at < seen.last.recorded_at:
        yield Problem("B825", {"entry": name, "before": seen.last.name})
    if entry.reverses is not None:
        concerned = seen.entries.get(entry.reverses)
        never = concerned is None or concerned.kind in {Kind.REVERSAL, Kind.AGREEMENT}
        if never or entry.reverses in seen.reversed:
            yield Problem("B826", {"entry": name, "reverses": entry.reverses})
    if entry.terms is not None:
        try:
            restore(entry.terms)
        except Refused as refused:
            yield Problem("B827", {"entry": name, "code": refused.problems[0].code})


def _is_hash(text: str) -> bool:
    return len(text) == len(GENESIS) and set(text) <= set("0123456789abcdef")
