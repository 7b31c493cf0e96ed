"""What is said of a programme as such: a line each, with its name in front."""

from collections.abc import Iterator

from coopledger.book import Entry
from coopledger.present.fit import wrapped
from coopledger.present.pages.parts import drift_lines, ended_lines
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.workbook.figures import count, figure
from coopledger.present.workbook.heading import LINE, folded, label
from coopledger.present.workbook.values import Cell, Day, Look, Row, Text
from coopledger.progress import ProgrammeProgress

_VALUE = 84
"""Characters of a value that runs on to the right of its name."""


def lines(view: ProgrammeProgress, say: Say) -> Iterator[Row]:
    """The programme's sides, time, book and terms in force, and what has to be known of them."""
    for name, cell in _values(view, say):
        yield from _line(label(name, say), cell)
    yield from _money(view, say)
    for text in _remarks(view, say):
        yield from folded(text, Look.WARNING, LINE)


def _line(name: str, cell: Cell) -> Iterator[Row]:
    """A name and its value; a long one goes on in the rows below."""
    if not isinstance(cell, Text):
        yield Text(name, Look.LABEL), cell
        return
    first, *more = wrapped(cell.text, _VALUE)
    yield Text(name, Look.LABEL), cell._replace(text=first)
    for line in more:
        yield Text("", Look.LABEL), cell._replace(text=line)


def _values(view: ProgrammeProgress, say: Say) -> Iterator[tuple[str, Cell]]:
    programme, look = view.terms.programme, Look.VALUE
    yield "provider", Text(party_name(view.terms, programme.provider, say), look)
    yield "recipient", Text(party_name(view.terms, programme.recipient, say), look)
    yield "years", Text(say.value(programme.period), look)
    if view.period is not None:
        days = say("workbook.days", since=view.period.since, through=view.period.through)
        yield "period", Text(days, look)
    yield "as_of", Day(view.as_of, look)
    head = str(view.head) if view.head is not None else say("programme.proposed")
    yield "head", Text(head, look)
    if view.agreement is not None:
        yield "agreement", Text(_agreement(view.agreement.entry, say), look)
        if (answer := view.agreement.dossier.answer) is not None:
            how = "disputed" if answer.disputed else "confirmed"
            party = party_name(view.terms, answer.party, say)
            said = say(f"programme.{how}", party=party, entry=view.agreement.entry.name)
            yield "answer", Text(said, look)
    if view.closed_through is not None:
        yield "closed", Day(view.closed_through, look)
    yield "pledges", count(len(view.pledges), look)
    yield "fulfilled", count(view.fulfilled, look)
    yield "awaiting", count(view.awaiting, look)


def _agreement(entry: Entry, say: Say) -> str:
    """How the terms were adopted, by which document, from when."""
    since = say("workbook.since", day=entry.occurred_on)
    how = say.value(entry.adoption)
    said = (how, entry.document or entry.reason, since, entry.name)
    return " · ".join(part for part in said if part)


def _money(view: ProgrammeProgress, say: Say) -> Iterator[Row]:
    """A total over stated values in each unit of money, and what it leaves out."""
    for total in view.money.totals:
        name = say("workbook.money", unit=total.unit)
        yield Text(name, Look.LABEL), figure(total, Look.VALUE)
    left = (
        f"{say.value(one.pledge.title)} {say.value(one.quantity)}" for one in view.money.left_out
    )
    if view.money.totals and (text := ", ".join(left)):
        yield from _line(label("without_value", say), Text(text, Look.VALUE))


def _remarks(view: ProgrammeProgress, say: Say) -> Iterator[str]:
    """Sides that ceased to exist, and how the file differs from the terms in force."""
    yield from (line.text for line in (*ended_lines(view, say), *drift_lines(view, say)))
