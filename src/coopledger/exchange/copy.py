"""Book copies: the entries of books as lines of JSON, exactly as they are kept (docs/format.md).

A line is `{"body":…,"hash":"…"}`, itself canonical: the body in it is the text that was hashed.
"""

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple

from coopledger.book import Book
from coopledger.book.body import canonical
from coopledger.book.chain import Growth, Head
from coopledger.book.copying import Kept
from coopledger.book.store import Row, load
from coopledger.exchange.archive import Archive
from coopledger.files import Watch, unreadable, unwatched
from coopledger.ledger import Ledger
from coopledger.problem import Cause, Problem, refuse
from coopledger.terms.source import MOST_CHARACTERS

MOST_IN_LINE = 2 * MOST_CHARACTERS
"""Characters of one line: the terms of an agreement, and whatever else an entry says."""

_ENCODINGS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
"""By how a file begins: what some shells write when a copy is sent to a file."""


def written(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a copy, each with its end."""
    for row in rows:
        yield f'{{"body":{row.body},"hash":"{row.hash}"}}\n'


class Copy:
    """The copy in a file, which is read again for each book, so that it may be of any length.

    `name` is what the file is called, `opened` opens it. Raises `Refused`: S111 no file that can
    be read, X501 a line that is no entry, X504 no entries.
    """

    def __init__(self, name: str, opened: Callable[[], IO[bytes]]) -> None:
        self.name = name
        self._opened = opened

    @classmethod
    def of(cls, path: Path) -> "Copy":
        """The copy in an ordinary file."""

        def opened() -> IO[bytes]:
            if (cause := unreadable(path)) is not None:
                raise refuse("S111", file=str(path), cause=cause)
            return path.open("rb")

        return cls(str(path), opened)

    @cached_property
    def _books(self) -> tuple[str, ...]:
        found = dict.fromkeys(row.book for row in self._rows())
        if not found:
            raise refuse("X504", file=self.name)
        return tuple(found)

    def books(self) -> tuple[str, ...]:
        """The ids of the books, in the order of the file."""
        return self._books

    def rows(self, book: str) -> Iterator[Row]:
        """The entries of one book, in the order of the file."""
        return (row for row in self._rows() if row.book == book)

    def kept(self, programme: str | None = None, expected: Sequence[Head] = ()) -> Kept:
        """Its books, or the one of a programme, verified.

        `expected` are heads they have to match. Raises `Refused`: X502 with every fault, X505
        where the programme's is not there.
        """
        books = self.books()
        if programme not in {None, *books}:
            raise refuse("X505", file=self.name, book=programme, books=books)
        return Kept(self, books if programme is None else [programme], expected)

    def book(self, programme: str) -> Book:
        """One book, verified. Raises `Refused` as `kept`."""
        self.kept(programme)
        return load(self, programme)

    def _rows(self) -> Iterator[Row]:
        number = 0
        try:
            with self._text() as file:
                while line := file.readline(MOST_IN_LINE + 1):
                    number += 1
                    if line.strip():
                        yield self._row(line, number)
        except OSError as error:
            raise refuse("S111", file=self.name, cause=Cause.of(error)) from None
        except UnicodeError:
            raise refuse("X501", file=self.name, line=number + 1) from None

    def _text(self) -> TextIOWrapper:
        with self._opened() as file:
            start = file.read(3)
        encoding = next((e for mark, e in _ENCODINGS.items() if start.startswith(mark)), "utf-8")
        return TextIOWrapper(self._opened(), encoding=encoding, newline="")

    def _row(self, line: str, number: int) -> Row:
        text = line.rstrip("\r\n")
        try:
            record = json.loads(text)
            body = record["body"]
            row = Row(body["book"], body["seq"], canonical(body), record["hash"])
        except (ValueError, LookupError, TypeError, RecursionError):
            row = None
        if (
            row is None
            or tuple(map(type, row)) != (str, int, str, str)
            or next(written([row])) != f"{text}\n"
        ):
            raise refuse("X501", file=self.name, line=number)
        return row


class BroughtIn(NamedTuple):
    """What bringing a copy in came to, book by book, and what lacks of the evidence behind it."""

    books: tuple[Growth, ...]
    faults: tuple[Problem, ...]
    kept: bool


def bring_in(
    ledger: Ledger,
    copy: Kept,
    evidence: Path | None = None,
    *,
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> BroughtIn:
    """Bring the books of `copy` into the ledger, with the archive of what stands behind them.

    Files are kept before an entry names them. Raises `Refused`, and then no book has changed: X503
    where two books part, X506-X508 as archives are read.
    """
    books = ledger.restore(copy, dry_run=True)
    if dry_run:
        return BroughtIn(books, (), kept=False)
    if evidence is not None:
        with Archive(evidence) as archive:
            archive.check(())
            archive.put_evidence(ledger.cabinet, copy.evidence, watch)
    books = ledger.restore(copy)
    return BroughtIn(books, tuple(ledger.cabinet.faults(copy.evidence, watch)), kept=True)
