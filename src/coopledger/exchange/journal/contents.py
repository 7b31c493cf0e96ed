"""What a journal is made of, the same for every program that reads it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from coopledger.book import Book
from coopledger.book.spending import fulfilling
from coopledger.exchange.journal.accounts import Figure, Place, legs
from coopledger.exchange.journal.moves import Move, moves
from coopledger.quantity import Quantity, Unit
from coopledger.quantity.writing import plain
from coopledger.terms import Terms
from coopledger.terms.fields import Words

FORMAT = 1
"""Counts up when accounts or tags change their meaning."""

INVENTED = " (INVENTED FIGURES, FOR DEMONSTRATION ONLY)"


class Goal(NamedTuple):
    """What is planned for a year, in the account that fulfils it."""

    year: int
    place: Place
    quantity: Quantity


class Commodity(NamedTuple):
    """A unit as the books declare it: its finest step in decimals, and what they say of it."""

    decimals: int
    said: tuple[str, ...]


class Contents(NamedTuple):
    """The books in the order of their ids; their moves by day, then as they were recorded.

    `opened` is the first day of each account, in the order of their names; `commodities` goes by
    the id of a unit, with "" for what is counted without one; `titles` by book and item, "" being
    the programme itself.
    """

    books: tuple[Book, ...]
    moves: tuple[Move, ...]
    goals: tuple[Goal, ...]
    opened: Mapping[Place, date]
    commodities: Mapping[str, Commodity]
    titles: Mapping[tuple[str, str], str]


def contents(books: Iterable[Book]) -> Contents:
    """What the journal of `books` holds; a book without entries adds nothing.

    Raises `Refused` (B827) for terms that this version cannot read.
    """
    told = tuple(sorted((book for book in books if book.entries), key=lambda book: book.id))
    every = [move for book in told for move in moves(book)]
    every.sort(key=lambda move: (move.day, move.entry.book, move.entry.seq))
    goals = tuple(sorted(goal for book in told for goal in _goals(book)))
    used = {leg.unit.id if leg.unit else "" for move in every for leg in legs(move)}
    used |= {goal.quantity.unit.id for goal in goals}
    return Contents(
        books=told,
        moves=tuple(every),
        goals=goals,
        opened=_opened(every, goals),
        commodities=_commodities(told, used),
        titles={key: title for book in told for key, title in _titles(book)},
    )


def header(made: Contents, program: str) -> Iterator[str]:
    """What stands at the head of a journal, line by line."""
    yield f"coopledger journal {FORMAT} for {program}"
    yield "A copy for reading: the books are the record. It was made from"
    for book in made.books:
        assert book.head is not None
        invented = book.terms_on(date.max).programme.invented
        yield f"  {book.head.whole}{INVENTED if invented else ''}"


Write = Callable[[int, Unit | None], str]
"""How so many steps of a unit are written, or so many occasions."""


def writing(made: Contents, names: Mapping[str, str]) -> Write:
    """Exact amounts of units that are called by `names`.

    All of a unit have the same decimals: beancount takes how it rounds what it shows from them.
    """

    def write(steps: int, unit: Unit | None) -> str:
        unit_id, step = (unit.id, unit.step) if unit is not None else ("", Fraction(1))
        whole, _, fraction = plain(steps * step).partition(".")
        decimals = made.commodities[unit_id].decimals
        point = "." if decimals else ""
        return f"{whole}{point}{fraction.ljust(decimals, '0')} {names[unit_id]}"

    return write


def _goals(book: Book) -> Iterator[Goal]:
    """The instalments of each year by the terms adopted last: totals replace, and never add up."""
    for pledge in book.terms_on(date.max).pledges.values():
        place = Place(book.id, pledge.id, fulfilling(pledge), Figure.DELIVERED)
        years: dict[int, Quantity] = {}
        for part in pledge.instalments:
            years[part.year] = years.get(part.year, Quantity(0, pledge.unit)) + part.quantity
        yield from (Goal(year, place, planned) for year, planned in years.items() if planned)


def _opened(every: Iterable[Move], goals: Iterable[Goal]) -> Mapping[Place, date]:
    first: dict[Place, date] = {}
    days = [(leg.place, move.day) for move in every for leg in legs(move)]
    days += [(goal.place, date(goal.year, 1, 1)) for goal in goals]
    for place, day in days:
        first[place] = min(day, first.get(place, day))
    return dict(sorted(first.items(), key=lambda item: item[0].path))


def _adopted(book: Book) -> Iterator[Terms]:
    """All terms of `book`, the latest last."""
    for agreement in book.agreements:
        yield agreement.terms
        yield from (terms for _, terms in agreement.mended)


def _commodities(books: Iterable[Book], used: Iterable[str]) -> Mapping[str, Commodity]:
    declared = [unit for book in books for terms in _adopted(book) for unit in terms.units.values()]
    found: dict[str, Commodity] = {}
    for unit_id in sorted(used):
        units = [unit for unit in declared if unit.id == unit_id]
        steps = [plain(unit.step).partition(".")[2] for unit in units]
        said = tuple(dict.fromkeys(map(_said, units))) or ("occasions of activities",)
        found[unit_id] = Commodity(max(map(len, steps), default=0), said)
    return found


def _said(unit: Unit) -> str:
    """A unit as it is declared; two books may mean different bags."""
    whole = "" if unit.base == unit.id else f" = {plain(unit.in_base)} {unit.base}"
    return f"{unit.vi} / {unit.en}{whole} (steps of {plain(unit.step)})"


def _titles(book: Book) -> Iterator[tuple[tuple[str, str], str]]:
    """What everything is called, by the terms that knew it last."""
    for terms in _adopted(book):
        yield (book.id, ""), _both(terms.programme.title)
        for number, area in terms.areas:
            yield (book.id, number), _both(area.title)
        for pledge in terms.pledges.values():
            yield (book.id, pledge.id), _both(pledge.title)
        for _, activity in terms.activities.values():
            yield (book.id, activity.id), _both(activity.title)


def _both(words: Words) -> str:
    return f"{words.vi} / {words.en}"
