"""A reconciliation with all that is shown of it: whose books they are, and what it calls for."""

from datetime import date
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.entry import Entry
from coopledger.exchange.reconcile.proposals import Proposal
from coopledger.exchange.reconcile.reconciliation import Reconciliation, mirror
from coopledger.exchange.reconcile.source import Source
from coopledger.problem import refuse
from coopledger.terms import Side, Terms
from coopledger.text import nearest


class Outcome(NamedTuple):
    """What came out: `party` keeps our book, `source` says whose the other is and where from.

    `proposals` are the answers that their book gives, `recorded` those that were recorded.
    """

    of: Reconciliation
    today: date
    party: str
    source: Source
    proposals: tuple[Proposal, ...] = ()
    recorded: tuple[Entry, ...] = ()

    @property
    def terms(self) -> Terms:
        """The terms in force by our book, which also names the parties."""
        return self.of.ours.terms_on(self.today)

    def of_provider(self) -> tuple[Reconciliation, str, str]:
        """The reconciliation with the provider's book first, and who keeps the first and second.

        Both offices then make the same paper of the same two books.
        """
        if self.of.ours.side(self.party) is Side.RECIPIENT:
            return mirror(self.of), self.source.party, self.party
        return self.of, self.party, self.source.party


def parties(book: Book, ours: str | None, theirs: str | None, today: date) -> tuple[str, str]:
    """Who keeps our book, and who the other: `theirs`, or the side that we are not.

    Without `ours` we are the provider. Raises `Refused` (B101) where one of them is no side.
    """
    terms = book.terms_on(today)
    for named in (ours, theirs):
        if named is not None and book.side(named) is None:
            known = tuple(terms.speakers)
            raise refuse("B101", party=named, sides=known, nearest=nearest(named, known))
    ours = ours or terms.programme.provider
    side = book.side(theirs) if theirs is not None else None
    if side is None:
        own = book.side(ours)
        assert own is not None
        return ours, terms.voices(own.other)[0]
    assert theirs is not None
    if book.side(ours) is side:
        ours = terms.voices(side.other)[0]
    return ours, theirs
