"""The ledger on a server: transactions that are tried again, and never counted twice.

A transaction that was lost before its commit is run again. One that was lost in the commit is
looked for: whoever holds the book knows whether the hash of what was appended stands in it. So what
was acknowledged is kept once, and what was kept is acknowledged.
"""

import logging
import random
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg import Connection, Cursor
from psycopg.pq import TransactionStatus

from coopledger.book.chain import Head
from coopledger.book.postgres.address import Address, read_address
from coopledger.book.postgres.failures import is_lost, is_passing, refused
from coopledger.book.postgres.schema import LEAST, VERSION
from coopledger.book.postgres.session import Caught, PostgresSession
from coopledger.book.postgres.soundness import faults
from coopledger.book.store import Session, stands
from coopledger.problem import Cause, Problem, Refused, refuse

if TYPE_CHECKING:
    from coopledger.book.postgres.shelf import PostgresShelf

# Of a connection that broke psycopg also writes to who reads what a command says.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds in which what passes is tried again: a restart, another server that takes over."""

_AT_FIRST = 5.0
"""The same for the very first connection: there may be no server at all."""

_SHORT, _LONG = 0.05, 1.0
"""Seconds between two attempts: at first, and at most."""

_REPLICATED = 30.0
"""Seconds in which a standby has to have what is committed, if the server waits for one."""

_UNREPLICATED = "01000"
"""The SQLSTATE of the warning that a commit is kept on this server only."""

