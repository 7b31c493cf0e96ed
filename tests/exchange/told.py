"""Books that say little: terms, and then an entry a line."""

from decimal import Decimal
from typing import Any

from coopledger.book import Book, Entry, Kind, Steps
from coopledger.book.entry import Adoption
from coopledger.terms import Terms
from tests.progress.examples import TERMS, entry

CEMENT = TERMS["bim-son-lang-chanh"]
START = entry(Kind.AGREEMENT, "2021-01-01", adoption=Adoption.FIRST, terms=CEMENT.snapshot)


def book(*entries: Entry, terms: Terms = CEMENT) -> Book:
    """A book that was adopted, and then says this; hashes are numbers, to be read at a glance."""
    first = START._replace(terms=terms.snapshot)
    told = tuple(one._replace(seq=n, book=terms.id) for n, one in enumerate((first, *entries), 1))
    return Book(terms.id, told, tuple(f"{one.seq:064x}" for one in told))


def tonnes(number: str) -> Steps:
    return Steps("tonne", int(Decimal(number) * 1000))


def delivery(day: str, number: str, **said: Any) -> Entry:
    return entry(Kind.DELIVERY, day, pledge="cement", quantity=tonnes(number), **said)


def answer(about: int, **said: Any) -> Entry:
    return entry(Kind.ANSWER, "2024-01-10", answers=about, **{"party": "lang-chanh", **said})


def given_back(about: int, day: str, number: str) -> Entry:
    return entry(Kind.RETURN, day, returns=about, quantity=tonnes(number), reason="vón cục",
                 party="lang-chanh")  # fmt: skip


def reversal(about: int) -> Entry:
    return entry(Kind.REVERSAL, "2024-02-01", reverses=about, reason="nhầm")


WORKED = book(
    delivery("2023-03-15", "500"),
    answer(2, accepted=tonnes("480"), short=tonnes("15"), rejected=tonnes("5")),
    given_back(2, "2023-05-04", "20"),
    reversal(2),
)
"""500 t of which 480 were accepted and 20 came back, until all of it is cancelled."""
