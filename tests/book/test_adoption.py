"""Terms come into force by being adopted: first, by an annex, or as a mended rendering."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopledger import Draft
from coopledger.book.entry import Adoption
from coopledger.ledger import Ledger, Receipt
from coopledger.problem import Value
from coopledger.progress import State
from coopledger.quantity import Quantity
from coopledger.terms.drift import Change
from tests.book.acts import (
    FOUR_YEARS,
    amendment,
    answer,
    by,
    correction,
    dispute,
    figures,
    left_out,
    pending,
    progress,
    proposed,
    reopened,
    restatement,
    reworded,
    shares,
    text,
)
from tests.book.conftest import UPLANDS
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    HAU_LOC,
    cement,
    names,
    refused,
    remarks,
    reversal,
    rooms,
    said,
    seed,
    visit,
)
from tests.conftest import PROGRAMMES, Clock

TITLE = ("{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: Cement PCB40}")
FIRST = amendment(date=None, document="05/CTr-UBND")
SCHOOL = amendment(programme=HAU_LOC, party="hau-loc")
TOWN = amendment(programme="uplands", party="town")


def drift(ledger: Ledger) -> tuple[Change, ...]:
    """How the file of the cement programme differs from what was adopted last."""
    return ledger.progress(programme=BIM_SON)[0].drift


def target(ledger: Ledger, as_of: str) -> str:
    return text(progress(ledger, as_of).standing.target)


def adopted(ledger: Ledger, draft: Draft, /, **fields: str | None) -> Receipt:
    """What adopting the file came to after the cement in it was changed; it agrees again then."""
    return said(proposed(ledger, **fields), draft)


def changed(receipt: Receipt) -> list[tuple[str, str, str]]:
    """The quantities that changed: where they stand in the pledge, before and after."""
    return [
        (change.path.partition(".cement.")[2], text(change.in_force), text(change.proposed))
        for change in receipt.changes
        if isinstance(change.in_force, Quantity)
    ]


@pytest.fixture
def agreed(ledger: Ledger) -> Ledger:
    """The original terms, under which 500 t were delivered in March 2023."""
    said(ledger, CEMENT)
    return ledger


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The same with a file that proposes 1,500 t, for what is refused one and all; made once."""
    folder = tmp_path_factory.mktemp("reduced")
    shutil.copy(PROGRAMMES, folder)
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")
    said(ledger, CEMENT)
    return proposed(ledger, target="1500 tonne", schedule=None)


# The first


def test_the_original_is_adopted_with_its_papers(ledger: Ledger, tmp_path: Path) -> None:
    scan = tmp_path / "chương trình.pdf"
    scan.write_bytes(b"%PDF")
    draft = replace(FIRST, note="bản gốc", key="k", reason="bàn giao sổ", party="lang-chanh")
    receipt = ledger.append(draft, evidence=[scan])
    entry = receipt.entry
    assert names(ledger) == [f"agreement {BIM_SON}#1"]
    assert (receipt.adopted, receipt.already, receipt.changes, receipt.remarks) == (
        True, False, (), (),
    )  # fmt: skip
    assert (entry.adoption, entry.occurred_on, entry.party) == (
        Adoption.FIRST, date(2021, 1, 1), "lang-chanh",
    )  # fmt: skip
    assert (entry.document, entry.note, entry.key, entry.reason) == (
        "05/CTr-UBND", "bản gốc", "k", "bàn giao sổ",
    )  # fmt: skip
    assert [file.name for file in entry.evidence or ()] == ["chương trình.pdf"]
    assert ledger.verify().problems == ()


def test_the_original_has_the_number_that_stands_in_the_file(ledger: Ledger) -> None:
    ledger = reworded(ledger, ("    provider:", "    document_number: 05/CTr-UBND\n    provider:"))
    assert said(ledger, replace(FIRST, document=None)).entry.document == "05/CTr-UBND"
    assert said(ledger, rooms("4")).adopted
    assert ledger.entry(f"{HAU_LOC}#1")[0].entry.document == "05/CTr-UBND"


