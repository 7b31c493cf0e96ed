"""What two offices met when they held their books against each other (FIELD, section 3)."""

from collections.abc import Sequence
from typing import Any

import pytest

from coopledger import Draft, Kind, Stage
from coopledger.book import Book
from coopledger.exchange.reconcile import By, Match, Reconciliation, mirror, proposals, reconcile
from coopledger.exchange.reconcile.nearest import nearest_pairs
from coopledger.exchange.reconcile.outcome import parties
from coopledger.problem import Refused
from coopledger.quantity import Quantity
from tests.exchange.books import (
    AGREED,
    HILL,
    TODAY,
    TOWN,
    about,
    agreed,
    book,
    cement,
    fair,
    fund,
    rooms,
    seed,
)


def held(ours: Sequence[Draft], theirs: Sequence[Draft]) -> Reconciliation:
    """The books of two offices held against each other; the other way round it is the same."""
    left, right = book(*ours), book(*theirs, by="lan")
    of = reconcile(left, right)
    assert mirror(of) == reconcile(right, left)
    return of


def seqs(facts: Sequence[Any]) -> list[int]:
    return [fact.seq for fact in facts]


def pairs(matches: Sequence[Match]) -> list[tuple[list[int], list[int]]]:
    return [(seqs(one.ours), seqs(one.theirs)) for one in matches]


def unlike(of: Reconciliation) -> dict[str, tuple[str, str]]:
    """What differs of the one thing that does."""
    (match,) = of.differing
    return {one.field.value: (_text(one.ours), _text(one.theirs)) for one in match.differences}


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return f"{value.amount} {value.unit.id}" if isinstance(value, Quantity) else str(value)


def only(of: Reconciliation) -> tuple[list[int], list[int]]:
    return seqs(of.only_ours), seqs(of.only_theirs)


# Documents, days and amounts


def test_the_same_document_number_in_two_years_is_not_the_same_document() -> None:
    of = held(
        [cement("500 tonne", "2023-03-15", "12/BB")], [cement("500 tonne", "2024-03-14", "12/BB")]
    )
    assert (of.matches, only(of)) == ((), ([2], [2]))


def test_of_one_number_in_two_years_each_finds_the_one_of_its_year() -> None:
    years = [cement("500 tonne", f"{year}-03-15", "12/BB") for year in (2022, 2023, 2024)]
    of = held(years, [years[2], years[0], years[1]])
    assert pairs(of.agreed) == [([2], [3]), ([3], [4]), ([4], [2])]
    assert of.agrees


def test_31_december_and_1_january_are_a_day_apart_and_not_a_year() -> None:
    of = held(
        [cement("500 tonne", "2023-12-31", "200/BB")], [cement("500 tonne", "2024-01-01", "200/BB")]
    )
    assert unlike(of) == {"day": ("2023-12-31", "2024-01-01")}


def test_one_number_under_two_pledges_is_two_documents() -> None:
    of = held([cement("5 tonne", document="12/BB")], [seed("east", "5 tonne", document="12/BB")])
    assert (of.matches, only(of)) == ((), ([2], [2]))


def test_of_one_number_used_twice_in_a_year_the_nearest_day_is_meant() -> None:
    ours = [cement("500 tonne", "2023-03-15", "12/BB"), cement("400 tonne", "2023-06-20", "12/BB")]
    of = held(ours, [cement("480 tonne", "2023-03-16", "12/BB")])
    assert pairs(of.differing) == [([2], [2])]
    assert only(of) == ([3], [])


def test_a_number_that_was_supplied_later_counts() -> None:
    late = about(2, Kind.SUPPLEMENT, document="12/BB")
    of = held([cement("500 tonne"), late], [cement("500 tonne", document="12/BB")])
    assert of.agrees


def test_bags_and_tonnes_are_held_against_each_other_exactly() -> None:
    of = held([cement("10000 bag", document="12/BB")], [cement("500 tonne", document="12/BB")])
    assert of.agrees
    of = held([cement("9999 bag", document="12/BB")], [cement("500 tonne", document="12/BB")])
    assert unlike(of) == {"quantity": ("9999/20 tonne", "500 tonne")}
    (bridge,) = of.bridges
    assert _text(bridge.differing) == "1/20 tonne"


