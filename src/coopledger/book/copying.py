"""Copying: books as they are kept, out of the ledger, and back into it in one transaction."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from coopledger.book.chain import Head
from coopledger.book.entry import Evidence
from coopledger.book.store import Books, Row, Session, Store
from coopledger.book.verify import Verified, verify_book
from coopledger.problem import Problem, Refused, refuse

Named = tuple[tuple[str, Evidence], ...]
"""Files, each with the entry that names it."""


class Kept:
    """Books of one state of the ledger, exactly as they are; every one is intact.

    Raises `Refused` (X502) with every fault.
    """

    def __init__(self, session: Books, books: Sequence[str]) -> None:
        self._session = session
        self._verified = _intact(session, books)

    @property
    def heads(self) -> tuple[Head, ...]:
        return tuple(one.head for one in self._verified if one.head is not None)

    @property
    def evidence(self) -> Named:
        return tuple(item for one in self._verified for item in one.evidence)

    def rows(self) -> Iterator[Row]:
        """Every entry, book by book."""
        for one in self._verified:
            yield from self._session.rows(one.id)


class Restored(NamedTuple):
    """What restoring one book came to: its head before, if it had one, and now; entries added.

    `evidence` are the files that the copy's entries name.
    """

    before: Head | None
    head: Head
    added: int
    evidence: Named


def restored(store: Store, copy: Books, *, keep: bool) -> tuple[Restored, ...]:
    """Bring every book of `copy` into the ledger; without `keep` only find out what that would do.

    A book that is here already is continued, where the copy begins with all of it; where the copy
    is a beginning of it nothing is added. Raises `Refused`, and then nothing has changed: X502 with
    every fault of the copy, X503 where the two books part.
    """
    verified = _intact(copy, copy.books())
    with store.writing(keep=keep) as session:
        return tuple(_restored(session, copy, one) for one in verified)


def _intact(session: Books, books: Sequence[str]) -> tuple[Verified, ...]:
    """What is to be copied. Raises `Refused` with every fault of it, X502 saying so first."""
    verified = tuple(verify_book(session, book) for book in books)
    faults = [problem for one in verified for problem in one.problems]
    if faults:
        faulty = tuple(one.id for one in verified if one.problems)
        raise Refused([Problem("X502", {"books": faulty}), *faults])
    return verified


def _restored(session: Session, copy: Books, verified: Verified) -> Restored:
    last: Row | None = None
    before: Head | None = None
    added = 0
    for ours, theirs in zip_longest(session.rows(verified.id), copy.rows(verified.id)):
        if ours is None:
            session.insert(theirs)
            added += 1
        elif theirs is not None and ours != theirs:
            raise refuse("X503", entry=f"{ours.book}#{ours.seq}", ours=_head(ours),
                         theirs=_head(theirs))  # fmt: skip
        else:
            before = _head(ours)
        last = ours or theirs
    assert last is not None, "a copy names only books it has entries of"
    return Restored(before, _head(last), added, verified.evidence)


def _head(row: Row) -> Head:
    return Head(row.book, row.seq, row.hash)
