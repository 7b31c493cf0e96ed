"""Pledges in the words of an agreement, and what happened under them in one line each."""

import re
from datetime import UTC, date, datetime
from typing import Any

from coopledger.book import Book, Entry, Kind, Stage, Steps
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
        recorded_by="Lê Thị Mai",
        **{"party": "bim-son", **fields},
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


def happened(agreed: Pledge, *lines: str) -> Book:
    """A book of lines such as `2023-03-15: 500 t to van-phu, worth 750 triệu đồng`.

    Then what the other side said of it, `480 t accepted`, `470 t sent` or `disputed`, and what
    was given back, `20 t back on 2023-06-01`.
    """
    entries: list[Entry] = []
    for line in lines:
        what, *said = line.split(", ")
        entries.append(_entry(agreed, what, len(entries) + 1))
        about = entries[-1]
        for clause in said:
            if clause.startswith("worth "):
                worth = _steps(clause.removeprefix("worth "))
                entries[about.seq - 1] = about._replace(actual_value=worth)
            else:
                entries.append(_said(clause, about, len(entries) + 1))
    return Book("bim-son-lang-chanh", tuple(entries))


def progress(agreed: Pledge, *lines: str, as_of: str) -> PledgeProgress:
    return pledge_progress(agreed, happened(agreed, *lines), MONEY, date.fromisoformat(as_of))


_LINE = re.compile(
    r"(?P<day>\S+): ((?P<what>completed|handed over|paid) )?(?P<quantity>.+?)( to (?P<share>\S+?))?"
)
_BACK = re.compile(r"(?P<quantity>.+) back on (?P<day>\S+)")


def _entry(agreed: Pledge, line: str, seq: int) -> Entry:
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
        seq,
        pledge=agreed.id,
        quantity=_steps(said["quantity"]),
        share=said["share"],
        stage=stage,
    )


def _said(clause: str, about: Entry, seq: int) -> Entry:
    if (back := _BACK.fullmatch(clause)) is not None:
        quantity = _steps(back["quantity"])
        return entry(Kind.RETURN, back["day"], seq, returns=about.seq, quantity=quantity)
    if clause == "disputed":
        return entry(Kind.ANSWER, "2026-11-23", seq, answers=about.seq, disputed=True)
    typed, _, field = clause.rpartition(" ")
    assert field in {"accepted", "sent"}, clause
    figure: dict[str, Any] = {field: _steps(typed)}
    return entry(Kind.ANSWER, "2026-11-23", seq, answers=about.seq, **figure)


def _steps(typed: str) -> Steps:
    quantity = read_quantity(typed, UNITS, decimal=".")
    return Steps(quantity.unit.id, quantity.steps)
