"""`coop verify`."""

import typer

from coopledger.cli.options import Programme
from coopledger.cli.session import INTEGRITY, Session
from coopledger.present.machine import records
from coopledger.present.pages import answers
from coopledger.present.problems import data


def run(ctx: typer.Context, programme: Programme = None) -> int:
    session: Session = ctx.obj
    verdict = session.ledger.verify(programme)
    here = session.environment.folder
    session.show(
        "verify",
        page=lambda: answers.verdict(verdict, session.say, here),
        record=lambda: records.verdict(
            verdict, [data(problem, session.say, here) for problem in verdict.problems]
        ),
    )
    session.say_where()
    return INTEGRITY if verdict.problems else 0
