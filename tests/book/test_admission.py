"""What is recorded once, replaced as a whole, and judged as the book stands at that moment."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopledger import Draft, Kind
from coopledger.book.store import Session
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.terms.drift import drift
from tests.book.drafts import (
    BIM_SON,
    CEMENT,
    REVERSAL,
    cement,
    names,
    refused,
    remarks,
    reversal,
    rooms,
    said,
    visit,
)
from tests.conftest import Clock
from tests.engines import on_both

# Repeats


@on_both
@pytest.mark.parametrize(
    "again",
    [
        pytest.param(cement(), id="word for word"),
        pytest.param(cement(quantity="10000 bag"), id="in other units"),
        pytest.param(cement(note="lần hai"), id="with another note"),
    ],
)
def test_the_same_with_the_same_document_is_already_recorded(
    ledger: Ledger, clock: Clock, again: Draft
) -> None:
    said(ledger, CEMENT)
    clock.advance(days=1)
    receipt = said(ledger, again)
    assert (receipt.already, receipt.entry.name) == (True, f"{BIM_SON}#2")
    assert len(ledger.entries()) == 2


@on_both
@pytest.mark.parametrize(
    "second",
    [
        pytest.param(cement(document="13/BB-UBND"), id="another document"),
        pytest.param(cement(date="2023-03-16"), id="another day"),
        pytest.param(cement(quantity="499 tonne"), id="another quantity"),
        pytest.param(cement(another=True), id="said to be another"),
    ],
)
def test_a_second_one_is_recorded(ledger: Ledger, second: Draft) -> None:
    said(ledger, CEMENT)
    receipt = said(ledger, second)
    assert (receipt.already, receipt.entry.seq, remarks(receipt)) == (False, 3, [])


@on_both
@pytest.mark.parametrize(
    ("first", "second"), [(None, None), ("12/BB", None), (None, "12/BB")], ids=str
)
def test_without_a_document_it_is_recorded_with_the_remark_what_it_equals(
    ledger: Ledger, first: str | None, second: str | None
) -> None:
    said(ledger, cement(document=first))
    receipt = said(ledger, cement(document=second))
    assert (receipt.already, receipt.entry.seq) == (False, 3)
    equals = [one.values["entry"] for one in receipt.remarks if one.code == "R105"]
    assert equals == [f"{BIM_SON}#2"]


@on_both
def test_what_was_reversed_is_no_repeat(ledger: Ledger) -> None:
    assert said(ledger, CEMENT, REVERSAL, CEMENT).entry.seq == 4


@on_both
def test_none_in_a_year_is_said_once(ledger: Ledger) -> None:
    none = visit(title=None, none_in=2022, document=None)
    assert said(ledger, none).entry.occurred_on == date(2022, 12, 31)
    assert said(ledger, none).already


@on_both
def test_what_the_other_side_recorded_is_to_be_confirmed(ledger: Ledger) -> None:
    said(ledger, CEMENT)
    theirs = cement(party="lang-chanh", document="1/GN")
    assert refused(ledger, theirs) == {"B131": {"entry": f"{BIM_SON}#2", "party": "bim-son"}}
    assert said(ledger, replace(theirs, another=True)).entry.seq == 3


@on_both
def test_a_repeat_of_ones_own_is_one_whatever_the_other_side_recorded(ledger: Ledger) -> None:
    theirs = cement(party="lang-chanh", document="1/GN")
    receipt = said(ledger, theirs, cement(another=True), CEMENT)
    assert (receipt.already, receipt.entry.seq) == (True, 3)


@on_both
def test_a_party_of_neither_side_has_nothing_to_confirm(ledger: Ledger) -> None:
    said(ledger, CEMENT)
    assert set(refused(ledger, cement(party="hau-loc"))) == {"B101"}


# Keys


@on_both
@pytest.mark.parametrize(
    "retry",
    [
        pytest.param(cement(key="k"), id="the same"),
        pytest.param(cement(key="k", another=True), id="said to be another"),
    ],
)
def test_the_same_under_the_same_key_is_already_recorded(
    ledger: Ledger, clock: Clock, retry: Draft
) -> None:
    said(ledger, cement(key="k"))
    clock.advance(days=1)
    receipt = said(ledger, retry)
    assert (receipt.already, receipt.entry.seq) == (True, 2)


@on_both
def test_a_retry_of_what_was_marked_as_excess_is_already_recorded(ledger: Ledger) -> None:
    much = cement(key="k", quantity="2001 tonne", allow_excess=True)
    assert said(ledger, much, much).already


@on_both
def test_a_retry_after_midnight_is_already_recorded(ledger: Ledger, clock: Clock) -> None:
    """A day that was not typed is today, and today has become another day."""
    said(ledger, cement(key="k", date=None))
    clock.advance(days=1)
    assert said(ledger, cement(key="k", date=None)).already
    assert set(refused(ledger, cement(key="k"))) == {"B130"}


@on_both
def test_a_retry_of_a_replacement_is_already_recorded(ledger: Ledger) -> None:
    instead = cement(key="k", quantity="480 tonne", replaces="#2", reason="cân lại")
    receipt = said(ledger, CEMENT, instead, instead)
    assert (receipt.already, receipt.entry.seq) == (True, 4)


@on_both
@pytest.mark.parametrize(
    "other",
    [
        pytest.param(cement(key="k", quantity="499 tonne"), id="quantity"),
        pytest.param(cement(key="k", note="khác"), id="note"),
        pytest.param(cement(key="k", party="lang-chanh"), id="party"),
        pytest.param(visit(key="k"), id="kind"),
    ],
)
def test_other_content_under_the_same_key_is_refused(ledger: Ledger, other: Draft) -> None:
    said(ledger, cement(key="k"))
    assert refused(ledger, other) == {"B130": {"key": "k", "entry": f"{BIM_SON}#2"}}


@on_both
def test_what_cannot_be_read_is_no_retry(ledger: Ledger) -> None:
    said(ledger, cement(key="k"))
    assert set(refused(ledger, cement(key="k", quantity="many"))) == {"Q101"}


@on_both
def test_a_key_is_a_books_own(ledger: Ledger) -> None:
    assert not said(ledger, cement(key="k"), rooms("1", key="k")).already


# Replacements


@on_both
def test_a_replacement_is_a_reversal_and_an_entry_in_one(ledger: Ledger) -> None:
    """What it replaces makes room: 1,900 t instead of 2,000 t are not above the target."""
    said(ledger, cement(quantity="2000 tonne"))
    receipt = said(ledger, cement(quantity="1900 tonne", replaces="#2", reason="cân lại"))
    assert remarks(receipt) == []
    assert receipt.replaces == f"{BIM_SON}#2"
    assert names(ledger)[2:] == [f"reversal {BIM_SON}#3", f"delivery {BIM_SON}#4"]
    taken_back = ledger.entry("#3")[0].entry
    assert (taken_back.reverses, taken_back.replaced_by) == (2, 4)
    again = refused(ledger, reversal())["B124"]
    assert (again["reversal"], again["by"]) == (f"{BIM_SON}#3", f"{BIM_SON}#4")


@on_both
@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        pytest.param(cement(replaces="#2", reason="x", quantity="-1 tonne", party="lang-chanh"),
                     {"B125", "B104"}, id="not theirs, and negative"),
        pytest.param(cement(replaces="#99", reason="x", quantity="-1 tonne"), {"B122", "B104"},
                     id="unknown, and negative"),
        pytest.param(cement(replaces="#1", reason="x", quantity="1900 tonne"), {"B123", "B109"},
                     id="the terms, and above the target"),
        pytest.param(cement(replaces="#2", quantity="1900 tonne"), {"B121"}, id="no reason"),
        pytest.param(cement(replaces="#2", reason="x", quantity="2001 tonne"), {"B109"},
                     id="above the target"),
        pytest.param(cement(replaces="#4", reason="x"), {"B123"}, id="a reversal"),
        pytest.param(cement(replaces="#3", reason="x", quantity="1 tonne"), {"B124"}, id="twice"),
    ],
)  # fmt: skip
def test_a_replacement_is_refused_as_a_whole_with_all_that_is_wrong(
    ledger: Ledger, draft: Draft, codes: set[str]
) -> None:
    said(ledger, CEMENT, cement(document="13/BB"), reversal(concerns="#3"))
    assert set(refused(ledger, draft)) == codes


@on_both
def test_an_answer_takes_the_place_of_an_answer_to_the_same_entry_only(ledger: Ledger) -> None:
    answer = Draft(kind=Kind.ANSWER, concerns="#2", party="lang-chanh")
    said(ledger, CEMENT, cement(document="13/BB"), answer)
    other = replace(answer, concerns="#3", disputed=True, reason="chưa nhận", replaces="#4")
    assert refused(ledger, other) == {"B148": {"replaced": f"{BIM_SON}#4", "entry": f"{BIM_SON}#3"}}
    corrected = replace(answer, short="20 tonne", reason="vỡ bao", replaces="#4")
    assert said(ledger, corrected).entry.corrects == 4
    assert names(ledger)[4:] == [f"reversal {BIM_SON}#5", f"answer {BIM_SON}#6"]


# The clock


@pytest.mark.parametrize("behind", [1, 30, 60])
def test_a_clock_a_little_behind_is_taken_to_stand_still(
    ledger: Ledger, clock: Clock, behind: int
) -> None:
    first = said(ledger, CEMENT).entry.recorded_at
    clock.advance(seconds=-behind)
    assert said(ledger, cement(document="13")).entry.recorded_at == first


@pytest.mark.parametrize("behind", [{"seconds": 61}, {"days": 365}], ids=str)
def test_a_clock_far_behind_is_refused_with_both_times(
    ledger: Ledger, clock: Clock, behind: dict[str, int]
) -> None:
    last = said(ledger, CEMENT).entry.recorded_at
    clock.advance(**{unit: -by for unit, by in behind.items()})
    assert refused(ledger, cement(document="13"))["B141"] == {
        "now": clock.now, "last": last, "entry": f"{BIM_SON}#2"
    }  # fmt: skip


# The first record


def test_the_first_record_adopts_the_terms(ledger: Ledger) -> None:
    first, second = said(ledger, CEMENT), said(ledger, cement(document="13"))
    assert (first.adopted, second.adopted) == (True, False)
    assert names(ledger) == [
        f"agreement {BIM_SON}#1", f"delivery {BIM_SON}#2", f"delivery {BIM_SON}#3"
    ]  # fmt: skip
    adoption = ledger.entries()[0].entry
    assert (adoption.occurred_on, adoption.adoption) == (date(2021, 1, 1), "first")
    assert not drift(ledger.entries()[0].terms, ledger.proposed[1])


@pytest.mark.parametrize("setting", ["party: hau-loc\n", "party: lang-chanh\n"])
def test_the_terms_are_adopted_by_the_side_that_records(workspace: Path, setting: str) -> None:
    (workspace / "workspace.yaml").write_text(setting, encoding="utf-8")
    ledger = Ledger.open(workspace, clock=Clock(), recorded_by="Mai")
    said(ledger, CEMENT)
    assert {one.entry.party for one in ledger.entries()} == {"bim-son"}


def test_a_first_record_that_is_refused_leaves_nothing(ledger: Ledger) -> None:
    refused(ledger, cement(quantity="2001 tonne"))
    assert ledger.entries() == ()
    assert (
        ledger.verify()
        == Ledger.open(ledger.workspace.folder, clock=Clock(), recorded_by="Mai").verify()
    )
    assert said(ledger, CEMENT).adopted


def test_a_dry_run_judges_and_keeps_nothing(ledger: Ledger, workspace: Path) -> None:
    before = sorted(workspace.iterdir())
    receipt = ledger.append(CEMENT, dry_run=True)
    assert (receipt.kept, receipt.adopted, receipt.entry.seq) == (False, True, 2)
    with pytest.raises(Refused):
        ledger.append(cement(quantity="0"), dry_run=True)
    assert sorted(workspace.iterdir()) == before


def test_a_dry_run_leaves_a_ledger_as_it_is(ledger: Ledger, file: Path) -> None:
    said(ledger, CEMENT)
    before = file.read_bytes()
    assert ledger.append(cement(document="13"), dry_run=True).entry.seq == 3
    assert file.read_bytes() == before


# Others who record at the same time


def overtaken(ledger: Ledger, by: Callable[[], object], patch: pytest.MonkeyPatch) -> None:
    """Let `by` happen when `ledger` has read and not yet begun to write."""
    written = ledger._store.written

    def later(fill: Callable[[Session], object], *, keep: bool = True) -> object:
        by()
        return written(fill, keep=keep)

    patch.setattr(ledger._store, "written", later)


@pytest.mark.parametrize(
    ("written", "instead", "draft", "code"),
    [
        ("target: 2000 tonne", "target: 400 tonne", CEMENT, "B109"),
        ("id: cement", "id: xi-mang", CEMENT, "B114"),
        ("id: party-building", "id: party", visit(activity="party-building"), "B114"),
    ],
    ids=["a lower target", "no such pledge", "no such activity"],
)
def test_who_loses_the_race_to_adopt_is_judged_by_the_winners_terms(  # noqa: PLR0913, PLR0917
    ledger: Ledger, workspace: Path, monkeypatch: pytest.MonkeyPatch,
    written: str, instead: str, draft: Draft, code: str,
) -> None:  # fmt: skip
    draft = replace(draft, programme=BIM_SON)
    assert ledger.proposed
    terms = (workspace / "programmes.yaml").read_text(encoding="utf-8").replace(written, instead)
    terms = re.sub("schedule: .*2025: 500}", "", terms)
    (workspace / "programmes.yaml").write_text(terms, encoding="utf-8")
    winner = Ledger.open(workspace, clock=Clock(), recorded_by="Nam")
    overtaken(ledger, lambda: said(winner, visit()), monkeypatch)
    with pytest.raises(Refused) as caught:
        ledger.append(draft)
    assert code in [problem.code for problem in caught.value.problems]
    assert names(ledger) == [f"agreement {BIM_SON}#1", f"activity {BIM_SON}#2"]


# The list is complete


def test_every_code_of_the_book_has_an_example() -> None:
    def codes(folder: Path) -> set[str]:
        texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
        return {code for text in texts for code in re.findall('"([BRS][0-9]{3})"', text)}

    examples = Path(__file__).parent
    book = examples.parents[1] / "src" / "coopledger" / "book"
    assert codes(book)
    assert codes(book) - codes(examples) == set()
