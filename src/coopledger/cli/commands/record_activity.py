"""`coop record-activity --activity linking-schools --title "…"`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli.options import option, recording
from coopledger.cli.recording import exactly_one, record
from coopledger.cli.session import Session
from coopledger.quantity.reading import read_year

SHARED = (recording,)


def run(
    ctx: typer.Context,
    activity: Annotated[str | None, option("--activity")] = None,
    area: Annotated[str | None, option("--area")] = None,
    title: Annotated[str | None, option("--title")] = None,
    none: Annotated[bool, option("--none")] = False,
    year: Annotated[str | None, option("--year")] = None,
) -> None:
    session: Session = ctx.obj
    exactly_one(session, activity=activity, area=area)
    if none != (year is not None):
        raise typer.BadParameter(session.say("U102"))
    none_in = read_year(year) if year is not None else None
    record(session, Kind.ACTIVITY, activity=activity, area=area, title=title, none_in=none_in)
