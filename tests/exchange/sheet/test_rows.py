"""Row by row: numbers, units, days, kinds and sums, and what each doubt is called."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from coopledger.exchange.sheet import ColumnsFile, Field, lines, opened, place, recognised
from coopledger.exchange.sheet.columns import Choice
from coopledger.problem import CellPlace, Problem, Refused
from coopledger.terms import parse
from coopledger.terms.source import read as read_yaml
from tests.exchange.sheet.made import TERMS, Reading, as_csv, read
from tests.terms.documents import GOOD

Table = Callable[..., Reading]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A table of cells divided by `|`, read."""

    def reading(*rows: str, **options: Any) -> Reading:
        cells = [[cell.strip() for cell in row.split("|")] for row in rows]
        return read(as_csv(cells, tmp_path / "t.csv"), **options)

    return reading


def refused(table: Table, *rows: str, **options: Any) -> Sequence[Problem]:
    with pytest.raises(Refused) as caught:
        table(*rows, **options)
    return caught.value.problems


def cells(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(one.code, str(one.place and one.place[1])) for one in problems]


CEMENT = "Ngày | Số BB | Khối lượng (tấn)"


# Numbers


def test_a_number_with_two_readings_is_refused_with_both(table: Table) -> None:
    reading = table(CEMENT, "15/3/2023 | 1 | 1.500", "16/3/2023 | 2 | 500")
    (problem,) = reading.problems
    assert problem.code == "Q102"
    assert [str(one) for one in problem.values["readings"]] == ["1500", "1.500"]  # type: ignore[attr-defined]
    assert problem.place == CellPlace(problem.place[0], "C2", "1.500", 2)  # type: ignore[index]
    assert [draft.quantity for draft in reading.drafts] == ["500 tonne"]


@pytest.mark.parametrize(
    ("other", "tonnes"),
    [("12,5", "1500"), ("1.234,56", "1500"), ("1.234.567", "1500"), ("0.500", "1.5"),
     ("12.5", "1.5"), ("1,234.56", "1.5"), ("2.0", "1.5")],
)  # fmt: skip
def test_another_value_of_the_column_tells_which(table: Table, other: str, tonnes: str) -> None:
    reading = table(CEMENT, "15/3/2023 | 1 | 1.500", f"16/3/2023 | 2 | {other}")
    assert reading.codes in ([], ["Q104"])
    assert reading.drafts[0].quantity == f"{tonnes} tonne"


def test_a_column_that_shows_both_signs_is_not_read(table: Table) -> None:
    reading = table(
        CEMENT, *(f"15/3/2023 | 1 | {typed}" for typed in ("12,5", "1.5", "1.500", "7"))
    )
    assert cells(reading.problems) == [("X424", "C2"), ("X424", "C3"), ("X424", "C4")]
    values = reading.problems[0].values
    assert (values["first"], values["second"]) == ("1.5 (C3)", "12,5 (C2)")
    assert [draft.quantity for draft in reading.drafts] == ["7 tonne"]


def test_the_setting_of_the_workspace_decides_unless_a_value_speaks_against_it(
    table: Table,
) -> None:
    rows = [CEMENT, "15/3/2023 | 1 | 1.500"]
    assert table(*rows, decimal=",").said("quantity") == [("1500 tonne",)]
    assert table(*rows, decimal=".").said("quantity") == [("1.5 tonne",)]
    against = table(*rows, "16/3/2023 | 2 | 0.500", decimal=",")
    assert against.codes == ["X424", "X424"]


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("500", "500 tonne"),
        ("500 tấn", "500 tonne"),
        ("0", "0 tonne"),
        ("-5", "-5 tonne"),
        ("3 nghìn tấn", "3000 tonne"),
    ],
)
def test_a_figure_as_it_is_typed(table: Table, typed: str, quantity: str) -> None:
    assert table(CEMENT, f"15/3/2023 | 1 | {typed}").said("quantity") == [(quantity,)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("năm tấn", "Q101"), ("1 234", "Q107"), ("5 kg", "X425"),
     ("0,0001", "Q104"), ("9" * 40, "Q103"), ("5 con", "Q110"), ("#REF!", "X420"), ("1e5", "Q101")],
)  # fmt: skip
def test_what_is_no_figure_of_the_column(table: Table, typed: str, code: str) -> None:
    reading = table(CEMENT, f"15/3/2023 | 1 | {typed}")
    assert cells(reading.problems) == [(code, "C2")]


