"""How far one pledge is kept on a day: agreed against happened (DESIGN, section 4)."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from coopledger.book import Book
from coopledger.book.spending import ceiling_years, fulfilling, shares_of, spent
from coopledger.book.tally import Figures, Measure, Sums
from coopledger.progress.history import TargetChange
from coopledger.progress.year import YearFigures, YearLine
from coopledger.quantity import Quantity, Unit
from coopledger.terms import Form, Instalment, Pledge


class State(StrEnum):
    """How a pledge stands on a day."""

    FULFILLED = "fulfilled"
    OVERDUE = "overdue"
    BEHIND = "behind"
    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    UNDER_WAY = "under-way"
    CONDITIONAL = "conditional"
    WITHDRAWN = "withdrawn"


class InstalmentProgress(NamedTuple):
    """An instalment and how much of it was delivered, whatever year that came in."""

    year: int
    due_on: date
    planned: Quantity
    delivered: Quantity


class NextDue(NamedTuple):
    """What is still open of the next instalment, and the day it is due."""

    due_on: date
    quantity: Quantity


class Standing(NamedTuple):
    """Figures of a pledge, or of one share of it, on a day.

    Without a target there is no due, remaining, excess or percent. `percent` is in tenths of a
    percent, rounded down: 1,999.999 t of 2,000 t is 999.
    """

    target: Quantity | None
    claimed: Quantity
    delivered: Quantity
    confirmed: Quantity
    disputed: Quantity
    due: Quantity | None
    remaining: Quantity | None
    excess: Quantity | None
    percent: int | None
    state: State
    instalments: tuple[InstalmentProgress, ...]
    next_due: NextDue | None

    @property
    def unconfirmed(self) -> Quantity:
        """What was delivered and is not yet confirmed by the other side."""
        return max(self.delivered - self.confirmed, self.delivered - self.delivered)


class CeilingProgress(NamedTuple):
    """What was spent under a ceiling; the headroom may be negative."""

    amount: Quantity
    per: Literal["year"] | None
    spent: Quantity
    headroom: Quantity


class ShareProgress(NamedTuple):
    """One party's part of a pledge."""

    party: str
    standing: Standing


class PledgeProgress(NamedTuple):
    """All that can be said about a pledge on a day.

    `completed` is counted for works only and never added to what was handed over; `disbursed`
    and `value` hold money paid and the stated worth of goods, by unit; `returned` is what was
    given back, which the figures are less of already. `history` is how the target came about,
    `undetermined` who ceased to exist without a successor in what is still open, and `years` what
    each year came to.
    """

    pledge: Pledge
    standing: Standing
    shares: tuple[ShareProgress, ...]
    ceiling: CeilingProgress | None
    completed: Quantity | None
    returned: Quantity
    disbursed: tuple[Quantity, ...]
    value: tuple[Quantity, ...]
    history: tuple[TargetChange, ...] = ()
    undetermined: tuple[str, ...] = ()
    years: tuple[YearFigures, ...] = ()
    line: YearLine | None = None


def pledge_progress(
    pledge: Pledge, book: Book, money: Sequence[Unit], as_of: date
) -> PledgeProgress:
    """The progress of `pledge` as of a day; `money` are the units of money the terms declare."""
    figures, measure = book.figures, fulfilling(pledge)

    def standing(
        target: Quantity | None, instalments: tuple[Instalment, ...], share: str | None
    ) -> Standing:
        shares = shares_of(book, pledge, share)
        sums = figures.total(pledge.id, measure, pledge.unit.id, shares=shares, through=as_of)
        return _standing(pledge, target, instalments, sums, as_of)

    def moneys(counted: Measure) -> Iterator[Quantity]:
        for unit in money:
            steps = figures.total(pledge.id, counted, unit.id, through=as_of).delivered
            if steps:
                yield Quantity(steps, unit)

    completed = figures.total(pledge.id, Measure.COMPLETED, pledge.unit.id, through=as_of)
    returned = figures.total(pledge.id, Measure.RETURN, pledge.unit.id, through=as_of)
    return PledgeProgress(
        pledge=pledge,
        standing=standing(pledge.target, pledge.instalments, None),
        shares=tuple(
            ShareProgress(
                share.party, standing(share.quantity, pledge.planned_for(share), share.party)
            )
            for share in pledge.shares
        ),
        ceiling=_ceiling(pledge, figures, as_of),
        completed=Quantity(completed.delivered, pledge.unit) if pledge.form is Form.WORKS else None,
        returned=Quantity(returned.delivered, pledge.unit),
        disbursed=() if pledge.form is Form.MONEY else tuple(moneys(Measure.DISBURSEMENT)),
        value=tuple(moneys(Measure.VALUE)),
    )


def _standing(
    pledge: Pledge,
    target: Quantity | None,
    planned: tuple[Instalment, ...],
    sums: Sums,
    as_of: date,
) -> Standing:
    unit = pledge.unit
    zero, delivered = Quantity(0, unit), Quantity(sums.delivered, unit)
    instalments = tuple(_filled(planned, delivered))
    due = sum((part.planned for part in instalments if part.due_on <= as_of), zero)
    over = bool(planned) and as_of > planned[-1].due_on
    return Standing(
        target=target,
        claimed=Quantity(sums.claimed, unit),
        delivered=delivered,
        confirmed=Quantity(sums.confirmed, unit),
        disputed=Quantity(sums.disputed, unit),
        due=due if target is not None else None,
        remaining=max(target - delivered, zero) if target is not None else None,
        excess=max(delivered - target, zero) if target is not None else None,
        percent=delivered.steps * 1000 // target.steps if target else None,
        state=_state(pledge, target, delivered, due, over=over),
        instalments=instalments,
        next_due=_next_due(instalments, as_of),
    )


def _state(
    pledge: Pledge, target: Quantity | None, delivered: Quantity, due: Quantity, *, over: bool
) -> State:
    """The first state that holds; `over` says that the last due date has passed."""
    if target is None:
        return State.UNDER_WAY if delivered else State.NOT_STARTED
    cases = (
        (State.WITHDRAWN, not target),
        (State.FULFILLED, target <= delivered),
        (State.CONDITIONAL, pledge.condition is not None),
        (State.OVERDUE, over),
        (State.BEHIND, delivered < due),
        (State.NOT_STARTED, not delivered),
    )
    return next((state for state, holds in cases if holds), State.ON_TRACK)


def _filled(planned: tuple[Instalment, ...], delivered: Quantity) -> Iterator[InstalmentProgress]:
    """The instalments filled oldest first."""
    left = delivered
    for part in planned:
        filled = min(left, part.quantity)
        left = left - filled
        yield InstalmentProgress(part.year, part.due_on, part.quantity, filled)


def _next_due(instalments: tuple[InstalmentProgress, ...], as_of: date) -> NextDue | None:
    """What is open of the next day on which anything is; several shares may be due on it."""
    still_open = [
        (part.due_on, part.planned - part.delivered)
        for part in instalments
        if part.due_on > as_of and part.delivered < part.planned
    ]
    if not still_open:
        return None
    day, first = still_open[0]
    return NextDue(day, sum((more for due_on, more in still_open[1:] if due_on == day), first))


def _ceiling(pledge: Pledge, figures: Figures, as_of: date) -> CeilingProgress | None:
    if pledge.ceiling is None:
        return None
    amount = pledge.ceiling.amount
    since, through = ceiling_years(pledge, as_of)
    sums = spent(pledge, figures, since=since, through=min(through, as_of))
    used = Quantity(sums.delivered, amount.unit)
    return CeilingProgress(amount, pledge.ceiling.per, used, amount - used)
