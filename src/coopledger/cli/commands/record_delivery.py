"""`coop record-delivery --tonnes 500`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli.options import Quantity, option, recording, support
from coopledger.cli.recording import exactly_one, record
from coopledger.cli.session import Session

SHARED = (support, recording)


def run(
    ctx: typer.Context,
    tonnes: Annotated[str | None, option("--tonnes", "number")] = None,
    quantity: Quantity = None,
    actual_value: Annotated[str | None, option("--actual-value", "amount")] = None,
) -> None:
    session: Session = ctx.obj
    name, typed = exactly_one(ctx, tonnes=tonnes, quantity=quantity)
    unit = "tonne" if name == "tonnes" else None
    record(session, Kind.DELIVERY, quantity=typed, unit=unit, actual_value=actual_value)
