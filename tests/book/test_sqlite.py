"""The file: what it refuses, what it survives, and what it looks like to others."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from coopledger import Draft, Kind
from coopledger.book.schema import APPLICATION_ID, MIGRATIONS
from coopledger.book.sqlite import SqliteStore
from coopledger.book.store import Row, Session
from coopledger.ledger import Ledger
from coopledger.problem import Cause, Refused
from tests.book.acts import reopened
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, LAST, cement, names, refused
from tests.refusals import files

Raw = sqlite3.Connection
NEXT = LAST[BIM_SON] + 1
"""The number of the next entry in the book of Bỉm Sơn."""


@pytest.fixture
def raw(everything: Ledger, file: Path) -> Iterator[Raw]:
    """The ledger's file as anybody may open it."""
    assert everything
    connection = sqlite3.connect(file, isolation_level=None)
    yield connection
    connection.close()


def codes(ask: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as caught:
        ask()
    return {problem.code for problem in caught.value.problems}


# When a file comes into being


def read_all(ledger: Ledger) -> None:
    ledger.terms()
    ledger.progress()
    ledger.entries()
    ledger.verify()


def test_a_first_record_that_fails_takes_no_other_with_it(file: Path) -> None:
    """Somebody has opened the new file and waits: it has to be the file that stays."""
    first, second = SqliteStore(file), SqliteStore(file)
    with suppress(KeyboardInterrupt), first.writing():
        waiting = sqlite3.connect(file, isolation_level=None)
        waiting.execute("PRAGMA user_version").fetchone()
        raise KeyboardInterrupt
    with second.writing() as session:
        session.insert([Row("b", 1, "{}", "0" * 64)])
    assert waiting.execute("SELECT book FROM entry").fetchall() == [("b",)]
    waiting.close()


def test_a_reader_creates_no_file(ledger: Ledger, workspace: Path) -> None:
    before = sorted(workspace.iterdir())
    read_all(ledger)
    assert sorted(workspace.iterdir()) == before


def test_a_reader_changes_no_file(everything: Ledger, workspace: Path) -> None:
    before = files(workspace)
    read_all(everything)
    assert files(workspace) == before


def test_the_first_record_creates_the_file_and_nothing_beside_it(
    ledger: Ledger, workspace: Path, file: Path
) -> None:
    before = set(workspace.iterdir())
    ledger.append(CEMENT)
    assert set(workspace.iterdir()) - before == {file}


def test_the_first_record_creates_the_folder(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "new" / "folder" / "ledger.sqlite3")
    with store.writing():
        pass
    assert store.path.exists()


def test_a_dry_run_creates_no_folder(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "new" / "ledger.sqlite3").writing(keep=False):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_says_what_it_is(raw: Raw) -> None:
    said = [
        raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode")
    ]
    assert said == [APPLICATION_ID, len(MIGRATIONS), "delete"]


def test_a_record_is_on_the_disk_before_it_is_acknowledged(ledger: Ledger) -> None:
    """And what an interrupted one leaves in the file can be rolled back."""

    def asked(session: Session) -> list[Any]:
        ask = session._connection.execute  # type: ignore[attr-defined]
        return [ask(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]

    assert ledger._store.written(asked) == [3, "delete"], "3 is EXTRA"


# What the file refuses while its triggers stand

ROW = f"""INTO entry (book, seq, body, hash) SELECT book, {{seq}}, {{body}}, hash
    FROM entry WHERE book = '{BIM_SON}' AND seq = 2"""

TWICE = (
    """'{"key":"import-1"}'""",
    """'{"key":"answer-1"}'""",
    """'{"reverses":3}'""",
    """'{"answers":6}'""",
    """'{"answers":8}'""",
    """'{"answers":8,"corrects":10}'""",
    """'{"answers":6,"corrects":0}'""",
    """'{"answers":6,"corrects":null}'""",
)
"""What was said before and is said once."""


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE entry SET hash = hash WHERE seq = 2", id="update"),
        pytest.param("UPDATE OR REPLACE entry SET seq = 3 WHERE seq = 2", id="update or replace"),
        pytest.param(f"DELETE FROM entry WHERE seq = {NEXT - 1}", id="delete"),
        pytest.param("DELETE FROM entry", id="delete all"),
        pytest.param("INSERT OR REPLACE " + ROW.format(seq=2, body="'{}'"), id="replace by seq"),
        pytest.param("REPLACE " + ROW.format(seq=NEXT - 1, body="'{}'"), id="replace the last"),
        *(
            pytest.param(f"{how} {ROW.format(seq=NEXT, body=body)}", id=f"{how.lower()} {body}")
            for how in ("INSERT", "INSERT OR REPLACE", "REPLACE")
            for body in TWICE
        ),
        pytest.param(
            f"INSERT {ROW.format(seq=2, body='body')} ON CONFLICT DO UPDATE SET hash = ''",
            id="upsert",
        ),
        pytest.param("INSERT " + ROW.format(seq=NEXT + 1, body="'{}'"), id="a gap"),
        pytest.param("INSERT " + ROW.format(seq=0, body="'{}'"), id="number 0"),
        pytest.param(
            "INSERT INTO entry (book, seq, body, hash) VALUES ('new', 2, '{}', '')",
            id="a book that does not begin at 1",
        ),
        pytest.param("INSERT " + ROW.format(seq=NEXT, body="'no JSON'"), id="no JSON"),
        pytest.param("INSERT " + ROW.format(seq=NEXT, body="x'7b7d'"), id="bytes"),
        pytest.param("INSERT " + ROW.format(seq=NEXT, body="NULL"), id="no body"),
    ],
)
def test_it_is_refused_by_the_file(raw: Raw, statement: str) -> None:
    def rows() -> list[object]:
        return raw.execute("SELECT book, seq, body, hash FROM entry ORDER BY 1, 2").fetchall()

    before = rows()
    with pytest.raises(sqlite3.Error):
        raw.execute(statement)
    assert rows() == before


