"""Other processes that record into the same workspace."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RECORDER = Path(__file__).with_name("recorder.py")
Recorder = subprocess.Popen[str]


@pytest.fixture
def start() -> Iterator[Callable[[Path, str, int], Recorder]]:
    """Start a recorder, which waits for a line before it begins; none outlives the test."""
    running: list[Recorder] = []

    def start(workspace: Path, name: str, count: int) -> Recorder:
        recorder = subprocess.Popen(
            [sys.executable, RECORDER, workspace, name, str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running.append(recorder)
        return recorder

    yield start
    for recorder in running:
        recorder.kill()
        recorder.communicate()
