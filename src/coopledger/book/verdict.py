"""The verdict on a ledger: the engine, every book, the evidence, and the heads somebody kept."""

from collections.abc import Sequence
from typing import NamedTuple

from coopledger.book.chain import Head
from coopledger.book.evidence import Cabinet
from coopledger.book.seal import broken
from coopledger.book.store import Store
from coopledger.book.verify import Verified, verify_book
from coopledger.files import Watch
from coopledger.problem import Problem, Refused, refuse

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


def judged(
    store: Store, cabinet: Cabinet, programme: str | None, expected: Sequence[Head], watch: Watch
) -> Verdict:
    """The verdict on every book, or on one, held against those of the heads `expected` it is of.

    Raises `Refused`: B154 where `programme` is the id of no book, and S102-S105 where the ledger
    cannot be looked at, which says nothing of the books in it.
    """
    problems: list[Problem] = []
    found: list[Verified] = []
    expected = [head for head in expected if programme in {None, head.book}]
    try:
        problems += store.faults()
        with store.reading() as session:
            books = session.books()
            chosen = books if programme is None else [programme]
            found.extend(verify_book(session, book) for book in chosen)
    except Refused as refused:
        if not all(problem.code in _DAMAGE for problem in refused.problems):
            raise
        problems += refused.problems
        read = {one.id for one in found}  # what could not be read is not gone for that
        expected = [head for head in expected if head.book in read]
    else:
        if programme is not None and programme not in books:
            raise refuse("B154", typed=programme, programmes=books)
    problems += [problem for one in found for problem in one.problems]
    problems += broken(expected, found)
    evidence = [item for one in found for item in one.evidence]
    problems += cabinet.faults(evidence, watch)
    heads = tuple(one.head for one in found if one.head is not None)
    files = len({file.sha256 for _, file in evidence})
    return Verdict(heads, tuple(problems), tuple(expected), files)
