"""`coop pledges`."""

import typer

from coopledger.cli.options import AsOf, Programme
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import answers
from coopledger.quantity.reading import read_date


def run(ctx: typer.Context, as_of: AsOf = None, programme: Programme = None) -> None:
    session: Session = ctx.obj
    day = read_date(as_of) if as_of else None
    terms = session.ledger.terms(day, programme=programme)
    session.show(
        "pledges",
        page=lambda: answers.pledges(terms, session.say),
        record=lambda: {"programmes": [records.recordable(one) for one in terms]},
        rows=lambda: rows.recordable(terms),
    )
    session.say_where()