def test_what_is_typed_with_the_original_is_cleaned_like_everything(ledger: Ledger) -> None:
    decomposed = "Chương trình"
    entry = said(ledger, replace(FIRST, document=f" {decomposed}", note=" ")).entry
    assert (entry.document, entry.note) == ("Chương trình", None)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        pytest.param(replace(FIRST, party="hau-loc"), "B101", id="by a stranger"),
        pytest.param(replace(FIRST, party="xa-linh-son"), "B101", id="by a successor"),
        pytest.param(replace(FIRST, document="05\x07"), "Q301", id="with a control character"),
        pytest.param(amendment(), "B161", id="by an annex of some day"),
        pytest.param(correction(), "B161", id="as a correction"),
        pytest.param(restatement(), "B161", id="as a restatement"),
    ],
)
def test_the_original_is_not_adopted(ledger: Ledger, draft: Draft, code: str) -> None:
    assert set(refused(ledger, draft)) == {code}
    assert ledger.entries() == ()


def test_the_original_adopted_again_is_already_recorded(ledger: Ledger, clock: Clock) -> None:
    draft = replace(FIRST, key="k")
    said(ledger, draft, CEMENT)
    clock.advance(days=1)
    receipt = said(ledger, draft)
    assert (receipt.already, receipt.entry.seq, len(ledger.entries())) == (True, 1, 2)
    assert set(refused(ledger, replace(draft, document="06/CTr"))) == {"B130"}
    assert set(refused(ledger, replace(FIRST, document="06/CTr"))) == {"B160", "B163"}


# An amendment


def test_an_amendment_states_new_totals(agreed: Ledger) -> None:
    receipt = adopted(agreed, amendment(), target="1500 tonne",
                      schedule="{2022: 500, 2023: 500, 2024: 250, 2025: 250}")  # fmt: skip
    assert changed(receipt) == [
        ("target", "2,000 t", "1,500 t"),
        ("schedule.2024.quantity", "500 t", "250 t"),
        ("schedule.2025.quantity", "500 t", "250 t"),
    ]
    assert (receipt.entry.adoption, receipt.entry.mends) == (Adoption.AMENDMENT, None)
    assert drift(reopened(agreed)) == ()


def test_an_amendment_works_from_its_day_on(agreed: Ledger) -> None:
    adopted(agreed, amendment(date="2024-01-01"), target="1500 tonne", schedule=None)
    assert [target(agreed, day) for day in ("2020-01-01", "2023-12-31", "2024-01-01")] == [
        "2,000 t",
        "2,000 t",
        "1,500 t",
    ]
    before, after = (progress(agreed, day).standing for day in ("2023-12-31", "2024-01-01"))
    assert (text(before.due), text(after.due)) == ("1,000 t", "0 t")


def test_an_amendment_may_take_effect_in_the_future(agreed: Ledger, clock: Clock) -> None:
    """The file agrees with it already: there is nothing left to adopt."""
    receipt = adopted(agreed, amendment(date="2026-12-01"), target="1500 tonne", schedule=None)
    assert "R104" in remarks(receipt)
    ledger = reopened(agreed)
    assert text(progress(ledger).standing.target) == "2,000 t"
    assert target(ledger, "2026-12-01") == "1,500 t"
    assert drift(ledger) == ()
    clock.advance(days=8)
    assert text(progress(ledger).standing.target) == "1,500 t"


def test_of_two_annexes_of_one_day_the_later_entry_counts(agreed: Ledger) -> None:
    adopted(agreed, amendment(document="01/PL"), target="1500 tonne", schedule=None)
    adopted(agreed, amendment(document="02/PL"), target="1800 tonne", schedule=None)
    assert target(agreed, "2023-12-31") == "2,000 t"
    assert target(agreed, "2024-01-01") == "1,800 t"
    assert [change.entry.document for change in progress(agreed).history] == ["01/PL", "02/PL"]


def test_of_several_that_are_effective_the_highest_number_counts(agreed: Ledger) -> None:
    adopted(agreed, amendment(date="2025-01-01"), target="1500 tonne", schedule=None)
    adopted(agreed, amendment(date="2024-01-01", document="02/PL"), target="1800 tonne")
    assert [target(agreed, f"{year}-12-31") for year in (2023, 2024, 2025)] == [
        "2,000 t",
        "1,800 t",
        "1,800 t",
    ]


