"""Figures are sums of what the entries say, whatever order they were recorded in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book.dossier import dossiers
from coopledger.book.entry import Entry, Kind, Stage, Steps
from coopledger.book.tally import Figures, Measure, Sums, added, tally

MARCH, JUNE, MAY_AFTER = date(2023, 3, 15), date(2023, 6, 1), date(2024, 5, 2)
JANUARY_AFTER = date(2024, 1, 10)


def entry(seq: int, kind: Kind, day: date = MARCH, **said: Any) -> Entry:
    return Entry(
        book="a", seq=seq, kind=kind, occurred_on=day, party="bim-son", recorded_by="Mai",
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC), **said,
    )  # fmt: skip


def tonnes(number: int) -> Steps:
    return Steps("tonne", number * 1000)


def delivery(seq: int, number: int, day: date = MARCH, **said: Any) -> Entry:
    return entry(seq, Kind.DELIVERY, day, pledge="cement", quantity=tonnes(number), **said)


def completion(seq: int, rooms: int, stage: Stage) -> Entry:
    quantity = Steps("classroom", rooms)
    return entry(seq, Kind.COMPLETION, pledge="school", quantity=quantity, stage=stage)


def held(seq: int, day: date = MARCH) -> Entry:
    return entry(seq, Kind.ACTIVITY, day, area="3", activity="relics", title="Thăm")


def answer(seq: int, answers: int, day: date = JANUARY_AFTER, **figures: int) -> Entry:
    """What the other side says in tonnes; nothing is all of it."""
    said = {name: tonnes(number) for name, number in figures.items()}
    return entry(seq, Kind.ANSWER, day, answers=answers, **said)


def dispute(seq: int, answers: int) -> Entry:
    return entry(seq, Kind.ANSWER, JANUARY_AFTER, answers=answers, disputed=True, reason="không có")


def back(seq: int, returns: int, number: int, day: date = JUNE) -> Entry:
    return entry(seq, Kind.RETURN, day, returns=returns, quantity=tonnes(number), reason="ẩm")


def reversal(seq: int, reverses: int, day: date = MAY_AFTER) -> Entry:
    return entry(seq, Kind.REVERSAL, day, reverses=reverses, reason="ghi nhầm")


def figures_of(*entries: Entry) -> Figures:
    return tally(dossiers(entries).values())


def cement(*entries: Entry, since: date = date.min, through: date = date.max) -> list[int]:
    """Tonnes claimed, delivered, confirmed and disputed by what the entries of a book say."""
    figures, account = figures_of(*entries), ("cement", Measure.DELIVERY, "tonne")
    return thousands(figures.total(*account, since=since, through=through))


def thousands(sums: Sums) -> list[int]:
    assert not any(steps % 1000 for steps in sums)
    return [steps // 1000 for steps in sums]


def test_500_tonnes_delivered_are_claimed_and_counted_but_confirmed_by_nobody() -> None:
    figures = figures_of(delivery(2, 500))
    assert figures.total("cement", Measure.DELIVERY, "tonne") == Sums(500_000, 500_000, 0, 0)


def test_sums_are_added_figure_by_figure() -> None:
    said = Sums(claimed=500, delivered=485, confirmed=480, disputed=15)
    assert added([said, Sums(1, 2, 3, 4)]) == Sums(501, 487, 483, 19)
    assert added([]) == Sums()


def test_completed_and_handed_over_are_two_counters() -> None:
    figures = figures_of(completion(2, 4, Stage.COMPLETED), completion(3, 1, Stage.HANDED_OVER))
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
    assert figures_of(delivery(2, 500)).total(item, measure, unit) == Sums()


def test_what_goods_were_worth_is_a_figure_of_its_own() -> None:
    figures = figures_of(delivery(2, 500, actual_value=Steps("VND", 750_000_000)))
    assert figures.total("cement", Measure.VALUE, "VND").claimed == 750_000_000
    assert figures.total("cement", Measure.DELIVERY, "tonne").claimed == 500_000


def test_shares_are_told_apart_and_count_together() -> None:
    figures = figures_of(delivery(2, 300, share="a"), delivery(3, 200, share="b"), delivery(4, 7))
    by_shares = [
        figures.total("cement", Measure.DELIVERY, "tonne", shares=shares).delivered
        for shares in ({"a"}, {"b"}, {"c"}, {None}, {"a", None}, None)
    ]
    assert by_shares == [300_000, 200_000, 0, 7_000, 307_000, 507_000]


@pytest.mark.parametrize(
    ("since", "through", "number"),
    [
        pytest.param(MARCH, MARCH, 500, id="the very day"),
        pytest.param(date.min, date(2023, 3, 14), 0, id="the day before"),
        pytest.param(date(2023, 3, 16), date.max, 7, id="from the day after"),
        pytest.param(MARCH, JUNE, 507, id="both ends included"),
    ],
)
def test_an_entry_counts_from_its_day_on(since: date, through: date, number: int) -> None:
    entries = delivery(2, 7, JUNE), delivery(3, 500)
    assert cement(*entries, since=since, through=through) == [number, number, 0, 0]


def test_a_reversal_takes_back_on_the_entrys_own_day() -> None:
    """Reversed in 2024, the delivery of 2023 is gone from 2023 already."""
    assert cement(delivery(2, 500), reversal(3, 2), through=MARCH) == [0, 0, 0, 0]
    assert cement(delivery(2, 500), reversal(3, 2), since=MAY_AFTER) == [0, 0, 0, 0]


def test_occasions_are_counted_and_none_is_not_an_occasion() -> None:
    in_area = entry(3, Kind.ACTIVITY, JUNE, area="2", title="Hội chợ")
    none = entry(4, Kind.ACTIVITY, date(2022, 12, 31), area="3", activity="relics", none_in=2022)
    figures = figures_of(held(2), in_area, none)
    assert figures.total("relics", Measure.OCCASION).delivered == 1
    assert figures.total("relics", Measure.NONE).delivered == 1
    assert figures.total("2", Measure.OCCASION).delivered == 1
    assert figures.last_day("relics", Measure.OCCASION) == MARCH


def test_the_last_day_is_the_last_on_which_anything_stands() -> None:
    figures = figures_of(held(2, MARCH), held(3, JUNE), reversal(4, 3))
    assert figures.last_day("relics", Measure.OCCASION) == MARCH
    assert figures.last_day("relics", Measure.OCCASION, through=date(2023, 3, 14)) is None


# What the other side says


@pytest.mark.parametrize(
    ("said", "claimed", "delivered", "confirmed", "disputed"),
    [
        pytest.param(answer(3, 2), 500, 500, 500, 0, id="nothing but yes"),
        pytest.param(answer(3, 2, accepted=500), 500, 500, 500, 0, id="all of it"),
        pytest.param(answer(3, 2, accepted=480, short=15, rejected=5), 500, 480, 480, 0,
                     id="15 short and 5 rejected"),
        pytest.param(answer(3, 2, accepted=510, over=10), 500, 510, 500, 0,
                     id="more than was sent"),
        pytest.param(answer(3, 2, accepted=0, rejected=500), 500, 0, 0, 0, id="nothing accepted"),
        pytest.param(answer(3, 2, sent=500), 500, 500, 500, 0, id="all of it was sent"),
        pytest.param(answer(3, 2, sent=470), 500, 500, 470, 0, id="less was sent"),
        pytest.param(answer(3, 2, sent=520), 500, 500, 500, 0, id="more was sent"),
        pytest.param(dispute(3, 2), 500, 0, 0, 500, id="disputed"),
    ],
)  # fmt: skip
def test_the_receiving_sides_figure_counts_and_the_smaller_is_confirmed(
    said: Entry, claimed: int, delivered: int, confirmed: int, disputed: int
) -> None:
    assert cement(delivery(2, 500), said) == [claimed, delivered, confirmed, disputed]


def test_an_answer_works_from_the_day_of_what_it_answers() -> None:
    """Answered on 10-01-2024, 480 of the 500 count and are confirmed in 2023 already."""
    said = delivery(2, 500), answer(3, 2, JANUARY_AFTER, accepted=480, short=15, rejected=5)
    assert cement(*said, through=date(2023, 12, 31)) == [500, 480, 480, 0]
    assert cement(*said, through=MARCH) == [500, 480, 480, 0]
    assert cement(*said, since=date(2024, 1, 1)) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        pytest.param([], 500, id="silence"),
        pytest.param([dispute(3, 2)], 500, id="disputed"),
        pytest.param([answer(3, 2, accepted=480, short=20)], 480, id="480 accepted"),
        pytest.param([back(3, 2, 20)], 480, id="20 given back"),
        pytest.param([reversal(3, 2)], 0, id="reversed"),
    ],
)
def test_what_is_disputed_counts_as_nothing_and_makes_no_room(
    said: list[Entry], taken: int
) -> None:
    total = figures_of(delivery(2, 500), *said).total("cement", Measure.DELIVERY, "tonne")
    assert total.taken == taken * 1000


def test_a_disputed_occasion_is_none() -> None:
    assert figures_of(held(2), entry(3, Kind.ANSWER, answers=2)).total(
        "relics", Measure.OCCASION
    ) == Sums(1, 1, 1, 0)
    disputed = figures_of(held(2), held(3, JUNE), dispute(4, 3))
    assert disputed.total("relics", Measure.OCCASION) == Sums(2, 1, 0, 1)
    assert disputed.last_day("relics", Measure.OCCASION) == MARCH


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        pytest.param([], Sums(9, 9, 0, 0), id="silence"),
        pytest.param([answer(3, 2, accepted=500)], Sums(9, 9, 9, 0), id="all accepted"),
        pytest.param([answer(3, 2, accepted=510, over=10)], Sums(9, 9, 9, 0), id="more accepted"),
        pytest.param([answer(3, 2, accepted=499, short=1)], Sums(9, 9, 0, 0), id="499 accepted"),
        pytest.param([answer(3, 2, accepted=0, short=500)], Sums(9, 0, 0, 0), id="none accepted"),
        pytest.param([answer(3, 2, sent=499)], Sums(9, 9, 0, 0), id="499 sent"),
        pytest.param([dispute(3, 2)], Sums(9, 0, 0, 9), id="disputed"),
        pytest.param([back(3, 2, 500)], Sums(9, 9, 0, 0), id="given back"),
        pytest.param([reversal(3, 2)], Sums(), id="reversed"),
    ],
)
def test_a_stated_worth_is_never_divided(said: list[Entry], worth: Sums) -> None:
    """It goes by whether anything counts, and is confirmed where the whole quantity is."""
    figures = figures_of(delivery(2, 500, actual_value=Steps("VND", 9)), *said)
    assert figures.total("cement", Measure.VALUE, "VND") == worth


def test_a_corrected_answer_takes_the_place_of_the_one_that_was_reversed() -> None:
    said = (
        answer(3, 2, accepted=480, short=20),
        reversal(4, 3),
        answer(5, 2, accepted=490, short=10),
    )
    assert cement(delivery(2, 500), *said[:2]) == [500, 500, 0, 0]
    assert cement(delivery(2, 500), *said) == [500, 490, 490, 0]


# What is given back


def test_what_is_given_back_counts_from_its_own_day() -> None:
    said = delivery(2, 500), answer(3, 2), back(4, 2, 30, JUNE)
    assert cement(*said, through=date(2023, 5, 31)) == [500, 500, 500, 0]
    assert cement(*said, through=JUNE) == [500, 470, 470, 0]
    assert cement(*said, since=JUNE) == [0, -30, -30, 0]
    figures = figures_of(*said)
    assert figures.total("cement", Measure.RETURN, "tonne", through=date(2023, 5, 31)) == Sums()
    assert figures.total("cement", Measure.RETURN, "tonne").claimed == 30_000


@pytest.mark.parametrize(
    ("said", "figures", "returned"),
    [
        pytest.param([], [500, 470, 0, 0], [30, 30, 0, 0], id="silence"),
        pytest.param([answer(9, 2)], [500, 470, 470, 0], [30, 30, 0, 0], id="goods confirmed"),
        pytest.param([answer(9, 3)], [500, 470, 0, 0], [30, 30, 30, 0], id="return confirmed"),
        pytest.param([answer(9, 3, accepted=20, short=10)], [500, 480, 0, 0], [30, 20, 20, 0],
                     id="less came back"),
        pytest.param([dispute(9, 3)], [500, 500, 0, 0], [30, 0, 0, 30], id="return disputed"),
        pytest.param([reversal(9, 3)], [500, 500, 0, 0], [0, 0, 0, 0], id="return reversed"),
        pytest.param([answer(9, 2, sent=490)], [500, 470, 460, 0], [30, 30, 0, 0],
                     id="less confirmed"),
        pytest.param([answer(9, 2, sent=10)], [500, 470, 0, 0], [30, 30, 0, 0],
                     id="less confirmed than returned"),
    ],
)  # fmt: skip
def test_a_return_may_be_answered_disputed_and_reversed(
    said: list[Entry], figures: list[int], returned: list[int]
) -> None:
    """What is confirmed never falls below zero, however much is given back."""
    entries = (delivery(2, 500), back(3, 2, 30), *said)
    assert cement(*entries) == figures
    assert thousands(figures_of(*entries).total("cement", Measure.RETURN, "tonne")) == returned


@pytest.mark.parametrize("days", [(JUNE, MAY_AFTER), (MAY_AFTER, JUNE)])
def test_of_two_returns_the_earlier_is_taken_first_whichever_was_recorded_first(
    days: tuple[date, date],
) -> None:
    first, second = (back(seq, 2, 30, day) for seq, day in enumerate(days, start=4))
    said = delivery(2, 500), answer(3, 2, sent=40), first, second
    assert cement(*said, through=JUNE) == [500, 470, 10, 0]
    assert cement(*said) == [500, 440, 0, 0]


def test_a_reversal_takes_the_answer_and_what_was_given_back_with_it() -> None:
    said = delivery(2, 500), answer(3, 2, accepted=480, short=20), back(4, 2, 30), answer(5, 4)
    figures = figures_of(*said, reversal(6, 2))
    assert figures.days == {}
    assert cement(*said) == [500, 450, 450, 0]


def test_money_is_repaid_as_goods_are_given_back() -> None:
    paid = entry(2, Kind.DISBURSEMENT, pledge="school", quantity=Steps("VND", 500))
    repaid = entry(
        3, Kind.RETURN, JUNE, returns=2, quantity=Steps("VND", 200), reason="chưa dùng đến"
    )
    figures = figures_of(paid, repaid)
    assert figures.total("school", Measure.DISBURSEMENT, "VND") == Sums(500, 300, 0, 0)
    assert figures.total("school", Measure.RETURN, "VND").claimed == 200


def test_what_is_given_back_is_given_back_by_the_share_that_had_it() -> None:
    figures = figures_of(delivery(2, 500, share="a"), delivery(3, 500, share="b"), back(4, 3, 30))
    of = [
        figures.total("cement", Measure.DELIVERY, "tonne", shares={share}).delivered
        for share in ("a", "b")
    ]
    assert of == [500_000, 470_000]


# Any history


@st.composite
def told(draw: st.DrawFn) -> list[list[Entry]]:
    """What happened, each with all that was said of it, in the order of the book."""
    happened = st.one_of(
        st.builds(
            delivery,
            st.just(0),
            st.integers(1, 2000),
            st.sampled_from([MARCH, JUNE, MAY_AFTER]),
            share=st.sampled_from([None, "a", "b"]),
            actual_value=st.none() | st.builds(Steps, st.just("VND"), st.integers(1, 10**9)),
        ),
        st.builds(completion, st.just(0), st.integers(1, 4), st.sampled_from(Stage)),
        st.just(held(0)),
    )
    histories: list[list[Entry]] = []
    seq = 1
    for first in draw(st.lists(happened, min_size=1, max_size=6)):
        history = [first._replace(seq=(seq := seq + 1))]
        answers = draw(st.sampled_from(["none", "whole", "part", "sent", "disputed"]))
        if answers != "none":
            history.append(said_of(history[0], answers, draw(st.integers(0, 3)), seq := seq + 1))
        for day in draw(st.lists(st.sampled_from([JUNE, MAY_AFTER]), max_size=2)):
            if first.kind is Kind.DELIVERY:
                history.append(back(seq := seq + 1, history[0].seq, draw(st.integers(1, 900)), day))
        histories.append(history)
    return histories


def said_of(about: Entry, how: str, by: int, seq: int) -> Entry:
    """An answer; `by` thousandths of a unit is what the two sides differ."""
    if about.quantity is None or how in {"whole", "disputed"}:
        disputed = True if how == "disputed" else None
        return entry(seq, Kind.ANSWER, answers=about.seq, disputed=disputed)
    other = about.quantity._replace(steps=max(about.quantity.steps - by, 0))
    figure: dict[str, Any] = {"sent" if how == "sent" else "accepted": other}
    return entry(seq, Kind.ANSWER, answers=about.seq, **figure)


def flat(histories: Sequence[Sequence[Entry]]) -> list[Entry]:
    return [one for history in histories for one in history]


@given(histories=told(), data=st.data())
def test_figures_do_not_depend_on_the_order_of_dossiers(
    histories: list[list[Entry]], data: st.DataObject
) -> None:
    said = flat(histories)
    taken_back = data.draw(st.lists(st.sampled_from(said), unique_by=lambda one: one.seq))
    entries = [*said, *(reversal(100 + one.seq, one.seq) for one in taken_back)]
    found = list(dossiers(entries).values())
    assert tally(data.draw(st.permutations(found))).days == tally(found).days


@given(histories=told(), data=st.data())
def test_figures_do_not_depend_on_the_order_in_which_it_was_said(
    histories: list[list[Entry]], data: st.DataObject
) -> None:
    """Of each thing that happened, what was said of it, in whatever order that was."""
    again = [[first, *data.draw(st.permutations(rest))] for first, *rest in histories]
    numbers = {one.seq: seq for seq, one in enumerate(flat(again), start=1000)}
    renamed = [
        one._replace(
            seq=numbers[one.seq],
            answers=numbers[one.answers] if one.answers else None,
            returns=numbers[one.returns] if one.returns else None,
        )
        for one in flat(again)
    ]
    assert figures_of(*renamed).days == figures_of(*flat(histories)).days


@given(histories=told())
def test_reversing_everything_gives_nothing(histories: list[list[Entry]]) -> None:
    said = flat(histories)
    assert any(sums != Sums() for days in figures_of(*said).days.values() for sums in days.values())
    reversals = [reversal(100 + first.seq, first.seq) for first, *_ in histories]
    assert figures_of(*said, *reversals).days == {}


@given(histories=told())
def test_nothing_is_confirmed_that_was_not_claimed(histories: list[list[Entry]]) -> None:
    figures = figures_of(*flat(histories))
    for days in figures.days.values():
        total = added(days.values())
        assert 0 <= total.confirmed <= total.claimed
