"""Tables as offices really keep them, each with what has to be read from it.

Every sample says in its first sentence what is peculiar to it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from coopledger.exchange.field import Field
from coopledger.exchange.sheet import ColumnsFile
from coopledger.exchange.sheet.columns import Choice
from tests.exchange.sheet.made import Rows, as_csv, as_xlsx

CEMENT = ("delivery", "bim-son-lang-chanh", "cement")
SCHOOL = "hau-loc-lang-chanh", "giao-an-school"


class Sample(NamedTuple):
    """A table: how it is written, which fields matter, and their values row by row."""

    write: Callable[[Path], Path]
    fields: tuple[str, ...]
    drafts: list[tuple[Any, ...]]
    ignored: tuple[str, ...] = ()
    columns: ColumnsFile | None = None


SAMPLES: dict[str, Sample] = {}


def _workbook(name: str, rows: Rows, **options: Any) -> Callable[[Path], Path]:
    return lambda folder: as_xlsx(rows, folder / f"{name}.xlsx", **options)


def _text(name: str, rows: Rows, **options: Any) -> Callable[[Path], Path]:
    return lambda folder: as_csv(rows, folder / f"{name}.csv", **options)


_WHAT = ("kind", "programme", "pledge", "date", "document", "quantity")

SAMPLES["a register of an office, with its name on top, a total and who signs below"] = Sample(
    _workbook(
        "so-giao-nhan",
        [
            ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["THỊ XÃ BỈM SƠN", None, None, "Độc lập - Tự do - Hạnh phúc"],
            [],
            ["BẢNG TỔNG HỢP GIAO NHẬN XI MĂNG NĂM 2023"],
            [],
            ["STT", "Ngày giao nhận", "Số biên bản", "Khối lượng\n(tấn)", "Ghi chú"],
            [1, date(2023, 3, 15), "12/BB-UBND", 480.5, None],
            [2, date(2023, 4, 20), "13/BB-UBND", 19.5, "đủ số lượng"],
            [None, "Tổng cộng", None, 500, None],
            [],
            [None, None, None, "Bỉm Sơn, ngày 31 tháng 12 năm 2023"],
            [None, "NGƯỜI LẬP BIỂU", None, "KT. CHỦ TỊCH"],
        ],
        sheet="Giao nhận",
        merged=["A4:E4", "D1:E1", "D2:E2"],
    ),
    (*_WHAT, "note"),
    [
        (*CEMENT, "2023-03-15", "12/BB-UBND", "480.5 tonne", None),
        (*CEMENT, "2023-04-20", "13/BB-UBND", "19.5 tonne", "đủ số lượng"),
    ],
)

SAMPLES["saved as CSV by Excel in Vietnam, in the code page of old Windows"] = Sample(
    _text(
        "xi-mang",
        [
            ["Ngày", "Số BBGN", "KL (tấn)", "Ghi chú"],
            ["15/3/2023", "12", "1.234,5", "đã nhận đủ, thôn Năng Cát"],
            ["16/3/2023", "13", "1.500", "bổ sung"],
            ["Cộng", "", "2.734,5", ""],
        ],
        encoding="cp1258",
    ),
    (*_WHAT, "note"),
    [
        (*CEMENT, "2023-03-15", "12", "1234.5 tonne", "đã nhận đủ, thôn Năng Cát"),
        (*CEMENT, "2023-03-16", "13", "1500 tonne", "bổ sung"),
    ],
)

SAMPLES["a heading in two rows, what was planned beside what came, columns numbered"] = Sample(
    _workbook(
        "hai-dong",
        [
            ["TIẾN ĐỘ GIAO XI MĂNG"],
            [None, None, None, None, "ĐVT: tấn"],
            ["TT", "Biên bản giao nhận", None, "Khối lượng", None],
            [None, "Số", "Ngày", "Kế hoạch", "Thực giao"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            [1, "12/BB", date(2023, 3, 15), 500, 480],
            [2, "13/BB", date(2023, 4, 20), 500, 520.125],
            [None, "TỔNG CỘNG:", None, 1000, 1000.125],
        ],
        merged=["A3:A4", "B3:C3", "D3:E3", "A1:E1"],
    ),
    _WHAT,
    [
        (*CEMENT, "2023-03-15", "12/BB", "480 tonne"),
        (*CEMENT, "2023-04-20", "13/BB", "520.125 tonne"),
    ],
    ignored=("D Khối lượng / Kế hoạch",),
)

SAMPLES["bags instead of tonnes, worth what they cost"] = Sample(
    _workbook(
        "bao",
        [
            ["Ngày nhận", "Mặt hàng", "Số bao", "Đơn giá", "Thành tiền (nghìn đồng)"],
            [date(2023, 3, 15), "Xi măng", 10000, 75, 750000],
            [date(2023, 5, 2), "xi mang", 200, 75, 15000],
        ],
    ),
    (*_WHAT, "actual_value"),
    [
        (*CEMENT, "2023-03-15", None, "10000 bag", "750000000 VND"),
        (*CEMENT, "2023-05-02", None, "200 bag", "15000000 VND"),
    ],
    ignored=("D Đơn giá",),
)

SAMPLES["money that was paid, in millions, with what it was for"] = Sample(
    _workbook(
        "giai-ngan",
        [
            ["Ngày chi", "Số UNC", "Nội dung", "Số tiền (triệu đồng)", "Công trình"],
            [date(2022, 12, 30), "UNC 07", "Tạm ứng", 1200, "Nhà lớp học 1 tầng, 4 phòng học"],
            [date(2023, 6, 1), "UNC 21", "Thanh toán", 850.5, "Nhà lớp học 1 tầng, 4 phòng học"],
            ["Tổng", None, None, 2050.5, None],
        ],
    ),
    (*_WHAT, "note"),
    [
        ("disbursement", *SCHOOL, "2022-12-30", "UNC 07", "1200000000 VND", "Tạm ứng"),
        ("disbursement", *SCHOOL, "2023-06-01", "UNC 21", "850500000 VND", "Thanh toán"),
    ],
)

SAMPLES["classrooms, accepted first and handed over later"] = Sample(
    _text(
        "phong-hoc",
        [
            ["NGÀY NGHIỆM THU", "SỐ VĂN BẢN", "SỐ PHÒNG HỌC", "GIAI ĐOẠN"],
            ["2023-05-10", "05/BB-NT", "4", "Nghiệm thu hoàn thành"],
            ["2023-06-01", "09/BB-BG", "2", "bàn giao"],
        ],
    ),
    (*_WHAT, "stage"),
    [
        ("completion", *SCHOOL, "2023-05-10", "05/BB-NT", "4 classroom", "completed"),
        ("completion", *SCHOOL, "2023-06-01", "09/BB-BG", "2 classroom", "handed-over"),
    ],
)

SAMPLES["everything in one table: the unit in a column, the kind where it is not plain"] = Sample(
    _workbook(
        "tong-hop",
        [
            ["Ngày tháng", "Chương trình", "Cam kết", "Loại", "Giai đoạn", "ĐVT", "SL", "Bên nhận"],
            ["15/03/2023", *CEMENT[1:], None, None, "bao", 100, "Lang Chánh"],
            ["16/03/2023", *CEMENT[1:], "Giao nhận", None, "Tấn", 5, None],
            ["17/03/2023", *SCHOOL, None, "Bàn giao", "phòng", 2, None],
            ["18/03/2023", *SCHOOL, "Giải ngân", None, "triệu đồng", 30, None],
        ],
    ),
    (*_WHAT, "share", "stage"),
    [
        (*CEMENT, "2023-03-15", None, "100 bag", None, None),
        (*CEMENT, "2023-03-16", None, "5 tonne", None, None),
        ("completion", *SCHOOL, "2023-03-17", None, "2 classroom", None, "handed-over"),
        ("disbursement", *SCHOOL, "2023-03-18", None, "30000000 VND", None, None),
    ],
)

SAMPLES["English, as Excel saves text for Unicode: UTF-16 with tabs and a decimal point"] = Sample(
    _text(
        "register",
        [
            ["No.", "Date", "Document", "Quantity (t)", "Notes"],
            ["1", "2023-03-15", "12/BB-UBND", "480.5", ""],
            ["2", "20/4/2023", "13/BB-UBND", "1,019.25", "in two lorries"],
            ["", "Total", "", "1,499.75", ""],
        ],
        delimiter="\t",
        encoding="utf-16",
    ),
    (*_WHAT, "note"),
    [
        (*CEMENT, "2023-03-15", "12/BB-UBND", "480.5 tonne", None),
        (*CEMENT, "2023-04-20", "13/BB-UBND", "1019.25 tonne", "in two lorries"),
    ],
)

SAMPLES["years one below the other, each with its sum, and a grand total"] = Sample(
    _workbook(
        "years",
        [
            ["Delivery register", None, None],
            ["Delivery date", "Minutes no.", "Tonnes delivered"],
            ["Year 2022", None, None],
            [date(2022, 11, 3), "7", 100],
            ["Subtotal 2022", None, 100],
            ["Year 2023", None, None],
            [date(2023, 3, 15), "12", 400],
            [date(2023, 9, 1), "30", 0.001],
            ["Subtotal 2023", None, 400.001],
            ["Grand total", None, 500.001],
        ],
    ),
    _WHAT,
    [
        (*CEMENT, "2022-11-03", "7", "100 tonne"),
        (*CEMENT, "2023-03-15", "12", "400 tonne"),
        (*CEMENT, "2023-09-01", "30", "0.001 tonne"),
    ],
)

SAMPLES["several lorries under one document, whose cell is merged over their rows"] = Sample(
    _workbook(
        "chuyen-xe",
        [
            ["Ngày giao", "Số phiếu", "Biển số xe", "Trọng lượng (kg)"],
            [date(2023, 3, 15), "PX 12", "36C-111.11", 15000],
            [None, None, "36C-222.22", 14250],
            [date(2023, 3, 16), "PX 13", "36C-111.11", 15000],
        ],
        merged=["A2:A3", "B2:B3"],
    ),
    _WHAT,
    [
        (*CEMENT, "2023-03-15", "PX 12", "15000 kg"),
        (*CEMENT, "2023-03-15", "PX 12", "14250 kg"),
        (*CEMENT, "2023-03-16", "PX 13", "15000 kg"),
    ],
    ignored=("C Biển số xe",),
)

SAMPLES["typed without accents, the numbers as text, the heading again on the second page"] = (
    Sample(
        _workbook(
            "khong-dau",
            [
                ["NGAY GIAO NHAN", "SO BB", "KHOI LUONG (TAN)"],
                ["15/3/2023", "12", "1.500"],
                ["16.3.2023", "13", "99,5"],
                ["NGAY GIAO NHAN", "SO BB", "KHOI LUONG (TAN)"],
                ["17-3-2023", "14", "0"],
                ["TONG CONG", "", "1.599,5"],
            ],
        ),
        _WHAT,
        [
            (*CEMENT, "2023-03-15", "12", "1500 tonne"),
            (*CEMENT, "2023-03-16", "13", "99.5 tonne"),
            (*CEMENT, "2023-03-17", "14", "0 tonne"),
        ],
    )
)

SAMPLES["what was done together, without any figure"] = Sample(
    _text(
        "hoat-dong",
        [
            ["STT", "Thời gian", "Hoạt động", "Nội dung", "Ghi chú"],
            ["1", "20/11/2023", "linking-schools", "Tặng sách Trường Giao An", "50 em"],
            ["2", "05/12/2023", "culture-exchange", "Giao lưu văn nghệ", ""],
        ],
        delimiter=",",
        encoding="utf-8",
    ),
    ("kind", "programme", "activity", "date", "title", "note"),
    [
        ("activity", "hau-loc-lang-chanh", "linking-schools", "2023-11-20",
         "Tặng sách Trường Giao An", "50 em"),
        ("activity", "hau-loc-lang-chanh", "culture-exchange", "2023-12-05",
         "Giao lưu văn nghệ", None),
    ],
)  # fmt: skip

SAMPLES["the total on top, as in reports, and the unit in words above"] = Sample(
    _workbook(
        "bao-cao",
        [
            ["Phụ lục I"],
            ["Đơn vị tính: Triệu đồng"],
            ["Nội dung chi", "Ngày chuyển tiền", "Chứng từ", "Kinh phí hỗ trợ"],
            ["Tổng số", None, None, 3000],
            ["Đợt 1", date(2023, 2, 1), "UNC 3", 1000],
            ["Đợt 2", date(2023, 8, 1), "UNC 9", 2000],
        ],
        others=["Hướng dẫn"],
    ),
    (*_WHAT, "note"),
    [
        ("disbursement", *SCHOOL, "2023-02-01", "UNC 3", "1000000000 VND", "Đợt 1"),
        ("disbursement", *SCHOOL, "2023-08-01", "UNC 9", "2000000000 VND", "Đợt 2"),
    ],
)

SAMPLES["headings of a weighbridge, which a columns file explains"] = Sample(
    _text(
        "can-xe",
        [
            ["PHIEU", "TG_VAO", "TG_RA", "TL_HANG", "XE"],
            ["0012", "14/03/2023", "15/03/2023", "15000", "36C-111.11"],
            ["0013", "15/03/2023", "15/03/2023", "14250", "36C-222.22"],
        ],
    ),
    _WHAT,
    [
        (*CEMENT, "2023-03-15", "0012", "15000 kg"),
        (*CEMENT, "2023-03-15", "0013", "14250 kg"),
    ],
    ignored=("B TG_VAO", "E XE"),
    columns=ColumnsFile(
        columns={
            "PHIEU": Choice(Field.DOCUMENT),
            "tg_ra": Choice(Field.DATE),
            "D": Choice(Field.QUANTITY, unit="kg"),
        },
        values={Field.PLEDGE: "cement"},
    ),
)
