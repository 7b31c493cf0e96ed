"""A pledge as it stands on the page: its figures, its picture, and what has to be said of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopledger.present.page import Cell
from coopledger.present.pages.parts import bar as progress_bar
from coopledger.present.pages.parts import past_lines, pledge_lines, worth_line
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.web import chart
from coopledger.present.web.figure import Figure, Named, bare, maybe, whole
from coopledger.progress import (
    PledgeProgress,
    ProgrammeProgress,
    Standing,
    State,
    YearFigures,
    YearLine,
)
from coopledger.quantity import Quantity
from coopledger.quantity.writing import unit_name
from coopledger.terms import Pledge

MOST_LETTERS = 27
"""Digits of a row of figures that a telephone of 320 pixels shows beside each other."""


class Year(NamedTuple):
    """A row of the table under the picture, and the same as a sentence."""

    year: int
    planned: Figure | None
    delivered: Figure
    confirmed: Figure
    sentence: str
    now: bool


class Missing(NamedTuple):
    """What is due and has not come, and since when."""

    quantity: Figure
    sentence: str


class Share(NamedTuple):
    """One party's part."""

    party: str
    state: State
    figures: tuple[Named, ...]


class Card(NamedTuple):
    """A pledge; `anchor` is where it stands on the page."""

    anchor: str
    title: str
    parties: str
    about: tuple[str, ...]
    invented: bool
    state: State
    delivered: Figure
    target: Figure | None
    percent: Figure | None
    bar: chart.Bar | None
    facts: tuple[Named, ...]
    next_due: str | None
    missing: Missing | None
    lines: tuple[Cell, ...]
    chart: chart.Chart | None
    unit: str
    years: tuple[Year, ...]
    crowded: bool
    reported: int | None
    line: tuple[Named, ...]
    shares: tuple[Share, ...]


def card(progress: PledgeProgress, view: ProgrammeProgress, say: Say) -> Card:
    pledge, standing = progress.pledge, progress.standing
    year = view.period.year if view.period else None
    years = tuple(_year(one, year, say) for one in progress.years)
    soon, target = standing.next_due, standing.target
    return Card(
        anchor=_anchor(view, pledge),
        title=say.value(pledge.title),
        parties=_parties(view, say),
        about=tuple(_about(pledge, say)),
        invented=view.terms.programme.invented,
        state=standing.state,
        delivered=(whole if target is None else bare)(standing.delivered, say),
        target=whole(target, say) if target is not None else None,
        percent=_percent(standing, say),
        bar=chart.bar(standing),
        facts=tuple(_facts(standing, say)),
        next_due=say("next_due", quantity=soon.quantity, day=soon.due_on) if soon else None,
        missing=_missing(standing, view, say),
        lines=tuple(_lines(progress, view, say)),
        chart=chart.columns(progress.years, year, say),
        unit=unit_name(pledge.unit, 0, say.lang),
        years=years,
        crowded=_crowded(years),
        reported=year,
        line=tuple(_line(progress.line, say)) if progress.line else (),
        shares=tuple(_shares(progress, view, say)),
    )


def _anchor(view: ProgrammeProgress, pledge: Pledge) -> str:
    """Where the card of a pledge stands; ids hold neither points nor blanks."""
    return f"{view.terms.id}.{pledge.id}"


def _parties(view: ProgrammeProgress, say: Say) -> str:
    """Who supports whom."""
    return " → ".join(party_name(view.terms, party, say) for party in view.terms.sides)


def _about(pledge: Pledge, say: Say) -> Iterator[str]:
    for name in ("beneficiary", "place", "purpose", "funding"):
        text = getattr(pledge, name)
        if text is not None:
            yield f"{say(f'term.{name}')}: {say.value(text)}"


def _percent(standing: Standing, say: Say) -> Figure | None:
    if standing.percent is None:
        return None
    tenths = standing.percent
    return Figure(progress_bar(standing, say).text, f"{tenths // 10}.{tenths % 10}")


def _facts(standing: Standing, say: Say) -> Iterator[Named]:
    found: dict[str, Quantity | None] = {
        "confirmed": standing.confirmed,
        "due": standing.due,
        "remaining": standing.remaining,
    }
    for name, quantity in found.items():
        if quantity is not None:
            yield Named(name, say(f"column.{name}"), whole(quantity, say))


def _missing(standing: Standing, view: ProgrammeProgress, say: Say) -> Missing | None:
    """Only where something is late; instalments are filled oldest first."""
    if standing.state not in {State.OVERDUE, State.BEHIND} or standing.due is None:
        return None
    late = (part.due_on for part in standing.instalments
            if part.due_on <= view.as_of and part.delivered < part.planned)  # fmt: skip
    missing = standing.due - standing.delivered
    return Missing(whole(missing, say), say("web.missing", quantity=missing, day=next(late)))


def _year(one: YearFigures, now: int | None, say: Say) -> Year:
    values = {"year": str(one.year), "delivered": one.delivered, "confirmed": one.confirmed}
    key = "web.chart.year" if one.planned is not None else "web.chart.year.unplanned"
    return Year(
        year=one.year,
        planned=maybe(one.planned, say),
        delivered=bare(one.delivered, say),
        confirmed=bare(one.confirmed, say),
        sentence=say(key, **values, planned=one.planned),
        now=one.year == now,
    )


def _crowded(years: Sequence[Year]) -> bool:
    """Whether figures would have to break to stand beside each other on a telephone."""
    rows = ([one.planned, one.delivered, one.confirmed] for one in years)
    longest = (
        max(len(one.text) if one else 0 for one in column) for column in zip(*rows, strict=True)
    )
    return sum(longest) > MOST_LETTERS


def _line(line: YearLine, say: Say) -> Iterator[Named]:
    """The year as a sum on paper; without a target there is none."""
    if line.carried_forward is None:
        return
    signs = {
        "brought_forward": "",
        "adjusted": "+",
        "planned": "+",
        "delivered": "\N{MINUS SIGN}",
        "carried_forward": "=",
    }
    for name, sign in signs.items():
        quantity: Quantity = getattr(line, name)
        if quantity or name != "adjusted":
            yield Named(name, say(f"column.{name}"), bare(quantity, say), sign)


def _lines(progress: PledgeProgress, view: ProgrammeProgress, say: Say) -> Iterator[Cell]:
    """What has to be said beside figures, as on a screen."""
    yield from pledge_lines(progress, say)
    yield from past_lines(progress, view.terms, say)
    yield from worth_line(progress.pledge, say)


def _shares(progress: PledgeProgress, view: ProgrammeProgress, say: Say) -> Iterator[Share]:
    for one in progress.shares:
        name = party_name(view.terms, one.party, say)
        yield Share(name, one.standing.state, tuple(_share(one.standing, say)))


def _share(standing: Standing, say: Say) -> Iterator[Named]:
    for name in ("target", "delivered", "confirmed", "due", "remaining"):
        quantity: Quantity = getattr(standing, name)
        yield Named(name, say(f"column.{name}"), bare(quantity, say))
