"""`coop entries`."""

import typer

from coopledger.cli.options import AsOf, Pledge, Programme
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import entries
from coopledger.quantity.reading import read_date


def run(
    ctx: typer.Context, as_of: AsOf = None, programme: Programme = None, pledge: Pledge = None
) -> None:
    session: Session = ctx.obj
    day = read_date(as_of) if as_of else None
    recorded = session.ledger.entries(programme=programme, pledge=pledge, as_of=day)
    session.show(
        "entries",
        page=lambda: entries.page(recorded, session.say),
        record=lambda: {"entries": [records.entry(one) for one in recorded]},
        rows=lambda: rows.entries(recorded),
    )
    session.say_where()
