"""The line of a year: it adds up on paper, for every pledge, every year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopledger.book import Entry, Kind, Steps
from coopledger.book.dossier import dossiers
from coopledger.book.tally import tally
from coopledger.progress import Cut, Period, YearLine, calendar_year, year_line
from coopledger.progress.year import year_figures
from coopledger.quantity import Quantity
from coopledger.terms import Pledge
from tests.progress.examples import (
    CEMENT,
    SCHOOL,
    UNITS,
    entry,
    happened,
    pledge,
    readable,
    written,
)

reporting_year = Cut.ADMINISTRATIVE.year
"""From 15 December to 14 December."""


def said(line: YearLine) -> str:
    """brought forward + adjusted + planned - delivered = carried forward; the unit left out."""
    figures = written(
        line.brought_forward, line.adjusted, line.planned, line.delivered,
        line.carried_forward, line.cumulative, line.remaining,
    )  # fmt: skip
    return "{} + {} + {} - {} = {}, in all {}, remaining {}".format(
        *(figure and figure.split()[0] for figure in figures)
    )


def said_of(agreed: Pledge, *lines: str, in_: Period) -> str:
    """The line of a year before and in which nothing was changed."""
    return said(year_line(agreed, agreed, happened(agreed, *lines).figures, in_))


LATE = ["2023-03-15: 500 t"]
AHEAD = ["2022-11-01: 800 t", "2025-01-01: 1300 t"]
ROOMS = [
    "2022-12-01: completed 4 classroom",
    "2023-06-01: handed over 1 classroom",
    "2024-02-01: handed over 3 classroom",
]


@pytest.mark.parametrize(
    ("agreed", "lines", "year", "expected"),
    [
        (CEMENT, LATE, 2021, "0 + 0 + 0 - 0 = 0, in all 0, remaining 2,000"),
        (CEMENT, LATE, 2022, "0 + 0 + 500 - 0 = 500, in all 0, remaining 2,000"),
        (CEMENT, LATE, 2023, "500 + 0 + 500 - 500 = 500, in all 500, remaining 1,500"),
        (CEMENT, LATE, 2024, "500 + 0 + 500 - 0 = 1,000, in all 500, remaining 1,500"),
        (CEMENT, LATE, 2025, "1,000 + 0 + 500 - 0 = 1,500, in all 500, remaining 1,500"),
        (CEMENT, LATE, 2026, "1,500 + 0 + 0 - 0 = 1,500, in all 500, remaining 1,500"),
        (CEMENT, LATE, 2027, "1,500 + 0 + 0 - 0 = 1,500, in all 500, remaining 1,500"),
        (CEMENT, AHEAD, 2022, "0 + 0 + 500 - 800 = -300, in all 800, remaining 1,200"),
        (CEMENT, AHEAD, 2023, "-300 + 0 + 500 - 0 = 200, in all 800, remaining 1,200"),
        (CEMENT, AHEAD, 2024, "200 + 0 + 500 - 0 = 700, in all 800, remaining 1,200"),
        (CEMENT, AHEAD, 2025, "700 + 0 + 500 - 1,300 = -100, in all 2,100, remaining 0"),
        (CEMENT, AHEAD, 2026, "-100 + 0 + 0 - 0 = -100, in all 2,100, remaining 0"),
        (SCHOOL, ROOMS, 2022, "0 + 0 + 0 - 0 = 0, in all 0, remaining 4"),
        (SCHOOL, ROOMS, 2023, "0 + 0 + 4 - 1 = 3, in all 1, remaining 3"),
        (SCHOOL, ROOMS, 2024, "3 + 0 + 0 - 3 = 0, in all 4, remaining 0"),
        (SCHOOL, ROOMS, 2025, "0 + 0 + 0 - 0 = 0, in all 4, remaining 0"),
        (SCHOOL, ROOMS, 2027, "0 + 0 + 0 - 0 = 0, in all 4, remaining 0"),
    ],
    ids=readable,
)
def test_year(agreed: Pledge, lines: list[str], year: int, expected: str) -> None:
    assert said_of(agreed, *lines, in_=calendar_year(year)) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2022, "0 + 0 + 500 - 100 = 400, in all 100, remaining 1,900"),
        (2023, "400 + 0 + 500 - 500 = 400, in all 600, remaining 1,400"),
        (2024, "400 + 0 + 500 - 50 = 850, in all 650, remaining 1,350"),
    ],
)
def test_a_reporting_period_cuts_only_what_was_delivered(year: int, expected: str) -> None:
    lines = ("2022-12-14: 100 t", "2022-12-15: 200 t", "2023-12-14: 300 t", "2023-12-15: 50 t")
    assert said_of(CEMENT, *lines, in_=reporting_year(year)) == expected


def test_an_instalment_is_planned_in_its_year_even_if_it_is_due_later() -> None:
    agreed = pledge(
        "late-instalment",
        target="300 tonne",
        window="2022-2023",
        schedule={"2022": {"quantity": "100", "due_on": "2023-09-30"}, "2023": "200"},
    )
    assert said_of(agreed, in_=calendar_year(2022)).startswith("0 + 0 + 100 - 0 = 100")
    assert said_of(agreed, in_=calendar_year(2023)).startswith("100 + 0 + 200 - 0 = 300")


def a_year(tonnes: int, then: int | None = None, **fields: Any) -> Pledge:
    """Cement: so many tonnes in 2022 and 2023, and so many (or as many) in 2024 and 2025."""
    planned = (tonnes, tonnes, then or tonnes, then or tonnes)
    return pledge(
        "cement",
        target=f"{sum(planned)} tonne",
        window="2022-2025",
        schedule={str(year): str(part) for year, part in enumerate(planned, start=2022)},
        **fields,
    )


FUNDS = {"vi": "khi có vốn", "en": "once there are funds"}
RENAMED = replace(CEMENT.unit, en="tonne", plural="tonnes")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (CEMENT, CEMENT, "500 + 0 + 500 - 0 = 1,000, in all 500, remaining 1,500"),
        (CEMENT, a_year(500, 300), "500 + 0 + 300 - 0 = 800, in all 500, remaining 1,100"),
        (CEMENT, a_year(600), "500 + 200 + 600 - 0 = 1,300, in all 500, remaining 1,900"),
        (CEMENT, a_year(300), "500 + -400 + 300 - 0 = 400, in all 500, remaining 700"),
        (CEMENT, a_year(100), "500 + -800 + 100 - 0 = -200, in all 500, remaining 0"),
        (
            CEMENT,
            pledge("cement", target="0 tonne", window="2022-2025"),
            "500 + -1,000 + 0 - 0 = -500, in all 500, remaining 0",
        ),
        (
            a_year(500, condition=FUNDS),
            CEMENT,
            "-500 + 1,000 + 500 - 0 = 1,000, in all 500, remaining 1,500",
        ),
        (
            CEMENT,
            a_year(500, condition=FUNDS),
            "500 + -1,000 + 0 - 0 = -500, in all 500, remaining 1,500",
        ),
        (
            pledge("cement", ceiling="9 tỷ đồng"),
            CEMENT,
            "-500 + 1,000 + 500 - 0 = 1,000, in all 500, remaining 1,500",
        ),
        (
            pledge("cement", target="90 đồng", window="2022"),
            CEMENT,
            "-500 + 1,000 + 500 - 0 = 1,000, in all 500, remaining 1,500",
        ),
        (None, CEMENT, "-500 + 1,000 + 500 - 0 = 1,000, in all 500, remaining 1,500"),
        (
            CEMENT.model_copy(
                update={
                    "schedule": tuple(
                        replace(part, quantity=replace(part.quantity, unit=RENAMED))
                        for part in CEMENT.schedule
                    )
                }
            ),
            CEMENT,
            "500 + 0 + 500 - 0 = 1,000, in all 500, remaining 1,500",
        ),
    ],
    ids=[
        "nothing changed",
        "less from this year on",
        "more from the start",
        "less from the start",
        "less than was delivered",
        "withdrawn",
        "its condition met",
        "a condition set",
        "a target named",
        "counted in something else",
        "new this year",
        "its unit renamed",
    ],
)
def test_what_was_changed_since_last_year_is_adjusted(
    before: Pledge | None, after: Pledge, expected: str
) -> None:
    """500 t delivered in 2023, and other terms in 2024: they replace the old, never add to them."""
    figures = happened(after, "2023-03-15: 500 t").figures
    assert said(year_line(after, before, figures, calendar_year(2024))) == expected


def test_without_a_target_only_what_was_delivered_is_known() -> None:
    agreed = pledge("subsidy", form="money", ceiling="9 tỷ đồng", window="2022-2023")
    paid = ("2022-11-01: paid 20 đồng", "2023-01-01: paid 30 đồng, 10 đồng sent")
    line = year_line(agreed, agreed, happened(agreed, *paid).figures, calendar_year(2023))
    delivered, confirmed, cumulative = line.delivered, line.confirmed, line.cumulative
    assert written(delivered, confirmed, cumulative) == ["VND 30", "VND 10", "VND 50"]
    assert line == YearLine(None, None, None, delivered, confirmed, None, cumulative, None)


@pytest.mark.parametrize(
    ("line", "year", "expected", "confirmed"),
    [
        ("500 t, 480 t accepted", 2023, "500 + 0 + 500 - 480 = 520, in all 480", "480 t"),
        ("500 t, 480 t accepted", 2024, "520 + 0 + 500 - 0 = 1,020, in all 480", "0 t"),
        ("500 t, disputed", 2023, "500 + 0 + 500 - 0 = 1,000, in all 0", "0 t"),
        ("500 t, 480 t sent", 2023, "500 + 0 + 500 - 500 = 500, in all 500", "480 t"),
        ("500 t, 500 t accepted, 20 t back on 2024-02-01", 2023,
         "500 + 0 + 500 - 500 = 500, in all 500", "500 t"),
        ("500 t, 500 t accepted, 20 t back on 2024-02-01", 2024,
         "500 + 0 + 500 - -20 = 1,020, in all 480", "-20 t"),
    ],
)  # fmt: skip
def test_what_the_other_side_says_is_said_of_the_year_of_the_delivery(
    line: str, year: int, expected: str, confirmed: str
) -> None:
    """Answered whenever it was; what is given back is taken off in its own year."""
    figures = happened(CEMENT, f"2023-03-15: {line}").figures
    found = year_line(CEMENT, CEMENT, figures, calendar_year(year))
    assert said(found).startswith(expected)
    assert written(found.confirmed) == [confirmed]


def test_shares_are_planned_and_delivered_together() -> None:
    agreed = pledge(
        "two-communes",
        target="50 tonne",
        window="2022-2023",
        shares=[
            {"party": "van-phu", "quantity": "30 tonne", "schedule": {"2022": "10", "2023": "20"}},
            {"party": "giao-an", "quantity": "20 tonne"},
        ],
    )
    lines = ("2022-11-01: 5 t to van-phu", "2023-02-01: 7 t to giao-an")
    assert [said_of(agreed, *lines, in_=calendar_year(year)) for year in (2022, 2023)] == [
        "0 + 0 + 10 - 5 = 5, in all 5, remaining 45",
        "5 + 0 + 40 - 7 = 38, in all 12, remaining 38",
    ]


def test_periods() -> None:
    assert calendar_year(2023) == Period(2023, date(2023, 1, 1), date(2023, 12, 31))
    assert calendar_year(2023).eve == date(2022, 12, 31)
    assert reporting_year(2023).eve == date(2022, 12, 14)


# Random histories

YEARS = range(2021, 2029)
PARTIES = ("van-phu", "giao-an")
kilograms = st.integers(0, 3_000_000)
some_years = st.lists(st.sampled_from(range(2022, 2027)), unique=True, max_size=4)
edges = [
    date(year, month, day)
    for year in YEARS
    for month, day in ((1, 1), (12, 14), (12, 15), (12, 31))
]
days = st.dates(date(2020, 12, 1), date(2028, 12, 31)) | st.sampled_from(edges)


@st.composite
def promises(draw: st.DrawFn) -> tuple[int, dict[str, Any]]:
    """A quantity, alone or with instalments by year: several in one, with a day of their own."""
    whole, schedule = 0, {}
    for year in draw(some_years):
        parts: list[Any] = []
        for quantity in draw(st.lists(kilograms, min_size=1, max_size=2)):
            day = draw(st.none() | st.dates(date(year, 1, 1), date(year + 2, 12, 31)))
            parts.append({"quantity": f"{quantity} kg", **({"due_on": str(day)} if day else {})})
            whole += quantity
        schedule[str(year)] = parts
    return (whole, {"schedule": schedule}) if schedule else (draw(kilograms), {})


@st.composite
def pledges(draw: st.DrawFn) -> Pledge:
    """A promise to one, or to two in shares."""
    whole, terms = draw(promises())
    if draw(st.booleans()):
        parts = {party: draw(promises()) for party in PARTIES}
        whole = sum(quantity for quantity, _ in parts.values())
        terms = {"shares": [{"party": party, "quantity": f"{quantity} kg", **schedule}
                            for party, (quantity, schedule) in parts.items()]}  # fmt: skip
    return pledge("cement", target=f"{whole} kg", window="2022-2026", **terms)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Deliveries, what the other side accepted of some, returns and reversals on whatever day."""
    entries: list[Entry] = []

    def add(kind: Kind, day: date, **fields: Any) -> int:
        entries.append(entry(kind, day, len(entries) + 1, **fields))
        return len(entries)

    def weighed(least: int = 1) -> Steps:
        return Steps("kg", draw(st.integers(least, 3_000_000)))

    for day in draw(st.lists(days, max_size=8)):
        share = draw(st.sampled_from([None, *PARTIES]))
        seq = add(Kind.DELIVERY, day, pledge="cement", quantity=weighed(), share=share)
        then = draw(st.sampled_from([(), ("accepted",), ("back",), ("accepted", "back", "back")]))
        for what in then:
            if what == "accepted":
                add(Kind.ANSWER, draw(days), answers=seq, accepted=weighed(0))
            else:
                add(Kind.RETURN, draw(days), returns=seq, quantity=weighed())
        if draw(st.integers(0, 2)) == 0:
            add(Kind.REVERSAL, draw(days), reverses=draw(st.integers(seq, len(entries))))
    return tuple(entries)


