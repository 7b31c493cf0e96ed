"""`coop supplement bim-son-lang-chanh#2 --document 12/BB-UBND --evidence scan.pdf`."""

import typer

from coopledger.book import Kind
from coopledger.cli.options import Entry, saying
from coopledger.cli.recording import record
from coopledger.cli.session import Session

SHARED = (saying,)


def run(ctx: typer.Context, entry: Entry) -> None:
    session: Session = ctx.obj
    record(session, Kind.SUPPLEMENT, concerns=entry)
