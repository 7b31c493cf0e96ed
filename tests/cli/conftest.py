"""A real screen, for tests of what is drawn on one."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

ESCAPE = re.compile("\x1b\\[[0-9;]*m")
Screen = Callable[..., str]


@pytest.fixture
def screen(workspace: Path) -> Screen:
    """What `coop` writes to a screen of some columns, both streams in one."""
    pty = pytest.importorskip("pty", reason="screens of this kind are Unix'")
    termios = pytest.importorskip("termios")
    from tests.forked import started

    def run(*arguments: str, columns: int, **variables: str) -> str:
        master, screen = pty.openpty()
        termios.tcsetwinsize(screen, (50, columns))
        home = {"HOME": str(workspace), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        process = started(workspace, arguments, screen, {**home, **variables})
        os.close(screen)
        said = b"".join(iter(lambda: _read(master), b""))
        os.close(master)
        process.join()
        return said.decode().replace("\r\n", "\n")

    return run


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # what Linux says when the other end is closed
        return b""
