"""A draft: what somebody wants recorded, as it was typed, and how it becomes an entry.

A draft is read inside the transaction that appends it, against the terms in force on its day, so
that nothing is judged by terms that somebody else has replaced meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from coopledger.book.entry import Entry, Kind, Stage, Steps, number_of
from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Dimension, Quantity, Unit
from coopledger.quantity.reading import DecimalSign, read_date, read_quantity, read_year
from coopledger.terms import Pledge, Terms
from coopledger.text import clean

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One recording as typed.

    `quantity` and `actual_value` are texts such as `500`, `10000 bag` or `1,2 tỷ`; `unit` names
    the unit of a bare number. `programme`, `pledge`, `activity`, `replaces` and `reverses` say
    what is meant by id, name or number; the ledger looks them up, after which `programme` is the
    id of a book, `pledge` and `activity` are ids, and entries are called by their full name.
    """

    kind: Kind
    programme: str | None = None
    date: str | None = None
    party: str | None = None
    key: str | None = None
    document: str | None = None
    note: str | None = None
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
    reverses: str | None = None
    replaces: str | None = None
    reason: str | None = None
    another: bool = False
    allow_excess: bool = False


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


def read_draft(
    draft: Draft, terms: Terms, circumstances: Circumstances, seq: int, recorded_at: datetime
) -> tuple[Entry, list[Problem]]:
    """The entry `draft` asks for, numbered `seq`, and every field of it that cannot be read.

    What cannot be read is left out of the entry (a day is today), so that the rest can be judged
    and everything be said at once.
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

    day = tried(lambda: occurred_on(draft, circumstances.today))
    typed = tried(lambda: _as_typed(draft, terms, circumstances.decimal))
    amount = None if typed is None else tried(lambda: typed.to(_kept_in(draft, terms, typed)))
    converted = typed is not None and amount is not None and typed.unit != amount.unit
    value = tried(lambda: _actual_value(draft, terms, circumstances.decimal))
    entry = Entry(
        book=terms.id,
        seq=seq,
        kind=draft.kind,
        occurred_on=day or circumstances.today,
        recorded_at=recorded_at,
        party=draft.party or circumstances.party or terms.programme.provider,
        recorded_by=circumstances.recorded_by,
        key=text(draft.key),
        document=text(draft.document),
        note=text(draft.note),
        pledge=draft.pledge,
        share=draft.share,
        quantity=_steps(amount),
        stated=text(draft.quantity) if converted else None,
        actual_value=_steps(value),
        stage=draft.stage,
        area=_area(draft, terms),
        activity=draft.activity,
        title=text(draft.title),
        none_in=draft.none_in,
        reverses=number_of(draft.reverses) if draft.reverses else None,
        reason=text(draft.reason) if draft.kind is Kind.REVERSAL else None,
    )
    return entry, problems


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


def _as_typed(draft: Draft, terms: Terms, decimal: DecimalSign | None) -> Quantity | None:
    """The draft's quantity in the unit it was typed in."""
    pledge = terms.pledges.get(draft.pledge or "")
    if draft.quantity is None or pledge is None:
        return None
    named = terms.units.named(draft.unit) if draft.unit else None
    default = named or counted_in(draft.kind, pledge, terms)
    return read_quantity(draft.quantity, terms.units, default=default, decimal=decimal)


def _kept_in(draft: Draft, terms: Terms, typed: Quantity) -> Unit:
    """The unit a quantity is kept in: the pledge's, or as typed where that is left open."""
    assert draft.pledge is not None
    return counted_in(draft.kind, terms.pledges[draft.pledge], terms) or typed.unit


def _actual_value(draft: Draft, terms: Terms, decimal: DecimalSign | None) -> Quantity | None:
    if draft.actual_value is None:
        return None
    pledge = terms.pledges.get(draft.pledge or "")
    default = counted_in(Kind.DISBURSEMENT, pledge, terms) if pledge else None
    value = read_quantity(draft.actual_value, terms.units, default=default, decimal=decimal)
    if value.unit.dimension is not Dimension.MONEY:
        raise refuse("B116", unit=value.unit)
    if pledge is not None and pledge.unit.dimension is Dimension.MONEY:
        raise refuse("B117", pledge=pledge.id)
    return value


def _steps(quantity: Quantity | None) -> Steps | None:
    return Steps(quantity.unit.id, quantity.steps) if quantity is not None else None
