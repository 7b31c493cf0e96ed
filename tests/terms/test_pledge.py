"""A pledge says what would fulfil it; what does not add up is refused at its place."""

from datetime import date
from fractions import Fraction

import pytest

from coopledger.problem import Problem
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_quantity
from coopledger.terms import Form, Instalment, Pledge, Side
from coopledger.terms.fields import Years
from tests.terms.documents import assert_refused_where_marked, edited, marked, problems, terms

Change = str | tuple[str, str]

CEILING = "            ceiling: 2 tỷ VND\n"
EQUIVALENT = "            equivalent: {amount: 1500 triệu VND, about: true}\n"
TARGET = "            target: 1000 tonne\n"
SCHEDULE = "schedule: {2022: 500, 2023: 500}"
UNITS = terms().units
SHARES = """\
            shares:
              - {party: south, quantity: 30 house}
              - {party: east, quantity: 70 house, schedule: {2024: 70}}
"""


def pledge(name: str, *changes: Change) -> Pledge:
    return terms(edited(*changes)).pledges[name]


def written(*quantities: Quantity) -> list[str]:
    return [write_quantity(quantity, "en") for quantity in quantities]


def planned(instalments: tuple[Instalment, ...]) -> list[tuple[int, str, str]]:
    return [
        (part.year, part.due_on.isoformat(), write_quantity(part.quantity, "en"))
        for part in instalments
    ]


def only(*changes: Change) -> Problem:
    (problem,) = problems(edited(*changes))
    return problem


def said(problem: Problem) -> dict[str, str]:
    return {
        name: write_quantity(value, "en")
        for name, value in problem.values.items()
        if isinstance(value, Quantity)
    }


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("T106", [("about: true", "about: «yes»")]),
        ("T106", [("form: goods", "form: goods\n            require_document: «yes»")]),
        ("T107", [("target: 1000 tonne", "target: «-1000 tonne»")]),
        ("T107", [(SCHEDULE, "schedule: {2022: 1500, 2023: «-500»}")]),
        ("T107", [("quantity: 30 house", "quantity: «-30 house»")]),
        ("T107", [("ceiling: 2 tỷ VND", "ceiling: «-2 tỷ VND»")]),
        ("T108", [(SCHEDULE, "schedule: «500»")]),
        ("T108", [(SCHEDULE, "«schedule»: [500, 500]")]),
        ("T108", [(SCHEDULE, "schedule: {2022: 500, «2023»: {amount: 500}}")]),
        ("T108", [(SCHEDULE, "schedule: {2022: 500, «2023»: {quantity: 500, on: 2023-06-30}}")]),
        ("T108", [(SCHEDULE, "schedule: {2022: 500, «2023»: {quantity: [500]}}")]),
        ("T109", [("form: goods", "form: «good»")]),
        ("T109", [("ceiling: 2 tỷ VND", "ceiling: {amount: 2 tỷ VND, per: «month»}")]),
        ("T109", [("form: goods", "form: goods\n            by: «both»")]),
        ("T203", [(SCHEDULE, "«schedule»: {2022: 500, 2023: 499.5}")]),
        ("T203", [(SCHEDULE, "«schedule»: {2022: 500, 2023: 499.9990}")]),
        ("T205", [(SCHEDULE, "«schedule»: {2022: 500, 2023: 500.0010}")]),
        ("T205", [(SCHEDULE, "«schedule»: {2022: 500, 2023: 500.5}")]),
        ("T203", [("target: 1000 tonne", "target: 1001 tonne"), "            «schedule»: {2022"]),
        ("T205", [("schedule: {2024: 70}", "«schedule»: {2024: 71}")]),
        ("T204", [(SCHEDULE, "schedule: {2022: 500, «2024»: 500}")]),
        ("T204", [(SCHEDULE, "schedule: {2022: 500, «2024»: {quantity: 500}}")]),
        ("T204", [("target: 100 house", "target: 100 house\n            window: 2021-2023"),
                  ("schedule: {2024: 70}", "schedule: {«2024»: 70}")]),
        ("T210", [("quantity: 30 house", "quantity: 31 house"), "            «shares»:\n"]),
        ("T210", [("target: 100 house", "target: 99 house"), "            «shares»:\n"]),
        ("T207", [("            target: 100 house\n" + SHARES, ""), "          - «i»d: houses\n"]),
        ("T208", [(TARGET, ""), "            «schedule»: {2022"]),
        ("T209", [("target: 100 house", "ceiling: 100 house"), "            «shares»:\n"]),
        ("T211", [("form: goods", "form: «money»")]),
        ("T212", [("ceiling: 2 tỷ VND", "ceiling: «20000 bag»")]),
        ("T213", [("target: 100 house", "target: 100 house\n            «schedule»: {2024: 100}")]),
        ("T304", [("{party: east, quantity", "{party: «south», quantity")]),
        ("Q101", [("target: 1000 tonne", "target: «many tonne»")]),
        ("Q102", [("target: 1000 tonne", "target: «1.000 tonne»")]),
        ("Q102", [(SCHEDULE, "schedule: {2022: «1.500», 2023: 500}")]),
        ("Q104", [(SCHEDULE, "schedule: {2022: «499.9999», 2023: 500}")]),
        ("Q106", [("target: 1000 tonne", "target: «1000»")]),
        ("Q106", [("ceiling: 2 tỷ VND", "ceiling: «2 tỷ»")]),
        ("Q110", [("amount: 1500 triệu VND", "amount: «1500 triệu EUR»")]),
        ("Q112", [(SCHEDULE, "schedule: {2022: 500, 2023: «500 house»}")]),
        ("Q112", [("quantity: 30 house", "quantity: «30 tonne»")]),
        ("Q201", [(SCHEDULE, "schedule: {2022: 500, «2023»: {quantity: 500, due_on: 30/6/23}}")]),
        ("Q203", [(SCHEDULE, "schedule: {2022: 500, 23: «500»}")]),
    ],
)  # fmt: skip
def test_a_problem_is_refused_at_its_place(code: str, changes: list[Change]) -> None:
    assert_refused_where_marked(code, changes)


