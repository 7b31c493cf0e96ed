"""The hands of a forger who knows the format and the engine.

What is put into the ledger leaves tables and triggers as they were, and a book that is `rebuilt`
has hashes and numbers that fit again.
"""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from coopledger.book.body import canonical
from coopledger.book.chain import GENESIS, Head, link
from coopledger.book.store import Row
from coopledger.terms.workspace import EVIDENCE
from tests.book.history import COAST, HILLS, PAPERS
from tests.engines import ENTRY, Engine, InFile, OnServer
from tests.faults.places import make

Statement = tuple[str, Sequence[object]]


class Forger(ABC):
    """Puts other rows into a ledger, and everything back; `rows` are those that were there."""

    def __init__(self, engine: Engine) -> None:
        self.kept = engine.rows
        self.rows = engine.rows()

    @abstractmethod
    def restore(self) -> None: ...

    @abstractmethod
    def put(self, rows: Iterable[Row]) -> None:
        """Put `rows` in the place of all there were; triggers and indexes are as they were.

        Only an index that the rows do not allow any more is left out.
        """

    @abstractmethod
    def edit(self, *statements: Statement) -> None:
        """Edit the rows by statements, each of which finds some; afterwards as `put`."""

    @abstractmethod
    def lose(self, name: str) -> None:
        """Remove the evidence that is called `name`."""

    @abstractmethod
    def alter(self, name: str, content: bytes) -> None:
        """Put something else in the place of that evidence."""

    def instead(self, *forged: Row) -> None:
        """Put `forged` in the place of the rows with their numbers."""
        places = {(row.book, row.seq): row for row in forged}
        self.put(places.get((row.book, row.seq), row) for row in self.rows)

    def book(self, book: str) -> list[Row]:
        return [row for row in self.rows if row.book == book]

    def saying(self, book: str, bodies: Mapping[int, Mapping[str, Any]]) -> list[Row]:
        """The rows of a book, those with these numbers under other bodies."""
        rows = self.book(book)
        return [saying(row, bodies[row.seq]) if row.seq in bodies else row for row in rows]

    def rewrite(self, rows: Sequence[Row]) -> None:
        """Put `rows`, rebuilt, in the place of their whole book."""
        others = [row for row in self.rows if row.book != rows[0].book]
        self.put([*others, *rebuilt(rows)])


def forger_at(engine: Engine) -> Forger:
    """One who knows the engine."""
    if isinstance(engine, OnServer):
        return ServerForger(engine)
    assert isinstance(engine, InFile)
    return FileForger(engine)


class FileForger(Forger):
    """One who knows SQLite."""

    def __init__(self, engine: InFile) -> None:
        super().__init__(engine)
        self.file = engine.file
        self._pristine = self.file.read_bytes()

    def restore(self) -> None:
        self.file.write_bytes(self._pristine)

    def put(self, rows: Iterable[Row]) -> None:
        self.restore()
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            connection.executescript(
                "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN"
            )
            guards = connection.execute(
                "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table'"
            ).fetchall()
            for kind, name, _ in guards:
                connection.execute(f"DROP {kind} {name}")
            connection.execute("DELETE FROM entry")
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", rows)
            for _, _, sql in guards:
                with suppress(sqlite3.IntegrityError):
                    connection.execute(sql)
            connection.execute("COMMIT")

    def edit(self, *statements: Statement) -> None:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
            schema = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
            ((table,), guards) = (
                [sql for kind, name, sql in schema if (kind, name) == ("table", "entry")],
                [row for row in schema if row[0] != "table"],
            )
            for kind, name, _ in guards:
                connection.execute(f"DROP {kind} {name}")
            redefine(connection, BARE)
            for sql, values in statements:
                assert connection.execute(sql, values).rowcount != 0
            redefine(connection, table)
            for _, _, sql in guards:
                with suppress(sqlite3.Error):
                    connection.execute(sql)

    def lose(self, name: str) -> None:
        self.paper(name).unlink()

    def alter(self, name: str, content: bytes) -> None:
        self.paper(name).unlink()
        self.paper(name).write_bytes(content)

    def paper(self, name: str) -> Path:
        """Where the evidence that is called `name` is kept."""
        return self.file.parent / EVIDENCE / digest(name)


