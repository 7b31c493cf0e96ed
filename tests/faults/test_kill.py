"""Once a command said "recorded", no kill takes it back; before that, nothing is half there.

`COOP_TEST_KILLS=500` makes it 500 kills at random moments, and as many deaths by a write of one's
own; what they came to is said at the end.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL, SIGXFSZ

import pytest

from coopledger.cli.app import FAMILIES
from tests.faults.commands import WRITING, Office, Running, Said, started

EACH = -(-int(os.environ.get("COOP_TEST_KILLS", "14")) // len(WRITING))
"""How often each command is killed, and how often it dies."""

PAPER = 1 << 20
"""Bytes of evidence: enough for some to be killed while they copy it."""

Count = Callable[[str, int], None]


def test_every_command_that_records_is_killed() -> None:
    killed = {writing.arguments.split()[0] for writing in WRITING.values()}
    assert killed == set(FAMILIES["record"])


class Attempt:
    """A command that is about to be killed, and what has to hold once it was."""

    def __init__(self, name: str, office: Office, moments: random.Random) -> None:
        self.office, self._moments, self._whole = office, moments, WRITING[name].entries
        self.arguments = office.prepared(WRITING[name])
        self._before, self._papers = office.entries(), self._half_copied()

    def started(self, limit: int | None = None) -> Running:
        return started(self.office.folder, self.arguments, limit)

    def survived(self, said: Said, count: Count) -> None:
        """Who comes next, a reader or the same command once more, finds nothing that hinders."""
        office, known, made = self.office, len(self._before), None
        litter = self._litter()
        if self._moments.random() < 0.5:
            assert office.ledger.verify().problems == ()
            made = len(office.entries()) - known
            assert made in {0, self._whole}
        again = office.run(self.arguments)
        assert again.code == 0
        assert made is None or again.answer["already"] == bool(made)
        assert said.entry is None or (again.answer["already"], again.entry) == (True, said.entry)
        after = office.entries()
        assert (after[:known], len(after)) == (self._before, known + self._whole)
        assert office.ledger.verify().problems == ()

        count("killed at any moment", said.code == -SIGKILL)
        count("died of a write", said.code == -SIGXFSZ)
        count("acknowledged before", said.entry is not None)
        count("recorded and not acknowledged", said.entry is None and again.answer["already"])
        count("acknowledged to who came next", 1)
        for what, times in litter.items():
            count(what, times)

    def _litter(self) -> dict[str, int]:
        """What lies about before anybody clears it away."""
        journal = self.office.folder / "ledger.sqlite3-journal"
        papers = self._half_copied() - self._papers
        return {"journals left behind": journal.exists(), "papers half copied": papers}

    def _half_copied(self) -> int:
        return len(list(self.office.folder.glob("evidence/.incoming-*")))


def lasting(attempt: Attempt) -> float:
    """The seconds the command takes when nobody kills it."""
    running, began = attempt.started(), time.monotonic()
    running.begin()
    assert running.ended().entry is not None
    return time.monotonic() - began


@pytest.mark.parametrize("name", WRITING)
def test_a_kill_at_any_moment_takes_back_nothing_that_was_acknowledged(
    name: str, tmp_path: Path, count: Count
) -> None:
    moments, kills = random.Random(name), 0  # noqa: S311
    office = Office(tmp_path / "office", PAPER)
    lasts = lasting(Attempt(name, office, moments))
    while kills < EACH:
        if not WRITING[name].before:
            office = Office(tmp_path / f"office {moments.random()}", PAPER)
        attempt = Attempt(name, office, moments)
        running = attempt.started()
        running.begin()
        time.sleep(moments.uniform(0, lasts))
        said = running.killed()
        kills += said.code == -SIGKILL
        attempt.survived(said, count)


@pytest.mark.parametrize("name", WRITING)
def test_a_death_in_the_middle_of_a_write_leaves_nothing_half_there(
    name: str, tmp_path: Path, count: Count
) -> None:
    """The system kills who writes beyond a limit, where random kills hardly ever come."""
    moments, deaths = random.Random(name), 0  # noqa: S311
    office = Office(tmp_path / "office")
    office.run(Attempt(name, office, moments).arguments)
    size = (office.folder / "ledger.sqlite3").stat().st_size
    while deaths < EACH:
        if not WRITING[name].before:
            office = Office(tmp_path / f"office {moments.random()}")
        attempt = Attempt(name, office, moments)
        running = attempt.started(limit=moments.randrange(size))
        running.begin()
        said = running.ended()
        assert said.code in {-SIGXFSZ, 0}
        assert (said.code == 0) == (said.entry is not None)
        deaths += said.code != 0
        attempt.survived(said, count)
