"""What a book tells of: each standing entry that says something happened, and what it comes to.

Every figure is a sum of `tally.postings`. Amounts are exact numbers of the base unit, so that
bags and tonnes can be held against each other.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.dossier import Dossier
from coopledger.book.entry import Entry, Kind
from coopledger.book.tally import Measure, Posting, postings
from coopledger.quantity import Quantity, Unit
from coopledger.terms import Terms
from coopledger.text import accented

TELLING = frozenset({Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION, Kind.RETURN, Kind.ACTIVITY})
"""Kinds that tell of something that happened."""

COUNTED = frozenset(
    {Measure.DELIVERY, Measure.DISBURSEMENT, Measure.COMPLETED, Measure.HANDED_OVER}
)
"""What is counted under a pledge; what was returned is already taken off it."""


class Account(NamedTuple):
    """What an amount counts under: a pledge, one share of it, one measure, in one base unit."""

    pledge: str
    share: str
    measure: Measure
    unit: str


class Item(NamedTuple):
    """What an entry is about: a pledge, or an activity (or its area) and the year without one."""

    pledge: str | None = None
    area: str | None = None
    activity: str | None = None
    none_in: int | None = None


class Fact(NamedTuple):
    """One standing entry that tells of something that happened.

    `subject` is the entry itself, or what a return was returned from. `claimed` is what the
    recording side said and `counted` what counts after the other side's answer, in `unit` (a base
    unit; none for activities, which count as one). `effects` is what it adds to the figures of the
    book; a return takes away there.
    """

    entry: Entry
    subject: Entry
    terms: Terms
    unit: Unit | None
    claimed: Fraction
    counted: Fraction
    disputed: bool
    documents: tuple[str, ...]
    effects: tuple[tuple[Account, Fraction], ...]

    @property
    def seq(self) -> int:
        return self.entry.seq

    @property
    def kind(self) -> Kind:
        return self.entry.kind

    @property
    def day(self) -> date:
        return self.entry.occurred_on

    @property
    def share(self) -> str | None:
        return self.subject.share

    @property
    def pledge(self) -> str | None:
        return self.subject.pledge

    @property
    def item(self) -> Item:
        said = self.subject
        return Item(said.pledge, said.area, said.activity, said.none_in)

    @property
    def base(self) -> str:
        """The id of the unit it is counted in."""
        return self.unit.id if self.unit is not None else ""

    @property
    def papers(self) -> frozenset[str]:
        """Its document numbers as they are compared: case and blanks make no other paper."""
        return frozenset(map(accented, self.documents))

    @property
    def look(self) -> tuple[object, ...]:
        """Everything that tells it from others: facts that look the same are the same to us."""
        said = (self.kind, self.entry.stage, self.item, self.share, self.day, self.entry.title)
        figures = (self.base, self.claimed, self.counted, self.disputed)
        return (*said, *figures, self.papers)


def facts_of(book: Book) -> tuple[Fact, ...]:
    """The facts of `book` in the order of its entries."""
    return tuple(_fact(one, book) for one in book.standing if one.entry.kind in TELLING)


def in_base(steps: int, unit: Unit) -> Fraction:
    """So many steps of `unit` as an exact number of its base unit."""
    return Quantity(steps, unit).amount * unit.in_base


def _fact(dossier: Dossier, book: Book) -> Fact:
    entry, subject = dossier.entry, book.subject(dossier.entry)
    terms = book.told_in(entry)
    own, total = _own(dossier, book.dossier(subject.seq))
    unit = terms.units[own.account.unit] if own.account.unit else None

    def amount(steps: int) -> Fraction:
        return Fraction(steps) if unit is None else in_base(steps, unit)

    papers = (entry.document, *(one.document for one in dossier.supplements))
    return Fact(
        entry=entry,
        subject=subject,
        terms=terms,
        unit=terms.units[unit.base] if unit is not None else None,
        claimed=amount(own.sums.claimed),
        counted=amount(own.sums.delivered),
        disputed=own.sums.disputed > 0,
        documents=tuple(dict.fromkeys(paper for paper in papers if paper is not None)),
        effects=tuple(_effects(total, terms)),
    )


def _own(dossier: Dossier, subject: Dossier) -> tuple[Posting, tuple[Posting, ...]]:
    """What an entry says itself, and all that it adds to the figures.

    Returns are facts of their own: what one takes away is what its subject comes to with it, less
    what it comes to without.
    """
    if dossier.entry.kind is not Kind.RETURN:
        alone = tuple(postings(dossier._replace(returns=())))
        return alone[0], alone
    without = len(tuple(postings(subject._replace(returns=()))))
    added = tuple(postings(subject._replace(returns=(dossier,))))[without:]
    return next(one for one in added if one.account.measure is Measure.RETURN), added


def _effects(total: tuple[Posting, ...], terms: Terms) -> Iterator[tuple[Account, Fraction]]:
    for account, _, sums in total:
        if account.measure in COUNTED and sums.delivered:
            unit = terms.units[account.unit]
            where = Account(account.item, account.share or "", account.measure, unit.base)
            yield where, in_base(sums.delivered, unit)