@st.composite
def amended(draw: st.DrawFn) -> list[tuple[date, Pledge]]:
    """Terms and the days from which they are effective, the first of them from the start."""
    days = draw(st.lists(st.dates(date(2021, 1, 1), date(2028, 12, 31)), unique=True, max_size=2))
    return [(day, draw(pledges())) for day in [date.min, *sorted(days)]]


def target(agreed: Pledge) -> Quantity:
    assert agreed.target is not None
    return agreed.target


@given(
    terms=amended(),
    entries=histories(),
    period=st.sampled_from([calendar_year, reporting_year]),
)
@settings(deadline=None)
def test_every_year_of_every_history_adds_up(
    terms: list[tuple[date, Pledge]], entries: tuple[Entry, ...], period: Callable[[int], Period]
) -> None:
    def effective(day: date) -> Pledge:
        return [agreed for since, agreed in terms if since <= day][-1]

    def delivered(through: date) -> Quantity:
        """What stands of the history, added up by hand."""
        reversed_ = {each.reverses for each in entries} - {None}
        accepted = {each.answers: each.accepted for each in entries if each.seq not in reversed_}
        steps = 0
        for each in entries:
            counts = each.seq not in reversed_ and each.returns not in reversed_
            if each.quantity is not None and counts and each.occurred_on <= through:
                part = accepted.get(each.seq) or each.quantity
                steps += part.steps if each.returns is None else -part.steps
        return Quantity(steps, UNITS["kg"])

    zero = Quantity(0, UNITS["kg"])
    periods = [period(year) for year in YEARS]
    figures = tally(dossiers(entries).values())
    lines = [year_line(effective(p.through), effective(p.eve), figures, p) for p in periods]

    for p, line in zip(periods, lines, strict=True):
        agreed = effective(p.through)
        assert line.brought_forward is not None
        assert line.adjusted is not None
        assert line.planned is not None
        due = line.brought_forward + line.adjusted + line.planned
        assert line.carried_forward == due - line.delivered
        of_the_year = (part.quantity for part in agreed.instalments if part.year == p.year)
        assert line.planned == sum(of_the_year, zero)
        assert line.cumulative == delivered(p.through)
        assert line.remaining == max(target(agreed) - line.cumulative, zero)
    for line, after in pairwise(lines):
        assert after.brought_forward == line.carried_forward
        assert after.cumulative == line.cumulative + after.delivered
    first, last = lines[0], lines[-1]
    before = delivered(periods[0].eve)
    assert first.brought_forward == -before
    assert last.cumulative == sum((line.delivered for line in lines), before)
    assert last.carried_forward == target(effective(periods[-1].through)) - last.cumulative


