"""A book as it is read: its entries in order, the terms in force, what stands, the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from coopledger.book.chain import Head
from coopledger.book.entry import Entry, Kind
from coopledger.book.tally import Figures, tally
from coopledger.terms import Terms, restore


class Recorded(NamedTuple):
    """An entry with what is needed to show it: its terms, its hash, and its reversal if any."""

    entry: Entry
    terms: Terms
    hash: str
    reversal: Entry | None


@dataclass(frozen=True)
class Book:
    """The entries of one programme with their hashes; a book without entries has no head."""

    id: str
    entries: tuple[Entry, ...] = ()
    hashes: tuple[str, ...] = ()

    @property
    def head(self) -> Head | None:
        return Head(self.id, len(self.hashes), self.hashes[-1]) if self.hashes else None

    @cached_property
    def agreements(self) -> tuple[tuple[Entry, Terms], ...]:
        """Every adoption with the terms it brought, in order."""
        return tuple(
            (entry, restore(entry.terms))
            for entry in self.entries
            if entry.kind is Kind.AGREEMENT and entry.terms is not None
        )

    def terms_on(self, day: date) -> Terms:
        """The terms in force on `day`: the latest adopted of those effective by then.

        Before any is effective the first adopted apply. Raises ValueError for an empty book.
        """
        if not self.agreements:
            raise ValueError(f"book {self.id} has no terms: nothing was recorded in it")
        in_force = [terms for entry, terms in self.agreements if entry.occurred_on <= day]
        return in_force[-1] if in_force else self.agreements[0][1]

    @cached_property
    def figures(self) -> Figures:
        return tally(self.entries)

    @cached_property
    def reversals(self) -> Mapping[int, Entry]:
        """The reversal of each entry that was reversed, by that entry's number."""
        return {entry.reverses: entry for entry in self.entries if entry.reverses is not None}

    @property
    def standing(self) -> Iterator[Entry]:
        """The entries that have effect: neither reversals nor reversed."""
        return (
            entry
            for entry in self.entries
            if entry.kind is not Kind.REVERSAL and entry.seq not in self.reversals
        )

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """Every entry, ready to be shown."""
        return tuple(
            Recorded(entry, self.terms_on(entry.occurred_on), hash_, self.reversals.get(entry.seq))
            for entry, hash_ in zip(self.entries, self.hashes, strict=True)
        )

    def find(self, seq: int) -> Entry | None:
        return self.entries[seq - 1] if 1 <= seq <= len(self.entries) else None
