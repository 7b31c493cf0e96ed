"""One transaction on a server."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date
from itertools import count, groupby, islice
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.abc import QueryNoTemplate

from coopledger.book.chain import Head
from coopledger.book.store import Row, Speaking
from coopledger.book.tally import Account, Days, Measure, Sums

_TOGETHER = 500
"""Rows that are fetched, or appended, at a time."""

_OWN = "login = session_user"
"""The rows of this login, which is shown no others unless it is a superuser."""

_WHERE: Mapping[tuple[str, ...], str] = {
    ("concerns",): "concerns = %(concerns)s",
    ("kind",): "kind = %(kind)s AND kind IN ('agreement', 'close')",
    ("key",): "key = %(key)s",
    ("filed",): "filed = %(filed)s",
    ("occurred_on", "steps"): "occurred_on = %(occurred_on)s"
    " AND steps IS NOT DISTINCT FROM %(steps)s::bigint",
}
"""What rows are found by, as the indexes say it."""


class Caught(NamedTuple):
    """Figures that were counted while reading: from where they are kept, and up to where."""

    since: Head | None
    head: Head
    figures: Days
    anew: bool


class PostgresSession:
    """The books that a login may see.

    `appended` are the heads that were appended to so far, `caught` what was counted of other books.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        self.connection = connection
        self.appended: dict[str, Head] = {}
        self.caught: list[Caught] = []
        self._held: set[str] = set()
        self._numbers = count()

    # Reading

    def books(self) -> tuple[str, ...]:
        return tuple(book for (book,) in self._all(_BOOKS))

    def rows(self, book: str, *, behind: int = 0) -> Iterator[Row]:
        where = "seq > %(behind)s" if behind else "TRUE"  # an edited number may be below 1
        with self.connection.cursor(name=f"rows{next(self._numbers)}") as cursor:
            cursor.execute(_rows(where), {"book": book, "behind": behind})
            more = True
            while more:
                together = cursor.fetchmany(_TOGETHER)
                yield from (Row(book, *row) for row in together)
                more = len(together) == _TOGETHER

    def last(self, book: str) -> Row | None:
        return next(self._found(book, "TRUE ORDER BY seq DESC LIMIT 1", {}), None)

    def row(self, book: str, seq: int) -> Row | None:
        return next(self._found(book, "seq = %(seq)s", {"seq": seq}), None)

    def having(self, book: str, **values: str | int | None) -> Iterator[Row]:
        return self._found(book, f"{_WHERE[tuple(values)]} ORDER BY seq", values)

    def of_days(self, book: str, since: date, through: date) -> Iterator[Row]:
        days = {"since": since.isoformat(), "through": through.isoformat()}
        where = "occurred_on BETWEEN %(since)s AND %(through)s ORDER BY seq"
        return self._found(book, where, days)

    def _found(self, book: str, where: str, values: Mapping[str, Any]) -> Iterator[Row]:
        found = self._all(_rows(where, order=""), {"book": book, **values})
        return (Row(book, *row) for row in found)

    def _all(self, query: QueryNoTemplate, values: Any = None) -> Sequence[tuple[Any, ...]]:
        return self.connection.execute(query, values).fetchall()

    def speaking(self) -> Speaking | None:
        query = "SELECT * FROM coopledger.speaking()"  # the time as no DateStyle writes it
        for now, person, parties in self.connection.execute(query, binary=True):
            return Speaking(now.astimezone(UTC), person, tuple(parties))
        return None

    # Appending

    def hold(self, book: str) -> None:
        self.connection.execute("SELECT coopledger.hold(%s)", (book,))
        self._held.add(book)

    def insert(self, rows: Iterable[Row]) -> None:
        self._chained("append", rows)

    def restore(self, rows: Iterable[Row]) -> None:
        self._chained("restore", rows)

    def _chained(self, function: str, rows: Iterable[Row]) -> None:
        for book, of_book in groupby(rows, key=lambda row: row.book):
            while together := list(islice(of_book, _TOGETHER)):
                bodies, hashes = [row.body for row in together], [row.hash for row in together]
                self.connection.execute(
                    f"SELECT coopledger.{function}(%s, %s, %s)",
                    (book, bodies, hashes),
                )
                self.appended[book] = Head(book, together[-1].seq, together[-1].hash)

    # What this login worked out of entries

    def counted(self, book: str) -> Head | None:
        found = self._all(
            f"SELECT seq, hash FROM coopledger.counted WHERE book = %s AND {_OWN}", (book,)
        )
        return next((Head(book, *row) for row in found), None)

    def catch_up(self, head: Head, figures: Callable[[], Days], *, anew: bool) -> None:
        if head.book in self._held:
            self.count(head, figures(), anew=anew)
        else:
            self.caught.append(Caught(self.counted(head.book), head, figures(), anew))

    def keep(self, caught: Caught) -> None:
        """Keep what was counted while reading, unless somebody has counted on since, or is at it.

        Where it is counted by two at once, the later would take back what the earlier has kept.
        """
        self.connection.execute(
            "INSERT INTO coopledger.counted (book, seq, hash) VALUES (%s, 0, '')"
            " ON CONFLICT DO NOTHING",
            (caught.head.book,),
        )
        found = self._all(
            f"SELECT seq, hash FROM coopledger.counted WHERE book = %s AND {_OWN}"
            " FOR UPDATE SKIP LOCKED",
            (caught.head.book,),
        )
        since = caught.since or Head(caught.head.book, 0, "")
        if found == [(since.seq, since.hash)]:
            self.count(caught.head, caught.figures, anew=caught.anew)

    def figures(self, book: str) -> Days:
        found = self._all(
            "SELECT item, measure, unit, share, day, sums FROM coopledger.figure"
            f" WHERE book = %s AND {_OWN}",
            (book,),
        )
        days: defaultdict[Account, dict[date, Sums]] = defaultdict(dict)
        for item, measure, unit, share, day, sums in found:
            account = Account(item, Measure(measure), unit, share or None)
            days[account][date.fromisoformat(day)] = Sums(*json.loads(sums))
        return days

    def count(self, head: Head, figures: Days, *, anew: bool) -> None:
        if anew:
            self.connection.execute(
                f"DELETE FROM coopledger.figure WHERE book = %s AND {_OWN}", (head.book,)
            )
        places = [
            ((head.book, *account[:3], account.share or "", day.isoformat()), sums)
            for account, days in figures.items()
            for day, sums in days.items()
        ]
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM coopledger.figure"
                " WHERE (book, item, measure, unit, share, day) = (%s, %s, %s, %s, %s, %s)"
                f" AND {_OWN}",
                [place for place, sums in places if not any(sums)],
            )
            cursor.executemany(
                "INSERT INTO coopledger.figure (book, item, measure, unit, share, day, sums)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)"
                " ON CONFLICT ON CONSTRAINT figure_pkey DO UPDATE SET sums = excluded.sums",
                [(*place, json.dumps(sums)) for place, sums in places if any(sums)],
            )
            cursor.execute(
                "INSERT INTO coopledger.counted (book, seq, hash) VALUES (%s, %s, %s)"
                " ON CONFLICT ON CONSTRAINT counted_pkey"
                " DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
                (head.book, head.seq, head.hash),
            )

    def files(self) -> Mapping[str, tuple[str, ...]]:
        found = self._all(f"SELECT digest, programmes FROM coopledger.file WHERE {_OWN}")
        return {digest: tuple(json.loads(ids)) for digest, ids in found}

    def agreed(self, book: str) -> str | None:
        found = self._all(
            f"SELECT digest FROM coopledger.agreed WHERE book = %s AND {_OWN}", (book,)
        )
        return next((digest for (digest,) in found), None)

    def agree(self, book: str, digest: str, programmes: Sequence[str]) -> None:
        self.connection.execute(
            "INSERT INTO coopledger.agreed (book, digest) VALUES (%s, %s)"
            " ON CONFLICT ON CONSTRAINT agreed_pkey DO UPDATE SET digest = excluded.digest",
            (book, digest),
        )
        self.connection.execute(
            "INSERT INTO coopledger.file (digest, programmes) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            (digest, json.dumps(list(programmes))),
        )
        self.connection.execute(
            f"DELETE FROM coopledger.file WHERE {_OWN} AND digest NOT IN"
            f" (SELECT digest FROM coopledger.agreed WHERE {_OWN})"
        )

    def differ(self, book: str) -> None:
        self.connection.execute(
            f"DELETE FROM coopledger.agreed WHERE book = %s AND {_OWN}", (book,)
        )


def _rows(where: str, order: str = " ORDER BY seq") -> str:
    return f"SELECT seq, body, hash FROM coopledger.entry WHERE book = %(book)s AND {where}{order}"


_BOOKS = """
    WITH RECURSIVE known (book) AS (
        (SELECT book FROM coopledger.entry ORDER BY book LIMIT 1)
        UNION ALL
        SELECT (SELECT book FROM coopledger.entry WHERE entry.book > known.book
                ORDER BY book LIMIT 1)
        FROM known WHERE known.book IS NOT NULL
    )
    SELECT book FROM (
        SELECT book FROM known WHERE book IS NOT NULL AND (SELECT coopledger.sees_all())
        UNION ALL
        SELECT book FROM coopledger.readable() AS readable (book),
                         LATERAL (SELECT FROM coopledger.entry
                                  WHERE entry.book = readable.book LIMIT 1) AS one
        WHERE NOT (SELECT coopledger.sees_all())
    ) AS seen ORDER BY book COLLATE "C"
"""
"""Each book by one step through the index, however many entries it has.

Who may not see all is not led past the entries of others.
"""
