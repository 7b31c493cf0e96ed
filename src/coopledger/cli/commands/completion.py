"""`coop completion bash`."""

from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]

from coopledger.cli.app import COMPLETE
from coopledger.cli.options import argument
from coopledger.cli.session import Session


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def run(ctx: typer.Context, shell: Annotated[Shell, argument("shell")]) -> None:
    session: Session = ctx.obj
    script = get_completion_script(prog_name="coop", complete_var=COMPLETE, shell=shell)
    session.terminal.text(script)
