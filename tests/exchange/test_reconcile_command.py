"""`coop reconcile`: a copy goes from one workspace to another, and what that answers."""

import csv
import io
import json
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from coopledger import Draft
from coopledger.exchange.reconcile import Source, reconcile
from coopledger.exchange.reconcile.outcome import Outcome
from coopledger.present.fit import cell_width
from coopledger.present.machine.rows import BOM
from coopledger.present.papers.docx import drawn
from coopledger.present.papers.paper import Grid, Paper, Text
from coopledger.present.papers.reconciliation import paper
from coopledger.present.say import Say
from tests.conftest import LANGUAGES, PROGRAMMES
from tests.coop import Coop
from tests.exchange.books import HILL, TODAY, TOWN, about, book, cement, fair
from tests.kept import Kept
from tests.office import converted
from tests.refusals import refused
from tests.schemas import validated

BOOK = "bim-son-lang-chanh"
OURS = (
    "--tonnes 500 --date 2023-03-15 --document 12/BB-UBND",
    "--tonnes 300 --date 2023-06-15 --document 20/BB-UBND",
    "--tonnes 40 --date 2023-07-15 --document 21/BB-UBND",
    "--tonnes 60 --date 2023-08-15 --document 22/BB-UBND",
    "--tonnes 7 --date 2023-09-15 --document 23/BB-UBND",
)
THEIRS = (
    "--tonnes 480 --date 2023-03-15 --document 12/BB-UBND",
    "--tonnes 100 --date 2023-06-15 --document 20/BB-UBND",
    "--tonnes 200 --date 2023-06-15 --document 20/BB-UBND",
    "--tonnes 40 --date 2023-07-16 --document 21/BB-UBND",
    "--tonnes 10 --date 2024-01-02 --document 1/BB-LC",
    "--tonnes 7 --date 2023-09-15 --document 23/BB-UBND",
)


def record(coop: Coop, lines: Sequence[str], party: str) -> None:
    for line in lines:
        assert coop("record-delivery", *line.split(), "--party", party).code == 0


@pytest.fixture
def theirs(coop: Coop, tmp_path: Path, coop_in: Callable[[Path], Coop]) -> Coop:
    """The recipient's workspace, whose book goes to the provider as `theirs.jsonl`."""
    folder = tmp_path / "lang-chanh"
    folder.mkdir()
    shutil.copy(PROGRAMMES, folder)
    other = coop_in(folder)

    def dispute() -> None:
        record(other, THEIRS, "lang-chanh")
        assert other("dispute", f"{BOOK}#7", "--party", "bim-son", "--reason", "x").code == 0

    _KEPT.bring("theirs", folder, dispute)
    _KEPT.bring("ours", coop.folder, lambda: record(coop, OURS, "bim-son"))
    copied(other, coop)
    return other


_KEPT = Kept()


def copied(one: Coop, other: Coop) -> None:
    """Their book goes to the other office."""
    target = other.folder / "theirs.jsonl"
    assert one("export", "--output", str(target), "--force").code == 0


def told(coop: Coop, *options: str) -> Any:
    answer = json.loads(coop("reconcile", "theirs.jsonl", *options, "--format", "json").out)
    assert validated(answer) == "reconcile"
    return answer


