"""What happened: entries, their tally, the chain, admission, and where books are kept.

These are the names that reading a book needs; those that only recording needs are imported from
where they are defined, so that a report does not load them.
"""

from coopledger.book.book import Book, Recorded
from coopledger.book.chain import Head
from coopledger.book.entry import Adoption, Entry, Kind, Stage, Steps

__all__ = ["Adoption", "Book", "Entry", "Head", "Kind", "Recorded", "Stage", "Steps"]