@pytest.mark.parametrize("body", TWICE)
def test_what_is_unique_is_so_without_the_trigger(raw: Raw, body: str) -> None:
    raw.execute("DROP TRIGGER entry_is_only_appended")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute(f"INSERT {ROW.format(seq=NEXT, body=body)}")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{}", id="anything"),
        pytest.param('{"answers":13}', id="a first answer"),
        pytest.param('{"answers":6,"corrects":9}', id="a second answer that corrects the first"),
        pytest.param('{"answers":8,"corrects":12}', id="a third answer that corrects the second"),
        pytest.param('{"answers":10,"corrects":12}', id="of what another answer corrects"),
        pytest.param('{"key":"import-2"}', id="another key"),
    ],
)
def test_the_next_row_of_a_book_is_accepted_by_the_file(raw: Raw, body: str) -> None:
    statement = "INSERT " + ROW.format(seq=NEXT, body=f"'{body}'")
    assert raw.execute(statement).rowcount == 1
    with pytest.raises(sqlite3.Error):
        raw.execute(statement)


def test_what_is_unique_is_so_in_its_book(raw: Raw) -> None:
    other = ROW.format(seq=LAST[HAU_LOC] + 1, body="""'{"key":"import-1","answers":6}'""")
    assert raw.execute("INSERT " + other.replace(BIM_SON, HAU_LOC)).rowcount == 1


# Ledgers of older versions


@pytest.fixture
def first_version(everything: Ledger, file: Path) -> Ledger:
    """A ledger as version 1 made it: before there were answers, returns and papers."""
    with closing(sqlite3.connect(file)) as current:
        rows = current.execute("SELECT book, seq, body, hash FROM entry ORDER BY book, seq")
        kept = [row for row in rows if row[1] <= 7 - (row[0] == HAU_LOC)]
    file.unlink()
    with closing(sqlite3.connect(file)) as older:
        for statement in MIGRATIONS[0]:
            older.execute(statement)
        older.executemany("INSERT INTO entry (book, seq, body, hash) VALUES (?, ?, ?, ?)", kept)
        older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        older.execute("PRAGMA user_version = 1")
        older.commit()
    return everything


def version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def test_an_older_ledger_is_read_and_verified_as_it_is(
    first_version: Ledger, workspace: Path, file: Path
) -> None:
    before = files(workspace)
    assert len(first_version.entries()) == 13
    read_all(first_version)
    assert first_version.verify().problems == ()
    assert (files(workspace), version(file)) == (before, 1)


def test_the_next_record_makes_an_older_ledger_a_current_one(
    first_version: Ledger, file: Path
) -> None:
    before, heads = names(first_version), set(first_version.verify().heads)
    receipt = first_version.append(cement(document="99"))
    assert version(file) == len(MIGRATIONS)
    assert names(first_version) == [*before, f"delivery {receipt.entry.name}"]
    assert first_version.verify(expected=tuple(heads)).problems == ()
    answer = Draft(kind=Kind.ANSWER, concerns=receipt.entry.name, party="lang-chanh")
    assert first_version.append(answer).kept
    assert first_version.verify().problems == ()
    with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.Error):
        connection.execute("INSERT " + ROW.format(seq=10, body="""'{"answers":8}'"""))


