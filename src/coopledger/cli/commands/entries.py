"""`coop entries`."""

from typing import Annotated

import typer

from coopledger.cli import completing
from coopledger.cli.options import AsOf, KnownAt, Pledge, Programme, flag, option
from coopledger.cli.proof import head_named
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import entries
from coopledger.quantity.reading import read_date


def run(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    programme: Programme = None,
    pledge: Pledge = None,
    after: Annotated[list[str] | None, option("--after", "head", completing.heads)] = None,
    pending: Annotated[bool, flag("--pending")] = False,
) -> None:
    session: Session = ctx.obj
    ledger = session.ledger
    recorded = ledger.entries(
        programme=programme,
        pledge=pledge,
        as_of=read_date(as_of) if as_of else None,
        known=ledger.known(known_at or ()),
        after=[head_named(typed) for typed in after or ()],
        pending=pending,
    )
    session.show(
        "entries",
        page=lambda: entries.page(recorded, session.say, pending=pending),
        record=lambda: {"entries": [records.entry(one) for one in recorded]},
        rows=lambda: rows.entries(recorded),
    )
    session.say_where()
