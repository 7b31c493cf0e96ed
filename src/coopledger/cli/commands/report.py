"""`coop report --year 2023`, and `coop report --year 2023 --output bao-cao-2023.docx`."""

from typing import Annotated

import typer

from coopledger.cli import completing
from coopledger.cli.documents import page_and_workbook, signed_report
from coopledger.cli.options import (
    AsOf,
    KnownAt,
    Pledge,
    Programme,
    choice,
    common_with,
    option,
    to_file,
)
from coopledger.cli.session import Session
from coopledger.cli.terminal import Format, ReportFormat
from coopledger.present.machine import records, rows
from coopledger.present.pages import report
from coopledger.problem import refuse
from coopledger.progress import Cut
from coopledger.quantity.reading import read_date, read_year

COMMON, SHARED = common_with(ReportFormat), (to_file,)


def run(
    ctx: typer.Context,
    year: Annotated[str, option("--year", "year", completing.years)],
    period: Annotated[Cut, choice("--period")] = Cut.CALENDAR,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    programme: Programme = None,
    pledge: Pledge = None,
    number: Annotated[str | None, option("--number", "number")] = None,
    date: Annotated[str | None, option("--date", "date", says="document_date")] = None,
) -> None:
    session: Session = ctx.obj
    ledger = session.ledger
    days = period.year(read_year(year))
    views = ledger.year(
        days,
        read_date(as_of) if as_of else None,
        known=ledger.known(known_at or ()),
        programme=programme,
        pledge=pledge,
        detailed=session.makes_document(tuple(ReportFormat)),
    )
    documents = {
        **signed_report(views, days, session, number, read_date(date) if date else None),
        **page_and_workbook(views, session),
    }
    for name, given in (("--number", number), ("--date", date)):
        if given is not None and session.format((*Format, *documents)) != ReportFormat.DOCX:
            raise refuse("U105", option=name, needs=("--format docx",))
    session.show(
        "report",
        page=lambda: report.page(views, session.say),
        record=lambda: {
            "year": days.year,
            "since": days.since.isoformat(),
            "through": days.through.isoformat(),
            "workspace": str(session.workspace.folder),
            "programmes": [records.year_programme(view) for view in views],
        },
        rows=lambda: rows.progress(views),
        documents=documents,
    )
    session.say_where()
