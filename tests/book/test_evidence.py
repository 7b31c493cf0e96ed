"""The files behind entries: what may be one, how it is kept, and what becomes of it.

`COOP_TEST_MEGABYTES=2048` makes the large file one of 2 GiB.
"""

import os
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from coopledger import Draft, Kind
from coopledger.book.entry import Adoption, Evidence
from coopledger.book.shelf import FolderShelf, Source
from coopledger.files import Watch, unwatched
from coopledger.ledger import Ledger, Receipt
from coopledger.problem import Cause, Problem, Refused
from tests.book.acts import BACK, by, close, dispute, paper
from tests.book.conftest import UPLANDS
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    PAID,
    ROOMS,
    VISIT,
    cement,
    remarks,
    reversal,
    said,
    seed,
)
from tests.faults.places import KINDS, make, patience
from tests.refusals import files

MEGABYTES = int(os.environ.get("COOP_TEST_MEGABYTES", "64"))
MIB = 1 << 20

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux has it, or has it so")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder outside the workspace."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def scan(desk: Path) -> Path:
    return written(desk / "scan.pdf", b"12/BB-UBND")


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def filed(
    ledger: Ledger, *sources: Path, draft: Draft = CEMENT, watch: Watch = unwatched
) -> Receipt:
    return ledger.append(draft, evidence=sources, watch=watch)


def place(ledger: Ledger, content: bytes) -> Path:
    """Where evidence of this content is kept."""
    return ledger.workspace.evidence / sha256(content).hexdigest()


def kept(ledger: Ledger) -> list[bytes]:
    """What is in the folder, whatever it is called."""
    folder = ledger.workspace.evidence
    return sorted(path.read_bytes() for path in folder.iterdir()) if folder.exists() else []


def evidence(ledger: Ledger, name: str) -> list[Evidence]:
    return [file for one in ledger.entry(name) for file in one.entry.evidence or ()]


def faults(ledger: Ledger) -> list[tuple[str, object, object]]:
    found = ledger.verify().problems
    return [(one.code, one.values["entry"], one.values["name"]) for one in found]


def unfiled(
    ledger: Ledger, *sources: Path, draft: Draft = CEMENT, watch: Watch = unwatched
) -> tuple[Problem, ...]:
    """What speaks against it, after which nothing is recorded, and nothing more is kept."""
    before, entries = kept(ledger), ledger.entries()
    with patience(), pytest.raises(Refused) as caught:
        filed(ledger, *sources, draft=draft, watch=watch)
    assert (kept(ledger), ledger.entries()) == (before, entries)
    return caught.value.problems


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def causes(problems: Sequence[Problem]) -> list[object]:
    found = [problem.values["cause"] for problem in problems]
    return [cause.name if isinstance(cause, Cause) else cause for cause in found]


# What may be evidence


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        *zip(KINDS, ("EISDIR", "NOT_A_FILE", "ENOENT", "ELOOP"), strict=True),
        ("a socket", "NOT_A_FILE"),
        ("a link to a device", "NOT_A_FILE"),
        ("nothing", "ENOENT"),
    ],
)
def test_what_is_no_file_is_refused_and_not_waited_for(
    kind: str, cause: str, ledger: Ledger, desk: Path
) -> None:
    source = make(desk / "scan.pdf", kind)
    problems = unfiled(ledger, source)
    assert (codes(problems), causes(problems)) == (["S111"], [cause])
    assert problems[0].values["file"] == str(source)


@pytest.mark.parametrize("path", [".", "..", "sub", "sub/.."])
def test_a_folder_is_no_file_however_it_is_called(path: str, ledger: Ledger, desk: Path) -> None:
    (desk / "sub").mkdir()
    assert causes(unfiled(ledger, desk / path)) == ["EISDIR"]


def test_a_link_is_followed_to_what_is_meant(ledger: Ledger, desk: Path, scan: Path) -> None:
    (desk / "12 BB.pdf").symlink_to(scan)
    filed(ledger, desk / "12 BB.pdf")
    (file,) = evidence(ledger, "bim-son-lang-chanh#2")
    assert file == Evidence("12 BB.pdf", sha256(b"12/BB-UBND").hexdigest(), 10)
    assert not place(ledger, b"12/BB-UBND").is_symlink()
    scan.write_bytes(b"something else")
    assert kept(ledger) == [b"12/BB-UBND"]
    assert faults(ledger) == []


