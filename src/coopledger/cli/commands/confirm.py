"""`coop confirm bim-son-lang-chanh#2 --accepted 480 --short 15 --rejected 5 --reason "…"`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli.options import Entry, Replaces, option, saying
from coopledger.cli.recording import record
from coopledger.cli.session import Session

SHARED = (saying,)


def run(
    ctx: typer.Context,
    entry: Entry,
    accepted: Annotated[str | None, option("--accepted", "quantity")] = None,
    short: Annotated[str | None, option("--short", "quantity")] = None,
    rejected: Annotated[str | None, option("--rejected", "quantity")] = None,
    over: Annotated[str | None, option("--over", "quantity")] = None,
    sent: Annotated[str | None, option("--sent", "quantity")] = None,
    replaces: Replaces = None,
) -> None:
    session: Session = ctx.obj
    figures = {
        "accepted": accepted,
        "short": short,
        "rejected": rejected,
        "over": over,
        "sent": sent,
    }
    record(session, Kind.ANSWER, concerns=entry, replaces=replaces, **figures)
