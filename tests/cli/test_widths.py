"""A screen of any usual width: nothing is cut, nothing runs over the edge, no figure lost."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from coopledger import Draft, Kind, Ledger
from tests.conftest import Clock
from tests.coop import Coop

WIDTHS = (40, 60, 80, 100, 120, 160, 200)
CEMENT = "bim-son-lang-chanh"
COMMANDS = (
    "status --as-of 2024-12-31", "report --year 2024", "report --year 2025", "entries", "pledges",
    "entries --pending", f"show {CEMENT}#3", f"evidence {CEMENT}#3", "verify",
    "import giao-nhan.csv --dry-run",
)  # fmt: skip
RECIPIENT, PROVIDER = "lang-chanh", "bim-son"
SAID = (
    Draft(kind=Kind.ANSWER, concerns=f"{CEMENT}#2", disputed=True, party=RECIPIENT,
          reason="không có chuyến hàng này"),
    Draft(kind=Kind.ANSWER, concerns=f"{CEMENT}#3", accepted="570,5", short="20", rejected="9,5",
          party=RECIPIENT, reason="9,5 tấn bị ướt khi bốc dỡ"),
    Draft(kind=Kind.RETURN, concerns=f"{CEMENT}#3", quantity="400 bag", date="2024-05-02",
          party=PROVIDER, reason="xi măng vón cục"),
    Draft(kind=Kind.SUPPLEMENT, concerns=f"{CEMENT}#3", document="13/BB-UBND", party=PROVIDER),
    Draft(kind=Kind.CLOSE, programme=CEMENT, through="2024-12-31", party=PROVIDER),
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="12,5 tonne", date="2024-11-02",
          party=RECIPIENT, reason="chứng từ đến muộn"),
)  # fmt: skip
TABLE = """\
STT;Ngày giao nhận;Số biên bản giao nhận;Số lượng;ĐVT;Kế hoạch năm;Giá trị (triệu đồng);Ghi chú
1;5/3/2025;07/BB-UBND;400;bao;500;30,5;Giao tại kho của huyện
2;6/3/2025;;12,5;tấn;500;18,75;Đợt hai
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, with the word of the other side, so that it has something of everything.

    One paper has a name that is wider than most screens.
    """
    from coopledger.cli.environment import Environment
    from coopledger.cli.start import start

    folder = tmp_path_factory.mktemp("demo")
    start(folder, Environment(clock=Clock(), variables={}), demo=True)
    ledger = Ledger.open(folder, clock=Clock(), recorded_by="Lê Thị Mai")
    (folder / "giao-nhan.csv").write_text(TABLE, encoding="utf-8")
    paper = folder / f"biên bản giao nhận {'xi măng ' * 12}13.pdf"
    paper.write_bytes(b"%PDF")
    for draft in SAID:
        ledger.append(draft, evidence=[paper] if draft.kind is Kind.SUPPLEMENT else ())
    return folder


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_cut(  # noqa: PLR0913, PLR0917 - what a screen depends on
    width: int,
    command: str,
    lang: str,
    demo: Path,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    coop = Coop(demo, clock, capsys)
    asked = (*command.split(), "--lang", lang, "--quiet")
    if asked not in _WHOLE:
        _WHOLE[asked] = _figures(coop(*asked).out)
    coop.width = width
    shown = coop(*asked).out
    assert "…" not in shown
    assert max(cell_len(line.rstrip()) for line in shown.splitlines()) <= width
    assert _WHOLE[asked]
    assert _WHOLE[asked] - _figures(shown) == set()


_WHOLE: dict[tuple[str, ...], set[str]] = {}
"""The figures of what is asked, where it has no edge; they are the same for every width."""


def _figures(text: str) -> set[str]:
    """The numbers of a text, wherever they stand; hashes are no figures."""
    return set(re.findall(r"(?<![\w#:.,-])[0-9][0-9.,/-]*(?![\w])", text))
