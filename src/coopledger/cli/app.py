"""The command line: which commands there are, loaded when they are called.

`coop --help` names every command without importing one. A stub stands for each until it is
called, completed or asked for help; then the module of its name is imported in its place.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from keyword import iskeyword
from signal import SIGINT
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from coopledger.cli.environment import Environment
from coopledger.cli.usage import (
    SHARED,
    USAGE,
    command_first,
    mistyped,
    no_such_command,
    too_many,
    value_of,
)
from coopledger.present.words import phrase
from coopledger.problem import Problem, Refused

FAMILIES = {
    "read": ("status", "report", "entries", "show", "pledges", "evidence", "minutes"),
    "record": (
        "record-delivery",
        "record-disbursement",
        "record-completion",
        "record-activity",
        "record-return",
        "confirm",
        "dispute",
        "supplement",
        "reverse",
        "adopt",
        "close",
    ),
    "check": ("check", "verify", "seal"),
    "set_up": ("init", "server", "completion"),
    "exchange": ("import", "export", "import-book", "reconcile", "backup", "restore"),
    "connect": ("schema",),
}
"""The commands by what people do."""

INTERRUPTED = 128 + SIGINT
"""What the library returns for Ctrl-C, and shells expect."""

COMPLETE = "_COOP_COMPLETE"
"""The variable by which a shell asks for completions."""


@dataclass(frozen=True)
class Start:
    """What is known before any command is: the environment and the language of the help."""

    environment: Environment
    lang: str


class _Localised:
    """Help in the reader's language; what the library would say in English is said here."""

    shared_params: frozenset[str] = frozenset()
    """Names of the options that every command takes, which help lists apart."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = phrase("usage", ctx.obj.lang) + " "
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]  # type: ignore[misc]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        lang = ctx.obj.lang
        sections: dict[str, list[tuple[str, str]]] = {"arguments": [], "options": [], "shared": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            argument = param.param_type_name == "argument"
            shared = "shared" if param.name in self.shared_params else "options"
            sections["arguments" if argument else shared].append(_help_record(param, ctx))
        for title, records in sections.items():
            if records:
                with formatter.section(phrase(title, lang)):
                    formatter.write_dl(records)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = phrase("option.help", ctx.obj.lang)
        return option


def _help_record(param: Any, ctx: Any) -> tuple[str, str]:
    """What a parameter is called and what help says of it."""
    name, text = param.get_help_record(ctx)
    if param.param_type_name == "argument":
        name = param.metavar
    required = phrase("required", ctx.obj.lang)
    return name, text.replace("[required]", required)


class _Root(_Localised, TyperGroup):
    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        for family, names in FAMILIES.items():
            with formatter.section(phrase(f"family.{family}", ctx.obj.lang)):
                formatter.write_dl([(n, phrase(f"command.{n}", ctx.obj.lang)) for n in names])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise Refused([no_such_command(args[0], self.commands)])
        return super().resolve_command(ctx, args)


class _Stub(TyperCommand):
    """Stands for a command that has not been imported."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        assert self.name is not None
        command = load(self.name, parent.obj.lang)
        return command.make_context(info_name, args, parent, **extra)


class _Loaded(_Localised, TyperCommand):
    """A command; takes the shared options out of its parameters into a session."""

    allow_extra_args = True  # they are refused here, in the reader's language
    shared: tuple[Callable[..., None], ...] = ()

    def own_params(self, common: Callable[..., None]) -> set[str]:
        """Options that every command takes, and this one takes other values for."""
        mine = self.shared[0].__annotations__
        return {name for name, taken in common.__annotations__.items() if mine[name] != taken}

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(phrase("examples", ctx.obj.lang)):
            for line in phrase(f"example.{self.name}", ctx.obj.lang).splitlines():
                formatter.write(f"  {line}\n")

    def invoke(self, ctx: Any) -> Any:
        from coopledger.cli.session import Session

        start: Start = ctx.obj
        common, *others = (
            {name: ctx.params.pop(name) for name in _names(group)} for group in self.shared
        )
        session = Session(start.environment, common)
        session.shared = {name: value for group in others for name, value in group.items()}
        ctx.obj = session
        if ctx.args:
            return session.refuse([too_many(ctx.args, ctx.command_path)])
        try:
            return super().invoke(ctx)
        except Refused as refused:
            return session.refuse(refused.problems)


@cache
def load(name: str, lang: str) -> Any:
    """The command `name` with its words in `lang`; what was mistyped is looked up in it again."""
    from coopledger.cli.options import common

    module = import_module(f"coopledger.cli.commands.{_module(name)}")
    shared = (getattr(module, "COMMON", common), *getattr(module, "SHARED", ()))
    command = _command(module.run, name)
    command.shared = shared
    for group in (*shared[1:], shared[0]):
        command.params += _command(group, name).params
    command.shared_params = frozenset(_names(common)) - command.own_params(common)
    _localise(command, f"command.{name}", lang)
    return command


def _module(command: str) -> str:
    """What the module of a command is called; some words Python keeps for itself."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def _localise(command: Any, key: str, lang: str) -> None:
    """Put the catalogue's words in the place of its keys."""
    command.help = phrase(key, lang)
    command.options_metavar = phrase("usage.options", lang)
    for param in command.params:
        param.help = phrase(param.help, lang)
        if param.metavar is not None:
            param.metavar = phrase(param.metavar, lang)


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


@cache
def build(lang: str) -> Any:
    """The command line in `lang`."""
    app = typer.Typer(cls=_Root, add_completion=False, rich_markup_mode=None)
    app.callback()(_root)
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    group.name = "coop"
    group.subcommand_metavar = phrase("usage.command", lang)
    _localise(group, "coop", lang)
    for names in FAMILIES.values():
        for name in names:
            group.add_command(_Stub(name, help=phrase(f"command.{name}", lang)))
    return group


def main(arguments: Sequence[str], environment: Environment) -> int:
    """Run the command line; returns the exit code."""
    start = Start(environment, environment.language(value_of("--lang", arguments)))
    arguments = command_first(arguments)
    group = build(start.lang)
    if COMPLETE in environment.variables:
        # Its home is private; this is where the library itself imports it from.
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    try:
        code = int(group.main(arguments, "coop", standalone_mode=False, obj=start) or 0)
        sys.stdout.flush()
    except Refused as refused:
        return _refused(refused.problems, arguments, environment)
    except Exception as error:
        if getattr(error, "exit_code", None) != USAGE:
            raise
        called = load(arguments[0], start.lang) if arguments[0] in group.commands else group
        return _refused([mistyped(error, arguments, called)], arguments, environment)
    if code == INTERRUPTED:
        sys.stderr.write(phrase("interrupted", start.lang) + "\n")
    return code


def _refused(
    problems: Sequence[Problem], arguments: Sequence[str], environment: Environment
) -> int:
    """Say how a command was mistyped, where the options could not all be read."""
    from coopledger.cli.session import Session

    common = {option.removeprefix("--"): value_of(option, arguments) for option in SHARED}
    return Session(environment, {**common, "quiet": False, "plain": False}).refuse(problems)
