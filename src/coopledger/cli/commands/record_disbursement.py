"""`coop record-disbursement --amount "1,2 tỷ"`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli.options import option, recording, support
from coopledger.cli.recording import exactly_one, record
from coopledger.cli.session import Session

SHARED = (support, recording)


def run(
    ctx: typer.Context,
    amount: Annotated[str | None, option("--amount", "amount")] = None,
    vnd: Annotated[str | None, option("--vnd", "number")] = None,
) -> None:
    session: Session = ctx.obj
    name, typed = exactly_one(ctx, amount=amount, vnd=vnd)
    unit = "VND" if name == "vnd" else None
    record(session, Kind.DISBURSEMENT, quantity=typed, unit=unit)
