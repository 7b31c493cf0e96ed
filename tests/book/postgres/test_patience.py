"""What passes while an office waits: a server that starts again, or another one that takes over."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from psycopg import OperationalError

from coopledger.book.postgres.failures import is_passing
from coopledger.book.postgres.session import PostgresSession
from coopledger.problem import Refused
from tests.book.drafts import BIM_SON, cement
from tests.book.postgres.conftest import Opened
from tests.postgres import Postgres

LOGIN = "of-bim-son"


def cut_off(postgres: Postgres, name: str, times: int) -> Callable[..., Any]:
    """The method of a session of that name, before which the connection is cut a few times."""
    left, method = [None] * times, getattr(PostgresSession, name)

    def cut(session: PostgresSession, *given: Any, **named: Any) -> Any:
        if left:
            left.pop()
            backend = session.connection.info.backend_pid
            postgres.ask("SELECT pg_terminate_backend(%s, 5000)", (backend,))
        return method(session, *given, **named)

    return cut


@pytest.mark.parametrize("name", ["books", "hold", "insert", "count"])
def test_an_append_goes_on_wherever_its_connection_is_cut(
    opened: Opened, postgres: Postgres, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ledger = opened(LOGIN)
    monkeypatch.setattr(PostgresSession, name, cut_off(postgres, name, 2))
    assert ledger.append(cement()).entry.name == f"{BIM_SON}#2"
    assert ledger.verify().problems == ()


def test_who_only_reads_is_told_that_the_server_is_gone(
    opened: Opened, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = opened(LOGIN)
    ledger.append(cement())
    monkeypatch.setattr(PostgresSession, "books", cut_off(postgres, "books", 1))
    with pytest.raises(Refused) as refusal:
        ledger.progress()
    assert [problem.code for problem in refusal.value.problems] == ["S131"]
    assert ledger.progress()


@pytest.mark.parametrize(
    "said",
    [
        "could not receive data from server: Connection reset by peer",
        "could not send data to server: Broken pipe",
        "consuming input failed: SSL SYSCALL error: EOF detected",
        "consuming input failed: SSL connection has been closed unexpectedly",
    ],
)
def test_a_connection_that_was_reset_is_made_again(said: str) -> None:
    assert is_passing(OperationalError(said))


def test_psycopg_says_nothing_beside_us(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logging.getLogger("psycopg").warning("error ignored")
    assert capsys.readouterr() == ("", "")
