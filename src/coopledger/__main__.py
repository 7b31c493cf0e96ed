"""`python -m coopledger`, and the `coop` command."""

import os
import sys
from signal import SIGINT


def run() -> None:
    """Run the command line and exit with its code."""
    try:
        sys.exit(_run())
    except KeyboardInterrupt:  # before there was anything that could say so
        sys.exit(128 + SIGINT)


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
