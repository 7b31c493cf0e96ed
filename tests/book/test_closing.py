"""What is closed stays as it was reported: a change needs a reason, and is reported as late."""

from dataclasses import replace
from datetime import date

import pytest

from coopledger import Draft, Stage
from coopledger.ledger import Ledger
from coopledger.progress import Cut, calendar_year
from tests.book.acts import (
    amendment,
    answer,
    back,
    by,
    close,
    correction,
    dispute,
    figures,
    numbers,
    paper,
    partly,
    pending,
    proposed,
    restatement,
    reworded,
)
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    HAU_LOC,
    cement,
    paid,
    refused,
    remarks,
    reversal,
    rooms,
    said,
    visit,
)

LATE = "tìm thấy biên bản"
MORE = cement(quantity="7 tonne", date="2023-12-31", document="99/BB")
RENAMED = ("{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: Cement PCB40}")


@pytest.fixture
def closed(ledger: Ledger) -> Ledger:
    """500 t in March 2023 (2) and in February 2024 (3); then 2023 was closed (4)."""
    said(ledger, CEMENT, cement(date="2024-02-01", document="13/BB"), close())
    return by(ledger, "Nam")


def late(ledger: Ledger, programme: str = BIM_SON) -> dict[int, list[int]]:
    """By year, what the report on it lists as registered late."""
    years = (2023, 2024, 2025)
    views = {year: ledger.year(calendar_year(year), programme=programme)[0] for year in years}
    return {year: numbers(view.late) for year, view in views.items() if view.late}


# What has its effect in the closed time


@pytest.mark.parametrize(
    ("draft", "day"),
    [
        pytest.param(MORE, "2023-12-31", id="a delivery on its last day"),
        pytest.param(visit(), "2023-09-01", id="an occasion"),
        pytest.param(visit(title=None, none_in=2022), "2022-12-31", id="none in a year"),
        pytest.param(answer(date="2024-03-01"), "2023-03-15", id="an answer"),
        pytest.param(partly("480", short="20", date="2024-03-01"), "2023-03-15",
                     id="an answer that accepts less"),
        pytest.param(dispute(date="2024-03-01"), "2023-03-15", id="a dispute"),
        pytest.param(reversal(date="2024-03-01"), "2023-03-15", id="a reversal"),
        pytest.param(back("1 tonne"), "2023-05-04", id="a return of that time"),
        pytest.param(amendment(date="2023-12-31"), "2023-12-31", id="a retroactive annex"),
        pytest.param(restatement(), "2021-01-01", id="a restatement"),
        pytest.param(replace(MORE, party="lang-chanh"), "2023-12-31",
                     id="a delivery by the other side"),
    ],
)  # fmt: skip
def test_what_has_its_effect_in_a_closed_time_needs_a_reason(
    closed: Ledger, draft: Draft, day: str
) -> None:
    ledger = proposed(closed, target="1500 tonne", schedule=None)
    problems = refused(ledger, replace(draft, reason=" "))
    assert problems["B142"] == {
        "day": date.fromisoformat(day),
        "through": date(2023, 12, 31),
        "close": f"{BIM_SON}#4",
    }
    receipt = said(ledger, replace(draft, reason=LATE))
    remark = next(one for one in receipt.remarks if one.code == "R112")
    assert remark.values == {"through": date(2023, 12, 31), "close": f"{BIM_SON}#4"}
    shown = ledger.entries()[-1]
    assert (shown.entry.reason, shown.closed) == (LATE, ledger.entries()[3].entry)
    assert late(ledger) == {2024: [5]}


@pytest.mark.parametrize(
    "draft",
    [rooms("4"), rooms("4", stage=Stage.COMPLETED), paid("1 tỷ")],
    ids=["rooms handed over", "rooms completed", "money paid"],
)
def test_works_and_money_are_closed_like_goods(ledger: Ledger, draft: Draft) -> None:
    said(ledger, visit(programme=HAU_LOC, party="hau-loc"))
    said(ledger, close(programme=HAU_LOC, party="hau-loc"))
    assert set(refused(ledger, draft)) == {"B142"}
    assert remarks(said(ledger, replace(draft, reason=LATE))) == ["R112"]
    assert late(ledger, HAU_LOC) == {2024: [4]}


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param(replace(MORE, date="2024-01-01"), id="a delivery on the next day"),
        pytest.param(visit(date="2024-01-01"), id="an occasion on the next day"),
        pytest.param(visit(title=None, none_in=2024), id="none in the next year"),
        pytest.param(answer(concerns="#3", date="2024-02-02"), id="an answer"),
        pytest.param(reversal(concerns="#3", date="2024-02-02"), id="a reversal"),
        pytest.param(back("1 tonne", date="2024-01-01"), id="a return of what was delivered then"),
        pytest.param(paper(), id="a paper for what was delivered then"),
        pytest.param(answer(concerns="#1", date="2024-03-01"), id="a word on the original terms"),
        pytest.param(answer(concerns="#4", date="2024-03-01"), id="a word on the close"),
        pytest.param(close(through="2024-12-31", date="2025-01-05"), id="the next close"),
    ],
)
def test_what_has_its_effect_later_or_none_needs_no_reason(closed: Ledger, draft: Draft) -> None:
    assert "R112" not in remarks(said(closed, draft))
    assert closed.entries()[-1].closed is None
    assert late(closed) == {}


