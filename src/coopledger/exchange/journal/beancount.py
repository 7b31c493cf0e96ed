"""A journal for beancount 3, which passes `bean-check`, with the budgets that fava reads."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from coopledger.book import Book
from coopledger.exchange.journal.accounts import Figure, Place, component, legs
from coopledger.exchange.journal.contents import Contents, Write, contents, header, writing
from coopledger.exchange.journal.currencies import OCCASION, currencies
from coopledger.exchange.journal.moves import Move
from coopledger.exchange.journal.telling import details, shown, summary
from coopledger.quantity import Unit

_ROOTS = {
    Figure.CLAIMED: "Income",
    Figure.RETURNED: "Expenses",
    Figure.MISSING: "Expenses",
}
"""The recipient's point of view: what was claimed is where it came from; all else is an asset."""


def beancount(books: Iterable[Book]) -> Iterator[str]:
    """The lines of one journal of all `books`, without line ends.

    The same books make the same lines, in whatever order they are given. Raises `Refused` (B827)
    for terms that this version cannot read.
    """
    made = contents(books)
    names = currencies(made.commodities)
    write = writing(made, names)
    yield from (f"; {line}" for line in header(made, "beancount"))
    yield ""
    yield f'option "title" {_text(", ".join(book.id for book in made.books))}'
    for unit in made.commodities:  # fava then has a column for each, and never adds them up
        yield f'option "operating_currency" "{names[unit]}"'
    yield from _declared(made, names)
    yield from _budgets(made, write)
    for move in made.moves:
        yield ""
        yield from _transaction(move, write)


def _declared(made: Contents, names: Mapping[str, str]) -> Iterator[str]:
    start = min(made.opened.values(), default=date.max)
    for unit, commodity in made.commodities.items():
        yield ""
        yield f"{start} commodity {names[unit]}"
        yield f"  unit: {_text(unit or OCCASION)}"
        yield f"  name: {_text('; '.join(commodity.said))}"
        yield f"  precision: {commodity.decimals}"
    for place, day in made.opened.items():
        yield ""
        yield f"{day} open {_account(place)}"
        yield f"  programme: {_text(place.book)}"
        yield f"  item: {_text(place.item)}"
        yield f"  name: {_text(made.titles[place.book, place.item])}"
        if place.share is not None:
            yield f"  share: {_text(place.share)}"


def _budgets(made: Contents, write: Write) -> Iterator[str]:
    """Fava takes a budget to hold until the next one, so a year without a goal has one of 0."""
    planned: dict[tuple[Place, str], dict[int, int]] = {}
    units: dict[str, Unit] = {}
    for goal in made.goals:
        unit = goal.quantity.unit
        units[unit.id] = unit
        planned.setdefault((goal.place, unit.id), {})[goal.year] = goal.quantity.steps
    for (place, unit_id), years in planned.items():
        yield ""
        ends = {year + 1: 0 for year in years}
        for year, steps in sorted((ends | years).items()):
            budget = write(steps, units[unit_id])
            yield f'{year}-01-01 custom "budget" {_account(place)} "yearly" {budget}'


def _transaction(move: Move, write: Write) -> Iterator[str]:
    entry = move.entry
    head = f"{move.day} * {_text(entry.party)} {_text(summary(move))}"
    yield f"{head} #{entry.kind} {' '.join(_links(move))}"
    yield f"  entry: {_text(entry.name)}"
    for name, value in details(move):
        yield f"  {name}: {value if isinstance(value, date) else _text(value)}"
    for leg in legs(move):
        yield f"  {_account(leg.place)}  {write(leg.steps, leg.unit)}"


def _links(move: Move) -> Iterator[str]:
    """The entry itself, and those it speaks of."""
    book = component(move.entry.book)
    for seq in dict.fromkeys((move.entry.seq, *move.entry.refers)):
        if seq is not None:
            yield f"^{book}/{seq}"


def _account(place: Place) -> str:
    root = _ROOTS.get(place.figure, "Assets")
    return ":".join((root, *map(_capital, place.path)))


def _capital(name: str) -> str:
    """`name` with a capital first; where it had one, a dash stands behind it, as behind no id."""
    return name + "-" if name[0].isupper() else name[0].upper() + name[1:]


def _text(text: str) -> str:
    return '"' + shown(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
