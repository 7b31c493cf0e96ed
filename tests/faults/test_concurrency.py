"""Many who record at once lose nothing, and write one history."""

from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

from coopledger.book.entry import Kind
from coopledger.ledger import Ledger

PROCESSES, EACH = 20, 4


def test_twenty_record_at_once_into_an_empty_workspace(
    ledger: Ledger, workspace: Path, start: Callable[[Path, str, int], Popen[str]]
) -> None:
    recorders = [start(workspace, f"process-{number}", EACH) for number in range(PROCESSES)]
    for recorder in recorders:
        assert recorder.stdout is not None
        assert recorder.stdout.readline() == "ready\n"
    assert ledger.entries() == ()
    for recorder in recorders:
        assert recorder.stdin is not None
        recorder.stdin.write("\n")
        recorder.stdin.flush()
    said = [line for recorder in recorders for line in recorder.communicate()[0].splitlines()]

    assert [recorder.returncode for recorder in recorders] == [0] * PROCESSES
    assert len(set(said)) == PROCESSES * EACH
    entries = [recorded.entry for recorded in ledger.entries()]
    kept = [f"{one.name} {one.document}" for one in entries if one.kind is not Kind.AGREEMENT]
    assert sorted(kept) == sorted(said)
    for book in {one.book for one in entries}:
        of_book = [one for one in entries if one.book == book]
        assert [one.seq for one in of_book] == list(range(1, len(of_book) + 1))
        assert [one.seq for one in of_book if one.kind is Kind.AGREEMENT] == [1]
    assert len(entries) == PROCESSES * EACH + 2
    verdict = ledger.verify()
    assert (len(verdict.heads), verdict.problems) == (2, ())
