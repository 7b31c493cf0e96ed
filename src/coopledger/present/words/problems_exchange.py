"""What is said of problems with what is exchanged with others (family X)."""

EXCHANGE_PROBLEMS: dict[str, tuple[str, str]] = {
    # seals
    "X201": ("{file} không phải là tệp niêm phong", "{file} is no seal"),
    "X201.help": (
        "tệp niêm phong do `coop seal` ghi, có dòng `{title}` và ít nhất một mã",
        "a seal is written by `coop seal`: a line `{title}`, and at least one head",
    ),
    "X202": (
        "{file}, dòng {line}: {typed} không phải là mã kiểm chứng",
        "{file}, line {line}: {typed} is no head",
    ),
    "X202.help": (
        "dùng lại bản gốc đã ký; lời ghi thêm phải bắt đầu bằng #",
        "use the signed original; remarks start with #",
    ),
    # documents
    "X301": ("chưa cài phần để tạo tệp {format}", "what makes {format} files is not installed"),
    "X301.help": (
        "cài bằng: pip install 'coopledger[{extra}]'",
        "install it: pip install 'coopledger[{extra}]'",
    ),
    # spreadsheets
    # book copies and backups
    "X501": (
        "{file}, dòng {line}: không phải là một bút toán của bản sao sổ",
        "{file}, line {line}: that is no entry of a book copy",
    ),
    "X501.help": (
        "bản sao sổ do `coop export` ghi, mỗi dòng một bút toán; lấy lại bản chưa bị sửa hay cắt",
        "a book copy is written by `coop export`, one entry a line; get one that was neither edited nor cut",
    ),
    "X502": (
        "không sao chép: sổ {books} không còn nguyên vẹn",
        "nothing is copied: the book {books} is not intact",
    ),
    "X502.help": (
        "xem các chỗ sai dưới đây; lấy bản sao khác và đối chiếu mã kiểm chứng",
        "see the faults below; get another copy, and compare its head with one you trust",
    ),
    "X503": (
        "hai sổ rẽ khác nhau từ {entry}: ở đây là {ours}, bản sao là {theirs}",
        "the two books part at {entry}: here {ours}, in the copy {theirs}",
    ),
    "X503.help": (
        "giữ nguyên cả hai; đối chiếu bằng `coop reconcile`, hoặc khôi phục bản sao vào thư mục khác",
        "keep both as they are; compare them with `coop reconcile`, or bring the copy into another folder",
    ),
    "X504": ("{file} không có bút toán nào", "{file} has no entries"),
    "X504.help": (
        "bản sao sổ do `coop export` ghi, sau khi đã có bút toán",
        "a book copy is written by `coop export`, once something is recorded",
    ),
    "X505": (
        "{file} không có sổ {book}; có: {books}",
        "{file} holds no book {book}; it holds {books}",
    ),
    "X505.help": (
        "chọn tệp khác, hoặc bỏ --book",
        "choose another file, or leave out --book",
    ),
    "X506": (
        "{file} không phải là tệp nén đọc được, hoặc đã hỏng",
        "{file} is no archive that can be read, or it is damaged",
    ),
    "X506.help": (
        "cần tệp .zip nguyên vẹn, không đặt mật khẩu, do `coop backup` hoặc `coop export --evidence` ghi",
        "it takes a whole .zip without a password, made by `coop backup` or `coop export --evidence`",
    ),
    "X507": (
        "{file} không phải là bản sao lưu: có tệp lạ {member}",
        "{file} is no backup: {member} does not belong into one",
    ),
    "X507.help": (
        "bản sao lưu do `coop backup` ghi; không tệp nào được giải nén",
        "a backup is written by `coop backup`; nothing was unpacked",
    ),
    "X508": (
        "{file}: có tài liệu không khớp SHA-256 ghi trong sổ",
        "{file}: a file in it is not the one whose SHA-256 the book gives",
    ),
    "X508.help": (
        "lấy lại tệp nén chưa bị sửa; không tài liệu nào trong đó được dùng",
        "get the archive as it was made; nothing of it was used",
    ),
    "X509": ("chưa có bút toán nào để sao chép", "nothing was recorded yet that could be copied"),
    "X509.help": ("xem `coop entries`", "see `coop entries`"),
    # reconciliation
    # journals
}
"""Key to (Vietnamese, English), as in the other catalogues."""
