"""A unit is found by its id or any of its names; what is not clear is listed."""

from dataclasses import replace

import pytest

from coopledger.quantity import Unit, Units
from tests.quantity.examples import BAG, CLASSROOM, COW, KG, TONNE, UNITS, USD, VND, refusal


def test_units_that_are_declared_are_listed() -> None:
    assert Units([TONNE, KG]).listed == ("tonne", "kg")
    assert Units().listed == ()


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("tonne", TONNE),
        ("t", TONNE),
        ("T", TONNE),
        ("tấn", TONNE),
        ("TẤN", TONNE),
        ("tan", TONNE),
        ("Tan", TONNE),
        ("tons", None),
        ("kg", KG),
        ("KG", KG),
        ("bag", BAG),
        ("bao", BAG),
        ("bao  50 KG", BAG),
        ("50 kg bags", BAG),
        ("đồng", VND),
        ("Dong", VND),
        ("đ", VND),
        ("d", VND),
        ("USD", USD),
        ("do la my", USD),
        ("phòng học", CLASSROOM),
        ("PHONG HOC", CLASSROOM),
        ("phòng", CLASSROOM),
        ("classrooms", CLASSROOM),
        ("con bò", COW),
        ("con bo", COW),
        ("con bơ", None),
        ("phóng", None),
        ("", None),
    ],
)
def test_accents_and_case_are_ignored_unless_accents_are_typed(
    typed: str, unit: Unit | None
) -> None:
    if unit is not None:
        assert UNITS.named(typed) == unit
    else:
        assert refusal(lambda: UNITS.named(typed)).code == "Q110"


@pytest.mark.parametrize(
    ("typed", "nearest"), [("tonnne", "tonne"), ("clasroom", "classroom"), ("zzz", None)]
)
def test_an_unknown_unit_is_refused_with_the_known_and_the_nearest(
    typed: str, nearest: str | None
) -> None:
    problem = refusal(lambda: UNITS.named(typed))

    assert problem.code == "Q110"
    assert problem.values == {"typed": typed, "units": tuple(UNITS), "nearest": nearest}


def test_a_name_of_several_units_is_refused_with_all_of_them() -> None:
    quintal, dozen = replace(TONNE, id="quintal", vi="tạ"), replace(COW, id="dozen", vi="tá")
    units = Units([replace(quintal, en="100 kg", also=()), dozen])

    problem = refusal(lambda: units.named("ta"))
    assert problem.code == "Q111"
    assert problem.values == {"typed": "ta", "units": ("quintal", "dozen")}
    assert units.named("tạ").id == "quintal"
    assert units.named("tá").id == "dozen"
    assert refusal(lambda: units.named("tà")).code == "Q110"


def test_an_exact_name_goes_before_one_without_accents_or_case() -> None:
    milligram, megagram = replace(KG, id="mg", vi="mg"), replace(TONNE, id="Mg", vi="Mg")
    units = Units([milligram, replace(megagram, also=())])

    assert units.named("mg").id == "mg"
    assert units.named("Mg").id == "Mg"
    assert refusal(lambda: units.named("MG")).code == "Q111"


@pytest.mark.parametrize(
    ("one", "other", "convert"),
    [
        (BAG, TONNE, True),
        (KG, BAG, True),
        (COW, CLASSROOM, False),
        (VND, USD, False),
        (TONNE, TONNE, True),
    ],
)
def test_only_units_of_one_base_convert(one: Unit, other: Unit, *, convert: bool) -> None:
    assert one.converts_to(other) is other.converts_to(one) is convert


def test_units_are_a_mapping_by_id() -> None:
    assert list(UNITS) == ["tonne", "kg", "bag", "VND", "USD", "classroom", "cow"]
    assert len(UNITS) == 7
    assert UNITS["bag"] == BAG
    assert "sack" not in UNITS
    assert Units([TONNE, KG]) == Units([KG, TONNE]) != Units([KG])