# The years side by side


def years(agreed: Pledge, *lines: str, as_of: str = "2024-12-31") -> list[str]:
    """Each year: planned, delivered, confirmed; the unit left out."""
    day = date.fromisoformat(as_of)
    found = year_figures(agreed, happened(agreed, *lines).figures, calendar_year(day.year), day)
    return [
        " ".join(
            [f"{one.year}:", *(str(figure).split()[0] for figure in
                               written(one.planned, one.delivered, one.confirmed))]
        )
        for one in found
    ]  # fmt: skip


def test_what_each_year_came_to() -> None:
    """Every planned year is there, and what came in it whatever it was planned for."""
    assert years(CEMENT, "2023-03-15: 500 t, 480 t accepted", "2024-01-02: 600 t") == [
        "2022: 500 0 0", "2023: 500 480 480", "2024: 500 600 0", "2025: 500 0 0",
    ]  # fmt: skip


def test_what_came_after_the_last_planned_year_has_years_of_its_own() -> None:
    late = ["2027-05-01: 300 t"]
    assert years(CEMENT, *late, as_of="2027-12-31")[-3:] == [
        "2025: 500 0 0", "2026: 0 0 0", "2027: 0 300 0",
    ]  # fmt: skip
    assert len(years(CEMENT, *late)) == 4  # as of a day before, it has not come


