"""Books as journals: every entry is told, with what it moved on the days that counts on."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.core.data import Commodity, Open

from coopledger.book import Book
from coopledger.exchange.journal import beancount, hledger
from coopledger.problem import Refused
from tests.book.history import record
from tests.conftest import Clock
from tests.exchange.happenings import hills
from tests.exchange.journals import (
    beancount_balances,
    in_beancount,
    in_hledger,
    printed,
    transactions,
)
from tests.exchange.told import WORKED, answer, book, delivery, tonnes

BOTH = pytest.mark.parametrize("journal", [hledger, beancount], ids=["hledger", "beancount"])
Journal = Callable[[Iterable[Book]], Iterator[str]]


def postings(lines: Iterable[str]) -> list[str]:
    """The transactions without what hangs on them: heads and postings, single-spaced."""
    kept = (line for line in lines if re.match(r"[0-9]{4}-.* \* |    [a-z]", line))
    return [" ".join(line.split()) for line in kept]


def test_an_entry_moves_what_it_changed_on_the_days_on_which_that_counts() -> None:
    place = "bim-son-lang-chanh:cement"
    assert postings(hledger([WORKED])) == [
        "2021-01-01 * (bim-son-lang-chanh#1) bim-son | agreement (first)",
        "2023-03-15 * (bim-son-lang-chanh#2) bim-son | delivery",
        f"{place}:delivery:claimed -500.000 tonne",
        f"{place}:delivery:delivered:unconfirmed 500.000 tonne",
        "2023-03-15 * (bim-son-lang-chanh#3) lang-chanh | answer to #2",
        f"{place}:delivery:delivered:confirmed 480.000 tonne",
        f"{place}:delivery:delivered:unconfirmed -500.000 tonne",
        f"{place}:delivery:missing 20.000 tonne",
        "2023-03-15 * (bim-son-lang-chanh#5) bim-son | reversal of #2",
        f"{place}:delivery:claimed 500.000 tonne",
        f"{place}:delivery:delivered:confirmed -480.000 tonne",
        f"{place}:delivery:missing -20.000 tonne",
        "2023-05-04 * (bim-son-lang-chanh#4) lang-chanh | return of #2",
        f"{place}:delivery:delivered:confirmed -20.000 tonne",
        f"{place}:delivery:returned 20.000 tonne",
        f"{place}:return:claimed -20.000 tonne",
        f"{place}:return:delivered:unconfirmed 20.000 tonne",
        "2023-05-04 * (bim-son-lang-chanh#5) bim-son | reversal of #2",
        f"{place}:delivery:delivered:confirmed 20.000 tonne",
        f"{place}:delivery:returned -20.000 tonne",
        f"{place}:return:claimed 20.000 tonne",
        f"{place}:return:delivered:unconfirmed -20.000 tonne",
    ]


def test_an_answer_that_moves_nothing_stands_on_the_day_of_its_entry_too() -> None:
    received = delivery("2023-03-15", "5")._replace(party="lang-chanh")
    told = book(received, answer(2, sent=tonnes("0"), party="bim-son"))
    assert postings(hledger([told]))[-1] == (
        "2023-03-15 * (bim-son-lang-chanh#3) bim-son | answer to #2"
    )


def test_a_reversal_of_what_counted_on_two_days_says_which_part_of_it_is_which() -> None:
    told = [one.meta for one in transactions([WORKED]) if "reversal" in one.tags]
    assert [one["part"] for one in told] == ["1/2", "2/2"]
    assert {one["entry"] for one in told} == {"bim-son-lang-chanh#5"}


def test_beancount_finds_what_an_entry_concerns_by_its_link() -> None:
    linked = [one for one in transactions([WORKED]) if "bim-son-lang-chanh/2" in one.links]
    assert {one.meta["entry"] for one in linked} == {
        f"bim-son-lang-chanh#{number}" for number in (2, 3, 4, 5)
    }


def test_a_dispute_takes_the_claim_out_of_what_was_delivered() -> None:
    disputed = book(delivery("2023-03-15", "7"), answer(2, disputed=True))
    balances = beancount_balances([disputed])
    place = "Bim-son-lang-chanh:Cement:Delivery"
    assert balances == {
        (f"Income:{place}:Claimed", "TONNE", 2023): Decimal(-7),
        (f"Assets:{place}:Disputed", "TONNE", 2023): Decimal(7),
    }


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, ...]:
    """Two books in which every kind of entry says everything it can."""
    return record(tmp_path_factory.mktemp("told") / "workspace", Clock()).books()


def names(books: Iterable[Book]) -> set[str]:
    return {one.name for told in books for one in told.entries}


def test_every_entry_stands_in_both_journals_whether_it_moves_figures_or_not(
    everything: tuple[Book, ...],
) -> None:
    assert {one.meta["entry"] for one in transactions(everything)} == names(everything)
    assert {one["tcode"] for one in printed(everything)} == names(everything)


def test_entries_stand_by_the_day_they_count_on_then_as_they_were_recorded(
    everything: tuple[Book, ...],
) -> None:
    heads = [line for line in hledger(everything) if re.match("[0-9]{4}-", line)]
    order = [re.match(r"(\S+) \* \((.+?)#([0-9]+)\)", line) for line in heads]
    days = [(said[1], said[2], int(said[3])) for said in order if said is not None]
    assert days == sorted(days)
    assert len(days) == len(heads)


def test_each_field_of_an_entry_is_told_apart_from_the_terms_themselves(
    everything: tuple[Book, ...],
) -> None:
    told = {one.meta["entry"]: one.meta for one in transactions(everything)}
    for one in (one for told_book in everything for one in told_book.entries):
        fields = {name for name, value in one._asdict().items() if value is not None}
        keys = {"evidence" if key.startswith("evidence-") else key for key in told[one.name]}
        assert fields - keys == {"book", "seq"} | ({"terms"} if one.terms else set())


def said(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the journal says, without where it says it."""
    own = {"filename", "lineno", "__tolerances__"}
    return {name: value for name, value in meta.items() if name not in own}


