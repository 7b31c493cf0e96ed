"""Where books are kept: the small interface every engine implements.

A session is one transaction. Reading sees one consistent state. Who appends holds the book first:
nobody else appends to it until the commit, so that what admission judged is still true then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from coopledger.book.body import read_body
from coopledger.book.book import Book
from coopledger.book.chain import Head
from coopledger.book.entry import Entry
from coopledger.book.tally import Days
from coopledger.book.wholeness import Seen, whole
from coopledger.problem import Problem, Refused, refuse

if TYPE_CHECKING:
    from coopledger.book.shelf import Shelf

T = TypeVar("T")


class Row(NamedTuple):
    """One entry as it is kept; `body` and `hash` may hold anything once somebody edited them."""

    book: str
    seq: int
    body: str
    hash: str

    @property
    def name(self) -> str:
        """What the entry in it is called."""
        return f"{self.book}#{self.seq}"


def stands(session: "Indexed", head: Head) -> bool:
    """Whether `head` is an entry of its book as it lies there, the last one or an earlier."""
    row = session.row(head.book, head.seq)
    return row is not None and row.hash == head.hash


def read_row(row: Row) -> Entry:
    """The entry in `row`. Raises `Refused` as `read_body`, with the place in the value `entry`."""
    try:
        return read_body(row.body)
    except Refused as refused:
        at = {"entry": row.name}
        raise Refused(Problem(p.code, {**p.values, **at}) for p in refused.problems) from None


class Books(Protocol):
    """Books that can be read, in the ledger or in a copy."""

    def books(self) -> tuple[str, ...]:
        """The ids of all books that have entries."""
        ...

    def rows(self, book: str) -> Iterator[Row]:
        """The rows of one book in order."""
        ...


class Indexed(Books, Protocol):
    """Books of which single entries are found without reading all; rows come in order."""

    def rows(self, book: str, *, behind: int = 0) -> Iterator[Row]:
        """The rows of one book in order, those up to `behind` left out."""
        ...

    def last(self, book: str) -> Row | None:
        """The last row of a book, if it has any."""
        ...

    def row(self, book: str, seq: int) -> Row | None:
        """The row of this number, if there is one."""
        ...

    def having(self, book: str, **values: str | int | None) -> Iterator[Row]:
        """The rows with these values.

        By `concerns` (the number of the entry one is about), `kind` (agreement or close), `key`,
        `filed` (the document number of an entry with evidence), or `occurred_on` (an ISO day) and
        `steps` (of the quantity; None where there is none).
        """
        ...

    def of_days(self, book: str, since: date, through: date) -> Iterator[Row]:
        """The rows of entries that occurred on these days."""
        ...

    def counted(self, book: str) -> Head | None:
        """How far the figures of a book are kept; None where they have to be counted."""
        ...

    def figures(self, book: str) -> Days:
        """The figures that are kept of a book."""
        ...

    def catch_up(self, head: Head, figures: Callable[[], Days], *, anew: bool) -> None:
        """Keep figures that were counted up to `head` because others had appended.

        As `count` does, where that can be done while reading; else they are counted again.
        """
        ...

    def files(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the programmes in files that were read before, by the SHA-256 of each."""
        ...

    def agreed(self, book: str) -> str | None:
        """The SHA-256 of a file that says of a programme what its book adopted last."""
        ...


class Speaking(NamedTuple):
    """Who speaks, and when, as an engine knows it that many offices share.

    `now` is an instant by its clock; `parties` are those the login `person` speaks for.
    """

    now: datetime
    person: str
    parties: tuple[str, ...]


class Inserting(Protocol):
    """Where rows are appended."""

    def hold(self, book: str) -> None:
        """Wait until nobody else appends to `book`, nor can until the end of the transaction."""
        ...

    def insert(self, rows: Iterable[Row]) -> None:
        """Append rows; refused by the engine unless each is the next of its book."""
        ...


class Session(Indexed, Inserting, Protocol):
    """One transaction on the ledger; its books come sorted."""

    def speaking(self) -> Speaking | None:
        """Who speaks, and when; None where the engine does not know it."""
        ...

    def restore(self, rows: Iterable[Row]) -> None:
        """Append rows of a copy, which others recorded at other times."""
        ...

    def count(self, head: Head, figures: Days, *, anew: bool) -> None:
        """Keep the figures of a book, which go up to `head`.

        `figures` are those that have changed, as they are now; with `anew` all that there are.
        """
        ...

    def agree(self, book: str, digest: str, programmes: Sequence[str]) -> None:
        """Keep that the file `digest`, of these programmes, says what the book adopted last."""
        ...

    def differ(self, book: str) -> None:
        """Forget which file says what a book adopted."""
        ...


class Apart:
    """Books of their own, in memory; nothing of them is kept."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def hold(self, book: str) -> None:
        """They are nobody else's."""

    def books(self) -> tuple[str, ...]:
        return tuple(sorted(self._rows))

    def rows(self, book: str) -> Iterator[Row]:
        return iter(self._rows.get(book, ()))

    def insert(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.setdefault(row.book, []).append(row)


class Store(Protocol):
    """A ledger in some engine. Failures of the engine are raised as `Refused` with S codes."""

    @property
    def server(self) -> str | None:
        """The address of the server, without a password; None where a file is all."""
        ...

    @property
    def absent(self) -> bool:
        """Whether nothing was ever recorded here, nor tried to be."""
        ...

    def reading(self) -> AbstractContextManager[Session]: ...

    def asked(self, look: Callable[[Session], T]) -> T:
        """What `look` finds; it is called again where the reason why it did not has passed."""
        ...

    def written(self, fill: Callable[[Session], T], *, keep: bool = True) -> T:
        """What `fill` makes of a transaction, which is committed durably unless `keep` is false.

        `fill` is called again where nothing was kept of it, for a reason that has passed.
        """
        ...

    def founded(self, fill: Callable[[Session], T]) -> T:
        """The same where nothing was ever recorded: the ledger is there as a whole, or not."""
        ...

    def shelf(self, folder: Path) -> "Shelf":
        """Where evidence is kept: in `folder`, unless the engine keeps it with the entries."""
        ...

    def faults(self) -> tuple[Problem, ...]:
        """What is wrong with the ledger as the engine sees it."""
        ...


def load(session: Books, book: str) -> Book:
    """The whole of one book.

    Raises `Refused` with the place in the value `entry` where a body cannot be read, where an
    entry cannot stand behind those before it, or where it speaks of what the terms do not know.
    """
    return whole(Book(book, *read_on(session.rows(book), Seen(book))))


def read_on(rows: Iterable[Row], seen: Seen) -> tuple[Sequence[Entry], Sequence[str]]:
    """The entries in `rows`, which stand behind those that were `seen`, and their hashes.

    Raises `Refused` as `load` does of each entry by itself and of how it stands to others.
    """
    entries: list[Entry] = []
    hashes: list[str] = []
    for row in rows:
        entry, expected = read_row(row), seen.next
        if row.seq != expected:
            raise refuse("B821", entry=row.name, expected=f"{row.book}#{expected}")
        if faults := seen.add(entry, row.seq):
            raise Refused(faults)
        entries.append(entry)
        hashes.append(row.hash)
    return entries, hashes
