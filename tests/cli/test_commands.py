"""What holds for commands in general: formats, exit codes, where they work, what they keep."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopledger.cli.app import FAMILIES
from tests.conftest import PROGRAMMES
from tests.coop import Coop

COMMANDS = [name for names in FAMILIES.values() for name in names]
READING = (
    "status", "status --known-at 2024-01-05", "report --year 2023", "entries", "entries --pending",
    "pledges", "check", "verify", "seal",
)  # fmt: skip
CEMENT = ("record-delivery", "--tonnes", "500", "--date", "2023-03-15")


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("command", READING)
def test_reading_needs_nothing_and_writes_nothing(
    command: str, coop_in: Callable[[Path], Coop], tmp_path: Path
) -> None:
    answer = coop_in(tmp_path)(*command.split())
    assert answer.code == 0
    assert not _files(tmp_path)


@pytest.mark.parametrize("command", READING)
def test_json_names_its_schema(command: str, coop: Coop) -> None:
    coop(*CEMENT)
    record = json.loads(coop(*command.split(), "--format", "json").out)
    assert record["schema"] == "coopledger." + command.partition(" ")[0] + "/1"


@pytest.mark.parametrize("command", ["status", "report --year 2023", "entries", "pledges"])
def test_csv_is_for_excel_and_machines_alike(command: str, coop: Coop) -> None:
    coop(*CEMENT)
    out = coop(*command.split(), "--format", "csv", "--lang", "vi").out
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert any("2000" in row.values() or "500" in row.values() for row in rows)


@pytest.mark.parametrize(
    ("command", "row"),
    [
        (
            "record-delivery --tonnes 20",
            {"entry": "bim-son-lang-chanh#3", "recorded": "true", "remarks": "R106; R101; R103;",
             "pledge": "cement", "head": "bim-son-lang-chanh#3:"},
        ),
        ("check", {"files": "programmes.yaml",
                   "programmes": "hau-loc-lang-chanh; bim-son-lang-chanh"}),
        ("verify", {"intact": "true", "heads": "bim-son-lang-chanh#2:", "problems": ""}),
        ("init elsewhere", {"workspace": "elsewhere", "demo": "false"}),
        ("seal", {"heads": "bim-son-lang-chanh#2:"}),
        ("verify --expect seal.txt", {"intact": "true", "expected": "bim-son-lang-chanh#2:"}),
        ("confirm bim-son-lang-chanh#2 --party lang-chanh", {"entry": "bim-son-lang-chanh#3",
                                                             "remarks": "R104; R110"}),
        ("adopt --document 01/PL --effective 2024-01-01", {
            "entry": "bim-son-lang-chanh#3", "pledge": "",
            "changes": "programme.content_areas.4.pledges.cement.equivalent.amount"}),
    ],
)  # fmt: skip
def test_what_has_no_rows_is_one_row(command: str, row: dict[str, str], coop: Coop) -> None:
    coop(*CEMENT)
    coop("seal", "--output", "seal.txt")
    path = coop.folder / "programmes.yaml"
    text = path.read_text(encoding="utf-8").replace("3000000000 VND", "3500000000 VND")
    path.write_text(text, encoding="utf-8")
    out = coop(*command.split(), "--format", "csv").out.removeprefix("\ufeff")
    (found,) = csv.DictReader(io.StringIO(out))
    for name, text in row.items():
        assert found[name].startswith(text)


def test_markdown_cannot_be_injected(coop: Coop) -> None:
    coop(*CEMENT, "--note", "<script>|*bold*")
    assert "\\<script\\>\\|\\*bold\\*" in coop("entries", "--format", "markdown").out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_speaks_the_language_and_names_every_option(
    command: str, lang: str, coop: Coop
) -> None:
    answer = coop(command, "--help", "--lang", lang)
    assert answer.code == 0
    assert ("Tùy chọn:" if lang == "vi" else "Options:") in answer.out
    assert "option." not in answer.out


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("status", 0),
        ("record-delivery --tonnes 0", 1),
        ("record-delivery", 2),
        ("record-completion --classrooms 4", 2),
        ("record-activity --area 1 --none", 2),
        ("nonsense", 2),
        ("status --as-of 31/2/2023", 1),
        ("status --workspace nowhere", 4),
        ("confirm bim-son-lang-chanh#1", 1),
        ("confirm bim-son-lang-chanh#2", 1),
        ("confirm", 2),
        ("dispute bim-son-lang-chanh#2 --party lang-chanh", 1),
        ("record-return bim-son-lang-chanh#2 --reason spoiled", 2),
        ("adopt --document 01/PL --effective 2024-01-01", 1),
        ("adopt --correction --restate", 2),
        ("close --programme bim-son-lang-chanh", 2),
        ("evidence bim-son-lang-chanh#9", 1),
        ("status --known-at 2999-01-01", 1),
        ("entries --after bim-son-lang-chanh#2", 1),
        ("seal", 0),
        ("seal --output programmes.yaml", 4),
        ("verify --expect nothing.txt", 4),
        ("verify --expect programmes.yaml", 1),
        ("verify --expect bim-son-lang-chanh#9:00000000000000000000", 3),
    ],
)
def test_exit_codes(command: str, code: int, coop: Coop) -> None:
    coop(*CEMENT)
    assert coop(*command.split()).code == code


def test_a_damaged_book_is_exit_3(coop: Coop) -> None:
    coop(*CEMENT)
    path = coop.folder / "ledger.sqlite3"
    path.write_bytes(path.read_bytes().replace(b'"steps":500000', b'"steps":600000'))
    answer = coop("verify")
    assert answer.code == 3
    assert "bim-son-lang-chanh#2" in answer.out


def test_a_dry_run_answers_and_keeps_nothing(coop: Coop) -> None:
    before = _files(coop.folder)
    answer = coop(*CEMENT, "--dry-run")
    assert "it would be bim-son-lang-chanh#2" in answer.out
    assert _files(coop.folder) == before


def test_quiet_leaves_only_the_result(coop: Coop) -> None:
    assert coop("status", "--quiet").err == ""
    assert "workspace" in coop("status").err


class TestWorkspace:
    """DESIGN section 5: where things are."""

    def test_in_data_of_a_parent(self, tmp_path: Path, coop_in: Callable[[Path], Coop]) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "programmes.yaml").write_bytes(PROGRAMMES.read_bytes())
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        assert coop_in(below)(*CEMENT).code == 0
        assert (tmp_path / "data" / "ledger.sqlite3").exists()

    def test_the_users_own_folder_needs_no_setting_up(
        self, tmp_path: Path, coop_in: Callable[[Path], Coop]
    ) -> None:
        coop = coop_in(tmp_path)
        assert coop(*CEMENT).code == 0
        assert _files(tmp_path / "home") == {"ledger.sqlite3"}
        assert "built-in" in coop("status").err

    def test_settings_speak_for_the_office(self, coop: Coop) -> None:
        settings = 'language: vi\nparty: lang-chanh\nrecorder: Hà Văn Lâm\ndecimal: ","\n'
        (coop.folder / "workspace.yaml").write_text(settings, encoding="utf-8")
        answer = coop("record-delivery", "--tonnes", "1.500", "--date", "15/3/2023")
        assert "1.500 tấn" in answer.out
        (*_, entry) = json.loads(coop("entries", "--format", "json").out)["entries"]
        assert (entry["party"], entry["recorded_by"]) == ("lang-chanh", "Hà Văn Lâm")


class TestInit:
    def test_makes_a_workspace_that_works(
        self, tmp_path: Path, coop_in: Callable[[Path], Coop]
    ) -> None:
        coop = coop_in(tmp_path)
        assert coop("init", "office").code == 0
        assert _files(tmp_path / "office") == {"programmes.yaml", "workspace.yaml"}
        assert coop("check", "--workspace", "office").code == 0
        assert coop("init", "office").code == 4

    @pytest.mark.parametrize("command", ["status", "report --year 2023", "entries", "pledges"])
    @pytest.mark.parametrize("form", ["table", "markdown"])
    def test_the_demonstration_says_on_every_table_that_it_is_invented(
        self, command: str, form: str, tmp_path: Path, coop_in: Callable[[Path], Coop]
    ) -> None:
        coop = coop_in(tmp_path)
        coop("init", "--demo", "demo")
        answer = coop(*command.split(), "--workspace", "demo", "--format", form)
        assert "INVENTED" in answer.out

    def test_the_demonstration_is_marked_for_machines_and_after_recording_too(
        self, tmp_path: Path, coop_in: Callable[[Path], Coop]
    ) -> None:
        coop = coop_in(tmp_path)
        coop("init", "--demo", "demo")
        status = json.loads(coop("status", "--workspace", "demo", "--format", "json").out)
        assert all(programme["invented"] for programme in status["programmes"])
        answer = coop("record-delivery", "--tonnes", "1", "--workspace", "demo")
        assert "INVENTED" in answer.out
        assert coop("verify", "--workspace", "demo").code == 0


class TestProcess:
    """What only a process of its own can show."""

    @staticmethod
    def _run(folder: Path, *arguments: str, **options: str) -> "subprocess.CompletedProcess[bytes]":
        environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), **options}
        command = [sys.executable, "-m", "coopledger", *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60
        )

    def test_vietnamese_survives_an_ascii_locale(self, workspace: Path) -> None:
        done = self._run(workspace, "status", "--lang", "vi", LANG="C", PYTHONIOENCODING="ascii")
        assert done.returncode == 0
        assert "Huyện Hậu Lộc" in done.stdout.decode()

    def test_off_a_terminal_nothing_is_coloured_or_cut(self, workspace: Path) -> None:
        done = self._run(workspace, "status", TERM="dumb", COLUMNS="20")
        assert b"\x1b" not in done.stdout
        assert "School building, one storey, four classrooms" in done.stdout.decode()

    def test_a_reader_that_has_seen_enough_is_no_error(self, workspace: Path) -> None:
        command = f"{sys.executable} -m coopledger pledges | head -1"
        done = subprocess.run(
            ["/bin/bash", "-c", f"set -o pipefail; {command}"],
            cwd=workspace, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0)

    def test_an_interrupt_ends_without_a_traceback(self, workspace: Path) -> None:
        source = (
            "import signal, sys\n"
            "from coopledger.ledger import Ledger\n"
            "def interrupted(*_, **__): raise KeyboardInterrupt\n"
            "Ledger.progress = interrupted\n"
            "from coopledger.__main__ import run\n"
            "sys.argv[1:] = ['status']\n"
            "run()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", source], cwd=workspace, capture_output=True,
            check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 128 + signal.SIGINT
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "content area 4, pledge cement, target: 2,000 t → 2,400 t"),
        ("vi", "nội dung 4, cam kết cement, chỉ tiêu: 2.000 tấn → 2.400 tấn"),
    ],
)
def test_a_file_edited_after_the_adoption_is_said_to_differ(
    lang: str, said: str, coop: Coop
) -> None:
    coop(*CEMENT)
    path = coop.folder / "programmes.yaml"
    text = path.read_text(encoding="utf-8").replace("target: 2000 tonne", "target: 2400 tonne")
    path.write_text(text.replace("2025: 500}", "2025: 900}"), encoding="utf-8")
    answer = coop("status", "--lang", lang)
    assert said in answer.out
    assert "500" in answer.out
    assert coop("check").code == 0
    for other in ("report --year 2023", "status --known-at 2026-11-23"):
        assert said not in coop(*other.split(), "--lang", lang).out
