"""`python -m coopledger`, and the `coop` command."""

import gc
import sys
from signal import SIG_IGN, SIGINT, signal

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
    signal(SIGINT, SIG_IGN)  # nothing is left to interrupt
    gc.freeze()
    sys.exit(code)


def _run() -> int:
    from coopledger.cli import streams
    from coopledger.cli.app import main
    from coopledger.cli.environment import Environment

    streams.install()
    return main(sys.argv[1:], Environment())


if __name__ == "__main__":
    run()
