"""Read LEDGER: what verifying its books comes to at the very least, and what it comes to.

`python benchmarks/reading.py LEDGER` says the seconds in which every row is read, hashed into the
chain and its body read with `json.loads`, and those in which the books are verified, without the
start of a process and without SQLite's own check.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from coopledger.book.sqlite import SqliteStore
from coopledger.book.verify import verify_book


def read(ledger: Path) -> None:
    """The chain of docs/format.md in as few steps as there can be. The ledger has one book."""
    before = bytes(32)
    with sqlite3.connect(ledger) as connection:
        for body, hash_ in connection.execute("SELECT body, hash FROM entry ORDER BY seq"):
            digest = sha256(b"coopledger entry 1\n" + before + body.encode())
            assert digest.hexdigest() == hash_
            before = digest.digest()
            json.loads(body)


def verified(ledger: Path) -> None:
    with SqliteStore(ledger).reading() as session:
        for book in session.books():
            assert not verify_book(session, book).problems


def seconds(of: Callable[[Path], None], ledger: Path) -> float:
    start = time.perf_counter()
    of(ledger)
    return time.perf_counter() - start


if __name__ == "__main__":
    print(*(seconds(of, Path(sys.argv[1])) for of in (read, verified)))
