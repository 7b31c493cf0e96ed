"""The reconciliation of two books: what it finds, in an order that favours neither."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.exchange.reconcile.bridge import Bridge, bridges
from coopledger.exchange.reconcile.compare import Difference
from coopledger.exchange.reconcile.facts import Fact
from coopledger.exchange.reconcile.match import Facts, Match
from coopledger.exchange.reconcile.matching import matching
from coopledger.problem import Problem, Refused
from coopledger.terms.drift import Change, drift, is_wording


class Reconciliation(NamedTuple):
    """What two books say of the same programme.

    `terms` are the differences in substance between the terms last in force, ours first; where
    the order of the books is turned round everything is turned round with it.
    """

    ours: Book
    theirs: Book
    terms: tuple[Change, ...]
    matches: tuple[Match, ...]
    only_ours: Facts
    only_theirs: Facts
    bridges: tuple[Bridge, ...]

    @property
    def agreed(self) -> tuple[Match, ...]:
        return tuple(one for one in self.matches if one.result == "agreed")

    @property
    def differing(self) -> tuple[Match, ...]:
        return tuple(one for one in self.matches if one.result == "differing")

    @property
    def disputed(self) -> tuple[Match, ...]:
        """What either book says is disputed."""
        return tuple(one for one in self.matches if one.result == "disputed")

    @property
    def agrees(self) -> bool:
        """Whether the books say the same of everything, and of what was promised."""
        found = self.only_ours or self.only_theirs or self.terms
        return not found and all(one.agreed for one in self.matches)

    @property
    def found(self) -> Mapping[str, Sequence[object]]:
        """Everything, by what became of it."""
        return {
            "agreed": self.agreed,
            "differing": self.differing,
            "only_ours": self.only_ours,
            "only_theirs": self.only_theirs,
            "disputed": self.disputed,
        }

    def unknown_to_them(self, fact: Fact) -> bool:
        """Whether their terms never knew what one of our entries is about."""
        return not _knows(self.theirs, fact)

    def unknown_to_us(self, fact: Fact) -> bool:
        """Whether our terms never knew what one of their entries is about."""
        return not _knows(self.ours, fact)


def reconcile(ours: Book, theirs: Book) -> Reconciliation:
    """Hold two books of one programme against each other.

    Raises `Refused`: X601 books of two programmes, X602 a book without any entry.
    """
    if ours.id != theirs.id:
        raise Refused([Problem("X601", {"ours": ours.id, "theirs": theirs.id})])
    empty = [book for book in (ours, theirs) if not book.entries]
    if empty:
        raise Refused([Problem("X602", {"programme": ours.id})])
    found = matching(ours, theirs)
    changes = drift(ours.agreements[-1].in_force, theirs.agreements[-1].in_force)
    terms = (change for change in changes if not is_wording(change.path))
    return _ordered(ours, theirs, terms, found.matches, found.ours, found.theirs)


def mirror(of: Reconciliation) -> Reconciliation:
    """The same as the other side sees it."""
    matches = (
        match._replace(ours=match.theirs, theirs=match.ours,
                       differences=tuple(map(_turned, match.differences)))
        for match in of.matches
    )  # fmt: skip
    terms = (one._replace(in_force=one.proposed, proposed=one.in_force) for one in of.terms)
    return _ordered(of.theirs, of.ours, terms, matches, of.only_theirs, of.only_ours)


def _turned(one: Difference) -> Difference:
    return one._replace(ours=one.theirs, theirs=one.ours)


def _ordered(  # noqa: PLR0913, PLR0917 - the parts of a reconciliation
    ours: Book,
    theirs: Book,
    terms: Iterable[Change],
    matches: Iterable[Match],
    only_ours: Iterable[Fact],
    only_theirs: Iterable[Fact],
) -> Reconciliation:
    """Everything by day, and of one day by the numbers in our book, then in theirs."""
    left, right = (tuple(sorted(side, key=_by_day)) for side in (only_ours, only_theirs))
    inside = tuple(sorted(matches, key=lambda one: _by_days(one.ours, one.theirs)))
    return Reconciliation(
        ours,
        theirs,
        tuple(sorted(terms, key=lambda change: change.path)),
        inside,
        left,
        right,
        bridges(inside, left, right),
    )


def _by_day(fact: Fact) -> tuple[object, ...]:
    return fact.day, fact.seq


def _by_days(ours: Facts, theirs: Facts) -> tuple[object, ...]:
    first = min(fact.day for fact in (*ours, *theirs))
    return first, [fact.seq for fact in ours], [fact.seq for fact in theirs]


def _knows(book: Book, fact: Fact) -> bool:
    """Whether any terms of `book`, as adopted or as mended, know what `fact` is about."""
    item = fact.item
    versions = (
        terms for one in book.agreements for terms in (one.terms, *(t for _, t in one.mended))
    )
    if item.pledge is not None:
        return any(item.pledge in terms.pledges for terms in versions)
    return item.activity is None or any(item.activity in terms.activities for terms in versions)
