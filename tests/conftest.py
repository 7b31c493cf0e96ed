"""What every test may ask for: a workspace of its own, and a day that is the same for all."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from coopledger.ledger import Ledger
from coopledger.present.problems import data
from coopledger.present.say import Say
from coopledger.problem import Problem, Refused
from coopledger.quantity.writing import Lang
from coopledger.terms.workspace import workspace_in
from tests.coop import Coop
from tests.engines import Engine, InFile, OnServer
from tests.once import read_once
from tests.postgres import (
    Postgres,
    installed,
    new_shared_ledger,
    running,
    set_clock,
    with_ledgers,
)

ROOT = Path(__file__).parents[1]
PROGRAMMES = ROOT / "data" / "programmes.yaml"
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Far after the programmes of 2022 have ended: late recording is the normal case."""


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server on which `new_ledger` makes ledgers; started when a test first asks."""
    with running(installed()) as server, with_ledgers(server, "Lê Thị Mai"):
        yield server


class ServerClock(Clock):
    """A clock that stands still until it is told to move, and sets that of a ledger's server."""

    def __init__(self, server: Postgres, database: str) -> None:
        self._server, self._database = server, database
        super().__init__()

    @property
    def now(self) -> datetime:
        return self._now

    @now.setter
    def now(self, now: datetime) -> None:
        self._now = now
        set_clock(self._server, self._database, now)


@pytest.fixture(scope="session")
def shared(postgres: Postgres) -> Iterator[OnServer]:
    """A ledger on a server, in which each test finds what it brings."""
    engine = OnServer(postgres, new_shared_ledger(postgres))
    yield engine
    engine.superuser.close()


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Where the ledger is kept: in a file, unless a test is of both engines."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return InFile(tmp_path / "workspace")
    shared: OnServer = request.getfixturevalue("shared")
    shared.empty()
    return shared


@pytest.fixture
def clock(engine: Engine) -> Clock:
    if isinstance(engine, OnServer):
        return ServerClock(engine.server, engine.database)
    return Clock()


@pytest.fixture
def unshare() -> str:
    """The program by which a test has disks of its own, where that is allowed."""
    found = shutil.which("unshare") if sys.platform == "linux" else None
    if found is None or subprocess.run([found, "-rm", "true"], check=False).returncode:
        pytest.skip("a disk of one's own is not allowed here")
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A new workspace with the two programmes of 2022 and nothing recorded."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    shutil.copy(PROGRAMMES, folder)
    return folder


@pytest.fixture
def ledger(workspace: Path, engine: Engine, clock: Clock) -> Ledger:
    at = engine.at(workspace_in(workspace))
    return Ledger(at, clock=clock, recorded_by="Lê Thị Mai")


@pytest.fixture
def write_programmes(tmp_path: Path, engine: Engine, clock: Clock) -> Callable[[str], Ledger]:
    """A ledger over programmes written in the test itself."""

    def write(yaml: str) -> Ledger:
        folder = tmp_path / "written"
        folder.mkdir(exist_ok=True)
        (folder / "programmes.yaml").write_text(yaml, encoding="utf-8")
        at = engine.at(workspace_in(folder))
        return Ledger(at, clock=clock, recorded_by="Lê Thị Mai")

    return write


def pytest_collection_finish() -> None:
    """What is there before the first test stays: it is not looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_configure() -> None:
    """Where there is plenty of memory the files of tests lie in it: no entry waits for a disk."""
    read_once()
    memory = Path("/dev/shm")  # noqa: S108
    large = "COOP_TEST_MEGABYTES" in os.environ
    if not large and memory.is_dir() and shutil.disk_usage(memory).free > 4 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Tests of a file are run by one worker while all have work: what they share is made once."""
    if config.getoption("numprocesses") and config.option.dist == "no":
        config.option.dist = "worksteal"


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: while one test waits for a server, another goes on."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


settings.register_profile("suite", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile("suite")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def coop(workspace: Path, engine: Engine, clock: Clock, capsys: pytest.CaptureFixture[str]) -> Coop:
    """`coop` in a new workspace with nothing recorded."""
    coop = Coop(workspace, clock, capsys)
    coop.more |= engine.variables
    return coop


@pytest.fixture
def coop_in(clock: Clock, capsys: pytest.CaptureFixture[str]) -> Callable[[Path], Coop]:
    """`coop` in any folder."""
    return lambda folder: Coop(folder, clock, capsys)


@pytest.fixture(autouse=True, scope="session")
def sayable() -> Iterator[None]:
    """Whatever problem any test meets can be said in both languages, with all its values."""
    made = Refused.__init__

    def said(self: Refused, problems: Iterable[Problem]) -> None:
        made(self, problems)
        for problem in self.problems:
            for lang in LANGUAGES:
                # A body that cannot be read does not know yet which entry it is.
                values = {"entry": "x#1", **problem.values}
                data(replace(problem, values=values), Say(lang), ROOT)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Refused, "__init__", said)
        yield
