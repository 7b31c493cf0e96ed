"""How far a programme is kept: its four content areas with their activities and pledges."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from coopledger.book import Book, Entry, Head
from coopledger.book.tally import Figures, Measure
from coopledger.progress.pledge import PledgeProgress, State, pledge_progress
from coopledger.progress.year import Period, calendar_year, year_line
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
    and nothing was recorded. `drift` says how the file now differs from the terms in force.
    `entries` are those of the period.
    """

    terms: Terms
    as_of: date
    head: Head | None
    areas: tuple[AreaProgress, ...]
    period: Period | None = None
    entries: tuple[Entry, ...] = ()
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
    figures = book.figures
    days = (
        period._replace(through=min(as_of, period.through))
        if period
        else Period(as_of.year, date.min, as_of)
    )
    year = calendar_year(period.year) if period else days
    earlier = eve.pledges if eve else {}

    def pledge(agreed: Pledge) -> PledgeProgress:
        progress = pledge_progress(agreed, figures, terms.money, as_of)
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
        entries=_entries(book, days) if period else (),
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


def _entries(book: Book, days: Period) -> tuple[Entry, ...]:
    """What stands and took effect in the period, in the order it happened."""

    def within(entry: Entry) -> bool:
        if entry.none_in is not None:
            return entry.none_in == days.year
        return entry.terms is None and days.since <= entry.occurred_on <= days.through

    return tuple(
        sorted(filter(within, book.standing), key=lambda entry: (entry.occurred_on, entry.seq))
    )
