"""`coop export --book bim-son-lang-chanh > cement.jsonl`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from coopledger.book.copying import Kept, Named
from coopledger.cli import completing
from coopledger.cli.options import common_with, option, to_file
from coopledger.cli.session import Session
from coopledger.cli.terminal import CopyFormat
from coopledger.exchange.archive import pack_evidence
from coopledger.exchange.copy import written
from coopledger.exchange.journal import beancount, hledger
from coopledger.files import replaced_file
from coopledger.present.machine import records, rows
from coopledger.present.problems import shown
from coopledger.problem import refuse

COMMON, SHARED = common_with(CopyFormat, "copy_format"), (to_file,)

_SUFFIXES = {
    "": CopyFormat.JSONL,
    "journal": CopyFormat.HLEDGER,
    "bean": CopyFormat.BEANCOUNT,
}
"""Names of files whose end is not the name of their format."""


def run(
    ctx: typer.Context,
    book: Annotated[
        str | None, option("--book", "programme", completing.programmes, says="book")
    ] = None,
    evidence: Annotated[Path | None, option("--evidence", "archive", says="evidence_out")] = None,
) -> int:
    session: Session = ctx.obj
    form = session.format(tuple(CopyFormat), _SUFFIXES)
    papers = session.target(evidence, force=session.shared["force"]) if evidence else None
    with session.ledger.kept(book) as kept:
        if not kept.heads:
            raise refuse("X509")
        session.write(_lines(form, kept, session, book))
        for head in kept.heads:
            session.terminal.note(session.say("export.head", head=head, count=head.seq))
        named = kept.evidence
    session.say_where()
    return _papers(session, papers, named) if papers is not None else 0


def _lines(form: str, kept: Kept, session: Session, book: str | None) -> Iterable[str]:
    """The books in the format `form`."""
    match form:
        case CopyFormat.JSON:
            entries = session.ledger.entries(programme=book)
            record = {"entries": [records.entry(one) for one in entries]}
            return [records.document("entries", record) + "\n"]
        case CopyFormat.CSV:
            return [rows.table(rows.entries(session.ledger.entries(programme=book)))]
        case CopyFormat.HLEDGER | CopyFormat.BEANCOUNT:
            write = {CopyFormat.HLEDGER: hledger, CopyFormat.BEANCOUNT: beancount}[CopyFormat(form)]
            return (line + "\n" for line in write(kept.books()))
        case _:
            return written(kept.rows())


def _papers(session: Session, path: Path, named: Named) -> int:
    """Copy what stands behind the entries; returns the exit code where some of it lacks."""
    with session.terminal.progress() as watch, replaced_file(path) as file:
        faults = pack_evidence(file, session.ledger.cabinet, named, watch)
    name = shown(str(path), session.environment.folder)
    session.terminal.note(session.say("export.evidence", file=name))
    return session.warn(faults)
