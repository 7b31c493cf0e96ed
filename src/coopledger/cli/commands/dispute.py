"""`coop dispute bim-son-lang-chanh#2 --reason "…"`."""

import typer

from coopledger.book import Kind
from coopledger.cli.options import Entry, Replaces, saying
from coopledger.cli.recording import record
from coopledger.cli.session import Session

SHARED = (saying,)


def run(ctx: typer.Context, entry: Entry, replaces: Replaces = None) -> None:
    session: Session = ctx.obj
    record(session, Kind.ANSWER, concerns=entry, disputed=True, replaces=replaces)
