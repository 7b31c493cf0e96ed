"""`coop status`."""

import typer

from coopledger.cli.options import AsOf, Pledge, Programme
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import status
from coopledger.quantity.reading import read_date


def run(
    ctx: typer.Context, as_of: AsOf = None, programme: Programme = None, pledge: Pledge = None
) -> None:
    session: Session = ctx.obj
    ledger = session.ledger
    day = read_date(as_of) if as_of else ledger.today
    views = ledger.progress(day, programme=programme, pledge=pledge)
    session.show(
        "status",
        page=lambda: status.page(views, session.say),
        record=lambda: {
            "as_of": day.isoformat(),
            "workspace": str(session.workspace.folder),
            "programmes": [records.programme(view) for view in views],
        },
        rows=lambda: rows.progress(views),
    )
    session.say_where()
