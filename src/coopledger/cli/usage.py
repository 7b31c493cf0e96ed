"""How a command was mistyped: what the library finds, as problems that can be said in any language.

The library's own messages are English sentences, so only what an error is about is taken from it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from coopledger.problem import Problem
from coopledger.text import nearest

USAGE = 2
"""The exit code of everything that was mistyped."""

SHARED = ("--workspace", "--lang", "--format")
"""Options with a value that every command takes; they may also stand in front of it."""

_FLAGS = ("--quiet", "--plain")


def value_of(option: str, arguments: Sequence[str]) -> str | None:
    """The value of `option`, looked for before there is a command line to parse it; the last."""
    found = None
    for argument, following in zip(arguments, [*arguments[1:], None], strict=False):
        if argument == option:
            found = following
        elif argument.startswith(f"{option}="):
            found = argument.removeprefix(f"{option}=")
    return found


def command_first(arguments: Sequence[str]) -> list[str]:
    """`arguments` with shared options that stand in front of the command moved behind it.

    Without a command they ask for help.
    """
    at = 0
    while at < len(arguments):
        if arguments[at] in SHARED:
            at += 2
        elif arguments[at] in _FLAGS or arguments[at].startswith(tuple(f"{o}=" for o in SHARED)):
            at += 1
        else:
            break
    rest = list(arguments[at:]) or ["--help"]
    if rest[0].startswith("-"):
        return rest
    return [rest[0], *arguments[:at], *rest[1:]]


def no_such_command(typed: str, commands: Iterable[str]) -> Problem:
    """U001: there is no command `typed`."""
    known = tuple(commands)
    values = {"typed": typed, "commands": known, "nearest": nearest(typed, list(known))}
    return Problem("U001", {**values, "command": "coop"})


def too_many(typed: Sequence[str], command: str) -> Problem:
    """U005: words that belong to no option."""
    return Problem("U005", {"typed": tuple(typed), "command": command})


def mistyped(error: Any, arguments: Sequence[str], command: Any) -> Problem:
    """The problem behind a usage error of the library's.

    `command` is the one that was called. U002 no such option, U003 an option without its value,
    U004 a value for an option that takes none, U006 something left out, U007 none of the choices.
    """
    about: dict[str, Any] = {"command": f"coop {command.name}".removesuffix(" coop")}
    match type(error).__name__:
        case "NoSuchOption":
            known = [name for param in command.params for name in param.opts if name[0] == "-"]
            about |= {"option": error.option_name, "nearest": nearest(error.option_name, known)}
            return Problem("U002", about)
        case "BadOptionUsage":
            about["option"] = error.option_name
            given = value_of(error.option_name, [a for a in arguments if "=" in a])
            return Problem("U003" if given is None else "U004", about)
        case "MissingParameter":
            return Problem("U006", {**about, "option": _name(error.param)})
        case _:
            choices = tuple(str(choice) for choice in error.param.type_descriptor.choices)
            typed = value_of(error.param.opts[0], arguments) or ""
            about |= {"option": _name(error.param), "typed": typed, "choices": choices}
            return Problem("U007", {**about, "nearest": nearest(typed, list(choices))})


def _name(param: Any) -> str:
    """What a parameter is called on the command line."""
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar)
