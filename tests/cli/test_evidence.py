"""Evidence from the command line: given, listed, copied out, verified, and watched."""

import csv
import json
import os
import re
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import ESCAPE, Screen
from tests.coop import Answer, Coop
from tests.faults.places import KINDS, make, patience
from tests.refusals import codes, files, refused
from tests.schemas import validated

RECORD = ("record-delivery", "--tonnes", "5", "--date", "2023-03-15", "--party", "bim-son")
SCAN = b"12/BB-UBND"


@pytest.fixture
def filed(coop: Coop) -> Coop:
    """`coop` where two papers stand behind an entry, and a third came later."""
    for name, content in (("scan.pdf", SCAN), ("biên bản.pdf", b"minutes"), ("late.pdf", b"late")):
        (coop.folder / name).write_bytes(content)
    papers = ("--evidence", "scan.pdf", "--evidence", "biên bản.pdf")
    recorded(coop(*RECORD, "--document", "12/BB", *papers))
    recorded(coop("supplement", "bim-son-lang-chanh#2", "--evidence", "late.pdf"))
    return coop


def recorded(answer: Answer) -> Answer:
    assert (answer.code, codes(answer.err)) == (0, [])
    return answer


def kept(coop: Coop, name: str) -> Path:
    """Where the file that an entry calls `name` is kept."""
    found = json.loads(coop("evidence", "bim-son-lang-chanh#2", "--format", "json").out)["files"]
    (digest,) = (file["sha256"] for file in found if file["name"] == name)
    return coop.folder / "evidence" / str(digest)


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "tài liệu scan.pdf"), ("en", "evidence scan.pdf")]
)
def test_the_receipt_names_the_files(lang: str, said: str, coop: Coop) -> None:
    (coop.folder / "papers").mkdir()
    (coop.folder / "papers" / "scan.pdf").write_bytes(SCAN)
    answer = recorded(coop(*RECORD, "--evidence", "papers/scan.pdf", "--lang", lang))
    shown = [line.strip() for line in answer.out.splitlines() if said in line]
    assert len(shown) == 1
    assert kept(coop, "scan.pdf").read_bytes() == SCAN
    assert kept(coop, "scan.pdf").name.startswith(re.findall(r"[0-9a-f]{20}", shown[0])[0])


def test_a_file_is_looked_for_where_the_command_is_typed(coop: Coop) -> None:
    (coop.folder / "desk").mkdir()
    (coop.folder / "desk" / "scan.pdf").write_bytes(SCAN)
    coop.folder, workspace = coop.folder / "desk", coop.folder
    recorded(coop(*RECORD, "--evidence", "scan.pdf", "--workspace", ".."))
    assert [path.read_bytes() for path in (workspace / "evidence").iterdir()] == [SCAN]
    recorded(coop("evidence", "#2", "--extract", "copies", "--workspace", "..", "--programme",
                  "bim-son-lang-chanh"))  # fmt: skip
    assert files(workspace / "desk" / "copies") == {"scan.pdf": SCAN}


def test_what_stands_behind_an_entry_is_listed_with_what_arrived_later(filed: Coop) -> None:
    listed = json.loads(filed("evidence", "bim-son-lang-chanh#2", "--format", "json").out)
    assert validated(listed) == "evidence"
    assert [(file["entry"], file["document"], file["name"]) for file in listed["files"]] == [
        ("bim-son-lang-chanh#2", "12/BB", "scan.pdf"),
        ("bim-son-lang-chanh#2", "12/BB", "biên bản.pdf"),
        ("bim-son-lang-chanh#3", None, "late.pdf"),
    ]
    table = filed("evidence", "bim-son-lang-chanh#2", "--format", "csv").out.removeprefix("\ufeff")
    rows = list(csv.DictReader(StringIO(table)))
    assert [(row["name"], row["sha256"], row["size"]) for row in rows] == [
        (file["name"], file["sha256"], str(file["size"])) for file in listed["files"]
    ]
    for lang in ("vi", "en"):
        page = filed("evidence", "bim-son-lang-chanh#2", "--lang", lang).out
        for file in listed["files"]:
            assert file["name"] in page
            assert file["sha256"] in page
    alone = json.loads(filed("evidence", "bim-son-lang-chanh#3", "--format", "json").out)
    assert [file["name"] for file in alone["files"]] == ["late.pdf"]


@pytest.mark.parametrize(("lang", "said"), [("vi", "không có tài liệu"), ("en", "has no evidence")])
def test_an_entry_without_evidence_says_so(lang: str, said: str, filed: Coop) -> None:
    answer = filed("evidence", "bim-son-lang-chanh#1", "--extract", "copies", "--lang", lang)
    assert (answer.code, said in answer.out) == (0, True)
    assert not (filed.folder / "copies").exists()


def test_evidence_is_copied_out_once(filed: Coop) -> None:
    copying = ("evidence", "bim-son-lang-chanh#2", "--extract", "copies")
    extracted = json.loads(filed(*copying, "--format", "json").out)
    validated(extracted)
    names = ["copies/scan.pdf", "copies/biên bản.pdf", "copies/late.pdf"]
    assert extracted["extracted"] == names
    assert files(filed.folder / "copies") == {
        "scan.pdf": SCAN, "biên bản.pdf": b"minutes", "late.pdf": b"late",
    }  # fmt: skip
    (filed.folder / "copies" / "late.pdf").unlink()
    again = filed(*copying)
    assert (codes(again.err), again.code, again.out) == (["S114", "S114"], 4, "")
    assert sorted(files(filed.folder / "copies")) == ["biên bản.pdf", "scan.pdf"]
    recorded(filed(*copying[:-1], "others"))
    page = filed(*copying[:-1], "more", "--lang", "vi").out
    assert "đã lấy ra more/biên bản.pdf" in page


