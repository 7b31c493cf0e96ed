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
    "X301": (
        "chưa cài phần để tạo tệp {format}",
        "what makes {format} files is not installed",
    ),
    "X301.help": (
        "cài bằng: pip install 'coopledger[{extra}]'",
        "install it: pip install 'coopledger[{extra}]'",
    ),
    # spreadsheets
    "X401": (
        "{file} bị hỏng hoặc không phải là tệp Excel",
        "{file} is damaged, or no Excel workbook",
    ),
    "X401.help": (
        "mở bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx; nếu không mở được, xin lại tệp gốc",
        "open it in Excel or LibreOffice and save it as .xlsx again; if that fails, ask for the original",
    ),
    "X402": ("{file} được đặt mật khẩu", "{file} is protected by a password"),
    "X402.help": (
        "mở bằng Excel, gỡ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại rồi nhập",
        "open it in Excel, remove the password (File > Info > Protect Workbook), and save it",
    ),
    "X403": ("{file} không phải dạng .xlsx hay .csv", "{file} is neither .xlsx nor .csv"),
    "X403.help": (
        "mở bằng Excel hoặc LibreOffice, chọn Lưu dưới dạng (Save As), kiểu Excel Workbook (.xlsx)",
        "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)",
    ),
    "X404": ("{file} lớn hơn mức đọc được", "{file} is larger than can be read"),
    "X404.help": (
        "tối đa {most} dòng và {cells} ô; xóa dòng, cột thừa ở xa phía dưới, bên phải (kể cả định dạng), hoặc chia tệp",
        "the most is {most} rows and {cells} cells; delete what is far below and to the right, formats too, or split the file",
    ),
    "X405": ("{file} không có trang tính tên {sheet}", "{file} has no sheet called {sheet}"),
    "X405.help": (
        "nêu ở --sheet một trong: {sheets}",
        "name one of these with --sheet: {sheets}",
    ),
    "X406": (
        "chưa rõ nhập trang tính nào của {file}",
        "which sheet of {file} is meant is not clear",
    ),
    "X406.help": ("thêm --sheet, một trong: {sheets}", "add --sheet, one of: {sheets}"),
    "X407": (
        "{file}, dòng {line}: không xác định được bảng mã chữ",
        "{file}, line {line}: the encoding is not certain",
    ),
    "X407.help": (
        "mở bằng Excel, lưu dạng 'CSV UTF-8', hoặc lưu dạng .xlsx",
        "open it in Excel and save it as 'CSV UTF-8', or as .xlsx",
    ),
    "X408": ("{file} gõ bằng phông chữ cũ ({font})", "{file} is typed for an old font ({font})"),
    "X408.help": (
        "chuyển mã sang Unicode bằng UniKey (Ctrl+Shift+F6) hoặc công cụ tương tự, rồi lưu lại",
        "convert it to Unicode, for example with UniKey (Ctrl+Shift+F6), and save it",
    ),
    "X409": (
        "{file}, dòng {line}: không phải tệp văn bản",
        "{file}, line {line}: this is no text file",
    ),
    "X409.help": ("lưu lại dạng .xlsx hoặc 'CSV UTF-8'", "save it as .xlsx or as 'CSV UTF-8'"),
    "X410": (
        "{file}: ô bắt đầu ở dòng {line} không có dấu nháy đóng, hoặc dài quá {most} ký tự",
        "{file}: a cell that begins in line {line} never closes its quote, or has more than {most} characters",
    ),
    "X410.help": (
        'thêm dấu " ở cuối ô, hoặc lưu lại từ Excel',
        'add the " that is missing, or save it from Excel again',
    ),
    "X411": (
        "{file}, dòng {line}: có chữ ngay sau dấu nháy đóng",
        "{file}, line {line}: something follows a closing quote",
    ),
    "X411.help": ('dấu " trong ô phải viết hai lần: ""', 'a " inside a cell is written twice: ""'),
    "X412": ("{file} không có gì để nhập", "there is nothing in {file}"),
    "X412.help": (
        "kiểm tra có đúng tệp không; tệp Excel nhiều trang thì nêu --sheet",
        "check that it is the right file; of a workbook with several sheets name the right --sheet",
    ),
    "X413": (
        "không tìm thấy dòng tiêu đề trong {file}",
        "no row of headings is recognised in {file}",
    ),
    "X413.help": (
        "đặt tên cột như Ngày, Số biên bản, Khối lượng (tấn), Ghi chú; hoặc nêu tệp cột: --map columns.yaml",
        "name the columns like Date, Document, Quantity (t), Note, or say what they are: --map columns.yaml",
    ),
    "X414": (
        "hai cột có thể cùng ghi {field}: {first} và {second}",
        "two columns may both hold the {field}: {first} and {second}",
    ),
    "X414.help": (
        "trong tệp cột (--map) ghi một cột là `{id}`, cột kia là `ignore`",
        "say in a columns file (--map) which is `{id}`, and `ignore` for the other",
    ),
    "X415": ("không hiểu đơn vị tính {typed}", "the unit {typed} is not understood"),
    "X415.help": (
        "các đơn vị đã khai báo: {units}; hoặc ghi `unit:` trong tệp cột (--map)",
        "units declared: {units}; or write `unit:` in a columns file (--map)",
    ),
    "X416": ("không cột nào cho biết {field}", "no column holds the {field}"),
    "X416.help": (
        "nêu tiêu đề hoặc chữ của cột đó trong tệp cột (--map): `columns: {{A: {id}}}`",
        "say which by its heading or letter in a columns file (--map): `columns: {{A: {id}}}`",
    ),
    "X417": ("{file} chỉ có tiêu đề", "{file} has headings and nothing below"),
    "X417.help": (
        "điền các dòng rồi lưu lại; tệp Excel nhiều trang thì nêu --sheet",
        "fill in the rows and save it; of a workbook with several sheets name the right --sheet",
    ),
    "X418": (
        "dòng này có nhiều ô hơn tiêu đề ({columns} cột)",
        "this row has more cells than the heading ({columns} columns)",
    ),
    "X418.help": (
        'ô có dấu phẩy bên trong phải đặt trong dấu nháy: "1,5"',
        'a cell with the delimiter inside has to be quoted: "1,5"',
    ),
    "X419": ("chưa cài phần đọc tệp Excel", "what reads Excel workbooks is not installed"),
    "X419.help": (
        "cài bằng: pip install 'coopledger[{extra}]'; hoặc lưu tệp dạng 'CSV UTF-8'",
        "install it: pip install 'coopledger[{extra}]'; or save the file as 'CSV UTF-8'",
    ),
    "X420": ("ô này đang báo lỗi của Excel", "Excel shows an error in this cell"),
    "X420.help": ("sửa công thức, hoặc gõ giá trị vào ô", "mend the formula, or type the value"),
    "X421": ("công thức trong ô này chưa có kết quả", "the formula in this cell has no result yet"),
    "X421.help": (
        "mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, công thức sẽ được tính",
        "open the file in Excel or LibreOffice and save it: that works formulas out",
    ),
    "X422": ("{number} là một số, không phải ngày", "{number} is a number and no date"),
    "X422.help": (
        "định dạng ô kiểu ngày, hoặc gõ ngày như 15/3/2023",
        "format the cell as a date, or type it like 15/3/2023",
    ),
    "X423": ("ô này là ngày {day}", "this cell is a date, {day}"),
    "X423.help": (
        "Excel đã đổi chữ như 12/3 thành ngày; định dạng ô kiểu Text rồi gõ lại",
        "Excel turned something like 12/3 into a date; format the cell as text and type it again",
    ),
    "X424": (
        "cột này viết số thập phân theo hai cách: {first} và {second}",
        "this column writes decimals in two ways: {first} and {second}",
    ),
    "X424.help": (
        "viết cả cột theo một cách, số thập phân sau dấu phẩy hoặc sau dấu chấm",
        "write the whole column in one way, its decimals behind a comma or behind a point",
    ),
    "X425": (
        "{typed} không theo đơn vị của cột, {unit}",
        "{typed} is not in the unit of its column, {unit}",
    ),
    "X425.help": (
        "đổi ra đơn vị của cột, hoặc bỏ đơn vị ở tiêu đề và ghi đơn vị ở mọi ô",
        "convert it to the unit of the column, or leave the unit out of the heading and write it everywhere",
    ),
    "X426": ("dòng này không có ngày", "this row has no date"),
    "X426.help": (
        "ghi ngày ở mọi dòng; ngày không được suy từ dòng trên",
        "write a date in every row; none is taken from the row above",
    ),
    "X427": (
        "dòng này không có số lượng hay số tiền",
        "this row has neither a quantity nor an amount",
    ),
    "X427.help": (
        "điền số, hoặc xóa dòng; dòng hoạt động cần cột Hoạt động hoặc Loại",
        "fill it in, or delete the row; an activity needs a column Activity or Kind",
    ),
    "X428": (
        "dòng này có cả số lượng và số tiền, chưa rõ tiền là gì",
        "this row has a quantity and an amount; what the money is, is not clear",
    ),
    "X428.help": (
        "trong tệp cột (--map) ghi cột tiền là `actual_value` (giá trị hàng) hoặc `ignore`; tiền đã chi để ở dòng riêng",
        "say in a columns file (--map) that the money is the `actual_value` of the goods, or `ignore`; payments take rows of their own",
    ),
    "X429": ("không nhập được loại {typed}", "{typed} is no kind that can be imported"),
    "X429.help": ("dùng một trong: {kinds}", "use one of: {kinds}"),
    "X430": (
        "chưa rõ dòng này là loại nào, có thể là: {kinds}",
        "what this row records is not clear; it may be: {kinds}",
    ),
    "X430.help": (
        "thêm cột Cam kết hoặc Loại, hoặc nêu --pledge",
        "add a column Pledge or Kind, or name the --pledge",
    ),
    "X431": ("không có giai đoạn {typed}", "{typed} is no stage"),
    "X431.help": ("dùng một trong: {stages}", "use one of: {stages}"),
    "X432": (
        "tổng ghi trong bảng là {stated}, cộng lại được {sum}; chênh lệch {difference}",
        "the table says {stated}, its rows add up to {sum}; the difference is {difference}",
    ),
    "X432.help": (
        "tìm dòng thiếu, thừa hoặc sai số; dòng tổng không được nhập",
        "look for a row that is missing, doubled or wrong; the total itself is not imported",
    ),
    "X434": ("{column} không đi với loại {kind}", "the kind {kind} has no {column}"),
    "X434.help": ("để trống ô này, hoặc sửa cột Loại", "leave the cell empty, or mend the kind"),
    "X435": ("dòng này không có ngày và không có số", "this row has neither a date nor a figure"),
    "X435.help": (
        "nếu là tên nhóm, chuyển thành một cột (ví dụ Cam kết) rồi xóa dòng",
        "if it names a group, make a column of it, such as Pledge, and delete the row",
    ),
    "X436": ("chưa ghi giai đoạn của công trình", "the stage of the works is missing"),
    "X436.help": (
        "thêm cột Giai đoạn: nghiệm thu hoàn thành, hoặc bàn giao",
        "add a column Stage: completed, or handed over",
    ),
    "X440": ("bảng không có cột {typed}", "the table has no column {typed}"),
    "X440.help": (
        "có: {known}; hoặc nêu chữ của cột, như C",
        "there are: {known}; or name it by its letter, as C",
    ),
    "X441": ("cột {column} được nêu hai lần", "column {column} is named twice"),
    "X441.help": ("bỏ một dòng", "leave one of the lines out"),
    "X442": ("dòng {typed} không có tiêu đề", "row {typed} holds no headings"),
    "X442.help": (
        "`heading:` là số dòng của tiêu đề; 0 nếu bảng không có tiêu đề",
        "`heading:` is the number of the row of headings, 0 where there is none",
    ),
    "X443": (
        "{field} được nêu hai lần, lần đầu ở {first}",
        "{field} is said twice, first under {first}",
    ),
    "X443.help": (
        "bỏ một dòng, hoặc ghi `ignore`",
        "leave one of the lines out, or write `ignore`",
    ),
    "X444": ("{file} là tệp CSV, không có trang tính", "{file} is a CSV file and has no sheets"),
    "X444.help": ("bỏ --sheet", "leave --sheet out"),
    "Q102.cell": (
        'các ô khác của cột không cho biết dấu thập phân; ghi `decimal: ","` (hay ".") cho cột trong tệp cột (--map)',
        'no other cell of the column tells which; write `decimal: ","` (or ".") for the column in a columns file (--map)',
    ),
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
    "X601": (
        "hai sổ thuộc hai chương trình khác nhau: {ours} và {theirs}",
        "the two books are of two programmes: {ours} and {theirs}",
    ),
    "X601.help": (
        "chọn bản sao sổ của {ours}, hoặc thêm --programme {theirs}",
        "choose a copy of the book {ours}, or add --programme {theirs}",
    ),
    "X602": (
        "sổ {programme} chưa có bút toán nào để đối chiếu",
        "the book {programme} has no entries yet to hold against another",
    ),
    "X602.help": (
        "ghi sổ trước; hoặc nhập sổ của bên kia bằng `coop import-book`",
        "record something first, or bring the other side's book in: `coop import-book`",
    ),
    # journals
}
"""Key to (Vietnamese, English), as in the other catalogues."""
