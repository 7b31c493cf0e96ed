"""`coop status`: every programme, its four content areas, each pledge's progress."""

from collections.abc import Iterator, Sequence

from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.pages.parts import (
    area_lines,
    bar,
    drift_lines,
    figure,
    heading,
    past_lines,
    pledge_lines,
    pledge_title,
    state,
    timeline,
    worth_line,
)
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress, Standing
from coopledger.terms import Terms


def page(views: Sequence[ProgrammeProgress], say: Say) -> Page:
    blocks: list[Cell | Sheet] = []
    if not views:
        return Page((Cell(say("status.unknown"), "faint"),))
    for view in views:
        blocks += heading(view, say("programme.as_of", day=view.as_of), say)
        blocks += drift_lines(view, say)
        for area in view.areas:
            blocks += area_lines(area, say)
            if area.pledges:
                blocks.append(_sheet(area.pledges, view.terms, say))
        blocks.append(Cell(""))
    return Page(tuple(blocks[:-1]))


def _sheet(pledges: Sequence[PledgeProgress], terms: Terms, say: Say) -> Sheet:
    columns = (
        Column(say("column.pledge")),
        Column(say("column.target"), fold=4, right=True),
        Column(say("column.delivered"), fold=2, right=True),
        Column(say("column.confirmed"), fold=3, right=True),
        Column(say("column.due"), fold=5, right=True),
        Column(say("column.remaining"), fold=6, right=True),
        Column(say("column.percent"), fold=7, plain=True),
        Column(say("column.state"), fold=1),
        Column(say("column.next_due"), fold=8),
    )
    rows = (row for pledge in pledges for row in _rows(pledge, terms, say))
    return Sheet(columns, tuple(rows), indent=2)


def _rows(pledge: PledgeProgress, terms: Terms, say: Say) -> Iterator[Row]:
    cells = (pledge_title(pledge.pledge, say), *_figures(pledge.standing, say))
    yield Row(
        cells,
        (
            *timeline(pledge, say),
            *pledge_lines(pledge, say),
            *past_lines(pledge, terms, say),
            *worth_line(pledge.pledge, say),
        ),
    )
    for share in pledge.shares:
        name = Cell(party_name(terms, share.party, say))
        yield Row((name, *_figures(share.standing, say)), indent=1)


def _figures(standing: Standing, say: Say) -> tuple[Cell, ...]:
    soon, delivered = standing.next_due, figure(standing.delivered, say)
    if standing.target is None:
        delivered = Cell(say.value(standing.delivered))
    return (
        Cell(say.value(standing.target) if standing.target is not None else ""),
        delivered,
        figure(standing.confirmed, say),
        figure(standing.due, say),
        figure(standing.remaining, say),
        bar(standing, say),
        state(standing, say),
        Cell(say("next_due", quantity=soon.quantity, day=soon.due_on) if soon else ""),
    )