BARE = "CREATE TABLE entry (book, seq, body, hash, PRIMARY KEY (book, seq)) WITHOUT ROWID"
"""The table without anything that looks at what is put into it."""


def redefine(connection: sqlite3.Connection, table: str) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'entry'", (table,))
    connection.execute("PRAGMA writable_schema = RESET")


class ServerForger(Forger):
    """One who knows PostgreSQL, and is its superuser; no trigger fires for him."""

    def __init__(self, engine: OnServer) -> None:
        super().__init__(engine)
        self._engine, self._superuser = engine, engine.superuser
        self._indexes = set(self._superuser.execute(UNIQUE))
        self._there, self._papers, self._guarded = set(self.rows), True, True

    def restore(self) -> None:
        if not self._papers:
            self._engine.bring_again()
            self._there, self._papers = set(self.rows), True
        self.put(self.rows)

    def put(self, rows: Iterable[Row]) -> None:
        wanted = set(rows)
        if self._engine.count() != len(self._there):  # somebody has recorded something
            self._there = set(self.kept())
        gone, come = (json.dumps([*some]) for some in (self._there - wanted, wanted - self._there))
        self._superuser.execute(REMOVE, [gone])
        self._there = wanted
        self._guard()
        self._do(lambda: self._superuser.execute(FILL, [come]))

    def edit(self, *statements: Statement) -> None:
        def fill() -> None:
            for statement, values in statements:
                assert self._engine.run(statement, values) != 0

        self._do(fill)
        self._there = set()  # which is looked after before anything is put there

    def _do(self, fill: Callable[[], object]) -> None:
        """Do it; what does not let him is out of the way for as long as that takes."""
        try:
            with self._superuser.transaction():
                fill()
        except psycopg.errors.UniqueViolation:
            with self._superuser.transaction():
                self._unguard()
                fill()
                self._guard()
        except psycopg.DataError:  # what is worked out of a body cannot be of this one
            with self._superuser.transaction():
                self._superuser.execute(WORKED_OUT.format(""))
                fill()
                self._superuser.execute(WORKED_OUT.format("s"))

    def _unguard(self) -> None:
        self._guarded = False
        for name, _ in self._indexes:
            self._superuser.execute(f"DROP INDEX IF EXISTS {name}")

    def _guard(self) -> None:
        """Make the indexes anew, if some are not there; but for what the rows do not allow."""
        if self._guarded:
            return
        there = set(self._superuser.execute(UNIQUE))
        for _, definition in self._indexes - there:
            with suppress(psycopg.errors.UniqueViolation), self._superuser.transaction():
                self._superuser.execute(definition)
        self._guarded = self._indexes == set(self._superuser.execute(UNIQUE))

    def lose(self, name: str) -> None:
        self._papers = False
        assert self._engine.run("DELETE FROM evidence WHERE digest = ?", [digest(name)])

    def alter(self, name: str, content: bytes) -> None:
        self._papers = False
        values = [content, digest(name)]
        assert self._engine.run("UPDATE evidence SET content = ? WHERE digest = ?", values)


GIVEN = """
    SELECT entry ->> 0, (entry ->> 1)::bigint, entry ->> 2, entry ->> 3
    FROM json_array_elements(%s) AS given (entry)
"""

FILL = f"INSERT INTO entry ({ENTRY}) {GIVEN}"

REMOVE = f"DELETE FROM entry WHERE ({ENTRY}) IN ({GIVEN})"

UNIQUE = """
    SELECT indexname, indexdef FROM pg_catalog.pg_indexes
    WHERE schemaname = 'coopledger' AND tablename = 'entry' AND indexname <> 'entry_pkey'
      AND indexdef LIKE 'CREATE UNIQUE %'
"""

WORKED_OUT = """
    UPDATE pg_catalog.pg_attribute SET attgenerated = '{}'
    WHERE attrelid = 'coopledger.entry'::regclass AND atthasdef
"""
"""Whether the database works out of a body what rows are found by."""