@linux
def test_what_opens_like_a_file_and_cannot_be_read_is_refused(ledger: Ledger) -> None:
    problems = unfiled(ledger, Path("/proc/self/mem"))
    assert (codes(problems), causes(problems)) == (["S111"], ["EIO"])


def test_an_empty_file_is_a_file(ledger: Ledger, desk: Path) -> None:
    filed(ledger, written(desk / "empty.txt", b""))
    assert evidence(ledger, "#2")[0].size == 0
    assert faults(ledger) == []


# What it is called


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../outside.pdf", "outside.pdf"),
        ("sub/../../outside.pdf", "outside.pdf"),
        ("sub/inside.pdf", "inside.pdf"),
        (" biên bản .pdf ", "biên bản .pdf"),
        (unicodedata.normalize("NFD", "Hậu Lộc.pdf"), "Hậu Lộc.pdf"),
        (".hidden", ".hidden"),
        ("-rf", "-rf"),
        ("x" * 251 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_file_is_kept_under_its_bare_name(
    path: str, name: str, ledger: Ledger, desk: Path
) -> None:
    (desk / "sub").mkdir()
    filed(ledger, written(desk / path, b"paper"))
    assert [file.name for file in evidence(ledger, "#2")] == [name]
    assert {path.name for path in ledger.workspace.evidence.iterdir()} == {
        sha256(b"paper").hexdigest()
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a\u202efdp.exe", "Q301"),
        ("a\u200b.pdf", "Q301"),
        ("a\n.pdf", "Q301"),
        ("a\udcff.pdf", "Q301"),
        ("12:BB.pdf", "Q303"),
        ("12\\BB.pdf", "Q303"),
        ("C:scan.pdf", "Q303"),
        ("\u0958" * 85, "Q303"),  # 255 bytes here, and 510 as it would be kept
        ("  ", "Q303"),
    ],
)
def test_a_name_no_folder_takes_or_nobody_sees_is_refused(
    name: str, code: str, ledger: Ledger, desk: Path
) -> None:
    assert codes(unfiled(ledger, written(desk / name, b"paper"))) == [code]


def test_a_name_longer_than_any_file_has_is_of_no_file(ledger: Ledger, desk: Path) -> None:
    assert causes(unfiled(ledger, desk / ("n" * 256))) == ["ENAMETOOLONG"]


# A file that changes while it is read

CONTENT = b"a" * MIB + b"b"


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"c")


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"c")


def cut(path: Path) -> None:
    os.truncate(path, MIB)


def replaced(path: Path) -> None:
    path.rename(path.with_suffix(".old"))
    path.write_bytes(CONTENT[::-1])


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (overwrite, 1),  # what was read already, while it was looked at
        (overwrite, 2), (cut, 2), (replaced, 2),  # between looking and copying
        (append, 3), (cut, 3),  # while it was copied
    ],
)  # fmt: skip
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: Callable[[Path], None], at: int, ledger: Ledger, desk: Path
) -> None:
    source, times = written(desk / "log.txt", CONTENT), 0

    def watch(_name: str, _done: int, _size: int) -> None:
        nonlocal times
        times += 1
        if times == at:
            change(source)

    problems = unfiled(ledger, source, watch=watch)
    assert times >= at
    assert (codes(problems), problems[0].values) == (["S115"], {"file": str(source)})
    assert filed(ledger, source).kept
    assert faults(ledger) == []


def test_what_is_appended_before_the_end_was_reached_belongs_to_the_file(
    ledger: Ledger, desk: Path
) -> None:
    source, done = written(desk / "log.txt", CONTENT), len(CONTENT)

    def watch(_name: str, at: int, _size: int) -> None:
        if at == done == source.stat().st_size:
            append(source)

    filed(ledger, source, watch=watch)
    assert kept(ledger) == [CONTENT + b"c"]
    assert faults(ledger) == []


def test_a_file_that_is_taken_away_while_it_is_read_is_refused(ledger: Ledger, scan: Path) -> None:
    problems = unfiled(ledger, scan, watch=lambda *_: scan.unlink())
    assert (codes(problems), causes(problems)) == (["S111"], ["ENOENT"])


def test_how_far_a_file_is_is_told_whenever_it_is_read(ledger: Ledger, desk: Path) -> None:
    told: list[tuple[str, int, int]] = []
    source, size = written(desk / "scan.pdf", CONTENT), len(CONTENT)
    once = [("scan.pdf", MIB, size), ("scan.pdf", size, size)]

    def watch(name: str, done: int, of: int) -> None:
        told.append((name, done, of))

    filed(ledger, source, watch=watch)
    assert told == 2 * once
    ledger.verify(watch=watch)
    assert told == 3 * once
    ledger.extract(ledger.entry("#2"), desk / "copies", watch)
    assert told == 5 * once


