"""Runs commands in processes of their own, with standard streams such as one would not wish for.

Called with a folder for what they write, and a JSON list of [arguments, stdout, stderr]. A stream
is `kept`, `closed`, `full` (a disk that is full) or `gone` (a pipe that nobody reads). Writes a
JSON list of [exit code, stdout, stderr]. All is loaded and tried once, and the processes forked.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

from coopledger.__main__ import run
from coopledger.cli.app import FAMILIES, _module


def connect(number: int, kind: str, kept: Path) -> None:
    """Connect a stream as if the process had been started with it."""
    if kind == "kept":
        target = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    elif kind == "full":
        target = os.open("/dev/full", os.O_WRONLY)
    else:
        reading, target = os.pipe()
        os.close(reading)
    os.dup2(target, number)
    os.close(target)
    if kind == "closed":
        os.close(number)
    name = {1: "stdout", 2: "stderr"}[number]
    stream = None if kind == "closed" else open(number, "w", closefd=False)  # noqa: SIM115
    setattr(sys, name, stream)


def main(folder: Path, cases: list[tuple[list[str], str, str]]) -> None:
    for names in FAMILIES.values():
        for name in names:
            import_module(f"coopledger.cli.commands.{_module(name)}")
    import_module("tests.warmed")
    kept = folder / "stdout", folder / "stderr"
    answers = []
    for arguments, *kinds in cases:
        child = os.fork()
        if child == 0:  # it ends as a program ends, which flushes the streams once more
            sys.argv[1:] = arguments
            for number, (kind, path) in enumerate(zip(kinds, kept, strict=True), start=1):
                connect(number, kind, path)
            run()
        _, status = os.waitpid(child, 0)
        texts = [
            path.read_text(encoding="utf-8") if kind == "kept" else ""
            for kind, path in zip(kinds, kept, strict=True)
        ]
        answers.append([os.waitstatus_to_exitcode(status), *texts])
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
