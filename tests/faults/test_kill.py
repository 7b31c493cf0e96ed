"""Once a command said "recorded", no kill takes it back; before that, nothing is half there.

`COOP_TEST_KILLS=500` makes it 500 kills.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from coopledger import Draft, Kind
from coopledger.book.entry import Entry
from coopledger.ledger import Ledger

KILLS = int(os.environ.get("COOP_TEST_KILLS", "50"))
SERIES = 10
"""How many are killed one after the other in one workspace."""

MOST, LONGEST = 6, 0.02
"""The records a recorder may still finish, and the seconds it may live after them."""

Start = Callable[[Path, str, int], Popen[str]]


def killed(recorder: Popen[str], moments: random.Random) -> list[str]:
    """Let `recorder` begin, kill it at any moment, and return what it had acknowledged."""
    assert recorder.stdin is not None
    assert recorder.stdout is not None
    assert recorder.stdout.readline() == "ready\n"
    recorder.stdin.write("\n")
    recorder.stdin.flush()
    said = [recorder.stdout.readline() for _ in range(moments.randrange(MOST))]
    time.sleep(moments.uniform(0, LONGEST))
    recorder.kill()
    said += recorder.communicate()[0].splitlines()
    assert recorder.returncode == -9, "it was killed and did not end by itself"
    return [line.strip() for line in said]


def recorded_by(ledger: Ledger, name: str) -> list[str]:
    def wanted(entry: Entry) -> bool:
        return entry.recorded_by == name and entry.kind is not Kind.AGREEMENT

    found = (one.entry for one in ledger.entries() if wanted(one.entry))
    return [f"{entry.name} {entry.document}" for entry in found]


@pytest.mark.parametrize("series", range(-(-KILLS // SERIES)))
def test_what_was_acknowledged_is_there_and_no_more_than_one_beside_it(
    ledger: Ledger, workspace: Path, start: Start, series: int
) -> None:
    """What a kill leaves is found by a reader, and then by the next who records."""
    moments, all_said = random.Random(series), 0  # noqa: S311
    waiting = start(workspace, "kill-0", 10_000)
    for number in range(SERIES):
        name, recorder = f"kill-{number}", waiting
        waiting = start(workspace, f"kill-{number + 1}", 10_000)
        said = killed(recorder, moments)
        kept = recorded_by(ledger, name)
        assert set(said) <= set(kept)
        assert len(kept) <= len(said) + 1
        assert ledger.verify().problems == ()
        all_said += len(said)
    assert all_said
    draft = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 tonne", document="12/BB")
    assert ledger.append(draft).kept
    assert ledger.verify().problems == ()
