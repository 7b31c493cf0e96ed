"""`coop check`."""

import typer

from coopledger.cli.session import Session
from coopledger.present.pages import answers
from coopledger.present.problems import shown
from coopledger.problem import Refused


def run(ctx: typer.Context) -> None:
    session: Session = ctx.obj
    if session.ledger.problems:
        raise Refused(session.ledger.problems)
    here = session.environment.folder
    files = [shown(str(source), here) for source in session.workspace.sources]
    terms = session.ledger.proposed
    session.show(
        "check",
        page=lambda: answers.checked(files, terms, session.say),
        record=lambda: {"files": files, "programmes": [one.id for one in terms]},
    )