def test_every_year_of_a_schedule_that_cannot_be_read_is_a_problem() -> None:
    text = edited((SCHEDULE, "schedule: {«2022»: {amount: 500}, 2023: «many»}"))

    found = problems(text)
    assert [problem.code for problem in found] == ["T108", "Q101"]
    assert [problem.place for problem in found] == marked(text)


@pytest.mark.parametrize(
    ("schedule", "total", "difference"),
    [
        ("{2022: 500}", "500 t", "500 t"),
        ("{2022: 500, 2023: 600}", "1,100 t", "100 t"),
        ("{2022: 500, 2023: [200, 299.5]}", "999.5 t", "0.5 t"),
    ],
)
def test_a_schedule_that_does_not_add_up_says_by_how_much(
    schedule: str, total: str, difference: str
) -> None:
    problem = only((SCHEDULE, f"schedule: {schedule}"))

    assert said(problem) == {
        "sum": total,
        "target": "1,000 t",
        "difference": difference,
    }


def test_shares_that_do_not_add_up_say_by_how_much() -> None:
    problem = only(("quantity: 30 house", "quantity: 10 house"))

    assert said(problem) == {
        "sum": "80 house",
        "target": "100 house",
        "difference": "20 house",
    }


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ([("            target: 100 house\n" + SHARES, "")], {"pledge": "houses"}),
        ([("form: goods", "form: money")], {"unit": UNITS["tonne"]}),
        (
            [("ceiling: 2 tỷ VND", "ceiling: 20000 bag")],
            {"given": UNITS["bag"], "wanted": UNITS["tonne"]},
        ),
        (
            [("quantity: 30 house", "quantity: 30 tonne")],
            {"given": UNITS["tonne"], "wanted": UNITS["house"]},
        ),
        ([("{party: east, quantity", "{party: south, quantity")], {"id": "south"}),
        ([("about: true", "about: yes")], {"typed": "yes"}),
        ([("quantity: 30 house", "quantity: -30 house")], {"typed": "-30 house"}),
    ],
    ids=["T207", "T211", "T212", "Q112", "T304", "T106", "T107"],
)
def test_a_problem_carries_what_is_needed_to_say_it(
    changes: list[Change], values: dict[str, object]
) -> None:
    assert only(*changes).values == values


