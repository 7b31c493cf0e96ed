"""The empty table that is handed out comes back filled in, with nothing to be explained."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coopledger.present.say import Say
from coopledger.present.workbook.template import template
from coopledger.problem import Refused
from coopledger.quantity.writing import Lang
from coopledger.terms import Terms, parse
from coopledger.terms.source import read as read_yaml
from tests.conftest import LANGUAGES
from tests.exchange.sheet.made import TERMS, Reading, read
from tests.office import converted
from tests.terms.documents import GOOD

HEADINGS = {
    "vi": ["Ngày", "Số văn bản", "Cam kết", "Số lượng", "Đơn vị tính", "Loại", "Giai đoạn",
           "Giá trị thực tế (đồng)", "Ghi chú"],
    "en": ["Date", "Document", "Pledge", "Quantity", "Unit", "Kind", "Stage",
           "Actual value (VND)", "Note"],
}  # fmt: skip
CEMENT, SCHOOL = "bim-son-lang-chanh/cement", "hau-loc-lang-chanh/giao-an-school"
TITLES = {
    "vi": {CEMENT: "Xi măng", SCHOOL: "Nhà lớp học 1 tầng, 4 phòng học"},
    "en": {CEMENT: "Cement", SCHOOL: "School building, one storey, four classrooms"},
}


def heading(sheet: Any) -> int:
    """The row the headings stand in."""
    return next(int(row[0].row) for row in sheet.iter_rows() if row[1].value is not None)


def filled(
    folder: Path, lang: Lang, rows: Sequence[Sequence[Any]], terms: Sequence[Terms] = TERMS
) -> Path:
    """The table with these rows typed into it."""
    book = openpyxl.load_workbook(io.BytesIO(template(terms, Say(lang))))
    sheet = book.worksheets[0]
    first = heading(sheet) + 1
    for number, row in enumerate(rows, start=first):
        for at, cell in enumerate(row, start=1):
            kept = datetime.combine(cell, time()) if isinstance(cell, date) else cell
            put = sheet.cell(number, at, kept)
            put.number_format = {1: "dd/mm/yyyy", 2: "@"}.get(at, "General")
    path = folder / f"{lang}.xlsx"
    book.save(path)
    return path


def choice(pledge: str, lang: Lang) -> str:
    return f"{pledge} · {TITLES[lang][pledge]}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filled_in_it_is_read_without_a_columns_file(tmp_path: Path, lang: Lang) -> None:
    say = Say(lang)
    named = {"vi": ("tấn", "bao 50 kg", "phòng học", "đồng"),
             "en": ("t", "50 kg bag", "classroom", "VND")}[lang]  # fmt: skip
    day, cement, school = date(2023, 3, 15), choice(CEMENT, lang), choice(SCHOOL, lang)
    stages = say("stage.completed"), say("stage.handed-over")
    reading = read(
        filled(tmp_path, lang, [
            [day, "12/BB", cement, 480.5, named[0], None, None, 750_000_000, "đủ"],
            [day, "12/3", cement, 100, named[1], say("kind.delivery"), None, None, None],
            [day, "5", school, 4, named[2], say("kind.completion"), stages[0], None, None],
            [day, "6", school, 2, named[2], None, stages[1], None, None],
            [day, "7", school, 1_200_000_000, named[3], say("kind.disbursement"), None, None, None],
            [day, "8", school, 5, named[3], None, None, None, None],
        ])
    )  # fmt: skip
    assert reading.said("kind", "document", "quantity", "stage", "actual_value", "note") == [
        ("delivery", "12/BB", "480.5 tonne", None, "750000000 VND", "đủ"),
        ("delivery", "12/3", "100 bag", None, None, None),
        ("completion", "5", "4 classroom", "completed", None, None),
        ("completion", "6", "2 classroom", "handed-over", None, None),
        ("disbursement", "7", "1200000000 VND", None, None, None),
        ("disbursement", "8", "5 VND", None, None, None),
    ]
    assert reading.layout.ignored == ()
    assert {draft.pledge for draft in reading.drafts} == {"cement", "giao-an-school"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_empty_it_has_headings_and_nothing_else(tmp_path: Path, lang: Lang) -> None:
    path = filled(tmp_path, lang, [])
    with pytest.raises(Refused) as caught:
        read(path)
    assert [problem.code for problem in caught.value.problems] == ["X417"]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[heading(sheet)]] == HEADINGS[lang]


def test_the_same_terms_make_the_same_file() -> None:
    assert template(TERMS, Say("vi")) == template(TERMS, Say("vi"))


def test_every_row_offers_the_pledges_and_the_units_of_its_pledge() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(TERMS, Say("vi"))))
    sheet, lists = book.worksheets
    offered = {str(one.sqref).partition("8:")[0][0]: one for one in
               sheet.data_validations.dataValidation}  # fmt: skip
    assert {at for at, one in offered.items() if one.type == "list"} == {"C", "E", "F", "G"}
    assert offered["C"].formula1 == "'Danh mục'!$A$4:$A$5"
    rows = [[cell.value for cell in row if cell.value is not None] for row in lists["A4:Z5"]]
    assert {row[0]: row[2:] for row in rows} == {
        choice(SCHOOL, "vi"): ["phòng học", "đồng"],
        choice(CEMENT, "vi"): ["tấn", "kg", "bao 50 kg"],
    }
    assert str(offered["C"].sqref) == "C8:C2007"


def test_hundreds_of_pledges_are_a_longer_list() -> None:
    pledge = (
        "          - {id: cement, title: {vi: Xi măng, en: Cement}, form: goods, target: 5 tonne}\n"
    )
    head, _, _ = GOOD.partition("          - id: cement\n")
    many = head + "".join(pledge.replace("cement", f"p-{number}", 1) for number in range(300))
    terms = parse(read_yaml(many, "f"))
    book = openpyxl.load_workbook(io.BytesIO(template(terms, Say("en"))))
    formulas = [one.formula1 for one in book.worksheets[0].data_validations.dataValidation]
    assert "Lists!$A$4:$A$303" in [formula.replace("'", "") for formula in formulas]


def test_who_has_shares_can_be_chosen(tmp_path: Path) -> None:
    shared = GOOD.replace(
        "            target: 1000 tonne\n",
        "            target: 1000 tonne\n            shares:\n"
        "              - {party: south, quantity: 600 tonne}\n"
        "              - {party: east, quantity: 400 tonne}\n",
    )
    assert shared != GOOD
    terms = parse(read_yaml(shared, "f"))
    row = [date(2023, 3, 15), "1", "north-south/cement", 5, "t", None, None, None, "East Commune"]
    assert read(filled(tmp_path, "en", [row], terms), terms=terms).said("share") == [("east",)]


def test_libreoffice_keeps_what_was_filled_in(tmp_path: Path) -> None:
    row = [date(2023, 3, 15), "12/3", choice(CEMENT, "vi"), 480.5, "tấn"]
    path = filled(tmp_path, "vi", [row])
    folder = tmp_path / "saved"
    folder.mkdir()
    reading: Reading = read(converted(path, "xlsx", folder))
    assert reading.said("date", "document", "quantity") == [("2023-03-15", "12/3", "480.5 tonne")]
