"""Two books held against each other: what holds of any two, and every case two offices met."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopledger import Draft, Kind, Stage
from coopledger.book import Book
from coopledger.book.tally import Measure
from coopledger.exchange.reconcile import By, Match, Reconciliation, mirror, reconcile
from coopledger.exchange.reconcile.facts import COUNTED, TELLING, facts_of, in_base
from tests.exchange.books import (
    HILL,
    about,
    agreed,
    book,
    cement,
    fair,
    fund,
    others,
    rooms,
    seed,
    stories,
)


def seqs(facts: Sequence[Any]) -> list[int]:
    return [fact.seq for fact in facts]


def pairs(matches: Sequence[Match]) -> list[tuple[list[int], list[int]]]:
    return [(seqs(one.ours), seqs(one.theirs)) for one in matches]


def fields(match: Match) -> dict[str, tuple[str, str]]:
    """What differs, as text."""
    return {one.field.value: (_text(one.ours), _text(one.theirs)) for one in match.differences}


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return f"{value.amount} {value.unit.id}" if hasattr(value, "unit") else str(value)


def found(of: Reconciliation) -> dict[str, Any]:
    """Everything that does not agree."""
    told = {
        "differing": [(*pair, sorted(fields(one))) for pair, one in
                      zip(pairs(of.differing), of.differing, strict=True)],
        "disputed": pairs(of.disputed),
        "only ours": seqs(of.only_ours),
        "only theirs": seqs(of.only_theirs),
    }  # fmt: skip
    return {name: what for name, what in told.items() if what}


def held(ours: Sequence[Draft], theirs: Sequence[Draft]) -> Reconciliation:
    """Books of two offices, held against each other both ways."""
    left, right = book(*ours), book(*theirs, by="lan")
    of = reconcile(left, right)
    assert mirror(of) == reconcile(right, left)
    return of


# What holds of any two books


@given(stories())
def test_a_book_agrees_with_itself(story: list[Draft]) -> None:
    ours = book(*story)
    disputed = any(fact.disputed for fact in facts_of(ours))
    of = reconcile(ours, ours)
    assert of.agrees is not disputed
    assert found(of).keys() <= {"disputed"}
    assert all(one.by is By.ENTRY for one in of.matches)


@settings(max_examples=25)
@given(stories(), st.data())
def test_two_offices_that_saw_the_same_agree_in_whatever_order_they_wrote(
    story: list[Draft], data: st.DataObject
) -> None:
    happened = [one for one in story if one.kind in TELLING - {Kind.RETURN}]
    of = held(happened, data.draw(st.permutations(happened)))
    assert of.agrees, found(of)
    assert all(bridge.ours == bridge.theirs and not bridge.steps for bridge in of.bridges)


@settings(max_examples=25)
@given(stories(), stories())
def test_neither_book_comes_first(one: list[Draft], other: list[Draft]) -> None:
    ours, theirs = book(*one), book(*other, by="lan")
    of = reconcile(ours, theirs)
    assert reconcile(theirs, ours) == mirror(of)
    assert mirror(mirror(of)) == of
    assert of.agrees == mirror(of).agrees


@settings(max_examples=25)
@given(stories(), stories())
def test_every_entry_that_stands_is_found_in_exactly_one_place(
    one: list[Draft], other: list[Draft]
) -> None:
    ours, theirs = book(*one), book(*other, by="lan")
    of = reconcile(ours, theirs)
    for side, whole, only in (("ours", ours, of.only_ours), ("theirs", theirs, of.only_theirs)):
        places = Counter(fact.seq for match in of.matches for fact in getattr(match, side))
        places += Counter(seqs(only))
        standing = [d.entry.seq for d in whole.standing if d.entry.kind in TELLING]
        assert places == Counter(standing)
    assert len(of.agreed) + len(of.differing) + len(of.disputed) == len(of.matches)


@settings(max_examples=25)
@given(stories(), stories())
def test_the_bridge_leads_from_the_figures_of_one_book_to_those_of_the_other(
    one: list[Draft], other: list[Draft]
) -> None:
    ours, theirs = book(*one), book(*other, by="lan")
    of = reconcile(ours, theirs)
    told = {(b.pledge, b.share, b.measure): b for b in of.bridges}
    assert len(told) == len(of.bridges)
    for bridge in of.bridges:
        steps = sum((step.amount.amount for step in bridge.steps), Fraction())
        assert bridge.ours.amount + steps == bridge.theirs.amount
        parts = (bridge.only_ours, bridge.only_theirs, bridge.differing)
        assert sum(part.amount for part in parts) == steps
    for side, whole in (("ours", ours), ("theirs", theirs)):
        for key, amount in figures(whole).items():
            counted = getattr(told[key], side).amount if key in told else 0
            assert counted == amount, key


def figures(whole: Book) -> dict[tuple[str, str | None, Measure], Fraction]:
    """What counts in a book by its own tally, in base units."""
    units = agreed().units
    return {
        (account.item, account.share, account.measure): sum(
            (in_base(sums.delivered, units[account.unit]) for sums in days.values()), Fraction()
        )
        for account, days in whole.figures.days.items()
        if account.measure in COUNTED
    }


@settings(max_examples=25)
@given(stories(), stories())
def test_nothing_is_matched_across_pledges_and_nothing_by_guessing(
    one: list[Draft], other: list[Draft]
) -> None:
    for match in reconcile(book(*one), book(*other, by="lan")).matches:
        assert len({fact.item for fact in (*match.ours, *match.theirs)}) == 1
        sides = match.ours, match.theirs
        if match.by is By.DOCUMENT:
            ours, theirs = ({p for fact in side for p in fact.papers} for side in sides)
            assert ours & theirs
        if match.by in {By.CONTENT, By.DAY}:
            told = {(f.kind, f.share, f.day, f.entry.stage) for side in sides for f in side}
            assert len({one for one in told if one[0] is not Kind.RETURN}) <= 1


# One thing changed in one book is found, and nothing else


LOAD = cement("3 tonne", "2024-11-20", "60/BB")


@settings(max_examples=10)
@given(others(), st.data())
def test_an_entry_that_one_book_lacks_is_found(rest: list[Draft], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rest)))
    of = held([*rest[:at], LOAD, *rest[at:]], rest)
    assert found(of) == {"only ours": [at + 2]}


@pytest.mark.parametrize(
    ("said", "otherwise", "fields"),
    [
        pytest.param(LOAD, {"date": "2024-11-21"}, ["day"], id="day"),
        pytest.param(LOAD, {"date": "2025-01-02"}, [], id="day of another year"),
        pytest.param(LOAD, {"quantity": "3.0010 tonne"}, ["quantity"], id="quantity"),
        pytest.param(LOAD, {"quantity": "60 bag"}, None, id="the same in bags"),
        pytest.param(LOAD, {"document": "61/BB"}, ["document"], id="document"),
        pytest.param(LOAD, {"document": None}, ["document"], id="no document"),
        pytest.param(LOAD, {"document": "60/bb"}, None, id="the same document"),
        pytest.param(LOAD, {"party": HILL, "note": "xe 2"}, None, id="who says so"),
        pytest.param(
            LOAD, {"kind": Kind.DISBURSEMENT, "quantity": "9 VND"}, ["kind", "quantity"], id="kind"
        ),
        pytest.param(seed("east", "3 tonne", document="60/BB"), {"share": "west"}, ["share"],
                     id="share"),
        pytest.param(seed("east", "3 tonne", key="a"), {"share": "west", "key": "a"}, ["share"],
                     id="share, by key"),
        pytest.param(rooms(1, Stage.COMPLETED, document="60/BB"), {"stage": Stage.HANDED_OVER},
                     ["stage"], id="stage"),
        pytest.param(fund(300, document="60/BB"), {"quantity": "301"}, ["quantity"], id="money"),
        pytest.param(fair("OCOP", document="60/BB"), {"date": "2023-09-02"}, ["day"],
                     id="day of an activity"),
        pytest.param(fair("OCOP"), {"title": "Hội chợ OCOP"}, None, id="title"),
    ],
)  # fmt: skip
@settings(max_examples=10)
@given(others())
def test_what_one_book_says_otherwise_is_found_and_nothing_else(
    said: Draft, otherwise: dict[str, Any], fields: list[str] | None, rest: list[Draft]
) -> None:
    """Without any field it is the same; with none left in common it is another thing."""
    last = len(rest) + 2
    of = held([*rest, said], [*rest, replace(said, **otherwise)])
    if fields is None:
        assert found(of) == {}
    elif fields:
        assert found(of) == {"differing": [([last], [last], fields)]}
    else:
        assert found(of) == {"only ours": [last], "only theirs": [last]}


@pytest.mark.parametrize("by", [By.DOCUMENT, By.DAY])
@settings(max_examples=10)
@given(others(), st.integers(2, 4))
def test_a_load_is_the_sum_of_its_slips(by: By, rest: list[Draft], slips: int) -> None:
    """By its number, or else by its day."""
    load = replace(LOAD, quantity=f"{slips * 3} tonne")
    slip = replace(LOAD, quantity="60 bag", document=LOAD.document if by is By.DOCUMENT else None)
    of = held([*rest, load], [*rest, *[slip] * slips])
    (match,) = [one for one in of.matches if len(one.theirs) > 1]
    last = len(rest) + 2
    assert (seqs(match.ours), seqs(match.theirs)) == ([last], list(range(last, last + slips)))
    assert match.by is by
    unlike = {"differing": [(*pairs([match])[0], ["document"])]}
    assert found(of) == ({} if by is By.DOCUMENT else unlike)


@settings(max_examples=10)
@given(others())
def test_what_one_book_disputes_is_found(rest: list[Draft]) -> None:
    last = len(rest) + 2
    story = [*rest, LOAD]
    of = held(story, [*story, about(last, disputed=True, date="2025-01-02")])
    assert found(of) == {"disputed": [([last], [last])]}
    assert fields(of.disputed[0])["disputed"] == ("False", "True")
