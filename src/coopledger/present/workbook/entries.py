"""The sheets that list entries: all that the views speak of, and those that await an answer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coopledger.present.say import Say
from coopledger.present.workbook.figures import computed
from coopledger.present.workbook.heading import frame, header, top
from coopledger.present.workbook.lines import COLUMNS, Line, cells
from coopledger.present.workbook.values import (
    Cell,
    Grid,
    Look,
    Number,
    Sheet,
    Text,
    away,
    columns,
)
from coopledger.progress import ProgrammeProgress
from coopledger.quantity import Quantity
from coopledger.terms import Pledge

_MOST = {
    "entry": 40, "programme": 36, "kind": 12, "what": 30, "pledge_id": 18, "share": 18,
    "awaits": 18, "answered": 12, "document": 14, "party": 18, "recorded_by": 14, "note": 30,
    "reason": 24, "evidence": 24, "since_then": 40,
}  # fmt: skip
_CORE = frozenset(
    {"entry", "programme", "day", "kind", "what", "pledge_id", "quantity", "unit", "counted",
     "answered", "document", "party", "recorded_by"}
)  # fmt: skip
_ALWAYS = {"entries": _CORE, "pending": _CORE | {"awaits"}}
"""Columns that are there whether anything stands in them or not."""

_NONE = {"entries": "entries.empty", "pending": "entries.answered"}


class Listing(NamedTuple):
    """The sheet of entries, and where in it the figures stand."""

    sheet: Sheet
    lines: tuple[Line, ...]
    letters: Mapping[str, str]

    def sum_of(self, view: ProgrammeProgress, pledge: Pledge, whole: Quantity) -> Number | None:
        """What the entries under a pledge add up to, as a formula; nothing unless that is `whole`.

        It is not where a report is made as of a day before the last of its entries.
        """
        mine = (one for one in self.lines if one.view is view and one.pledge == pledge.id)
        counted = [quantity for one in mine if (quantity := one.counted)]
        if sum(counted, whole - whole) != whole:
            return None
        programmes, pledges, figures = map(self._column, ("programme", "pledge_id", "counted"))
        same = f'EXACT({programmes},"{view.terms.id}")*EXACT({pledges},"{pledge.id}")'
        return computed(f"SUMPRODUCT({same},{figures})", whole, *counted)

    def _column(self, name: str) -> str:
        """All that stands in a column, for a formula of another sheet."""
        assert self.sheet.filtered is not None
        head, last = self.sheet.filtered
        return away(self.sheet.name, *(f"${self.letters[name]}${row}" for row in (head + 1, last)))


def listing(views: Sequence[ProgrammeProgress], name: str, say: Say) -> Listing:
    """All entries of the views; in a report those registered late stand behind them."""
    lines = [Line(view, one) for view in views for one in view.entries]
    lines += [Line(view, one, late=True) for view in views for one in view.late]
    rows = [{**cells(line, say), "awaits": None} for line in lines]
    sheet, names = _sheet(rows, "entries", name, views, say)
    return Listing(sheet, tuple(lines), columns(*names))


def pending(views: Sequence[ProgrammeProgress], name: str, say: Say) -> Sheet:
    """What awaits an answer, and whose."""
    rows = [cells(Line(view, one), say) for view in views for one in view.pending]
    return _sheet(rows, "pending", name, views, say)[0]


def _sheet(
    rows: Sequence[Mapping[str, Cell]],
    which: str,
    name: str,
    views: Sequence[ProgrammeProgress],
    say: Say,
) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet, and the columns that it has."""
    grid, title = Grid(), say(f"workbook.{which}")
    always = _ALWAYS[which]
    names = tuple(one for one in COLUMNS if one in always or any(row.get(one) for row in rows))
    grid.extend(top(views, title, say))
    head = grid.put(*header(names, say))
    grid.extend(tuple(row.get(one) or Text("") for one in names) for row in rows)
    if not rows:
        grid.put(Text(say(_NONE[which]), Look.LINE))
    sheet = Sheet(
        name=name,
        rows=tuple(grid.rows),
        most=tuple(_MOST.get(one, 14) for one in names),
        frame=frame(views, title, say),
        kept=head,
        aside=1,
        filtered=(head, len(grid.rows)),
    )
    return sheet, names
