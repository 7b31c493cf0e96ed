"""CSV as it comes: every encoding and delimiter, and what is refused rather than read wrongly."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from coopledger.exchange.sheet import lines, opened, recognised
from coopledger.problem import CellPlace, Problem, Refused
from tests.exchange.sheet.made import TERMS, Reading, as_csv, encoded, read

HEADING = "Ngày;Số biên bản;Khối lượng (tấn);Ghi chú\n"
ROW = "15/3/2023;12/BB-UBND;1,5;thôn Năng Cát\n"


@pytest.fixture
def csv(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "giao-nhan.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def refused(path: Path) -> Problem:
    with pytest.raises(Refused) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem


def notes(reading: Reading) -> list[str]:
    return [note for (note,) in reading.said("note")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_every_encoding_and_delimiter_reads_the_same(
    encoding: str, delimiter: str, csv: Callable[[bytes], Path]
) -> None:
    text = (HEADING + ROW).replace(";", delimiter)
    reading = read(csv(encoded(text, encoding)))
    assert reading.said("date", "document", "quantity", "note") == [
        ("2023-03-15", "12/BB-UBND", "1.5 tonne", "thôn Năng Cát")
    ]


def test_big_endian_is_read_as_well(csv: Callable[[bytes], Path]) -> None:
    assert notes(read(csv(b"\xfe\xff" + (HEADING + ROW).encode("utf-16-be")))) == ["thôn Năng Cát"]


def test_decomposed_letters_come_in_composed(csv: Callable[[str], Path]) -> None:
    row = ROW.replace("Năng Cát", "Na\u0306ng Ca\u0301t")
    assert notes(read(csv(HEADING + row))) == ["thôn Năng Cát"]


def test_commas_may_delimit_where_decimals_are_quoted(csv: Callable[[str], Path]) -> None:
    text = 'Ngày,Số biên bản,Khối lượng (tấn)\n15/3/2023,12,"1,5"\n16/3/2023,13,"2,25"\n'
    assert read(csv(text)).said("quantity") == [("1.5 tonne",), ("2.25 tonne",)]


def test_a_decimal_comma_that_was_not_quoted_makes_a_cell_too_many(
    csv: Callable[[str], Path],
) -> None:
    reading = read(csv("Ngày,Số biên bản,Khối lượng (tấn)\n15/3/2023,12,1,5\n16/3/2023,13,2\n"))
    (problem,) = reading.problems
    assert (problem.code, problem.values["columns"]) == ("X418", 3)
    assert problem.place == CellPlace(reading_file(problem), "D2", "5", 2)
    assert [draft.quantity for draft in reading.drafts] == ["2 tonne"]


def reading_file(problem: Problem) -> str:
    assert isinstance(problem.place, CellPlace)
    return problem.place.file


def test_the_line_that_names_the_delimiter_is_no_row(csv: Callable[[str], Path]) -> None:
    """Excel writes and obeys it, and shows no such row."""
    reading = read(csv("sep=,\n" + HEADING.replace(";", ",") + "15/3/2023,12,7,\nhôm qua,1,2,\n"))
    assert [draft.quantity for draft in reading.drafts] == ["7 tonne"]
    (problem,) = reading.problems
    assert isinstance(problem.place, CellPlace)
    assert (problem.code, problem.place.cell, problem.place.line) == ("Q201", "A3", 4)


def test_cells_of_several_lines_move_lines_and_rows_apart(csv: Callable[[str], Path]) -> None:
    text = HEADING + '15/3/2023;12;1;"hai\ndòng"\n' + "hôm qua;13;1;\n"
    reading = read(csv(text))
    (problem,) = reading.problems
    assert isinstance(problem.place, CellPlace)
    assert (problem.place.cell, problem.place.line) == ("A3", 4)
    assert [draft.note for draft in reading.drafts] == ["hai dòng"]


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        pytest.param(b"", "X412", {}, id="an empty file"),
        pytest.param(b"\n\n ; \n", "X412", {}, id="blank rows"),
        pytest.param(HEADING.encode(), "X417", {}, id="only a heading"),
        pytest.param((HEADING + "15/3/2023;\0;1;\n").encode(), "X409", {"line": 2}, id="NUL"),
        pytest.param(
            (HEADING + ROW + '16/3/2023;"13;1;\n' + ROW).encode(), "X410", {"line": 3},
            id="a quote that never closes",
        ),
        pytest.param(
            (HEADING + '15/3/2023;"12"a;1;\n').encode(), "X411", {"line": 2},
            id="something behind a quote",
        ),
        pytest.param(
            (HEADING + f"15/3/2023;{'x' * 10_000_000};1;\n").encode(), "X410", {"line": 2},
            id="a cell of ten million letters",
        ),
        pytest.param(b"A;B\n1;2\n", "X413", {}, id="no heading"),
        pytest.param("xin chào".encode(), "X413", {}, id="no table"),
        pytest.param(HEADING.encode() + b"\xff\n", "X407", {"line": 2}, id="a letter of nowhere"),
        pytest.param(
            "Ngày;Số biên bản;Số lượng;Ghi chú\n15/3/2023;1;1;größer\n".encode("cp1252", "replace"),
            "X407", {"line": 2}, id="German",
        ),
        pytest.param(
            "Date;Document;Quantity;Note\n2023-03-15;1;1;文件\n".encode("gb18030"),
            "X407", {"line": 2}, id="Chinese",
        ),
        pytest.param(
            "Ngµy;Sè biªn b¶n;Khèi l­îng (tÊn);Ghi chó\n15/3/2023;12;1;\n".encode("cp1252"),
            "X408", {"font": "TCVN3"}, id="an old font in its bytes",
        ),
        pytest.param(
            "Ngµy;Sè biªn b¶n;Khèi l­îng (tÊn);Ghi chó\n15/3/2023;12;1;\n".encode(),
            "X408", {"font": "TCVN3"}, id="an old font as Unicode",
        ),
        pytest.param(
            "Ngaøy;Soá bieân baûn;Khoái löôïng (taán);Ghi chuù\n15/3/2023;12;1;\n".encode(),
            "X408", {"font": "VNI"}, id="another old font",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_with_certainty_is_refused(
    content: bytes, code: str, values: dict[str, object], csv: Callable[[bytes], Path]
) -> None:
    problem = refused(csv(content))
    assert problem.code == code
    assert values.items() <= problem.values.items()


def test_a_sheet_is_not_asked_of_a_file_without_sheets(csv: Callable[[str], Path]) -> None:
    with pytest.raises(Refused) as caught:
        read(csv(HEADING + ROW), sheet="Sheet1")
    assert [problem.code for problem in caught.value.problems] == ["X444"]


def test_a_folder_and_a_file_that_is_not_there_are_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        assert refused(path).code == "S111"


def test_the_memory_of_a_long_file_does_not_grow_with_it(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        row = ["15/3/2023", "12/BB-UBND", "1,5"]
        table = [["Ngày", "Số biên bản", "KL (tấn)"], *[row] * rows]
        path = as_csv(table, tmp_path / f"{rows}.csv")
        del table
        tracemalloc.start()
        with opened(path) as found:
            layout = recognised(found, None, TERMS)
            assert sum(line.draft is not None for line in lines(found, layout)) == rows
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(3_500) < peak(1_500) + 100_000


def test_a_table_is_read_as_often_as_one_likes(csv: Callable[[str], Path]) -> None:
    with opened(csv(HEADING + ROW)) as table:
        first, second = list(table.rows()), list(table.rows())
    assert first == second
    assert [row.number for row in first] == [1, 2]
