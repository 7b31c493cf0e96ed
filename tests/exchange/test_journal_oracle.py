"""Other programs add the journals up for themselves, and come to the figures of coop."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given

from coopledger.book import Book
from coopledger.book.spending import fulfilling
from coopledger.book.tally import Account, Measure, Sums
from coopledger.progress.year import calendar_year, year_line
from coopledger.quantity.writing import plain
from coopledger.terms import Terms, parse
from coopledger.terms.workspace import read_file
from tests.book.histories import Fact, histories, opened, told
from tests.book.history import record
from tests.conftest import PROGRAMMES, Clock
from tests.exchange.happenings import books
from tests.exchange.journals import Balances, beancount_balances, below, hledger_balances

Names = Callable[[Sequence[str]], str]
"""How a program calls the account made of these parts."""


def in_hledger(parts: Sequence[str]) -> str:
    return ":".join(parts)


def in_beancount(parts: Sequence[str]) -> str:
    root = {"claimed": "Income", "returned": "Expenses"}.get(parts[3], "Assets")
    return ":".join((root, *(part[0].upper() + part[1:] for part in parts)))


FIGURES: Mapping[str, Callable[[Sums], int]] = {
    "claimed": lambda sums: -sums.claimed,
    "delivered:confirmed": lambda sums: sums.confirmed,
    "delivered:unconfirmed": lambda sums: sums.delivered - sums.confirmed,
    "disputed": lambda sums: sums.disputed,
}


def figures(book: Book, names: Names) -> Balances:
    """The figures of `book` as balances of accounts by year, share by share."""
    found: dict[tuple[str, str, int], Decimal] = defaultdict(Decimal)
    for account, days in book.figures.days.items():
        if account.measure in {Measure.VALUED, Measure.WAITING}:
            continue  # which move nothing: they are asked for beside the figures
        for words, figure in FIGURES.items():
            name, unit = names(parts(book, account, words)), commodity(account.unit, names)
            for day, sums in days.items():
                found[name, unit, day.year] += figure(sums) * step(book, account)
        if account.measure is Measure.RETURN:  # it has left what it was delivered under
            pledge = book.terms_on(date.max).pledges[account.item]
            left = names(parts(book, account._replace(measure=fulfilling(pledge)), "returned"))
            for day, sums in days.items():
                place = (left, commodity(account.unit, names), day.year)
                found[place] += sums.delivered * step(book, account)
    return {place: number for place, number in found.items() if number}


def parts(book: Book, account: Account, words: str) -> Sequence[str]:
    share = [account.share] if account.share is not None else []
    return [book.id, account.item, account.measure, *words.split(":"), *share]


def commodity(unit: str, names: Names) -> str:
    name = unit or "occasion"
    return name if names is in_hledger else name.upper()


def step(book: Book, account: Account) -> Decimal:
    units = book.terms_on(date.max).units
    return Decimal(plain(units[account.unit].step)) if account.unit else Decimal(1)


def figured(balances: Balances) -> Balances:
    """The balances without what is only there to balance them."""
    return {p: n for p, n in balances.items() if "missing" not in p[0].lower().split(":")}


def lines(book: Book) -> Iterator[tuple[Sequence[str], str, int, Decimal, Decimal]]:
    """What a report of each year says of each pledge: delivered and confirmed in it."""
    for pledge in book.terms_on(date.max).pledges.values():
        account = Account(pledge.id, fulfilling(pledge))
        for year in range(2021, 2027):
            line = year_line(pledge, None, book.figures, calendar_year(year))
            delivered, confirmed = line.delivered.amount, line.confirmed.amount
            said = Decimal(plain(delivered)), Decimal(plain(confirmed))
            yield parts(book, account, "delivered"), pledge.unit.id, year, *said


def agree(book: Book, balances: Balances, names: Names) -> None:
    """What another program says of `book` is what coop says."""
    assert figured(balances) == figures(book, names)
    for place, unit, year, delivered, confirmed in lines(book):
        where = (commodity(unit, names), year)
        assert below(balances, names(place), *where) == delivered
        assert below(balances, names((*place, "confirmed")), *where) == confirmed


@given(books())
def test_beancount_comes_to_the_figures_of_every_pledge_share_measure_and_year(book: Book) -> None:
    agree(book, beancount_balances([book]), in_beancount)


@given(histories())
def test_beancount_comes_to_the_figures_however_often_something_is_returned_and_reversed(
    facts: list[Fact],
) -> None:
    book, _ = told(facts, range(len(facts)), opened(cement()))
    agree(book, beancount_balances([book]), in_beancount)


@cache
def cement() -> Terms:
    return next(terms for terms in parse(read_file(PROGRAMMES)) if terms.id == "bim-son-lang-chanh")


def test_hledger_comes_to_the_figures_of_every_pledge_share_measure_and_year() -> None:
    many: list[Book] = []

    @given(books())
    def gather(book: Book) -> None:
        many.append(called(book, f"hills-{len(many)}"))

    gather()
    balances = hledger_balances(many)
    for book in many:
        own = {p: n for p, n in balances.items() if p[0].startswith(f"{book.id}:")}
        agree(book, own, in_hledger)
    assert len({measure for book in many for measure in measures(book)}) == len(Measure)


def called(book: Book, name: str) -> Book:
    """The same book under another name, so that many stand in one journal."""
    return Book(name, tuple(entry._replace(book=name) for entry in book.entries), book.hashes)


def measures(book: Book) -> set[Measure]:
    return {account.measure for account in book.figures.days}


@pytest.fixture
def both(tmp_path: Path, clock: Clock) -> tuple[Book, ...]:
    """Two books in which every kind of entry says everything it can."""
    return record(tmp_path / "workspace", clock).books()


@pytest.mark.parametrize(
    ("balances", "names"),
    [(beancount_balances, in_beancount), (hledger_balances, in_hledger)],
    ids=["beancount", "hledger"],
)
def test_two_books_in_one_journal_are_not_added_to_each_other(
    both: tuple[Book, ...], balances: Callable[[Sequence[Book]], Balances], names: Names
) -> None:
    found = balances(both)
    for book in both:
        root = book.id if names is in_hledger else book.id.capitalize()
        part = {p: n for p, n in found.items() if root in p[0].split(":")}
        agree(book, part, names)