def test_an_annex_of_the_next_day_needs_no_reason(closed: Ledger) -> None:
    ledger = proposed(closed, target="1500 tonne", schedule=None)
    assert remarks(said(ledger, amendment(date="2024-01-01"))) == []
    assert late(ledger) == {}


def test_a_correction_changes_nothing_that_was_reported(closed: Ledger) -> None:
    ledger = reworded(closed, RENAMED)
    assert remarks(said(ledger, correction())) == []
    assert late(ledger) == {}


def test_an_answer_to_a_return_goes_by_the_day_of_the_return(closed: Ledger) -> None:
    said(closed, back("1 tonne", date="2024-01-02"), back("2 tonne", reason=LATE))
    other = answer(party="bim-son", date="2024-06-01")
    assert set(refused(closed, replace(other, concerns="#6"))) == {"B142"}
    assert said(closed, replace(other, concerns="#5")).entry.reason is None


def test_a_reversal_of_an_answer_goes_by_the_day_of_what_was_answered(ledger: Ledger) -> None:
    said(ledger, CEMENT, answer(), close())
    draft = reversal(concerns="#3", party="lang-chanh", date="2024-03-01")
    assert "R112" in remarks(said(ledger, draft))
    assert late(ledger) == {2024: [5]}


def test_a_replacement_is_late_with_what_it_reverses(closed: Ledger) -> None:
    draft = cement(quantity="480 tonne", replaces="#2", document="12b/BB")
    assert {"B121", "B142"} == set(refused(closed, draft))
    said(closed, replace(draft, reason=LATE))
    assert late(closed) == {2024: [5, 6]}
    assert figures(closed, "2023-12-31") == (480, 480, 0, 0)


def test_what_was_recorded_before_the_close_is_not_late(closed: Ledger) -> None:
    assert [one.closed for one in closed.entries()] == [None] * 4
    assert late(closed) == {}


def test_other_books_stay_open(closed: Ledger) -> None:
    assert remarks(said(closed, rooms("4"))) == []


# The report it stands in


def test_what_is_late_stands_in_the_next_report_and_in_no_other(closed: Ledger) -> None:
    """Its figures are those of its own day, in every report made from now on."""
    said(closed, replace(MORE, reason=LATE))
    assert late(closed) == {2024: [5]}
    (of_2023,) = closed.year(calendar_year(2023), programme=BIM_SON)
    (of_2024,) = closed.year(calendar_year(2024), programme=BIM_SON)
    assert numbers(of_2023.entries) == [2, 5]
    assert numbers(of_2024.entries) == [3]
    assert figures(closed, "2023-12-31") == (507, 507, 0, 0)


def test_what_is_late_stands_in_the_report_after_the_last_that_was_closed(ledger: Ledger) -> None:
    said(ledger, CEMENT, close(through="2022-12-31"))  # 3
    said(ledger, cement(quantity="7 tonne", date="2022-11-11", reason=LATE))  # 4
    said(ledger, close(through="2023-12-31"))  # 5
    said(ledger, cement(quantity="8 tonne", date="2022-11-12", reason=LATE))  # 6
    said(ledger, cement(quantity="9 tonne", date="2023-11-12", reason=LATE))  # 7
    assert late(ledger) == {2023: [4], 2024: [6, 7]}


def test_what_is_late_is_not_in_a_report_as_it_was_known_before(closed: Ledger) -> None:
    (head,) = closed.heads()
    said(closed, replace(MORE, reason=LATE))
    known = closed.known([head.whole])
    (view,) = closed.year(calendar_year(2024), known=known)
    assert (view.late, view.closed_through) == ((), date(2023, 12, 31))


def test_an_administrative_year_is_closed_on_14_december(ledger: Ledger) -> None:
    said(ledger, CEMENT, close(through="2023-12-14"))
    assert set(refused(ledger, replace(MORE, date="2023-12-14"))) == {"B142"}
    assert remarks(said(ledger, replace(MORE, date="2023-12-15"))) == []
    said(ledger, cement(quantity="8 tonne", date="2023-12-14", reason=LATE))
    periods = [Cut.ADMINISTRATIVE.year(year) for year in (2023, 2024, 2025)]
    views = [ledger.year(period, programme=BIM_SON)[0] for period in periods]
    assert [numbers(view.late) for view in views] == [[], [5], []]
    assert [numbers(view.entries) for view in views] == [[2, 5], [4], []]