def test_a_reduction_below_what_was_delivered_leaves_an_excess(agreed: Ledger) -> None:
    adopted(agreed, amendment(), target="400 tonne", schedule=None)
    standing = progress(agreed).standing
    assert (standing.state, text(standing.excess), standing.percent) == (
        State.FULFILLED, "100 t", 1250,
    )  # fmt: skip
    assert set(refused(agreed, cement(quantity="1 tonne", date="2024-02-01"))) == {"B109"}


def test_a_target_of_zero_is_withdrawn(agreed: Ledger) -> None:
    adopted(agreed, amendment(reason="hết nguồn"), target="0 tonne", schedule=None)
    assert progress(agreed, "2023-12-31").standing.state is State.BEHIND
    standing = progress(agreed, "2024-01-01").standing
    assert (standing.state, standing.percent, text(standing.delivered)) == (
        State.WITHDRAWN, None, "500 t",
    )  # fmt: skip


def test_a_condition_is_met_by_an_amendment(ledger: Ledger) -> None:
    """Nothing is due until then, and afterwards what the schedule says."""
    ledger = proposed(ledger, condition="{vi: khi có vốn, en: once there are funds}")
    said(ledger, visit())
    adopted(ledger, amendment(), condition=None)
    before, after = (progress(ledger, day).standing for day in ("2023-12-31", "2024-01-01"))
    assert (before.state, text(before.due)) == (State.CONDITIONAL, "0 t")
    assert (after.state, text(after.due)) == (State.BEHIND, "1,000 t")


def test_an_instalment_is_moved(agreed: Ledger) -> None:
    moved = "{2022: 500, 2023: 500, 2025: 1000}"
    receipt = adopted(agreed, amendment(), schedule=moved)
    assert [change.path.rpartition("schedule.")[2] for change in receipt.changes] == [
        "2024",
        "2025.quantity",
    ]
    days = ("2023-12-31", "2024-12-31", "2025-12-31")
    dues = [text(progress(agreed, day).standing.due) for day in days]
    assert dues == ["1,000 t", "1,000 t", "2,000 t"]


def test_what_an_amendment_adds_is_promised_from_its_day_on(agreed: Ledger) -> None:
    sand = "{id: sand, title: {vi: Cát, en: Sand}, form: goods, target: 50 tonne}"
    first = "          - id: cement\n"
    ledger = reworded(agreed, (first, f"          - {sand}\n{first}"))
    said(ledger, amendment())
    early = cement(pledge="sand", quantity="5 tonne", date="2023-12-31")
    assert set(refused(ledger, early)) == {"B114"}
    assert said(ledger, replace(early, date="2024-01-01")).entry.pledge == "sand"


def test_a_unit_is_declared_by_an_amendment(agreed: Ledger) -> None:
    """Until then nothing can be said in it, for it is no part of what both sides hold."""
    truck = "  truck: {equals: 10 tonne, step: 1, vi: xe, en: truck}\n"
    ledger = reworded(agreed, ("  VND:\n", f"{truck}  VND:\n"))
    load = cement(quantity="2 truck", date="2024-02-01")
    assert set(refused(ledger, load)) == {"Q110"}
    said(ledger, amendment())
    assert said(ledger, load).entry.quantity == ("tonne", 20_000)


@pytest.mark.parametrize("party", ["bim-son", "lang-chanh"])
def test_either_side_adopts(agreed: Ledger, party: str) -> None:
    receipt = adopted(agreed, amendment(party=party), target="1500 tonne", schedule=None)
    assert receipt.entry.party == party
    others = {"bim-son": "lang-chanh", "lang-chanh": "bim-son"}
    assert pending(agreed)[f"{BIM_SON}#3"] == others[party]


def test_a_party_that_an_annex_brings_in_may_adopt_it(agreed: Ledger) -> None:
    parts = shares(lang_chanh=500, xa_linh_son=1500)
    ledger = proposed(agreed, schedule=None, shares=parts)
    assert set(refused(ledger, amendment(party="xa-yen-thang"))) == {"B101"}
    assert said(ledger, amendment(party="xa-linh-son", date="2025-08-01")).kept


