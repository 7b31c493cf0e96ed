"""A backup holds a whole workspace of one moment, and no archive is trusted."""

import io
import multiprocessing
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from coopledger import Draft, Kind
from coopledger.book import shelf
from coopledger.exchange.archive import Archive, pack_evidence
from coopledger.exchange.backup import BOOKS, Backup, back_up, restore
from coopledger.exchange.copy import Copy, bring_in
from coopledger.ledger import Ledger
from coopledger.terms.workspace import EVIDENCE, PROGRAMMES, SETTINGS
from tests.conftest import Clock
from tests.exchange.test_copy import codes, copied
from tests.refusals import files


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "restored"


def backed_up(ledger: Ledger, path: Path) -> Backup:
    with path.open("wb") as file:
        return back_up(ledger, file)


@pytest.fixture
def archive(everything: Ledger, tmp_path: Path) -> Path:
    """A backup of a workspace with settings of its own."""
    (everything.workspace.folder / SETTINGS).write_text("language: vi\n", encoding="utf-8")
    path = tmp_path / "backup.zip"
    backed_up(everything, path)
    return path


def opened(folder: Path, clock: Clock) -> Ledger:
    return Ledger.open(folder, clock=clock, recorded_by="Hà")


def test_what_is_restored_is_what_was_backed_up(
    everything: Ledger, archive: Path, target: Path, clock: Clock
) -> None:
    done = restore(archive, target)
    again = opened(target, clock)
    assert copied(again) == copied(everything)
    assert again.verify().problems == ()
    assert done.faults == ()
    here, there = files(everything.workspace.folder), files(target)
    for name in (PROGRAMMES, SETTINGS, *(name for name in here if name.startswith(EVIDENCE))):
        assert there[name] == here[name]


def test_the_same_workspace_is_the_same_backup(
    archive: Path, target: Path, clock: Clock, tmp_path: Path
) -> None:
    restore(archive, target)
    again = tmp_path / "again.zip"
    backed_up(opened(target, clock), again)
    assert again.read_bytes() == archive.read_bytes()


def test_programmes_in_several_files_are_in_it(tmp_path: Path, clock: Clock, target: Path) -> None:
    folder = tmp_path / "several"
    (folder / "programmes").mkdir(parents=True)
    text = Path("data/programmes.yaml").read_text(encoding="utf-8")
    (folder / "programmes" / "hợp tác.yaml").write_text(text, encoding="utf-8")
    backed_up(opened(folder, clock), tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", target)
    assert files(target) == files(folder)


def test_a_workspace_in_which_nothing_was_recorded_can_be_backed_up(
    ledger: Ledger, tmp_path: Path, target: Path
) -> None:
    assert backed_up(ledger, tmp_path / "backup.zip") == Backup((), 0, ())
    restore(tmp_path / "backup.zip", target)
    assert files(target) == files(ledger.workspace.folder)


def test_lost_evidence_keeps_nobody_from_a_backup_and_is_named(
    everything: Ledger, tmp_path: Path, target: Path
) -> None:
    papers = sorted((everything.workspace.folder / EVIDENCE).iterdir())
    papers[0].unlink()
    made = backed_up(everything, tmp_path / "backup.zip")
    assert {fault.code for fault in made.faults} == {"B841"}
    assert made.files == len(papers) - 1
    done = restore(tmp_path / "backup.zip", target)
    assert (done.files, done.faults) == (made.files, made.faults)


def test_a_workspace_or_a_full_folder_is_not_restored_into(
    archive: Path, everything: Ledger, tmp_path: Path
) -> None:
    before = files(tmp_path)
    assert codes(lambda: restore(archive, everything.workspace.folder)) == ["S112"]
    assert codes(lambda: restore(archive, tmp_path)) == ["S114"]
    assert codes(lambda: restore(archive, archive)) == ["S114"]
    assert files(tmp_path) == before


def test_an_empty_folder_is(archive: Path, target: Path) -> None:
    target.mkdir(parents=True)
    restore(archive, target)
    assert (target / PROGRAMMES).exists()


def _record(folder: Path, count: int) -> None:
    ledger = opened(folder, Clock())
    for number in range(count):
        ledger.append(
            Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 kg", date="2023-03-15",
                  document=f"{number}/BB")
        )  # fmt: skip


