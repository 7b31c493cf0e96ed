"""How a target came about: original, change and document stay in sight for ever."""

from datetime import date

import pytest

from coopledger import Draft
from coopledger.book.entry import Adoption
from coopledger.ledger import Ledger
from coopledger.progress import calendar_year
from coopledger.progress.history import TargetChange
from tests.book.acts import (
    FOUR_YEARS,
    amendment,
    correction,
    progress,
    proposed,
    restatement,
    reworded,
    shares,
    text,
)
from tests.book.drafts import BIM_SON, CEMENT, said, visit

LESS = {"target": "1500 tonne", "schedule": None}
MORE = {"target": "2400 tonne", "schedule": None}
CONDITION = "{vi: khi có vốn, en: once there are funds}"


@pytest.fixture
def agreed(ledger: Ledger) -> Ledger:
    """2,000 t in four instalments, of which 500 t were delivered in March 2023."""
    said(ledger, CEMENT)
    return ledger


def told(change: TargetChange) -> str:
    """What a change says: `2,000 t -> 1,500 t by 01/PL`."""
    before = text(change.before.target) if change.before is not None else "nothing"
    return f"{before} -> {text(change.after.target)} by {change.entry.document}"


def history(ledger: Ledger, as_of: str | None = None, pledge: str = "cement") -> list[str]:
    return [told(change) for change in progress(ledger, as_of, pledge).history]


def test_what_was_agreed_once_has_no_history(agreed: Ledger) -> None:
    assert history(agreed) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (LESS, "2,000 t -> 1,500 t by 01/PL"),
        (MORE, "2,000 t -> 2,400 t by 01/PL"),
        ({"target": "0 tonne", "schedule": None}, "2,000 t -> 0 t by 01/PL"),
    ],
    ids=["reduced", "raised", "withdrawn"],
)
def test_a_changed_target_is_shown_from_its_day_on(
    agreed: Ledger, fields: dict[str, str | None], expected: str
) -> None:
    said(proposed(agreed, **fields), amendment(reason="giảm nguồn"))
    assert history(agreed, "2023-12-31") == []
    assert history(agreed, "2024-01-01") == [expected]
    (change,) = progress(agreed).history
    assert (change.retargeted, change.condition_met) == (True, False)
    assert (change.entry.adoption, change.entry.occurred_on, change.entry.reason) == (
        Adoption.AMENDMENT,
        date(2024, 1, 1),
        "giảm nguồn",
    )


def test_an_instalment_that_is_moved_is_shown_with_the_target_unchanged(agreed: Ledger) -> None:
    said(proposed(agreed, schedule="{2022: 500, 2023: 500, 2025: 1000}"), amendment())
    (change,) = progress(agreed).history
    assert (told(change), change.retargeted) == ("2,000 t -> 2,000 t by 01/PL", False)
    assert change.before is not None
    planned = [
        [(part.year, text(part.quantity)) for part in pledge.instalments]
        for pledge in (change.before, change.after)
    ]
    assert planned == [
        [(2022, "500 t"), (2023, "500 t"), (2024, "500 t"), (2025, "500 t")],
        [(2022, "500 t"), (2023, "500 t"), (2025, "1,000 t")],
    ]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"window": "2022-2024", "schedule": None}, True),
        ({"ceiling": "4 tỷ đồng"}, True),
        ({"title": "{vi: Xi măng PCB40, en: Cement PCB40}"}, False),
        ({"purpose": "{vi: làm đường, en: for roads}"}, False),
        ({"equivalent": "4 tỷ đồng"}, False),
        ({"require_document": "true"}, False),
    ],
    ids=["due", "ceiling", "title", "purpose", "worth", "papers"],
)
def test_what_is_owed_is_shown_and_words_are_not(
    agreed: Ledger, fields: dict[str, str | None], *, shown: bool
) -> None:
    said(proposed(agreed, **fields), amendment())
    assert history(agreed) == (["2,000 t -> 2,000 t by 01/PL"] if shown else [])


def test_changed_shares_are_shown_with_target_and_days_unchanged(ledger: Ledger) -> None:
    said(proposed(ledger, schedule=None), CEMENT)
    said(proposed(ledger, shares=shares(lang_chanh=500, xa_linh_son=1500)), amendment())
    (change,) = progress(ledger).history
    assert [share.party for share in change.after.shares] == ["lang-chanh", "xa-linh-son"]
    assert (change.before and change.before.instalments) == change.after.instalments


def test_a_changed_ceiling_is_shown(agreed: Ledger) -> None:
    said(proposed(agreed, ceiling="4 tỷ đồng"), amendment())
    said(proposed(agreed, ceiling="5 tỷ đồng"), amendment(document="02/PL"))
    ceilings = [(change.before, change.after) for change in progress(agreed).history]
    assert [
        [text(one.ceiling.amount) if one is not None and one.ceiling else None for one in pair]
        for pair in ceilings
    ] == [[None, "VND 4 billion"], ["VND 4 billion", "VND 5 billion"]]


def test_every_step_is_kept(agreed: Ledger) -> None:
    said(proposed(agreed, **LESS), amendment(date="2024-01-01", document="01/PL"))
    said(proposed(agreed, **MORE), amendment(date="2025-01-01", document="02/PL"))
    first, second = "2,000 t -> 1,500 t by 01/PL", "1,500 t -> 2,400 t by 02/PL"
    assert history(agreed, "2023-12-31") == []
    assert history(agreed, "2024-12-31") == [first]
    assert history(agreed, "2025-01-01") == [first, second]