def test_a_year_outside_the_window_is_refused_with_the_window() -> None:
    problem = only((SCHEDULE, "schedule: {2022: 500, 2025: 500}"))

    assert problem.values == {"year": 2025, "years": Years(2022, 2023)}


@pytest.mark.parametrize(
    "target", ["1000 tonne", "1.000,0 tấn", "1,000.0 t", "1000 TẤN", '"1000 t"']
)
def test_a_target_may_be_written_as_people_write_it(target: str) -> None:
    cement = pledge("cement", ("target: 1000 tonne", f"target: {target}"))

    assert cement.target == pledge("cement").target
    assert cement.target is not None
    assert cement.target.steps == 1_000_000


def test_a_ceiling_is_money_in_all_and_an_equivalent_is_indicative() -> None:
    cement = pledge("cement")

    assert cement.ceiling is not None
    assert (*written(cement.ceiling.amount), cement.ceiling.per) == ("VND 2 billion", None)
    assert cement.equivalent is not None
    assert written(cement.equivalent.amount) == ["VND 1.5 billion"]
    assert (cement.equivalent.about, cement.equivalent.over) == (True, False)


def test_a_bare_equivalent_is_neither_about_nor_over() -> None:
    equivalent = pledge("cement", (EQUIVALENT, "            equivalent: 3 tỷ đồng\n")).equivalent

    assert equivalent is not None
    assert written(equivalent.amount) == ["VND 3 billion"]
    assert (equivalent.about, equivalent.over) == (False, False)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (
            "{2022: 500, 2023: 500}",
            [(2022, "2022-12-31", "500 t"), (2023, "2023-12-31", "500 t")],
        ),
        (
            "{2023: 500, 2022: 10000 bag}",
            [(2022, "2022-12-31", "500 t"), (2023, "2023-12-31", "500 t")],
        ),
        (
            "{2022: {quantity: 1000, due_on: 30/6/2022}}",
            [(2022, "2022-06-30", "1,000 t")],
        ),
        (
            "{2022: [{quantity: 300, due_on: 2022-09-30}, 200], 2023: 500}",
            [(2022, "2022-09-30", "300 t"), (2022, "2022-12-31", "200 t"),
             (2023, "2023-12-31", "500 t")],
        ),
        (
            "{2022: {quantity: 400, due_on: 31/1/2023}, 2023: {quantity: 600, due_on: 15/1/2023}}",
            [(2023, "2023-01-15", "600 t"), (2022, "2023-01-31", "400 t")],
        ),
        (
            "{2022: 0, 2023: 1000}",
            [(2022, "2022-12-31", "0 t"), (2023, "2023-12-31", "1,000 t")],
        ),
    ],
    ids=["plain", "bags, out of order", "due date", "two in a year", "by due date", "nothing yet"],
)  # fmt: skip
def test_an_instalment_is_due_at_the_end_of_its_year_unless_it_names_a_date(
    schedule: str, expected: list[tuple[int, str, str]]
) -> None:
    cement = pledge("cement", (SCHEDULE, f"schedule: {schedule}"))

    assert planned(cement.instalments) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("            " + SCHEDULE + "\n", "")], [(2023, "2023-12-31", "1,000 t")]),
        ([("            window: 2022-2023\n            " + SCHEDULE + "\n", "")], []),
        ([(SCHEDULE, SCHEDULE + "\n            condition: {vi: được duyệt, en: approved}")], []),
        ([(TARGET, ""), ("            " + SCHEDULE + "\n", "")], []),
    ],
    ids=["end of the window", "no window", "on condition", "no target"],
)
def test_what_is_not_stated_is_not_made_up(
    changes: list[Change], expected: list[tuple[int, str, str]]
) -> None:
    assert planned(pledge("cement", *changes).instalments) == expected


