"""Options that commands share: declared once; their help is a key of the catalogue."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Format(StrEnum):
    """How a result is shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Language(StrEnum):
    VI = "vi"
    EN = "en"


def option(name: str) -> Any:
    """An option whose help is the catalogue's entry for its name."""
    key = name.lstrip("-").replace("-", "_")
    return typer.Option(name, help=f"option.{key}", show_default=False)


def argument(name: str) -> Any:
    """An argument whose help is the catalogue's entry for its name."""
    return typer.Argument(metavar=name, help=f"argument.{name.lower()}", show_default=False)


AsOf = Annotated[str | None, option("--as-of")]
Programme = Annotated[str | None, option("--programme")]
Pledge = Annotated[str | None, option("--pledge")]
Date = Annotated[str | None, option("--date")]
Note = Annotated[str | None, option("--note")]
Party = Annotated[str | None, option("--party")]
Key = Annotated[str | None, option("--key")]
Reason = Annotated[str | None, option("--reason")]
DryRun = Annotated[bool, option("--dry-run")]
Quantity = Annotated[str | None, option("--quantity")]


def common(
    workspace: Annotated[Path | None, option("--workspace")] = None,
    lang: Annotated[Language | None, option("--lang")] = None,
    format: Annotated[Format, option("--format")] = Format.TABLE,  # noqa: A002
    quiet: Annotated[bool, option("--quiet")] = False,
) -> None:
    """What every command takes. Like the next two never called: its parameters are shared."""


def recording(
    programme: Programme = None,
    date: Date = None,
    document: Annotated[str | None, option("--document")] = None,
    note: Note = None,
    party: Party = None,
    key: Key = None,
    replaces: Annotated[str | None, option("--replaces")] = None,
    reason: Reason = None,
    another: Annotated[bool, option("--another")] = False,
    dry_run: DryRun = False,
) -> None:
    """What the commands that record something take beside their own."""


def support(
    pledge: Pledge = None,
    share: Annotated[str | None, option("--share")] = None,
    allow_excess: Annotated[bool, option("--allow-excess")] = False,
) -> None:
    """What the commands that record support under a pledge take beside that."""
