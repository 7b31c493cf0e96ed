"""What was recorded can be shown and spoken of, whatever terms are adopted afterwards."""

import pytest

from coopledger import Draft
from coopledger.ledger import Ledger
from tests.book.acts import (
    amendment,
    answer,
    back,
    left_out,
    numbers,
    restatement,
    reworded,
)
from tests.book.drafts import CEMENT, HAU_LOC, cement, refused, reversal, rooms, said, visit
from tests.coop import Coop

LOOKS = ("entries", "status", "report --year 2023", "show #2", "entries --format csv",
         "entries --format json", "evidence #2")  # fmt: skip


def shown(coop: Coop, programme: str) -> str:
    """What every command that shows entries shows of a programme."""
    answers = [coop(*look.split(), "--programme", programme) for look in LOOKS]
    assert [answer.code for answer in answers] == [0] * len(LOOKS)
    return answers[0].out


def test_a_reversed_delivery_is_told_by_the_terms_it_was_recorded_by(
    ledger: Ledger, coop: Coop
) -> None:
    """Of a pledge that a restatement has left out, as it was never promised."""
    said(ledger, CEMENT, visit(), reversal(concerns="#2"))
    said(left_out(ledger, "cement"), restatement())
    entries = shown(coop, "bim-son-lang-chanh")
    assert "Cement" in entries
    assert "500 t" in entries
    assert coop("verify").code == 0


def test_a_reversed_occasion_is_told_by_the_terms_it_was_recorded_by(
    ledger: Ledger, coop: Coop
) -> None:
    occasion = visit(programme=HAU_LOC, activity="relics", area=None, party="hau-loc")
    said(ledger, occasion, reversal(concerns="#2", party="hau-loc"))
    said(left_out(ledger, "relics"), amendment(programme=HAU_LOC, party="hau-loc"))
    assert "Hội chợ" in shown(coop, HAU_LOC)


CORRECTED = ("{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: Cement PCB40}")


def test_what_stands_is_told_by_the_terms_that_are_in_force_on_its_day(
    ledger: Ledger, coop: Coop
) -> None:
    said(ledger, CEMENT, cement(document="13/BB"), reversal(concerns="#3"))
    said(reworded(ledger, CORRECTED), restatement())
    lines = shown(coop, "bim-son-lang-chanh").splitlines()
    told = [any("PCB40" in line for line in lines if line.startswith(f"{of}")) for of in
            ("bim-son-lang-chanh#2", "bim-son-lang-chanh#3")]  # fmt: skip
    assert told == [True, False]


OF_ROOMS = {"programme": HAU_LOC, "concerns": "#2"}


@pytest.fixture
def counted_otherwise(ledger: Ledger) -> Ledger:
    """Two rooms were recorded and reversed; then no unit of works but blocks is declared."""
    said(ledger, rooms("2", date="2023-06-01"), reversal(**OF_ROOMS, party="hau-loc"))
    blocks = reworded(ledger, ("classroom:", "block:"), ("target: 4 classroom", "target: 1 block"))
    said(blocks, amendment(programme=HAU_LOC, party="hau-loc"))
    return blocks


@pytest.mark.parametrize(
    "draft",
    [answer(**OF_ROOMS, date="2024-02-01"), back("1", **OF_ROOMS)],
    ids=["confirmed", "returned"],
)
def test_what_was_reversed_is_not_spoken_of_whatever_its_unit(
    counted_otherwise: Ledger, draft: Draft
) -> None:
    assert "B134" in refused(counted_otherwise, draft)
    assert numbers(counted_otherwise.entries(programme=HAU_LOC)) == [1, 2, 3, 4]


def test_what_was_reversed_is_shown_in_its_own_unit(counted_otherwise: Ledger, coop: Coop) -> None:
    assert counted_otherwise.entries(programme=HAU_LOC)
    assert "classroom" in shown(coop, HAU_LOC)
