"""Parties that ceased to exist: what they owed moves by an amendment, by shares, or not at all."""

from datetime import date

import pytest

from coopledger.ledger import Ledger
from coopledger.progress import State
from coopledger.progress.succession import Ended
from tests.book.acts import (
    amendment,
    answer,
    back,
    figures,
    partly,
    progress,
    proposed,
    restatement,
    reworded,
    shares,
    succeeded,
    text,
)
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, cement, rooms, said, visit

WARDS = ("phuong-bim-son", "phuong-quang-trung")
COMMUNES = ("xa-linh-son", "xa-dong-luong", "xa-van-phu", "xa-giao-an", "xa-yen-khuong",
            "xa-yen-thang")  # fmt: skip
MOVED = {"schedule": None, "shares": shares(lang_chanh=500, xa_linh_son=900, xa_giao_an=600)}


@pytest.fixture
def agreed(ledger: Ledger) -> Ledger:
    """2,000 t, of which 500 t were delivered while town and district existed."""
    said(ledger, CEMENT)
    return ledger


def ended(ledger: Ledger, as_of: str, programme: str = BIM_SON) -> tuple[Ended, ...]:
    return ledger.progress(date.fromisoformat(as_of), programme=programme)[0].ended


def undetermined(ledger: Ledger, as_of: str, pledge: str = "cement") -> tuple[str, ...]:
    return progress(ledger, as_of, pledge).undetermined


def open_parts(ledger: Ledger, as_of: str) -> dict[str, str]:
    """What each party still has to give or to receive."""
    parts = progress(ledger, as_of).shares
    return {part.party: text(part.standing.remaining) for part in parts}


# Who ceased to exist


def test_nobody_has_ended_before_the_resolution_took_effect(agreed: Ledger) -> None:
    assert ended(agreed, "2025-06-30") == ()
    assert undetermined(agreed, "2025-06-30") == ()


def test_town_and_district_ended_with_their_successors_and_by_which_resolutions(
    agreed: Ledger,
) -> None:
    town, district = ended(agreed, "2025-07-01")
    assert (town.party, town.since, town.successors) == ("bim-son", date(2025, 7, 1), WARDS)
    assert (district.party, district.since, district.successors) == (
        "lang-chanh",
        date(2025, 7, 1),
        COMMUNES,
    )
    numbers = [document.number for document in district.by]
    assert numbers == ["203/2025/QH15", "1686/NQ-UBTVQH15"]


def test_both_programmes_lost_their_recipient(agreed: Ledger) -> None:
    assert [one.party for one in ended(agreed, "2026-11-23", HAU_LOC)] == ["hau-loc", "lang-chanh"]


def test_a_party_may_end_without_anybody_who_follows(ledger: Ledger) -> None:
    row = "  - predecessor: bim-son\n    successors: [phuong-bim-son, phuong-quang-trung]\n"
    other = row.replace("bim-son\n", "xa-hoa-loc\n").replace("phuong-bim-son", "xa-van-loc")
    ledger = reworded(ledger, (row, other))
    assert ended(ledger, "2025-06-30") == ()
    town = ended(ledger, "2025-07-01")[0]
    assert town == Ended("bim-son", date(2025, 7, 1), (), ())


def test_a_party_without_a_last_day_ends_when_somebody_follows_it(ledger: Ledger) -> None:
    ledger = reworded(ledger, ("    until: 2025-06-30\n", ""))
    assert ended(ledger, "2025-06-30") == ()
    assert ended(ledger, "2025-07-01")[0].since == date(2025, 7, 1)


# What moves nothing


def test_who_followed_whom_moves_nothing(agreed: Ledger) -> None:
    for day in ("2025-07-01", "2026-11-23"):
        assert undetermined(agreed, day) == ("bim-son", "lang-chanh")
    assert progress(agreed, "2025-07-01").shares == ()


def test_what_is_only_proposed_says_it_too(ledger: Ledger) -> None:
    assert undetermined(ledger, "2025-06-30") == ()
    assert undetermined(ledger, "2025-07-01") == ("bim-son", "lang-chanh")


