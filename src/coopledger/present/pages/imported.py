"""What an import came to, or would come to: how the table was read, and its rows."""

from collections.abc import Iterable, Iterator, Mapping

from coopledger.book import Recorded
from coopledger.book.chain import Growth
from coopledger.book.dossier import Dossier
from coopledger.exchange.importing import Imported
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.pages.entries import WHAT, short_cells, short_columns
from coopledger.present.remarks import remark_text
from coopledger.present.say import Say
from coopledger.quantity.writing import write_quantity
from coopledger.terms import Terms

LISTED = 100
"""Rows that stood in the books already that are named; of more the first are."""


def terms_of(of: Imported) -> Mapping[str, Terms]:
    """The terms by which the table was read, by book."""
    return {one.id: one for one in of.layout.terms}


def page(of: Imported, file: str, say: Say) -> Page:
    """The whole answer; entries are listed where nothing was kept, to be looked at first."""
    key = "import.recorded" if of.kept else "import.would_record"
    blocks: list[Cell | Sheet] = [Cell(say(key, count=of.recorded, file=file), "title")]
    blocks += (_grown(one, say) for one in of.growth)
    blocks += _beside(of, say)
    blocks.append(_columns(of, say))
    if not of.kept and of.entries:
        blocks += [Cell(say("import.entries"), "title"), _entries(of, say)]
        if of.recorded > len(of.entries):
            blocks.append(Cell(say("import.more", count=of.recorded - len(of.entries)), "faint"))
    return Page(tuple(blocks))


def _grown(one: Growth, say: Say) -> Cell:
    if one.before is None:
        return Cell(say("import.opened", head=one.head), indent=2)
    return Cell(say("import.grown", before=one.before, head=one.head), indent=2)


def _beside(of: Imported, say: Say) -> Iterator[Cell]:
    """What else there is to say: repeats, rows left out, what was passed over, remarks."""
    if of.repeated:
        yield Cell(say("import.repeated", count=of.repeated), indent=2)
        named = [say("import.same", row=row, entry=one.name) for row, one in of.already[:LISTED]]
        more = ["…"] if of.repeated > LISTED else []
        yield Cell("; ".join([*named, *more]), "faint", indent=4)
    if of.refused:
        yield Cell(say("import.refused", count=len(of.refused)), "bad", indent=2)
    if of.layout.total is not None and not any(
        problem.code == "X432" for row in of.refused for problem in row.problems
    ):
        yield Cell(say("import.total", row=of.layout.total), "good", indent=2)
    if of.layout.hidden:
        yield Cell(say("import.hidden", count=of.layout.hidden), "warn", indent=2)
    for said in of.remarks:
        text = remark_text(said.remark, said.entry, terms_of(of)[said.entry.book], say)
        yield Cell(say("import.remark", count=said.rows, row=said.first, text=text), "warn", 2)


def _columns(of: Imported, say: Say) -> Sheet:
    """How each column was read."""
    columns = (
        Column(say("import.column")),
        Column(say("import.heading")),
        Column(say("import.holds")),
        Column(say("import.counted")),
    )
    read = (
        Row(
            (
                Cell(one.letters),
                Cell(one.heading),
                Cell(say(f"holds.{one.field}")),
                Cell(write_quantity(one.measure, say.lang) if one.measure is not None else ""),
            )
        )
        for one in of.layout.columns
    )
    passed = (
        Row((Cell(one.letters), Cell(one.heading), Cell(say("holds.ignore"), "faint"), Cell("")))
        for one in of.layout.ignored
    )
    return Sheet(columns, (*read, *passed), flex=1)


def _entries(of: Imported, say: Say) -> Sheet:
    """What would be recorded, row by row."""
    columns = (Column(say("import.row"), right=True), *short_columns(say))
    rows = (Row((Cell(str(row)), *short_cells(recorded, say))) for row, recorded in _recorded(of))
    return Sheet(columns, tuple(rows), flex=WHAT + 1)


def _recorded(of: Imported) -> Iterable[tuple[int, Recorded]]:
    terms = terms_of(of)
    return ((row, Recorded(Dossier(one), terms[one.book], "")) for row, one in of.entries)
