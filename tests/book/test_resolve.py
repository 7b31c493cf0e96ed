"""What people type finds what they mean; several candidates are listed and none is guessed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coopledger import Draft, Kind
from coopledger.book.names import entry_named, pledges_named, programme_named
from coopledger.book.resolve import resolve
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from tests.book.drafts import BIM_SON, HAU_LOC, LAST

BOOKS = (BIM_SON, HAU_LOC)
CEMENT, SCHOOL = f"{BIM_SON}/cement", f"{HAU_LOC}/giao-an-school"


def refusal(ask: Callable[..., object], *about: Any) -> tuple[str, object]:
    """The code of the only problem, and what it lists."""
    with pytest.raises(Refused) as caught:
        ask(*about)
    (problem,) = caught.value.problems
    values = problem.values
    return problem.code, values.get("candidates", values.get("programmes"))


@pytest.mark.parametrize(
    ("typed", "programme"),
    [
        (BIM_SON, BIM_SON),
        ("thị xã Bỉm Sơn", BIM_SON),
        ("thi xa bim son", BIM_SON),
        ("Bỉm Sơn Town", BIM_SON),
        ("HAU LOC", HAU_LOC),
    ],
)
def test_a_programme_is_found(ledger: Ledger, typed: str, programme: str) -> None:
    assert programme_named(typed, ledger.terms()) == programme


@pytest.mark.parametrize(
    ("typed", "code", "listed"),
    [
        ("Lang Chánh", "B155", (HAU_LOC, BIM_SON)),
        ("Hoằng Hóa", "B154", (HAU_LOC, BIM_SON)),
        ("Bìm Sơn", "B154", (HAU_LOC, BIM_SON)),
    ],
)
def test_a_programme_that_is_not_clear_is_refused(
    ledger: Ledger, typed: str, code: str, listed: tuple[str, ...]
) -> None:
    assert refusal(programme_named, typed, ledger.terms()) == (code, listed)


@pytest.mark.parametrize(
    ("typed", "pledges"),
    [
        ("cement", [CEMENT]),
        (CEMENT, [CEMENT]),
        ("Xi măng", [CEMENT]),
        ("xi mang", [CEMENT]),
        ("XI MĂNG", [CEMENT]),
        ("four classrooms", [SCHOOL]),
        ("phong hoc", [SCHOOL]),
        ("e", [SCHOOL, CEMENT]),
    ],
)
def test_pledges_are_found(ledger: Ledger, typed: str, pledges: list[str]) -> None:
    assert [item.full for item in pledges_named(typed, ledger.terms())] == pledges


@pytest.mark.parametrize("typed", ["xì măng", "cements", f"{HAU_LOC}/cement"])
def test_an_unknown_pledge_is_refused(ledger: Ledger, typed: str) -> None:
    assert refusal(pledges_named, typed, ledger.terms()) == ("B151", (SCHOOL, CEMENT))


@pytest.mark.parametrize(
    ("typed", "programme", "found"),
    [
        (f"{HAU_LOC}#3", None, (HAU_LOC, 3)),
        ("#3", BIM_SON, (BIM_SON, 3)),
        ("3", BIM_SON, (BIM_SON, 3)),
        (" 3 ", BIM_SON, (BIM_SON, 3)),
    ],
)
def test_an_entry_is_found(typed: str, programme: str | None, found: tuple[str, int]) -> None:
    assert entry_named(typed, programme, BOOKS) == found


def test_in_the_only_book_a_number_is_enough() -> None:
    assert entry_named("3", None, [BIM_SON]) == entry_named("#3", None, [BIM_SON]) == (BIM_SON, 3)


@pytest.mark.parametrize(
    ("typed", "programme", "books", "code"),
    [
        pytest.param("3", None, BOOKS, "B157", id="which book?"),
        pytest.param("#3", None, BOOKS, "B157", id="which book is #3 in?"),
        pytest.param("3", None, (), "B156", id="no book at all"),
        pytest.param("hoang-hoa#3", None, BOOKS, "B156", id="no such book"),
        pytest.param("3", "hoang-hoa", BOOKS, "B156", id="no such programme"),
        pytest.param(f"{BIM_SON}#3", HAU_LOC, BOOKS, "B156", id="another programme"),
        pytest.param("three", BIM_SON, BOOKS, "B156", id="no number"),
        pytest.param("-3", BIM_SON, BOOKS, "B156", id="a negative number"),
        pytest.param("٣", BIM_SON, BOOKS, "B156", id="digits of another script"),
        pytest.param("9" * 16, BIM_SON, BOOKS, "B156", id="16 digits"),
    ],
)
def test_an_entry_that_is_not_clear_is_refused(
    typed: str, programme: str | None, books: tuple[str, ...], code: str
) -> None:
    assert refusal(entry_named, typed, programme, books) == (code, books)


@pytest.mark.parametrize(
    ("typed", "programme", "found"),
    [
        ("relics", None, (HAU_LOC, "relics")),
        (f"{HAU_LOC}/relics", None, (HAU_LOC, "relics")),
        ("tram y te", None, (HAU_LOC, "health-stations")),
        ("Trạm y tế", None, (HAU_LOC, "health-stations")),
        ("party-building", "Bỉm Sơn", (BIM_SON, "party-building")),
    ],
)
def test_an_activity_is_found(
    ledger: Ledger, typed: str, programme: str | None, found: tuple[str, str]
) -> None:
    draft = Draft(kind=Kind.ACTIVITY, activity=typed, programme=programme)
    resolved = resolve(draft, ledger.terms(), BOOKS)
    assert (resolved.programme, resolved.activity) == found


@pytest.mark.parametrize(
    ("typed", "party"),
    [
        ("lang-chanh", "lang-chanh"),
        ("Huyện Lang Chánh", "lang-chanh"),
        ("lang chanh", "lang-chanh"),
        ("Bỉm Sơn Town", "bim-son"),
        ("thi xa bim son", "bim-son"),
        ("phuong bim son", "phuong-bim-son"),  # for the rules to refuse, as long as it has no part
        ("thanh-hoa", "thanh-hoa"),  # for the rules to refuse
    ],
)
def test_a_side_is_found_by_its_name(ledger: Ledger, typed: str, party: str) -> None:
    draft = Draft(kind=Kind.DELIVERY, quantity="1 tonne", party=typed)
    assert resolve(draft, ledger.terms(), ()).party == party


def test_a_name_of_two_sides_lists_them_unless_the_programme_settles_it(ledger: Ledger) -> None:
    draft = Draft(kind=Kind.DELIVERY, quantity="1 tonne", party="huyen")
    assert refusal(resolve, draft, ledger.terms(), ()) == ("B158", ("hau-loc", "lang-chanh"))
    assert resolve(replace(draft, programme=BIM_SON), ledger.terms(), ()).party == "lang-chanh"


@pytest.mark.parametrize(
    ("typed", "parties"),
    [
        ("hau loc", ("hau-loc", "xa-hau-loc")),
        ("Hậu Lộc", ("hau-loc", "xa-hau-loc")),
        ("bim son", ("bim-son", "phuong-bim-son")),
        ("Bỉm Sơn", ("bim-son", "phuong-bim-son")),
    ],
)
@pytest.mark.parametrize("field", ["party", "share"])
def test_a_name_that_has_passed_to_another_unit_is_never_guessed(
    ledger: Ledger, field: str, typed: str, parties: tuple[str, ...]
) -> None:
    """The commune of Hậu Lộc is another unit than the district was, and no side of anything."""
    names: dict[str, Any] = {field: typed}
    draft = Draft(kind=Kind.DELIVERY, quantity="1 tonne", **names)
    assert refusal(resolve, draft, ledger.terms(), ()) == ("B158", parties)
    names = {field: parties[0]}
    assert getattr(resolve(replace(draft, **names), ledger.terms(), ()), field) == parties[0]


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.RETURN, Kind.SUPPLEMENT, Kind.REVERSAL])
def test_what_is_about_another_entry_says_which(ledger: Ledger, kind: Kind) -> None:
    terms = ledger.terms()
    found = resolve(Draft(kind=kind, concerns="3", programme="Bỉm Sơn"), terms, BOOKS)
    assert (found.programme, found.concerns, found.pledge) == (BIM_SON, f"{BIM_SON}#3", None)
    for draft, code in ((Draft(kind=kind), "B156"), (Draft(kind=kind, concerns="3"), "B157")):
        assert refusal(resolve, draft, terms, BOOKS) == (code, BOOKS)


@pytest.mark.parametrize("kind", [Kind.AGREEMENT, Kind.CLOSE])
def test_what_is_about_a_whole_book_says_which(ledger: Ledger, kind: Kind) -> None:
    terms = ledger.terms()
    assert resolve(Draft(kind=kind, programme="bim son"), terms, BOOKS).programme == BIM_SON
    assert resolve(Draft(kind=kind), terms[:1], BOOKS).programme == HAU_LOC
    assert refusal(resolve, Draft(kind=kind), terms, BOOKS) == ("B155", (HAU_LOC, BIM_SON))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cemnt", "cement"), ("xi mawng", "cement"), ("steel bars", None)],
)
def test_what_is_misspelt_is_suggested(ledger: Ledger, typed: str, meant: str | None) -> None:
    with pytest.raises(Refused) as caught:
        resolve(Draft(kind=Kind.DELIVERY, pledge=typed, quantity="1"), ledger.terms(), ())
    assert [problem.values["nearest"] for problem in caught.value.problems] == [meant]


@pytest.mark.parametrize(
    ("draft", "code", "listed"),
    [
        pytest.param(
            Draft(kind=Kind.ACTIVITY, activity="party-building"),
            "B152",
            (f"{HAU_LOC}/party-building", f"{BIM_SON}/party-building"),
            id="an activity of two programmes",
        ),
        pytest.param(
            Draft(kind=Kind.ACTIVITY, area="2"), "B155", (HAU_LOC, BIM_SON), id="whose area?"
        ),
        pytest.param(
            Draft(kind=Kind.DELIVERY, pledge="e", quantity="1"),
            "B152",
            (SCHOOL, CEMENT),
            id="two pledges",
        ),
        pytest.param(
            Draft(kind=Kind.DELIVERY, pledge="cement", programme=HAU_LOC),
            "B151",
            (SCHOOL,),
            id="a pledge of the other programme",
        ),
        pytest.param(
            Draft(kind=Kind.DELIVERY, quantity="5 VND"),
            "B153",
            (SCHOOL, CEMENT),
            id="nothing counted in đồng is delivered",
        ),
        pytest.param(
            Draft(kind=Kind.DELIVERY, quantity="5", unit="cow"),
            "B153",
            (SCHOOL, CEMENT),
            id="an unknown unit",
        ),
    ],
)
def test_a_draft_that_is_not_clear_lists_the_candidates(
    ledger: Ledger, draft: Draft, code: str, listed: tuple[str, ...]
) -> None:
    assert refusal(resolve, draft, ledger.terms(), BOOKS) == (code, listed)


@pytest.mark.parametrize(
    ("draft", "pledge"),
    [
        (Draft(kind=Kind.DELIVERY, quantity="500", unit="tonne"), CEMENT),
        (Draft(kind=Kind.DELIVERY, quantity="10000 bag"), CEMENT),
        (Draft(kind=Kind.DELIVERY, quantity="10000 bao"), CEMENT),
        (Draft(kind=Kind.COMPLETION, quantity="2"), SCHOOL),
        (Draft(kind=Kind.DISBURSEMENT, quantity="1 tỷ"), SCHOOL),
    ],
    ids=str,
)
def test_what_is_counted_finds_its_pledge(ledger: Ledger, draft: Draft, pledge: str) -> None:
    resolved = resolve(draft, ledger.terms(), ())
    assert f"{resolved.programme}/{resolved.pledge}" == pledge


@pytest.mark.parametrize("programme", [BIM_SON, "Bỉm Sơn", "bim son town"])
def test_what_is_reversed_or_replaced_is_called_by_its_full_name(
    ledger: Ledger, programme: str
) -> None:
    reversing = Draft(kind=Kind.REVERSAL, concerns="2", programme=programme)
    assert resolve(reversing, ledger.terms(), BOOKS).concerns == f"{BIM_SON}#2"
    replacing = Draft(kind=Kind.DELIVERY, replaces="2", programme=programme, quantity="1 tonne")
    resolved = resolve(replacing, ledger.terms(), BOOKS)
    assert (resolved.replaces, resolved.pledge) == (f"{BIM_SON}#2", "cement")


@pytest.mark.parametrize("name", [f"{BIM_SON}#2", "#2", "2"])
@pytest.mark.parametrize("programme", [BIM_SON, "Bỉm Sơn"])
def test_the_ledger_shows_an_entry_and_what_refers_to_it(
    everything: Ledger, name: str, programme: str
) -> None:
    shown = [one.entry.name for one in everything.entry(name, programme=programme)]
    assert shown == [f"{BIM_SON}#2", f"{BIM_SON}#5"]


@pytest.mark.parametrize(
    ("number", "referring"),
    [
        (1, []),
        (4, []),
        (6, [5, 9, 15]),
        (8, [10, 12, 13]),
        (9, []),
        (10, [11, 12]),
        (16, [17, 18]),
        (LAST[BIM_SON], []),
    ],
)
def test_with_an_entry_stand_all_that_are_about_it(
    everything: Ledger, number: int, referring: list[int]
) -> None:
    """Answers, returns, papers, reversals, and what mends, corrects or made room for it."""
    shown = [one.entry.seq for one in everything.entry(f"{BIM_SON}#{number}")]
    assert shown == [number, *referring]


@pytest.mark.parametrize("name", [f"{BIM_SON}#0", f"{BIM_SON}#99"])
def test_a_number_the_book_does_not_have_is_refused(everything: Ledger, name: str) -> None:
    with pytest.raises(Refused, match="B122"):
        everything.entry(name)
