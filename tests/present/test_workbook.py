"""The workbook as a file: recalculated by LibreOffice it shows the figures that JSON has."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coopledger import Draft, Kind, Ledger
from coopledger.book import Adoption, Book, Entry, Steps
from coopledger.present.machine import records, rows
from coopledger.present.say import Say
from coopledger.present.workbook import figures, tables, workbook
from coopledger.present.workbook.heading import label
from coopledger.present.workbook.lines import COLUMNS
from coopledger.progress import ProgrammeProgress, calendar_year, programme_progress
from coopledger.quantity import Dimension, Quantity, Unit
from coopledger.quantity.writing import Lang, unit_name
from coopledger.terms import Terms, parse
from coopledger.terms.workspace import read_file
from coopledger.text import visible
from tests.conftest import LANGUAGES, PROGRAMMES, Clock
from tests.office import converted, installed
from tests.present.offices import CEMENT, HOSTILE, PROVIDER, furnish
from tests.progress.examples import TERMS, entry

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

Views = Sequence[ProgrammeProgress]
ELSEWHERE = Path(__file__).parents[1] / "elsewhere" / "programmes.yaml"

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""What tells LibreOffice to calculate every formula when it opens a workbook."""


class Case(NamedTuple):
    """A workbook in one language, and what it was made of."""

    views: Views
    lang: Lang
    made: bytes

    @property
    def say(self) -> Say:
        return Say(self.lang)

    def opened(self, *, values: bool = False) -> Any:
        return opened(self.made, values=values)


@lru_cache
def opened(made: bytes, *, values: bool) -> Any:
    """A workbook to look at: its formulas, or the values they carry."""
    return openpyxl.load_workbook(io.BytesIO(made), data_only=values)


