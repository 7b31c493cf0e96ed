"""A snapshot keeps what was agreed as it was written; two writings of the same agree."""

import json
from datetime import date

import pytest

from coopledger.problem import Refused
from coopledger.terms import Side, Terms, parse, restore
from coopledger.terms.drift import drift
from coopledger.terms.source import Tree, read
from coopledger.terms.workspace import read_file
from tests.conftest import PROGRAMMES
from tests.terms.documents import FILE, GOOD, edited, terms

TERMS = [*parse(read_file(PROGRAMMES)), terms()]
SCHEDULE = "schedule: {2022: 500, 2023: 500}"

each = pytest.mark.parametrize("one", TERMS, ids=lambda one: one.id)


def reordered(tree: Tree) -> Tree:
    """The same tree with the keys of every mapping backwards."""
    match tree:
        case dict():
            return {key: reordered(tree[key]) for key in reversed(tree)}
        case list():
            return [reordered(item) for item in tree]
        case _:
            return tree


@each
def test_a_snapshot_gives_the_terms_back(one: Terms) -> None:
    kept = json.loads(json.dumps(one.snapshot))

    again = restore(kept)
    assert again == one
    assert not drift(again, one)
    assert again.snapshot == one.snapshot


@each
def test_a_snapshot_is_text_under_ascii_keys(one: Terms) -> None:
    """Sorted compact JSON of it is then RFC 8785."""
    keys, scalars = zip(*_parts(one.snapshot), strict=True)

    assert all(key.isascii() for key in keys)
    assert {type(scalar) for scalar in scalars} == {str}


def _parts(tree: object, key: str = "") -> list[tuple[str, object]]:
    match tree:
        case dict():
            return [part for name, value in tree.items() for part in _parts(value, f"{key}.{name}")]
        case list():
            return [part for item in tree for part in _parts(item, key)]
        case _:
            return [(key, tree)]


def test_a_snapshot_holds_one_programme_its_parties_and_every_unit() -> None:
    bim_son = next(one for one in TERMS if one.id == "bim-son-lang-chanh")

    assert list(bim_son.snapshot["programmes"]) == ["bim-son-lang-chanh"]
    assert set(bim_son.snapshot["units"]) == {"tonne", "kg", "bag", "VND", "classroom"}
    assert "hau-loc" not in bim_son.snapshot["parties"]
    assert "xa-hau-loc" not in bim_son.snapshot["parties"]
    assert [row["predecessor"] for row in bim_son.snapshot["succession"]] == [
        "bim-son",
        "lang-chanh",
    ]


def test_a_snapshot_keeps_scalars_as_they_were_written() -> None:
    written = terms(edited(("target: 1000 tonne", "target: 1.000,0 tấn"))).snapshot

    pledge = written["programmes"]["north-south"]["content_areas"]["4"]["pledges"][0]
    assert pledge["target"] == "1.000,0 tấn"
    assert pledge["ceiling"] == "2 tỷ VND"
    assert written["parties"]["east"]["code"] == "00123"


def test_a_programme_without_successors_keeps_no_succession() -> None:
    before, after = GOOD.split("succession:\n")
    alone = terms(before + after[after.index("programmes:") :])

    assert "succession" not in alone.snapshot
    assert alone.succession == ()


def test_a_share_brings_its_party_along() -> None:
    assert set(terms().parties) == {"north", "south", "east"}
    assert terms().sides == ("north", "south")


@pytest.mark.parametrize(
    "changes",
    [
        [("target: 1000 tonne", "target: 1000.000 t")],
        [("ceiling: 2 tỷ VND", "ceiling: {amount: 2000000000 đồng}")],
        [("amount: 1500 triệu VND", "amount: '1,5 tỷ VND'")],
        [(SCHEDULE, "schedule: {2023: 500 t, 2022: {quantity: 10000 bag, due_on: 31/12/2022}}")],
        [("window: 2022-2023", "window: 2022 – 2023")],
        [("{vi: Xi măng, en: Cement}", "\n              en: Cement\n              vi: 'Xi măng'")],
        [("{vi: Xi măng, en: Cement}", '{vi: "  Xi măng ", en: Cement} # the grade is open')],
        [("Xi măng", "Xi ma\u0306ng")],
        [("about: true", "about: true, over: false")],
        [("form: goods", "form: goods\n            by: provider")],
        [("    period: 2021-2025", "    period: 2021-2025\n    invented: false")],
    ],
    ids=["amount", "bare ceiling", "multiplier", "schedule", "dash", "block", "quotes", "NFD",
         "flag", "by", "invented"],
)  # fmt: skip
def test_terms_written_differently_agree(changes: list[tuple[str, str]]) -> None:
    other = terms(edited(*changes))

    assert not drift(other, terms())
    assert not drift(terms(), other)


