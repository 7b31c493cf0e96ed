"""The command line: which commands there are, loaded when they are called.

`coop --help` names every command without importing one. A stub stands for each until it is
called, completed or asked for help; then the module of its name is imported in its place.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from coopledger.cli.environment import Environment
from coopledger.present.words import phrase

if TYPE_CHECKING:
    from coopledger.cli.session import Session

FAMILIES = {
    "read": ("status", "report", "entries", "show", "pledges"),
    "record": (
        "record-delivery",
        "record-disbursement",
        "record-completion",
        "record-activity",
        "reverse",
    ),
    "check": ("check", "verify"),
    "set_up": ("init",),
}
"""The commands by what people do."""

USAGE = 2
INTERRUPTED = 130


@dataclass(frozen=True)
class Start:
    """What is known before any command is: the environment and the language of the help."""

    environment: Environment
    lang: str


class _Localised:
    """Help in the reader's language; what the library would say in English is said here."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        prefix = phrase("usage", ctx.obj.lang) + " "
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        records = (param.get_help_record(ctx) for param in self.get_params(ctx))  # type: ignore[attr-defined]
        with formatter.section(phrase("options", ctx.obj.lang)):
            formatter.write_dl([record for record in records if record is not None])

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = phrase("option.help", ctx.obj.lang)
        return option


class _Root(_Localised, TyperGroup):
    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        for family, names in FAMILIES.items():
            with formatter.section(phrase(f"family.{family}", ctx.obj.lang)):
                formatter.write_dl([(n, phrase(f"command.{n}", ctx.obj.lang)) for n in names])


class _Stub(TyperCommand):
    """Stands for a command that has not been imported."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        assert self.name is not None
        command = _load(self.name, parent.obj)
        return command.make_context(info_name, args, parent, **extra)


class _Loaded(_Localised, TyperCommand):
    """A command; takes the shared options out of its parameters into a session."""

    shared: tuple[Callable[..., None], ...] = ()

    def invoke(self, ctx: Any) -> Any:
        from coopledger.cli.session import Session

        start: Start = ctx.obj
        common, *others = (
            {name: ctx.params.pop(name) for name in _names(group)} for group in self.shared
        )
        session = Session(start.environment, common)
        session.shared = {name: value for group in others for name, value in group.items()}
        ctx.obj = session
        return _answered(session, lambda: super(_Loaded, self).invoke(ctx))


def _answered(session: "Session", command: Callable[[], Any]) -> int:
    """Run a command; what it refuses is shown, and becomes its exit code."""
    from coopledger.problem import Refused

    try:
        code = command() or 0
        sys.stdout.flush()
    except Refused as refused:
        return session.refuse(refused.problems)
    except BrokenPipeError:
        # Who reads has seen enough; what is left goes nowhere, also when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _load(name: str, start: Start) -> Any:
    from coopledger.cli.options import common

    module = import_module(f"coopledger.cli.commands.{name.replace('-', '_')}")
    shared = (common, *getattr(module, "SHARED", ()))
    command = _command(module.run, name)
    command.shared = shared
    for group in (*shared[1:], common):
        command.params += _command(group, name).params
    command.help = phrase(f"command.{name}", start.lang)
    command.options_metavar = phrase("usage.options", start.lang)
    for param in command.params:
        param.help = phrase(param.help, start.lang)
    return command


def _command(function: Callable[..., Any], name: str) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=_Loaded)(function)
    return get_command(app)


def _names(group: Callable[..., None]) -> list[str]:
    return list(group.__annotations__)[:-1]


def _version(value: bool) -> None:  # noqa: FBT001
    if value:
        from coopledger import __version__

        sys.stdout.write(f"coop {__version__}\n")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="option.version", is_eager=True, callback=_version),
    ] = False,
) -> None:
    """Replaced by the catalogue's words."""


def build(start: Start) -> Any:
    """The command line in the language of `start`."""
    app = typer.Typer(cls=_Root, add_completion=False, rich_markup_mode=None)
    app.callback()(_root)
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    group.help = phrase("coop", start.lang)
    group.options_metavar = phrase("usage.options", start.lang)
    group.subcommand_metavar = phrase("usage.command", start.lang)
    for param in group.params:
        param.help = phrase(param.help, start.lang)  # type: ignore[attr-defined]
    for names in FAMILIES.values():
        for name in names:
            group.add_command(_Stub(name, help=phrase(f"command.{name}", start.lang)))
    return group


def main(arguments: Sequence[str], environment: Environment) -> int:
    """Run the command line; returns the exit code."""
    start = Start(environment, environment.language(_asked_language(arguments)))
    group = build(start)
    try:
        return int(
            group.main(list(arguments) or ["--help"], "coop", standalone_mode=False, obj=start) or 0
        )
    except typer.Abort:
        sys.stderr.write(phrase("interrupted", start.lang) + "\n")
        return INTERRUPTED
    except Exception as error:
        if getattr(error, "exit_code", None) != USAGE:
            raise
        return _usage(error, start)


def _usage(error: Any, start: Start) -> int:
    """Say how a command was mistyped."""
    path = error.ctx.command_path if error.ctx is not None else "coop"
    hint = phrase("try_help", start.lang, command=path)
    message = error.format_message() if getattr(error, "param", None) else error.message
    sys.stderr.write(f"{phrase('error', start.lang)}: {message}\n{hint}\n")
    return USAGE


def _asked_language(arguments: Sequence[str]) -> str | None:
    """The value of `--lang`, looked for before there is a command line to parse it."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--lang":
            return following
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None
