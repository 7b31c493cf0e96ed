"""Who gives up while somebody else holds the book leaves nothing behind, on either side."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGTERM

import pytest

from coopledger.ledger import Ledger
from tests.book.drafts import BIM_SON, CEMENT
from tests.book.postgres.conftest import Opened, held
from tests.postgres import OFFICE, Postgres

AtWork = Callable[[], list[str | None]]

RECORD = ("record-delivery", "--quantity", "500 tonne", "--date", "2023-03-15")

COOP = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background ignores
from coopledger.__main__ import run
run()
"""

PROMPT = 3.0
"""Seconds in which whoever pressed Ctrl-C has its prompt again."""


def recording(folder: Path, address: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COOP, *RECORD], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "COOP_LEDGER": address, "LANG": "en_GB.UTF-8"},
    )  # fmt: skip


def until(so: Callable[[], bool], seconds: float = 30.0) -> None:
    last = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.fixture
def at_work(postgres: Postgres, database: str) -> AtWork:
    """What each `coop` that the server serves waits for."""
    query = (
        "SELECT wait_event_type FROM pg_stat_activity"
        " WHERE datname = %s AND application_name = 'coop'"
    )
    return lambda: [what for (what,) in postgres.ask(query, (database,))]


@contextmanager
def waiting(
    postgres: Postgres, database: str, workspace: Path, at_work: AtWork
) -> Iterator["subprocess.Popen[str]"]:
    """A command that waits for who holds the book."""
    with (
        held(postgres, database, BIM_SON),
        recording(workspace, postgres.address(database, OFFICE)) as process,
    ):
        until(lambda: at_work() == ["Lock"])
        try:
            yield process
        finally:
            process.kill()


def nothing_is_recorded(ledger: Ledger) -> None:
    assert ledger.entries(programme=BIM_SON) == ()
    assert ledger.append(CEMENT).entry.seq == 2


def test_ctrl_c_while_somebody_else_holds_the_book_ends_it_on_either_side(
    postgres: Postgres, database: str, workspace: Path, opened: Opened, at_work: AtWork
) -> None:
    with waiting(postgres, database, workspace, at_work) as process:
        process.send_signal(SIGINT)
        out, err = process.communicate(timeout=PROMPT)
        assert (process.returncode, out, len(err.splitlines())) == (128 + SIGINT, "", 1)
        until(lambda: at_work() == [], PROMPT)
    nothing_is_recorded(opened(OFFICE))


def test_what_is_ended_leaves_nobody_waiting_once_the_book_is_free(
    postgres: Postgres, database: str, workspace: Path, opened: Opened, at_work: AtWork
) -> None:
    with waiting(postgres, database, workspace, at_work) as process:
        process.terminate()
        assert (process.communicate(timeout=PROMPT), process.returncode) == (("", ""), -SIGTERM)
    until(lambda: at_work() == [], PROMPT)
    nothing_is_recorded(opened(OFFICE))
