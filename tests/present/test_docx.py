"""The signed report as a file: read back, it holds against Nghị định 30/2020/NĐ-CP, Annex I."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from coopledger.present.papers import report
from coopledger.present.papers.docx import drawn
from coopledger.present.papers.report import Imprint
from coopledger.present.say import Say
from coopledger.progress import calendar_year
from coopledger.quantity.writing import Lang
from tests.conftest import LANGUAGES
from tests.office import converted, installed
from tests.present.offices import HOSTILE, furnish

YEAR = calendar_year(2023)
DATED = date(2024, 1, 5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[Lang, bytes]:
    """The report on 2023 in both languages."""
    ledger = furnish(folder / "workspace")
    imprint = Imprint(ledger.workspace.settings.issuer, "7", DATED)
    views = ledger.year(YEAR)
    return {lang: drawn(report.paper(views, YEAR, imprint, Say(lang)), lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def printed(files: dict[Lang, bytes], folder: Path) -> dict[Lang, Path]:
    """The reports as LibreOffice prints them."""
    sources = {lang: folder / f"report-{lang}.docx" for lang in LANGUAGES}
    for lang, source in sources.items():
        source.write_bytes(files[lang])
    converted(sources["vi"], "pdf", folder, sources["en"])
    return {lang: source.with_suffix(".pdf") for lang, source in sources.items()}


@pytest.fixture(scope="module")
def opened(files: dict[Lang, bytes]) -> Any:
    return docx.Document(io.BytesIO(files["vi"]))


class Seen(NamedTuple):
    """How a paragraph comes out: what is not said of it is what the file's defaults are."""

    text: str
    size: float
    bold: bool
    italic: bool
    align: str


def paragraphs(document: Any) -> Iterator[Seen]:
    """Every paragraph with text, in the order of the page, those in tables included."""
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        looks = [run.find(qn("w:rPr")) for run in paragraph.iter(qn("w:r"))]
        if not text:
            continue
        sizes = {look.find(qn("w:sz")).get(qn("w:val")) for look in looks}
        assert len(sizes) == 1, text
        bold, italic = (all(look.find(qn(f"w:{m}")) is not None for look in looks) for m in "bi")
        align = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val"))
        yield Seen(text, int(sizes.pop()) / 2, bold, italic, align)


def found(document: Any, beginning: str) -> Seen:
    return next(seen for seen in paragraphs(document) if seen.text.startswith(beginning))


def test_it_is_a4_with_the_margins_of_the_decree(opened: Any) -> None:
    first, *annexes = opened.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert annexes
    for section in annexes:  # wide tables
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
        assert section.orientation == 1
    for section in opened.sections:
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20


def test_every_font_is_times_new_roman_and_black(files: dict[Lang, bytes]) -> None:
    """Also for the scripts that have a font of their own, and no theme has a say."""
    with zipfile.ZipFile(io.BytesIO(files["vi"])) as archive:
        xml = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "".join(xml.values())
    assert "Theme" not in everything
    assert "theme" not in " ".join(xml)
    (defaults,) = re.findall("<w:rPrDefault>.*?</w:rPrDefault>", xml["word/styles.xml"], re.DOTALL)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{script}="Times New Roman"' in defaults
    assert set(re.findall('w:ascii="([^"]*)"', everything)) == {"Times New Roman"}
    assert set(re.findall('<w:color w:val="([^"]*)"', everything)) == {"000000"}
    assert "en-US" not in everything


