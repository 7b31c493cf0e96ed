"""Journals as the programs read them that they are made for."""

import csv
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from beancount import loader
from beancount.core.data import Transaction

from coopledger.book import Book
from coopledger.exchange.journal import beancount, hledger
from tests.office import installed

Balances = Mapping[tuple[str, str, int], Decimal]
"""What came into an account, of a commodity, in a year."""


def in_hledger(books: Iterable[Book], *command: str) -> str:
    """What hledger answers about the journal of `books`, which it has to take strictly."""
    done = subprocess.run(
        [installed("hledger"), "-f", "-", *command],
        input="\n".join(hledger(books)) + "\n", capture_output=True, text=True, encoding="utf-8",
        timeout=60, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(books: Iterable[Book]) -> list[dict[str, Any]]:
    """Every transaction as hledger understood it."""
    return list(json.loads(in_hledger(books, "print", "--strict", "-O", "json")))


def hledger_balances(books: Iterable[Book]) -> Balances:
    """What hledger adds up, each account by itself."""
    said = in_hledger(
        books, "balance", "--strict", "--yearly", "--layout=bare", "--no-total", "-O", "csv"
    )
    head, *rows = csv.reader(said.splitlines())
    return {
        (row[0], row[1], int(year)): Decimal(figure)
        for row in rows
        for year, figure in zip(head[2:], row[2:], strict=True)
        if Decimal(figure)
    }


def in_beancount(books: Iterable[Book]) -> list[Any]:
    """The directives beancount reads of `books`, none of which it complains about."""
    entries, errors, _ = loader.load_string("\n".join(beancount(books)) + "\n")
    assert not errors, errors
    return list(entries)


def transactions(books: Iterable[Book]) -> list[Any]:
    return [entry for entry in in_beancount(books) if isinstance(entry, Transaction)]


def beancount_balances(books: Iterable[Book]) -> Balances:
    """What the postings beancount has booked add up to, each account by itself."""
    sums: dict[tuple[str, str, int], Decimal] = defaultdict(Decimal)
    for entry in transactions(books):
        for posting in entry.postings:
            place = (posting.account, posting.units.currency, entry.date.year)
            sums[place] += posting.units.number
    return {place: number for place, number in sums.items() if number}


def below(balances: Balances, account: str, commodity: str, year: int) -> Decimal:
    """What came into `account` and all accounts below it."""
    return sum(
        (
            number
            for (name, unit, when), number in balances.items()
            if f"{name}:".startswith(f"{account}:") and (unit, when) == (commodity, year)
        ),
        Decimal(),
    )
