"""How the file differs from the terms in force: each part, old and new."""

import pytest

from coopledger.present.machine.records import text
from coopledger.terms import Terms, parse
from coopledger.terms.drift import drift
from coopledger.terms.source import read
from tests.conftest import PROGRAMMES
from tests.terms.documents import edited, terms

BUILT_IN = PROGRAMMES.read_text(encoding="utf-8")
CEMENT = "programme.content_areas.4.pledges.cement"


def _terms(old: str = "", new: str = "") -> Terms:
    assert BUILT_IN.count(old) == 1 or not old
    return parse(read(BUILT_IN.replace(old, new) if old else BUILT_IN, "f"))[1]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("purpose: {vi: làm các", "purpose: {vi: xây các", {
            f"{CEMENT}.purpose.vi": ("làm các công trình hạ tầng", "xây các công trình hạ tầng")}),
        ("target: 2000 tonne", "target: 2000 t", {}),
        ("window: 2022-2025", "window: 2021-2025", {
            f"{CEMENT}.window": ("2022-2025", "2021-2025")}),
        ("equivalent: 3000000000 VND", "equivalent: 3 tỷ đồng", {}),
        ("equivalent: 3000000000 VND", "ceiling: 3 tỷ đồng", {
            f"{CEMENT}.ceiling.amount": (None, "3000000000 VND"),
            f"{CEMENT}.equivalent.amount": ("3000000000 VND", None),
            f"{CEMENT}.equivalent.about": ("False", None),
            f"{CEMENT}.equivalent.over": ("False", None)}),
        ("2022: 500, 2023: 500,", "2022: 400, 2023: 600,", {
            f"{CEMENT}.schedule.1.quantity": ("500 tonne", "400 tonne"),
            f"{CEMENT}.schedule.2.quantity": ("500 tonne", "600 tonne")}),
        ("code: 14812", "code: 14813", {"parties.phuong-bim-son.code": ("14812", "14813")}),
        ("equals: 0.05 tonne", "equals: 0.04 tonne", {"units.bag.in_base": ("1/20", "1/25")}),
        ("[phuong-bim-son, phuong-quang-trung]", "[phuong-quang-trung, phuong-bim-son]", {
            "succession.1.successors.1": ("phuong-bim-son", "phuong-quang-trung"),
            "succession.1.successors.2": ("phuong-quang-trung", "phuong-bim-son")}),
    ],
    ids=["words", "a unit's other name", "window", "money in words", "a worth becomes a ceiling",
         "instalments", "an official code", "a lighter bag", "successors"],
)  # fmt: skip
def test_each_part_that_differs_is_named(
    old: str, new: str, changes: dict[str, tuple[str | None, str | None]]
) -> None:
    found = {
        change.path: (text(change.in_force), text(change.proposed))
        for change in drift(_terms(), _terms(old, new))
    }
    assert found == changes


def test_a_share_is_called_by_its_party() -> None:
    proposed = edited(
        ("quantity: 30 house", "quantity: 40 house"),
        ("quantity: 70 house, schedule: {2024: 70}", "quantity: 60 house, schedule: {2024: 60}"),
    )

    shares = "programme.content_areas.4.pledges.houses.shares"
    assert [change.path for change in drift(terms(), terms(proposed))] == [
        f"{shares}.south.quantity",
        f"{shares}.east.quantity",
        f"{shares}.east.schedule.1.quantity",
    ]


def test_a_programme_does_not_differ_where_only_another_does() -> None:
    assert drift(_terms(), _terms("target: 4 classroom", "target: 5 classroom")) == ()
