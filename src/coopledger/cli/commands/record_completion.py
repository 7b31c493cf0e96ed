"""`coop record-completion --classrooms 4 --stage handed-over`."""

from typing import Annotated

import typer

from coopledger.book import Kind, Stage
from coopledger.cli.options import Quantity, choice, option, recording, support
from coopledger.cli.recording import exactly_one, record
from coopledger.cli.session import Session

SHARED = (support, recording)


def run(
    ctx: typer.Context,
    stage: Annotated[Stage, choice("--stage")],
    classrooms: Annotated[str | None, option("--classrooms", "number")] = None,
    quantity: Quantity = None,
) -> None:
    session: Session = ctx.obj
    name, typed = exactly_one(ctx, classrooms=classrooms, quantity=quantity)
    unit = "classroom" if name == "classrooms" else None
    record(session, Kind.COMPLETION, quantity=typed, unit=unit, stage=stage)
