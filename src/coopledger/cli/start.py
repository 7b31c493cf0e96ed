"""Setting up a workspace, and the invented history of the demonstration."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coopledger.book import Kind, Stage
from coopledger.book.draft import Draft
from coopledger.cli.environment import Environment
from coopledger.files import is_there
from coopledger.ledger import Ledger
from coopledger.problem import Cause, refuse
from coopledger.terms.workspace import (
    LEDGER,
    PROGRAMMES,
    SETTINGS,
    builtin_programmes,
    is_workspace,
)

_SETTINGS = """\
# Thiết lập của thư mục làm việc; bỏ dấu # ở đầu dòng để dùng.
# Settings of this workspace; remove the # at the start of a line to use it.

# party: lang-chanh            # bên ghi sổ / the side that records (default: the provider)
# recorder: Nguyễn Văn A       # người ghi / who records (default: the user's login)
# language: vi                 # vi | en
# decimal: ","                 # 1,5 là một phẩy năm / the decimal sign of numbers that are typed
# time_zone: Asia/Ho_Chi_Minh

# Phần đầu và phần cuối của báo cáo (Nghị định 30/2020/NĐ-CP); thiếu mục nào thì để chỗ điền tay.
# Head and foot of reports; what is missing is left blank, to be filled in by hand.
# issuer:
#   parent: Ủy ban nhân dân tỉnh …
#   name: Ủy ban nhân dân huyện …
#   symbol: BC-UBND            # Số: …/BC-UBND
#   place: …
#   to: [Ủy ban nhân dân tỉnh …]
#   authority: TM. Ủy ban nhân dân
#   position: [KT. Chủ tịch, Phó Chủ tịch]
#   signer: …
#   recipients: [Như trên, Lưu: VT]
"""


def start(folder: Path, environment: Environment, *, demo: bool) -> None:
    """Make a workspace in `folder`.

    Raises `Refused`: S112 where one is there already, S105 where nothing can be written.
    """
    if is_workspace(folder):
        raise refuse("S112", folder=str(folder))
    programmes = builtin_programmes().read_text(encoding="utf-8")
    if demo:
        programmes = programmes.replace("    provider:", "    invented: true\n    provider:")
    with _whole_or_not_at_all(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / PROGRAMMES).write_text(programmes, encoding="utf-8")
            if not is_there(folder / SETTINGS):
                (folder / SETTINGS).write_text(_SETTINGS, encoding="utf-8")
        except OSError as error:
            raise refuse("S105", file=str(folder), cause=Cause.of(error)) from error
        if demo:
            ledger = Ledger.open(folder, clock=environment.clock, recorded_by="demo")
            for draft in _INVENTED:
                ledger.append(draft)


@contextmanager
def _whole_or_not_at_all(folder: Path) -> Iterator[None]:
    """Remove again, if it fails, what was not there before."""
    paths = (folder / LEDGER, folder / SETTINGS, folder / PROGRAMMES, folder, *folder.parents)
    new = [path for path in paths if not is_there(path)]
    try:
        yield
    except BaseException:
        for path in new:
            with suppress(OSError):
                path.unlink() if path.is_file() else path.rmdir()
        raise


_CEMENT = "bim-son-lang-chanh"
_SCHOOL = "hau-loc-lang-chanh"

_INVENTED = (
    Draft(kind=Kind.DELIVERY, programme=_CEMENT, pledge="cement", quantity="500 tonne",
          date="2023-03-15", document="DEMO-01"),
    Draft(kind=Kind.DELIVERY, programme=_CEMENT, pledge="cement", quantity="12000 bag",
          date="2024-01-02", document="DEMO-02"),
    Draft(kind=Kind.DELIVERY, programme=_CEMENT, pledge="cement", quantity="380.5 tonne",
          date="2025-04-21", document="DEMO-03"),
    Draft(kind=Kind.DISBURSEMENT, programme=_SCHOOL, pledge="giao-an-school",
          quantity="1,6 tỷ", date="2023-02-10", document="DEMO-04"),
    Draft(kind=Kind.DISBURSEMENT, programme=_SCHOOL, pledge="giao-an-school",
          quantity="2 tỷ", date="2023-09-05", document="DEMO-05"),
    Draft(kind=Kind.COMPLETION, programme=_SCHOOL, pledge="giao-an-school", quantity="4",
          stage=Stage.COMPLETED, date="2023-11-06", document="DEMO-06"),
    Draft(kind=Kind.COMPLETION, programme=_SCHOOL, pledge="giao-an-school", quantity="4",
          stage=Stage.HANDED_OVER, date="2023-11-20", document="DEMO-07"),
    Draft(kind=Kind.ACTIVITY, programme=_SCHOOL, activity="linking-schools",
          title="DEMO", date="2023-10-12", document="DEMO-08"),
)  # fmt: skip
"""Invented deliveries, for looking around; the programmes they are recorded under say so."""
