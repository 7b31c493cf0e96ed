"""The first sheet: every pledge on one line, and the book of every programme."""

from collections.abc import Sequence

from coopledger.present.pages.parts import pledge_title
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.workbook import standing
from coopledger.present.workbook.figures import count
from coopledger.present.workbook.heading import frame, header, marked, top
from coopledger.present.workbook.tabs import Tabs
from coopledger.present.workbook.values import Day, Grid, Look, Row, Sheet, Text, columns
from coopledger.progress import ProgrammeProgress
from coopledger.quantity.writing import unit_name

_COLUMNS = ("number", "programme", "pledge", "unit", *standing.COLUMNS)
_MOST = (6, 36, 36, 12, 14, 14, 14, 14, 14, 12, 15, 12, 14)
_BOOKS = ("number", "programme", "sides", "pledges", "fulfilled", "awaiting", "closed", "head")


def title(views: Sequence[ProgrammeProgress], say: Say) -> str:
    """What the workbook is about."""
    period = views[0].period if views else None
    if period is None:
        return say("workbook.status")
    return say("workbook.report", year=str(period.year))


def sheet(views: Sequence[ProgrammeProgress], tabs: Tabs, say: Say) -> Sheet:
    grid = Grid()
    grid.extend(top(views, title(views, say), say))
    head = grid.put(*header(_COLUMNS, say))
    _put_pledges(grid, views, tabs, say)
    last = max(len(grid.rows), head + 1)
    if last > len(grid.rows):
        none = "workbook.table.pledges.none" if views else "status.unknown"
        grid.put(Text(say(none), Look.LINE))
    if views:
        _put_books(grid, views, tabs, say)
    return Sheet(
        name=tabs.overview,
        rows=tuple(grid.rows),
        most=_MOST,
        frame=frame(views, title(views, say), say),
        kept=head,
        aside=3,
        filtered=(head, last),
        bars=_COLUMNS.index("percent"),
    )


def _put_pledges(grid: Grid, views: Sequence[ProgrammeProgress], tabs: Tabs, say: Say) -> None:
    letters, number = columns(*_COLUMNS), 0
    for view, tab in zip(views, tabs.programmes, strict=True):
        for one in view.pledges:
            number += 1
            grid.put(
                count(number),
                Text(view.terms.id, sheet=tab),
                Text(pledge_title(one.pledge, say).text),
                Text(unit_name(one.pledge.unit, 0, say.lang)),
                *standing.cells(one.standing, letters, grid.next, say),
            )


def _put_books(grid: Grid, views: Sequence[ProgrammeProgress], tabs: Tabs, say: Say) -> None:
    grid.put()
    grid.put(Text(say("workbook.table.books"), Look.SECTION))
    grid.put(*header(_BOOKS, say))
    for number, (view, tab) in enumerate(zip(views, tabs.programmes, strict=True), 1):
        grid.put(count(number), Text(view.terms.id, sheet=tab), *_book(view, say))


def _book(view: ProgrammeProgress, say: Say) -> Row:
    programme = view.terms.programme
    sides = say(
        "programme.heading",
        provider=party_name(view.terms, programme.provider, say),
        recipient=party_name(view.terms, programme.recipient, say),
        period=programme.period,
    )
    mark = marked([view], say)
    head = str(view.head) if view.head is not None else say("programme.proposed")
    return (
        Text(f"{sides}\n{mark}" if mark else sides),
        count(len(view.pledges)),
        count(view.fulfilled),
        count(view.awaiting),
        Day(view.closed_through) if view.closed_through is not None else Text(""),
        Text(head, Look.BESIDE),
    )