def test_others_record_while_a_backup_is_made(
    workspace: Path, ledger: Ledger, tmp_path: Path, clock: Clock
) -> None:
    recording = multiprocessing.get_context("fork").Process(target=_record, args=(workspace, 40))
    recording.start()
    made = 0
    while recording.is_alive() or not made:
        path, target = tmp_path / f"{made}.zip", tmp_path / f"restored-{made}"
        held = backed_up(ledger, path)
        restore(path, target)
        assert opened(target, clock).heads() == held.heads
        assert opened(target, clock).verify().problems == ()
        made += 1
    recording.join()
    assert recording.exitcode == 0
    assert made > 1


# Archives that somebody else made

Members = dict[str, bytes]


def members(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, content: Members, *more: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in [*content.items(), *more]:
            archive.writestr(name, raw)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt", "/etc/passwd", "evidence/../../outside", "evidence/x", "..\\outside",
        "programmes/../../outside.yaml", "programmes/a\\b.yaml", "C:\\outside.yaml",
        "ledger.sqlite3", "programmes/.yaml/x", "evidence/" + "g" * 64, "evidence/" + "0" * 65,
    ],
)  # fmt: skip
def test_what_does_not_belong_into_a_backup_is_named_and_nothing_is_unpacked(
    archive: Path, tmp_path: Path, target: Path, name: str
) -> None:
    path = packed(tmp_path / "other.zip", {**members(archive), name: b"x"})
    before = files(tmp_path)
    assert codes(lambda: restore(path, target)) == ["X507"]
    assert {k: v for k, v in files(tmp_path).items() if v is not None} == {
        k: v for k, v in before.items() if v is not None
    }


def test_a_member_that_is_there_twice_is_refused(
    archive: Path, tmp_path: Path, target: Path
) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = packed(tmp_path / "other.zip", members(archive), (SETTINGS, b"language: en\n"))
    assert codes(lambda: restore(path, target)) == ["X507"]


def test_altered_books_are_refused(archive: Path, tmp_path: Path, target: Path) -> None:
    content = members(archive)
    content[BOOKS] = content[BOOKS].replace(b'"steps":480000', b'"steps":490000')
    path = packed(tmp_path / "other.zip", content)
    assert codes(lambda: restore(path, target))[:2] == ["X502", "B822"]
    assert not target.exists()


def test_altered_evidence_is_refused(archive: Path, tmp_path: Path, target: Path) -> None:
    content = {k: v + b"x" if k.startswith(EVIDENCE) else v for k, v in members(archive).items()}
    path = packed(tmp_path / "other.zip", content)
    assert codes(lambda: restore(path, target)) == ["X508"]
    assert not target.exists()


