"""The words of the page that is looked at."""

WEB: dict[str, tuple[str, str]] = {
    "web.title": (
        "Tình hình thực hiện chương trình hợp tác, hỗ trợ",
        "Progress of the cooperation and support programmes",
    ),
    "web.skip": ("Chuyển đến phần chính", "Skip to the main part"),
    "web.parts": ("Các phần của trang", "Parts of this page"),
    "web.count": ("Số cam kết: {count}", "Pledges: {count}"),
    "web.pledges": ("Cam kết hỗ trợ", "Pledges"),
    "web.awaiting": ("bút toán chờ xác nhận", "entries to be answered"),
    "web.attention": ("Quá hạn, chậm tiến độ", "Overdue and behind"),
    "web.attention.none": (
        "Không có cam kết nào quá hạn hoặc chậm tiến độ.",
        "No pledge is overdue or behind.",
    ),
    "web.missing": ("còn thiếu {quantity}, đến hạn từ {day}", "{quantity} missing, due since {day}"),
    "web.unanswered": ("Bút toán chưa được xác nhận: {parties}.", "Entries not answered yet: {parties}."),
    "web.unanswered.party": ("{party} ({count})", "{party} ({count})"),
    "web.kept": ("đã giao / chỉ tiêu", "delivered / target"),
    "web.years": ("Theo năm", "By year"),
    "web.year": ("Năm", "Year"),
    "web.chart": (
        "{pledge}: kế hoạch, đã giao và đã xác nhận theo từng năm",
        "{pledge}: planned, delivered and confirmed, year by year",
    ),
    "web.chart.year": (
        "Năm {year}: kế hoạch {planned}, đã giao {delivered}, đã xác nhận {confirmed}.",
        "{year}: planned {planned}, delivered {delivered}, confirmed {confirmed}.",
    ),
    "web.chart.year.unplanned": (
        "Năm {year}: đã giao {delivered}, đã xác nhận {confirmed}.",
        "{year}: delivered {delivered}, confirmed {confirmed}.",
    ),
    "web.line": ("Năm {year}", "The year {year}"),
    "web.shares": ("Phần của từng đơn vị", "Shares"),
    "web.share": ("Đơn vị", "Party"),
    "web.areas": ("Nội dung và hoạt động", "Content areas and activities"),
    "web.area": ("Nội dung {number}. {title}", "{number}. {title}"),
    "web.silent": ("chưa ghi lần nào", "nothing recorded"),
    "web.entries": ("Các bút toán", "Entries"),
    "web.entries.none": ("Trong kỳ không có bút toán nào.", "No entries in this period."),
    "web.table": ("{title}, sổ {book}", "{title}, book {book}"),
    "web.pending": (
        "số bút toán chờ bên kia xác nhận: {count}",
        "entries awaiting the other side's answer: {count}",
    ),
    "web.reading": (
        "Số đã giao được tính vào chỉ tiêu. Số đã xác nhận là phần cả hai bên cùng thừa nhận; im lặng không phải là đồng ý. Tỷ lệ được làm tròn xuống. Các đơn vị tính khác nhau không cộng với nhau.",
        "What was delivered counts towards the target. Confirmed is what both sides have spoken for; silence is not consent. Percentages are rounded down. Unlike units are never added together.",
    ),
    "web.made": ("Lập bằng coopledger {version}.", "Made with coopledger {version}."),
}  # fmt: skip
