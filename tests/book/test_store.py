"""What every engine promises: what is recorded is there, once, in order, and nothing else is."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Thread

import pytest

from coopledger.book.batch import Batch
from coopledger.book.body import canonical, read_body
from coopledger.book.chain import Head, link
from coopledger.book.draft import Variant
from coopledger.book.store import Row, Session
from coopledger.book.tally import Account, Days, Measure, Sums
from coopledger.ledger import Ledger
from coopledger.problem import Refused
from tests.book.acts import reopened
from tests.book.conftest import SUPPORT
from tests.book.drafts import BIM_SON, CEMENT, HAU_LOC, LAST, cement, names
from tests.conftest import Clock
from tests.engines import Engine, on_both

NEXT = LAST[BIM_SON] + 1
"""The number of the next entry in the book of Bỉm Sơn."""


def codes(ask: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as caught:
        ask()
    return {problem.code for problem in caught.value.problems}


# What is kept


@on_both
def test_what_is_recorded_is_there_for_everybody(ledger: Ledger, engine: Engine) -> None:
    receipt = ledger.append(CEMENT)
    assert receipt.entry.recorded_by == "Lê Thị Mai"
    assert names(reopened(ledger)) == [f"agreement {BIM_SON}#1", f"delivery {BIM_SON}#2"]
    kept = engine.rows()[-1]
    assert (kept.name, kept.hash) == (receipt.entry.name, receipt.head.hash)
    assert read_body(kept.body) == receipt.entry
    assert ledger.verify().problems == ()


@on_both
def test_where_nothing_was_recorded_nothing_is_found(ledger: Ledger) -> None:
    with ledger._store.reading() as session:
        assert session.books() == ()
        assert session.last(BIM_SON) is session.row(BIM_SON, 1) is None
        assert (session.counted(BIM_SON), session.agreed(BIM_SON)) == (None, None)
        assert (session.figures(BIM_SON), session.files()) == ({}, {})
        assert [*session.rows(BIM_SON), *session.having(BIM_SON, key="import-1")] == []
    assert (ledger.entries(), ledger.heads(), ledger.verify().problems) == ((), (), ())


@on_both
def test_a_dry_run_keeps_nothing(everything: Ledger, engine: Engine) -> None:
    before = engine.rows(), shown(everything)
    assert not everything.append(CEMENT, dry_run=True).kept
    assert (engine.rows(), shown(everything)) == before
    assert everything.append(CEMENT).entry.seq == NEXT


def shown(ledger: Ledger) -> object:
    return ledger.progress(date(2025, 12, 31), detailed=False)


@on_both
def test_a_key_is_kept_once(everything: Ledger, engine: Engine) -> None:
    before = engine.rows()
    first = SUPPORT[0]
    assert first.key is not None
    assert everything.append(first).already
    assert codes(lambda: everything.append(replace(first, quantity="501 tonne"))) == {"B130"}
    assert engine.rows() == before


@on_both
def test_whoever_is_interrupted_keeps_nothing(
    ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is raised inside the transaction, Ctrl-C included."""
    ledger.append(CEMENT)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "_receipt", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ledger.append(cement(document="13"))
    assert len(ledger.entries()) == 2
    clock.advance(minutes=1)
    assert ledger.append(cement(document="13")).entry.seq == 3
    assert ledger.verify().problems == ()


@on_both
@pytest.mark.parametrize("first", [True, False], ids=["the first record", "a later one"])
def test_a_batch_is_kept_as_a_whole_or_not_at_all(ledger: Ledger, *, first: bool) -> None:
    if not first:
        ledger.append(CEMENT)
    before = names(ledger)

    def run(batch: Batch) -> None:
        (outcome,) = batch.append([Variant.of(cement(document="13", quantity="5 tonne"))])
        assert outcome.row is not None
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.append_all(run)
    assert names(ledger) == before
    assert ledger.append(cement(document="13")).entry.seq == (2 if first else 3)


# In order


@on_both
def test_books_and_rows_come_in_order(everything: Ledger, engine: Engine) -> None:
    kept = engine.rows()
    with everything._store.reading() as session:
        assert session.books() == (BIM_SON, HAU_LOC)
        for book in session.books():
            rows = [row for row in kept if row.book == book]
            assert [*session.rows(book)] == rows
            assert [row.seq for row in rows] == [*range(1, LAST[book] + 1)]
            for behind in (0, 1, 5, LAST[book], 99):
                assert [*session.rows(book, behind=behind)] == rows[behind:]
            assert [session.row(book, row.seq) for row in rows] == rows
            assert session.last(book) == rows[-1]
            assert session.row(book, LAST[book] + 1) is session.row(book, 0) is None


