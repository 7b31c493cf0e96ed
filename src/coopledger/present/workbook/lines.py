"""An entry as a line of a sheet: what it says, what of it counts, and what was said of it since."""

from collections.abc import Iterator
from typing import NamedTuple

from coopledger.book import Kind, Recorded, Steps
from coopledger.book.answer import RECEIVED, SENT
from coopledger.book.spending import fulfilling
from coopledger.book.tally import measure_of, spoken
from coopledger.present.pages.entries import afterwards, quantity, what
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.workbook.figures import figure
from coopledger.present.workbook.values import Cell, Day, Text
from coopledger.progress import ProgrammeProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import unit_name

COLUMNS = (
    "entry", "programme", "day", "awaits", "kind", "what", "pledge_id", "share", "quantity", "unit",
    "stated", *RECEIVED, SENT, "counted", "actual_value", "money_unit", "answered", "document",
    "party", "recorded_by", "note", "reason", "evidence", "late", "since_then",
)  # fmt: skip
"""Everything that there may be to say of an entry, in order."""

_COUNTING = frozenset({Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION})
"""Kinds whose quantity may count towards a target; a return takes it off again."""


class Line(NamedTuple):
    """An entry under the programme it stands in; `late` ones count in an earlier time."""

    view: ProgrammeProgress
    recorded: Recorded
    late: bool = False

    @property
    def pledge(self) -> str | None:
        """The id of the pledge that the entry, or what it concerns, is about."""
        one = self.recorded
        return one.entry.pledge or (one.concerned.pledge if one.concerned is not None else None)

    @property
    def counted(self) -> Quantity | None:
        """What of it counts towards the target of its pledge; a return is less than nothing."""
        entry, concerned = self.recorded.entry, self.recorded.concerned
        about = concerned if entry.kind is Kind.RETURN else entry
        pledge = self.view.terms.pledges.get(self.pledge or "")
        if self.late or about is None or about.kind not in _COUNTING:
            return None
        if entry.quantity is None or pledge is None or measure_of(about) is not fulfilling(pledge):
            return None
        if entry.quantity.unit != pledge.unit.id:
            return None
        counts = spoken(entry.quantity.steps, self.recorded.dossier.answer).delivered
        return Quantity(counts if about is entry else -counts, pledge.unit)


def cells(line: Line, say: Say) -> dict[str, Cell]:
    """The cells of a line by what they say; nothing where there is nothing to say."""
    entry = line.recorded.entry
    texts = {**_said(line, say), **_surroundings(line.recorded, say)}
    found: dict[str, Cell] = {name: Text(text) for name, text in texts.items() if text}
    return {**found, "day": Day(entry.occurred_on), **dict(_figures(line, say))}


def _said(line: Line, say: Say) -> dict[str, str | None]:
    """What the entry itself says."""
    one, entry, terms = line.recorded, line.recorded.entry, line.recorded.terms
    return {
        "entry": entry.name,
        "programme": entry.book,
        "kind": say.value(entry.kind),
        "what": what(entry, one.concerned, terms, say),
        "pledge_id": line.pledge,
        "share": party_name(terms, entry.share, say) if entry.share else None,
        "stated": entry.stated,
        "document": entry.document,
        "party": party_name(terms, entry.party, say),
        "recorded_by": entry.recorded_by,
        "note": entry.note,
        "reason": entry.reason,
        "evidence": "; ".join(file.name for file in entry.evidence or ()),
    }


def _surroundings(one: Recorded, say: Say) -> dict[str, str | None]:
    """What was said of it since; what the entry says itself is left out there."""
    entry = one.entry._replace(note=None, reason=None, evidence=None)
    bare = one._replace(dossier=one.dossier._replace(entry=entry), awaits=None)
    return {
        "awaits": party_name(one.terms, one.awaits, say) if one.awaits else None,
        "answered": _answered(one, say),
        "late": say("yes") if one.closed is not None else None,
        "since_then": "\n".join(cell.text for cell in afterwards(bare, say)),
    }


def _answered(one: Recorded, say: Say) -> str | None:
    """Whether the other side has given its word, in a word that can be filtered by."""
    if one.awaits is not None:
        return say("workbook.answer.awaited")
    answer = one.dossier.answer
    if answer is None or not one.stands:
        return None
    return say(f"workbook.answer.{'disputed' if answer.disputed else 'confirmed'}")


def _figures(line: Line, say: Say) -> Iterator[tuple[str, Cell]]:
    one, entry, terms = line.recorded, line.recorded.entry, line.recorded.terms
    said = entry if entry.kind is Kind.ANSWER else one.dossier.answer
    answers: dict[str, Steps | None] = (
        {name: getattr(said, name) for name in (*RECEIVED, SENT)} if said is not None else {}
    )
    amounts = {"quantity": entry.quantity, "actual_value": entry.actual_value, **answers}
    for name, steps in amounts.items():
        yield name, figure(quantity(steps, terms))
    yield "counted", figure(line.counted)
    measured = entry.quantity or next((steps for steps in answers.values() if steps), None)
    for name, of in (("unit", measured), ("money_unit", entry.actual_value)):
        if of is not None:
            yield name, Text(unit_name(terms.units[of.unit], 0, say.lang))
