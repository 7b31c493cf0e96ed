"""Which entries of two books tell of the same thing.

Stricter reasons go first, and what is matched is taken. Between several candidates that are
equally good nothing is guessed, unless nobody could tell them apart. No rule prefers one of the
two books, so the outcome does not depend on which comes first.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.entry import Kind
from coopledger.exchange.reconcile.compare import compare, net
from coopledger.exchange.reconcile.facts import Fact, facts_of
from coopledger.exchange.reconcile.match import By, Facts, Match
from coopledger.exchange.reconcile.nearest import nearest_pairs

AROUND_NEW_YEAR = 31
"""Days apart at which one number is one paper in two years: numbers start anew in January, so the
last of one year and the first of the next are far from each other."""

Key = Callable[[Fact], Hashable]


class Matching(NamedTuple):
    """The matches, and what is left of either book."""

    matches: tuple[Match, ...]
    ours: Facts
    theirs: Facts


def matching(ours: Book, theirs: Book) -> Matching:
    """What of two books belongs together."""
    found = _Matcher(facts_of(ours), facts_of(theirs))
    found.same_entries(_common(ours, theirs))
    found.same_key()
    found.same_document()
    found.same_content()
    found.same_day()
    found.returned_already()
    return found.result()


def _common(ours: Book, theirs: Book) -> int:
    """How many entries both books begin with."""
    said = zip(ours.hashes, theirs.hashes, ours.entries, theirs.entries, strict=False)
    length = 0
    for our_hash, their_hash, our_entry, their_entry in said:
        if our_hash != their_hash or our_entry != their_entry:
            break
        length += 1
    return length


def _kind(fact: Fact) -> Hashable:
    return fact.kind, fact.item


def _measure(fact: Fact) -> Hashable:
    return fact.kind, fact.item, fact.entry.stage, fact.share


def _counted(fact: Fact) -> Fraction:
    return fact.counted


def _claimed(fact: Fact) -> Fraction:
    return fact.claimed


FIGURES = (_counted, _claimed)
"""What an amount is found again by: the figure that counts, else what was claimed."""


class _Matcher:
    """What is left of two books while matches are taken out of them."""

    def __init__(self, ours: Facts, theirs: Facts) -> None:
        self._ours = {fact.seq: fact for fact in ours}
        self._theirs = {fact.seq: fact for fact in theirs}
        self._matches: list[Match] = []

    def result(self) -> Matching:
        matches = (
            one._replace(differences=tuple(compare(one.ours, one.theirs))) for one in self._matches
        )
        return Matching(tuple(matches), tuple(self._ours.values()), tuple(self._theirs.values()))

    # The reasons, the best first

    def same_entries(self, common: int) -> None:
        """What both books have from the beginning they share."""
        for seq in [seq for seq in self._ours if seq <= common and seq in self._theirs]:
            self._take([self._ours[seq]], [self._theirs[seq]], By.ENTRY)

    def same_key(self) -> None:
        for ours, theirs in self._clusters(lambda one: one.entry.key and (one.entry.key, one.item)):
            self._take(ours, theirs, By.KEY)  # a key is used once in a book

    def same_document(self) -> None:
        """The same number on one pledge in one year, or around New Year's Day.

        With it the same amount first; then whatever is left, as one load and its slips. Where only
        the number and the pledge are the same, the books disagree about kind, stage or share.
        """
        levels: tuple[Key, ...] = (_measure, _kind, lambda fact: fact.item)
        for cluster in self._papers(_measure, yearly=True):
            self._alike(*cluster, By.DOCUMENT)
        for level in levels:
            for figure in FIGURES:
                for cluster in self._papers(level, figure, yearly=True):
                    self._nearest(*cluster, By.DOCUMENT)
        for cluster in self._papers(_measure, yearly=True):
            self._slips(*cluster)
        for cluster in self._papers(_measure, yearly=False):
            self._nearest(*cluster, By.DOCUMENT, within=AROUND_NEW_YEAR)
        for level in levels[1:]:
            for cluster in self._papers(level, yearly=True):
                self._only_two(*cluster, By.DOCUMENT)

    def same_content(self) -> None:
        """The same kind, pledge, share, day and amount."""
        for ours, theirs in self._clusters(lambda fact: fact.look):
            self._alike(ours, theirs, By.CONTENT)
        for figure in FIGURES:
            for ours, theirs in self._clusters(_amount(figure)):
                self._equal(ours, theirs, By.CONTENT)

    def same_day(self) -> None:
        """Entries of one kind, pledge, share and day that come to the same on both sides."""
        for figure in FIGURES:
            for ours, theirs in self._clusters(lambda one: (_measure(one), one.day, one.base)):
                totals = {sum(map(figure, side)) for side in (ours, theirs)}
                if len(totals) == 1 and totals != {0}:
                    self._take(ours, theirs, By.DAY)

    def returned_already(self) -> None:
        """Returns that one book tells of, where the other has put down only what was kept."""
        left, right = _returns(self._ours), _returns(self._theirs)
        for at, match in enumerate(self._matches):
            ours, theirs = _out_of(match.ours, left), _out_of(match.theirs, right)
            if bool(ours) is bool(theirs) or net(match.ours) == net(match.theirs):
                continue  # returns of both explain nothing, and what is equal needs no explaining
            more = match._replace(ours=match.ours + ours, theirs=match.theirs + theirs)
            if net(more.ours) == net(more.theirs):
                self._matches[at] = more
                self._leave(ours, theirs)

    # How candidates are found and taken

    def _clusters(self, key: Key) -> Iterator[tuple[list[Fact], list[Fact]]]:
        """What is left of both books by `key`, where both have something; no key is no cluster."""
        ours, theirs = _by(key, self._ours.values()), _by(key, self._theirs.values())
        for value in ours.keys() & theirs.keys():
            yield ours[value], theirs[value]

    def _papers(
        self, level: Key, figure: Callable[[Fact], Fraction] | None = None, *, yearly: bool
    ) -> Iterator[tuple[list[Fact], list[Fact]]]:
        """The same for each document number; in one year unless `yearly` is false."""

        def keys(fact: Fact) -> Iterator[Hashable]:
            amount = (fact.base, figure(fact)) if figure is not None else None
            year = fact.day.year if yearly else None
            if amount is None or amount[1]:
                yield from ((paper, level(fact), year, amount) for paper in fact.papers)

        ours, theirs = _all_by(keys, self._ours.values()), _all_by(keys, self._theirs.values())
        for value in sorted(ours.keys() & theirs.keys(), key=repr):
            left = [fact for fact in ours[value] if fact.seq in self._ours]
            right = [fact for fact in theirs[value] if fact.seq in self._theirs]
            if left and right:
                yield left, right

    def _take(self, ours: Sequence[Fact], theirs: Sequence[Fact], by: By) -> None:
        self._matches.append(Match(tuple(ours), tuple(theirs), by))
        self._leave(ours, theirs)

    def _leave(self, ours: Iterable[Fact], theirs: Iterable[Fact]) -> None:
        for side, facts in ((self._ours, ours), (self._theirs, theirs)):
            for fact in facts:
                side.pop(fact.seq, None)

    def _alike(self, ours: list[Fact], theirs: list[Fact], by: By) -> None:
        """Those of which every one looks like one of the other book: which is which is the same."""
        by_look = _by(lambda fact: fact.look, theirs)
        for look, facts in _by(lambda fact: fact.look, ours).items():
            for one, other in zip(facts, by_look.get(look, ()), strict=False):
                self._take([one], [other], by)

    def _equal(self, ours: list[Fact], theirs: list[Fact], by: By) -> None:
        """Candidates that are equally good: told apart by nothing, or as many on both sides."""
        if all(len({fact.look for fact in side}) == 1 for side in (ours, theirs)):
            for one, other in zip(ours, theirs, strict=False):
                self._take([one], [other], by)
        elif len(ours) == len(theirs):
            self._take(ours, theirs, by)

    def _only_two(self, ours: list[Fact], theirs: list[Fact], by: By) -> None:
        if len(ours) == len(theirs) == 1:
            self._take(ours, theirs, by)

    def _nearest(
        self, ours: list[Fact], theirs: list[Fact], by: By, within: int | None = None
    ) -> None:
        """Those whose days are nearest to each other, and to no other just as near."""
        left, right = _by(lambda fact: fact.day, ours), _by(lambda fact: fact.day, theirs)
        for day, other in nearest_pairs(left, right, within):
            self._equal(left[day], right[other], by)

    def _slips(self, ours: list[Fact], theirs: list[Fact]) -> None:
        """Entries under one number: a load and its slips, or else by the nearest days."""
        if any(_total(figure, ours) == _total(figure, theirs) for figure in FIGURES):
            self._take(ours, theirs, By.DOCUMENT)
            return
        left, right = _by(lambda fact: fact.day, ours), _by(lambda fact: fact.day, theirs)
        for day, other in nearest_pairs(left, right):
            self._take(left.pop(day), right.pop(other), By.DOCUMENT)
        if left and right:
            self._take(_flat(left), _flat(right), By.DOCUMENT)


def _total(figure: Callable[[Fact], Fraction], facts: Iterable[Fact]) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for fact in facts:
        totals[fact.base] += figure(fact)
    return totals


def _amount(figure: Callable[[Fact], Fraction]) -> Key:
    """The day and amount of a fact with what it is counted under; nothing without an amount."""
    return lambda fact: figure(fact) and (_measure(fact), fact.day, fact.base, figure(fact))


def _returns(left: dict[int, Fact]) -> dict[Hashable, list[Fact]]:
    """The returns that are left, by what they were returned from."""
    back = (fact for fact in left.values() if fact.kind is Kind.RETURN)
    return _by(lambda fact: fact.subject.seq, back)


def _out_of(facts: Facts, returns: Mapping[Hashable, Sequence[Fact]]) -> Facts:
    """What was returned out of `facts`."""
    return tuple(back for fact in facts for back in returns.get(fact.seq, ()))


def _by(key: Callable[[Fact], Hashable], facts: Iterable[Fact]) -> dict[Hashable, list[Fact]]:
    return _all_by(lambda fact: [value] if (value := key(fact)) else [], facts)


def _all_by(
    keys: Callable[[Fact], Iterable[Hashable]], facts: Iterable[Fact]
) -> dict[Hashable, list[Fact]]:
    found: dict[Hashable, list[Fact]] = defaultdict(list)
    for fact in facts:
        for value in keys(fact):
            found[value].append(fact)
    return found


def _flat(days: dict[Hashable, list[Fact]]) -> list[Fact]:
    return sorted((fact for facts in days.values() for fact in facts), key=lambda one: one.seq)