@on_both
def test_two_books_are_read_at_once(everything: Ledger) -> None:
    with everything._store.reading() as session:
        both = [*zip(session.rows(HAU_LOC), session.rows(BIM_SON), strict=False)]
    assert [row.book for pair in both for row in pair] == [HAU_LOC, BIM_SON] * LAST[HAU_LOC]


FOUND: dict[str, Callable[[dict[str, object]], object]] = {
    "concerns": lambda said: next(
        (said[name] for name in ("reverses", "answers", "returns", "supplements") if name in said),
        None,
    ),
    "kind": lambda said: said["kind"] if said["kind"] in {"agreement", "close"} else None,
    "key": lambda said: said.get("key"),
    "filed": lambda said: said.get("document") if "evidence" in said else None,
}
"""What a body says of what entries are found by."""


@on_both
@pytest.mark.parametrize("field", FOUND)
def test_rows_are_found_by_what_they_say(everything: Ledger, engine: Engine, field: str) -> None:
    kept = [(row, FOUND[field](json.loads(row.body))) for row in engine.rows()]
    values = {value for _, value in kept if value is not None}
    assert values
    with everything._store.reading() as session:
        for book in session.books():
            for value in values:
                rows = [row for row, said in kept if row.book == book and said == value]
                assert [*session.having(book, **{field: value})] == rows  # type: ignore[arg-type]


@on_both
def test_rows_are_found_by_their_day_and_amount(everything: Ledger, engine: Engine) -> None:
    kept = [(row, read_body(row.body)) for row in engine.rows()]
    places = {
        (entry.occurred_on, entry.quantity.steps if entry.quantity is not None else None)
        for _, entry in kept
    }
    assert {None, 500_000} < {steps for _, steps in places}
    with everything._store.reading() as session:
        for day, steps in places:
            found = session.having(BIM_SON, occurred_on=day.isoformat(), steps=steps)
            assert [*found] == [
                row
                for row, entry in kept
                if (row.book, entry.occurred_on) == (BIM_SON, day)
                and (entry.quantity.steps if entry.quantity is not None else None) == steps
            ]
        days = sorted({day for day, _ in places})
        for since, through in ((days[0], days[-1]), (days[1], days[-2]), (days[-1], days[0])):
            assert [*session.of_days(BIM_SON, since, through)] == [
                row
                for row, entry in kept
                if row.book == BIM_SON and since <= entry.occurred_on <= through
            ]


# Nothing but what follows


def following(row: Row, before: Row, clock: Clock, **said: object) -> Row:
    """What `row` says once more, recorded now behind `before`."""
    now = clock().isoformat(timespec="microseconds").replace("+00:00", "Z")
    seq = before.seq + 1
    body = canonical({**json.loads(row.body), "seq": seq, "recorded_at": now, **said})
    return Row(row.book, seq, body, link(before.hash, body))


def insert(ledger: Ledger, *rows: Row) -> None:
    def fill(session: Session) -> None:
        session.hold(BIM_SON)
        session.insert(rows)

    ledger._store.written(fill)


ONCE = {"a key": 2, "a reversal": 4, "an answer": 9, "an answer that corrects": 12}
"""What is said once, and by which entry."""

FREE = 6
"""A delivery, which may be said as often as one likes."""


@on_both
@pytest.mark.parametrize("seq", ONCE.values(), ids=ONCE)
def test_what_is_said_once_is_refused_by_the_engine(
    everything: Ledger, engine: Engine, clock: Clock, seq: int
) -> None:
    kept = [row for row in engine.rows() if row.book == BIM_SON]
    with pytest.raises(Refused):
        insert(everything, following(kept[seq - 1], kept[-1], clock))
    assert [row for row in engine.rows() if row.book == BIM_SON] == kept
    insert(everything, following(kept[FREE - 1], kept[-1], clock))
    assert engine.rows()[NEXT - 1].seq == NEXT


@on_both
def test_a_number_that_is_taken_or_not_the_next_is_refused_by_the_engine(
    everything: Ledger, engine: Engine, clock: Clock
) -> None:
    kept = [row for row in engine.rows() if row.book == BIM_SON]
    behind = following(kept[FREE - 1], kept[-1], clock)
    for row in (
        kept[-1],
        following(kept[FREE - 1], kept[-2], clock),
        following(kept[FREE - 1], behind, clock),
        following(kept[FREE - 1], kept[-1]._replace(seq=-1), clock),
    ):
        with pytest.raises(Refused):
            insert(everything, row)
    assert [row for row in engine.rows() if row.book == BIM_SON] == kept
    insert(everything, behind, following(kept[FREE - 1], behind, clock))
    assert [row.seq for row in engine.rows() if row.book == BIM_SON][-2:] == [NEXT, NEXT + 1]


# With others


