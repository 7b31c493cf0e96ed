"""An entry's body is RFC 8785, says the entry and nothing else, and is read strictly."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book.entry import (
    FIELDS,
    Entry,
    Kind,
    Stage,
    Steps,
    number_of,
    read_body,
    write_body,
)
from coopledger.problem import Refused

HEADER: dict[str, Any] = {
    "book": "bim-son-lang-chanh",
    "seq": 2,
    "occurred_on": date(2023, 3, 15),
    "recorded_at": datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    "party": "bim-son",
    "recorded_by": "Lê Thị Mai",
}
SAMPLES: dict[str, Any] = {
    "key": "import-1",
    "document": "12/BB-UBND",
    "note": "đợt 1",
    "adoption": "first",
    "terms": {"units": {"tonne": {"step": "0.001"}}},
    "pledge": "cement",
    "share": "xa-giao-an",
    "quantity": Steps("tonne", 500_000),
    "stated": "10000 bag",
    "actual_value": Steps("VND", 750_000_000),
    "excess": True,
    "stage": Stage.HANDED_OVER,
    "area": "2",
    "activity": "relics",
    "title": "Hội chợ",
    "none_in": 2022,
    "reverses": 1,
    "replaced_by": 3,
    "reason": "ghi nhầm",
}

most = 2**53 - 1
texts = st.text(max_size=20)
ascii_keys = st.text(st.characters(min_codepoint=1, max_codepoint=126), max_size=8)
trees = st.recursive(texts, lambda below: st.lists(below) | st.dictionaries(ascii_keys, below))
amounts = st.builds(Steps, texts, st.integers(-most, most))
STRATEGIES: dict[str, st.SearchStrategy[Any]] = {
    "seq": st.integers(1, most),
    "occurred_on": st.dates(),
    "recorded_at": st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    "terms": st.dictionaries(ascii_keys, trees),
    "quantity": amounts,
    "actual_value": amounts,
    "excess": st.just(value=True),
    "stage": st.sampled_from(Stage),
    "none_in": st.integers(0, most),
    "reverses": st.integers(0, most),
    "replaced_by": st.integers(0, most),
}


@st.composite
def entries(draw: st.DrawFn, kind: Kind) -> Entry:
    """Any entry of a kind: all it must hold, and some of what it may."""
    required, optional = FIELDS[kind]
    may = sorted(optional | {"key", "document", "note"})
    chosen = draw(st.lists(st.sampled_from(may), unique=True))
    values = {name: draw(STRATEGIES.get(name, texts)) for name in [*HEADER, *required, *chosen]}
    return Entry(kind=kind, **values)


def plain(kind: Kind) -> Entry:
    """An entry that holds no more than it must."""
    return Entry(kind=kind, **HEADER, **{name: SAMPLES[name] for name in FIELDS[kind][0]})


def canonical(record: dict[str, Any]) -> str:
    return rfc8785.dumps(record).decode()


def code(asked: Callable[[Any], object], about: object) -> str:
    with pytest.raises(Refused) as refused:
        asked(about)
    (problem,) = refused.value.problems
    return problem.code


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_a_body_is_rfc_8785_and_reads_back_as_the_entry(kind: Kind, data: st.DataObject) -> None:
    entry = data.draw(entries(kind))
    body = write_body(entry)
    assert body.encode() == rfc8785.dumps(json.loads(body))
    assert read_body(body) == entry


def test_a_body_holds_what_was_said_and_leaves_out_what_was_not() -> None:
    assert write_body(plain(Kind.DELIVERY)) == (
        '{"book":"bim-son-lang-chanh","kind":"delivery","occurred_on":"2023-03-15",'
        '"party":"bim-son","pledge":"cement","quantity":{"steps":500000,"unit":"tonne"},'
        '"recorded_at":"2026-11-23T08:00:00.000000Z","recorded_by":"Lê Thị Mai","seq":2}'
    )


def test_an_entry_is_called_by_its_book_and_number() -> None:
    name = plain(Kind.DELIVERY).name
    assert (name, number_of(name)) == ("bim-son-lang-chanh#2", 2)


GOOD = write_body(plain(Kind.DELIVERY))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="not JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("1", id="a number"),
        pytest.param(GOOD + "\n", id="a line end behind it"),
        pytest.param("\ufeff" + GOOD, id="a byte order mark"),
        pytest.param(GOOD.replace(":", ": ", 1), id="a blank"),
        pytest.param(GOOD.replace("cement", "\\u0063ement"), id="a letter escaped"),
        pytest.param(GOOD[:-1] + ',"book":"a"}', id="a key twice"),
        pytest.param('{"seq":2,"book":"a"}', id="keys out of order"),
        pytest.param(GOOD.replace(":2}", ":NaN}"), id="not a number"),
        pytest.param(GOOD.replace(":2}", ":" + "9" * 5000 + "}"), id="5,000 digits"),
        pytest.param("[" * 100_000, id="100,000 deep"),
    ],
)
def test_what_is_not_canonical_is_refused(body: str) -> None:
    assert code(read_body, body) == "B801"


@pytest.mark.parametrize("kind", ["gift", "Delivery", None, 1, [], {}], ids=str)
def test_an_unknown_kind_is_refused(kind: object) -> None:
    assert code(read_body, canonical({**json.loads(GOOD), "kind": kind})) == "B802"


@pytest.mark.parametrize("kind", Kind)
def test_each_missing_field_is_refused(kind: Kind) -> None:
    record = json.loads(write_body(plain(kind)))
    for name in set(record) - {"kind"}:
        rest = {other: value for other, value in record.items() if other != name}
        assert code(read_body, canonical(rest)) == "B803", name


@pytest.mark.parametrize("kind", Kind)
def test_each_foreign_field_is_refused_when_read_and_when_written(kind: Kind) -> None:
    """What could not be read back is never written."""
    required, optional = FIELDS[kind]
    foreign = set(SAMPLES) - required - optional - {"key", "document", "note"}
    assert foreign
    for name in foreign:
        values = {other: SAMPLES[other] for other in {*required, name}}
        assert code(write_body, Entry(kind=kind, **HEADER, **values)) == "B803", name
    for name in (*foreign, "colour"):
        body = canonical({**json.loads(write_body(plain(kind))), name: "x"})
        assert code(read_body, body) == "B803", name


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (Kind.DELIVERY, "seq", "2"),
        (Kind.DELIVERY, "seq", True),
        (Kind.DELIVERY, "party", 1),
        (Kind.DELIVERY, "note", None),
        (Kind.DELIVERY, "occurred_on", "20230315"),
        (Kind.DELIVERY, "occurred_on", "2023-02-30"),
        (Kind.DELIVERY, "occurred_on", 20230315),
        (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00Z"),
        (Kind.DELIVERY, "recorded_at", "2026-11-23T08:00:00.000000+07:00"),
        (Kind.DELIVERY, "recorded_at", 0),
        (Kind.DELIVERY, "quantity", 500),
        (Kind.DELIVERY, "quantity", []),
        (Kind.DELIVERY, "quantity", {"steps": 1}),
        (Kind.DELIVERY, "quantity", {"steps": "1", "unit": "tonne"}),
        (Kind.DELIVERY, "quantity", {"steps": 1, "unit": "tonne", "price": 1}),
        (Kind.DELIVERY, "excess", False),
        (Kind.COMPLETION, "stage", "half"),
        (Kind.COMPLETION, "stage", []),
        (Kind.ACTIVITY, "none_in", "2022"),
        (Kind.REVERSAL, "reverses", "1"),
        (Kind.AGREEMENT, "terms", []),
        (Kind.AGREEMENT, "terms", {"programmes": {"x": [{"target": 1.5}]}}),
        (Kind.AGREEMENT, "terms", {"programmes": None}),
    ],
    ids=str,
)
def test_a_value_that_is_none_of_its_field_is_refused(kind: Kind, field: str, value: Any) -> None:
    body = canonical({**json.loads(write_body(plain(kind))), field: value})
    assert code(read_body, body) == "B803"


@pytest.mark.parametrize("value", ["1.0", "1.5", "1e3", str(2**53)])
def test_a_number_that_is_not_whole_or_not_exact_everywhere_is_refused(value: str) -> None:
    body = GOOD.replace(":2}", f":{value}}}")
    assert code(read_body, body) in {"B801", "B803"}