_TO_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_TO_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""Where a server is read-only it says so itself."""

_VERSION = "SELECT number, least FROM coopledger.version"


class PostgresStore:
    """A ledger at an address.

    Raises `Refused`: S131 no server there, S132 no such login, S133 no such database, S134 not set
    up, S135 not encrypted, S136 too many connections, S137 read-only, S138 nobody knows whether it
    was kept, S139 kept on this server only, S140 the login may not, S141 any other failure; S102,
    S142 another version; S103 locked, S104 disk full, S106 damaged.
    """

    absent = False

    def __init__(self, address: str) -> None:
        self.address: Address = read_address(address)
        self._idle: list[Connection[Any]] = []
        self._patience = _AT_FIRST
        weakref.finalize(self, _close, self._idle)

    @property
    def server(self) -> str:
        return self.address.shown

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        try:
            with self._transaction(read_only=True) as session:
                yield session
            self._catch_up(session.caught)
        except psycopg.Error as error:
            raise refused(error, self.address.shown) from error

    def asked(self, look: Callable[[Session], T]) -> T:
        last = time.monotonic() + PATIENCE
        for wait in _waits():
            try:
                with self._transaction(read_only=True) as session:
                    found = look(session)
            except psycopg.Error as error:
                self._pass(error, wait, last)
            else:
                self._catch_up(session.caught)
                return found
        raise AssertionError("waits have no end")

    def written(self, fill: Callable[[Session], T], *, keep: bool = True) -> T:
        last = time.monotonic() + PATIENCE
        for wait in _waits():
            committing: dict[str, Head] | None = None
            try:
                with self._transaction(read_only=False) as session:
                    found = fill(session)
                    if keep:
                        committing = session.appended
                        self._commit(session.connection)
                    return found
            except psycopg.Error as error:
                if is_lost(error) and committing and self._kept(committing):
                    return found
                self._pass(error, wait, last)
        raise AssertionError("waits have no end")

    def _pass(self, error: psycopg.Error, wait: float, last: float) -> None:
        """Wait until what failed may succeed. Raises `Refused` where it will not, nor in time."""
        if not (is_lost(error) or is_passing(error)) or time.monotonic() > last:
            raise refused(error, self.address.shown) from error
        time.sleep(wait)

    def founded(self, fill: Callable[[Session], T]) -> T:
        return self.written(fill)

    def shelf(self, folder: Path) -> "PostgresShelf":  # noqa: ARG002 - the database has it
        from coopledger.book.postgres.shelf import PostgresShelf

        return PostgresShelf(self)

    def faults(self) -> tuple[Problem, ...]:
        """Functions, triggers and rights that are not those that were made (B813).

        Raises `Refused` (S102) where a newer version made them, which this one cannot judge.
        """
        with self.reading() as session:
            self._check_version(session.connection.execute(_VERSION), known=True)
            found = tuple(faults(session))
        return tuple(
            Problem("B813", {"server": self.address.shown, "cause": Cause(what, "")})
            for what in found
        )

    # Connections

    @contextmanager
    def _transaction(self, *, read_only: bool) -> Iterator[PostgresSession]:
        """A transaction that is taken back unless it was committed."""
        connection = self._begun(read_only=read_only)
        try:
            yield PostgresSession(connection)
        finally:
            self._give_back(connection)

    def _catch_up(self, caught: Sequence[Caught]) -> None:
        """Keep what was counted while reading, if nothing is in the way."""
        connection = self._idle_one() if caught else None
        if connection is None:
            return
        with suppress(psycopg.Error):
            connection.execute(
                f"{_TO_WRITE}; SET LOCAL synchronous_commit = off; SET LOCAL lock_timeout = '100ms'"
            )
            for one in caught:
                PostgresSession(connection).keep(one)
            connection.commit()
        self._give_back(connection)

    def _begun(self, *, read_only: bool) -> Connection[Any]:
        """A connection with a transaction that was begun, on a ledger this version knows."""
        last = time.monotonic() + self._patience
        for wait in _waits():
            connection: Connection[Any] | None = None
            try:
                connection = self._idle_one() or self._connected()
                begun = connection.execute(f"{_TO_READ if read_only else _TO_WRITE}; {_VERSION}")
                begun.nextset()
                self._check_version(begun)
            except psycopg.Error as error:
                if connection is not None:
                    connection.close()
                if time.monotonic() > last or not is_passing(error):
                    raise refused(error, self.address.shown) from error
                time.sleep(wait)
            except BaseException:
                if connection is not None:
                    connection.close()
                raise
            else:
                self._patience = PATIENCE
                return connection
        raise AssertionError("waits have no end")

    def _idle_one(self) -> Connection[Any] | None:
        with suppress(IndexError):  # another thread may look at the same moment
            return self._idle.pop()
        return None

    def _connected(self) -> Connection[Any]:
        """A connection on which transactions are begun by hand: that spares a way to the server."""
        return psycopg.connect(**self.address.parameters, autocommit=True)  # type: ignore[arg-type]

    def _check_version(self, found: Cursor[Any], *, known: bool = False) -> None:
        """Refuse a version this one cannot use; where it has to be `known`, any newer one."""
        number, least = found.fetchone() or (0, 0)
        about = {"file": self.address.shown, "version": number, "known": VERSION}
        if (number if known else least) > VERSION:
            raise refuse("S102", **about)
        if number < LEAST:
            raise refuse("S142", **about)

    def _give_back(self, connection: Connection[Any]) -> None:
        """End the transaction and keep the connection for the next, if it is good for one."""
        with suppress(psycopg.Error):
            connection.rollback()
        if connection.info.transaction_status == TransactionStatus.IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def _commit(self, connection: Connection[Any]) -> None:
        """Commit. Raises `Refused` (S139) where no standby took it over in the time there is."""
        alone = False

        def noticed(diagnostic: psycopg.errors.Diagnostic) -> None:
            nonlocal alone
            alone = alone or diagnostic.sqlstate == _UNREPLICATED

        connection.add_notice_handler(noticed)
        late = Timer(_REPLICATED, connection.cancel)
        late.daemon = True
        late.start()
        try:
            connection.commit()
        finally:
            late.cancel()
            connection.remove_notice_handler(noticed)
        if alone:
            raise refuse("S139", server=self.address.shown)

    def _kept(self, appended: dict[str, Head]) -> bool:
        """Whether a transaction that was lost in its commit was kept after all.

        Who holds its books waits until the server has ended it. Raises `Refused` (S138) where the
        server does not come back in time.
        """
        last = time.monotonic() + PATIENCE
        for wait in _waits():
            try:
                with self._transaction(read_only=False) as session:
                    for book in sorted(appended):
                        session.hold(book)
                    return all(stands(session, head) for head in appended.values())
            except (psycopg.Error, Refused) as error:
                lost = isinstance(error, psycopg.Error) and is_lost(error)
                if not lost or time.monotonic() > last:
                    entries = tuple(f"{head.book}#{head.seq}" for head in appended.values())
                    about = {"server": self.address.shown, "entries": entries}
                    raise refuse("S138", **about) from error
                time.sleep(wait)
        raise AssertionError("waits have no end")


def _waits() -> Iterator[float]:
    """Longer and longer waits, of which no two clients have the same."""
    wait = _SHORT
    while True:
        yield wait * random.uniform(0.5, 1.5)  # noqa: S311 - to be apart, not to be secret
        wait = min(2 * wait, _LONG)


def _close(idle: list[Connection[Any]]) -> None:
    while idle:
        idle.pop().close()
