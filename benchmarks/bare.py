"""Bare sqlite3: insert the entries of LEDGER durably into the new file TARGET of the same schema.

`python benchmarks/bare.py LEDGER TARGET` says the seconds that the inserting alone has taken. It is
a process of its own, so that the entries it holds are not charged to anybody (see `timing.run`).
"""

import sqlite3
import sys
import time
from pathlib import Path

from coopledger.book.schema import MIGRATIONS


def inserted(ledger: Path, target: Path) -> float:
    """Seconds in which the rows of `ledger` are inserted into `target`."""
    with sqlite3.connect(ledger) as connection:
        rows = connection.execute("SELECT book, seq, body, hash FROM entry ORDER BY seq").fetchall()
    connection = sqlite3.connect(target, isolation_level=None)
    for statements in MIGRATIONS:
        for statement in statements:
            connection.execute(statement)
    connection.execute("PRAGMA synchronous = EXTRA")
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO entry (book, seq, body, hash) VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    taken = time.perf_counter() - start
    connection.close()
    return taken


if __name__ == "__main__":
    print(inserted(Path(sys.argv[1]), Path(sys.argv[2])))
