"""Agreed against happened, one pledge at a time, in examples that read like the agreement."""

from datetime import date

import pytest

from coopledger.progress import Standing, State, pledge_progress
from coopledger.quantity.writing import write_percent
from coopledger.terms import Pledge
from tests.progress.examples import (
    CEMENT,
    MONEY,
    SCHOOL,
    happened,
    pledge,
    progress,
    readable,
    written,
)

ON_TWO_DAYS = pledge(
    "on-two-days",
    target="800 tonne",
    window="2023-2024",
    schedule={
        "2023": [
            {"quantity": "300", "due_on": "2023-06-30"},
            {"quantity": "200", "due_on": "2023-11-15"},
        ],
        "2024": {"quantity": "300", "due_on": "2025-03-31"},
    },
)
"""Two instalments in 2023, each with its day; 2024's is due in the spring of the next year."""

TWO_COMMUNES = pledge(
    "two-communes",
    target="500 tonne",
    window="2022-2024",
    shares=[
        {"party": "van-phu", "quantity": "300 tonne", "schedule": {"2022": "200", "2023": "100"}},
        {"party": "giao-an", "quantity": "200 tonne", "schedule": {"2023": "100", "2024": "100"}},
    ],
)
SUBSIDY = pledge("subsidy", form="money", target="1.2 tỷ đồng", window="2023")
TRAINING = pledge("training", form="services", ceiling="100 triệu đồng", window="2022-2023")
UNDATED = pledge("undated", target="100 tonne")
CONDITIONAL = pledge(
    "conditional",
    target="100 tonne",
    window="2022-2023",
    condition={"vi": "khi có vốn", "en": "once there are funds"},
)
WITHDRAWN = pledge("withdrawn", target="0 tonne", window="2022-2023")


def money(**ceiling: str) -> Pledge:
    return pledge("subsidy", form="money", target="2 tỷ đồng", window="2022-2024", ceiling=ceiling)


def instalments(standing: Standing) -> list[str]:
    return [
        "{} of {} for {}, due {}".format(
            *written(part.delivered, part.planned), part.year, part.due_on
        )
        for part in standing.instalments
    ]


def next_due(standing: Standing) -> str | None:
    due = standing.next_due
    return f"{written(due.quantity)[0]} on {due.due_on}" if due is not None else None


def test_cement_after_a_year_without_any() -> None:
    """Nothing in 2022, 500 t on 15-03-2023: the worked example of the plan."""
    standing = progress(CEMENT, "2023-03-15: 500 t", as_of="2023-12-31").standing
    assert written(standing.target, standing.delivered, standing.due) == [
        "2,000 t",
        "500 t",
        "1,000 t",
    ]
    assert written(standing.remaining, standing.excess) == ["1,500 t", "0 t"]
    assert write_percent(standing.percent or 0, "vi") == "25,0 %"
    assert standing.state is State.BEHIND
    assert instalments(standing) == [
        "500 t of 500 t for 2022, due 2022-12-31",
        "0 t of 500 t for 2023, due 2023-12-31",
        "0 t of 500 t for 2024, due 2024-12-31",
        "0 t of 500 t for 2025, due 2025-12-31",
    ]
    assert next_due(standing) == "500 t on 2024-12-31"


def test_school_built_for_less_than_its_ceiling() -> None:
    """Four classrooms for 3.6 of at most 4 billion đồng: fulfilled, and 0.4 is nobody's arrears."""
    school = progress(
        SCHOOL,
        "2023-05-10: paid 2 tỷ đồng",
        "2023-08-20: completed 4 classroom",
        "2023-09-01: handed over 4 classroom",
        "2023-10-05: paid 1,6 tỷ đồng",
        as_of="2026-11-23",
    )
    standing = school.standing
    assert standing.state is State.FULFILLED
    assert standing.percent == 1000
    assert written(standing.delivered, standing.due, standing.remaining, standing.excess) == [
        "4 classrooms",
        "4 classrooms",
        "0 classrooms",
        "0 classrooms",
    ]
    assert standing.next_due is None
    assert school.ceiling is not None
    assert written(school.ceiling.amount, school.ceiling.spent, school.ceiling.headroom) == [
        "VND 4 billion",
        "VND 3.6 billion",
        "VND 400 million",
    ]
    assert written(*school.disbursed) == ["VND 3.6 billion"]