def test_nothing_of_a_fulfilled_pledge_is_undetermined(ledger: Ledger) -> None:
    """The parties ended, and nobody owes anything."""
    said(ledger, rooms("3"))
    assert undetermined(ledger, "2025-07-01", "giao-an-school") == ("hau-loc", "lang-chanh")
    said(ledger, rooms("1", document="9/BBBG"))
    assert undetermined(ledger, "2025-07-01", "giao-an-school") == ()
    assert len(ended(ledger, "2025-07-01", HAU_LOC)) == 2


def test_what_went_back_is_open_again(ledger: Ledger) -> None:
    said(ledger, cement(quantity="2000 tonne"))
    assert undetermined(ledger, "2025-07-01") == ()
    said(ledger, back("1 tonne"))
    assert undetermined(ledger, "2025-07-01") == ("bim-son", "lang-chanh")


def test_nothing_of_a_withdrawn_pledge_is_undetermined(agreed: Ledger) -> None:
    said(proposed(agreed, target="0 tonne", schedule=None), amendment(date="2025-08-01"))
    assert undetermined(agreed, "2025-07-31") == ("bim-son", "lang-chanh")
    assert undetermined(agreed, "2025-08-01") == ()


def test_what_has_no_target_stays_open(ledger: Ledger) -> None:
    """Whatever was given of an indicative worth, more may come."""
    ledger = proposed(ledger, target=None, schedule=None)
    said(ledger, cement(quantity="3 tỷ"))
    assert undetermined(ledger, "2025-07-01") == ("bim-son", "lang-chanh")


# The remainder is moved


def test_the_remainder_moves_to_two_communes_by_shares(agreed: Ledger) -> None:
    said(proposed(agreed, **MOVED), amendment(date="2025-08-01"))
    assert undetermined(agreed, "2025-07-31") == ("bim-son", "lang-chanh")
    assert undetermined(agreed, "2025-08-01") == ("bim-son",)
    assert open_parts(agreed, "2025-07-31") == {}
    assert open_parts(agreed, "2025-08-01") == {
        "lang-chanh": "0 t",
        "xa-linh-son": "900 t",
        "xa-giao-an": "600 t",
    }


def test_a_share_left_to_who_ended_is_undetermined_while_it_is_open(agreed: Ledger) -> None:
    parts = shares(lang_chanh=501, xa_linh_son=899, xa_giao_an=600)
    said(proposed(agreed, schedule=None, shares=parts), amendment(date="2025-08-01"))
    assert undetermined(agreed, "2025-08-01") == ("bim-son", "lang-chanh")
    said(agreed, cement(quantity="1 tonne", date="2025-06-01", document="1/GN"))
    assert undetermined(agreed, "2025-08-01") == ("bim-son",)


def test_shares_of_the_provider_are_taken_over_by_the_wards(agreed: Ledger) -> None:
    parts = shares(bim_son=500, phuong_bim_son=900, phuong_quang_trung=600)
    said(proposed(agreed, schedule=None, shares=parts), amendment(date="2025-08-01"))
    assert undetermined(agreed, "2025-08-01") == ("lang-chanh",)
    assert open_parts(agreed, "2025-08-01") == {
        "bim-son": "0 t",
        "phuong-bim-son": "900 t",
        "phuong-quang-trung": "600 t",
    }


def test_a_new_provider_and_a_new_recipient_settle_it(agreed: Ledger) -> None:
    ledger = succeeded(agreed)
    said(ledger, amendment(date="2025-08-01"))
    assert undetermined(ledger, "2025-07-31") == ("bim-son", "lang-chanh")
    assert undetermined(ledger, "2025-08-01") == ()
    assert ended(ledger, "2025-08-01") == ()
    assert figures(ledger, "2025-08-01") == (500, 500, 0, 0)


def test_an_obligation_that_was_moved_too_early_is_restated(agreed: Ledger) -> None:
    said(succeeded(agreed), restatement())
    assert undetermined(agreed, "2025-07-01") == ()


