"""What the sides do about what was recorded, what the file then proposes, and what it comes to.

The drafts are about entry 2 of the cement book, 500 t that Bỉm Sơn delivered.
"""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from coopledger import Draft, Kind
from coopledger.book import Recorded
from coopledger.book.entry import Adoption
from coopledger.ledger import Ledger
from coopledger.progress import PledgeProgress
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_quantity
from coopledger.terms.workspace import workspace_in
from tests.book.drafts import BIM_SON

ANSWER = Draft(kind=Kind.ANSWER, concerns="#2", date="2023-04-01", party="lang-chanh")
BACK = Draft(kind=Kind.RETURN, concerns="#2", quantity="20 tonne", date="2023-05-04",
             document="1/HT", reason="vón cục", party="lang-chanh")  # fmt: skip
PAPER = Draft(kind=Kind.SUPPLEMENT, concerns="#2", date="2023-04-02", document="12a/BB-UBND",
              party="bim-son")  # fmt: skip
CLOSE = Draft(kind=Kind.CLOSE, programme=BIM_SON, through="2023-12-31", date="2024-01-05",
              document="1/KS", party="bim-son")  # fmt: skip
AMENDMENT = Draft(kind=Kind.AGREEMENT, adoption=Adoption.AMENDMENT, programme=BIM_SON,
                  date="2024-01-01", document="01/PL", party="bim-son")  # fmt: skip
RESTATEMENT = Draft(kind=Kind.AGREEMENT, adoption=Adoption.RESTATEMENT, programme=BIM_SON,
                    reason="gõ sai", party="bim-son")  # fmt: skip

FOUR_YEARS = "{2022: 500, 2023: 500, 2024: 500, 2025: 500}"


def answer(**changes: Any) -> Draft:
    return replace(ANSWER, **changes)


def partly(accepted: str, **changes: Any) -> Draft:
    """An answer that accepts another quantity than was claimed."""
    return answer(accepted=accepted, **{"reason": "cân lại", **changes})


def dispute(**changes: Any) -> Draft:
    return answer(disputed=True, **{"reason": "chưa nhận", **changes})


def back(quantity: str, **changes: Any) -> Draft:
    return replace(BACK, quantity=quantity, **changes)


def paper(**changes: Any) -> Draft:
    return replace(PAPER, **changes)


def close(**changes: Any) -> Draft:
    return replace(CLOSE, **changes)


def amendment(**changes: Any) -> Draft:
    return replace(AMENDMENT, **changes)


def restatement(**changes: Any) -> Draft:
    return replace(RESTATEMENT, **changes)


def correction(**changes: Any) -> Draft:
    return restatement(adoption=Adoption.CORRECTION, **changes)


def by(ledger: Ledger, person: str) -> Ledger:
    """The same workspace in the hands of `person`."""
    other = copy(ledger)
    other._recorded_by = person
    return other


def reopened(ledger: Ledger) -> Ledger:
    """The same workspace, its files read anew."""
    workspace = workspace_in(ledger.workspace.folder)
    if ledger.server is not None:
        workspace = workspace.with_ledger(ledger.workspace.settings.ledger or "")
    return Ledger(workspace, clock=ledger._clock, recorded_by=ledger._recorded_by)


def reworded(ledger: Ledger, *changes: tuple[str, str]) -> Ledger:
    """The workspace after its programmes file was edited: each old text is now the new one."""
    (source,) = ledger.workspace.sources
    written = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert written.count(old) >= 1, old
        written = written.replace(old, new)
    source.write_text(written, encoding="utf-8")
    return reopened(ledger)


def proposed(ledger: Ledger, pledge: str = "cement", /, **fields: str | None) -> Ledger:
    """The workspace after fields of a pledge were written anew in its file; None leaves one out."""
    (source,) = ledger.workspace.sources
    written = source.read_text(encoding="utf-8")
    before, start, rest = written.partition(f"          - id: {pledge}\n")
    own = re.match(r"(            .*\n)*", rest)
    assert start, pledge
    assert own is not None
    lines = own[0]
    for name, value in fields.items():
        lines = re.sub(rf"^            {name}:.*\n", "", lines, flags=re.MULTILINE)
        lines += f"            {name}: {value}\n" if value is not None else ""
    source.write_text(before + start + lines + rest[own.end() :], encoding="utf-8")
    return reopened(ledger)


def left_out(ledger: Ledger, *items: str) -> Ledger:
    """The workspace after pledges or activities were left out of its file."""
    (source,) = ledger.workspace.sources
    written = source.read_text(encoding="utf-8")
    for item in items:
        own = rf"( {{8}}pledges:\n)? {{10}}- id: {item}\n( {{12}}.*\n)*"
        written, found = re.subn(own, "", written)
        assert found == 1, item
    source.write_text(written, encoding="utf-8")
    return reopened(ledger)


def succeeded(ledger: Ledger) -> Ledger:
    """The workspace whose file has a ward provide for the town, and a commune receive."""
    whose = "between Bỉm Sơn Town and Lang Chánh District, 2021-2025\n"
    old = "    provider: bim-son\n    recipient: lang-chanh\n"
    new = "    provider: phuong-bim-son\n    recipient: xa-linh-son\n"
    return reworded(ledger, (whose + old, whose + new))


def shares(**quantities: int) -> str:
    """Shares as the file has them: `xa_linh_son=300` is 300 t for xa-linh-son."""
    parts = (
        f"{{party: {p.replace('_', '-')}, quantity: {q} tonne}}" for p, q in quantities.items()
    )
    return f"[{', '.join(parts)}]"


def progress(ledger: Ledger, as_of: str | None = None, pledge: str = "cement") -> PledgeProgress:
    day = date.fromisoformat(as_of) if as_of else None
    return ledger.progress(day, pledge=pledge)[0].pledges[0]


def figures(ledger: Ledger, as_of: str | None = None, pledge: str = "cement") -> tuple[int, ...]:
    """Claimed, delivered, confirmed and disputed, in whole units."""
    standing = progress(ledger, as_of, pledge).standing
    said = (standing.claimed, standing.delivered, standing.confirmed, standing.disputed)
    return tuple(int(figure.amount) for figure in said)


def text(value: object) -> str:
    """A quantity as an English report says it: `1,500 t`."""
    assert isinstance(value, Quantity)
    return write_quantity(value, "en")


def pending(ledger: Ledger) -> dict[str, str | None]:
    """Whose answer each entry awaits."""
    return {one.entry.name: one.awaits for one in ledger.entries(pending=True)}


def numbers(entries: Sequence[Recorded]) -> list[int]:
    return [one.entry.seq for one in entries]
