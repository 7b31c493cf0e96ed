"""Drafts that nothing speaks against, with what an example changes, and how they are put.

`said` records drafts, and `refused` says why a ledger does not.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from coopledger import Draft, Kind, Stage
from coopledger.ledger import Ledger, Receipt
from coopledger.problem import Refused, Value

BIM_SON, HAU_LOC = "bim-son-lang-chanh", "hau-loc-lang-chanh"
LAST = {BIM_SON: 19, HAU_LOC: 7}
"""The numbers of the last entries of `everything`."""

CEMENT = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="500 tonne", date="2023-03-15",
               document="12/BB-UBND", party="bim-son")  # fmt: skip
ROOMS = Draft(kind=Kind.COMPLETION, pledge="giao-an-school", quantity="1", stage=Stage.HANDED_OVER,
              date="2023-08-30", document="8/BBBG", party="hau-loc")  # fmt: skip
PAID = Draft(kind=Kind.DISBURSEMENT, pledge="giao-an-school", quantity="1 tỷ", date="2023-01-10",
             document="3/UNC", party="hau-loc")  # fmt: skip
VISIT = Draft(kind=Kind.ACTIVITY, programme=BIM_SON, area="2", title="Hội chợ", date="2023-09-01",
              document="5/KH", party="bim-son")  # fmt: skip
SEED = Draft(kind=Kind.DELIVERY, pledge="maize-seed", quantity="1 tonne", date="2023-03-15",
             document="1/BB", party="town")  # fmt: skip
REVERSAL = Draft(kind=Kind.REVERSAL, concerns="#2", reason="ghi nhầm", party="bim-son")


def cement(**changes: Any) -> Draft:
    return replace(CEMENT, **changes)


def rooms(quantity: str, **changes: Any) -> Draft:
    return replace(ROOMS, quantity=quantity, **changes)


def paid(quantity: str, **changes: Any) -> Draft:
    return replace(PAID, quantity=quantity, **changes)


def visit(**changes: Any) -> Draft:
    return replace(VISIT, **changes)


def seed(pledge: str, quantity: str, **changes: Any) -> Draft:
    return replace(SEED, pledge=pledge, quantity=quantity, **changes)


def fund(quantity: str, day: str) -> Draft:
    return seed("fund", quantity, kind=Kind.DISBURSEMENT, date=day, document=f"{day}/UNC")


def reversal(**changes: Any) -> Draft:
    return replace(REVERSAL, **changes)


def said(ledger: Ledger, *drafts: Draft) -> Receipt:
    """What recording the last of `drafts` came to."""
    return [ledger.append(draft) for draft in drafts][-1]


def refused(ledger: Ledger, draft: Draft) -> Mapping[str, Mapping[str, Value]]:
    """The values of every problem by its code; the ledger holds what it held before."""
    before = ledger.entries()
    with pytest.raises(Refused) as caught:
        ledger.append(draft)
    assert ledger.entries() == before
    return {problem.code: problem.values for problem in caught.value.problems}


def remarks(receipt: Receipt) -> list[str]:
    return [remark.code for remark in receipt.remarks]


def names(ledger: Ledger) -> list[str]:
    return [f"{one.entry.kind} {one.entry.name}" for one in ledger.entries()]