def case(views: Views, lang: Lang = "vi") -> Case:
    return Case(views, lang, workbook(views, Say(lang)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice that calculates, and a workspace with something of everything."""
    folder = tmp_path_factory.mktemp("workbook")
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECALCULATE, encoding="utf-8")
    furnish(folder / "office")
    file = folder / "office" / "programmes.yaml"
    agreed = file.read_text(encoding="utf-8")
    reduced = agreed.replace("2000 tonne", "1800 tonne").replace("2025: 500}", "2025: 300}")
    assert reduced.count("1800 tonne") == reduced.count("2025: 300}") == 1
    file.write_text(reduced, encoding="utf-8")
    annex = Draft(kind=Kind.AGREEMENT, programme=CEMENT, adoption=Adoption.AMENDMENT,
                  document="05/PL-UBND", date="2025-01-01", party=PROVIDER)  # fmt: skip
    office(folder).append(annex)
    return folder


def office(folder: Path) -> Ledger:
    return Ledger.open(folder / "office", clock=Clock(), recorded_by="Lê Thị Mai")


@pytest.fixture(scope="module")
def status(folder: Path) -> Case:
    return case(office(folder).progress(date(2025, 6, 30)), "vi")


@pytest.fixture(scope="module")
def report(folder: Path) -> Case:
    return case(office(folder).year(calendar_year(2023)), "en")


@pytest.fixture(scope="module")
def recalculated(status: Case, report: Case, folder: Path) -> Mapping[str, Any]:
    """Both as LibreOffice calculates them, from files whose formulas all came to nonsense."""
    wrong = folder / "wrong"
    wrong.mkdir()
    for name, of in (("status", status), ("report", report)):
        (wrong / f"{name}.xlsx").write_bytes(spoilt(of.made))
    subprocess.run(
        [installed("soffice", "libreoffice"), "--headless", "--norestore",
         f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "xlsx",
         "--outdir", str(folder), *map(str, wrong.iterdir())],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    return {
        name: openpyxl.load_workbook(folder / f"{name}.xlsx", data_only=True)
        for name in ("status", "report")
    }


def spoilt(file: bytes) -> bytes:
    """The workbook with 12345 in the place of whatever its formulas had come to."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"(</f><v>)[^<]*(</v>)", rb"\g<1>12345\2", part)
            new.writestr(name, part)
    return out.getvalue()


def table(sheet: Any, names: Sequence[str], say: Say) -> list[dict[str, Any]]:
    """The rows below the heading with these columns, by the names of the columns."""
    labels = [label(name, say) for name in names]
    found = list(sheet.iter_rows())
    heads = [at for at, row in enumerate(found) if [c.value for c in row[: len(labels)]] == labels]
    assert len(heads) == 1, labels
    below: list[dict[str, Any]] = []
    for row in found[heads[0] + 1 :]:
        if row[0].value is None:
            break
        below.append(dict(zip(names, (cell.value for cell in row), strict=False)))
    return below


def number(text: str | None) -> float | int | None:
    """What a cell holds for a decimal of JSON."""
    return None if text is None else float(Fraction(text))


def day(value: datetime | None) -> str | None:
    return value.date().isoformat() if value is not None else None


# Figures


def test_recalculated_it_shows_the_progress_that_json_has(
    status: Case, recalculated: Mapping[str, Any]
) -> None:
    shown = pledges_on_first_sheet(recalculated["status"], status.say)
    known = [
        pledge
        for view in status.views
        for area in records.status_programme(view)["content_areas"]
        for pledge in area["pledges"]
    ]
    assert len(shown) == len(known) == 2
    for row, pledge in zip(shown, known, strict=True):
        check_standing(row, pledge, status.say)


def pledges_on_first_sheet(book: Any, say: Say) -> list[dict[str, Any]]:
    return table(book.worksheets[0], FIRST, say)


FIRST = ("number", "programme", *tables.PLEDGES)


def check_standing(row: Mapping[str, Any], known: Mapping[str, Any], say: Say) -> None:
    for name in ("target", "delivered", "confirmed", "due", "remaining"):
        assert row[name] == number(known[name]), name
    percent = number(known["percent"])
    assert row["percent"] == (None if percent is None else percent / 100)
    assert row["state"] == say(f"state.{known['state']}")
    soon = known["next_due"] or {"due_on": None, "quantity": None}
    assert day(row["next_due_on"]) == soon["due_on"]
    assert row["next_due"] == number(soon["quantity"])


@pytest.mark.parametrize("name", ["status", "report"])
def test_recalculated_each_programme_has_a_sheet_with_all_figures_of_json(
    name: str, recalculated: Mapping[str, Any], request: pytest.FixtureRequest
) -> None:
    of: Case = request.getfixturevalue(name)
    for view in of.views:
        sheet = recalculated[name][view.terms.id]
        standing = table(sheet, tables.PLEDGES, of.say)
        for one, row in zip(view.pledges, standing, strict=True):
            known = records.pledge(one)
            check_standing(row, known, of.say)
            assert row["unit"] == unit_name(one.pledge.unit, 0, of.lang)
            mine = {"sheet": sheet, "title": row["pledge"], "say": of.say}
            check_years(known, **mine)
            check_instalments(known, **mine)
            check_more(known, one.pledge.unit, **mine)


def of_pledge(sheet: Any, names: Sequence[str], title: str, say: Say) -> list[dict[str, Any]]:
    return [row for row in table(sheet, names, say) if row["pledge"] == title]


def check_years(known: Any, sheet: Any, title: str, say: Say) -> None:
    *years, total = of_pledge(sheet, tables.YEARS, title, say)
    figures = ("planned", "delivered", "confirmed")
    assert [row["year"] for row in years] == [year["year"] for year in known["years"]]
    for row, year in zip(years, known["years"], strict=True):
        assert [row[name] for name in figures] == [number(year[name]) for name in figures]
    wholes = ("target", "delivered", "confirmed")
    assert [total[name] for name in figures] == [number(known[name]) for name in wholes]


INSTALMENTS = ("pledge", "unit", "year", "due_on", "planned", "delivered", "open")
MORE = ("pledge", "unit", "quantity", "figure")


def check_instalments(known: Any, sheet: Any, title: str, say: Say) -> None:
    shown = of_pledge(sheet, INSTALMENTS, title, say)
    for row, part in zip(shown, known["instalments"], strict=True):
        assert (row["year"], day(row["due_on"])) == (part["year"], part["due_on"])
        planned, delivered = Fraction(part["planned"]), Fraction(part["delivered"])
        found = [row[name] for name in ("planned", "delivered", "open")]
        assert found == [float(planned), float(delivered), float(planned - delivered)]


def check_more(known: Any, unit: Unit, sheet: Any, title: str, say: Say) -> None:
    """Every other figure that JSON has, where it is not nothing, and none that it has not."""
    money = unit_name(TERMS[CEMENT].units["VND"], 0, say.lang)
    own = unit_name(unit, 0, say.lang)
    wanted = [("claimed", own, known["claimed"])]
    wanted += [(name, own, known[name]) for name in ("excess", "disputed", "returned")
               if number(known[name])]  # fmt: skip
    wanted += [("completed", own, known["completed"])] if known["completed"] else []
    wanted += [("disbursed", money, one["amount"]) for one in known["disbursed"]]
    wanted += [("value", money, one["amount"]) for one in known["actual_value"]]
    wanted += [("equivalent", money, known["equivalent"]["amount"])] if known["equivalent"] else []
    if (ceiling := known["ceiling"]) is not None:
        names = {"ceiling": "amount", "spent": "spent", "headroom": "headroom"}
        wanted += [(name, money, ceiling[field]) for name, field in names.items()]
    shown = of_pledge(sheet, MORE, title, say)
    assert sorted((row["figure"], row["unit"], row["quantity"]) for row in shown) == sorted(
        (say(f"workbook.{name}"), unit, number(amount)) for name, unit, amount in wanted
    )


def test_recalculated_the_year_adds_up_as_in_json(
    report: Case, recalculated: Mapping[str, Any]
) -> None:
    for view in report.views:
        shown = table(recalculated["report"][view.terms.id], tables.YEAR, report.say)
        for row, one in zip(shown, view.pledges, strict=True):
            line: Any = records.pledge(one)["year"]
            for name in tables.YEAR[3:]:
                assert row[name] == number(line[name]), name
            planned = row["brought_forward"] + row["adjusted"] + row["planned"]
            assert row["carried_forward"] == planned - row["delivered"]


@pytest.mark.parametrize("name", ["status", "report"])
def test_recalculated_no_cell_is_an_error_and_every_check_agrees(
    name: str, recalculated: Mapping[str, Any], request: pytest.FixtureRequest
) -> None:
    of: Case = request.getfixturevalue(name)
    for sheet in recalculated[name]:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "e" for cell in row)
    for view in of.views:
        checks = table(recalculated[name][view.terms.id], CHECKS, of.say)
        assert {row["verdict"] for row in checks} == {of.say("workbook.agrees")}
        assert all(row["by_book"] == row["added_up"] for row in checks)
        assert len(checks) == 4 * len(view.pledges)


CHECKS = ("pledge", "unit", "by_book", "added_up", "verdict", "check")


@pytest.mark.parametrize("name", ["status", "report"])
def test_formulas_carry_what_they_come_to(
    name: str, recalculated: Mapping[str, Any], request: pytest.FixtureRequest
) -> None:
    of: Case = request.getfixturevalue(name)
    carried = of.opened(values=True)
    found = list(formulas(of.opened()))
    for sheet, cell, _ in found:
        assert carried[sheet][cell].value == recalculated[name][sheet][cell].value
    assert len(found) > 30


def formulas(book: Any) -> Iterator[tuple[str, str, str]]:
    """Every formula with its sheet and cell."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value


def test_what_adds_up_is_a_formula(report: Case) -> None:
    book = report.opened()
    (line,) = table(book[CEMENT], tables.YEAR, report.say)
    *_, total = table(book[CEMENT], tables.YEARS, report.say)
    found = [
        line["carried_forward"],
        line["remaining"],
        *(total[name] for name in tables.YEARS[3:]),
    ]
    shapes = [re.sub(r"[0-9]+", "7", str(formula)) for formula in found]
    assert shapes == [
        "=ROUND(D7+E7+F7-G7,7)", "=ROUND(MAX(C7-J7,7),7)",
        *(f"=ROUND(SUM({column}7:{column}7),7)" for column in "DEF"),
    ]  # fmt: skip


def test_a_sum_holds_one_pledge_and_so_one_unit(tmp_path: Path) -> None:
    of = case(proposed(tmp_path, ELSEWHERE.read_text(encoding="utf-8")))
    book, sums = of.opened(), 0
    for sheet, _, formula in formulas(book):
        if (span := re.search(r"SUM\(([A-Z])([0-9]+):\1([0-9]+)\)", formula)) is not None:
            sums += 1
            about = book[sheet][f"A{span[2]}" : f"B{int(span[3]) + 1}"]
            assert len({tuple(cell.value for cell in row) for row in about}) == 1
    assert sums == 12


def proposed(tmp_path: Path, programmes: str) -> Views:
    """Programmes as a file says them, with nothing recorded."""
    (tmp_path / "programmes.yaml").write_text(programmes, encoding="utf-8")
    return Ledger.open(tmp_path, clock=Clock(), recorded_by="Lê Thị Mai").progress()


def test_shares_stand_below_their_pledge(tmp_path: Path) -> None:
    of = case(proposed(tmp_path, ELSEWHERE.read_text(encoding="utf-8")), "en")
    book, shares = of.opened(values=True), 0
    for view in of.views:
        if not view.pledges:
            continue
        found = iter(table(book[view.terms.id], tables.PLEDGES, of.say))
        for one in view.pledges:
            check_standing(next(found), records.pledge(one), of.say)
            for share in one.shares:
                row, shares = next(found), shares + 1
                assert row["pledge"] == view.terms.parties[share.party].name.en
                check_standing(row, records.standing(share.standing), of.say)
    assert shares == 42


# Entries


@pytest.mark.parametrize("name", ["status", "report"])
def test_entries_are_those_of_csv(name: str, request: pytest.FixtureRequest) -> None:
    of: Case = request.getfixturevalue(name)
    sheet = of.opened(values=True)[of.say("workbook.entries")]
    shown = listed(sheet, of.say)
    recorded = [one for view in of.views for one in view.entries]
    recorded += [one for view in of.views for one in view.late]
    for row, known in zip(shown, rows.entries(recorded), strict=True):
        assert (row["entry"], day(row["day"])) == (known["entry"], known["occurred_on"])
        figures = ("quantity", "accepted", "short", "rejected", "document", "note", "reason")
        assert [row.get(name) for name in figures[:1]] == [number(known["quantity"])]
        for text in ("document", "note", "recorded_by"):
            assert row.get(text) == known[text]
        assert bool(row.get("late")) == (known["late"] == "true")


def listed(sheet: Any, say: Say) -> list[dict[str, Any]]:
    """The rows of a sheet that lists entries, by what its columns are called."""
    names = {label(name, say): name for name in COLUMNS}
    found = list(sheet.iter_rows(values_only=True))
    first = (label("entry", say), label("programme", say))
    head = next(at for at, row in enumerate(found) if row[:2] == first)
    heads = [names[text] for text in found[head]]
    return [dict(zip(heads, row, strict=True)) for row in found[head + 1 :]]


def test_what_was_answered_stands_in_numbers_and_in_words(report: Case) -> None:
    shown = listed(report.opened(values=True)["Entries"], report.say)
    first = next(row for row in shown if row["entry"] == f"{CEMENT}#2")
    figures = ("quantity", "accepted", "short", "rejected", "counted")
    assert [first[name] for name in figures] == [500, 480, 15, 5, 480]
    assert first["answered"] == "confirmed"
    assert "confirms: accepted 480 t" in first["since_then"]
    back = next(row for row in shown if row["kind"] == "return")
    assert (back["quantity"], back["counted"], back["answered"]) == (20, -20, "awaited")


def test_what_was_registered_late_is_marked_and_counts_in_its_own_year(report: Case) -> None:
    *_, late = listed(report.opened(values=True)["Entries"], report.say)
    assert day(late["day"]) == "2022-11-02"
    assert (late["late"], late["quantity"], late["counted"]) == ("yes", 12.5, None)


def test_what_is_pending_names_who_is_awaited(status: Case) -> None:
    shown = listed(status.opened(values=True)["Chờ xác nhận"], status.say)
    pending = [one for view in status.views for one in view.pending]
    assert [row["entry"] for row in shown] == [one.entry.name for one in pending]
    assert {row["awaits"] for row in shown} == {"Huyện Lang Chánh"}
    assert len(shown) > 5


# How figures and texts are written


def test_figures_are_seen_as_vietnamese_writes_them(status: Case, folder: Path) -> None:
    file = folder / "seen.xlsx"
    file.write_bytes(status.made)
    seen = [installed("pdftotext"), "-layout", str(converted(file, "pdf", folder)), "-"]
    text = subprocess.run(seen, capture_output=True, text=True, check=True).stdout
    assert "###" not in text
    for figure in ("1.800", "1.503", "12,5", "83,5 %", "31/12/2025", "4.000.000.000", "2023"):
        assert re.search(rf"(?<![0-9.,]){re.escape(figure)}(?![0-9.,])", text), figure


def agreed(tmp_path: Path, target: str, unit: str = "VND", step: str = "1") -> Terms:
    """A programme in which money or goods are promised."""
    file = tmp_path / "agreed.yaml"
    file.write_text(AGREED.format(target=target, unit=unit, step=step), encoding="utf-8")
    (terms,) = parse(read_file(file))
    return terms


AGREED = """
units:
  VND: {{dimension: money, step: 1, vi: đồng, en: VND}}
  tonne: {{dimension: mass, step: {step}, vi: tấn, en: t}}
parties:
  a: {{name: {{vi: Bên A, en: A}}, type: {{vi: xã, en: commune}}}}
  b: {{name: {{vi: Bên B, en: B}}, type: {{vi: xã, en: commune}}}}
programmes:
  big:
    title: {{vi: Lớn, en: Big}}
    provider: a
    recipient: b
    period: 2021-2025
    content_areas:
      1: {{title: {{vi: Một, en: One}}}}
      2: {{title: {{vi: Hai, en: Two}}}}
      3: {{title: {{vi: Ba, en: Three}}}}
      4:
        title: {{vi: Bốn, en: Four}}
        pledges:
          - {{id: p, title: {{vi: P, en: P}}, form: goods, target: {target} {unit}, window: 2023}}
"""


def after(terms: Terms, *entries: Entry, as_of: date = date(2026, 1, 1)) -> Views:
    """A programme after some entries; hashes do not matter here."""
    first = entry(Kind.AGREEMENT, terms.programme.period.starts, adoption=Adoption.FIRST,
                  terms=terms.snapshot)  # fmt: skip
    numbered = tuple(
        one._replace(book=terms.id, seq=at, party=terms.programme.provider)
        for at, one in enumerate((first, *entries), 1)
    )
    book = Book(terms.id, numbered, ("0" * 64,) * len(numbered))
    return [programme_progress(book, terms, as_of)]


def delivery(unit: str, steps: int, *, on: str = "2023-03-15", pledge: str = "p") -> Entry:
    return entry(Kind.DELIVERY, on, pledge=pledge, quantity=Steps(unit, steps))


def test_a_figure_of_more_than_15_digits_is_text_with_all_of_them(tmp_path: Path) -> None:
    terms = agreed(tmp_path, "9007199254740991")
    of = case(after(terms, delivery("VND", 1), delivery("VND", 1)))
    (row,) = pledges_on_first_sheet(of.opened(), of.say)
    assert (row["target"], row["delivered"]) == ("9.007.199.254.740.991", 2)
    assert row["remaining"] == "9.007.199.254.740.989"
    *_, total = table(of.opened()["big"], tables.YEARS, of.say)
    assert (total["planned"], total["delivered"][0]) == ("9.007.199.254.740.991", "=")
    checks = table(of.opened(values=True)["big"], CHECKS, of.say)
    assert {check["verdict"] for check in checks} == {"khớp"}


def test_something_delivered_is_never_seen_as_nothing(tmp_path: Path) -> None:
    terms = agreed(tmp_path, "1000000")
    seen: dict[Lang, str] = {"vi": '"<0,1 %"', "en": '"<0.1%"'}
    for lang, shown in seen.items():
        of = case(after(terms, delivery("VND", 1)), lang)
        cell = cells_of(of.opened().worksheets[0], "percent", of.say)[0]
        assert (cell.value, cell.number_format) == (0, shown)


def cells_of(sheet: Any, name: str, say: Say) -> list[Any]:
    """The cells below the heading called so."""
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == label(name, say)]
    head = found[0]
    return [sheet.cell(row, head.column) for row in range(head.row + 1, sheet.max_row + 1)]


def test_cells_have_just_as_many_decimals_as_their_figure(tmp_path: Path) -> None:
    terms = agreed(tmp_path, "1000", "tonne", step="0.001")
    steps = (delivery("tonne", 500_000), delivery("tonne", 1_500), delivery("tonne", 1))
    locales: dict[Lang, str] = {"vi": "[$-42A]", "en": ""}
    for lang, locale in locales.items():
        of = case(after(terms, *steps), lang)
        cells = cells_of(of.opened().worksheets[-2], "quantity", of.say)
        formats = [locale + end for end in ("#,##0", "#,##0.0", "#,##0.000")]
        assert [cell.number_format for cell in cells] == formats
        assert [cell.value for cell in cells] == [500, 1.5, 0.001]


def test_days_are_days_and_years_are_not_grouped(status: Case, report: Case) -> None:
    for of, shown in ((status, r"[$-42A]dd\/mm\/yyyy"), (report, r"yyyy\-mm\-dd")):
        book = of.opened()
        days = cells_of(book[of.say("workbook.entries")], "day", of.say)
        assert {(cell.is_date, cell.number_format) for cell in days} == {(True, shown)}
        assert cells_of(book[CEMENT], "year", of.say)[0].number_format == "0"


def test_a_day_that_no_spreadsheet_knows_is_text() -> None:
    terms = TERMS[CEMENT]
    old = delivery("tonne", 1000, on="1899-12-31", pledge="cement")
    of = case(after(terms, old))
    (row,) = listed(of.opened()["Bút toán"], of.say)
    assert row["day"] == "31/12/1899"


TYPED = (
    HOSTILE, "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "_x0041_", "12", "1e5",
    "a\x00b\x1b[31m\x08", "\ufffe\uffff", "https://vi.du/", "{=1}", "😀" * 300, "\u202egnp.exe",
    "dòng một\ndòng hai\tba", "a" * 4_000,
)  # fmt: skip


def test_what_people_typed_is_text_and_stays_what_it_was() -> None:
    terms = TERMS[CEMENT]
    one = delivery("tonne", 1000, pledge="cement")
    said = [one._replace(note=text, document=text, reason=text) for text in TYPED]
    of = case(after(terms, *said))
    for part, content in parts(of.made).items():
        if part.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 - what we wrote ourselves
    assert not any(b"cmd" in content for part, content in parts(of.made).items() if "sheet" in part)
    shown = [row for row in of.opened()["Bút toán"].iter_rows() if row[0].value][-len(TYPED) :]
    for row, text in zip(shown, TYPED, strict=True):
        written = "\n".join(visible(line) for line in text.split("\n"))
        # ECMA-376, 22.9.2.19: how a workbook keeps what XML cannot
        written = written.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")
        found = [cell for cell in row if cell.value == written]
        assert [cell.data_type for cell in found] == ["s"] * 3
        assert all(cell.quotePrefix == text.startswith(("=", "+", "-", "@")) for cell in found)


def parts(file: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_names_that_people_typed_are_text_wherever_they_stand(tmp_path: Path) -> None:
    name = "=cmd|' /C calc'!A0 <script> & ]]> {{x}} \"a\" 😀 " + "rất dài " * 35
    quoted = name.replace("'", "''")
    typed = re.sub(r"vi: Xi măng\b", f"vi: '{quoted}'", PROGRAMMES.read_text(encoding="utf-8"))
    typed = re.sub(r"vi: (Thị xã Bỉm Sơn|Hợp tác, hỗ trợ.*)", f"vi: '{quoted}'", typed)
    of = case(proposed(tmp_path, typed))
    for part, content in parts(of.made).items():
        ET.fromstring(content) if part.endswith(".xml") else None  # noqa: S314
    book = of.opened()
    assert not any("cmd" in formula for _, _, formula in formulas(book))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(text.startswith(name.strip()) for text in texts) > 5


# Workbooks small and large


def crowd(programmes: int) -> str:
    """Programmes with two pledges each, their ids alike for longer than a sheet's name is."""
    declared, _, text = AGREED.format(target="2000", unit="tonne", step="0.001").partition(
        "programmes:"
    )
    one = text.splitlines()
    pledges = [one[-1], one[-1].replace("id: p,", "id: q,")]
    body = "\n".join(one[2:-1] + pledges)
    names = [f"chuong-trinh-hop-tac-ho-tro-giua-{at}" for at in range(programmes)]
    return f"{declared}programmes:\n" + "\n".join(f"  {name}:\n{body}" for name in names) + "\n"


def test_forty_programmes_have_a_sheet_each_and_charts_that_can_be_read(tmp_path: Path) -> None:
    of = case(proposed(tmp_path, crowd(40)))
    book = of.opened()
    names = [name.casefold() for name in book.sheetnames]
    assert len(set(names)) == len(names) == 44
    assert max(map(len, names)) <= 31
    assert [row["number"] for row in pledges_on_first_sheet(book, of.say)] == [*range(1, 81)]
    links = [
        row[1].hyperlink.location for row in book.worksheets[0].iter_rows() if row[1].hyperlink
    ]
    assert links[::2][:40] == [f"'{name}'!A1" for name in book.sheetnames[2:-2]]
    charts = book.worksheets[1]._charts
    bars = [int(chart.series[0].val.numRef.ref.rpartition("$")[2]) for chart in charts]
    tops = [chart.anchor._from.row for chart in charts]
    assert (len(charts), bars[-1] - tops[0]) == (6, 80)
    assert all(below - above <= 14 for above, below in pairwise(tops))
    assert len(book.worksheets[1].row_breaks.brk) == len(charts) - 1


def test_sheets_are_named_by_ids_that_differ_whatever_their_case(tmp_path: Path) -> None:
    text = crowd(4)
    for at, name in enumerate(("overview", "History", "entries", "Overview-2")):
        text = text.replace(f"chuong-trinh-hop-tac-ho-tro-giua-{at}", name)
    names = case(proposed(tmp_path, text), "en").opened().sheetnames
    assert names[2:-2] == ["overview~2", "History~2", "entries~2", "Overview-2"]


def test_two_thousand_entries_of_a_year_are_all_there_and_add_up() -> None:
    days = {at: f"2023-{at % 12 + 1:02}-{at % 28 + 1:02}" for at in range(1, 2001)}
    made = [delivery("tonne", at, on=day, pledge="cement") for at, day in days.items()]
    sorted_by_day = [at / 1000 for at in sorted(days, key=lambda at: (days[at], at))]
    of = case(after(TERMS[CEMENT], *made))
    book = openpyxl.load_workbook(io.BytesIO(of.made), read_only=True)
    shown = listed(book["Bút toán"], of.say)
    assert [row["quantity"] for row in shown] == sorted_by_day
    assert table(book["Tổng quan"], FIRST, of.say)[0]["delivered"] == 2001
    assert "$A$3:$M$2003" in parts(of.made)["xl/workbook.xml"].decode()


def test_a_programme_without_entries_says_that_its_terms_are_proposed(tmp_path: Path) -> None:
    of = case(proposed(tmp_path, PROGRAMMES.read_text(encoding="utf-8")))
    book = of.opened(values=True)
    texts = [cell.value for cell in book[CEMENT]["B"]]
    assert of.say("programme.proposed") in texts
    assert book["Bút toán"].cell(book["Bút toán"].max_row, 1).value == of.say("entries.empty")
    assert book["Chờ xác nhận"].cell(4, 1).value == of.say("entries.answered")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_known_the_workbook_says_so(lang: Lang) -> None:
    of = case([], lang)
    book = of.opened()
    assert len(book.sheetnames) == 4
    assert Say(lang)("status.unknown") in [cell.value for cell in book.worksheets[0]["A"]]
    assert not book.worksheets[1]._charts


def test_a_programme_without_pledges_has_a_sheet(tmp_path: Path) -> None:
    text = re.sub(r"\n +pledges:\n.*", "", AGREED).format(target=1, unit="VND", step=1)
    of = case(proposed(tmp_path, text))
    texts = [cell.value for cell in of.opened()["big"]["A"]]
    assert of.say("workbook.table.pledges.none") in texts


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    one = delivery("tonne", 1000, pledge="cement")._replace(note="\x00😀" * 6_000)
    of = case(after(TERMS[CEMENT], one))
    (row,) = listed(of.opened()["Bút toán"], of.say)
    assert row["note"].endswith("…")
    assert len(row["note"].encode("utf-16-le")) // 2 <= 32_767


# How it is seen and printed


def test_every_sheet_is_printed_on_a4_with_its_headings(status: Case) -> None:
    for sheet in status.opened():
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows.startswith("$1:$")
        assert sheet.print_area
        assert "&P/&N" in f"&{sheet.oddFooter.right.text}"
        assert sheet.oddHeader.left.text
        if sheet.title != "Biểu đồ":
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert setup.fitToHeight == 0
            assert setup.fitToWidth in {None, 2}  # one page wide where nothing is said


def test_headings_stay_on_the_screen_and_tables_can_be_filtered(status: Case) -> None:
    book = status.opened()
    for name in ("Tổng quan", "Bút toán", "Chờ xác nhận"):
        sheet = book[name]
        kept = int(re.sub("[A-Z]", "", sheet.freeze_panes)) - 1
        assert sheet.auto_filter.ref.startswith(f"A{kept}:")
        assert sheet.cell(kept, 2).value == "Chương trình"
    assert all(sheet.freeze_panes for sheet in book)


def test_what_is_printed_around_pages_fits_what_excel_takes(tmp_path: Path) -> None:
    typed = re.sub("vi: Hợp tác, hỗ trợ.*", f"vi: '{'& 😀' * 300}'",
                   PROGRAMMES.read_text(encoding="utf-8"))  # fmt: skip
    of = case(proposed(tmp_path, typed))
    for part, content in parts(of.made).items():
        if part.startswith("xl/worksheets/sheet"):
            root = ET.fromstring(content)  # noqa: S314
            (header,) = (node.text for node in root.iter() if node.tag.endswith("oddHeader"))
            assert header is not None
            assert len(header.encode("utf-16-le")) // 2 <= 255
            assert re.search('(?<!&)(&&)*&[^&LR"9]', header) is None


def test_invented_figures_are_marked_on_every_sheet_and_every_page(status: Case) -> None:
    for sheet in status.opened():
        top = [cell.value for row in sheet.iter_rows(max_row=4) for cell in row]
        assert status.say("programme.invented") in top
        assert sheet.oddHeader.right.text.endswith(status.say("programme.invented"))


def test_columns_are_as_wide_as_their_figures_and_rows_as_high_as_their_texts(
    tmp_path: Path,
) -> None:
    terms = agreed(tmp_path, "9007199254740991")
    note = "ghi chú " * 40
    of = case(after(terms, delivery("VND", 900_719_925_474_099)._replace(note=note)))
    for sheet in of.opened(values=True):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) or cell.value == "9.007.199.254.740.991":
                    digits = cell.value if isinstance(cell.value, str) else f"{cell.value:,}"
                    assert width_of(sheet, cell.column) > len(digits)
    sheet = of.opened()["Bút toán"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == note)
    assert cell.alignment.wrap_text
    assert sheet.row_dimensions[cell.row].height > 100