def test_an_open_share_of_a_commune_is_fulfilled_by_itself(agreed: Ledger) -> None:
    said(proposed(agreed, **MOVED), amendment(date="2025-08-01"))
    theirs = cement(quantity="600 tonne", date="2025-09-01", share="xa-giao-an", document="1/GN")
    said(agreed, theirs)
    states = {part.party: part.standing.state for part in progress(agreed, "2025-09-01").shares}
    assert states == {
        "lang-chanh": State.FULFILLED,
        "xa-linh-son": State.NOT_STARTED,
        "xa-giao-an": State.FULFILLED,
    }


# Before there were shares


def test_what_was_delivered_before_there_were_shares_counts_to_who_received_it(
    agreed: Ledger,
) -> None:
    said(agreed, partly("480", short="20"), back("10 tonne"))
    said(proposed(agreed, **MOVED), amendment(date="2025-08-01"))
    parts = {part.party: part.standing for part in progress(agreed, "2025-08-01").shares}
    assert {party: text(part.delivered) for party, part in parts.items()} == {
        "lang-chanh": "470 t",
        "xa-linh-son": "0 t",
        "xa-giao-an": "0 t",
    }
    assert text(progress(agreed, "2025-08-01").standing.delivered) == "470 t"


def test_what_is_recorded_late_of_the_time_before_counts_there_too(agreed: Ledger) -> None:
    """The amendment was recorded, and then a slip of 2024 turned up."""
    parts = shares(lang_chanh=700, xa_linh_son=800, xa_giao_an=500)
    said(proposed(agreed, schedule=None, shares=parts), amendment(date="2025-08-01"))
    said(agreed, cement(quantity="200 tonne", date="2024-05-05", document="7/BB"))
    assert open_parts(agreed, "2025-08-01")["lang-chanh"] == "0 t"
    assert undetermined(agreed, "2025-08-01") == ("bim-son",)


def test_it_counts_to_the_provider_where_the_provider_shares(agreed: Ledger) -> None:
    parts = shares(bim_son=700, phuong_bim_son=1300)
    said(proposed(agreed, schedule=None, shares=parts), amendment(date="2025-08-01"))
    assert open_parts(agreed, "2025-08-01") == {"bim-son": "200 t", "phuong-bim-son": "1,300 t"}
    assert undetermined(agreed, "2025-08-01") == ("bim-son", "lang-chanh")


def test_it_counts_to_the_first_recipient_although_another_has_followed(agreed: Ledger) -> None:
    ledger = proposed(succeeded(agreed), schedule=None,
                      shares=shares(lang_chanh=500, xa_linh_son=1500))  # fmt: skip
    said(ledger, amendment(date="2025-08-01"))
    assert open_parts(ledger, "2025-08-01") == {"lang-chanh": "0 t", "xa-linh-son": "1,500 t"}
    assert undetermined(ledger, "2025-08-01") == ()


def test_an_answer_of_today_counts_to_the_share_of_what_it_answers(agreed: Ledger) -> None:
    said(proposed(agreed, **MOVED), amendment(date="2025-08-01"))
    said(agreed, answer(date="2025-06-30"))
    lang_chanh = progress(agreed, "2025-08-01").shares[0].standing
    assert (text(lang_chanh.confirmed), text(lang_chanh.unconfirmed)) == ("500 t", "0 t")


def test_instalments_of_shares_are_filled_one_by_one(agreed: Ledger) -> None:
    later = "{2025: {quantity: 600 tonne, due_on: 2025-10-01}}"
    parts = (
        "[{party: lang-chanh, quantity: 500 tonne, schedule: {2023: 500}},"
        " {party: xa-linh-son, quantity: 900 tonne},"
        f" {{party: xa-giao-an, quantity: 600 tonne, schedule: {later}}}]"
    )
    said(proposed(agreed, schedule=None, shares=parts), amendment(date="2025-08-01"))
    said(agreed, visit())
    standings = {part.party: part.standing for part in progress(agreed, "2025-10-02").shares}
    assert {party: (part.state, text(part.due)) for party, part in standings.items()} == {
        "lang-chanh": (State.FULFILLED, "500 t"),
        "xa-linh-son": (State.NOT_STARTED, "0 t"),
        "xa-giao-an": (State.OVERDUE, "600 t"),
    }