# How it is kept


def test_evidence_is_kept_under_what_is_in_it_and_cannot_be_written_to(
    ledger: Ledger, scan: Path
) -> None:
    before = os.umask(0o027)
    receipt = filed(ledger, scan)
    os.umask(before)
    path = place(ledger, b"12/BB-UBND")
    assert receipt.entry.evidence == (Evidence("scan.pdf", path.name, 10),)
    assert path.read_bytes() == scan.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o440


def test_several_files_on_one_entry(ledger: Ledger, desk: Path) -> None:
    names = ["3.pdf", "1.pdf", "2.pdf"]
    filed(ledger, *(written(desk / name, name.encode()) for name in names))
    assert [file.name for file in evidence(ledger, "#2")] == names
    assert kept(ledger) == [b"1.pdf", b"2.pdf", b"3.pdf"]
    assert ledger.verify().files == 3


def test_the_same_file_twice_is_one_and_another_name_for_it_is_another(
    ledger: Ledger, desk: Path, scan: Path
) -> None:
    other = written(desk / "copy.pdf", scan.read_bytes())
    filed(ledger, scan, scan.parent / "." / "scan.pdf", other)
    assert [file.name for file in evidence(ledger, "#2")] == ["scan.pdf", "copy.pdf"]
    assert len(kept(ledger)) == ledger.verify().files == 1


