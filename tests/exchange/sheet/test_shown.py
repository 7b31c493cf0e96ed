"""A problem with a cell is shown as every other: where, what stands there, what to do."""

from pathlib import Path

import pytest

from coopledger.exchange.field import Field
from coopledger.present.problems import data, lines
from coopledger.present.say import Say
from coopledger.problem import CellPlace, Problem, Refused
from coopledger.quantity.writing import Lang
from tests.conftest import LANGUAGES
from tests.exchange.sheet.made import as_csv, as_xlsx, read
from tests.schemas import validated


def shown(problem: Problem, folder: Path, lang: Lang, width: int = 160) -> list[str]:
    return [cell.text for cell in lines(problem, Say(lang), folder, width)]


ROWS = [["Ngày", "Số BB", "Khối lượng (tấn)"], ["15/3/2023", "12", "1.500"]]


def test_a_cell_of_a_workbook(tmp_path: Path) -> None:
    (problem,) = read(as_xlsx(ROWS, tmp_path / "giao-nhan.xlsx", sheet="Tháng 3")).problems
    assert shown(problem, tmp_path, "en")[:-1] == [
        "error[Q102] 1.500 can be read in two ways: 1500 / 1.5",
        "  --> giao-nhan.xlsx, 'Tháng 3'!C2",
        "   |",
        "C2 | 1.500",
        "   | ^^^^^",
        "   |",
    ]


def test_a_cell_of_a_file_with_its_line(tmp_path: Path) -> None:
    (problem,) = read(as_csv(ROWS, tmp_path / "giao-nhan.csv")).problems
    assert shown(problem, tmp_path, "vi")[:4] == [
        "lỗi[Q102] số 1.500 có hai cách đọc: 1500 / 1,5",
        "  --> giao-nhan.csv, C2 (dòng 2)",
        "   |",
        "C2 | 1.500",
    ]


def test_a_long_cell_is_cut_to_the_screen(tmp_path: Path) -> None:
    problem = Problem("Q101", {"typed": "x"}, CellPlace("f", "AB1234", "dài " * 100))
    assert max(map(len, shown(problem, tmp_path, "vi", 60)[2:5])) == 60


def test_data_names_the_cell(tmp_path: Path) -> None:
    (problem,) = read(as_csv(ROWS, tmp_path / "giao-nhan.csv")).problems
    record = data(problem, Say("en"), tmp_path)
    assert record["place"] == {
        "file": "giao-nhan.csv", "cell": "C2", "line": 2,
        "excerpt": "1.500", "start": 1, "length": 5,
    }  # fmt: skip
    assert validated({"schema": "coopledger.errors/1", "errors": [record]}) == "errors"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_a_name_people_know(lang: Lang, tmp_path: Path) -> None:
    say = Say(lang)
    names = [say.value(field) for field in Field]
    assert all(names)
    with pytest.raises(Refused) as caught:
        read(as_csv([["Số BB", "Tấn"], ["1", "5"]], tmp_path / "t.csv"))
    text = " ".join(shown(caught.value.problems[0], tmp_path, lang))
    assert say.value(Field.DATE) in text
    assert ": date}`" in text