def test_what_two_offices_wrote_is_told_apart(coop: Coop, theirs: Coop) -> None:
    answer = told(coop)
    assert not answer["agrees"]
    found = [
        (one["result"], *(_numbers(one[side]) for side in ("ours", "theirs")),
         [unlike["field"] for unlike in one["differences"]])
        for one in answer["matches"]
    ]  # fmt: skip
    assert found == [
        ("differing", [2], [2], ["quantity"]),
        ("agreed", [3], [3, 4], []),
        ("differing", [4], [5], ["day"]),
        ("disputed", [6], [7], ["quantity", "disputed"]),
    ]
    assert [one["entry"] for one in answer["only_ours"]] == [f"{BOOK}#5"]
    assert [one["entry"] for one in answer["only_theirs"]] == [f"{BOOK}#6"]
    (bridge,) = answer["bridges"]
    names = ("ours", "only_ours", "only_theirs", "differing", "theirs")
    assert [bridge[name] for name in names] == ["907", "-60", "10", "-27", "830"]
    assert answer["theirs"] == {
        "party": "lang-chanh", "file": "theirs.jsonl", "sha256": None,
        "head": json.loads(theirs("seal", "--format", "json").out)["heads"][0],
    }  # fmt: skip
    assert (coop("reconcile", "theirs.jsonl").code, coop("entries").code) == (1, 0)


def _numbers(facts: Sequence[Any]) -> list[int]:
    return [int(fact["entry"].partition("#")[2]) for fact in facts]


def test_the_other_office_sees_the_same_from_its_side(coop: Coop, theirs: Coop) -> None:
    copied(coop, theirs)
    mine = told(coop)
    other = told(theirs, "--party", "bim-son")
    assert (other["ours"]["party"], other["theirs"]["party"]) == ("lang-chanh", "bim-son")
    assert other["only_theirs"] == mine["only_ours"]
    assert [one["theirs"] for one in other["matches"]] == [one["ours"] for one in mine["matches"]]


def test_a_book_agrees_with_its_copy_and_the_exit_code_says_so(coop: Coop) -> None:
    record(coop, OURS, "bim-son")
    copied(coop, coop)
    answer = coop("reconcile", "theirs.jsonl")
    assert (answer.code, "The two books agree\n" in answer.out) == (0, True)
    assert "Agreed" not in answer.out
    assert "20/BB" not in answer.out
    assert "\nAgreed\n" in coop("reconcile", "theirs.jsonl", "--all").out


# What their book answers


@pytest.mark.usefixtures("theirs")
def test_what_is_proposed_can_be_typed(coop: Coop) -> None:
    lines = [one["command"] for one in told(coop)["proposals"]]
    assert [shlex.split(line)[2] for line in lines] == [f"{BOOK}#2", f"{BOOK}#3"]
    shown = coop("reconcile", "theirs.jsonl").out
    for line in lines:
        assert f"  {line}\n" in shown
        assert coop(*shlex.split(line)[1:]).code == 0
    after = told(coop)
    assert (after["proposals"], after["matches"][0]["result"]) == ([], "agreed")


@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_proposed_is_recorded_once(coop: Coop, lang: str) -> None:
    before = told(coop)
    done = told(coop, "--apply", "--lang", lang)
    assert done["recorded"] == [f"{BOOK}#7", f"{BOOK}#8"]
    assert (done["agreed"], done["differing"], done["proposals"]) == (2, 1, [])
    assert told(coop, "--apply")["recorded"] == []
    answer = json.loads(coop("show", f"{BOOK}#7", "--format", "json").out)["entry"]
    assert answer["party"] == "lang-chanh"
    assert answer["accepted"] == {"unit": "tonne", "steps": 480000}
    theirs_head = before["theirs"]["head"]
    head = f"{BOOK}#{theirs_head['seq']}:{theirs_head['hash'][:20]}"
    assert head in answer["note"]
    assert head in answer["key"]
    assert coop("verify").code == 0


@pytest.mark.usefixtures("theirs")
def test_nothing_is_recorded_where_something_speaks_against_one_of_it(coop: Coop) -> None:
    head = told(coop)["theirs"]["head"]
    key = f"reconcile {BOOK}#{head['seq']}:{head['hash'][:20]} {BOOK}#3"  # of the second
    assert coop("record-delivery", "--tonnes", "1", "--key", key).code == 0
    refused(coop, ["reconcile", "theirs.jsonl", "--apply"], "B130", 1)


