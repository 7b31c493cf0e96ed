"""Workbooks as they come, and those that are damaged, protected, another kind, or meant to harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from coopledger.problem import CellPlace, Problem, Refused
from tests.exchange.sheet.made import Rows, as_xlsx, read

HEADING = ["Ngày", "Số biên bản", "Khối lượng (tấn)", "Ghi chú"]
DAY = date(2023, 3, 15)  # 45000 in a cell
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: Rows, **options: Any) -> Path:
        return as_xlsx([HEADING, *rows], tmp_path / "giao-nhan.xlsx", **options)

    return write


def refused(path: Path, **options: Any) -> Problem:
    with pytest.raises(Refused) as caught:
        read(path, **options)
    (problem,) = caught.value.problems
    return problem


def repacked(path: Path, changed: Mapping[str, bytes]) -> Path:
    """The workbook with other content in some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in changed if name not in old.namelist())]:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    path.write_bytes(out.getvalue())
    return path


def with_cells(path: Path, *rows: str) -> Path:
    """The workbook with its first sheet written by hand."""
    xml = f"<worksheet {NAMESPACE}><sheetData>{''.join(rows)}</sheetData></worksheet>"
    return repacked(path, {SHEET: xml.encode()})


def text(cell: str, typed: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{typed}</t></is></c>'


TOP = (
    "<row>"
    + "".join(text(f"{at}1", name) for at, name in zip("ABCD", HEADING, strict=True))
    + ("</row>")
)


# What a cell holds


def test_numbers_are_the_shortest_decimal_of_what_excel_keeps(xlsx: Callable[..., Path]) -> None:
    reading = read(xlsx([[DAY, "1", 0.1], [DAY, "2", 1e3], [DAY, "3", 4], [DAY, "4", 123.456]]))
    amounts = [quantity for (quantity,) in reading.said("quantity")]
    assert amounts == ["0.1 tonne", "1000 tonne", "4 tonne", "123.456 tonne"]


def test_what_a_float_cannot_hold_is_finer_than_a_step_and_refused(
    xlsx: Callable[..., Path],
) -> None:
    path = xlsx([[DAY, "1", 0.25], [DAY, "2", 1.0005], [DAY, "3", 1e300]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).replace(b"<v>0.25</v>", f"<v>{0.1 + 0.2!r}</v>".encode())
    reading = read(repacked(path, {SHEET: sheet}))
    assert reading.codes == ["Q104", "Q104", "Q103"]
    assert [str(p.place and p.place[1]) for p in reading.problems] == [
        "Sheet1!C2", "Sheet1!C3", "Sheet1!C4",
    ]  # fmt: skip


def test_days_are_days_in_both_systems_and_at_any_hour(tmp_path: Path) -> None:
    for since_1904 in (False, True):
        path = tmp_path / f"{since_1904}.xlsx"
        book = xlsxwriter.Workbook(str(path), {"date_1904": since_1904})
        sheet = book.add_worksheet()
        shown = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, HEADING)
        sheet.write_datetime(1, 0, datetime.combine(DAY, time()), shown)
        sheet.write_datetime(2, 0, datetime.combine(DAY, time(8, 30)), shown)
        sheet.write_column(1, 2, [1, 2])
        book.close()
        assert read(path).said("date") == [("2023-03-15",)] * 2


def test_a_bare_number_is_no_day_and_a_day_no_number(xlsx: Callable[..., Path]) -> None:
    reading = read(xlsx([[45000, "1", 5], [DAY, date(2023, 12, 3), 5], [DAY, "1", DAY]]))
    assert reading.codes == ["X422", "X423", "X423"]
    assert [problem.values for problem in reading.problems] == [
        {"number": 45000}, {"day": date(2023, 12, 3)}, {"day": DAY},
    ]  # fmt: skip


def test_formulas_count_by_their_result_and_are_named_without_one(tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tháng 3")
    sheet.write_row(0, 0, HEADING)
    sheet.write_column(1, 0, ["15/3/2023"] * 3)
    sheet.write_formula(1, 2, "=1+1", None, 2)
    sheet.write_formula(2, 2, "=C2*2", None, "")
    sheet.write_formula(3, 2, "=NA()", None, "#N/A")
    book.close()
    reading = read(path)
    assert [draft.quantity for draft in reading.drafts] == ["2 tonne"]
    assert reading.codes == ["X421", "X420"]


def test_a_formula_nobody_worked_out_is_not_a_blank(xlsx: Callable[..., Path]) -> None:
    """As openpyxl and many exports write them; the reader of workbooks shows them as blank."""
    reading = read(xlsx([[DAY, "1", "=1+1"], [DAY, "2", 3], ["Tổng cộng", None, "=SUM(C2:C3)"]]))
    assert [draft.quantity for draft in reading.drafts] == ["3 tonne"]
    assert [(p.code, p.place and p.place[1]) for p in reading.problems] == [
        ("X421", "Sheet1!C2"), ("X421", "Sheet1!C4"),
    ]  # fmt: skip


def test_a_last_row_with_nothing_but_an_error_is_seen(xlsx: Callable[..., Path]) -> None:
    reading = read(xlsx([[DAY, "1", 3], [None, None, "=B2"]]))
    assert [line.row for line in reading.lines] == [2, 3]
    assert reading.codes[0] == "X421"


def test_rows_nobody_sees_are_read_and_counted(tmp_path: Path) -> None:
    path = as_xlsx([HEADING, [DAY, "1", 3], [DAY, "2", 4]], tmp_path / "hidden.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(path)
    reading = read(path)
    assert reading.layout.hidden == 1
    assert [draft.quantity for draft in reading.drafts] == ["3 tonne", "4 tonne"]


def test_a_figure_merged_over_several_rows_is_not_counted_several_times(
    xlsx: Callable[..., Path],
) -> None:
    reading = read(xlsx([[DAY, "1", 3], [DAY, "2", None]], merged=["C2:C3"]))
    assert [draft.quantity for draft in reading.drafts] == ["3 tonne"]
    assert reading.codes == ["X427"]


def test_cells_that_do_not_say_where_they_stand_are_read_in_turn(
    xlsx: Callable[..., Path],
) -> None:
    path = with_cells(
        xlsx([]),
        TOP,
        '<row><c t="inlineStr"><is><t>15/3/2023</t></is></c><c><v>7</v></c><c><v>2.5</v></c></row>',
        '<row><c t="inlineStr"><is><t>16/3/2023</t></is></c><c><v>8</v></c>'
        '<c t="e"><v>#REF!</v></c></row>',
    )
    reading = read(path)
    assert [(draft.document, draft.quantity) for draft in reading.drafts] == [("7", "2.5 tonne")]
    (problem,) = reading.problems
    assert problem.place == CellPlace(str(path), "Sheet1!C3", "#REF!")


# Which sheet


def test_the_only_sheet_with_a_heading_is_meant(xlsx: Callable[..., Path]) -> None:
    path = xlsx([[DAY, "1", 3]], sheet="Số liệu", others=["Bìa", "Ghi chú"])
    assert read(path).said("quantity") == [("3 tonne",)]


def test_where_several_could_be_meant_they_are_listed(xlsx: Callable[..., Path]) -> None:
    path = xlsx([[DAY, "1", 3]], sheet="2022", others=["2023"])
    book = openpyxl.load_workbook(path)
    for row in ([*HEADING], [DAY, "9", 4, None]):
        book["2023"].append(row)
    book["2023"].delete_rows(1)
    book.save(path)
    problem = refused(path)
    assert (problem.code, problem.values["sheets"]) == ("X406", ("2022", "2023"))
    assert [draft.document for draft in read(path, sheet="2023").drafts] == ["9"]
    unknown = refused(path, sheet="2032")
    assert (unknown.code, unknown.values["nearest"]) == ("X405", "2023")


def test_a_hidden_sheet_is_read_only_where_it_is_named(xlsx: Callable[..., Path]) -> None:
    path = xlsx([[DAY, "1", 3]], sheet="cũ", others=["Bìa", "Khác"])
    book = openpyxl.load_workbook(path)
    book["cũ"].sheet_state = "hidden"
    book.save(path)
    assert refused(path).code == "X406"
    assert read(path, sheet="CŨ").said("quantity") == [("3 tonne",)]


# What is no workbook


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"PK\x03\x04" + b"\0" * 100, "X401", id="cut off"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "X401", id="an empty archive"),
        pytest.param(b"not a workbook", "X401", id="text"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table></html>", "X403", id="a web page"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "X402",
            id="a password",
        ),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_told_apart(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "giao-nhan.xlsx"
    path.write_bytes(content)
    assert refused(path).code == code


def test_older_and_other_workbooks_are_to_be_saved_anew(tmp_path: Path) -> None:
    old = tmp_path / "a.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    protected = tmp_path / "b.xls"
    protected.write_bytes(old.read_bytes() + "EncryptedPackage".encode("utf-16-le"))
    assert refused(protected).code == "X402"
    other = tmp_path / "a.ods"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
    assert [refused(path).code for path in (old, other)] == ["X403", "X403"]


def test_a_workbook_cut_anywhere_is_damaged(xlsx: Callable[..., Path]) -> None:
    path = xlsx([[DAY, "1", 3]])
    whole = path.read_bytes()
    for part in range(1, 10):
        path.write_bytes(whole[: len(whole) * part // 10])
        assert refused(path).code == "X401"


# What is meant to harm


def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_left(
    xlsx: Callable[..., Path],
) -> None:
    path = xlsx([[DAY, "1", 3]])
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(bytes(10_000_000)) + deflate.flush()
    path.write_bytes(added(path.read_bytes(), "xl/media/a.png", packed, 10_000_000))
    assert refused(path).code == "X404"


def test_a_part_that_lies_about_its_size_is_damaged(xlsx: Callable[..., Path]) -> None:
    path = xlsx([[DAY, "1", 3]])
    packed = zlib.compress(bytes(1_000_000))[2:-4]
    path.write_bytes(added(path.read_bytes(), "xl/media/a.png", packed, 10))
    assert refused(path).code == "X401"


def added(archive: bytes, name: str, packed: bytes, size: int) -> bytes:
    """The archive with one more part, of which only `size` is said."""
    end = archive.rindex(b"PK\x05\x06")
    count, length, start = struct.unpack("<HII", archive[end + 10 : end + 20])
    directory = archive[start : start + length]
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + common + name.encode() + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common
    entry += struct.pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    counts = struct.pack("<HHIIH", count + 1, count + 1, length + len(entry), start + len(local), 0)
    return archive[:start] + local + directory + entry + b"PK\x05\x06" + bytes(4) + counts


@pytest.mark.parametrize(
    "row",
    [
        '<row r="9"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r=\"9\"><c r = 'ZZZZ12'><v>1</v></c></row>",
        '<row r="1048576"><c r="A1048576"><v>1</v></c><c><v>1</v></c>' + "<c><v>2</v></c>" * 20,
        '<row r="2"><c r="A99999999"><v>1</v></c></row>',
        '<row r="99999999"><c><v>1</v></c></row>',
        '<row r="9"><c ' + "\n" * 300_000 + 'r="XFD99999"><v>1</v></c></row>',
    ],
)
def test_a_cell_in_the_last_corner_sets_no_memory_aside(
    row: str, xlsx: Callable[..., Path]
) -> None:
    path = with_cells(xlsx([]), TOP, row + ("" if row.endswith("</row>") else "</row>"))
    assert refused(path).code == "X404"


@pytest.mark.parametrize(
    "reference", ["B1999999999999992", "B" + "0" * 300_000 + "9", "&#66;9", "B-1", "ZZZZZZZZ1"]
)
def test_a_cell_that_stands_nowhere_is_damage(reference: str, xlsx: Callable[..., Path]) -> None:
    """The reader counts on beyond its largest number, and then sets terabytes aside."""
    path = with_cells(xlsx([]), TOP, f'<row r="9"><c r="{reference}"><v>1</v></c></row>')
    assert refused(path).code == "X401"


def test_letters_of_two_bytes_hide_nothing(xlsx: Callable[..., Path]) -> None:
    path = xlsx([[DAY, "1", 3]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + sheet
    assert refused(repacked(path, {SHEET: wide.encode("utf-16")})).code == "X401"


def test_a_document_type_with_which_bombs_are_built_is_damaged(
    xlsx: Callable[..., Path],
) -> None:
    path = xlsx([])
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f"<worksheet {NAMESPACE}><sheetData>{TOP}<row>{text('A2', '&b;')}"
        '<c r="C2"><f>1</f></c></row></sheetData></worksheet>'
    )
    assert refused(repacked(path, {SHEET: bomb.encode()})).code == "X401"
    harmless = bomb.replace("&b;", "").replace(bomb[: bomb.index("<worksheet")], "<!DOCTYPE a>")
    assert refused(repacked(path, {SHEET: harmless.encode()})).code == "X401"


def test_a_day_after_the_end_of_time_breaks_nothing(
    xlsx: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    """calamine ends in a panic, with a page of text, where a day lies beyond all calendars."""
    path = xlsx([[DAY, "1", 3], [DAY, "2", 4]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
    serial = "<v>45000</v>"
    assert sheet.count(serial) == 2
    for number in ("1e300", "-999999999999999", "999999999999.5"):
        repacked(path, {SHEET: sheet.replace(serial, f"<v>{number}</v>", 1).encode()})
        assert refused(path).code == "X401"
    assert capfd.readouterr().err == ""
