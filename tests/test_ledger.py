"""The Python API as a story: open a workspace, append, read progress."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from coopledger import Draft, Kind, Stage
from coopledger.book.entry import Adoption
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.progress import PledgeProgress, State, calendar_year
from coopledger.quantity import Quantity
from coopledger.quantity.writing import write_quantity
from tests.conftest import NOW, Clock

CEMENT = Draft(
    kind=Kind.DELIVERY,
    pledge="cement",
    quantity="500 tonne",
    date="2023-03-15",
    document="12/BB-UBND",
)
ROOMS = Draft(
    kind=Kind.COMPLETION,
    pledge="giao-an-school",
    quantity="4 classroom",
    stage=Stage.HANDED_OVER,
    date="2023-09-01",
)
MISTAKE = Draft(kind=Kind.DELIVERY, pledge="cement", quantity="700 tonne", date="2024-02-01")


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """500 t of cement, four classrooms, and 700 t which were a mistake."""
    ledger.append(CEMENT)
    ledger.append(ROOMS)
    ledger.append(MISTAKE)
    ledger.append(Draft(kind=Kind.REVERSAL, concerns="bim-son-lang-chanh#3", reason="nhập nhầm"))
    return ledger


def cement(ledger: Ledger, as_of: date | None = None) -> PledgeProgress:
    return ledger.progress(as_of, pledge="cement")[0].pledges[0]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def text(quantity: Quantity | None) -> str:
    assert quantity is not None
    return write_quantity(quantity, "en")


def again(ledger: Ledger, clock: Clock) -> Ledger:
    """The same workspace, opened by somebody who comes later."""
    return Ledger.open(ledger.workspace.folder, clock=clock, recorded_by="Phạm Văn Nam")


# Opening and reading


def test_an_empty_workspace_shows_what_is_proposed_and_nothing_is_written(
    ledger: Ledger, workspace: Path
) -> None:
    programmes = ledger.progress()
    assert [programme.terms.id for programme in programmes] == [
        "hau-loc-lang-chanh",
        "bim-son-lang-chanh",
    ]
    assert [programme.head for programme in programmes] == [None, None]
    assert not any(programme.drift for programme in programmes)
    assert [each.standing.state for programme in programmes for each in programme.pledges] == [
        State.OVERDUE,
        State.OVERDUE,
    ]
    assert ledger.entries() == ()
    assert ledger.verify().heads == ()
    assert ledger.year(calendar_year(2023))[1].pledges[0].line is not None
    assert ledger.terms() == ledger.proposed
    assert files(workspace) == ["programmes.yaml"]


def test_a_folder_that_holds_neither_programmes_nor_a_ledger_is_none(
    tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(Refused, match="S110"):
        Ledger.open(tmp_path, clock=clock, recorded_by="Lê Thị Mai")


def test_a_folder_is_opened_by_what_stands_in_its_data(workspace: Path, clock: Clock) -> None:
    workspace.rename(workspace.parent / "data")
    ledger = Ledger.open(str(workspace.parent), clock=clock, recorded_by="Lê Thị Mai")
    ledger.append(CEMENT)
    assert files(workspace.parent / "data") == ["ledger.sqlite3", "programmes.yaml"]


# Appending


def test_the_first_record_adopts_the_terms(ledger: Ledger, workspace: Path) -> None:
    receipt = ledger.append(CEMENT)
    assert receipt.adopted
    assert receipt.kept
    assert not receipt.already
    assert receipt.entry.name == "bim-son-lang-chanh#2"
    assert receipt.entry.recorded_by == "Lê Thị Mai"
    assert receipt.entry.recorded_at == NOW
    assert receipt.progress is not None
    assert text(receipt.progress.standing.delivered) == "500 t"
    assert files(workspace) == ["ledger.sqlite3", "programmes.yaml"]
    heads = [programme.head for programme in ledger.progress()]
    assert heads == [None, receipt.head]


def test_later_records_do_not(ledger: Ledger) -> None:
    first, second = ledger.append(CEMENT), ledger.append(MISTAKE)
    assert not second.adopted
    assert (first.head.seq, second.head.seq) == (2, 3)


def test_what_is_already_recorded_is_not_recorded_again(ledger: Ledger) -> None:
    first, second = ledger.append(CEMENT), ledger.append(CEMENT)
    assert second.already
    assert (second.entry, second.head) == (first.entry, first.head)


def test_a_reversal_shows_the_pledge_it_took_from(told: Ledger) -> None:
    receipt = told.append(
        Draft(kind=Kind.REVERSAL, concerns="bim-son-lang-chanh#2", reason="nhập nhầm")
    )
    assert receipt.progress is not None
    assert text(receipt.progress.standing.delivered) == "0 t"


def test_a_dry_run_says_what_would_be_and_keeps_nothing(ledger: Ledger, workspace: Path) -> None:
    receipt = ledger.append(CEMENT, dry_run=True)
    assert (receipt.adopted, receipt.kept, receipt.head.seq) == (True, False, 2)
    assert receipt.progress is not None
    assert text(receipt.progress.standing.delivered) == "500 t"
    assert ledger.entries() == ()
    assert files(workspace) == ["programmes.yaml"]


def test_a_refused_record_changes_nothing(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="B102"):
        ledger.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 t", date="2026-11-24"))
    assert ledger.entries() == ()


# The other side


CONFIRMED = Draft(
    kind=Kind.ANSWER,
    concerns="bim-son-lang-chanh#2",
    party="lang-chanh",
    short="15",
    rejected="5",
    reason="vỡ bao",
)


def test_an_answer_shows_what_it_is_about_and_what_the_pledge_comes_to(told: Ledger) -> None:
    receipt = told.append(CONFIRMED)
    assert receipt.concerned is not None
    assert receipt.concerned.name == "bim-son-lang-chanh#2"
    assert receipt.progress is not None
    standing = receipt.progress.standing
    figures = (standing.claimed, standing.delivered, standing.confirmed, standing.unconfirmed)
    assert [text(figure) for figure in figures] == ["500 t", "480 t", "480 t", "0 t"]
    assert told.append(CONFIRMED).already


def test_what_awaits_whose_answer(told: Ledger) -> None:
    def pending() -> list[tuple[str, str | None]]:
        return [(each.entry.name, each.awaits) for each in told.entries(pending=True)]

    school = ("hau-loc-lang-chanh#2", "lang-chanh")
    assert pending() == [school, ("bim-son-lang-chanh#2", "lang-chanh")]
    assert [len(programme.pending) for programme in told.progress()] == [1, 1]
    told.append(CONFIRMED)
    assert pending() == [school]
    assert [len(programme.pending) for programme in told.progress()] == [1, 0]


def test_an_answer_counts_from_the_day_of_the_delivery(told: Ledger) -> None:
    told.append(CONFIRMED)
    days = (date(2023, 3, 14), date(2023, 3, 15))
    assert [text(cement(told, day).standing.delivered) for day in days] == ["0 t", "480 t"]


def test_an_amendment_shows_what_it_changed(told: Ledger, clock: Clock) -> None:
    rewrite(told, more_cement)
    later = again(told, clock)
    changes = [change.path.rpartition("cement.")[2] for change in later.progress()[1].drift]
    years = [f"schedule.{year}.quantity" for year in (2022, 2023, 2024, 2025)]
    assert changes == ["target", *years]
    adopting = Draft(
        kind=Kind.AGREEMENT, adoption=Adoption.AMENDMENT, document="01/PL", date="2024-01-01"
    )
    receipt = later.append(adopting)
    assert [change.path.rpartition("cement.")[2] for change in receipt.changes] == changes
    assert not later.progress()[1].drift
    targets = [cement(later, day).standing.target for day in (date(2023, 12, 31), date(2024, 1, 1))]
    assert [text(target) for target in targets] == ["2,000 t", "2,400 t"]


# Progress and years


def test_progress_as_of_any_date(told: Ledger) -> None:
    states = [
        (as_of, text(standing.delivered), standing.state)
        for as_of in ("2022-12-30", "2023-03-14", "2023-12-31", "2024-12-31", "2026-01-01")
        for standing in [cement(told, date.fromisoformat(as_of)).standing]
    ]
    assert states == [
        ("2022-12-30", "0 t", State.NOT_STARTED),
        ("2023-03-14", "0 t", State.BEHIND),
        ("2023-12-31", "500 t", State.BEHIND),
        ("2024-12-31", "500 t", State.BEHIND),
        ("2026-01-01", "500 t", State.OVERDUE),
    ]
    assert [programme.fulfilled for programme in told.progress(date(2023, 9, 1))] == [1, 0]


def test_progress_without_a_date_is_of_today(told: Ledger, clock: Clock) -> None:
    assert told.progress()[0].as_of == date(2026, 11, 23)
    clock.advance(days=1)
    assert told.progress()[0].as_of == date(2026, 11, 24)


def test_progress_of_one_programme_or_pledge(told: Ledger) -> None:
    (hau_loc,) = told.progress(programme="hau-loc-lang-chanh")
    assert [area.number for area in hau_loc.areas] == ["1", "2", "3", "4"]
    (bim_son,) = told.progress(pledge="xi mang")
    assert [area.number for area in bim_son.areas] == ["4"]
    assert [each.pledge.id for each in bim_son.pledges] == ["cement"]


def test_a_name_that_is_not_known_is_refused(told: Ledger) -> None:
    with pytest.raises(Refused, match="B154"):
        told.progress(programme="muong-lat")
    with pytest.raises(Refused, match="B151"):
        told.progress(pledge="gạo")
    with pytest.raises(Refused, match="B122"):
        told.entry("bim-son-lang-chanh#5")


def test_the_year_2023(told: Ledger) -> None:
    school, bim_son = told.year(calendar_year(2023))
    line = bim_son.pledges[0].line
    assert line is not None
    assert [
        text(figure)
        for figure in (line.brought_forward, line.adjusted, line.planned, line.delivered,
                       line.carried_forward, line.cumulative, line.remaining)
    ] == ["500 t", "0 t", "500 t", "500 t", "500 t", "500 t", "1,500 t"]  # fmt: skip
    assert [each.entry.name for each in bim_son.entries] == ["bim-son-lang-chanh#2"]
    assert [each.entry.name for each in school.entries] == ["hau-loc-lang-chanh#2"]
    assert (bim_son.as_of, bim_son.period) == (date(2023, 12, 31), calendar_year(2023))
    assert bim_son.pledges[0].standing.state is State.BEHIND


def test_a_year_that_lasts_is_shown_as_of_today(told: Ledger) -> None:
    (bim_son,) = told.year(calendar_year(2026), pledge="cement")
    assert bim_son.as_of == date(2026, 11, 23)


# Entries


def test_entries_with_their_reversal(told: Ledger) -> None:
    recorded = told.entries(programme="bim-son-lang-chanh")
    assert [(each.entry.name, each.entry.kind) for each in recorded] == [
        ("bim-son-lang-chanh#1", Kind.AGREEMENT),
        ("bim-son-lang-chanh#2", Kind.DELIVERY),
        ("bim-son-lang-chanh#3", Kind.DELIVERY),
        ("bim-son-lang-chanh#4", Kind.REVERSAL),
    ]
    assert [each.reversal and each.reversal.seq for each in recorded] == [None, None, 4, None]
    assert recorded[-1].hash == told.verify().heads[0].hash


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({}, ["hau#1", "hau#2", "bim#1", "bim#2", "bim#3", "bim#4"]),
        ({"programme": "hau-loc-lang-chanh"}, ["hau#1", "hau#2"]),
        ({"pledge": "cement"}, ["bim#2", "bim#3", "bim#4"]),
        ({"as_of": date(2023, 8, 31)}, ["hau#1", "bim#1", "bim#2"]),
        ({"as_of": date(2023, 9, 1)}, ["hau#1", "hau#2", "bim#1", "bim#2"]),
        ({"pledge": "cement", "as_of": date(2023, 3, 14)}, []),
    ],
    ids=[
        "all",
        "a programme",
        "a pledge",
        "as of the eve",
        "as of the day",
        "a pledge as of a day",
    ],
)
def test_entries_are_chosen_by_what_they_are_about(
    told: Ledger, chosen: dict[str, Any], names: list[str]
) -> None:
    short = [f"{r.entry.book[:3]}#{r.entry.seq}" for r in told.entries(**chosen)]
    assert short == names


def test_an_entry_and_all_that_refer_to_it(told: Ledger) -> None:
    assert [each.entry.seq for each in told.entry("bim-son-lang-chanh#3")] == [3, 4]
    assert [each.entry.seq for each in told.entry("2", programme="bim-son-lang-chanh")] == [2]


def test_verify_gives_the_heads(told: Ledger) -> None:
    verdict = told.verify()
    assert verdict.problems == ()
    assert [(head.book, head.seq) for head in verdict.heads] == [
        ("bim-son-lang-chanh", 4),
        ("hau-loc-lang-chanh", 2),
    ]
    assert {programme.head for programme in told.progress()} == set(verdict.heads)
    assert told.verify("hau-loc-lang-chanh").heads == verdict.heads[1:]
    assert told.heads() == verdict.heads[::-1], "in the order of the files"
    assert told.heads("Bỉm Sơn") == verdict.heads[:1]


# The file and the terms in force


def rewrite(ledger: Ledger, change: Callable[[str], str]) -> None:
    (source,) = ledger.workspace.sources
    written = source.read_text(encoding="utf-8")
    assert change(written) != written
    source.write_text(change(written), encoding="utf-8")


def more_cement(yaml: str) -> str:
    return yaml.replace("target: 2000 tonne", "target: 2400 tonne").replace(
        "{2022: 500, 2023: 500, 2024: 500, 2025: 500}",
        "{2022: 600, 2023: 600, 2024: 600, 2025: 600}",
    )


def other_words(yaml: str) -> str:
    return yaml.replace("{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: Cement}")


def other_formatting(yaml: str) -> str:
    return "# Bản chép lại\n" + yaml.replace("target: 2000 tonne", "target: 2000 t").replace(
        "schedule: {2022: 500, 2023: 500, 2024: 500, 2025: 500}",
        "schedule:\n              2023: 500 tonne\n              2022: 500\n"
        "              2025: {quantity: 500, due_on: 31/12/2025}\n              2024: [500]",
    ).replace("2022-10-14", "14/10/2022")


@pytest.mark.parametrize(
    ("change", "differs"), [(more_cement, True), (other_words, True), (other_formatting, False)]
)
def test_a_changed_file_does_not_change_what_is_in_force(
    told: Ledger, clock: Clock, change: Callable[[str], str], *, differs: bool
) -> None:
    before = told.progress()
    rewrite(told, change)
    after = again(told, clock).progress()
    assert [programme.areas for programme in after] == [programme.areas for programme in before]
    assert [bool(programme.drift) for programme in before] == [False, False]
    assert [bool(programme.drift) for programme in after] == [False, differs]
    receipt = again(told, clock).append(MISTAKE)
    assert receipt.terms.pledges["cement"].target == before[1].pledges[0].standing.target


def test_a_pledge_is_shown_without_the_activities_beside_it(ledger: Ledger, clock: Clock) -> None:
    beside = "activities: [{id: visits, title: {vi: Tham quan, en: Visits}}]"
    rewrite(ledger, lambda yaml: yaml.replace("pledges:\n", f"{beside}\n        pledges:\n"))
    (bim_son,) = again(ledger, clock).progress(pledge="cement")
    assert [(area.activities, len(area.pledges)) for area in bim_son.areas] == [((), 1)]


def test_before_adoption_the_file_is_what_is_proposed(ledger: Ledger, clock: Clock) -> None:
    rewrite(ledger, more_cement)
    later = again(ledger, clock)
    assert text(cement(later).standing.target) == "2,400 t"
    assert not later.progress()[1].drift


def broken(yaml: str) -> str:
    return yaml + "\nprogrammes: ["


def test_what_is_adopted_shows_and_records_although_the_file_is_broken(
    ledger: Ledger, clock: Clock
) -> None:
    ledger.append(CEMENT)
    rewrite(ledger, broken)
    later = again(ledger, clock)
    later.append(MISTAKE)
    assert later.problems
    assert [programme.terms.id for programme in later.progress()] == ["bim-son-lang-chanh"]
    assert not later.progress()[0].drift
    assert text(cement(later).standing.delivered) == "1,200 t"
    assert len(later.entries()) == 3
    assert later.verify().problems == ()


def test_nothing_is_adopted_from_a_broken_file(ledger: Ledger, clock: Clock) -> None:
    rewrite(ledger, broken)
    later = again(ledger, clock)
    for attempt in (later.progress, later.entries, lambda: later.append(CEMENT)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.problems == later.problems
    assert not later.workspace.ledger.exists()


# What is handed down


@pytest.mark.parametrize(
    ("instant", "today", "state"),
    [
        ("2025-12-31T16:59", "2025-12-31", State.BEHIND),
        ("2025-12-31T17:00", "2026-01-01", State.OVERDUE),
        ("2025-12-31T18:00", "2026-01-01", State.OVERDUE),
    ],
)
def test_today_is_in_ho_chi_minh_city(
    ledger: Ledger, clock: Clock, instant: str, today: str, state: State
) -> None:
    clock.now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert str(ledger.today) == today
    assert cement(ledger).standing.state is state
    receipt = ledger.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 t"))
    assert str(receipt.entry.occurred_on) == today
    assert receipt.entry.recorded_at == clock.now


def test_today_is_where_the_workspace_says(workspace: Path, clock: Clock) -> None:
    (workspace / "workspace.yaml").write_text("time_zone: UTC\nrecorder: Vũ Thị Hà\n")
    clock.now = datetime(2025, 12, 31, 18, 0, tzinfo=UTC)
    ledger = Ledger.open(workspace, clock=clock, recorded_by="Lê Thị Mai")
    assert ledger.today == date(2025, 12, 31)
    assert ledger.append(CEMENT).entry.recorded_by == "Vũ Thị Hà"


def test_nothing_is_read_from_the_environment(
    ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(os, "environ", None)
        without.setattr(os, "getenv", None)
        receipt = ledger.append(CEMENT)
        later = again(ledger, clock)
        assert cement(later).standing.state is State.OVERDUE
        assert later.year(calendar_year(2023))[1].head == receipt.head
        assert later.verify().heads == (receipt.head,)
