"""`coop reconcile their-book.jsonl`, and `--apply` for what their book already answers."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from coopledger.book import Book, Entry
from coopledger.book.names import party_named
from coopledger.cli import completing
from coopledger.cli.documents import reconciliation as minutes
from coopledger.cli.options import Programme, argument, common_with, flag, option, to_file
from coopledger.cli.session import REFUSED, Session
from coopledger.cli.tables import columns_file
from coopledger.cli.terminal import ReconcileFormat
from coopledger.exchange.copy import Copy
from coopledger.exchange.importing import book_of
from coopledger.exchange.reconcile import Source, proposals, reconcile
from coopledger.exchange.reconcile.outcome import Outcome, parties
from coopledger.exchange.sheet import opened, recognised
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
    sheet: Annotated[str | None, option("--sheet")] = None,
    columns: Annotated[Path | None, option("--map", "columns")] = None,
    apply: Annotated[bool, flag("--apply")] = False,
    everything: Annotated[bool, flag("--all")] = False,
) -> int:
    session: Session = ctx.obj
    here = session.environment.folder
    of = Theirs(here / theirs, programme, party, sheet, here / columns if columns else None)
    outcome = _outcome(session, of)
    if apply:
        _answerable(session)
        recorded = _recorded(outcome, session)
        outcome = _outcome(session, of)._replace(recorded=recorded)
    session.show(
        "reconcile",
        page=lambda: page(outcome, session.say, everything=everything),
        record=lambda: reconciliation(outcome, session.say),
        rows=lambda: rows(outcome),
        documents=minutes(outcome, session),
    )
    session.say_where()
    return 0 if outcome.of.agrees else REFUSED


class Theirs(NamedTuple):
    """The file of the other side's book, and how to read it where it is a table."""

    path: Path
    programme: str | None
    party: str | None
    sheet: str | None
    columns: Path | None


def _outcome(session: Session, of: Theirs) -> Outcome:
    """The two books held against each other as they are now.

    Raises `Refused`: B155 several programmes and none is named, X602 none of ours has entries, and
    as copies and tables are read, names looked up and books reconciled.
    """
    ledger, today = session.ledger, session.ledger.today
    named = ledger.terms(programme=of.programme)[0].id if of.programme is not None else None
    copy = _copied(of, named) if of.path.suffix.lower() in _COPIES else None
    ours = ledger.books(copy.id if copy is not None and named is None else named)
    if len(ours) > 1:
        raise refuse("B155", programmes=tuple(book.id for book in ours))
    if not ours:
        raise refuse("X602", programme=named or (copy.id if copy is not None else ""))
    (book,) = ours
    keeper = party_named(of.party, lookup.parties([book.terms_on(today)]))
    we, they = parties(book, ledger.workspace.settings.party, keeper, today)
    theirs = copy if copy is not None else _table(session, of, book.id, they)
    digest = None if copy is not None else sha256(of.path.read_bytes()).hexdigest()
    file = shown(str(of.path), session.environment.folder)
    found = reconcile(book, theirs)
    source = Source(they, file, theirs.head if copy is not None else None, digest)
    return Outcome(found, today, we, source, proposals(found, today))


_COPIES = frozenset({".jsonl", ".json", ".ndjson", ""})
"""How the name of a book copy may end; everything else is a table."""


def _copied(of: Theirs, named: str | None) -> Book:
    copy = Copy.of(of.path)
    there = copy.books()
    if len(there) > 1 and named is None:
        raise refuse("B155", programmes=there)
    return copy.book(there[0] if len(there) == 1 or named is None else named)


def _table(session: Session, of: Theirs, programme: str, party: str) -> Book:
    """The book their table comes to, spoken by them."""
    ledger = session.ledger
    terms, sign = ledger.terms(programme=programme), ledger.workspace.settings.decimal
    said = columns_file(of.columns, terms, programme, None, party)
    with opened(of.path, of.sheet) as table:
        return book_of(ledger, programme, table, recognised(table, said, terms, sign))


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
