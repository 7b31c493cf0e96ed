"""Generated books in which every kind of entry is about every kind of other one.

The terms are those of `tests.book.history`: shares, goods, works, money, an activity, and annexes
that raise a target, or divide among communes what was one pledge before.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from coopledger import Draft, Kind, Stage
from coopledger.book import Book, Entry
from coopledger.book.admission import admit, adopt
from coopledger.book.draft import Circumstances
from coopledger.book.entry import Adoption
from coopledger.problem import Refused
from coopledger.terms import Side, Terms, parse
from coopledger.terms.source import read
from tests.book.history import HILLS, TERMS

PRESENT = Circumstances(datetime(2026, 1, 31, tzinfo=UTC), date(2026, 1, 31), "mai", decimal=".")
DIVIDED = "shares: [{party: hill, quantity: 30 tonne}, {party: east, quantity: 20 tonne}]"
ANNEXES = (
    ("target: 50 tonne", "target: 60 tonne, window: 2022-2024"),
    ("target: 50 tonne", "target: 50 tonne, schedule: {2022: 10, 2024: 40}"),
    ("target: 50 tonne", f"target: 50 tonne, {DIVIDED}"),
    ("target: 4 room", "target: 6 room, window: 2023-2025"),
)
"""What an annex may change, as an edit of the first terms."""


@cache
def hills(*edit: str) -> Terms:
    """The terms of the hills, perhaps after an edit."""
    text = TERMS.replace(edit[0], edit[1]) if edit else TERMS
    return next(terms for terms in parse(read(text, "programmes.yaml")) if terms.id == HILLS)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A book of the hills with some support and whatever was said about it afterwards."""
    return _recorded(draw(_SUPPORT), draw(_LATER))


def _recorded(support: Sequence[Draft], later: Sequence[tuple[Draft, int, Any]]) -> Book:
    """What is admitted of all that, in this order."""
    first = adopt(hills(), Draft(kind=Kind.DELIVERY), PRESENT)
    book: Book = Book(HILLS).followed_by(first, f"{1:064x}")
    for draft in support:
        book = _after(draft, book)
    for draft, about, edit in later:
        if draft.kind is Kind.AGREEMENT:
            book = _after(draft, book, hills(*edit))
        elif draft.kind is Kind.CLOSE:
            book = _after(draft, book)
        elif len(book.entries) > 1:
            concerned = book.entries[1 + about % (len(book.entries) - 1)]
            party = draft.party or _likely(draft.kind, concerned, book)
            book = _after(replace(draft, party=party, concerns=concerned.name), book)
    return book


def _likely(kind: Kind, concerned: Entry, book: Book) -> str:
    """Who does such a thing: whoever wrote it reverses, the other side answers."""
    if kind is not Kind.ANSWER:
        return "hill" if kind is Kind.RETURN else concerned.party
    side = book.side(concerned.party)
    return hills().sides[1 if side is Side.PROVIDER else 0]


def _after(draft: Draft, book: Book, proposal: Terms | None = None) -> Book:
    number = len(book.entries)
    given = replace(draft, programme=HILLS, document=f"{number}/BB", reason="cân lại")
    try:
        admission = admit(given, book, PRESENT, proposal)
    except Refused:
        return book
    for entry in admission.appended:
        book = book.followed_by(entry, f"{entry.seq:064x}")
    return book


_SIDE = st.sampled_from(("town", "hill"))
_DAY = st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(str)
_AFTERWARDS = st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(str)
_SOME = st.integers(5_001, 30_000).map(lambda kilograms: f"{Decimal(kilograms) / 1000} tonne")
_LITTLE = st.sampled_from(("1", "2", "0.5", "4.999"))


def _drafts(kind: Kind, **said: Any) -> st.SearchStrategy[Draft]:
    """Drafts with fields that are the same in all of them, or drawn."""
    said = {"party": _SIDE, "allow_excess": True, **said}
    drawn = {name: value for name, value in said.items() if isinstance(value, st.SearchStrategy)}
    same = {name: value for name, value in said.items() if name not in drawn}
    return st.builds(lambda **fields: Draft(kind=kind, **same, **fields), **drawn)


_SUPPORT = st.lists(
    _drafts(Kind.DELIVERY, pledge="seed", share=st.sampled_from(("east", "west")), date=_DAY,
            quantity=_SOME, actual_value=st.sampled_from((None, "9000000 VND", "1 VND")))
    | _drafts(Kind.DELIVERY, pledge="cement", date=_DAY, quantity=_SOME)
    | _drafts(Kind.DELIVERY, pledge="cement", date=_DAY, quantity="250 bag")
    | _drafts(Kind.COMPLETION, pledge="school", date=_DAY, quantity="2 room",
              stage=st.sampled_from(Stage))
    | _drafts(Kind.DISBURSEMENT, pledge="fund", date=_DAY, quantity="70001 VND")
    | _drafts(Kind.ACTIVITY, activity="fair", title="Hội chợ", date=_DAY)
    | _drafts(Kind.ACTIVITY, activity="fair", none_in=st.sampled_from((2022, 2023))),
    min_size=3, max_size=7,
)  # fmt: skip

_WHO = st.none() | st.none() | _SIDE
_ABOUT = st.one_of(
    _drafts(Kind.ANSWER, party=_WHO),
    _drafts(Kind.ANSWER, party=_WHO, disputed=True),
    _drafts(Kind.ANSWER, party=_WHO, short=_LITTLE),
    _drafts(Kind.ANSWER, party=_WHO, rejected=_LITTLE, over=_LITTLE),
    _drafts(Kind.ANSWER, party=_WHO, sent=_LITTLE),
    _drafts(Kind.RETURN, party=_WHO, quantity=_LITTLE, date=_AFTERWARDS),
    _drafts(Kind.RETURN, party=_WHO, quantity=_LITTLE, date=_AFTERWARDS),
    _drafts(Kind.SUPPLEMENT, party=_WHO),
    _drafts(Kind.REVERSAL, party=_WHO),
    _drafts(Kind.REVERSAL, party=_WHO),
)
_AMENDED = _drafts(Kind.AGREEMENT, adoption=Adoption.AMENDMENT, date=_DAY)
_OTHERS = st.tuples(_AMENDED, st.just(0), st.sampled_from(ANNEXES)) | st.tuples(
    _drafts(Kind.CLOSE, through=_DAY), st.just(0), st.none()
)
_LATER = st.lists(
    st.integers(0, 9).flatmap(
        lambda n: st.tuples(_ABOUT, st.integers(0, 9), st.none()) if n else _OTHERS
    ),
    min_size=4, max_size=14,
)  # fmt: skip
"""Mostly something about an entry; rarely an annex, or that a time is closed."""
