"""A workspace is found where people look for it, and says what is wrong with its files."""

import codecs
import errno
import locale
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coopledger.ledger import Ledger
from coopledger.problem import Cause, Place, Problem, Refused
from coopledger.terms.fields import Words
from coopledger.terms.issuer import Issuer
from coopledger.terms.workspace import (
    Settings,
    Workspace,
    builtin_programmes,
    is_workspace,
    locate,
    proposed_terms,
    read_file,
)
from tests.terms.documents import GOOD

SECOND = GOOD.replace("north-south", "south-north")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is no workspace yet, far from any other."""
    folder = tmp_path / "somewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def fallback(tmp_path: Path) -> Path:
    return tmp_path / "user data"


def write(path: Path, text: str = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(start: Path, explicit: Path | None = None) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        locate(explicit, start, lambda: start)
    return list(caught.value.problems)


def problems_of_settings(folder: Path) -> list[Problem]:
    """What is wrong with the settings, which any use of the ledger then says."""
    problems = locate(None, folder, lambda: folder).problems
    with pytest.raises(Refused) as caught:
        Ledger.open(folder, clock=lambda: datetime.now(UTC), recorded_by="An")
    assert caught.value.problems == problems
    return list(problems)


def settings(folder: Path, text: str) -> Settings:
    write(folder / "programmes.yaml")
    write(folder / "workspace.yaml", text)
    return locate(None, folder, lambda: folder).settings


@pytest.mark.parametrize(
    "start",
    ["", "data", "evidence/2023", "a/b/c"],
    ids=["itself", "its data", "below it", "far below it"],
)
@pytest.mark.parametrize("home", ["", "data"], ids=["folder", "data"])
def test_a_workspace_is_found_from_within(
    folder: Path, fallback: Path, home: str, start: str
) -> None:
    source = write(folder / home / "programmes.yaml")
    (folder / start).mkdir(parents=True, exist_ok=True)

    assert locate(None, folder / start, lambda: fallback) == Workspace(
        folder / home, (source,), Settings()
    )


def test_the_nearest_workspace_is_taken(folder: Path, fallback: Path) -> None:
    write(folder / "programmes.yaml")
    write(folder / "inner" / "programmes.yaml")
    (folder / "inner" / "deeper").mkdir()

    assert locate(None, folder / "inner" / "deeper", lambda: fallback).folder == folder / "inner"


def test_a_folder_goes_before_its_data(folder: Path, fallback: Path) -> None:
    write(folder / "programmes.yaml")
    write(folder / "data" / "programmes.yaml")

    assert locate(None, folder, lambda: fallback).folder == folder


def test_without_a_workspace_the_built_in_programmes_serve_and_nothing_is_written(
    folder: Path, fallback: Path
) -> None:
    workspace = locate(None, folder, lambda: fallback)

    assert workspace == Workspace(fallback, (builtin_programmes(),), Settings(), builtin=True)
    assert workspace.ledger == fallback / "ledger.sqlite3"
    assert {terms.id for terms in proposed_terms(workspace)[0]} == {
        "hau-loc-lang-chanh",
        "bim-son-lang-chanh",
    }
    assert not fallback.exists()


def test_the_fallback_has_programmes_and_settings_of_its_own_once_they_are_put_there(
    folder: Path, fallback: Path
) -> None:
    source = write(fallback / "programmes.yaml")
    write(fallback / "workspace.yaml", "party: north\n")

    workspace = locate(None, folder, lambda: fallback)
    assert (workspace.sources, workspace.builtin) == ((source,), False)
    assert workspace.settings.party == "north"


@pytest.mark.parametrize("home", ["", "data"], ids=["folder", "data"])
def test_an_explicit_folder_is_taken_wherever_one_stands(
    folder: Path, fallback: Path, home: str
) -> None:
    elsewhere = folder.parent / "elsewhere"
    write(elsewhere / home / "programmes.yaml")
    write(folder / "programmes.yaml")

    assert locate(elsewhere, folder, lambda: fallback).folder == elsewhere / home


def test_an_explicit_folder_without_anything_is_refused_though_a_parent_is_a_workspace(
    folder: Path,
) -> None:
    write(folder / "programmes.yaml")
    empty = folder / "empty"
    empty.mkdir()

    for missing in (empty, folder / "missing"):
        (problem,) = refusal(folder, explicit=missing)
        assert (problem.code, problem.values) == ("S110", {"folder": str(missing)})


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("programmes.yaml", True),
        ("data/programmes.yaml", True),
        ("programmes/a.yaml", True),
        ("ledger.sqlite3", True),
        ("workspace.yaml", False),
        ("programmes/a.txt", False),
    ],
)
def test_a_workspace_is_told_by_its_programmes_or_its_ledger(
    folder: Path, file: str, *, expected: bool
) -> None:
    assert not is_workspace(folder)
    write(folder / file)
    assert is_workspace(folder) is expected


def test_a_ledger_makes_a_workspace_of_the_built_in_programmes(
    folder: Path, fallback: Path
) -> None:
    (folder / "ledger.sqlite3").touch()

    workspace = locate(None, folder, lambda: fallback)
    assert (workspace.folder, workspace.builtin) == (folder, True)
    assert workspace.sources == (builtin_programmes(),)


def test_several_files_stand_in_a_folder_of_programmes(folder: Path, fallback: Path) -> None:
    write(folder / "programmes.yaml")
    write(folder / "programmes" / "b.yaml", SECOND)
    write(folder / "programmes" / "a.yaml", SECOND.replace("south-north", "third"))
    write(folder / "programmes" / "notes.txt", "not read")

    workspace = locate(None, folder, lambda: fallback)
    assert [source.name for source in workspace.sources] == ["programmes.yaml", "a.yaml", "b.yaml"]
    terms, problems = proposed_terms(workspace)
    assert [one.id for one in terms] == ["north-south", "third", "south-north"]
    assert problems == ()


def test_a_folder_of_programmes_is_a_workspace_by_itself(folder: Path, fallback: Path) -> None:
    source = write(folder / "programmes" / "a.yaml")

    assert locate(None, folder, lambda: fallback) == Workspace(folder, (source,), Settings())


def test_a_programme_in_two_files_is_refused_where_it_stands_again(
    folder: Path, fallback: Path
) -> None:
    write(folder / "programmes" / "a.yaml")
    second = write(folder / "programmes" / "b.yaml")

    terms, (problem,) = proposed_terms(locate(None, folder, lambda: fallback))
    line = GOOD.splitlines().index("  north-south:") + 1
    assert [one.id for one in terms] == ["north-south"]
    assert (problem.code, problem.values) == ("T308", {"id": "north-south"})
    assert problem.place == Place(str(second), line, 3, 11, "  north-south:")


def test_the_problems_of_every_file_are_found_and_the_good_files_serve(
    folder: Path, fallback: Path
) -> None:
    write(folder / "programmes" / "a.yaml", GOOD.replace("recipient: south", "recipient: north"))
    write(folder / "programmes" / "b.yaml", "- a list\n")
    (folder / "programmes" / "c.yaml").write_bytes("units: {đồng: {}}".encode("utf-16"))
    write(folder / "programmes" / "d.yaml", SECOND)

    terms, problems = proposed_terms(locate(None, folder, lambda: fallback))
    assert [one.id for one in terms] == ["south-north"]
    assert [problem.code for problem in problems] == ["T301", "T006", "T020"]


@pytest.mark.parametrize(
    ("written", "code", "where"),
    [
        ("units: {đồng: {}}".encode("utf-16"), "T020", {}),
        ("units: {đồng: {}}".encode("utf-16-be"), "T020", {}),
        ("# Ghi\n# chú\nunits: é".encode("latin-1"), "T009", {"line": 2}),
        (b"units: \xf0\x9f", "T009", {"line": 1}),
    ],
    ids=["UTF-16", "UTF-16 without BOM", "Latin-1", "cut off"],
)
def test_a_file_that_is_not_utf_8_is_refused(
    folder: Path, written: bytes, code: str, where: dict[str, int]
) -> None:
    path = folder / "programmes.yaml"
    path.write_bytes(written)

    with pytest.raises(Refused) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values) == (code, {"file": str(path), **where})


def test_a_foreign_byte_is_told_by_its_line(folder: Path) -> None:
    for line in (1, 2, 3):
        path = folder / "programmes.yaml"
        path.write_bytes(b"\n" * (line - 1) + b"a: \xff" + b"\n\n\n")

        with pytest.raises(Refused) as caught:
            read_file(path)
        assert [problem.values["line"] for problem in caught.value.problems] == [line]


def test_a_file_is_read_up_to_the_bytes_that_its_characters_may_take(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopledger.terms.workspace.MOST_BYTES", 16)
    path = folder / "programmes.yaml"
    path.write_bytes(b"a: b # 16 bytes\n")
    assert read_file(path).tree() == {"a": "b"}
    path.write_bytes(b"a: b # 17 bytes!\n")

    with pytest.raises(Refused) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["file"]) == ("T005", str(path))


@pytest.mark.parametrize(
    ("method", "asked"),
    [("open", "programmes.yaml"), ("iterdir", "programmes"), ("lstat", ".")],
)
def test_what_nobody_may_look_at_is_refused_with_its_name(
    folder: Path, method: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "programmes.yaml")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, method, forbidden)
    with pytest.raises(Refused) as caught:
        read_file(folder / "programmes.yaml") if method == "open" else locate(folder, folder, Path)
    (problem,) = caught.value.problems
    cause = Cause("EACCES", os.strerror(errno.EACCES))
    assert (problem.code, problem.values) == (
        "S111", {"file": str(folder / asked), "cause": cause},
    )  # fmt: skip


def test_a_folder_on_the_way_that_nobody_may_look_into_is_passed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = folder / "closed" / "below"
    below.mkdir(parents=True)
    write(folder / "programmes.yaml")
    looked = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        if path.parent.name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return looked(path)

    monkeypatch.setattr(Path, "lstat", lstat)
    assert locate(None, below, Path).folder == folder


@pytest.mark.parametrize("own", [True, False])
def test_a_workspace_whose_settings_cannot_be_read_has_the_usual_ones(
    folder: Path, *, own: bool
) -> None:
    write(folder / "programmes.yaml") if own else (folder / "ledger.sqlite3").touch()
    write(folder / "workspace.yaml", "language: fr\n")

    found = locate(folder, folder, Path)
    assert (found.folder, found.settings, found.builtin) == (folder, Settings(), not own)
    assert [problem.code for problem in found.problems] == ["T109"]


def test_a_file_of_a_hundred_megabytes_is_not_read_into_memory(folder: Path) -> None:
    path = folder / "programmes.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(Refused) as caught:
        read_file(path)
    assert [problem.code for problem in caught.value.problems] == ["T005"]


def test_a_byte_order_mark_does_no_harm(folder: Path, fallback: Path) -> None:
    (folder / "programmes.yaml").write_bytes(codecs.BOM_UTF8 + GOOD.encode())

    assert proposed_terms(locate(None, folder, lambda: fallback))[1] == ()


def test_a_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_file(folder)

    (problem,) = caught.value.problems
    assert problem.code == "S111"
    assert problem.values["file"] == str(folder)


def test_a_file_that_is_not_there_is_refused_with_the_reason(folder: Path) -> None:
    path = folder / "programmes.yaml"

    with pytest.raises(Refused) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    cause = Cause("ENOENT", os.strerror(errno.ENOENT))
    assert (problem.code, problem.values) == ("S111", {"file": str(path), "cause": cause})


@pytest.fixture
def _locale_of_old() -> Iterator[None]:
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


@pytest.mark.usefixtures("_locale_of_old")
def test_a_file_is_utf_8_whatever_the_locale_says(folder: Path) -> None:
    assert read_file(write(folder / "programmes.yaml", "a: tấn")).tree() == {"a": "tấn"}


def test_settings_are_optional_and_today_is_in_vietnam(folder: Path) -> None:
    defaults = settings(folder, "recorder: Lê Thị Mai\n")

    assert defaults == Settings(recorder="Lê Thị Mai")
    assert (defaults.party, defaults.language, defaults.decimal) == (None, None, None)
    assert defaults.zone == ZoneInfo("Asia/Ho_Chi_Minh")


def test_every_setting_is_read(folder: Path) -> None:
    text = "party: north\nrecorder: An\nlanguage: en\ntime_zone: Asia/Tokyo\ndecimal: ','\n"

    assert settings(folder, text) == Settings(
        party="north", recorder="An", language="en", time_zone="Asia/Tokyo", decimal=","
    )


def test_who_issues_documents_is_said_once_or_in_both_languages(folder: Path) -> None:
    text = """\
