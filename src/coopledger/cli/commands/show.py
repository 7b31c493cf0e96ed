"""`coop show bim-son-lang-chanh#3`."""

import typer

from coopledger.cli.options import Entry, Programme
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import entries


def run(
    ctx: typer.Context,
    entry: Entry,
    programme: Programme = None,
) -> None:
    session: Session = ctx.obj
    recorded = session.ledger.entry(entry, programme=programme)
    session.show(
        "entry",
        page=lambda: entries.show(recorded, session.say),
        record=lambda: {
            "entry": records.entry(recorded[0]),
            "referring": [records.entry(one) for one in recorded[1:]],
        },
        rows=lambda: rows.entries(recorded),
    )
    session.say_where()
