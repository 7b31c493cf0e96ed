"""A ledger in which every kind of entry says everything it can, small enough to be read often."""

from pathlib import Path
from typing import Any, NamedTuple

from coopledger import Draft, Kind, Stage
from coopledger.book.entry import Adoption
from coopledger.ledger import Ledger
from tests.conftest import Clock

HILLS, COAST = "hills", "coast"

TERMS = """
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
  bag: {equals: 0.05 tonne, step: 1, vi: bao, en: bag}
  room: {dimension: count, step: 1, vi: phòng, en: room}
  VND: {dimension: money, step: 1, vi: đồng, en: VND}
parties:
  town: {name: {vi: Thị xã, en: Town}, type: {vi: thị xã, en: town}}
  hill: {name: {vi: Huyện, en: Hill}, type: {vi: huyện, en: district}}
  east: {name: {vi: Xã Đông, en: East}, type: {vi: xã, en: commune}}
  west: {name: {vi: Xã Tây, en: West}, type: {vi: xã, en: commune}}
programmes:
  hills:
    title: {vi: Vùng cao, en: Hills}
    provider: town
    recipient: hill
    period: 2021-2025
    content_areas:
      1: {title: {vi: Một, en: One}, activities: [{id: fair, title: {vi: Hội chợ, en: Fair}}]}
      2: {title: {vi: Hai, en: Two}}
      3: {title: {vi: Ba, en: Three}}
      4:
        title: {vi: Bốn, en: Four}
        pledges:
          - id: seed
            title: {vi: Giống, en: Seed}
            form: goods
            target: 100 tonne
            shares: [{party: east, quantity: 60 tonne}, {party: west, quantity: 40 tonne}]
          - {id: cement, title: {vi: Xi măng, en: Cement}, form: goods, target: 50 tonne}
          - {id: school, title: {vi: Trường, en: School}, form: works, target: 4 room}
          - {id: fund, title: {vi: Quỹ, en: Fund}, form: money, target: 500000 VND}
  coast:
    title: {vi: Miền biển, en: Coast}
    provider: town
    recipient: hill
    period: 2021-2025
    content_areas:
      1: {title: {vi: Một, en: One}}
      2: {title: {vi: Hai, en: Two}}
      3: {title: {vi: Ba, en: Three}}
      4:
        title: {vi: Bốn, en: Four}
        pledges: [{id: lime, title: {vi: Vôi, en: Lime}, form: goods, target: 9 tonne}]
"""

PAPERS = {"slip.pdf": b"500 tonnes", "letter.pdf": b"15 short", "annex.pdf": b"60 tonnes"}
"""Files that stand behind entries; the slip behind several."""


class Step(NamedTuple):
    """A record with the files given with it, and an edit of the terms before it."""

    draft: Draft
    files: tuple[str, ...] = ()
    edit: tuple[str, str] | None = None


def _hills(kind: Kind, party: str, **said: Any) -> Draft:
    return Draft(kind=kind, programme=HILLS, party=party, **said)


def _seed(**said: Any) -> Draft:
    given = {"date": "2023-03-15", "share": "east", "quantity": "20 tonne", **said}
    return _hills(Kind.DELIVERY, "town", pledge="seed", **given)


def _answer(party: str, about: str, **said: Any) -> Draft:
    return _hills(Kind.ANSWER, party, concerns=about, **said)


