"""What stands in signed papers: made of figures and settings, blank where neither knows."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from coopledger import Draft, Kind, Ledger
from coopledger.book import Stage
from coopledger.present.machine.records import year_programme
from coopledger.present.papers import minutes, report
from coopledger.present.papers.docx import drawn
from coopledger.present.papers.paper import (
    BLANK,
    Addressees,
    Annex,
    Foot,
    Grid,
    Letterhead,
    Paper,
    Signature,
    Text,
)
from coopledger.present.papers.phrases import long_day
from coopledger.present.papers.report import Imprint
from coopledger.present.say import Say
from coopledger.progress import Cut, calendar_year
from coopledger.terms.fields import Words
from coopledger.terms.issuer import NOBODY, Issuer
from tests.conftest import LANGUAGES, PROGRAMMES, Clock
from tests.present.offices import CEMENT, HOSTILE, SCHOOL, deliveries, furnish

YEAR = calendar_year(2023)
VI = Say("vi")
UNSAID = Imprint(NOBODY)
T = TypeVar("T")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return furnish(tmp_path_factory.mktemp("office") / "workspace")


def of_2023(ledger: Ledger, say: Say = VI, imprint: Imprint = UNSAID) -> Paper:
    return report.paper(ledger.year(YEAR), YEAR, imprint, say)


def parts(paper: Paper, kind: type[T]) -> list[T]:
    return [part for part in paper.parts if isinstance(part, kind)]


def texts(paper: Paper) -> list[str]:
    """Every text of a paper, those of tables included."""
    return list(_strings(paper.parts))


def _strings(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple):
            yield from _strings(part)


# Days and numbers


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2024-01-05", "ngày 05 tháng 01 năm 2024"),
        ("2024-02-10", "ngày 10 tháng 02 năm 2024"),
        ("2024-03-09", "ngày 09 tháng 3 năm 2024"),
        ("2024-10-31", "ngày 31 tháng 10 năm 2024"),
    ],
)
def test_days_below_10_and_the_months_1_and_2_are_padded(day: str, written: str) -> None:
    assert long_day(date.fromisoformat(day), VI) == written


@pytest.mark.parametrize(
    ("number", "written"), [("7", "07"), ("07", "07"), ("10", "10"), ("7a", "7a")]
)
def test_numbers_below_10_are_padded(number: str, written: str, office: Ledger) -> None:
    imprint = Imprint(Issuer(symbol="BC-UBND"), number)
    (head,) = parts(of_2023(office, VI, imprint), Letterhead)
    assert head.number == f"Số: {written}/BC-UBND"


# What is missing


def test_what_nobody_said_is_left_blank_and_never_made_up(ledger: Ledger) -> None:
    paper = of_2023(ledger)
    (head,), (foot,), (to,) = parts(paper, Letterhead), parts(paper, Foot), parts(paper, Addressees)
    assert (head.parent, head.name) == (BLANK, BLANK)
    assert head.number == f"Số: ……/{BLANK}"
    assert head.place_and_date == f"{BLANK}, ngày …… tháng …… năm ……"
    assert to.names == (BLANK,)
    assert foot.signature == Signature((BLANK, BLANK), BLANK)
    assert foot.recipients == ("Như trên;", f"{BLANK};", "Lưu: VT.")


def test_one_is_addressed_on_the_line_and_several_below_it(office: Ledger) -> None:
    both = Issuer(to=tuple(Words(vi=name, en=name) for name in ("UBND tỉnh", "HĐND huyện")))
    (to,) = parts(of_2023(office, VI, Imprint(both)), Addressees)
    assert to.names == ("UBND tỉnh", "HĐND huyện")


# The body


def test_the_figures_are_those_of_json(office: Ledger) -> None:
    views = office.year(YEAR)
    said = " ".join(texts(of_2023(office)))
    for view in views:
        for area in year_programme(view)["content_areas"]:
            for pledge in area["pledges"]:
                line = pledge["year"]
                assert line is not None
                for name in ("planned", "delivered", "confirmed", "cumulative", "remaining"):
                    figure = str(line[name]).replace(".", ",")
                    figure = re.sub(r"(?<=\d)(?=(\d{3})+(,|$))", ".", figure)
                    unit = {"tonne": "tấn", "classroom": "phòng học"}[pledge["unit"]]
                    assert f"{figure} {unit}" in said, name


def test_the_cement_of_2023_in_words(office: Ledger) -> None:
    said = texts(of_2023(office))
    assert (
        "Xi măng: chỉ tiêu 2.000 tấn; thực hiện trong giai đoạn 2022–2025; tương đương "
        "3.000.000.000 đồng (bằng chữ: ba tỷ đồng)."
    ) in said
    assert (
        "Kỳ trước chuyển sang 487,5 tấn, kế hoạch năm 500 tấn, đã giao 510 tấn (trong đó hai bên "
        "đã xác nhận 460 tấn), chuyển kỳ sau 477,5 tấn."
    ) in said
    assert (
        "Lũy kế 522,5 tấn, đạt 26,1 % chỉ tiêu; còn lại 1.477,5 tấn; tình trạng: chậm tiến độ."
    ) in said
    assert "Không thống nhất 10,5 tấn, chưa tính." in said
    assert (
        "Giá trị thực tế nêu trên chứng từ 75.000.000 đồng (bằng chữ: bảy mươi lăm triệu đồng)."
    ) in said


def test_the_ceiling_is_said_with_words_for_every_sum(office: Ledger) -> None:
    assert (
        "Mức trần (không quá) 4.000.000.000 đồng (bằng chữ: bốn tỷ đồng); đã chi 3.600.000.000 "
        "đồng (bằng chữ: ba tỷ sáu trăm triệu đồng); còn 400.000.000 đồng (bằng chữ: bốn trăm "
        "triệu đồng)."
    ) in texts(of_2023(office))


def test_what_is_behind_what_waits_and_what_came_late(office: Ledger) -> None:
    said = texts(of_2023(office))
    assert (
        "- Xi măng (Thị xã Bỉm Sơn hỗ trợ Huyện Lang Chánh): chậm tiến độ; đến hạn 1.000 tấn, "
        "đã giao 522,5 tấn, còn thiếu 477,5 tấn."
    ) in said
    waiting = [text for text in said if "chi tiết tại" in text]
    assert [text.rpartition(": ")[2] for text in waiting] == [
        "4 bút toán, chi tiết tại Phụ lục III.",
        "3 bút toán, chi tiết tại Phụ lục III.",
        "1 bút toán, chi tiết tại Phụ lục IV.",
    ]


def test_ahead_of_the_plan_is_said_so(ledger: Ledger) -> None:
    ledger.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1200 tonne",
                        date="2023-03-15", document="1"))  # fmt: skip
    assert any("chuyển kỳ sau vượt trước 200 tấn" in text for text in texts(of_2023(ledger)))


def test_the_heads_of_the_books_are_printed(office: Ledger) -> None:
    heads = [str(head) for head in office.heads()]
    (grid,) = (g for g in parts(of_2023(office), Grid) if g.columns[-1].label == "Mã kiểm chứng sổ")
    assert sorted(row[1] for row in grid.rows) == sorted(heads)


def test_the_administrative_year_is_printed_with_its_days(office: Ledger) -> None:
    period = Cut.ADMINISTRATIVE.year(2023)
    paper = report.paper(office.year(period), period, Imprint(NOBODY), VI)
    assert any(
        "năm 2023 (từ ngày 15 tháng 12 năm 2022 đến ngày 14 tháng 12 năm 2023; số liệu tính đến "
        "ngày 14 tháng 12 năm 2023)" in text for text in texts(paper)
    )  # fmt: skip


def test_what_the_book_says_as_such_stands_in_the_body(office: Ledger) -> None:
    """What is closed, what it came to in money, and who ceased to exist."""
    period = calendar_year(2025)
    said = texts(report.paper(office.year(period), period, UNSAID, VI))
    assert "Sổ đã khóa đến hết 31/12/2022." in said
    assert any(
        text.startswith("Thị xã Bỉm Sơn đã kết thúc hoạt động từ 01/07/2025") for text in said
    )
    assert any(text.startswith("Chưa xác định đơn vị kế thừa của") for text in said)
    of_the_year = texts(of_2023(office))
    assert any(text.startswith("Giá trị bằng tiền đã nêu: 75 triệu") for text in of_the_year)


def test_in_english(office: Ledger) -> None:
    imprint = Imprint(office.workspace.settings.issuer, "7", date(2024, 1, 5))
    paper = of_2023(office, Say("en"), imprint)
    (head,) = parts(paper, Letterhead)
    assert (head.name, head.place_and_date) == (
        "PEOPLE'S COMMITTEE OF LANG CHÁNH DISTRICT", "Lang Chánh, 5 January 2024",
    )  # fmt: skip
    assert (
        "Ceiling VND 4,000,000,000 (in words: four billion VND); spent VND 3,600,000,000 (in "
        "words: three billion six hundred million VND); headroom VND 400,000,000 (in words: four "
        "hundred million VND)."
    ) in texts(paper)
    vietnamese = [t for t in texts(paper) if re.search(r"\b(đồng|bút toán|kỳ trước|tấn)\b", t)]
    assert [t for t in vietnamese if "tấn bị ướt" not in t] == []


def test_invented_figures_are_marked_above_every_table(office: Ledger) -> None:
    marked = [grid.caption for grid in parts(of_2023(office), Grid) if grid.caption]
    assert len(marked) == 9
    assert all("KHÔNG CÓ THẬT" in caption for caption in marked)
    assert any(text.role == "mark" for text in parts(of_2023(office), Text))


def test_nothing_recorded_has_no_annex_of_entries(ledger: Ledger) -> None:
    paper = of_2023(ledger)
    assert [annex.label for annex in parts(paper, Annex)] == ["Phụ lục I"]
    assert any("Trong kỳ không có bút toán nào" in text for text in texts(paper))


def test_forty_programmes_and_names_of_three_hundred_letters(tmp_path: Path, clock: Clock) -> None:
    yaml = PROGRAMMES.read_text(encoding="utf-8")
    units, _, programmes = yaml.partition("\nprogrammes:\n")
    (one,) = re.findall(r"(?ms)^  bim-son-lang-chanh:\n.*?(?=^  \S|\Z)", programmes)
    name = "Hợp tác" + " dài" * 73 + "!"
    assert len(name) == 300
    assert one.count("{vi: Xi măng, en: Cement}") == 1
    one = one.replace("{vi: Xi măng, en: Cement}", f"{{vi: {name}, en: {name}}}")
    many = "".join(one.replace("bim-son-lang-chanh:", f"programme-{n}:") for n in range(40))
    (tmp_path / "programmes.yaml").write_text(f"{units}\nprogrammes:\n{many}", encoding="utf-8")
    ledger = Ledger.open(tmp_path, clock=clock, recorded_by="mai")
    paper = of_2023(ledger)
    assert sum(text.text.startswith(f"{name}: chỉ tiêu") for text in parts(paper, Text)) == 40
    assert drawn(paper, "vi").startswith(b"PK")


def test_two_thousand_entries_are_listed_each(ledger: Ledger) -> None:
    for draft in deliveries(10):
        ledger.append(draft)
    (view,) = ledger.year(YEAR, programme=CEMENT)
    long = view._replace(entries=view.entries * 200)
    paper = report.paper([long], YEAR, Imprint(NOBODY), VI)
    (grid,) = (g for g in parts(paper, Grid) if len(g.rows) == 2000)
    assert grid.rows[-1][0] == "2000"
    assert drawn(paper, "vi").startswith(b"PK")


def test_control_characters_are_spelled_out(office: Ledger) -> None:
    """The book refuses them, but what is shown shall not depend on that."""
    imprint = Imprint(Issuer(signer="A\x00B\u202e"))
    assert b"A\\u0000B\\u202e" in drawn(of_2023(office, VI, imprint), "vi")


# Minutes


def minutes_of(ledger: Ledger, name: str, say: Say = VI) -> list[str]:
    return texts(minutes.paper(ledger.handover(name), say))


def test_minutes_of_goods_say_what_is_known_and_leave_the_rest(office: Ledger) -> None:
    said = minutes_of(office, f"{CEMENT}#2")
    for text in (
        "BIÊN BẢN GIAO NHẬN", "Xi măng", "Số: DEMO-01", "BÊN GIAO: Thị xã Bỉm Sơn",
        "BÊN NHẬN: Huyện Lang Chánh", "Số lượng giao bằng chữ: năm trăm tấn.",
        "Ý kiến của bên nhận: xác nhận: thực nhận 480 tấn, thiếu 15 tấn, từ chối 5 tấn.",
        "Lý do: 5 tấn bị ướt.", "ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN",
        "Hôm nay, ngày 15 tháng 3 năm 2023, tại: \t\nChúng tôi gồm:",
    ):  # fmt: skip
        assert text in said, text
    (grid,) = parts(minutes.paper(office.handover(f"{CEMENT}#2"), VI), Grid)
    assert grid.rows == (("1", "Xi măng", "tấn", "2.000", "500", "480", "", ""),)
    assert any("02 bản có giá trị như nhau" in text for text in said)
    assert said[-2].startswith(f"Lập từ bút toán {CEMENT}#2")
    assert str(office.heads(CEMENT)[0]) in said[-2]


def test_minutes_of_a_stated_value_and_another_unit(office: Ledger) -> None:
    said = minutes_of(office, f"{CEMENT}#7")
    assert "Giá trị: 75.000.000 đồng (bằng chữ: bảy mươi lăm triệu đồng)." in said
    (grid,) = parts(minutes.paper(office.handover(f"{CEMENT}#7"), VI), Grid)
    assert grid.rows[0][-1] == "75.000.000 đồng"
    bags = minutes_of(office, f"{CEMENT}#3")
    assert "Quy cách: 12000 bao." in bags or "Quy cách: 12000 bag." in bags
    assert "Số lượng giao bằng chữ: sáu trăm tấn." in bags


def test_what_is_given_back_goes_the_other_way(office: Ledger) -> None:
    said = minutes_of(office, f"{CEMENT}#6")
    assert "BIÊN BẢN GIAO NHẬN HOÀN TRẢ" in said
    assert "BÊN GIAO: Huyện Lang Chánh" in said
    assert "BÊN NHẬN: Thị xã Bỉm Sơn" in said
    assert "Lý do: xi măng vón cục." in said
    assert "Số lượng giao bằng chữ: hai mươi tấn." in said


@pytest.mark.parametrize(
    ("entry", "title", "left", "right"),
    [
        (f"{SCHOOL}#4", "BIÊN BẢN NGHIỆM THU HOÀN THÀNH", "ĐẠI DIỆN BÊN HỖ TRỢ",
         "ĐẠI DIỆN BÊN TIẾP NHẬN"),
        (f"{SCHOOL}#5", "BIÊN BẢN BÀN GIAO CÔNG TRÌNH", "ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"),
    ],
)  # fmt: skip
def test_minutes_of_works(entry: str, title: str, left: str, right: str, office: Ledger) -> None:
    said = minutes_of(office, entry)
    for text in (
        title, left, right, "1. Công trình, hạng mục: Nhà lớp học 1 tầng, 4 phòng học.",
        "Địa điểm xây dựng: xã Giao An, huyện Lang Chánh.",
        "Đơn vị thụ hưởng: Trường Tiểu học và THCS Giao An.", "5. Phụ lục kèm theo: \t",
    ):  # fmt: skip
        assert text in said, text


def test_blank_minutes_know_what_was_promised_and_no_more(ledger: Ledger) -> None:
    paper = minutes.paper(ledger.expected("cement"), VI)
    (grid,) = parts(paper, Grid)
    assert grid.rows == (("1", "Xi măng", "tấn", "2.000", "", "", "", ""),)
    assert f"Số: {BLANK}" in texts(paper)
    assert "Hôm nay, ngày …… tháng …… năm ……, tại: \t\nChúng tôi gồm:" in texts(paper)
    works = minutes.paper(ledger.expected("giao-an-school"), VI)
    assert "BIÊN BẢN BÀN GIAO CÔNG TRÌNH" in texts(works)
    accepted = minutes.paper(ledger.expected("giao-an-school", stage=Stage.COMPLETED), VI)
    assert "BIÊN BẢN NGHIỆM THU HOÀN THÀNH" in texts(accepted)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_minutes_can_be_drawn(lang: str, office: Ledger) -> None:
    say = Say("vi" if lang == "vi" else "en")
    made = [minutes.paper(office.handover(f"{CEMENT}#{n}"), say) for n in (2, 3, 6, 7)]
    for paper in (*made, minutes.paper(office.expected("cement"), say)):
        assert drawn(paper, say.lang) == drawn(paper, say.lang)


def test_a_hostile_note_stays_a_text(office: Ledger) -> None:
    assert any(HOSTILE in text for text in texts(of_2023(office)))