@pytest.mark.parametrize(
    ("delivered", "percent"),
    [
        ([], "0.0%"),
        (["0.001 t"], "<0.1%"),
        (["1.999 t"], "<0.1%"),
        (["2 t"], "0.1%"),
        (["500 t"], "25.0%"),
        (["666.667 t"], "33.3%"),
        (["1,333.333 t"], "66.6%"),
        (["1999.92 t"], "99.9%"),
        (["1000 t", "999.999 t"], "99.9%"),
        (["2000 t"], "100.0%"),
        (["2001.999 t"], "100.0%"),
        (["2500 t"], "125.0%"),
    ],
    ids=readable,
)
def test_percent_of_2000_tonnes_is_rounded_down(delivered: list[str], percent: str) -> None:
    lines = [f"2023-03-{day}: {quantity}" for day, quantity in enumerate(delivered, start=10)]
    standing = progress(CEMENT, *lines, as_of="2023-12-31").standing
    assert standing.percent is not None
    shown = write_percent(standing.percent, "en", something=bool(standing.delivered))
    assert shown == percent


ALL = "2023-03-15: 2000 t"
NEARLY = "2023-03-15: 1999.999 t"


@pytest.mark.parametrize(
    ("agreed", "lines", "as_of", "state"),
    [
        (CEMENT, [], "2022-10-14", "not-started"),
        (CEMENT, [], "2022-12-30", "not-started"),
        (CEMENT, [], "2022-12-31", "behind"),
        (CEMENT, [], "2025-12-31", "behind"),
        (CEMENT, [], "2026-01-01", "overdue"),
        (CEMENT, ["2022-10-20: 0.001 t"], "2022-12-30", "on-track"),
        (CEMENT, ["2022-10-20: 500 t"], "2022-12-31", "on-track"),
        (CEMENT, ["2022-10-20: 499.999 t"], "2022-12-31", "behind"),
        (CEMENT, ["2022-10-20: 499.999 t"], "2023-01-01", "behind"),
        (CEMENT, ["2022-10-20: 1500 t"], "2025-12-30", "on-track"),
        (CEMENT, ["2022-10-20: 1500 t"], "2025-12-31", "behind"),
        (CEMENT, [NEARLY], "2025-12-30", "on-track"),
        (CEMENT, [NEARLY], "2026-01-01", "overdue"),
        (CEMENT, [ALL], "2023-03-14", "behind"),
        (CEMENT, [ALL], "2023-03-15", "fulfilled"),
        (CEMENT, [ALL, "2023-03-16: 1 t"], "2026-11-23", "fulfilled"),
        (CEMENT, ["2026-01-02: 2000 t"], "2026-01-01", "overdue"),
        (CEMENT, ["2026-01-02: 2000 t"], "2026-01-02", "fulfilled"),
        (SCHOOL, [], "2023-12-30", "not-started"),
        (SCHOOL, ["2023-05-01: handed over 2 classroom"], "2023-12-30", "on-track"),
        (SCHOOL, ["2023-05-01: handed over 2 classroom"], "2023-12-31", "behind"),
        (SCHOOL, ["2023-05-01: handed over 2 classroom"], "2024-01-01", "overdue"),
        (SCHOOL, ["2023-05-01: paid 4 tỷ đồng"], "2023-12-30", "not-started"),
        (ON_TWO_DAYS, [], "2023-06-29", "not-started"),
        (ON_TWO_DAYS, [], "2023-06-30", "behind"),
        (ON_TWO_DAYS, ["2023-06-01: 300 t"], "2023-11-14", "on-track"),
        (ON_TWO_DAYS, ["2023-06-01: 300 t"], "2023-11-15", "behind"),
        (ON_TWO_DAYS, ["2023-06-01: 500 t"], "2024-12-31", "on-track"),
        (ON_TWO_DAYS, ["2023-06-01: 500 t"], "2025-03-31", "behind"),
        (ON_TWO_DAYS, ["2023-06-01: 500 t"], "2025-04-01", "overdue"),
        (UNDATED, [], "2099-01-01", "not-started"),
        (UNDATED, ["2023-01-05: 99 t"], "2099-01-01", "on-track"),
        (UNDATED, ["2023-01-05: 100 t"], "2023-01-05", "fulfilled"),
        (CONDITIONAL, [], "2099-01-01", "conditional"),
        (CONDITIONAL, ["2023-01-05: 99 t"], "2099-01-01", "conditional"),
        (CONDITIONAL, ["2023-01-05: 100 t"], "2099-01-01", "fulfilled"),
        (WITHDRAWN, [], "2023-01-05", "withdrawn"),
        (WITHDRAWN, ["2022-10-20: 5 t"], "2099-01-01", "withdrawn"),
        (TRAINING, [], "2099-01-01", "not-started"),
        (TRAINING, ["2023-01-05: 1 triệu đồng"], "2099-01-01", "under-way"),
        (TRAINING, ["2023-01-05: 100 triệu đồng"], "2099-01-01", "under-way"),
    ],
    ids=readable,
)
def test_state(agreed: Pledge, lines: list[str], as_of: str, state: str) -> None:
    """31 December is still in time; on 1 January the last date has passed."""
    assert progress(agreed, *lines, as_of=as_of).standing.state == state


