"""Whatever is recorded says the same on both engines, to the byte, and is refused for the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON
from tests.book.histories import Fact, histories
from tests.conftest import PROGRAMMES, Clock, ServerClock
from tests.engines import Engine, InFile, OnServer

PERSON = "Lê Thị Mai"
FEWER = settings(max_examples=settings().max_examples // 10)
"""For what is recorded in a database each time."""


class Told(NamedTuple):
    """What became of each fact: its entry and remarks, or what it was refused for."""

    outcomes: Sequence[object]
    rows: object
    figures: object
    progress: object


def told(ledgers: Sequence[Ledger], clock: Clock, engine: Engine, facts: Sequence[Fact]) -> Told:
    """What comes of `facts`, recorded by turns with each of `ledgers`, which are one."""
    numbers: dict[int, int] = {}
    outcomes: list[object] = []
    for (place, (draft, about)), ledger in zip(enumerate(facts), cycle(ledgers), strict=False):
        clock.advance(minutes=1)
        number = numbers.get(about, 99) if about is not None else None
        concerns = f"{BIM_SON}#{number}" if number is not None else None
        try:
            receipt = ledger.append(replace(draft, programme=BIM_SON, concerns=concerns))
        except Refused as refused:
            outcomes.append(refused.problems)
        else:
            numbers[place] = receipt.entry.seq
            outcomes.append((receipt.entry, receipt.already, receipt.remarks, receipt.progress))
    ledger = ledgers[0]
    progress = ledger.progress(date(2026, 1, 31))
    with ledger._store.reading() as session:
        figures = session.figures(BIM_SON)
    assert ledger.verify().problems == ()
    return Told(outcomes, engine.rows(), figures, progress)


@FEWER
@given(histories())
def test_a_history_goes_the_same_way_on_both_engines(
    shared: OnServer, tmp_path_factory: pytest.TempPathFactory, facts: list[Fact]
) -> None:
    """On the server it is two logins who record, by turns, and are one person."""
    shared.empty()
    folder = tmp_path_factory.mktemp("workspace")
    (folder / PROGRAMMES.name).write_bytes(PROGRAMMES.read_bytes())
    here = workspace_in(folder)
    by_itself, told_by_server = Clock(), ServerClock(shared.server, shared.database)
    in_file = Ledger(here, clock=by_itself, recorded_by=PERSON)
    on_server = [
        Ledger(here.with_ledger(address), clock=told_by_server, recorded_by="")
        for address in (shared.address(), shared.known_as(PERSON)["COOP_LEDGER"])
    ]
    assert told(on_server, told_by_server, shared, facts) == told(
        [in_file], by_itself, InFile(folder), facts
    )
