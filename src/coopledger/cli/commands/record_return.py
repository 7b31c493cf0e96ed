"""`coop record-return bim-son-lang-chanh#2 --tonnes 20 --reason "…"`."""

from typing import Annotated

import typer

from coopledger.book import Kind
from coopledger.cli.options import Another, Entry, Quantity, Replaces, option, saying
from coopledger.cli.recording import exactly_one, record
from coopledger.cli.session import Session

SHARED = (saying,)


def run(
    ctx: typer.Context,
    entry: Entry,
    tonnes: Annotated[str | None, option("--tonnes", "number")] = None,
    quantity: Quantity = None,
    replaces: Replaces = None,
    another: Another = False,
) -> None:
    session: Session = ctx.obj
    name, typed = exactly_one(ctx, tonnes=tonnes, quantity=quantity)
    unit = "tonne" if name == "tonnes" else None
    said = {"quantity": typed, "unit": unit, "replaces": replaces, "another": another}
    record(session, Kind.RETURN, concerns=entry, **said)
