"""What is particular to a ledger on a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from coopledger.book.draft import Variant
from coopledger.book.postgres import session, store
from coopledger.book.postgres.session import PostgresSession
from coopledger.book.postgres.store import PostgresStore
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON, CEMENT, ROOMS, cement
from tests.conftest import NOW, ServerClock
from tests.postgres import OFFICE, Postgres, new_ledger


@pytest.fixture
def database(postgres: Postgres) -> str:
    return new_ledger(postgres)


@pytest.fixture
def ledger(postgres: Postgres, database: str, workspace: Path) -> Ledger:
    clock = ServerClock(postgres, database)
    at = workspace_in(workspace).with_ledger(postgres.address(database, OFFICE))
    return Ledger(at, clock=clock, recorded_by="nobody")


def test_what_is_recorded_is_there(ledger: Ledger) -> None:
    receipt = ledger.append(CEMENT)
    assert receipt.entry.name == f"{BIM_SON}#2"
    assert receipt.entry.recorded_by == "Lê Thị Mai"
    assert ledger.verify().problems == ()


def refused(ledger: Ledger) -> list[str]:
    with pytest.raises(Refused) as refusal:
        ledger.append(CEMENT)
    return [problem.code for problem in refusal.value.problems]


def test_a_book_is_read_and_appended_to_in_pieces(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_TOGETHER", 2)
    drafts = [cement(quantity=f"{n} tonne", document=f"{n}/BB") for n in range(1, 8)]
    ledger.append_all(lambda batch: list(batch.append(map(Variant.of, drafts))))
    with ledger._store.reading() as reading:
        assert [row.seq for row in reading.rows(BIM_SON)] == list(range(1, 9))
        assert [row.seq for row in reading.rows(BIM_SON, behind=3)] == list(range(4, 9))
    assert [head.seq for head in ledger.verify().heads] == [8]


def test_no_setting_of_a_machine_or_a_login_changes_what_is_said(
    ledger: Ledger, postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("PGCLIENTENCODING", "LATIN1"),
        ("PGDATESTYLE", "German"),
        ("PGTZ", "Asia/Tokyo"),
    ):
        monkeypatch.setenv(name, value)
    for setting in ("DateStyle = 'SQL, DMY'", "TimeZone = 'Asia/Tokyo'", "search_path = ''"):
        postgres.ask(f"ALTER ROLE {OFFICE} IN DATABASE {database} SET {setting}")
    receipt = ledger.append(cement(note="đợt một"))
    assert ledger.verify().problems == ()
    assert (receipt.entry.note, receipt.entry.recorded_at) == ("đợt một", NOW)
    assert server_at(postgres.address(database, OFFICE)).granted()


def test_a_ledger_of_another_version(ledger: Ledger, postgres: Postgres, database: str) -> None:
    postgres.ask("UPDATE coopledger.version SET number = 0", database=database)
    assert refused(ledger) == ["S142"]
    postgres.ask("UPDATE coopledger.version SET number = 1, least = 9", database=database)
    assert refused(ledger) == ["S102"]


def test_a_newer_version_is_used_as_long_as_it_allows_and_judged_by_its_own_program(
    ledger: Ledger, postgres: Postgres, database: str
) -> None:
    ledger.append(CEMENT)
    postgres.ask("ALTER TABLE coopledger.entry ADD COLUMN more text", database=database)
    postgres.ask("UPDATE coopledger.version SET number = 9", database=database)
    assert ledger.append(ROOMS).entry.seq == 2
    assert len(ledger.entries()) == 4
    with pytest.raises(Refused) as refusal:
        ledger.verify()
    assert [problem.code for problem in refusal.value.problems] == ["S102"]


MANY_OTHERS = """
    SET session_replication_role = replica;
    INSERT INTO coopledger.book SELECT 'other-' || n FROM generate_series(1, 300) AS of (n);
    INSERT INTO coopledger.entry (book, seq, body, hash)
        SELECT id, seq, body, hash FROM coopledger.book, coopledger.entry WHERE book <> id;
"""
"""Three hundred books like the one there is, which nobody has a say in."""

COUNTED_BY_OTHERS = """
    INSERT INTO coopledger.{0}
    SELECT other.* FROM coopledger.{0} AS mine, generate_series(1, 300) AS of (n),
        jsonb_populate_record(mine, jsonb_build_object('login', 'other-' || n)) AS other;
    ANALYZE;
"""
"""What the login has counted, as three hundred others may have counted it as well."""


def test_a_party_looks_at_nothing_that_only_others_have(
    ledger: Ledger, postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.append(CEMENT)
    shown = ledger.progress(detailed=False)
    tables = ("figure", "counted", "file", "agreed")
    postgres.ask(MANY_OTHERS + "".join(map(COUNTED_BY_OTHERS.format, tables)), database=database)
    over: list[float] = []

    def explained(of: PostgresSession, query: Any, values: Any = None) -> Any:
        of.connection.execute("SET LOCAL enable_seqscan = off")  # as with many entries
        explained = of.connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", values)
        (((plan,),),) = explained.fetchall()
        over.extend(passed_over(plan["Plan"]))
        return of.connection.execute(query, values).fetchall()

    monkeypatch.setattr(PostgresSession, "_all", explained)
    assert ledger.progress(detailed=False) == shown
    assert len(over) > 6
    assert sum(over) == 0


def passed_over(plan: dict[str, Any]) -> Iterator[float]:
    """How many entries were looked at in each part of a plan, and not shown."""
    yield plan.get("Rows Removed by Filter", 0)
    for part in plan.get("Plans", ()):
        yield from passed_over(part)


def test_what_no_standby_takes_over_is_not_called_recorded(
    ledger: Ledger, postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_REPLICATED", 0.1)
    postgres.ask(f"ALTER DATABASE {database} SET synchronous_commit = on")
    with standing_by(postgres, "nobody"):
        assert refused(ledger) == ["S139"]


@contextmanager
def standing_by(postgres: Postgres, name: str) -> Iterator[None]:
    """The server waits for a standby of this name."""
    postgres.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
    postgres.ask("SELECT pg_reload_conf()")
    yield
    postgres.ask("ALTER SYSTEM RESET synchronous_standby_names")
    postgres.ask("SELECT pg_reload_conf()")


def test_where_nobody_knows_whether_it_was_kept(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(of: PostgresStore, connection: psycopg.Connection[Any]) -> None:
        connection.close()
        of.address = of.address._replace(parameters={**of.address.parameters, "port": "1"})
        store._close(of._idle)
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(store, "PATIENCE", 0)
    monkeypatch.setattr(PostgresStore, "_commit", lost)
    assert refused(ledger) == ["S138"]
