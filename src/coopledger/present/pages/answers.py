"""What recording, checking, verifying and setting up answer."""

from collections.abc import Iterator, Sequence

from coopledger.book.chain import SHOWN
from coopledger.book.entry import Evidence
from coopledger.ledger import Receipt
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.pages.entries import quantity, what
from coopledger.present.pages.parts import bar, pledge_lines, state, worth_line
from coopledger.present.remarks import remark_text
from coopledger.present.say import Say
from coopledger.problem import Remark
from coopledger.quantity.writing import write_amount
from coopledger.terms import Terms
from coopledger.terms.model import ContentArea


def receipt(receipt: Receipt, say: Say) -> Page:
    """The entry's name, the pledge's new progress as a bar, and any remark."""
    entry, terms = receipt.entry, receipt.terms
    kind = "already" if receipt.already else "recorded" if receipt.kept else "dry_run"
    said = [Cell(say(f"receipt.{kind}", entry=entry.name), "title")]
    amount = quantity(entry.quantity, terms)
    details = [what(entry, receipt.concerned, terms, say), say.value(entry.occurred_on)]
    stated = say("entry.stated", text=entry.stated) if entry.stated else None
    parts = [say.value(amount) if amount else None, stated, *details, entry.document]
    said.append(Cell(" · ".join(part for part in parts if part), indent=2))
    if receipt.replaces is not None:
        said.append(Cell(say("receipt.replaces", entry=receipt.replaces), "faint", indent=2))
    if receipt.adopted and receipt.kept:
        first = f"{entry.book}#1"
        said.append(
            Cell(say("receipt.adopted", programme=entry.book, entry=first), "faint", indent=2)
        )
    said += [Cell(say.value(change), indent=4) for change in receipt.changes]
    said += [Cell(_file(file, say), "faint", indent=2) for file in entry.evidence or ()]
    said += _progress(receipt, say)
    said += [_remark(remark, receipt, say) for remark in receipt.remarks]
    if terms.programme.invented:
        said.append(Cell(say("programme.invented"), "invented", indent=2))
    said.append(Cell(say("receipt.head", head=receipt.head), "faint", indent=2))
    return Page(tuple(said))


def _file(file: Evidence, say: Say) -> str:
    return say("receipt.evidence", name=file.name, sha256=file.sha256[:SHOWN])


def _remark(remark: Remark, receipt: Receipt, say: Say) -> Cell:
    return Cell(
        f"{say('remark')}: {remark_text(remark, receipt.entry, receipt.terms, say)}",
        "warn",
        indent=2,
    )


def _progress(receipt: Receipt, say: Say) -> list[Cell]:
    progress = receipt.progress
    if progress is None:
        return []
    standing = progress.standing
    title, how = say.value(progress.pledge.title), state(standing, say)
    if standing.target is None:
        return [Cell(f"{title}: {say.value(standing.delivered)}, {how.text}", how.style, indent=2)]
    delivered = write_amount(standing.delivered, say.lang)
    kept = say("receipt.progress", delivered=delivered, target=standing.target)
    part = bar(standing, say)
    line = Cell(
        f"{title}: {part.text}, {kept}, {how.text}",
        how.style,
        indent=2,
        picture=f"{title}  {part.picture}  {kept}, {how.text}",
    )
    return [line, *(cell._replace(indent=2) for cell in pledge_lines(progress, say))]


def pledges(terms: Sequence[Terms], say: Say) -> Page:
    """Everything that can be recorded against, with its id."""
    blocks: list[Cell | Sheet] = []
    for one in terms:
        blocks.append(Cell(one.id, "title"))
        if one.programme.invented:
            blocks.append(Cell(say("programme.invented"), "invented"))
        for number, area in one.areas:
            blocks.append(Cell(f"{number} {say.value(area.title)}", "area"))
            rows = (*_activity_rows(area, say), *_pledge_rows(area, say))
            if rows:
                blocks.append(_recordable(rows, say))
        blocks.append(Cell(""))
    return Page(tuple(blocks[:-1]))


def _recordable(rows: tuple[Row, ...], say: Say) -> Sheet:
    columns = (
        Column(say("column.id")),
        Column(say("column.title"), fold=1, plain=True),
        Column(say("column.form"), fold=3),
        Column(say("column.target"), fold=2, right=True),
    )
    return Sheet(columns, rows, indent=2, flex=1)


def _activity_rows(area: ContentArea, say: Say) -> Iterator[Row]:
    for activity in area.activities:
        title, form = say.value(activity.title), say("pledges.activity")
        yield Row((Cell(activity.id), Cell(title), Cell(form), Cell("")))


def _pledge_rows(area: ContentArea, say: Say) -> Iterator[Row]:
    for pledge in area.pledges:
        target = say.value(pledge.target) if pledge.target is not None else ""
        cells = (pledge.id, say.value(pledge.title), say.value(pledge.form), target)
        left_open = say("pledges.not_stated", items=pledge.not_stated)
        details = (Cell(left_open, "faint"),) if pledge.not_stated else ()
        yield Row(tuple(Cell(text) for text in cells), (*details, *worth_line(pledge, say)))


def checked(files: Sequence[str], terms: Sequence[Terms], say: Say) -> Page:
    """The programmes files without problems."""
    good = say("check.good", file=", ".join(files), programmes=len(terms))
    return Page((Cell(good, "good"),))


def initialised(folder: str, say: Say, *, demo: bool) -> Page:
    said = [Cell(say("init.done", folder=folder), "title")]
    if demo:
        said.append(Cell(say("init.demo"), "warn"))
    return Page((*said, Cell(say("init.next", folder=folder), "faint")))
