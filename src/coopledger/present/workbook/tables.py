"""The tables of a programme; each says in which rows the figures stand that others refer to."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coopledger.present.pages.parts import pledge_title
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.workbook import standing
from coopledger.present.workbook.figures import computed, figure, year
from coopledger.present.workbook.heading import header
from coopledger.present.workbook.values import Cell, Day, Grid, Look, Text, columns
from coopledger.progress import PledgeProgress, ProgrammeProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import unit_name

PLEDGES = ("pledge", "unit", *standing.COLUMNS)
YEAR = (
    "pledge", "unit", "target", "brought_forward", "adjusted", "planned", "delivered", "confirmed",
    "carried_forward", "cumulative", "remaining",
)  # fmt: skip
YEARS = ("pledge", "unit", "year", "planned", "delivered", "confirmed")
_INSTALMENTS = ("pledge", "unit", "year", "due_on", "planned", "delivered", "open")
_MORE = ("pledge", "unit", "quantity", "figure")

_LETTERS = columns(*_INSTALMENTS)

MOST = (46, 14, *[16] * 9)
"""How wide the columns may get that all of them share."""

Rows = dict[str, int]
"""The row of each pledge, by its id."""


class Part(NamedTuple):
    """Where rows are put, what they are about, and in which language."""

    grid: Grid
    view: ProgrammeProgress
    say: Say

    def section(self, title: str) -> None:
        self.grid.put()
        self.grid.put(Text(title, Look.SECTION))

    def head(self, title: str, names: tuple[str, ...]) -> None:
        self.section(title)
        self.grid.put(*header(names, self.say))

    def about(self, one: PledgeProgress, look: Look = Look.CELL) -> tuple[Cell, Cell]:
        """The pledge that a row is about, and its unit."""
        name = pledge_title(one.pledge, self.say).text
        return Text(name, look), self.unit(one.standing.delivered, look)

    def unit(self, of: Quantity, look: Look = Look.CELL) -> Text:
        return Text(unit_name(of.unit, 0, self.say.lang), look)


def pledges(part: Part) -> Rows:
    """Where each pledge stands, and under it each share."""
    rows: Rows = {}
    part.head(part.say("workbook.table.pledges"), PLEDGES)
    letters = columns(*PLEDGES)
    for one in part.view.pledges:
        cells = standing.cells(one.standing, letters, part.grid.next, part.say)
        rows[one.pledge.id] = part.grid.put(*part.about(one), *cells)
        for share in one.shares:
            cells = standing.cells(share.standing, letters, part.grid.next, part.say)
            party = party_name(part.view.terms, share.party, part.say)
            part.grid.put(Text(party, Look.PART), part.unit(share.standing.delivered), *cells)
    return rows


def year_lines(part: Part) -> Rows:
    """The year that is reported; what is carried forward, and what remains, can be recalculated."""
    period, rows = part.view.period, Rows()
    if period is None:
        return rows
    part.head(part.say("workbook.table.year", year=str(period.year)), YEAR)
    for one in part.view.pledges:
        rows[one.pledge.id] = part.grid.put(*part.about(one), *_year_line(one, part.grid.next))
    return rows


def _year_line(one: PledgeProgress, row: int) -> Iterator[Cell]:
    line, target = one.line, one.pledge.target
    assert line is not None
    at = {name: f"{letter}{row}" for name, letter in columns(*YEAR).items()}
    planned = (line.brought_forward, line.adjusted, line.planned)
    carried = "{brought_forward}+{adjusted}+{planned}-{delivered}".format_map(at)
    remaining = "MAX({target}-{cumulative},0)".format_map(at)
    cells = (
        *map(figure, (target, *planned, line.delivered, line.confirmed)),
        computed(carried, line.carried_forward, *planned, line.delivered),
        figure(line.cumulative),
        computed(remaining, line.remaining, target, line.cumulative),
    )
    return (cell or Text("") for cell in cells)


def years(part: Part) -> Rows:
    """What each year came to, and for each pledge what that adds up to; units are never mixed."""
    rows: Rows = {}
    part.head(part.say("workbook.table.years"), YEARS)
    for one in part.view.pledges:
        first = part.grid.next
        for of in one.years:
            cells = (figure(of.planned) or Text(""), figure(of.delivered), figure(of.confirmed))
            part.grid.put(*part.about(one), year(of.year), *cells)
        if one.years:
            rows[one.pledge.id] = _sums(part, one, first)
    return rows


def _sums(part: Part, one: PledgeProgress, first: int) -> int:
    letters, last = columns(*YEARS), part.grid.next - 1
    sums: list[Cell] = []
    for name in YEARS[3:]:
        of = [getattr(line, name) for line in one.years]
        span = f"{letters[name]}{first}:{letters[name]}{last}"
        whole = computed(f"SUM({span})", total(of), *of, look=Look.TOTAL)
        sums.append(whole or Text("", Look.TOTAL))
    word = Text(part.say("workbook.total"), Look.TOTAL)
    return part.grid.put(*part.about(one, Look.TOTAL), word, *sums)


def total(of: Iterable[Quantity | None]) -> Quantity | None:
    """What quantities of one unit add up to; nothing where there are none."""
    found = [quantity for quantity in of if quantity is not None]
    return sum(found[1:], found[0]) if found else None


def instalments(part: Part) -> None:
    """How much of each instalment is filled by what was delivered, and what is open of it."""
    if not any(one.standing.instalments for one in part.view.pledges):
        return
    part.head(part.say("workbook.table.instalments"), _INSTALMENTS)
    for one in part.view.pledges:
        for of in one.standing.instalments:
            at = {name: f"{letter}{part.grid.next}" for name, letter in _LETTERS.items()}
            left = "{planned}-{delivered}".format_map(at)
            part.grid.put(
                *part.about(one),
                year(of.year),
                Day(of.due_on),
                figure(of.planned),
                figure(of.delivered),
                computed(left, of.planned - of.delivered, of.planned, of.delivered),
            )


def more(part: Part) -> None:
    """Every other figure of the pledges, each on a line of its own for their units differ."""
    part.head(part.say("workbook.table.more"), _MORE)
    for one in part.view.pledges:
        name, _ = part.about(one)
        for key, quantity in _plain(one):
            said = Text(part.say(f"workbook.{key}"))
            part.grid.put(name, part.unit(quantity), figure(quantity), said)
        if one.ceiling is not None:
            _put_ceiling(part, one)


def _plain(one: PledgeProgress) -> Iterator[tuple[str, Quantity]]:
    """What there is of the figures that stand in no other table."""
    of = one.standing
    yield "claimed", of.claimed
    if one.completed is not None:
        yield "completed", one.completed
    yield from (("disbursed", amount) for amount in one.disbursed)
    yield from (("value", amount) for amount in one.value)
    beside = {"excess": of.excess, "disputed": of.disputed, "returned": one.returned}
    yield from ((key, quantity) for key, quantity in beside.items() if quantity)
    if (worth := one.pledge.equivalent) is not None:
        how = ".about" if worth.about else ".over" if worth.over else ""
        yield f"equivalent{how}", worth.amount


def _put_ceiling(part: Part, one: PledgeProgress) -> None:
    ceiling, (name, _) = one.ceiling, part.about(one)
    assert ceiling is not None
    column, top = columns(*_MORE)["quantity"], part.grid.next
    left, yearly = f"{column}{top}-{column}{top + 1}", ".year" if ceiling.per else ""
    figures = {
        f"ceiling{yearly}": figure(ceiling.amount),
        f"spent{yearly}": figure(ceiling.spent),
        "headroom": computed(left, ceiling.headroom, ceiling.amount, ceiling.spent),
    }
    for key, number in figures.items():
        said = Text(part.say(f"workbook.{key}"))
        part.grid.put(name, part.unit(ceiling.amount), number, said)
