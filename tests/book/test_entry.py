"""An entry's body is RFC 8785, says the entry and nothing else, and is read strictly."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book import body as bodies
from coopledger.book.body import OFTEN, read_body, write_body
from coopledger.book.entry import CONCERNING, FIELDS, MOST_NAME, Entry, Evidence, Kind, number_of
from coopledger.problem import Refused
from tests.book.entries import (
    GOOD,
    HEADER,
    NO_FILES,
    NO_VALUES,
    NOT_CANONICAL,
    OPTIONAL,
    SAMPLES,
    SLIP,
    entries,
    few,
    full,
    plain,
)


@pytest.fixture(scope="module", params=["seldom", "often"], autouse=True)
def met(request: pytest.FixtureRequest) -> Iterator[str]:
    """How often bodies of each kind were met: what is read at a glance is read no less strictly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "_SHAPES", {})
        patch.setattr(bodies, "_MET", Counter(dict.fromkeys(Kind, -1_000_000)))
        if request.param == "often":
            patch.setattr(bodies, "_MET", Counter(dict.fromkeys(Kind, OFTEN - 1)))
            for kind in Kind:
                read_body(write_body(plain(kind)))
            assert {*bodies._SHAPES} == {*Kind} - {Kind.AGREEMENT}
        yield request.param


def canonical(record: dict[str, Any]) -> str:
    return rfc8785.dumps(record).decode()


def code(asked: Callable[[Any], object], about: object) -> str:
    with pytest.raises(Refused) as refused:
        asked(about)
    (problem,) = refused.value.problems
    return problem.code


@pytest.mark.parametrize("kind", Kind)
@few
@given(data=st.data())
def test_a_body_is_rfc_8785_and_reads_back_as_the_entry(kind: Kind, data: st.DataObject) -> None:
    entry = data.draw(entries(kind))
    body = write_body(entry)
    assert body.encode() == rfc8785.dumps(json.loads(body))
    assert read_body(body) == entry


USUAL = [kind for kind in Kind if kind is not Kind.AGREEMENT]
"""Kinds that are read at a glance once they were met often."""


@pytest.mark.parametrize("kind", USUAL)
@few
@given(data=st.data())
def test_at_a_glance_the_same_is_read_of_all_but_what_is_unusual(
    met: str, kind: Kind, data: st.DataObject
) -> None:
    entry = data.draw(entries(kind))
    body = write_body(entry)
    values = bodies._at_a_glance(body)
    assert values in (None, entry)
    unusual = "\\" in body or re.search("[0-9]{16}", body)
    assert unusual or (values is not None) == (met == "often")


@pytest.mark.parametrize("kind", USUAL)
@few
@given(data=st.data())
def test_a_body_that_was_edited_is_no_less_refused_at_a_glance(
    kind: Kind, data: st.DataObject
) -> None:
    body = write_body(data.draw(st.just(plain(kind)) | entries(kind)))
    start, end = (data.draw(st.integers(0, len(body))) for _ in range(2))
    text = data.draw(st.text(st.sampled_from('"\\{}[],:-+.TZ019ax\n\u0665\udcff'), max_size=3))
    edited = body[:start] + text + body[min(start, end) + abs(start - end) % 3 :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "_SHAPES", {})
        with_care = outcome(edited)
    assert outcome(edited) == with_care


def outcome(body: str) -> object:
    """The entry, or why there is none."""
    try:
        return read_body(body)
    except Refused as refused:
        return refused.problems


def test_a_body_holds_what_was_said_and_leaves_out_what_was_not() -> None:
    assert write_body(plain(Kind.DELIVERY)) == (
        '{"book":"bim-son-lang-chanh","kind":"delivery","occurred_on":"2023-03-15",'
        '"party":"bim-son","pledge":"cement","quantity":{"steps":500000,"unit":"tonne"},'
        '"recorded_at":"2026-11-23T08:00:00.000000Z","recorded_by":"Lê Thị Mai","seq":2}'
    )


