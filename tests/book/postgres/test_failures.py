"""What a server says, as the problem it is."""

from types import SimpleNamespace

import pytest
from psycopg import Error, OperationalError, errors

from coopledger.book.postgres.failures import is_lost, is_passing, refused
from coopledger.book.stores import server_at, store_at
from coopledger.problem import Refused
from tests.without import without

CONNECTING = 'connection failed: connection to server at "10.0.0.7", port 5432 failed: '


def code(error: Error) -> str:
    (problem,) = refused(error, "postgresql://mai@db.example/coop").problems
    return problem.code


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Connection refused", "S131"),
        ("timeout expired", "S131"),
        ("server closed the connection unexpectedly", "S131"),
        ("FATAL:  the database system is starting up", "S131"),
        ('could not translate host name "db.exmaple" to address', "S131"),
        ('FATAL:  password authentication failed for user "mai"', "S132"),
        ("fe_sendauth: no password supplied", "S132"),
        ('FATAL:  role "mai" does not exist', "S132"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "mai", database "coop"', "S132"),
        ('FATAL:  database "coop" does not exist', "S133"),
        ("FATAL:  sorry, too many clients already", "S136"),
        ('FATAL:  too many connections for database "coop"', "S136"),
        ("FATAL:  remaining connection slots are reserved for roles", "S136"),
        ("session is read-only", "S137"),
        ('server certificate for "db" does not match host name "10.0.0.7"', "S131"),
    ],
)  # fmt: skip
def test_a_connection_that_does_not_come_about(said: str, expected: str) -> None:
    assert code(OperationalError(CONNECTING + said)) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.AdminShutdown, "S131"),
        (errors.CannotConnectNow, "S131"),
        (errors.InvalidSchemaName, "S134"),
        (errors.UndefinedTable, "S134"),
        (errors.ReadOnlySqlTransaction, "S137"),
        (errors.InsufficientPrivilege, "S140"),
        (errors.RaiseException, "S141"),
        (errors.UndefinedFunction, "S141"),
        (errors.LockNotAvailable, "S103"),
        (errors.QueryCanceled, "S103"),
        (errors.SerializationFailure, "S103"),
        (errors.DeadlockDetected, "S103"),
        (errors.DiskFull, "S104"),
        (errors.DataCorrupted, "S106"),
        (errors.IndexCorrupted, "S106"),
    ],
)  # fmt: skip
def test_a_statement_that_is_refused(error: type[Error], expected: str) -> None:
    assert code(error("no")) == expected


def ended(severity: str, state: str) -> Error:
    """What a server says with which it ends a connection."""
    said = {"sqlstate": state, "diag": SimpleNamespace(severity_nonlocalized=severity)}
    error: Error = type("Ended", (OperationalError,), said)("no")
    return error


@pytest.mark.parametrize(
    ("error", "lost", "passing"),
    [
        (OperationalError(f"{CONNECTING}Connection refused"), True, True),
        (ended("FATAL", "57P01"), True, True),
        (ended("PANIC", "53100"), True, False),
        (errors.DiskFull("no"), False, False),
        (errors.SerializationFailure("no"), False, True),
        (errors.TooManyConnections("no"), False, True),
        (errors.InsufficientPrivilege("no"), False, False),
        (OperationalError('could not translate host name "db.exmaple" to address'), True, False),
    ],
)
def test_what_is_over_in_a_moment_is_tried_again(error: Error, lost: bool, passing: bool) -> None:  # noqa: FBT001
    assert (is_lost(error), is_passing(error)) == (lost, passing)


def test_without_what_speaks_to_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    without("psycopg", monkeypatch)
    for place in (store_at, server_at):
        with pytest.raises(Refused) as refusal:
            place("postgresql://mai@db.example/coop")
        assert [problem.code for problem in refusal.value.problems] == ["S130"]