def test_a_pledge_due_at_the_end_is_planned_for_the_last_year_of_its_window() -> None:
    assert years(SCHOOL, "2022-11-20: handed over 1 classroom") == ["2022: 0 1 0", "2023: 4 0 0"]


def test_without_a_target_nothing_is_planned() -> None:
    visits = pledge("visits", form="services", ceiling="2 classroom")
    assert years(visits) == []
    assert years(visits, "2023-03-01: 1 classroom") == ["2023: None 1 0"]


@pytest.mark.parametrize(
    ("day", "calendar", "administrative"),
    [("2023-12-14", 2023, 2023), ("2023-12-15", 2023, 2024), ("2024-01-01", 2024, 2024)],
)
def test_a_day_belongs_to_the_year_it_is_reported_in(
    day: str, calendar: int, administrative: int
) -> None:
    for cut, year in ((Cut.CALENDAR, calendar), (Cut.ADMINISTRATIVE, administrative)):
        for any_year in (2020, 2023, 2026):
            assert cut.year(any_year).year_of(date.fromisoformat(day)) == year
        period = cut.year(year)
        assert period.since <= date.fromisoformat(day) <= period.through


DELIVERED = st.lists(st.tuples(st.dates(date(2021, 1, 1), date(2026, 12, 31)), st.integers(1, 900)))


@given(DELIVERED, st.sampled_from(Cut))
def test_the_years_are_those_of_the_lines_and_add_up(
    delivered: list[tuple[date, int]], cut: Cut
) -> None:
    lines = [f"{day.isoformat()}: {tonnes} t" for day, tonnes in delivered]
    figures, last = happened(CEMENT, *lines).figures, date(2026, 12, 31)
    found = year_figures(CEMENT, figures, cut.year(2026), last)
    for one in found:
        line = year_line(CEMENT, CEMENT, figures, cut.year(one.year))
        if cut.year(one.year).through <= last:
            assert (one.planned, one.delivered) == (line.planned, line.delivered)
    total = sum((one.delivered for one in found), Quantity(0, CEMENT.unit))
    assert total.amount == sum(tonnes for _, tonnes in delivered)