# What is refused of one


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        pytest.param(amendment(document=None), {"B162"}, id="without a document"),
        pytest.param(amendment(document=" "), {"B162"}, id="with a blank document"),
        pytest.param(amendment(date=None), {"B163"}, id="without a day"),
        pytest.param(amendment(date=None, document=None), {"B162", "B163"}, id="with neither"),
        pytest.param(amendment(date="2020-12-31"), {"B103"}, id="before the programme"),
        pytest.param(amendment(date="31/2/2024"), {"Q202"}, id="of no day"),
        pytest.param(amendment(party="hau-loc"), {"B101"}, id="by a stranger"),
        pytest.param(correction(reason=None), {"B167", "B168"}, id="a correction without a reason"),
        pytest.param(restatement(reason=" "), {"B168"}, id="a restatement with a blank reason"),
        pytest.param(restatement(date="2024-01-01"), {"B169"}, id="a restatement of its own day"),
        pytest.param(correction(date="2024-01-01"), {"B167", "B169"},
                     id="a correction of its own day"),
        pytest.param(restatement(concerns="#2"), {"B170"}, id="a restatement of a delivery"),
        pytest.param(restatement(concerns="#9"), {"B170"}, id="a restatement of no entry"),
    ],
)  # fmt: skip
def test_an_adoption_is_refused(reduced: Ledger, draft: Draft, codes: set[str]) -> None:
    assert set(refused(reduced, draft)) == codes


def test_what_mends_holds_from_the_day_of_what_it_mends(reduced: Ledger) -> None:
    problems = refused(reduced, restatement(date="2024-01-01"))
    assert problems["B169"] == {"adoption": Adoption.RESTATEMENT, "since": date(2021, 1, 1)}


def test_what_can_be_mended_is_listed(agreed: Ledger) -> None:
    adopted(agreed, amendment(), target="1500 tonne", schedule=None)
    adopted(agreed, restatement(), target="1600 tonne")
    problems = refused(proposed(agreed, target="1700 tonne"), restatement(concerns="#4"))
    assert problems["B170"] == {
        "entry": f"{BIM_SON}#4",
        "agreements": (f"{BIM_SON}#1", f"{BIM_SON}#3"),
    }


@pytest.mark.parametrize("draft", [amendment(), correction(), restatement()],
                         ids=lambda draft: draft.adoption)  # fmt: skip
def test_an_unchanged_file_is_nothing_to_adopt(agreed: Ledger, draft: Draft) -> None:
    assert refused(agreed, draft) == {"B160": {"programme": BIM_SON}}
    other_formatting = reworded(agreed, ("target: 2000 tonne", "target: 2000 t"))
    assert set(refused(other_formatting, draft)) == {"B160"}


def test_an_amendment_adopted_again_is_already_recorded(agreed: Ledger) -> None:
    draft = amendment(key="k")
    adopted(agreed, draft, target="1500 tonne", schedule=None)
    ledger = reopened(agreed)
    for again in (draft, replace(draft, key=None)):
        receipt = said(ledger, again)
        assert (receipt.already, receipt.entry.seq) == (True, 3)
    other = proposed(agreed, target="1600 tonne")
    assert set(refused(other, draft)) == {"B130"}
    assert said(other, amendment(document="02/PL")).entry.seq == 4
    assert set(refused(other, amendment(document="02/PL", date="2024-06-01"))) == {"B160"}


@pytest.mark.parametrize("draft", [correction(), restatement()], ids=lambda d: d.adoption)
def test_what_mends_said_again_is_already_recorded(agreed: Ledger, draft: Draft) -> None:
    ledger = reworded(agreed, TITLE)
    assert said(ledger, draft).entry.seq == 3
    receipt = said(ledger, draft)
    assert (receipt.already, receipt.entry.seq) == (True, 3)


# What was promised does not vanish


def test_a_pledge_is_not_dropped_by_an_annex(ledger: Ledger) -> None:
    """Also one that nothing was recorded under: it is withdrawn, with a target of 0."""
    said(ledger, visit())
    ledger = left_out(ledger, "cement")
    assert refused(ledger, amendment()) == {"B164": {"id": "cement"}}
    assert said(ledger, restatement()).entry.adoption is Adoption.RESTATEMENT


def test_a_pledge_under_which_something_was_recorded_is_not_dropped_at_all(agreed: Ledger) -> None:
    ledger = left_out(agreed, "cement")
    assert refused(ledger, amendment())["B164"] == {"id": "cement"}
    assert refused(ledger, restatement())["B164"] == {"id": "cement"}
    said(reopened(agreed), reversal())
    assert said(ledger, restatement()).kept


