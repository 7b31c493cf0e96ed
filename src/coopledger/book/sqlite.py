"""The ledger in one SQLite file: one writer at a time, readers that create nothing.

Rollback journal with `synchronous=EXTRA`: after a commit neither a killed process nor a power
cut loses the entry, the directory included; before it nothing is half there.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from coopledger.book.chain import Head
from coopledger.book.schema import APPLICATION_ID, MIGRATIONS
from coopledger.book.store import Row, Session
from coopledger.book.tally import Account, Days, Measure, Sums
from coopledger.files import is_there, sync_folder, unreadable
from coopledger.problem import Cause, Problem, Refused, refuse

if TYPE_CHECKING:
    from coopledger.book.shelf import FolderShelf

T = TypeVar("T")

LOCK_SECONDS = 30.0
"""How long to wait for another process that is writing."""

_TOGETHER = 50
"""Rows inserted by one statement: two thirds of the time of one by one; more gain nothing."""

_ENGINE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""The latter where a message of SQLite's quotes a damaged schema."""


class SqliteStore:
    """A ledger in the file `path`, which comes into being with the first entry.

    Raises `Refused`: S101 not a ledger, S102 made by a newer version, S103 locked, S104 disk
    full, S105 read-only or not accessible, S106 damaged.
    """

    server = None

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def absent(self) -> bool:
        """Whether nothing was ever recorded here, nor tried to be."""
        return not is_there(self.path)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        if self.absent:
            yield NoEntries()
            return
        # rw, not ro: after a crash the first reader has to roll the journal back.
        with self._connection(self._uri("rw")) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            # Version 0: the file was created, but the first entry was never committed.
            version = self._version(connection)
            yield SqliteSession(connection, version) if version else NoEntries()

    def asked(self, look: Callable[[Session], T]) -> T:
        with self.reading() as session:
            return look(session)

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Session]:
        new = self.absent
        if new and keep:
            self._make_folder()
        with self._connection(self._target(new=new, keep=keep)) as connection:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            # A file that came into being and then could not be written stays, empty: removed, it
            # might be open in another process, which would record into what nobody finds again.
            self._version(connection)
            _migrate(connection)
            yield SqliteSession(connection, len(MIGRATIONS))
            connection.execute("COMMIT" if keep else "ROLLBACK")

    def written(self, fill: Callable[[Session], T], *, keep: bool = True) -> T:
        with self.writing(keep=keep) as session:
            return fill(session)

    def founded(self, fill: Callable[[Session], T]) -> T:
        """Make the ledger of what `fill` puts into it: it is there as a whole, or not at all.

        Where another process makes one meanwhile, or the disk takes no second name for a file, it
        is filled where it lies.
        """
        from secrets import token_hex  # which only a new ledger needs, and every command would load

        beside = self.path.with_name(f".{self.path.name}-{token_hex(8)}")
        try:
            found = SqliteStore(beside).written(fill)
            try:
                os.link(beside, self.path)
            except OSError:
                return self.written(fill)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(self.path.parent)
        return found

    def _target(self, *, new: bool, keep: bool) -> str:
        if new:  # a file without a name holds what nobody keeps, however much that is
            return self._uri("rwc") if keep else ""
        return self._uri("rw")

    def shelf(self, folder: Path) -> "FolderShelf":
        from coopledger.book.shelf import FolderShelf

        return FolderShelf(folder)

    def faults(self) -> tuple[Problem, ...]:
        """What SQLite's own check finds, and tables or triggers that are not ours (B811, B812)."""
        if self.absent:
            return ()
        with self._connection(self._uri("rw")) as connection:
            if not (version := self._version(connection)):
                return ()
            faults = [Problem("B811", {"reason": text}) for text in _self_check(connection)]
            if _schema(connection) != _expected_schema(version):
                faults.append(Problem("B812", {"file": str(self.path)}))
            return tuple(faults)

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refuse("S105", file=str(self.path.parent), cause=Cause.of(error)) from error

    def _uri(self, mode: str) -> str:
        return f"{self.path.absolute().as_uri()}?mode={mode}"

    @contextmanager
    def _connection(self, target: str) -> Iterator[sqlite3.Connection]:
        connection = None
        if not self.absent and (cause := unreadable(self.path)) is not None:
            raise refuse("S105", file=str(self.path), cause=cause)
        try:
            connection = sqlite3.connect(
                target, uri=True, timeout=LOCK_SECONDS, isolation_level=None
            )
            connection.text_factory = _text
            yield connection
        except _ENGINE_ERRORS as error:
            raise self._refused(error) from error
        finally:
            if connection is not None:
                connection.close()

    def _version(self, connection: sqlite3.Connection) -> int:
        """How many migrations this ledger has been through; refuses files that are not ours."""
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
        if not (application or version or tables):
            return 0
        if application != APPLICATION_ID or version < 1:
            raise refuse("S101", file=str(self.path))
        if version > len(MIGRATIONS):
            raise refuse("S102", file=str(self.path), version=version, known=len(MIGRATIONS))
        self._whole(connection)
        return int(version)

    def _whole(self, connection: sqlite3.Connection) -> None:
        """Refuse a file whose last page is cut: SQLite takes what is missing for zeros."""
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        if pages * size > self.path.stat().st_size:
            cause = Cause("SQLITE_CORRUPT", "the last page is cut")
            raise refuse("S106", file=str(self.path), cause=cause)

    def _refused(self, error: Exception) -> Refused:
        codes = {
            sqlite3.SQLITE_BUSY: "S103",
            sqlite3.SQLITE_LOCKED: "S103",
            sqlite3.SQLITE_FULL: "S104",
            sqlite3.SQLITE_READONLY: "S105",
            sqlite3.SQLITE_CANTOPEN: "S105",
            sqlite3.SQLITE_IOERR: "S105",
            sqlite3.SQLITE_PERM: "S105",
            sqlite3.SQLITE_AUTH: "S105",
            sqlite3.SQLITE_NOTADB: "S101",
            sqlite3.SQLITE_IOERR_WRITE: "S104",  # a quota that is used up, unlike a full disk
        }
        extended = getattr(error, "sqlite_errorcode", 0)
        code = codes.get(extended) or codes.get(extended & 0xFF, "S106")
        cause = Cause(getattr(error, "sqlite_errorname", "SQLITE_CORRUPT"), str(error))
        return refuse(code, file=str(self.path), cause=cause)


