"""A journal for hledger, which passes `hledger check --strict ordereddates payees`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import quote

from coopledger.book import Book
from coopledger.exchange.journal.accounts import Place, legs
from coopledger.exchange.journal.contents import Contents, Goal, Write, contents, header, writing
from coopledger.exchange.journal.moves import Move
from coopledger.exchange.journal.telling import NAMES, details, shown, summary


def hledger(books: Iterable[Book]) -> Iterator[str]:
    """The lines of one journal of all `books`, without line ends.

    The same books make the same lines, in whatever order they are given. Raises `Refused` (B827)
    for terms that this version cannot read.
    """
    made = contents(books)
    symbols = _symbols(made)
    write = writing(made, symbols)
    yield from (f"; {line}" for line in header(made, "hledger"))
    yield ""
    yield from _declared(made, symbols)
    for year, goals in groupby(made.goals, key=lambda goal: goal.year):
        yield ""
        yield from _planned(year, goals, write)
    for move in made.moves:
        yield ""
        yield from _transaction(move, write)


def _declared(made: Contents, symbols: Mapping[str, str]) -> Iterator[str]:
    yield "decimal-mark ."
    for unit, commodity in made.commodities.items():
        yield f"commodity 1000.{'0' * commodity.decimals} {symbols[unit]}"
        yield from (f"    ; {_text(said)}" for said in commodity.said)
    files = (len(move.entry.evidence or ()) for move in made.moves)
    papers = [f"evidence-{number}" for number in range(1, max(files, default=0) + 1)]
    for name in ("name", *(name for name in NAMES if name != "evidence"), *papers):
        yield f"tag {name}"
    for party in sorted({move.entry.party for move in made.moves}):
        yield f"payee {_word(party)}"
    yield from _accounts(made)


def _accounts(made: Contents) -> Iterator[str]:
    """Every account, and above them what has a title."""
    last: tuple[str, ...] = ()
    for place in made.opened:
        for length, item in ((1, ""), (2, place.item)):
            if place.path[:length] != last[:length]:
                yield f"account {':'.join(place.path[:length])}"
                yield f"    ; name: {_text(made.titles[place.book, item])}"
        yield f"account {_account(place)}"
        last = place.path


def _planned(year: int, goals: Iterable[Goal], write: Write) -> Iterator[str]:
    """What `bal --budget` compares with: outside double entry, for nothing has moved."""
    yield f"~ yearly from {year}-01-01 to {year + 1}-01-01  planned for {year}"
    for goal in goals:
        yield f"    ({_account(goal.place)})  {write(goal.quantity.steps, goal.quantity.unit)}"


def _transaction(move: Move, write: Write) -> Iterator[str]:
    entry = move.entry
    code = f"{_word(entry.book)}#{entry.seq}"
    yield f"{move.day} * ({code}) {_word(entry.party)} | {summary(move)}"
    yield from (f"    ; {name}: {_text(str(value))}" for name, value in details(move))
    for leg in legs(move):
        yield f"    {_account(leg.place)}  {write(leg.steps, leg.unit)}"


def _account(place: Place) -> str:
    return ":".join(place.path)


def _symbols(made: Contents) -> Mapping[str, str]:
    """What units are called: their ids; in quotes where they are not made of letters alone."""
    known = made.commodities
    names = {
        unit: unit or ("occasion" if "occasion" not in known else "occasion.") for unit in known
    }
    return {
        unit: name if re.fullmatch("[A-Za-z]+", name) else f'"{name}"'
        for unit, name in names.items()
    }


def _text(text: str) -> str:
    """`text` as the value of a tag, which a comma would end: written as in web addresses."""
    return shown(text).replace("%", "%25").replace(",", "%2C")


def _word(name: str) -> str:
    """An id as it is; of anything else what could be syntax is written as in web addresses."""
    return quote(name, safe="") or "%"
