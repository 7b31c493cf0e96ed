"""`coop verify --expect HEAD`."""

from typing import Annotated

import typer

from coopledger.cli.options import Programme, flag, option
from coopledger.cli.proof import expected
from coopledger.cli.session import INTEGRITY, Session
from coopledger.present.machine import records
from coopledger.present.pages import proof
from coopledger.present.problems import data


def run(
    ctx: typer.Context,
    programme: Programme = None,
    expect: Annotated[list[str] | None, option("--expect", "kept")] = None,
    recount: Annotated[bool, flag("--recount")] = False,
) -> int:
    session: Session = ctx.obj
    here = session.environment.folder
    heads = expected(expect or (), here)
    if recount:
        session.ledger.recount(programme)
    terminal = session.terminal
    with terminal.progress() as watch, terminal.counting() as count:
        verdict = session.ledger.verify(programme, expected=heads, watch=watch, count=count)
    session.show(
        "verify",
        page=lambda: proof.verdict(verdict, session.say, here),
        record=lambda: records.verdict(
            verdict, [data(problem, session.say, here) for problem in verdict.problems]
        ),
    )
    session.say_where()
    return INTEGRITY if verdict.problems else 0
