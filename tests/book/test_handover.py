"""What minutes are made of: who hands over to whom, of which entries, and of which never."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from coopledger import Kind, Ledger, Stage
from coopledger.problem import Refused
from coopledger.terms import Form, Side
from tests.book.acts import answer, back, close, paper
from tests.book.drafts import BIM_SON, HAU_LOC, cement, paid, reversal, rooms, said, seed, visit

GIVER, TAKER = "bim-son", "lang-chanh"


def parties(ledger: Ledger, name: str) -> tuple[str, str]:
    """Who hands over and who takes over."""
    of = ledger.handover(name)
    return of.party(of.giver), of.party(of.giver.other)


def refusal(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        call()
    (problem,) = caught.value.problems
    return problem.code, dict(problem.values)


def test_what_is_promised_passes_from_the_provider_to_the_recipient(ledger: Ledger) -> None:
    said(ledger, cement())
    assert parties(ledger, "#2") == (GIVER, TAKER)
    of = ledger.handover("#2")
    assert (of.pledge.id, of.stage, of.head) == ("cement", None, ledger.heads(BIM_SON)[0])


def test_who_recorded_first_makes_no_difference(ledger: Ledger) -> None:
    said(ledger, cement(party=TAKER))
    assert parties(ledger, "#2") == (GIVER, TAKER)


def test_what_is_given_back_goes_the_other_way(ledger: Ledger) -> None:
    said(ledger, cement(), back("20 tonne"))
    assert parties(ledger, "#3") == (TAKER, GIVER)


@pytest.mark.parametrize("stage", Stage)
def test_works_are_accepted_as_completed_or_handed_over(stage: Stage, ledger: Ledger) -> None:
    said(ledger, rooms("4", stage=stage))
    of = ledger.handover("#2")
    assert (of.stage, of.giver) == (stage, Side.PROVIDER)


def test_a_share_is_handed_over_to_its_party(uplands: Ledger) -> None:
    said(uplands, seed("rice-seed", "1 tonne", share="east"))
    assert parties(uplands, "#2") == ("town", "east")


def test_there_are_no_minutes_of_money_words_papers_and_visits(ledger: Ledger) -> None:
    said(ledger, cement(), answer(), paper(), visit(), close())
    said(ledger, paid("1 tỷ"))
    for name, kind in (
        (f"{BIM_SON}#1", Kind.AGREEMENT), (f"{BIM_SON}#3", Kind.ANSWER),
        (f"{BIM_SON}#4", Kind.SUPPLEMENT), (f"{BIM_SON}#5", Kind.ACTIVITY),
        (f"{BIM_SON}#6", Kind.CLOSE), (f"{HAU_LOC}#2", Kind.DISBURSEMENT),
    ):  # fmt: skip
        found = refusal(lambda name=name: ledger.handover(name))  # type: ignore[misc]
        assert found == ("B177", {"name": name, "kind": kind})


def test_money_that_is_repaid_has_no_minutes_either(ledger: Ledger) -> None:
    repaid = replace(back("100 triệu"), concerns="#2", party="lang-chanh", date="2023-06-01")
    said(ledger, paid("1 tỷ"), replace(repaid, programme=HAU_LOC))
    assert refusal(lambda: ledger.handover("#3"))[0] == "B177"


def test_what_was_cancelled_is_signed_by_nobody(ledger: Ledger) -> None:
    """Nor what was given back out of it."""
    said(ledger, cement(), back("20 tonne"), reversal())
    void = {"entry": f"{BIM_SON}#2", "reversal": f"{BIM_SON}#4"}
    assert refusal(lambda: ledger.handover("#2")) == ("B134", void)
    assert refusal(lambda: ledger.handover("#3")) == ("B134", {**void, "entry": f"{BIM_SON}#3"})


def test_what_is_to_come_is_known_by_the_terms_alone(ledger: Ledger) -> None:
    of = ledger.expected("cement")
    assert (of.pledge.id, of.stage, of.recorded, of.head) == ("cement", None, None, None)
    assert (of.party(of.giver), of.party(of.giver.other)) == (GIVER, TAKER)
    assert ledger.expected("giao-an-school").stage is Stage.HANDED_OVER
    assert ledger.expected("giao-an-school", stage=Stage.COMPLETED).stage is Stage.COMPLETED
    assert ledger.expected("cement", stage=Stage.COMPLETED).stage is None  # goods have none


def test_what_is_expected_has_to_be_named_and_be_more_than_money(uplands: Ledger) -> None:
    assert refusal(lambda: uplands.expected("nothing of the kind"))[0] == "B151"
    assert refusal(lambda: uplands.expected("seed"))[0] == "B152"
    assert refusal(lambda: uplands.expected("fund")) == (
        "B177",
        {"name": "fund", "kind": Form.MONEY},
    )
