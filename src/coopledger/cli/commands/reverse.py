"""`coop reverse bim-son-lang-chanh#3 --reason "…"`."""

import typer

from coopledger.book import Kind
from coopledger.cli.options import Date, DryRun, Entry, Key, Note, Party, Reason
from coopledger.cli.recording import record
from coopledger.cli.session import Session


def run(
    ctx: typer.Context,
    entry: Entry,
    reason: Reason = None,
    date: Date = None,
    note: Note = None,
    party: Party = None,
    key: Key = None,
    dry_run: DryRun = False,
) -> None:
    session: Session = ctx.obj
    said = {"date": date, "note": note, "party": party, "key": key, "dry_run": dry_run}
    record(session, Kind.REVERSAL, reverses=entry, reason=reason, **said)