# Units


def test_a_unit_may_stand_in_the_heading_the_row_the_cell_or_above(table: Table) -> None:
    day = "15/3/2023"
    for rows in (
        ("Ngày | Số lượng (kg)", f"{day} | 500"),
        ("Ngày | Số kg", f"{day} | 500"),
        ("Ngày | Số lượng, kg", f"{day} | 500"),
        ("Ngày | Kg thực nhận", f"{day} | 500"),
        ("Ngày | ĐVT | Số lượng", f"{day} | kg | 500"),
        ("Ngày | Đơn vị | Số lượng", f"{day} | kg | 500"),
        ("Ngày | Số lượng", f"{day} | 500 kg"),
        ("| Đơn vị tính: kg", "Ngày | Số lượng", f"{day} | 500"),
        ("Đơn vị: UBND thị xã | ĐVT: kg, đồng", "Ngày | Số lượng", f"{day} | 500"),
    ):
        assert table(*rows).said("pledge", "quantity") == [("cement", "500 kg")], rows


def test_the_unit_of_a_row_goes_before_the_one_above_the_table(table: Table) -> None:
    rows = ("ĐVT: kg", "Ngày | ĐVT | Số lượng", "15/3/2023 | tấn | 5")
    assert table(*rows).said("quantity") == [("5 tonne",)]


def test_a_year_in_a_heading_is_no_unit(table: Table) -> None:
    (problem,) = refused(table, "Ngày | Số tiền (2023)", "15/3/2023 | 5")
    assert (problem.code, problem.values["typed"]) == ("X415", "2023")


def test_a_unit_nobody_declared_is_refused_where_it_stands(table: Table) -> None:
    (problem,) = refused(table, "Ngày | Số BB | Khối lượng (lít)", "15/3/2023 | 1 | 5")
    assert (problem.code, problem.values["typed"]) == ("X415", "lít")
    (above,) = refused(table, "ĐVT: lít", "Ngày | Khối lượng", "15/3/2023 | 5")
    assert (above.code, above.values["typed"]) == ("X415", "lit")
    row = table("Ngày | ĐVT | Số lượng", "15/3/2023 | lít | 5", "16/3/2023 | tấn | 5")
    assert cells(row.problems) == [("Q110", "C2")]


def test_a_column_called_don_vi_without_any_unit_is_left_alone(table: Table) -> None:
    reading = table("Ngày | Đơn vị | Số lượng (tấn)", "15/3/2023 | Xã Giao An | 5")
    assert reading.said("quantity") == [("5 tonne",)]
    assert [(one.letters, one.heading) for one in reading.layout.ignored] == [("B", "Đơn vị")]


def test_thousands_and_millions_of_money(table: Table) -> None:
    for unit, amount in (
        ("triệu đồng", 1_000_000), ("1.000 đồng", 1000), ("1000đ", 1000), ("nghìn đồng", 1000),
        ("VNĐ", 1), ("đồng", 1), ("tỷ đồng", 10**9), ("VND million", 10**6),
    ):  # fmt: skip
        rows = f"Ngày | Số tiền ({unit}) | Cam kết", "15/3/2023 | 3 | giao-an-school"
        assert table(*rows).said("kind", "quantity") == [("disbursement", f"{3 * amount} VND")]


# Days


@pytest.mark.parametrize("typed", ["15/3/23", "3/15/2023", "31/2/2023", "hôm qua", "2023", "45000"])
def test_what_is_no_day(table: Table, typed: str) -> None:
    reading = table(CEMENT, f"{typed} | 1 | 5", "15/3/2023 | 2 | 5")
    (problem,) = reading.problems
    assert problem.code in {"Q201", "Q202"}
    assert [draft.document for draft in reading.drafts] == ["2"]


