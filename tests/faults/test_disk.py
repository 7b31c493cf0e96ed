"""A disk that is full or read-only under every command that records: nothing is half there.

`COOP_TEST_KILLS=500` tries as many limits as it is kills.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from coopledger.problem import Refused
from tests.conftest import ROOT
from tests.faults.commands import WRITING, Office, limited
from tests.refusals import files

EACH = -(-int(os.environ.get("COOP_TEST_KILLS", "14")) // len(WRITING))
"""How often each command is refused."""


@pytest.mark.parametrize("name", WRITING)
def test_no_room_for_any_of_the_files_that_a_command_writes(name: str, tmp_path: Path) -> None:
    """Beyond a limit not even the old page can be put back: then the next reader does it.

    What was kept of evidence before there was no room for the entry is there as a whole.
    """
    limits, refusals = random.Random(name), 0  # noqa: S311
    office = Office(tmp_path / "office")
    office.run(office.prepared(WRITING[name]))
    size = (office.folder / "ledger.sqlite3").stat().st_size
    while refusals < EACH:
        if not WRITING[name].before:
            office = Office(tmp_path / f"office {limits.random()}")
        arguments, before = office.prepared(WRITING[name]), files(office.folder)
        said = office.run(arguments, limit=limits.randrange(size))
        assert office.ledger.verify().problems == ()
        after = files(office.folder)
        assert not [path for path in after if ".incoming" in path or "journal" in path]
        if said.code != 0:
            assert (said.code, said.codes) == (4, ["S104"])
            known = {path: content for path, content in after.items() if path in before}
            assert known == before
            assert all(
                path.startswith("evidence") or not after[path]
                for path in after.keys() - known.keys()
            )
            refusals += 1
        assert office.run(arguments).answer["already"] is (said.code == 0)
    assert office.ledger.verify().problems == ()


def test_a_small_disk_that_is_full_and_then_read_only(unshare: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [unshare, "-rm", sys.executable, "-m", "tests.faults.small_disk", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    said = [f"{name}: S104 S104 S105 True" for name in WRITING]
    assert (done.stdout.splitlines(), done.stderr) == (said, "")


def test_no_room_for_the_copies_of_evidence(tmp_path: Path) -> None:
    """Those that fitted are taken away again."""
    office = Office(tmp_path / "office", paper=10_000)
    arguments = office.prepared(WRITING["record-delivery"])
    (tmp_path / "small.txt").write_bytes(b"small")
    said = office.run([*arguments, "--evidence", str(tmp_path / "small.txt")])
    assert said.entry is not None
    recorded, copies = office.ledger.entry(said.entry), tmp_path / "copies"
    for limit in (0, 4, 5, 5_000, 9_999):
        with limited(limit), pytest.raises(Refused, match="S104"):
            office.ledger.extract(recorded, copies)
        assert files(copies) == {}
    with limited(10_000):
        assert len(office.ledger.extract(recorded, copies)) == 2
