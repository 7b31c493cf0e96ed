"""`coop import-book cement.jsonl --evidence papers.zip`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli import completing
from coopledger.cli.options import DryRun, argument, option
from coopledger.cli.proof import expected
from coopledger.cli.session import Session
from coopledger.exchange.copy import Copy, bring_in
from coopledger.present.machine import records, rows
from coopledger.present.pages import copies


def run(
    ctx: typer.Context,
    copy: Annotated[Path, argument("copy")],
    evidence: Annotated[Path | None, option("--evidence", "archive", says="evidence_in")] = None,
    book: Annotated[
        str | None, option("--book", "programme", completing.programmes, says="book_id")
    ] = None,
    expect: Annotated[list[str] | None, option("--expect", "kept", says="expect_copy")] = None,
    dry_run: DryRun = False,
) -> int:
    session: Session = ctx.obj
    here = session.environment.folder
    kept = Copy.of(here / copy).kept(book, expected(expect or (), here))
    with session.terminal.progress() as watch:
        done = bring_in(
            session.ledger,
            kept,
            here / evidence if evidence else None,
            dry_run=dry_run,
            watch=watch,
        )
    session.show(
        "import-book",
        page=lambda: copies.brought_in(done, session.say),
        record=lambda: records.brought_in(done),
        rows=lambda: rows.brought_in(done),
    )
    session.say_where()
    if evidence is None and done.faults:
        session.terminal.note(session.say("import_book.papers", count=len(done.faults)))
        return 0
    return session.warn(done.faults)
