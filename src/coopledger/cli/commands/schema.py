"""`coop schema status`."""

import json
from typing import Annotated

import typer

from coopledger.cli import completing
from coopledger.cli.app import FAMILIES
from coopledger.cli.options import argument
from coopledger.cli.session import Session
from coopledger.present.machine.schemas import NAMES, schema
from coopledger.present.page import Cell, Page
from coopledger.problem import refuse
from coopledger.text import nearest

_RESULT = {"show": "entry", "export": "entries", **dict.fromkeys(FAMILIES["record"], "receipt")}
"""Commands whose result is not called like them."""


def run(
    ctx: typer.Context, result: Annotated[str | None, argument("result", completing.results)] = None
) -> None:
    session: Session = ctx.obj
    if result is None:
        session.show(
            "schemas",
            page=lambda: Page(tuple(Cell(name) for name in NAMES)),
            record=lambda: {"results": list(NAMES)},
            rows=lambda: ({"result": name} for name in NAMES),
        )
        return
    name = _RESULT.get(result, result)
    if name not in NAMES:
        meant = nearest(result, list(NAMES))
        raise refuse("U103", typed=result, results=NAMES, nearest=meant)
    session.terminal.text(json.dumps(schema(name), ensure_ascii=False, indent=2))