@pytest.mark.parametrize(
    ("agreed", "lines", "as_of", "figures", "then"),
    [
        (CEMENT, [], "2022-12-30", ["0 t", "0 t", "2,000 t", "0 t"], "500 t on 2022-12-31"),
        (CEMENT, [], "2022-12-31", ["0 t", "500 t", "2,000 t", "0 t"], "500 t on 2023-12-31"),
        (
            CEMENT,
            ["2023-03-15: 700 t"],
            "2023-10-01",
            ["700 t", "500 t", "1,300 t", "0 t"],
            "300 t on 2023-12-31",
        ),
        (
            CEMENT,
            ["2023-03-15: 1000 t"],
            "2023-10-01",
            ["1,000 t", "500 t", "1,000 t", "0 t"],
            "500 t on 2024-12-31",
        ),
        (
            CEMENT,
            ["2023-03-15: 600 t"],
            "2025-12-31",
            ["600 t", "2,000 t", "1,400 t", "0 t"],
            None,
        ),
        (CEMENT, [ALL], "2023-03-15", ["2,000 t", "500 t", "0 t", "0 t"], None),
        (
            CEMENT,
            [ALL, "2023-03-15: 1 t"],
            "2026-01-01",
            ["2,001 t", "2,000 t", "0 t", "1 t"],
            None,
        ),
        (ON_TWO_DAYS, [], "2023-06-30", ["0 t", "300 t", "800 t", "0 t"], "200 t on 2023-11-15"),
        (ON_TWO_DAYS, [], "2024-12-31", ["0 t", "500 t", "800 t", "0 t"], "300 t on 2025-03-31"),
        (UNDATED, ["2023-01-05: 10 t"], "2099-01-01", ["10 t", "0 t", "90 t", "0 t"], None),
        (CONDITIONAL, ["2023-01-05: 10 t"], "2099-01-01", ["10 t", "0 t", "90 t", "0 t"], None),
        (WITHDRAWN, ["2022-10-20: 5 t"], "2022-11-01", ["5 t", "0 t", "0 t", "5 t"], None),
        (
            TRAINING,
            ["2023-01-05: 20 triệu đồng"],
            "2099-01-01",
            ["VND 20 million", None, None, None],
            None,
        ),
    ],
    ids=readable,
)
def test_delivered_due_remaining_excess_and_next_due(
    agreed: Pledge, lines: list[str], as_of: str, figures: list[str | None], then: str | None
) -> None:
    standing = progress(agreed, *lines, as_of=as_of).standing
    assert written(standing.delivered, standing.due, standing.remaining, standing.excess) == figures
    assert next_due(standing) == then


def test_a_percent_needs_something_to_be_a_percent_of() -> None:
    for agreed in (TRAINING, WITHDRAWN):
        assert progress(agreed, as_of="2023-01-05").standing.percent is None