def test_what_is_not_kept_leaves_an_older_ledger_as_it_is(
    first_version: Ledger, file: Path
) -> None:
    before = file.read_bytes()
    assert not first_version.append(cement(document="99"), dry_run=True).kept
    assert set(refused(first_version, cement(document="99", quantity="0 tonne"))) == {"B104"}
    assert (file.read_bytes(), version(file)) == (before, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entry_is_never_removed",
        "DROP INDEX entry_key",
        "ALTER TABLE entry ADD COLUMN price TEXT",
        "PRAGMA user_version = 2",
    ],
)
def test_an_older_ledger_that_was_altered_is_found(
    first_version: Ledger, file: Path, statement: str
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
    assert {problem.code for problem in first_version.verify().problems} == {"B812"}


def test_a_ledger_that_says_it_is_older_than_it_is_is_found(
    everything: Ledger, file: Path, raw: Raw
) -> None:
    raw.execute("PRAGMA user_version = 1")
    before = file.read_bytes()
    assert {problem.code for problem in everything.verify().problems} == {"B812"}
    assert codes(lambda: everything.append(cement(document="99"))) == {"S106"}
    assert file.read_bytes() == before


# Files that cannot be read or written


def refused_unchanged(ledger: Ledger, file: Path, code: str) -> None:
    """Reading and recording are refused with `code`; verification says it; the file stays."""
    before = file.read_bytes()
    assert codes(ledger.entries) == {code}
    assert codes(lambda: ledger.append(CEMENT)) == {code}
    assert {problem.code for problem in ledger.verify().problems} == {code}
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", [b"hello\n", b"hello\n" * 1000, b"SQLite format 3\0"], ids=len)
def test_a_file_that_is_no_database_is_not_a_ledger(
    ledger: Ledger, file: Path, text: bytes
) -> None:
    file.write_bytes(text)
    refused_unchanged(ledger, file, "S101")


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(["CREATE TABLE t (x)"], id="a table"),
        pytest.param(["PRAGMA user_version = 1"], id="a version"),
        pytest.param(["PRAGMA application_id = 1", "CREATE TABLE t (x)"], id="another program's"),
        pytest.param([f"PRAGMA application_id = {APPLICATION_ID}"], id="only the mark of ours"),
    ],
)
def test_another_database_is_not_a_ledger(
    ledger: Ledger, file: Path, statements: list[str]
) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    refused_unchanged(ledger, file, "S101")


@pytest.mark.parametrize("version", [0, -1], ids=str)
def test_a_ledger_that_denies_its_version_is_not_taken_for_empty(
    everything: Ledger, file: Path, raw: Raw, version: int
) -> None:
    raw.execute(f"PRAGMA user_version = {version}")
    refused_unchanged(everything, file, "S101")


def test_a_ledger_of_a_newer_version_is_left_alone(
    everything: Ledger, file: Path, raw: Raw
) -> None:
    """It is no fault of the book's either, that this program is too old to verify it."""
    raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = file.read_bytes()
    for ask in (everything.entries, lambda: everything.append(CEMENT), everything.verify):
        assert codes(ask) == {"S102"}
    assert file.read_bytes() == before


def test_an_empty_file_is_a_ledger_in_which_nothing_was_recorded(
    ledger: Ledger, file: Path
) -> None:
    file.touch()
    assert ledger.entries() == ()
    assert ledger.verify().problems == ()
    assert file.read_bytes() == b""
    assert ledger.append(CEMENT).adopted


@pytest.mark.parametrize("kept", [2, 99, 511, 4096, 8192, 20_000, -4096, -1], ids=str)
def test_a_truncated_ledger_is_refused(everything: Ledger, file: Path, kept: int) -> None:
    file.write_bytes(file.read_bytes()[:kept])
    before = file.read_bytes()
    assert codes(everything.entries) <= {"S101", "S106"}
    assert codes(lambda: everything.append(CEMENT)) <= {"S101", "S106"}
    assert everything.verify().problems
    assert file.read_bytes() == before


def test_a_folder_in_the_ledgers_place_is_not_accessible(ledger: Ledger, file: Path) -> None:
    file.mkdir()
    assert codes(ledger.entries) == codes(lambda: ledger.append(CEMENT)) == {"S105"}
    assert list(file.iterdir()) == []


