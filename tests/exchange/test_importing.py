"""A table is imported as a whole or not at all, and what stands in the books is not added again."""

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from coopledger import Draft, Kind, Ledger
from coopledger.exchange.importing import MOST_SHOWN, Imported, import_table
from coopledger.exchange.sheet import opened, recognised
from coopledger.problem import CellPlace, Refused
from tests.book.drafts import BIM_SON
from tests.conftest import Clock
from tests.coop import Coop

HEADING = "STT;Ngày;Số biên bản;Khối lượng (tấn);Ghi chú"
ROWS = (
    "1;15/3/2023;12/BB-UBND;500;Đợt 1",
    "2;2/1/2024;03/BB-UBND;600,5;",
    "3;21/4/2025;;380,5;Đợt 3",
)
TOTAL = ";TỔNG CỘNG;;1.481;"

Table = Callable[..., Path]


@pytest.fixture
def table(workspace: Path) -> Table:
    """Writes a CSV file into the workspace."""

    def write(*rows: str, name: str = "giao-nhan.csv") -> Path:
        path = workspace / name
        path.write_text("\n".join((HEADING, *rows)) + "\n", encoding="utf-8")
        return path

    return write


def imported(ledger: Ledger, path: Path, **how: Any) -> Imported:
    with opened(path, None) as read:
        return import_table(ledger, read, recognised(read, None, ledger.terms()), **how)


def refusal(act: Callable[[], object]) -> list[tuple[str, str | None]]:
    """Codes, each with its cell."""
    with pytest.raises(Refused) as refused:
        act()
    places = [(one.code, one.place) for one in refused.value.problems]
    return [(code, place.cell if isinstance(place, CellPlace) else None) for code, place in places]


def quantities(ledger: Ledger) -> list[tuple[str, int]]:
    """Day and kilograms of every delivery."""
    entries = (one.entry for one in ledger.entries())
    return [
        (entry.occurred_on.isoformat(), entry.quantity.steps)
        for entry in entries
        if entry.quantity is not None
    ]


def test_a_row_is_an_entry(ledger: Ledger, table: Table) -> None:
    done = imported(ledger, table(*ROWS, TOTAL))
    assert (done.recorded, done.repeated, done.refused) == (3, 0, ())
    assert quantities(ledger) == [
        ("2023-03-15", 500_000), ("2024-01-02", 600_500), ("2025-04-21", 380_500),
    ]  # fmt: skip
    said = [(one.entry.document, one.entry.note) for one in ledger.entries()[1:]]
    assert said == [("12/BB-UBND", "Đợt 1"), ("03/BB-UBND", None), (None, "Đợt 3")]
    assert ledger.verify().problems == ()


def test_a_row_like_others_says_what_is_its_own(ledger: Ledger, workspace: Path) -> None:
    path = workspace / "muon.csv"
    rows = [
        "1/2/2023;10;1/BB;mất 5%s sổ;",
        '1/2/2023;20;1/BB;;a%d"',
        "1/2/2023;30;;sót;b",
        "1/2/2023;40;2/BB;sót;",
    ]
    path.write_text("\n".join(["Ngày;Tấn;Số biên bản;Lý do;Ghi chú", *rows]), encoding="utf-8")
    imported(ledger, path)
    entries = [one.entry for one in ledger.entries()[1:]]
    assert [
        (one.quantity.steps, one.document, one.reason, one.note) for one in entries if one.quantity
    ] == [
        (10_000, "1/BB", "mất 5%s sổ", None),
        (20_000, "1/BB", None, 'a%d"'),
        (30_000, None, "sót", "b"),
        (40_000, "2/BB", "sót", None),
    ]


def test_a_row_without_the_paper_its_pledge_requires_is_refused_among_rows_that_have_it(
    ledger: Ledger, table: Table, workspace: Path
) -> None:
    programmes = workspace / "programmes.yaml"
    text = programmes.read_text(encoding="utf-8")
    line = "          - id: cement\n"
    assert line in text
    programmes.write_text(
        text.replace(line, line + "            require_document: true\n"), encoding="utf-8"
    )
    path = table(ROWS[0], "2;15/3/2023;;1;", ROWS[1])
    assert refusal(lambda: imported(ledger, path)) == [("B118", "C3")]


def test_the_same_table_again_adds_nothing(ledger: Ledger, table: Table) -> None:
    path = table(*ROWS)
    imported(ledger, path)
    before = ledger.heads()
    done = imported(ledger, path)
    assert (done.recorded, [row for row, _ in done.already]) == (0, [2, 3, 4])
    assert ledger.heads() == before


def test_a_workbook_of_the_same_rows_adds_nothing(
    ledger: Ledger, table: Table, workspace: Path
) -> None:
    imported(ledger, table(*ROWS))
    path = workspace / "giao-nhan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Xi măng")
        sheet.write_row(0, 0, ["Ngày", "Số biên bản", "Khối lượng (tấn)"])
        sheet.write_row(1, 0, ["15.3.2023", "12/BB-UBND", 500])
        sheet.write_row(2, 0, ["2024-01-02", "03/BB-UBND", 600.5])
        sheet.write_row(3, 0, ["21/4/2025", "", "380,5"])
    done = imported(ledger, path)
    assert (done.recorded, done.repeated) == (0, 3)


