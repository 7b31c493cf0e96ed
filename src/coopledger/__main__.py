"""`python -m coopledger`, and the `coop` command."""

import gc
import sys

UNCOLLECTED = 100_000
"""Objects to make before cycles are looked for among them: twice what a command is made of."""


def run() -> None:
    """Run the command line and exit with its code.

    Importing makes many objects and little garbage, and in the end all of them go with the
    process. Looking through them for cycles, a hundred times on the way and once more on leaving,
    would be a tenth of what a command takes.
    """
    gc.set_threshold(UNCOLLECTED)
    from coopledger.cli.app import main
    from coopledger.cli.environment import Environment

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    code = main(sys.argv[1:], Environment())
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
