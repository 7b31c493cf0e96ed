"""`coop record-activity --activity linking-schools --title "…"`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli import completing
from coopledger.cli.options import flag, option, recording
from coopledger.cli.recording import exactly_one, record
from coopledger.cli.session import Session
from coopledger.problem import refuse
from coopledger.quantity.reading import read_year

SHARED = (recording,)


def run(
    ctx: typer.Context,
    activity: Annotated[str | None, option("--activity", "activity", completing.activities)] = None,
    area: Annotated[str | None, option("--area", "area", completing.areas)] = None,
    title: Annotated[str | None, option("--title")] = None,
    none: Annotated[bool, flag("--none")] = False,
    year: Annotated[str | None, option("--year", "year", completing.years)] = None,
) -> None:
    session: Session = ctx.obj
    exactly_one(ctx, activity=activity, area=area)
    if none != (year is not None):
        raise refuse("U102", command=ctx.command_path)
    none_in = read_year(year) if year is not None else None
    record(session, Kind.ACTIVITY, activity=activity, area=area, title=title, none_in=none_in)
