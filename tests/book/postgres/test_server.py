"""Setting up a ledger on a server, and who may use it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coopledger.book.entry import Kind
from coopledger.book.postgres.grant import Grant
from coopledger.book.postgres.server import Server
from coopledger.book.stores import server_at
from coopledger.problem import Refused
from tests.conftest import NOW
from tests.postgres import OFFICE, Postgres, new_database, new_ledger, set_clock

KEEPER = "keeper"
"""A login that looks after a ledger and is no superuser."""


@pytest.fixture
def database(postgres: Postgres) -> str:
    database = new_ledger(postgres)
    set_clock(postgres, database, NOW)
    return database


@pytest.fixture
def server(postgres: Postgres, database: str) -> Server:
    return server_at(postgres.address(database))


@pytest.fixture
def lan(postgres: Postgres) -> Iterator[str]:
    """A login that is not there."""
    yield "lan_of_hills"
    postgres.ask("DROP ROLE IF EXISTS lan_of_hills")


@pytest.fixture
def keeper(postgres: Postgres, database: str, server: Server) -> Iterator[Server]:
    server.grant(Grant(KEEPER, "Trần Văn Giữ", admin=True))
    yield server_at(postgres.address(database, KEEPER))
    server.revoke(KEEPER)
    postgres.ask(f"DROP ROLE {KEEPER}")


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as refusal:
        yield
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_who_sets_a_ledger_up_looks_after_it(postgres: Postgres) -> None:
    server = server_at(postgres.address(new_database(postgres, "set_up")))
    set_clock(postgres, "set_up", NOW)
    assert server.set_up("Lê Văn Quản") == "postgres"
    (grant,) = server.granted()
    assert grant == Grant(
        "postgres", "Lê Văn Quản", everything=True, admin=True, by="postgres", at=NOW
    )


def test_a_ledger_is_set_up_once(server: Server) -> None:
    with refused("S143"):
        server.set_up("Lê Văn Quản")


def test_a_database_has_to_hold_every_letter(postgres: Postgres) -> None:
    postgres.ask("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    with refused("S144"):
        server_at(postgres.address("latin")).set_up("Le Van Quan")
    postgres.ask("DROP DATABASE latin")


def test_a_login_that_is_not_there_is_made_without_a_password(
    server: Server, postgres: Postgres, lan: str
) -> None:
    assert server.grant(Grant(lan, "Hà Thị Lan", party="lang-chanh"))
    assert not server.grant(Grant(lan, None, party="hau-loc", kinds=(Kind.ANSWER,)))
    assert postgres.ask("SELECT rolpassword FROM pg_authid WHERE rolname = %s", (lan,)) == [(None,)]
    mine = [(one.person, one.party, one.kinds) for one in server.granted() if one.login == lan]
    assert mine == [
        ("Hà Thị Lan", "hau-loc", (Kind.ANSWER,)),
        ("Hà Thị Lan", "lang-chanh", None),
    ]


def test_who_may_not_make_logins_grants_to_those_that_are_there(
    keeper: Server, postgres: Postgres, lan: str
) -> None:
    with refused("S145"):
        keeper.grant(Grant(lan, "Hà Thị Lan", party="lang-chanh"))
    postgres.ask(f"CREATE ROLE {lan} LOGIN")
    assert not keeper.grant(Grant(lan, "Hà Thị Lan", party="lang-chanh"))
    assert [one.by for one in keeper.granted() if one.login == lan] == [KEEPER]


def test_what_is_revoked_is_gone(server: Server, lan: str) -> None:
    for party in ("hau-loc", "lang-chanh"):
        server.grant(Grant(lan, "Hà Thị Lan", party=party))
    server.revoke(lan, "hau-loc")
    assert [one.party for one in server.granted() if one.login == lan] == ["lang-chanh"]
    server.revoke(lan)
    assert [one for one in server.granted() if one.login == lan] == []
    for of in (None, "hau-loc"):
        with refused("S146"):
            server.revoke(lan, of)


def test_who_looks_after_nothing_sees_what_it_may_do_itself(
    postgres: Postgres, database: str
) -> None:
    office = server_at(postgres.address(database, OFFICE))
    assert {one.login for one in office.granted()} == {OFFICE}
    for forbidden in (
        lambda: office.grant(Grant(OFFICE, None, admin=True)),
        lambda: office.revoke("postgres"),
    ):
        with refused("S140"):
            forbidden()
