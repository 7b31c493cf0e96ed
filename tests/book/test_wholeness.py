"""What is read on behind a book is judged as if all of it were read."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from coopledger.book.book import Book
from coopledger.book.entry import Entry
from coopledger.book.wholeness import Seen, SeenBehind
from coopledger.problem import Problem
from tests.book.history import COAST, HILLS, record
from tests.conftest import Clock

ABOUT = ("reverses", "answers", "returns", "supplements", "mends", "corrects")


@pytest.fixture(params=[HILLS, COAST])
def book(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Book:
    (book,) = record(tmp_path / "recorded", clock).books(request.param)
    return book


def faults(seen: Seen, entries: Sequence[Entry]) -> list[Problem]:
    return [fault for entry in entries for fault in seen.add(entry, seen.next)]


def forged(entry: Entry) -> Iterator[Entry]:
    """The entry as it is, and about every other."""
    yield entry
    for field, number in product(ABOUT, range(entry.seq + 2)):
        if getattr(entry, field) is not None:
            changed: dict[str, Any] = {field: number}
            yield entry._replace(**changed)


def test_wherever_reading_was_left_off(book: Book) -> None:
    met = 0
    for length, entry in product(range(1, book.length), book.entries):
        if entry.seq <= length:
            continue
        for other in forged(entry):
            tail = (*book.entries[length : entry.seq - 1], other)
            seen = Seen(book.id)
            assert faults(seen, book.entries[:length]) == []
            expected = faults(seen, tail)
            assert faults(SeenBehind(book.prefix(length)), tail) == expected
            met += bool(expected)
    assert met > book.length
