"""What stands behind the figures: the four content areas of a programme, and its entries."""

from collections.abc import Iterator
from typing import NamedTuple

from coopledger.book import Recorded
from coopledger.present.page import Cell
from coopledger.present.pages.entries import afterwards, quantity, what
from coopledger.present.pages.parts import drift_lines, heading
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.present.web.cards import Card
from coopledger.present.web.figure import Figure, whole
from coopledger.progress import ProgrammeProgress
from coopledger.progress.programme import ActivityProgress, AreaProgress


class Activity(NamedTuple):
    """Something done together, and how often; `said` is empty where nobody said anything."""

    title: str
    said: str


class Area(NamedTuple):
    """One of the four content areas."""

    number: str
    title: str
    activities: tuple[Activity, ...]
    cards: tuple[Card, ...]


class Row(NamedTuple):
    """An entry; `name` is what it is called, `number` how within its book."""

    name: str
    number: str
    day: str
    iso: str
    what: str
    quantity: Figure | None
    document: str
    party: str
    lines: tuple[Cell, ...]


class Table(NamedTuple):
    """Entries under a heading of their own; `none` is said where there are none."""

    name: str
    title: str
    none: str
    rows: tuple[Row, ...]


class Programme(NamedTuple):
    """A programme's areas and entries; `anchor` is where it stands on the page."""

    anchor: str
    heading: str
    title: str
    invented: bool
    lines: tuple[Cell, ...]
    areas: tuple[Area, ...]
    tables: tuple[Table, ...]


def programme(
    view: ProgrammeProgress, cards: tuple[tuple[Card, ...], ...], when: str, say: Say
) -> Programme:
    """`view` with the cards of each of its areas."""
    title, *lines = heading(view, when, say)
    return Programme(
        anchor=view.terms.id,
        heading=title.text,
        title=say.value(view.terms.programme.title),
        invented=view.terms.programme.invented,
        lines=(*_lines(view, lines, say), *drift_lines(view, say)),
        areas=tuple(_area(area, own, say) for area, own in zip(view.areas, cards, strict=True)),
        tables=tuple(_tables(view, say)),
    )


def _lines(view: ProgrammeProgress, lines: list[Cell], say: Say) -> Iterator[Cell]:
    """The heading as on a screen, but for commands to type and what has a place of its own."""
    count = view.awaiting
    typed = say("programme.pending", count=count, programme=view.terms.id)
    for line in lines:
        if line.text == typed:
            yield line._replace(text=say("web.pending", count=count))
        elif line.style != "invented":
            yield line


def _area(area: AreaProgress, cards: tuple[Card, ...], say: Say) -> Area:
    found = [_activity(one, say) for one in area.activities]
    if area.others.occasions or area.others.none_said:
        found.append(_activity(area.others, say))
    return Area(area.number, say.value(area.area.title), tuple(found), cards)


def _activity(progress: ActivityProgress, say: Say) -> Activity:
    title = progress.activity.title if progress.activity else None
    said = ""
    if progress.occasions:
        said = say("activity.occasions", count=progress.occasions, day=progress.last_on)
    elif progress.none_said:
        said = say("activity.none_said")
    name = say.value(title) if title else say("activity.others")
    return Activity(name, said)


def _tables(view: ProgrammeProgress, say: Say) -> Iterator[Table]:
    title = say("entries.period" if view.period else "web.entries")
    none = say("web.entries.none" if view.period else "entries.empty")
    yield Table("entries", title, none, tuple(_row(one, say) for one in view.entries))
    if view.late:
        yield Table("late", say("entries.late"), none, tuple(_row(one, say) for one in view.late))


def _row(recorded: Recorded, say: Say) -> Row:
    entry, terms = recorded.entry, recorded.terms
    amount = quantity(entry.quantity, terms)
    return Row(
        name=entry.name,
        number=f"#{entry.seq}",
        day=say.value(entry.occurred_on),
        iso=entry.occurred_on.isoformat(),
        what=what(entry, recorded.concerned, terms, say),
        quantity=whole(amount, say) if amount is not None else None,
        document=entry.document or "",
        party=party_name(terms, entry.party, say),
        lines=(*_beside(recorded, say), *afterwards(recorded, say)),
    )


def _beside(recorded: Recorded, say: Say) -> Iterator[Cell]:
    """Whose share it was, how the paper says it, and what it was worth."""
    entry, terms = recorded.entry, recorded.terms
    if entry.share is not None:
        yield Cell(f"{say('field.share')} {party_name(terms, entry.share, say)}", "faint")
    if entry.stated is not None:
        yield Cell(say("entry.stated", text=entry.stated), "faint")
    if (value := quantity(entry.actual_value, terms)) is not None:
        yield Cell(say("value", quantity=value), "faint")
