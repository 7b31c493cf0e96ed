"""`coop reconcile their-book.jsonl`, and `--apply` for what their book already answers."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.book import Entry
from coopledger.book.names import party_named
from coopledger.cli import completing
from coopledger.cli.documents import reconciliation as minutes
from coopledger.cli.options import Programme, argument, common_with, flag, option, to_file
from coopledger.cli.session import REFUSED, Session
from coopledger.cli.terminal import ReconcileFormat
from coopledger.exchange.copy import Copy
from coopledger.exchange.reconcile import Source, proposals, reconcile
from coopledger.exchange.reconcile.outcome import Outcome, parties
from coopledger.present.machine.reconcile import reconciliation, rows
from coopledger.present.pages.reconcile import cited, page
from coopledger.present.problems import shown
from coopledger.problem import refuse
from coopledger.terms import lookup

COMMON, SHARED = common_with(ReconcileFormat), (to_file,)


def run(
    ctx: typer.Context,
    theirs: Annotated[Path, argument("theirs")],
    programme: Programme = None,
    party: Annotated[
        str | None, option("--party", "party", completing.parties, says="keeper")
    ] = None,
    apply: Annotated[bool, flag("--apply")] = False,
    everything: Annotated[bool, flag("--all")] = False,
) -> int:
    session: Session = ctx.obj
    path = session.environment.folder / theirs
    outcome = _outcome(session, path, programme, party)
    if apply:
        _answerable(session)
        recorded = _recorded(outcome, session)
        outcome = _outcome(session, path, programme, party)._replace(recorded=recorded)
    session.show(
        "reconcile",
        page=lambda: page(outcome, session.say, everything=everything),
        record=lambda: reconciliation(outcome, session.say),
        rows=lambda: rows(outcome),
        documents=minutes(outcome, session),
    )
    session.say_where()
    return 0 if outcome.of.agrees else REFUSED


def _outcome(session: Session, path: Path, programme: str | None, party: str | None) -> Outcome:
    """The two books held against each other as they are now.

    Raises `Refused`: B155 a copy of several books and none is named, X602 none of ours has
    entries, and as copies are read, names looked up and books reconciled.
    """
    ledger, copy = session.ledger, Copy.of(path)
    there = copy.books()
    named = ledger.terms(programme=programme)[0].id if programme is not None else None
    if len(there) > 1 and named is None:
        raise refuse("B155", programmes=there)
    theirs = copy.book(there[0] if len(there) == 1 or named is None else named)
    ours = ledger.books(named or theirs.id)
    if not ours:
        raise refuse("X602", programme=named or theirs.id)
    (book,), today = ours, ledger.today
    keeper = party_named(party, lookup.parties([book.terms_on(today)]))
    we, they = parties(book, ledger.workspace.settings.party, keeper, today)
    of = reconcile(book, theirs)
    source = Source(they, shown(str(path), session.environment.folder), theirs.head)
    return Outcome(of, today, we, source, proposals(of, today))


def _answerable(session: Session) -> None:
    """Refuse what could not be shown before anything is recorded: U106, U107, S116."""
    output: Path | None = session.shared["output"]
    form = session.format(tuple(ReconcileFormat))
    if output is not None:
        session.target(output, force=session.shared["force"])
    elif form == ReconcileFormat.DOCX:
        raise refuse("U106", format=form)


def _recorded(outcome: Outcome, session: Session) -> tuple[Entry, ...]:
    """Record what their book answers: all of it, if nothing speaks against any of it."""
    words = cited(outcome, session.say)
    drafts = [one.draft(outcome.source, words.note, words.reason) for one in outcome.proposals]
    for draft in drafts:
        session.ledger.append(draft, dry_run=True)
    return tuple(session.ledger.append(draft).entry for draft in drafts)
