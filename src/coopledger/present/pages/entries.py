"""`coop entries` and `coop show`: the book, as a list and one entry whole."""

from collections.abc import Iterator, Sequence

from coopledger.book import Entry, Kind, Recorded, Steps
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.progress import ProgrammeProgress
from coopledger.quantity import Quantity
from coopledger.terms import Terms

WHAT = 2
"""The column that says what happened, which takes what width is left."""


def page(recorded: Sequence[Recorded], say: Say) -> Page:
    """The list of entries."""
    if not recorded:
        return Page((Cell(say("entries.empty"), "faint"),))
    columns = (*_columns(say), Column(say("column.party"), fold=5))
    blocks: list[Cell | Sheet] = []
    if any(one.terms.programme.invented for one in recorded):
        blocks.append(Cell(say("programme.invented"), "invented"))
    rows = tuple(
        Row(
            (*_short(one.entry, one.terms, say), Cell(party_name(one.terms, one.entry.party, say))),
            tuple(_afterwards(one, say)),
        )
        for one in recorded
    )
    return Page((*blocks, Sheet(columns, rows, flex=WHAT)))


def short_sheet(view: ProgrammeProgress, say: Say) -> Sheet:
    """The entries of a period under a report."""
    rows = (Row(_short(entry, view.terms, say)) for entry in view.entries)
    return Sheet(_columns(say), tuple(rows), flex=WHAT)


def show(recorded: Sequence[Recorded], say: Say) -> Page:
    """One entry whole, and after it those that refer to it."""
    first, *others = recorded
    blocks: list[Cell | Sheet] = [Cell(first.entry.name, "title")]
    if first.terms.programme.invented:
        blocks.append(Cell(say("programme.invented"), "invented"))
    columns = (Column(say("column.field")), Column(say("column.says")))
    rows = [Row((Cell(name), Cell(text))) for name, text in _whole(first, say)]
    blocks.append(Sheet(columns, tuple(rows), flex=1))
    if others:
        blocks.append(Cell(say("entry.referring"), "title"))
        blocks += page(others, say).blocks
    return Page(tuple(blocks))


def what(entry: Entry, terms: Terms, say: Say) -> str:
    """What an entry says, in one line."""
    match entry.kind:
        case Kind.AGREEMENT:
            return f"{say.value(entry.kind)}: {say('entry.adopted')}"
        case Kind.REVERSAL:
            reversed_ = f"{entry.book}#{entry.reverses}"
            return say("entry.reverses", entry=reversed_, reason=entry.reason)
        case Kind.ACTIVITY if entry.none_in is not None:
            return f"{_subject(entry, terms, say)}: {say('entry.none_in', year=str(entry.none_in))}"
        case Kind.ACTIVITY:
            return f"{_subject(entry, terms, say)}: {entry.title}"
        case Kind.COMPLETION:
            return f"{_subject(entry, terms, say)}: {say.value(entry.stage)}"
        case _:
            return f"{_subject(entry, terms, say)}: {say.value(entry.kind)}"


def quantity(amount: Steps | None, terms: Terms) -> Quantity | None:
    """An amount as it is kept, in the unit the terms declare."""
    return Quantity(amount.steps, terms.units[amount.unit]) if amount is not None else None


def _subject(entry: Entry, terms: Terms, say: Say) -> str:
    """The title of what an entry is about."""
    if entry.pledge is not None:
        return say.value(terms.pledges[entry.pledge].title)
    if entry.activity is not None:
        return say.value(terms.activities[entry.activity][1].title)
    assert entry.area is not None
    return say.value(terms.programme.content_areas[entry.area].title)


def _columns(say: Say) -> tuple[Column, ...]:
    """The columns of what `_short` says."""
    return (
        Column(say("column.entry")),
        Column(say("column.day"), fold=1),
        Column(say("column.what"), fold=2, plain=True),
        Column(say("column.quantity"), fold=3, right=True),
        Column(say("column.document"), fold=4),
    )


def _short(entry: Entry, terms: Terms, say: Say) -> tuple[Cell, ...]:
    amount = quantity(entry.quantity, terms)
    return (
        Cell(entry.name),
        Cell(say.value(entry.occurred_on)),
        Cell(what(entry, terms, say)),
        Cell(say.value(amount) if amount else ""),
        Cell(entry.document or ""),
    )


def _afterwards(recorded: Recorded, say: Say) -> Iterator[Cell]:
    if recorded.reversal is not None:
        yield Cell(say("entry.reversed_by", entry=recorded.reversal.name), "warn")
        if recorded.reversal.replaced_by is not None:
            name = f"{recorded.entry.book}#{recorded.reversal.replaced_by}"
            yield Cell(say("entry.replaced_by", entry=name), "faint")
    if recorded.entry.excess:
        yield Cell(say("entry.excess"), "warn")
    if recorded.entry.note:
        yield Cell(recorded.entry.note, "faint")


def _whole(recorded: Recorded, say: Say) -> Iterator[tuple[str, str]]:
    entry, terms = recorded.entry, recorded.terms
    for name, value in entry._asdict().items():
        if value is not None and name not in {"book", "seq"}:
            yield say(f"field.{name}"), _says(name, value, entry, terms, say)
    yield say("field.hash"), recorded.hash
    for cell in _afterwards(recorded, say):
        if cell.text != entry.note:
            yield "", cell.text


def _says(name: str, value: object, entry: Entry, terms: Terms, say: Say) -> str:
    match name:
        case "party" | "share":
            return party_name(terms, str(value), say)
        case "pledge" | "activity":
            return f"{_subject(entry, terms, say)} ({value})"
        case "area":
            return f"{value} {say.value(terms.programme.content_areas[str(value)].title)}"
        case "quantity" | "actual_value":
            assert isinstance(value, Steps)
            return say.value(quantity(value, terms))
        case "reverses" | "replaced_by":
            return f"{entry.book}#{value}"
        case "terms":
            return say.value(terms.programme.title)
        case "adoption":
            return say("entry.adopted")
        case "excess":
            return say("yes")
        case "stage":
            return say.value(value)
        case _:
            return say.value(value)
