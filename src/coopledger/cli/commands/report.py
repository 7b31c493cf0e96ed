"""`coop report --year 2023`."""

from typing import Annotated

import typer

from coopledger.cli import completing
from coopledger.cli.options import AsOf, KnownAt, Pledge, Programme, option
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import report
from coopledger.progress import calendar_year
from coopledger.quantity.reading import read_date, read_year


def run(
    ctx: typer.Context,
    year: Annotated[str, option("--year", "year", completing.years)],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    programme: Programme = None,
    pledge: Pledge = None,
) -> None:
    session: Session = ctx.obj
    ledger = session.ledger
    period = calendar_year(read_year(year))
    views = ledger.year(
        period,
        read_date(as_of) if as_of else None,
        known=ledger.known(known_at or ()),
        programme=programme,
        pledge=pledge,
    )
    session.show(
        "report",
        page=lambda: report.page(views, session.say),
        record=lambda: {
            "year": period.year,
            "since": period.since.isoformat(),
            "through": period.through.isoformat(),
            "workspace": str(session.workspace.folder),
            "programmes": [records.year_programme(view) for view in views],
        },
        rows=lambda: rows.progress(views),
    )
    session.say_where()
