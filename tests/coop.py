"""The command line as a test runs it: in this process, on a fixed day, in a folder of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from coopledger.cli.app import main
from coopledger.cli.environment import Environment


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str


class Coop:
    """Runs `coop` in `folder`; Vietnamese or English by `lang`, as wide as `width`."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self.clock, self._capsys = folder, clock, capsys
        self.lang = "en_GB.UTF-8"
        self.width: int | None = None
        self.person = "mai"
        self.more: dict[str, str] = {}
        self.data_folder: Callable[[], Path] = lambda: self.folder / "home"

    def __call__(self, *arguments: str) -> Answer:
        environment = Environment(
            clock=self.clock,
            variables={"LANG": self.lang, **self.more},
            folder=self.folder,
            login=lambda: self.person,
            data_folder=self.data_folder,
            width=self.width,
        )
        self._capsys.readouterr()
        code = main(arguments, environment)
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)
