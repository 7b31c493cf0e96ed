"""An answer's figures: what the other side says of a claim, and whether that accounts for it.

What was claimed is accepted, short or rejected; what arrived beyond it is over. Where the
receiving side recorded first, the giving side says what it sent.
"""

from collections.abc import Mapping

from coopledger.book.entry import Entry, Steps
from coopledger.problem import Problem, Refused, refuse
from coopledger.quantity import Quantity, Units
from coopledger.quantity.reading import DecimalSign, read_quantity

RECEIVED = ("accepted", "short", "rejected", "over")
"""What the receiving side says."""

SENT = "sent"
"""What the giving side says."""


def figures_of(
    said: Mapping[str, str | None],
    concerned: Entry,
    units: Units,
    decimal: DecimalSign | None,
    *,
    receives: bool,
) -> Mapping[str, Steps]:
    """The figures of an answer as typed in `said`, by field, in the unit of the entry answered.

    Nothing said is all of it; what is accepted follows from the rest where it is left out. Raises
    `Refused`: B136 the entry has no figures, B137 a figure of the other side, B143 a negative one,
    B138 figures that do not account for the claim, and as quantities are read.
    """
    typed = {name: text for name, text in said.items() if text is not None}
    if concerned.quantity is None:
        if typed:
            raise refuse("B136", entry=concerned.name, kind=concerned.kind)
        return {}
    own = RECEIVED if receives else (SENT,)
    problems = [Problem("B137", {"option": f"--{name}"}) for name in typed if name not in own]
    claimed = Quantity(concerned.quantity.steps, units[concerned.quantity.unit])
    figures: dict[str, Quantity] = {}
    for name, text in typed.items():
        try:
            figures[name] = _figure(text, claimed, units, decimal)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    if not receives:
        figures = figures or {SENT: claimed}
    else:
        figures.setdefault("accepted", _accounted(claimed, figures))
        _account(concerned, claimed, figures)
    return {
        name: Steps(figure.unit.id, figure.steps)
        for name, figure in figures.items()
        if figure or name in {"accepted", SENT}
    }


def _figure(text: str, claimed: Quantity, units: Units, decimal: DecimalSign | None) -> Quantity:
    figure = read_quantity(text, units, default=claimed.unit, decimal=decimal).to(claimed.unit)
    if figure.steps < 0:
        raise refuse("B143", typed=text)
    return figure


def _accounted(claimed: Quantity, figures: Mapping[str, Quantity]) -> Quantity:
    """What is left of the claim for acceptance, by what else was said."""
    zero = claimed - claimed
    short, rejected, over = (figures.get(name, zero) for name in RECEIVED[1:])
    return claimed - short - rejected + over


def _account(concerned: Entry, claimed: Quantity, figures: Mapping[str, Quantity]) -> None:
    """Refuse (B138) figures that leave part of the claim unsaid, or say more than there was."""
    short = figures.get("short", claimed - claimed)
    left = _accounted(claimed, figures) - figures["accepted"]
    if claimed < short:
        raise refuse("B140", entry=concerned.name, claimed=claimed, more=short - claimed)
    if left or figures["accepted"].steps < 0:
        values = {"entry": concerned.name, "claimed": claimed, "accepted": figures["accepted"]}
        if left.steps > 0:
            raise refuse("B138", **values, missing=left)
        raise refuse("B140", **values, more=max(-left, -figures["accepted"]))