def test_several_slips_for_one_truckload() -> None:
    load = [cement("500 tonne", document="12/BB")]
    of = held(load, [cement(f"{part} tonne", document="12/BB") for part in (200, 200, 100)])
    assert pairs(of.agreed) == [([2], [2, 3, 4])]
    of = held(load, [cement(f"{part} tonne", document="12/BB") for part in (200, 200, 90)])
    assert unlike(of) == {"quantity": ("500 tonne", "490 tonne")}


def test_slips_of_the_days_around_a_load_are_held_against_it_together() -> None:
    slips = [cement("300 tonne", "2023-03-14", "12/BB"), cement("190 tonne", "2023-03-16", "12/BB")]
    assert unlike(held([cement("500 tonne", "2023-03-15", "12/BB")], slips)) == {
        "day": ("2023-03-15", "2023-03-14, 2023-03-16"),
        "quantity": ("500 tonne", "490 tonne"),
    }


def test_slips_with_numbers_of_their_own_make_up_the_day() -> None:
    slips = [cement(f"{part} tonne", document=f"{part}/P") for part in (200, 300)]
    of = held([cement("500 tonne", document="12/BB")], slips)
    assert unlike(of) == {"document": ("12/BB", "200/P, 300/P")}
    assert of.matches[0].by is By.DAY
    of = held([cement("501 tonne", document="12/BB")], slips)
    assert only(of) == ([2], [2, 3])


def test_two_that_cannot_be_told_apart_are_no_difference_and_a_third_is_one() -> None:
    of = held([cement("5 tonne")] * 3, [cement("5 tonne")] * 2)
    assert (pairs(of.agreed), only(of)) == ([([2], [2]), ([3], [3])], ([4], []))


def test_between_two_that_are_equally_good_nothing_is_guessed() -> None:
    of = held([cement("5 tonne", document="1/BB"), cement("5 tonne", document="2/BB")],
              [cement("5 tonne", document="3/BB")])  # fmt: skip
    assert (of.matches, only(of)) == ((), ([2, 3], [2]))


def test_a_key_goes_before_everything_else() -> None:
    of = held([cement("5 tonne", "2023-01-01", "1/BB", key="k")],
              [cement("6 tonne", "2024-02-02", "2/BB", key="k")])  # fmt: skip
    assert unlike(of).keys() == {"day", "quantity", "document"}
    of = held([cement("5 tonne", key="k")], [seed("east", "5 tonne", key="k")])
    assert of.matches == ()  # it may be a number of a line in two tables


# Kinds, stages, shares, activities


def test_the_two_books_disagree_about_the_kind_of_entry() -> None:
    ours = [cement("750000000 VND", document="12/BB", kind=Kind.DISBURSEMENT)]
    of = held(ours, [cement("500 tonne", document="12/BB")])
    assert unlike(of) == {
        "kind": ("disbursement", "delivery"),
        "quantity": ("750000000 VND", "500 tonne"),
    }
    assert [(one.measure.value, _text(one.ours), _text(one.theirs)) for one in of.bridges] == [
        ("delivery", "0 tonne", "500 tonne"),
        ("disbursement", "750000000 VND", "0 VND"),
    ]


def test_where_the_kinds_differ_a_stage_that_only_one_of_them_has_is_no_news() -> None:
    paid = cement("100 VND", "2023-08-30", "7/BB", kind=Kind.DISBURSEMENT, pledge="school")
    of = held([rooms(1, Stage.HANDED_OVER, document="7/BB")], [paid])
    assert unlike(of).keys() == {"kind", "quantity"}


def test_completed_is_not_handed_over() -> None:
    both = [
        rooms(1, Stage.COMPLETED, document="7/BB"),
        rooms(1, Stage.HANDED_OVER, document="7/BB"),
    ]
    assert held(both, both[::-1]).agrees
    of = held(both, both[:1])
    assert only(of) == ([3], [])
    of = held(both[:1], both[1:])
    assert unlike(of) == {"stage": ("completed", "handed-over")}
    assert [_text(one.differing) for one in of.bridges] == ["-1 room", "1 room"]


def test_a_share_put_down_to_the_wrong_party_moves_from_one_bridge_to_another() -> None:
    of = held(
        [seed("east", "5 tonne", document="1/BB")], [seed("west", "5 tonne", document="1/BB")]
    )
    assert unlike(of) == {"share": ("east", "west")}
    assert [(one.share, _text(one.differing)) for one in of.bridges] == [
        ("east", "-5 tonne"),
        ("west", "5 tonne"),
    ]


