"""What is wrong with a document is said all at once, each problem at its place.

In a change `«` and `»` enclose what the caret has to point at; a change that is no pair only marks
what stands in the good document.
"""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from pydantic import ValidationError

from coopledger.problem import Place, Problem, Refused
from coopledger.quantity import Dimension
from coopledger.terms import parse
from coopledger.terms.fields import Words, Years, rejected
from coopledger.terms.source import MOST_PROBLEMS, Tree, read
from tests.terms.documents import (
    FILE,
    GOOD,
    assert_refused_where_marked,
    edited,
    marked,
    problems,
    terms,
)

Change = str | tuple[str, str]

AREA_2 = "      2: {title: {vi: Kinh tế, en: Economy}}\n"
NO_PROGRAMMES = GOOD[GOOD.index("programmes:") :]


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("T101", [("    recipient: south\n", ""), "  «north-south»:\n"]),
        ("T101", [("title: {vi: Bắc giúp Nam, en: North helps South}", "«title»: {vi: Bắc}")]),
        ("T101", [("title: {vi: Thăm hỏi, en: Visits}", "«title»: {vi: Thăm hỏi}")]),
        ("T102", [("    code: 00123", "    «kode»: 00123")]),
        ("T102", [("vi: Huyện Bắc, en: North District", "vi: Huyện Bắc, en: North, «fr»: Nord")]),
        ("T110", [("{vi: Bắc giúp Nam, en: North helps South}", "«North helps South»")]),
        ("T112", [("successors: [east]", "successors: «east»")]),
        ("T103", [("{vi: Huyện Nam, en: South District}", "{«vi»: [a], en: b}")]),
        ("T103", [("    period: 2021-2025", "    «period»: [2021, 2025]")]),
        ("T104", [("  bag: ", "  «bao tải»: ")]),
        ("T104", [("id: visits", "id: «thăm»")]),
        ("T104", [("id: visits", "id: «visits_of_people»")]),
        ("T104", [("id: visits", "id: «2-visits»")]),
        ("T104", [("id: visits", f"id: «{'v' * 65}»")]),
        ("T105", [("period: 2021-2025", "period: «2025-2021»")]),
        ("T109", [("house: {dimension: count", "house: {dimension: «length»")]),
        ("Q201", [("    since: 2025-07-01", "    since: «1/7/25»")]),
        ("Q202", [("    since: 2025-07-01", "    since: «31/6/2025»")]),
        ("Q203", [("period: 2021-2025", "period: «2021-25»")]),
        ("Q203", [("period: 2021-2025", "period: «21»")]),
        ("Q101", [("step: 0.001", "step: «one»")]),
        ("Q102", [("step: 0.001", "step: «1.000»")]),
        ("T301", [("recipient: south", "recipient: «north»")]),
        ("T302", [("provider: north", "provider: «nort»")]),
        ("T302", [("recipient: south", "recipient: «sud»")]),
        ("T302", [("{party: south, quantity", "{party: «west», quantity")]),
        ("T302", [("predecessor: north", "predecessor: «west»")]),
        ("T302", [("successors: [east]", "successors: [east, «west»]")]),
        ("T303", [("      2: {title", "      «5»: {title: {vi: a, en: b}}\n      2: {title")]),
        ("T304", [("id: houses", "id: «cement»")]),
        ("T304", [("id: cement", "id: «visits»")]),
        ("T305", [(AREA_2, ""), "    «content_areas»:\n"]),
        ("T306", [("period: 2021-2025", "period: 2023-2025"), "window: «2022-2023»"]),
        ("T306", [("window: 2022-2023", "window: «2022-2026»")]),
        ("T204", [("schedule: {2024: 70}", "schedule: {«2026»: 70}")]),
        ("T307", [(NO_PROGRAMMES, "«programmes»: {}\n")]),
        ("T401", [("bag: {equals: 0.05 tonne", "«bag»: {dimension: mass, equals: 0.05 tonne")]),
        ("T401", [("bag: {equals: 0.05 tonne, step", "«bag»: {step")]),
        ("T401", [("bag: {equals: 0.05 tonne", "«bag»: {equals: 0 tonne")]),
        ("T401", [("bag: {equals: 0.05 tonne", "«bag»: {equals: -1 tonne")]),
        ("T402", [("0.05 tonne, step: 1", "0.05 tonne, step: 0"), "  «bag»: {equals"]),
        ("T402", [("0.05 tonne, step: 1", "0.05 tonne, step: -1"), "  «bag»: {equals"]),
        ("T403", [("  VND: {", "  «sack»: {equals: 2 bag, step: 1, vi: bì, en: sack}\n  VND: {")]),
        ("Q101", [("bag: {equals: 0.05 tonne", "«bag»: {equals: half tonne")]),
        ("Q102", [("bag: {equals: 0.05 tonne", "«bag»: {equals: 1.500 tonne")]),
        ("Q110", [("bag: {equals: 0.05 tonne", "«bag»: {equals: 0.05 tone")]),
    ],
)  # fmt: skip
def test_a_problem_is_refused_at_its_place(code: str, changes: list[Change]) -> None:
    assert_refused_where_marked(code, changes)


