"""The files behind entries, in the database that has the entries."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import pytest

from coopledger.book.postgres import shelf
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from tests.book.drafts import BIM_SON, CEMENT, ROOMS
from tests.book.postgres.conftest import Opened
from tests.postgres import OFFICE, Postgres

SCAN = bytes(range(256)) * 10
SEEN = "SELECT count(*) FROM coopledger.evidence"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(SCAN)
    return path


@pytest.fixture
def superuser(postgres: Postgres, database: str) -> Callable[[str], object]:
    return partial(postgres.ask, database=database)


def copied(ledger: Ledger, folder: Path) -> list[bytes]:
    named = ledger.entries(programme=BIM_SON)
    return [path.read_bytes() for path in ledger.extract(named, folder)]


def test_what_one_office_keeps_the_other_copies_out(
    opened: Opened, scan: Path, tmp_path: Path, workspace: Path
) -> None:
    opened("of-bim-son").append(CEMENT, evidence=[scan])
    scan.unlink()
    theirs = opened("of-lang-chanh")
    assert copied(theirs, tmp_path / "theirs") == [SCAN]
    assert theirs.verify().files == 1
    assert theirs.verify().problems == ()
    assert not (workspace / "evidence").exists()


def test_a_file_is_read_piece_by_piece(
    opened: Opened, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "CHUNK", 1_000)
    opened(OFFICE).append(CEMENT, evidence=[scan])
    assert copied(opened(OFFICE), tmp_path / "copies") == [SCAN]


def test_an_empty_file_is_a_file(opened: Opened, scan: Path, tmp_path: Path) -> None:
    scan.write_bytes(b"")
    opened(OFFICE).append(CEMENT, evidence=[scan])
    assert copied(opened(OFFICE), tmp_path / "copies") == [b""]


def test_a_file_that_is_too_large_is_refused_and_nothing_recorded(
    opened: Opened, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", len(SCAN) - 1)
    with pytest.raises(Refused) as refusal:
        opened(OFFICE).append(CEMENT, evidence=[scan])
    assert [problem.code for problem in refusal.value.problems] == ["S149"]
    assert opened(OFFICE).entries(programme=BIM_SON) == ()


def test_a_third_party_sees_no_file(
    opened: Opened, scan: Path, postgres: Postgres, database: str
) -> None:
    opened("of-bim-son").append(CEMENT, evidence=[scan])
    for login, count in (("of-bim-son", 1), ("of-lang-chanh", 1), ("of-hau-loc", 0)):
        assert postgres.ask(SEEN, database=database, login=login) == [(count,)]


def test_the_same_file_in_two_books_is_kept_once(
    opened: Opened, scan: Path, postgres: Postgres, database: str
) -> None:
    opened("of-bim-son").append(CEMENT, evidence=[scan])
    opened("of-hau-loc").append(ROOMS, evidence=[scan])
    for login in ("of-hau-loc", "postgres"):
        assert postgres.ask(SEEN, database=database, login=login) == [(1,)]
    assert opened("of-hau-loc").verify().problems == ()


def test_who_names_what_it_has_not_seen_does_not_see_it_by_that(
    opened: Opened, scan: Path, postgres: Postgres, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened("of-bim-son").append(CEMENT, evidence=[scan])
    monkeypatch.setattr(shelf.PostgresShelf, "put", lambda *_: None)
    opened("of-hau-loc").append(ROOMS, evidence=[scan])
    assert postgres.ask(SEEN, database=database, login="of-hau-loc") == [(0,)]


@pytest.mark.parametrize(
    ("done", "code"),
    [
        ("UPDATE coopledger.evidence SET content = content || '!'", "B842"),
        ("DELETE FROM coopledger.evidence", "B841"),
    ],
)
def test_verify_names_what_a_superuser_did_to_a_file(
    done: str, code: str, opened: Opened, scan: Path, superuser: Callable[[str], object]
) -> None:
    opened(OFFICE).append(CEMENT, evidence=[scan])
    superuser(f"SET session_replication_role = replica; {done}")
    (problem,) = opened(OFFICE).verify().problems
    assert (problem.code, problem.values["name"]) == (code, "scan.pdf")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE coopledger.evidence SET content = ''",
        "DELETE FROM coopledger.evidence",
        "TRUNCATE coopledger.evidence",
        "INSERT INTO coopledger.evidence VALUES (repeat('0', 64), '')",
        "INSERT INTO coopledger.keeper SELECT session_user, digest, now() FROM coopledger.evidence",
        "INSERT INTO coopledger.exhibit SELECT digest, 'x' FROM coopledger.evidence",
    ],
)  # fmt: skip
def test_files_are_kept_by_the_one_function(
    attack: str, opened: Opened, scan: Path, postgres: Postgres, database: str
) -> None:
    opened("of-bim-son").append(CEMENT, evidence=[scan])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        postgres.ask(attack, database=database, login="of-bim-son")