def test_activities_are_found_by_their_day_whatever_they_are_called() -> None:
    of = held([fair("OCOP")], [fair("Hội chợ OCOP", party=HILL)])
    assert of.agrees
    assert held([fair("OCOP")], []).bridges == ()


def test_a_year_without_an_activity_is_not_an_activity_of_that_year() -> None:
    none = Draft(kind=Kind.ACTIVITY, programme="hills", activity="fair", none_in=2023, party=TOWN)
    of = held([none], [fair("OCOP", "2023-12-31")])
    assert only(of) == ([2], [2])


# What was answered, given back or disputed

LOAD = cement("500 tonne", document="12/BB")


def test_what_was_accepted_is_held_against_what_the_other_took_in() -> None:
    short = about(2, accepted="480", short="15", rejected="5")
    of = held([LOAD, short], [cement("480 tonne", document="12/BB", party=HILL)])
    assert of.agrees
    of = held([LOAD, short], [cement("480 tonne", party=HILL)])
    assert unlike(of) == {"document": ("12/BB", "None")}  # found by the figure that counts


def test_the_recipient_recorded_first_and_the_provider_said_what_it_sent() -> None:
    sent = about(2, sent="505", party=TOWN)
    assert held([cement("500 tonne", document="12/BB", party=HILL), sent], [LOAD]).agrees


def test_more_was_accepted_than_sent() -> None:
    of = held([LOAD, about(2, over="5")], [LOAD])
    assert unlike(of) == {"quantity": ("505 tonne", "500 tonne")}


def test_confirmed_twice_is_confirmed_once() -> None:
    """The second answer takes the place of the first, which was reversed."""
    again = [about(2, short="20"), about(3, Kind.REVERSAL, party=HILL), about(2, short="10")]
    of = held([LOAD, *again], [LOAD, about(2, short="10")])
    assert of.agrees


def test_spoiled_cement_that_came_back_is_the_same_in_both_books() -> None:
    back = about(2, Kind.RETURN, quantity="20 tonne", document="1/HT")
    assert held([LOAD, back], [LOAD, back]).agrees
    of = held([LOAD, back], [LOAD])
    assert (only(of), pairs(of.agreed)) == (([3], []), [([2], [2])])
    (bridge,) = of.bridges
    assert (_text(bridge.ours), _text(bridge.only_ours)) == ("480 tonne", "20 tonne")


def test_who_put_down_only_what_was_kept_agrees_with_who_put_down_the_return() -> None:
    back = about(2, Kind.RETURN, quantity="20 tonne")
    of = held([LOAD, back], [cement("480 tonne", document="12/BB")])
    assert of.agrees
    assert pairs(of.agreed) == [([2, 3], [2])]
    of = held([LOAD, back], [cement("470 tonne", document="12/BB")])
    assert (pairs(of.differing), only(of)) == ([([2], [2])], ([3], []))


def test_returns_of_both_books_are_compared_and_explain_nothing() -> None:
    ours = [LOAD, about(2, Kind.RETURN, quantity="20 tonne")]
    theirs = [cement("490 tonne", document="12/BB"), about(2, Kind.RETURN, quantity="10 tonne")]
    of = held(ours, theirs)
    assert (pairs(of.differing), only(of)) == ([([2], [2])], ([3], [3]))
    (bridge,) = of.bridges
    assert (_text(bridge.ours), _text(bridge.theirs)) == ("480 tonne", "480 tonne")


def test_returns_on_two_days_are_not_made_equal_by_what_is_kept() -> None:
    ours = about(2, Kind.RETURN, quantity="20 tonne", date="2023-12-01")
    theirs = about(2, Kind.RETURN, quantity="20 tonne", date="2023-12-02")
    assert only(held([LOAD, ours], [LOAD, theirs])) == ([3], [3])


@pytest.mark.parametrize("disputed", [True, False])
def test_what_one_book_disputes_is_settled_first(disputed: bool) -> None:  # noqa: FBT001
    word = [about(2, disputed=True)] if disputed else []
    of = held([LOAD, *word], [cement("480 tonne", document="12/BB")])
    assert (len(of.disputed), len(of.differing)) == (int(disputed), int(not disputed))
    assert not of.agrees


def test_what_was_reversed_or_replaced_is_not_told_any_more() -> None:
    instead = cement("480 tonne", document="12/BB", replaces="hills#2", reason="cân lại")
    of = held([LOAD, instead], [cement("480 tonne", document="12/BB")])
    assert pairs(of.agreed) == [([4], [2])]
    assert held([fund(100), about(2, Kind.REVERSAL)], []).agrees


