"""The façade and the Python API: open a workspace, append, read progress.

Everything the command line shows comes through here, and everything it records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coopledger.book import Book, Entry, Head, Kind, Recorded, Stage
from coopledger.book.kept import opened
from coopledger.book.known import Known, check, read_known
from coopledger.book.names import entry_named, party_named, pledges_named, programme_named
from coopledger.book.store import Apart, Inserting, Session, Speaking, load
from coopledger.book.stores import store_at
from coopledger.files import Watch, unwatched
from coopledger.problem import Problem, Refused, Remark, refuse
from coopledger.progress import (
    Period,
    PledgeProgress,
    ProgrammeProgress,
    narrowed,
    programme_progress,
    progress_of,
)
from coopledger.terms import Terms, lookup
from coopledger.terms.drift import Change, drift
from coopledger.terms.workspace import (
    ProgrammesFile,
    Workspace,
    proposed_terms,
    together,
    workspace_in,
)
from coopledger.text import clean, nearest

if TYPE_CHECKING:  # what records and verifies is loaded when something is
    from coopledger.book.admission import Admission
    from coopledger.book.appending import Appended
    from coopledger.book.batch import Batch
    from coopledger.book.chain import Growth
    from coopledger.book.copying import Kept
    from coopledger.book.draft import Circumstances, Draft
    from coopledger.book.evidence import Cabinet
    from coopledger.book.handover import Handover
    from coopledger.book.verdict import Verdict


T = TypeVar("T")


class Receipt(NamedTuple):
    """What an append came to.

    `already` says that nothing was added because `entry` stood there before; `adopted` that the
    terms of the file were adopted as entry 1 in the same transaction; `kept` is false for a dry
    run; `replaces` is the entry that was reversed to make room. `progress` is the pledge after the
    entry, as of today; `concerned` what the entry is about, `changes` what an agreement changed.
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
    concerned: Entry | None
    changes: tuple[Change, ...]


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
        self._store = store_at(workspace.settings.ledger or workspace.ledger)

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
    def server(self) -> str | None:
        """The address of the server that has the ledger, as it is shown; None if a file is it."""
        return self._store.server

    @property
    def today(self) -> date:
        """The day in the workspace's time zone."""
        return self._clock().astimezone(self.workspace.settings.zone).date()

    @cached_property
    def _files(self) -> tuple[ProgrammesFile, ...]:
        return tuple(ProgrammesFile(source) for source in self.workspace.sources)

    @cached_property
    def _read_before(self) -> Mapping[str, tuple[str, ...]]:
        """The programmes in files that were read before, by digest; none where nobody can tell."""
        with suppress(Refused), self._store.reading() as session:
            return session.files()
        return {}

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        """Read the ledger, once it is known which files were read before.

        Who asked for that in between would wait for a writer, who waits for the end of reading.
        """
        assert self._read_before is not None
        with self._store.reading() as session:
            yield session

    def _asked(self, look: Callable[[Session], T]) -> T:
        """What `look` finds in the ledger, as `_reading`."""
        assert self._read_before is not None
        return self._store.asked(look)

    def _ids_in(self, file: ProgrammesFile) -> tuple[str, ...]:
        known = self._read_before.get(file.digest or "")
        return known if known is not None else tuple(terms.id for terms in file.proposed[0])

    @property
    def proposed(self) -> tuple[Terms, ...]:
        """The terms in the workspace's files."""
        return together(self._files)[0]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the workspace's files; adopted terms are in force regardless.

        A file in which nothing was wrong before, and which is the same, is not read again.
        """
        ids = [id_ for file in self._files for id_ in self._ids_in(file)]
        new = [file for file in self._files if file.digest not in self._read_before]
        return together(new if len(set(ids)) == len(ids) else self._files)[1]

    # What was agreed and how far it is kept

    def terms(
        self, as_of: date | None = None, *, programme: str | None = None
    ) -> tuple[Terms, ...]:
        """The terms of every programme on a day: in force, or proposed where none are."""
        with self._reading() as session:
            books = self._chosen(session, programme)
            return tuple(self._terms(book, as_of or self.today) for book in books)

    def day(self, as_of: date | None = None, known: Known | None = None) -> date:
        """The day a view is of: the one asked for, else that of what was known, else today."""
        if as_of is None and known is not None:
            with self._reading() as session:
                books = self._chosen(session, None, known)
                as_of = known.day(books, self.workspace.settings.zone)
        return as_of or self.today

    def known(self, typed: Sequence[str]) -> Known | None:
        """What `typed` times or heads stand for. Raises `Refused` as `read_known` does."""
        if not typed:
            return None
        return read_known(typed, self.workspace.settings.zone, self._clock())

    def progress(  # noqa: PLR0913 - what to look at, each by name
        self,
        as_of: date | None = None,
        *,
        known: Known | None = None,
        programme: str | None = None,
        pledge: str | None = None,
        party: str | None = None,
        detailed: bool = True,
    ) -> tuple[ProgrammeProgress, ...]:
        """How far each programme is kept as of a day (default today).

        Unless `detailed` entries are counted and not listed. With `known` only by what was recorded
        then; programmes whose book had no entry yet are left out. `programme`, `pledge` and `party`
        narrow it to what they name. Raises `Refused`: B150-B158 where they name nothing or several
        things, B172 and B173 for heads that do not stand in the books, and where files or ledger
        cannot be read.
        """
        day = self.day(as_of, known)
        with self._reading() as session:
            views = [
                programme_progress(book, self._terms(book, day), day, detailed=detailed)._replace(
                    drift=self._drift(session, book) if known is None else ()
                )
                for book in self._chosen(session, programme, known)
            ]
        return _narrowed(_with_party(views, party), pledge)

    def year(  # noqa: PLR0913 - what to look at, each by name
        self,
        period: Period,
        as_of: date | None = None,
        *,
        known: Known | None = None,
        programme: str | None = None,
        pledge: str | None = None,
        detailed: bool = True,
    ) -> tuple[ProgrammeProgress, ...]:
        """The year's line of every pledge, and what happened in the period.

        Unless `detailed` what awaits an answer is counted and not listed. Everything goes by the
        terms effective on the period's last day; while the period lasts, states and what is due are
        as of the day (default today). It says nothing of the files, so that it can be made again
        from the books alone.
        """
        day = min(period.through, self.day(as_of, known))
        with self._reading() as session:
            views = [
                programme_progress(
                    book,
                    self._terms(book, period.through),
                    day,
                    period,
                    eve=self._terms(book, period.eve),
                    detailed=detailed,
                )
                for book in self._chosen(session, programme, known)
            ]
        return _narrowed(views, pledge)

    # The book

    def append(
        self,
        draft: "Draft",
        *,
        evidence: Sequence[Path] = (),
        dry_run: bool = False,
        watch: Watch = unwatched,
    ) -> Receipt:
        """Record `draft`, durably and once; with `dry_run` judge it and keep nothing.

        The first record of a programme adopts the terms of the file in the same transaction. Files
        are kept before the entry that names them; `watch` is told how far that is. Raises
        `Refused` with every reason against it; then nothing has changed.
        """
        found, unread = self.cabinet.look(evidence, watch) if evidence else ({}, ())
        try:
            draft = self._resolved(replace(draft, evidence=tuple(found) or draft.evidence))
            if self._store.absent or evidence:  # what is refused shall make no file
                receipt = self._appended(draft, keep=False)
                if not unread and (dry_run or receipt.already):
                    return receipt._replace(kept=not dry_run)
        except Refused as refused:
            raise Refused([*refused.problems, *unread]) from None
        if unread:
            raise Refused(unread)
        if found:
            self.cabinet.keep(found, watch)
        return self._appended(draft, keep=not dry_run)

    def _appended(self, draft: "Draft", *, keep: bool) -> Receipt:
        from coopledger.book.appending import appended

        def proposal() -> Terms:
            assert draft.programme is not None
            return self._proposal(draft.programme)

        def receipt(session: Session, done: "Appended") -> Receipt:
            self._agree(session, done.book)
            return self._receipt(done.book, done.admission, adopted=done.adopted, kept=keep)

        return appended(self._store, draft, self._circumstances, proposal, receipt, keep=keep)

    def append_all(self, run: Callable[["Batch"], T], *, dry_run: bool = False) -> T:
        """Let `run` append to a batch, in one transaction; where it raises, nothing has changed.

        The drafts in it hold amounts as programs write them: with a point. `run` may be called
        again, where somebody else made the ledger meanwhile.
        """

        def fill(session: Session) -> T:
            books = self._books(session)
            batch = self._batch(
                session,
                books,
                lambda name: opened(session, name),
                self._proposal,
                session.speaking(),
            )
            found = run(batch)
            for book in batch.count(session):
                self._agree(session, book)
            return found

        return self._filled(fill, dry_run=dry_run)

    def _filled(self, fill: Callable[[Session], T], *, dry_run: bool) -> T:
        """Let `fill` write in one transaction; what is refused makes no file."""
        if dry_run or not self._store.absent:
            return self._store.written(fill, keep=not dry_run)
        return self._store.founded(fill)

    def apart(self, programme: str, run: Callable[["Batch"], object]) -> Book:
        """The book that begins with a programme's terms in force and holds what `run` appends.

        Nothing of it is kept: it is what somebody else's table would come to. Raises `Refused` as
        `run` does, B154 and B155 as programmes are named.
        """
        (terms,) = self.terms(programme=programme)
        session = Apart()
        run(self._batch(session, [Book(terms.id)], Book, lambda _: terms))
        return load(session, terms.id)

    def _batch(
        self,
        session: Inserting,
        books: Sequence[Book],
        open_: Callable[[str], Book],
        proposal: Callable[[str], Terms],
        speaking: Speaking | None = None,
    ) -> "Batch":
        from coopledger.book.batch import Batch

        today = self.today
        terms = [book.terms_on(today) if book.length else proposal(book.id) for book in books]
        return Batch(
            session,
            open_,
            self._circumstances(speaking)._replace(decimal="."),
            lambda draft: self._meaning(draft, terms, ()),
            proposal,
        )

    def entries(  # noqa: PLR0913 - what to list, each by name
        self,
        *,
        programme: str | None = None,
        pledge: str | None = None,
        as_of: date | None = None,
        known: Known | None = None,
        after: Sequence[Head] = (),
        pending: bool = False,
    ) -> tuple[Recorded, ...]:
        """The entries of the books in order, those that concern an entry included with it.

        `as_of` leaves out what occurred later, `known` what was recorded later, `after` all up to
        the heads and other books; `pending` leaves in only what awaits an answer.
        """
        day = self.day(as_of, known)
        with self._reading() as session:
            books = [book.whole for book in self._chosen(session, programme, known)]
        named = pledges_named(pledge, [self._terms(book, day) for book in books]) if pledge else []
        wanted = {(item.programme, item.id) for item in named}
        behind = {book.id: _behind(book, after) for book in books}
        return tuple(
            recorded
            for book in books
            for recorded in book.recorded(day)
            if (pledge is None or (book.id, book.subject(recorded.entry).pledge) in wanted)
            and (as_of is None or recorded.entry.occurred_on <= as_of)
            and (not pending or recorded.awaits is not None)
            and recorded.entry.seq > behind[book.id]
        )

    def entry(self, name: str, *, programme: str | None = None) -> tuple[Recorded, ...]:
        """The entry called `name`, and after it all that refer to it."""
        with self._reading() as session:
            if programme is not None:
                (named,) = self._chosen(session, programme)
                programme = named.id
            book_id, seq = entry_named(name, programme, session.books())
            book = opened(session, book_id)
            if (entry := book.find(seq)) is None:
                last = f"{book_id}#{book.length}" if book.length else None
                raise refuse("B122", entry=f"{book_id}#{seq}", last=last)
            found = (entry, *book.referring(entry))
            return tuple(book.shown(one, self.today) for one in found)

    def handover(self, name: str, *, programme: str | None = None) -> "Handover":
        """What the entry called `name` handed over. Raises `Refused` as `entry`, B134 and B177."""
        from coopledger.book.handover import handover

        recorded = self.entry(name, programme=programme)[0]
        (head,) = self.heads(recorded.entry.book)
        return handover(recorded, head)

    def expected(
        self, pledge: str, *, programme: str | None = None, stage: Stage | None = None
    ) -> "Handover":
        """What is to be handed over under `pledge`, of which nothing is recorded yet.

        Raises `Refused`: B151 no such pledge, B152 several, B154 and B155 as programmes are named,
        B177 where only money is promised.
        """
        from coopledger.book.handover import expected

        terms = self.terms(programme=programme)
        found = pledges_named(pledge, terms)
        if len(found) > 1:
            raise refuse("B152", typed=pledge, candidates=tuple(item.full for item in found))
        (of,) = (one for one in terms if one.id == found[0].programme)
        return expected(of, of.pledges[found[0].id], stage)

    def extract(
        self, recorded: Sequence[Recorded], folder: Path, watch: Watch = unwatched
    ) -> tuple[Path, ...]:
        """Copy the evidence of entries into `folder`. Raises `Refused` as `Cabinet.extract`."""
        named = [(one.entry.name, file) for one in recorded for file in one.entry.evidence or ()]
        return self.cabinet.extract(named, folder, watch)

    def books(
        self, programme: str | None = None, *, known: Known | None = None
    ) -> tuple[Book, ...]:
        """The books that have entries, or the one of a programme, whole or as they were known.

        Raises `Refused`: B154 and B155 as programmes are named, B172 and B173 as heads are.
        """
        with self._reading() as session:
            books = self._chosen(session, programme, known)
            return tuple(book.whole for book in books if book.length)

    @contextmanager
    def kept(self, programme: str | None = None) -> "Iterator[Kept]":
        """The books, or the one of a programme, exactly as they are, from one state of the ledger.

        Raises `Refused`: X502 with every fault of them, B154 and B155 as programmes are named.
        """
        from coopledger.book.copying import Kept

        with self._reading() as session:
            books = session.books()
            if programme is not None:
                books = tuple(b.id for b in self._chosen(session, programme) if b.length)
            yield Kept(session, books)

    def restore(self, copy: "Kept", *, dry_run: bool = False) -> "tuple[Growth, ...]":
        """Bring the books of `copy` into the ledger. Raises `Refused` as `restored` does."""
        from coopledger.book.copying import restored

        return self._filled(lambda session: restored(session, copy), dry_run=dry_run)

    # Proof

    def heads(self, programme: str | None = None) -> tuple[Head, ...]:
        """The heads of the books that have entries."""
        with self._reading() as session:
            heads = (book.head for book in self._chosen(session, programme))
            return tuple(head for head in heads if head is not None)

    def verify(
        self,
        programme: str | None = None,
        *,
        expected: Sequence[Head] = (),
        watch: Watch = unwatched,
        count: Watch = unwatched,
    ) -> "Verdict":
        """Check every book, or one, down to the last byte, and the evidence behind it.

        `expected` are heads somebody kept: the books have to say still what they said there. What
        is found is not raised. `watch` is told of files of evidence, `count` of entries. Raises
        `Refused`: B154 where `programme` is the id of no book, and S102-S105 where the file cannot
        be looked at, which says nothing of the books in it.
        """
        from coopledger.book.verdict import judged

        return judged(self._store, self.cabinet, programme, expected, watch, count)

    def recount(self, programme: str | None = None) -> None:
        """Count the running figures of every book anew, or of one, from its entries.

        Books with which something else is wrong are left as they are.
        """
        from coopledger.book.verdict import recount

        if not self._store.absent:
            recount(self._store, programme)

    # How the parts are found

    def _circumstances(self, speaking: Speaking | None) -> "Circumstances":
        from coopledger.book.draft import Circumstances

        settings = self.workspace.settings
        now, person, party = self._clock(), self._recorded_by, settings.party
        if speaking is not None:
            now, person, parties = speaking
            own = parties[0] if len(parties) == 1 else None
            party = party if party in parties else own
        return Circumstances(
            now=now.astimezone(UTC),
            today=now.astimezone(settings.zone).date(),
            recorded_by=person,
            party=party,
            decimal=settings.decimal,
        )

    @cached_property
    def cabinet(self) -> "Cabinet":
        """The evidence behind the entries."""
        from coopledger.book.evidence import Cabinet

        return Cabinet(self._store.shelf(self.workspace.evidence))

    def _books(self, session: Session, programme: str | None = None) -> list[Book]:
        """Every book, those without entries included, in the order of the files.

        Who asks by its very id for one `programme` does not pay for the others.
        """
        kept = session.books()
        if not kept and self.problems:
            raise Refused(self.problems)
        ids = dict.fromkeys((*(id_ for f in self._files for id_ in self._ids_in(f)), *kept))
        return [opened(session, book) for book in ([programme] if programme in ids else ids)]

    def _terms(self, book: Book, day: date) -> Terms:
        return book.terms_on(day) if book.length else self._proposal(book.id)

    def _proposal(self, programme: str) -> Terms:
        file = self._file_of(programme)
        if file is None:
            there = tuple(terms.id for terms in self.proposed)
            raise Refused(
                self.problems or [Problem("B154", {"typed": programme, "programmes": there})]
            )
        return next(terms for terms in file.proposed[0] if terms.id == programme)

    def _file_of(self, programme: str) -> ProgrammesFile | None:
        """The file that proposes the terms of a programme."""
        return next((file for file in self._files if programme in self._ids_in(file)), None)

    def _drift(self, session: Session, book: Book) -> tuple[Change, ...]:
        """How the file differs from what was adopted last; not at all before the adoption."""
        file = self._file_of(book.id)
        if file is None or not book.length or session.agreed(book.id) == file.digest:
            return ()
        return self._changes(book)

    def _changes(self, book: Book) -> tuple[Change, ...]:
        return drift(book.agreements[-1].in_force, self._proposal(book.id))

    def _agree(self, session: Session, book: Book) -> None:
        """Keep that the file says what `book` adopted, if it does: nobody reads it again."""
        file = self._file_of(book.id)
        if file is None or file.digest is None or session.agreed(book.id) == file.digest:
            return
        if not self._changes(book) and file.digest_now() == file.digest:
            session.agree(book.id, file.digest, self._ids_in(file))

    def _chosen(
        self, session: Session, programme: str | None, known: Known | None = None
    ) -> list[Book]:
        """The books, or the one that is named; with `known` as far as they were known then."""
        books = self._books(session, programme if known is None else None)
        if known is not None:
            known.check(books)
        if programme is not None:
            named = programme_named(programme, [self._terms(book, self.today) for book in books])
            books = [book for book in books if book.id == named]
        if known is None:
            return books
        return [prefix for book in books if (prefix := known.of(book)) is not None]

    def _resolved(self, draft: "Draft") -> "Draft":
        return self._meaning(*self._asked(lambda session: self._about(session, draft)))

    def _about(
        self, session: Session, draft: "Draft"
    ) -> "tuple[Draft, Sequence[Terms], Sequence[str]]":
        """A draft that says which book, the terms that may be meant, and the books there are."""
        named = draft.programme or (draft.concerns or "").rpartition("#")[0]
        books = self._books(session, named)
        if draft.kind is Kind.AGREEMENT and draft.programme is None and draft.concerns is None:
            differing = [book.id for book in books if self._drift(session, book)]
            draft = replace(draft, programme=differing[0] if len(differing) == 1 else None)
        kept = tuple(book.id for book in books if book.length)
        return draft, [self._terms(book, self.today) for book in books], kept

    def _meaning(self, draft: "Draft", terms: Sequence[Terms], kept: Sequence[str]) -> "Draft":
        """What a draft means by `terms`. Raises `Refused` as `resolve` does."""
        from coopledger.book.resolve import resolve

        try:
            return resolve(draft, terms, kept)
        except Refused as refused:  # what is meant may stand in a file that cannot be read
            raise Refused([*refused.problems, *self.problems]) from None

    def _receipt(self, book: Book, admission: "Admission", *, adopted: bool, kept: bool) -> Receipt:
        today = self.today
        terms = book.terms_on(today)
        pledge = terms.pledges.get(book.subject(admission.entry).pledge or "")
        assert book.head is not None
        return Receipt(
            entry=admission.entry,
            head=book.head,
            terms=book.told_in(admission.entry),
            remarks=admission.remarks,
            already=admission.already,
            adopted=adopted,
            kept=kept,
            replaces=admission.replaced,
            progress=progress_of(pledge, book, terms, today) if pledge is not None else None,
            concerned=book.find(admission.entry.concerns or 0),
            changes=admission.changes,
        )


def _behind(book: Book, heads: Sequence[Head]) -> int:
    """The number up to which the entries of `book` are known to who keeps `heads`.

    All of a book that no head is about. Raises `Refused` (B172, B173) as `check` does.
    """
    about = [head for head in heads if head.book == book.id]
    for head in about:
        check(head, book)
    return max((head.seq for head in about), default=book.length if heads else 0)


def _with_party(views: list[ProgrammeProgress], party: str | None) -> list[ProgrammeProgress]:
    """The programmes in which a party has a say. Raises `Refused`: B150 in none, B158 several."""
    if party is None:
        return views
    items = lookup.parties(view.terms for view in views)
    found = party_named(party, items)
    chosen = [view for view in views if found in view.terms.speakers]
    if not chosen:
        known = tuple(dict.fromkeys(name for view in views for name in view.terms.speakers))
        raise refuse("B150", typed=party, parties=known, nearest=nearest(party, known))
    return chosen


def _narrowed(views: list[ProgrammeProgress], pledge: str | None) -> tuple[ProgrammeProgress, ...]:
    """The programmes that hold the pledge named `pledge`, with nothing but it."""
    if pledge is None:
        return tuple(views)
    found = pledges_named(pledge, [view.terms for view in views])
    ids = {view.terms.id: {i.id for i in found if i.programme == view.terms.id} for view in views}
    return tuple(narrowed(view, ids[view.terms.id]) for view in views if ids[view.terms.id])
