"""`python -m coopledger`, and the `coop` command."""

import sys


def run() -> None:
    """Run the command line and exit with its code."""
    from coopledger.cli.app import main
    from coopledger.cli.environment import Environment

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:], Environment()))


if __name__ == "__main__":
    run()