def test_a_day_is_never_taken_from_the_row_above_nor_from_today(table: Table) -> None:
    reading = table(CEMENT, "15/3/2023 | 1 | 5", " | 2 | 5")
    assert cells(reading.problems) == [("X426", "A3")]
    assert [draft.date for draft in reading.drafts] == ["2023-03-15"]


def test_an_american_order_is_not_understood(table: Table) -> None:
    (problem,) = refused(table, "Date (mm/dd/yyyy) | Document | Tonnes", "12/03/2023 | 1 | 5")
    assert (problem.code, problem.values["field"]) == ("X416", "date")


# Kinds


def test_a_quantity_and_an_amount_in_one_row_are_no_guess(table: Table) -> None:
    rows = ("Ngày | Số lượng (tấn) | Số tiền | Cam kết", "15/3/2023 | 5 | 100 | cement")
    assert cells(table(*rows).problems) == [("X428", "C2")]
    value = ColumnsFile({"Số tiền": Choice(Field.VALUE)})
    assert table(*rows, columns=value).said("quantity", "actual_value") == [("5 tonne", "100 VND")]


def test_nothing_beside_a_figure_is_nothing(table: Table) -> None:
    reading = table(
        "Ngày | Số lượng | ĐVT | Số tiền (triệu đồng) | Cam kết | Giai đoạn",
        "15/3/2023 | 2 | phòng | - | giao-an-school | bàn giao",
        "16/3/2023 | 0 | phòng | 7 | giao-an-school |",
    )
    assert reading.said("kind", "quantity") == [
        ("completion", "2 classroom"), ("disbursement", "7000000 VND"),
    ]  # fmt: skip


def test_of_two_figures_the_one_that_is_not_nothing_counts_row_by_row(table: Table) -> None:
    reading = table(
        "Ngày | Số lượng (phòng) | Số tiền (đồng) | Cam kết | Giai đoạn",
        *(f"15/3/2023 | {two} | giao-an-school | {stage}" for two, stage in
          (("5 | 0", "bàn giao"), ("0 | 7", ""), ("6 | 0", "bàn giao"), ("0 | 8", ""))),
    )  # fmt: skip
    assert [quantity for (quantity,) in reading.said("quantity")] == [
        "5 classroom", "7 VND", "6 classroom", "8 VND",
    ]  # fmt: skip
    kind = "Ngày | Số lượng (tấn) | Số tiền | Loại | Cam kết"
    both = table(kind, *(f"15/3/2023 | {two} | giao nhận | cement" for two in ("5 | 0", "0 | 7")))
    assert [draft.quantity for draft in both.drafts] == ["5 tonne", "7 VND"]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("15/3/2023 | cement | quà tặng | | 5", "X429", "C2"),
        ("15/3/2023 | cement | hoàn trả | | 5", "X429", "C2"),
        ("15/3/2023 | giao-an-school | | | 2", "X436", "D2"),
        ("15/3/2023 | giao-an-school | | xong | 2", "X431", "D2"),
        ("15/3/2023 | cement | | bàn giao | 2", "X434", "D2"),
        ("15/3/2023 | cement | hoạt động | | 2", "X434", "E2"),
        ("15/3/2023 | cement | | | ", "X427", "E2"),
        ("15/3/2023 | sắt | | | 2", "B151", "B2"),
        ("15/3/2023 | | | | 2", "X430", "B2"),
        (" | cement | | | ", "X435", "B2"),
    ],
)
def test_what_a_row_does_not_say(table: Table, row: str, code: str, cell: str) -> None:
    reading = table(
        "Ngày | Cam kết | Loại | Giai đoạn | Số lượng", row, "1/1/2023 | cement | | | 5"
    )
    assert cells(reading.problems) == [(code, cell)]
    assert [draft.quantity for draft in reading.drafts] == ["5 tonne"]


def test_goods_counted_by_their_worth_are_delivered(table: Table) -> None:
    (terms,) = parse(read_yaml(WORTH, "f"))
    reading = table("Ngày | Mặt hàng | Số tiền | Loại", "15/3/2023 | Books | 5 | giao nhận",
                    "16/3/2023 | Books | 6 |", terms=[terms])  # fmt: skip
    assert [(draft.kind, draft.quantity) for draft in reading.drafts] == [
        ("delivery", "5 VND"), ("disbursement", "6 VND"),
    ]  # fmt: skip