def test_what_was_altered_is_not_copied_out(filed: Coop) -> None:
    altered = kept(filed, "late.pdf")
    altered.chmod(0o600)
    altered.write_bytes(b"evil")
    answer = refused(filed, ["evidence", "bim-son-lang-chanh#2", "--extract", "copies"], "B842", 3)
    assert "bim-son-lang-chanh#3" in answer.err
    assert "late.pdf" in answer.err


def test_verification_counts_evidence_and_finds_what_has_become_of_it(filed: Coop) -> None:
    whole = filed("verify")
    assert (whole.code, "evidence intact, files: 3" in whole.out) == (0, True)
    kept(filed, "scan.pdf").unlink()
    kept(filed, "biên bản.pdf").unlink()
    altered = kept(filed, "late.pdf")
    altered.unlink()
    altered.write_bytes(b"evil")
    make(kept(filed, "biên bản.pdf"), "a pipe")
    with patience():
        for lang in ("vi", "en"):
            answer = filed("verify", "--lang", lang)
            assert (answer.code, codes(answer.out)) == (3, ["B841", "B843", "B842"])
        verdict = json.loads(filed("verify", "--format", "json").out)
    assert validated(verdict) == "verify"
    messages = [problem["message"].partition(" evidence ")[::2] for problem in verdict["problems"]]
    assert [(entry, name.rpartition(".pdf ")[0]) for entry, name in messages] == [
        ("bim-son-lang-chanh#2: the", "scan"),
        ("bim-son-lang-chanh#2: the", "biên bản"),
        ("bim-son-lang-chanh#3: the", "late"),
    ]


@pytest.mark.parametrize(
    ("name", "kind", "code", "status"),
    [
        ("1.pdf", "nothing", "S111", 4),
        *[("1.pdf", kind, "S111", 4) for kind in KINDS],
        ("a\u202efdp.exe", "a file", "Q301", 1),
        ("12:BB.pdf", "a file", "Q303", 1),
    ],
)
def test_what_cannot_be_kept_is_refused_in_both_languages(
    name: str, kind: str, code: str, status: int, coop: Coop
) -> None:
    if kind == "a file":
        (coop.folder / name).write_bytes(SCAN)
    else:
        make(coop.folder / name, kind)
    with patience():
        refused(coop, [*RECORD, "--evidence", name], code, status)


def test_every_file_that_cannot_be_kept_is_named_with_all_else_that_is_wrong(coop: Coop) -> None:
    before = files(coop.folder)
    command = ("record-delivery", "--tonnes", "0", "--evidence", "..", "--evidence", "nowhere")
    answer = coop(*command)
    assert (codes(answer.err), answer.code) == (["B104", "S111", "S111"], 4)
    assert "error[S111] nowhere cannot be read: it does not exist" in answer.err
    assert files(coop.folder) == before


def test_a_file_in_the_place_of_the_folder_is_said_to_be_no_folder(coop: Coop) -> None:
    (coop.folder / "scan.pdf").write_bytes(SCAN)
    (coop.folder / "evidence").write_bytes(b"")
    answer = refused(coop, [*RECORD, "--evidence", "scan.pdf"], "S105", 4)
    assert "evidence cannot be used: it is not a folder" in answer.err


# How far a large file is

NAME = "phim nghiệm thu.mp4"
WATCHED = (*RECORD, "--evidence", NAME, "--lang", "en")


@pytest.fixture
def film(workspace: Path) -> Path:
    """A large file that takes no room."""
    path = workspace / NAME
    path.touch()
    os.truncate(path, 64_000_000)
    return path


@pytest.mark.usefixtures("film")
def test_on_a_screen_a_large_file_shows_how_far_it_is(screen: Screen) -> None:
    said = screen(*WATCHED, columns=100)
    before, _, after = said.partition("Recorded")
    assert NAME in before
    assert "MB" in before
    assert after
    assert "MB/s" not in after


@pytest.mark.usefixtures("film")
@pytest.mark.parametrize(
    ("arguments", "term"), [(["--quiet"], "xterm-256color"), ([], "dumb")], ids=["quiet", "dumb"]
)
def test_who_is_quiet_or_cannot_be_drawn_on_is_shown_nothing(
    arguments: list[str],
    term: str,
    screen: Screen,
) -> None:
    said = ESCAPE.sub("", screen(*WATCHED, *arguments, columns=100, TERM=term))
    assert said.startswith("Recorded")
    assert "MB/s" not in said


def test_off_a_screen_nothing_is_drawn(filed: Coop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopledger.cli.terminal.WORTH_WATCHING", 0)
    answer = filed(*RECORD, "--evidence", "late.pdf", "--another")
    assert answer.err == "workspace: .\n"
    assert answer.out.startswith("Recorded")
    assert filed("verify").err == "workspace: .\n"
