"""What lies in the place of a file, and patience with who reads it."""

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

KINDS = ("a folder", "a pipe", "a link to nowhere", "a link to itself")


def make(path: Path, kind: str) -> Path:
    """Put something into the place of a file."""
    path.unlink(missing_ok=True)
    match kind:
        case "a folder":
            path.mkdir()
        case "a pipe":
            os.mkfifo(path)
        case "a socket":
            os.mknod(path, stat.S_IFSOCK | 0o600)
        case "a link to a device":
            path.symlink_to("/dev/zero")
        case "a link to nowhere":
            path.symlink_to("nowhere")
        case "a link to itself":
            path.symlink_to(path.name)
    return path


@contextmanager
def patience(seconds: float = 10) -> Iterator[None]:
    """Fail where a command waits for what never comes."""

    def waited(*_: object) -> None:
        pytest.fail("it waits")

    before = signal.signal(signal.SIGALRM, waited)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