# Copies of one book


def test_of_two_copies_that_parted_only_what_came_after_is_in_question() -> None:
    ours = book(LOAD, cement("5 tonne"), cement("7 tonne", "2023-04-01"))
    theirs = book(LOAD, cement("5 tonne"), cement("9 tonne", "2023-05-01"))
    of = reconcile(ours, theirs)
    assert [one.by for one in of.matches] == [By.ENTRY, By.ENTRY]
    assert only(of) == ([4], [4])


def test_terms_that_differ_in_substance_are_no_agreement() -> None:
    other = agreed(("target: 2000 tonne", "target: 2400 tonne"), ("vi: Xi măng", "vi: Xi măng bao"))
    of = reconcile(book(LOAD), book(LOAD, terms=other))
    assert [(one.path, _text(one.in_force)) for one in of.terms] == [
        ("programme.content_areas.4.pledges.cement.target", "2000 tonne")
    ]
    assert not of.agrees
    assert len(of.agreed) == 1
    assert mirror(of) == reconcile(of.theirs, of.ours)


def test_terms_that_count_in_bags_are_held_against_those_that_count_in_tonnes() -> None:
    in_bags = agreed(("target: 2000 tonne", "target: 40000 bag"))
    theirs = [cement("9990 bag", document="12/BB", party=HILL)]
    of = reconcile(book(LOAD), book(*theirs, by="lan", terms=in_bags))
    assert unlike(of) == {"quantity": ("500 tonne", "999/2 tonne")}
    (proposal,) = proposals(of, TODAY)
    assert proposal.typed() == {"accepted": "499.5", "short": "0.5"}
    (other,) = proposals(reconcile(book(*theirs, terms=in_bags), book(LOAD, by="lan")), TODAY)
    assert other.typed() == {"sent": "10000"}


def test_each_book_may_know_a_pledge_that_the_other_does_not() -> None:
    lines = {name: next(line for line in AGREED.splitlines() if f"id: {name}" in line)
             for name in ("school", "fund")}  # fmt: skip
    without = [agreed((f"{line}\n", "")) for line in lines.values()]
    of = reconcile(book(LOAD, terms=without[0]), book(LOAD, terms=without[1]))
    assert [one.path.rpartition(".")[2] for one in of.terms] == ["fund", "school"]
    assert mirror(of) == reconcile(of.theirs, of.ours)


def test_a_pledge_the_other_terms_do_not_know_is_said_to_be_unknown() -> None:
    line = next(line for line in AGREED.splitlines() if "id: fund" in line)
    of = reconcile(book(fund(100), LOAD), book(terms=agreed((f"{line}\n", ""))))
    assert [of.unknown_to_them(fact) for fact in of.only_ours] == [False, True]
    assert [fact.pledge for fact in of.only_ours] == ["cement", "fund"]


def test_books_of_two_programmes_are_not_compared() -> None:
    with pytest.raises(Refused) as caught:
        reconcile(book(LOAD), Book("coast", book(LOAD).entries, book(LOAD).hashes))
    assert [one.code for one in caught.value.problems] == ["X601"]
    with pytest.raises(Refused) as caught:
        reconcile(book(LOAD), Book("hills"))
    assert [one.code for one in caught.value.problems] == ["X602"]


def test_a_day_as_near_to_two_others_is_near_to_neither() -> None:
    march = [TODAY.replace(month=3, day=day) for day in range(1, 32)]
    assert list(nearest_pairs([march[4]], [march[3], march[5]])) == []
    assert list(nearest_pairs([march[4]], [march[3], march[6]])) == [(march[4], march[3])]
    pairs = nearest_pairs([march[0], march[9]], [march[8], march[11]])
    assert list(pairs) == [(march[9], march[8]), (march[0], march[11])]
    assert list(nearest_pairs([march[0]], [march[9]], within=8)) == []


# What the other book answers


def proposed(ours: Sequence[Draft], theirs: Sequence[Draft]) -> dict[int, dict[str, str]]:
    """What is proposed to be said of each entry of ours, and by whom."""
    of = reconcile(book(*ours), book(*theirs, by="lan"))
    return {one.entry.seq: {**one.typed(), "party": one.party} for one in proposals(of, TODAY)}


