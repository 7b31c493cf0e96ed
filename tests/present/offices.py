"""Workspaces with something of everything, for what is made of them to be handed in."""

from collections.abc import Iterator
from pathlib import Path

from coopledger import Draft, Kind, Ledger
from coopledger.cli.environment import Environment
from coopledger.cli.start import start
from tests.conftest import Clock

CEMENT, SCHOOL = "bim-son-lang-chanh", "hau-loc-lang-chanh"
PROVIDER, RECIPIENT = "bim-son", "lang-chanh"

HOSTILE = "<script>alert(1)</script> ]]> {{ 7*7 }} &amp; =cmd|' /C calc'!A0 😀 %"
"""What somebody may write into a note, and what must come out as the same text."""

SAID = (
    Draft(kind=Kind.ANSWER, concerns=f"{CEMENT}#2", accepted="480", short="15", rejected="5",
          party=RECIPIENT, reason="5 tấn bị ướt"),
    Draft(kind=Kind.RETURN, concerns=f"{CEMENT}#2", quantity="400 bag", date="2023-05-02",
          party=PROVIDER, reason="xi măng vón cục"),
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="50 tonne", date="2023-12-04",
          document="40/BB-UBND", party=PROVIDER, note=HOSTILE, actual_value="75 triệu đồng"),
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="10,5 tonne", date="2023-12-20",
          document="41/BB-UBND", party=PROVIDER),
    Draft(kind=Kind.ANSWER, concerns=f"{CEMENT}#8", disputed=True, party=RECIPIENT,
          reason="không có chuyến hàng này"),
    Draft(kind=Kind.CLOSE, programme=CEMENT, through="2022-12-31", party=PROVIDER),
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="12,5 tonne", date="2022-11-02",
          party=PROVIDER, reason="chứng từ đến muộn"),
)  # fmt: skip

ISSUER = """\
issuer:
  parent: Ủy ban nhân dân tỉnh Thanh Hóa
  name: {vi: Ủy ban nhân dân huyện Lang Chánh, en: "People's Committee of Lang Chánh District"}
  symbol: BC-UBND
  place: Lang Chánh
  to: [Ủy ban nhân dân tỉnh Thanh Hóa]
  authority: TM. Ủy ban nhân dân
  position: [KT. Chủ tịch, Phó Chủ tịch]
  signer: Nguyễn Văn A
  recipients: [Như trên, "Thường trực Huyện ủy (b/c)", "Lưu: VT, TCKH"]
"""


def furnish(folder: Path, *, issuer: str = ISSUER) -> Ledger:
    """The demonstration in `folder` with what the other side said, and an office that issues."""
    start(folder, Environment(clock=Clock(), variables={}), demo=True)
    with (folder / "workspace.yaml").open("a", encoding="utf-8") as settings:
        settings.write(issuer)
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")
    for draft in SAID:
        ledger.append(draft)
    return ledger


def deliveries(count: int) -> Iterator[Draft]:
    """Deliveries of one kilogram each, spread over the days of 2023."""
    for at in range(count):
        day = f"2023-{at % 12 + 1:02}-{at % 28 + 1:02}"
        yield Draft(kind=Kind.DELIVERY, pledge="cement", quantity="0.001 tonne", date=day,
                    document=f"{at}/BB", note="ghi chú " * 30)  # fmt: skip
