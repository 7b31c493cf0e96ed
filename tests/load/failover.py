"""A primary is killed while offices record, and its standby takes over, there and back again.

    python -m tests.load.failover --rounds 20 --clients 20

Two servers on this machine: a primary, and a standby that has to have every commit before it is
acknowledged. What is done here is what an operator does, or a tool in his place:

- he notices, after `--notice` seconds, that the primary is gone: all of its processes are killed at
  once here, as on a machine that loses power. A real one has to be kept from coming back;
- he promotes the standby. It waits for no other: `synchronous_standby_names` is empty there, so
  that offices go on at once, with every entry on one machine only until there is a standby again;
- he makes a standby of the old primary (`pg_rewind`, or else a new copy), and once that follows,
  the new primary is told to wait for it. The next round kills this one.

At last he changes over as planned: the primary is stopped, and has sent everything before it ends.
Offices know both addresses and do nothing but wait. Ends with 1 where an acknowledged entry is
missing, is there twice, or a book is not whole.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import psycopg

from coopledger.book.stores import server_at
from tests.load.kills import AUDITOR, asked, audited, machine, prepared
from tests.load.offices import Crew, Diary, Office, Outcome, outcome, read_diary
from tests.postgres import DURABLE, Postgres, installed, placed

STANDBY = "second"
"""What a standby is called, whichever it is."""

REWOUND = "\nwal_log_hints = on\nwal_keep_size = 256MB\n"
"""In postgresql.conf: else a server that recovers throws away what `pg_rewind` has to read."""

_PATIENCE = 30.0

_FOLLOWS = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
_WAITED_FOR = f"{_FOLLOWS} AND sync_state = 'sync'"


class Plan(NamedTuple):
    """How often the primary is killed, beside how many who record; `notice`, `between`: seconds."""

    rounds: int = 5
    clients: int = 20
    books: int = 20
    notice: float = 1.0
    between: float = 3.0


class Change(NamedTuple):
    """One change of the primary: when it ended, and its end was noticed; when there was another."""

    what: str
    ended: float
    noticed: float
    promoted: float


class Pair:
    """A primary and its standby, which change places."""

    def __init__(self, primary: Postgres, standby: Postgres) -> None:
        self.primary, self.standby = primary, standby
        primary.make()
        with (primary.data / "postgresql.conf").open("a") as settings:
            settings.write(REWOUND)
        primary.start()
        standby.copy(primary, STANDBY)
        self._wait_for_it()

    def killed(self, notice: float) -> Change:
        """The primary is killed, and the standby takes over."""
        ended = time.time()
        self.primary.kill()
        time.sleep(notice)
        change = self._promoted("killed", ended)
        self.standby.rewind(self.primary, STANDBY)
        self._wait_for_it()
        return change

    def changed_over(self) -> Change:
        """The primary is stopped, and the standby takes over."""
        ended = time.time()
        self.primary.end()
        change = self._promoted("stopped", ended)
        self.standby.follow(self.primary, STANDBY)
        self._wait_for_it()
        return change

    def _promoted(self, what: str, ended: float) -> Change:
        noticed = time.time()
        self.standby.run("pg_ctl", "promote", "-D", self.standby.data, "--no-wait")
        with psycopg.connect(self.standby.address(), autocommit=True) as connection:
            _until(lambda: connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,))
        self.primary, self.standby = self.standby, self.primary
        return Change(what, ended, noticed, time.time())

    def _wait_for_it(self) -> None:
        """Once the standby follows, let nothing be acknowledged that it does not have."""
        _until(lambda: self.primary.ask(_FOLLOWS) == [(1,)])
        self.primary.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
        self.primary.ask("SELECT pg_reload_conf()")
        _until(lambda: self.primary.ask(_WAITED_FOR) == [(1,)])


def _until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.005)


class Result(NamedTuple):
    outcome: Outcome
    changes: Sequence[Change]
    diaries: Sequence[Diary]


def run(pair: Pair, database: str, folder: Path, plan: Plan) -> Result:
    """Let offices record into the ledger of a database while the servers change places."""
    ports = f"127.0.0.1:{pair.primary.port},127.0.0.1:{pair.standby.port}"
    both = f"postgresql://{{login}}@{ports}/{database}?target_session_attrs=read-write"
    administrator = both.format(login="postgres")
    workspace, offices = prepared(administrator, both, folder, plan.clients, plan.books)
    crew = Crew(offices)
    _until(lambda: _all_at_work(offices))
    changes = []
    for _ in range(plan.rounds):
        time.sleep(plan.between)
        changes.append(pair.killed(plan.notice))
    time.sleep(plan.between)
    changes.append(pair.changed_over())
    time.sleep(plan.between)
    crew.end()
    auditor = audited(workspace, both.format(login=AUDITOR))
    diaries = [read_diary(office.diary) for office in offices]
    return Result(outcome(offices, administrator, auditor), changes, diaries)


def _all_at_work(offices: Sequence[Office]) -> bool:
    return all(read_diary(office.diary).done for office in offices)


def told(result: Result) -> Iterator[str]:
    """Seconds from the end of each primary until offices went on, as a Markdown table."""
    ends = [*(change.ended for change in result.changes), float("inf")]
    yield "| primary | noticed | promoted | first acknowledged | all offices at work again |"
    yield "|---|---:|---:|---:|---:|"
    for change, (ended, next_) in zip(result.changes, pairwise(ends), strict=True):
        firsts = [_first(diary, change, next_) for diary in result.diaries]
        times = (change.noticed, change.promoted, min(firsts), max(firsts))
        yield f"| {change.what} | {' | '.join(f'{at - ended:.2f} s' for at in times)} |"
    of = result.outcome
    yield ""
    yield f"{len(of.acknowledged):,} acknowledged entries, {len(of.faults)} faults"
    yield f"refused, and tried again by the office: {dict(of.refused) or 'none'}"


def _first(diary: Diary, change: Change, next_: float) -> float:
    """When an office was first acknowledged something by the new primary."""
    times = (one.at for one in diary.done.values() if change.noticed < one.at < next_)
    return min(times, default=float("inf"))


def main() -> int:
    plan = asked(Plan, __doc__)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        one, other = (stack.enter_context(placed(installed(), DURABLE)) for _ in range(2))
        pair = Pair(one, other)
        database = one.database()
        server_at(one.address(database)).set_up("admin")
        result = run(pair, database, folder, plan)
        print(machine(pair.primary), "", *told(result), sep="\n")
    print(*result.outcome.faults, sep="\n")
    return 1 if result.outcome.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
