"""The order of recording does not matter: what was admitted counts, on every day."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from hypothesis import assume, given
from hypothesis import strategies as st

from coopledger import Kind
from coopledger.book import Book, Entry, Steps
from coopledger.book.tally import Account, Measure, Sums, added
from coopledger.terms import Terms, parse
from coopledger.terms.workspace import read_file
from tests.book.histories import Fact, histories, opened, told
from tests.conftest import PROGRAMMES


@cache
def cement() -> Terms:
    return next(terms for terms in parse(read_file(PROGRAMMES)) if terms.id == "bim-son-lang-chanh")


def running(book: Book) -> Mapping[Account, list[tuple[date, Sums]]]:
    """What every account has come to by each day on which it changes."""
    found = {}
    for account, days in book.figures.days.items():
        total, line = Sums(), []
        for day, sums in sorted(days.items()):
            if sums != Sums():
                total = added((total, sums))
                line.append((day, total))
        if line:
            found[account] = line
    return found


@given(histories(), st.data())
def test_every_order_that_is_admitted_ends_in_the_same_figures(
    facts: list[Fact], data: st.DataObject
) -> None:
    book = opened(cement())
    one, admitted = told(facts, range(len(facts)), book)
    order = data.draw(st.permutations(range(len(facts))))
    other, likewise = told(facts, order, book)
    assume(likewise == admitted and len(admitted) > 1)
    assert running(one) == running(other)


@given(histories())
def test_no_figure_is_ever_below_zero_and_none_is_confirmed_that_was_not_delivered(
    facts: list[Fact],
) -> None:
    book, _ = told(facts, range(len(facts)), opened(cement()))
    for account, line in running(book).items():
        for day, total in line:
            assert min(total) >= 0, (account, day, total)
            if account.measure is Measure.DELIVERY:
                assert total.confirmed <= total.delivered


def worked_out(book: Book, through: date) -> Sums:
    """The figures of the cement, by the words of DESIGN section 4 and by no code of the tally."""
    reversed_ = {entry.reverses for entry in book.entries}
    standing = [entry for entry in book.entries if entry.seq not in reversed_]
    answers = {entry.answers: entry for entry in standing if entry.kind is Kind.ANSWER}
    claimed = delivered = confirmed = disputed = 0
    for entry in standing:
        if entry.kind is not Kind.DELIVERY or entry.occurred_on > through:
            continue
        says, both = _figures(entry, answers.get(entry.seq))
        back = 0
        for other in standing:
            if other.returns == entry.seq and other.occurred_on <= through:
                back += _figures(other, answers.get(other.seq))[0]
        claimed += _steps(entry.quantity)
        delivered += says - back
        confirmed += max(both - back, 0)
        answer = answers.get(entry.seq)
        disputed += _steps(entry.quantity) if answer is not None and answer.disputed else 0
    return Sums(claimed, delivered, confirmed, disputed)


def _figures(entry: Entry, answer: Entry | None) -> tuple[int, int]:
    """The receiver's figure once it has spoken, and the smaller of both; nothing while disputed."""
    said = _steps(entry.quantity)
    if answer is None:
        return said, 0
    if answer.disputed:
        return 0, 0
    received = _steps(answer.accepted) if answer.accepted is not None else said
    sent = _steps(answer.sent) if answer.sent is not None else said
    return received, min(received, sent)


def _steps(amount: Steps | None) -> int:
    assert amount is not None
    return amount.steps


@given(histories(), st.dates(date(2022, 1, 1), date(2026, 1, 31)))
def test_the_tally_is_what_can_be_worked_out_on_paper(facts: list[Fact], day: date) -> None:
    book, _ = told(facts, range(len(facts)), opened(cement()))
    total = book.figures.total("cement", Measure.DELIVERY, "tonne", through=day)
    assert total == worked_out(book, day)