def test_what_has_two_names_is_copied_once(
    ledger: Ledger, desk: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[Evidence] = []
    copy = FolderShelf._put

    def counting(shelf: FolderShelf, one: Evidence, source: Source) -> None:
        copied.append(one)
        copy(shelf, one, source)

    monkeypatch.setattr(FolderShelf, "_put", counting)
    filed(ledger, scan, written(desk / "copy.pdf", scan.read_bytes()))
    assert [one.name for one in copied] == ["scan.pdf"]


def test_one_file_serves_several_entries_and_is_kept_once(ledger: Ledger, scan: Path) -> None:
    filed(ledger, scan)
    first = place(ledger, b"12/BB-UBND").stat()
    filed(ledger, scan, draft=cement(quantity="20 tonne"))
    filed(ledger, scan, draft=dispute())
    assert place(ledger, b"12/BB-UBND").stat().st_ino == first.st_ino
    assert [len(one.entry.evidence or ()) for one in ledger.entries()] == [0, 1, 1, 1]
    assert (len(kept(ledger)), ledger.verify().files) == (1, 1)


@pytest.mark.parametrize(
    "draft",
    [
        Draft(kind=Kind.AGREEMENT, programme=BIM_SON, adoption=Adoption.AMENDMENT),
        CEMENT, PAID, ROOMS, VISIT, BACK, paper(), dispute(), close(), reversal(),
        cement(replaces="#2", quantity="480 tonne", reason="cân lại"),
    ],
    ids=lambda draft: f"{draft.kind}{' that replaces' if draft.replaces else ''}",
)  # fmt: skip
def test_every_kind_of_entry_takes_evidence(draft: Draft, ledger: Ledger, scan: Path) -> None:
    if draft.concerns or draft.replaces:
        said(ledger, CEMENT)
    entry = filed(ledger, scan, draft=draft).entry
    assert [file.name for file in evidence(ledger, entry.name)] == ["scan.pdf"]
    assert ledger.verify().files == 1
    assert faults(ledger) == []


def test_papers_that_arrive_later_stand_behind_the_entry(ledger: Ledger, scan: Path) -> None:
    said(ledger, CEMENT)
    filed(ledger, scan, draft=paper())
    assert [file.name for file in evidence(ledger, "#2")] == ["scan.pdf"]
    assert [one.entry.name for one in ledger.entry("#2")] == [
        "bim-son-lang-chanh#2",
        "bim-son-lang-chanh#3",
    ]


# What is refused, remarked on, or recorded already


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_made(
    ledger: Ledger, desk: Path, scan: Path
) -> None:
    before = files(ledger.workspace.folder)
    sources = desk / "nowhere", scan, written(desk / "a:b", b""), desk
    wrong = cement(quantity="0", party="nobody")
    problems = unfiled(ledger, *sources, draft=wrong)
    assert sorted(codes(problems)) == ["B101", "B104", "Q303", "S111", "S111"]
    assert files(ledger.workspace.folder) == before


def test_what_is_not_found_is_said_with_what_cannot_be_read(ledger: Ledger, desk: Path) -> None:
    problems = unfiled(ledger, desk / "nowhere", draft=cement(pledge="nothing-like-it"))
    assert codes(problems) == ["B151", "S111"]


def test_papers_that_cannot_be_read_are_not_missed_as_well(ledger: Ledger, desk: Path) -> None:
    said(ledger, CEMENT)
    bare = paper(document=None)
    assert codes(unfiled(ledger, desk / "nowhere", draft=bare)) == ["S111"]
    assert codes(unfiled(ledger, draft=bare)) == ["B119"]


def test_what_a_rule_refuses_keeps_no_file(ledger: Ledger, scan: Path) -> None:
    before = files(ledger.workspace.folder)
    assert codes(unfiled(ledger, scan, draft=cement(quantity="2001 tonne"))) == ["B109"]
    assert files(ledger.workspace.folder) == before


def test_a_dry_run_keeps_no_file(ledger: Ledger, scan: Path) -> None:
    before = files(ledger.workspace.folder)
    receipt = ledger.append(CEMENT, evidence=[scan], dry_run=True)
    assert receipt.entry.evidence
    assert not receipt.kept
    with pytest.raises(Refused, match="S111"):
        ledger.append(CEMENT, evidence=[scan.parent], dry_run=True)
    assert files(ledger.workspace.folder) == before


def test_a_pledge_that_requires_a_document_is_not_satisfied_by_a_file(
    write_programmes: Callable[[str], Ledger], scan: Path
) -> None:
    requiring = UPLANDS.replace(
        "id: maize-seed", "id: maize-seed\n            require_document: true"
    )
    ledger, draft = write_programmes(requiring), seed("maize-seed", "1 tonne")
    assert draft.document
    bare = seed("maize-seed", "1 tonne", document=None)
    assert codes(unfiled(ledger, scan, draft=bare)) == ["B118"]
    assert filed(ledger, scan, draft=draft).kept


def test_the_same_document_number_with_another_file_is_remarked_on(
    ledger: Ledger, desk: Path, scan: Path
) -> None:
    filed(ledger, scan)
    other = written(desk / "other.pdf", b"another paper")
    receipts = [
        filed(ledger, other, draft=cement(quantity="1 tonne")),
        filed(ledger, scan, other, draft=cement(quantity="2 tonne")),
        filed(ledger, other, draft=cement(quantity="3 tonne", document="13/BB")),
        filed(ledger, draft=cement(quantity="4 tonne")),
    ]
    assert [remarks(receipt) for receipt in receipts] == [["R109"], [], [], []]
    assert receipts[0].remarks[0].values == {
        "document": CEMENT.document,
        "entry": "bim-son-lang-chanh#2",
    }


@pytest.mark.parametrize("key", [None, "import-1"])
def test_what_is_recorded_already_takes_no_further_file(
    key: str | None, ledger: Ledger, desk: Path, scan: Path
) -> None:
    draft = cement(key=key)
    filed(ledger, scan, draft=draft)
    again = filed(ledger, scan, draft=draft)
    assert (again.already, remarks(again)) == (True, [])
    before, other = kept(ledger), written(desk / "other.pdf", b"another paper")
    if key is not None:
        assert codes(unfiled(ledger, scan, other, draft=draft)) == ["B130"]
        return
    more = filed(ledger, scan, other, draft=draft)
    assert (more.already, remarks(more)) == (True, ["R113"])
    assert more.remarks[0].values == {"entry": more.entry.name, "files": ("other.pdf",)}
    assert kept(ledger) == before


def test_who_loses_the_race_to_record_the_same_leaves_a_file_that_nobody_misses(
    ledger: Ledger, scan: Path
) -> None:
    other = by(ledger, "Trần Văn An")

    def watch(_name: str, _done: int, _size: int) -> None:
        if len(other.entries()) == 0:
            said(other, CEMENT)

    receipt = filed(ledger, scan, watch=watch)
    assert (receipt.already, len(ledger.entries())) == (True, 2)
    assert faults(ledger) == []


# What has become of it


def gone(path: Path) -> None:
    path.unlink()


def altered(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(b"!" + content[1:])


def shortened(path: Path) -> None:
    path.chmod(0o600)
    os.truncate(path, 3)


def emptied(path: Path) -> None:
    path.chmod(0o600)
    os.truncate(path, 0)


def linked(path: Path) -> None:
    """To the very same content."""
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (gone, "B841"),
    "altered": (altered, "B842"),
    "shortened": (shortened, "B842"),
    "emptied": (emptied, "B842"),
    "a link to the same": (linked, "B843"),
    **{kind: (partial(make, kind=kind), "B843") for kind in KINDS},
}


@pytest.mark.parametrize(("damage", "code"), DAMAGE.values(), ids=DAMAGE)
def test_verification_finds_what_has_become_of_evidence(
    damage: Callable[[Path], object], code: str, ledger: Ledger, desk: Path, scan: Path
) -> None:
    """For every entry that names it, and for no other; and nothing of it is copied out."""
    filed(ledger, scan, written(desk / "whole.pdf", b"whole"))
    filed(ledger, written(desk / "copy.pdf", scan.read_bytes()), draft=paper())
    damage(place(ledger, b"12/BB-UBND"))
    expected = [
        (code, "bim-son-lang-chanh#2", "scan.pdf"),
        (code, "bim-son-lang-chanh#3", "copy.pdf"),
    ]
    with patience():
        assert faults(ledger) == expected
        with pytest.raises(Refused) as caught:
            ledger.extract(ledger.entry("#2"), desk / "copies")
    found = caught.value.problems
    assert [(one.code, one.values["entry"], one.values["name"]) for one in found] == expected
    assert not (desk / "copies").exists()


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_same_file_given_again_puts_right_what_is_not_in_its_way(
    kind: str, ledger: Ledger, scan: Path
) -> None:
    filed(ledger, scan)
    damage, _ = DAMAGE[kind]
    damage(place(ledger, b"12/BB-UBND"))
    again = cement(quantity="1 tonne")
    if kind == "a folder":
        with pytest.raises(Refused, match="S105"):
            filed(ledger, scan, draft=again)
        assert (len(faults(ledger)), len(ledger.entries())) == (1, 2)
        return
    filed(ledger, scan, draft=again)
    assert faults(ledger) == []
    assert not place(ledger, b"12/BB-UBND").is_symlink()


def test_a_link_in_the_place_of_evidence_is_not_written_through(
    ledger: Ledger, desk: Path, scan: Path
) -> None:
    precious = written(desk / "precious", b"precious")
    ledger.workspace.evidence.mkdir()
    place(ledger, b"12/BB-UBND").symlink_to(precious)
    filed(ledger, scan)
    assert precious.read_bytes() == b"precious"
    assert faults(ledger) == []


# The folder it is kept in


@pytest.mark.parametrize("kind", ["a file", *KINDS])
def test_something_else_in_the_place_of_the_folder(kind: str, ledger: Ledger, scan: Path) -> None:
    folder = ledger.workspace.evidence
    if kind == "a folder":
        make(folder, kind).chmod(0o700)
        assert filed(ledger, scan).kept
        return
    if kind == "a file":
        folder.write_bytes(b"")
    else:
        make(folder, kind)
    before = files(ledger.workspace.folder)
    with patience(), pytest.raises(Refused) as caught:
        filed(ledger, scan)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["file"]) == ("S105", str(folder))
    assert causes([problem]) == ["ENOTDIR"]
    assert files(ledger.workspace.folder) == before
    assert said(ledger, CEMENT).kept


