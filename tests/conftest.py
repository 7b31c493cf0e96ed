"""What every test may ask for: a workspace of its own, and a day that is the same for all."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from coopledger.ledger import Ledger

ROOT = Path(__file__).parents[1]
PROGRAMMES = ROOT / "data" / "programmes.yaml"
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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A new workspace with the two programmes of 2022 and nothing recorded."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    shutil.copy(PROGRAMMES, folder)
    return folder


@pytest.fixture
def ledger(workspace: Path, clock: Clock) -> Ledger:
    return Ledger.open(workspace, clock=clock, recorded_by="Lê Thị Mai")


@pytest.fixture
def write_programmes(tmp_path: Path, clock: Clock) -> Callable[[str], Ledger]:
    """A ledger over programmes written in the test itself."""

    def write(yaml: str) -> Ledger:
        folder = tmp_path / "written"
        folder.mkdir(exist_ok=True)
        (folder / "programmes.yaml").write_text(yaml, encoding="utf-8")
        return Ledger.open(folder, clock=clock, recorded_by="Lê Thị Mai")

    return write


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile("suite")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))
