"""Wherever the wire to a server is cut, what is acknowledged stands there, and once."""

from collections.abc import Callable
from contextlib import closing
from itertools import chain, count
from pathlib import Path

import pytest

from coopledger.book.postgres import store
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON, CEMENT, cement
from tests.book.postgres.conftest import Opened
from tests.conftest import ServerClock
from tests.postgres import OFFICE, Postgres
from tests.wire import Cut, Wire

By = Callable[[Wire], Ledger]

either_way = pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER], ids=lambda cut: cut.value)


@pytest.fixture
def by(
    database: str, workspace: Path, server_clock: ServerClock, monkeypatch: pytest.MonkeyPatch
) -> By:
    """A ledger that comes to its server by a wire, and does not wait before it tries again."""
    monkeypatch.setattr(store, "_SHORT", 0)
    monkeypatch.setattr(store, "_LONG", 0)

    def by(wire: Wire) -> Ledger:
        address = f"postgresql://{OFFICE}@127.0.0.1:{wire.port}/{database}"
        plain = f"{address}?sslmode=disable&gssencmode=disable"
        at = workspace_in(workspace).with_ledger(plain)
        return Ledger(at, clock=server_clock, recorded_by="nobody")

    return by


@either_way
@pytest.mark.parametrize("key", [None, "import-1"])
def test_an_append_is_acknowledged_and_stands_there_once_wherever_the_wire_is_cut(
    key: str | None, by: By, postgres: Postgres, opened: Opened, cut: Cut
) -> None:
    with closing(Wire(postgres.port)) as wire:
        ledger = by(wire)
        requests = chain([1], count(1))  # on no connection yet, and then on one that is there
        for number, request in enumerate(requests, start=2):
            wire.cut_at(request, cut)
            draft = cement(quantity=f"{number} kg", document=None, key=key and f"{key}-{number}")
            receipt = ledger.append(draft)
            assert (receipt.entry.name, receipt.already) == (f"{BIM_SON}#{number}", False)
            if wire.left:
                break
    assert request > 20
    verdict = opened(OFFICE).verify()
    assert ([head.seq for head in verdict.heads], verdict.problems) == ([number], ())


@either_way
def test_who_is_cut_off_for_good_is_told_what_is_known(
    by: By, postgres: Postgres, opened: Opened, monkeypatch: pytest.MonkeyPatch, cut: Cut
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0)
    monkeypatch.setattr(store, "_AT_FIRST", 0)
    opened(OFFICE).append(CEMENT)
    told, kept, seen = [], [], opened(OFFICE)
    for request in count(1):
        with closing(Wire(postgres.port)) as wire:
            wire.cut_at(request, cut, for_good=True)
            try:
                by(wire).append(cement(quantity=f"{request} kg"))
            except Refused as refused:
                told.append(refused.problems[0].code)
                kept.append(len(seen.entries(programme=BIM_SON)) > 2)
            else:
                break
    assert wire.left
    assert told == ["S131"] * (len(told) - 1) + ["S138"]
    assert kept == [False] * (len(kept) - 1) + [cut is Cut.AFTER]
    assert seen.verify().problems == ()


def test_a_commit_that_arrives_after_its_client_was_cut_off_is_waited_for(
    by: By, postgres: Postgres, opened: Opened
) -> None:
    many = 100
    with closing(Wire(postgres.port)) as wire:
        ledger = by(wire)
        ledger.append(CEMENT)
        wire.cut_at(many, Cut.LATE)
        ledger.append(cement(quantity="2 kg"))
        wire.cut_at(many - wire.left, Cut.LATE)
        receipt = ledger.append(cement(quantity="3 kg"))
        assert not wire.left
    assert (receipt.entry.name, receipt.already) == (f"{BIM_SON}#4", False)
    verdict = opened(OFFICE).verify()
    assert ([head.seq for head in verdict.heads], verdict.problems) == ([4], ())
