"""Two books of one programme, told from drafts: what is in both, and what somebody changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from typing import Any

from hypothesis import strategies as st

from coopledger import Draft, Kind, Stage
from coopledger.book import Book
from coopledger.book.admission import admit, adopt
from coopledger.book.body import write_body
from coopledger.book.chain import link
from coopledger.book.draft import Circumstances
from coopledger.problem import Refused
from coopledger.terms import Terms, parse
from coopledger.terms.source import read

TOWN, HILL = "town", "hill"
TODAY = date(2026, 1, 31)

AGREED = """
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
  bag: {equals: 0.05 tonne, step: 1, vi: bao, en: bag}
  room: {dimension: count, step: 1, vi: phòng, en: room}
  VND: {dimension: money, step: 1, vi: đồng, en: VND}
parties:
  town: {name: {vi: Thị xã, en: Town}, type: {vi: thị xã, en: town}}
  hill: {name: {vi: Huyện, en: Hill}, type: {vi: huyện, en: district}}
  east: {name: {vi: Xã Đông, en: East}, type: {vi: xã, en: commune}}
  west: {name: {vi: Xã Tây, en: West}, type: {vi: xã, en: commune}}
programmes:
  hills:
    title: {vi: Vùng cao, en: Hills}
    provider: town
    recipient: hill
    period: 2021-2025
    content_areas:
      1: {title: {vi: Một, en: One}, activities: [{id: fair, title: {vi: Hội chợ, en: Fair}}]}
      2: {title: {vi: Hai, en: Two}}
      3: {title: {vi: Ba, en: Three}}
      4:
        title: {vi: Bốn, en: Four}
        pledges:
          - id: seed
            title: {vi: Giống, en: Seed}
            form: goods
            target: 100 tonne
            shares: [{party: east, quantity: 60 tonne}, {party: west, quantity: 40 tonne}]
          - id: cement
            title: {vi: Xi măng, en: Cement}
            form: goods
            target: 2000 tonne
            ceiling: 3000000000 VND
          - {id: school, title: {vi: Trường, en: School}, form: works, target: 4 room}
          - {id: fund, title: {vi: Quỹ, en: Fund}, form: money, target: 500000 VND}
