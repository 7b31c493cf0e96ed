"""The façade and the Python API: open a workspace, append, read progress.

Everything the command line shows comes through here, and everything it records.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coopledger.book import Book, Entry, Head, Recorded
from coopledger.book.names import entry_named, pledges_named, programme_named
from coopledger.book.sqlite import SqliteStore
from coopledger.book.store import Session, append, load
from coopledger.problem import Problem, Refused, Remark, refuse
from coopledger.progress import (
    Period,
    PledgeProgress,
    ProgrammeProgress,
    narrowed,
    programme_progress,
)
from coopledger.terms import Terms
from coopledger.terms.drift import Change, drift
from coopledger.terms.workspace import Workspace, proposed_terms, workspace_in
from coopledger.text import clean

if TYPE_CHECKING:  # what records and verifies is loaded when something is
    from coopledger.book.admission import Admission
    from coopledger.book.draft import Circumstances, Draft


_DAMAGE = frozenset({"S101", "S106"})
"""What a ledger file that was damaged can look like."""


class Receipt(NamedTuple):
    """What an append came to.

    `already` says that nothing was added because `entry` stood there before; `adopted` that the
    terms of the file were adopted as entry 1 in the same transaction; `kept` is false for a dry
    run; `replaces` is the entry that was reversed to make room. `progress` is the pledge after the
    entry, as of today.
    """

    entry: Entry
    head: Head
    terms: Terms
    remarks: tuple[Remark, ...]
    already: bool
    adopted: bool
    kept: bool
    replaces: str | None
    progress: PledgeProgress | None


class Verdict(NamedTuple):
    """What verification found: the head of every book, and every fault."""

    heads: tuple[Head, ...]
    problems: tuple[Problem, ...]


class Ledger:
    """The ledger of a workspace.

    `clock` gives the present instant with its time zone and `recorded_by` names who records:
    both are handed in, so that a report can be made again and a test be told the day.

        ledger = Ledger.open("data", clock=lambda: datetime.now(UTC), recorded_by="Lê Thị Mai")
        ledger.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="500 tonne",
                            date="2023-03-15", document="12/BB-UBND"))
        cement = ledger.progress(date(2023, 12, 31), pledge="cement")[0].pledges[0]
        cement.standing.state  # State.BEHIND
    """

    def __init__(
        self, workspace: Workspace, *, clock: Callable[[], datetime], recorded_by: str
    ) -> None:
        if workspace.problems:
            raise Refused([*workspace.problems, *proposed_terms(workspace)[1]])
        self.workspace = workspace
        self._clock = clock
        self._recorded_by = workspace.settings.recorder or clean(recorded_by)
        self._store = SqliteStore(workspace.ledger)

    @classmethod
    def open(
        cls, folder: str | Path, *, clock: Callable[[], datetime], recorded_by: str
    ) -> "Ledger":
        """The ledger in `folder`, or in its `data/`.

        Nothing is written before the first append. Raises `Refused` where it is no workspace, or
        its settings cannot be read; then with the problems of its programmes as well.
        """
        return cls(workspace_in(Path(folder)), clock=clock, recorded_by=recorded_by)

    @property
    def today(self) -> date:
        """The day in the workspace's time zone."""
        return self._clock().astimezone(self.workspace.settings.zone).date()

    @cached_property
    def _proposed(self) -> tuple[tuple[Terms, ...], tuple[Problem, ...]]:
        return proposed_terms(self.workspace)

    @property
    def proposed(self) -> tuple[Terms, ...]:
        """The terms in the workspace's files."""
        return self._proposed[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the workspace's files; adopted terms are in force regardless."""
        return self._proposed[1]

    # What was agreed and how far it is kept

    def terms(
        self, as_of: date | None = None, *, programme: str | None = None
    ) -> tuple[Terms, ...]:
        """The terms of every programme on a day: in force, or proposed where none are."""
        with self._store.reading() as session:
            chosen = self._chosen(session, as_of or self.today, programme)
        return tuple(terms for _, terms in chosen)

    def progress(
        self, as_of: date | None = None, *, programme: str | None = None, pledge: str | None = None
    ) -> tuple[ProgrammeProgress, ...]:
        """How far each programme is kept as of a day (default today).

        `programme` and `pledge` narrow it to what they name. Raises `Refused`: B154-B157 where
        they name nothing or several things, and where files or ledger cannot be read.
        """
        day = as_of or self.today
        with self._store.reading() as session:
            views = [
                programme_progress(book, terms, day)._replace(drift=self._drift(book))
                for book, terms in self._chosen(session, day, programme)
            ]
        return _narrowed(views, pledge)

    def year(
        self, period: Period, *, programme: str | None = None, pledge: str | None = None
    ) -> tuple[ProgrammeProgress, ...]:
        """The year's line of every pledge, and what happened in the period.

        Everything goes by the terms effective on the period's last day; while the period lasts,
        states and what is due are as of today.
        """
        day = min(period.through, self.today)
        with self._store.reading() as session:
            views = [
                programme_progress(
                    book, terms, day, period, eve=self._terms(book, period.eve)
                )._replace(drift=self._drift(book))
                for book, terms in self._chosen(session, period.through, programme)
            ]
        return _narrowed(views, pledge)

    # The book

    def append(self, draft: "Draft", *, dry_run: bool = False) -> Receipt:
        """Record `draft`, durably and once; with `dry_run` judge it and keep nothing.

        The first record of a programme adopts the terms of the file in the same transaction.
        Raises `Refused` with every reason against it; then nothing has changed.
        """
        draft = self._resolved(draft)
        if self._store.absent:  # what is refused shall not make the file
            receipt = self._appended(draft, keep=False)
            if dry_run:
                return receipt
        return self._appended(draft, keep=not dry_run)

    def _appended(self, draft: "Draft", *, keep: bool) -> Receipt:
        from coopledger.book.admission import admit, adopt

        assert draft.programme is not None
        with self._store.writing(keep=keep) as session:
            circumstances = self._circumstances()
            book = load(session, draft.programme)
            adopted = not book.entries
            if adopted:
                speaking = circumstances._replace(party=draft.party or circumstances.party)
                book = append(session, book, adopt(self._proposal(draft.programme), speaking))
            admission = admit(draft, book, circumstances)
            for entry in admission.appended:
                book = append(session, book, entry)
        return self._receipt(book, admission, adopted=adopted, kept=keep)

    def entries(
        self,
        *,
        programme: str | None = None,
        pledge: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Recorded, ...]:
        """The entries of the books in order; `as_of` leaves out what occurred later."""
        with self._store.reading() as session:
            chosen = self._chosen(session, self.today, programme)
        named = pledges_named(pledge, [terms for _, terms in chosen]) if pledge else []
        wanted = {(item.programme, item.id) for item in named}
        return tuple(
            recorded
            for book, _ in chosen
            for recorded in book.recorded
            if (pledge is None or (book.id, recorded.entry.pledge) in wanted)
            and (as_of is None or recorded.entry.occurred_on <= as_of)
        )

    def entry(self, name: str, *, programme: str | None = None) -> tuple[Recorded, ...]:
        """The entry called `name`, and after it all that refer to it."""
        with self._store.reading() as session:
            if programme is not None:
                ((book, _),) = self._chosen(session, self.today, programme)
                programme = book.id
            book_id, seq = entry_named(name, programme, session.books())
            recorded = load(session, book_id).recorded
        if not 1 <= seq <= len(recorded):
            last = recorded[-1].entry.name if recorded else None
            raise refuse("B122", entry=f"{book_id}#{seq}", last=last)
        referring = (
            other for other in recorded if seq in (other.entry.reverses, other.entry.replaced_by)
        )
        return (recorded[seq - 1], *referring)

    def verify(self, programme: str | None = None) -> Verdict:
        """Check every book, or one, down to the last byte; what it finds is not raised.

        Raises `Refused`: B154 where `programme` is the id of no book, and S102-S105 where the
        file cannot be looked at, which says nothing of the books in it.
        """
        from coopledger.book.verify import verify_book

        problems: list[Problem] = []
        heads: list[Head] = []
        try:
            problems += self._store.faults()
            with self._store.reading() as session:
                books = session.books()
                for book in books if programme is None else [programme]:
                    head, found = verify_book(session, book)
                    problems += found
                    heads += [head] if head is not None else []
        except Refused as refused:
            if not all(problem.code in _DAMAGE for problem in refused.problems):
                raise
            problems += refused.problems
        else:
            if programme is not None and programme not in books:
                raise refuse("B154", typed=programme, programmes=books)
        return Verdict(tuple(heads), tuple(problems))

    # How the parts are found

    def _circumstances(self) -> "Circumstances":
        from coopledger.book.draft import Circumstances

        now = self._clock()
        settings = self.workspace.settings
        return Circumstances(
            now=now.astimezone(UTC),
            today=now.astimezone(settings.zone).date(),
            recorded_by=self._recorded_by,
            party=settings.party,
            decimal=settings.decimal,
        )

    def _books(self, session: Session) -> list[Book]:
        """Every book, those without entries included, in the order of the files."""
        kept = session.books()
        ids = [terms.id for terms in self.proposed]
        if not kept and self.problems:
            raise Refused(self.problems)
        return [load(session, book) for book in [*ids, *(b for b in kept if b not in ids)]]

    def _terms(self, book: Book, day: date) -> Terms:
        return book.terms_on(day) if book.entries else self._proposal(book.id)

    def _proposal(self, programme: str) -> Terms:
        found = next((terms for terms in self.proposed if terms.id == programme), None)
        if found is None:
            raise Refused(self.problems or refuse("B154", typed=programme).problems)
        return found

    def _drift(self, book: Book) -> tuple[Change, ...]:
        """How the file differs from what is in force today; not at all before the adoption."""
        proposal = next((other for other in self.proposed if other.id == book.id), None)
        if proposal is None or not book.entries:
            return ()
        return drift(book.terms_on(self.today), proposal)

    def _chosen(
        self, session: Session, day: date, programme: str | None
    ) -> list[tuple[Book, Terms]]:
        views = [(book, self._terms(book, day)) for book in self._books(session)]
        if programme is None:
            return views
        chosen = programme_named(programme, [terms for _, terms in views])
        return [(book, terms) for book, terms in views if terms.id == chosen]

    def _resolved(self, draft: "Draft") -> "Draft":
        from coopledger.book.resolve import resolve

        with self._store.reading() as session:
            books = session.books()
            terms = [terms for _, terms in self._chosen(session, self.today, None)]
        try:
            return resolve(draft, terms, books)
        except Refused as refused:  # what is meant may stand in a file that cannot be read
            raise Refused([*refused.problems, *self.problems]) from None

    def _receipt(self, book: Book, admission: "Admission", *, adopted: bool, kept: bool) -> Receipt:
        terms, today = book.terms_on(admission.entry.occurred_on), self.today
        progress = programme_progress(book, book.terms_on(today), today)
        concerned = admission.entry
        if concerned.reverses is not None:
            concerned = book.entries[concerned.reverses - 1]
        found = (one for one in progress.pledges if one.pledge.id == concerned.pledge)
        assert book.head is not None
        return Receipt(
            entry=admission.entry,
            head=book.head,
            terms=terms,
            remarks=admission.remarks,
            already=admission.already,
            adopted=adopted,
            kept=kept,
            replaces=admission.replaced,
            progress=next(found, None),
        )


def _narrowed(views: list[ProgrammeProgress], pledge: str | None) -> tuple[ProgrammeProgress, ...]:
    """The programmes that hold the pledge named `pledge`, with nothing but it."""
    if pledge is None:
        return tuple(views)
    found = pledges_named(pledge, [view.terms for view in views])
    ids = {view.terms.id: {i.id for i in found if i.programme == view.terms.id} for view in views}
    return tuple(narrowed(view, ids[view.terms.id]) for view in views if ids[view.terms.id])