def width_of(sheet: Any, column: int) -> float:
    """How wide a column is; those alike and side by side are said once."""
    dimensions = sheet.column_dimensions.values()
    return float(next(of.width for of in dimensions if of.min <= column <= of.max))


def test_the_chart_names_its_pledges_and_says_what_it_shows(status: Case, report: Case) -> None:
    for of in (status, report):
        sheet = of.opened(values=True)[of.say("workbook.chart")]
        (chart,) = sheet._charts
        names = [sheet[series.tx.strRef.f.rpartition("!")[2].replace("$", "")].value
                 for series in chart.series]  # fmt: skip
        assert names == [of.say("column.delivered"), of.say("column.confirmed")]
        drawing = parts(of.made)["xl/drawings/drawing1.xml"].decode()
        assert of.say("workbook.chart.described", first=1, last=2) in drawing
        shown = [row[:3] for row in sheet.iter_rows(min_row=5, max_row=6, values_only=True)]
        for (name, delivered, confirmed), view in zip(shown, of.views, strict=True):
            (one,) = view.pledges
            standing = one.standing
            assert standing.target is not None
            assert f"({view.terms.id})" in name
            assert (
                delivered == int(standing.delivered.amount * 1000 / standing.target.amount) / 1000
            )
            assert (
                confirmed == int(standing.confirmed.amount * 1000 / standing.target.amount) / 1000
            )


