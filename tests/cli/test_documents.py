"""Results written to files: where they go, what is there already, that they come out the same."""

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from coopledger.present.machine.schemas import NAMES
from tests.conftest import LANGUAGES, Clock
from tests.coop import Coop
from tests.faults.places import KINDS, make
from tests.kept import Kept
from tests.present.offices import CEMENT, furnish
from tests.refusals import codes, files, refused
from tests.without import without

DOCUMENTS = ("docx", "xlsx", "html")
_KEPT = Kept()


@pytest.fixture
def office(tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]) -> Coop:
    """A workspace with something of everything, and an office that issues reports."""
    folder = tmp_path / "office"
    folder.mkdir()
    _KEPT.bring("office", folder, lambda: furnish(folder))
    return Coop(folder, clock, capsys)


def report(office: Coop, *options: str) -> Path:
    """The report on 2023 as a file, named by the last option."""
    answer = office("report", "--year", "2023", "--output", *reversed(options[-1:]), *options[:-1])
    assert (answer.code, answer.out) == (0, "")
    return office.folder / options[-1]


# Formats


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.docx", b"PK"), ("r.xlsx", b"PK"), ("r.html", b"<!DOCTYPE html>"),
        ("r.HTM", b"<!DOCTYPE html>"), ("r.json", b"{"), ("r.csv", b"\xef\xbb\xbfas_of,"),
        ("r.md", b"## "), ("r.txt", "Huyện".encode()), ("r", "Huyện".encode()),
    ],
)  # fmt: skip
def test_the_end_of_a_name_says_the_format(name: str, begins: bytes, office: Coop) -> None:
    office.lang = "vi_VN.UTF-8"
    assert report(office, name).read_bytes().startswith(begins)


def test_an_asked_format_goes_before_the_name(office: Coop) -> None:
    made = report(office, "--format", "csv", "r.docx").read_bytes()
    assert made == office("report", "--year", "2023", "--format", "csv").out.encode()


def test_a_file_holds_what_the_screen_would_show(office: Coop) -> None:
    """Where it is wide enough; JSON and CSV to the byte."""
    for form, name in (("table", "r.txt"), ("json", "r.json"), ("markdown", "r.md")):
        shown = office("report", "--year", "2023", "--format", form).out
        assert report(office, name).read_text(encoding="utf-8") == shown


def test_a_name_that_says_no_format_is_refused(office: Coop) -> None:
    refused(office, ["report", "--year", "2023", "--output", "r.pdf"], "U107", 2)
    refused(office, ["status", "--output", "r.docx"], "U107", 2)  # nobody signs a status


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_is_no_text_is_not_written_to_a_screen(form: str, office: Coop) -> None:
    refused(office, ["report", "--year", "2023", "--format", form], "U106", 2)


def test_the_page_may_be_piped(office: Coop) -> None:
    shown = office("status", "--format", "html").out
    assert shown.encode() == _status(office, "s.html").read_bytes()


def _status(office: Coop, name: str) -> Path:
    assert office("status", "--output", name).code == 0
    return office.folder / name


def test_number_and_date_belong_to_the_report_that_is_signed(office: Coop) -> None:
    for option in (["--number", "7"], ["--date", "2024-01-05"]):
        refused(office, ["report", "--year", "2023", *option], "U105", 2)
        refused(office, ["report", "--year", "2023", "--output", "r.xlsx", *option], "U105", 2)
    made = report(office, "--number", "7", "--date", "5/1/2024", "--lang", "vi", "r.docx")
    assert "ngày 05 tháng 01 năm 2024".encode() in made.read_bytes()
    assert "Số: 07/BC-UBND".encode() in made.read_bytes()


def test_the_administrative_year(office: Coop) -> None:
    asked = ("report", "--year", "2023", "--period", "administrative")
    told = json.loads(office(*asked, "--format", "json").out)
    assert (told["since"], told["through"]) == ("2022-12-15", "2023-12-14")
    (cement,) = (p for p in told["programmes"] if p["id"] == CEMENT)
    years = cement["content_areas"][3]["pledges"][0]["years"]
    assert {one["year"]: one["delivered"] for one in years}[2023] == "510"
    assert "2022-12-15 to 2023-12-14" in office(*asked).out


# Where it goes


