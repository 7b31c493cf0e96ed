"""A shell that asks is told ids: of programmes, pledges, activities, parties, shares, entries."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coopledger.cli.app import COMPLETE, FAMILIES
from tests.coop import Coop

ELSEWHERE = Path(__file__).parents[1] / "elsewhere" / "programmes.yaml"
HAU_LOC, BIM_SON = "hau-loc-lang-chanh", "bim-son-lang-chanh"


@pytest.fixture
def press_tab(
    coop: Coop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], list[str]]:
    """What bash offers behind a line."""

    def complete(line: str) -> list[str]:
        monkeypatch.setenv(COMPLETE, "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        coop.more = {COMPLETE: "complete_bash"}
        with pytest.raises(SystemExit) as ended:
            coop()
        assert ended.value.code == 0
        return capsys.readouterr().out.split()

    return complete


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("coop record-d", ["record-delivery", "record-disbursement"]),
        ("coop status --as", ["--as-of"]),
        ("coop status --programme ", [HAU_LOC, BIM_SON]),
        ("coop status --programme b", [BIM_SON]),
        ("coop status --pledge ", ["giao-an-school", "cement"]),
        (f"coop status --programme {BIM_SON} --pledge ", ["cement"]),
        ("coop record-delivery --tonnes 500 --pledge c", ["cement"]),
        ("coop record-delivery --party ", ["hau-loc", "lang-chanh", "bim-son"]),
        ("coop record-activity --activity rel", ["relics"]),
        ("coop record-activity --activity hau",
         [f"{HAU_LOC}/development-and-defence", f"{HAU_LOC}/party-building"]),
        (f"coop record-activity --programme {BIM_SON} --activity p", ["party-building"]),
        ("coop record-activity --area ", ["1", "2", "3", "4"]),
        ("coop report --year ", ["2021", "2022", "2023", "2024", "2025"]),
        ("coop record-completion --stage ", ["completed", "handed-over"]),
        ("coop entries --format ", ["table", "json", "csv", "markdown"]),
        ("coop report --year 2023 --format ",
         ["table", "json", "csv", "markdown", "docx", "xlsx", "html"]),
        ("coop show ", [f"{BIM_SON}#2", f"{BIM_SON}#1"]),
        (f"coop reverse {BIM_SON}#2", [f"{BIM_SON}#2"]),
        ("coop record-delivery --replaces ", [f"{BIM_SON}#2", f"{BIM_SON}#1"]),
        ("coop confirm ", [f"{BIM_SON}#2", f"{BIM_SON}#1"]),
        ("coop confirm --replaces ", [f"{BIM_SON}#2", f"{BIM_SON}#1"]),
        (f"coop record-return {BIM_SON}#2", [f"{BIM_SON}#2"]),
        ("coop evidence ", [f"{BIM_SON}#2", f"{BIM_SON}#1"]),
        ("coop adopt --mends ", [f"{BIM_SON}#1"]),
        ("coop adopt --re", ["--restate", "--reason"]),
        ("coop confirm --party lang", ["lang-chanh"]),
        ("coop entries --pen", ["--pending"]),
        ("coop verify --expect ", []),  # the shell offers files
        ("coop record-delivery --evidence ", []),
        ("coop completion ", ["bash", "zsh", "fish", "powershell"]),
        ("coop schema rec", ["receipt", "reconcile"]),
        ("coop import t.csv --pledge ce", ["cement"]),
        ("coop status --programme nothing", []),
    ],
)  # fmt: skip
def test_what_can_be_typed_is_offered(
    line: str, offered: list[str], coop: Coop, press_tab: Callable[[str], list[str]]
) -> None:
    coop("record-delivery", "--tonnes", "500", "--date", "2023-03-15")
    assert press_tab(line) == offered


def test_a_share_is_offered(coop: Coop, press_tab: Callable[[str], list[str]]) -> None:
    shutil.copy(ELSEWHERE, coop.folder)
    assert "commune-01" in press_tab("coop record-delivery --share commune-0")


@pytest.mark.parametrize("line", ["coop entries --after ", "coop status --known-at "])
def test_a_head_is_offered_for_every_entry(
    line: str,
    coop: Coop,
    press_tab: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twenty digits are typed by nobody; what is offered is what reports printed then."""
    coop("record-delivery", "--tonnes", "500", "--date", "2023-03-15")
    first = coop("entries", "--format", "json").out
    coop("record-delivery", "--tonnes", "400", "--date", "2024-01-02")
    offered = press_tab(line)
    assert [head.partition(":")[0] for head in offered] == [f"{BIM_SON}#{n}" for n in (3, 2, 1)]
    assert offered[1].partition(":")[2] in first
    assert press_tab(f"{line}{BIM_SON}#2") == [offered[1]]
    monkeypatch.delenv(COMPLETE)
    coop.more = {}
    assert coop(*line.split()[1:], offered[1]).code == 0


@pytest.mark.parametrize(
    "line",
    [
        *(f"record-delivery {name}" for name in ("--pledge", "--programme", "--replaces")),
        "record-activity --activity",
        "adopt --mends",
        "entries --after",
        "status --known-at",
        "confirm",
    ],
)
def test_a_workspace_that_cannot_be_read_offers_nothing(
    line: str, coop: Coop, press_tab: Callable[[str], list[str]]
) -> None:
    (coop.folder / "programmes.yaml").write_text("- nothing", encoding="utf-8")
    (coop.folder / "ledger.sqlite3").write_text("nothing", encoding="utf-8")
    assert press_tab(f"coop {line} ") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_its_script(shell: str, coop: Coop) -> None:
    script = coop("completion", shell).out
    assert "coop" in script
    assert COMPLETE in script


def test_bash_takes_the_script(coop: Coop, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(coop("completion", "bash").out, encoding="utf-8")
    asked = f"source {script}; complete -p coop"
    done = subprocess.run(
        ["/bin/bash", "--norc", "-c", asked], capture_output=True, text=True, check=True
    )
    assert re.search(r"-F _coop_completion coop", done.stdout)


def test_every_command_is_offered(press_tab: Callable[[str], list[str]]) -> None:
    assert set(press_tab("coop ")) == {name for names in FAMILIES.values() for name in names}
