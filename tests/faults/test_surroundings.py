"""Whatever the system does to a command: a clear problem or the right result, and no traceback.

The ledger is then as it was, to the byte, and nothing lies beside it. `COOP_TEST_KILLS=500` makes
it 125 interrupts.
"""

import ctypes
import json
import os
import pwd
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coopledger.book.schema import MIGRATIONS
from coopledger.cli.app import main
from coopledger.cli.environment import Environment
from coopledger.ledger import Ledger
from tests.conftest import PROGRAMMES, ROOT, Clock
from tests.coop import Coop
from tests.faults.places import KINDS, make, patience
from tests.refusals import codes, english_in, files, refused

RECORD = ("record-delivery", "--tonnes", "5", "--date", "2023-03-15")
READING = ("status", "report --year 2023", "entries", "pledges", "show bim-son-lang-chanh#2")
STREAMS = Path(__file__).with_name("streams.py")
INTERRUPTS = int(os.environ.get("COOP_TEST_KILLS", "50")) // 4

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux has it, or has it so")


@pytest.fixture
def file(workspace: Path) -> Path:
    return workspace / "ledger.sqlite3"


@pytest.fixture
def recorded(coop: Coop) -> Coop:
    """`coop` where something is recorded."""
    assert coop(*RECORD, "--document", "12/BB").code == 0
    return coop