"""


@cache
def agreed(*changes: tuple[str, str]) -> Terms:
    """The terms of both books, or as they read after `changes`."""
    text = AGREED
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parse(read(text, "programmes.yaml"))[0]


def draft(kind: Kind, **said: Any) -> Draft:
    given = {"programme": "hills", "party": TOWN, "another": True, "allow_excess": True}
    return Draft(kind=kind, **{**given, **said})


def cement(
    quantity: str, day: str = "2023-03-15", document: str | None = None, **said: Any
) -> Draft:
    said = {"pledge": "cement", "quantity": quantity, "date": day, "document": document, **said}
    return draft(said.pop("kind", Kind.DELIVERY), **said)


def seed(share: str, quantity: str, day: str = "2023-03-15", **said: Any) -> Draft:
    return cement(quantity, day, **{"pledge": "seed", "share": share, **said})


def rooms(number: int, stage: Stage, day: str = "2023-08-30", **said: Any) -> Draft:
    said = {"kind": Kind.COMPLETION, "pledge": "school", "stage": stage, **said}
    return cement(str(number), day, **said)


def fund(amount: int, day: str = "2023-04-01", **said: Any) -> Draft:
    return cement(str(amount), day, **{"kind": Kind.DISBURSEMENT, "pledge": "fund", **said})


def fair(title: str, day: str = "2023-09-01", **said: Any) -> Draft:
    return draft(Kind.ACTIVITY, activity="fair", title=title, date=day, **said)


def about(number: int, kind: Kind = Kind.ANSWER, **said: Any) -> Draft:
    """What is said of entry `number`; an answer unless `kind` says otherwise."""
    by_kind = {Kind.ANSWER: HILL, Kind.RETURN: HILL}
    return draft(kind, concerns=f"hills#{number}",
                 **{"party": by_kind.get(kind, TOWN), "reason": "cân lại", "date": "2023-12-01",
                    **said})  # fmt: skip


def opened(terms: Terms, by: str) -> Book:
    present = _present(by)
    return _longer(Book(terms.id), adopt(terms, draft(Kind.CLOSE), present))


def book(*drafts: Draft, by: str = "mai", terms: Terms | None = None) -> Book:
    """A book that `by` keeps, of terms both agreed on, with these drafts as entries 2 and on."""
    made = opened(terms or agreed(), by)
    for one in drafts:
        admitted = admit(one, made, _present(by))
        for entry in admitted.appended:
            made = _longer(made, entry)
    return made


def admissible(drafts: Sequence[Draft]) -> list[Draft]:
    """Those of `drafts` that a book takes, one behind the other."""
    made, taken = opened(agreed(), "mai"), []
    for one in drafts:
        try:
            admitted = admit(one, made, _present("mai"))
        except Refused:
            continue
        if len(admitted.appended) == 1:
            taken.append(one)
            made = _longer(made, admitted.entry)
    return taken


def _present(by: str) -> Circumstances:
    return Circumstances(datetime(2026, 1, 31, tzinfo=UTC), TODAY, by)


def _longer(made: Book, entry: Any) -> Book:
    last = made.hashes[-1] if made.hashes else "0" * 64
    return made.followed_by(entry, link(last, write_body(entry)))


# Generated

_DAYS = ("2023-03-15", "2023-03-16", "2023-12-31", "2024-01-01", "2024-03-15")
_PAPERS = (None, "1/BB", "2/BB", "1/bb")
_AMOUNTS = ("1 tonne", "2 tonne", "20 bag", "40 bag", "3 tonne")
_SIDES = (TOWN, HILL)

HAPPENED = tuple(
    replace(one, date=day, document=paper, party=party)
    for day, paper, party in product(_DAYS, _PAPERS, _SIDES)
    for one in (
        *(cement(amount) for amount in _AMOUNTS),
        *(seed(share, amount) for share in ("east", "west") for amount in _AMOUNTS[:3]),
        *(rooms(number, stage) for number in (1, 2) for stage in Stage),
        fund(100), fund(200), fair("OCOP"), fair("Xuân"),
        cement("100 VND", kind=Kind.DISBURSEMENT),
    )
)  # fmt: skip
"""Things of few days, numbers and quantities, so that much of it looks alike."""

_SAID = tuple(
    replace(one, party=party, document=paper)
    for party, paper in product(_SIDES, (None, "1/BB", "9/TL"))
    for one in (
        about(0), about(0, disputed=True), about(0, Kind.REVERSAL), about(0, Kind.SUPPLEMENT),
        *(about(0, short=short) for short in ("0.5 tonne", "10 bag", "1 tonne", "1")),
        *(about(0, Kind.RETURN, quantity=back) for back in ("5 bag", "10 bag", "0.5 tonne", "50")),
    )
)  # fmt: skip

NUMBERED = (
    cement("1 tonne", "2022-01-10", "1/BB"), cement("20 bag", "2022-01-10", "2/BB", party=HILL),
    cement("2 tonne", "2022-12-31", "3/BB"), cement("2 tonne", "2023-01-01", "4/BB"),
    seed("east", "1 tonne", document="5/BB"), seed("west", "1 tonne", document="6/BB"),
    rooms(1, Stage.COMPLETED, document="7/BB"), rooms(1, Stage.HANDED_OVER, document="8/BB"),
    fund(100, document="9/BB"), fund(100, document="10/BB"), fair("OCOP", document="11/BB"),
    cement("9 VND", document="12/BB", kind=Kind.DISBURSEMENT), cement("3 tonne", key="k1"),
)  # fmt: skip
"""Things each of which has a number, or a key, of its own."""


@st.composite
def stories(draw: st.DrawFn) -> list[Draft]:
    """What a book takes: things that happened, then answers, returns and reversals of them."""
    happened = draw(st.lists(st.sampled_from(HAPPENED), min_size=1, max_size=6))
    numbers = st.integers(2, len(happened) + 1)
    said = draw(st.lists(st.tuples(st.sampled_from(_SAID), numbers), max_size=4))
    behind = [replace(one, concerns=f"hills#{number}") for one, number in said]
    return admissible([*happened, *behind])


def others() -> st.SearchStrategy[list[Draft]]:
    """What else happened, none of which can be taken for anything else."""
    return st.lists(st.sampled_from(NUMBERED), max_size=6, unique=True)
