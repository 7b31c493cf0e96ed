"""What `--help` says, and an example for every command; docs/cli.md is made of the same."""

COMMANDS: dict[str, tuple[str, str]] = {
    "coop": (
        "Sổ theo dõi thỏa thuận giữa hai cơ quan: đã cam kết gì, đã giao gì, ai xác nhận, việc nào quá hạn.",
        "The ledger for agreements between two public bodies: what was promised, what arrived, who confirmed it, what is overdue.",
    ),
    "family.read": ("Xem", "Look"),
    "family.record": ("Ghi sổ", "Record"),
    "family.check": ("Kiểm tra", "Check"),
    "family.set_up": ("Bắt đầu", "Set up"),
    "family.connect": ("Kết nối với chương trình khác", "Connect other programs"),
    "arguments": ("Tham số", "Arguments"),
    "options": ("Tùy chọn", "Options"),
    "shared": ("Tùy chọn chung của mọi lệnh", "Options of every command"),
    "examples": ("Ví dụ", "Examples"),
    "required": ("[bắt buộc]", "[required]"),
    "usage": ("Cách dùng:", "Usage:"),
    "usage.command": ("LỆNH [THAM SỐ]...", "COMMAND [ARGS]..."),
    "usage.options": ("[TÙY CHỌN]", "[OPTIONS]"),
    # commands
    "command.status": (
        "Tình hình thực hiện từng chương trình, bốn nội dung và từng cam kết.",
        "How far each programme is kept: its four content areas and every pledge.",
    ),
    "command.report": (
        "Báo cáo năm: kỳ trước chuyển sang, kế hoạch, đã giao, chuyển kỳ sau.",
        "A year: brought forward, planned, delivered, carried forward.",
    ),
    "command.record-delivery": (
        "Ghi một lần giao nhận hàng hóa, dịch vụ.",
        "Record goods or services handed over.",
    ),
    "command.record-disbursement": ("Ghi một lần giải ngân.", "Record money paid."),
    "command.record-completion": (
        "Ghi nghiệm thu hoàn thành hoặc bàn giao công trình.",
        "Record works completed or handed over.",
    ),
    "command.record-activity": (
        "Ghi một hoạt động đã thực hiện, hoặc ghi rõ một năm không có.",
        "Record an occasion of an activity, or that there was none in a year.",
    ),
    "command.record-return": (
        "Ghi hàng trả lại hoặc tiền hoàn trả từ một bút toán.",
        "Record goods given back or money repaid, out of one entry.",
    ),
    "command.confirm": (
        "Bên kia xác nhận một bút toán: tất cả, hoặc thực nhận, thiếu, từ chối bao nhiêu.",
        "The other side confirms an entry: all of it, or how much was accepted, short, rejected.",
    ),
    "command.dispute": (
        "Bên kia không thống nhất với một bút toán; chừng nào còn vậy, bút toán không được tính.",
        "The other side disputes an entry; until that is settled it counts as nothing.",
    ),
    "command.supplement": (
        "Bổ sung số văn bản, tài liệu kèm theo hoặc ghi chú cho một bút toán.",
        "Add a document number, evidence or a note to an entry.",
    ),
    "command.adopt": (
        "Xác lập nội dung của tệp chương trình: phụ lục điều chỉnh, bổ sung; đính chính; hoặc xác lập lại.",
        "Adopt what the programmes file says: an amendment, a correction or a restatement.",
    ),
    "command.close": (
        "Khóa sổ đến hết một ngày; sau đó, ghi cho thời gian đã khóa phải nêu lý do.",
        "Close a book through a day; what is registered in that time afterwards needs a reason.",
    ),
    "command.evidence": (
        "Tài liệu kèm theo một bút toán; lấy ra thư mục bằng --extract.",
        "The evidence behind an entry; --extract copies it into a folder.",
    ),
    "command.minutes": (
        "Lập biên bản giao nhận, nghiệm thu hoặc bàn giao để hai bên ký, từ một bút toán hoặc để trống.",
        "Make minutes of a handover or acceptance for both sides to sign, of an entry or blank.",
    ),
    "command.seal": (
        "In mã kiểm chứng đầy đủ của các sổ để niêm phong: hai bên ký, mỗi bên giữ một bản.",
        "Print the heads of the books with all digits, for both parties to sign and keep.",
    ),
    "command.reverse": ("Hủy một bút toán, có nêu lý do.", "Reverse an entry, with a reason."),
    "command.entries": ("Các bút toán trong sổ.", "The entries of the books."),
    "command.show": (
        "Toàn bộ một bút toán và mọi bút toán liên quan.",
        "One entry whole, with all that refers to it.",
    ),
    "command.pledges": (
        "Các cam kết và hoạt động có thể ghi, kèm mã.",
        "What can be recorded against, with ids.",
    ),
    "command.check": (
        "Kiểm tra tệp chương trình và thiết lập.",
        "Check the programmes files and the settings.",
    ),
    "command.verify": ("Kiểm tra sổ còn nguyên vẹn.", "Check that the books are intact."),
    "command.init": ("Tạo thư mục làm việc mới.", "Make a new workspace."),
    "command.server": (
        "Lập sổ trên máy chủ PostgreSQL, và cho ai được làm gì.",
        "Set up the ledger on a PostgreSQL server, and say who may do what.",
    ),
    "command.completion": (
        "In đoạn lệnh để phím Tab điền giúp tên lệnh và mã.",
        "Print what makes the Tab key complete commands and ids.",
    ),
    "command.schema": (
        "In lược đồ (JSON Schema) của kết quả dạng JSON.",
        "Print the JSON Schema of what --format json shows.",
    ),
    # what a value is called
    "metavar.text": ("CHỮ", "TEXT"),
    "metavar.number": ("SỐ", "NUMBER"),
    "metavar.quantity": ("SỐ-LƯỢNG", "QUANTITY"),
    "metavar.amount": ("SỐ-TIỀN", "AMOUNT"),
    "metavar.date": ("NGÀY", "DATE"),
    "metavar.year": ("NĂM", "YEAR"),
    "metavar.document": ("SỐ-VĂN-BẢN", "NUMBER"),
    "metavar.programme": ("CHƯƠNG-TRÌNH", "PROGRAMME"),
    "metavar.pledge": ("CAM-KẾT", "PLEDGE"),
    "metavar.activity": ("HOẠT-ĐỘNG", "ACTIVITY"),
    "metavar.area": ("NỘI-DUNG", "AREA"),
    "metavar.party": ("BÊN", "PARTY"),
    "metavar.entry": ("BÚT-TOÁN", "ENTRY"),
    "metavar.folder": ("THƯ-MỤC", "FOLDER"),
    "metavar.shell": ("SHELL", "SHELL"),
    "metavar.moment": ("THỜI-ĐIỂM|MÃ", "TIME|HEAD"),
    "metavar.head": ("MÃ-KIỂM-CHỨNG", "HEAD"),
    "metavar.kept": ("MÃ|TỆP", "HEAD|FILE"),
    "metavar.file": ("TỆP", "FILE"),
    "metavar.result": ("KẾT-QUẢ", "RESULT"),
    # options
    "option.workspace": (
        "Thư mục làm việc (mặc định tìm từ thư mục hiện tại trở lên).",
        "The workspace (default: looked for from the current folder upwards).",
    ),
    "option.lang": (
        "Ngôn ngữ (mặc định theo máy).",
        "The language (default: that of the system).",
    ),
    "option.format": ("Dạng kết quả (mặc định table).", "How to show the result (default table)."),
    "option.quiet": ("Chỉ in kết quả, không in ghi chú.", "The result alone, no notes beside it."),
    "option.plain": (
        "Chỉ chữ, từng dòng một, không bảng không hình: dễ nghe bằng trình đọc màn hình.",
        "Words alone, line by line, without tables or pictures: for screen readers.",
    ),
    "option.output_file": (
        "Ghi kết quả vào tệp này; phần đuôi của tên cho biết dạng.",
        "Write the result to this file; the end of its name says the format.",
    ),
    "option.blank": (
        "Biên bản để trống, mang theo để điền tay (cần --pledge).",
        "Minutes to take along and fill in (needs --pledge).",
    ),
    "option.force": ("Thay tệp đã có.", "Replace the file if it is there."),
    "option.period": (
        "Năm theo lịch (calendar, mặc định) hoặc năm báo cáo hành chính từ 15/12 đến 14/12 (administrative).",
        "The calendar year (default), or the administrative reporting year from 15 December to 14 December.",
    ),
    "option.number": (
        "Số của báo cáo, như 7; bỏ trống thì để chỗ điền tay.",
        "The number of the report, such as 7; without it a blank is left to fill in.",
    ),
    "option.document_date": (
        "Ngày ghi trên báo cáo; bỏ trống thì để chỗ điền tay.",
        "The day the report is dated; without it a blank is left to fill in.",
    ),
    "option.help": ("Hiện trợ giúp này.", "Show this help."),
    "option.version": ("Hiện phiên bản.", "Show the version."),
    "option.as_of": ("Tính đến ngày này (mặc định hôm nay).", "As of this day (default today)."),
    "option.programme": ("Chương trình, theo mã hoặc tên.", "The programme, by id or title."),
    "option.pledge": ("Cam kết, theo mã hoặc tên.", "The pledge, by id or title."),
    "option.year": ("Năm, bốn chữ số.", "The year, in four digits."),
    "option.date": (
        "Ngày xảy ra, như 15/3/2023 (mặc định hôm nay).",
        "The day it happened, as 15/3/2023 or 2023-03-15 (default today).",
    ),
    "option.document": (
        "Số văn bản, như 12/BB-UBND.",
        "The document's number, such as 12/BB-UBND.",
    ),
    "option.note": ("Ghi chú.", "A note."),
    "option.party": (
        "Bên ghi, theo mã hoặc tên (mặc định bên hỗ trợ).",
        "The side that records, by id or name (default the provider).",
    ),
    "option.key": (
        "Mã riêng của lần ghi: gửi lại cùng mã thì không ghi trùng.",
        "A key of your own: sent again with the same key, nothing is recorded twice.",
    ),
    "option.share": (
        "Ghi vào phần của đơn vị nào, nếu cam kết được chia phần.",
        "Whose share, where the pledge is shared.",
    ),
    "option.replaces": (
        "Bút toán được thay thế; cần thêm --reason.",
        "The entry this replaces; needs --reason.",
    ),
    "option.reason": ("Lý do.", "The reason."),
    "option.another": (
        "Đúng là một lần khác, không phải ghi lặp.",
        "A genuine second one, not a repeat.",
    ),
    "option.allow_excess": (
        "Vẫn ghi dù vượt chỉ tiêu hoặc mức trần; bút toán được đánh dấu.",
        "Record it though above target or ceiling; the entry is marked.",
    ),
    "option.dry_run": ("Chỉ thử, không lưu.", "Judge it and keep nothing."),
    "option.tonnes": ("Số tấn.", "Tonnes."),
    "option.quantity": (
        'Số lượng và đơn vị tính, như "10000 bao".',
        'Quantity and unit, such as "10000 bags".',
    ),
    "option.actual_value": (
        "Giá trị thực tế bằng tiền, nếu có trên chứng từ.",
        "What it was actually worth, in money, where the papers say.",
    ),
    "option.amount": ('Số tiền, như "1,2 tỷ".', 'The amount, such as "1.2 billion".'),
    "option.vnd": ("Số tiền bằng đồng.", "The amount in đồng."),
    "option.classrooms": ("Số phòng học.", "Classrooms."),
    "option.stage": (
        "Nghiệm thu hoàn thành (completed) hoặc bàn giao (handed-over).",
        "Accepted as completed, or handed over; only the latter counts as delivered.",
    ),
    "option.activity": ("Hoạt động, theo mã hoặc tên.", "The activity, by id or title."),
    "option.area": ("Nội dung số 1 đến 4.", "Content area 1 to 4."),
    "option.title": ("Việc đã thực hiện.", "What took place."),
    "option.none": (
        "Ghi rõ trong năm không có hoạt động (cần --year).",
        "There was none in a year (needs --year).",
    ),
    "option.side": (
        "Chỉ những chương trình có bên này tham gia.",
        "Only the programmes in which this party has a say.",
    ),
    "option.known_at": (
        "Chỉ theo những gì đã ghi đến một thời điểm (2024-01-05, 2024-01-05T10:30) hoặc đến một mã kiểm chứng; có thể nêu nhiều mã.",
        "Only by what was recorded up to a time (2024-01-05, 2024-01-05T10:30) or a head; may be repeated for several heads.",
    ),
    "option.after": (
        "Chỉ những bút toán ghi sau mã kiểm chứng này; có thể nêu nhiều mã.",
        "Only what was recorded after this head; may be repeated.",
    ),
    "option.recount": (
        "Tính lại số lũy kế từ các bút toán trước khi kiểm tra.",
        "Count the running figures anew from the entries before checking.",
    ),
    "option.pending": (
        "Chỉ những bút toán đang chờ bên kia xác nhận.",
        "Only what awaits the other side's answer.",
    ),
    "option.evidence": (
        "Tệp tài liệu kèm theo; có thể nêu nhiều tệp.",
        "A file that stands behind it; may be repeated.",
    ),
    "option.accepted": ("Số thực nhận.", "What was accepted."),
    "option.short": ("Số thiếu.", "What was short."),
    "option.rejected": ("Số từ chối nhận.", "What was rejected."),
    "option.over": ("Số nhận vượt so với bút toán.", "What arrived beyond what was claimed."),
    "option.sent": (
        "Số đã giao, do bên giao nêu khi bên nhận ghi trước.",
        "What was sent, said by the giving side where the receiving side recorded first.",
    ),
    "option.effective": ("Ngày phụ lục có hiệu lực.", "The day the amendment takes effect."),
    "option.correction": (
        "Đính chính: chỉ sửa tên gọi, bản dịch, ghi chú; cần --reason.",
        "A correction: names, translations and notes only; needs --reason.",
    ),
    "option.restate": (
        "Xác lập lại: sửa điều gõ sai so với văn bản gốc, từ đầu; cần --reason.",
        "A restatement: mends what was typed wrongly against the document, from the start; needs --reason.",
    ),
    "option.mends": (
        "Bút toán thỏa thuận được đính chính hoặc xác lập lại (mặc định là bản cuối).",
        "The agreement that is corrected or restated (default the last one).",
    ),
    "option.through": ("Khóa đến hết ngày này.", "The last day that is closed."),
    "option.output": ("Ghi vào tệp mới này.", "Write it to this new file."),
    "option.extract": (
        "Lấy tài liệu ra thư mục này; không ghi đè tệp nào.",
        "Copy the files into this folder; nothing there is overwritten.",
    ),
    "option.expect": (
        "Mã kiểm chứng, hoặc tệp niêm phong, mà sổ phải còn khớp; có thể nêu nhiều lần.",
        "A head, or the file of a seal, that the books still have to match; may be repeated.",
    ),
    "option.demo": (
        "Kèm số liệu giả định để xem thử; mọi bảng đều ghi rõ.",
        "With invented deliveries to look around; every table says so.",
    ),
    "argument.entry": (
        "Bút toán, như bim-son-lang-chanh#3.",
        "The entry, such as bim-son-lang-chanh#3.",
    ),
    "argument.folder": (
        "Thư mục (mặc định thư mục hiện tại).",
        "The folder (default the current one).",
    ),
    "metavar.action": ("VIỆC", "ACTION"),
    "metavar.login": ("TÀI-KHOẢN", "LOGIN"),
    "argument.action": (
        "init lập sổ, grant cấp quyền, revoke thu hồi, list liệt kê.",
        "init sets the ledger up, grant and revoke say who may do what, list shows it.",
    ),
    "argument.login": ("Tài khoản trên máy chủ.", "A login of the server."),
    "option.person": ("Người dùng tài khoản: tên ghi vào sổ.", "Who logs in: the name that is recorded."),
    "option.speaks_for": (
        "Bên mà tài khoản nói thay, theo mã.",
        "The party that the login speaks for, by id.",
    ),
    "option.kind": (
        "Chỉ được ghi loại này (dùng nhiều lần được; mặc định mọi loại).",
        "Record only this kind (may be repeated; default all kinds).",
    ),
    "option.reads_all": ("Được xem mọi sổ, như thanh tra.", "Read all books, as an auditor does."),
    "option.admin": ("Được cấp, thu hồi quyền và khôi phục sổ.", "Grant, revoke and restore."),
    "argument.shell": (
        "bash, zsh, fish hoặc powershell.",
        "bash, zsh, fish or powershell.",
    ),
    "argument.result": (
        "Tên lệnh, hoặc errors; bỏ trống thì in danh sách.",
        "The name of a command, or errors; without it, the list of them.",
    ),
    # an example for every command: each is run by a test
    "example.status": (
        "coop status --as-of 31/12/2023\ncoop status --output tinh-hinh.html",
        "coop status --as-of 2023-12-31\ncoop status --output status.html",
    ),
    "example.report": (
        """coop report --year 2023 --programme bim-son-lang-chanh
coop report --year 2023 --output bao-cao-2023.docx --number 7 --date 5/1/2024""",
        """coop report --year 2023 --programme bim-son-lang-chanh
coop report --year 2023 --output report-2023.docx --number 7 --date 2024-01-05""",
    ),
    "example.entries": (
        'coop entries --pledge "xi mang"\ncoop entries --pending',
        "coop entries --pledge cement\ncoop entries --pending",
    ),
    "example.show": ("coop show bim-son-lang-chanh#2", "coop show bim-son-lang-chanh#2"),
    "example.pledges": (
        "coop pledges --programme bim-son-lang-chanh",
        "coop pledges --programme bim-son-lang-chanh",
    ),
    "example.record-delivery": (
        """coop record-delivery --tonnes 500 --date 15/3/2023 --document 12/BB-UBND
coop record-delivery --quantity "10000 bao" --date 2/1/2024 --document 03/BB-UBND --dry-run""",
        """coop record-delivery --tonnes 500 --date 2023-03-15 --document 12/BB-UBND
coop record-delivery --quantity "10000 bags" --date 2024-01-02 --document 03/BB-UBND --dry-run""",
    ),
    "example.record-disbursement": (
        'coop record-disbursement --amount "1,6 tỷ" --date 10/2/2023 --document 09/UNC',
        'coop record-disbursement --amount "1.6 billion" --date 2023-02-10 --document 09/UNC',
    ),
    "example.record-completion": (
        "coop record-completion --classrooms 4 --stage handed-over --date 20/11/2023 --document 08/BB-BG",
        "coop record-completion --classrooms 4 --stage handed-over --date 2023-11-20 --document 08/BB-BG",
    ),
    "example.record-activity": (
        """coop record-activity --activity linking-schools --title "Hai trường giao lưu" --date 12/10/2023
coop record-activity --activity relics --none --year 2023""",
        """coop record-activity --activity linking-schools --title "Two schools met" --date 2023-10-12
coop record-activity --activity relics --none --year 2023""",
    ),
    "example.record-return": (
        'coop record-return bim-son-lang-chanh#2 --tonnes 20 --date 2/5/2023 --document 15/BB-HT --reason "xi măng vón cục"',
        'coop record-return bim-son-lang-chanh#2 --tonnes 20 --date 2023-05-02 --document 15/BB-HT --reason "spoiled cement"',
    ),
    "example.confirm": (
        """coop confirm hau-loc-lang-chanh#3 --party lang-chanh --date 20/11/2023
coop confirm bim-son-lang-chanh#2 --party lang-chanh --date 20/3/2023 --accepted 480 --short 15 --rejected 5 --reason "5 tấn bị ướt\"""",
        """coop confirm hau-loc-lang-chanh#3 --party lang-chanh --date 2023-11-20
coop confirm bim-son-lang-chanh#2 --party lang-chanh --date 2023-03-20 --accepted 480 --short 15 --rejected 5 --reason "5 t were wet\"""",
    ),
    "example.dispute": (
        'coop dispute bim-son-lang-chanh#2 --party lang-chanh --reason "không có chuyến hàng này"',
        'coop dispute bim-son-lang-chanh#2 --party lang-chanh --reason "there was no such load"',
    ),
    "example.supplement": (
        'coop supplement bim-son-lang-chanh#2 --evidence 12-BB-UBND.pdf --note "bản quét gửi sau"',
        'coop supplement bim-son-lang-chanh#2 --evidence 12-BB-UBND.pdf --note "the scan came later"',
    ),
    "example.adopt": (
        'coop adopt --programme bim-son-lang-chanh --document "Phụ lục 01/PL" --effective 1/1/2024',
        'coop adopt --programme bim-son-lang-chanh --document "Annex 01/PL" --effective 2024-01-01',
    ),
    "example.close": (
        "coop close --programme bim-son-lang-chanh --through 31/12/2023 --document 05/BB-KS",
        "coop close --programme bim-son-lang-chanh --through 2023-12-31 --document 05/BB-KS",
    ),
    "example.minutes": (
        """coop minutes bim-son-lang-chanh#2 --output bien-ban.docx
coop minutes --pledge cement --blank --output de-trong.docx""",
        """coop minutes bim-son-lang-chanh#2 --output minutes.docx
coop minutes --pledge cement --blank --output blank.docx""",
    ),
    "example.evidence": (
        "coop evidence bim-son-lang-chanh#2 --extract giay-to",
        "coop evidence bim-son-lang-chanh#2 --extract papers",
    ),
    "example.seal": ("coop seal --output niem-phong.txt", "coop seal --output seal.txt"),
    "example.reverse": (
        'coop reverse bim-son-lang-chanh#2 --reason "ghi nhầm ngày"',
        'coop reverse bim-son-lang-chanh#2 --reason "wrong day"',
    ),
    "example.check": ("coop check", "coop check"),
    "example.verify": (
        "coop verify\ncoop verify --expect niem-phong.txt",
        "coop verify\ncoop verify --expect seal.txt",
    ),
    "example.init": ("coop init so-hop-tac\ncoop init --demo xem-thu", "coop init office\ncoop init --demo demo"),
    "example.server": (
        """\
coop server init --person "Lê Văn Quản"
coop server grant mai --person "Lê Thị Mai" --party bim-son
coop server grant lan --person "Hà Thị Lan" --party lang-chanh --kind answer --kind return
coop server grant thanh-tra --person "Phạm Thanh Tra" --reads-all
coop server revoke thanh-tra""",
        """\
coop server init --person "Lê Văn Quản"
coop server grant mai --person "Lê Thị Mai" --party bim-son
coop server grant lan --person "Hà Thị Lan" --party lang-chanh --kind answer --kind return
coop server grant inspector --person "Phạm Thanh Tra" --reads-all
coop server revoke inspector""",
    ),
    "example.completion": ("coop completion bash", "coop completion bash"),
    "example.schema": ("coop schema\ncoop schema status", "coop schema\ncoop schema status"),
    "interrupted": (
        "Đã dừng. Việc nào đã báo “Đã ghi” thì có trong sổ; xem lại bằng `coop entries`.",
        "Stopped. What was said to be recorded is in the book; `coop entries` shows it.",
    ),
}  # fmt: skip