def test_evidence_that_is_larger_than_an_entry_says_is_not_unpacked(
    archive: Path, tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = members(archive)
    paper = next(name for name in content if name.startswith(EVIDENCE))
    content[paper] += bytes(50_000_000)
    path = packed(tmp_path / "bomb.zip", content)
    assert path.stat().st_size < 1_000_000
    read: list[int] = []
    monkeypatch.setattr(shelf, "digest_of", lambda parts, _: _counted(parts, read))
    assert codes(lambda: restore(path, target)) == ["X508"]
    assert sum(read) < 10_000_000


def _counted(parts: Iterable[bytes], read: list[int]) -> tuple[str, int]:
    read += [len(part) for part in parts]
    return "", sum(read)


def test_books_that_unpack_without_end_are_left_at_their_first_line(
    archive: Path, tmp_path: Path, target: Path
) -> None:
    path = packed(tmp_path / "bomb.zip", {**members(archive), BOOKS: b"x" * 50_000_000})
    assert path.stat().st_size < 1_000_000
    assert codes(lambda: restore(path, target)) == ["X501"]


def test_settings_that_unpack_to_more_than_is_ever_read_are_refused(
    archive: Path, tmp_path: Path, target: Path
) -> None:
    path = packed(tmp_path / "bomb.zip", {**members(archive), SETTINGS: bytes(30_000_000)})
    assert codes(lambda: restore(path, target)) == ["X507"]


@pytest.mark.parametrize("kept", [0, 1, 3, 22, 1000, -1, -30, -200])
def test_a_cut_archive_is_refused(archive: Path, tmp_path: Path, target: Path, kept: int) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(archive.read_bytes()[:kept])
    assert codes(lambda: restore(path, target)) == ["X506"]
    assert not target.exists()


def test_damage_anywhere_is_found(archive: Path, tmp_path: Path, target: Path) -> None:
    raw = archive.read_bytes()
    for at in range(0, len(raw), len(raw) // 40):
        path = tmp_path / "damaged.zip"
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        if (found := _outcome(path, target / str(at))) is not None:
            assert found[0] in {"X506", "X507", "X508", "X501", "X502"}


def _outcome(path: Path, target: Path) -> list[str] | None:
    """The codes of a refusal; None where the damage changed nothing that is kept."""
    whole = io.BytesIO(path.read_bytes())
    try:
        with zipfile.ZipFile(whole) as archive:
            if archive.testzip() is None:
                return None
    except (
        zipfile.BadZipFile,
        ValueError,
        struct.error,
        zlib.error,
        NotImplementedError,
        RuntimeError,
    ):
        pass
    return codes(lambda: restore(path, target))


def test_an_archive_with_a_password_is_refused(archive: Path, tmp_path: Path, target: Path) -> None:
    raw = bytearray(archive.read_bytes())
    at = 0
    while (at := raw.find(b"PK\x01\x02", at)) >= 0:
        raw[at + 8] |= 1
        at += 4
    path = tmp_path / "locked.zip"
    path.write_bytes(raw)
    assert codes(lambda: restore(path, target)) == ["X506"]


# The evidence beside a book copy


@pytest.fixture
def papers(everything: Ledger, tmp_path: Path) -> Path:
    path = tmp_path / "papers.zip"
    with everything.kept() as kept, path.open("wb") as file:
        pack_evidence(file, everything.cabinet, kept.evidence)
    return path


@pytest.fixture
def copy(everything: Ledger, tmp_path: Path) -> Path:
    path = tmp_path / "copy.jsonl"
    path.write_text("".join(copied(everything)), encoding="utf-8")
    return path


def test_evidence_comes_with_the_copy(copy: Path, papers: Path, target: Path, clock: Clock) -> None:
    target.mkdir(parents=True)
    (target / PROGRAMMES).write_bytes(Path("data/programmes.yaml").read_bytes())
    ledger = opened(target, clock)
    assert {f.code for f in bring_in(ledger, Copy.of(copy).kept()).faults} == {"B841"}
    assert bring_in(ledger, Copy.of(copy).kept(), papers).faults == ()
    assert ledger.verify().problems == ()


def test_evidence_with_a_name_that_leads_out_brings_nothing_in(
    copy: Path, papers: Path, tmp_path: Path, target: Path, clock: Clock
) -> None:
    target.mkdir(parents=True)
    (target / PROGRAMMES).write_bytes(Path("data/programmes.yaml").read_bytes())
    ledger = opened(target, clock)
    path = packed(tmp_path / "evil.zip", {**members(papers), "../../evil": b"x"})
    assert codes(lambda: bring_in(ledger, Copy.of(copy).kept(), path)) == ["X507"]
    assert ledger.heads() == ()
    assert not (tmp_path / "evil").exists()


def test_an_archive_closes_its_file(papers: Path) -> None:
    with Archive(papers) as archive:
        names = archive.names
    assert all(name.startswith(EVIDENCE) for name in names)


def test_an_archive_with_nothing_in_it_is_no_backup(tmp_path: Path, target: Path) -> None:
    assert codes(lambda: restore(packed(tmp_path / "empty.zip", {}), target)) == ["X506"]
    assert not target.exists()


def test_a_book_without_evidence_has_an_archive_with_nothing_in_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 tấn", date="2023-03-15"))
    path = tmp_path / "copy.jsonl"
    path.write_text("".join(copied(ledger)), encoding="utf-8")
    empty = packed(tmp_path / "empty.zip", {})
    assert bring_in(ledger, Copy.of(path).kept(), empty).faults == ()
