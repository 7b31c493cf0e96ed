"""A book in the ledger says what the whole book says, and its running figures are its figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from coopledger import Draft, Kind, Ledger
from coopledger.book.appending import append
from coopledger.book.book import Book
from coopledger.book.kept import KeptBook, opened
from coopledger.book.recount import Recount
from coopledger.book.sqlite import SqliteStore
from coopledger.book.store import Session, load
from coopledger.book.tally import Figures, Sums
from tests.book.drafts import BIM_SON
from tests.coop import Coop
from tests.engines import Engine, on_both
from tests.exchange.happenings import books


@contextmanager
def ledger() -> Iterator[Session]:
    """A transaction on an empty ledger."""
    with TemporaryDirectory() as folder, SqliteStore(Path(folder) / "l.sqlite3").writing() as one:
        yield one


@given(book=books())
def test_running_figures_are_those_of_the_whole_book_after_every_entry(book: Book) -> None:
    with ledger() as session:
        for number, entry in enumerate(book.entries, start=1):
            append(session, opened(session, book.id), entry)
            whole = Book(book.id, book.entries[:number])
            assert Figures(session.figures(book.id)) == whole.figures


@given(book=books())
def test_running_figures_go_on_from_entry_to_entry_of_one_transaction(book: Book) -> None:
    with ledger() as session:
        growing = opened(session, book.id)
        for entry in book.entries:
            growing = append(session, growing, entry)
        assert growing.figures == book.figures
        assert Figures(session.figures(book.id)) == book.figures


@given(book=books())
def test_a_recount_in_one_pass_comes_to_the_same(book: Book) -> None:
    recount = Recount()
    for entry in book.entries:
        recount.add(entry)
    assert recount.figures(book) == book.figures


@given(book=books())
def test_every_question_is_answered_as_by_the_whole_book(book: Book) -> None:
    with ledger() as session:
        for entry in book.entries:
            append(session, opened(session, book.id), entry)
        kept, whole = opened(session, book.id), load(session, book.id)
        assert isinstance(kept, KeptBook)
        assert answers(kept, whole) == answers(whole, whole)


@given(book=books())
def test_a_book_with_entries_appended_answers_like_the_whole_book(book: Book) -> None:
    half = book.length // 2
    longer: Book = book.prefix(half)
    for entry, hash_ in zip(book.entries[half:], book.hashes[half:], strict=True):
        longer = longer.followed_by(entry, hash_)
    assert answers(longer, book) == answers(book, book)


def answers(book: Book, whole: Book) -> list[object]:
    """What `book` says to everything that can be asked about the entries of `whole`."""
    today = date(2026, 1, 1)
    found: list[object] = [
        book.length, book.head, book.entries, book.hashes, [*book.adoptions], [*book.closings],
        book.figures, book.closes, book.agreements, book.told, book.recorded(today),
        book.figures.waiting(today),
    ]  # fmt: skip
    for entry in whole.entries:
        found += [
            book.find(entry.seq), book.hash_of(entry.seq), [*book.concerning(entry.seq)],
            [*book.alike(entry)], book.keyed(entry.key or "?"), [*book.filed(entry.document or "")],
            [*book.between(entry.occurred_on, entry.occurred_on)], [*book.behind(entry.seq)],
            book.dossier(entry.seq), book.shown(entry, today), [*book.referring(entry)],
        ]  # fmt: skip
    return found


@given(book=books())
def test_as_many_are_counted_to_await_an_answer_as_are_shown_to(book: Book) -> None:
    for day in {entry.occurred_on for entry in book.entries}:
        shown = [one for one in book.recorded(day) if one.awaits and one.entry.occurred_on <= day]
        assert book.figures.waiting(day) == len(shown)


@given(book=books())
def test_what_refers_to_an_entry_is_found_by_what_it_is_about(book: Book) -> None:
    for entry in book.entries:
        referring = [one for one in book.entries if entry.seq in one.refers]
        assert [*book.referring(entry)] == referring


@on_both
def test_a_ledger_that_holds_everything_answers_every_question(everything: Ledger) -> None:
    with everything._store.reading() as session:
        for name in session.books():
            kept, whole = opened(session, name), load(session, name)
            assert isinstance(kept, KeptBook)
            assert answers(kept, whole) == answers(whole, whole)


@on_both
def test_figures_that_are_behind_the_book_are_counted_from_it(
    everything: Ledger, engine: Engine
) -> None:
    """As where an entry was appended by who knows nothing of figures."""
    before = shown(everything)
    engine.run("UPDATE counted SET seq = seq - 1")
    engine.run("UPDATE figure SET sums = '[1, 2, 3, 4]'")
    assert shown(everything) == before
    everything.append(Draft(kind=Kind.DELIVERY, pledge="cement", quantity="1 tonne"))
    with everything._store.reading() as session:
        assert Figures(session.figures(BIM_SON)) == load(session, BIM_SON).figures


def shown(ledger: Ledger) -> object:
    return ledger.progress(date(2025, 12, 31), detailed=False)


@on_both
@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE figure SET sums = '[1, 2, 3, 4]' WHERE day = '2023-03-16'", ["2023-03-16"]),
        ("DELETE FROM figure WHERE measure = 'occasion'", ["2023-06-01", "2023-09-01"]),
        ("UPDATE figure SET item = 'oats' WHERE day = '2023-03-16'", ["2023-03-16"]),
    ],
)
def test_altered_figures_are_found_by_their_day_and_counted_anew(
    everything: Ledger, engine: Engine, statement: str, found: list[str]
) -> None:
    before = shown(everything)
    assert everything.verify().problems == ()
    assert engine.run(statement)
    problems = everything.verify().problems
    assert {problem.code for problem in problems} == {"B828"}
    assert sorted({str(problem.values["day"]) for problem in problems}) == found
    everything.recount()
    assert everything.verify().problems == ()
    assert shown(everything) == before


@on_both
def test_a_book_with_which_something_else_is_wrong_is_not_counted_anew(
    everything: Ledger, engine: Engine
) -> None:
    engine.run("UPDATE figure SET sums = '[1, 2, 3, 4]'")
    engine.unguard()
    engine.run("UPDATE entry SET hash = replace(hash, 'a', 'b') WHERE seq = 3")
    everything.recount()
    with everything._store.reading() as session:
        kept = [sums for days in session.figures(BIM_SON).values() for sums in days.values()]
    assert set(kept) == {Sums(1, 2, 3, 4)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"pledge":"cement"', '"pledge":"cemenx"'),
        ('"unit":"tonne"', '"unit":"tonnf"'),
        ('"activity":"', '"activity":"no-'),
        ('"answers":', '"answers":9'),
        ('"returns":', '"returns":9'),
        ('"reverses":3', '"reverses":4'),
        ('"kind":"delivery"', '"kind":"delivers"'),
        ('"party":"bim-son"', '"party":"bim-sox"'),
        ('"seq":4', '"seq":5'),
        ('"title":{', '"titel":{'),
    ],
)
def test_no_command_falls_over_an_entry_that_was_edited_where_it_stands(
    everything: Ledger, engine: Engine, coop: Coop, old: str, new: str
) -> None:
    """What is asked for either is refused or does not speak of it; `verify` finds it anyway."""
    assert everything
    engine.unguard()
    edited = "UPDATE entry SET body = replace(body, ?, ?) WHERE body LIKE ?"
    assert engine.run(edited, (old, new, f"%{old}%"))
    asked = (
        "status",
        "report --year 2023",
        "record-delivery --tonnes 1 --date 2023-03-16 --dry-run",
        *(f"show {BIM_SON}#{seq}" for seq in range(1, 14)),
        *(f"confirm {BIM_SON}#{seq} --party lang-chanh --dry-run" for seq in range(2, 14)),
    )
    for words in asked:
        assert coop(*words.split()).code in {0, 1, 3}
    assert coop("verify").code == 3
