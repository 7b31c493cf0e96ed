"""What happened: entries, their tally, the chain, admission, and where books are kept."""

from coopledger.book.admission import Admission
from coopledger.book.book import Book, Recorded
from coopledger.book.chain import Head
from coopledger.book.draft import Circumstances, Draft
from coopledger.book.entry import Entry, Kind, Stage, Steps

__all__ = [
    "Admission", "Book", "Circumstances", "Draft", "Entry", "Head", "Kind", "Recorded", "Stage",
    "Steps",
]  # fmt: skip
