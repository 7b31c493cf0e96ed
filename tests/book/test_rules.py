"""What recording refuses, and what it accepts with a remark."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopledger import Draft, Kind, Stage
from coopledger.ledger import Ledger
from coopledger.problem import Value
from coopledger.quantity import Quantity
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    HAU_LOC,
    REVERSAL,
    cement,
    fund,
    paid,
    refused,
    remarks,
    reversal,
    rooms,
    said,
    seed,
    visit,
)
from tests.conftest import Clock

# What is refused whatever the book holds


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        pytest.param(cement(pledge="ximang"), "B151", id="unknown pledge"),
        pytest.param(cement(programme="hoang-hoa"), "B154", id="unknown programme"),
        pytest.param(visit(programme="Lang Chánh"), "B155", id="a title two programmes have"),
        pytest.param(cement(party="hau-loc"), "B101", id="party of another programme"),
        pytest.param(cement(date="2026-11-24"), "B102", id="a date in the future"),
        pytest.param(cement(date="2020-12-31"), "B103", id="before the programme"),
        pytest.param(cement(quantity="0 tonne"), "B104", id="zero"),
        pytest.param(cement(quantity="-5 tonne"), "B104", id="negative"),
        pytest.param(cement(actual_value="0 VND"), "B104", id="worth nothing"),
        pytest.param(cement(quantity=None), "B105", id="no quantity"),
        pytest.param(cement(quantity="500 VND"), "Q112", id="money for tonnes"),
        pytest.param(rooms("1 tonne"), "Q112", id="tonnes for classrooms"),
        pytest.param(cement(quantity="0.0001 tonne"), "Q104", id="finer than a kilogram"),
        pytest.param(paid("0.5 VND"), "Q104", id="finer than a đồng"),
        pytest.param(rooms("1.5"), "Q104", id="half a classroom"),
        pytest.param(cement(kind=Kind.COMPLETION), "B106", id="completion of goods"),
        pytest.param(rooms("1", kind=Kind.DELIVERY, stage=None), "B106", id="delivery of works"),
        pytest.param(
            cement(kind=Kind.DISBURSEMENT, quantity="1 tỷ"), "B106", id="money for what names none"
        ),
        pytest.param(cement(kind=Kind.AGREEMENT), "B155", id="terms of which programme?"),
        pytest.param(
            cement(kind=Kind.AGREEMENT, programme=BIM_SON), "B161", id="terms are not recorded so"
        ),
        pytest.param(cement(share="xa-giao-an"), "B108", id="a share of what is not shared"),
        pytest.param(cement(actual_value="5 tonne"), "B116", id="worth in tonnes"),
        pytest.param(visit(title=None), "B111", id="activity without a title"),
        pytest.param(visit(title=" "), "B111", id="activity with a blank title"),
        pytest.param(visit(title=None, none_in=2020), "B112", id="none in a year outside"),
        pytest.param(visit(title=None, none_in=0), "Q203", id="none in the year 0"),
        pytest.param(visit(area="5"), "B115", id="a fifth content area"),
        pytest.param(visit(area=None), "B115", id="no content area"),
        pytest.param(visit(activity="health"), "B151", id="unknown activity"),
        pytest.param(cement(stage=Stage.COMPLETED), "B803", id="a stage of goods"),
        pytest.param(rooms("1", stage=None), "B803", id="works without a stage"),
        pytest.param(reversal(), "B156", id="an entry of an empty book"),
    ],
)
def test_it_is_refused(ledger: Ledger, draft: Draft, code: str) -> None:
    assert code in refused(ledger, draft)
    assert ledger.entries() == ()


def test_everything_wrong_is_said_at_once(ledger: Ledger) -> None:
    wrong = cement(party="hau-loc", date="2026-11-24", quantity="-1 tonne")
    assert set(refused(ledger, wrong)) == {"B101", "B102", "B104"}
    unreadable = cement(date="15/3/23", quantity="many", note="\x00")
    assert set(refused(ledger, unreadable)) == {"Q101", "Q201", "Q301"}
    both = cement(date="31/2/2023", quantity="-5 tonne", party="hau-loc")
    assert set(refused(ledger, both)) == {"Q202", "B104", "B101"}


def test_today_is_no_future_and_the_programmes_first_day_is_in_it(ledger: Ledger) -> None:
    assert said(ledger, cement(date="2026-11-23")).kept
    assert said(ledger, cement(date=None, quantity="1 tonne")).entry.occurred_on == ledger.today
    assert said(ledger, cement(date="2021-01-01")).kept


def test_today_is_where_the_workspace_is(ledger: Ledger, clock: Clock) -> None:
    """At 17:30 in Greenwich it is tomorrow in Hanoi."""
    clock.advance(hours=9, minutes=30)
    assert said(ledger, cement(date="2026-11-24")).entry.occurred_on == date(2026, 11, 24)


# Which pledge


def test_an_unknown_pledge_lists_what_there_is(ledger: Ledger) -> None:
    values = refused(ledger, cement(pledge="ximang"))["B151"]
    assert values["candidates"] == (f"{HAU_LOC}/giao-an-school", f"{BIM_SON}/cement")


def test_an_ambiguous_pledge_lists_the_candidates(uplands: Ledger) -> None:
    values = refused(uplands, seed("seed", "1 tonne"))["B152"]
    assert values["candidates"] == ("uplands/rice-seed", "uplands/maize-seed")


def test_without_a_name_the_quantity_finds_the_only_pledge(ledger: Ledger) -> None:
    assert said(ledger, cement(pledge=None)).entry.pledge == "cement"
    assert said(ledger, cement(pledge=None, quantity="1", unit="tonne")).entry.pledge == "cement"
    assert set(refused(ledger, cement(pledge=None, quantity="5 classroom"))) == {"B153"}


def test_bags_are_kept_as_tonnes_and_as_they_were_said(ledger: Ledger) -> None:
    entry = said(ledger, cement(quantity="10000 bag")).entry
    assert entry.quantity is not None
    assert (entry.quantity.unit, entry.quantity.steps) == ("tonne", 500_000)
    assert entry.stated == "10000 bag"


# Targets and ceilings


@pytest.mark.parametrize(
    ("before", "draft", "code"),
    [
        pytest.param([], cement(quantity="2000.001 tonne"), "B109", id="2,000.001 t"),
        pytest.param([cement(quantity="2000 tonne")], cement(quantity="0.001 tonne"), "B109",
                     id="a kilogram above 2,000 t"),
        pytest.param([cement(quantity="2000 tonne")], cement(quantity="1 bag"), "B109",
                     id="a bag above 2,000 t"),
        pytest.param([rooms("4")], rooms("1", document="9"), "B109", id="a fifth classroom"),
        pytest.param([rooms("4", stage=Stage.COMPLETED)], rooms("1", stage=Stage.COMPLETED),
                     "B109", id="a fifth classroom completed"),
        pytest.param([], paid("4000000001 VND"), "B110", id="4,000,000,001 đồng"),
        pytest.param([paid("4 tỷ")], paid("1 VND"), "B110", id="a đồng above 4 billion"),
    ],
)  # fmt: skip
def test_above_target_or_ceiling_is_refused_unless_it_is_allowed(
    ledger: Ledger, before: list[Draft], draft: Draft, code: str
) -> None:
    """Facts can be above what was agreed: allowed, they are recorded and marked."""
    for one in before:
        assert said(ledger, one).entry.excess is None
    assert set(refused(ledger, draft)) == {code}
    allowed = said(ledger, replace(draft, allow_excess=True))
    assert (allowed.entry.excess, remarks(allowed)) == (True, ["R107"])


@pytest.mark.parametrize(
    ("draft", "more"),
    [
        (cement(quantity="2000 tonne"), None),
        (rooms("4"), rooms("4", stage=Stage.COMPLETED)),
        (rooms("4"), paid("4 tỷ")),
        (cement(quantity="1999.999 tonne"), cement(quantity="0.001 tonne")),
        (cement(quantity="1 tonne", allow_excess=True), None),
    ],
    ids=["target reached", "two counters", "rooms and money", "the last kilogram", "not needed"],
)
def test_what_is_not_above_is_not_marked(ledger: Ledger, draft: Draft, more: Draft | None) -> None:
    for one in filter(None, (draft, more)):
        receipt = said(ledger, one)
        assert (receipt.entry.excess, remarks(receipt)) == (None, [])


def test_the_excess_is_spelled_out(ledger: Ledger) -> None:
    said(ledger, cement(quantity="1900 tonne"))
    values = refused(ledger, cement(quantity="250 tonne"))["B109"]
    amounts = [values[name].amount for name in ("limit", "before", "more", "excess")]  # type: ignore[attr-defined]
    assert amounts == [2000, 1900, 250, 150]


def test_allowing_an_excess_allows_nothing_else(ledger: Ledger) -> None:
    draft = cement(quantity="2001 tonne", date="2020-12-31", allow_excess=True)
    assert set(refused(ledger, draft)) == {"B103"}


def test_a_ceiling_per_year_starts_anew_on_1_january(uplands: Ledger) -> None:
    said(uplands, fund("500 VND", "2023-12-31"))
    assert set(refused(uplands, fund("1 VND", "2023-01-01"))) == {"B110"}
    assert remarks(said(uplands, fund("500 VND", "2024-01-01"))) == []


def test_the_worth_of_goods_counts_against_a_ceiling_in_money(uplands: Ledger) -> None:
    worth = seed("maize-seed", "1 tonne", actual_value="600000 VND")
    said(uplands, worth)
    assert set(refused(uplands, replace(worth, document="2/BB"))) == {"B110"}
    payment = seed("maize-seed", "400001 VND", kind=Kind.DISBURSEMENT)
    assert set(refused(uplands, payment)) == {"B110"}
    assert remarks(said(uplands, replace(payment, quantity="400000 VND"))) == []


def test_services_are_delivered(uplands: Ledger) -> None:
    assert remarks(said(uplands, seed("advice", "3"))) == []


def test_what_is_shared_names_its_share(uplands: Ledger) -> None:
    unnamed = refused(uplands, seed("rice-seed", "1 tonne"))["B107"]
    assert unnamed["parties"] == ("east", "west")
    assert set(refused(uplands, seed("rice-seed", "1 tonne", share="hill"))) == {"B108"}
    said(uplands, seed("rice-seed", "40 tonne", share="west"))
    above = refused(uplands, seed("rice-seed", "0.001 tonne", share="west"))["B109"]
    assert above["share"] == "west"
    assert remarks(said(uplands, seed("rice-seed", "60 tonne", share="east"))) == []


# Reversals


def test_a_reversal_takes_an_entry_back(ledger: Ledger) -> None:
    receipt = said(ledger, CEMENT, REVERSAL)
    assert (receipt.entry.reverses, receipt.entry.reason, remarks(receipt)) == (2, "ghi nhầm", [])
    assert receipt.progress is not None
    assert receipt.progress.pledge.id == "cement"
    assert ledger.entry("#2")[0].reversal == receipt.entry
    assert remarks(said(ledger, cement(quantity="2000 tonne"))) == []


@pytest.mark.parametrize(
    ("draft", "code", "values"),
    [
        pytest.param(reversal(concerns="#4"), "B123", {"kind": Kind.REVERSAL}, id="a reversal"),
        pytest.param(reversal(concerns="#1"), "B123", {"kind": Kind.AGREEMENT}, id="the terms"),
        pytest.param(reversal(concerns="#3"), "B124", {"reversal": f"{BIM_SON}#4", "by": None},
                     id="twice"),
        pytest.param(reversal(concerns="#99"), "B122", {"last": f"{BIM_SON}#4"}, id="unknown"),
        pytest.param(reversal(concerns="#0"), "B122", {"last": f"{BIM_SON}#4"}, id="number 0"),
        pytest.param(reversal(party="lang-chanh"), "B125", {"party": "bim-son"}, id="not theirs"),
        pytest.param(reversal(party="hau-loc"), "B101", {"party": "hau-loc"}, id="a stranger"),
        pytest.param(reversal(reason=None), "B121", {"entry": f"{BIM_SON}#2"}, id="no reason"),
        pytest.param(reversal(reason=" "), "B121", {"entry": f"{BIM_SON}#2"}, id="blank reason"),
        pytest.param(reversal(pledge="cement", quantity="1"), "B106", {"pledge": "cement"},
                     id="of a quantity"),
    ],
)  # fmt: skip
def test_a_reversal_is_refused(
    ledger: Ledger, draft: Draft, code: str, values: dict[str, Value]
) -> None:
    said(ledger, CEMENT, cement(date="2023-03-16"), reversal(concerns="#3"))
    assert values.items() <= refused(ledger, draft)[code].items()


# What is accepted with a remark


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(cement(), [], id="nothing to say"),
        pytest.param(cement(date="2025-06-30"), [], id="the parties' last day"),
        pytest.param(cement(date="2025-07-01"), ["R104", "R104"], id="both parties gone"),
        pytest.param(cement(date="2025-12-31"), ["R104", "R104"], id="the window's last day"),
        pytest.param(cement(date="2026-01-01"), ["R101", "R104", "R104"], id="late"),
        pytest.param(rooms("1", date="2024-01-01"), ["R101"], id="after the pledge's own window"),
        pytest.param(cement(date="2022-10-13"), ["R102"], id="before the signing"),
        pytest.param(cement(date="2022-10-14"), [], id="on the day of signing"),
        pytest.param(cement(document=None), ["R103"], id="no document"),
        pytest.param(cement(document="  "), ["R103"], id="a blank document"),
        pytest.param(cement(party=None), ["R106"], id="default party"),
        pytest.param(cement(quantity="2001 tonne", allow_excess=True), ["R107"], id="excess"),
        pytest.param(cement(party="lang-chanh"), [], id="the recipient records"),
    ],
)
def test_it_is_accepted_with_a_remark(ledger: Ledger, draft: Draft, expected: list[str]) -> None:
    assert remarks(said(ledger, draft)) == expected


def test_a_side_the_workspace_names_is_no_default(workspace: Path, clock: Clock) -> None:
    (workspace / "workspace.yaml").write_text("party: lang-chanh\n", encoding="utf-8")
    ledger = Ledger.open(workspace, clock=clock, recorded_by="Lê Thị Mai")
    receipt = said(ledger, cement(party=None))
    assert (receipt.entry.party, remarks(receipt)) == ("lang-chanh", [])


def test_a_party_that_was_not_there_yet_is_remarked_on(uplands: Ledger) -> None:
    assert remarks(said(uplands, seed("maize-seed", "1 tonne", date="2021-12-31"))) == ["R108"]
    assert remarks(said(uplands, seed("maize-seed", "1 tonne", date="2022-01-01"))) == []


def test_the_default_party_is_the_provider_unless_the_workspace_says(workspace: Path) -> None:
    draft = cement(party=None)
    clock = Clock()
    provider = Ledger.open(workspace, clock=clock, recorded_by="Mai")
    assert provider.append(draft, dry_run=True).entry.party == "bim-son"
    (workspace / "workspace.yaml").write_text("party: lang-chanh\n", encoding="utf-8")
    recipient = Ledger.open(workspace, clock=clock, recorded_by="Mai")
    assert recipient.append(draft, dry_run=True).entry.party == "lang-chanh"


# Where only a sum of money is known


def test_gifts_up_to_a_sum_are_counted_by_their_worth_and_once(uplands: Ledger) -> None:
    assert said(uplands, seed("gifts", "600 VND")).progress is not None
    assert "B117" in refused(uplands, seed("gifts", "100", actual_value="100 VND"))
    assert "B106" in refused(uplands, seed("gifts", "100", kind=Kind.DISBURSEMENT))
    excess = refused(uplands, seed("gifts", "401 VND", document="2/BB"))["B110"]["excess"]
    assert isinstance(excess, Quantity)
    assert excess.steps == 1


def test_works_up_to_a_sum_are_carried_out_by_paying(uplands: Ledger) -> None:
    rooms_for_money = seed("road", "1", kind=Kind.COMPLETION, stage=Stage.HANDED_OVER)
    assert "B106" in refused(uplands, rooms_for_money)
    progress = said(uplands, seed("road", "1500 VND", kind=Kind.DISBURSEMENT)).progress
    assert progress is not None
    assert progress.ceiling is not None
    assert (progress.standing.state, progress.ceiling.headroom.steps) == ("under-way", 500)
