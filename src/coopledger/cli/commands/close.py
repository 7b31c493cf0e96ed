"""`coop close --through 2023-12-31 --document …`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli.options import Programme, option, saying
from coopledger.cli.recording import record
from coopledger.cli.session import Session

SHARED = (saying,)


def run(
    ctx: typer.Context,
    through: Annotated[str, option("--through", "date")],
    programme: Programme = None,
) -> None:
    session: Session = ctx.obj
    record(session, Kind.CLOSE, programme=programme, through=through)
