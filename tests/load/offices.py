"""Offices that record into a ledger on a server, each in a process and with a login of its own.

An office says in its diary what it is about to record, and what was acknowledged. Whatever kills
it, who follows it begins with what was not acknowledged, under the same key; in the end what stands
in the ledger is held against the diaries.
"""

import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIGKILL
from typing import NamedTuple

import psycopg

from coopledger.book.postgres.grant import Grant
from coopledger.book.stores import server_at
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.workspace import workspace_in
from tests.forked import CONTEXT
from tests.load.land import delivery, provider

AGAIN = {"S131", "S136", "S138"}
"""After these an office tries once more: no server in time, too many, or nobody knows."""

BOOKS_EACH = 3

UNTOLD = "-"
"""In the place of the hash of an entry that was there already: the answer is the book's head."""


class Office(NamedTuple):
    """Who records into which books of the ledger at an address, and where its diary is."""

    name: str
    address: str
    books: tuple[str, ...]
    workspace: Path
    diary: Path


class Done(NamedTuple):
    """What was acknowledged: when, after how many seconds, and as which entry."""

    at: float
    seconds: float
    entry: str
    hash: str


class Diary(NamedTuple):
    """What an office wrote down: what it tried, by key, what is done of it, what was refused."""

    tried: Mapping[str, str]
    done: Mapping[str, Done]
    refused: Counter[str]


def read_diary(path: Path) -> Diary:
    tried: dict[str, str] = {}
    done: dict[str, Done] = {}
    refused: Counter[str] = Counter()
    for line in path.read_text().splitlines() if path.exists() else ():
        match line.split():
            case ["tries", key, book]:
                tried[key] = book
            case ["done", key, at, seconds, entry, hash_]:
                assert key not in done
                done[key] = Done(float(at), float(seconds), entry, hash_)
            case ["refused", _, code]:
                refused[code] += 1
            case _:
                raise AssertionError(line)
    return Diary(tried, done, refused)


def work(office: Office) -> None:
    """Record without end, beginning with what an earlier process was not told the end of."""
    at = workspace_in(office.workspace).with_ledger(office.address)
    ledger = Ledger(at, clock=lambda: datetime.now(UTC), recorded_by=office.name)
    diary = read_diary(office.diary)
    open_ = [key for key in diary.tried if key not in diary.done]
    with office.diary.open("ab", buffering=0) as file:
        for key in open_:
            _record(ledger, diary.tried[key], key, file.fileno())
        number = len(diary.tried)
        while True:
            number += 1
            key = f"{office.name}-{number}"
            book = random.Random(key).choice(office.books)  # noqa: S311
            os.write(file.fileno(), f"tries {key} {book}\n".encode())
            _record(ledger, book, key, file.fileno())


def _record(ledger: Ledger, book: str, key: str, diary: int) -> None:
    began = time.time()
    while True:
        try:
            receipt = ledger.append(delivery(book, key))
        except Refused as refused:
            code = refused.problems[0].code
            os.write(diary, f"refused {key} {code}\n".encode())
            if code not in AGAIN:
                raise
        else:
            now = time.time()
            hash_ = UNTOLD if receipt.already else receipt.head.hash  # others may stand behind it
            entry = f"{receipt.entry.name} {hash_}"
            os.write(diary, f"done {key} {now} {now - began} {entry}\n".encode())
            return


def opened(
    administrator: str, address: str, count: int, books: Sequence[str], workspace: Path
) -> list[Office]:
    """So many offices, each with a login that speaks for the providers of some books.

    The `address` has `{login}` for the login; the diaries are put beside the workspace.
    """
    server = server_at(administrator)
    offices = []
    for number in range(count):
        name = f"office{number}"
        of = dict.fromkeys(books[(number + 7 * step) % len(books)] for step in range(BOOKS_EACH))
        for book in of:
            server.grant(Grant(name, name, party=provider(book)))
        diary = workspace.parent / f"{name}.diary"
        offices.append(Office(name, address.format(login=name), tuple(of), workspace, diary))
    return offices


class Crew:
    """The processes of offices; one that is killed is followed by another."""

    def __init__(self, offices: Sequence[Office]) -> None:
        self._at_work = {office: _started(office) for office in offices}
        self.kills = 0

    def kill(self, office: Office) -> None:
        self._end(office)
        self._at_work[office] = _started(office)

    def end(self) -> None:
        """Kill all, in the middle of whatever they are doing."""
        for process in self._at_work.values():
            assert process.is_alive(), "an office gave up"
        for office in self._at_work:
            self._end(office)

    def _end(self, office: Office) -> None:
        process = self._at_work[office]
        process.kill()
        process.join()
        assert process.exitcode == -SIGKILL, f"{office.name} had given up"
        self.kills += 1


def _started(office: Office) -> BaseProcess:
    process = CONTEXT.Process(target=work, args=(office,), daemon=True)
    process.start()
    return process


class Outcome(NamedTuple):
    """What the diaries and the ledger came to, and everything in which they disagree."""

    acknowledged: Sequence[Done]
    unacknowledged: int
    refused: Counter[str]
    faults: Sequence[str]


def outcome(offices: Sequence[Office], database: str, auditor: Ledger) -> Outcome:
    """Hold the ledger in the database at an address against the diaries of `offices`."""
    diaries = [read_diary(office.diary) for office in offices]
    done = {key: one for diary in diaries for key, one in diary.done.items()}
    tried = {key for diary in diaries for key in diary.tried}
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT body::jsonb ->> 'key', book || '#' || seq, hash FROM coopledger.entry"
            " WHERE kind <> 'agreement'"
        ).fetchall()
    there = {key: (entry, hash_) for key, entry, hash_ in rows}
    faults = [f"{key} stands there {n} times" for key, n in Counter(r[0] for r in rows).items()
              if n > 1]  # fmt: skip
    faults += [f"{key} was acknowledged as {one.entry} and is {there.get(key)}"
               for key, one in done.items() if not _is(one, there.get(key))]  # fmt: skip
    faults += [f"{key} stands there and nobody tried it" for key in there.keys() - tried]
    faults += [f"an office is about {len(diary.tried) - len(diary.done)} things at once"
               for diary in diaries if len(diary.tried) - len(diary.done) > 1]  # fmt: skip
    faults += [str(problem) for problem in auditor.verify().problems]
    refused = sum((diary.refused for diary in diaries), Counter[str]())
    return Outcome(list(done.values()), len(there.keys() - done.keys()), refused, faults)


def _is(done: Done, there: tuple[str, str] | None) -> bool:
    """Whether what stands there is what was acknowledged."""
    return there is not None and done.entry == there[0] and done.hash in {there[1], UNTOLD}


def latencies(seconds: Sequence[float]) -> Iterator[str]:
    """The median, the 95th and 99th of a hundred, and the worst, in milliseconds."""
    if len(seconds) < 2:
        yield from ("unknown",) * 4
        return
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    for one in (statistics.median(seconds), cuts[94], cuts[98], max(seconds)):
        yield f"{one * 1000:,.0f} ms"