PARTY = ("name", "type", "province", "code", "since", "until", "note")
"""The keys of a party."""


@pytest.mark.parametrize(
    ("change", "values"),
    [
        (("    recipient: south\n", ""), {"field": "recipient"}),
        (("    code: 00123", "    kode: 00123"),
         {"field": "kode", "known": PARTY, "nearest": "code"}),
        (("    code: 00123", "    fax: 00123"), {"field": "fax", "known": PARTY, "nearest": None}),
        (
            ("dimension: count", "dimension: massse"),
            {"field": "dimension", "typed": "massse", "expected": ("mass", "money", "count"),
             "nearest": "mass"},
        ),
        (("id: visits", "id: 1st"), {"typed": "1st", "most": 64}),
        (("period: 2021-2025", "period: 2025-2021"), {"first": 2025, "last": 2021}),
        (
            ("provider: north", "provider: nort"),
            {"party": "nort", "parties": ("north", "south", "east"), "nearest": "north"},
        ),
        (("recipient: south", "recipient: north"), {"party": "north"}),
        (("id: houses", "id: visits"), {"id": "visits"}),
        (
            ("window: 2022-2023", "window: 2019-2023"),
            {"years": Years(2019, 2023), "period": Years(2021, 2025)},
        ),
        (("schedule: {2024: 70}", "schedule: {2026: 70}"),
         {"year": 2026, "years": Years(2021, 2025)}),
        (("bag: {equals: 0.05 tonne, step", "bag: {step"), {"unit": "bag"}),
        (("bag: {equals: 0.05 tonne", "bag: {equals: 0 tonne"), {"unit": "bag"}),
        (("  VND: {", "  sack: {equals: 2 bag, step: 1, vi: bì, en: sack}\n  VND: {"),
         {"unit": "sack", "base": "tonne"}),
    ],
)  # fmt: skip
def test_a_problem_carries_what_is_needed_to_say_it(
    change: tuple[str, str], values: dict[str, object]
) -> None:
    found = problems(edited(change))

    assert values in [dict(problem.values) for problem in found]


@pytest.mark.parametrize(
    ("change", "area", "missing"),
    [
        (("      2: {title", "      5: {title"), "5", ("2",)),
        (("      2: {title", "      02: {title"), "02", ("2",)),
        (("      2: {title", "      two: {title"), "two", ("2",)),
    ],
)
def test_a_programme_has_the_content_areas_one_to_four(
    change: tuple[str, str], area: str, missing: tuple[str, ...]
) -> None:
    without, foreign = problems(edited(change))

    assert (without.code, without.values) == ("T305", {"areas": missing})
    assert (foreign.code, foreign.values) == ("T303", {"area": area})


def test_every_problem_of_a_file_is_found_in_one_reading() -> None:
    """Those of units, parties, pledges and programmes, in the order of the file."""
    text = edited(
        ("VND: {dimension: money, step: 1", "«VND»: {dimension: money, step: 0"),
        ("house: {dimension: count", "house: {dimension: «length»"),
        ("    code: 00123", "    «kode»: 00123"),
        ("predecessor: north", "predecessor: «west»"),
        ("provider: north", "provider: «nort»"),
        ("period: 2021-2025", "period: «2025-2021»"),
        ("content_areas:", "«content_areas»:"),
        ("      3: {title", "      «5»: {title"),
        ("id: cement", "id: «visits»"),
        ("form: works", "form: «work»"),
        ("target: 1000 tonne", "target: 1000 tonne\n            «note»: a"),
        ("quantity: 30 house", "quantity: «30 huose»"),
        ("{2022: 500, 2023: 500}", "{2022: 500, 2023: «-500»}"),
    )

    found = problems(text)
    assert [problem.place for problem in found] == marked(text)
    assert [problem.code for problem in found] == [
        "T402", "T109", "T102", "T302", "T302", "T105", "T305", "T303", "T304",
        "T102", "T107", "T109", "Q110",
    ]  # fmt: skip


