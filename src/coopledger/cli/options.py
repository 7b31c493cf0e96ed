"""Options that commands share: declared once.

Help and the word for a value are keys of the catalogue; what completes a value is looked up in
the workspace when a shell asks.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from coopledger.cli import completing
from coopledger.cli.terminal import Format


class Language(StrEnum):
    VI = "vi"
    EN = "en"


Completer = Callable[..., list[tuple[str, str]]]


def option(
    name: str, value: str = "text", complete: Completer | None = None, *, says: str | None = None
) -> Any:
    """An option whose help is the catalogue's entry for its name, or for what it `says`.

    `value` says what it takes.
    """
    key = says or name.lstrip("-").replace("-", "_")
    return typer.Option(
        name,
        help=f"option.{key}",
        metavar=f"metavar.{value}",
        show_default=False,
        readable=False,  # a folder is looked into where what is wrong can be said
        autocompletion=complete,
    )


def flag(name: str) -> Any:
    """An option that is said or not."""
    return typer.Option(name, help=f"option.{name.lstrip('-').replace('-', '_')}")


def choice(name: str, says: str | None = None) -> Any:
    """An option whose values are listed in help."""
    return typer.Option(name, help=f"option.{says or name.lstrip('-')}", show_default=False)


def argument(name: str, complete: Completer | None = None) -> Any:
    """An argument whose help is the catalogue's entry for its name."""
    return typer.Argument(
        metavar=f"metavar.{name}",
        help=f"argument.{name}",
        show_default=False,
        readable=False,
        autocompletion=complete,
    )


AsOf = Annotated[str | None, option("--as-of", "date")]
KnownAt = Annotated[list[str] | None, option("--known-at", "moment", completing.heads)]
Programme = Annotated[str | None, option("--programme", "programme", completing.programmes)]
Pledge = Annotated[str | None, option("--pledge", "pledge", completing.pledges)]
Date = Annotated[str | None, option("--date", "date")]
Note = Annotated[str | None, option("--note")]
Party = Annotated[str | None, option("--party", "party", completing.parties)]
Side = Annotated[str | None, option("--party", "party", completing.parties, says="side")]
Key = Annotated[str | None, option("--key")]
Reason = Annotated[str | None, option("--reason")]
DryRun = Annotated[bool, flag("--dry-run")]
Quantity = Annotated[str | None, option("--quantity", "quantity")]
Entry = Annotated[str, argument("entry", completing.entries)]
Replaces = Annotated[str | None, option("--replaces", "entry", completing.entries)]
Another = Annotated[bool, flag("--another")]
Document = Annotated[str | None, option("--document", "document")]
Evidence = Annotated[list[Path] | None, option("--evidence", "file")]


Workspace = Annotated[Path | None, option("--workspace", "folder")]
Lang = Annotated[Language | None, choice("--lang")]
Quiet = Annotated[bool, flag("--quiet")]
Plain = Annotated[bool, flag("--plain")]


def common_with(formats: type[StrEnum], says: str = "format") -> Callable[..., None]:
    """What every command takes, where results are shown or written in one of `formats`.

    `says` is the key of the help on them.

    Like the groups below never called: its parameters are shared.
    """

    def common(
        workspace: Workspace = None,
        lang: Lang = None,
        format: Annotated[formats | None, choice("--format", says)] = None,  # type: ignore[valid-type]  # noqa: A002
        quiet: Quiet = False,
        plain: Plain = False,
    ) -> None:
        """Never called."""

    return common


common = common_with(Format)


Output = Annotated[Path | None, option("--output", "file", says="output_file")]
Force = Annotated[bool, flag("--force")]


def to_file(output: Output = None, force: Force = False) -> None:
    """Where a result goes if not to the screen."""


def papers(
    document: Document = None,
    evidence: Evidence = None,
    note: Note = None,
    party: Party = None,
    key: Key = None,
    reason: Reason = None,
    dry_run: DryRun = False,
) -> None:
    """What every command that records takes."""


def saying(
    date: Date = None,
    document: Document = None,
    evidence: Evidence = None,
    note: Note = None,
    party: Party = None,
    key: Key = None,
    reason: Reason = None,
    dry_run: DryRun = False,
) -> None:
    """The same with the day that is spoken of."""


def recording(
    programme: Programme = None,
    date: Date = None,
    document: Document = None,
    evidence: Evidence = None,
    note: Note = None,
    party: Party = None,
    key: Key = None,
    replaces: Replaces = None,
    reason: Reason = None,
    another: Another = False,
    dry_run: DryRun = False,
) -> None:
    """What the commands that record something new take beside their own."""


def support(
    pledge: Pledge = None,
    share: Annotated[str | None, option("--share", "party", completing.shares)] = None,
    allow_excess: Annotated[bool, flag("--allow-excess")] = False,
) -> None:
    """What the commands that record support under a pledge take beside that."""