HISTORY: tuple[Step, ...] = (
    Step(_seed(document="12/BB", key="import-1", actual_value="750 triệu", note="đợt 1"),
         files=("slip.pdf",)),
    Step(_answer("east", "#2", accepted="15", short="4", rejected="2", over="1", reason="ướt"),
         files=("letter.pdf",)),
    Step(_hills(Kind.REVERSAL, "east", concerns="#3", reason="cân lại", document="4/CV")),
    Step(_answer("east", "#2", accepted="17", short="3", reason="đã cân lại", key="import-2")),
    Step(_hills(Kind.RETURN, "east", concerns="#2", quantity="20 bag", date="2023-04-01",
                reason="hỏng", note="một tấn")),
    Step(_seed(date="2023-05-01", quantity="100 bag", share="west", document="13/BB"),
         files=("slip.pdf", "letter.pdf")),
    Step(_answer("west", "#7", disputed=True, reason="chưa nhận")),
    Step(_seed(replaces="#7", date="2023-05-02", quantity="50 tonne", share="west",
               reason="ghi nhầm", allow_excess=True, document="13/BB")),
    Step(_hills(Kind.DELIVERY, "hill", pledge="cement", date="2023-06-01", quantity="5 tonne")),
    Step(_answer("town", "#11", sent="6", date="2023-06-02", reason="cân ở kho", note="ba xe")),
    Step(_hills(Kind.COMPLETION, "town", pledge="school", quantity="2", stage=Stage.COMPLETED,
                date="2023-07-01", document="7/BBNT")),
    Step(_hills(Kind.COMPLETION, "hill", pledge="school", quantity="5", stage=Stage.HANDED_OVER,
                date="2023-08-01", document="8/BBBG", allow_excess=True, key="import-3")),
    Step(_hills(Kind.DISBURSEMENT, "town", pledge="fund", quantity="200000", date="2023-08-02",
                document="9/UNC", note="quý ba"), files=("letter.pdf",)),
    Step(_hills(Kind.SUPPLEMENT, "town", concerns="#15", document="9a/UNC", note="bản sao"),
         files=("slip.pdf",)),
    Step(_hills(Kind.ACTIVITY, "town", activity="fair", title="Hội chợ OCOP", date="2023-09-01",
                document="5/KH")),
    Step(_hills(Kind.ACTIVITY, "town", activity="fair", none_in=2022)),
    Step(_hills(Kind.AGREEMENT, "town", adoption=Adoption.AMENDMENT, document="1/PL",
                date="2023-10-01", note="theo biên bản", key="import-4"),
         files=("annex.pdf",), edit=("target: 50 tonne", "target: 60 tonne")),
    Step(_hills(Kind.AGREEMENT, "town", adoption=Adoption.CORRECTION, concerns="#19",
                reason="lỗi chính tả"), edit=("vi: Xi măng", "vi: Xi măng bao")),
    Step(_hills(Kind.CLOSE, "town", through="2023-12-31", document="2/BB")),
    Step(_seed(date="2023-11-01", quantity="3 tonne", reason="nhập muộn", document="30/BB")),
    Step(_answer("hill", "#19", document="3/CV", reason="trả lời muộn")),
    Step(_hills(Kind.REVERSAL, "town", concerns="#21", reason="mở lại sổ")),
    Step(Draft(kind=Kind.DELIVERY, programme=COAST, party="town", pledge="lime", date="2023-03-01",
               quantity="4 tonne", document="1/BB"), files=("slip.pdf",)),
    Step(Draft(kind=Kind.ANSWER, programme=COAST, party="hill", concerns="#2", date="2023-03-02")),
    Step(Draft(kind=Kind.DELIVERY, programme=COAST, party="town", pledge="lime", date="2024-03-01",
               quantity="2 tonne", document="2/BB")),
    Step(Draft(kind=Kind.CLOSE, programme=COAST, party="hill", through="2023-12-31")),
)  # fmt: skip


def record(folder: Path, clock: Clock) -> Ledger:
    """The whole history, recorded minute by minute in a new workspace."""
    folder.mkdir()
    terms = folder / "programmes.yaml"
    terms.write_text(TERMS, encoding="utf-8")
    for name, content in PAPERS.items():
        (folder / name).write_bytes(content)
    for step in HISTORY:
        if step.edit is not None:
            text = terms.read_text(encoding="utf-8")
            assert step.edit[0] in text
            terms.write_text(text.replace(*step.edit), encoding="utf-8")
        clock.advance(minutes=1)
        ledger = Ledger.open(folder, clock=clock, recorded_by="Lê Thị Mai")
        ledger.append(step.draft, evidence=[folder / name for name in step.files])
    return ledger
