"""The sheet with the chart: what was delivered and confirmed of the target of each pledge."""

from collections.abc import Iterator, Sequence
from itertools import count

from coopledger.present.fit import cell_width, wrapped
from coopledger.present.say import Say
from coopledger.present.workbook import standing
from coopledger.present.workbook.heading import frame, header, top
from coopledger.present.workbook.tabs import Tabs
from coopledger.present.workbook.values import Chart, Grid, Look, Percent, Row, Sheet, Text
from coopledger.progress import ProgrammeProgress, Standing

PLEDGES = 14
"""Pledges in one chart, which fills a printed page; more stand in further charts."""

LEAST = 6
"""Rows a chart is high at least."""

_COLUMNS = ("pledge", "delivered", "confirmed")
_NAME = 40
"""Characters of each of the two lines beside a bar."""


def sheet(views: Sequence[ProgrammeProgress], tabs: Tabs, say: Say) -> Sheet:
    title = say("workbook.chart.title")
    grid = Grid()
    grid.extend(top(views, title, say))
    head = grid.put(*header(_COLUMNS, say))
    bars, charts = tuple(_bars(views, say)), []
    for at in range(0, len(bars), PLEDGES):
        part = bars[at : at + PLEDGES]
        charts.append(_chart(part, head, grid.next, say))
        grid.extend(row for _, row in part)
    if not bars:
        grid.put(Text(say("workbook.chart.none"), Look.LINE))
    return Sheet(
        name=tabs.chart,
        rows=tuple(grid.rows),
        most=(44, 12, 12),
        frame=frame(views, title, say),
        kept=head,
        charts=tuple(charts),
    )


def _bars(views: Sequence[ProgrammeProgress], say: Say) -> Iterator[tuple[int, Row]]:
    """A row for each pledge with a target, and its number on the first sheet."""
    numbers = count(1)
    for view in views:
        for one in view.pledges:
            number, delivered = next(numbers), standing.percent(one.standing)
            if delivered is None:
                continue
            title = _cut(f"{number}. {say.value(one.pledge.title)}")
            name = Text(f"{title}\n({_cut(view.terms.id)})")
            yield number, (name, delivered, _confirmed(one.standing))


def _confirmed(of: Standing) -> Percent:
    assert of.target
    tenths = of.confirmed.steps * 1000 // of.target.steps
    return Percent(tenths, something=bool(of.confirmed))


def _cut(text: str) -> str:
    """`text` as far as it fits beside a bar."""
    if cell_width(text) <= _NAME:
        return text
    return wrapped(text, _NAME - 1)[0] + "…"


def _chart(part: Sequence[tuple[int, Row]], head: int, first: int, say: Say) -> Chart:
    return Chart(
        title=say("workbook.chart.title"),
        description=say("workbook.chart.described", first=part[0][0], last=part[-1][0]),
        head=head,
        first=first,
        last=first + len(part) - 1,
        rows=max(len(part), LEAST),
    )
