"""`coop evidence bim-son-lang-chanh#2 --extract FOLDER`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli.options import Entry, Programme, option
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import proof
from coopledger.present.problems import shown


def run(
    ctx: typer.Context,
    entry: Entry,
    programme: Programme = None,
    extract: Annotated[Path | None, option("--extract", "folder")] = None,
) -> None:
    session: Session = ctx.obj
    recorded = session.ledger.entry(entry, programme=programme)
    extracted: tuple[str, ...] = ()
    if extract is not None:
        here = session.environment.folder
        with session.terminal.progress() as watch:
            paths = session.ledger.extract(recorded, here / extract, watch)
        extracted = tuple(shown(str(path), here) for path in paths)
    session.show(
        "evidence",
        page=lambda: proof.evidence(recorded, extracted, session.say),
        record=lambda: records.evidence(recorded, extracted),
        rows=lambda: rows.evidence(recorded),
    )
    session.say_where()
