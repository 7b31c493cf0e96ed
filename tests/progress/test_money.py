"""A total in money is given only over stated values, and says what it leaves out."""

from dataclasses import replace
from datetime import date

import pytest

from coopledger import Draft, Kind, Ledger, Stage
from coopledger.quantity.writing import plain

CEMENT = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="500 tonne", date="2023-03-15",
               document="12/BB", party="bim-son")  # fmt: skip
PAID = Draft(kind=Kind.DISBURSEMENT, pledge="giao-an-school", quantity="3,6 tỷ",
             date="2023-11-20", document="3/UNC", party="hau-loc")  # fmt: skip
BUILT = replace(PAID, kind=Kind.COMPLETION, quantity="4", stage=Stage.HANDED_OVER, document="8/BG")
DONE = replace(BUILT, stage=Stage.COMPLETED, document="7/NT")
BACK = Draft(kind=Kind.RETURN, concerns="#3", quantity="20", party="lang-chanh", reason="vón cục",
             date="2023-06-01")  # fmt: skip
UNPAID = Draft(kind=Kind.REVERSAL, concerns="#2", reason="ghi nhầm", party="hau-loc")
DISPUTED = replace(BACK, kind=Kind.ANSWER, concerns="#2", quantity=None, disputed=True)


def stated(ledger: Ledger, day: date | None = None) -> tuple[list[str], list[str]]:
    """The totals of all programmes, and what they leave out."""
    views = ledger.progress(day)
    totals = [f"{plain(t.amount)} {t.unit.id}" for view in views for t in view.money.totals]
    left_out = [
        f"{one.pledge.id} {plain(one.quantity.amount)}" for v in views for one in v.money.left_out
    ]
    return totals, left_out


def valued(worth: str) -> Draft:
    return replace(CEMENT, quantity="100 tonne", document="13/BB", actual_value=worth)


@pytest.mark.parametrize(
    ("drafts", "totals", "left_out"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([CEMENT], [], ["cement 500"], id="no value stated"),
        pytest.param([valued("150 triệu")], ["150000000 VND"], [], id="all of it stated"),
        pytest.param([CEMENT, valued("150 triệu")], ["150000000 VND"], ["cement 500"], id="some"),
        pytest.param([PAID, BUILT], ["3600000000 VND"], [], id="works are worth what was paid"),
        pytest.param([BUILT], [], ["giao-an-school 4"], id="works nobody paid for"),
        pytest.param([PAID, BUILT, UNPAID], [], ["giao-an-school 4"], id="a payment reversed"),
        pytest.param([DONE], [], [], id="not handed over"),
    ],
)
def test_what_is_stated_and_what_is_left_out(
    ledger: Ledger, drafts: list[Draft], totals: list[str], left_out: list[str]
) -> None:
    for draft in drafts:
        ledger.append(draft)
    assert stated(ledger) == (totals, left_out)


def test_what_is_disputed_or_returned_counts_no_more(ledger: Ledger) -> None:
    ledger.append(valued("150 triệu"))
    ledger.append(CEMENT)
    ledger.append(BACK)
    ledger.append(DISPUTED)
    assert stated(ledger) == ([], ["cement 480"])
    assert stated(ledger, date(2023, 5, 31)) == ([], ["cement 500"])
