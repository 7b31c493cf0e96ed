"""How far a programme is kept: its four content areas with their activities and pledges."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coopledger.book import Adoption, Book, Entry, Head, Kind, Recorded
from coopledger.book.tally import Figures, Measure
from coopledger.progress.history import target_changes
from coopledger.progress.money import MoneyStated, money_stated
from coopledger.progress.pledge import PledgeProgress, State, pledge_progress
from coopledger.progress.succession import Ended, ended_sides, undetermined
from coopledger.progress.year import Period, calendar_year, year_figures, year_line
from coopledger.terms import Pledge, Terms
from coopledger.terms.drift import Change
from coopledger.terms.model import Activity, ContentArea


class ActivityProgress(NamedTuple):
    """How often an activity took place, and whether somebody said that there was none.

    Without `activity` it speaks of occasions recorded under the content area as such. "None" is
    said of a year, however its period is cut.
    """

    activity: Activity | None
    occasions: int
    last_on: date | None
    none_said: bool


class AreaProgress(NamedTuple):
    """One content area."""

    number: str
    area: ContentArea
    activities: tuple[ActivityProgress, ...]
    others: ActivityProgress
    pledges: tuple[PledgeProgress, ...]


class ProgrammeProgress(NamedTuple):
    """One programme on a day, or in the period of a year.

    `head` is the state of the book this was made from; without one the terms are only proposed
    and nothing was recorded. `drift` says how the file now differs from the terms last adopted.
    `entries` are those of the period, or all up to the day, and `late` those registered in a time
    that was closed before; `money` is what was stated in money, `agreement` what the terms go by,
    `pending` what awaits an answer.
    """

    terms: Terms
    as_of: date
    head: Head | None
    areas: tuple[AreaProgress, ...]
    period: Period | None = None
    entries: tuple[Recorded, ...] = ()
    late: tuple[Recorded, ...] = ()
    money: MoneyStated = MoneyStated((), ())
    agreement: Recorded | None = None
    pending: tuple[Recorded, ...] = ()
    closed_through: date | None = None
    ended: tuple[Ended, ...] = ()
    drift: tuple[Change, ...] = ()

    @property
    def pledges(self) -> tuple[PledgeProgress, ...]:
        return tuple(pledge for area in self.areas for pledge in area.pledges)

    @property
    def fulfilled(self) -> int:
        """How many pledges are fulfilled; unlike things are counted, never added."""
        return sum(pledge.standing.state is State.FULFILLED for pledge in self.pledges)


def programme_progress(
    book: Book, terms: Terms, as_of: date, period: Period | None = None, *, eve: Terms | None = None
) -> ProgrammeProgress:
    """The progress of `book` as of a day, under `terms`; with `period` also the year's lines.

    `eve` are the terms effective on the day before the period.
    """
    figures, recorded = book.figures, book.recorded(as_of)
    days = (
        period._replace(through=min(as_of, period.through))
        if period
        else Period(as_of.year, date.min, as_of)
    )
    year = calendar_year(period.year) if period else days
    earlier = eve.pledges if eve else {}

    def pledge(agreed: Pledge) -> PledgeProgress:
        progress = progress_of(agreed, book, terms, as_of, period)
        if period is None:
            return progress
        return progress._replace(line=year_line(agreed, earlier.get(agreed.id), figures, period))

    return ProgrammeProgress(
        terms=terms,
        as_of=as_of,
        head=book.head,
        areas=tuple(
            AreaProgress(
                number=number,
                area=area,
                activities=tuple(
                    _activity(activity, activity.id, figures, days, year)
                    for activity in area.activities
                ),
                others=_activity(None, number, figures, days, year),
                pledges=tuple(pledge(agreed) for agreed in area.pledges),
            )
            for number, area in terms.areas
        ),
        period=period,
        entries=_entries(recorded, days),
        late=_late(book, recorded, period) if period else (),
        money=money_stated(book, terms, days),
        agreement=_agreement(book, recorded, as_of),
        pending=tuple(
            one for one in recorded if one.awaits is not None and one.entry.occurred_on <= as_of
        ),
        closed_through=book.closed_through,
        ended=ended_sides(terms, as_of),
    )


def progress_of(
    pledge: Pledge, book: Book, terms: Terms, as_of: date, period: Period | None = None
) -> PledgeProgress:
    """The progress of one pledge of `terms`, how it came about and who has no successor.

    Its years are cut like `period`, or by the calendar.
    """
    progress = pledge_progress(pledge, book, terms.money, as_of)
    cut = period or calendar_year(as_of.year)
    return progress._replace(
        history=target_changes(pledge.id, book, as_of),
        undetermined=undetermined(progress, terms, as_of),
        years=year_figures(pledge, book.figures, cut, as_of),
    )


def narrowed(view: ProgrammeProgress, pledges: Collection[str]) -> ProgrammeProgress:
    """`view` with nothing but the pledges of these ids, and the content areas they stand in."""
    areas = (
        area._replace(
            activities=(),
            pledges=tuple(one for one in area.pledges if one.pledge.id in pledges),
        )
        for area in view.areas
    )
    return view._replace(areas=tuple(area for area in areas if area.pledges))


def _activity(
    activity: Activity | None, item: str, figures: Figures, days: Period, year: Period
) -> ActivityProgress:
    occasions = figures.total(item, Measure.OCCASION, since=days.since, through=days.through)
    none = figures.total(item, Measure.NONE, since=year.since, through=year.through)
    last_on = figures.last_day(item, Measure.OCCASION, through=days.through)
    return ActivityProgress(
        activity, occasions.delivered, last_on if occasions.delivered else None, none.delivered > 0
    )


def _agreement(book: Book, recorded: Sequence[Recorded], as_of: date) -> Recorded | None:
    """The adoption in force, or what last mended it."""
    if not book.agreements:
        return None
    found = book.agreement_on(as_of)
    entry = found.mended[-1][0] if found.mended else found.entry
    return recorded[entry.seq - 1]


_APART = frozenset({Kind.ANSWER, Kind.SUPPLEMENT, Kind.CLOSE})
"""Kinds that a report shows with the entry they concern, or in its heading."""


def _entries(recorded: Sequence[Recorded], days: Period) -> tuple[Recorded, ...]:
    """What stands and took effect in the period, in the order it happened."""

    def within(entry: Entry) -> bool:
        if entry.kind in _APART or entry.adoption is Adoption.FIRST:
            return False
        if entry.none_in is not None and days.since > date.min:
            return entry.none_in == days.year
        return days.since <= entry.occurred_on <= days.through

    found = [one for one in recorded if one.stands and within(one.entry)]
    return tuple(sorted(found, key=lambda one: (one.entry.occurred_on, one.entry.seq)))


def _late(book: Book, recorded: Sequence[Recorded], period: Period) -> tuple[Recorded, ...]:
    """What was registered in a closed time and belongs into this report, the next after that.

    Reversals stand here too: they change what a signed report said.
    """

    def concerns(one: Recorded) -> bool:
        if one.closed is None or one.closed.through is None:
            return False
        effective = book.effective(one.entry)
        next_day = one.closed.through + timedelta(days=1)
        return (
            effective is not None
            and effective < period.since
            and period.since <= next_day <= period.through
        )

    return tuple(one for one in recorded if concerns(one))
