"""What proves something: verdicts, seals, and the evidence of entries."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coopledger.book import Head, Recorded
from coopledger.book.seal import write_seal
from coopledger.book.verdict import Verdict
from coopledger.present.page import Cell, Column, Page, Row, Sheet
from coopledger.present.problems import lines
from coopledger.present.say import Say
from coopledger.quantity.writing import write_size


def verdict(verdict: Verdict, say: Say, here: Path) -> Page:
    """The heads of intact books, or everything that is wrong."""
    if verdict.problems:
        bad = Cell(say("verify.bad", count=len(verdict.problems)), "bad")
        found = (line for problem in verdict.problems for line in lines(problem, say, here))
        return Page((bad, *found))
    if not verdict.heads:
        return Page((Cell(say("verify.empty"), "faint"),))
    good = [Cell(say("verify.good", head=head), "good") for head in verdict.heads]
    if verdict.files:
        good.append(Cell(say("verify.evidence", count=verdict.files), "good"))
    kept = [Cell(say("verify.expected", head=head), "good") for head in verdict.expected]
    return Page((*good, *(kept or [Cell(say("verify.limit"), "faint")])))


def seal(heads: Sequence[Head], day: date, output: Path | None, say: Say) -> Page:
    """The seal itself, or where it was written."""
    if output is not None:
        done = Cell(say("seal.written", file=str(output)), "title")
        return Page((done, *(Cell(head.whole, "exact", indent=2) for head in heads)))
    return Page(tuple(Cell(line, "exact") for line in seal_text(heads, day, say).splitlines()))


def seal_text(heads: Sequence[Head], day: date, say: Say) -> str:
    """The text of a seal, with room for both parties to sign."""
    signatures = [say(f"seal.{key}") for key in ("sign", "provider", "recipient")]
    return write_seal(heads, [say("seal.title", day=day), "", *signatures])


def evidence(recorded: Sequence[Recorded], extracted: Sequence[str], say: Say) -> Page:
    """The files behind an entry and behind what refers to it."""
    files = [(one.entry, file) for one in recorded for file in one.entry.evidence or ()]
    if not files:
        name = recorded[0].entry.name
        return Page((Cell(say("evidence.none", entry=name), "faint"),))
    columns = (
        Column(say("column.file")),
        Column(say("column.size"), fold=2, right=True),
        Column(say("column.entry"), fold=1),
        Column(say("column.document"), fold=3),
        Column("SHA-256", fold=4),
    )
    rows = (
        Row(
            tuple(
                map(
                    Cell,
                    (
                        file.name,
                        write_size(file.size, say.lang),
                        entry.name,
                        entry.document or "",
                        file.sha256,
                    ),
                )
            )
        )
        for entry, file in files
    )
    done = (Cell(say("evidence.extracted", file=file), "good") for file in extracted)
    return Page((Sheet(columns, tuple(rows)), *done))
