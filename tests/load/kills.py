"""Fifty clients record into twenty books; clients and the server are killed in between.

    python -m tests.load.kills --clients 50 --books 20 --seconds 300

Every client is a process with a login of its own. In the end every acknowledged entry has to stand
in its book once, as it was acknowledged, every chain has to be whole, and what stands there and was
not acknowledged may be only what somebody was killed over. Ends with 1 where it is not so.
"""

import argparse
import platform
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from typing import NamedTuple, TypeVar

from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.terms.workspace import Workspace
from tests.load import land
from tests.load.offices import Crew, Office, Outcome, latencies, opened, outcome
from tests.postgres import DURABLE, Postgres, installed, running

P = TypeVar("P")

AUDITOR = "auditor"
"""A login that reads every book."""


class Load(NamedTuple):
    """How much is recorded, and how often what is killed. `kill`, `restart`: seconds in between."""

    clients: int = 50
    books: int = 20
    seconds: float = 60
    kill: float = 1.0
    restart: float = 20.0
    seed: int = 8


class Result(NamedTuple):
    outcome: Outcome
    kills: int
    restarts: int
    seconds: float


def asked(plan: type[P], says: str | None) -> P:
    """What the command line says of a plan, an option for each of its fields."""
    parser = argparse.ArgumentParser(
        description=says, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in plan._field_defaults.items():  # type: ignore[attr-defined]
        parser.add_argument(f"--{name}", type=type(default), default=default)
    return plan(**vars(parser.parse_args()))


def prepared(
    administrator: str, address: str, folder: Path, clients: int, books: int
) -> tuple[Workspace, list[Office]]:
    """A workspace with so many programmes, and the offices and the auditor of their ledger."""
    ids = land.programmes(books)
    workspace = land.workspace(folder / "workspace", ids)
    offices = opened(administrator, address, clients, ids, workspace.folder)
    server_at(administrator).grant(Grant(AUDITOR, AUDITOR, everything=True))
    return workspace, offices


def run(server: Postgres, database: str, folder: Path, load: Load) -> Result:
    """Let offices record into the ledger of a database, kill them and `server`, and look."""
    administrator = server.address(database)
    address = server.address(database, "{login}")
    workspace, offices = prepared(administrator, address, folder, load.clients, load.books)
    chance = random.Random(load.seed)  # noqa: S311
    crew, restarts = Crew(offices), 0
    began = time.monotonic()
    kill, restart = began + load.kill, began + load.restart
    while (now := time.monotonic()) < began + load.seconds:
        if now >= restart:
            server.stop()
            server.start()
            restarts, restart = restarts + 1, time.monotonic() + load.restart
        if now >= kill:
            crew.kill(chance.choice(offices))
            kill = now + load.kill * chance.uniform(0.5, 1.5)
        time.sleep(0.02)
    seconds = time.monotonic() - began
    crew.end()
    auditor = audited(workspace, server.address(database, AUDITOR))
    return Result(outcome(offices, administrator, auditor), crew.kills, restarts, seconds)


def audited(workspace: Workspace, address: str) -> Ledger:
    """The ledger at an address as the auditor sees it."""
    at = workspace.with_ledger(address)
    return Ledger(at, clock=lambda: datetime.now(UTC), recorded_by=AUDITOR)


def told(load: Load, result: Result) -> Iterator[str]:
    """The figures of a run, as a Markdown table."""
    of = result.outcome
    yield f"| {load.clients} clients, {load.books} books | {result.seconds:,.0f} s |"
    yield "|---|---:|"
    yield f"| clients killed | {result.kills} |"
    yield f"| server killed and started again | {result.restarts} |"
    yield f"| acknowledged entries | {len(of.acknowledged):,} |"
    yield f"| of them lost, altered or there twice, and books not whole | {len(of.faults)} |"
    yield f"| recorded and not acknowledged, when all were killed | {of.unacknowledged} |"
    yield f"| refused, and tried again by the office | {dict(of.refused) or 'none'} |"
    yield f"| entries a second | {len(of.acknowledged) / result.seconds:,.0f} |"
    median, most, nearly_all, worst = latencies([one.seconds for one in of.acknowledged])
    yield f"| time of an append: median | {median} |"
    yield f"| 95 of 100 within | {most} |"
    yield f"| 99 of 100 within | {nearly_all} |"
    yield f"| worst, with the server started again in between | {worst} |"


def machine(server: Postgres) -> str:
    ((version,),) = server.ask("SHOW server_version")
    cores = f"{cpu_count()} cores, Python {platform.python_version()}"
    return f"{platform.platform()}, {cores}, PostgreSQL {version}"


def main() -> int:
    load = asked(Load, __doc__)
    with tempfile.TemporaryDirectory() as name, running(installed(), DURABLE) as server:
        database = server.database()
        server_at(server.address(database)).set_up("admin")
        result = run(server, database, Path(name), load)
        print(machine(server), "", *told(load, result), sep="\n")
    print(*result.outcome.faults, sep="\n")
    return 1 if result.outcome.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
