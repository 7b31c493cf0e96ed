"""Appending: one transaction in which a draft is judged and, if nothing speaks against it, kept."""

from collections.abc import Callable
from typing import NamedTuple

from coopledger.book.admission import Admission, admit, adopt
from coopledger.book.book import Book
from coopledger.book.draft import Circumstances, Draft
from coopledger.book.entry import Adoption, Kind
from coopledger.book.store import Store, append, load
from coopledger.problem import refuse
from coopledger.terms import Terms


class Appended(NamedTuple):
    """The book afterwards, what was admitted, and whether the book was opened by it."""

    book: Book
    admission: Admission
    adopted: bool


def appended(
    store: Store,
    draft: Draft,
    circumstances: Callable[[], Circumstances],
    proposal: Callable[[], Terms],
    *,
    keep: bool,
) -> Appended:
    """Append `draft`, which says its programme; without `keep` only find out what it would be.

    A book without entries adopts the terms of `proposal` in the same transaction, whatever is
    recorded. `circumstances` are asked for once nobody else can write. Raises `Refused` with every
    reason against it (B161 where there is nothing yet that could be amended or mended).
    """
    assert draft.programme is not None
    agreeing = draft.kind is Kind.AGREEMENT
    with store.writing(keep=keep) as session:
        present = circumstances()
        book = load(session, draft.programme)
        opened = not book.entries
        if opened and agreeing and (draft.date or draft.adoption is not Adoption.AMENDMENT):
            raise refuse("B161", programme=draft.programme)
        if opened:
            first = adopt(proposal(), draft, present)
            book = append(session, book, first)
        if opened and agreeing:
            return Appended(book, Admission(first, (first,), ()), adopted=True)
        admission = admit(draft, book, present, proposal() if agreeing else None)
        for entry in admission.appended:
            book = append(session, book, entry)
        return Appended(book, admission, adopted=opened)
