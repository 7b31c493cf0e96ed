"""What each entry of a book moves: the figures after it less the figures before it.

What an answer, a return or a reversal comes to is for the tally to say. An entry is replayed with
all that concerns it, in order, and the tally is asked again after each; so every entry moves only
what it changed, and the moves of a book add up to its figures.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coopledger.book import Book, Entry, Kind
from coopledger.book.dossier import dossiers
from coopledger.book.tally import Account, Sums, added, less, postings
from coopledger.terms import Terms

Moved = Mapping[Account, Sums]
"""By how much each account of the tally changed."""


class Move(NamedTuple):
    """What an entry moves on one day, under the terms that know its units.

    An entry that cancels what moved on several days moves something on each of them: it is then
    `part` of so many `parts`. One that moves nothing stands on its day all the same.
    """

    day: date
    entry: Entry
    hash: str
    terms: Terms
    moved: Moved
    part: int = 1
    parts: int = 1


def moves(book: Book) -> Iterator[Move]:
    """Every entry of `book`, each with what concerns it behind it."""
    groups: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in book.entries:
        groups[book.subject(entry).seq].append(entry)
    for group in groups.values():
        terms = book.told_in(group[0])
        for entry, days in _changes(group):
            digest = book.hashes[entry.seq - 1]
            found = sorted(days.items()) or [(book.effective(entry) or entry.occurred_on, {})]
            for part, (day, moved) in enumerate(found, 1):
                yield Move(day, entry, digest, terms, moved, part, len(found))


def _changes(group: Sequence[Entry]) -> Iterator[tuple[Entry, Mapping[date, Moved]]]:
    """What each entry of `group` changed by day; the first is what the others are about."""
    before: Mapping[tuple[date, Account], Sums] = {}
    told: list[Entry] = []
    for entry in group:
        after = before
        if entry.kind is not Kind.SUPPLEMENT:  # papers move nothing, however many there are
            told.append(entry)
            after = _sums(told)
        days: defaultdict[date, dict[Account, Sums]] = defaultdict(dict)
        for day, account in {**before, **after}:
            place = day, account
            change = less(after.get(place, Sums()), before.get(place, Sums()))
            if any(change):
                days[day][account] = change
        yield entry, days
        before = after


def _sums(told: Sequence[Entry]) -> Mapping[tuple[date, Account], Sums]:
    """The figures of the first entry of `told` with all that the others say of it."""
    sums: dict[tuple[date, Account], Sums] = {}
    for posting in postings(dossiers(told)[told[0].seq]):
        place = (posting.day, posting.account)
        sums[place] = added((sums.get(place, Sums()), posting.sums))
    return sums
