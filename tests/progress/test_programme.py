"""A programme on a day and in a year: its content areas, activities, pledges and entries."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coopledger.book import Book, Kind, Stage, Steps
from coopledger.book.entry import Adoption
from coopledger.progress import (
    Period,
    ProgrammeProgress,
    calendar_year,
    narrowed,
    programme_progress,
)
from coopledger.progress.programme import ActivityProgress
from coopledger.terms import Terms
from tests.progress.examples import TERMS, entry, written

HAU_LOC = TERMS["hau-loc-lang-chanh"]
BIM_SON = TERMS["bim-son-lang-chanh"]
REPORTING_YEAR_2023 = Period(2023, date(2022, 12, 15), date(2023, 12, 14))
REPORTING_YEAR_2024 = Period(2024, date(2023, 12, 15), date(2024, 12, 14))

Line = tuple[Kind, str, dict[str, Any]]
"""What an entry says: its kind, its day, its fields."""


def book(*lines: Line) -> Book:
    """A book of what is said in `lines`, after the agreement."""
    start = entry(
        Kind.AGREEMENT, "2021-01-01", adoption=Adoption.FIRST, terms=HAU_LOC.snapshot,
        party="hau-loc",
    )  # fmt: skip
    said = [
        entry(kind, day, seq, **{"party": "hau-loc", **fields})
        for seq, (kind, day, fields) in enumerate(lines, 2)
    ]
    return Book("hau-loc-lang-chanh", (start, *said), tuple("0" * 64 for _ in (start, *said)))


def occasion(day: str, activity: str | None, area: str) -> Line:
    return Kind.ACTIVITY, day, {"activity": activity, "area": area, "title": "Hội nghị"}


def none_in(year: int, activity: str | None, area: str) -> Line:
    said = {"activity": activity, "area": area, "none_in": year}
    return Kind.ACTIVITY, f"{year}-12-31", said


def rooms(day: str, number: int, stage: Stage) -> Line:
    said = {"pledge": "giao-an-school", "quantity": Steps("classroom", number), "stage": stage}
    return Kind.COMPLETION, day, said


def reversal(day: str, seq: int) -> Line:
    return Kind.REVERSAL, day, {"reverses": seq, "reason": "nhập nhầm"}


def paid(day: str, steps: int) -> Line:
    return Kind.DISBURSEMENT, day, {"pledge": "giao-an-school", "quantity": Steps("VND", steps)}


def answer(day: str, answers: int, **said: Any) -> Line:
    return Kind.ANSWER, day, {"answers": answers, "party": "lang-chanh", **said}


def repaid(day: str, returns: int, steps: int) -> Line:
    said = {"returns": returns, "quantity": Steps("VND", steps), "reason": "thừa"}
    return Kind.RETURN, day, {**said, "party": "lang-chanh"}


def amendment(day: str) -> Line:
    return Kind.AGREEMENT, day, {"adoption": Adoption.AMENDMENT, "terms": HAU_LOC.snapshot}


def close(day: str, through: str) -> Line:
    return Kind.CLOSE, day, {"through": date.fromisoformat(through)}


STORY = book(
    occasion("2023-05-04", "trade-exchange", "2"),  # 2
    occasion("2022-11-20", "trade-exchange", "2"),  # 3
    none_in(2022, "health-care", "3"),  # 4
    occasion("2023-05-04", None, "2"),  # 5
    rooms("2023-09-01", 4, Stage.HANDED_OVER),  # 6
    occasion("2023-11-01", "trade-exchange", "2"),  # 7, by mistake
    reversal("2024-02-01", 7),  # 8
    none_in(2023, None, "1"),  # 9
    rooms("2022-12-20", 2, Stage.COMPLETED),  # 10
)


def on(day: str, period: Period | None = None, of: Book = STORY) -> ProgrammeProgress:
    return programme_progress(of, HAU_LOC, date.fromisoformat(day), period)


def activities(programme: ProgrammeProgress) -> dict[str, str]:
    """What is known of each activity, or of an area as such; those without a word left out."""

    def known(of: ActivityProgress) -> str:
        last = f", last on {of.last_on}" if of.last_on else ""
        return f"{of.occasions}{last}" + (", none said" if of.none_said else "")

    of_areas = [
        (each.activity.id if each.activity else f"area {area.number}", each)
        for area in programme.areas
        for each in (*area.activities, area.others)
    ]
    return {name: known(each) for name, each in of_areas if known(each) != "0"}


def test_the_four_content_areas_stand_in_their_order() -> None:
    areas = reversed(HAU_LOC.programme.content_areas.items())
    programme = HAU_LOC.programme.model_copy(update={"content_areas": dict(areas)})
    progress = programme_progress(STORY, replace(HAU_LOC, programme=programme), date(2023, 1, 1))
    assert [
        (area.number, len(area.activities), [each.pledge.id for each in area.pledges])
        for area in progress.areas
    ] == [("1", 2, []), ("2", 5, []), ("3", 12, []), ("4", 0, ["giao-an-school"])]
    assert [area.area for area in progress.areas] == [area for _, area in HAU_LOC.areas]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2022-11-19", {}),
        ("2022-11-20", {"trade-exchange": "1, last on 2022-11-20"}),
        (
            "2022-12-31",
            {"trade-exchange": "1, last on 2022-11-20", "health-care": "0, none said"},
        ),
        (
            "2024-12-31",
            {
                "area 1": "0, none said",
                "trade-exchange": "2, last on 2023-05-04",
                "area 2": "1, last on 2023-05-04",
                "health-care": "0, none said",
            },
        ),
    ],
)
def test_occasions_as_of_a_day(as_of: str, expected: dict[str, str]) -> None:
    assert activities(on(as_of)) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (calendar_year(2021), {}),
        (
            calendar_year(2022),
            {"trade-exchange": "1, last on 2022-11-20", "health-care": "0, none said"},
        ),
        (
            calendar_year(2023),
            {
                "area 1": "0, none said",
                "trade-exchange": "1, last on 2023-05-04",
                "area 2": "1, last on 2023-05-04",
            },
        ),
        (
            REPORTING_YEAR_2023,
            {
                "area 1": "0, none said",
                "trade-exchange": "1, last on 2023-05-04",
                "area 2": "1, last on 2023-05-04",
            },
        ),
        (REPORTING_YEAR_2024, {}),
    ],
    ids=["2021", "2022", "2023", "2023 from 15 December", "2024 from 15 December"],
)
def test_occasions_in_a_period(period: Period, expected: dict[str, str]) -> None:
    """None said of 2023 is said of that year, although 31 December is reported with the next."""
    assert activities(on(str(period.through), period)) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (calendar_year(2021), []),
        (calendar_year(2022), [3, 10, 4]),
        (calendar_year(2023), [2, 5, 6, 9]),
        (calendar_year(2024), []),
        (REPORTING_YEAR_2023, [10, 2, 5, 6, 9]),
        (REPORTING_YEAR_2024, []),
    ],
    ids=["2021", "2022", "2023", "2024", "2023 from 15 December", "2024 from 15 December"],
)
def test_entries_of_a_period_stand_in_the_order_it_happened(
    period: Period, expected: list[int]
) -> None:
    """Neither the agreement nor what was reversed, nor its reversal, happened in the period."""
    assert [each.entry.seq for each in on(str(period.through), period).entries] == expected


SETTLED = book(
    paid("2022-11-01", 900),  # 2
    paid("2023-02-01", 500),  # 3
    answer("2023-03-01", 3),  # 4
    repaid("2023-06-01", 2, 100),  # 5
    repaid("2023-07-01", 3, 10),  # 6
    (Kind.SUPPLEMENT, "2023-08-01", {"supplements": 3, "note": "bản gốc"}),  # 7
    amendment("2023-09-01"),  # 8
    close("2023-10-01", "2022-12-31"),  # 9
    reversal("2023-11-01", 6),  # 10
    occasion("2023-12-01", None, "2"),  # 11
    answer("2023-12-02", 11, disputed=True, reason="không có"),  # 12
)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2021, []), (2022, [2]), (2023, [3, 5, 8, 11]), (2024, [])],
    ids=str,
)
def test_what_was_given_back_and_agreed_happened_and_what_was_said_of_it_did_not(
    year: int, expected: list[int]
) -> None:
    """Answers and papers stand with what they are about, a close in the heading."""
    progress = on("2026-11-23", calendar_year(year), of=SETTLED)
    assert [each.entry.seq for each in progress.entries] == expected


def test_an_entry_stands_in_a_report_with_its_answer() -> None:
    progress = on("2023-12-31", calendar_year(2023), of=SETTLED)
    answers = {
        each.entry.seq: each.dossier.answer.seq
        for each in progress.entries
        if each.dossier.answer is not None
    }
    assert answers == {3: 4, 11: 12}


def test_what_is_disputed_is_no_occasion() -> None:
    assert activities(on("2023-12-31", of=SETTLED)) == {}


@pytest.mark.parametrize(
    ("as_of", "pending"),
    [("2022-10-31", 0), ("2022-11-01", 1), ("2023-02-01", 1), ("2023-06-01", 2), ("2023-09-01", 3)],
)
def test_what_awaits_an_answer_is_counted_as_of_the_day(as_of: str, pending: int) -> None:
    """Money paid and repaid and an amendment wait, visits and closes do not."""
    assert len(on(as_of, of=SETTLED).pending) == pending


@pytest.mark.parametrize(
    ("as_of", "agreement"), [("2021-01-01", 1), ("2023-08-31", 1), ("2023-09-01", 8)]
)
def test_the_agreement_in_force_is_that_of_the_day(as_of: str, agreement: int) -> None:
    found = on(as_of, of=SETTLED).agreement
    assert found is not None
    assert found.entry.seq == agreement


def test_a_book_says_through_which_day_it_is_closed() -> None:
    assert on("2023-12-31").closed_through is None
    assert on("2023-12-31", of=SETTLED).closed_through == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (calendar_year(2022), []),
        (calendar_year(2023), [4, 5]),
        (calendar_year(2024), []),
        (REPORTING_YEAR_2023, [4, 5]),
        (REPORTING_YEAR_2024, []),
    ],
    ids=["2022", "2023", "2024", "2023 from 15 December", "2024 from 15 December"],
)
def test_what_was_registered_in_a_closed_time_stands_in_the_next_report(
    period: Period, expected: list[int]
) -> None:
    late = book(
        paid("2022-11-01", 900),  # 2
        close("2023-02-01", "2022-12-31"),  # 3
        paid("2022-12-01", 50),  # 4
        answer("2023-03-01", 2, accepted=Steps("VND", 800)),  # 5, of what is closed
        paid("2023-04-01", 50),  # 6
        (Kind.SUPPLEMENT, "2023-05-01", {"supplements": 2, "note": "bản gốc"}),  # 7
        answer("2023-06-01", 6),  # 8
    )
    progress = on("2026-11-23", period, of=late)
    assert [each.entry.seq for each in progress.late] == expected


def test_what_was_registered_late_within_the_year_of_the_report_stands_among_the_rest() -> None:
    half = book(paid("2023-02-01", 900), close("2023-07-05", "2023-06-30"), paid("2023-05-05", 50))
    progress = on("2026-11-23", calendar_year(2023), of=half)
    assert [each.entry.seq for each in progress.entries] == [2, 4]
    assert progress.late == ()


def test_whoever_ceased_to_exist_is_told_from_that_day_on() -> None:
    assert on("2025-06-30").ended == ()
    assert [one.party for one in on("2025-07-01").ended] == ["hau-loc", "lang-chanh"]


def test_a_period_that_lasts_is_shown_up_to_the_day() -> None:
    fairs = book(*(occasion(day, "trade-exchange", "2") for day in ("2023-05-04", "2023-06-01")))
    progress = on("2023-05-31", calendar_year(2023), of=fairs)
    assert [each.entry.seq for each in progress.entries] == [2]
    assert activities(progress) == {"trade-exchange": "1, last on 2023-05-04"}


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (calendar_year(2023), "2023-01-01", "2023-12-31"),
        (REPORTING_YEAR_2023, "2022-12-15", "2023-12-14"),
    ],
    ids=["2023", "2023 from 15 December"],
)
def test_the_first_and_the_last_day_belong_to_the_period(
    period: Period, first: str, last: str
) -> None:
    days = (str(period.eve), first, last, str(period.through + timedelta(days=1)))
    progress = on("2026-11-23", period, of=book(*(occasion(day, None, "2") for day in days)))
    assert [str(each.entry.occurred_on) for each in progress.entries] == [first, last]
    assert activities(progress) == {"area 2": f"2, last on {last}"}


def test_without_a_period_every_entry_up_to_the_day_belongs_to_it() -> None:
    """Of any year, said to be none included, in the order it happened."""
    fairs = book(
        occasion("2023-06-01", "trade-exchange", "2"), occasion("2022-05-04", None, "2"),
        (Kind.ACTIVITY, "2023-12-31", {"area": "3", "none_in": 2022}),
    )  # fmt: skip
    for day, expected in (("2022-12-31", [3]), ("2023-06-01", [3, 2]), ("2024-01-01", [3, 2, 4])):
        assert [each.entry.seq for each in on(day, of=fairs).entries] == expected


def test_a_year_says_which_days_it_reports() -> None:
    assert on("2023-12-31").period is None
    assert on("2023-05-31", REPORTING_YEAR_2023).period == REPORTING_YEAR_2023


def test_a_line_belongs_to_a_period() -> None:
    assert [each.line for each in on("2023-12-31").pledges] == [None]
    (school,) = on("2023-12-31", calendar_year(2023)).pledges
    assert school.line is not None
    assert written(school.line.planned, school.line.delivered) == ["4 classrooms", "4 classrooms"]


@pytest.mark.parametrize(
    ("eve", "adjusted"), [(BIM_SON, "0 t"), (None, "500 t"), (HAU_LOC, "500 t")]
)
def test_what_was_agreed_on_the_eve_is_what_was_not_adjusted(
    eve: Terms | None, adjusted: str
) -> None:
    (cement,) = programme_progress(
        Book("bim-son-lang-chanh"), BIM_SON, date(2023, 12, 31), calendar_year(2023), eve=eve
    ).pledges
    assert cement.line is not None
    assert written(cement.line.adjusted) == [adjusted]


@pytest.mark.parametrize(
    ("as_of", "fulfilled"), [("2023-08-31", 0), ("2023-09-01", 1), ("2026-11-23", 1)]
)
def test_pledges_are_counted_never_added(as_of: str, fulfilled: int) -> None:
    assert (on(as_of).fulfilled, len(on(as_of).pledges)) == (fulfilled, 1)


def test_of_a_pledge_that_is_asked_for_nothing_else_of_its_content_area_is_shown() -> None:
    view = on("2023-12-31")
    culture, building = view.areas[2:]
    busy = building._replace(activities=culture.activities)
    assert narrowed(view._replace(areas=(culture, busy)), {"giao-an-school"}).areas == (building,)
    assert narrowed(view, {"cement"}).areas == ()


def test_the_head_says_what_it_was_made_from() -> None:
    progress = on("2022-01-01")
    assert progress.head == STORY.head
    assert progress.terms is HAU_LOC
    assert progress.as_of == date(2022, 1, 1)
    assert on("2022-01-01", of=Book("hau-loc-lang-chanh")).head is None


def test_money_is_read_in_every_unit_the_terms_declare() -> None:
    paid = {"pledge": "giao-an-school", "quantity": Steps("VND", 2_000_000_000)}
    progress = on("2023-12-31", of=book((Kind.DISBURSEMENT, "2023-05-10", paid)))
    assert written(*progress.pledges[0].disbursed) == ["VND 2 billion"]
