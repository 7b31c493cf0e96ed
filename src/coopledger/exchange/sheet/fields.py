"""What a column can hold, and what offices call it.

Names are written as `fold` leaves them, without accents and case.
"""

from collections.abc import Mapping

from coopledger.book.entry import Kind, Stage
from coopledger.exchange.field import Field

FIGURES = (Field.QUANTITY, Field.AMOUNT, Field.VALUE)
"""What is added up."""

ABOUT = (*FIGURES, Field.ACTIVITY, Field.TITLE)
"""Without any of these a row says nothing that can be recorded."""

MAPPED = tuple(field for field in Field if field not in (Field.NUMBER, Field.PERHAPS_UNIT))
"""What a columns file may say of a column."""

CONSTANT = tuple(field for field in MAPPED if field not in (*FIGURES, Field.IGNORE))
"""What a columns file may say of every row."""


def _names(listed: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(" ".join(name.split()) for name in listed.split(","))


_NAMES: Mapping[Field, str] = {
    Field.DATE: """
        ngay, ngay thang, ngay thang nam, ngay giao nhan, ngay giao, ngay nhan, ngay ban giao,
        ngay giao hang, ngay nhan hang, ngay thuc hien, ngay nghiem thu, ngay giai ngan, ngay chi,
        ngay chuyen tien, ngay chuyen, ngay chung tu, ngay ct, ngay bien ban, thoi gian,
        thoi gian giao nhan, thoi gian thuc hien, ngay cap, ngay xuat, ngay xuat kho,
        date, day, delivery date, date of delivery, delivered on, handover date, payment date,
        paid on, occurred on, date received, date delivered""",
    Field.DOCUMENT: """
        so bien ban, so bb, so bbgn, bbgn, bien ban, bien ban so, bien ban giao nhan,
        so bien ban giao nhan, bien ban ban giao, so bien ban ban giao, so van ban, van ban,
        van ban so, so hieu, so hieu van ban, so hieu bien ban, so hieu chung tu, so chung tu,
        chung tu, chung tu so, so ct, so phieu, phieu so, so phieu xuat, so phieu xuat kho,
        phieu xuat kho, so hoa don, hoa don, so quyet dinh, quyet dinh, so ky hieu,
        so va ky hieu, so ky hieu van ban, so uy nhiem chi, uy nhiem chi, so unc,
        document, document no, document number, doc no, doc number, doc, minutes, minutes no,
        minutes number, voucher, voucher no, voucher number, receipt no, receipt number,
        reference, reference no, ref, ref no, delivery note, delivery note no""",
    Field.QUANTITY: """
        khoi luong, kl, so luong, sl, trong luong, san luong,
        quantity, qty, weight, tonnage, quantity delivered""",
    Field.UNIT: "dvt, don vi tinh, dv tinh, unit, units, unit of measure, uom",
    Field.PERHAPS_UNIT: "don vi",
    Field.AMOUNT: """
        so tien, tien, kinh phi, so kinh phi, giai ngan, von giai ngan, tien giai ngan,
        so tien giai ngan, gia tri giai ngan, kinh phi giai ngan, so giai ngan,
        amount, amount paid, paid, payment, disbursed, disbursement, amount disbursed, money""",
    Field.VALUE: """
        gia tri, thanh tien, tri gia, gia tri hang, gia tri hang hoa, tri gia hang,
        gia tri thanh tien, tong gia tri, tong tri gia,
        value, actual value, worth, total value, line total, goods value""",
    Field.NOTE: """
        ghi chu, chu thich, dien giai, luu y,
        note, notes, remark, remarks, comment, comments, description""",
    Field.PROGRAMME: """
        chuong trinh, ma chuong trinh, chuong trinh hop tac, ten chuong trinh,
        programme, program, programme id""",
    Field.PLEDGE: """
        cam ket, ma cam ket, cam ket ho tro, ten cam ket, ten hang, mat hang, hang hoa,
        ten hang hoa, ten mat hang, loai hang, vat tu, ten vat tu, ten hang ho tro,
        hang muc, hang muc cong trinh, ten hang muc, cong trinh, ten cong trinh, san pham,
        pledge, pledge id, item, goods, commodity, product, works""",
    Field.KIND: "loai, loai but toan, loai giao dich, hinh thuc, loai hinh, kind, type, entry type",
    Field.STAGE: "giai doan, stage",
    Field.SHARE: """
        don vi nhan, ben nhan, don vi tiep nhan, ben tiep nhan, noi nhan, don vi thu huong,
        don vi duoc ho tro, don vi nhan hang, xa nhan, dia phuong nhan,
        recipient, receiver, received by, beneficiary, share""",
    Field.PARTY: "ben ghi, ben ghi so, ben lap, party, recording party",
    Field.ACTIVITY: "hoat dong, ma hoat dong, activity, activity id",
    Field.AREA: "noi dung so, content area, area",
    Field.TITLE: """
        noi dung, noi dung cong viec, noi dung hoat dong, ten hoat dong,
        title, subject, event""",
    Field.REASON: "ly do, reason",
    Field.NUMBER: "stt, tt, so tt, so thu tu, no, num, nr, row, line, row no, line no, item no",
}

FIELDS: Mapping[str, Field] = {
    name: field for field, names in _NAMES.items() for name in _names(names)
}
"""What a heading means that says nothing else."""

QUALIFIERS = frozenset(
    _names("""
    thuc te, thuc nhan, thuc giao, giao, nhan, giao nhan, da giao, da nhan, da giao nhan, ban giao,
    da ban giao, thuc hien, da thuc hien, hoan thanh, nghiem thu, ho tro, da ho tro, hang, hang hoa,
    hang giao, hang nhan, trong ky, dot nay, so, bien ban, bien ban giao nhan, bbgn, bb, chung tu,
    theo, va, cua, giai ngan, da giai ngan, da chi, chi, chuyen, da chuyen, neu co, tien, hien vat,
    bang so, hang ho tro,
    no, number, nbr, of, the, actual, actually, delivered, received, handed, over, handover,
    delivery, paid, transferred, if any, goods, disbursed, in figures""")
)
"""What may stand beside a name without making it mean another thing."""

NOT_HAPPENED = _names("""
    ke hoach, kh, du kien, luy ke, con lai, chi tieu, dinh muc, du toan, cam ket giao, chenh lech,
    con thieu, thieu, tu choi, ton kho, don gia, ky truoc, nam truoc, phai giao, duoc duyet,
    duoc giao, con phai, tra lai, hoan tra, phan bo, so sanh,
    planned, plan, target, remaining, outstanding, cumulative, budget, budgeted, difference,
    balance, unit price, price, rejected, short, returned, ordered, due, to date, previous,
    expected, allocated, approved, mm dd""")
"""Words of a heading over what did not happen, or not in this row: no guess is made about it."""

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("delivery", "giao nhan", "giao hang", "giao nhan hang"), Kind.DELIVERY),
    **dict.fromkeys(
        ("disbursement", "giai ngan", "payment", "chi tien", "chuyen tien"), Kind.DISBURSEMENT
    ),
    **dict.fromkeys(
        ("completion", "hoan thanh cong trinh", "cong trinh", "works"), Kind.COMPLETION
    ),
    **dict.fromkeys(("activity", "hoat dong"), Kind.ACTIVITY),
}
"""The kinds of entry a table may bring in, by what people call them."""

STAGES: Mapping[str, Stage] = {
    **dict.fromkeys(
        ("completed", "nghiem thu hoan thanh", "nghiem thu", "hoan thanh", "da hoan thanh"),
        Stage.COMPLETED,
    ),
    **dict.fromkeys(
        ("handed-over", "handed over", "handover", "ban giao", "da ban giao"), Stage.HANDED_OVER
    ),
}
