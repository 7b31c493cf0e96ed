"""The words of documents that are signed: reports and minutes, after Nghị định 30/2020/NĐ-CP."""

PAPERS: dict[str, tuple[str, str]] = {
    # the frame of every paper
    "paper.country": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "paper.motto": ("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "paper.number": ("Số: {number}/{symbol}", "No.: {number}/{symbol}"),
    "paper.dated": ("{place}, {day}", "{place}, {day}"),
    "paper.day": ("ngày {day} tháng {month} năm {year}", "day {day} month {month} year {year}"),
    "paper.to": ("Kính gửi:", "To:"),
    "paper.basis": ("Căn cứ {document}", "Pursuant to {document}"),
    "paper.basis.number": ("số {number}", "No. {number}"),
    "paper.basis.issuer": ("của {issuer}", "of {issuer}"),
    "paper.basis.programme": ("Chương trình {title}", "the programme {title}"),
    "paper.basis.signed": ("ký {day}", "signed on {day}"),
    "paper.basis.adoption": (
        "{adoption} {document}, có hiệu lực từ {day}",
        "the {adoption} {document}, effective from {day}",
    ),
    "paper.recipients": ("Nơi nhận:", "Recipients:"),
    "paper.recipients.to": ("Như trên", "As above"),
    "paper.recipients.file": ("Lưu: VT", "Filed: VT"),
    "paper.in_words": ("{amount} (bằng chữ: {words})", "{amount} (in words: {words})"),
    # the report
    "paper.report": ("BÁO CÁO", "REPORT"),
    "paper.report.subject": (
        "Kết quả thực hiện các chương trình hợp tác, hỗ trợ năm {year}",
        "Carrying out of the programmes of cooperation and support in {year}",
    ),
    "paper.report.intro": (
        "{issuer} báo cáo kết quả thực hiện các chương trình hợp tác, hỗ trợ năm {year} (từ {since} đến {through}; số liệu tính đến {as_of}) như sau:",
        "{issuer} reports how the programmes of cooperation and support were carried out in {year} (from {since} to {through}; figures as of {as_of}), as follows:",
    ),
    "paper.report.unknown": (
        "Đến thời điểm lập báo cáo chưa có sổ nào được lập.",
        "At the time of this report there was no book yet.",
    ),
    "paper.report.general": ("I. TÌNH HÌNH CHUNG", "I. GENERAL"),
    "paper.report.count": (
        "Báo cáo gồm {programmes} chương trình với {pledges} cam kết hỗ trợ. Tính đến {as_of}: {states}.",
        "Programmes in this report: {programmes}; pledges: {pledges}. As of {as_of}: {states}.",
    ),
    "paper.report.state": ("{count} cam kết {state}", "{count} {state}"),
    "paper.report.no_pledges": ("không có cam kết hỗ trợ", "no pledges"),
    "paper.report.entries": (
        "Trong kỳ có {entries} bút toán còn hiệu lực ({annex}); {pending} bút toán đang chờ bên kia xác nhận.",
        "Entries of the period that stand: {entries} ({annex}); awaiting the other side's answer: {pending}.",
    ),
    "paper.report.no_entries": (
        "Trong kỳ không có bút toán nào; {pending} bút toán của các kỳ trước đang chờ bên kia xác nhận.",
        "There are no entries of the period; earlier ones that await the other side's answer: {pending}.",
    ),
    "paper.report.results": ("II. KẾT QUẢ THỰC HIỆN", "II. RESULTS"),
    "paper.report.programme": (
        "{at}. {title}",
        "{at}. {title}",
    ),
    "paper.report.sides": (
        "Bên hỗ trợ: {provider}. Bên tiếp nhận: {recipient}. Giai đoạn {period}.",
        "Provider: {provider}. Recipient: {recipient}. Period {period}.",
    ),
    "paper.report.area": (
        "{at}. Nội dung {number}: {title}",
        "{at}. Content area {number}: {title}",
    ),
    "paper.report.activities": (
        "Nội dung có {count} hoạt động; trong kỳ đã ghi nhận {occasions} lượt thực hiện:",
        "Activities listed: {count}; occasions recorded in the period: {occasions}:",
    ),
    "paper.report.no_occasions": (
        "Nội dung có {count} hoạt động; trong kỳ chưa ghi nhận lượt thực hiện nào.",
        "Activities listed: {count}; no occasion was recorded in the period.",
    ),
    "paper.report.no_activities": (
        "Văn bản không liệt kê hoạt động; trong kỳ chưa ghi nhận lượt thực hiện nào.",
        "The agreement lists no activities; no occasion was recorded in the period.",
    ),
    "paper.report.pledge": ("{title}: {parts}.", "{title}: {parts}."),
    "paper.report.target": ("chỉ tiêu {target}", "target {target}"),
    "paper.report.window": ("thực hiện trong giai đoạn {window}", "to be carried out in {window}"),
    "paper.report.year": (
        "Kỳ trước chuyển sang {brought_forward}, kế hoạch năm {planned}, đã giao {delivered} (trong đó hai bên đã xác nhận {confirmed}), chuyển kỳ sau {carried_forward}.",
        "Brought forward {brought_forward}, planned for the year {planned}, delivered {delivered} (of which {confirmed} confirmed by both sides), carried forward {carried_forward}.",
    ),
    "paper.report.adjusted": (
        "Kỳ trước chuyển sang {brought_forward}, điều chỉnh {adjusted}, kế hoạch năm {planned}, đã giao {delivered} (trong đó hai bên đã xác nhận {confirmed}), chuyển kỳ sau {carried_forward}.",
        "Brought forward {brought_forward}, adjusted {adjusted}, planned for the year {planned}, delivered {delivered} (of which {confirmed} confirmed by both sides), carried forward {carried_forward}.",
    ),
    "paper.report.delivered": (
        "Trong kỳ đã giao {delivered} (trong đó hai bên đã xác nhận {confirmed}).",
        "Delivered in the period: {delivered} (of which {confirmed} confirmed by both sides).",
    ),
    "paper.report.ahead": ("vượt trước {quantity}", "{quantity} ahead"),
    "paper.report.cumulative": (
        "Lũy kế {cumulative}, đạt {percent} chỉ tiêu; còn lại {remaining}; tình trạng: {state}.",
        "In all {cumulative}, {percent} of the target; remaining {remaining}; state: {state}.",
    ),
    "paper.report.cumulative.open": (
        "Lũy kế {cumulative}; tình trạng: {state}.",
        "In all {cumulative}; state: {state}.",
    ),
    "paper.report.ceiling": (
        "Mức trần (không quá) {amount}; đã chi {spent}; còn {headroom}.",
        "Ceiling {amount}; spent {spent}; headroom {headroom}.",
    ),
    "paper.report.ceiling.year": (
        "Mức trần mỗi năm (không quá) {amount}; trong năm đã chi {spent}; còn {headroom}.",
        "Ceiling a year {amount}; spent in the year {spent}; headroom {headroom}.",
    ),
    "paper.report.disbursed": ("Đã giải ngân {amount}.", "Disbursed {amount}."),
    "paper.report.value": (
        "Giá trị thực tế nêu trên chứng từ {amount}.",
        "Actual value stated on papers {amount}.",
    ),
    "paper.report.table": (
        "Số liệu các cam kết hỗ trợ của chương trình, tính đến {as_of}",
        "Figures of the programme's pledges, as of {as_of}",
    ),
    "paper.report.open": (
        "III. VIỆC CHẬM, QUÁ HẠN VÀ VIỆC CHỜ XÁC NHẬN",
        "III. WHAT IS LATE, AND WHAT AWAITS CONFIRMATION",
    ),
    "paper.report.late_pledges": (
        "1. Cam kết chậm tiến độ, quá hạn",
        "1. Pledges behind or overdue",
    ),
    "paper.report.late_pledge": (
        "- {title} ({provider} hỗ trợ {recipient}): {state}; đến hạn {due}, đã giao {delivered}, còn thiếu {missing}.",
        "- {title} ({provider} to {recipient}): {state}; due {due}, delivered {delivered}, missing {missing}.",
    ),
    "paper.report.pending": ("2. Bút toán chờ xác nhận", "2. Entries that await an answer"),
    "paper.report.pending.count": (
        "- {programme}: {count} bút toán, chi tiết tại {annex}.",
        "- {programme}: {count}, listed in {annex}.",
    ),
    "paper.report.registered_late": (
        "3. Bút toán ghi sau khi khóa sổ kỳ trước",
        "3. Entries registered after an earlier period was closed",
    ),
    "paper.report.nothing": ("Không có.", "None."),
    "paper.report.heads": ("IV. MÃ KIỂM CHỨNG SỔ", "IV. HEADS OF THE BOOKS"),
    "paper.report.heads.intro": (
        "Báo cáo được lập từ các sổ có mã kiểm chứng dưới đây; sổ bị sửa sau đó sẽ không còn khớp với mã (lệnh coop verify --expect).",
        "This report was made of the books with these heads; a book that is changed afterwards does not match its head any more (coop verify --expect).",
    ),
    "paper.report.book": ("Sổ", "Book"),
    "paper.report.head": ("Mã kiểm chứng sổ", "Head"),
    "paper.report.no_head": ("chưa có bút toán", "no entries"),
    "paper.report.end": (
        "Trên đây là báo cáo kết quả thực hiện các chương trình hợp tác, hỗ trợ năm {year}./.",
        "This is the report on the programmes of cooperation and support in {year}./.",
    ),
    # annexes
    "paper.annex": ("Phụ lục {roman}", "Annex {roman}"),
    "paper.annex.note": (
        "(Kèm theo Báo cáo số {number}/{symbol} {day} của {issuer})",
        "(To Report No. {number}/{symbol}, {day}, of {issuer})",
    ),
    "paper.annex.lines": ("SỐ LIỆU TỪNG CAM KẾT NĂM {year}", "FIGURES OF EVERY PLEDGE IN {year}"),
    "paper.annex.entries": ("BÚT TOÁN TRONG KỲ", "ENTRIES OF THE PERIOD"),
    "paper.annex.pending": ("BÚT TOÁN CHỜ XÁC NHẬN", "ENTRIES THAT AWAIT AN ANSWER"),
    "paper.annex.late": (
        "BÚT TOÁN GHI SAU KHI KHÓA SỔ KỲ TRƯỚC",
        "ENTRIES REGISTERED AFTER AN EARLIER PERIOD WAS CLOSED",
    ),
    "paper.column.at": ("TT", "No."),
    "paper.column.since": ("Ý kiến, ghi chú", "Answer and notes"),
    "paper.column.percent": ("Tỷ lệ", "Percent"),
    "paper.share": ("- phần của {party}", "- share of {party}"),
    # minutes
    "minutes.delivery": ("BIÊN BẢN GIAO NHẬN", "HANDOVER MINUTES"),
    "minutes.return": ("BIÊN BẢN GIAO NHẬN HOÀN TRẢ", "MINUTES OF A RETURN"),
    "minutes.completed": (
        "BIÊN BẢN NGHIỆM THU HOÀN THÀNH",
        "MINUTES OF ACCEPTANCE OF COMPLETED WORKS",
    ),
    "minutes.handed-over": ("BIÊN BẢN BÀN GIAO CÔNG TRÌNH", "MINUTES OF HANDING OVER WORKS"),
    "minutes.number": ("Số: {number}", "No.: {number}"),
    "minutes.opening": (
        "Hôm nay, {day}, tại: \t\nChúng tôi gồm:",
        "Today, {day}, at: \t\nthere are present:",
    ),
    "minutes.giver": ("BÊN GIAO: {party}", "HANDING OVER: {party}"),
    "minutes.receiver": ("BÊN NHẬN: {party}", "TAKING OVER: {party}"),
    "minutes.provider": ("BÊN HỖ TRỢ: {party}", "PROVIDER: {party}"),
    "minutes.recipient": ("BÊN TIẾP NHẬN: {party}", "RECIPIENT: {party}"),
    "minutes.represented": (
        "- Ông (Bà): \t Chức vụ: \t",
        "- Mr (Ms): \t Position: \t",
    ),
    "minutes.agreed": (
        "Hai bên thống nhất lập biên bản với nội dung sau:",
        "Both sides draw up these minutes:",
    ),
    "minutes.work": ("1. Công trình, hạng mục: {title}.", "1. Works: {title}."),
    "minutes.beneficiary": ("Đơn vị thụ hưởng: {beneficiary}.", "Beneficiary: {beneficiary}."),
    "minutes.purpose": ("Mục đích sử dụng: {purpose}.", "Purpose: {purpose}."),
    "minutes.place": ("Địa điểm xây dựng: {place}.", "Site: {place}."),
    "minutes.amount": ("2. Khối lượng:", "2. Quantities:"),
    "minutes.quality": ("3. Đánh giá chất lượng: \t", "3. Assessment of quality: \t"),
    "minutes.conclusion": (
        "4. Kết luận (chấp nhận hay không chấp nhận nghiệm thu; yêu cầu sửa chữa, hoàn thiện; ý kiến khác): \t",
        "4. Conclusion (accepted or not; repairs and completion asked for; other remarks): \t",
    ),
    "minutes.condition.works": (
        "3. Tình trạng công trình khi bàn giao: \t",
        "3. Condition of the works when handed over: \t",
    ),
    "minutes.papers": (
        "4. Hồ sơ bàn giao kèm theo: \t",
        "4. Papers handed over with them: \t",
    ),
    "minutes.annexes": ("5. Phụ lục kèm theo: \t", "5. Annexes: \t"),
    "minutes.goods": ("1. Hàng hóa, dịch vụ giao nhận:", "1. Goods and services handed over:"),
    "minutes.words": ("Số lượng giao bằng chữ: {words}.", "Handed over, in words: {words}."),
    "minutes.value": ("Giá trị: {amount}.", "Value: {amount}."),
    "minutes.answered": ("Ý kiến của bên nhận: {words}.", "The receiving side: {words}."),
    "minutes.stated": ("Quy cách: {stated}.", "As stated: {stated}."),
    "minutes.reason": ("Lý do: {reason}.", "Reason: {reason}."),
    "minutes.condition": (
        "2. Tình trạng, chất lượng hàng hóa: \t",
        "2. Condition of the goods: \t",
    ),
    "minutes.remarks": ("3. Ý kiến khác: \t", "3. Other remarks: \t"),
    "minutes.end": (
        "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản; hai bên đã đọc lại, thống nhất và cùng ký tên.",
        "These minutes are made in two copies of equal value, one for each side; both sides have read, agreed and signed them.",
    ),
    "minutes.signs": ("ĐẠI DIỆN {side}", "FOR {side}"),
    "minutes.side.giver": ("BÊN GIAO", "THE SIDE HANDING OVER"),
    "minutes.side.receiver": ("BÊN NHẬN", "THE SIDE TAKING OVER"),
    "minutes.side.provider": ("BÊN HỖ TRỢ", "THE PROVIDER"),
    "minutes.side.recipient": ("BÊN TIẾP NHẬN", "THE RECIPIENT"),
    "minutes.sign": ("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, name and seal)"),
    "minutes.source": (
        "Lập từ bút toán {entry}\nMã kiểm chứng sổ: {head}",
        "Made of the entry {entry}\nHead of the book: {head}",
    ),
    "minutes.column.item": ("Nội dung", "Item"),
    "minutes.column.promised": ("Số lượng cam kết", "Quantity promised"),
    "minutes.column.handed": ("Số lượng giao", "Handed over"),
    "minutes.column.taken": ("Số lượng thực nhận", "Accepted"),
    "minutes.column.price": ("Đơn giá", "Unit price"),
    "minutes.column.sum": ("Thành tiền", "Amount"),
    "minutes.column.accepted": ("Khối lượng nghiệm thu", "Accepted as completed"),
    "minutes.column.handed-over": ("Khối lượng bàn giao", "Handed over"),
    "minutes.column.note": ("Ghi chú", "Note"),
    "minutes.written": ("Đã lập biên bản: {file}", "Minutes written to {file}"),
}