@pytest.mark.parametrize(
    ("lines", "filled"),
    [
        ([], ["0 t", "0 t", "0 t", "0 t"]),
        (["2025-03-15: 500 t"], ["500 t", "0 t", "0 t", "0 t"]),
        (["2022-10-20: 1250.5 t"], ["500 t", "500 t", "250.5 t", "0 t"]),
        (["2022-10-20: 300 t", "2024-05-05: 300 t"], ["500 t", "100 t", "0 t", "0 t"]),
        (["2022-10-20: 2500 t"], ["500 t", "500 t", "500 t", "500 t"]),
    ],
    ids=["nothing", "late", "ahead", "in two years", "above the target"],
)
def test_instalments_are_filled_oldest_first(lines: list[str], filled: list[str]) -> None:
    standing = progress(CEMENT, *lines, as_of="2025-12-31").standing
    assert written(*(part.delivered for part in standing.instalments)) == filled


def test_instalments_with_days_of_their_own_are_filled_in_the_order_of_their_days() -> None:
    standing = progress(ON_TWO_DAYS, "2023-06-01: 400 t", as_of="2023-12-31").standing
    assert instalments(standing) == [
        "300 t of 300 t for 2023, due 2023-06-30",
        "100 t of 200 t for 2023, due 2023-11-15",
        "0 t of 300 t for 2024, due 2025-03-31",
    ]


def test_what_is_due_first_is_filled_first_whatever_its_year() -> None:
    agreed = pledge(
        "late-instalment",
        target="300 tonne",
        window="2022-2023",
        schedule={"2022": {"quantity": "100", "due_on": "2024-03-31"}, "2023": "200"},
    )
    standing = progress(agreed, "2023-01-05: 250 t", as_of="2023-12-31").standing
    assert instalments(standing) == [
        "200 t of 200 t for 2023, due 2023-12-31",
        "50 t of 100 t for 2022, due 2024-03-31",
    ]


def test_the_whole_target_is_due_at_the_end_of_a_window_without_schedule() -> None:
    assert instalments(progress(SCHOOL, as_of="2022-12-31").standing) == [
        "0 classrooms of 4 classrooms for 2023, due 2023-12-31"
    ]


class TestShares:
    LINES = ("2022-11-01: 250 t to van-phu", "2023-02-01: 20 t to giao-an")

    def test_the_pledge_counts_all_of_them(self) -> None:
        standing = progress(TWO_COMMUNES, *self.LINES, as_of="2023-12-31").standing
        assert written(standing.delivered, standing.due) == ["270 t", "400 t"]
        assert standing.state is State.BEHIND

    def test_each_stands_for_itself(self) -> None:
        shares = progress(TWO_COMMUNES, *self.LINES, as_of="2023-12-30").shares
        assert [
            (
                share.party,
                *written(share.standing.target, share.standing.delivered, share.standing.due),
                share.standing.percent,
                share.standing.state,
                next_due(share.standing),
            )
            for share in shares
        ] == [
            ("van-phu", "300 t", "250 t", "200 t", 833, State.ON_TRACK, "50 t on 2023-12-31"),
            ("giao-an", "200 t", "20 t", "0 t", 100, State.ON_TRACK, "80 t on 2023-12-31"),
        ]

    def test_one_may_be_fulfilled_while_the_other_is_overdue(self) -> None:
        lines = ("2022-11-01: 300 t to van-phu", "2023-02-01: 20 t to giao-an")
        kept = progress(TWO_COMMUNES, *lines, as_of="2025-01-01")
        assert [share.standing.state for share in kept.shares] == [State.FULFILLED, State.OVERDUE]
        assert kept.standing.state is State.OVERDUE

    def test_what_is_due_next_is_due_to_all_of_them(self) -> None:
        standing = progress(
            TWO_COMMUNES, "2022-11-01: 200 t to van-phu", as_of="2023-01-01"
        ).standing
        assert next_due(standing) == "200 t on 2023-12-31"

    def test_without_a_schedule_each_is_due_at_the_end_of_the_window(self) -> None:
        agreed = pledge(
            "two-communes",
            target="50 tonne",
            window="2022-2023",
            shares=[
                {"party": "van-phu", "quantity": "30 tonne"},
                {"party": "giao-an", "quantity": "20 tonne"},
            ],
        )
        kept = progress(agreed, as_of="2022-12-31")
        assert [next_due(share.standing) for share in kept.shares] == [
            "30 t on 2023-12-31",
            "20 t on 2023-12-31",
        ]
        assert next_due(kept.standing) == "50 t on 2023-12-31"


