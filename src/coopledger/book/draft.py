"""A draft: what somebody wants recorded, as it was typed, and how it becomes an entry.

A draft is read inside the transaction that appends it, against the terms in force on its day, so
that nothing is judged by terms that somebody else has replaced meanwhile.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar

from coopledger.book.answer import RECEIVED, SENT, figures_of
from coopledger.book.book import Book
from coopledger.book.entry import (
    Adoption,
    Entry,
    Evidence,
    Kind,
    Stage,
    Steps,
    number_of,
)
from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Dimension, Unit, Units
from coopledger.quantity.reading import DecimalSign, read_date, read_quantity, read_year
from coopledger.terms import Pledge, Terms
from coopledger.text import clean

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One recording as typed.

    `quantity`, `actual_value` and the figures of an answer are texts such as `500`, `10000 bag`
    or `1,2 tỷ`; `unit` names the unit of a bare number. `programme`, `pledge`, `activity`,
    `replaces` and `concerns` say what is meant by id, name or number; the ledger looks them up,
    after which `programme` is the id of a book, `pledge` and `activity` are ids, and entries are
    called by their full name. `concerns` is the entry that is answered, returned from,
    supplemented or reversed; `date` the day an amendment takes effect on. `evidence` are files
    that are already kept.
    """

    kind: Kind
    programme: str | None = None
    date: str | None = None
    party: str | None = None
    key: str | None = None
    document: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()
    pledge: str | None = None
    share: str | None = None
    quantity: str | None = None
    unit: str | None = None
    actual_value: str | None = None
    stage: Stage | None = None
    area: str | None = None
    activity: str | None = None
    title: str | None = None
    none_in: int | None = None
    concerns: str | None = None
    accepted: str | None = None
    short: str | None = None
    rejected: str | None = None
    over: str | None = None
    sent: str | None = None
    disputed: bool = False
    through: str | None = None
    adoption: Adoption | None = None
    replaces: str | None = None
    reason: str | None = None
    another: bool = False
    allow_excess: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """What drafts of many happenings say alike; known by itself, not by what it says.

    They differ in day, note, document and in the size of figures; whether there is a document and
    a worth, and which units the figures are in, is alike.
    """

    draft: Draft


class Variant(NamedTuple):
    """A draft that says what its pattern says, and what is its own."""

    pattern: Pattern
    date: str | None
    document: str | None
    note: str | None
    quantity: str | None
    actual_value: str | None

    @classmethod
    def of(cls, draft: Draft) -> "Variant":
        """`draft`, of which nobody said what it is like."""
        return cls(
            Pattern(draft), draft.date, draft.document, draft.note, draft.quantity,
            draft.actual_value,
        )  # fmt: skip

    @property
    def draft(self) -> Draft:
        """The draft itself."""
        return replace(
            self.pattern.draft,
            date=self.date,
            document=self.document,
            note=self.note,
            quantity=self.quantity,
            actual_value=self.actual_value,
        )


class Circumstances(NamedTuple):
    """Who records, when, and with which settings; handed down, never looked up.

    `now` is an instant in UTC, `today` the day in the workspace's time zone, `party` the side
    that records unless a draft says otherwise (without it the provider); `recorded_by` is clean.
    """

    now: datetime
    today: date
    recorded_by: str
    party: str | None = None
    decimal: DecimalSign | None = None


def occurred_on(draft: Draft, today: date) -> date:
    """The day a draft speaks of: today unless it says another; for "none in" a year its last.

    Raises `Refused` as `read_date` and `read_year` do.
    """
    if draft.none_in is not None:
        return date(read_year(str(draft.none_in)), 12, 31)
    return today if draft.date is None else read_date(draft.date)