def test_of_two_annexes_of_one_day_both_are_shown(agreed: Ledger) -> None:
    said(proposed(agreed, **LESS), amendment(document="01/PL"))
    said(proposed(agreed, **MORE), amendment(document="02/PL"))
    assert history(agreed, "2024-01-01") == [
        "2,000 t -> 1,500 t by 01/PL",
        "1,500 t -> 2,400 t by 02/PL",
    ]


def test_an_annex_that_is_not_effective_yet_is_left_out_of_the_one_that_is(agreed: Ledger) -> None:
    """The later entry takes effect first, and is told against what was in force until then."""
    said(proposed(agreed, **LESS), amendment(date="2025-01-01", document="01/PL"))
    said(proposed(agreed, **MORE), amendment(date="2024-01-01", document="02/PL"))
    assert history(agreed, "2024-12-31") == ["2,000 t -> 2,400 t by 02/PL"]


def test_what_was_restated_is_shown_for_ever(agreed: Ledger) -> None:
    """Also on days before anybody noticed: it holds from the start."""
    said(proposed(agreed, **MORE), restatement(document="05/CTr"))
    for day in ("2021-01-01", "2026-11-23"):
        assert history(agreed, day) == ["2,000 t -> 2,400 t by 05/CTr"]
    (change,) = progress(agreed).history
    assert (change.entry.adoption, change.entry.reason) == (Adoption.RESTATEMENT, "gõ sai")


def test_a_restated_original_stands_before_the_annex_that_followed(agreed: Ledger) -> None:
    said(proposed(agreed, **LESS), amendment())
    said(proposed(agreed, **MORE), restatement(concerns="#1", document="05/CTr"))
    assert history(agreed, "2023-12-31") == ["2,000 t -> 2,400 t by 05/CTr"]
    assert history(agreed) == ["2,000 t -> 2,400 t by 05/CTr", "2,400 t -> 1,500 t by 01/PL"]


def test_a_restated_annex_stands_behind_it(agreed: Ledger) -> None:
    said(proposed(agreed, **LESS), amendment())
    said(proposed(agreed, target="1600 tonne"), restatement(document="01a/PL"))
    assert history(agreed, "2023-12-31") == []
    assert history(agreed, "2024-01-01") == [
        "2,000 t -> 1,500 t by 01/PL",
        "1,500 t -> 1,600 t by 01a/PL",
    ]


def test_a_correction_is_no_part_of_it(agreed: Ledger) -> None:
    title = ("{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: Cement PCB40}")
    said(reworded(agreed, title), correction())
    assert history(agreed) == []
    said(proposed(agreed, **LESS), amendment())
    (change,) = progress(agreed).history
    assert change.before is not None
    assert change.before.title.en == "Cement PCB40"


def test_what_goes_back_to_what_it_was_has_a_history(agreed: Ledger) -> None:
    said(proposed(agreed, **LESS), amendment())
    back = {"target": "2000 tonne", "schedule": FOUR_YEARS}
    said(proposed(agreed, **back), amendment(document="02/PL"))
    assert history(agreed) == ["2,000 t -> 1,500 t by 01/PL", "1,500 t -> 2,000 t by 02/PL"]


def test_a_pledge_that_was_added_says_by_which_document(agreed: Ledger) -> None:
    sand = "{id: sand, title: {vi: Cát, en: Sand}, form: goods, target: 50 tonne}"
    first = "          - id: cement\n"
    said(reworded(agreed, (first, f"          - {sand}\n{first}")), amendment())
    assert history(agreed, pledge="sand") == ["nothing -> 50 t by 01/PL"]
    assert not progress(agreed, pledge="sand").history[0].retargeted
    assert history(agreed) == []


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [({"condition": CONDITION}, {"condition": None}, True),
     ({"condition": None}, {"condition": CONDITION}, False)],
    ids=["met", "set"],
)  # fmt: skip
def test_a_condition_that_is_met_or_set_is_shown(
    ledger: Ledger, first: dict[str, str | None], second: dict[str, str | None], *, met: bool
) -> None:
    ledger = proposed(ledger, **first)
    said(ledger, visit())
    said(proposed(ledger, **second), amendment())
    (change,) = progress(ledger).history
    assert (change.condition_met, change.retargeted) == (met, False)


def test_a_condition_of_what_is_never_due_is_shown_when_it_is_met(ledger: Ledger) -> None:
    ledger = proposed(ledger, condition=CONDITION, schedule=None, window=None)
    said(ledger, visit())
    said(proposed(ledger, condition=None), amendment())
    assert [change.condition_met for change in progress(ledger).history] == [True]


def test_another_wording_of_a_condition_changes_nothing_that_is_owed(ledger: Ledger) -> None:
    ledger = proposed(ledger, condition=CONDITION)
    said(ledger, visit())
    said(proposed(ledger, condition="{vi: khi đủ vốn, en: once funded}"), amendment())
    assert history(ledger) == []


@pytest.mark.parametrize("draft", [amendment(), restatement()], ids=lambda d: d.adoption)
def test_the_history_of_one_pledge_is_not_that_of_another(agreed: Ledger, draft: Draft) -> None:
    ledger = reworded(agreed, ("target: 4 classroom", "target: 5 classroom"))
    said(ledger, visit(programme="hau-loc-lang-chanh", party="hau-loc"))
    said(proposed(ledger, **LESS), draft)
    assert history(agreed, pledge="giao-an-school") == []
    assert len(history(agreed)) == 1


def test_a_report_shows_what_was_effective_by_its_last_day(agreed: Ledger) -> None:
    said(proposed(agreed, **LESS), amendment(date="2024-06-01"))
    views = [agreed.year(calendar_year(year), programme=BIM_SON)[0] for year in (2023, 2024)]
    assert [len(view.pledges[0].history) for view in views] == [0, 1]