def test_where_no_folder_can_be_made_it_is_not_accessible(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = SqliteStore(tmp_path / "file" / "below" / "ledger.sqlite3")

    def write() -> None:
        with store.writing():
            pytest.fail("there is nothing to write to")

    assert codes(write) == {"S105"}


def test_a_ledger_somebody_else_writes_to_can_be_read_but_not_written(
    everything: Ledger, file: Path, raw: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopledger.book.sqlite.LOCK_SECONDS", 0.05)
    before = file.read_bytes()
    raw.execute("BEGIN IMMEDIATE")
    assert len(everything.entries()) == sum(LAST.values())
    assert codes(lambda: everything.append(CEMENT)) == {"S103"}
    raw.execute("COMMIT")
    raw.execute("BEGIN EXCLUSIVE")
    assert codes(everything.entries) == {"S103"}
    raw.execute("COMMIT")
    assert file.read_bytes() == before


def test_nobody_reads_a_second_time_while_reading(
    everything: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer between both would wait for the end of the first, which waits for the second."""
    reading = SqliteStore.reading
    open_now: list[SqliteStore] = []

    @contextmanager
    def alone(store: SqliteStore) -> Iterator[Session]:
        assert not open_now
        open_now.append(store)
        try:
            with reading(store) as session:
                yield session
        finally:
            open_now.pop()

    monkeypatch.setattr(SqliteStore, "reading", alone)
    everything.append(CEMENT)
    reopened(everything).progress()
    reopened(everything).entries()
    reopened(everything).append(cement(document="13"), dry_run=True)


def test_who_waits_for_another_writer_is_served(everything: Ledger, file: Path) -> None:
    """The other lets go after a while that is shorter than the patience."""
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, file], stdout=subprocess.PIPE, text=True
    )
    with holding:
        assert holding.stdout is not None
        assert holding.stdout.readline() == "locked\n"
        receipt = everything.append(cement(document="99"))
        assert holding.stdout.readline() == "letting go\n"
    assert receipt.kept


HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(0.3)
print("letting go", flush=True)
connection.execute("COMMIT")
"""


FULL_DISK = """
import resource, sys
from datetime import UTC, datetime
from coopledger import Draft, Kind
from coopledger.ledger import Ledger
from coopledger.problem import Refused
ledger = Ledger.open(sys.argv[1], recorded_by="Mai",
                     clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
assert ledger.proposed
draft = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 tonne", date="2023-03-15",
              document="99/BB", note="ă" * 4000)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    ledger.append(draft)
except Refused as refused:
    print(*(problem.code for problem in refused.problems))
"""


def record_with_room_for(workspace: Path, size: int) -> str:
    """What a process is told that may not make any file larger than `size` bytes."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, workspace, str(size)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_full_disk_leaves_the_ledger_as_it_was(
    everything: Ledger, workspace: Path, file: Path
) -> None:
    before = names(everything)
    assert record_with_room_for(workspace, file.stat().st_size) == "S104"
    assert names(everything) == before
    assert everything.verify().problems == ()
    assert everything.append(cement(document="99")).kept


@pytest.mark.parametrize("size", [0, 512, 8192], ids=str)
def test_a_full_disk_leaves_no_first_record(ledger: Ledger, workspace: Path, size: int) -> None:
    assert record_with_room_for(workspace, size) == "S104"
    assert ledger.entries() == ()
    assert ledger.append(CEMENT).adopted


@pytest.mark.parametrize(
    ("errorcode", "code"),
    [
        (sqlite3.SQLITE_BUSY, "S103"),
        (sqlite3.SQLITE_BUSY_RECOVERY, "S103"),
        (sqlite3.SQLITE_FULL, "S104"),
        (sqlite3.SQLITE_IOERR_WRITE, "S104"),
        (sqlite3.SQLITE_IOERR_READ, "S105"),
        (sqlite3.SQLITE_READONLY, "S105"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "S105"),
        (sqlite3.SQLITE_CANTOPEN, "S105"),
        (sqlite3.SQLITE_CORRUPT, "S106"),
        (sqlite3.SQLITE_NOTADB, "S101"),
    ],
)
def test_what_sqlite_says_has_a_code(file: Path, errorcode: int, code: str) -> None:
    """For the failures that cannot be brought about on every machine."""
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = errorcode
    error.sqlite_errorname = "SQLITE_SOMETHING"
    (problem,) = SqliteStore(file)._refused(error).problems
    assert (problem.code, problem.values["cause"]) == (code, Cause("SQLITE_SOMETHING", "it failed"))


# What a killed writer leaves behind

KILLED = f"""
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")  # so that pages are written before the commit
connection.execute("BEGIN IMMEDIATE")
for seq in range({NEXT}, {NEXT + 52}):
    connection.execute("INSERT INTO entry (book, seq, body, hash) VALUES ('{BIM_SON}', ?, ?, '')",
                       (seq, '{{"note":"' + "x" * 3000 + '"}}'))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    "next_one",
    [
        pytest.param(lambda ledger: ledger.entries(), id="reader"),
        pytest.param(lambda ledger: ledger.verify(), id="verifier"),
        pytest.param(lambda ledger: ledger.append(CEMENT, dry_run=True), id="dry run"),
    ],
)
def test_what_a_killed_writer_left_is_rolled_back_by_the_next(
    everything: Ledger, file: Path, next_one: Callable[[Ledger], object]
) -> None:
    before = file.read_bytes()
    journal = file.with_name(file.name + "-journal")
    assert subprocess.run([sys.executable, "-c", KILLED, file], check=False).returncode == -9
    assert journal.exists()
    assert file.read_bytes() != before, "half of it was in the file"
    next_one(everything)
    assert not journal.exists()
    assert file.read_bytes() == before
