"""Running programs in turns: how long they take, and how much memory they need at most."""

import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

PYTHON = sys.executable
COOP = (PYTHON, "-m", "coopledger")

ROUND = "{round}"
"""Stands in a command for the number of the round, where no two rounds may say the same."""

_PER_MEBIBYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""Of the unit in which the system gives the memory of a process."""

K = TypeVar("K")


class Command(NamedTuple):
    """A command line, the folder it is started in, which is its home as well, and variables."""

    words: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str] = {}


class Run(NamedTuple):
    """One run: seconds from start to end, MiB it needed at most, and what it wrote."""

    seconds: float
    mebibytes: float
    said: str


class Figures(NamedTuple):
    """Of several runs: the median of the seconds, and the most MiB that any of them needed."""

    seconds: float
    mebibytes: float


def run(command: Command, number: int = 0) -> Run:
    """Run `command` as round `number`. Raises `SystemExit` with what it said where it fails.

    The system charges a process with what the one that started it held until then, so nothing
    large may ever be held here: 15 MiB or so are the least that can be measured.
    """
    words = [word.replace(ROUND, str(number)) for word in command.words]
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            words,
            cwd=command.folder,
            env=_environment(command),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode()
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}:\n{text}")
    return Run(seconds, used.ru_maxrss / _PER_MEBIBYTE, text)


def interleaved(
    commands: Mapping[K, Command], rounds: int, *, warm: bool = False
) -> dict[K, Figures]:
    """The figures of each command of `rounds` in which they take turns.

    So a machine that slows down for a while slows down all of them. Unless everything is `warm`,
    compiled and in the caches of the system, one more round comes first and is dropped.
    """
    runs: dict[K, list[Run]] = {name: [] for name in commands}
    dropped = 0 if warm else 1
    for number in range(dropped + rounds):
        for name, command in commands.items():
            runs[name].append(run(command, number))
    return {name: figures(of[dropped:]) for name, of in runs.items()}


def figures(runs: list[Run]) -> Figures:
    """What several runs of the same command come to."""
    return Figures(
        statistics.median(one.seconds for one in runs), max(one.mebibytes for one in runs)
    )


def machine() -> str:
    """What the figures were taken on."""
    return (
        f"{platform.platform()}, {_processor()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _environment(command: Command) -> Mapping[str, str]:
    """The variables of this process, without what would change what is measured, and its own."""
    # Without compiled files every run would pay for compiling coopledger again.
    dropped = {"PYTHONDONTWRITEBYTECODE", "COOP_WORKSPACE", "LEDGER_FILE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    home = str(command.folder)
    set_here = {"HOME": home, "XDG_DATA_HOME": home, "LC_ALL": "C.UTF-8"}
    return {**kept, **set_here, **command.variables}