WORTH = GOOD.replace(
    "        pledges:\n",
    "        pledges:\n          - {id: books, title: {vi: Sách, en: Books}, form: goods,"
    " equivalent: 5000 VND}\n",
    1,
)


def test_who_receives_is_kept_where_there_are_shares(table: Table) -> None:
    rows = ("Ngày | Bên nhận | Số lượng (tấn)", "15/3/2023 | Huyện Lang Chánh | 5")
    assert table(*rows).said("share") == [(None,)]
    other = table(rows[0], "15/3/2023 | Xã Giao An | 5")
    assert other.said("share") == [("xa-giao-an",)]


# Headings


@pytest.mark.parametrize(
    "heading",
    ["Khối lượng kế hoạch", "KL còn lại", "Khối lượng lũy kế", "Đơn giá (đồng)", "Planned quantity",
     "Số điện thoại", "Biển số", "Ngày ký"],
)  # fmt: skip
def test_what_did_not_happen_in_a_row_is_not_read_and_is_said(table: Table, heading: str) -> None:
    reading = table(f"{CEMENT} | {heading}", "15/3/2023 | 1 | 5 | 999")
    assert [(one.letters, one.heading) for one in reading.layout.ignored] == [("D", heading)]
    assert reading.said("quantity") == [("5 tonne",)]


def test_what_is_read_below_a_plan_did_not_happen_either(table: Table) -> None:
    (problem, *_) = refused(table, "Kế hoạch | | Thực hiện", "Ngày | Tấn | Ghi chú", "1/1/2023|5|")
    assert problem.code in {"X413", "X416"}


def test_a_remark_below_the_heading_is_no_second_row_of_it(table: Table) -> None:
    reading = table(CEMENT, " | | | đợt đầu", "15/3/2023 | 1 | 5")
    assert reading.said("quantity") == [("5 tonne",)]
    assert reading.layout.ignored == ()


def test_two_columns_that_may_be_the_same_are_a_problem(table: Table) -> None:
    (problem,) = refused(table, "Ngày | KL giao (tấn) | KL nhận (tấn)", "15/3/2023 | 5 | 4")
    assert (problem.code, problem.place and problem.place[1]) == ("X414", "C1")
    assert (problem.values["first"], problem.values["second"]) == ("KL giao (tấn)", "KL nhận (tấn)")
    chosen = ColumnsFile({"kl giao (tan)": Choice(Field.IGNORE)})
    rows = "Ngày | KL giao (tấn) | KL nhận (tấn)", "15/3/2023 | 5 | 4"
    assert table(*rows, columns=chosen).said("quantity") == [("4 tonne",)]


def test_what_is_missing_is_named_all_at_once(table: Table) -> None:
    found = refused(table, "Số BB | Ghi chú | Tấn (lít)", "1 | a | 5")
    assert sorted(problem.code for problem in found) == ["X415", "X416"]


# Sums


def test_a_total_that_differs_says_by_how_much(table: Table) -> None:
    reading = table(CEMENT, "15/3/2023 | 1 | 5,5", "16/3/2023 | 2 | 4", "Tổng cộng | | 10")
    (problem,) = reading.problems
    assert (problem.code, problem.place and problem.place[1]) == ("X432", "C4")
    assert [str(problem.values[name]) for name in ("stated", "sum", "difference")] == [
        "10", "9.5", "0.5",
    ]  # fmt: skip
    assert reading.layout.total == 4
    assert len(reading.drafts) == 2


@pytest.mark.parametrize(
    "label", ["Tổng cộng", "TỔNG CỘNG:", "Cộng", "Tổng", "Total", "Grand total"]
)
def test_a_total_that_is_right_is_no_delivery(table: Table, label: str) -> None:
    reading = table(CEMENT, "15/3/2023 | 1 | 5", f"{label} | | 5")
    assert reading.said("quantity") == [("5 tonne",)]
    assert reading.layout.total == 3