def test_what_is_late_within_a_year_stands_in_its_report_once(ledger: Ledger) -> None:
    """Half of 2023 was closed, and the report on 2023 has the entry itself, marked."""
    said(ledger, CEMENT, close(through="2023-06-30", date="2023-07-05"))
    said(ledger, cement(quantity="8 tonne", date="2023-05-01", reason=LATE))
    (of_2023,) = ledger.year(calendar_year(2023), programme=BIM_SON)
    assert [(one.entry.seq, one.closed is not None) for one in of_2023.entries] == [
        (2, False),
        (4, True),
    ]
    assert late(ledger) == {}


def test_a_late_entry_that_was_reversed_is_reported_with_its_reversal(closed: Ledger) -> None:
    said(closed, replace(MORE, reason=LATE), reversal(concerns="#5", date="2024-03-01"))
    assert late(closed) == {2024: [5, 6]}
    assert figures(closed, "2023-12-31") == (500, 500, 0, 0)


# Closing


def test_a_close_has_its_papers_and_awaits_nothing(closed: Ledger) -> None:
    entry = closed.entries()[-1].entry
    assert (entry.through, entry.document, entry.occurred_on) == (
        date(2023, 12, 31), "1/KS", date(2024, 1, 5),
    )  # fmt: skip
    assert f"{BIM_SON}#4" not in pending(closed)
    assert closed.progress(programme=BIM_SON)[0].closed_through == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("draft", "code", "values"),
    [
        pytest.param(close(through="2026-11-24"), "B102", {"day": date(2026, 11, 24)},
                     id="tomorrow"),
        pytest.param(close(through="2020-12-31"), "B103", {"day": date(2020, 12, 31)},
                     id="before the programme"),
        pytest.param(close(date="2026-11-24", through="2024-12-31"), "B102",
                     {"day": date(2026, 11, 24)}, id="said to be closed tomorrow"),
        pytest.param(close(through="31/2/2024"), "Q202", {}, id="a day there is not"),
        pytest.param(close(party="hau-loc", through="2024-12-31"), "B101", {}, id="by a stranger"),
        pytest.param(close(document="2/KS"), "B149",
                     {"through": date(2023, 12, 31), "entry": f"{BIM_SON}#4"},
                     id="closed already, by another paper"),
        pytest.param(close(through="2023-06-30"), "B149",
                     {"through": date(2023, 12, 31), "entry": f"{BIM_SON}#4"}, id="a part of it"),
        pytest.param(close(party="lang-chanh"), "B149", {}, id="closed already, by the other side"),
    ],
)  # fmt: skip
def test_a_close_is_refused(
    closed: Ledger, draft: Draft, code: str, values: dict[str, object]
) -> None:
    problems = refused(closed, draft)
    assert code in problems
    assert values.items() <= problems[code].items()


def test_today_can_be_closed(closed: Ledger) -> None:
    said(closed, close(through="2026-11-23", date=None))
    assert set(refused(closed, replace(MORE, date=None))) == {"B142"}


def test_the_first_day_of_the_programme_can_be_closed(ledger: Ledger) -> None:
    said(ledger, CEMENT, close(through="2021-01-01"))
    assert "B142" in refused(ledger, replace(MORE, date="2021-01-01"))
    assert said(ledger, replace(MORE, date="2021-01-02")).kept


@pytest.mark.parametrize(
    "again",
    [close(), close(date="2024-02-02"), close(key="k"), close(through="31/12/2023")],
    ids=["word for word", "on another day", "with a key", "written otherwise"],
)
def test_a_close_said_again_is_already_recorded(closed: Ledger, again: Draft) -> None:
    receipt = said(closed, again)
    assert (receipt.already, receipt.entry.seq) == (True, 4)


def test_a_later_day_is_closed_on_top(closed: Ledger) -> None:
    said(closed, close(through="2024-12-31", date="2025-01-05"))
    values = refused(closed, replace(MORE, date="2023-01-01"))["B142"]
    assert (values["close"], values["through"]) == (f"{BIM_SON}#5", date(2024, 12, 31))
    assert len(refused(closed, close(through="2024-06-30"))) == 1


def test_a_reversed_close_reopens(closed: Ledger) -> None:
    other = reversal(concerns="#4", party="lang-chanh")
    assert set(refused(closed, other)) == {"B125"}
    assert remarks(said(closed, reversal(concerns="#4", date="2024-03-01"))) == []
    assert closed.progress(programme=BIM_SON)[0].closed_through is None
    assert remarks(said(closed, MORE)) == []
    assert said(closed, close(document="2/KS")).entry.seq == 7


def test_of_two_closes_the_one_that_stands_counts(closed: Ledger) -> None:
    said(closed, close(through="2024-12-31"), reversal(concerns="#5", date="2025-03-01"))
    assert remarks(said(closed, replace(MORE, date="2024-01-01"))) == []
    assert set(refused(closed, MORE)) == {"B142"}