def test_the_folder_may_be_a_link_to_another_disk(ledger: Ledger, desk: Path, scan: Path) -> None:
    (desk / "large disk").mkdir()
    ledger.workspace.evidence.symlink_to(desk / "large disk")
    filed(ledger, scan)
    assert (desk / "large disk" / sha256(b"12/BB-UBND").hexdigest()).exists()
    assert faults(ledger) == []


def test_a_folder_that_became_a_file_has_lost_its_evidence(ledger: Ledger, scan: Path) -> None:
    filed(ledger, scan)
    ledger.workspace.evidence.rename(ledger.workspace.folder / "elsewhere")
    assert faults(ledger) == [("B841", "bim-son-lang-chanh#2", "scan.pdf")]
    ledger.workspace.evidence.write_bytes(b"")
    assert faults(ledger) == [("B841", "bim-son-lang-chanh#2", "scan.pdf")]


def test_what_a_killed_process_had_copied_half_way_is_removed_a_day_later(
    ledger: Ledger, scan: Path
) -> None:
    """And not what another may be copying just now."""
    folder = ledger.workspace.evidence
    old, young = (written(folder / f".incoming-{name}", b"12/") for name in ("old", "young"))
    day_ago = young.stat().st_mtime - 25 * 60 * 60
    os.utime(old, (day_ago, day_ago))
    filed(ledger, scan)
    assert (old.exists(), young.exists()) == (False, True)
    assert faults(ledger) == []


