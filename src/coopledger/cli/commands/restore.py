"""`coop restore backup.zip FOLDER`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli.options import argument
from coopledger.cli.session import Session
from coopledger.exchange.backup import restore
from coopledger.present.machine import records
from coopledger.present.pages import copies
from coopledger.present.problems import shown
from coopledger.terms.workspace import workspace_in


def run(
    ctx: typer.Context,
    archive: Annotated[Path, argument("archive")],
    folder: Annotated[Path, argument("new_folder")],
) -> int:
    session: Session = ctx.obj
    here = session.environment.folder
    with session.terminal.progress() as watch:
        made = restore(here / archive, here / folder, watch)
    name = shown(str(here / folder), here)
    session.show(
        "restore",
        page=lambda: copies.backup(made, session.say("backup.restored", folder=name), session.say),
        record=lambda: records.restored(made, name),
    )
    if session.asked_ledger or workspace_in(here / folder).settings.ledger:
        session.terminal.note(session.say("backup.elsewhere"))
    return session.warn(made.faults)
