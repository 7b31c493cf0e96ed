"""The sheet of one programme: who promised whom what, how far it is kept, and how it adds up."""

from coopledger.present.pages.parts import (
    past_lines,
    pledge_remarks,
    pledge_title,
)
from coopledger.present.say import Say
from coopledger.present.workbook import tables
from coopledger.present.workbook.checks import Places, checks
from coopledger.present.workbook.entries import Listing
from coopledger.present.workbook.figures import count
from coopledger.present.workbook.form import lines
from coopledger.present.workbook.heading import folded, frame, marked
from coopledger.present.workbook.tables import Part
from coopledger.present.workbook.values import Day, Grid, Look, Sheet, Text
from coopledger.progress import ProgrammeProgress
from coopledger.progress.programme import ActivityProgress

_TITLE = 90
"""Characters of a line of the title."""

_MOST_KEPT = 8
"""Rows that may stay on the screen; more would leave no room for the tables."""

_AREAS = ("activity", "occasions", "last_on", "none_said")


def sheet(view: ProgrammeProgress, name: str, listing: Listing, say: Say) -> Sheet:
    part = Part(Grid(), view, say)
    grid, title = part.grid, say.value(view.terms.programme.title)
    grid.extend(folded(title, Look.TITLE, _TITLE))
    if mark := marked([view], say):
        grid.put(Text(mark, Look.INVENTED))
    kept = len(grid.rows) if len(grid.rows) <= _MOST_KEPT else 0
    grid.extend(lines(view, say))
    _put_tables(part, listing)
    _put_areas(part)
    return Sheet(
        name=name,
        rows=tuple(grid.rows),
        most=tables.MOST,
        frame=frame([view], title, say),
        kept=kept,
        aside=1,
    )


def _put_tables(part: Part, listing: Listing) -> None:
    if not part.view.pledges:
        part.section(part.say("workbook.table.pledges"))
        part.grid.put(Text(part.say("workbook.table.pledges.none"), Look.LINE))
        return
    stand = tables.pledges(part)
    _put_notes(part)
    places = Places(stand, tables.year_lines(part), tables.years(part))
    tables.instalments(part)
    tables.more(part)
    checks(part, places, listing)


def _put_notes(part: Part) -> None:
    """What has to be said of a pledge beside its figures."""
    notes = [
        (pledge_title(one.pledge, part.say).text, line.text)
        for one in part.view.pledges
        for line in (
            *pledge_remarks(one, part.say),
            *past_lines(one, part.view.terms, part.say),
        )
    ]
    if notes:
        part.section(part.say("workbook.table.notes"))
    for name, note in notes:
        part.grid.extend(folded(f"{name}: {note}", Look.LINE))


def _put_areas(part: Part) -> None:
    """The content areas, and how often each of their activities took place."""
    part.head(part.say("workbook.table.areas"), _AREAS)
    for area in part.view.areas:
        title = f"{area.number} {part.say.value(area.area.title)}"
        part.grid.put(Text(title, Look.GROUP), *[Text("", Look.GROUP)] * 3)
        for one in (*area.activities, area.others):
            if one.activity is not None or one.occasions or one.none_said:
                _put_activity(part, one)


def _put_activity(part: Part, one: ActivityProgress) -> None:
    say = part.say
    title = say.value(one.activity.title) if one.activity else say("activity.others")
    part.grid.put(
        Text(title, Look.PART),
        count(one.occasions),
        Day(one.last_on) if one.last_on is not None else Text(""),
        Text(say("yes") if one.none_said else ""),
    )