@pytest.mark.parametrize("draft", [amendment(), restatement()], ids=lambda d: d.adoption)
def test_an_id_is_not_changed_although_the_title_stays(agreed: Ledger, draft: Draft) -> None:
    ledger = reworded(agreed, ("- id: cement", "- id: xi-mang"))
    assert refused(ledger, draft)["B165"] == {"old": "cement", "new": "xi-mang"}


def test_an_activity_that_took_place_is_kept_under_its_id(ledger: Ledger) -> None:
    said(ledger, rooms("4"), visit(programme=HAU_LOC, activity="relics", party="hau-loc"))
    renamed = reworded(ledger, ("- id: relics", "- id: di-tich"))
    assert refused(renamed, SCHOOL) == {"B165": {"old": "relics", "new": "di-tich"}}
    gone = left_out(renamed, "di-tich")
    assert refused(gone, SCHOOL) == {"B164": {"id": "relics"}}


def test_an_activity_that_never_took_place_may_be_dropped(ledger: Ledger) -> None:
    said(ledger, rooms("4"))
    receipt = said(left_out(ledger, "health-care"), SCHOOL)
    assert [change.in_force for change in receipt.changes] == ["health-care"]


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        pytest.param({"form": "works", "target": "4 classroom", "schedule": None}, "B166",
                     {"pledge": "cement", "entry": f"{BIM_SON}#2", "form": "works"},
                     id="another form"),
        pytest.param({"target": "40000 bag", "schedule": None}, "B159",
                     {"pledge": "cement", "entry": f"{BIM_SON}#2"}, id="counted in bags"),
        pytest.param({"target": "2000000 kg", "schedule": None}, "B159",
                     {"pledge": "cement", "entry": f"{BIM_SON}#2"}, id="counted in kilograms"),
        pytest.param({"target": "2000 tonne", "schedule": None,
                      "shares": shares(xa_linh_son=1200, xa_giao_an=800)}, "B128",
                     {"pledge": "cement", "entry": f"{BIM_SON}#2", "party": "lang-chanh"},
                     id="nothing left for who received"),
    ],
)  # fmt: skip
def test_what_was_recorded_keeps_its_meaning(
    agreed: Ledger, changes: dict[str, str | None], code: str, values: dict[str, Value]
) -> None:
    ledger = proposed(agreed, **changes)
    for draft in (amendment(), restatement()):
        problems = refused(ledger, draft)
        assert values.items() <= problems[code].items()
    said(ledger, reversal())
    assert said(ledger, amendment()).kept