@pytest.mark.parametrize(
    ("agreed", "lines", "as_of", "spent", "headroom"),
    [
        (SCHOOL, [], "2022-12-31", "VND 0", "VND 4 billion"),
        (SCHOOL, ["2023-01-05: paid 4 tỷ đồng"], "2023-01-04", "VND 0", "VND 4 billion"),
        (SCHOOL, ["2023-01-05: paid 4 tỷ đồng"], "2023-01-05", "VND 4 billion", "VND 0"),
        (
            SCHOOL,
            ["2022-11-01: paid 3 tỷ đồng", "2023-01-05: paid 1,5 tỷ đồng"],
            "2026-11-23",
            "VND 4.5 billion",
            "VND -500 million",
        ),
        (
            SCHOOL,
            ["2023-01-05: handed over 4 classroom"],
            "2026-11-23",
            "VND 0",
            "VND 4 billion",
        ),
        (
            pledge("capped", target="100 tonne", ceiling="0 VND"),
            ["2023-01-05: 10 t, worth 15 triệu đồng", "2023-02-05: paid 1 triệu đồng"],
            "2023-12-31",
            "VND 16 million",
            "VND -16 million",
        ),
        (
            pledge("capped", target="100 tonne", ceiling="120 tonne"),
            ["2023-01-05: 90 t, worth 15 triệu đồng"],
            "2023-12-31",
            "90 t",
            "30 t",
        ),
        (TRAINING, ["2023-01-05: 60 triệu đồng"], "2023-12-31", "VND 60 million", "VND 40 million"),
        (
            money(amount="500 triệu đồng"),
            ["2022-11-01: paid 400 triệu đồng", "2023-01-05: paid 50 triệu đồng"],
            "2023-12-31",
            "VND 450 million",
            "VND 50 million",
        ),
        (
            money(amount="500 triệu đồng", per="year"),
            ["2022-11-01: paid 400 triệu đồng", "2023-01-05: paid 50 triệu đồng"],
            "2022-12-31",
            "VND 400 million",
            "VND 100 million",
        ),
        (
            money(amount="500 triệu đồng", per="year"),
            ["2022-12-31: paid 400 triệu đồng", "2023-01-01: paid 50 triệu đồng"],
            "2023-01-01",
            "VND 50 million",
            "VND 450 million",
        ),
        (
            money(amount="500 triệu đồng", per="year"),
            ["2023-01-05: paid 600 triệu đồng", "2023-02-05: paid 100 triệu đồng"],
            "2023-02-04",
            "VND 600 million",
            "VND -100 million",
        ),
    ],
    ids=[
        "nothing spent",
        "the day before",
        "all of it",
        "too much",
        "rooms are no money",
        "a zero ceiling is a ceiling",
        "a ceiling in tonnes",
        "a ceiling without target",
        "over all years",
        "per year",
        "a new year",
        "too much in a year",
    ],
)
def test_what_is_spent_under_a_ceiling(
    agreed: Pledge, lines: list[str], as_of: str, spent: str, headroom: str
) -> None:
    ceiling = progress(agreed, *lines, as_of=as_of).ceiling
    assert ceiling is not None
    assert written(ceiling.spent, ceiling.headroom) == [spent, headroom]
    assert agreed.ceiling is not None
    assert (ceiling.amount, ceiling.per) == (agreed.ceiling.amount, agreed.ceiling.per)


def test_a_pledge_without_ceiling_has_no_headroom() -> None:
    assert progress(CEMENT, as_of="2023-12-31").ceiling is None