@pytest.mark.usefixtures("theirs")
def test_nothing_is_recorded_where_what_was_done_could_not_be_shown(coop: Coop) -> None:
    asked = ["reconcile", "theirs.jsonl", "--apply"]
    refused(coop, [*asked, "--format", "docx"], "U106", 2)
    refused(coop, [*asked, "--output", "minutes.pdf"], "U107", 2)
    (coop.folder / "minutes.docx").write_text("signed")
    refused(coop, [*asked, "--output", "minutes.docx"], "S116", 4)
    assert told(coop)["proposals"]


@pytest.mark.usefixtures("theirs")
def test_a_note_is_one_word_of_a_command_whatever_stands_in_it(coop: Coop) -> None:
    odd = coop.folder / "their book; $(rm) 'x'.jsonl"
    (coop.folder / "theirs.jsonl").rename(odd)
    answer = json.loads(coop("reconcile", odd.name, "--format", "json").out)
    assert {len(shlex.split(one["command"])) for one in answer["proposals"]} == {7, 13}


# What is shown


@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_screen_but_what_is_copied(
    coop: Coop, lang: str, width: int
) -> None:
    coop.width = width
    shown = coop("reconcile", "theirs.jsonl", "--all", "--lang", lang).out
    lines = [line.rstrip() for line in shown.splitlines() if "coop confirm" not in line]
    assert max(map(cell_width, lines)) <= width


@pytest.mark.usefixtures("theirs")
@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_tables_hold_every_entry(form: str, coop: Coop) -> None:
    shown = coop("reconcile", "theirs.jsonl", "--all", "--format", form).out
    if form == "csv":
        table = list(csv.DictReader(io.StringIO(shown.removeprefix(BOM))))
        results = ["differing", "agreed", "differing", "disputed", "only-ours", "only-theirs"]
        assert [row["result"] for row in table] == results
        assert (table[0]["counted_ours"], table[0]["counted_theirs"]) == ("500", "480")
        assert (table[1]["counted_theirs"], table[1]["kind_theirs"]) == ("300", "delivery")
    else:
        assert r"| \#3 | \#3, \#4 | 2023-06-15 | Cement: delivery | 300 t |" in shown


# What is refused


def test_of_a_copy_of_several_books_one_has_to_be_named(coop: Coop) -> None:
    coop("record-delivery", "--tonnes", "500")
    coop("record-completion", "--classrooms", "4", "--stage", "handed-over")
    copied(coop, coop)
    refused(coop, ["reconcile", "theirs.jsonl"], "B155", 1)
    assert coop("reconcile", "theirs.jsonl", "--programme", BOOK).code == 0
    refused(coop, ["reconcile", "theirs.jsonl", "--programme", "nowhere"], "B154", 1)


@pytest.mark.usefixtures("theirs")
def test_a_copy_that_somebody_edited_is_not_compared(coop: Coop) -> None:
    path = coop.folder / "theirs.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"steps":480000', b'"steps":500000'))
    answer = coop("reconcile", "theirs.jsonl")
    assert (answer.code, answer.out) == (3, "")
    assert "X502" in answer.err


@pytest.mark.usefixtures("theirs")
def test_whose_the_book_is_has_to_be_a_side(coop: Coop) -> None:
    refused(coop, ["reconcile", "theirs.jsonl", "--party", "hau-loc"], "B101", 1)
    refused(coop, ["reconcile", "theirs.jsonl", "--format", "docx"], "U106", 2)


# The minutes


def outcome(ours: Sequence[Draft], theirs: Sequence[Draft], party: str = TOWN) -> Outcome:
    """What the office of `party` makes of the two books; `ours` is the provider's."""
    books = book(*ours), book(*theirs, by="lan")
    left, right = books if party == TOWN else books[::-1]
    other = HILL if party == TOWN else TOWN
    return Outcome(reconcile(left, right), TODAY, party, Source(other, "x.jsonl", right.head))