def test_what_is_recorded_late_has_to_count_under_the_terms_since_too(agreed: Ledger) -> None:
    """Counted in bags since 2024, 500 t of 2023 would be admitted and never be seen again."""
    said(agreed, reversal())
    ledger = proposed(agreed, target="40000 bag", schedule=None)
    said(ledger, amendment(date="2024-01-01"))
    late = cement(document="99/BB")
    problems = refused(ledger, late)
    assert set(problems) == {"B176"}
    assert problems["B176"]["since"] == date(2024, 1, 1)
    said(ledger, cement(document="99/BB", date="2024-02-01"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{dimension: mass, step: 0.001, vi: tấn", "{dimension: mass, step: 0.01, vi: tấn"),
        ("{dimension: money, step: 1, vi: đồng", "{dimension: money, step: 10, vi: đồng"),
    ],
    ids=["of the quantity", "of the worth"],
)
def test_the_step_of_a_unit_that_was_recorded_in_is_kept(
    ledger: Ledger, old: str, new: str
) -> None:
    said(ledger, cement(actual_value="750 triệu"))
    assert set(refused(reworded(ledger, (old, new)), amendment())) == {"B159"}


def test_a_unit_that_was_only_typed_in_may_change(ledger: Ledger) -> None:
    """10,000 bags were kept as 500 t, whatever a bag is from now on."""
    said(ledger, cement(quantity="10000 bag"))
    ledger = reworded(ledger, ("equals: 0.05 tonne", "equals: 0.04 tonne"))
    said(ledger, amendment())
    assert figures(ledger) == (500, 500, 0, 0)
    assert said(ledger, cement(quantity="100 bag", date="2024-02-01")).entry.quantity == (
        "tonne", 4_000,
    )  # fmt: skip


def test_a_share_that_something_was_delivered_under_is_kept(uplands: Ledger) -> None:
    said(uplands, seed("rice-seed", "40 tonne", share="west"))
    given = "shares: [{party: east, quantity: 60 tonne}, {party: west, quantity: 40 tonne}]"
    only = "shares: [{party: east, quantity: 60 tonne}, {party: hill, quantity: 40 tonne}]"
    problems = refused(reworded(uplands, (given, only)), TOWN)
    assert problems["B128"] == {"pledge": "rice-seed", "entry": "uplands#2", "party": "west"}
    less = only.replace("hill, quantity: 40", "west, quantity: 10").replace("60", "90")
    said(reworded(uplands, (only, less)), TOWN)
    west = progress(uplands, pledge="rice-seed").shares[1].standing
    assert (west.state, text(west.excess)) == (State.FULFILLED, "30 t")


def test_shares_may_be_given_up_again(uplands: Ledger) -> None:
    said(uplands, seed("rice-seed", "40 tonne", share="west"))
    said(proposed(uplands, "rice-seed", shares=None), TOWN)
    assert figures(uplands, pledge="rice-seed") == (40, 40, 0, 0)


# Corrections


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(TITLE, id="a title"),
        pytest.param(("en: Bỉm Sơn Town}", "en: Bỉm Sơn Municipality}"), id="a translation"),
        pytest.param(("{vi: mác xi măng, en: grade}", "{vi: mác, en: grade}"),
                     id="what is not stated"),
        pytest.param(("vi: bao 50 kg", "vi: bao (50 kg)"), id="what a unit is called"),
        pytest.param(("name: Đào Vũ Việt", "name: Đào Vũ Việt (Bỉm Sơn)"), id="who signed"),
    ],
)  # fmt: skip
def test_a_correction_touches_words(agreed: Ledger, change: tuple[str, str]) -> None:
    ledger = reworded(agreed, change)
    receipt = said(ledger, correction())
    assert (receipt.entry.mends, receipt.entry.occurred_on) == (1, date(2021, 1, 1))
    assert drift(ledger) == ()
    assert pending(ledger) == {f"{BIM_SON}#2": "lang-chanh"}


def test_a_correction_holds_from_the_start(agreed: Ledger) -> None:
    said(reworded(agreed, TITLE), correction())
    titles = {progress(agreed, day).pledge.title.vi for day in ("2021-01-01", "2026-11-23")}
    assert titles == {"Xi măng PCB40"}
    assert agreed.entries()[0].terms.pledges["cement"].title.vi == "Xi măng PCB40"
    assert progress(agreed).history == ()


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"schedule": "{2022: 400, 2023: 600, 2024: 500, 2025: 500}"},
         ["schedule.2022.quantity", "schedule.2023.quantity"]),
        ({"target": "2100 tonne", "schedule": None}, ["target"]),
        ({"window": "2022-2024", "schedule": None}, ["window"]),
        ({"equivalent": "4 tỷ đồng"}, ["equivalent.amount"]),
        ({"require_document": "true"}, ["require_document"]),
        ({"condition": "{vi: khi có vốn, en: once funded}"}, ["condition.vi"]),
        ({"purpose": "{vi: làm đường, en: for roads}"}, ["purpose.vi"]),
    ],
    ids=["instalments", "target", "window", "worth", "papers", "condition", "purpose"],
)  # fmt: skip
def test_a_correction_touches_no_obligation(
    agreed: Ledger, fields: dict[str, str | None], paths: list[str]
) -> None:
    problems = refused(proposed(agreed, **fields), correction())
    assert set(problems) == {"B167"}
    changes: Any = problems["B167"]["changes"]
    found = [change.path.partition(".cement.")[2] for change in changes]
    assert set(paths) <= set(found)


