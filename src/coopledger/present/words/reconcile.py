"""What is said of two books that are held against each other."""

RECONCILE: dict[str, tuple[str, str]] = {
    "command.reconcile": (
        "Đối chiếu sổ của mình với sổ của bên kia: khớp hay không, chênh lệch ở đâu, vì sao.",
        "Hold our book against the other side's: whether they agree, and where and why they do not.",
    ),
    "example.reconcile": (
        """coop reconcile xi-mang.jsonl
coop reconcile xi-mang.jsonl --output doi-chieu.docx""",
        """coop reconcile cement.jsonl
coop reconcile cement.jsonl --output reconciliation.docx""",
    ),
    "argument.theirs": (
        "Bản sao sổ của bên kia do `coop export` ghi, hoặc bảng tính của họ (.xlsx, .csv).",
        "A copy of the other side's book, made by `coop export`, or their table (.xlsx, .csv).",
    ),
    "metavar.theirs": ("SỔ-BÊN-KIA", "THEIRS"),
    "option.keeper": (
        "Sổ kia là của ai (mặc định bên còn lại).",
        "Whose the other book is (default the other side).",
    ),
    "option.apply": (
        "Ghi luôn các xác nhận mà sổ của bên kia đã trả lời.",
        "Record the answers that the other side's book already gives.",
    ),
    "option.all": ("Liệt kê cả các khoản khớp.", "List what agrees as well."),
    # the page
    "reconcile.title": (
        "{programme}: đối chiếu sổ của {ours} và sổ của {theirs}",
        "{programme}: the book of {ours} against the book of {theirs}",
    ),
    "reconcile.book": ("sổ của {party}: {source}", "the book of {party}: {source}"),
    "reconcile.agrees": ("Hai sổ khớp nhau", "The two books agree"),
    "reconcile.disagrees": ("Hai sổ chưa khớp nhau", "The two books do not agree"),
    "reconcile.count.agreed": ("khớp: {count}", "agreed: {count}"),
    "reconcile.count.differing": ("khác nhau: {count}", "differing: {count}"),
    "reconcile.count.only_ours": (
        "chỉ có ở sổ của {ours}: {count}",
        "only in the book of {ours}: {count}",
    ),
    "reconcile.count.only_theirs": (
        "chỉ có ở sổ của {theirs}: {count}",
        "only in the book of {theirs}: {count}",
    ),
    "reconcile.count.disputed": ("không thống nhất: {count}", "disputed: {count}"),
    "reconcile.terms": (
        "Nội dung thỏa thuận trong hai sổ khác nhau (sổ của {ours} → sổ của {theirs})",
        "The terms in the two books differ (the book of {ours} → the book of {theirs})",
    ),
    "reconcile.bridge": ("Chênh lệch số liệu", "From one figure to the other"),
    "reconcile.figure": ("{title}: {measure}", "{title}: {measure}"),
    "reconcile.figure.share": (
        "{title}, phần của {share}: {measure}",
        "{title}, share of {share}: {measure}",
    ),
    "reconcile.both": ("cả hai sổ", "in both books"),
    "reconcile.of": ("sổ của {party}", "the book of {party}"),
    "reconcile.only": (
        "chỉ có ở sổ của {party}: {entries}",
        "only in the book of {party}: {entries}",
    ),
    "reconcile.unlike": ("khác nhau: {entries}", "differing: {entries}"),
    "reconcile.pair": ("{ours} ↔ {theirs}", "{ours} ↔ {theirs}"),
    "reconcile.more": ("{entries}… ({count})", "{entries}… ({count})"),
    "reconcile.differing": ("Khác nhau", "Differing"),
    "reconcile.disputed": ("Không thống nhất", "Disputed"),
    "reconcile.agreed": ("Khớp", "Agreed"),
    "reconcile.only.title": ("Chỉ có ở sổ của {party}", "Only in the book of {party}"),
    "reconcile.unknown": (
        "thỏa thuận trong sổ của {party} không có: {items}",
        "the terms in the book of {party} know nothing of: {items}",
    ),
    "reconcile.difference": ("{field}: {ours} ≠ {theirs}", "{field}: {ours} ≠ {theirs}"),
    "reconcile.no": ("không", "no"),
    "reconcile.proposals": (
        "Sổ của {party} đã trả lời các bút toán đang chờ xác nhận; có thể ghi bằng:",
        "The book of {party} already answers entries that await it; to record that:",
    ),
    "reconcile.apply": ("ghi tất cả: thêm --apply", "to record them all: add --apply"),
    "reconcile.recorded": ("Đã ghi: {entries}", "Recorded: {entries}"),
    "reconcile.cited": (
        "đối chiếu với sổ của {party}, {source}",
        "checked against the book of {party}, {source}",
    ),
    "reconcile.reason": ("theo sổ của {party}", "as the book of {party} says"),
    # the minutes
    "reconcile.paper": ("BIÊN BẢN ĐỐI CHIẾU SỔ", "MINUTES OF A RECONCILIATION OF BOOKS"),
    "reconcile.paper.opening": (
        "Hôm nay, ngày …… tháng …… năm ……, tại: \t\nChúng tôi gồm:",
        "Today, ……………, at: \t\nthere are present:",
    ),
    "reconcile.paper.agreed": (
        "Hai bên cùng đối chiếu sổ theo dõi chương trình và thống nhất kết quả như sau:",
        "Both sides have held their books of the programme against each other, with this result:",
    ),
    "reconcile.paper.books": ("1. Sổ được đối chiếu", "1. The books"),
    "reconcile.paper.book": ("Sổ của", "Book of"),
    "reconcile.paper.entries": ("Số bút toán", "Entries"),
    "reconcile.paper.source": ("Mã kiểm chứng hoặc tệp", "Head or file"),
    "reconcile.paper.figures": ("2. Số liệu và chênh lệch", "2. Figures and differences"),
    "reconcile.paper.item": ("Nội dung", "Item"),
    "reconcile.paper.of": ("Sổ của {party}", "Book of {party}"),
    "reconcile.paper.only_ours": (
        "Trừ: chỉ có ở sổ bên hỗ trợ",
        "Less: only in the provider's book",
    ),
    "reconcile.paper.only_theirs": (
        "Cộng: chỉ có ở sổ bên tiếp nhận",
        "Plus: only in the recipient's book",
    ),
    "reconcile.paper.differing": ("Khác nhau (±)", "Differing (±)"),
    "reconcile.paper.same": ("Không có số liệu nào.", "There are no figures."),
    "reconcile.paper.conclusion": ("3. Kết luận", "3. Conclusion"),
    "reconcile.paper.agrees": (
        "Hai sổ khớp nhau: cả {count} khoản đều giống nhau (Phụ lục).",
        "The two books agree: all {count} items are the same in both (annex).",
    ),
    "reconcile.paper.disagrees": (
        "Hai sổ chưa khớp nhau: {counts} (Phụ lục).",
        "The two books do not agree: {counts} (annex).",
    ),
    "reconcile.paper.terms": (
        "Nội dung thỏa thuận trong hai sổ khác nhau: {changes}.",
        "The terms in the two books differ: {changes}.",
    ),
    "reconcile.paper.todo": ("4. Việc hai bên phải làm", "4. What both sides are to do"),
    "reconcile.paper.todo.none": ("Không có.", "Nothing."),
    "reconcile.paper.todo.terms": (
        "- Hai bên thống nhất nội dung thỏa thuận đang có hiệu lực; bên ghi sai xác lập lại trong sổ của mình.",
        "- Both sides settle which terms are in force; whoever has them wrong mends them in its book.",
    ),
    "reconcile.paper.todo.differing": (
        "- Hai bên kiểm tra chứng từ gốc của {count} khoản khác nhau ({items}); bên ghi sai sửa sổ của mình.",
        "- Both sides check the papers of what differs, {count} in all ({items}); whoever is wrong mends its book.",
    ),
    "reconcile.paper.todo.only": (
        "- {other} kiểm tra {count} bút toán chỉ có ở sổ của {party} ({items}): có thật thì ghi bổ sung, không có thật thì {party} hủy bút toán.",
        "- {other} checks what stands only in the book of {party}, {count} in all ({items}): what is true it records, what is not {party} reverses.",
    ),
    "reconcile.paper.todo.disputed": (
        "- Hai bên giải quyết {count} khoản không thống nhất ({items}).",
        "- Both sides settle what is disputed, {count} in all ({items}).",
    ),
    "reconcile.paper.item.entries": ("TT {numbers}", "No. {numbers}"),
    "reconcile.paper.todo.by": (
        "- Thời hạn hoàn thành: \t",
        "- To be done by: \t",
    ),
    "reconcile.paper.annex": ("Phụ lục", "Annex"),
    "reconcile.paper.annex.title": (
        "BÚT TOÁN TRONG HAI SỔ",
        "THE ENTRIES OF BOTH BOOKS",
    ),
    "reconcile.paper.annex.note": (
        "(Kèm theo Biên bản đối chiếu sổ chương trình {programme})",
        "(To the minutes of the reconciliation of {programme})",
    ),
    "reconcile.paper.result": ("Kết quả", "Result"),
    "reconcile.paper.row.agreed": ("khớp", "agreed"),
    "reconcile.paper.row.disputed": ("không thống nhất", "disputed"),
    "reconcile.paper.row.only": ("chỉ có ở sổ của {party}", "only in the book of {party}"),
}
"""Key to (Vietnamese, English), as in the other catalogues."""
