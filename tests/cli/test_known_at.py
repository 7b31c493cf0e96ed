"""What was reported as of X known at Y is reported again, whatever was recorded afterwards."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopledger import Draft, Kind, Ledger
from coopledger.book import Adoption
from coopledger.problem import Refused
from tests.book.histories import Fact, histories
from tests.conftest import NOW, PROGRAMMES, Clock
from tests.coop import Coop

AS_OF, KNOWN_AT = "2024-02-29", NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
WHEN = ("--as-of", AS_OF, "--known-at", KNOWN_AT)
COMMANDS = (("status", *WHEN), ("report", "--year", "2023", *WHEN), ("entries", *WHEN))
FORMATS = ("table", "json", "csv", "markdown")
BEFORE = (
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="500 tonne", date="2023-03-15",
          document="12/BB", party="bim-son"),
    Draft(kind=Kind.ANSWER, concerns="bim-son-lang-chanh#2", party="lang-chanh", short="20 tonne",
          reason="cân lại", date="2023-03-20"),
    Draft(kind=Kind.DELIVERY, pledge="cement", quantity="80 tonne", date="2023-12-28",
          document="52/BB", party="bim-son"),
    Draft(kind=Kind.CLOSE, programme="bim-son-lang-chanh", through="2023-12-31", party="bim-son"),
)  # fmt: skip
LATER = "bim-son-lang-chanh"


def outputs(coop: Coop) -> list[str]:
    answers = [coop(*command, "--format", form) for command in COMMANDS for form in FORMATS]
    assert {answer.code for answer in answers} == {0}
    return [answer.out for answer in answers]


def amended(ledger: Ledger, clock: Clock) -> None:
    """An annex of the year after: less cement, effective in the year that was reported."""
    file = ledger.workspace.folder / "programmes.yaml"
    kept = file.read_text(encoding="utf-8")
    schedule = "schedule: {2022: 500, 2023: 500, 2024: 500, 2025: 500}"
    assert kept.count(schedule) == 1
    less = kept.replace("target: 2000 tonne", "target: 1500 tonne")
    file.write_text(less.replace(schedule, "schedule: {2022: 500, 2023: 1000}"), encoding="utf-8")
    Ledger.open(ledger.workspace.folder, clock=clock, recorded_by="mai").append(
        Draft(kind=Kind.AGREEMENT, adoption=Adoption.AMENDMENT, programme=LATER, date="2023-06-01",
              document="PL-9", reason="rút vốn", party="bim-son")
    )  # fmt: skip


def record_all(ledger: Ledger, facts: Sequence[Fact], clock: Clock) -> int:
    """Record what is admitted of `facts`; the number of entries that became."""
    names: dict[int, str] = {}
    for place, fact in enumerate(facts):
        draft = replace(fact.draft, reason=fact.draft.reason or "ghi sau")
        if fact.about is not None:
            draft = replace(draft, concerns=names.get(fact.about, f"{LATER}#2"))
        clock.advance(days=30)
        try:
            names[place] = ledger.append(draft).entry.name
        except Refused:
            continue
    return len(names)


@pytest.fixture
def reported(coop: Coop, clock: Clock, tmp_path: Path) -> list[str]:
    """What is reported now, and a copy of the books it was made from."""
    ledger = Ledger.open(coop.folder, clock=clock, recorded_by="mai")
    for draft in BEFORE:
        ledger.append(draft)
    shutil.copy(ledger.workspace.ledger, tmp_path / "kept.sqlite3")
    return outputs(coop)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(later=st.tuples(histories(), st.booleans()))
def test_a_report_stays_what_it_was(
    reported: list[str], coop: Coop, clock: Clock, tmp_path: Path, later: tuple[list[Fact], bool]
) -> None:
    facts, annex = later
    shutil.copy(tmp_path / "kept.sqlite3", coop.folder / "ledger.sqlite3")
    shutil.copy(PROGRAMMES, coop.folder)
    clock.now = NOW
    clock.advance(days=1)
    ledger = Ledger.open(coop.folder, clock=clock, recorded_by="mai")
    became = record_all(ledger, facts, clock)
    if annex:
        amended(ledger, clock)
    assert became + annex > 0
    assert outputs(coop) == reported


def test_without_known_at_the_later_entries_are_seen(
    reported: list[str], coop: Coop, clock: Clock
) -> None:
    """So that the test above cannot pass by seeing nothing at all."""
    clock.advance(days=1)
    amended(Ledger.open(coop.folder, clock=clock, recorded_by="mai"), clock)
    plain = [
        coop(*(part for part in command if part not in ("--known-at", KNOWN_AT)), "--format", form)
        for command in COMMANDS
        for form in FORMATS
    ]
    assert not {answer.out for answer in plain} & set(reported)
