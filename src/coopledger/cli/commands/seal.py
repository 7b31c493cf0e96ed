"""`coop seal`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli.options import Programme, option
from coopledger.cli.session import Session
from coopledger.files import added_file
from coopledger.present.machine import records
from coopledger.present.pages import proof


def run(
    ctx: typer.Context,
    programme: Programme = None,
    output: Annotated[Path | None, option("--output", "file")] = None,
) -> None:
    session: Session = ctx.obj
    heads, day = session.ledger.heads(programme), session.ledger.today
    if output is not None:
        with added_file(session.environment.folder / output) as file:
            file.write(proof.seal_text(heads, day, session.say).encode())
    session.show(
        "seal",
        page=lambda: proof.seal(heads, day, output, session.say),
        record=lambda: {"heads": [records.head(one) for one in heads]},
    )
    session.say_where()
