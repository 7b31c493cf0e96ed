"""Who may do what on a server."""

from collections.abc import Iterator, Sequence

from coopledger.book.postgres.grant import Grant
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.say import Say


def granted(grants: Sequence[Grant], say: Say) -> Page:
    """Every login, with what it may do; a line for each party it speaks for."""
    columns = (
        Column(say("server.login")),
        Column(say("server.person"), fold=1),
        Column(say("server.may")),
        Column(say("server.by"), fold=3),
        Column(say("server.on"), fold=2),
    )
    rows = tuple(Row(tuple(map(Cell, _cells(one, say)))) for one in grants)
    return Page((Sheet(columns, rows, flex=2),))


def _cells(grant: Grant, say: Say) -> Iterator[str]:
    yield grant.login
    yield grant.person or ""
    yield "; ".join(_may(grant, say)) or say("server.nothing")
    yield grant.by or ""
    yield say.value(grant.at.date()) if grant.at is not None else ""


def _may(grant: Grant, say: Say) -> Iterator[str]:
    if grant.party is not None:
        kinds = tuple(say(f"kind.{kind}") for kind in grant.kinds or ())
        key = "server.speaks.kinds" if kinds else "server.speaks"
        yield say(key, party=grant.party, kinds=kinds)
    if grant.everything:
        yield say("server.reads")
    if grant.admin:
        yield say("server.looks_after")