@pytest.mark.parametrize("form", [*DOCUMENTS, "csv"])
def test_a_file_that_is_there_is_kept_unless_forced(form: str, office: Coop) -> None:
    name = f"r.{form}"
    (office.folder / name).write_text("signed")
    refused(office, ["report", "--year", "2023", "--output", name], "S116", 4)
    assert (office.folder / name).read_text() == "signed"
    made = report(office, "--force", name)
    assert made.read_bytes() != b"signed"
    assert [path.name for path in office.folder.glob(".coop-*")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_replaced(kind: str, office: Coop) -> None:
    make(office.folder / "r.docx", kind)
    refused(office, ["report", "--year", "2023", "--output", "r.docx", "--force"], "S105", 4)


def test_a_file_that_is_read_only_is_not_replaced(office: Coop) -> None:
    path = office.folder / "r.docx"
    path.write_text("signed")
    path.chmod(0o444)
    refused(office, ["report", "--year", "2023", "--output", "r.docx", "--force"], "S105", 4)


def test_a_folder_that_is_not_there_is_not_made(office: Coop) -> None:
    refused(office, ["report", "--year", "2023", "--output", "no/r.docx"], "S105", 4)


def test_a_link_stays_a_link_to_the_new_file(office: Coop) -> None:
    """And who may read the file stays as it was."""
    (office.folder / "kept.html").write_text("old")
    (office.folder / "kept.html").chmod(0o640)
    (office.folder / "r.html").symlink_to("kept.html")
    report(office, "--force", "r.html")
    assert (office.folder / "r.html").is_symlink()
    kept = office.folder / "kept.html"
    assert kept.read_bytes().startswith(b"<!DOCTYPE")
    assert kept.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("existing", ["signed", ""])
@pytest.mark.parametrize("name", ["r.docx", "r.csv"])
def test_on_a_full_disk_nothing_is_lost_and_nothing_left(
    existing: str,
    name: str,
    office: Coop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if existing:
        (office.folder / name).write_text(existing)
    before = files(office.folder)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("coopledger.files.fsync", full)
    answer = office("report", "--year", "2023", "--output", name, "--force")
    assert (codes(answer.err), answer.code) == (["S104"], 4)
    assert files(office.folder) == before


# What is not installed


@pytest.mark.parametrize(
    ("form", "module"), [("docx", "docx"), ("xlsx", "xlsxwriter"), ("html", "jinja2")]
)
def test_what_is_not_installed_is_named_with_the_command_that_installs_it(
    form: str, module: str, office: Coop, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(module, monkeypatch)
    asked = ["report", "--year", "2023", "--output", f"r.{form}"]
    answer = refused(office, asked, "X301", 1)
    assert "pip install 'coopledger[report]'" in answer.err


# The same again


@pytest.mark.parametrize("form", DOCUMENTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_that_was_signed_is_made_again_to_the_byte(
    form: str, lang: str, office: Coop, clock: Clock
) -> None:
    """By its heads, whatever was recorded since and on whatever day it is made."""
    told = json.loads(office("report", "--year", "2023", "--format", "json").out)
    heads = [f"{h['book']}#{h['seq']}:{h['hash'][:20]}" for h in
             (programme["head"] for programme in told["programmes"])]  # fmt: skip
    signed = report(office, "--lang", lang, f"signed.{form}").read_bytes()
    clock.advance(days=40)
    late = ["record-delivery", "--tonnes", "33", "--date", "2023-06-01", "--document", "99/BB"]
    assert office(*late, "--reason", "đến muộn").code == 0
    assert (
        office("confirm", f"{CEMENT}#7", "--party", "lang-chanh", "--date", "2023-12-05").code == 0
    )
    now = report(office, "--lang", lang, f"now.{form}").read_bytes()
    known = [word for head in heads for word in ("--known-at", head)]
    again = report(office, "--lang", lang, *known, f"again.{form}").read_bytes()
    digests = [hashlib.sha256(made).hexdigest() for made in (signed, again, now)]
    assert digests[0] == digests[1] != digests[2]


# Minutes


def test_minutes_of_an_entry_and_blank_ones(office: Coop) -> None:
    answer = office("minutes", f"{CEMENT}#2", "--output", "m.docx", "--format", "json")
    told = json.loads(answer.out)
    assert told == {
        "schema": "coopledger.minutes/1", "programme": CEMENT, "pledge": "cement",
        "entry": f"{CEMENT}#2", "stage": None, "file": "m.docx",
    }  # fmt: skip
    assert "minutes" in NAMES
    assert (office.folder / "m.docx").read_bytes().startswith(b"PK")
    blank = office("minutes", "--pledge", "giao-an-school", "--blank", "--output", "b.docx",
                   "--stage", "completed", "--lang", "vi")  # fmt: skip
    assert blank.out == "Đã lập biên bản: b.docx\n"
    assert "NGHIỆM THU".encode() in (office.folder / "b.docx").read_bytes()


@pytest.mark.parametrize(
    ("typed", "code", "status"),
    [
        ([], "U101", 2),
        ([f"{CEMENT}#2", "--blank"], "U101", 2),
        ([f"{CEMENT}#2", "--pledge", "cement"], "U105", 2),
        ([f"{CEMENT}#2", "--stage", "completed"], "U105", 2),
        (["--blank"], "U006", 2),
        (["--blank", "--pledge", "sement"], "B151", 1),
        ([f"{CEMENT}#5"], "B177", 1),
        (["hau-loc-lang-chanh#2"], "B177", 1),
        ([f"{CEMENT}#99"], "B122", 1),
    ],
)
def test_minutes_that_cannot_be_made(
    typed: list[str], code: str, status: int, office: Coop
) -> None:
    refused(office, ["minutes", *typed, "--output", "m.docx"], code, status)


def test_minutes_need_a_file_and_do_not_overwrite_one(office: Coop) -> None:
    refused(office, ["minutes", f"{CEMENT}#2"], "U106", 2)
    (office.folder / "m.docx").write_text("signed")
    refused(office, ["minutes", f"{CEMENT}#2", "--output", "m.docx"], "S116", 4)
    assert office("minutes", f"{CEMENT}#2", "--output", "m.docx", "--force").code == 0


def test_nobody_signs_minutes_of_what_was_cancelled(office: Coop) -> None:
    assert office("reverse", f"{CEMENT}#4", "--reason", "ghi nhầm").code == 0
    refused(office, ["minutes", f"{CEMENT}#4", "--output", "m.docx"], "B134", 1)
    assert office("reverse", f"{CEMENT}#2", "--reason", "ghi nhầm").code == 0
    refused(office, ["minutes", f"{CEMENT}#6", "--output", "m.docx"], "B134", 1)  # its return


def test_the_settings_say_what_is_wrong_with_the_issuer(office: Coop) -> None:
    with (office.folder / "workspace.yaml").open("a", encoding="utf-8") as settings:
        settings.write("  signed_by: A\n")
    answer = office("report", "--year", "2023", "--output", "r.docx")
    assert (codes(answer.err), answer.code) == (["T102"], 1)
