"""A year in the life of a pledge: a line that adds up on paper."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from coopledger.book.spending import fulfilling
from coopledger.book.tally import Figures, Sums
from coopledger.quantity import Quantity, Unit
from coopledger.terms import Pledge


class Period(NamedTuple):
    """The days that are reported as `year`."""

    year: int
    since: date
    through: date

    @property
    def eve(self) -> date:
        """The last day before the period."""
        return self.since - timedelta(days=1)

    def year_of(self, day: date) -> int:
        """The year that `day` is reported in where years begin like this one."""
        begun = (day.month, day.day) >= (self.since.month, self.since.day)
        return day.year + (begun and self.since.year < self.year)


class Cut(StrEnum):
    """How the years of reports are cut.

    Annual reports of Vietnamese administration run from 15 December to 14 December (Nghị định
    09/2019/NĐ-CP); an agreement's years are those of the calendar.
    """

    CALENDAR = "calendar"
    ADMINISTRATIVE = "administrative"

    def year(self, year: int) -> Period:
        """The period that is reported as `year`."""
        if self is Cut.CALENDAR:
            return calendar_year(year)
        return Period(year, date(year - 1, 12, 15), date(year, 12, 14))


def calendar_year(year: int) -> Period:
    return Period(year, date(year, 1, 1), date(year, 12, 31))


class YearFigures(NamedTuple):
    """What was planned for a year, and what was delivered and confirmed in it."""

    year: int
    planned: Quantity | None
    delivered: Quantity
    confirmed: Quantity


class YearLine(NamedTuple):
    """brought forward + adjusted + planned - delivered = carried forward.

    Carried forward is what should have been delivered by the end of the period and was not;
    negative means ahead. Without a target only delivered and cumulative are known.
    """

    brought_forward: Quantity | None
    adjusted: Quantity | None
    planned: Quantity | None
    delivered: Quantity
    confirmed: Quantity
    carried_forward: Quantity | None
    cumulative: Quantity
    remaining: Quantity | None


def year_figures(
    pledge: Pledge, figures: Figures, period: Period, as_of: date
) -> tuple[YearFigures, ...]:
    """Every year that something was planned for or delivered in, and those between, up to a day.

    Years are cut like `period`; what is planned goes by the instalment's year. Without a target
    nothing is planned.
    """
    unit = pledge.unit
    sums = figures.by_year(
        pledge.id, fulfilling(pledge), unit.id, year_of=period.year_of, through=as_of
    )
    planned = {part.year for part in pledge.instalments}
    window = {pledge.window.first, pledge.window.last} if pledge.window else set()
    years = {year for year, of in sums.items() if any(of)} | planned | window
    return tuple(
        YearFigures(
            year=year,
            planned=_planned_in(pledge, year) if pledge.target is not None else None,
            delivered=Quantity(sums.get(year, Sums()).delivered, unit),
            confirmed=Quantity(sums.get(year, Sums()).confirmed, unit),
        )
        for year in (range(min(years), max(years) + 1) if years else ())
    )


def _planned_in(pledge: Pledge, year: int) -> Quantity:
    parts = (part.quantity for part in pledge.instalments if part.year == year)
    return sum(parts, Quantity(0, pledge.unit))


def year_line(pledge: Pledge, before: Pledge | None, figures: Figures, period: Period) -> YearLine:
    """The line of `pledge` under the terms effective on the period's last day.

    `before` is the same pledge under the terms effective on the day before the period (None
    where it did not exist); what amendments changed since is `adjusted`. What is planned goes by
    the instalment's year; the period cuts only what was delivered.
    """
    unit, measure = pledge.unit, fulfilling(pledge)

    def sums(since: date, through: date) -> Sums:
        return figures.total(pledge.id, measure, unit.id, since=since, through=through)

    within = sums(period.since, period.through)
    in_period, confirmed = Quantity(within.delivered, unit), Quantity(within.confirmed, unit)
    cumulative = Quantity(sums(date.min, period.through).delivered, unit)
    if pledge.target is None:
        return YearLine(None, None, None, in_period, confirmed, None, cumulative, None)
    zero = Quantity(0, unit)
    last_year = period.year - 1
    earlier = _planned_through(before, last_year, unit) if before is not None else zero
    restated = _planned_through(pledge, last_year, unit)
    adjusted = restated - earlier
    planned = _planned_through(pledge, period.year, unit) - restated
    brought_forward = earlier - Quantity(sums(date.min, period.eve).delivered, unit)
    return YearLine(
        brought_forward=brought_forward,
        adjusted=adjusted,
        planned=planned,
        delivered=in_period,
        confirmed=confirmed,
        carried_forward=brought_forward + adjusted + planned - in_period,
        cumulative=cumulative,
        remaining=max(pledge.target - cumulative, zero),
    )


def _planned_through(pledge: Pledge, year: int, unit: Unit) -> Quantity:
    """What was to be delivered in all years up to `year`, in `unit`.

    Earlier terms may call the unit something else, or have planned in one that is unlike it.
    """
    parts = (part.quantity for part in pledge.instalments if part.year <= year)
    like = (quantity.to(unit) for quantity in parts if quantity.unit.converts_to(unit))
    return sum(like, Quantity(0, unit))
