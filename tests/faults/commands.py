"""Every command that writes, and how one is run: in this process, or in one that can be killed."""

import json
import os
import resource
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from io import StringIO
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from coopledger.cli.app import main
from coopledger.cli.environment import Environment
from coopledger.ledger import Ledger
from tests.forked import CONTEXT

PROGRAMMES = Path(__file__).parents[2] / "data" / "programmes.yaml"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Writing(NamedTuple):
    """A command that writes, what goes before it, and how many entries it makes.

    `{n}` is a number that is given once, `{day}` a day of its own, and `{a}` and `{b}` are the
    entries made by what went before.
    """

    arguments: str
    before: tuple[str, ...]
    entries: int = 1


DELIVER = "record-delivery --quantity '2 kg' --date 2023-03-15 --party bim-son --document {n}/BB"
PAY = "record-disbursement --pledge giao-an-school --vnd 1000 --date 2023-01-10 --document {n}/UNC"
BUILD = "record-completion --classrooms 1 --stage completed --date 2023-08-20 --document {n}/BBNT"
VISIT = "record-activity --activity relics --title 'Lần {n}' --date 2023-09-01"
CONFIRM = "confirm {a} --party lang-chanh"
OTHER = "--document {n}/0"
"""Makes a command another one: of what is given twice the latter counts."""

WRITING = {
    "the first record": Writing(DELIVER, (), 2),
    "record-delivery": Writing(DELIVER, (f"{DELIVER} {OTHER}",)),
    "record-disbursement": Writing(PAY, (f"{PAY} {OTHER}",)),
    "record-completion": Writing(f"{BUILD} --allow-excess", (PAY,)),
    "record-activity": Writing(VISIT, (PAY,)),
    "record-return": Writing("record-return {a} --quantity '1 kg' --reason 'vón cục'", (DELIVER,)),
    "confirm": Writing(CONFIRM, (DELIVER,)),
    "dispute": Writing("dispute {a} --reason 'chưa nhận' --party lang-chanh", (DELIVER,)),
    "supplement": Writing("supplement {a} --note 'lần {n}'", (DELIVER,)),
    "reverse": Writing("reverse {a} --reason 'ghi nhầm'", (DELIVER,)),
    "record-delivery --replaces": Writing(
        f"{DELIVER} {OTHER} --replaces {{a}} --reason 'cân lại'", (DELIVER,), 2
    ),
    "confirm --replaces": Writing(
        f"{CONFIRM} --short '1 kg' --replaces {{b}} --reason 'cân lại'", (DELIVER, CONFIRM), 2
    ),
    "adopt": Writing(
        "adopt --programme bim-son-lang-chanh --document {n}/PL --effective 2024-01-01", (DELIVER,)
    ),
    "close": Writing("close --programme bim-son-lang-chanh --through {day}", (DELIVER,)),
}
"""Every command that records, and what replaces among them."""


class Said(NamedTuple):
    """What a command ended with, and answered as JSON; nothing where that is not whole."""

    code: int | None
    answer: dict[str, Any]

    @property
    def entry(self) -> str | None:
        """The entry that was acknowledged."""
        return self.answer.get("entry")

    @property
    def codes(self) -> list[str]:
        return [error["code"] for error in self.answer.get("errors", ())]


def said(code: int | None, out: str) -> Said:
    try:
        return Said(code, json.loads(out))
    except ValueError:
        return Said(code, {})


def answered(folder: Path, arguments: Sequence[str]) -> int:
    """Run a command as `python -m coopledger` would, on a day that is always the same."""
    environment = Environment(
        clock=lambda: NOW, variables={"LANG": "C"}, folder=folder, login=lambda: "mai"
    )
    with redirect_stderr(StringIO()):
        return main([*arguments, "--format", "json"], environment)


class Office:
    """A workspace, and the papers on a desk beside it."""

    def __init__(self, folder: Path, paper: int = 1024) -> None:
        self.folder, self._desk, self._bytes = folder / "workspace", folder / "desk", paper
        self._number = 0
        self.folder.mkdir(parents=True)
        self._desk.mkdir()
        shutil.copy(PROGRAMMES, self.folder)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger.open(self.folder, clock=lambda: NOW, recorded_by="mai")

    def entries(self) -> list[str]:
        return [f"{one.entry.name}:{one.hash}" for one in self.ledger.entries()]

    def run(self, arguments: Sequence[str], limit: int | None = None) -> Said:
        """What a command answers; with a limit writing beyond so many bytes of any file fails."""
        with redirect_stdout(StringIO()) as out, limited(limit):
            code = answered(self.folder, arguments)
        return said(code, out.getvalue())

    def prepared(self, writing: Writing) -> list[str]:
        """The command with a key and a paper of its own, once all that goes before it is done."""
        self._number += 1
        made: list[str] = []
        for arguments in writing.before:
            entry = self.run(self._words(arguments, made)).entry
            assert entry is not None
            made.append(entry)
        if writing is WRITING["adopt"]:
            self._edit()
        paper = self._desk / f"{self._number}.pdf"
        paper.write_bytes(self._number.to_bytes(4) * (self._bytes // 4))
        own = ["--key", f"k{self._number}", "--evidence", str(paper)]
        return [*self._words(writing.arguments, made), *own]

    def _words(self, arguments: str, made: Sequence[str]) -> list[str]:
        day = date(2022, 1, 1) + timedelta(days=self._number)
        entries = dict(zip("ab", made, strict=False))
        return shlex.split(arguments.format(n=self._number, day=day, **entries))

    def _edit(self) -> None:
        """Give the programmes file something to be adopted."""
        text = PROGRAMMES.read_text(encoding="utf-8")
        changed = text.replace("{vi: Xi măng,", f"{{vi: Xi măng {self._number},")
        assert changed != text
        (self.folder / PROGRAMMES.name).write_text(changed, encoding="utf-8")


class Running(NamedTuple):
    """A command in a process of its own, which begins when its gate is closed."""

    process: BaseProcess
    out: Connection
    gate: Connection

    def begin(self) -> None:
        self.gate.close()

    def killed(self) -> Said:
        self.process.kill()
        return self.ended()

    def ended(self) -> Said:
        """What it answered until it ended."""
        out = b"".join(iter(lambda: os.read(self.out.fileno(), 65536), b""))
        self.process.join()
        self.out.close()
        return said(self.process.exitcode, out.decode())


def started(folder: Path, arguments: Sequence[str], limit: int | None = None) -> Running:
    """A command in `folder` that is ready to begin.

    With a limit it is killed by its own first write that goes beyond so many bytes of any file.
    """
    (out, writing), (waiting, gate) = CONTEXT.Pipe(duplex=False), CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_run, args=(folder, arguments, limit, writing, waiting))
    process.start()
    writing.close()
    waiting.close()
    assert os.read(out.fileno(), 1) == READY
    return Running(process, out, gate)


READY = b"\n"


def _run(
    folder: Path,
    arguments: Sequence[str],
    limit: int | None,
    out: Connection,
    waiting: Connection,
) -> None:
    os.write(out.fileno(), READY)
    os.read(waiting.fileno(), 1)
    with (
        limited(limit, signal.SIG_DFL),
        open(out.fileno(), "w", encoding="utf-8", closefd=False) as stream,
        redirect_stdout(stream),
    ):
        code = answered(folder, arguments)
    sys.exit(code)


@contextmanager
def limited(limit: int | None, beyond: signal.Handlers = signal.SIG_IGN) -> Iterator[None]:
    """No file grows above `limit` bytes: beyond it writing fails, or is what kills."""
    if limit is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, beyond)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