@pytest.mark.parametrize(("lang", "language"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_it_says_which_language_it_is_in(
    lang: Lang, language: str, files: dict[Lang, bytes]
) -> None:
    document = docx.Document(io.BytesIO(files[lang]))
    assert document.core_properties.language == language
    (said,) = document.styles.element.iter(qn("w:lang"))
    assert {said.get(qn(f"w:{script}")) for script in ("val", "eastAsia", "bidi")} == {language}


@pytest.mark.parametrize(
    "seen",
    [
        Seen("ỦY BAN NHÂN DÂN TỈNH THANH HÓA", 13, bold=False, italic=False, align="center"),
        Seen("ỦY BAN NHÂN DÂN HUYỆN LANG CHÁNH", 13, bold=True, italic=False, align="center"),
        Seen("Số: 07/BC-UBND", 13, bold=False, italic=False, align="center"),
        Seen("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True, italic=False, align="center"),
        Seen("Độc lập - Tự do - Hạnh phúc", 14, bold=True, italic=False, align="center"),
        Seen("Lang Chánh, ngày 05 tháng 01 năm 2024", 14, bold=False, italic=True, align="center"),
        Seen("BÁO CÁO", 14, bold=True, italic=False, align="center"),
        Seen("Kết quả thực hiện các chương trình hợp tác, hỗ trợ năm 2023", 14, bold=True,
             italic=False, align="center"),
        Seen("Kính gửi: Ủy ban nhân dân tỉnh Thanh Hóa.", 14, bold=False, italic=False,
             align="center"),
        Seen("TM. ỦY BAN NHÂN DÂN", 14, bold=True, italic=False, align="center"),
        Seen("KT. CHỦ TỊCH", 14, bold=True, italic=False, align="center"),
        Seen("PHÓ CHỦ TỊCH", 14, bold=True, italic=False, align="center"),
        Seen("Nguyễn Văn A", 14, bold=True, italic=False, align="center"),
        Seen("Nơi nhận:", 12, bold=True, italic=True, align="left"),
        Seen("- Như trên;", 11, bold=False, italic=False, align="left"),
        Seen("- Lưu: VT, TCKH.", 11, bold=False, italic=False, align="left"),
        Seen("Phụ lục I", 14, bold=True, italic=False, align="center"),
        Seen("SỐ LIỆU TỪNG CAM KẾT NĂM 2023", 14, bold=True, italic=False, align="center"),
        Seen("(Kèm theo Báo cáo số 07/BC-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân huyện "
             "Lang Chánh)", 14, bold=False, italic=True, align="center"),
    ],
    ids=lambda seen: seen.text,
)  # fmt: skip
def test_the_size_and_style_of_every_element(seen: Seen, opened: Any) -> None:
    assert found(opened, seen.text) == seen


def test_what_it_rests_on_is_italic_and_ends_in_semicolons_and_a_full_stop(opened: Any) -> None:
    basis = [seen for seen in paragraphs(opened) if seen.text.startswith("Căn cứ ")]
    assert len(basis) == 4
    assert {(seen.size, seen.italic, seen.align) for seen in basis} == {(14, True, "both")}
    assert [seen.text[-1] for seen in basis] == [";", ";", ";", "."]
    assert basis[0].text == (
        "Căn cứ Kế hoạch triển khai Chương trình phát triển kinh tế - xã hội khu vực miền núi "
        "Thanh Hóa giai đoạn 2021-2025 (số 278/KH-UBND ngày 14 tháng 12 năm 2021 của UBND tỉnh "
        "Thanh Hóa);"
    )


def test_the_body_is_justified_indented_and_spaced(opened: Any) -> None:
    """14 pt, first line at 1.27 cm, 6 pt between paragraphs, single to one and a half lines."""
    bodies = [
        paragraph
        for paragraph in opened.element.body.findall(qn("w:p"))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}") is not None
        and paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLine")) is not None
    ]
    assert len(bodies) > 20
    for paragraph in bodies:
        about = paragraph.find(qn("w:pPr"))
        assert about.find(qn("w:ind")).get(qn("w:firstLine")) in {"567", "720"}
        spacing = about.find(qn("w:spacing"))
        assert int(spacing.get(qn("w:after"))) >= 120
        assert 240 <= int(spacing.get(qn("w:line"))) <= 360
    body = found(opened, "Ủy ban nhân dân huyện Lang Chánh báo cáo")
    assert (body.size, body.align, body.bold, body.italic) == (14, "both", False, False)


def test_the_order_of_the_parts(opened: Any) -> None:
    texts = [seen.text for seen in paragraphs(opened)]
    order = [
        "ỦY BAN NHÂN DÂN TỈNH", "ỦY BAN NHÂN DÂN HUYỆN", "Số: ", "CỘNG HÒA", "Độc lập",
        "Lang Chánh, ngày", "BÁO CÁO", "Kết quả", "SỐ LIỆU MINH HỌA", "Kính gửi", "Căn cứ",
        "Ủy ban",
        "I. TÌNH HÌNH", "II. KẾT QUẢ", "1. Hợp tác", "1.1. Nội dung 1", "1.4. Nội dung 4",
        "2. Hợp tác", "III. VIỆC CHẬM", "IV. MÃ KIỂM CHỨNG", "Trên đây", "Nơi nhận", "TM.",
        "Nguyễn Văn A", "Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV",
    ]  # fmt: skip
    at = -1
    for beginning in order:
        at = next(i for i in range(at + 1, len(texts)) if texts[i].startswith(beginning))
    end = next(text for text in texts if text.startswith("Trên đây"))
    assert end.endswith("./.")


def test_the_lines_below_name_motto_and_subject_are_drawn(opened: Any) -> None:
    """As long as the motto, and between a third and half of the other two."""
    ruled = list(opened.element.body.iter(qn("w:pBdr")))
    issuer, motto, subject = (_line(border.getparent()) for border in ruled)
    assert motto == pytest.approx(60.5, abs=1)
    assert 67 / 3 <= issuer <= 67 / 2  # the name takes the whole width of its half
    assert 123 / 3 <= subject <= 123 / 2  # 60 letters of 14 pt, bold
    assert "w:u " not in opened.element.xml


def _line(about: Any) -> float:
    """The length in millimetres of a paragraph's rule, which its indents leave."""
    cell = next((a for a in about.iterancestors(qn("w:tc"))), None)
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")) if cell is not None else None
    twips = int(width) if width else Mm(165).twips
    indent = about.find(qn("w:ind"))
    sides = sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return float(twips - sides) / 1440 * 25.4


def test_pages_are_numbered_but_the_first_and_annexes_by_themselves(opened: Any) -> None:
    for section in opened.sections:
        assert section.different_first_page_header_footer
        number = section._sectPr.find(qn("w:pgNumType"))
        assert number.get(qn("w:start")) == "1"
        assert not section.first_page_header.paragraphs[0].text
    (paragraph,) = opened.sections[0].header.paragraphs
    (field,) = paragraph._p.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert paragraph.alignment == 1
    (size,) = {size.get(qn("w:val")) for size in paragraph._p.iter(qn("w:sz"))}
    assert int(size) / 2 in {13, 14}
    assert opened.sections[0].header_distance < opened.sections[0].top_margin


def test_headings_of_tables_are_repeated_and_rows_stay_whole(opened: Any) -> None:
    tables = [t for t in opened.element.body.iter(qn("w:tbl")) if list(t.iter(qn("w:tblBorders")))]
    assert len(tables) == 10
    for table in tables:
        heading, *rows = table.findall(qn("w:tr"))
        assert list(heading.iter(qn("w:tblHeader")))
        assert rows
        assert all(list(row.iter(qn("w:cantSplit"))) for row in rows)


def test_what_a_user_wrote_stands_there_as_text(opened: Any) -> None:
    texts = [seen.text.replace("\u00a0", " ") for seen in paragraphs(opened)]
    assert any(HOSTILE in text for text in texts)


def test_the_same_paper_is_the_same_file(folder: Path, files: dict[Lang, bytes]) -> None:
    """Made again somewhere else; nothing in it says when or where."""
    ledger = furnish(folder / "again")
    imprint = Imprint(ledger.workspace.settings.issuer, "7", DATED)
    for lang in LANGUAGES:
        paper = report.paper(ledger.year(YEAR), YEAR, imprint, Say(lang))
        assert drawn(paper, lang) == files[lang]
    properties = docx.Document(io.BytesIO(files["vi"])).core_properties
    assert (properties.created.date(), properties.modified.date()) == (YEAR.through, YEAR.through)
    with zipfile.ZipFile(io.BytesIO(files["vi"])) as archive:
        assert {(i.date_time, i.compress_type) for i in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
        }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_libreoffice_shows_it_page_by_page(lang: Lang, printed: dict[Lang, Path]) -> None:
    text = subprocess.run(
        [installed("pdftotext"), "-layout", str(printed[lang]), "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    pages = [page.strip() for page in text.rstrip("\f\n").split("\f")]
    head = {"vi": "CỘNG HÒA XÃ HỘI", "en": "SOCIALIST REPUBLIC"}[lang]
    assert head in pages[0].splitlines()[0] + pages[0].splitlines()[1]
    annexes = [
        at
        for at, page in enumerate(pages)
        if re.match(r"(Phụ lục|Annex) [IV]+$", page, re.MULTILINE)
    ]
    assert len(annexes) == 4
    body = pages[: annexes[0]]
    assert [page.split()[0] for page in body[1:]] == [str(n) for n in range(2, len(body) + 1)]
    assert "Nguyễn Văn A" in body[-1]
    assert "2023./." in body[-1]  # a signature never stands alone