def read_draft(  # noqa: PLR0913, PLR0917 - what a draft is read with
    draft: Draft,
    book: Book,
    terms: Terms,
    circumstances: Circumstances,
    recorded_at: datetime,
    proposal: Terms | None = None,
) -> tuple[Entry, list[Problem]]:
    """The next entry of `book` that `draft` asks for, and every field of it that cannot be read.

    `terms` are those in force on its day, `proposal` what an agreement adopts. What cannot be read
    is left out of the entry (a day is today), so that the rest can be judged and everything be
    said at once.
    """
    problems: list[Problem] = []

    def tried(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    def text(typed: str | None) -> str | None:
        return tried(lambda: clean(typed) or None) if typed is not None else None

    number = _concerned(draft, book)

    def about(kind: Kind) -> int | None:
        return number if draft.kind is kind else None

    concerned = book.find(number) if number is not None else None
    party = draft.party or circumstances.party or terms.programme.provider
    day = tried(lambda: _day(draft, concerned, circumstances.today))
    counted = book.told_in(concerned) if concerned is not None else terms
    decimal = circumstances.decimal
    amount = tried(lambda: _amount(draft, counted, concerned, decimal)) or NO_AMOUNT
    pledge = terms.pledges.get(draft.pledge or "")
    value = tried(lambda: read_value(draft.actual_value, pledge, terms, decimal))
    figures: Mapping[str, Any] = {}
    if concerned is not None and draft.kind is Kind.ANSWER:
        receives = book.receives(party, concerned)
        said = {name: getattr(draft, name) for name in (*RECEIVED, SENT)}
        read = partial(figures_of, said, concerned, counted.units, decimal)
        figures = (tried(lambda: read(receives=receives)) if not draft.disputed else None) or {}
    entry = Entry(
        book=terms.id,
        seq=book.length + 1,
        kind=draft.kind,
        occurred_on=day or circumstances.today,
        recorded_at=recorded_at,
        party=party,
        recorded_by=circumstances.recorded_by,
        key=text(draft.key),
        document=text(draft.document),
        note=text(draft.note),
        evidence=draft.evidence or None,
        adoption=draft.adoption,
        terms=proposal.snapshot if proposal is not None else None,
        mends=about(Kind.AGREEMENT),
        pledge=draft.pledge,
        share=draft.share,
        quantity=amount.quantity,
        stated=text(draft.quantity) if amount.converted else None,
        actual_value=value,
        stage=draft.stage,
        area=_area(draft, terms),
        activity=draft.activity,
        title=text(draft.title),
        none_in=draft.none_in,
        returns=about(Kind.RETURN),
        answers=about(Kind.ANSWER),
        disputed=draft.disputed or None,
        supplements=about(Kind.SUPPLEMENT),
        through=tried(lambda: _through(draft)),
        reverses=about(Kind.REVERSAL),
        reason=text(draft.reason),
    )
    return entry._replace(**figures) if figures else entry, problems


def _concerned(draft: Draft, book: Book) -> int | None:
    """The number of the entry a draft is about; terms are mended where they were adopted last."""
    if draft.concerns is not None:
        return number_of(draft.concerns)
    mending = draft.adoption in {Adoption.CORRECTION, Adoption.RESTATEMENT}
    return book.agreements[-1].entry.seq if mending and book.agreements else None


def _day(draft: Draft, concerned: Entry | None, today: date) -> date:
    """The day an entry speaks of; terms that are mended hold from the day those hold from."""
    if draft.kind is Kind.AGREEMENT and concerned is not None:
        return concerned.occurred_on
    return occurred_on(draft, today)


def counted_in(kind: Kind, pledge: Pledge, terms: Terms) -> Unit | None:
    """The unit entries of `kind` under `pledge` are kept in.

    Money is kept in the unit the pledge names; where it names none, in the one declared unit of
    money, and where there are several the draft has to say (None).
    """
    if kind is not Kind.DISBURSEMENT:
        return pledge.unit
    return pledge.money_unit or (terms.money[0] if len(terms.money) == 1 else None)


def _area(draft: Draft, terms: Terms) -> str | None:
    """The content area an activity stands in, or the one that was named."""
    known = terms.activities.get(draft.activity or "")
    return known[0] if known else draft.area


def _through(draft: Draft) -> date | None:
    return read_date(draft.through) if draft.through is not None else None


class Amount(NamedTuple):
    """The quantity of a draft as it is kept, and whether it was typed in another unit."""

    quantity: Steps | None
    converted: bool


NO_AMOUNT = Amount(None, converted=False)


class Counting(NamedTuple):
    """The unit of a bare number, and the unit a quantity is kept in; without it as it was typed."""

    units: Units
    default: Unit | None
    kept_in: Unit | None

    def amount(self, typed: str | None, decimal: DecimalSign | None) -> Amount:
        """The quantity `typed`. Raises `Refused` as quantities are read and converted."""
        if typed is None:
            return NO_AMOUNT
        said = read_quantity(typed, self.units, default=self.default, decimal=decimal)
        kept = said if self.kept_in is None else said.to(self.kept_in)
        return Amount(Steps(kept.unit.id, kept.steps), said.unit != kept.unit)


def counting(draft: Draft, terms: Terms, concerned: Entry | None = None) -> Counting | None:
    """How the draft's quantity is counted: as that of the entry it concerns, else as its pledge is.

    Raises `Refused` (Q110, Q111) for a unit that is none.
    """
    default = terms.units.named(draft.unit) if draft.unit else None
    if concerned is not None and concerned.quantity is not None:
        kept_in: Unit | None = terms.units[concerned.quantity.unit]
    elif (pledge := terms.pledges.get(draft.pledge or "")) is not None:
        kept_in = counted_in(draft.kind, pledge, terms)
    else:
        return None
    return Counting(terms.units, default or kept_in, kept_in)


def _amount(
    draft: Draft, terms: Terms, concerned: Entry | None, decimal: DecimalSign | None
) -> Amount:
    counted = counting(draft, terms, concerned) if draft.quantity is not None else None
    return counted.amount(draft.quantity, decimal) if counted is not None else NO_AMOUNT


def read_value(
    typed: str | None, pledge: Pledge | None, terms: Terms, decimal: DecimalSign | None
) -> Steps | None:
    """What something is said to be worth. Raises `Refused`: Q codes, B116, B117."""
    if typed is None:
        return None
    default = counted_in(Kind.DISBURSEMENT, pledge, terms) if pledge else None
    value = read_quantity(typed, terms.units, default=default, decimal=decimal)
    if value.unit.dimension is not Dimension.MONEY:
        raise refuse("B116", unit=value.unit)
    if pledge is not None and pledge.unit.dimension is Dimension.MONEY:
        raise refuse("B117", pledge=pledge.id)
    return Steps(value.unit.id, value.steps)
