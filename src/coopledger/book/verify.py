"""Verification: does a book still say what was recorded? Every fault names its entry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from coopledger.book.book import Book, terms_of
from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.entry import Entry, Evidence, read_body
from coopledger.book.store import Books
from coopledger.book.wholeness import Seen, strangers
from coopledger.problem import Problem, Refused


class Verified(NamedTuple):
    """What verification found of one book: its hashes by number, its evidence, every fault."""

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
    _heads: Iterable[Head] = (),
    hear: Callable[[Entry], None] = unheard,
) -> Verified:
    """Check `book`, and name every fault found in it (B8 codes).

    A fault is reported where it lies: after a broken link the chain goes on from the hash that
    is kept, so one edited entry is one fault and not all that follow.
    """
    previous, expected, seen = GENESIS, 1, Seen()
    hashes: dict[int, str] = {}
    evidence: list[tuple[str, Evidence]] = []
    agreements: list[tuple[str, Entry]] = []
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
            problems += seen.faults(entry, name)
            evidence += [(name, file) for file in entry.evidence or ()]
            agreements += [(name, entry)] if entry.terms is not None else []
            seen.add(entry)
            hear(entry)
        previous = row.hash if _is_hash(row.hash) else GENESIS
        expected, hashes[row.seq] = row.seq + 1, row.hash
    in_order = all(problem.code == "B822" for problem in problems)
    entries = tuple(seen.entries.values()) if in_order else ()
    problems += _faults_of_terms(Book(book, entries), agreements)
    return Verified(book, hashes, tuple(evidence), tuple(problems))


def _faults_of_terms(book: Book, agreements: Sequence[tuple[str, Entry]]) -> Iterator[Problem]:
    """Terms that this version cannot read; else what entries speak of that these do not know."""
    if book.entries:
        with suppress(Refused):
            yield from strangers(book.entries, book.told_in)
            return
    for name, entry in agreements:
        try:
            terms_of(entry, name)
        except Refused as refused:
            yield from refused.problems


def _is_hash(text: str) -> bool:
    return len(text) == len(GENESIS) and set(text) <= set("0123456789abcdef")
