"""What is said of tables that are imported."""

IMPORTING: dict[str, tuple[str, str]] = {
    "command.import": (
        "Nhập bảng tính (XLSX, CSV) của cơ quan: mỗi dòng thành một bút toán; tất cả hoặc không gì cả.",
        "Bring in an office's table (XLSX, CSV): each row becomes an entry; all of them or none.",
    ),
    "metavar.table": ("BẢNG", "TABLE"),
    "argument.table": ("Tệp .xlsx hoặc .csv.", "The .xlsx or .csv file."),
    "metavar.columns": ("TỆP.yaml", "FILE.yaml"),
    "metavar.csv": ("TỆP.csv", "FILE.csv"),
    "metavar.xlsx": ("TỆP.xlsx", "FILE.xlsx"),
    "option.sheet": ("Trang tính nào, nếu tệp có nhiều trang.", "Which sheet, where there are several."),
    "option.map": (
        "Tệp nói rõ các cột, khi tiêu đề cột không nói đủ (xem docs/import.md).",
        "A file that says what the columns are, where their headings do not (see docs/import.md).",
    ),
    "option.skip_bad": (
        "Vẫn ghi các dòng đúng; dòng bị từ chối ghi vào tệp này kèm lý do, để sửa rồi nhập lại.",
        "Record the rows that are right; write the others to this file with the reasons, to be corrected and imported.",
    ),
    "option.template": (
        "Tạo bảng trống có danh sách chọn cam kết, để điền rồi nhập.",
        "Make an empty table with a list of pledges to choose from, to fill in and import.",
    ),
    "import.recorded": ("Đã ghi {count} bút toán từ {file}.", "Entries recorded from {file}: {count}."),
    "import.would_record": (
        "Sẽ ghi {count} bút toán từ {file} (chỉ thử, chưa lưu gì).",
        "Entries that would be recorded from {file}: {count} (nothing was kept).",
    ),
    "import.opened": ("sổ mới, mã kiểm chứng {head}", "a new book, head {head}"),
    "import.grown": ("mã kiểm chứng: {before} → {head}", "head: {before} → {head}"),
    "import.repeated": (
        "{count} dòng đã có trong sổ, không ghi lại:",
        "rows that stand in the book already, not recorded again: {count}",
    ),
    "import.same": ("dòng {row} là {entry}", "row {row} is {entry}"),
    "import.refused": ("{count} dòng không ghi được", "rows not recorded: {count}"),
    "import.left": (
        "{count} dòng không ghi được nằm trong {file}, kèm lý do; sửa rồi nhập lại tệp này",
        "rows not recorded: {count}; they are in {file}, with the reasons: correct and import it",
    ),
    "import.total": (
        "dòng {row} ghi tổng cộng, khớp với các dòng trên",
        "row {row} is the total, and agrees with the rows",
    ),
    "import.hidden": ("trong đó có {count} dòng đang bị ẩn trong bảng tính", "of these, rows hidden in the sheet: {count}"),
    "import.remark": ("lưu ý ở {count} dòng, đầu tiên là dòng {row}: {text}", "note (rows: {count}, the first is {row}): {text}"),
    "import.column": ("Cột", "Column"),
    "import.heading": ("Tiêu đề", "Heading"),
    "import.holds": ("Đọc là", "Read as"),
    "import.counted": ("Đơn vị", "Unit"),
    "import.entries": ("Các bút toán sẽ ghi:", "What would be recorded:"),
    "import.more": ("… và {count} dòng nữa", "… and {count} more"),
    "import.row": ("Dòng", "Row"),
    "import.why": ("Chưa ghi vì", "Not recorded because"),
    "import.template": (
        "Bảng trống: {file}. Điền xong, chạy `coop import {file} --dry-run`.",
        "The empty table: {file}. Once filled in, run `coop import {file} --dry-run`.",
    ),
    "example.import": (
        "coop import giao-nhan.csv --dry-run\ncoop import giao-nhan.csv\ncoop import --template mau.xlsx",
        "coop import deliveries.csv --dry-run\ncoop import deliveries.csv\ncoop import --template empty.xlsx",
    ),
}  # fmt: skip
"""Key to (Vietnamese, English), as in the other catalogues."""