def test_an_entry_is_told_with_its_day_its_time_who_said_so_and_its_hash() -> None:
    told = next(one for one in transactions([WORKED]) if one.meta["entry"].endswith("#3"))
    assert (told.date, told.payee, told.narration) == (
        date(2023, 3, 15), "lang-chanh", "answer to #2",
    )  # fmt: skip
    assert said(told.meta) == {
        "entry": "bim-son-lang-chanh#3",
        "kind": "answer",
        "occurred_on": date(2024, 1, 10),
        "recorded_at": "2026-11-23T08:00:00.000000Z",
        "party": "lang-chanh",
        "recorded_by": "Lê Thị Mai",
        "answers": "bim-son-lang-chanh#2",
        "accepted": "480 tonne",
        "short": "15 tonne",
        "rejected": "5 tonne",
        "hash": f"{3:064x}",
    }


def test_accounts_say_whose_they_are_in_the_words_of_the_books(
    everything: tuple[Book, ...],
) -> None:
    opened = {one.account: one.meta for one in in_beancount(everything) if isinstance(one, Open)}
    meta = opened["Income:Hills:Seed:Delivery:Claimed:East"]
    said = (meta["programme"], meta["item"], meta["share"], meta["name"])
    assert said == ("hills", "seed", "east", "Giống / Seed")


def test_an_account_is_called_as_it_was_called_last(everything: tuple[Book, ...]) -> None:
    names = {one.meta["name"] for one in in_beancount(everything) if isinstance(one, Open)}
    assert "Xi măng bao / Cement" in names
    assert "Xi măng / Cement" not in names


def test_a_commodity_says_which_unit_it_is(everything: tuple[Book, ...]) -> None:
    units = {
        one.currency: one.meta for one in in_beancount(everything) if isinstance(one, Commodity)
    }
    assert (units["TONNE"]["unit"], units["TONNE"]["precision"]) == ("tonne", 3)
    assert units["TONNE"]["name"] == "tấn / t (steps of 0.001)"


@BOTH
def test_a_journal_says_at_its_head_which_books_it_was_made_from(
    journal: Journal, everything: tuple[Book, ...]
) -> None:
    coast, hills = sorted(everything, key=lambda told: told.id)
    assert coast.head is not None
    assert hills.head is not None
    assert list(journal(everything))[:5] == [
        f"; coopledger journal 1 for {journal.__name__}",
        "; A copy for reading: the books are the record. It was made from",
        f";   {coast.head.whole}",
        f";   {hills.head.whole}",
        "",
    ]


@BOTH
def test_invented_figures_are_marked_at_the_head_and_wherever_an_entry_is_listed(
    journal: Journal,
) -> None:
    played = hills("    period:", "    invented: true\n    period:")
    lines = list(journal([book(delivery("2023-03-15", "5"), terms=played), WORKED]))
    assert f";   hills#2:{2:064x} (INVENTED FIGURES, FOR DEMONSTRATION ONLY)" in lines
    assert f";   {WORKED.id}#5:{5:064x}" in lines
    heads = [line for line in lines if " * " in line]
    assert (
        [line for line in heads if "invented" in line]
        == [line for line in heads if "hills" in line]
        != []
    )


@BOTH
def test_the_same_books_are_the_same_bytes_in_whatever_order_they_come(
    journal: Journal, everything: tuple[Book, ...]
) -> None:
    assert list(journal(everything)) == list(journal(everything[::-1]))


@BOTH
def test_a_line_is_a_line(journal: Journal, everything: tuple[Book, ...]) -> None:
    assert [line for line in journal(everything) if line.splitlines() not in ([], [line])] == []


@pytest.mark.parametrize("books", [(), (Book("hills"),)], ids=["no book", "an empty book"])
def test_a_journal_of_nothing_is_a_journal(books: Sequence[Book]) -> None:
    assert in_beancount(books) == []
    assert printed(books) == []


def test_hledger_finds_every_account_commodity_payee_declared_and_the_days_in_order(
    everything: tuple[Book, ...],
) -> None:
    in_hledger(everything, "check", "--strict", "ordereddates", "payees")


def test_hledger_is_told_the_decimal_sign_before_the_first_amount(
    everything: tuple[Book, ...],
) -> None:
    lines = [line for line in hledger(everything) if line and not line.startswith(";")]
    assert lines[0] == "decimal-mark ."


def test_every_tag_is_declared(everything: tuple[Book, ...]) -> None:
    lines = list(hledger(everything))
    used = {said[1] for line in lines if (said := re.match(r"    ; ([a-z0-9_-]+):", line))}
    assert used <= {line.removeprefix("tag ") for line in lines if line.startswith("tag ")}


@BOTH
def test_terms_that_cannot_be_read_are_refused(journal: Journal) -> None:
    unread = WORKED.entries[0]._replace(terms={"units": "none"})
    with pytest.raises(Refused) as refused:
        list(journal([Book(WORKED.id, (unread,), WORKED.hashes[:1])]))
    assert [problem.code for problem in refused.value.problems] == ["B827"]
