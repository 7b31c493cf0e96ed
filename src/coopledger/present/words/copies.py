"""What is said of book copies and backups."""

COPIES: dict[str, tuple[str, str]] = {
    "family.exchange": ("Trao đổi, sao lưu", "Exchange, back up"),
    "command.export": (
        "Sao sổ ra: nguyên văn (jsonl), cho hledger hoặc beancount, hoặc các bút toán (json, csv).",
        "Copy the books out: as they are (jsonl), for hledger or beancount, or as entries (json, csv).",
    ),
    "command.import-book": (
        "Nhập bản sao sổ do `coop export` ghi, sau khi kiểm tra; sổ đã có thì được nối tiếp.",
        "Bring in a book copy made by `coop export`, once verified; a book that is here is continued.",
    ),
    "command.backup": (
        "Sao lưu toàn bộ thư mục làm việc vào một tệp; người khác vẫn ghi sổ được.",
        "Back the whole workspace up into one file, while others may record.",
    ),
    "command.restore": (
        "Khôi phục một bản sao lưu thành thư mục làm việc mới.",
        "Make a new workspace of a backup.",
    ),
    "metavar.archive": ("TỆP.zip", "FILE.zip"),
    "metavar.copy": ("BẢN-SAO", "COPY"),
    "argument.archive": ("Tệp .zip.", "The .zip file."),
    "argument.copy": ("Bản sao sổ.", "The book copy."),
    "argument.new_folder": ("Thư mục mới.", "The new folder."),
    "metavar.new_folder": ("THƯ-MỤC", "FOLDER"),
    "option.evidence_out": (
        "Sao cả tài liệu kèm theo, vào tệp .zip này.",
        "Copy the evidence too, into this .zip.",
    ),
    "option.evidence_in": (
        "Tệp .zip chứa tài liệu kèm theo.",
        "The .zip that holds the evidence.",
    ),
    "option.expect_copy": (
        "Mã kiểm chứng, hoặc tệp niêm phong, mà bản sao phải khớp; có thể nêu nhiều lần.",
        "A head, or the file of a seal, that the copy has to match; may be repeated.",
    ),
    "option.copy_format": (
        "Dạng bản sao (mặc định jsonl: nguyên văn, nhập lại được).",
        "The form of the copy (default jsonl: as they are, and can be brought in again).",
    ),
    "option.book": ("Sổ của chương trình này, theo mã hoặc tên.", "The book of this programme, by id or title."),
    "option.book_id": ("Chỉ sổ của chương trình có mã này.", "Only the book of the programme of this id."),
    "export.head": ("đã sao {head}, {count} bút toán", "copied {head}, entries: {count}"),
    "export.evidence": ("tài liệu kèm theo: {file}", "evidence: {file}"),
    "import_book.added": (
        "Đã nhập {count} bút toán vào sổ {book}.",
        "{book}: {count} entries brought in.",
    ),
    "import_book.would_add": (
        "Sẽ nhập {count} bút toán vào sổ {book} (chỉ thử, chưa lưu).",
        "{book}: {count} entries would be brought in (nothing was kept).",
    ),
    "import_book.same": ("Sổ {book} đã có đủ, không nhập gì.", "{book}: all of it is here already."),
    "import_book.papers": (
        "chưa có tài liệu kèm theo của {count} bút toán; nhập bằng --evidence",
        "the evidence of {count} entries is not here yet; bring it in with --evidence",
    ),
    "import_book.head": ("mã kiểm chứng: {before} → {head}", "head: {before} → {head}"),
    "import_book.first": ("mã kiểm chứng: {head}", "head: {head}"),
    "backup.made": ("Đã sao lưu vào {file}.", "Backed up into {file}."),
    "backup.elsewhere": (
        "đang dùng sổ trên máy chủ; để dùng sổ vừa khôi phục, bỏ ledger: khỏi workspace.yaml và bỏ COOP_LEDGER",
        "the ledger is on a server; to use what was restored, take ledger: out of workspace.yaml and unset COOP_LEDGER",
    ),
    "backup.restored": ("Đã khôi phục vào {folder}.", "Restored into {folder}."),
    "backup.head": ("sổ {head}", "book {head}"),
    "backup.files": ("tài liệu kèm theo: {count} tệp", "evidence files: {count}"),
    "backup.empty": ("chưa có sổ nào", "no books yet"),
    "example.export": (
        """coop export --book hau-loc-lang-chanh --format hledger
coop export --book bim-son-lang-chanh --output xi-mang.jsonl
coop export --book hau-loc-lang-chanh --output truong-hoc.jsonl --evidence tai-lieu.zip""",
        """coop export --book hau-loc-lang-chanh --format hledger
coop export --book bim-son-lang-chanh --output cement.jsonl
coop export --book hau-loc-lang-chanh --output school.jsonl --evidence papers.zip""",
    ),
    "example.import-book": (
        "coop import-book xi-mang.jsonl --dry-run\ncoop import-book truong-hoc.jsonl --evidence tai-lieu.zip",
        "coop import-book cement.jsonl --dry-run\ncoop import-book school.jsonl --evidence papers.zip",
    ),
    "example.backup": ("coop backup sao-luu.zip", "coop backup backup.zip"),
    "example.restore": (
        "coop restore sao-luu.zip khoi-phuc",
        "coop restore backup.zip restored",
    ),
}  # fmt: skip
"""Key to (Vietnamese, English), as in the other catalogues."""
