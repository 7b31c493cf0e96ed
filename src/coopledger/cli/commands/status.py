"""`coop status`."""

import typer

from coopledger.cli.documents import page_and_workbook
from coopledger.cli.options import (
    AsOf,
    KnownAt,
    Pledge,
    Programme,
    Side,
    common_with,
    to_file,
)
from coopledger.cli.session import Session
from coopledger.cli.terminal import StatusFormat
from coopledger.present.machine import records, rows
from coopledger.present.pages import status
from coopledger.quantity.reading import read_date

COMMON, SHARED = common_with(StatusFormat), (to_file,)


def run(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    programme: Programme = None,
    pledge: Pledge = None,
    party: Side = None,
) -> None:
    session: Session = ctx.obj
    ledger = session.ledger
    known = ledger.known(known_at or ())
    day = ledger.day(read_date(as_of) if as_of else None, known)
    views = ledger.progress(
        day,
        known=known,
        programme=programme,
        pledge=pledge,
        party=party,
        detailed=session.makes_document(tuple(StatusFormat)),
    )
    session.show(
        "status",
        page=lambda: status.page(views, session.say),
        record=lambda: {
            "as_of": day.isoformat(),
            "workspace": str(session.workspace.folder),
            "programmes": [records.status_programme(view) for view in views],
        },
        rows=lambda: rows.progress(views),
        documents=page_and_workbook(views, session),
    )
    session.say_where()
