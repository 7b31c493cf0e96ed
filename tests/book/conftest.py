"""A ledger that holds everything there is to hold."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from coopledger import Draft, Kind, Stage
from coopledger.book.entry import Adoption
from coopledger.ledger import Ledger
from tests.book.drafts import BIM_SON, HAU_LOC
from tests.conftest import PROGRAMMES, Clock
from tests.engines import Engine


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger whose two books have an entry of every kind; made once."""
    folder, clock = tmp_path_factory.mktemp("recorded"), Clock()
    shutil.copy(PROGRAMMES, folder)
    slip, photo = folder / "phiếu cân.txt", folder / "anh.jpg"
    slip.write_text("480 tấn\n", encoding="utf-8")
    photo.write_bytes(bytes(range(256)))

    def record(*drafts: Draft, evidence: Sequence[Path] = ()) -> Ledger:
        ledger = Ledger.open(folder, clock=clock, recorded_by="Lê Thị Mai")
        for draft in drafts:
            clock.advance(minutes=1)
            assert not ledger.append(draft, evidence=evidence).already
        return ledger

    record(*SUPPORT)
    record(WEIGHED, evidence=[slip, photo])
    record(*ANSWERS)
    record(LATE_PAPER, evidence=[slip])
    edit(folder, "2024: 500, 2025: 500}", "2024: 700, 2025: 700}")
    edit(folder, "target: 2000 tonne", "target: 2400 tonne")
    record(AMENDMENT)
    edit(folder, "{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: Cement PCB40}")
    return record(*SETTLED).workspace.ledger


def edit(folder: Path, old: str, new: str) -> None:
    """Exchange one thing in the programmes of `folder`."""
    file = folder / "programmes.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


SUPPORT = (
    Draft(kind=Kind.DELIVERY, pledge="cement", date="2023-03-15", quantity="500 tonne",
          document="12/BB-UBND", key="import-1", actual_value="750 triệu", note="đợt 1"),
    Draft(kind=Kind.DELIVERY, pledge="cement", date="2023-04-02", quantity="2000 bag"),
    Draft(kind=Kind.REVERSAL, concerns=f"{BIM_SON}#3", reason="ghi nhầm"),
    Draft(kind=Kind.DELIVERY, pledge="cement", date="2023-03-16", quantity="480 tonne",
          document="12/BB-UBND", replaces=f"{BIM_SON}#2", reason="cân lại"),
    Draft(kind=Kind.ACTIVITY, programme=BIM_SON, area="2", title="Hội chợ OCOP",
          date="2023-09-01"),
    Draft(kind=Kind.DISBURSEMENT, pledge="giao-an-school", date="2023-01-10",
          quantity="1,2 tỷ", document="3/UNC"),
    Draft(kind=Kind.COMPLETION, pledge="giao-an-school", date="2023-08-20", quantity="4",
          stage=Stage.COMPLETED, document="7/BBNT"),
    Draft(kind=Kind.COMPLETION, pledge="giao-an-school", date="2023-08-30", quantity="5",
          stage=Stage.HANDED_OVER, document="8/BBBG", allow_excess=True, party="lang-chanh"),
    Draft(kind=Kind.ACTIVITY, activity="health-care", title="Khám bệnh", date="2023-06-01"),
    Draft(kind=Kind.ACTIVITY, activity="relics", none_in=2022),
)  # fmt: skip
WEIGHED = Draft(kind=Kind.DELIVERY, pledge="cement", date="2023-05-05", quantity="100 tonne",
                document="20/BB-UBND")  # fmt: skip
