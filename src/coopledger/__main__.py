"""`python -m coopledger`, and the `coop` command."""

import gc
import sys
from signal import SIG_IGN, SIGINT, default_int_handler, getsignal, signal
from typing import Any

UNCOLLECTED = 100_000
"""Objects to make before cycles are looked for among them: twice what a command is made of."""


def run() -> None:
    """Run the command line and exit with its code.

    Importing makes many objects and little garbage, and in the end all of them go with the
    process. Looking through them for cycles, a hundred times on the way and once more on leaving,
    would be a tenth of what a command takes.
    """
    gc.set_threshold(UNCOLLECTED)
    interrupts = _heard()
    try:
        code = _run()
    except BaseException:
        if not interrupts:
            raise
        code = 128 + SIGINT
    signal(SIGINT, SIG_IGN)  # nothing is left to interrupt
    gc.freeze()
    sys.exit(code)


def _heard() -> list[int]:
    """Where every Ctrl-C is noted, whatever becomes of the exception that it raises.

    Python turns it into a `RuntimeError` while it makes a class, and only tells of it, with a
    traceback, while it clears away a reference.
    """
    interrupts: list[int] = []

    def interrupted(number: int, frame: Any) -> None:
        interrupts.append(number)
        default_int_handler(number, frame)

    def untold(about: Any) -> None:
        if not isinstance(about.exc_value, KeyboardInterrupt):
            sys.__unraisablehook__(about)

    sys.unraisablehook = untold
    if getsignal(SIGINT) is default_int_handler:  # and not ignored, as behind `nohup`
        signal(SIGINT, interrupted)
    return interrupts


def _run() -> int:
    from coopledger.cli import streams
    from coopledger.cli.app import main
    from coopledger.cli.environment import Environment

    streams.install()
    return main(sys.argv[1:], Environment())


if __name__ == "__main__":
    run()
