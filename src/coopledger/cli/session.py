"""One run of a command: where it works, in which language, and how it answers."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coopledger.cli.environment import Environment
from coopledger.cli.terminal import Format, Terminal
from coopledger.cli.usage import USAGE
from coopledger.files import is_there, replaced_file
from coopledger.ledger import Ledger
from coopledger.present.machine import records
from coopledger.present.machine.rows import flat, table
from coopledger.present.page import Page, markdown
from coopledger.present.problems import data, lines, shown
from coopledger.present.say import Say
from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity.writing import Lang
from coopledger.terms.workspace import Workspace, locate

INTEGRITY, STORAGE, REFUSED = 3, 4, 1

_SUFFIXES = {"": Format.TABLE, "txt": Format.TABLE, "md": Format.MARKDOWN, "htm": "html"}
"""Names of files whose end is not the name of their format."""

_TEXTS = {"html"}
"""Documents that can be read on a screen, or piped."""

UNSAID = "S121"
"""The problem that results cannot be written out; it is said among the messages."""


class Session:
    """Made from the common options of a command; `shared` holds those of recording commands."""

    def __init__(self, environment: Environment, common: Mapping[str, Any]) -> None:
        self.environment = environment
        self._asked: Mapping[str, Any] = common
        self.terminal = Terminal(
            quiet=common["quiet"], plain=common["plain"], width=environment.width
        )
        self.shared: Mapping[str, Any] = {}

    @property
    def asked_workspace(self) -> Path | None:
        """The workspace that was asked for, by option or variable."""
        named = self._asked["workspace"] or self.environment.variables.get("COOP_WORKSPACE")
        return self.environment.folder / named if named else None

    @property
    def asked_ledger(self) -> str | None:
        """The address of the server that was asked for by variable, before the settings'."""
        return self.environment.variables.get("COOP_LEDGER")

    @cached_property
    def workspace(self) -> Workspace:
        found = locate(
            self.asked_workspace,
            self.environment.folder,
            self.environment.data_folder,
        )
        return found.with_ledger(self.asked_ledger) if self.asked_ledger else found

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
        documents: Mapping[str, Callable[[], bytes]] = MappingProxyType({}),
    ) -> None:
        """Answer in the format asked for, on the screen or in the file asked for.

        What has no rows of its own is one row of CSV; `documents` are made for their formats.
        Raises `Refused`: U106 where a format is no text and no file was named, and as
        `hand_in` does.
        """
        output: Path | None = self.shared.get("output")
        match self.format((*Format, *documents)):
            case Format.TABLE if output is None:
                self.terminal.page(page())
                return
            case Format.TABLE:
                made = self.terminal.drawn(page()).encode()
            case Format.MARKDOWN:
                made = markdown(page()).encode()
            case Format.CSV:
                made = table(rows() if rows is not None else [flat(record())]).encode()
            case Format.JSON:
                made = (records.document(schema, record()) + "\n").encode()
            case form:
                if output is None and form not in _TEXTS:
                    raise refuse("U106", format=form)
                made = documents[form]()
        if output is None:
            self.terminal.text(made.decode())
        else:
            self._say_written(self.hand_in(output, made, force=self.shared["force"]))

    def makes_document(self, formats: Collection[str]) -> bool:
        """Whether a document is asked for, in which everything is listed."""
        return self.format(formats) not in set[str](Format)

    def write(self, lines: Iterable[str]) -> None:
        """Write lines with their ends to the screen or the file asked for, as they come.

        Raises `Refused` as `hand_in` does.
        """
        output: Path | None = self.shared["output"]
        if output is None:
            self.terminal.lines(lines)
            return
        path = self.target(output, force=self.shared["force"])
        with replaced_file(path) as file:
            file.writelines(line.encode() for line in lines)
        self._say_written(path)

    def _say_written(self, path: Path) -> None:
        file = shown(str(path), self.environment.folder)
        self.terminal.note(self.say("written", file=file))

    def format(
        self, formats: Collection[str], suffixes: Mapping[str, str] = MappingProxyType(_SUFFIXES)
    ) -> str:
        """The format asked for, or that of a file of this name, or what stands for no name.

        Raises `Refused` (U107) where the name means another format.
        """
        if self._asked["format"] is not None:
            return str(self._asked["format"])
        output: Path | None = self.shared.get("output")
        suffix = output.suffix.lower().lstrip(".") if output is not None else ""
        named = suffixes.get(suffix, suffix)
        if named not in formats:
            raise refuse("U107", file=str(output), formats=formats)
        return named

    def hand_in(self, output: Path, content: bytes, *, force: bool) -> Path:
        """Write a result to a file, which is returned.

        Raises `Refused`: S116 where it is there and may not be replaced, and as files are written.
        """
        path = self.target(output, force=force)
        with replaced_file(path) as file:
            file.write(content)
        return path

    def target(self, output: Path, *, force: bool) -> Path:
        """Where a result goes. Raises `Refused` (S116) if it is there and must not be replaced."""
        path = self.environment.folder / output
        if is_there(path) and not force:
            raise refuse("S116", file=str(path))
        return path

    def warn(self, problems: Iterable[Problem]) -> int:
        """Say what is wrong beside what was done; returns the exit code that calls for."""
        problems, here = tuple(problems), self.environment.folder
        for problem in problems:
            self.terminal.messages(lines(problem, self.say, here, self.terminal.message_width))
        return exit_code(problems) if problems else 0

    def say_where(self) -> None:
        """Name the workspace, and say if its files cannot be read."""
        key = "workspace.builtin" if self.workspace.builtin else "workspace"
        folder = shown(str(self.workspace.folder), self.environment.folder)
        self.terminal.note(self.say(key, folder=folder))
        if self.ledger.server is not None:
            self.terminal.note(self.say("ledger.server", server=self.ledger.server))
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
            self.warn(problems)
        return exit_code(problems)


def exit_code(problems: Iterable[Problem]) -> int:
    """1 refused by a rule or bad data, 2 mistyped, 3 integrity broken, 4 storage (DESIGN, 5)."""
    codes = [problem.code for problem in problems]
    for family, code in (("B8", INTEGRITY), ("S", STORAGE), ("U", USAGE)):
        if any(one.startswith(family) for one in codes):
            return code
    return REFUSED