TOOK = cement("480 tonne", document="12/BB", party=HILL)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        pytest.param([TOOK], {"accepted": "480", "short": "20"}, id="less arrived"),
        pytest.param([cement("500 tonne", document="12/BB", party=HILL)], {}, id="all arrived"),
        pytest.param([cement("10010 bag", document="12/BB", party=HILL)],
                     {"accepted": "500.5", "over": "0.5"}, id="more arrived, in bags"),
        pytest.param([cement("499.8750 tonne", document="12/BB", party=HILL)],
                     {"accepted": "499.8750", "short": "0.1250"}, id="no digit in doubt"),
        pytest.param([LOAD, about(2, accepted="480", short="15", rejected="5")],
                     {"accepted": "480", "short": "15", "rejected": "5"}, id="answered there"),
        pytest.param([cement(f"{part} tonne", document="12/BB", party=HILL) for part in (300, 190)],
                     {"accepted": "490", "short": "10"}, id="on two slips"),
    ],
)  # fmt: skip
def test_their_own_word_settles_what_ours_awaits(theirs: list[Draft], said: dict[str, str]) -> None:
    assert proposed([LOAD], theirs) == {2: {**said, "party": HILL}}


def test_what_the_provider_sent_settles_what_the_recipient_recorded() -> None:
    took = cement("500 tonne", document="12/BB", party=HILL)
    assert proposed([took], [LOAD]) == {2: {"party": TOWN}}
    sent = cement("505 tonne", document="12/BB")
    assert proposed([took], [sent]) == {2: {"sent": "505", "party": TOWN}}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param([LOAD], [LOAD], id="only our own word in their book"),
        pytest.param([LOAD, about(2)], [TOOK], id="answered already"),
        pytest.param([LOAD], [TOOK, about(2, disputed=True, party=TOWN)], id="disputed"),
        pytest.param([LOAD], [cement("500 tonne", "2023-03-16", "12/BB", party=HILL)],
                     id="another day"),
        pytest.param([LOAD], [], id="silence"),
        pytest.param([fair("OCOP")], [fair("OCOP", party=HILL)], id="an activity"),
        pytest.param([cement("300 tonne", document="12/BB"), cement("200 tonne", document="12/BB")],
                     [TOOK], id="two loads, and which fell short is not said"),
    ],
)  # fmt: skip
def test_nothing_is_answered_that_their_book_does_not_say(
    ours: list[Draft], theirs: list[Draft]
) -> None:
    assert proposed(ours, theirs) == {}


def test_two_loads_on_one_slip_are_both_accepted_where_they_make_it_up() -> None:
    ours = [cement("300 tonne", document="12/BB"), cement("200 tonne", document="12/BB")]
    theirs = [cement("500 tonne", document="12/BB", party=HILL)]
    assert proposed(ours, theirs) == {2: {"party": HILL}, 3: {"party": HILL}}


def test_a_return_is_answered_by_who_got_it_back() -> None:
    ours = [LOAD, about(2), about(2, Kind.RETURN, quantity="20 tonne", document="1/HT")]
    theirs = [
        LOAD,
        about(2),
        about(2, Kind.RETURN, quantity="19 tonne", document="1/HT", party=TOWN),
    ]
    assert proposed(ours, theirs) == {4: {"accepted": "19", "short": "1", "party": TOWN}}


def test_a_reason_is_given_where_one_is_asked_for() -> None:
    close = Draft(kind=Kind.CLOSE, programme="hills", through="2023-12-31", party=TOWN)
    full = cement("500 tonne", document="12/BB", party=HILL)
    for ours, theirs, needed in (
        ([LOAD], [full], False),
        ([LOAD], [TOOK], True),
        ([LOAD, close], [full], True),
    ):
        of = reconcile(book(*ours), book(*theirs, by="lan"))
        assert [one.reason for one in proposals(of, TODAY)] == [needed]


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        pytest.param(None, None, (TOWN, HILL), id="we provide"),
        pytest.param(HILL, None, (HILL, TOWN), id="we receive"),
        pytest.param(None, HILL, (TOWN, HILL), id="theirs is the recipient's"),
        pytest.param(None, TOWN, (HILL, TOWN), id="theirs is the provider's"),
        pytest.param(TOWN, "east", (TOWN, "east"), id="theirs is of who has a share"),
    ],
)
def test_whose_books_they_are(ours: str | None, theirs: str | None, found: tuple[str, str]) -> None:
    assert parties(book(LOAD), ours, theirs, TODAY) == found
    with pytest.raises(Refused):
        parties(book(LOAD), ours, "nobody", TODAY)
