"""What can go wrong between a client and a server: recorded once, or not and said so."""

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest

from coopledger.book.postgres.store import PostgresStore
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, ROOMS, cement
from tests.book.postgres.conftest import Opened, held
from tests.conftest import NOW, ROOT, Clock, ServerClock
from tests.postgres import OFFICE, Postgres

Commit = Callable[[PostgresStore, psycopg.Connection[Any]], None]


def codes(do: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        do()
    return [problem.code for problem in refusal.value.problems]


def test_while_an_append_to_one_book_is_held_open_another_book_is_appended_to(
    opened: Opened, postgres: Postgres, database: str
) -> None:
    with held(postgres, database, BIM_SON) as other, ThreadPoolExecutor() as pool:
        waiting = pool.submit(opened(OFFICE).append, CEMENT)
        assert opened("of-hau-loc").append(ROOMS).entry.name == f"{HAU_LOC}#2"
        assert not waiting.done()
        other.rollback()
        assert waiting.result(30).entry.name == f"{BIM_SON}#2"


def test_who_waits_too_long_is_told_that_it_is_held(
    postgres: Postgres, database: str, workspace: Path
) -> None:
    address = f"{postgres.address(database, OFFICE)}?options=-c%20lock_timeout%3D100ms"
    at = workspace_in(workspace).with_ledger(address)
    ledger = Ledger(at, clock=ServerClock(postgres, database), recorded_by="nobody")
    with held(postgres, database, BIM_SON):
        assert codes(lambda: ledger.append(CEMENT)) == ["S103"]
    assert ledger.append(CEMENT).entry.seq == 2


def cut(commit: Commit, *, first: bool) -> Commit:
    """The commit of a store, once cut off before it reaches the server, or before its answer."""
    left = [None]

    def cut(of: PostgresStore, connection: psycopg.Connection[Any]) -> None:
        if not left or not first:
            commit(of, connection)
        if left:
            left.pop()
            connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    return cut


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("key", [None, "import-1"])
def test_a_commit_whose_answer_is_lost_is_recorded_once(
    key: str | None, opened: Opened, monkeypatch: pytest.MonkeyPatch, *, first: bool
) -> None:
    ledger = opened(OFFICE)
    monkeypatch.setattr(PostgresStore, "_commit", cut(PostgresStore._commit, first=first))
    receipt = ledger.append(cement(key=key))
    assert (receipt.entry.name, receipt.already) == (f"{BIM_SON}#2", False)
    assert [head.seq for head in ledger.verify().heads] == [2]
    assert ledger.verify().problems == ()


@pytest.mark.parametrize("hours", [-1, 1])
def test_an_entry_was_recorded_when_the_server_says_so(
    hours: int, postgres: Postgres, database: str, workspace: Path, opened: Opened
) -> None:
    ServerClock(postgres, database)
    at = workspace_in(workspace).with_ledger(postgres.address(database, OFFICE))
    skewed = Clock(NOW + timedelta(hours=hours))
    receipt = Ledger(at, clock=skewed, recorded_by="nobody").append(CEMENT)
    assert receipt.entry.recorded_at == NOW
    assert opened(OFFICE).append(cement(document="13/BB")).entry.recorded_at == NOW


@pytest.mark.parametrize(
    ("state", "code"), [("53100", "S104"), ("XX001", "S106"), ("22000", "S141")]
)
def test_what_the_server_cannot_do_changes_nothing(
    state: str, code: str, opened: Opened, postgres: Postgres, database: str
) -> None:
    failing(postgres, database, state)
    assert codes(lambda: opened(OFFICE).append(CEMENT)) == [code]
    postgres.ask("DROP TRIGGER fails ON coopledger.entry", database=database)
    assert opened(OFFICE).entries(programme=BIM_SON) == ()
    assert opened(OFFICE).append(CEMENT).entry.seq == 2


def failing(postgres: Postgres, database: str, state: str) -> None:
    """Whatever is inserted fails with an SQLSTATE."""
    postgres.ask(
        "CREATE FUNCTION public.fails() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$BEGIN RAISE 'no' USING ERRCODE = '{state}'; END$$;"
        " CREATE TRIGGER fails BEFORE INSERT ON coopledger.entry"
        " FOR EACH ROW EXECUTE FUNCTION public.fails()",
        database=database,
    )


def test_on_a_small_disk_what_was_acknowledged_stays_and_nothing_else(
    unshare: str, tmp_path: Path
) -> None:
    """A server may fall over it (S131), and then nobody may know what was kept (S138)."""
    folders = [tmp_path / name for name in ("data", "log", "workspace")]
    for folder in folders:
        folder.mkdir()
    done = subprocess.run(
        [unshare, "-rm", "sh", "-c", SMALL_DISKS, unshare, sys.executable, *folders],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    said = re.fullmatch(
        "data paper: S104\ndata words: (.*)\nlog paper: (.*)\nlog words: (.*)\n", done.stdout
    )
    assert said, done.stdout + done.stderr
    assert {*said.groups()} <= {"S104", "S131", "S138"}
    assert not done.stderr


SMALL_DISKS = (
    'mount -t tmpfs -o size=120m tmpfs "$2" && mount -t tmpfs -o size=32m tmpfs "$3" &&'
    ' exec "$0" -U --map-user=1000 --map-group=1000'
    ' "$1" -m tests.book.postgres.small_disk "$2" "$3" "$4"'
)
"""Mounts as who may, and goes on as somebody who may run a server."""


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_who_is_in_the_way_of_another_tries_again(
    state: str,
    opened: Opened,
    postgres: Postgres,
    database: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing(postgres, database, state)

    def gone(_: float) -> None:
        postgres.ask("DROP TRIGGER IF EXISTS fails ON coopledger.entry", database=database)

    monkeypatch.setattr("time.sleep", gone)
    assert opened(OFFICE).append(CEMENT).entry.seq == 2


def test_two_hundred_are_connected_at_once_and_each_is_heard(opened: Opened) -> None:
    count = 200
    together = Barrier(count, timeout=60)
    opened(OFFICE).append(CEMENT)

    def office(number: int) -> str:
        ledger = opened(OFFICE)
        with ledger._store.reading() as session:
            together.wait()
            assert session.books() == (BIM_SON,)
        return ledger.append(
            cement(quantity=f"{number + 1} kg", document=f"{number}/BB")
        ).entry.name

    with ThreadPoolExecutor(count) as pool:
        names = list(pool.map(office, range(count)))
    assert sorted(names) == sorted(f"{BIM_SON}#{n + 3}" for n in range(count))
    assert opened(OFFICE).verify().problems == ()
