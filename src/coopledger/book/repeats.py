"""Whether something is recorded already: a second keystroke is no second lorry."""

from collections.abc import Iterator

from coopledger.book.book import Book
from coopledger.book.entry import Entry, Kind
from coopledger.book.rules import Case
from coopledger.problem import refuse
from coopledger.terms.drift import drift


def repeats(case: Case) -> tuple[Entry | None, Entry | None]:
    """The standing entry this one repeats, and one it equals without being a certain repeat.

    Raises `Refused` (B131) where the other side has already recorded the same.
    """
    if case.draft.another or case.entry.kind is Kind.REVERSAL:
        return None, None
    if case.entry.kind is Kind.AGREEMENT:
        return _adopted(case), None
    if case.entry.kind in _WORDS:
        said = _words(case.entry)
        book, about = case.book, case.entry.concerns
        told = book.closings if about is None else book.concerning(about)
        same = (one for one in told if _words(one) == said and book.has_effect(one))
        return next(same, None), None
    return _told(case)


def _told(case: Case) -> tuple[Entry | None, Entry | None]:
    """The same of something that happened.

    Only a document number tells a second lorry from a second keystroke.
    """
    entry, book = case.entry, case.book
    if entry.document or entry.none_in:
        side = book.side(entry.party)
        for other in _standing_alike(entry, book):
            ours = side is not None and book.side(other.party) is side
            if ours and other.document == entry.document:
                return other, None
    return None, resembling(entry, book)


def resembling(entry: Entry, book: Book) -> Entry | None:
    """What stands in `book` and may be the same, for one of both has no document number.

    Raises `Refused` (B131) where the other side has told of it.
    """
    side, equal = book.side(entry.party), None
    if side is None:
        return None
    for other in _standing_alike(entry, book):
        if book.side(other.party) is not side:
            raise refuse("B131", entry=other.name, party=other.party)
        if other.document is None or entry.document is None:
            equal = other
    return equal


def _standing_alike(entry: Entry, book: Book) -> Iterator[Entry]:
    return (other for other in book.alike(entry) if book.stands(other.seq))


_WORDS = frozenset({Kind.ANSWER, Kind.SUPPLEMENT, Kind.CLOSE})
"""Kinds that say something instead of telling what happened: said again, they say the same."""


def _words(entry: Entry) -> tuple[object, ...]:
    """What one side says, on whichever day it says so."""
    said = (
        entry.kind, entry.party, entry.answers, entry.disputed, entry.accepted, entry.short,
        entry.rejected, entry.over, entry.sent, entry.supplements, entry.through,
    )  # fmt: skip
    papers = (entry.document, entry.note, entry.evidence)
    return said if entry.kind is Kind.ANSWER else (*said, *papers)


def _adopted(case: Case) -> Entry | None:
    """The last agreement where it already adopted the same terms in the same way."""
    last = case.book.adoptions[-1]
    entry, proposal = case.entry, case.proposal
    how = ("adoption", "document", "occurred_on", "mends", "reason")
    if proposal is None or any(getattr(last, name) != getattr(entry, name) for name in how):
        return None
    adopted = next(
        terms
        for one in case.book.agreements
        for recorded, terms in ((one.entry, one.terms), *one.mended)
        if recorded.seq == last.seq
    )
    return last if not drift(adopted, proposal) else None
