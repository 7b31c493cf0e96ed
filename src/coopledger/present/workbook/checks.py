"""What has to agree within the workbook: sums beside the figures of the book, for whoever checks.

Both sides are formulas that lead to where the figures stand.
"""

from collections.abc import Iterator
from typing import NamedTuple

from coopledger.present.workbook.entries import Listing
from coopledger.present.workbook.figures import repeated
from coopledger.present.workbook.tables import PLEDGES, YEAR, YEARS, Part, Rows, total
from coopledger.present.workbook.values import Cell, Look, Number, Text, columns
from coopledger.progress import PledgeProgress
from coopledger.quantity import Quantity

_COLUMNS = ("pledge", "unit", "by_book", "added_up", "verdict", "check")
_AT = columns(*_COLUMNS)


class Places(NamedTuple):
    """The rows of the tables above: where pledges stand, the year that is reported, the sums."""

    pledges: Rows
    year: Rows
    sums: Rows


class _Check(NamedTuple):
    """A figure of the book, and the cell it stands in; and the same added up."""

    what: str
    figure: Quantity
    cell: str
    sum: Number


def checks(part: Part, places: Places, listing: Listing) -> None:
    """A row for everything that can be checked."""
    part.head(part.say("workbook.table.checks"), _COLUMNS)
    for one in part.view.pledges:
        for check in _checks(part, one, places, listing):
            part.grid.put(*part.about(one), *_cells(part, check))


def _cells(part: Part, check: _Check) -> tuple[Cell, ...]:
    row, say = part.grid.next, part.say
    same = f"{_AT['by_book']}{row}={_AT['added_up']}{row}"
    words = {True: say("workbook.agrees"), False: say("workbook.differs")}
    agrees = check.sum.number == check.figure.amount
    return (
        repeated(check.cell, check.figure),
        check.sum,
        Text(
            words[agrees],
            Look.GOOD if agrees else Look.BAD,
            formula=f'IF({same},"{words[True]}","{words[False]}")',
        ),
        Text(say(f"workbook.check.{check.what}"), Look.BESIDE),
    )


def _checks(part: Part, one: PledgeProgress, places: Places, listing: Listing) -> Iterator[_Check]:
    yield from _years(one, places)
    row, of = places.pledges[one.pledge.id], one.standing
    what, cell, figure = "entries", f"{columns(*PLEDGES)['delivered']}{row}", of.delivered
    if one.line is not None:
        row = places.year[one.pledge.id]
        what, cell = "entries.year", f"{columns(*YEAR)['delivered']}{row}"
        figure = one.line.delivered
    if (added := listing.sum_of(part.view, one.pledge, figure)) is not None:
        yield _Check(what, figure, cell, added)


def _years(one: PledgeProgress, places: Places) -> Iterator[_Check]:
    """The sums of all years. What is planned adds up to the target once all of it is planned."""
    row, sums, of = places.pledges[one.pledge.id], places.sums.get(one.pledge.id), one.standing
    if sums is None:
        return
    above, below = columns(*PLEDGES), columns(*YEARS)
    figures = {"planned": of.target, "delivered": of.delivered, "confirmed": of.confirmed}
    for name, quantity in figures.items():
        added = total(getattr(line, name) for line in one.years)
        if quantity is None or added is None or (name == "planned" and added < quantity):
            continue
        column = above["target" if name == "planned" else name]
        yield _Check(name, quantity, f"{column}{row}", repeated(f"{below[name]}{sums}", added))
