"""Generated histories: things that happened, in words that can be recorded in many orders.

A fact names the fact it is about by its place in the history, so that the same history can be told
in another order; what an order does not admit (an answer before what it answers) is left out of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st

from coopledger import Draft, Kind
from coopledger.book import Book, Entry
from coopledger.book.admission import admit, adopt
from coopledger.book.draft import Circumstances
from coopledger.problem import Refused
from coopledger.terms import Terms

T = TypeVar("T")

GIVER, RECEIVER = "bim-son", "lang-chanh"
TODAY = date(2026, 1, 31)
PRESENT = Circumstances(datetime(2026, 1, 31, tzinfo=UTC), TODAY, "mai")


class Fact(NamedTuple):
    """Something to record; `about` is the place of the fact it concerns, if it concerns one."""

    draft: Draft
    about: int | None = None


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """One to three deliveries by either side, then answers, returns and reversals of any of it."""
    facts = [draw(_delivery(at)) for at in range(draw(st.integers(1, 3)))]
    deliveries = len(facts)
    for at in range(deliveries, deliveries + draw(st.integers(1, 7))):
        about = draw(st.integers(0, deliveries - 1) | st.integers(0, len(facts) - 1))
        said = draw(st.sampled_from((_answer, _answer, _return, _return, _return, _reversal)))
        facts.append(Fact(draw(said(at, facts[about].draft)), about))
    return facts


_SIDES = st.sampled_from((GIVER, RECEIVER))
_SOME = st.integers(0, 60).map(lambda tonnes: f"{tonnes} tonne")
_ANY: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.just({"disputed": True})
_RECEIVED = st.fixed_dictionaries({}, optional=dict.fromkeys(("short", "rejected", "over"), _SOME))
_SENT = st.fixed_dictionaries({"sent": _SOME})


def _mostly(likely: st.SearchStrategy[T], rare: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    return st.integers(0, 5).flatmap(lambda n: likely if n else rare)


def _delivery(at: int) -> st.SearchStrategy[Fact]:
    return st.builds(
        lambda day, tonnes, party: Fact(
            Draft(kind=Kind.DELIVERY, programme="bim-son-lang-chanh", pledge="cement",
                  quantity=f"{tonnes} tonne", date=day.isoformat(), document=f"{at}/BB",
                  party=party)
        ),
        st.dates(date(2022, 1, 1), date(2025, 12, 31)), st.integers(1, 120), _SIDES,
    )  # fmt: skip


def _answer(at: int, about: Draft) -> st.SearchStrategy[Draft]:
    """Mostly the other side's, with the figures that are for it to say."""
    other, figures = (GIVER, _SENT) if about.party == RECEIVER else (RECEIVER, _RECEIVED)
    return st.builds(
        lambda said, party: Draft(kind=Kind.ANSWER, date="2026-01-15", party=party,
                                  reason="cân lại", document=f"{at}/TL", **said),
        _mostly(figures, _ANY), _mostly(st.just(other), _SIDES),
    )  # fmt: skip


def _return(at: int, _about: Draft) -> st.SearchStrategy[Draft]:
    return st.builds(
        lambda tonnes, party, days: Draft(
            kind=Kind.RETURN, quantity=f"{tonnes} tonne", party=party, reason="hỏng",
            date=(TODAY - timedelta(days=days)).isoformat(), document=f"{at}/HT"),
        st.integers(1, 40), _SIDES, st.integers(0, 30),
    )  # fmt: skip


def _reversal(at: int, about: Draft) -> st.SearchStrategy[Draft]:
    return st.builds(
        lambda party: Draft(kind=Kind.REVERSAL, reason="nhầm", party=party, date="2026-01-20",
                            document=f"{at}/HB"),
        _mostly(st.just(about.party), _SIDES),
    )  # fmt: skip


def opened(terms: Terms) -> Book:
    """A book that holds its terms and nothing else."""
    return Book(terms.id).followed_by(adopt(terms, Draft(kind=Kind.DELIVERY), PRESENT), "0" * 64)


def told(facts: Sequence[Fact], order: Sequence[int], book: Book) -> tuple[Book, frozenset[int]]:
    """`book` with the facts recorded in `order`, and which of them were admitted."""
    numbers: dict[int, int] = {}
    for place in order:
        entry = _admitted(facts[place], numbers, book)
        if entry is not None:
            numbers[place] = entry.seq
            book = book.followed_by(entry, f"{entry.seq:064x}")
    return book, frozenset(numbers)


def _admitted(fact: Fact, numbers: dict[int, int], book: Book) -> Entry | None:
    draft = fact.draft
    if fact.about is not None:
        if fact.about not in numbers:
            return None
        draft = replace(draft, programme=book.id, concerns=f"{book.id}#{numbers[fact.about]}")
    try:
        admission = admit(draft, book, PRESENT)
    except Refused:
        return None
    return None if admission.already else admission.entry
