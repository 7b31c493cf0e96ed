"""`coop` in processes of their own, which are forked from one that has loaded everything.

That makes them fast; nothing is shared with them but the files. How Python itself starts and ends
(arguments, locale, buffers) is tested with `python -m coopledger`.
"""

import multiprocessing
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from coopledger.__main__ import run
from coopledger.cli.app import FAMILIES, _module

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([
    "__main__",
    "tests.faults.commands",
    "tests.load.offices",
    "tests.warmed",
    "coopledger.book.appending",
    "coopledger.book.resolve",
    "coopledger.book.verdict",
    *(
        f"coopledger.cli.commands.{_module(name)}"
        for names in FAMILIES.values()
        for name in names
    ),
])  # fmt: skip


def started(
    folder: Path,
    arguments: Sequence[str],
    screen: int,
    variables: Mapping[str, str],
    limits: Mapping[int, int] | None = None,
) -> BaseProcess:
    """`coop` in `folder`, which writes results and messages to the file descriptor `screen`.

    `limits` are what it may take of each resource.
    """
    with Connection(os.dup(screen)) as both:
        given = (folder, arguments, both, dict(variables), dict(limits or {}))
        process = CONTEXT.Process(target=_run, args=given)
        process.start()
    return process


def _run(
    folder: Path,
    arguments: Sequence[str],
    screen: Connection,
    variables: dict[str, str],
    limits: dict[int, int],
) -> None:
    """Become what the process would be from its first line on."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    for number, name in enumerate(("stdout", "stderr"), start=1):
        os.dup2(screen.fileno(), number)
        setattr(sys, name, open(number, "w", closefd=False))  # noqa: SIM115
    screen.close()
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))
    sys.argv[1:] = arguments
    run()
