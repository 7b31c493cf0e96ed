"""`coop server init`, and `coop server grant mai --party bim-son`."""

from enum import StrEnum
from typing import Annotated

import typer

from coopledger.book.entry import Kind
from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at
from coopledger.cli.options import argument, choice, flag, option
from coopledger.cli.session import Session
from coopledger.present.machine import records, rows
from coopledger.present.pages import server as pages
from coopledger.problem import refuse


class Action(StrEnum):
    INIT = "init"
    GRANT = "grant"
    REVOKE = "revoke"
    LIST = "list"


def run(
    ctx: typer.Context,
    action: Annotated[Action, argument("action")],
    login: Annotated[str | None, argument("login")] = None,
    person: Annotated[str | None, option("--person")] = None,
    party: Annotated[str | None, option("--party", "party", says="speaks_for")] = None,
    kind: Annotated[list[Kind] | None, choice("--kind")] = None,
    reads_all: Annotated[bool, flag("--reads-all")] = False,
    admin: Annotated[bool, flag("--admin")] = False,
) -> None:
    session: Session = ctx.obj
    address = session.workspace.settings.ledger
    if address is None:
        raise refuse("S147")
    server = server_at(address)
    match action, login:
        case Action.INIT, _:
            made = server.set_up(person or session.environment.login())
            session.terminal.note(
                session.say("server.made", login=made, server=server.address.shown)
            )
        case Action.GRANT, str():
            kinds = tuple(kind) if kind else None
            if server.grant(Grant(login, person, reads_all, admin, party, kinds)):
                session.terminal.note(session.say("server.login_made", login=login))
        case Action.REVOKE, str():
            server.revoke(login, party)
        case ((Action.GRANT | Action.REVOKE), None):
            raise refuse("U108", action=action)
    granted = server.granted()
    session.show(
        "server",
        page=lambda: pages.granted(granted, session.say),
        record=lambda: records.granted(granted),
        rows=lambda: rows.granted(granted),
    )
