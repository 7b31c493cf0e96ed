"""Copying: books as they are kept, out of the ledger, and back into it in one transaction."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from coopledger.book.body import read_body
from coopledger.book.book import Book
from coopledger.book.chain import Growth, Head
from coopledger.book.entry import Evidence
from coopledger.book.kept import KeptBook
from coopledger.book.recount import Recount
from coopledger.book.seal import broken
from coopledger.book.store import Books, Row, Session, load
from coopledger.book.verify import verify_book
from coopledger.problem import Problem, Refused, refuse

Named = tuple[tuple[str, Evidence], ...]
"""Files, each with the entry that names it."""


class Kept:
    """Books of one state of the ledger, exactly as they are; every one is intact.

    `expected` are heads they have to match. Raises `Refused` (X502) with every fault.
    """

    def __init__(self, session: Books, books: Sequence[str], expected: Sequence[Head] = ()) -> None:
        self._session = session
        self._verified = tuple(verify_book(session, book, expected) for book in books)
        faults = [problem for one in self._verified for problem in one.problems]
        faults += broken(expected, self._verified)
        if faults:
            faulty = tuple(one.id for one in self._verified if one.problems)
            raise Refused([Problem("X502", {"books": faulty or tuple(books)}), *faults])

    @property
    def heads(self) -> tuple[Head, ...]:
        return tuple(one.head for one in self._verified if one.head is not None)

    @property
    def evidence(self) -> Named:
        return tuple(item for one in self._verified for item in one.evidence)

    def books(self) -> Iterator[Book]:
        """The books, read."""
        return (load(self._session, one.id) for one in self._verified)

    def rows(self) -> Iterator[Row]:
        """Every entry, book by book."""
        for one in self._verified:
            yield from self._session.rows(one.id)


def restored(session: Session, copy: Kept) -> tuple[Growth, ...]:
    """Bring every book of `copy` into the ledger.

    A book that is here already is continued, where the copy begins with all of it; where the copy
    is a beginning of it nothing is added. Raises `Refused` (X503) where the two books part.
    """
    books = groupby(copy.rows(), key=lambda row: row.book)
    return tuple(_restored(session, book, rows) for book, rows in books)


def _restored(session: Session, book: str, rows: Iterator[Row]) -> Growth:
    last: Row | None = None
    before: Head | None = None
    added, recount = 0, Recount()
    session.hold(book)
    for ours, theirs in zip_longest(session.rows(book), rows):
        recount.add(read_body((ours or theirs).body))
        if ours is None:
            session.restore([theirs])
            added += 1
        elif theirs is not None and ours != theirs:
            raise refuse("X503", entry=f"{book}#{ours.seq}", ours=_head(ours), theirs=_head(theirs))
        else:
            before = _head(ours)
        last = ours or theirs
    assert last is not None, "a copy holds only books with entries"
    head = _head(last)
    if added:
        session.differ(book)
        session.count(head, recount.figures(KeptBook(session, head)).days, anew=True)
    return Growth(before, head, added)


def _head(row: Row) -> Head:
    return Head(row.book, row.seq, row.hash)