class SqliteSession:
    """One transaction on an open ledger, which has been through so many migrations."""

    def __init__(self, connection: sqlite3.Connection, version: int) -> None:
        self._connection, self._version = connection, version

    def books(self) -> tuple[str, ...]:
        rows = self._connection.execute(_BOOKS)
        return tuple(book for (book,) in _typed(rows, (str,)))

    def rows(self, book: str, *, behind: int = 0) -> Iterator[Row]:
        where = "seq > :behind" if behind else "TRUE"  # an edited number may be below 1
        return self._found(book, f"{where} ORDER BY seq", {"behind": behind} if behind else {})

    def last(self, book: str) -> Row | None:
        return next(self._found(book, "TRUE ORDER BY seq DESC LIMIT 1", {}), None)

    def row(self, book: str, seq: int) -> Row | None:
        return next(self._found(book, "seq = :seq", {"seq": seq}), None)

    def having(self, book: str, **values: str | int | None) -> Iterator[Row]:
        index, where = _INDEXED[tuple(values)]
        return self._found(book, f"{where} ORDER BY seq", values, index)

    def of_days(self, book: str, since: date, through: date) -> Iterator[Row]:
        days = {"since": since.isoformat(), "through": through.isoformat()}
        where = "occurred_on BETWEEN :since AND :through ORDER BY seq"
        return self._found(book, where, days, "entry_day")

    def _found(
        self, book: str, where: str, values: Mapping[str, Any], index: str | None = None
    ) -> Iterator[Row]:
        by = f"INDEXED BY {index}" if index else ""  # which the planner does not choose by itself
        rows = self._connection.execute(
            f"SELECT seq, body, hash FROM entry {by}"  # noqa: S608 - words of our own
            f" WHERE book = CAST(:book AS TEXT) AND {where}",
            {"book": book.encode("utf-8", "surrogateescape"), **values},
        )
        for seq, body, hash_ in rows:
            if type(seq) is not int or type(body) is not str or type(hash_) is not str:
                raise sqlite3.DatabaseError(f"not the types of an entry: {seq}")
            yield Row(book, seq, body, hash_)

    def counted(self, book: str) -> Head | None:
        if self._version < _COUNTING:
            return None
        rows = self._connection.execute("SELECT seq, hash FROM counted WHERE book = ?", (book,))
        return next((Head(book, *row) for row in _typed(rows, (int, str))), None)

    def figures(self, book: str) -> Days:
        rows = self._connection.execute(
            "SELECT item, measure, unit, share, day, sums FROM figure WHERE book = ?", (book,)
        )
        days: defaultdict[Account, dict[date, Sums]] = defaultdict(dict)
        for item, measure, unit, share, day, sums in rows:
            account = Account(item, Measure(measure), unit, share or None)
            days[account][date.fromisoformat(day)] = Sums(*json.loads(sums))
        return days

    def files(self) -> Mapping[str, tuple[str, ...]]:
        if self._version < _COUNTING:
            return {}
        rows = self._connection.execute("SELECT digest, programmes FROM file")
        return {digest: tuple(json.loads(ids)) for digest, ids in rows}

    def agreed(self, book: str) -> str | None:
        if self._version < _COUNTING:
            return None
        rows = self._connection.execute("SELECT digest FROM agreed WHERE book = ?", (book,))
        return next((str(digest) for (digest,) in rows), None)

    def agree(self, book: str, digest: str, programmes: Sequence[str]) -> None:
        self._connection.execute(
            "INSERT INTO agreed VALUES (?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest",
            (book, digest),
        )
        self._connection.execute(
            "INSERT INTO file VALUES (?, ?) ON CONFLICT DO NOTHING",
            (digest, json.dumps(list(programmes))),
        )
        self._connection.execute("DELETE FROM file WHERE digest NOT IN (SELECT digest FROM agreed)")

    def differ(self, book: str) -> None:
        self._connection.execute("DELETE FROM agreed WHERE book = ?", (book,))

    def catch_up(self, head: Head, figures: Callable[[], Days], *, anew: bool) -> None:
        """Whoever appends has counted; what does not fit was edited, and is shown by `verify`."""

    def count(self, head: Head, figures: Days, *, anew: bool) -> None:
        if anew:
            self._connection.execute("DELETE FROM figure WHERE book = ?", (head.book,))
        places = [
            (head.book, *account[:3], account.share or "", day.isoformat(), sums)
            for account, days in figures.items()
            for day, sums in days.items()
        ]
        self._connection.executemany(
            "DELETE FROM figure WHERE (book, item, measure, unit, share, day) = (?, ?, ?, ?, ?, ?)",
            [place for *place, sums in places if not any(sums)],
        )
        self._connection.executemany(
            "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET sums = excluded.sums",
            [(*place, json.dumps(sums)) for *place, sums in places if any(sums)],
        )
        self._connection.execute(
            "INSERT INTO counted VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
            (head.book, head.seq, head.hash),
        )

    def speaking(self) -> None:
        """Whoever can write to the file says who it is."""

    def hold(self, book: str) -> None:
        """A file has one writer at a time."""

    def restore(self, rows: Iterable[Row]) -> None:
        self.insert(rows)

    def insert(self, rows: Iterable[Row]) -> None:
        rest = iter(rows)
        while together := list(islice(rest, _TOGETHER)):
            values = ", ".join(["(?, ?, ?, ?)"] * len(together))
            self._connection.execute(
                f"INSERT INTO entry (book, seq, body, hash) VALUES {values}",  # noqa: S608 - marks
                tuple(chain.from_iterable(together)),
            )


