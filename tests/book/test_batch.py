"""A batch says the same to the byte as its drafts recorded one by one, and refuses the same."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger import Draft, Kind, Ledger, Stage
from coopledger.book import batch as batch_module
from coopledger.book.draft import Variant
from coopledger.book.growing import Outcome
from coopledger.book.store import Row
from coopledger.problem import Refused
from tests.book.drafts import BIM_SON, HAU_LOC
from tests.conftest import PROGRAMMES, Clock
from tests.engines import on_both

CEMENT = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="500 tonne", date="2023-03-15")
SCHOOL = Draft(kind=Kind.COMPLETION, pledge="giao-an-school", quantity="1", date="2023-08-20",
               stage=Stage.HANDED_OVER)  # fmt: skip
PAID = Draft(kind=Kind.DISBURSEMENT, pledge="giao-an-school", quantity="1000000", date="2023-01-10")
VISIT = Draft(kind=Kind.ACTIVITY, activity="relics", title="Giao lưu", date="2023-05-01")
NONE = Draft(kind=Kind.ACTIVITY, activity="relics", none_in=2022)


def appended(ledger: Ledger, drafts: Sequence[Draft]) -> list[Outcome]:
    """What becomes of `drafts` in one batch."""
    return ledger.append_all(lambda batch: list(batch.append(map(Variant.of, drafts))))


def recorded(ledger: Ledger, drafts: Sequence[Draft]) -> list[list[str]]:
    """The codes that each of `drafts`, recorded alone, is refused for."""
    refused = []
    for draft in drafts:
        try:
            ledger.append(replace(draft, another=True))
        except Refused as problem:
            refused.append([one.code for one in problem.problems])
        else:
            refused.append([])
    return refused


def kept(ledger: Ledger) -> list[Row]:
    with ledger.kept() as books:
        return list(books.rows())


DAYS = st.sampled_from(["2022-01-01", "2023-12-31", "2024-01-01", "2025-03-15", "2026-02-01"])
WRONG_DAYS = st.sampled_from(["2019-01-01", "2027-01-01", "15/13/2023", "x"])
PAPERS: dict[str, st.SearchStrategy[Any]] = {
    "document": st.none() | st.sampled_from(["1/BB", "2/BB", "", 'a"b\\', "Số 7"]),
    "note": st.none() | st.text(alphabet='ab"\\ẵ:{}/', max_size=6).map(str.strip),
}


def mostly(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 30).flatmap(lambda n: usual if n else rare)


AMOUNTS = mostly(
    st.sampled_from(["1 tonne", "2.5 tonne", "40 bag", "3 bag", "7.125"]),
    st.sampled_from(["0 tonne", "-1 tonne", "1.0001 tonne", "5 cow", "2000 tonne", "y"]),
)
DRAFTS = st.one_of(
    st.builds(replace, st.just(CEMENT), quantity=AMOUNTS, date=mostly(DAYS, WRONG_DAYS), **PAPERS,
              actual_value=st.none() | st.sampled_from(["750 triệu", "1000000 VND", "5"]),
              party=mostly(st.sampled_from([None, "bim-son", "lang-chanh"]), st.just("nobody"))),
    st.builds(replace, st.just(SCHOOL), date=DAYS, **PAPERS),
    st.builds(replace, st.just(PAID), quantity=st.sampled_from(["1 tỷ", "1000", "900 triệu"]),
              date=DAYS, **PAPERS),
    st.builds(replace, st.just(VISIT), title=st.sampled_from(["Hội chợ", "Thăm", ""]), date=DAYS,
              **PAPERS),
    st.just(NONE),
)  # fmt: skip


@given(st.lists(DRAFTS, max_size=25), st.sampled_from([1, 3, 100]))
def test_a_batch_says_the_same_as_its_drafts_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, drafts: list[Draft], block: int
) -> None:
    folder = tmp_path_factory.mktemp("ledgers")
    ledgers = [opened(folder / name) for name in ("one by one", "together")]
    with patch.object(batch_module, "BLOCK", block):
        outcomes = appended(ledgers[1], drafts)
    alone = recorded(ledgers[0], drafts)
    assert [[problem.code for problem in one.problems] for one in outcomes] == alone
    assert [row[1:] for row in kept(ledgers[1])] == [row[1:] for row in kept(ledgers[0])]
    assert ledgers[1].verify().problems == ()  # its running figures are those of its entries


def opened(folder: Any) -> Ledger:
    folder.mkdir()
    shutil.copy(PROGRAMMES, folder)
    (folder / "workspace.yaml").write_text('decimal: "."\nparty: bim-son\n', encoding="utf-8")
    return Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")


PAPER = replace(CEMENT, document="12/BB-UBND", quantity="5 tonne")


def already(outcomes: Sequence[Outcome]) -> list[int | None]:
    """The numbers of the entries that stood there before."""
    return [one.already.seq if one.already is not None else None for one in outcomes]


@on_both
def test_the_same_rows_again_add_nothing(ledger: Ledger) -> None:
    drafts = [PAPER, CEMENT, PAPER, replace(PAPER, document="13/BB-UBND")]
    assert already(appended(ledger, drafts)) == [None] * 4
    before = kept(ledger)
    assert already(appended(ledger, drafts)) == [2, 3, 4, 5]
    assert kept(ledger) == before


@on_both
def test_two_equal_rows_are_two_and_a_third_is_added_later(ledger: Ledger) -> None:
    assert already(appended(ledger, [PAPER, PAPER])) == [None, None]
    assert already(appended(ledger, [PAPER, PAPER, PAPER])) == [2, 3, None]


@on_both
def test_a_row_of_a_day_that_has_long_passed_is_not_dropped(ledger: Ledger) -> None:
    appended(ledger, [replace(PAPER, date="2025-03-15")])
    assert already(appended(ledger, [replace(PAPER, date="2022-03-15")])) == [None]


@on_both
def test_what_was_recorded_by_hand_is_not_recorded_again(ledger: Ledger) -> None:
    ledger.append(replace(PAPER, note="chuyến đầu", quantity="100 bag"))
    assert already(appended(ledger, [PAPER])) == [2]


@on_both
def test_what_was_reversed_is_not_brought_in_again(ledger: Ledger) -> None:
    appended(ledger, [PAPER])
    ledger.append(Draft(kind=Kind.REVERSAL, concerns=f"{BIM_SON}#2", reason="nhầm"))
    assert already(appended(ledger, [PAPER])) == [2]


@on_both
def test_a_row_that_differs_in_its_paper_alone_is_recorded_with_a_remark(ledger: Ledger) -> None:
    ledger.append(replace(PAPER, document=None))
    (outcome,) = appended(ledger, [PAPER])
    assert outcome.row is not None
    assert [remark.code for remark in outcome.remarks][-1] == "R105"


@on_both
def test_what_the_other_side_has_told_of_is_to_be_confirmed(ledger: Ledger) -> None:
    ledger.append(replace(PAPER, party="lang-chanh"))
    (outcome,) = appended(ledger, [PAPER])
    assert [problem.code for problem in outcome.problems] == ["B131"]


@on_both
def test_remarks_are_those_of_a_single_entry(ledger: Ledger) -> None:
    late = replace(CEMENT, date="2026-02-01", quantity="1 tonne")
    (outcome, paper) = appended(ledger, [late, PAPER])
    assert [remark.code for remark in outcome.remarks] == ["R106", "R101", "R103", "R104", "R104"]
    assert [remark.code for remark in paper.remarks] == ["R106"]


@on_both
def test_rows_of_two_programmes_go_into_two_books(ledger: Ledger) -> None:
    appended(ledger, [PAPER, PAID, replace(PAPER, document="2"), SCHOOL])
    assert {row.book: row.seq for row in kept(ledger)} == {BIM_SON: 3, HAU_LOC: 3}


@on_both
def test_a_limit_holds_within_a_block(ledger: Ledger) -> None:
    outcomes = appended(ledger, [replace(PAPER, quantity="800 tonne")] * 3 + [PAPER])
    assert [[p.code for p in one.problems] for one in outcomes] == [[], [], ["B109"], []]
    assert verified(ledger)


def verified(ledger: Ledger) -> bool:
    return ledger.verify().problems == ()


@on_both
def test_days_that_come_again_are_held_to_what_all_of_them_add_up_to(ledger: Ledger) -> None:
    days = [replace(PAPER, date=day) for day in ("2023-03-15", "2024-03-15")]
    more = [replace(one, quantity="1200 tonne", document="2") for one in days]
    with patch.object(batch_module, "BLOCK", 2):
        outcomes = appended(ledger, [*days, *more])
    assert [[p.code for p in one.problems] for one in outcomes] == [[], [], [], ["B109"]]


@on_both
def test_rows_of_one_day_are_counted_one_by_one(ledger: Ledger) -> None:
    visits = [replace(VISIT, title=f"Thăm {number}") for number in range(3)]
    appended(ledger, [CEMENT, replace(CEMENT, quantity="5 tonne"), *visits, VISIT, VISIT])
    assert ledger.verify().problems == ()
    (status,) = (one for one in ledger.progress() if one.terms.id == BIM_SON)
    assert status.awaiting == len(status.pending) == 2
