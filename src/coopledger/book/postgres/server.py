"""Setting up a ledger on a server, and who may use it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any

import psycopg
from psycopg import Connection, sql

from coopledger.book.entry import Kind
from coopledger.book.postgres.address import read_address
from coopledger.book.postgres.failures import refused
from coopledger.book.postgres.grant import Grant
from coopledger.book.postgres.schema import MEMBER, statements
from coopledger.problem import refuse


class Server:
    """A database at an address, for who looks after it."""

    def __init__(self, address: str) -> None:
        self.address = read_address(address)

    def set_up(self, person: str) -> str:
        """Make tables, functions and roles; who is logged in looks after them, as `person`.

        Returns the login. Raises `Refused`: S143 it is set up, S144 a database that does not hold
        every letter, and as `PostgresStore`.
        """
        with self._transaction() as connection:
            if connection.execute("SELECT to_regnamespace('coopledger')").fetchone() != (None,):
                raise refuse("S143", server=self.address.shown)
            (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
            if encoding != "UTF8":
                raise refuse("S144", server=self.address.shown, encoding=encoding)
            connection.execute(statements())
            (login,) = connection.execute("SELECT session_user").fetchone() or ("",)
            connection.execute(
                "INSERT INTO coopledger.member"
                " VALUES (%s, %s, true, true, session_user, coopledger.present())",
                (login, person),
            )
            connection.execute(
                sql.SQL("GRANT {} TO {}").format(sql.Identifier(MEMBER), sql.Identifier(login))
            )
        return str(login)

    def grant(self, given: Grant) -> bool:
        """Let a login do more; says whether the login was made, without a password.

        Raises `Refused` (S145) where there is no such login and this one may not make it.
        """
        with self._transaction() as connection:
            try:
                with connection.transaction():
                    _grant(connection, given)
            except psycopg.errors.UndefinedObject:
                self._make(connection, given.login)
                _grant(connection, given)
                return True
        return False

    def revoke(self, login: str, party: str | None = None) -> None:
        """Take from a login one party, or everything. Raises `Refused` (S146) if it had nothing."""
        with self._transaction() as connection:
            query = "SELECT coopledger.revoke_from(%s, %s)"
            if connection.execute(query, (login, party)).fetchone() != (True,):
                raise refuse("S146", login=login, party=party)

    def granted(self) -> Sequence[Grant]:
        """What every login may do; to who looks after nothing, what it may itself."""
        with self._transaction() as connection:
            query = "SELECT * FROM coopledger.granted()"
            found = connection.execute(query, binary=True).fetchall()
        return [_granted(*row) for row in found]

    def _make(self, connection: Connection[Any], login: str) -> None:
        try:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(login)))
        except psycopg.errors.InsufficientPrivilege:
            raise refuse("S145", login=login) from None

    @contextmanager
    def _transaction(self) -> Iterator[Connection[Any]]:
        try:
            with psycopg.connect(**self.address.parameters) as connection:  # type: ignore[arg-type]
                yield connection
        except psycopg.Error as error:
            raise refused(error, self.address.shown) from error


def _grant(connection: Connection[Any], given: Grant) -> None:
    kinds = list(given.kinds) if given.kinds is not None else None
    query = "SELECT coopledger.grant_to(%s, %s, %s, %s, %s, %s)"
    connection.execute(query, (*given[:5], kinds))


def _granted(*row: Any) -> Grant:
    """A grant as the database says it."""
    grant = Grant(*row)
    kinds = grant.kinds and tuple(map(Kind, grant.kinds))
    return grant._replace(kinds=kinds, at=grant.at and grant.at.astimezone(UTC))
