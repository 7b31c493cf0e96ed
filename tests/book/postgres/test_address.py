"""How the address of a server is read, and what of it is shown."""

import pytest

from coopledger.book.postgres.address import read_address
from coopledger.problem import Refused


@pytest.mark.parametrize(
    ("typed", "mode"),
    [
        ("postgresql:///coop", "verify-full"),  # a socket, unless the environment names a host
        ("postgresql://mai@localhost/coop", "prefer"),
        ("postgresql://mai@127.0.0.1:5433/coop", "prefer"),
        ("postgresql://mai@[::1]/coop", "prefer"),
        ("postgresql://mai@127.0.0.1/coop?sslmode=disable", "disable"),
        ("postgresql://mai@db.example/coop", "verify-full"),
        ("postgresql://mai@127.0.0.1,db.example/coop", "verify-full"),
        ("postgresql://mai@localhost/coop?hostaddr=10.0.0.7", "verify-full"),
        ("postgresql://mai@db.example/coop?sslmode=require", "require"),
        ("service=coop", "verify-full"),
    ],
)
def test_off_this_machine_it_is_encrypted_and_the_server_is_known(typed: str, mode: str) -> None:
    assert read_address(typed).parameters["sslmode"] == mode


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("postgresql://mai@db.example/coop?sslmode=disable", "S135"),
        ("postgresql://mai@db.example/coop?sslmode=prefer", "S135"),
        ("postgresql://mai@127.0.0.1,db.example/coop?sslmode=allow", "S135"),
        ("service=coop sslmode=disable", "S135"),
        ("ledger.sqlite3", "S148"),
        ("postgresql://mai:se:cret@/%zz", "S148"),
        ("postgresql://mai@127.0.0.1:port/coop?no=such", "S148"),
        ("mysql://mai:secret@db.example/coop", "S148"),
    ],
)
def test_an_address_that_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_address(typed)
    (problem,) = refusal.value.problems
    assert problem.code == code
    assert "cret" not in str(problem)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("postgresql://mai:secret@db.example/coop", "postgresql://mai@db.example/coop"),
        ("postgresql://db.example/coop?user=mai&password=secret", "postgresql://mai@db.example/coop"),
        (
            "postgresql://mai@a.example:5433,b.example/coop?target_session_attrs=read-write",
            "postgresql://mai@a.example:5433,b.example/coop",
        ),
        ("host=/run/postgresql dbname=coop password=secret", "postgresql://%2Frun%2Fpostgresql/coop"),
    ],
)  # fmt: skip
def test_it_is_shown_without_a_password(typed: str, shown: str) -> None:
    assert read_address(typed).shown == shown
