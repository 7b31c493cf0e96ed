"""A ledger that offices share, each by a login of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.terms.workspace import workspace_in
from tests.conftest import ServerClock
from tests.postgres import OFFICE, PARTIES, Postgres, new_ledger

Opened = Callable[[str], Ledger]

AUDITOR = "auditor"
"""A login that reads all books."""


@pytest.fixture
def database(postgres: Postgres) -> str:
    return shared(postgres)


def shared(postgres: Postgres) -> str:
    """A ledger with a login for each party, `of-bim-son`, and one that reads all books."""
    database = new_ledger(postgres)
    server = server_at(postgres.address(database))
    for party in PARTIES:
        server.grant(Grant(f"of-{party}", party, party=party))
    server.grant(Grant(AUDITOR, "Phạm Thanh Tra", everything=True))
    return database


@pytest.fixture
def server_clock(postgres: Postgres, database: str) -> ServerClock:
    return ServerClock(postgres, database)


@pytest.fixture
def opened(postgres: Postgres, database: str, workspace: Path, server_clock: ServerClock) -> Opened:
    return opening(postgres, database, workspace, server_clock)


def opening(postgres: Postgres, database: str, workspace: Path, clock: ServerClock) -> Opened:
    """The ledger as a login sees it."""
    here = workspace_in(workspace)

    def opened(login: str) -> Ledger:
        at = here.with_ledger(postgres.address(database, login))
        return Ledger(at, clock=clock, recorded_by="nobody")

    return opened


@contextmanager
def held(postgres: Postgres, database: str, book: str) -> Iterator[psycopg.Connection[Any]]:
    """Somebody is about to append to `book`, and does not come to an end."""
    with psycopg.connect(postgres.address(database, OFFICE)) as connection:
        connection.execute("SELECT coopledger.hold(%s)", (book,))
        yield connection