class NoEntries:
    """What is read where nothing was ever recorded."""

    def books(self) -> tuple[str, ...]:
        return ()

    def rows(self, book: str, *, behind: int = 0) -> Iterator[Row]:  # noqa: ARG002
        return iter(())

    def last(self, book: str) -> Row | None:  # noqa: ARG002
        return None

    def row(self, book: str, seq: int) -> Row | None:  # noqa: ARG002
        return None

    def having(self, book: str, **values: str | int | None) -> Iterator[Row]:  # noqa: ARG002
        return iter(())

    def of_days(self, book: str, since: date, through: date) -> Iterator[Row]:  # noqa: ARG002
        return iter(())

    def counted(self, book: str) -> Head | None:  # noqa: ARG002
        return None

    def figures(self, book: str) -> Days:  # noqa: ARG002
        return {}

    def catch_up(self, head: Head, figures: Callable[[], Days], *, anew: bool) -> None:
        """There is nothing to count."""

    def speaking(self) -> None:
        return None

    def hold(self, book: str) -> None:  # noqa: ARG002
        raise AssertionError("nothing is held while reading")

    def insert(self, rows: Iterable[Row]) -> None:  # noqa: ARG002
        raise AssertionError("nothing is inserted while reading")

    def restore(self, rows: Iterable[Row]) -> None:  # noqa: ARG002
        raise AssertionError("nothing is inserted while reading")

    def files(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    def agreed(self, book: str) -> str | None:  # noqa: ARG002
        return None

    def agree(self, book: str, digest: str, programmes: Sequence[str]) -> None:  # noqa: ARG002
        raise AssertionError("nothing is kept while reading")

    def differ(self, book: str) -> None:  # noqa: ARG002
        raise AssertionError("nothing is kept while reading")

    def count(self, head: Head, figures: Days, *, anew: bool) -> None:  # noqa: ARG002
        raise AssertionError("nothing is counted while reading")


_COUNTING = 3
"""The migration since which figures are kept."""

_BOOKS = """
    WITH RECURSIVE known (book) AS (
        SELECT MIN(book) FROM entry
        UNION ALL
        SELECT (SELECT MIN(book) FROM entry WHERE book > known.book) FROM known
        WHERE known.book IS NOT NULL
    )
    SELECT book FROM known WHERE book IS NOT NULL ORDER BY book
"""
"""Each book by one step through the index, however many entries it has."""

_INDEXED: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("concerns",): ("entry_concerns", "concerns = :concerns"),
    ("kind",): ("entry_rare", "kind = :kind AND kind IN ('agreement', 'close')"),
    ("key",): ("entry_key", "key = :key"),
    ("filed",): ("entry_filed", "filed = :filed"),
    ("occurred_on", "steps"): ("entry_day", "occurred_on = :occurred_on AND steps IS :steps"),
}
"""What rows are found by: the index, and its condition as the index says it."""


def _text(raw: bytes) -> str:
    """Text as it is kept; bytes an edit made invalid become surrogates, which no hash covers."""
    return raw.decode("utf-8", "surrogateescape")


def _typed(rows: Iterable[tuple[Any, ...]], types: tuple[type, ...]) -> Iterator[tuple[Any, ...]]:
    """`rows`, whose values are of the `types` the table is strict about unless it was edited."""
    for row in rows:
        if tuple(map(type, row)) != types:
            raise sqlite3.DatabaseError(f"not the types of a row: {row}")
        yield row


def _migrate(connection: sqlite3.Connection, wanted: int = len(MIGRATIONS)) -> None:
    """Bring the ledger to the version `wanted` within the open transaction."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, statements in enumerate(MIGRATIONS[version:wanted], start=version + 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _self_check(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file; an edited body can make the check itself fail."""
    try:
        found = [text for (text,) in connection.execute("PRAGMA integrity_check(20)")]
    except _ENGINE_ERRORS as error:
        return [str(error)]
    return [text for text in found if text != "ok"]


def _schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def _expected_schema(version: int) -> set[tuple[str, ...]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _migrate(connection, version)
        return _schema(connection)
    finally:
        connection.close()
