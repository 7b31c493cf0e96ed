"""Off this machine: the connection is encrypted, and the server is the one it says it is."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON, CEMENT
from tests.conftest import Clock, ServerClock
from tests.postgres import OFFICE, Postgres, distributed, new_ledger, running, with_ledgers

NAME = "db.example"
"""What the server is called; where it is, an address says by itself."""

SECRET = "xi-mang-2022"  # noqa: S105

pytestmark = pytest.mark.skipif(
    distributed() is None and "COOP_TEST_ALL" not in os.environ,
    reason="the packaged server cannot encrypt, and the system has none",
)


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for `name`, signed by itself, and its key."""
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    words = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
             "-keyout", key, "-out", certificate)  # fmt: skip
    openssl = shutil.which("openssl")
    assert openssl is not None
    subprocess.run([openssl, *map(str, words)], check=True, capture_output=True)
    return certificate, key


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    for name in (NAME, "other.example"):
        certified(folder, name)
    return folder


@pytest.fixture(scope="module")
def server(certificates: Path, postgres: Postgres) -> Iterator[Postgres]:  # noqa: ARG001 - first
    """A server that lets nobody in from elsewhere without encryption and a password."""
    installed = distributed()
    assert installed is not None, "the system has no server"
    with running(installed) as server, with_ledgers(server, "Lê Thị Mai"):
        server.ask(f"ALTER ROLE {OFFICE} PASSWORD '{SECRET}'")
        server.ask("CHECKPOINT")  # it is stopped like a machine without power
        server.stop()
        for kind in ("crt", "key"):
            placed = server.data / f"server.{kind}"
            shutil.copy(certificates / f"{NAME}.{kind}", placed)
            shutil.chown(placed, (server.data / "PG_VERSION").owner())
            placed.chmod(0o600)
        rules = server.data / "pg_hba.conf"
        rules.write_text(f"hostssl all {OFFICE} all scram-sha-256\n{rules.read_text()}")
        server.settings["ssl"] = "on"
        server.start()
        yield server


@pytest.fixture
def opened(server: Postgres, workspace: Path, certificates: Path) -> Callable[..., Ledger]:
    """The ledger at an address with other words than the right ones."""
    database = new_ledger(server)
    clock = ServerClock(server, database)

    def opened(**words: str) -> Ledger:
        said = {
            "host": NAME,
            "hostaddr": "127.0.0.1",
            "password": SECRET,
            "sslrootcert": str(certificates / f"{NAME}.crt"),
            **words,
        }
        query = "&".join(f"{name}={value}" for name, value in said.items() if value)
        address = f"postgresql://{OFFICE}@:{server.port}/{database}?{query}"
        at = workspace_in(workspace).with_ledger(address)
        return Ledger(at, clock=clock, recorded_by="nobody")

    return opened


def test_what_is_recorded_goes_encrypted(opened: Callable[..., Ledger], server: Postgres) -> None:
    ledger = opened()
    ledger.append(CEMENT)
    encrypted = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = %s"
    assert {ssl for (ssl,) in server.ask(encrypted, (OFFICE,))} == {True}
    assert len(ledger.entries(programme=BIM_SON)) == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ({"sslrootcert": "{folder}/other.example.crt"}, "S131", "certificate verify failed"),
        ({"host": "other.example"}, "S131", "does not match host name"),
        ({"sslrootcert": "", "sslmode": "verify-full"}, "S131", "root certificate"),
        ({"sslmode": "disable"}, "S135", ""),
        ({"password": "xi-mang-2023"}, "S132", "password authentication failed"),
        ({"password": ""}, "S132", "no password supplied"),
    ],
)
def test_it_is_refused_without_showing_the_password(
    words: dict[str, str], code: str, said: str, opened: Callable[..., Ledger], certificates: Path
) -> None:
    given = {name: value.format(folder=certificates) for name, value in words.items()}
    with pytest.raises(Refused) as refusal:
        opened(**given).append(CEMENT)
    (problem,) = refusal.value.problems
    assert problem.code == code
    assert said in str(problem.values.get("cause", ""))
    assert SECRET not in str(problem)
    assert "xi-mang-2023" not in str(problem)


def test_a_server_that_cannot_encrypt(
    postgres: Postgres, workspace: Path, certificates: Path
) -> None:
    query = f"host={NAME}&hostaddr=127.0.0.1&sslrootcert={certificates / NAME}.crt"
    address = f"postgresql://{OFFICE}@:{postgres.port}/{new_ledger(postgres)}?{query}"
    at = workspace_in(workspace).with_ledger(address)
    with pytest.raises(Refused) as refusal:
        Ledger(at, clock=Clock(), recorded_by="nobody").append(CEMENT)
    (problem,) = refusal.value.problems
    assert (problem.code, "does not support SSL" in str(problem.values["cause"])) == ("S131", True)
