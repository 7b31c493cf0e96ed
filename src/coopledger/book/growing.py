"""A book that grows: entries are appended to it, counted, and not kept in memory."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from coopledger.book.admission import adopt, judged, opened, recorded_at
from coopledger.book.body import read_body, write_body
from coopledger.book.book import Book
from coopledger.book.chain import GENESIS, Growth, Head, link
from coopledger.book.dossier import Dossier
from coopledger.book.draft import Circumstances, Draft
from coopledger.book.entry import Entry, Kind
from coopledger.book.repeats import resembling
from coopledger.book.store import Inserting, Row, Session
from coopledger.book.tally import Running
from coopledger.problem import Problem, Remark
from coopledger.terms import Terms


class Outcome(NamedTuple):
    """What one draft came to: an entry that was appended, or one that said so before, or neither.

    Where there is none `problems` say why not.
    """

    row: Row | None = None
    already: Entry | None = None
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def entry(self) -> Entry | None:
        """The entry that says what the draft says."""
        return self.already if self.row is None else read_body(self.row.body)


class Mark(NamedTuple):
    """How far a book has grown: what was counted, which rows stood there before, and its end."""

    figures: Running
    again: Counter[tuple[object, ...]]
    seq: int
    hash: str


class Growing:
    """A book to which entries are appended; those are counted, and not kept.

    `proposal` are the terms that it adopts with the first of them, where it has no entries yet.
    """

    def __init__(
        self, session: Inserting, book: Book, proposal: Terms | None, circumstances: Circumstances
    ) -> None:
        self._session, self._proposal = session, proposal
        self._before = book.head
        if proposal is not None:
            first = adopt(proposal, Draft(kind=Kind.DELIVERY), circumstances)
            book = book.followed_by(first, GENESIS)
        self.book = book
        now = recorded_at(book, circumstances.now)
        self.circumstances = circumstances._replace(now=now)
        self._terms: dict[date, int] = {}
        self.back_to(None)

    @property
    def growth(self) -> Growth | None:
        """How the book has grown, if it has."""
        begun = self._before.seq if self._before is not None else 0
        if self._seq == begun:
            return None
        return Growth(self._before, Head(self.book.id, self._seq, self._hash), self._seq - begun)

    @property
    def mark(self) -> Mark:
        """What has been counted and inserted so far, to come back to."""
        return Mark(self.figures.copy(), self._again.copy(), self._seq, self._hash)

    def back_to(self, mark: Mark | None) -> None:
        """Forget what was counted and chained since, none of which was inserted."""
        if mark is None:
            before = self._before
            seq, hash_ = (before.seq, before.hash) if before is not None else (0, GENESIS)
            mark = Mark(Running(self.book.figures), Counter(), seq, hash_)
        self.figures, self._again, self._seq, self._hash = mark
        self._rows: list[Row] = []

    def one(self, draft: Draft) -> Outcome:
        """Judge and append one draft. Raises `Refused` with everything against it."""
        case, unread = opened(draft, self.book, self.circumstances)
        case = case._replace(entry=case.entry._replace(seq=self.next), figures=self.figures)
        if not unread and (same := self.again(case.entry)) is not None:
            return Outcome(already=same)
        said = () if unread else self.equal(case.entry)
        case, remarks = judged(case, unread)
        self.figures.add(Dossier(case.entry))
        row = self.chained(write_body(case.entry), draft)
        self.insert()
        return Outcome(row, remarks=(*remarks, *said))

    def terms_since(self, day: date) -> int:
        """The number of the adoption whose terms are in force on `day`."""
        if (known := self._terms.get(day)) is None:
            known = self._terms[day] = self.book.agreement_on(day).entry.seq
        return known

    @property
    def next(self) -> int:
        """The number of the next entry; the first adopts the terms."""
        return self._seq + 1 if self._seq else 2

    def chained(self, body: str, draft: Draft) -> Row:
        """The row of the next entry, which was judged and counted; it has to be inserted.

        `draft` is what it was made of, with which a book is opened.
        """
        if not self._seq:
            assert self._proposal is not None, "what has no entries adopts what is proposed"
            self._chain(write_body(adopt(self._proposal, draft, self.circumstances)))
        return self._chain(body)

    def _chain(self, body: str) -> Row:
        self._seq += 1
        self._hash = link(self._hash, body)
        row = Row(self.book.id, self._seq, body, self._hash)
        self._rows.append(row)
        return row

    def insert(self) -> None:
        """Insert what was chained."""
        self._session.insert(self._rows)
        self._rows = []

    def count(self, session: Session) -> None:
        """Keep the figures beside the book, which has grown."""
        growth = self.growth
        assert growth is not None, self.book.id
        anew = session.counted(self.book.id) != growth.before
        figures = self.figures.figures.days if anew else self.figures.changed
        session.count(growth.head, figures, anew=anew)

    def again(self, entry: Entry) -> Entry | None:
        """The entry that says the same and stands in the book, if there is one for this row too."""
        if not (alike := self.book.alike(entry)):
            return None
        side = self.book.side(entry.party)
        key = (entry.happening, entry.document, side)
        of_ours = (other for other in alike if self.book.side(other.party) is side)
        same = [other for other in of_ours if other.document == entry.document]
        self._again[key] += 1
        number = self._again[key]
        return same[number - 1] if number <= len(same) else None

    def equal(self, entry: Entry) -> tuple[Remark, ...]:
        """The remark that something in the book may be the same. Raises as `resembling`."""
        found = resembling(entry, self.book)
        return (Remark("R105", {"entry": found.name}),) if found is not None else ()