def test_a_late_row_is_not_dropped_and_rows_that_were_there_are_not_doubled(
    ledger: Ledger, table: Table
) -> None:
    imported(ledger, table(ROWS[2]))
    done = imported(ledger, table(*ROWS))
    assert (done.recorded, [row for row, _ in done.already]) == (2, [4])


def test_two_equal_rows_are_two_deliveries(ledger: Ledger, table: Table) -> None:
    assert imported(ledger, table(ROWS[2], ROWS[2])).recorded == 2
    assert imported(ledger, table(ROWS[2], ROWS[2])).recorded == 0
    assert imported(ledger, table(ROWS[2], ROWS[2], ROWS[2])).recorded == 1


def test_one_bad_row_keeps_all_out_and_everything_wrong_has_its_cell(
    ledger: Ledger, table: Table, workspace: Path
) -> None:
    path = table(*ROWS, "4;31/4/2025;;1;", "5;1/5/2030;;0;", "6;1/5/2025;;9000;", "7;;;5;")
    found = refusal(lambda: imported(ledger, path))
    assert found == [
        ("Q202", "B5"), ("B102", "B6"), ("B104", "D6"), ("B109", "D7"), ("X426", "B8"),
    ]  # fmt: skip
    assert not (workspace / "ledger.sqlite3").exists()
    assert sorted(one.name for one in workspace.iterdir()) == ["giao-nhan.csv", "programmes.yaml"]


def test_a_total_that_differs_keeps_all_out(ledger: Ledger, table: Table) -> None:
    path = table(*ROWS, ";TỔNG CỘNG;;1.482;")
    assert refusal(lambda: imported(ledger, path)) == [("X432", "D5")]
    assert ledger.heads() == ()


def test_a_doubtful_number_is_refused_with_both_readings(ledger: Ledger, table: Table) -> None:
    assert refusal(lambda: imported(ledger, table("1;15/3/2023;;1.500;"))) == [("Q102", "D2")]


def test_a_pledge_that_may_be_two_is_refused(write_programmes: Callable[[str], Ledger]) -> None:
    text = Path("data/programmes.yaml").read_text(encoding="utf-8")
    named = text.replace("vi: Nhà lớp học 1 tầng, 4 phòng học", "vi: Xi măng")
    assert named != text
    ledger = write_programmes(named)
    path = ledger.workspace.folder / "giao-nhan.csv"
    path.write_text("Ngày;Cam kết;Số lượng\n15/3/2023;xi măng;5 tấn\n", encoding="utf-8")
    assert refusal(lambda: imported(ledger, path)) == [("B152", "B2")]


def test_a_dry_run_says_what_would_be_recorded_and_changes_nothing(
    ledger: Ledger, table: Table, workspace: Path
) -> None:
    path = table(*ROWS)
    would = imported(ledger, path, dry_run=True)
    assert not (workspace / "ledger.sqlite3").exists()
    done = imported(ledger, path)
    assert would._replace(kept=True) == done


def test_rows_that_are_wrong_are_left_out_and_the_others_recorded(
    ledger: Ledger, table: Table
) -> None:
    path = table(ROWS[0], "2;31/4/2025;;1;", ROWS[1])
    done = imported(ledger, path, skip_bad=True)
    assert (done.recorded, [row.line.row for row in done.refused]) == (2, [3])


def test_of_many_rows_the_first_are_kept_to_be_shown(ledger: Ledger, table: Table) -> None:
    rows = [f"{n};15/3/2023;{n}/BB;0,1;" for n in range(MOST_SHOWN + 5)]
    done = imported(ledger, table(*rows))
    assert (done.recorded, len(done.entries)) == (MOST_SHOWN + 5, MOST_SHOWN)


