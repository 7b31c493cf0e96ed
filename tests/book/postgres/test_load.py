"""The long run on a server, in short: clients that are killed, and a server that is."""

import subprocess
import sys

from tests.conftest import ROOT

SHORT = "--clients 8 --books 4 --seconds 2 --kill 0.2 --restart 0.9"


def test_what_was_acknowledged_stands_there_once() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.kills", *SHORT.split()],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=150,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "server killed and started again | " in done.stdout
