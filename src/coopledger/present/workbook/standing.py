"""Where a pledge, or a share of it, stands: the same figures on the first sheet and on its own."""

from collections.abc import Mapping

from coopledger.present.pages.parts import state
from coopledger.present.say import Say
from coopledger.present.workbook.figures import computed, figure
from coopledger.present.workbook.values import Cell, Day, Look, Percent, Text
from coopledger.progress import Standing

FIGURES = ("target", "delivered", "confirmed", "due", "remaining")
COLUMNS = (*FIGURES, "percent", "state", "next_due_on", "next_due")

_STATES = {"good": Look.GOOD, "warn": Look.WARN, "bad": Look.BAD}


def cells(standing: Standing, letters: Mapping[str, str], row: int, say: Say) -> tuple[Cell, ...]:
    """The cells of `COLUMNS`, in the row and the columns they will have."""
    how, soon = state(standing, say), standing.next_due
    target, delivered = (f"{letters[name]}{row}" for name in ("target", "delivered"))
    return (
        *(figure(getattr(standing, name)) or Text("") for name in FIGURES[:-1]),
        computed(
            f"MAX({target}-{delivered},0)", standing.remaining, standing.target, standing.delivered
        )
        or Text(""),
        percent(standing) or Text(""),
        Text(how.text, _STATES.get(how.style, Look.CELL)),
        Day(soon.due_on) if soon else Text(""),
        figure(soon.quantity) if soon else Text(""),
    )


def percent(standing: Standing) -> Percent | None:
    """What was delivered of the target; nothing without one."""
    if standing.percent is None:
        return None
    return Percent(standing.percent, something=bool(standing.delivered))
