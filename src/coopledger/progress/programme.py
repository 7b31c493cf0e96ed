"""How far a programme is kept: its four content areas with their activities and pledges."""

from collections.abc import Collection
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
    `pending` what awaits an answer, `awaiting` how many those are.
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
    awaiting: int = 0
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


def programme_progress(  # noqa: PLR0913 - a book, and how to look at it
    book: Book,
    terms: Terms,
    as_of: date,
    period: Period | None = None,
    *,
    eve: Terms | None = None,
    detailed: bool = True,
) -> ProgrammeProgress:
    """The progress of `book` as of a day, under `terms`; with `period` also the year's lines.

    `eve` are the terms effective on the day before the period. Unless `detailed`, only the entries
    of a period are listed.
    """
    book = book.whole if detailed else book  # who lists everything reads everything, once
    figures = book.figures
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
        entries=_entries(book, days, as_of) if period or detailed else (),
        late=_late(book, period, as_of) if period else (),
        money=money_stated(book, terms, days),
        agreement=_agreement(book, as_of),
        awaiting=figures.waiting(as_of),
        pending=_pending(book, as_of) if detailed else (),
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


def _agreement(book: Book, as_of: date) -> Recorded | None:
    """The adoption in force, or what last mended it."""
    if not book.agreements:
        return None
    found = book.agreement_on(as_of)
    entry = found.mended[-1][0] if found.mended else found.entry
    return book.shown(entry, as_of)


def _pending(book: Book, as_of: date) -> tuple[Recorded, ...]:
    """What awaits an answer, in the order of recording."""
    found = (book.shown(one, as_of) for one in book.entries if one.occurred_on <= as_of)
    return tuple(one for one in found if one.awaits is not None)


_APART = frozenset({Kind.ANSWER, Kind.SUPPLEMENT, Kind.CLOSE})
"""Kinds that a report shows with the entry they concern, or in its heading."""


def _entries(book: Book, days: Period, as_of: date) -> tuple[Recorded, ...]:
    """What stands and took effect in the period, in the order it happened."""

    def within(entry: Entry) -> bool:
        if entry.kind in _APART or entry.adoption is Adoption.FIRST:
            return False
        if entry.none_in is not None and days.since > date.min:
            return entry.none_in == days.year
        return days.since <= entry.occurred_on <= days.through

    last = max(days.through, date(days.year, 12, 31))  # the day on which "none" is said of a year
    found = [book.shown(one, as_of) for one in book.between(days.since, last) if within(one)]
    standing = (one for one in found if one.stands)
    return tuple(sorted(standing, key=lambda one: (one.entry.occurred_on, one.entry.seq)))


def _late(book: Book, period: Period, as_of: date) -> tuple[Recorded, ...]:
    """What was registered in a closed time and belongs into this report, the next after that.

    Reversals stand here too: they change what a signed report said.
    """

    def reported(close: Entry | None) -> bool:
        """Whether what came after a closing belongs into this report."""
        if close is None or close.through is None:
            return False
        return period.since <= close.through + timedelta(days=1) <= period.through

    def concerns(entry: Entry) -> bool:
        effective = book.effective(entry)
        before = effective is not None and effective < period.since
        return before and reported(book.closed(entry))

    closes = [close.seq for close in book.closes if reported(close)]
    found = book.behind(min(closes)) if closes else ()
    return tuple(book.shown(entry, as_of) for entry in found if concerns(entry))
