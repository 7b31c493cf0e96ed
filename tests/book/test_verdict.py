"""The verdict: the engine checks itself beside the books, and whatever it meets is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from coopledger.book.evidence import Cabinet
from coopledger.book.sqlite import SqliteStore
from coopledger.book.store import Session
from coopledger.book.verdict import Verdict, judged
from coopledger.files import unwatched
from coopledger.ledger import Ledger
from coopledger.problem import Problem, Refused, refuse
from tests.book.drafts import CEMENT

PATIENCE = 20.0
"""Seconds after which something that waits for something else has waited in vain."""


class Checking(SqliteStore):
    """A store whose check of itself raises what a test says, or waits for who reads the books."""

    def __init__(self, store: SqliteStore, faults: Exception | None) -> None:
        super().__init__(store.path)
        self._faults = faults
        self.read = Event()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        self.read.set()
        with super().reading() as session:
            yield session

    def faults(self) -> tuple[Problem, ...]:
        if self._faults is not None:
            raise self._faults
        assert self.read.wait(PATIENCE), "the books wait until the engine has checked itself"
        return ()


@pytest.fixture
def store(ledger: Ledger) -> SqliteStore:
    ledger.append(CEMENT)
    return SqliteStore(ledger.workspace.ledger)


def verdict(store: Checking, ledger: Ledger) -> Verdict:
    cabinet: Cabinet = ledger.cabinet
    return judged(store, cabinet, None, (), unwatched)


def test_the_engine_checks_itself_while_the_books_are_read(
    store: SqliteStore, ledger: Ledger
) -> None:
    assert verdict(Checking(store, None), ledger).problems == ()


def test_damage_that_only_the_engine_meets_is_a_fault_and_the_books_are_read(
    store: SqliteStore, ledger: Ledger
) -> None:
    found = verdict(Checking(store, refuse("S106", file="ledger", cause="x")), ledger)
    assert [problem.code for problem in found.problems] == ["S106"]
    assert [head.seq for head in found.heads] == [2]


def test_what_keeps_the_engine_from_being_looked_at_is_no_verdict(
    store: SqliteStore, ledger: Ledger
) -> None:
    with pytest.raises(Refused) as refused:
        verdict(Checking(store, refuse("S103", file="ledger", cause="x")), ledger)
    assert [problem.code for problem in refused.value.problems] == ["S103"]


def test_a_mistake_of_ours_in_the_check_is_not_swallowed(
    store: SqliteStore, ledger: Ledger
) -> None:
    with pytest.raises(ZeroDivisionError):
        verdict(Checking(store, ZeroDivisionError()), ledger)


def test_damage_that_both_meet_is_said_once(ledger: Ledger) -> None:
    ledger.workspace.ledger.write_bytes(b"not a ledger" * 1000)
    assert [problem.code for problem in ledger.verify().problems] == ["S101"]