def test_the_order_of_keys_says_nothing() -> None:
    for one in TERMS:
        backwards = reordered(json.loads(json.dumps(one.snapshot)))
        assert isinstance(backwards, dict)
        assert list(backwards) != list(one.snapshot)
        assert not drift(restore(backwards), one)


@pytest.mark.parametrize(
    "changes",
    [
        [("target: 100 house", "target: 110 house"), ("quantity: 30", "quantity: 40")],
        [("target: 1000 tonne", "target: 20000 bag"), (SCHEDULE, "schedule: {2023: 20000}")],
        [("ceiling: 2 tỷ VND", "ceiling: 2,1 tỷ VND")],
        [("ceiling: 2 tỷ VND", "ceiling: {amount: 2 tỷ VND, per: year}")],
        [("about: true", "over: true")],
        [(SCHEDULE, "schedule: {2022: 400, 2023: 600}")],
        [(SCHEDULE, "schedule: {2022: 500, 2023: {quantity: 500, due_on: 2023-06-30}}")],
        [("quantity: 30 house", "quantity: 40 house"), ("quantity: 70 house, schedule: {2024: 70}",
                                                        "quantity: 60 house")],
        [("Xi măng", "Xi măng PCB40")],
        [("form: goods", "form: services")],
        [("form: goods", "form: goods\n            condition: {vi: duyệt, en: approval}")],
        [("period: 2021-2025", "period: 2021-2026")],
        [("provider: north", "provider: east")],
        [("Huyện Bắc", "Huyện Bắc Hà")],
        [("code: 00123", "code: 00124")],
        [("    effective: 2025-07-01", "    effective: 2025-08-01")],
        [("tonne: {dimension: mass, step: 0.001", "tonne: {dimension: mass, step: 0.01")],
        [("equals: 0.05 tonne", "equals: 0.04 tonne")],
        [("    period: 2021-2025", "    period: 2021-2025\n    invented: true")],
    ],
    ids=["target", "unit", "ceiling", "per year", "about", "split", "due date", "shares", "title",
         "form", "condition", "period", "provider", "party", "code", "succession", "step",
         "conversion", "invented"],
)  # fmt: skip
def test_terms_that_say_something_else_differ(changes: list[tuple[str, str]]) -> None:
    other = terms(edited(*changes))

    assert drift(other, terms())
    assert drift(terms(), other)
    assert not drift(restore(other.snapshot), other)


def test_what_a_snapshot_of_another_version_says_wrong_has_its_path() -> None:
    snapshot = json.loads(json.dumps(terms().snapshot))
    snapshot["programmes"]["north-south"]["colour"] = "red"

    with pytest.raises(Refused) as caught:
        restore(snapshot)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("T102", None)
    assert problem.values["at"] == ("programmes", "north-south", "colour")


def test_a_file_may_hold_several_programmes() -> None:
    second = GOOD[GOOD.index("  north-south:") :].replace("north-south", "east-south")
    text = GOOD + second.replace("provider: north", "provider: east")

    north, east = parse(read(text, FILE))
    assert (north.id, east.id) == ("north-south", "east-south")
    assert north.sides == ("north", "south")
    assert east.sides == ("east", "south")
    assert east.succession == north.succession, "its provider followed somebody"
    assert set(east.parties) == {"north", "south", "east"}
    assert not drift(north, terms())


# Who followed whom, and who speaks for which side


def following(*rows: tuple[str, str, str]) -> str:
    """The good document with other rows: who, by whom it was followed, and since when.

    Three more communes are there, which the programme itself does not name.
    """
    before, after = GOOD.split("succession:\n")
    more = "".join(
        f"  {name}: {{name: {{vi: {name}, en: {name}}}, type: {{vi: xã, en: commune}}}}\n"
        for name in ("west", "coast", "delta")
    )
    succession = "".join(
        f"  - predecessor: {party}\n    successors: [{successors}]\n    effective: {since}\n"
        "    by:\n      - title: {vi: Nghị quyết, en: Resolution}\n"
        for party, successors, since in rows
    )
    rest = after[after.index("programmes:") :]
    return before + more + (f"succession:\n{succession}" if rows else "") + rest


