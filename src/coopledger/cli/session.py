"""One run of a command: where it works, in which language, and how it answers."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from coopledger.cli.environment import Environment
from coopledger.cli.terminal import Format, Terminal
from coopledger.cli.usage import USAGE
from coopledger.ledger import Ledger
from coopledger.present.machine import records
from coopledger.present.machine.rows import flat, table
from coopledger.present.page import Page, markdown
from coopledger.present.problems import data, lines, shown
from coopledger.present.say import Say
from coopledger.problem import Problem, Refused
from coopledger.quantity.writing import Lang
from coopledger.terms.workspace import Workspace, locate

INTEGRITY, STORAGE, REFUSED = 3, 4, 1

UNSAID = "S121"
"""The problem that results cannot be written out; it is said among the messages."""


class Session:
    """Made from the common options of a command; `shared` holds those of recording commands."""

    def __init__(self, environment: Environment, common: Mapping[str, Any]) -> None:
        self.environment = environment
        self._asked: Mapping[str, Any] = common
        self.terminal = Terminal(quiet=common["quiet"], width=environment.width)
        self.shared: Mapping[str, Any] = {}

    @property
    def asked_workspace(self) -> Path | None:
        """The workspace that was asked for, by option or variable."""
        named = self._asked["workspace"] or self.environment.variables.get("COOP_WORKSPACE")
        return self.environment.folder / named if named else None

    @cached_property
    def workspace(self) -> Workspace:
        return locate(
            self.asked_workspace,
            self.environment.folder,
            self.environment.data_folder,
        )

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(
            self.workspace, clock=self.environment.clock, recorded_by=self.environment.login()
        )

    @cached_property
    def say(self) -> Say:
        """Speaks the language asked for, else the workspace's, else the locale's."""
        preferred = None
        with suppress(Refused):
            preferred = self.workspace.settings.language
        return Say(self.environment.language(self._asked["lang"], preferred))

    @property
    def lang(self) -> Lang:
        return self.say.lang

    def show(
        self,
        schema: str,
        *,
        page: Callable[[], Page],
        record: Callable[[], Mapping[str, Any]],
        rows: Callable[[], Iterable[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Answer in the format asked for; what has no rows of its own is one row of CSV."""
        match self._asked["format"]:
            case Format.TABLE:
                self.terminal.page(page())
            case Format.MARKDOWN:
                self.terminal.text(markdown(page()))
            case Format.CSV:
                self.terminal.text(table(rows() if rows is not None else [flat(record())]))
            case _:
                self.terminal.text(records.document(schema, record()))

    def say_where(self) -> None:
        """Name the workspace, and say if its files cannot be read."""
        key = "workspace.builtin" if self.workspace.builtin else "workspace"
        folder = shown(str(self.workspace.folder), self.environment.folder)
        self.terminal.note(self.say(key, folder=folder))
        if self.ledger.problems:
            count = len(self.ledger.problems)
            self.terminal.note(f"{self.say('warning')}: {self.say('files_broken', count=count)}")

    def refuse(self, problems: Iterable[Problem]) -> int:
        """Show the problems; returns the exit code they call for."""
        problems, here = tuple(problems), self.environment.folder
        if self._asked["format"] == Format.JSON and not any(p.code == UNSAID for p in problems):
            errors = [data(problem, self.say, here) for problem in problems]
            try:
                self.terminal.text(records.document("errors", {"errors": errors}))
            except Refused as unsaid:
                return self.refuse(unsaid.problems)
        else:
            for problem in problems:
                width = self.terminal.message_width
                self.terminal.messages(lines(problem, self.say, here, width))
        return exit_code(problems)


def exit_code(problems: Iterable[Problem]) -> int:
    """1 refused by a rule or bad data, 2 mistyped, 3 integrity broken, 4 storage (DESIGN, 5)."""
    codes = [problem.code for problem in problems]
    for family, code in (("B8", INTEGRITY), ("S", STORAGE), ("U", USAGE)):
        if any(one.startswith(family) for one in codes):
            return code
    return REFUSED
