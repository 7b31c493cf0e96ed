"""What the commands that record have in common."""

import typer

from coopledger.book import Kind
from coopledger.book.draft import Draft
from coopledger.cli.session import Session
from coopledger.present.machine import records
from coopledger.present.pages import answers
from coopledger.problem import refuse


def exactly_one(ctx: typer.Context, **given: str | None) -> tuple[str, str]:
    """The name and text of the one option that was given.

    Raises `Refused` (U101, a usage error) where none or several were.
    """
    present = [(name, text) for name, text in given.items() if text is not None]
    if len(present) != 1:
        options = tuple(f"--{name}" for name in given)
        raise refuse("U101", options=options, command=ctx.command_path)
    return present[0]


def record(session: Session, kind: Kind, **own: object) -> None:
    """Append what the command's own and the shared options say; answer with what it came to."""
    fields = {**session.shared, **own}
    dry_run = bool(fields.pop("dry_run"))
    here = session.environment.folder
    evidence = [here / path for path in fields.pop("evidence") or ()]
    draft = Draft(kind=kind, **fields)
    with session.terminal.progress() as watch:
        receipt = session.ledger.append(draft, evidence=evidence, dry_run=dry_run, watch=watch)
    session.show(
        "receipt",
        page=lambda: answers.receipt(receipt, session.say),
        record=lambda: records.receipt(receipt, session.say),
    )
    session.say_where()