def test_what_cannot_be_read_hides_no_sum_that_can() -> None:
    text = edited(
        ("    provider: north\n", ""),
        "  «north-south»:\n",
        ("{2022: 500, 2023: 500}", "{2022: 500, 2023: 400}"),
        "            «schedule»: {2022",
        ("quantity: 30 house", "quantity: 20 house"),
        "            «shares»:\n",
    )

    found = problems(text)
    assert [problem.code for problem in found] == ["T101", "T203", "T206"]
    assert [problem.place for problem in found] == marked(text)


def test_an_id_that_is_no_text_hides_none_that_is_used_twice() -> None:
    twice = "          - {id: [x]}\n          - {id: a}\n          - {id: a}\n"
    text = edited(("          - id: visits\n", twice + "          - id: visits\n"))

    assert "T304" in {problem.code for problem in problems(text)}


def test_an_empty_schedule_is_none() -> None:
    assert terms(edited(("{2022: 500, 2023: 500}", "{}"))).pledges["cement"].schedule == ()


def test_what_cannot_be_read_beside_it_hides_nothing_of_a_pledge() -> None:
    """The form and the title are wrong, and everything that can be judged without them is."""
    text = edited(
        ("form: goods", "form: «good»"),
        ("window: 2022-2023", "window: «2020-2023»"),
        ("{2022: 500, 2023: 500}", "{2022: 500, «2024»: 400}"),
        "            «schedule»: {2022",
        ("target: 100 house", "target: 100 house\n            by: «both»"),
        "            «shares»:\n",
        (
            "{party: east, quantity: 70 house, schedule: {2024: 70}}",
            "{party: «south», quantity: 60 house}",
        ),
    )

    found = problems(text)
    assert [problem.place for problem in found] == marked(text)


@pytest.mark.parametrize("shape", ["text", [], {}, [["text"]], {"key": {"vi": "text"}}], ids=str)
def test_a_value_of_any_other_shape_is_read_or_refused_at_a_place(shape: Tree) -> None:
    """Nothing that can be written as YAML ends in a traceback."""
    found: list[Problem] = []
    for changed in _each_replaced(read(GOOD, FILE).tree(), shape):
        try:
            parse(read(json.dumps(changed), FILE))
        except Refused as refused:
            found += refused.problems
    assert len(found) > 50
    assert [problem for problem in found if problem.place is None] == []


def _each_replaced(tree: Tree, shape: Tree) -> Iterator[Tree]:
    """The tree with one value at a time, below its top, exchanged for `shape`."""
    match tree:
        case dict():
            for key, value in tree.items():
                yield {**tree, key: shape}
                yield from ({**tree, key: other} for other in _each_replaced(value, shape))
        case list():
            for at, value in enumerate(tree):
                yield [*tree[:at], shape, *tree[at + 1 :]]
                for other in _each_replaced(value, shape):
                    yield [*tree[:at], other, *tree[at + 1 :]]


def test_two_that_have_no_id_do_not_share_one() -> None:
    text = edited(
        ("- id: cement\n            title", "- title"), ("- id: houses\n            t", "- t")
    )

    assert [problem.code for problem in problems(text)] == ["T101", "T101"]


def test_a_document_without_units_has_none_to_count_in() -> None:
    found = problems(GOOD[GOOD.index("parties:") :])

    assert [problem.code for problem in found] == ["T101"] + ["Q110"] * 6
    assert found[0].values == {"field": "units"}


def test_a_unit_that_cannot_be_read_is_one_problem_and_not_one_wherever_it_is_used() -> None:
    problem = only(edited(("step: 0.001", "step: 0")))

    assert (problem.code, problem.values) == ("T402", {"unit": "tonne"})


def test_units_that_equal_each_other_are_refused() -> None:
    both = "  a: {equals: 2 b, step: 1, vi: a, en: a}\n  b: {equals: 2 a, step: 1, vi: b, en: b}\n"

    found = problems(edited(("  VND: {", both + "  VND: {")))
    assert [(problem.code, problem.values["typed"]) for problem in found] == [
        ("Q110", "b"),
        ("Q110", "a"),
    ]


def test_the_good_document_is_read() -> None:
    north_south = terms()

    assert north_south.programme.title == Words(vi="Bắc giúp Nam", en="North helps South")
    assert north_south.sides == ("north", "south")
    assert north_south.programme.period == Years(2021, 2025)
    assert north_south.programme.invented is False
    assert list(north_south.pledges) == ["cement", "houses"]
    assert north_south.activities["visits"][0] == "1"
    assert [number for number, _ in north_south.areas] == ["1", "2", "3", "4"]
    assert north_south.parties["east"].code == "00123"
    assert north_south.parties["east"].since == date(2025, 7, 1)


def test_what_is_not_said_of_a_programme_is_empty() -> None:
    programme = terms().programme

    assert (programme.document_number, programme.signing) == (None, None)
    assert (programme.legal_basis, programme.not_stated) == ((), ())
    assert terms().pledges["cement"].not_stated == ()
    assert (terms().parties["north"].province, terms().parties["north"].note) == (None, None)


