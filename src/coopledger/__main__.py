"""`python -m coopledger`, and the `coop` command."""

import gc
import os
import sys
from signal import SIGINT

UNCOLLECTED = 100_000
"""Objects to make before cycles are looked for among them: twice what a command is made of."""


def run() -> None:
    """Run the command line and exit with its code.

    Importing makes many objects and little garbage, and in the end all of them go with the
    process. Looking through them for cycles, a hundred times on the way and once more on leaving,
    would be a tenth of what a command takes.
    """
    gc.set_threshold(UNCOLLECTED)
    try:
        code = _run()
    except KeyboardInterrupt:  # before there was anything that could say so
        code = 128 + SIGINT
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    # A stream that was closed by who called is None, and its number free for the ledger file.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    from coopledger.cli.app import main
    from coopledger.cli.environment import Environment

    return main(sys.argv[1:], Environment())


if __name__ == "__main__":
    run()