@pytest.mark.parametrize(
    ("lines", "completed", "delivered"),
    [
        ([], "0 classrooms", "0 classrooms"),
        (["2023-08-20: completed 4 classroom"], "4 classrooms", "0 classrooms"),
        (["2023-09-01: handed over 4 classroom"], "0 classrooms", "4 classrooms"),
        (
            ["2023-08-20: completed 4 classroom", "2023-09-01: handed over 4 classroom"],
            "4 classrooms",
            "4 classrooms",
        ),
        (
            ["2023-08-20: completed 3 classroom", "2023-09-01: handed over 1 classroom"],
            "3 classrooms",
            "1 classroom",
        ),
        (["2024-01-01: completed 4 classroom"], "0 classrooms", "0 classrooms"),
    ],
    ids=readable,
)
def test_completed_is_never_added_to_handed_over(
    lines: list[str], completed: str, delivered: str
) -> None:
    school = progress(SCHOOL, *lines, as_of="2023-12-31")
    assert written(school.completed, school.standing.delivered) == [completed, delivered]


def test_only_works_are_completed() -> None:
    for agreed in (CEMENT, SUBSIDY, TRAINING):
        assert progress(agreed, as_of="2023-12-31").completed is None


def test_a_pledge_of_money_is_kept_by_paying() -> None:
    subsidy = progress(
        SUBSIDY, "2023-02-01: paid 500 triệu đồng", "2023-12-31: paid 100 triệu đồng",
        as_of="2023-12-30",
    )  # fmt: skip
    assert written(subsidy.standing.delivered, subsidy.standing.remaining) == [
        "VND 500 million",
        "VND 700 million",
    ]
    assert subsidy.standing.percent == 416
    assert subsidy.standing.state is State.ON_TRACK
    assert subsidy.disbursed == ()


def test_money_paid_and_stated_worth_stand_beside_the_tonnes() -> None:
    cement = progress(
        CEMENT,
        "2023-03-15: 500 t, worth 750 triệu đồng",
        "2023-06-01: 100 t",
        "2023-07-01: paid 30 triệu đồng",
        "2024-01-01: 1 t, worth 2 triệu đồng",
        "2024-01-01: paid 1 đồng",
        as_of="2023-12-31",
    )
    assert written(cement.standing.delivered, *cement.value, *cement.disbursed) == [
        "600 t",
        "VND 750 million",
        "VND 30 million",
    ]
    assert progress(CEMENT, "2023-06-01: 100 t", as_of="2023-12-31").value == ()


@pytest.mark.parametrize(
    ("lines", "figures", "state", "remaining", "unconfirmed"),
    [
        (["500 t"], "500 500 0 0", State.BEHIND, "1,500 t", "500 t"),
        (["500 t, 500 t accepted"], "500 500 500 0", State.BEHIND, "1,500 t", "0 t"),
        (["500 t, 480 t accepted"], "500 480 480 0", State.BEHIND, "1,520 t", "0 t"),
        (["500 t, 510 t accepted"], "500 510 500 0", State.BEHIND, "1,490 t", "10 t"),
        (["500 t, 470 t sent"], "500 500 470 0", State.BEHIND, "1,500 t", "30 t"),
        (["500 t, disputed"], "500 0 0 500", State.BEHIND, "2,000 t", "0 t"),
        (["500 t, 480 t accepted, 30 t back on 2023-12-31"], "500 450 450 0", State.BEHIND,
         "1,550 t", "0 t"),
        (["500 t, 480 t accepted, 30 t back on 2024-01-01"], "500 480 480 0", State.BEHIND,
         "1,520 t", "0 t"),
        (["500 t, 100 t sent, 300 t back on 2023-12-31"], "500 200 0 0", State.BEHIND,
         "1,800 t", "200 t"),
        (["1500 t, 1500 t accepted", "500 t"], "2,000 2,000 1,500 0", State.FULFILLED,
         "0 t", "500 t"),
        (["2000 t, 2000 t accepted"], "2,000 2,000 2,000 0", State.FULFILLED, "0 t", "0 t"),
        (["2000 t, 1999 t accepted"], "2,000 1,999 1,999 0", State.ON_TRACK, "1 t", "0 t"),
        (["2000 t, 1 t back on 2023-06-01"], "2,000 1,999 0 0", State.ON_TRACK, "1 t", "1,999 t"),
        (["1500 t", "500 t, disputed"], "2,000 1,500 0 500", State.ON_TRACK, "500 t", "1,500 t"),
    ],
    ids=["silence", "all of it", "20 t not accepted", "10 t over", "less was sent", "disputed",
         "30 t given back", "given back next year", "given back beyond what is confirmed",
         "500 t unconfirmed", "confirmed", "1 t short", "fulfilled no more", "the rest disputed"],
)  # fmt: skip
def test_what_counts_is_what_was_delivered(
    lines: list[str], figures: str, state: State, remaining: str, unconfirmed: str
) -> None:
    """Silence is never consent: the provider's word counts and is shown as unconfirmed."""
    standing = progress(CEMENT, *_in_march(lines), as_of="2023-12-31").standing
    said = written(standing.claimed, standing.delivered, standing.confirmed, standing.disputed)
    assert said == [f"{number} t" for number in figures.split()]
    assert standing.state is state
    assert written(standing.remaining, standing.unconfirmed) == [remaining, unconfirmed]