def name_of(row: Row) -> str:
    return f"{row.book}#{row.seq}"


def head_of(row: Row) -> Head:
    return Head(row.book, row.seq, row.hash)


def saying(row: Row, record: Mapping[str, Any]) -> Row:
    """The row with another body under its old hash."""
    return row._replace(body=canonical(record))


REFERENCES = {"mends", "returns", "answers", "corrects", "supplements", "reverses", "replaced_by"}


def rebuilt(rows: Sequence[Row]) -> list[Row]:
    """A book with numbers, references and hashes that fit, in the order of `rows`."""
    places = {row.seq: place for place, row in enumerate(rows, start=1)}
    previous, anew = GENESIS, []
    for place, row in enumerate(rows, start=1):
        record = {**json.loads(row.body), "seq": place}
        moved = {
            name: places.get(record[name], record[name]) for name in REFERENCES & record.keys()
        }
        body = canonical(record | moved)
        previous = link(previous, body)
        anew.append(Row(row.book, place, body, previous))
    return anew


# What is edited


class Edit(NamedTuple):
    """A row with one thing in it changed, and what that was."""

    row: Row
    what: str

    def __str__(self) -> str:
        return f"{name_of(self.row)}{self.what}"


def edits(row: Row) -> Iterator[Edit]:
    """Every field of a body, and what is in it, changed and removed."""
    record = json.loads(row.body)
    for what, other in _edited(record):
        yield Edit(saying(row, other), what)


def additions(row: Row, samples: Mapping[str, Any]) -> Iterator[Edit]:
    """Every field added that a body has not, each as it stands in some other entry."""
    record = json.loads(row.body)
    for name in sorted(samples.keys() - record.keys()):
        yield Edit(saying(row, {**record, name: samples[name]}), f".{name} added")


def samples(rows: Iterable[Row]) -> Mapping[str, Any]:
    """A value of every field that any of `rows` has."""
    return {name: value for row in rows for name, value in json.loads(row.body).items()}


