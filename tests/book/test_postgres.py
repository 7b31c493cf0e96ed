"""What is particular to a ledger on a server."""

from pathlib import Path

import pytest

from coopledger.ledger import Ledger
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON, CEMENT
from tests.conftest import ServerClock
from tests.postgres import OFFICE, Postgres, new_ledger


@pytest.fixture
def database(postgres: Postgres) -> str:
    return new_ledger(postgres)


@pytest.fixture
def ledger(postgres: Postgres, database: str, workspace: Path) -> Ledger:
    clock = ServerClock(postgres, database)
    at = workspace_in(workspace)._replace(address=postgres.address(database, OFFICE))
    return Ledger(at, clock=clock, recorded_by="nobody")


def test_what_is_recorded_is_there(ledger: Ledger) -> None:
    receipt = ledger.append(CEMENT)
    assert receipt.entry.name == f"{BIM_SON}#2"
    assert receipt.entry.recorded_by == "Lê Thị Mai"
    assert ledger.verify().problems == ()