def _in_march(lines: list[str]) -> list[str]:
    return [f"2023-03-{day}: {line}" for day, line in enumerate(lines, start=15)]


def test_480_of_500_accepted_count_in_the_year_of_the_delivery() -> None:
    """15 short and 5 rejected, answered years later: the worked example of the plan."""
    line = "2023-03-15: 500 t, 480 t accepted"
    standing = progress(CEMENT, line, as_of="2023-12-31").standing
    assert written(standing.delivered, standing.confirmed) == ["480 t", "480 t"]
    later = progress(CEMENT, line, "2024-01-02: 600 t", as_of="2024-12-31").standing
    assert written(later.delivered, later.due) == ["1,080 t", "1,500 t"]


def test_what_was_given_back_is_told_beside_what_is_left() -> None:
    line = "2023-03-15: 500 t, 20 t back on 2023-06-01, 5 t back on 2024-01-01"
    returned = [
        written(progress(CEMENT, line, as_of=as_of).returned)
        for as_of in ("2023-05-31", "2023-06-01", "2024-12-31")
    ]
    assert returned == [["0 t"], ["20 t"], ["25 t"]]


def test_a_delivery_is_returned_to_the_instalments_it_had_filled() -> None:
    line = "2022-12-01: 800 t, 400 t back on 2023-02-01"
    assert instalments(progress(CEMENT, line, as_of="2023-12-31").standing)[:2] == [
        "400 t of 500 t for 2022, due 2022-12-31",
        "0 t of 500 t for 2023, due 2023-12-31",
    ]


@pytest.mark.parametrize(
    ("line", "spent", "headroom"),
    [
        ("paid 3 tỷ đồng, disputed", "VND 0", "VND 4 billion"),
        ("paid 3 tỷ đồng, 2 tỷ đồng accepted", "VND 2 billion", "VND 2 billion"),
        ("paid 3 tỷ đồng, 1 tỷ đồng back on 2023-02-01", "VND 2 billion", "VND 2 billion"),
    ],
)
def test_what_counts_as_paid_is_spent(line: str, spent: str, headroom: str) -> None:
    ceiling = progress(SCHOOL, f"2023-01-05: {line}", as_of="2023-12-31").ceiling
    assert ceiling is not None
    assert written(ceiling.spent, ceiling.headroom) == [spent, headroom]


def test_what_one_share_accepts_counts_for_it_alone() -> None:
    kept = progress(
        TWO_COMMUNES,
        "2022-11-01: 250 t to van-phu, 240 t accepted",
        "2023-02-01: 20 t to giao-an, disputed",
        as_of="2023-12-31",
    )
    assert [
        written(share.standing.delivered, share.standing.confirmed, share.standing.disputed)
        for share in kept.shares
    ] == [["240 t", "240 t", "0 t"], ["0 t", "0 t", "20 t"]]


def test_nothing_is_confirmed_by_who_records() -> None:
    standing = progress(CEMENT, "2023-03-15: 500 t", as_of="2023-12-31").standing
    assert written(standing.claimed, standing.confirmed) == ["500 t", "0 t"]


def test_entries_of_other_pledges_do_not_count() -> None:
    other = happened(UNDATED, "2023-03-15: 500 t")
    assert not pledge_progress(CEMENT, other, MONEY, date(2023, 12, 31)).standing.delivered
