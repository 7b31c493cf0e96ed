"""`coop init`, and `coop init --demo`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli.options import argument, flag
from coopledger.cli.session import Session
from coopledger.cli.start import start
from coopledger.present.pages import answers
from coopledger.present.problems import shown


def run(
    ctx: typer.Context,
    folder: Annotated[Path | None, argument("folder")] = None,
    demo: Annotated[bool, flag("--demo")] = False,
) -> None:
    session: Session = ctx.obj
    here = session.environment.folder
    target = here / (folder or session.asked_workspace or here)
    start(target, session.environment, demo=demo)
    name = shown(str(target), here)
    session.show(
        "init",
        page=lambda: answers.initialised(name, session.say, demo=demo),
        record=lambda: {"workspace": name, "demo": demo},
    )
