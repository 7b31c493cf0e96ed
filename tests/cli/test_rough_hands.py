"""Whatever is typed is recorded as it was meant, or refused so that one knows what to type."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROGRAMMES
from tests.coop import Coop
from tests.refusals import files, refused

DELIVERY = ("record-delivery", "--date", "2023-03-15")
CEMENT = (*DELIVERY, "--tonnes", "500")
BOOK = "bim-son-lang-chanh"


@pytest.mark.parametrize(
    ("tonnes", "code"),
    [
        ("1.500", "Q102"),
        ("0", "B104"),
        ("-5", "B104"),
        ("−5", "B104"),
        ("1e3", "Q101"),
        ("NaN", "Q101"),
        ("500.0001", "Q104"),
        ("５００", "Q101"),
        ("½", "Q101"),
        ("", "Q101"),
        ("4 000", "Q107"),
        ("9" * 60, "Q103"),
        ("9" * 25, "Q105"),
        ("2000.001", "B109"),
        ("5 bò", "Q110"),
        ("5 classroom", "Q112"),
    ],
)
def test_tonnes_that_are_no_number_of_tonnes(tonnes: str, code: str, coop: Coop) -> None:
    refused(coop, [*DELIVERY, "--tonnes", tonnes], code, 1)


def test_a_refusal_changes_nothing_of_what_is_recorded(coop: Coop) -> None:
    assert coop(*CEMENT).code == 0
    for tonnes, code in (("0", "B104"), ("1.500", "Q102"), ("1500.001", "B109")):
        refused(coop, [*DELIVERY, "--tonnes", tonnes], code, 1)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-24", "B102"),
        ("2019-05-05", "B103"),
        ("31/2/2023", "Q202"),
        ("0000-01-01", "Q202"),
        ("3/15/23", "Q201"),
        ("２０２３-01-01", "Q201"),
        ("hôm qua", "Q201"),
        ("", "Q201"),
    ],
)
def test_days_on_which_nothing_can_have_happened(day: str, code: str, coop: Coop) -> None:
    refused(coop, ["record-delivery", "--tonnes", "500", "--date", day], code, 1)


def test_any_day_and_any_year_can_be_asked_for(coop: Coop) -> None:
    coop(*CEMENT)
    for day in ("0001-01-01", "9999-12-31", "29/2/2024"):
        assert coop("status", "--as-of", day).code == 0
    for year in ("1000", "2999"):
        assert coop("report", "--year", year).code == 0


# Text


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
def test_what_looks_like_markup_is_shown_as_it_was_typed(form: str, coop: Coop) -> None:
    note = "[bold]x[/bold] [link=http://a.vn]y[/link] :smile:"
    assert coop(*CEMENT, "--note", note, "--document", "[red]1").code == 0
    for command in ("entries", f"show {BOOK}#2"):
        out = coop(*command.split(), "--format", form).out
        assert note in out.replace("\\", "")
        assert "\x1b" not in out


INVISIBLE = {
    "an ANSI escape": "\x1b[31mđỏ",
    "a bidi override": "đã giao\u202e005",
    "a NUL": "a\0b",
    "a new line": "xyz\nxyz",
    "a zero-width blank": "a\u200bb",
    "a byte that is no UTF-8": "a\udcff",
}


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
def test_what_cannot_be_seen_is_not_recorded(text: str, coop: Coop) -> None:
    refused(coop, [*CEMENT, "--note", text], "Q301", 1)


@pytest.mark.parametrize("option", ["--document", "--key"])
def test_nor_in_any_other_text(option: str, coop: Coop) -> None:
    refused(coop, [*CEMENT, option, "".join(INVISIBLE.values())], "Q301", 1)


@pytest.mark.parametrize("option", ["--note", "--document"])
def test_a_megabyte_is_no_remark(option: str, coop: Coop) -> None:
    refused(coop, [*CEMENT, option, "ă" * 1_000_000], "Q302", 1)


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        ("record-delivery --tonnes ?", "Q301", 1),
        ("record-delivery --tonnes 5 --date ?", "Q201", 1),
        ("record-delivery --tonnes 5 --pledge ?", "B151", 1),
        ("record-delivery --tonnes 5 --party ?", "B101", 1),
        ("status --programme ?", "B154", 1),
        ("show ?", "B156", 1),
        ("report --year ?", "Q203", 1),
        ("status --lang ?", "U007", 2),
        ("status ?", "U005", 2),
        ("?", "U001", 2),
    ],
)
def test_what_cannot_be_seen_reaches_no_terminal(
    arguments: str, code: str, status: int, coop: Coop
) -> None:
    text = "".join(INVISIBLE.values())
    answer = coop(*(text if part == "?" else part for part in arguments.split()))
    assert (f"[{code}]" in answer.err, answer.code) == (True, status)
    assert all(line.isprintable() for line in answer.err.splitlines())
    said = coop(*(text if part == "?" else part for part in arguments.split()), "--format", "json")
    assert said.code == status
    assert all(line.isprintable() for line in said.out.splitlines())


def test_decomposed_letters_are_the_same_letters(coop: Coop) -> None:
    note, pledge = "giao tại xã Giao Ân", "Xi măng"
    apart = [unicodedata.normalize("NFD", text) for text in (note, pledge)]
    assert apart != [note, pledge]
    coop(*CEMENT, "--note", apart[0], "--pledge", apart[1])
    (*_, entry) = json.loads(coop("entries", "--format", "json").out)["entries"]
    assert (entry["note"], entry["pledge"]) == (note, "cement")


# What is meant


def test_a_pledge_is_the_same_however_it_is_named(coop: Coop) -> None:
    names = ("cement", f"{BOOK}/cement", "Xi măng", "xi mang", "XI MĂNG", "Cement")
    said = [coop(*CEMENT, "--document", "12/BB", "--pledge", name).out for name in names]
    assert [f"Already recorded as {BOOK}#2" in out for out in said] == [False] + [True] * 5


def test_a_pledge_is_not_looked_for_in_another_programme(coop: Coop) -> None:
    answer = refused(
        coop, [*CEMENT, "--pledge", "cement", "--programme", "hau-loc-lang-chanh"], "B151", 1
    )
    assert "hau-loc-lang-chanh/giao-an-school" in answer.err


def test_tonnes_under_two_pledges_in_tonnes_lists_both(
    coop_in: Callable[[Path], Coop], tmp_path: Path
) -> None:
    text = PROGRAMMES.read_text(encoding="utf-8")
    cement = "          - id: cement\n"
    steel = cement.replace("cement", "steel") + (
        "            title: {vi: Thép, en: Steel}\n"
        "            form: goods\n"
        "            target: 50 tonne\n"
    )
    (tmp_path / "two").mkdir()
    path = tmp_path / "two" / "programmes.yaml"
    path.write_text(text.replace(cement, steel + cement), encoding="utf-8")
    coop = coop_in(tmp_path / "two")
    answer = refused(coop, CEMENT, "B152", 1)
    assert f"{BOOK}/steel, {BOOK}/cement" in answer.err
    assert coop(*DELIVERY, "--tonnes", "50", "--pledge", "thep").code == 0


# What was agreed


def test_a_kilogram_above_the_target(coop: Coop) -> None:
    assert coop(*DELIVERY, "--tonnes", "2000").code == 0
    answer = refused(coop, [*DELIVERY, "--tonnes", "0.001"], "B109", 1)
    assert "0.001 t too much" in answer.err
    assert coop(*DELIVERY, "--tonnes", "0.001", "--allow-excess").code == 0


def test_one_dong_above_the_ceiling(coop: Coop) -> None:
    pay = ("record-disbursement", "--date", "2023-03-15")
    refused(coop, [*pay, "--vnd", "4000000001"], "B110", 1)
    assert coop(*pay, "--vnd", "4000000000").code == 0
    answer = refused(coop, [*pay, "--vnd", "1"], "B110", 1)
    assert "VND 1 too much" in answer.err


@pytest.mark.parametrize("stage", ["completed", "handed-over"])
def test_a_fifth_classroom(stage: str, coop: Coop) -> None:
    build = ("record-completion", "--date", "2023-11-20", "--stage", stage, "--classrooms")
    assert coop(*build, "4").code == 0
    refused(coop, [*build, "1"], "B109", 1)
    refused(coop, [*build, "0.5"], "Q104", 1)


def test_what_cannot_be_reversed(coop: Coop) -> None:
    why = ("--reason", "ghi nhầm")
    refused(coop, ["reverse", f"{BOOK}#2", *why], "B156", 1)
    coop(*CEMENT)
    for entry in (f"{BOOK}#99", f"{BOOK}#0", "99"):
        refused(coop, ["reverse", entry, *why], "B122", 1)
    for entry in (f"{BOOK}#", f"{BOOK}#-2", f"{BOOK}#2.5", "hau-loc-lang-chanh#2", ""):
        refused(coop, ["reverse", entry, *why], "B156", 1)
    refused(coop, ["reverse", f"{BOOK}#1", *why], "B123", 1)
    refused(coop, ["reverse", f"{BOOK}#2"], "B121", 1)
    assert coop("reverse", f"{BOOK}#2", *why).code == 0
    refused(coop, ["reverse", f"{BOOK}#2", *why], "B124", 1)
    refused(coop, ["reverse", f"{BOOK}#3", *why], "B123", 1)
    assert coop("verify").code == 0


def test_a_replacement_that_is_refused_reverses_nothing(coop: Coop) -> None:
    coop(*CEMENT)
    more = [*DELIVERY, "--tonnes", "2000.001", "--replaces", f"{BOOK}#2", "--reason", "nhầm"]
    refused(coop, more, "B109", 1)


# Tables


def test_rows_that_are_skipped_are_never_written_over_their_table(coop: Coop) -> None:
    (coop.folder / "t.csv").write_text("Date;Quantity (t)\n32/3/2023;500\n", encoding="utf-8")
    refused(coop, ["import", "t.csv", "--skip-bad", "t.csv"], "S116", 4)
    refused(coop, ["import", "t.csv", "--skip-bad", "t.csv", "--force"], "S114", 4)


@pytest.mark.parametrize(
    "arguments",
    [
        ["record-delivery"],
        ["record-delivery", "--tonnes", "5", "--quantity", "5 t"],
        ["record-delivery", "--tonnes"],
        ["record-delivery", "500"],
        ["record-delivery", "--tones", "500"],
        ["report"],
        ["show"],
        ["status", "--format", "xlsx"],
        ["status", "--quiet=yes"],
        ["satus"],
        ["confirm"],
        ["confirm", f"{BOOK}#2", "--accepted"],
        ["confirm", f"{BOOK}#2", "--acepted", "480"],
        ["dispute", f"{BOOK}#2", "nhầm"],
        ["record-return", f"{BOOK}#2"],
        ["record-return", f"{BOOK}#2", "--tonnes", "5", "--quantity", "5 t"],
        ["record-delivery", "--tonnes", "5", "--evidence"],
        ["supplement", f"{BOOK}#2", "--evidence", "a.pdf", "b.pdf"],
        ["import"],
        ["import", "a.csv", "--template", "b.xlsx"],
        ["import", "--template", "b.xlsx", "--dry-run"],
        ["import", "--template", "b.xlsx", "--pledge", "cement"],
        ["import", "a.csv", "b.csv"],
        ["import", "--skip-bad"],
        ["adopt", "--correction", "--restate"],
        ["adopt", "--mends", f"{BOOK}#1"],
        ["adopt", "--correction=yes"],
        ["close"],
        ["close", "--through"],
        ["evidence"],
        ["seal", "--output"],
        ["verify", "--expect"],
        ["status", "--known-at"],
        ["entries", "--after"],
        ["entries", "--pending=yes"],
    ],
    ids=" ".join,
)
def test_what_is_mistyped_is_exit_2(arguments: list[str], coop: Coop) -> None:
    before = files(coop.folder)
    for lang in ("vi", "en"):
        answer = coop("--lang", lang, *arguments)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("lỗi[U" if lang == "vi" else "error[U")
    assert files(coop.folder) == before