def test_states_are_words_and_not_only_colours(status: Case) -> None:
    cells = cells_of(status.opened().worksheets[0], "state", status.say)[:2]
    assert [cell.value for cell in cells] == ["hoàn thành", "đúng tiến độ"]


# The same again


def test_the_same_views_are_the_same_bytes_anywhere(status: Case, folder: Path) -> None:
    assert workbook(status.views, status.say) == status.made
    again = (
        "import sys; from datetime import UTC, date, datetime; from coopledger import Ledger;"
        "from coopledger.present.say import Say;"
        "from coopledger.present.workbook import workbook;"
        "ledger = Ledger.open(sys.argv[1], clock=lambda: datetime.now(UTC), recorded_by='x');"
        "sys.stdout.buffer.write(workbook(ledger.progress(date(2025, 6, 30)), Say('vi')))"
    )
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LANG": "C"}
    run = subprocess.run(
        [sys.executable, "-c", again, str(folder / "office")],
        env=elsewhere, capture_output=True, check=True,
    )  # fmt: skip
    assert run.stdout == status.made


def test_its_properties_say_the_day_it_speaks_of(status: Case) -> None:
    of = status.opened().properties
    assert (of.creator, of.title) == ("coopledger", status.say("workbook.status"))
    assert of.created == of.modified == datetime(2025, 6, 30, tzinfo=UTC).replace(tzinfo=None)


# Exact figures


TONNE = Unit(id="t", dimension=Dimension.MASS, step=Fraction(1, 1000), vi="tấn", en="t",
             plural="t", base="t")  # fmt: skip


@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=40))
@example([*[999_999_999_999_999] * 20, *[-999_999_999_999_998] * 20, 1])
@example([499_999_999_999] * 19)
def test_a_formula_comes_to_the_exact_figure(steps: list[int]) -> None:
    parts = [Quantity(one, TONNE) for one in steps]
    whole = Quantity(sum(steps), TONNE)
    cell = figures.computed("SUM(A1:A9)", whole, *parts)
    assert cell is not None
    if cell.formula:
        added = sum(float(one.amount) for one in parts)
        assert round(added, 3) == float(whole.amount)


def test_a_figure_is_exact_with_15_digits_and_no_more() -> None:
    for number, kept in (
        ("999999999999999", True), ("9999999999999990000", True), ("0.000999999999999999", True),
        ("1000000000000001", False), ("-123456789012345.6", False), ("0", True),
    ):  # fmt: skip
        assert figures.exact(Fraction(number)) is kept
