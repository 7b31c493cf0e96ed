"""Pledges as budgets: what is planned for each year, as hledger and fava compare it."""

import csv

import pytest
from beancount.core.data import Custom

from coopledger.book import Book, Entry, Kind
from coopledger.book.entry import Adoption
from coopledger.exchange.journal import hledger
from coopledger.terms import Terms
from tests.exchange.happenings import ANNEXES, hills
from tests.exchange.journals import in_beancount, in_hledger
from tests.exchange.told import WORKED, book
from tests.progress.examples import entry


def planned(*books: Book) -> dict[tuple[str, str], dict[str, str]]:
    """The goals of each account and commodity by year, as hledger's budget report shows them."""
    said = in_hledger(
        books, "balance", "--budget", "--yearly", "-p", "2021..2026", "--layout=bare",
        "-O", "csv", "--strict", ":delivered",
    )  # fmt: skip
    head, *rows = csv.reader(said.splitlines())
    return {
        (row[0], row[1]): {
            head[at - 1]: row[at] for at in range(3, len(row), 2) if row[at] not in {"0", ""}
        }
        for row in rows
        if row[0].endswith(":delivered")
    }


def budgets(*books: Book) -> list[tuple[str, str, int, str, str]]:
    """The budgets as fava reads them: account, period, year, number, commodity."""
    return [
        (account.value, period.value, one.date.year, str(goal.value.number), goal.value.currency)
        for one in in_beancount(books)
        if isinstance(one, Custom)
        for account, period, goal in [one.values]
    ]


def test_instalments_are_the_budget_of_their_years() -> None:
    goals = planned(WORKED)[f"{WORKED.id}:cement:delivery:delivered", "tonne"]
    assert goals == dict.fromkeys(("2022", "2023", "2024", "2025"), "500.000")


def test_a_budget_for_fava_ends_with_the_last_instalment() -> None:
    account = "Assets:Bim-son-lang-chanh:Cement:Delivery:Delivered"
    assert budgets(WORKED) == [
        (account, "yearly", year, number, "TONNE")
        for year, number in (
            (2022, "500.000"),
            (2023, "500.000"),
            (2024, "500.000"),
            (2025, "500.000"),
            (2026, "0.000"),
        )
    ]


def annex(terms: Terms, day: str = "2023-06-01") -> Entry:
    return entry(Kind.AGREEMENT, day, adoption=Adoption.AMENDMENT, terms=terms.snapshot,
                 document="1/PL", party="town")  # fmt: skip


CEMENT_GOAL = ("hills:cement:delivery:delivered", "tonne")


def test_an_annex_takes_the_place_of_what_was_planned_before_and_is_not_added_to_it() -> None:
    first, second = hills(*ANNEXES[1]), hills(*ANNEXES[0])
    assert planned(book(terms=first))[CEMENT_GOAL] == {"2022": "10.000", "2024": "40.000"}
    assert planned(book(annex(second), terms=first))[CEMENT_GOAL] == {"2024": "60.000"}


def test_a_year_without_an_instalment_has_a_budget_of_nothing() -> None:
    told = budgets(book(terms=hills(*ANNEXES[1])))
    assert [(year, number) for _, _, year, number, _ in told] == [
        (2022, "10.000"), (2023, "0.000"), (2024, "40.000"), (2025, "0.000"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "edit",
    [
        (),
        ("target: 50 tonne", "target: 50 tonne, window: 2022-2024, condition: {vi: k, en: c}"),
        ("target: 50 tonne", "target: 0 tonne, window: 2022-2024"),
        ("target: 50 tonne", "ceiling: 50 tonne, window: 2022-2024"),
    ],
    ids=["never due", "on a condition", "withdrawn", "no target"],
)
def test_nothing_is_planned_that_is_not_due(edit: tuple[str, ...]) -> None:
    told = list(hledger([book(terms=hills(*edit))]))
    assert not [line for line in told if "planned" in line or ":delivered" in line]
