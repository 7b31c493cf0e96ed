"""The main job, as an official does it and as the agreement reads."""

import json
from typing import Any

import pytest

from tests.coop import Coop


def _pledge(coop: Coop, pledge: str, *arguments: str) -> Any:
    """One pledge of `coop status` or `coop report` as JSON."""
    answer = coop(*arguments, "--pledge", pledge, "--format", "json")
    assert answer.code == 0
    (programme,) = json.loads(answer.out)["programmes"]
    (area,) = programme["content_areas"]
    return area["pledges"][0]


def _status(coop: Coop, pledge: str, as_of: str) -> Any:
    return _pledge(coop, pledge, "status", "--as-of", as_of)


def test_500_of_2000_tonnes_is_25_percent_and_behind(coop: Coop) -> None:
    document = ("--document", "12/BB-UBND")
    assert coop("record-delivery", "--tonnes", "500", "--date", "2023-03-15", *document).code == 0
    cement = _status(coop, "cement", "2023-12-31")
    figures = ("target", "delivered", "due", "remaining", "percent", "state")
    assert [cement[name] for name in figures] == ["2000", "500", "1000", "1500", "25.0", "behind"]


def test_the_year_2023_adds_up(coop: Coop) -> None:
    coop("record-delivery", "--tonnes", "500", "--date", "2023-03-15")
    line = _pledge(coop, "cement", "report", "--year", "2023")["year"]
    assert line == {
        "brought_forward": "500",
        "adjusted": "0",
        "planned": "500",
        "delivered": "500",
        "confirmed": "0",
        "carried_forward": "500",
        "cumulative": "500",
        "remaining": "1500",
    }


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2023-06-30", "not-started"), ("2023-12-31", "behind"), ("2024-01-01", "overdue")],
)
def test_the_school_before_anything_is_handed_over(coop: Coop, as_of: str, state: str) -> None:
    assert _status(coop, "giao-an-school", as_of)["state"] == state


def test_four_classrooms_for_3_6_billion_are_fulfilled_without_arrears(coop: Coop) -> None:
    works = ("record-completion", "--classrooms", "4", "--date", "2023-11-20")
    coop(*works, "--stage", "completed")
    assert _status(coop, "giao-an-school", "2023-12-31")["delivered"] == "0"
    coop(*works, "--stage", "handed-over")
    coop("record-disbursement", "--amount", "3,6 tỷ", "--date", "2023-11-20")
    school = _status(coop, "giao-an-school", "2024-12-31")
    assert (school["delivered"], school["completed"], school["state"]) == ("4", "4", "fulfilled")
    assert school["ceiling"]["headroom"] == "400000000"
    for year in ("2022", "2023", "2024", "2025"):
        line = _pledge(coop, "giao-an-school", "report", "--year", year)["year"]
        assert line["carried_forward"] == "0"


def test_a_bare_delivery_today_is_recorded_and_called_late(coop: Coop) -> None:
    first = json.loads(coop("record-delivery", "--tonnes", "500", "--format", "json").out)
    again = json.loads(coop("record-delivery", "--tonnes", "500", "--format", "json").out)
    codes = {remark["code"]: remark["message"] for remark in again["remarks"]}
    assert "R101" in {remark["code"] for remark in first["remarks"]}
    assert again["recorded"]
    assert first["entry"] in codes["R105"]
    assert f"coop reverse {again['entry']}" in codes["R105"]


def test_the_same_document_twice_is_one_entry(coop: Coop) -> None:
    command = ("record-delivery", "--tonnes", "500", "--document", "12/BB-UBND", "--format", "json")
    first, again = json.loads(coop(*command).out), json.loads(coop(*command).out)
    assert (again["entry"], again["already"]) == (first["entry"], True)
    assert len(json.loads(coop("entries", "--format", "json").out)["entries"]) == 2


def test_both_languages_are_told_the_same_figures(coop: Coop) -> None:
    coop("record-delivery", "--tonnes", "499,5", "--date", "15/3/2023")
    en = coop("status", "--lang", "en", "--as-of", "2023-12-31").out
    vi = coop("status", "--lang", "vi", "--as-of", "31/12/2023").out
    assert ("2,000 t" in en, "499.5" in en, "24.9%" in en) == (True, True, True)
    assert ("2.000 tấn" in vi, "499,5" in vi, "24,9 %" in vi) == (True, True, True)


def test_every_area_and_activity_of_both_programmes_is_shown(coop: Coop) -> None:
    programmes = json.loads(coop("status", "--format", "json").out)["programmes"]
    assert [p["id"] for p in programmes] == ["hau-loc-lang-chanh", "bim-son-lang-chanh"]
    for programme in programmes:
        assert [area["number"] for area in programme["content_areas"]] == [1, 2, 3, 4]
    counts = [[len(a["activities"]) for a in p["content_areas"]] for p in programmes]
    assert counts == [[2, 5, 12, 0], [2, 0, 0, 0]]
