"""Looking things up by what people call them: listing, never guessing."""

import pytest

from coopledger.terms import lookup, parse
from coopledger.terms.lookup import Item
from coopledger.terms.workspace import read_file
from tests.conftest import PROGRAMMES
from tests.terms.documents import edited, terms

TERMS = parse(read_file(PROGRAMMES))
COMMUNES = [
    Item("p", "north", ("Đường xã Hoa Lộc", "Road in Hoa Lộc")),
    Item("p", "south", ("Đường xã Hòa Lộc", "Road in Hòa Lộc")),
    Item("p", "east", ("Đường xã Hậu Lộc", "Road in Hậu Lộc")),
]


def found(typed: str, items: list[Item]) -> list[str]:
    return [item.full for item in lookup.named(typed, items)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hau-loc-lang-chanh", ["hau-loc-lang-chanh/hau-loc-lang-chanh"]),
        ("hau loc", ["hau-loc-lang-chanh/hau-loc-lang-chanh"]),
        ("Hậu Lộc", ["hau-loc-lang-chanh/hau-loc-lang-chanh"]),
        ("BIM SON", ["bim-son-lang-chanh/bim-son-lang-chanh"]),
        ("Bỉm Sơn Town", ["bim-son-lang-chanh/bim-son-lang-chanh"]),
        (
            "lang chanh",
            ["hau-loc-lang-chanh/hau-loc-lang-chanh", "bim-son-lang-chanh/bim-son-lang-chanh"],
        ),
        ("hầu lộc", []),
        ("hau-loc", []),
    ],
)
def test_a_programme_is_found_by_id_or_a_part_of_its_title(typed: str, expected: list[str]) -> None:
    assert found(typed, lookup.programmes(TERMS)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cement", ["bim-son-lang-chanh/cement"]),
        ("bim-son-lang-chanh/cement", ["bim-son-lang-chanh/cement"]),
        ("xi mang", ["bim-son-lang-chanh/cement"]),
        ("Xi Mang", ["bim-son-lang-chanh/cement"]),
        ("Xi măng", ["bim-son-lang-chanh/cement"]),
        ("xi ma\u0306ng", ["bim-son-lang-chanh/cement"]),
        ("phong  hoc", ["hau-loc-lang-chanh/giao-an-school"]),
        ("four classrooms", ["hau-loc-lang-chanh/giao-an-school"]),
        ("xi màng", []),
        ("gạch", []),
    ],
)
def test_a_pledge_is_found_by_id_or_title(typed: str, expected: list[str]) -> None:
    assert found(typed, lookup.pledges(TERMS)) == expected


def test_an_activity_of_both_programmes_is_listed_twice() -> None:
    assert found("party-building", lookup.activities(TERMS)) == [
        "hau-loc-lang-chanh/party-building",
        "bim-son-lang-chanh/party-building",
    ]
    assert found("ocop", lookup.activities(TERMS)) == ["hau-loc-lang-chanh/trade-exchange"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoa loc", ["p/north", "p/south"]),
        ("HOA LOC", ["p/north", "p/south"]),
        ("hoa lộc", ["p/north"]),
        ("Hòa Lộc", ["p/south"]),
        ("ho\u0300a lo\u0323\u0302c", ["p/south"]),
        ("duong xa", ["p/north", "p/south", "p/east"]),
        ("hau loc", ["p/east"]),
    ],
)
def test_hoa_loc_and_its_namesake_are_listed_and_never_guessed(
    typed: str, expected: list[str]
) -> None:
    assert found(typed, COMMUNES) == expected


def test_an_id_goes_before_a_title_and_a_title_before_a_part_of_one() -> None:
    items = [
        Item("p", "one", ("Xi măng cho xã", "Cement for communes")),
        Item("p", "two", ("Xi măng", "Cement")),
        Item("p", "cement", ("Thép", "Steel")),
    ]

    assert found("cement", items) == ["p/cement"]
    assert found("Cement", items) == ["p/two"]
    assert found("xi mang", items) == ["p/two"]
    assert found("communes", items) == ["p/one"]


def test_the_same_id_in_two_programmes_needs_the_full_name() -> None:
    both = lookup.pledges([*TERMS, terms(edited(("id: houses", "id: giao-an-school")))])

    assert found("cement", both) == ["bim-son-lang-chanh/cement", "north-south/cement"]
    assert found("north-south/cement", both) == ["north-south/cement"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("cemnt", "cement"), ("Cemennt", "cement"), ("Xi mawng", "cement"), ("steel bars", None)],
)
def test_what_is_misspelt_is_looked_for_among_ids_and_titles(
    typed: str, expected: str | None
) -> None:
    assert lookup.meant(typed, lookup.pledges(TERMS)) == expected


def test_who_speaks_for_a_side_has_a_name() -> None:
    bim_son = Item("bim-son-lang-chanh", "bim-son", ("Thị xã Bỉm Sơn", "Bỉm Sơn Town"))
    assert bim_son in lookup.speakers(TERMS)
    assert [item.full for item in lookup.speakers(TERMS)] == [
        "hau-loc-lang-chanh/hau-loc",
        "hau-loc-lang-chanh/lang-chanh",
        "bim-son-lang-chanh/bim-son",
        "bim-son-lang-chanh/lang-chanh",
    ]
    assert {item.id for item in lookup.speakers([terms()])} == {"north", "south", "east"}


def test_every_party_of_a_programme_has_a_name() -> None:
    """Also who followed a side and has no part in anything."""
    hau_loc, bim_son = (lookup.parties([one]) for one in TERMS)
    assert {item.id for item in bim_son} == set(TERMS[1].parties)
    assert Item("hau-loc-lang-chanh", "xa-hoa-loc", ("Xã Hoa Lộc", "Hoa Lộc Commune")) in hau_loc
    assert not [item for item in bim_son if item.id == "xa-hoa-loc"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hau loc", ["hau-loc", "xa-hau-loc"]),
        ("Hậu Lộc", ["hau-loc", "xa-hau-loc"]),
        ("Hậu Lộc District", ["hau-loc"]),
        ("xa hau loc", ["xa-hau-loc"]),
        ("hau-loc", ["hau-loc"]),
        ("hoa loc", ["xa-hoa-loc"]),
        ("hòa lộc", []),
        ("van phu", ["xa-van-phu"]),
    ],
)
def test_a_name_that_passed_to_another_unit_is_the_name_of_both(
    typed: str, expected: list[str]
) -> None:
    items = lookup.named(typed, lookup.parties(TERMS[:1]))
    assert [item.id for item in items] == expected


def test_who_has_a_share_has_a_name() -> None:
    assert lookup.sharers([terms()]) == [
        Item("north-south", "south", ("Huyện Nam", "South District")),
        Item("north-south", "east", ("Xã Đông", "East Commune")),
    ]
