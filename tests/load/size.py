"""How large a land's ledger is on a server, and what it takes there to look and to record.

python -m tests.load.size --books 2000 --entries 100
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from coopledger.book.draft import Variant
from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.terms.workspace import Workspace
from tests.load import land
from tests.load.kills import AUDITOR, audited, machine
from tests.postgres import DURABLE, Postgres, installed, running

_TABLES = "SELECT pg_total_relation_size('coopledger.entry'), pg_database_size(current_database())"


def filled(server: Postgres, database: str, workspace: Workspace, books: int, entries: int) -> None:
    """Let each provider record so many deliveries into its book."""
    administrator = server_at(server.address(database))
    for programme in land.programmes(books):
        party = land.provider(programme)
        administrator.grant(Grant(party, party, party=party))
        said = (land.delivery(programme, f"{programme}-{n}") for n in range(entries))
        drafts = [Variant.of(replace(draft, key=None)) for draft in said]
        office(server, database, workspace, party).append_all(
            lambda batch, drafts=drafts: list(batch.append(drafts))  # type: ignore[misc]
        )


def office(server: Postgres, database: str, workspace: Workspace, login: str) -> Ledger:
    at = workspace.with_ledger(server.address(database, login))
    return Ledger(at, clock=lambda: datetime.now(UTC), recorded_by=login)


def took(do: Callable[[], object]) -> str:
    began = time.monotonic()
    do()
    return f"{time.monotonic() - began:,.2f} s"


def figures(
    server: Postgres, database: str, workspace: Workspace, books: int, entries: int
) -> Iterator[str]:
    yield f"| {books:,} books of {entries:,} entries | |"
    yield "|---|---:|"
    filling = took(lambda: filled(server, database, workspace, books, entries))
    yield f"| recorded, a batch for each book | {filling} |"
    ((size, whole),) = server.ask(_TABLES, database=database)
    yield f"| bytes of an entry, with its indexes | {size / (books * entries):,.0f} |"
    yield f"| megabytes in all | {whole / 1e6:,.0f} |"
    one = land.programmes(books)[books // 2]
    party = office(server, database, workspace, land.provider(one))
    auditor = audited(workspace, server.address(database, AUDITOR))
    yield f"| a party looks at its book | {took(lambda: party.progress(programme=one))} |"
    yield f"| and records | {took(lambda: party.append(land.delivery(one, 'next')))} |"
    for often in ("the first time", "again"):
        yield f"| an auditor looks at one book, {often} | {took(lambda: auditor.progress(programme=one))} |"  # noqa: E501
    for often in ("the first time", "again"):
        yield f"| and at all, {often} | {took(auditor.progress)} |"
    yield f"| and verifies all | {took(auditor.verify)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--entries", type=int, default=100)
    load = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, running(installed(), DURABLE) as server:
        database = server.database()
        administrator = server_at(server.address(database))
        administrator.set_up("admin")
        administrator.grant(Grant(AUDITOR, AUDITOR, everything=True))
        workspace = land.workspace(Path(name) / "workspace", land.programmes(load.books))
        print(machine(server), "", sep="\n")
        for line in figures(server, database, workspace, load.books, load.entries):
            print(line, flush=True)


if __name__ == "__main__":
    main()
