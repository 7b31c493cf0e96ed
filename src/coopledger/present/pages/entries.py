"""`coop entries` and `coop show`: the book, as a list and one entry whole."""

from collections.abc import Iterator, Sequence

from coopledger.book import Entry, Kind, Recorded, Steps
from coopledger.book.answer import RECEIVED, SENT
from coopledger.book.chain import SHOWN
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.quantity import Quantity
from coopledger.terms import Terms

WHAT = 2
"""The column that says what happened, which takes what width is left."""


def page(recorded: Sequence[Recorded], say: Say, *, pending: bool = False) -> Page:
    """The list of entries, or with `pending` of those that await an answer."""
    if not recorded:
        return Page((Cell(say("entries.answered" if pending else "entries.empty"), "faint"),))
    columns = (*short_columns(say), Column(say("column.party"), fold=5))
    blocks: list[Cell | Sheet] = []
    if any(one.terms.programme.invented for one in recorded):
        blocks.append(Cell(say("programme.invented"), "invented"))
    rows = tuple(
        Row(
            (*short_cells(one, say), Cell(party_name(one.terms, one.entry.party, say))),
            tuple(afterwards(one, say)),
        )
        for one in recorded
    )
    return Page((*blocks, Sheet(columns, rows, flex=WHAT)))


def short_sheet(recorded: Sequence[Recorded], say: Say) -> Sheet:
    """Entries under a report, each with what was said of it."""
    rows = (Row(short_cells(one, say), tuple(afterwards(one, say))) for one in recorded)
    return Sheet(short_columns(say), tuple(rows), flex=WHAT)


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


def what(entry: Entry, concerned: Entry | None, terms: Terms, say: Say) -> str:
    """What an entry says, in one line; `concerned` is the entry it is about."""
    about = concerned.name if concerned is not None else ""
    match entry.kind:
        case Kind.AGREEMENT:
            mended = f"{entry.book}#{entry.mends}" if entry.mends is not None else None
            how = say.value(entry.adoption)
            how = say("entry.mends", adoption=how, entry=mended) if mended else how
            return f"{say.value(entry.kind)}: {how}"
        case Kind.REVERSAL:
            return say("entry.reverses", entry=f"{entry.book}#{entry.reverses}")
        case Kind.ANSWER:
            return answer_words(entry, terms, say, about=about)
        case Kind.RETURN:
            return say("entry.returns", entry=about)
        case Kind.SUPPLEMENT:
            return say("entry.supplements", entry=about)
        case Kind.CLOSE:
            return say("entry.closes", day=entry.through)
        case Kind.ACTIVITY if entry.none_in is not None:
            return f"{_subject(entry, terms, say)}: {say('entry.none_in', year=str(entry.none_in))}"
        case Kind.ACTIVITY:
            return f"{_subject(entry, terms, say)}: {entry.title}"
        case Kind.COMPLETION:
            return f"{_subject(entry, terms, say)}: {say.value(entry.stage)}"
        case _:
            return f"{_subject(entry, terms, say)}: {say.value(entry.kind)}"


def answer_words(entry: Entry, terms: Terms, say: Say, *, about: str) -> str:
    """The other side's word: `confirms #2: accepted 480 t, short 15 t, rejected 5 t`."""
    if entry.disputed:
        return say("entry.disputes", entry=about).rstrip()
    figures = [
        f"{say(f'figure.{name}')} {say.value(quantity(getattr(entry, name), terms))}"
        for name in (*RECEIVED, SENT)
        if getattr(entry, name) is not None
    ]
    confirms = say("entry.confirms", entry=about).rstrip()
    return f"{confirms}: {', '.join(figures)}" if figures else confirms


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


def short_columns(say: Say) -> tuple[Column, ...]:
    """The columns of what `_short` says."""
    return (
        Column(say("column.entry")),
        Column(say("column.day"), fold=1),
        Column(say("column.what"), fold=2, plain=True),
        Column(say("column.quantity"), fold=3, right=True),
        Column(say("column.document"), fold=4),
    )


def short_cells(recorded: Recorded, say: Say) -> tuple[Cell, ...]:
    entry, terms = recorded.entry, recorded.terms
    amount = quantity(entry.quantity, terms)
    return (
        Cell(entry.name),
        Cell(say.value(entry.occurred_on)),
        Cell(what(entry, recorded.concerned, terms, say)),
        Cell(say.value(amount) if amount else ""),
        Cell(entry.document or ""),
    )