def test_an_entry_is_called_by_its_book_and_number() -> None:
    name = plain(Kind.DELIVERY).name
    assert (name, number_of(name)) == ("bim-son-lang-chanh#2", 2)


def test_every_field_has_an_example() -> None:
    assert set(Entry._fields) == {*HEADER, "kind", *SAMPLES}
    said = set().union(*(required | optional for required, optional in FIELDS.values()))
    assert {*HEADER, "kind", *OPTIONAL, *said} == set(Entry._fields)


@pytest.mark.parametrize("kind", Kind)
def test_all_that_a_kind_may_say_is_read_back(kind: Kind) -> None:
    entry = full(kind)
    assert read_body(write_body(entry)) == entry


@pytest.mark.parametrize("kind", Kind)
def test_an_entry_that_is_about_another_says_which(kind: Kind) -> None:
    assert (plain(kind).concerns is not None) == (kind in CONCERNING)
    about = {Kind.ANSWER: 2, Kind.RETURN: 2, Kind.SUPPLEMENT: 2, Kind.REVERSAL: 1}
    assert plain(kind).concerns == about.get(kind)


def test_what_mends_terms_concerns_no_entry() -> None:
    assert plain(Kind.AGREEMENT)._replace(mends=1).concerns is None


@pytest.mark.parametrize("body", NOT_CANONICAL)
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
    foreign = set(SAMPLES) - required - optional - OPTIONAL
    assert foreign
    for name in foreign:
        values = {other: SAMPLES[other] for other in {*required, name}}
        assert code(write_body, Entry(kind=kind, **HEADER, **values)) == "B803", name
    for name in (*foreign, "colour"):
        body = canonical({**json.loads(write_body(plain(kind))), name: "x"})
        assert code(read_body, body) == "B803", name


@pytest.mark.parametrize(("kind", "field", "value"), NO_VALUES, ids=str)
def test_a_value_that_is_none_of_its_field_is_refused(kind: Kind, field: str, value: Any) -> None:
    body = canonical({**json.loads(write_body(plain(kind))), field: value})
    assert code(read_body, body) == "B803"


@pytest.mark.parametrize(("field", "value"), NO_FILES, ids=lambda value: f"{value!s:.20}")
@pytest.mark.parametrize("kind", [Kind.DELIVERY, Kind.SUPPLEMENT])
def test_what_is_no_file_is_refused(kind: Kind, field: str, value: object) -> None:
    """A name is given to a folder again when evidence is put somewhere: none leads out of it."""
    record = {**json.loads(write_body(plain(kind))), "evidence": [SLIP]}
    assert read_body(canonical(record)).evidence == (Evidence(**SLIP),)
    for files in ([{**SLIP, field: value}], [SLIP, {**SLIP, field: value}]):
        body = bodies.canonical({**record, "evidence": files})  # which RFC 8785 has not for each
        assert code(read_body, body) == "B803"


@pytest.mark.parametrize("missing", SLIP)
def test_a_file_without_all_that_tells_it_is_refused(missing: str) -> None:
    file = {name: value for name, value in SLIP.items() if name != missing}
    assert code(read_body, canonical({**json.loads(GOOD), "evidence": [file]})) == "B803"


def test_a_name_may_be_as_long_as_every_disk_takes() -> None:
    for name in ("x" * MOST_NAME, "ế" * 85, "..x", "x..", ".x", "Phụ lục 01 (2).PDF"):
        file = {**SLIP, "name": name}
        read = read_body(canonical({**json.loads(GOOD), "evidence": [file]}))
        assert read.evidence == (Evidence(**file),)


@pytest.mark.parametrize("value", ["1.0", "1.5", "1e3", str(2**53)])
def test_a_number_that_is_not_whole_or_not_exact_everywhere_is_refused(value: str) -> None:
    body = GOOD.replace(":2}", f":{value}}}")
    assert code(read_body, body) in {"B801", "B803"}
