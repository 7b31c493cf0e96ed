"""A match: entries of two books that tell of the same thing."""

from enum import StrEnum
from typing import Literal, NamedTuple

from coopledger.exchange.reconcile.compare import Difference
from coopledger.exchange.reconcile.facts import Fact

Facts = tuple[Fact, ...]


class By(StrEnum):
    """Why entries are taken for the same."""

    ENTRY = "entry"
    KEY = "key"
    DOCUMENT = "document"
    CONTENT = "content"
    DAY = "day"


class Match(NamedTuple):
    """Entries of one book that tell of what entries of the other tell of, and what differs."""

    ours: Facts
    theirs: Facts
    by: By
    differences: tuple[Difference, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether either book says that the sides do not agree on it."""
        return any(fact.disputed for fact in (*self.ours, *self.theirs))

    @property
    def result(self) -> Literal["agreed", "differing", "disputed"]:
        """What is disputed is settled first, whatever else differs."""
        if self.disputed:
            return "disputed"
        return "differing" if self.differences else "agreed"

    @property
    def agreed(self) -> bool:
        return self.result == "agreed"