@on_both
def test_who_reads_sees_one_state(everything: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else records meanwhile, or is told to wait."""
    monkeypatch.setattr("coopledger.book.sqlite.LOCK_SECONDS", 0.05)
    other = reopened(everything)
    with everything._store.reading() as session:
        before = session.last(BIM_SON)
        assert before is not None
        waiting = other.server is None and codes(lambda: other.append(CEMENT)) == {"S103"}
        assert waiting or other.append(CEMENT).entry.seq == NEXT
        assert session.last(BIM_SON) == before
        assert [*session.rows(BIM_SON)][-1] == before
    assert other.append(CEMENT).already is not waiting
    assert len(everything.entries(programme=BIM_SON)) == NEXT


@on_both
def test_two_who_record_at_once_are_both_heard(ledger: Ledger) -> None:
    ledger.append(CEMENT)
    at_once(*(partial(five, ledger, who) for who in (1, 2)))
    documents = [one.entry.document for one in ledger.entries() if one.entry.seq > 2]
    assert sorted(map(str, documents)) == [f"{who}{n}" for who in (1, 2) for n in range(5)]
    assert ledger.verify().problems == ()


@on_both
def test_the_same_said_by_two_at_once_is_recorded_once(ledger: Ledger) -> None:
    """The very first record, by which the book is opened, as well as a later one."""
    for draft in (cement(key="a"), cement(key="b", document="13")):
        receipts = []
        at_once(*[lambda: receipts.append(reopened(ledger).append(draft))] * 3)  # noqa: B023
        assert sorted(one.already for one in receipts) == [False, True, True]
        assert len({one.entry.seq for one in receipts}) == 1
    assert [one.entry.seq for one in ledger.entries()] == [1, 2, 3]
    assert ledger.verify().problems == ()


def five(ledger: Ledger, who: int) -> None:
    for n in range(5):
        reopened(ledger).append(cement(document=f"{who}{n}", quantity="1 tonne"))


def at_once(*acts: Callable[[], object]) -> None:
    threads = [Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


# What entries add up to

CEMENT_OF = Account("cement", Measure.DELIVERY, "tonne", None)
HIS_SHARE = Account("cement", Measure.DELIVERY, "tonne", "xa-linh-son")
MONDAY, TUESDAY = date(2023, 5, 1), date(2023, 5, 2)


def counted(ledger: Ledger, figures: Days, *, anew: bool) -> tuple[Head | None, Days]:
    """What is kept after a book was counted up to its tenth entry."""

    def fill(session: Session) -> None:
        session.hold(BIM_SON)
        session.count(Head(BIM_SON, 10, "f" * 64), figures, anew=anew)

    ledger._store.written(fill)
    with ledger._store.reading() as session:
        return session.counted(BIM_SON), session.figures(BIM_SON)


@on_both
def test_figures_are_kept_with_the_head_they_go_up_to(everything: Ledger) -> None:
    with everything._store.reading() as session:
        others = session.figures(HAU_LOC)
    sums, more = Sums(1, 2, 3, 4), Sums(5, 0, 0, 0)
    figures = {CEMENT_OF: {MONDAY: sums, TUESDAY: more}, HIS_SHARE: {MONDAY: more}}
    assert counted(everything, figures, anew=True) == (Head(BIM_SON, 10, "f" * 64), figures)
    _, changed = counted(everything, {CEMENT_OF: {MONDAY: Sums(), TUESDAY: sums}}, anew=False)
    assert changed == {CEMENT_OF: {TUESDAY: sums}, HIS_SHARE: {MONDAY: more}}
    assert counted(everything, {HIS_SHARE: {TUESDAY: sums}}, anew=True)[1] == {
        HIS_SHARE: {TUESDAY: sums}
    }
    with everything._store.reading() as session:
        assert session.figures(HAU_LOC) == others


@on_both
def test_it_is_kept_which_file_says_what_a_book_adopted(everything: Ledger) -> None:
    """Until another does, or the book adopts something else; files nobody goes by are forgotten."""

    def kept(*acts: Callable[[Session], None]) -> tuple[object, ...]:
        def fill(session: Session) -> None:
            for act in acts:
                act(session)

        everything._store.written(fill)
        with everything._store.reading() as session:
            return dict(session.files()), session.agreed(BIM_SON), session.agreed(HAU_LOC)

    both = (BIM_SON, HAU_LOC)
    of_a_file = [lambda session, book=book: session.agree(book, "a", both) for book in both]
    kept(*(lambda session, book=book: session.differ(book) for book in both))
    assert kept(*of_a_file) == ({"a": both}, "a", "a")
    assert kept(lambda session: session.agree(BIM_SON, "b", [BIM_SON])) == (
        {"a": both, "b": (BIM_SON,)}, "b", "a",
    )  # fmt: skip
    assert kept(lambda session: session.differ(HAU_LOC))[1:] == ("b", None)
    assert kept(lambda session: session.agree(BIM_SON, "b", [BIM_SON])) == (
        {"b": (BIM_SON,)}, "b", None,
    )  # fmt: skip
