"""The columns file: what it may say, and what is wrong with it under its caret."""

from pathlib import Path

import pytest

from coopledger.exchange.sheet import read_columns
from coopledger.problem import Place, Problem, Refused
from tests.exchange.sheet.made import Reading, as_csv, read

ROWS = [
    ["Sổ cân", "", "", ""],
    ["Thực giao", "Lúc ra", "Số", "Ghi"],
    ["1,5", "15/3/2023", "12", "a"],
    ["2.500", "16/3/2023", "13", "b"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    as_csv(ROWS, tmp_path / "t.csv")
    return tmp_path


def mapped(folder: Path, text: str) -> Reading:
    path = folder / "columns.yaml"
    path.write_text(text, encoding="utf-8")
    return read(folder / "t.csv", columns=read_columns(path))


def refused(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        mapped(folder, text)
    return list(caught.value.problems)


GOOD = """\
columns:
  Thực giao: {field: quantity, unit: tấn, decimal: ","}
  luc ra: date
  C: document
  Ghi: note
values: {pledge: cement, reason: nhập lại}
heading: 2
"""


def test_headings_letters_and_constants(folder: Path) -> None:
    reading = mapped(folder, GOOD)
    assert reading.said("date", "document", "quantity", "note", "pledge", "reason") == [
        ("2023-03-15", "12", "1.5 tonne", "a", "cement", "nhập lại"),
        ("2023-03-16", "13", "2500 tonne", "b", "cement", "nhập lại"),
    ]
    assert reading.layout.ignored == ()


def test_a_table_without_headings_is_read_by_letters(folder: Path) -> None:
    as_csv(ROWS[2:], folder / "t.csv")
    text = "columns: {A: {field: quantity, unit: tấn}, B: date}\nheading: 0\n"
    assert mapped(folder, text).said("date", "quantity") == [
        ("2023-03-15", "1.5 tonne"),
        ("2023-03-16", "2500 tonne"),
    ]


def test_what_is_said_of_every_row_overrules_a_column(folder: Path) -> None:
    reading = mapped(folder, GOOD.replace("pledge: cement", "pledge: cement, document: 07/BB")
                     .replace("  C: document\n", ""))  # fmt: skip
    assert reading.said("document") == [("07/BB",), ("07/BB",)]
    assert [one.letters for one in reading.layout.ignored] == ["C"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("luc ra: date", "luc ra: day", "T109", 3),
        ("luc ra: date", "Lúc vào: date", "X440", 3),
        ("luc ra: date", "ngy: date", "X440", 3),
        ("  C: document", "  B: document", "X441", 4),
        ("  C: document", "  C: date", "X443", 4),
        ("pledge: cement", "date: 15/3/2023", "X443", 3),
        ("pledge: cement", "quantity: 5", "T109", 6),
        ("pledge: cement", "kind: quà", "X429", 6),
        ("pledge: cement", "date: hôm qua, kind: delivery", "X443", 3),
        ("unit: tấn", "unit: lít", "X415", 2),
        ("heading: 2", "heading: hai", "X442", 7),
        ("heading: 2", "heading: {row: 2}", "T103", 7),
        ("heading: 2", "heading: 5", "X442", None),
        ("values:", "value:", "T102", 6),
        ("columns:", "columns: {", "T012", 1),
    ],
)
def test_what_is_wrong_with_it(
    folder: Path, old: str, new: str, code: str, line: int | None
) -> None:
    assert GOOD.count(old) == 1
    problem = refused(folder, GOOD.replace(old, new))[0]
    assert problem.code == code
    where = problem.place
    assert (where.line if isinstance(where, Place) else None) == line


def test_all_that_is_wrong_is_said_at_once(folder: Path) -> None:
    text = GOOD.replace("luc ra: date", "luc ra: day").replace("heading: 2", "heading: x")
    assert [problem.code for problem in refused(folder, text)] == ["T109", "X442"]