def differing(count: int) -> tuple[list[Draft], list[Draft]]:
    """Two stories that differ in `count` of 64 deliveries, and agree in the others."""
    ours = [cement("2 tonne", f"2023-{1 + at % 12:02}-{1 + at // 12:02}", f"{at}/BB")
            for at in range(64)]  # fmt: skip
    changes: list[Callable[[Draft], dict[str, Any]]] = [
        lambda _: {"quantity": "1.5 tonne"},
        lambda _: {"document": "99/XX"},
        lambda _: {"document": "98/XX", "date": "2025-01-01"},
    ]
    theirs = [
        Draft(**{**_fields(one), **changes[at % 3](one)}) if at < count else one
        for at, one in enumerate(ours)
    ]
    return ours, theirs


def _fields(one: Draft) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def texts(of: Paper) -> list[str]:
    return [part.text for part in of.parts if isinstance(part, Text)]


def annex(of: Paper) -> Grid:
    return [part for part in of.parts if isinstance(part, Grid)][-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_offices_make_the_same_minutes(lang: Any) -> None:
    say = Say(lang)
    ours, theirs = differing(3)
    one, other = (paper(outcome(ours, theirs, party), say) for party in (TOWN, HILL))
    assert one == other
    assert drawn(one, lang) == drawn(other, lang)


@pytest.mark.parametrize("count", [0, 3, 60])
def test_minutes_hold_every_entry_of_both_books_and_what_is_to_be_done(count: int) -> None:
    made = paper(outcome(*differing(count)), Say("en"))
    only = count // 3
    assert len(annex(made).rows) == 64 + only
    results = [row[-1] for row in annex(made).rows]
    assert results.count("agreed") == 64 - count
    assert results.count("quantity: 2 t ≠ 1.5 t") == -(-count // 3)
    assert results.count("only in the book of Hill") == only
    said = "\n".join(texts(made))
    assert ("The two books agree: all 64 items" in said) is (count == 0)
    assert ("Nothing." in said) is (count == 0)
    if count:
        assert f"differing: {count - only}; only in the book of Town: {only}" in said
        assert f"checks what stands only in the book of Hill, {only} in all (No. " in said
    if count == 60:
        assert "…" in said


def test_the_figures_of_the_minutes_add_up() -> None:
    made = paper(outcome(*differing(3)), Say("vi"))
    figures = [part for part in made.parts if isinstance(part, Grid)][1]
    assert figures.rows == (("Xi măng: giao nhận (tấn)", "128", "-2", "+2", "-0,5", "127,5"),)


def test_activities_and_disputes_stand_in_the_annex() -> None:
    ours = [fair("OCOP"), cement("2 tonne", document="1/BB")]
    made = paper(outcome(ours, [*ours, about(3, disputed=True)]), Say("vi"))
    rows = annex(made).rows
    assert [row[-1] for row in rows] == [
        "không thống nhất; số lượng: 2 tấn ≠ 0 tấn; không thống nhất: không ≠ có",
        "khớp",
    ]
    assert rows[1][3] == "#2"
    assert any("giải quyết 1 khoản không thống nhất (TT 1)" in text for text in texts(made))


def test_minutes_open_in_an_office(tmp_path: Path) -> None:
    file = tmp_path / "doi-chieu.docx"
    file.write_bytes(drawn(paper(outcome(*differing(60)), Say("vi")), "vi"))
    shown = converted(file, "txt:Text", tmp_path).read_text(encoding="utf-8")
    assert "BIÊN BẢN ĐỐI CHIẾU SỔ" in shown
    assert "ĐẠI DIỆN BÊN TIẾP NHẬN" in shown


@pytest.mark.usefixtures("theirs")
def test_minutes_are_written_to_the_file_that_is_named(coop: Coop) -> None:
    answer = coop("reconcile", "theirs.jsonl", "--output", "minutes.docx")
    assert (answer.code, answer.out) == (1, "")
    assert (coop.folder / "minutes.docx").read_bytes().startswith(b"PK")
