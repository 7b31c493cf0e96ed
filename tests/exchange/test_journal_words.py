"""What things are called in journals, and what people wrote: nothing of it is ever syntax."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from urllib.parse import unquote

import pytest
from beancount.core.amount import CURRENCY_RE
from beancount.core.data import Commodity
from hypothesis import example, given
from hypothesis import strategies as st

from coopledger.book import Book, Entry, Kind, Steps
from coopledger.book.entry import Evidence
from coopledger.exchange.journal import beancount, hledger
from coopledger.exchange.journal.accounts import component
from coopledger.exchange.journal.beancount import _capital
from coopledger.exchange.journal.currencies import currencies
from coopledger.problem import Refused
from coopledger.quantity.amount import MOST_STEPS
from coopledger.terms import parse
from coopledger.terms.source import read
from coopledger.text import clean
from tests.book.history import TERMS
from tests.exchange.journals import (
    beancount_balances,
    hledger_balances,
    in_beancount,
    in_hledger,
    printed,
    transactions,
)
from tests.exchange.told import book, delivery
from tests.progress.examples import entry


def test_the_largest_amount_that_can_be_recorded_is_exact_in_both() -> None:
    largest = entry(Kind.DELIVERY, "2023-03-15", pledge="cement",
                    quantity=Steps("tonne", MOST_STEPS))  # fmt: skip
    told = [book(largest, largest, largest)]
    whole = Decimal(3 * MOST_STEPS) / 1000
    assert (
        beancount_balances(told)[
            "Assets:Bim-son-lang-chanh:Cement:Delivery:Delivered:Unconfirmed", "TONNE", 2023
        ]
        == whole
    )
    assert (
        hledger_balances(told)[
            "bim-son-lang-chanh:cement:delivery:delivered:unconfirmed", "tonne", 2023
        ]
        == whole
    )


@pytest.mark.parametrize("journal", [hledger, beancount])
def test_all_amounts_of_a_unit_have_its_decimals_so_that_what_is_shown_is_never_rounded(
    journal: Callable[[Iterable[Book]], Iterator[str]],
) -> None:
    told = book(delivery("2023-03-15", "500"), delivery("2023-03-16", "0.001"))
    lines = [line for line in journal([told]) if not line.startswith("    ;")]
    amounts = re.findall(r" (-?[0-9.]+) tonne$", "\n".join(lines), re.IGNORECASE | re.MULTILINE)
    assert {"500.000", "-500.000", "0.001", "-0.001"} < set(amounts)
    assert {len(amount.partition(".")[2]) for amount in amounts} == {3}


def test_fava_is_told_to_keep_unlike_things_in_columns_of_their_own() -> None:
    told = [book(delivery("2023-03-15", "5")), in_many_units(["g"])]
    assert [line for line in beancount(told) if "operating_currency" in line] == [
        'option "operating_currency" "OCCASION"',
        'option "operating_currency" "G"',
        'option "operating_currency" "TONNE"',
    ]


UNITS = ("g", "G", "Tonne", "TONNE", "true", "NULL", "occasion", "OCCASION", "Occasion", "bag-50kg",
         "x2", "a" * 64, "a" * 63 + "b", "a" * 24, "A" * 23)  # fmt: skip
"""Ids that a document may use for units, and that a program may take for something else."""


def in_many_units(units: Sequence[str]) -> Book:
    """A book with a delivery in each of `units`, and an occasion."""
    text = TERMS
    for number, unit in enumerate(units):
        declared = (
            f'  "{unit}": {{dimension: count, step: 0.01, vi: đơn vị {number}, en: u{number}}}'
        )
        pledge = f"{{id: p{number}, title: {{vi: v, en: e}}, form: goods, target: 5 {unit}}}"
        at = "          - {id: fund"
        text = text.replace("parties:\n", f"{declared}\nparties:\n", 1)
        text = text.replace(at, f"          - {pledge}\n{at}")
    terms = next(one for one in parse(read(text, "programmes.yaml")) if one.id == "hills")
    support = [
        entry(Kind.DELIVERY, "2023-01-01", party="town", pledge=f"p{number}",
              quantity=Steps(unit, 100 + number))
        for number, unit in enumerate(units)
    ]  # fmt: skip
    fair = entry(Kind.ACTIVITY, "2023-01-01", party="town", area="1", activity="fair", title="x")
    return book(*support, fair, terms=terms)


def test_units_keep_their_names_apart_in_both_whatever_they_are_called() -> None:
    told = [in_many_units(UNITS)]
    spelt = {
        one.currency: one.meta["unit"] for one in in_beancount(told) if isinstance(one, Commodity)
    }
    assert sorted(spelt.values()) == sorted([*UNITS, "occasion"])
    booked = beancount_balances(told)
    counted = hledger_balances(told)
    for number, unit in enumerate(UNITS):
        amount = 1 + Decimal(number) / 100
        place = f"Assets:Hills:P{number}:Delivery:Delivered:Unconfirmed"
        assert [(spelt[name], n) for (where, name, _), n in booked.items() if where == place] == [
            (unit, amount)
        ]
        assert counted[f"hills:p{number}:delivery:delivered:unconfirmed", unit, 2023] == amount
    assert [n for (where, *_), n in booked.items() if ":Fair:" in where] == [-1, 1]
    assert counted["hills:fair:occasion:delivered:unconfirmed", "occasion.", 2023] == 1


IDS = st.from_regex(
    r"[A-Za-z][A-Za-z0-9]{0,5}(-[A-Za-z0-9]{1,30})?", fullmatch=True
) | st.sampled_from(UNITS)


@given(st.sets(IDS | st.just("")))
def test_every_unit_has_a_currency_of_its_own_that_beancount_can_read(units: set[str]) -> None:
    named = currencies(units)
    assert named.keys() == units
    assert len(set(named.values())) == len(units)
    for name in named.values():
        assert len(name) <= 24
        assert re.fullmatch(CURRENCY_RE, name)
        assert name not in {"TRUE", "FALSE", "NULL"}


@given(st.sets(IDS))
def test_a_unit_in_capitals_is_called_so_whatever_else_there_is(units: set[str]) -> None:
    short = {unit for unit in units if unit == unit.upper() and len(unit) <= 24} - {"NULL"}
    assert {unit: currencies(units)[unit] for unit in short} == {unit: unit for unit in short}


@given(st.sets(IDS | st.text(max_size=9) | IDS.map(lambda name: f"{name}-")))
def test_two_things_never_share_an_account(called: set[str]) -> None:
    accounts = {_capital(component(name)) for name in called}
    assert len(accounts) == len({component(name) for name in called}) == len(called)
    for account in accounts:
        assert re.fullmatch("[A-Z0-9][A-Za-z0-9-]*", account)


HOSTILE = (
    "đợt 1, ba xe; 50 % ướt",
    "2023-01-01 x",
    "include /etc/passwd",
    'a "b" c\\',
    '"',
    "\\",
    "\\n",
    "x | y ; z # ^w",
    "date:2020-01-01, type:A, [2020-01-01=2021-01-01]",
    "a:b:c",
    ", ,",
    "%2C",
    "=500 tonne",
    "; (x) @ {y} ~ monthly",
    "end comment",
    "ẵ 🚚 e\u0301",
    "{# #}",
    "a\u00a0b  c",
    "  hai   dấu  cách ",
    "#tag ^link",
    'option "title" "x"',
)
TEXT = st.text(max_size=40)


def visible_text(text: str) -> bool:
    """Whether an entry can hold it."""
    try:
        return clean(text) == text != ""
    except Refused:
        return False


TEXTS = TEXT.map(str.strip).filter(visible_text) | st.sampled_from(HOSTILE).map(clean)


def noted(*texts: str) -> Book:
    """Deliveries that say each text wherever text can be said."""
    return book(*map(_noted, texts))


def _noted(text: str) -> Entry:
    file = Evidence(text.translate(_NO_NAME) or "x", "0" * 64, 9)
    return delivery("2023-03-15", "1", evidence=(file,), **dict.fromkeys(_SAID, text))


_NO_NAME = dict.fromkeys(map(ord, "/\\:"))
_SAID = ("note", "document", "key", "stated", "reason")


@given(st.lists(TEXTS, min_size=1, max_size=5))
@example([clean(text) for text in HOSTILE])
def test_beancount_reads_every_text_as_it_was_written(texts: list[str]) -> None:
    told = transactions([noted(*texts)])[1:]
    assert [{one.meta[name] for name in _SAID} for one in told] == [{text} for text in texts]
    files = [one.meta["evidence-1"].split(" ", 2)[2] for one in told]
    assert files == [text.translate(_NO_NAME) or "x" for text in texts]


def test_hledger_reads_every_text_as_it_was_written() -> None:
    texts: list[str] = []

    @given(TEXTS)
    def gather(text: str) -> None:
        texts.append(text)

    gather()
    texts += map(clean, HOSTILE)
    told = [dict(one["ttags"]) for one in printed([noted(*texts)])][1:]
    assert [{unquote(one[name]) for name in _SAID} for one in told] == [{text} for text in texts]


def test_hledger_takes_nothing_in_a_text_for_another_tag_or_a_date() -> None:
    told = printed([noted(*map(clean, HOSTILE))])
    own = {"kind", "occurred_on", "recorded_at", "party", "recorded_by", "pledge", "quantity"}
    said = {*own, *_SAID, "evidence-1", "hash"}
    assert [set(dict(one["ttags"])) for one in told][1:] == [said] * len(HOSTILE)
    legs = [leg for one in told for leg in one["tpostings"]]
    assert {(leg["pdate"], leg["pstatus"], leg["pcomment"]) for leg in legs} == {
        (None, "Unmarked", "")
    }


FORGED = ("a\nb", "2023-01-01 open X\n\t", "x\u202ey", "\x00", "a:b  c", "", "đ;|)")


@pytest.mark.parametrize("text", FORGED)
def test_what_only_a_forged_book_can_hold_is_not_syntax_either(text: str) -> None:
    forged = delivery("2023-03-15", "1", note=text, party=text, share=text)
    told = [book(forged, delivery("2023-03-16", "1", share="x"))]
    assert len(printed(told)) == len(transactions(told)) == 3
    in_hledger(told, "check", "--strict", "payees")
