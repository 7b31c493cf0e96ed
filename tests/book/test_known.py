"""What was known then: a time or heads, and the books as they stood there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coopledger.book import Book, Head
from coopledger.book.known import Known, check, read_known
from coopledger.book.store import load
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from coopledger.progress import calendar_year
from tests.book.acts import (
    amendment,
    answer,
    back,
    correction,
    numbers,
    partly,
    pending,
    proposed,
    reopened,
    reworded,
    text,
)
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, cement, reversal, rooms, said, visit
from tests.conftest import NOW, Clock

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DIGITS = "0123456789abcdef" * 4


def refusal(typed: Sequence[str], now: datetime = NOW) -> dict[str, object]:
    """What is wrong with what was typed, by code."""
    with pytest.raises(Refused) as caught:
        read_known(typed, HANOI, now)
    return {problem.code: problem.values.get("typed") for problem in caught.value.problems}


def moment(typed: str) -> datetime:
    at = read_known([typed], HANOI, NOW).at
    assert at is not None
    return at


# What can be typed


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2024-01-05", "2024-01-05T16:59:59.999999"),
        ("5/1/2024", "2024-01-05T16:59:59.999999"),
        (" 2024-01-05 ", "2024-01-05T16:59:59.999999"),
        ("2024-01-05T10:30", "2024-01-05T03:30"),
        ("2024-01-05 10:30", "2024-01-05T03:30"),
        ("5.1.2024 10:30", "2024-01-05T03:30"),
        ("2024-01-05T9:30", "2024-01-05T02:30"),
        ("2024-01-05T10:30:15", "2024-01-05T03:30:15"),
        ("2024-01-05T10:30:15.5", "2024-01-05T03:30:15.500000"),
        ("2024-01-05T10:30:15.123456", "2024-01-05T03:30:15.123456"),
        ("2024-01-05T00:00", "2024-01-04T17:00"),
        ("2024-01-05T10:30Z", "2024-01-05T10:30"),
        ("2024-01-05T10:30 UTC", "2024-01-05T10:30"),
        ("2024-01-05T10:30+07:00", "2024-01-05T03:30"),
        ("2024-01-05T10:30-05:00", "2024-01-05T15:30"),
        ("2026-11-23", "2026-11-23T16:59:59.999999"),
    ],
)
def test_a_time_is_where_the_workspace_is_unless_it_says_so(typed: str, instant: str) -> None:
    """A day without a time is known at its end."""
    assert moment(typed) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_heads_are_read_as_they_are_printed() -> None:
    short, whole = f"{BIM_SON}#14:{DIGITS[:20]}", f"{HAU_LOC}#2:{DIGITS}"
    known = read_known([short, f" {whole} "], HANOI, NOW)
    assert known == Known(heads=(Head(BIM_SON, 14, DIGITS[:20]), Head(HAU_LOC, 2, DIGITS)))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (["yesterday"], "yesterday"),
        ([""], ""),
        (["10:30"], "10:30"),
        (["2024"], "2024"),
        (["5/1/24"], "5/1/24"),
        (["2024-02-30"], "2024-02-30"),
        (["2024-01-05T24:00"], "2024-01-05T24:00"),
        (["2024-01-05T10"], "2024-01-05T10"),
        (["2024-01-05T10:30:15.1234567"], "2024-01-05T10:30:15.1234567"),
        (["2024-01-05T10:30 Hà Nội"], "2024-01-05T10:30 Hà Nội"),
        (["2024-01-05T10:30+7"], "2024-01-05T10:30+7"),
        (["2024-01-05T10:30+99:00"], "2024-01-05T10:30+99:00"),
        (["2024-01-05Z"], "2024-01-05Z"),
        (["0001-01-01T00:00"], "0001-01-01T00:00"),
        (["9999-12-31T23:59-05:00"], "9999-12-31T23:59-05:00"),
        (["9999-12-31T20:00Z"], "9999-12-31T20:00Z"),
        ([f"{BIM_SON}#14:{DIGITS[:19]}"], f"{BIM_SON}#14:{DIGITS[:19]}"),
        ([f"{BIM_SON}#14"], f"{BIM_SON}#14"),
        ([f"{BIM_SON}#0:{DIGITS}"], f"{BIM_SON}#0:{DIGITS}"),
        ([f"{BIM_SON}#14:{DIGITS}", "2024-01-05"], "2024-01-05"),
        (["2024-01-05", f"{BIM_SON}#14:{DIGITS}"], "2024-01-05"),
        (["2024-01-05", "2024-01-06"], "2024-01-05"),
    ],
)
def test_what_is_neither_one_time_nor_heads_is_refused(typed: list[str], wrong: str) -> None:
    assert refusal(typed) == {"B171": wrong}


@pytest.mark.parametrize(
    "typed", ["2026-11-24", "2026-11-24T00:00", "2026-11-23T17:00Z", "9999-12-31"]
)
def test_the_future_is_not_known(typed: str) -> None:
    assert refusal([typed]) == {"B174": typed}


def test_a_time_later_today_is_not_known_yet_and_today_is_as_far_as_it_goes() -> None:
    now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert read_known(["2026-11-23T08:00Z"], HANOI, now).at == now
    assert refusal(["2026-11-23T08:01Z"], now) == {"B174": "2026-11-23T08:01Z"}
    assert read_known(["2026-11-23"], HANOI, now).at is not None


def test_whether_it_is_the_future_is_said_where_the_workspace_is() -> None:
    evening = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert read_known(["2026-11-24"], HANOI, evening).at is not None
    assert refusal(["2026-11-24"], evening - timedelta(microseconds=1)) == {"B174": "2026-11-24"}


def test_nothing_typed_is_all_that_is_known(ledger: Ledger) -> None:
    assert ledger.known([]) is None


# The books as they stood


@pytest.fixture
def hours(ledger: Ledger, clock: Clock) -> Ledger:
    """Bỉm Sơn's entries 1 and 2 at 08:00 UTC, 3 at 09:00 and 4 at 10:00; Hậu Lộc's at 09:30."""
    said(ledger, CEMENT)
    clock.advance(hours=1)
    said(ledger, answer())
    clock.advance(minutes=30)
    said(ledger, rooms("4"))
    clock.advance(minutes=30)
    said(ledger, cement(date="2024-02-01", document="13/BB"))
    return ledger


def book(ledger: Ledger, name: str) -> Book:
    with ledger._store.reading() as session:
        return load(session, name)


@pytest.mark.parametrize(
    ("after", "length"),
    [
        (timedelta(days=-365), None),
        (timedelta(microseconds=-1), None),
        (timedelta(0), 2),
        (timedelta(minutes=59, seconds=59, microseconds=999_999), 2),
        (timedelta(hours=1), 3),
        (timedelta(hours=1, microseconds=1), 3),
        (timedelta(hours=2), 4),
        (timedelta(days=365), 4),
    ],
    ids=str,
)
def test_what_was_recorded_by_an_instant_was_known_at_it(
    hours: Ledger, after: timedelta, length: int | None
) -> None:
    whole = book(hours, BIM_SON)
    known = Known(at=NOW + after).of(whole)
    if length is None:
        assert known is None
    else:
        assert known == Book(BIM_SON, whole.entries[:length], whole.hashes[:length])


@pytest.mark.parametrize("length", range(1, 5))
def test_what_a_head_covers_was_known_at_it(hours: Ledger, length: int) -> None:
    whole = book(hours, BIM_SON)
    head = whole.prefix(length).head
    assert head is not None
    for seen in (head, replace(head, hash=head.hash[:20])):
        assert Known(heads=(seen,)).of(whole) == whole.prefix(length)
    assert Known(heads=(head,)).of(book(hours, HAU_LOC)) is None


def test_of_several_heads_of_one_book_the_last_says_what_was_known(hours: Ledger) -> None:
    whole = book(hours, BIM_SON)
    heads = tuple(whole.prefix(length).head for length in (3, 1))
    known = Known(heads=tuple(head for head in heads if head is not None))
    assert known.of(whole) == whole.prefix(3)


@pytest.mark.parametrize(
    ("seq", "digits", "code"),
    [(5, "", "B172"), (4, "0" * 20, "B173"), (3, "4", "B173")],
    ids=["longer than the book", "another hash", "the hash of another entry"],
)
def test_a_head_that_does_not_stand_in_the_books_is_refused(
    hours: Ledger, seq: int, digits: str, code: str
) -> None:
    whole = book(hours, BIM_SON)
    digits = whole.hashes[3] if len(digits) < 20 else digits
    head = Head(BIM_SON, seq, digits)
    views = (
        lambda: hours.progress(known=Known(heads=(head,))),
        lambda: hours.year(calendar_year(2023), known=Known(heads=(head,))),
        lambda: hours.entries(known=Known(heads=(head,))),
        lambda: hours.entries(after=[head]),
        lambda: check(head, whole),
    )
    for view in views:
        with pytest.raises(Refused) as caught:
            view()
        (problem,) = caught.value.problems
        assert (problem.code, problem.values["head"]) == (code, head)
    named = {"B172": "last", "B173": "entry"}[code]
    assert problem.values[named] == {"B172": whole.head, "B173": f"{BIM_SON}#{seq}"}[code]


def test_a_head_of_no_book_is_refused(hours: Ledger) -> None:
    known = hours.known([f"hoang-hoa#1:{DIGITS}"])
    with pytest.raises(Refused, match="B172"):
        hours.progress(known=known)


@pytest.mark.parametrize("last", [True, False])
def test_every_head_is_looked_at(hours: Ledger, *, last: bool) -> None:
    """Also the smaller of two, and that of a book nobody asked for, in any order."""
    (head,), (other,) = hours.heads(BIM_SON), hours.heads(HAU_LOC)
    for wrong in (Head(BIM_SON, 2, "0" * 20), replace(other, hash="0" * 64)):
        known = Known(heads=(head, wrong) if last else (wrong, head))
        with pytest.raises(Refused, match="B173"):
            hours.entries(programme=BIM_SON, known=known)


# Views


def test_a_book_that_was_not_known_is_left_out(hours: Ledger) -> None:
    early = hours.known(["2026-11-23T15:00"])
    assert [view.terms.id for view in hours.progress(known=early)] == [BIM_SON]
    assert [view.terms.id for view in hours.year(calendar_year(2023), known=early)] == [BIM_SON]
    assert {one.entry.book for one in hours.entries(known=early)} == {BIM_SON}
    (head,) = hours.heads(HAU_LOC)
    assert [view.terms.id for view in hours.progress(known=Known(heads=(head,)))] == [HAU_LOC]
    assert hours.progress(known=Known(at=NOW - timedelta(days=1))) == ()


def test_a_view_says_which_head_it_was_made_from(hours: Ledger) -> None:
    known = Known(at=NOW + timedelta(hours=1))
    (view,) = hours.progress(known=known)
    assert view.head == book(hours, BIM_SON).prefix(3).head


def test_what_is_proposed_today_was_not_known_then(hours: Ledger) -> None:
    ledger = proposed(hours, target="1500 tonne", schedule=None)
    (head,) = ledger.heads(BIM_SON)
    assert ledger.progress(programme=BIM_SON)[0].drift
    assert not ledger.progress(known=Known(heads=(head,)))[0].drift


def test_answers_reversals_and_returns_that_came_later_are_not_there(
    ledger: Ledger, clock: Clock
) -> None:
    said(ledger, CEMENT)
    heads = {"claimed": ledger.heads()[0]}
    steps = {
        "returned": back("100 tonne", date="2023-03-15"),
        "accepted": partly("480", short="20", date="2023-03-15"),
        "reversed": reversal(date="2023-03-15"),
    }
    for name, draft in steps.items():
        clock.advance(days=1)
        said(ledger, draft)
        heads[name] = ledger.heads()[0]

    def then(name: str) -> list[str]:
        known = Known(heads=(heads[name],))
        standing = ledger.progress(date(2023, 12, 31), known=known)[0].pledges[0].standing
        return [text(f) for f in (standing.claimed, standing.delivered, standing.confirmed)]

    assert {name: then(name) for name in heads} == {
        "claimed": ["500 t", "500 t", "0 t"],
        "returned": ["500 t", "400 t", "0 t"],
        "accepted": ["500 t", "380 t", "380 t"],
        "reversed": ["0 t", "0 t", "0 t"],
    }


def test_terms_that_were_adopted_later_are_not_there(ledger: Ledger, clock: Clock) -> None:
    """Neither an annex nor a correction, although both work from long before."""
    said(ledger, CEMENT)
    (first,) = ledger.heads()
    clock.advance(days=1)
    ledger = reworded(ledger, ("{vi: Xi măng, en: Cement}", "{vi: Xi măng PCB40, en: PCB40}"))
    said(ledger, correction())
    (second,) = ledger.heads()
    ledger = proposed(ledger, target="1500 tonne", schedule=None)
    said(ledger, amendment(date="2023-01-01"))

    def then(*heads: Head) -> tuple[str, str, int]:
        known = Known(heads=heads) if heads else None
        (view,) = ledger.progress(date(2023, 12, 31), known=known, programme=BIM_SON)
        (cement_,) = view.pledges
        return cement_.pledge.title.vi, text(cement_.standing.target), len(cement_.history)

    assert then(first) == ("Xi măng", "2,000 t", 0)
    assert then(second) == ("Xi măng PCB40", "2,000 t", 0)
    assert then() == ("Xi măng PCB40", "1,500 t", 1)


def test_a_report_made_again_is_the_report_that_was_made(hours: Ledger, clock: Clock) -> None:
    """After a year of further entries, with the head that stood on it."""
    period = calendar_year(2023)
    before = hours.year(period), hours.progress(date(2023, 12, 31)), hours.entries()
    heads = hours.heads()
    clock.advance(days=365)
    later = (
        reversal(concerns=f"{BIM_SON}#3", party="lang-chanh"),
        back("50 tonne", concerns=f"{BIM_SON}#2"),
        visit(),
        cement(quantity="7 tonne", date="2023-12-31"),
        reversal(concerns=f"{HAU_LOC}#2", party="hau-loc"),
    )
    said(hours, *later)
    said(proposed(hours, target="1500 tonne", schedule=None), amendment(date="2022-01-01"))
    ledger, known = reopened(hours), Known(heads=heads)
    again = (
        ledger.year(period, known=known),
        ledger.progress(date(2023, 12, 31), known=known),
        ledger.entries(known=known),
    )
    assert again == before
    assert ledger.year(period) != before[0]


@pytest.mark.parametrize("name", [BIM_SON, HAU_LOC])
def test_a_programme_may_be_asked_for_with_the_heads_of_all(hours: Ledger, name: str) -> None:
    (view,) = hours.progress(programme=name, known=Known(heads=hours.heads()))
    assert (view.terms.id, view.head) == (name, hours.heads(name)[0])


# The day a view is of


def test_without_a_day_a_view_is_of_when_it_was_known(hours: Ledger) -> None:
    assert hours.day() == hours.today
    assert hours.day(date(2023, 12, 31)) == date(2023, 12, 31)
    early = hours.known(["2024-06-01"])
    assert hours.day(known=early) == date(2024, 6, 1)
    assert hours.day(date(2023, 12, 31), early) == date(2023, 12, 31)


def test_with_heads_it_is_of_the_day_of_the_last_entry(hours: Ledger, clock: Clock) -> None:
    """In Hanoi, where 17:00 in Greenwich is the next day."""
    clock.now = NOW.replace(hour=16, minute=59)
    said(hours, cement(quantity="1 tonne", date="2024-03-01"))
    eve = hours.heads()
    clock.advance(minutes=1)
    said(hours, cement(quantity="2 tonne", date="2024-03-01"))
    clock.advance(days=300)
    assert hours.day(known=Known(heads=eve)) == date(2026, 11, 23)
    assert hours.day(known=Known(heads=hours.heads())) == date(2026, 11, 24)
    (bim_son, *_) = hours.progress(known=Known(heads=(hours.heads(BIM_SON))))
    assert bim_son.as_of == date(2026, 11, 24)


# What came since


def test_entries_after_a_head_are_what_its_keeper_does_not_know(hours: Ledger) -> None:
    whole = book(hours, BIM_SON)
    for length in range(1, 5):
        head = whole.prefix(length).head
        assert head is not None
        since = hours.entries(after=[head])
        assert [(one.entry.book, one.entry.seq) for one in since] == [
            (BIM_SON, seq) for seq in range(length + 1, 5)
        ]


def test_books_that_no_head_is_about_are_left_out(hours: Ledger) -> None:
    heads = [book(hours, name).prefix(1).head for name in (HAU_LOC, BIM_SON)]
    found = hours.entries(after=[head for head in heads if head is not None])
    assert [one.entry.name for one in found] == [
        f"{HAU_LOC}#2", f"{BIM_SON}#2", f"{BIM_SON}#3", f"{BIM_SON}#4",
    ]  # fmt: skip


def test_what_came_since_can_be_narrowed(hours: Ledger) -> None:
    head = book(hours, BIM_SON).prefix(2).head
    assert head is not None
    assert numbers(hours.entries(after=[head], as_of=date(2023, 12, 31))) == [3]
    assert numbers(hours.entries(after=[head], pending=True)) == [4]
    assert hours.entries(after=[head], programme=HAU_LOC) == ()
    assert numbers(hours.entries(after=[head], known=Known(at=NOW + timedelta(hours=1)))) == [3]


def test_what_awaited_an_answer_then(hours: Ledger) -> None:
    early = Known(at=NOW)
    assert numbers(hours.entries(known=early, pending=True)) == [2]
    assert pending(hours) == {
        f"{HAU_LOC}#2": "lang-chanh",
        f"{BIM_SON}#4": "lang-chanh",
    }
