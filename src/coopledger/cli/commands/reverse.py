"""`coop reverse bim-son-lang-chanh#3 --reason "…"`."""

import typer

from coopledger.book import Kind
from coopledger.cli.options import Entry, saying
from coopledger.cli.recording import record
from coopledger.cli.session import Session

SHARED = (saying,)


def run(ctx: typer.Context, entry: Entry) -> None:
    session: Session = ctx.obj
    record(session, Kind.REVERSAL, concerns=entry)
