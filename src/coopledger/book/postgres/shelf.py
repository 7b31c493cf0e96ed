"""The files behind entries, in the database that has the entries.

Offices in two towns share no folder. Who may see a file is who kept it, and who may see an entry
that names it.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from coopledger.book.entry import Evidence
from coopledger.book.postgres.session import PostgresSession
from coopledger.book.shelf import CHUNK, Source, digest_of
from coopledger.book.store import Session
from coopledger.files import Watch, unwatched
from coopledger.problem import refuse

if TYPE_CHECKING:
    from coopledger.book.postgres.store import PostgresStore

MOST_BYTES = 100 << 20
"""Of one file, which both sides hold in memory while it is kept."""

_SHOWN = "FROM coopledger.evidence WHERE digest = %s"


class PostgresShelf:
    """The files of a ledger on a server."""

    def __init__(self, store: "PostgresStore") -> None:
        self._store = store

    def holds(self, evidence: Evidence) -> bool:
        with self._store.reading() as session:
            found = session.connection.execute(f"SELECT {_SHOWN}", (evidence.sha256,))
            return found.fetchone() is not None

    def parts(self, evidence: Evidence, watch: Watch = unwatched) -> Iterator[bytes]:
        query = f"SELECT substring(content FROM %s FOR %s), length(content) {_SHOWN}"
        done, size = 0, 1
        with self._store.reading() as session:
            while done < size:
                values = (done + 1, CHUNK, evidence.sha256)
                found = session.connection.execute(query, values, binary=True).fetchone()
                part, size = found or (b"", 0)
                done += len(part)
                yield part
                watch(evidence.name, done, size)

    def put(self, found: Mapping[Evidence, Source]) -> None:
        """Keep them; one that is too large is refused (S149) before any is kept."""
        for one in found:
            if one.size > MOST_BYTES:
                raise refuse("S149", file=one.name, size=one.size, most=MOST_BYTES)
        for one, source in found.items():
            content = bytearray()
            digest, _ = digest_of(_gathered(source, content))
            if digest != one.sha256:
                raise refuse(source.altered, file=source.name)
            self._store.written(partial(_kept, content))


def _gathered(source: Source, content: bytearray) -> Iterator[bytes]:
    for part in source.parts():
        content += part
        yield part


def _kept(content: bytearray, session: Session) -> None:
    assert isinstance(session, PostgresSession)
    session.connection.execute("SELECT coopledger.keep(%b)", (content,))
