"""Pledges in the words of an agreement, and what happened under them in one line each."""

import re
from datetime import UTC, date, datetime
from typing import Any

from coopledger.book import Entry, Kind, Stage, Steps
from coopledger.book.tally import Figures, tally
from coopledger.progress import PledgeProgress, pledge_progress
from coopledger.quantity import Dimension, Quantity
from coopledger.quantity.reading import read_quantity
from coopledger.quantity.writing import write_quantity
from coopledger.terms import Pledge, parse
from coopledger.terms.fields import Reading
from coopledger.terms.workspace import read_file
from tests.conftest import PROGRAMMES

TERMS = {terms.id: terms for terms in parse(read_file(PROGRAMMES))}
UNITS = TERMS["bim-son-lang-chanh"].units
MONEY = [unit for unit in UNITS.values() if unit.dimension is Dimension.MONEY]

CEMENT = TERMS["bim-son-lang-chanh"].pledges["cement"]
SCHOOL = TERMS["hau-loc-lang-chanh"].pledges["giao-an-school"]


def pledge(name: str, *, form: str = "goods", **fields: Any) -> Pledge:
    """A pledge whose fields are written as in the YAML."""
    document = {"id": name, "title": {"vi": name, "en": name}, "form": form, **fields}
    return Pledge.model_validate(document, context=Reading(UNITS))


def written(*quantities: Quantity | None) -> list[str | None]:
    """As an English report says it: `1,500 t`, `VND 3.6 billion`."""
    return [
        write_quantity(quantity, "en") if quantity is not None else None for quantity in quantities
    ]


def entry(kind: Kind, day: str | date, seq: int = 1, **fields: Any) -> Entry:
    return Entry(
        book="bim-son-lang-chanh",
        seq=seq,
        kind=kind,
        occurred_on=date.fromisoformat(day) if isinstance(day, str) else day,
        recorded_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        party="bim-son",
        recorded_by="Lê Thị Mai",
        **fields,
    )


def readable(value: object) -> str | None:
    """The id of an example: what was agreed, what happened, and what that makes."""
    match value:
        case Pledge():
            return value.id
        case [] | [str(), *_]:
            return "; ".join(map(str, value)) or "nothing"
        case _:
            return None


def happened(agreed: Pledge, *lines: str) -> Figures:
    """The figures of lines such as `2023-03-15: 500 t to van-phu, worth 750 triệu đồng`."""
    return tally(_entry(agreed, line) for line in lines)


def progress(agreed: Pledge, *lines: str, as_of: str) -> PledgeProgress:
    return pledge_progress(agreed, happened(agreed, *lines), MONEY, date.fromisoformat(as_of))


_LINE = re.compile(
    r"(?P<day>\S+): ((?P<what>completed|handed over|paid) )?(?P<quantity>.+?)"
    r"( to (?P<share>\S+?))?(, worth (?P<worth>.+))?"
)


def _entry(agreed: Pledge, line: str) -> Entry:
    said = _LINE.fullmatch(line)
    assert said is not None, line
    kind, stage = {
        None: (Kind.DELIVERY, None),
        "paid": (Kind.DISBURSEMENT, None),
        "completed": (Kind.COMPLETION, Stage.COMPLETED),
        "handed over": (Kind.COMPLETION, Stage.HANDED_OVER),
    }[said["what"]]
    return entry(
        kind,
        said["day"],
        pledge=agreed.id,
        quantity=_steps(said["quantity"]),
        share=said["share"],
        stage=stage,
        actual_value=_steps(said["worth"]) if said["worth"] else None,
    )


def _steps(typed: str) -> Steps:
    quantity = read_quantity(typed, UNITS, decimal=".")
    return Steps(quantity.unit.id, quantity.steps)
