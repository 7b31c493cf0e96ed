"""`coop minutes bim-son-lang-chanh#2 --output bien-ban.docx`, or `--pledge cement --blank`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.book import Stage
from coopledger.book.handover import Handover
from coopledger.cli import completing
from coopledger.cli.documents import minutes
from coopledger.cli.options import Force, Pledge, Programme, argument, choice, flag, option
from coopledger.cli.session import Session
from coopledger.present.machine import records
from coopledger.present.page import Cell, Page
from coopledger.present.problems import shown
from coopledger.problem import refuse


def run(
    ctx: typer.Context,
    entry: Annotated[str | None, argument("entry", completing.entries)] = None,
    pledge: Pledge = None,
    blank: Annotated[bool, flag("--blank")] = False,
    stage: Annotated[Stage | None, choice("--stage")] = None,
    programme: Programme = None,
    output: Annotated[Path | None, option("--output", "file")] = None,
    force: Force = False,
) -> None:
    session: Session = ctx.obj
    handover = _meant(ctx, entry, pledge, stage, programme, blank=blank)
    if output is None:
        raise refuse("U106", format="docx")
    path = session.hand_in(output, minutes(handover, session), force=force)
    file = shown(str(path), session.environment.folder)
    session.show(
        "minutes",
        page=lambda: Page((Cell(session.say("minutes.written", file=file), "title"),)),
        record=lambda: records.minutes(handover, file),
    )
    session.say_where()


def _meant(
    ctx: typer.Context,
    entry: str | None,
    pledge: str | None,
    stage: Stage | None,
    programme: str | None,
    *,
    blank: bool,
) -> Handover:
    """What the minutes are of: an entry, or what is to come under a pledge.

    Raises `Refused`: U101 where it is not one of the two, U105 and U006 where one lacks or has
    what belongs to the other, and as the ledger does.
    """
    session: Session = ctx.obj
    if (entry is not None) is blank:
        either = (session.say("metavar.entry"), "--blank")
        raise refuse("U101", options=either, command=ctx.command_path)
    for name, given in (("--pledge", pledge), ("--stage", stage)):
        if given is not None and not blank:
            raise refuse("U105", option=name, needs=("--blank",))
    if entry is not None:
        return session.ledger.handover(entry, programme=programme)
    if pledge is None:
        raise refuse("U006", option="--pledge", command=ctx.command_path)
    return session.ledger.expected(pledge, programme=programme, stage=stage)