ANSWERS = (
    Draft(kind=Kind.ANSWER, concerns=f"{BIM_SON}#6", party="lang-chanh", key="answer-1"),
    Draft(kind=Kind.ANSWER, concerns=f"{BIM_SON}#8", party="lang-chanh", short="20 bag",
          rejected="3", over="1", reason="vỡ bao", document="4/GN"),
    Draft(kind=Kind.REVERSAL, concerns=f"{BIM_SON}#10", party="lang-chanh", reason="cân lại"),
    Draft(kind=Kind.ANSWER, concerns=f"{BIM_SON}#8", party="lang-chanh", rejected="3",
          reason="vỡ bao", document="5/GN"),
    Draft(kind=Kind.RETURN, concerns=f"{BIM_SON}#8", party="lang-chanh", quantity="40 bag",
          date="2023-07-01", reason="ẩm"),
    Draft(kind=Kind.ANSWER, concerns=f"{BIM_SON}#7", party="lang-chanh", disputed=True,
          reason="không tổ chức"),
    Draft(kind=Kind.ANSWER, concerns=f"{HAU_LOC}#4", party="hau-loc", sent="4",
          reason="bốn phòng"),
)  # fmt: skip
LATE_PAPER = Draft(kind=Kind.SUPPLEMENT, concerns=f"{BIM_SON}#6", document="12b/BB-UBND",
                   note="bản sao", key="paper-1")  # fmt: skip
AMENDMENT = Draft(kind=Kind.AGREEMENT, programme=BIM_SON, adoption=Adoption.AMENDMENT,
                  document="01/PL", date="2024-01-01", key="annex-1")  # fmt: skip
SETTLED = (
    Draft(kind=Kind.AGREEMENT, concerns=f"{BIM_SON}#16", adoption=Adoption.CORRECTION,
          reason="ghi thiếu mác"),
    Draft(kind=Kind.ANSWER, concerns=f"{BIM_SON}#16", party="lang-chanh"),
    Draft(kind=Kind.CLOSE, programme=BIM_SON, through="2022-12-31", document="1/BC"),
)  # fmt: skip


@pytest.fixture
def everything(ledger: Ledger, clock: Clock, engine: Engine, recorded: Path) -> Ledger:
    """A ledger of one's own with all that was recorded, and the evidence behind it."""
    engine.bring(recorded.parent)
    clock.advance(hours=1)
    return ledger


@pytest.fixture
def file(workspace: Path) -> Path:
    """Where the ledger of the workspace is kept."""
    return workspace / "ledger.sqlite3"


UPLANDS = """
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
  visit: {dimension: count, step: 1, vi: chuyến, en: visit}
  VND: {dimension: money, step: 1, vi: đồng, en: VND}
parties:
  town: {name: {vi: Thị xã, en: Town}, type: {vi: thị xã, en: town}, since: 2022-01-01}
  hill: {name: {vi: Huyện, en: Hill}, type: {vi: huyện, en: district}}
  east: {name: {vi: Xã Đông, en: East}, type: {vi: xã, en: commune}}
  west: {name: {vi: Xã Tây, en: West}, type: {vi: xã, en: commune}}
programmes:
  uplands:
    title: {vi: Vùng cao, en: Uplands}
    provider: town
    recipient: hill
    period: 2021-2025
    content_areas:
      1: {title: {vi: Một, en: One}}
      2: {title: {vi: Hai, en: Two}}
      3: {title: {vi: Ba, en: Three}}
      4:
        title: {vi: Bốn, en: Four}
        pledges:
          - id: rice-seed
            title: {vi: Giống lúa, en: Rice seed}
            form: goods
            target: 100 tonne
            shares: [{party: east, quantity: 60 tonne}, {party: west, quantity: 40 tonne}]
          - id: maize-seed
            title: {vi: Giống ngô, en: Maize seed}
            form: goods
            target: 100 tonne
            ceiling: 1000000 VND
          - id: fund
            title: {vi: Quỹ, en: Fund}
            form: money
            ceiling: {amount: 500 VND, per: year}
          - id: advice
            title: {vi: Tư vấn, en: Advice}
            form: services
            target: 3 visit
          - {id: gifts, title: {vi: Quà, en: Gifts}, form: goods, ceiling: 1000 VND}
          - {id: road, title: {vi: Đường, en: Road}, form: works, ceiling: 2000 VND}
"""


@pytest.fixture
def uplands(write_programmes: Callable[[str], Ledger]) -> Ledger:
    """A programme with shares, ceilings and services."""
    return write_programmes(UPLANDS)
