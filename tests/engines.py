"""The engines that can keep a ledger: what both promise is tested of both.

A test marked with `on_both` has its `ledger`, `coop` and `clock` twice: with a file, as every other
test has, and with a server.
"""

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
import pytest
from psycopg import Connection

from coopledger.book.chain import Growth
from coopledger.book.postgres.grant import Grant
from coopledger.book.shelf import Source
from coopledger.book.store import Row
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.terms.workspace import EVIDENCE, LEDGER, Workspace, workspace_in
from tests.postgres import ADMIN, OFFICE, PARTIES, SUCCESSORS, Postgres

on_both = pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)

ENTRY = "book, seq, body, hash"
"""What of an entry no engine works out itself."""

ROWS = f"SELECT {ENTRY} FROM entry ORDER BY book, seq"


class Engine(Protocol):
    """Where the ledger of a test is kept."""

    @property
    def variables(self) -> Mapping[str, str]:
        """What the environment says of it."""
        ...

    def known_as(self, person: str) -> Mapping[str, str]:
        """The same where `person`, who speaks for everybody, is at work."""
        ...

    def at(self, workspace: Workspace) -> Workspace:
        """The workspace, with its ledger there."""
        ...

    def bring(self, recorded: Path) -> None:
        """Let the ledger hold what that of another workspace does, which nobody changes."""
        ...

    def unguard(self) -> None:
        """Let entries be changed."""
        ...

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """What somebody does to its tables past the program; says to how many rows."""
        ...

    def rows(self) -> list[Row]:
        """Every entry, as it is kept."""
        ...


class InFile:
    """A ledger in the file of its workspace."""

    variables: Mapping[str, str] = {}

    def __init__(self, workspace: Path) -> None:
        self.workspace, self.file = workspace, workspace / LEDGER

    def known_as(self, person: str) -> Mapping[str, str]:  # noqa: ARG002
        """Whoever can write to the file says who it is."""
        return {}

    def at(self, workspace: Workspace) -> Workspace:
        return workspace

    def bring(self, recorded: Path) -> None:
        shutil.copy(recorded / LEDGER, self.file)
        shutil.copytree(recorded / EVIDENCE, self.workspace / EVIDENCE)

    def unguard(self) -> None:
        self.run("DROP TRIGGER entry_is_never_changed")

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(statement, values).rowcount

    def rows(self) -> list[Row]:
        with closing(sqlite3.connect(self.file)) as connection:
            return [Row(*row) for row in connection.execute(ROWS)]


_TABLES = (
    "book", "speaker", "evidence", "keeper", "exhibit", "figure", "counted", "file", "agreed",
    "entry",
)  # fmt: skip
"""All that recording fills."""


class OnServer:
    """A ledger on a server, which `OFFICE` records in and a superuser may do everything to."""

    def __init__(self, server: Postgres, database: str) -> None:
        self.server, self.database = server, database
        self.superuser: Connection[Any] = psycopg.connect(self.address(ADMIN), autocommit=True)
        self.superuser.execute(
            "SET session_replication_role = replica; SET search_path = coopledger, pg_catalog"
        )
        self._kept: dict[Path, str] = {}
        self._known: set[str] = set()

    @property
    def variables(self) -> Mapping[str, str]:
        return {"COOP_LEDGER": self.address()}

    def address(self, login: str = OFFICE) -> str:
        return self.server.address(self.database, login)

    def known_as(self, person: str) -> Mapping[str, str]:
        login = f"clerk {person}"
        if login not in self._known:
            self._known.add(login)
            keeper = server_at(self.address(ADMIN))
            for party in (*PARTIES, *SUCCESSORS):
                keeper.grant(Grant(login, person, party=party))
        return {"COOP_LEDGER": self.address(quote(login))}

    def at(self, workspace: Workspace) -> Workspace:
        return workspace.with_ledger(self.address())

    def bring(self, recorded: Path) -> None:
        self.empty()
        self._brought = recorded
        if recorded not in self._kept:
            self._record(workspace_in(recorded))
            self._kept[recorded] = self._keep(f"kept_{len(self._kept)}")
        else:
            self._fill(self._kept[recorded])

    def bring_again(self) -> None:
        """Let it hold what was brought last."""
        self.empty()
        self._fill(self._kept[self._brought])

    def _fill(self, kept: str) -> None:
        columns = {"entry": f"({ENTRY})"}
        self.superuser.execute(
            "; ".join(
                f"INSERT INTO {table} {columns.get(table, '')} SELECT * FROM {kept}.{table}"
                for table in _TABLES
            )
        )

    def _keep(self, name: str) -> str:
        """Copy what it holds into a schema of this name."""
        self.superuser.execute(f"CREATE SCHEMA {name}")
        for table in _TABLES:
            what = ENTRY if table == "entry" else "*"
            self.superuser.execute(f"CREATE TABLE {name}.{table} AS SELECT {what} FROM {table}")
        return name

    def _record(self, workspace: Workspace) -> None:
        """Bring in what a workspace holds, as who looks after the ledger does."""
        theirs, admin, office = (
            Ledger(at, clock=_never, recorded_by="")
            for at in (workspace, workspace.with_ledger(self.address(ADMIN)), self.at(workspace))
        )
        move(theirs, admin)
        office.progress(date(2026, 1, 1), detailed=False)  # for which it counts what is there

    def empty(self) -> None:
        """Let it hold nothing."""
        self.superuser.execute("; ".join(f"DELETE FROM {table}" for table in _TABLES))

    def unguard(self) -> None:
        """The superuser is where triggers do not fire."""

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        return self.superuser.execute(statement.replace("?", "%s"), [*values] or None).rowcount

    def rows(self) -> list[Row]:
        return [Row(*row) for row in self.superuser.execute(ROWS)]

    def count(self) -> int:
        """How many entries there are."""
        ((found,),) = self.superuser.execute("SELECT count(*) FROM entry")
        return int(found)


def move(source: Ledger, target: Ledger) -> tuple[Growth, ...]:
    """Bring the books of one ledger into another, after what stands behind them."""
    with source.kept() as kept:
        target.cabinet.put(
            {one: Source(one.name, partial(source.cabinet.parts, one)) for _, one in kept.evidence}
        )
        return target.restore(kept)


def _never() -> datetime:
    raise AssertionError("nobody asks how late it is")
