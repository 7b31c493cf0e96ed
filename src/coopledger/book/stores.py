"""Which engine keeps a ledger: a file, or a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coopledger.book.sqlite import SqliteStore
from coopledger.book.store import Store
from coopledger.problem import refuse

if TYPE_CHECKING:
    from coopledger.book.postgres.server import Server


def store_at(place: Path | str) -> Store:
    """The ledger in a file, or on the server of an address.

    Raises `Refused`: S130 where what speaks to servers is not installed, and as addresses are read.
    """
    if isinstance(place, Path):
        return SqliteStore(place)
    with _installed():
        from coopledger.book.postgres.store import PostgresStore
    return PostgresStore(place)


def server_at(address: str) -> "Server":
    """The database at an address, for who looks after it. Raises `Refused` as `store_at`."""
    with _installed():
        from coopledger.book.postgres.server import Server
    return Server(address)


@contextmanager
def _installed() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "psycopg":
            raise
        raise refuse("S130") from None