def test_sums_of_parts_are_held_against_their_rows(table: Table) -> None:
    rows = [
        CEMENT, "Năm 2022 | | 3", "1/2/2022 | 1 | 1", "2/2/2022 | 2 | 2", "Cộng năm 2022 | | 3",
        "Năm 2023", "1/2/2023 | 3 | 4", "Cộng | | 4", "Lũy kế | | 7", "Tổng cộng | | 7",
    ]  # fmt: skip
    assert table(*rows).said("quantity") == [("1 tonne",), ("2 tonne",), ("4 tonne",)]
    for at, cell in ((1, "C2"), (4, "C5"), (7, "C8"), (8, "C9"), (9, "C10")):
        wrong = [*rows]
        wrong[at] = wrong[at].rpartition("|")[0] + "| 99"
        assert cells(table(*wrong).problems) == [("X432", cell)]


def test_every_page_may_have_its_sum(table: Table) -> None:
    rows = [f"1/2/2023 | {at} | {at}" for at in (1, 2, 3, 4)]
    pages = (CEMENT, *rows[:2], "Cộng | | 3", *rows[2:], "Cộng | | 7", "Tổng cộng | | 10")
    assert len(table(*pages).said("quantity")) == 4
    wrong = (CEMENT, *rows[:2], "Cộng | | 3", *rows[2:], "Cộng | | 4")
    assert cells(table(*wrong).problems) == [("X432", "C7")]


def test_a_row_that_was_not_read_makes_no_second_problem_of_its_total(table: Table) -> None:
    reading = table(CEMENT, "15/3/2023 | 1 | năm", "16/3/2023 | 2 | 4", "Tổng cộng | | 9")
    assert reading.codes == ["Q101"]
    counted = table(CEMENT, "hôm qua | 1 | 5", "16/3/2023 | 2 | 4", "Tổng cộng | | 9")
    assert counted.codes == ["Q201"]


def test_a_line_that_names_a_group_is_neither_recorded_nor_dropped(table: Table) -> None:
    reading = table(CEMENT, "Xi măng", "15/3/2023 | 1 | 5", "Sắt thép", "16/3/2023 | 2 | 5")
    assert reading.codes == ["Q201", "Q201"]


def test_rows_that_are_only_numbered_are_blank(table: Table) -> None:
    reading = table("STT | " + CEMENT, "1 | 15/3/2023 | 1 | 5", "2 | | |", "3 | | |")
    assert reading.said("quantity") == [("5 tonne",)]


# Texts


@pytest.mark.parametrize("said", ["column", "value"])
def test_what_a_delivery_says_of_its_subject_is_kept_in_its_note(table: Table, said: str) -> None:
    rows = [f"15/3/2023 | {number} | 5 | ghi {number} | Đợt {number}" for number in (1, 2, 3)]
    heading = f"{CEMENT} | Ghi chú | {'Nội dung' if said == 'column' else 'Xe'}"
    every = ColumnsFile(values={Field.TITLE: "Đợt 1"}) if said == "value" else None
    notes = [note for (note,) in table(heading, *rows, columns=every).said("note")]
    numbers = (1, 2, 3) if said == "column" else (1, 1, 1)
    assert notes == [f"Đợt {of}; ghi {at}" for at, of in zip((1, 2, 3), numbers, strict=True)]


def test_what_cannot_be_seen_is_refused_in_its_cell(table: Table) -> None:
    reading = table(f"{CEMENT} | Ghi chú", "15/3/2023 | 1 | 5 | a\u202eb")
    assert cells(reading.problems) == [("Q301", "D2")]


def test_a_formula_in_a_text_is_a_text(table: Table) -> None:
    reading = table(f"{CEMENT} | Ghi chú", "15/3/2023 | =1+1 | 5 | @SUM(A1)")
    assert reading.said("document", "note") == [("=1+1", "@SUM(A1)")]


def test_every_row_knows_its_cells_for_what_is_found_later(tmp_path: Path) -> None:
    path = as_csv([["Ngày", "Số BB", "Tấn"], ["15/3/2023", "1", "5"]], tmp_path / "t.csv")
    with opened(path) as found:
        layout = recognised(found, None, TERMS)
        (line,) = lines(found, layout)
        assert place(found, layout, line) == CellPlace(str(path), "C2", "5", 2)
        assert place(found, layout, line, Field.DOCUMENT).text == "1"
