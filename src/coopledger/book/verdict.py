"""The verdict on a ledger: the engine, every book, the evidence, and the heads somebody kept."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import NamedTuple, TypeVar

from coopledger.book.chain import Head
from coopledger.book.entry import Entry
from coopledger.book.evidence import Cabinet
from coopledger.book.kept import KeptBook
from coopledger.book.recount import Recount, miscounted
from coopledger.book.seal import broken
from coopledger.book.store import Indexed, Session, Store
from coopledger.book.verify import Verified, verify_book
from coopledger.files import Watch, unwatched
from coopledger.problem import Problem, Refused, refuse

T = TypeVar("T")

_DAMAGE = frozenset({"S101", "S106"})
"""What a ledger file that was damaged can look like."""


class Verdict(NamedTuple):
    """What verification found: the head of every book, and every fault.

    `expected` are the heads the books were held against, `files` how much evidence was read.
    """

    heads: tuple[Head, ...]
    problems: tuple[Problem, ...]
    expected: tuple[Head, ...] = ()
    files: int = 0


def judged(  # noqa: PLR0913, PLR0917 - what to look at, by what, and what is told of it
    store: Store,
    cabinet: Cabinet,
    programme: str | None,
    expected: Sequence[Head],
    watch: Watch,
    count: Watch = unwatched,
) -> Verdict:
    """The verdict on every book, or on one, held against those of the heads `expected` it is of.

    `watch` is told how many bytes of a file of evidence are done, `count` how many entries of a
    book. Raises `Refused`: B154 where `programme` is the id of no book, and S102-S105 where the
    ledger cannot be looked at, which says nothing of the books in it.
    """
    books: list[str] = []
    found: list[Verified] = []
    expected = [head for head in expected if programme in {None, head.book}]

    def judge(book: str, session: Indexed) -> None:
        found.append(_verified(session, book, expected, count))

    engine = _beside(store.faults)
    damage = [*_read(store, lambda session: books.extend(session.books()))]
    if programme is not None and programme not in books and not damage:
        raise refuse("B154", typed=programme, programmes=tuple(books))
    for book in books if programme is None else [programme]:
        damage += _read(store, partial(judge, book))  # which keeps nobody from judging the next
    problems = [*_or_damage(engine)]
    for problem in damage:
        if problem not in problems:
            problems.append(problem)
    if damage:  # what could not be read is not gone for that
        readable = {one.id for one in found}
        expected = [head for head in expected if head.book in readable]
    problems += [problem for one in found for problem in one.problems]
    problems += broken(expected, found)
    evidence = [item for one in found for item in one.evidence]
    problems += cabinet.faults(evidence, watch)
    heads = tuple(one.head for one in found if one.head is not None)
    files = len({file.sha256 for _, file in evidence})
    return Verdict(heads, tuple(problems), tuple(expected), files)


def _read(store: Store, look: Callable[[Indexed], object]) -> Sequence[Problem]:
    """Look at what is in the ledger; the damage that kept from it."""

    def read() -> Sequence[Problem]:
        with store.reading() as session:
            look(session)
        return ()

    return _or_damage(read)


def _or_damage(look: Callable[[], Sequence[Problem]]) -> Sequence[Problem]:
    """What `look` finds, or the damage that kept it from looking. Raises any other `Refused`."""
    try:
        return look()
    except Refused as refused:
        if all(problem.code in _DAMAGE for problem in refused.problems):
            return refused.problems
        raise


def _beside(look: Callable[[], T]) -> Callable[[], T]:
    """Start `look` now, on another core where there is one; what is returned waits for its end.

    An engine checks itself without the interpreter, so that both are done in the time of one.
    Who breaks off does not wait for it.
    """
    found: Future[T] = Future()

    def work() -> None:
        try:
            found.set_result(look())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            found.set_exception(error)

    Thread(target=work, daemon=True).start()
    return found.result


def _verified(session: Indexed, book: str, expected: Sequence[Head], count: Watch) -> Verified:
    """A book, and whether the figures kept of it are what it adds up to.

    Figures that go up to another head than the book's nobody looks at.
    """
    recounted = Recount()
    last = session.last(book)
    length = last.seq if last is not None else 0

    def hear(entry: Entry) -> None:
        recounted.add(entry)
        count(book, entry.seq, length)

    unheard = count is unwatched  # as it is off a terminal; a call for every entry would be felt
    found = verify_book(session, book, expected, recounted.add if unheard else hear)
    if found.problems or found.head is None or session.counted(book) != found.head:
        return found
    figures = recounted.figures(KeptBook(session, found.head))
    return found._replace(problems=tuple(miscounted(session, book, figures)))


def recount(store: Store, programme: str | None) -> None:
    """Count the figures of every book anew, or of one, where nothing else is wrong with it.

    Raises `Refused` as the store does.
    """

    def fill(session: Session) -> None:
        for book in session.books() if programme is None else (programme,):
            session.hold(book)
            recounted = Recount()
            found = verify_book(session, book, (), recounted.add)
            if found.head is not None and not found.problems:
                figures = recounted.figures(KeptBook(session, found.head))
                session.count(found.head, figures.days, anew=True)

    store.written(fill)
