"""`coop import giao-nhan.xlsx --dry-run`, and `coop import --template giao-nhan.xlsx`."""

from pathlib import Path
from typing import Annotated

import typer

from coopledger.cli import completing
from coopledger.cli.documents import template as empty_table
from coopledger.cli.options import DryRun, Force, Pledge, Programme, argument, flag, option
from coopledger.cli.session import REFUSED, Session
from coopledger.cli.tables import columns_file
from coopledger.exchange.importing import Imported, import_table
from coopledger.exchange.sheet import opened, recognised
from coopledger.files import replaced_file
from coopledger.present.machine import imported as machine
from coopledger.present.page import Cell, Page
from coopledger.present.pages import imported as pages
from coopledger.present.problems import shown
from coopledger.problem import refuse

_OF_TABLES = frozenset(
    {"sheet", "columns", "programme", "pledge", "party", "allow_excess", "skip_bad", "dry_run"}
)
"""What says how a table is imported, and nothing of an empty one."""


def run(
    ctx: typer.Context,
    table: Annotated[Path | None, argument("table")] = None,
    sheet: Annotated[str | None, option("--sheet")] = None,
    columns: Annotated[Path | None, option("--map", "columns")] = None,
    programme: Programme = None,
    pledge: Pledge = None,
    party: Annotated[str | None, option("--party", "party", completing.parties)] = None,
    allow_excess: Annotated[bool, flag("--allow-excess")] = False,
    skip_bad: Annotated[Path | None, option("--skip-bad", "csv")] = None,
    template: Annotated[Path | None, option("--template", "xlsx")] = None,
    force: Force = False,
    dry_run: DryRun = False,
) -> int:
    session: Session = ctx.obj
    if (table is None) is (template is None):
        either = (session.say("metavar.table"), "--template")
        raise refuse("U101", options=either, command=ctx.command_path)
    if template is not None:
        _refuse_more(ctx)
        return _template(session, template, force=force)
    assert table is not None
    here = session.environment.folder
    left = _left(session, skip_bad, here / table, force=force)
    ledger = session.ledger
    terms = ledger.terms()
    said = columns_file(here / columns if columns else None, terms, programme, pledge, party)
    with opened(here / table, sheet) as rows:
        layout = recognised(rows, said, terms, ledger.workspace.settings.decimal)
        with session.terminal.counting() as count:
            done = import_table(
                ledger,
                rows,
                layout,
                allow_excess=allow_excess,
                skip_bad=left is not None,
                dry_run=dry_run,
                watch=lambda number: count(rows.name, number, layout.rows),
            )
    return _answer(session, done, table, left)


def _refuse_more(ctx: typer.Context) -> None:
    """Raises `Refused` (U105) for an option that goes with a table and not with a template."""
    for param in ctx.command.params:
        if param.name in _OF_TABLES and ctx.params[param.name]:
            table = ctx.obj.say("metavar.table")
            raise refuse("U105", option=param.opts[0], needs=(table,))


def _left(session: Session, skip_bad: Path | None, table: Path, *, force: bool) -> Path | None:
    """Where the rows that cannot be recorded go; never over the table they come from (S114)."""
    if skip_bad is None:
        return None
    path = session.target(skip_bad, force=force)
    if path.resolve() == table.resolve():
        raise refuse("S114", file=str(path))
    return path


def _answer(session: Session, done: Imported, table: Path, left: Path | None) -> int:
    """Show what was recorded, and write down what was not."""
    name, here = shown(str(table), session.environment.folder), session.environment.folder
    left = left if done.kept and done.refused else None
    if left is not None:
        with replaced_file(left) as file:
            file.write(machine.refused_table(done, session.say, here).encode())
    session.show(
        "import",
        page=lambda: pages.page(done, name, session.say),
        record=lambda: machine.record(done, name, session.say, here),
        rows=lambda: machine.rows(done),
    )
    if left is not None:
        file_name = shown(str(left), here)
        said = session.say("import.left", count=len(done.refused), file=file_name)
        session.terminal.note(said)
    session.say_where()
    session.warn(problem for row in done.refused for problem in row.problems)
    return REFUSED if done.refused else 0


def _template(session: Session, template: Path, *, force: bool) -> int:
    path = session.hand_in(template, empty_table(session), force=force)
    file = shown(str(path), session.environment.folder)
    session.show(
        "template",
        page=lambda: Page((Cell(session.say("import.template", file=file), "title"),)),
        record=lambda: {"file": file},
    )
    session.say_where()
    return 0