def test_a_signing_names_a_day_and_a_place_and_perhaps_nobody() -> None:
    signing = "    signing: {date: 12/10/2022, place: {vi: Huyện Nam, en: South District}}\n"

    signed = terms(edited(("    content_areas:", signing + "    content_areas:"))).programme.signing
    assert signed is not None
    assert (signed.date, signed.place.en) == (date(2022, 10, 12), "South District")
    assert (signed.chaired_by, signed.draft_presented_by) == ((), None)


def test_what_was_agreed_cannot_be_changed_after_it_was_read() -> None:
    programme = terms().programme

    with pytest.raises(ValidationError):
        programme.provider = "south"


def test_units_are_declared_alone_or_as_so_much_of_another() -> None:
    units = terms().units

    assert [unit.dimension for unit in units.values()] == [
        Dimension.MASS, Dimension.MONEY, Dimension.COUNT, Dimension.MASS,
    ]  # fmt: skip
    assert units["tonne"].step == Fraction(1, 1000)
    assert (units["bag"].base, units["bag"].in_base) == ("tonne", Fraction(1, 20))
    assert (units["bag"].plural, units["house"].plural) == ("bags", "house")


def test_an_id_has_at_most_sixty_four_characters() -> None:
    longest = "v" * 64

    assert longest in terms(edited(("id: visits", f"id: {longest}"))).activities


def test_a_unit_may_stand_before_the_one_it_equals() -> None:
    text = edited(("  tonne: {", "  sack: {equals: 0.02 t, step: 1, vi: bì, en: sack}\n  tonne: {"))

    assert terms(text).units["sack"].base == "tonne"


def test_the_unit_that_another_equals_may_be_called_by_several_words() -> None:
    cows = "  cow: {dimension: count, step: 1, vi: con bò, en: cow}\n"
    pairs = "  pair: {equals: 2 con bò, step: 1, vi: đôi bò, en: pair}\n"

    pair = terms(edited(("  VND: {", cows + pairs + "  VND: {"))).units["pair"]
    assert (pair.base, pair.in_base) == ("cow", Fraction(2))


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2021-2025", Years(2021, 2025)),
        ("2021 - 2025", Years(2021, 2025)),
        ("2021–2025", Years(2021, 2025)),
    ],
)
def test_a_period_is_two_years_with_a_dash(typed: str, years: Years) -> None:
    assert terms(edited(("2021-2025", typed))).programme.period == years


def test_a_window_may_be_one_year() -> None:
    text = edited(("window: 2022-2023", "window: 2022"), ("{2022: 500, 2023: 500}", "{2022: 1000}"))

    window = terms(text).pledges["cement"].window
    assert window == Years(2022, 2022)
    assert (window.starts, window.ends) == (date(2022, 1, 1), date(2022, 12, 31))


def test_a_programme_may_say_that_it_is_invented() -> None:
    text = edited(("    period: 2021-2025", "    period: 2021-2025\n    invented: true"))

    assert terms(text).programme.invented is True


def test_one_problem_of_several_programmes_refuses_none_of_the_others_silently() -> None:
    second = NO_PROGRAMMES.removeprefix("programmes:\n").replace("north-south", "south-south")

    problem = only(GOOD + second.replace("provider: north", "provider: south"))
    assert problem.code == "T301"
    assert isinstance(problem.place, Place)
    assert problem.place.line > len(GOOD.splitlines())


def test_what_was_meant_is_said_of_the_first_misspelt_party_of_very_many() -> None:
    """Looking for it takes its time; wrong everywhere is one mistake."""
    more = "".join(
        f"  p{n}: {{name: {{vi: a, en: a}}, type: {{vi: a, en: a}}}}\n" for n in range(4_000)
    )
    misspelt = ("provider: north", "provider: nort"), ("recipient: south", "recipient: sout")
    first, second = problems(edited(("succession:\n", f"{more}succession:\n"), *misspelt))

    assert [problem.code for problem in (first, second)] == ["T302", "T302"]
    assert {first.values["nearest"], second.values["nearest"]} == {"north", None}
    assert first.values["parties"] == ("north", "south", "east", *(f"p{n}" for n in range(47)), "…")


def test_no_more_problems_go_on_than_can_be_listed() -> None:
    """And they are not written out on the way, which pydantic does with all it carries."""
    carried = rejected(*[Problem("T103")] * (MOST_PROBLEMS + 2)).context

    assert carried is not None
    assert len(carried["problems"].problems) == MOST_PROBLEMS + 1
    assert "T103" not in str(carried)