def run(
    folder: Path, *arguments: str | bytes, **variables: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run `coop` as a process of its own, which nothing can make wait for ever."""
    return subprocess.run(
        [sys.executable, "-m", "coopledger", *arguments],
        cwd=folder, env={**os.environ, **variables}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


# The workspace


@pytest.mark.parametrize("command", ["status", "check", "verify", " ".join(RECORD)])
def test_a_workspace_that_is_missing(command: str, coop: Coop) -> None:
    (coop.folder / "empty").mkdir()
    for name in ("nowhere", "empty", "programmes.yaml", "programmes.yaml/below", "n" * 300):
        answer = coop(*command.split(), "--workspace", name)
        assert (answer.code, answer.out) == (4, "")
        assert codes(answer.err)[0] in {"S110", "S111"}


@pytest.mark.parametrize("name", ["xã Hậu Lộc", "a 'b' \"c\"", "w?mode=ro&x=1", "w#f", "w%20"])
def test_a_workspace_may_be_called_anything(name: str, coop: Coop) -> None:
    folder = coop.folder / name
    folder.mkdir()
    shutil.copy(PROGRAMMES, folder)
    assert coop(*RECORD, "--workspace", name).code == 0
    assert set(files(folder)) == {"programmes.yaml", "ledger.sqlite3"}
    assert "0.2%" in coop("status", "--workspace", name).out


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_that_is_no_file(kind: str, coop: Coop, file: Path) -> None:
    make(file, kind)
    with patience():
        for command in ("status", "verify", " ".join(RECORD)):
            refused(coop, command.split(), "S105", 4)


@pytest.mark.parametrize(
    ("name", "kind"),
    [*[("programmes.yaml", kind) for kind in KINDS], ("programmes/a.yaml", "a pipe")],
)
def test_programmes_that_are_no_file(kind: str, name: str, coop: Coop) -> None:
    """They are not taken for absent: the built-in ones would be adopted in their place."""
    (coop.folder / "programmes.yaml").unlink()
    (coop.folder / "programmes").mkdir()
    make(coop.folder / name, kind)
    with patience():
        for command in ("check", " ".join(RECORD)):
            refused(coop, command.split(), "S111", 4)


@pytest.mark.parametrize("kind", KINDS)
def test_settings_that_are_no_file(kind: str, recorded: Coop) -> None:
    make(recorded.folder / "workspace.yaml", kind)
    with patience():
        for command in ("status", " ".join(RECORD)):
            refused(recorded, command.split(), "S111", 4)


class TestPermissions:
    """As an ordinary user meets them; root lays down the power to pass over them."""

    DAC_OVERRIDE, DAC_READ_SEARCH, VERSION_3 = 1, 2, 0x20080522

    @pytest.fixture(autouse=True)
    def _bound(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        if sys.platform != "linux":
            pytest.skip("root is bound by no permission here")
        libc = ctypes.CDLL(None, use_errno=True)
        header = (ctypes.c_uint32 * 2)(self.VERSION_3, 0)
        held = (ctypes.c_uint32 * 6)()
        assert libc.capget(header, held) == 0
        laid_down = (ctypes.c_uint32 * 6)(*held)
        laid_down[0] &= ~(1 << self.DAC_OVERRIDE | 1 << self.DAC_READ_SEARCH)
        assert libc.capset(header, laid_down) == 0
        # It asks for what root could have.
        monkeypatch.setattr(os, "access", partial(os.access, effective_ids=True))
        yield
        assert libc.capset(header, held) == 0

    @staticmethod
    @contextmanager
    def _mode(path: Path, mode: int) -> Iterator[None]:
        before = path.stat().st_mode
        path.chmod(mode)
        yield
        path.chmod(before)

    def test_a_workspace_nobody_may_look_into(self, recorded: Coop) -> None:
        folder, recorded.folder = recorded.folder, recorded.folder.parent
        before = files(folder)
        with self._mode(folder, 0):
            for command in ("status", "verify", "check", " ".join(RECORD), "init"):
                for lang in ("vi", "en"):
                    asked = (*command.split(), "--workspace", str(folder), "--lang", lang)
                    answer = recorded(*asked)
                    assert (codes(answer.err), answer.code) == (["S111"], 4)
        assert files(folder) == before

    def test_a_workspace_that_is_read_only(self, recorded: Coop) -> None:
        with self._mode(recorded.folder, 0o555):
            for command in (*READING, "verify", "check"):
                assert recorded(*command.split()).code == 0
            refused(recorded, RECORD, "S105", 4)

    def test_a_read_only_workspace_without_a_ledger(self, coop: Coop) -> None:
        with self._mode(coop.folder, 0o555):
            assert coop("status").code == 0
            assert coop(*RECORD, "--dry-run").code == 0
            refused(coop, RECORD, "S105", 4)
            refused(coop, ["record-delivery", "--tonnes", "0"], "B104", 1)
            refused(coop, ["init", "new"], "S105", 4)

    def test_a_ledger_that_is_read_only(self, recorded: Coop, file: Path) -> None:
        with self._mode(file, 0o444):
            assert recorded("status").code == recorded("verify").code == 0
            refused(recorded, RECORD, "S105", 4)

    def test_a_ledger_nobody_may_read(self, recorded: Coop, file: Path) -> None:
        before = file.read_bytes()
        with self._mode(file, 0):
            for command in ("status", "verify", " ".join(RECORD)):
                answer = recorded(*command.split(), "--lang", "vi")
                assert (codes(answer.err), answer.code, answer.out) == (["S105"], 4, "")
                assert not english_in(answer.err)
        assert file.read_bytes() == before

    def test_programmes_nobody_may_read(self, recorded: Coop) -> None:
        """What was adopted is in force regardless."""
        with self._mode(recorded.folder / "programmes.yaml", 0):
            assert recorded("check").code == 4
            answer = recorded("status")
            assert (answer.code, "coop check" in answer.err) == (0, True)
            (recorded.folder / "ledger.sqlite3").unlink()
            assert recorded(*RECORD).code == recorded("status").code == 4
            assert not (recorded.folder / "ledger.sqlite3").exists()

    def test_a_folder_of_programmes_nobody_may_read(self, recorded: Coop) -> None:
        (recorded.folder / "programmes.yaml").unlink()
        (recorded.folder / "programmes").mkdir()
        with self._mode(recorded.folder / "programmes", 0):
            for command in ("status", "check", " ".join(RECORD)):
                answer = recorded(*command.split())
                assert (codes(answer.err), answer.code) == (["S111"], 4)

    def test_settings_nobody_may_read(self, recorded: Coop) -> None:
        settings = recorded.folder / "workspace.yaml"
        settings.write_text("recorder: Mai\n", encoding="utf-8")
        with self._mode(settings, 0):
            for command in ("status", " ".join(RECORD)):
                answer = recorded(*command.split())
                assert (codes(answer.err), answer.code) == (["S111"], 4)

    def test_evidence_nobody_may_read(self, recorded: Coop) -> None:
        scan = recorded.folder / "1.pdf"
        scan.write_bytes(b"12/BB")
        with self._mode(scan, 0):
            answer = recorded(*RECORD, "--evidence", "1.pdf")
            assert (codes(answer.err), answer.code, answer.out) == (["S111"], 4, "")
        assert not (recorded.folder / "evidence").exists()
        assert recorded(*RECORD, "--evidence", "1.pdf").code == 0
        (stored,) = (recorded.folder / "evidence").iterdir()
        for hidden in (stored, stored.parent):
            with self._mode(hidden, 0):
                answer = recorded("verify", "--lang", "vi")
                assert (codes(answer.out), answer.code) == (["B843"], 3)
                assert "không có quyền" in answer.out
                answer = recorded("evidence", "bim-son-lang-chanh#3", "--extract", "2")
                assert (codes(answer.err), answer.code, answer.out) == (["B843"], 3, "")
        assert not (recorded.folder / "2").exists()
        assert recorded("verify").code == 0

    def test_folders_for_evidence_that_are_read_only(self, recorded: Coop) -> None:
        (recorded.folder / "1.pdf").write_bytes(b"12/BB")
        (recorded.folder / "2.pdf").write_bytes(b"13/BB")
        assert recorded(*RECORD, "--evidence", "1.pdf").code == 0
        with self._mode(recorded.folder / "evidence", 0o555):
            refused(recorded, [*RECORD, "--evidence", "2.pdf"], "S105", 4)
            again = recorded(*RECORD, "--evidence", "1.pdf", "--another")
            assert again.code == recorded("verify").code == 0
            extracting = ["evidence", "bim-son-lang-chanh#3", "--extract", "evidence"]
            refused(recorded, extracting, "S105", 4)

    def test_a_crash_in_a_folder_that_is_read_only(self, recorded: Coop, file: Path) -> None:
        """What a killed writer left cannot be cleared away, and is kept for who may."""
        before = file.read_bytes()
        crash(file)
        with self._mode(file.parent, 0o555):
            for command in ("status", "verify", " ".join(RECORD)):
                answer = recorded(*command.split(), "--lang", "vi")
                assert (codes(answer.err), answer.code, answer.out) == (["S105"], 4, "")
                assert not english_in(answer.err)
        assert recorded("verify").code == 0
        assert file.read_bytes() == before
        assert set(files(file.parent)) == {"programmes.yaml", "ledger.sqlite3"}


KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")  # so that pages are written before the commit
connection.execute("BEGIN IMMEDIATE")
for seq in range(3, 60):
    connection.execute("INSERT INTO entry (book, seq, body, hash) VALUES (?, ?, ?, '')",
                       ("bim-son-lang-chanh", seq, '{"note":"' + "x" * 3000 + '"}'))
os.kill(os.getpid(), signal.SIGKILL)
"""


def crash(file: Path) -> None:
    """Leave behind what a writer does who was killed half-way."""
    before = file.read_bytes()
    subprocess.run([sys.executable, "-c", KILLED, file], check=False)
    assert file.read_bytes() != before
    assert file.with_name("ledger.sqlite3-journal").exists()


@pytest.mark.parametrize("command", ["status", "verify", "reverse bim-son-lang-chanh#99"])
def test_a_crash_is_cleared_away_by_the_next_command(
    command: str, recorded: Coop, file: Path
) -> None:
    before = file.read_bytes()
    crash(file)
    assert recorded(*command.split()).code == (1 if command.startswith("reverse") else 0)
    assert file.read_bytes() == before
    assert set(files(file.parent)) == {"programmes.yaml", "ledger.sqlite3"}


# The ledger file


def test_a_ledger_that_is_not_sqlite(coop: Coop, file: Path) -> None:
    file.write_bytes(b"Ghi ch\xc3\xba c\xe1\xbb\xa7a t\xc3\xb4i\n" * 100)
    for command in ("status", " ".join(RECORD)):
        refused(coop, command.split(), "S101", 4)
    answer = coop("verify")
    assert (answer.code, "[S101]" in answer.out) == (3, True)


def test_a_ledger_that_is_empty(coop: Coop, file: Path) -> None:
    file.touch()
    assert coop("status").code == coop("verify").code == 0
    assert file.read_bytes() == b""
    assert coop(*RECORD).code == 0


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_ledger_that_is_cut(part: float, recorded: Coop, file: Path) -> None:
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * part)])
    before = files(file.parent)
    for command in ("status", " ".join(RECORD)):
        for lang in ("vi", "en"):
            answer = recorded(*command.split(), "--lang", lang)
            assert (answer.code, answer.out) == (4, "")
            assert set(codes(answer.err)) <= {"S101", "S106"}
            assert lang == "en" or not english_in(answer.err)
    assert recorded("verify").code == 3
    assert files(file.parent) == before


