"""What is measured is the same each time, and the same for every program."""

import json
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

import peers
import workspaces
from deliveries import LAST_YEAR, by_year, deliveries
from ratios import Ratio, table
from timing import COOP, Command, run


def test_as_many_as_asked_for_and_the_same_each_time() -> None:
    made = list(deliveries(500))
    assert made == list(deliveries(500)) == list(islice(deliveries(900), 500))
    assert len({one.document for one in made}) == 500
    assert {one.day.year for one in made} == {2022, 2023, 2024, LAST_YEAR}
    assert max(one.day for one in deliveries(2_000)) == date(LAST_YEAR, 10, 15)


def test_the_last_year_is_the_same_however_many_there_are() -> None:
    assert by_year(deliveries(10)).keys() == {LAST_YEAR}
    assert len({by_year(deliveries(count))[LAST_YEAR] for count in (10, 100, 1_000)}) == 1


def test_every_program_gives_the_figures_that_were_generated(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    workspaces.table(folder, 40)
    workspaces.imported(folder)
    peers.write_journals(folder, 40)
    peers.check(peers.installed(), folder, 40)
    for program in peers.installed():
        with pytest.raises(SystemExit, match=f"^{program.name} answers"):
            peers.check([program], folder, 41)


def test_each_of_many_programmes_is_adopted_with_one_delivery(tmp_path: Path) -> None:
    names = workspaces.programmes(tmp_path / "many", 3)
    status = Command((*COOP, "status", "--format", "json", "--quiet"), tmp_path / "many")
    shown = json.loads(run(status).said)["programmes"]
    assert [one["id"] for one in shown] == list(names)
    assert {one["agreement"]["adoption"] for one in shown} == {"first"}
    assert [one["head"]["seq"] for one in shown] == [2, 2, 2]


def test_a_ratio_is_above_only_beyond_what_is_allowed() -> None:
    near, far = Ratio("near", 1.3, 1.0, "s", 1.2), Ratio("far", 1.5, 1.0, "s", 1.2)
    assert [one.exceeds() for one in (near, far)] == [True, True]
    assert [one.exceeds(1.15) for one in (near, far)] == [False, True]
    assert not Ratio("shown", 9.0, 1.0, "s").exceeds()
    assert [line.count("above") for line in table(("a", "b"), [near])] == [0, 0, 1]