def afterwards(recorded: Recorded, say: Say) -> Iterator[Cell]:
    """What has to be said of an entry beside what it says itself."""
    entry, terms, dossier = recorded.entry, recorded.terms, recorded.dossier
    if entry.reason:
        yield Cell(say("entry.reason", reason=entry.reason), "faint")
    if recorded.closed is not None:
        values = {"through": recorded.closed.through, "close": recorded.closed.name}
        yield Cell(say("entry.late", **values), "warn")
    if recorded.reversal is not None:
        yield Cell(say("entry.reversed_by", entry=recorded.reversal.name), "warn")
        if recorded.reversal.replaced_by is not None:
            name = f"{entry.book}#{recorded.reversal.replaced_by}"
            yield Cell(say("entry.replaced_by", entry=name), "faint")
    elif recorded.voided is not None and entry.kind is not Kind.REVERSAL:
        reversed_ = f"{entry.book}#{recorded.voided.reverses}"
        values = {"entry": reversed_, "reversal": recorded.voided.name}
        yield Cell(say("entry.void", **values), "warn")
    elif dossier.answer is not None:
        yield from _answered(recorded, dossier.answer, say)
    for back in dossier.returns:
        amount, day = quantity(back.entry.quantity, terms), back.entry.occurred_on
        text = say("entry.returned", entry=back.entry.name, quantity=amount, day=day)
        yield Cell(text, "warn")
    if recorded.awaits is not None:
        yield Cell(say("entry.awaits", party=party_name(terms, recorded.awaits, say)), "warn")
    for paper in dossier.supplements:
        values = {"entry": paper.name, "document": paper.document or paper.note or ""}
        yield Cell(say("entry.supplemented", **values).rstrip(" :"), "faint")
    if entry.excess:
        yield Cell(say("entry.excess"), "warn")
    if entry.evidence:
        yield Cell(
            say("entry.evidence", files=tuple(file.name for file in entry.evidence)), "faint"
        )
    if entry.note:
        yield Cell(entry.note, "faint")


def _answered(recorded: Recorded, answer: Entry, say: Say) -> Iterator[Cell]:
    said = answer_words(answer, recorded.terms, say, about="")
    by = party_name(recorded.terms, answer.party, say)
    values = {"party": by, "words": said, "entry": answer.name, "day": answer.occurred_on}
    yield Cell(say("entry.answered", **values), "bad" if answer.disputed else "good")
    if answer.reason:
        yield Cell(say("entry.reason", reason=answer.reason), "faint")
    if recorded.alone:
        yield Cell(say("entry.alone", person=answer.recorded_by), "warn")


def _whole(recorded: Recorded, say: Say) -> Iterator[tuple[str, str]]:
    entry, terms = recorded.entry, recorded.terms
    for name, value in entry._asdict().items():
        if value is not None and name not in {"book", "seq"}:
            yield say(f"field.{name}"), _says(name, value, entry, terms, say)
    yield say("field.hash"), recorded.hash
    bare = recorded._replace(dossier=recorded.dossier._replace(entry=_without_text(entry)))
    for cell in afterwards(bare, say):
        yield "", cell.text


def _without_text(entry: Entry) -> Entry:
    """`entry` without what has a line of its own already."""
    return entry._replace(note=None, reason=None, evidence=None, excess=None)


_ENTRIES = frozenset(
    {"reverses", "replaced_by", "answers", "returns", "supplements", "corrects", "mends"}
)
"""Fields that hold the number of another entry."""


def _says(name: str, value: object, entry: Entry, terms: Terms, say: Say) -> str:
    match name:
        case "party" | "share":
            return party_name(terms, str(value), say)
        case "pledge" | "activity":
            return f"{_subject(entry, terms, say)} ({value})"
        case "area":
            return f"{value} {say.value(terms.programme.content_areas[str(value)].title)}"
        case _ if isinstance(value, Steps):
            return say.value(quantity(value, terms))
        case (
            "reverses"
            | "replaced_by"
            | "answers"
            | "returns"
            | "supplements"
            | "corrects"
            | "mends"
        ):
            return f"{entry.book}#{value}"
        case "evidence":
            return ", ".join(
                f"{file.name} ({file.sha256[:SHOWN]})" for file in entry.evidence or ()
            )
        case "terms":
            return say.value(terms.programme.title)
        case "excess" | "disputed":
            return say("yes")
        case _:
            return say.value(value)