# Copying it out


def test_evidence_is_copied_out_under_the_names_it_had(
    ledger: Ledger, desk: Path, scan: Path
) -> None:
    filed(ledger, scan, written(desk / "biên bản.pdf", b"minutes"))
    copies = ledger.extract(ledger.entry("#2"), desk / "new" / "copies")
    assert [path.name for path in copies] == ["scan.pdf", "biên bản.pdf"]
    assert files(desk / "new" / "copies") == {"scan.pdf": b"12/BB-UBND", "biên bản.pdf": b"minutes"}
    copies[0].write_bytes(b"mine")


def test_files_of_the_same_name_are_told_apart(ledger: Ledger, desk: Path, scan: Path) -> None:
    filed(ledger, scan, written(desk / "a" / "scan.pdf", b"a"), written(desk / "SCAN.PDF", b"b"))
    filed(ledger, written(desk / "c" / "scan (2).pdf", b"c"), draft=paper())
    ledger.extract(ledger.entry("#2"), desk / "copies")
    assert files(desk / "copies") == {
        "scan.pdf": b"12/BB-UBND",
        "scan (2).pdf": b"a",
        "SCAN (3).PDF": b"b",
        "scan (2) (2).pdf": b"c",
    }


@pytest.mark.parametrize("kind", ["a file", *KINDS])
def test_copying_out_overwrites_nothing(kind: str, ledger: Ledger, desk: Path, scan: Path) -> None:
    """Nor does it follow a link."""
    filed(ledger, written(desk / "other.pdf", b"other"), scan)
    copies = desk / "copies"
    copies.mkdir()
    there = copies / "scan.pdf"
    if kind == "a file":
        there.write_bytes(b"mine")
    else:
        make(there, kind)
    before = files(desk)
    with patience(), pytest.raises(Refused) as caught:
        ledger.extract(ledger.entry("#2"), copies)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values) == ("S114", {"file": str(there)})
    assert files(desk) == before


def test_a_folder_that_cannot_be_copied_into(ledger: Ledger, desk: Path, scan: Path) -> None:
    filed(ledger, scan)
    for folder in (scan, scan / "below", make(desk / "link", "a link to nowhere")):
        with pytest.raises(Refused) as caught:
            ledger.extract(ledger.entry("#2"), folder)
        (problem,) = caught.value.problems
        assert (problem.code, causes([problem])) == ("S105", ["ENOTDIR"])


def test_copying_out_nothing_makes_no_folder(ledger: Ledger, desk: Path) -> None:
    said(ledger, CEMENT)
    assert ledger.extract(ledger.entry("#2"), desk / "copies") == ()
    assert not (desk / "copies").exists()


# Large files

LARGE = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from coopledger import Draft, Kind
from coopledger.ledger import Ledger
import coopledger.book.admission, coopledger.book.evidence, coopledger.book.verify

workspace, source, copies = map(Path, sys.argv[1:])
ledger = Ledger.open(workspace, clock=lambda: datetime(2026, 11, 23, tzinfo=UTC), recorded_by="An")
pages = int(Path("/proc/self/statm").read_text().split()[0])
allowed = pages * resource.getpagesize() + (32 << 20)
resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
draft = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 tonne", document="1/BB")
ledger.append(draft, evidence=[source])
assert ledger.verify().problems == ()
ledger.extract(ledger.entry("bim-son-lang-chanh#2"), copies)
"""


@linux
def test_a_large_file_is_never_in_memory_as_a_whole(
    workspace: Path, ledger: Ledger, desk: Path
) -> None:
    """32 MiB are allowed beyond what the program itself takes."""
    large = written(desk / "film.mp4", b"")
    os.truncate(large, MEGABYTES * MIB)
    done = subprocess.run(
        [sys.executable, "-c", LARGE, workspace, large, desk / "copies"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    (file,) = evidence(ledger, "#2")
    assert file.size == (desk / "copies" / "film.mp4").stat().st_size == MEGABYTES * MIB
