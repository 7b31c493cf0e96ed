"""Workspaces of coopledger of any size, filled by `coop import`."""

from collections.abc import Iterator
from pathlib import Path

from deliveries import deliveries, write_table
from timing import COOP, Command, Run, run

BUILT_IN = Path(__file__).parents[1] / "data" / "programmes.yaml"
TABLE = "giao-nhan.csv"

_ROOM = {
    "target: 2000 tonne": "target: 2000000000 tonne",
    "schedule: {2022: 500, 2023: 500, 2024: 500, 2025: 500}":
    "schedule: {2022: 500000000, 2023: 500000000, 2024: 500000000, 2025: 500000000}",
}  # fmt: skip

_UNITS = """\
units:
  tonne: {dimension: mass, step: 0.001, vi: tấn, en: t}
  VND: {dimension: money, step: 1, vi: đồng, en: VND}
"""

_PARTY = """\
  {id}:
    name: {{vi: Huyện {id}, en: District {id}}}
    type: {{vi: huyện, en: district}}
"""

_PROGRAMME = """\
  {id}:
    title: {{vi: Chương trình {id}, en: Programme {id}}}
    provider: {provider}
    recipient: {recipient}
    period: 2021-2025
    content_areas:
      1:
        title: {{vi: Trao đổi thông tin, en: Exchange of information}}
        activities:
          - id: party-building
            title: {{vi: Xây dựng Đảng, en: Party building}}
      2:
        title: {{vi: Kinh tế, en: Economy}}
        activities:
          - id: trade-exchange
            title: {{vi: Giao lưu thương mại, en: Trade exchange}}
      3:
        title: {{vi: Văn hóa - xã hội, en: Culture and society}}
        activities:
          - id: linking-schools
            title: {{vi: Kết nối các nhà trường, en: Linking schools}}
      4:
        title: {{vi: Hỗ trợ xi măng, en: Cement}}
        pledges:
          - id: cement
            title: {{vi: Xi măng, en: Cement}}
            form: goods
            target: 2000 tonne
            window: 2022-2025
            schedule: {{2022: 500, 2023: 500, 2024: 500, 2025: 500}}
"""


def table(folder: Path, rows: int) -> None:
    """The built-in programmes with room for everything, and a table of `rows` to import."""
    text = BUILT_IN.read_text(encoding="utf-8")
    for tight, roomy in _ROOM.items():
        assert tight in text
        text = text.replace(tight, roomy)
    folder.mkdir()
    (folder / "programmes.yaml").write_text(text, encoding="utf-8")
    write_table(folder / TABLE, deliveries(rows))


def imported(folder: Path) -> Run:
    """Bring the table in `folder` into its ledger."""
    return run(Command((*COOP, "import", TABLE), folder))


def programmes(folder: Path, count: int) -> tuple[str, ...]:
    """A workspace of `count` programmes, each adopted with one delivery; their ids."""
    ids = tuple(f"chuong-trinh-{number:04}" for number in range(1, count + 1))
    folder.mkdir()
    text = "".join(_programmes(ids))
    (folder / "programmes.yaml").write_text(text, encoding="utf-8")
    rows = (f"15/03/2023;{number}/BB-UBND;20;{name}\n" for number, name in enumerate(ids))
    heading = "Ngày;Số biên bản;Khối lượng (tấn);Chương trình\n"
    (folder / TABLE).write_text(heading + "".join(rows), encoding="utf-8")
    imported(folder)
    return ids


def _programmes(ids: tuple[str, ...]) -> Iterator[str]:
    """Two parties of its own for each programme."""
    yield _UNITS
    yield "parties:\n"
    for name in ids:
        yield _PARTY.format(id=f"{name}-tu")
        yield _PARTY.format(id=f"{name}-den")
    yield "programmes:\n"
    for name in ids:
        yield _PROGRAMME.format(id=name, provider=f"{name}-tu", recipient=f"{name}-den")