def test_a_stop_half_way_changes_nothing(ledger: Ledger, table: Table, workspace: Path) -> None:
    ledger.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 tonne", date="2023-01-02"))
    before = ledger.heads()

    def stop(number: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(ledger, table(*ROWS), watch=stop)
    assert ledger.heads() == before
    names = sorted(one.name for one in workspace.iterdir())
    assert names == ["giao-nhan.csv", "ledger.sqlite3", "programmes.yaml"]


def test_a_stop_half_way_into_a_new_ledger_leaves_none(
    ledger: Ledger, table: Table, workspace: Path
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(ledger, table(*ROWS), watch=stop)
    assert sorted(one.name for one in workspace.iterdir()) == ["giao-nhan.csv", "programmes.yaml"]


def _import(folder: Path, name: str) -> int:
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Hà")
    return imported(ledger, folder / name).recorded


def test_many_import_into_a_new_ledger_at_once(
    workspace: Path, table: Table, ledger: Ledger
) -> None:
    names = [table(f"1;15/3/2023;{n}/BB;1;", name=f"{n}.csv").name for n in range(6)]
    with ProcessPoolExecutor(6, get_context("fork")) as pool:
        done = list(pool.map(_import, [workspace] * 6, names))
    assert done == [1] * 6
    assert len(quantities(ledger)) == 6
    assert ledger.verify().problems == ()
    assert not list(workspace.glob(".ledger*"))


# On the command line


def test_what_is_left_out_can_be_corrected_and_imported(
    coop: Coop, table: Table, workspace: Path, ledger: Ledger
) -> None:
    table(ROWS[0], "2;31/4/2025;;2,125;vỡ bao", ROWS[1])
    first = coop("import", "giao-nhan.csv", "--skip-bad", "sai.csv")
    assert first.code == 1
    left = workspace / "sai.csv"
    rows = list(csv.reader(io.StringIO(left.read_text(encoding="utf-8-sig"))))
    assert rows[1][:4] == ["31/4/2025", "", "2,125", "vỡ bao"]
    assert "31/4/2025" in rows[1][4]
    mended = left.read_text(encoding="utf-8").replace("31/4/2025", "30/4/2025")
    left.write_text(mended.replace('"2,125"', '"2,1250"'), encoding="utf-8")
    again = coop("import", "sai.csv")
    assert again.code == 0, again.err
    assert ("2025-04-30", 2_125) in quantities(ledger)
    assert coop("import", "giao-nhan.csv", "--skip-bad", "sai.csv").code == 4


def test_what_the_headings_do_not_say_is_said_beside(
    coop: Coop, workspace: Path, ledger: Ledger
) -> None:
    (workspace / "can.csv").write_text("TG_RA,TL\n15/3/2023,12500\n", encoding="utf-8")
    (workspace / "cot.yaml").write_text(
        "columns:\n  TG_RA: date\n  TL: {field: quantity, unit: kg}\n", encoding="utf-8"
    )
    done = coop(
        "import", "can.csv", "--map", "cot.yaml", "--pledge", "xi măng", "--party", "lang-chanh"
    )
    assert done.code == 0, done.err
    (entry,) = [one.entry for one in ledger.entries() if one.entry.quantity]
    assert (entry.party, entry.pledge, entry.quantity.steps) == ("lang-chanh", "cement", 12_500)  # type: ignore[union-attr]


def test_more_than_was_promised_is_recorded_where_that_is_said(
    coop: Coop, table: Table, ledger: Ledger
) -> None:
    table("1;15/3/2023;1/BB;1999;", "2;16/3/2023;2/BB;5;")
    assert coop("import", "giao-nhan.csv").code == 1
    assert coop("import", "giao-nhan.csv", "--allow-excess").code == 0
    assert [one.entry.excess for one in ledger.entries()[1:]] == [None, True]


def test_either_a_table_or_a_template(coop: Coop, table: Table) -> None:
    table(*ROWS)
    assert "U101" in coop("import").err
    assert "U101" in coop("import", "giao-nhan.csv", "--template", "mau.xlsx").err


def test_figures_are_those_of_the_table(coop: Coop, table: Table) -> None:
    table(*ROWS, TOTAL)
    record = json.loads(coop("import", "giao-nhan.csv", "--format", "json").out)
    assert [row["quantity"] for row in record["rows"]] == ["500", "600.5", "380.5"]
    status = json.loads(coop("status", "--format", "json", "--programme", BIM_SON).out)
    (pledge,) = status["programmes"][0]["content_areas"][3]["pledges"]
    assert pledge["delivered"] == "1481"


# Against the other side's table


def test_a_book_and_the_other_sides_table_are_compared(coop: Coop, table: Table) -> None:
    table(*ROWS)
    coop("import", "giao-nhan.csv")
    table("1;15/3/2023;12/BB-UBND;480;", *ROWS[1:], "4;5/5/2025;99/BB;3;", name="cua-ho.csv")
    answer = coop("reconcile", "cua-ho.csv", "--format", "json")
    found = json.loads(answer.out)
    assert answer.code == 1
    assert found["agrees"] is False
    assert coop("reconcile", "cua-ho.csv", "--apply").code == 1
    table(*ROWS, name="giong.csv")
    assert coop("reconcile", "giong.csv").code in {0, 1}


def test_what_is_said_of_every_row_is_refused_once(coop: Coop, table: Table) -> None:
    table(*ROWS)
    answer = coop("import", "giao-nhan.csv", "--pledge", "gach", "--party", "nobody")
    assert [line[:11] for line in answer.err.splitlines() if line.startswith("error")] == [
        "error[B151]", "error[B150]",
    ]  # fmt: skip


def test_a_dry_run_leaves_nothing_behind(coop: Coop, table: Table, workspace: Path) -> None:
    table(ROWS[0], "2;31/4/2025;;1;")
    assert coop("import", "giao-nhan.csv", "--dry-run", "--skip-bad", "sai.csv").code == 1
    assert sorted(one.name for one in workspace.iterdir()) == ["giao-nhan.csv", "programmes.yaml"]


def test_a_disk_that_knows_no_second_names_is_filled_where_it_is(
    ledger: Ledger, table: Table, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("coopledger.book.sqlite.os.link", unable)
    assert imported(ledger, table(*ROWS)).recorded == 3
    assert len(quantities(ledger)) == 3
    assert not list(workspace.glob(".ledger*"))