def test_shares_have_quantities_and_schedules_of_their_own() -> None:
    houses = pledge(
        "houses", ("target: 100 house", "target: 100 house\n            window: 2021-2025")
    )
    south, east = houses.share("south"), houses.share("east")

    assert south is not None
    assert east is not None
    assert written(south.quantity, east.quantity) == ["30 house", "70 house"]
    assert planned(houses.planned_for(south)) == [(2025, "2025-12-31", "30 house")]
    assert planned(houses.planned_for(east)) == [(2024, "2024-12-31", "70 house")]
    assert planned(houses.instalments) == [
        (2024, "2024-12-31", "70 house"),
        (2025, "2025-12-31", "30 house"),
    ]
    assert houses.share("north") is None


def test_on_condition_nothing_is_planned_for_a_share() -> None:
    houses = pledge(
        "houses", ("target: 100 house", "target: 100 house\n            condition: {vi: a, en: b}")
    )
    east = houses.share("east")

    assert east is not None
    assert houses.planned_for(east) == ()


@pytest.mark.parametrize(
    ("changes", "unit", "money"),
    [
        ([], "tonne", "VND"),
        ([(CEILING, "")], "tonne", None),
        ([(TARGET, ""), ("            " + SCHEDULE + "\n", "")], "VND", "VND"),
        ([(TARGET, ""), ("            " + SCHEDULE + "\n", ""),
          ("ceiling: 2 tỷ VND", "ceiling: {amount: 1000 tonne, per: year}")], "tonne", None),
        ([(TARGET, ""), ("            " + SCHEDULE + "\n", ""), (CEILING, "")], "VND", None),
    ],
    ids=["target", "no ceiling", "ceiling only", "ceiling in tonnes", "equivalent only"],
)  # fmt: skip
def test_a_pledge_is_counted_in_its_target_else_its_ceiling_else_its_worth(
    changes: list[Change], unit: str, money: str | None
) -> None:
    cement = pledge("cement", *changes)

    assert cement.unit.id == unit
    assert (cement.money_unit.id if cement.money_unit else None) == money


def test_a_ceiling_of_nothing_and_a_withdrawn_target_are_said_with_zero() -> None:
    text = edited(
        ("ceiling: 2 tỷ VND", "ceiling: 0 VND"),
        ("target: 1000 tonne", "target: 0 tonne"),
        ("            " + SCHEDULE + "\n", ""),
    )

    cement = terms(text).pledges["cement"]
    assert cement.ceiling is not None
    assert cement.ceiling.amount.amount == Fraction(0)
    assert cement.target is not None
    assert not cement.target


def test_by_is_the_provider_unless_said() -> None:
    assert pledge("cement").by == "provider"
    back = pledge("cement", ("form: goods", "form: goods\n            by: recipient"))
    assert back.by == "recipient"


def test_what_one_side_gives_the_other_receives() -> None:
    assert pledge("cement").receiver is Side.RECIPIENT
    back = pledge("cement", ("form: goods", "form: goods\n            by: recipient"))
    assert back.receiver is Side.PROVIDER


@pytest.mark.parametrize(("typed", "required"), [("true", True), ("false", False)])
def test_a_pledge_may_require_a_document(typed: str, *, required: bool) -> None:
    said = f"form: goods\n            require_document: {typed}"
    assert pledge("cement").require_document is False
    assert pledge("cement", ("form: goods", said)).require_document is required


def test_texts_about_a_pledge_are_optional_and_in_both_languages() -> None:
    places = "place: {vi: xã Đông, en: East}\n            funding: {vi: ngân sách, en: budget}"
    cement = pledge("cement", ("form: goods", f"form: goods\n            {places}"))

    assert cement.place is not None
    assert cement.funding is not None
    assert (cement.place.vi, cement.funding.en) == ("xã Đông", "budget")
    assert (cement.form, cement.beneficiary, cement.purpose, cement.condition) == (
        Form.GOODS, None, None, None,
    )  # fmt: skip
    assert cement.window is not None
    assert cement.window.ends == date(2023, 12, 31)