@pytest.mark.parametrize(
    "change",
    [
        ("    until: 2025-06-30", "    until: 2025-07-31"),
        ("provider: bim-son", "provider: phuong-bim-son"),
        ("period: 2021-2025", "period: 2021-2026"),
        ("date: 2022-10-14", "date: 2022-10-15"),
        ("equals: 0.05 tonne", "equals: 0.04 tonne"),
        ("effective: 2025-07-01", "effective: 2025-07-02"),
    ],
    ids=["a party's dates", "a party", "the period", "the signing", "a unit", "a succession"],
)
def test_a_correction_touches_nothing_that_counts(agreed: Ledger, change: tuple[str, str]) -> None:
    assert "B167" in refused(reworded(agreed, change), correction())


def test_titles_that_are_swapped_are_a_correction(ledger: Ledger) -> None:
    """Ids are the key, names are not."""
    said(ledger, rooms("4"), visit(programme=HAU_LOC, activity="relics", party="hau-loc"))
    swap = (("relics", "x"), ("health-care", "relics"), ("x", "health-care"))
    ledger = reworded(ledger, *((f"- id: {old}\n", f"- id: {new}\n") for old, new in swap))
    receipt = said(ledger, correction(programme=HAU_LOC, party="hau-loc"))
    assert receipt.entry.adoption is Adoption.CORRECTION


# Restatements


def test_a_restatement_holds_from_the_start(agreed: Ledger) -> None:
    schedule = "{2022: 600, 2023: 600, 2024: 600, 2025: 600}"
    receipt = adopted(agreed, restatement(), target="2400 tonne", schedule=schedule)
    assert (receipt.entry.mends, receipt.entry.occurred_on) == (1, date(2021, 1, 1))
    assert target(agreed, "2021-01-01") == "2,400 t"
    assert text(progress(agreed, "2022-12-31").standing.due) == "600 t"
    (bim_son,) = agreed.progress(programme=BIM_SON)
    assert bim_son.agreement is not None
    assert (bim_son.agreement.entry.seq, bim_son.agreement.awaits) == (3, "lang-chanh")


def test_without_a_number_the_last_adoption_is_mended(agreed: Ledger) -> None:
    adopted(agreed, amendment(), target="1500 tonne", schedule=None)
    receipt = adopted(agreed, restatement(), target="1600 tonne")
    assert (receipt.entry.mends, receipt.entry.occurred_on) == (3, date(2024, 1, 1))
    assert (target(agreed, "2023-12-31"), target(agreed, "2024-01-01")) == ("2,000 t", "1,600 t")
    receipt = adopted(agreed, restatement(), target="1700 tonne")
    assert changed(receipt) == [("target", "1,600 t", "1,700 t")]
    assert (receipt.entry.mends, target(agreed, "2024-01-01")) == (3, "1,700 t")


def test_what_an_annex_has_followed_is_mended_where_it_was_adopted(agreed: Ledger) -> None:
    """The annex stays in force from its day on, and the file has to say so again."""
    adopted(agreed, amendment(), target="1500 tonne", schedule=None)
    receipt = adopted(agreed, restatement(concerns="#1"), target="2200 tonne", schedule=None)
    assert (receipt.entry.mends, receipt.entry.occurred_on) == (1, date(2021, 1, 1))
    assert (target(agreed, "2023-12-31"), target(agreed, "2024-01-01")) == ("2,200 t", "1,500 t")
    ledger = reopened(agreed)
    assert [text(change.proposed) for change in drift(ledger)] == ["2,200 t"]
    assert drift(proposed(ledger, target="1500 tonne")) == ()


def test_the_original_restated_as_it_is_says_nothing_new(agreed: Ledger) -> None:
    adopted(agreed, amendment(), target="1500 tonne", schedule=None)
    original = proposed(agreed, target="2000 tonne", schedule=FOUR_YEARS)
    assert set(refused(original, restatement(concerns="#1"))) == {"B160"}


def test_a_restatement_leaves_out_what_was_never_promised(ledger: Ledger) -> None:
    said(ledger, rooms("4"))
    said(left_out(ledger, "health-care"), restatement(programme=HAU_LOC, party="hau-loc"))
    assert "health-care" not in ledger.terms(programme=HAU_LOC)[0].activities


def test_an_annex_follows_what_was_restated(agreed: Ledger) -> None:
    adopted(agreed, restatement(), target="2200 tonne", schedule=None)
    assert set(refused(reopened(agreed), amendment())) == {"B160"}
    receipt = adopted(agreed, amendment(), target="1500 tonne")
    assert changed(receipt) == [("target", "2,200 t", "1,500 t")]


