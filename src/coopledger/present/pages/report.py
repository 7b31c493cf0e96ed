"""`coop report`: a year of every pledge as a line that adds up, and what happened in it."""

from collections.abc import Sequence

from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.pages.entries import short_sheet
from coopledger.present.pages.parts import (
    area_lines,
    figure,
    heading,
    past_lines,
    pledge_lines,
    pledge_title,
    state,
    worth_line,
)
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress
from coopledger.quantity.writing import unit_name
from coopledger.terms import Terms


def page(views: Sequence[ProgrammeProgress], say: Say) -> Page:
    blocks: list[Cell | Sheet] = []
    if not views:
        return Page((Cell(say("status.unknown"), "faint"),))
    for view in views:
        period = view.period
        assert period is not None
        when = say(
            "programme.year", year=str(period.year), since=period.since, through=period.through
        )
        blocks += heading(view, when, say)
        for area in view.areas:
            blocks += area_lines(area, say)
            if area.pledges:
                blocks.append(_sheet(area.pledges, view.terms, say))
        if view.entries:
            blocks += [Cell(say("entries.period"), "area"), short_sheet(view.entries, say)]
        if view.late:
            blocks += [Cell(say("entries.late"), "area"), short_sheet(view.late, say)]
        blocks.append(Cell(""))
    return Page(tuple(blocks[:-1]))


def _sheet(pledges: Sequence[PledgeProgress], terms: Terms, say: Say) -> Sheet:
    """The lines of a content area; what amendments changed has a column only where they did."""
    adjusted = any(pledge.line and pledge.line.adjusted for pledge in pledges)
    fields = {
        "brought_forward": 3,
        **({"adjusted": 2} if adjusted else {}),
        "planned": 2,
        "delivered": 1,
        "confirmed": 4,
        "carried_forward": 1,
        "cumulative": 6,
        "remaining": 5,
    }
    columns = (
        Column(say("column.pledge")),
        Column(say("column.unit"), fold=7),
        *(Column(say(f"column.{name}"), fold=fold, right=True) for name, fold in fields.items()),
        Column(say("column.state"), fold=1),
    )
    rows = tuple(_row(pledge, tuple(fields), terms, say) for pledge in pledges)
    return Sheet(columns, rows, indent=2)


def _row(progress: PledgeProgress, fields: Sequence[str], terms: Terms, say: Say) -> Row:
    pledge = progress.pledge
    figures = (figure(getattr(progress.line, name), say) for name in fields)
    unit = Cell(unit_name(pledge.unit, 0, say.lang))
    cells = (pledge_title(pledge, say), unit, *figures, state(progress.standing, say))
    return Row(
        cells,
        (
            *pledge_lines(progress, say),
            *past_lines(progress, terms, say),
            *worth_line(pledge, say),
        ),
    )