issuer:
  parent: UBND tỉnh
  name: {vi: UBND huyện, en: People's Committee}
  symbol: BC-UBND
  to: UBND tỉnh
  position: [KT. Chủ tịch, {vi: Phó Chủ tịch, en: Vice Chair}]
  signer: An
  recipients: [Như trên, Lưu: VT]
"""
    issuer = settings(folder, text).issuer

    def both(vi: str, en: str) -> Words:
        return Words(vi=vi, en=en)

    assert issuer == Issuer(
        parent=both("UBND tỉnh", "UBND tỉnh"),
        name=both("UBND huyện", "People's Committee"),
        symbol="BC-UBND",
        to=(both("UBND tỉnh", "UBND tỉnh"),),
        position=(both("KT. Chủ tịch", "KT. Chủ tịch"), both("Phó Chủ tịch", "Vice Chair")),
        signer="An",
        recipients=(both("Như trên", "Như trên"), both("Lưu: VT", "Lưu: VT")),
    )
    assert settings(folder, "recorder: An\n").issuer == Issuer()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# decimal: ','\n# language: vi\n", "  # language: vi\n"]
)
def test_a_file_that_sets_nothing_is_no_mistake(folder: Path, text: str) -> None:
    assert settings(folder, text) == Settings()


@pytest.mark.parametrize(
    ("text", "code", "column", "values"),
    [
        ("time_zone: Asia/Hanoi", "T501", 12, {"typed": "Asia/Hanoi"}),
        ("time_zone: ../../etc", "T501", 12, {"typed": "../../etc"}),
        ("time_zone: Asia", "T501", 12, {"typed": "Asia"}),
        ("langauge: vi", "T102", 1, {
            "field": "langauge", "nearest": "language",
            "known": ("party", "recorder", "language", "time_zone", "decimal", "ledger", "issuer"),
        }),
        ("language: fr", "T109", 11,
         {"field": "language", "typed": "fr", "expected": ("vi", "en"), "nearest": None}),
        ("decimal: ;", "T109", 10,
         {"field": "decimal", "typed": ";", "expected": (".", ","), "nearest": None}),
        ("party: Huyện Bắc", "T104", 8, {"typed": "Huyện Bắc", "most": 64}),
        ("recorder: [a]", "T103", 1, {"field": "recorder"}),
        ("issuer: UBND", "T110", 9, {}),
        ("issuer: {signer: [A]}", "T103", 10, {"field": "signer"}),
        ("party: a\nparty: b", "T003", 1, {"key": "party", "first": 1}),
    ],
)  # fmt: skip
def test_a_problem_of_the_settings_is_refused_at_its_place(
    folder: Path, text: str, code: str, column: int, values: dict[str, object]
) -> None:
    write(folder / "programmes.yaml")
    path = write(folder / "workspace.yaml", text)

    (problem,) = problems_of_settings(folder)
    assert (problem.code, problem.values) == (code, values)
    assert isinstance(problem.place, Place)
    assert (problem.place.file, problem.place.line, problem.place.column) == (
        str(path), text.count("\n") + 1, column,
    )  # fmt: skip


def test_every_problem_of_the_settings_is_found_in_one_reading(folder: Path) -> None:
    write(folder / "programmes.yaml")
    write(folder / "workspace.yaml", "time_zone: Mars\nlanguage: fr\ncolour: red\n")

    assert {p.code for p in problems_of_settings(folder)} == {"T501", "T109", "T102"}


def test_the_problems_of_the_settings_hide_none_of_the_programmes(folder: Path) -> None:
    write(folder / "programmes.yaml", GOOD.replace("recipient: south", "recipient: north"))
    write(folder / "workspace.yaml", "language: fr\n")

    with pytest.raises(Refused) as caught:
        Ledger.open(folder, clock=lambda: datetime.now(UTC), recorded_by="An")
    assert [problem.code for problem in caught.value.problems] == ["T109", "T301"]


def test_what_was_agreed_is_read_alike_whatever_the_decimal_sign(
    folder: Path, fallback: Path
) -> None:
    """Both sides read the same file; a setting of one must not change what it says."""
    write(folder / "programmes.yaml", GOOD.replace("target: 1000 tonne", "target: 1.000 tonne"))

    for sign in ",", ".":
        write(folder / "workspace.yaml", f"decimal: '{sign}'\n")
        terms, (problem,) = proposed_terms(locate(None, folder, lambda: fallback))
        assert (terms, problem.code) == ((), "Q102")
