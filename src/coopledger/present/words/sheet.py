"""What is said of tables that are read, and what stands in the empty one that is handed out."""

SHEET: dict[str, tuple[str, str]] = {
    "cell.line": ("{cell} (dòng {line})", "{cell} (line {line})"),
    # what a column holds
    "holds.date": ("ngày", "date"),
    "holds.document": ("số văn bản", "document number"),
    "holds.quantity": ("số lượng", "quantity"),
    "holds.unit": ("đơn vị tính", "unit"),
    "holds.amount": ("số tiền", "amount of money"),
    "holds.actual_value": ("giá trị thực tế", "actual value"),
    "holds.note": ("ghi chú", "note"),
    "holds.programme": ("chương trình", "programme"),
    "holds.pledge": ("cam kết", "pledge"),
    "holds.kind": ("loại", "kind"),
    "holds.stage": ("giai đoạn", "stage"),
    "holds.share": ("bên nhận", "recipient"),
    "holds.party": ("bên ghi", "party that records"),
    "holds.activity": ("hoạt động", "activity"),
    "holds.area": ("nội dung", "content area"),
    "holds.title": ("nội dung công việc", "title"),
    "holds.reason": ("lý do", "reason"),
    "holds.number": ("số thứ tự", "row number"),
    "holds.ignore": ("cột bỏ qua", "ignored column"),
    "holds.perhaps-unit": ("đơn vị", "unit"),
    # the empty table
    "template.sheet": ("Giao nhận", "Deliveries"),
    "template.lists": ("Danh mục", "Lists"),
    "template.title": (
        "Bảng kê giao nhận, giải ngân, nghiệm thu, bàn giao",
        "Deliveries, payments and works, to be recorded",
    ),
    "template.how.pledge": (
        "1. Mỗi dòng là một lần giao nhận, một lần chi hoặc một lần nghiệm thu, bàn giao. Chọn cam kết trong danh sách, rồi chọn đơn vị.",
        "1. A row is one delivery, one payment, or one acceptance or handover of works. Choose the pledge from the list, then the unit.",
    ),
    "template.how.day": (
        "2. Dòng nào cũng phải có ngày. Số văn bản giúp nhận ra dòng đã nhập; thiếu số thì lần sau không phân biệt được.",
        "2. Every row needs its date. The document number tells a row that was imported before; without it nothing does.",
    ),
    "template.how.figure": (
        "3. Loại chỉ cần chọn khi số tiền là hàng giao nhận; giai đoạn chỉ dành cho công trình.",
        "3. The kind is needed only where a sum of money is goods; the stage only for works.",
    ),
    "template.how.import": (
        "4. Lưu lại rồi chạy: coop import TỆP.xlsx --dry-run để xem trước, sau đó bỏ --dry-run.",
        "4. Save it and run: coop import FILE.xlsx --dry-run to look first, then without --dry-run.",
    ),
    "template.date": ("Ngày", "Date"),
    "template.document": ("Số văn bản", "Document"),
    "template.pledge": ("Cam kết", "Pledge"),
    "template.quantity": ("Số lượng", "Quantity"),
    "template.unit": ("Đơn vị tính", "Unit"),
    "template.kind": ("Loại", "Kind"),
    "template.stage": ("Giai đoạn", "Stage"),
    "template.value": ("Giá trị thực tế", "Actual value"),
    "template.share": ("Bên nhận", "Recipient"),
    "template.note": ("Ghi chú", "Note"),
    "template.programme": ("Chương trình", "Programme"),
    "template.units": ("Các đơn vị dùng được", "Units that can be used"),
    "template.in.date": ("Ngày giao nhận, như 15/3/2023.", "The day it happened, as 2023-03-15."),
    "template.in.pledge": (
        "Chọn trong danh sách; danh mục ở trang thứ hai.",
        "Choose from the list; all are on the second sheet.",
    ),
    "template.in.quantity": ("Số lớn hơn 0.", "A number above 0."),
    "template.in.unit": (
        "Chọn cam kết trước, rồi chọn đơn vị của cam kết đó.",
        "Choose the pledge first, then one of its units.",
    ),
    "template.in.kind": (
        "Để trống nếu cam kết và đơn vị đã nói rõ.",
        "Leave it empty where pledge and unit say it.",
    ),
    "template.in.stage": (
        "Chỉ dành cho công trình: nghiệm thu hoàn thành, hoặc bàn giao.",
        "For works only: completed, or handed over.",
    ),
    "template.in.value": (
        "Trị giá hàng đã giao, nếu biết. Tiền đã chi ghi ở cột Số lượng của một dòng riêng.",
        "What the goods were worth, if known. Payments take rows of their own, under Quantity.",
    ),
    "template.in.share": (
        "Chỉ dành cho cam kết chia phần.",
        "For pledges that several share.",
    ),
}
"""Key to (Vietnamese, English), as in the other catalogues."""