@pytest.mark.parametrize(
    ("rows", "kept", "parties"),
    [
        ([], [], {"north", "south", "east"}),
        ([("coast", "delta", "2025-07-01")], [], {"north", "south", "east"}),
        ([("coast", "delta", "2025-07-01"), ("north", "west", "2025-07-01")], ["north"],
         {"north", "south", "east", "west"}),
        ([("coast", "north", "2020-01-01"), ("delta", "west", "2025-07-01")], ["coast"],
         {"north", "south", "east", "coast"}),
        ([("coast", "delta, east", "2025-07-01")], ["coast"],
         {"north", "south", "east", "coast", "delta"}),
        ([("south", "west", "2025-07-01"), ("west", "delta", "2026-07-01")], ["south"],
         {"north", "south", "east", "west"}),
    ],
    ids=["nobody", "strangers", "a side followed", "a side follows", "a share follows",
         "no further than that"],
)  # fmt: skip
def test_a_snapshot_keeps_who_followed_a_side_and_whom_it_followed(
    rows: list[tuple[str, str, str]], kept: list[str], parties: set[str]
) -> None:
    one = terms(following(*rows))

    assert [row.predecessor for row in one.succession] == kept
    assert [row["predecessor"] for row in one.snapshot.get("succession", [])] == kept
    assert set(one.parties) == set(one.snapshot["parties"]) == parties
    assert restore(one.snapshot) == one


@pytest.mark.parametrize(
    ("rows", "side"),
    [
        ([], Side.RECIPIENT),
        ([("coast", "east", "2025-07-01")], Side.RECIPIENT),
        ([("north", "east", "2025-07-01")], Side.PROVIDER),
        ([("north", "west, east", "2025-07-01")], Side.PROVIDER),
        ([("east", "north", "2020-07-01")], Side.PROVIDER),
        ([("south", "east", "2025-07-01")], Side.RECIPIENT),
        ([("north", "coast", "2025-07-01"), ("south", "west, east", "2025-07-01")], Side.RECIPIENT),
        ([("north", "east", "2025-07-01"), ("south", "east", "2025-07-01")], Side.RECIPIENT),
    ],
    ids=["of nobody", "of a stranger", "of the provider", "among others", "before the provider",
         "of the recipient", "beside the provider's", "of both"],
)  # fmt: skip
def test_a_share_of_who_followed_the_provider_is_owed_and_every_other_received(
    rows: list[tuple[str, str, str]], side: Side
) -> None:
    one = terms(following(*rows))

    assert one.speakers == {
        "north": Side.PROVIDER, "south": Side.RECIPIENT, "east": side,
    }  # fmt: skip


def test_nobody_speaks_by_succession_alone() -> None:
    one = terms(following(("north", "west", "2025-07-01"), ("south", "coast", "2025-07-01")))

    assert set(one.speakers) == {"north", "south", "east"}
    assert TERMS[1].speakers == {"bim-son": Side.PROVIDER, "lang-chanh": Side.RECIPIENT}


def test_of_a_share_its_party_speaks_and_the_main_party_may() -> None:
    one = terms()  # in which east followed north

    assert one.voices(Side.PROVIDER) == ("north",)
    assert one.voices(Side.RECIPIENT) == ("south",)
    assert one.voices(Side.PROVIDER, "east") == ("east", "north")
    assert one.voices(Side.RECIPIENT, "east") == ("south",)
    assert one.voices(Side.RECIPIENT, "south") == ("south",)
    assert one.voices(Side.PROVIDER, "nobody") == ("north",)


def test_who_followed_whom_is_known_by_the_day() -> None:
    rows = ("north", "west, east", "2025-07-01"), ("north", "coast", "2026-07-01")
    one = terms(following(*rows))

    assert one.successors("north", date(2025, 6, 30)) == ()
    assert one.successors("north", date(2025, 7, 1)) == ("west", "east")
    assert one.successors("north") == ("west", "east", "coast")
    assert one.successors("south") == one.successors("west") == ()


def test_each_side_has_another() -> None:
    assert (Side.PROVIDER.other, Side.RECIPIENT.other) == (Side.RECIPIENT, Side.PROVIDER)
