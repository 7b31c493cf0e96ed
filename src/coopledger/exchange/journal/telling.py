"""What an entry says, as names and values: the fields of docs/format.md, nothing left out.

Only the snapshot of an agreement stays in the book; what it plans stands in a journal as goals.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from coopledger.book import Entry, Kind
from coopledger.book.body import write_body
from coopledger.exchange.journal.moves import Move
from coopledger.quantity.writing import plain
from coopledger.text import visible

_APART = {"book", "seq", "terms"}
_ENTRIES = {"mends", "returns", "answers", "corrects", "supplements", "reverses", "replaced_by"}
_DAYS = {"occurred_on", "through"}

NAMES = (*(name for name in Entry._fields if name not in _APART), "part", "hash")
"""What values are called; several files are `evidence-1`, `evidence-2` and so on."""


def details(move: Move) -> Iterator[tuple[str, str | date]]:
    """Everything a move says beside its figures, each name once."""
    said = json.loads(write_body(move.entry))
    for name in Entry._fields:
        if name == "evidence" and move.entry.evidence is not None:
            for number, file in enumerate(move.entry.evidence, 1):
                yield f"{name}-{number}", f"{file.sha256} {file.size} {file.name}"
        elif name in said and name not in _APART:
            yield name, _value(name, said[name], move)
    if move.parts > 1:
        yield "part", f"{move.part}/{move.parts}"
    yield "hash", move.hash


def summary(move: Move) -> str:
    """An entry in a few words, which registers show, so that none of them hides what is invented.

    The numbers are those of entries in the same book.
    """
    return _words(move.entry) + (", invented" if move.terms.programme.invented else "")


def _words(entry: Entry) -> str:
    match entry.kind:
        case Kind.AGREEMENT:
            return f"agreement ({entry.adoption})"
        case Kind.COMPLETION:
            return f"completion ({entry.stage})"
        case Kind.ACTIVITY if entry.none_in is not None:
            return f"activity (none in {entry.none_in})"
        case Kind.ANSWER if entry.disputed:
            return f"answer to #{entry.answers} (disputed)"
        case Kind.ANSWER | Kind.SUPPLEMENT:
            return f"{entry.kind} to #{entry.concerns}"
        case Kind.RETURN | Kind.REVERSAL:
            return f"{entry.kind} of #{entry.concerns}"
        case _:
            return str(entry.kind)


def shown(text: str) -> str:
    """`text` on one line; what nobody could see is spelled out (only a forged book holds such)."""
    return text if text.isprintable() else visible(text)  # of 100,000 entries nearly all are


def _value(name: str, said: Any, move: Move) -> str | date:
    match said:
        case True:
            return "true"
        case {"steps": steps, "unit": unit}:
            return f"{plain(steps * move.terms.units[unit].step)} {unit}"
        case int() if name in _ENTRIES:
            return f"{move.entry.book}#{said}"
        case _ if name in _DAYS:
            return date.fromisoformat(said)
        case _:
            return str(said)