# The other side's word


@pytest.mark.parametrize("draft", [answer(), dispute()], ids=["confirmed", "disputed"])
def test_the_other_side_answers_an_agreement_and_it_stays_in_force(
    agreed: Ledger, draft: Draft
) -> None:
    adopted(agreed, amendment(), target="1500 tonne", schedule=None)
    ledger = by(agreed, "Nam")
    draft = replace(draft, concerns="#3", date="2024-02-01")
    own = refused(ledger, replace(draft, party="bim-son"))
    assert own["B135"]["others"] == ("lang-chanh",)
    receipt = said(ledger, draft)
    assert (receipt.entry.answers, receipt.entry.accepted, remarks(receipt)) == (3, None, [])
    assert pending(ledger) == {f"{BIM_SON}#2": "lang-chanh"}
    assert text(progress(ledger).standing.target) == "1,500 t"
    (bim_son,) = ledger.progress(programme=BIM_SON)
    assert bim_son.agreement is not None
    assert bim_son.agreement.dossier.answer == receipt.entry


def test_the_original_is_confirmed(agreed: Ledger) -> None:
    receipt = said(by(agreed, "Nam"), answer(concerns="#1"))
    assert (receipt.entry.answers, remarks(receipt)) == (1, [])


def test_terms_are_superseded_never_reversed(agreed: Ledger) -> None:
    adopted(agreed, amendment(), target="1500 tonne", schedule=None)
    for number in (1, 3):
        assert set(refused(agreed, reversal(concerns=f"#{number}"))) == {"B123"}


# Which programme


def test_the_only_programme_that_differs_is_the_one_that_is_meant(agreed: Ledger) -> None:
    said(agreed, rooms("4"))
    draft = amendment(programme=None)
    assert set(refused(agreed, draft)) == {"B155"}
    receipt = adopted(agreed, draft, target="1500 tonne", schedule=None)
    assert receipt.entry.name == f"{BIM_SON}#3"
    both = reworded(agreed, ("period: 2021-2025", "period: 2021-2026"))
    assert set(refused(both, replace(draft, document="02/PL"))) == {"B155"}


def test_what_is_mended_says_which_programme(agreed: Ledger) -> None:
    said(agreed, rooms("4"))
    ledger = reworded(agreed, TITLE)
    draft = correction(programme=None, concerns=f"{BIM_SON}#1")
    assert said(ledger, draft).entry.name == f"{BIM_SON}#3"


def test_each_programme_is_adopted_on_its_own(agreed: Ledger) -> None:
    said(agreed, rooms("4"))
    ledger = reworded(agreed, ("period: 2021-2025", "period: 2021-2026"))
    said(ledger, amendment())
    differing = {view.terms.id: bool(view.drift) for view in ledger.progress()}
    assert differing == {HAU_LOC: True, BIM_SON: False}


def test_a_programme_that_only_the_book_knows_has_nothing_to_adopt(
    agreed: Ledger, write_programmes: Callable[[str], Ledger]
) -> None:
    elsewhere = write_programmes(UPLANDS)
    shutil.copy(agreed.workspace.ledger, elsewhere.workspace.ledger)
    assert drift(elsewhere) == ()
    assert set(refused(elsewhere, amendment())) == {"B154"}


# Nothing by halves


def test_a_dry_run_shows_what_would_change_and_adopts_nothing(agreed: Ledger) -> None:
    ledger = proposed(agreed, target="1500 tonne", schedule=None)
    receipt = ledger.append(amendment(), dry_run=True)
    assert (receipt.kept, receipt.changes[0].path.rpartition(".")[2]) == (False, "target")
    assert len(ledger.entries()) == 2
    assert drift(ledger)


def test_an_annex_is_judged_by_the_terms_it_follows_not_by_the_file(
    ledger: Ledger, workspace: Path
) -> None:
    """The file was changed before anything was adopted: it is the original then."""
    ledger = proposed(ledger, target="1500 tonne", schedule=None)
    assert set(refused(ledger, amendment())) == {"B161"}
    said(ledger, CEMENT)
    shutil.copy(PROGRAMMES, workspace)
    receipt = said(reopened(ledger), amendment())
    assert changed(receipt) == [("target", "1,500 t", "2,000 t")]
