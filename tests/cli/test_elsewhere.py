"""Pledges made elsewhere in Vietnam are shown and recorded without new code."""

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.coop import Coop

ELSEWHERE = Path(__file__).parents[1] / "elsewhere" / "programmes.yaml"


@pytest.fixture
def elsewhere(tmp_path: Path, coop_in: Callable[[Path], Coop]) -> Coop:
    shutil.copy(ELSEWHERE, tmp_path)
    return coop_in(tmp_path)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["status", "report --year 2023", "pledges"])
def test_every_pledge_is_shown(command: str, lang: str, elsewhere: Coop) -> None:
    record = json.loads(elsewhere("pledges", "--format", "json").out)
    areas = [area for programme in record["programmes"] for area in programme["content_areas"]]
    ids = [pledge["id"] for area in areas for pledge in area["pledges"]]
    assert len(ids) > 10
    shown = elsewhere(*command.split(), "--lang", lang).out
    assert [one for one in ids if one not in shown] == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ('record-delivery --quantity "20 cow" --pledge breeding-cows', "20 of 150 cows"),
        ("record-delivery --quantity 40000 --pledge mulberry-seedlings", "100.0%"),
        ('record-disbursement --amount "USD 4400" --pledge water-project', "100.0%"),
        ('record-disbursement --amount "5 tỷ" --pledge one-school', "5 billion of VND 20 billion"),
        ("record-delivery --quantity 1 --pledge visits", "1 of 10 visits"),
        (
            "record-delivery --tonnes 10 --pledge cement-given-back --share commune-01",
            "10 of 6,000 t",
        ),
    ],
    ids=["cows", "seedlings", "dollars", "a school", "visits", "a loan given back"],
)
def test_it_is_recorded(command: str, answer: str, elsewhere: Coop) -> None:
    done = elsewhere(*shlex.split(command))
    assert (done.code, done.err) == (0, "workspace: .\n")
    assert answer in done.out
