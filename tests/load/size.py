"""How large a land's ledger is on a server, and what it takes there to look and to record.

Every party has the terms of its own programme, the auditor those of one.

python -m tests.load.size --books 2000 --entries 100
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from coopledger.book.batch import Batch
from coopledger.book.draft import Variant
from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.terms.workspace import workspace_in
from tests.load import land
from tests.load.kills import AUDITOR, audited, machine
from tests.postgres import DURABLE, Postgres, installed, running

_TABLES = "SELECT pg_total_relation_size('coopledger.entry'), pg_database_size(current_database())"


class Land(NamedTuple):
    """A ledger in a database, and a folder for the workspaces of its parties."""

    server: Postgres
    database: str
    folder: Path

    def office(self, programme: str) -> Ledger:
        """The ledger as the provider of a programme sees it."""
        login = land.provider(programme)
        address = self.server.address(self.database, login)
        at = workspace_in(self.folder / programme).with_ledger(address)
        return Ledger(at, clock=lambda: datetime.now(UTC), recorded_by=login)

    def fill(self, programmes: Iterable[str], entries: int) -> None:
        """Let each provider record so many deliveries into its book."""
        administrator = server_at(self.server.address(self.database))
        for programme in programmes:
            land.workspace(self.folder / programme, [programme])
            party = land.provider(programme)
            administrator.grant(Grant(party, party, party=party))
            said = (land.delivery(programme, f"{programme}-{n}") for n in range(entries))
            drafts = [Variant.of(replace(draft, key=None)) for draft in said]
            self.office(programme).append_all(partial(_appended, drafts))


def _appended(drafts: Iterable[Variant], batch: Batch) -> list[object]:
    return list(batch.append(drafts))


def took(do: Callable[[], object]) -> str:
    began = time.monotonic()
    do()
    return f"{time.monotonic() - began:,.2f} s"


def figures(at: Land, books: int, entries: int) -> Iterator[str]:
    programmes = land.programmes(books)
    yield f"| {books:,} books of {entries:,} entries | |"
    yield "|---|---:|"
    filling = took(lambda: at.fill(programmes, entries))
    yield f"| recorded, a batch for each book | {filling} |"
    ((size, whole),) = at.server.ask(_TABLES, database=at.database)
    yield f"| bytes of an entry, with its indexes | {size / (books * entries):,.0f} |"
    yield f"| megabytes in all | {whole / 1e6:,.0f} |"
    one = programmes[books // 2]
    party = at.office(one)
    auditor = audited(workspace_in(at.folder / one), at.server.address(at.database, AUDITOR))
    yield f"| a party looks at its book | {took(partial(party.progress, detailed=False))} |"
    yield f"| and records | {took(lambda: party.append(land.delivery(one, 'next')))} |"
    for what, programme in (("an auditor looks at one book", one), ("and at all", None)):
        look = partial(auditor.progress, programme=programme, detailed=False)
        for often in ("the first time", "again"):
            yield f"| {what}, {often} | {took(look)} |"
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
        print(machine(server), "", sep="\n")
        for line in figures(Land(server, database, Path(name)), load.books, load.entries):
            print(line, flush=True)


if __name__ == "__main__":
    main()