def _edited(tree: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    match tree:
        case dict():
            for name, value in tree.items():
                rest = {other: tree[other] for other in tree if other != name}
                yield f"{at}.{name} removed", rest
                for what, other in _edited(value, f"{at}.{name}"):
                    yield what, {**rest, name: other}
        case list():
            for place, value in enumerate(tree):
                before, behind = tree[:place], tree[place + 1 :]
                yield f"{at}[{place}] removed", [*before, *behind]
                for what, other in _edited(value, f"{at}[{place}]"):
                    yield what, [*before, other, *behind]
        case bool():
            yield f"{at} changed", not tree
        case int():
            yield f"{at} changed", tree + 1
        case str():
            yield f"{at} changed", _another(tree)


_WORDS = {
    "first": "amendment", "amendment": "correction", "correction": "restatement",
    "completed": "handed-over", "handed-over": "completed",
    "town": "hill", "hill": "town", "east": "west", "west": "east", "seed": "cement",
}  # fmt: skip


def _another(text: str) -> str:
    """A text that could stand in the place of `text`: another word, day, instant or digest."""
    head, last, end = text[:-1], text[-1:], ""
    if text.endswith("Z"):
        head, last, end = text[:-2], text[-2], "Z"
    if last.isdecimal():
        return f"{head}{(int(last) + 1) % 10}{end}"
    if len(text) == len(GENESIS):
        return f"{head}{'a' if last != 'a' else 'b'}"
    return _WORDS.get(text, f"{text}0")


# What is done to whole rows

Rows = list[Row]
Places = Iterator[tuple[int, Rows, set[tuple[str, int]]]]
"""A place in a book, its rows after something was done there, and what is found at which number."""


def numbered(rows: Iterable[Row]) -> Rows:
    """`rows` at the numbers of their places, with bodies and hashes as they were."""
    return [row._replace(seq=place) for place, row in enumerate(rows, start=1)]


def astray(*places: int) -> set[tuple[str, int]]:
    """What stands at `places` has a hash and a number that do not belong there."""
    return {(code, place) for code in ("B822", "B823") for place in places}


def deleted(rows: Rows) -> Places:
    for at in range(1, len(rows)):
        rest = [row for row in rows if row.seq != at]
        yield at, rest, {("B821", at + 1), ("B822", at + 1)}


def deleted_and_closed_up(rows: Rows) -> Places:
    for at, rest, _ in deleted(rows):
        yield at, numbered(rest), astray(at)


def duplicated(rows: Rows) -> Places:
    for at in range(1, len(rows) + 1):
        yield at + 1, numbered([*rows[:at], rows[at - 1], *rows[at:]]), astray(at + 1)


def inserted(rows: Rows) -> Places:
    """An entry of the forger's own, with the hash that belongs there."""
    for at in range(2, len(rows) + 1):
        before = rows[at - 2]
        body = canonical({**json.loads(before.body), "seq": at, "recorded_by": "Ai đó"})
        own = Row(before.book, at, body, link(before.hash, body))
        yield at, numbered([*rows[: at - 1], own, *rows[at - 1 :]]), astray(at + 1)


def swapped(rows: Rows) -> Places:
    for at in range(1, len(rows)):
        first, second = rows[at - 1 : at + 1]
        yield at, numbered([*rows[: at - 1], second, first, *rows[at + 1 :]]), astray(at, at + 1)


def hashed_otherwise(rows: Rows) -> Places:
    for at in range(1, len(rows) + 1):
        other = rows[at - 1]._replace(hash=rows[at - 2].hash)
        behind = {("B822", at + 1)} if at < len(rows) else set()
        yield at, [*rows[: at - 1], other, *rows[at:]], {("B822", at)} | behind


DEEDS = (deleted, deleted_and_closed_up, duplicated, inserted, swapped, hashed_otherwise)


# What is done to evidence


def digest(name: str) -> str:
    """Under what the evidence that is called `name` is kept."""
    return sha256(PAPERS[name]).hexdigest()


def at_its_place(kind: str, name: str, forger: Forger) -> None:
    """Put something that is no file where the evidence is kept."""
    assert isinstance(forger, FileForger)
    make(forger.paper(name), kind)


# One of each


class Told(NamedTuple):
    """Something a forger does, the code by which it is found, and the place that is named."""

    deed: Callable[[Forger], object]
    code: str
    named: str


def tenth_edited(forger: Forger) -> list[Row]:
    """The longer book, whose tenth entry has another note."""
    body = json.loads(forger.book(HILLS)[9].body)
    return forger.saying(HILLS, {10: {**body, "note": "khác"}})


def at_the_tenth(deed: Callable[[Rows], Places], forger: Forger) -> None:
    rows = next(rows for at, rows, _ in deed(forger.book(HILLS)) if at == 10)
    forger.put([*forger.book(COAST), *rows])


TOLD = {
    "edited": Told(lambda by: by.instead(*tenth_edited(by)), "B822", "hills#10"),
    "deleted": Told(partial(at_the_tenth, deleted), "B821", "hills#11"),
    "duplicated": Told(partial(at_the_tenth, duplicated), "B823", "hills#10"),
    "inserted": Told(partial(at_the_tenth, inserted), "B822", "hills#11"),
    "swapped": Told(partial(at_the_tenth, swapped), "B822", "hills#10"),
    "hashed otherwise": Told(partial(at_the_tenth, hashed_otherwise), "B822", "hills#10"),
    "evidence gone": Told(lambda by: by.lose("annex.pdf"), "B841", "hills#19"),
    "evidence altered": Told(lambda by: by.alter("annex.pdf", b"x"), "B842", "hills#19"),
    "cut": Told(lambda by: by.put([*by.book(COAST), *by.book(HILLS)[:20]]), "B832", "hills#24"),
    "a book gone": Told(lambda by: by.put(by.book(COAST)), "B831", "hills"),
    "rewritten": Told(lambda by: by.rewrite(tenth_edited(by)), "B833", "hills#5-24"),
}

IN_A_FILE = {
    **TOLD,
    "a folder": Told(partial(at_its_place, "a folder", "annex.pdf"), "B843", "hills#19"),
}
"""And what can be done only where a file is all."""
