"""A unit is data: a line of YAML is all it takes to promise and to deliver in it."""

from collections.abc import Callable
from datetime import date

import pytest

from coopledger import Draft, Kind, Ledger
from coopledger.book import Steps
from coopledger.problem import Refused
from coopledger.quantity.writing import write_quantity
from tests.terms.documents import edited

UNITS = """\
  cow: {dimension: count, step: 1, vi: con bò, en: cow, plural: cows, also: [bò]}
  pair: {equals: 2 cow, step: 1, vi: đôi bò, en: pair of cows}
"""
PLEDGE = """\
          - id: cows
            title: {vi: Bò giống, en: Breeding cows}
            form: goods
            target: 150 cow
"""
HOUSE, HOUSES = "  house: {", "          - id: houses\n"
WITH_COWS = edited((HOUSE, UNITS + HOUSE), (HOUSES, PLEDGE + HOUSES))


def delivery(quantity: str, pledge: str | None = "cows") -> Draft:
    return Draft(kind=Kind.DELIVERY, pledge=pledge, quantity=quantity, date="2023-03-15")


@pytest.fixture
def ledger(write_programmes: Callable[[str], Ledger]) -> Ledger:
    return write_programmes(WITH_COWS)


@pytest.mark.parametrize(
    "typed", ["20 cow", "20 cows", "20 con bò", "20 bo", "20", "10 pair", "10 đôi bò"]
)
def test_a_delivery_is_counted_in_a_unit_that_was_only_declared(ledger: Ledger, typed: str) -> None:
    entry = ledger.append(delivery(typed)).entry

    (programme,) = ledger.progress(date(2023, 12, 31), pledge="cows")
    (cows,) = programme.pledges
    assert entry.quantity == Steps("cow", 20)
    assert write_quantity(cows.standing.delivered, "en") == "20 cows"
    assert write_quantity(cows.standing.delivered, "vi") == "20 con bò"
    assert cows.standing.percent == 133


def test_the_unit_alone_finds_the_pledge_it_belongs_to(ledger: Ledger) -> None:
    assert ledger.append(delivery("3 cow", pledge=None)).entry.pledge == "cows"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("0.5 cow", "Q104"), ("20 buffalo", "Q110"), ("20 tonne", "Q112"), ("20 house", "Q112")],
)
def test_what_is_no_number_of_cows_is_refused(ledger: Ledger, typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        ledger.append(delivery(typed))

    assert [problem.code for problem in caught.value.problems] == [code]
    assert ledger.entries() == ()
