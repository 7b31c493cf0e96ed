"""Figures are sums of what the entries say, whatever order they were recorded in."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book.entry import Entry, Kind, Stage, Steps
from coopledger.book.tally import Measure, Sums, tally

MARCH, JUNE, MAY_AFTER = date(2023, 3, 15), date(2023, 6, 1), date(2024, 5, 2)


def entry(seq: int, kind: Kind, day: date = MARCH, **said: Any) -> Entry:
    return Entry(
        book="a", seq=seq, kind=kind, occurred_on=day, party="bim-son", recorded_by="Mai",
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC), **said,
    )  # fmt: skip


def delivery(seq: int, tonnes: int, day: date = MARCH, **said: Any) -> Entry:
    quantity = Steps("tonne", tonnes * 1000)
    return entry(seq, Kind.DELIVERY, day, pledge="cement", quantity=quantity, **said)


def completion(seq: int, rooms: int, stage: Stage) -> Entry:
    quantity = Steps("classroom", rooms)
    return entry(seq, Kind.COMPLETION, pledge="school", quantity=quantity, stage=stage)


def reversal(seq: int, reverses: int, day: date = MAY_AFTER) -> Entry:
    return entry(seq, Kind.REVERSAL, day, reverses=reverses, reason="ghi nhầm")


def test_500_tonnes_delivered_are_claimed_and_counted_but_confirmed_by_nobody() -> None:
    figures = tally([delivery(2, 500)])
    assert figures.total("cement", Measure.DELIVERY, "tonne") == Sums(500_000, 500_000, 0)


def test_what_is_taken_back_is_no_longer_confirmed_either() -> None:
    said = Sums(claimed=500, delivered=485, confirmed=480)
    assert said + -said == Sums()


def test_completed_and_handed_over_are_two_counters() -> None:
    figures = tally([completion(2, 4, Stage.COMPLETED), completion(3, 1, Stage.HANDED_OVER)])
    assert figures.total("school", Measure.COMPLETED, "classroom").delivered == 4
    assert figures.total("school", Measure.HANDED_OVER, "classroom").delivered == 1


@pytest.mark.parametrize(
    ("item", "measure", "unit"),
    [
        pytest.param("sand", Measure.DELIVERY, "tonne", id="another pledge"),
        pytest.param("cement", Measure.DISBURSEMENT, "tonne", id="another measure"),
        pytest.param("cement", Measure.DELIVERY, "kg", id="another unit"),
    ],
)
def test_nothing_is_added_across(item: str, measure: Measure, unit: str) -> None:
    assert tally([delivery(2, 500)]).total(item, measure, unit) == Sums()


def test_what_goods_were_worth_is_a_figure_of_its_own() -> None:
    figures = tally([delivery(2, 500, actual_value=Steps("VND", 750_000_000))])
    assert figures.total("cement", Measure.VALUE, "VND").claimed == 750_000_000
    assert figures.total("cement", Measure.DELIVERY, "tonne").claimed == 500_000


def test_shares_are_told_apart_and_count_together() -> None:
    figures = tally([delivery(2, 300, share="a"), delivery(3, 200, share="b")])
    by_share = [
        figures.total("cement", Measure.DELIVERY, "tonne", share=share).delivered
        for share in ("a", "b", "c", None)
    ]
    assert by_share == [300_000, 200_000, 0, 500_000]


@pytest.mark.parametrize(
    ("since", "through", "tonnes"),
    [
        pytest.param(MARCH, MARCH, 500, id="the very day"),
        pytest.param(date.min, date(2023, 3, 14), 0, id="the day before"),
        pytest.param(date(2023, 3, 16), date.max, 7, id="from the day after"),
        pytest.param(MARCH, JUNE, 507, id="both ends included"),
    ],
)
def test_an_entry_counts_from_its_day_on(since: date, through: date, tonnes: int) -> None:
    figures = tally([delivery(2, 7, JUNE), delivery(3, 500)])
    total = figures.total("cement", Measure.DELIVERY, "tonne", since=since, through=through)
    assert total.delivered == tonnes * 1000


def test_a_reversal_takes_back_on_the_entrys_own_day() -> None:
    """Reversed in 2024, the delivery of 2023 is gone from 2023 already."""
    figures = tally([delivery(2, 500), reversal(3, 2)])
    assert figures.total("cement", Measure.DELIVERY, "tonne", through=MARCH) == Sums()
    assert figures.total("cement", Measure.DELIVERY, "tonne", since=MAY_AFTER) == Sums()


def test_occasions_are_counted_and_none_is_not_an_occasion() -> None:
    held = entry(2, Kind.ACTIVITY, MARCH, area="3", activity="relics", title="Thăm")
    in_area = entry(3, Kind.ACTIVITY, JUNE, area="2", title="Hội chợ")
    none = entry(4, Kind.ACTIVITY, date(2022, 12, 31), area="3", activity="relics", none_in=2022)
    figures = tally([held, in_area, none])
    assert figures.total("relics", Measure.OCCASION).delivered == 1
    assert figures.total("relics", Measure.NONE).delivered == 1
    assert figures.total("2", Measure.OCCASION).delivered == 1
    assert figures.last_day("relics", Measure.OCCASION) == MARCH


def test_the_last_day_is_the_last_on_which_anything_stands() -> None:
    def held(seq: int, day: date) -> Entry:
        return entry(seq, Kind.ACTIVITY, day, area="3", activity="relics", title="Thăm")

    figures = tally([held(2, MARCH), held(3, JUNE), reversal(4, 3)])
    assert figures.last_day("relics", Measure.OCCASION) == MARCH
    assert figures.last_day("relics", Measure.OCCASION, through=date(2023, 3, 14)) is None


independent = st.lists(
    st.one_of(
        st.builds(
            delivery,
            st.just(0),
            st.integers(1, 2000),
            st.sampled_from([MARCH, JUNE, MAY_AFTER]),
            share=st.sampled_from([None, "a", "b"]),
            actual_value=st.none() | st.builds(Steps, st.just("VND"), st.integers(1, 10**9)),
        ),
        st.builds(completion, st.just(0), st.integers(1, 4), st.sampled_from(Stage)),
        st.just(entry(0, Kind.ACTIVITY, area="3", activity="relics", title="Thăm")),
    ),
    min_size=1,
    max_size=8,
).map(lambda found: [one._replace(seq=seq) for seq, one in enumerate(found, start=2)])


@given(said=independent, data=st.data())
def test_figures_do_not_depend_on_the_order_of_independent_entries(
    said: list[Entry], data: st.DataObject
) -> None:
    taken_back = data.draw(st.lists(st.sampled_from(said), unique_by=lambda one: one.seq))
    reversals = [reversal(100 + one.seq, one.seq) for one in taken_back]
    shuffled = data.draw(st.permutations(said)) + data.draw(st.permutations(reversals))
    assert tally(shuffled).days == tally([*said, *reversals]).days


@given(said=independent)
def test_reversing_everything_gives_zero(said: list[Entry]) -> None:
    assert any(sums != Sums() for days in tally(said).days.values() for sums in days.values())
    figures = tally([*said, *(reversal(100 + one.seq, one.seq) for one in said)])
    assert all(sums == Sums() for days in figures.days.values() for sums in days.values())
