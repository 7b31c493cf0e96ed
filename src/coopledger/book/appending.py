"""Appending: one transaction in which a draft is judged and, if nothing speaks against it, kept."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from coopledger.book.admission import Admission, admit, adopt
from coopledger.book.body import write_body
from coopledger.book.book import Book, Longer
from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.draft import Circumstances, Draft
from coopledger.book.entry import Adoption, Entry, Kind
from coopledger.book.kept import opened
from coopledger.book.store import Row, Session, Speaking, Store
from coopledger.problem import refuse
from coopledger.terms import Terms

T = TypeVar("T")


class Appended(NamedTuple):
    """The book afterwards, what was admitted, and whether the book was opened by it."""

    book: Book
    admission: Admission
    adopted: bool


def appended(  # noqa: PLR0913 - what to append, where, and what is told of it
    store: Store,
    draft: Draft,
    circumstances: Callable[[Speaking | None], Circumstances],
    proposal: Callable[[], Terms],
    receipt: Callable[[Session, Appended], T],
    *,
    keep: bool,
) -> T:
    """Append `draft`, which says its programme; without `keep` only find out what it would be.

    `receipt` makes of it what is told, while the book can be read. A book without entries adopts
    the terms of `proposal` in the same transaction, whatever is recorded. `circumstances` are asked
    for once nobody else can write. Raises `Refused` with every reason against it (B161 where there
    is nothing yet that could be amended or mended).
    """
    assert draft.programme is not None
    programme = draft.programme

    def fill(session: Session) -> T:
        session.hold(programme)
        present = circumstances(session.speaking())
        return receipt(session, _appended(session, draft, present, proposal))

    return store.written(fill, keep=keep)


def _appended(
    session: Session, draft: Draft, present: Circumstances, proposal: Callable[[], Terms]
) -> Appended:
    agreeing = draft.kind is Kind.AGREEMENT
    book = opened(session, draft.programme or "")
    new = not book.length
    if new and agreeing and (draft.date or draft.adoption is not Adoption.AMENDMENT):
        raise refuse("B161", programme=draft.programme)
    if new:
        first = adopt(proposal(), draft, present)
        book = append(session, book, first)
    if new and agreeing:
        return Appended(book, Admission(first, (first,), ()), adopted=True)
    admission = admit(draft, book, present, proposal() if agreeing else None)
    for entry in admission.appended:
        book = append(session, book, entry)
    return Appended(book, admission, adopted=new)


def append(session: Session, book: Book, entry: Entry) -> Longer:
    """Chain `entry` to the head of `book`, insert and count it; returns the longer book."""
    body = write_body(entry)
    hash_ = link(book.head.hash if book.head is not None else GENESIS, body)
    anew = session.counted(book.id) != book.head
    longer = Longer(book, (entry,), (hash_,))  # whose change is by this entry alone
    changed = longer.figures.days if anew else longer.figures.where(longer.change)
    session.insert([Row(entry.book, entry.seq, body, hash_)])
    if entry.kind is Kind.AGREEMENT:
        session.differ(book.id)
    session.count(Head(book.id, entry.seq, hash_), changed, anew=anew)
    return longer
