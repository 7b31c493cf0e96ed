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
    # reconciliation
    # journals
}
"""Key to (Vietnamese, English), as in the other catalogues."""
