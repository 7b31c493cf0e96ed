"""Pledges made elsewhere in Vietnam are lines of YAML and no new code."""

from datetime import date
from fractions import Fraction

import pytest

from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_quantity
from coopledger.terms import Form, Pledge, Terms
from coopledger.terms.workspace import locate, proposed_terms
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "elsewhere"


@pytest.fixture(scope="module")
def programmes() -> dict[str, Terms]:
    terms, problems = proposed_terms(locate(FOLDER, FOLDER, lambda: FOLDER))
    assert problems == ()
    return {one.id: one for one in terms}


@pytest.fixture(scope="module")
def pledges(programmes: dict[str, Terms]) -> dict[str, Pledge]:
    return {name: pledge for one in programmes.values() for name, pledge in one.pledges.items()}


def said(quantity: Quantity | None) -> str | None:
    return write_quantity(quantity, "vi") if quantity is not None else None


def test_every_programme_has_four_areas_and_says_it_is_a_sample(
    programmes: dict[str, Terms],
) -> None:
    assert list(programmes) == ["sample-support", "sample-loan"]
    for one in programmes.values():
        assert [number for number, _ in one.areas] == ["1", "2", "3", "4"]
        assert one.programme.invented
        assert one.sides == ("sample-provider", "sample-recipient")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("one-school", (Form.MONEY, "20 tỷ đồng", None, None)),
        ("cement-commune-01", (Form.GOODS, None, "1.000 tấn", None)),
        ("cement-commune-02", (Form.GOODS, None, "1.000 tấn", None)),
        ("cement-lent", (Form.GOODS, "6.000 tấn", None, None)),
        ("cement-given-back", (Form.GOODS, "6.000 tấn", None, None)),
        ("cement-for-households", (Form.GOODS, "501 tấn", None, "1 tỷ đồng")),
        ("gifts-for-households", (Form.GOODS, "694 hộ", None, None)),
        ("breeding-cows", (Form.GOODS, "150 con bò", None, None)),
        ("cows-and-gifts", (Form.GOODS, "20 con bò", None, None)),
        ("mulberry-seedlings", (Form.GOODS, "40.000 cây giống", None, None)),
        ("fertiliser", (Form.GOODS, "2.900 kg", None, None)),
        ("houses", (Form.WORKS, "4.046 nhà", None, "163 tỷ đồng")),
        ("visits", (Form.SERVICES, "10 chuyến thăm", None, None)),
        ("eye-examinations", (Form.SERVICES, "200 lượt khám", None, None)),
        ("help-in-kind", (Form.SERVICES, None, None, "250 triệu đồng")),
        ("after-approval", (Form.MONEY, "40 tỷ đồng", None, None)),
        ("water-project", (Form.MONEY, "4.400 đô la Mỹ", None, None)),
    ],
)
def test_a_pledge_has_its_form_target_ceiling_and_worth(
    pledges: dict[str, Pledge], name: str, expected: tuple[str | None, ...]
) -> None:
    pledge = pledges[name]
    ceiling = pledge.ceiling.amount if pledge.ceiling else None
    equivalent = pledge.equivalent.amount if pledge.equivalent else None

    assert (pledge.form, said(pledge.target), said(ceiling), said(equivalent)) == expected


def test_no_other_pledge_stands_there(pledges: dict[str, Pledge]) -> None:
    assert len(pledges) == 17


@pytest.mark.parametrize(
    ("name", "about", "over"),
    [
        ("help-in-kind", True, False),
        ("houses", False, True),
        ("cement-for-households", False, False),
    ],
)
def test_a_worth_may_be_about_or_over(
    pledges: dict[str, Pledge], name: str, *, about: bool, over: bool
) -> None:
    equivalent = pledges[name].equivalent

    assert equivalent is not None
    assert (equivalent.about, equivalent.over) == (about, over)


def test_up_to_so_much_a_year_is_a_ceiling_of_each_commune(pledges: dict[str, Pledge]) -> None:
    for name in ("cement-commune-01", "cement-commune-02"):
        pledge = pledges[name]
        assert pledge.ceiling is not None
        assert pledge.ceiling.per == "year"
        assert pledge.unit.id == "tonne"
        assert pledge.instalments == ()


def test_two_visits_a_year_are_planned_for_every_year(pledges: dict[str, Pledge]) -> None:
    assert [(part.due_on, said(part.quantity)) for part in pledges["visits"].instalments] == [
        (date(year, 12, 31), "2 chuyến thăm") for year in range(2021, 2026)
    ]


def test_on_condition_nothing_is_planned(pledges: dict[str, Pledge]) -> None:
    pledge = pledges["after-approval"]

    assert pledge.condition is not None
    assert pledge.condition.vi == "được thành phố phê duyệt"
    assert pledge.window is not None
    assert pledge.instalments == ()


def test_earmarked_money_names_its_school(pledges: dict[str, Pledge]) -> None:
    pledge = pledges["one-school"]

    assert pledge.beneficiary is not None
    assert pledge.purpose is not None
    assert pledge.money_unit == pledge.unit


def test_dollars_are_kept_to_the_cent_and_never_become_dong(pledges: dict[str, Pledge]) -> None:
    dollars = pledges["water-project"].unit

    assert dollars.id == "USD"
    assert dollars.step == Fraction(1, 100)
    assert not dollars.converts_to(pledges["one-school"].unit)


@pytest.mark.parametrize(
    ("name", "by", "dates"),
    [
        ("cement-lent", "provider", {date(2022, 3, 31), date(2022, 9, 30)}),
        ("cement-given-back", "recipient", {date(2024, 6, 30), date(2025, 6, 30)}),
    ],
)
def test_a_loan_is_a_second_pledge_with_a_quota_for_each_of_21_communes(
    programmes: dict[str, Terms], name: str, by: str, dates: set[date]
) -> None:
    loan = programmes["sample-loan"]
    pledge = loan.pledges[name]

    assert pledge.by == by
    assert len({share.party for share in pledge.shares}) == 21
    assert {share.party for share in pledge.shares} < set(loan.parties)
    assert {said(share.quantity) for share in pledge.shares} == {"275 tấn", "300 tấn"}
    for share in pledge.shares:
        assert {part.due_on for part in pledge.planned_for(share)} == dates
    assert {part.due_on for part in pledge.instalments} == dates
    assert sum(part.quantity.amount for part in pledge.instalments) == 6000


def test_the_words_stand_in_both_languages(pledges: dict[str, Pledge]) -> None:
    for pledge in pledges.values():
        assert pledge.title.vi != pledge.title.en
