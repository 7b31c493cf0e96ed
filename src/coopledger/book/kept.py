"""A book as it lies in the ledger: of its entries only those are read that are asked for.

Its figures are kept beside it, by the transaction that appends. They are trusted up to an entry
that stands in the book; what others appended since is counted on. `verify` holds them against the
book.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from coopledger.book.book import Book, Longer
from coopledger.book.chain import Head
from coopledger.book.dossier import Dossier
from coopledger.book.entry import Entry, Kind
from coopledger.book.store import Indexed, Row, load, read_on, read_row, stands
from coopledger.book.tally import Figures
from coopledger.book.wholeness import SeenBehind, refuse_strangers
from coopledger.problem import refuse


def opened(session: Indexed, book: str) -> Book:
    """`book` as it stands in the ledger; as long as `session` lasts.

    Where no figures are kept of what stands in it, all of it is read. Raises `Refused` as `load`
    does, of what is read.
    """
    last = session.last(book)
    if last is None:
        return Book(book)
    head, counted = Head(book, last.seq, last.hash), session.counted(book)
    if counted == head:
        return KeptBook(session, head)
    if counted is not None and stands(session, counted):
        longer = _read_on(session, counted)
        session.catch_up(head, lambda: longer.figures.where(longer.change), anew=False)
        return longer
    loaded = load(session, book)
    session.catch_up(head, lambda: loaded.figures.days, anew=True)
    return loaded


def _read_on(session: Indexed, counted: Head) -> Longer:
    """The book that went up to `counted`, with what was appended since."""
    before = KeptBook(session, counted)
    rows = session.rows(counted.book, behind=counted.seq)
    entries, hashes = read_on(rows, SeenBehind(before))
    longer = Longer(before, entries, hashes)
    refuse_strangers(entries, longer.told_in)
    return longer


class KeptBook(Book):
    """The entries of a book up to `head`, read when they are asked for."""

    def __init__(self, session: Indexed, head: Head) -> None:
        super().__init__(head.book)
        self._session, self._head = session, head
        self._read: dict[int, Entry] = {}
        self._hash_of: dict[int, str] = {}

    @cached_property
    def whole(self) -> Book:  # read once, if somebody wants to see all
        return load(self._session, self.id).prefix(self._head.seq)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.whole.entries

    @property
    def hashes(self) -> tuple[str, ...]:
        return self.whole.hashes

    @property
    def standing(self) -> Iterator[Dossier]:
        return self.whole.standing  # all of it is read once, and not again entry by entry

    @property
    def length(self) -> int:
        return self._head.seq

    @property
    def head(self) -> Head:
        return self._head

    def find(self, seq: int) -> Entry | None:
        if seq in self._read:
            return self._read[seq]
        row = self._session.row(self.id, seq) if 1 <= seq <= self.length else None
        return next(iter(self._all([row])), None) if row is not None else None

    def hash_of(self, seq: int) -> str:
        self.entry(seq)
        return self._hash_of[seq]

    def concerning(self, seq: int) -> Sequence[Entry]:
        return self._all(self._session.having(self.id, concerns=seq))

    @cached_property
    def adoptions(self) -> Sequence[Entry]:
        return self._all(self._session.having(self.id, kind=Kind.AGREEMENT.value))

    @cached_property
    def closings(self) -> Sequence[Entry]:
        return self._all(self._session.having(self.id, kind=Kind.CLOSE.value))

    def alike(self, entry: Entry) -> Sequence[Entry]:
        steps = entry.quantity.steps if entry.quantity is not None else None
        day = entry.occurred_on.isoformat()
        found = self._all(self._session.having(self.id, occurred_on=day, steps=steps))
        same = (one for one in found if one.kind is not Kind.REVERSAL)
        return [one for one in same if one.happening == entry.happening]

    def keyed(self, key: str) -> Entry | None:
        return next(iter(self._all(self._session.having(self.id, key=key))), None)

    def filed(self, document: str) -> Sequence[Entry]:
        return self._all(self._session.having(self.id, filed=document))

    def between(self, since: date, through: date) -> Sequence[Entry]:
        return self._all(self._session.of_days(self.id, since, through))

    def behind(self, seq: int) -> Sequence[Entry]:
        return self._all(self._session.rows(self.id, behind=seq))

    @cached_property
    def figures(self) -> Figures:
        return Figures(self._session.figures(self.id))

    def _all(self, rows: Iterable[Row]) -> Sequence[Entry]:
        """The entries in `rows`; as `load` does, refuses what the terms do not know."""
        found = [row for row in rows if row.seq <= self.length]
        new = {row.seq: self._entry(row) for row in found if row.seq not in self._read}
        self._read |= new  # before they are asked what they are about
        self._hash_of |= {row.seq: row.hash for row in found}
        told = [entry for entry in new.values() if entry.kind is not Kind.AGREEMENT]
        refuse_strangers(told, self.told_in)
        return [self._read[row.seq] for row in found]

    def _entry(self, row: Row) -> Entry:
        """The entry in `row`. Raises `Refused` as `load` does of an entry by itself."""
        entry, name = read_row(row), row.name
        if entry.name != name:
            raise refuse("B823", entry=name, says=entry.name)
        about = entry.concerns if entry.mends is None else entry.mends
        if about is not None and not 1 <= about < row.seq:
            raise refuse("B826", entry=name, kind=entry.kind, concerned=about)
        return entry
