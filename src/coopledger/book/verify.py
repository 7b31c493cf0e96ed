"""Verification: does a book still say what was recorded? Every fault names its entry."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from coopledger.book.body import read_body
from coopledger.book.book import Book, terms_of
from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.entry import Entry, Evidence
from coopledger.book.store import Books, Row, read_row
from coopledger.book.wholeness import Seen, strangers
from coopledger.problem import Problem, Refused


class Verified(NamedTuple):
    """What verification found of one book: its evidence, and every fault.

    `hashes` are those of its last entry and of the entries it is held against heads at, by number.
    """

    id: str
    hashes: Mapping[int, str]
    evidence: tuple[tuple[str, Evidence], ...]
    problems: tuple[Problem, ...]

    @property
    def head(self) -> Head | None:
        if not self.hashes:
            return None
        last = max(self.hashes)
        return Head(self.id, last, self.hashes[last])


def unheard(_entry: Entry) -> None:
    """For who does not want to hear of the entries."""


def verify_book(
    session: Books,
    book: str,
    heads: Iterable[Head] = (),
    hear: Callable[[Entry], None] = unheard,
) -> Verified:
    """Check `book`, and name every fault found in it (B8 codes).

    It is gone through once, and a few bytes are kept of each entry. `heads` are those it will be
    held against; `hear` is told every entry that can be read, in order.
    """
    looked = _Pass(book, {head.seq for head in heads if head.book == book})
    for row in session.rows(book):
        entry = looked.at(row)
        if entry is not None:
            hear(entry)
    problems = (*looked.problems, *_faults_of_terms(session, looked))
    return Verified(book, looked.hashes, tuple(looked.evidence), problems)


class _Pass:
    """What was found of a book in the rows looked at so far.

    A fault is reported where it lies: after a broken link the chain goes on from the hash that
    is kept, so one edited entry is one fault and not all that follow.
    """

    def __init__(self, book: str, held: set[int]) -> None:
        self.book = book
        self.seen = Seen(book)
        self.evidence: list[tuple[str, Evidence]] = []
        self.agreements: list[tuple[str, Entry]] = []
        self.problems: list[Problem] = []
        self._held = held
        self._hashes: dict[int, str] = {}
        self._previous, self._expected = GENESIS, 1
        self._last: Row | None = None

    @property
    def hashes(self) -> Mapping[int, str]:
        """Those that `Verified` has."""
        last = self._last
        return self._hashes if last is None else {**self._hashes, last.seq: last.hash}

    @property
    def in_order(self) -> bool:
        """Whether entries may be told by their numbers: nothing is wrong but hashes."""
        return all(problem.code == "B822" for problem in self.problems)

    def at(self, row: Row) -> Entry | None:
        """Look at the next row; its entry, where it can be read."""
        _, seq, body, hash_ = row
        if self._last is None or seq >= self._last.seq:
            self._last = row
        self._place(seq, body, hash_)
        try:
            entry = read_row(row)
        except Refused as refused:
            self.problems += refused.problems
            return None
        self.problems += self.seen.add(entry, seq)
        if entry.evidence is not None:
            self.evidence += [(row.name, file) for file in entry.evidence]
        if entry.terms is not None:
            self.agreements.append((row.name, entry))
        return entry

    def _place(self, seq: int, body: str, hash_: str) -> None:
        """Look at the number of a row, and at its hash."""
        if seq != self._expected:
            about = {"entry": f"{self.book}#{seq}", "expected": f"{self.book}#{self._expected}"}
            self.problems.append(Problem("B821", about))
        linked = link(self._previous, body.encode("utf-8", "surrogateescape"))
        if hash_ != linked:
            self.problems.append(Problem("B822", {"entry": f"{self.book}#{seq}"}))
        self._previous = hash_ if hash_ == linked or _is_hash(hash_) else GENESIS
        self._expected = seq + 1
        if seq in self._held:
            self._hashes[seq] = hash_


def _faults_of_terms(session: Books, looked: _Pass) -> Iterator[Problem]:
    """Terms that this version cannot read; else what entries speak of that these do not know.

    Which entries those are is looked up in the rows again: there are none, as a rule.
    """
    agreements = Book(looked.book, tuple(entry for _, entry in looked.agreements))
    if looked.in_order:
        with suppress(Refused):
            if looked.seen.strange(agreements):
                entries = (read_body(row.body) for row in session.rows(looked.book))
                yield from strangers(entries, lambda one: looked.seen.told_in(one, agreements))
            return
    for name, entry in looked.agreements:
        try:
            terms_of(entry, name)
        except Refused as refused:
            yield from refused.problems


def _is_hash(text: str) -> bool:
    return len(text) == len(GENESIS) and set(text) <= set("0123456789abcdef")
