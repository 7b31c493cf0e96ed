"""`coop adopt --document "Phụ lục 01/PL" --effective 2024-01-01`."""

from typing import Annotated

import typer

from coopledger.book import Adoption, Kind
from coopledger.cli import completing
from coopledger.cli.options import Programme, flag, option, papers
from coopledger.cli.recording import record
from coopledger.cli.session import Session
from coopledger.problem import refuse

SHARED = (papers,)


def run(
    ctx: typer.Context,
    programme: Programme = None,
    effective: Annotated[str | None, option("--effective", "date")] = None,
    correction: Annotated[bool, flag("--correction")] = False,
    restate: Annotated[bool, flag("--restate")] = False,
    mends: Annotated[str | None, option("--mends", "entry", completing.agreements)] = None,
) -> None:
    session: Session = ctx.obj
    if correction and restate:
        raise refuse("U104", options=("--correction", "--restate"), command=ctx.command_path)
    how = Adoption.CORRECTION if correction else Adoption.RESTATEMENT if restate else None
    if mends is not None and how is None:
        raise refuse("U105", option="--mends", needs=("--correction", "--restate"))
    adoption = how or Adoption.AMENDMENT
    said = {"programme": programme, "date": effective, "concerns": mends}
    record(session, Kind.AGREEMENT, adoption=adoption, **said)
