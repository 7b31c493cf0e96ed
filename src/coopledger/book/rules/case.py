"""The case that rules judge: an entry that asks to be admitted, with all it is judged by."""

from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.draft import Circumstances, Draft
from coopledger.book.entry import Entry
from coopledger.book.tally import Totals
from coopledger.terms import Pledge, Side, Terms


class Case(NamedTuple):
    """An entry that asks to be admitted.

    `terms` are those in force on its day; `proposal` is what an agreement adopts; `figures` what
    has been counted so far.
    """

    entry: Entry
    draft: Draft
    book: Book
    terms: Terms
    circumstances: Circumstances
    figures: Totals
    proposal: Terms | None = None

    @property
    def pledge(self) -> Pledge | None:
        return self.terms.pledges.get(self.entry.pledge or "")

    @property
    def concerned(self) -> Entry | None:
        """The entry this one is about, if there is such an entry."""
        number = self.entry.concerns
        return self.book.find(number) if number is not None else None

    @property
    def after(self) -> Book:
        """The book as it would be with the entry."""
        return self.book.followed_by(self.entry)

    @property
    def present(self) -> tuple[Terms, ...]:
        """The terms by which somebody may speak: of the entry's day, and of today."""
        return self.terms, self.book.terms_on(self.circumstances.today)

    def voices(self, side: Side, share: str | None) -> tuple[str, ...]:
        """Who may speak for `side` about an entry under `share`."""
        found = (party for terms in self.present for party in terms.voices(side, share))
        return tuple(dict.fromkeys(found))
