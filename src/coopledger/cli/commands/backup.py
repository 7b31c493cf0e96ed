"""`coop backup backup.zip`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli.options import Force, argument
from coopledger.cli.session import Session
from coopledger.exchange.backup import back_up
from coopledger.files import replaced_file
from coopledger.present.machine import records
from coopledger.present.pages import copies
from coopledger.present.problems import shown


def run(
    ctx: typer.Context,
    archive: Annotated[Path, argument("archive")],
    force: Force = False,
) -> int:
    session: Session = ctx.obj
    path = session.target(archive, force=force)
    with session.terminal.progress() as watch, replaced_file(path) as file:
        made = back_up(session.ledger, file, watch)
    name = shown(str(path), session.environment.folder)
    session.show(
        "backup",
        page=lambda: copies.backup(made, session.say("backup.made", file=name), session.say),
        record=lambda: records.backed_up(made, name),
    )
    session.say_where()
    return session.warn(made.faults)