def test_a_ledger_that_another_program_holds(
    recorded: Coop, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopledger.book.sqlite.LOCK_SECONDS", 0.02)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert recorded("status").code == 0
    refused(recorded, RECORD, "S103", 4)
    other.execute("COMMIT")
    other.execute("BEGIN EXCLUSIVE")
    for command in ("status", "verify", " ".join(RECORD)):
        refused(recorded, command.split(), "S103", 4)
    other.close()
    assert recorded(*RECORD).code == 0


def test_a_ledger_of_a_newer_version(recorded: Coop, file: Path) -> None:
    """Which says nothing of whether it is intact."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    other.close()
    for command in ("status", "verify", " ".join(RECORD)):
        refused(recorded, command.split(), "S102", 4)


def test_a_clock_set_back_a_year(recorded: Coop, clock: Clock) -> None:
    clock.advance(days=-365)
    answer = refused(recorded, RECORD, "B141", 1)
    assert "2025-11-23" in answer.err
    assert "2026-11-23" in answer.err
    assert recorded("status").code == recorded("verify").code == 0
    clock.advance(days=365)
    assert recorded(*RECORD).code == 0


def test_nothing_is_recorded_into_a_ledger_that_was_removed_meanwhile(
    coop: Coop, file: Path
) -> None:
    """As it is where another's first record came to nothing: SQLite sees to it."""
    waiting = sqlite3.connect(file, isolation_level=None)
    waiting.execute("PRAGMA user_version")
    file.unlink()
    with pytest.raises(sqlite3.OperationalError):
        waiting.execute("CREATE TABLE entry (x)")
    waiting.close()
    assert coop(*RECORD).code == 0


# The disk


def limited(folder: Path, blocks: int, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run `coop` where no file may grow above `blocks` times 1,024 bytes."""
    command = ["/bin/bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash", sys.executable]
    return subprocess.run(
        [*command, "-m", "coopledger", *arguments],
        cwd=folder, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def test_no_room_for_another_entry(recorded: Coop, file: Path) -> None:
    assert recorded.folder == file.parent
    before = files(file.parent)
    note = ("--note", "ă" * 4000)
    done = limited(file.parent, file.stat().st_size // 1024, *RECORD, *note, "--lang", "vi")
    assert (codes(done.stderr.decode()), done.returncode, done.stdout) == (["S104"], 4, b"")
    assert not english_in(done.stderr.decode())
    assert files(file.parent) == before


def test_no_room_for_the_first_entry(coop: Coop) -> None:
    before = files(coop.folder)
    done = limited(coop.folder, 1, *RECORD)
    assert (codes(done.stderr.decode()), done.returncode) == (["S104"], 4)
    # Nothing is in the file that came into being. Removing it could take another's first entry.
    assert files(coop.folder) == {**before, "ledger.sqlite3": b""}
    assert coop("entries", "--quiet").out == "No entries yet.\n"
    assert coop(*RECORD).code == 0


def test_no_room_for_a_new_workspace(coop: Coop) -> None:
    before = files(coop.folder)
    done = limited(coop.folder, 1, "init", "new/office")
    assert (codes(done.stderr.decode()), done.returncode) == (["S105"], 4)
    assert files(coop.folder) == before


# The streams


def streams(folder: Path, cases: list[tuple[str, str, str]]) -> list[tuple[int, str, str]]:
    """What commands answer in a workspace, each with its standard streams."""
    asked = json.dumps([(command.split(), out, err) for command, out, err in cases])
    done = subprocess.run(
        [sys.executable, STREAMS, folder.parent, asked],
        cwd=folder, env={**os.environ, "LANG": "C", "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == b""
    answers: list[tuple[int, str, str]] = [(a, b, c) for a, b, c in json.loads(done.stdout)]
    assert not [err for _, _, err in answers if "Traceback" in err or "Exception" in err]
    return answers


FORMATS = ("table", "json", "csv", "markdown")
ALL = [f"{command} --format {form}" for command in READING for form in FORMATS]
OTHERS = ("check", "verify", "schema status", "completion bash", "--help", "status --help")
RECORDING = " ".join(RECORD)


def test_a_reader_that_has_seen_enough(recorded: Coop) -> None:
    """`coop entries | head -1`, for everything that answers."""
    commands = (*ALL, *OTHERS, "--version", RECORDING)
    for answer in streams(recorded.folder, [(command, "gone", "kept") for command in commands]):
        assert answer[0] == 0
        assert "error" not in answer[2]
    assert len(Ledger.open(recorded.folder, clock=Clock(), recorded_by="An").entries()) == 3


def test_what_was_found_is_the_exit_code_though_nobody_reads(recorded: Coop, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"steps":5000', b'"steps":6000'))
    refusal = "status --as-of x --format json"
    asked = [(command, "gone", "kept") for command in ("verify", refusal, "nonsense")]
    assert [code for code, _, _ in streams(recorded.folder, asked)] == [3, 1, 2]


@linux
def test_output_to_a_full_disk_is_said_and_what_is_recorded_stays(recorded: Coop) -> None:
    commands = (*ALL[::4], *OTHERS, "--version", RECORDING, "status --as-of x --format json")
    for code, _, err in streams(recorded.folder, [(c, "full", "kept") for c in commands]):
        assert (codes(err), code) == (["S121"], 4)
    entries = Ledger.open(recorded.folder, clock=Clock(), recorded_by="An").entries()
    assert len(entries) == 3
    (vi,) = streams(recorded.folder, [("status --lang vi", "full", "kept")])
    assert vi[2].startswith("lỗi[S121] không in ra được kết quả: đĩa đầy\n")


@linux
@pytest.mark.parametrize("command", ["--help", "status"])
def test_output_that_is_not_buffered_is_written_out_or_said_not_to_be(
    command: str, coop: Coop
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coopledger", command], cwd=coop.folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=full, stderr=subprocess.PIPE,
            check=False, timeout=60,
        )  # fmt: skip
    assert (codes(done.stderr.decode()), done.returncode) == (["S121"], 4)


@linux
@pytest.mark.parametrize("kind", ["full", "gone", "closed"])
def test_messages_that_cannot_be_written_change_nothing(kind: str, recorded: Coop) -> None:
    commands = {"status": 0, RECORDING: 0, "status --as-of x": 1, "nonsense": 2, "--help": 0}
    answers = streams(recorded.folder, [(command, "kept", kind) for command in commands])
    assert [code for code, _, _ in answers] == list(commands.values())
    assert "Cement" in answers[0][1]
    assert "Recorded" in answers[1][1]


def test_streams_that_were_closed_before(recorded: Coop, file: Path) -> None:
    """The numbers that are free then are not taken for the ledger."""
    commands = {"status": 0, RECORDING: 0, "--help": 0, "nonsense": 2}
    for err in ("closed", "kept"):
        answers = streams(recorded.folder, [(command, "closed", err) for command in commands])
        assert [code for code, _, _ in answers] == list(commands.values())
    assert recorded("verify").code == 0
    assert set(files(file.parent)) == {"programmes.yaml", "ledger.sqlite3"}


@pytest.mark.parametrize("before", ["", "trap '' PIPE; "], ids=["SIGPIPE", "SIGPIPE ignored"])
def test_head_reads_one_line(before: str, recorded: Coop) -> None:
    command = f"{before}set -o pipefail; {sys.executable} -m coopledger entries --quiet | head -1"
    done = subprocess.run(
        ["/bin/bash", "-c", command], cwd=recorded.folder, capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


# Locale, and words that are no words


def test_vietnamese_goes_in_and_out_under_the_c_locale(coop: Coop) -> None:
    ascii_only = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"}
    done = run(coop.folder, *RECORD, "--note", "giao tại xã Giao Ân", "--lang", "vi", **ascii_only)
    assert (done.returncode, "lưu ý" in done.stdout.decode()) == (0, True)
    (*_, entry) = json.loads(coop("entries", "--format", "json").out)["entries"]
    assert entry["note"] == "giao tại xã Giao Ân"


@linux
def test_arguments_that_are_not_utf_8(coop: Coop) -> None:
    before = files(coop.folder)
    done = run(coop.folder, *RECORD, "--note", b"\xff\xfe", "--party", b"\xff", "--lang", "en")
    assert (codes(done.stderr.decode()), done.returncode) == (["Q301", "B101"], 1)
    assert files(coop.folder) == before


# Who and where


def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(number: int) -> Any:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "XDG_DATA_HOME", "LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)


def test_a_user_without_a_home(
    coop: Coop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    homeless(monkeypatch)
    (coop.folder / "empty").mkdir()
    monkeypatch.chdir(coop.folder.parent)
    variables = {"LANG": "vi_VN.UTF-8"}
    for command in ("status", RECORDING):
        assert main(command.split(), Environment(variables=variables)) == 4
        assert codes(capsys.readouterr().err) == ["S113"]
    assert main(["init", "new"], Environment(variables=variables)) == 0
    here = Environment(variables={**variables, "COOP_WORKSPACE": "new"})
    assert main([*RECORD, "--format", "json"], here) == 0
    assert main(["entries", "--format", "json"], here) == 0
    assert '"recorded_by": "unknown"' in capsys.readouterr().out


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\udcffb", "a\u202eb", " "])
def test_a_user_with_a_name_that_cannot_be_seen(
    name: str, coop: Coop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not their fault, and keeps them from nothing."""
    monkeypatch.setenv("LOGNAME", name)
    monkeypatch.chdir(coop.folder)
    assert main(RECORD, Environment(variables={})) == 0
    assert main(["entries", "--format", "json"], Environment(variables={})) == 0
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


def test_a_current_folder_that_was_deleted(
    coop: Coop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = coop.folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    here = Environment(variables={}, data_folder=lambda: coop.folder / "home")
    assert here.folder == Path()
    for command in ("init", "init new", "init --demo new", "status --workspace new"):
        assert main(command.split(), here) == 4
        assert codes(capsys.readouterr().err)[0] in {"S105", "S110"}
    assert main(["status", "--workspace", str(coop.folder)], here) == 0
    assert f"workspace: {coop.folder}\n" in capsys.readouterr().err
    assert set(files(coop.folder)) == {"programmes.yaml"}


def test_init_keeps_the_settings_that_are_there(
    coop_in: Callable[[Path], Coop], tmp_path: Path
) -> None:
    (tmp_path / "workspace.yaml").write_text("language: vi\n", encoding="utf-8")
    assert coop_in(tmp_path)("init").code == 0
    assert (tmp_path / "workspace.yaml").read_text(encoding="utf-8") == "language: vi\n"


# Ctrl-C

INTERRUPTED = """
import signal, sys
from coopledger.__main__ import run
sys.stderr.write("up\\n")
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
run()
"""
"""What comes before is Python's own start, which nobody can keep from dying of it."""


def start(folder: Path, arguments: tuple[str, ...]) -> "subprocess.Popen[str]":
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert process.stderr is not None
    assert process.stderr.readline() == "up\n"
    return process


def test_an_interrupt_at_any_moment(coop: Coop, ledger: Ledger) -> None:
    moments = random.Random(1)  # noqa: S311
    began = time.monotonic()
    assert "Recorded" in start(coop.folder, RECORD).communicate()[0]
    length, said = time.monotonic() - began, 1
    for number in range(INTERRUPTS):
        record = number % 3 < 2
        process = start(
            coop.folder, (*RECORD, "--document", str(number)) if record else ("status",)
        )
        time.sleep(moments.uniform(0, length))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        assert process.returncode in (0, 128 + signal.SIGINT), err
        assert "Traceback" not in err
        assert "Exception" not in err
        said += "Recorded" in out
        kept = len(ledger.entries()) - 1
        assert said <= kept <= said + 1
        said = kept
        assert ledger.verify().problems == ()
    assert set(files(coop.folder)) == {"programmes.yaml", "ledger.sqlite3"}


TURNED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background ignores
from coopledger.__main__ import run
from coopledger.ledger import Ledger

class Cleared:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def turned(*_, **__):
    Cleared()
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as interrupt:
        raise RuntimeError("as Python does while it makes a class") from interrupt

Ledger.progress = turned
run()
"""


def test_an_interrupt_that_python_turns_into_something_else(workspace: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TURNED, "status"], cwd=workspace, capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, b"")
