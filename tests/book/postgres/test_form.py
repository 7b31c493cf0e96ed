"""The database takes as an entry what the program reads as one, and nothing else.

With what it takes and the program cannot read, a login could make a book that nobody can open.
"""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.book.body import canonical, read_body, write_body
from coopledger.book.chain import GENESIS, link
from coopledger.book.entry import FIELDS, Kind
from coopledger.problem import Refused
from tests.book.entries import (
    GOOD,
    HEADER,
    NO_FILES,
    NO_VALUES,
    NOT_CANONICAL,
    OPTIONAL,
    SLIP,
    entries,
    few,
    full,
    plain,
)
from tests.engines import OnServer

Taken = Callable[[str], bool]

TAKEN = """
    SELECT coopledger.canonical(said) IS NOT DISTINCT FROM body AND coopledger.well_formed(said)
    FROM (SELECT body, body::jsonb FROM (SELECT %(body)s::text) AS given (body)) AS of (body, said)
"""
"""As `chain` asks it."""


@pytest.fixture(scope="module")
def taken(shared: OnServer) -> Taken:
    """Whether the database takes a body."""

    def taken(body: str) -> bool:
        try:
            return shared.superuser.execute(TAKEN, {"body": body}).fetchone() == (True,)
        except (psycopg.DataError, psycopg.OperationalError, UnicodeEncodeError):
            return False

    return taken


def is_read(body: str) -> bool:
    try:
        read_body(body)
    except Refused:
        return False
    return True


def saying(kind: Kind, **other: Any) -> str:
    """The body of an entry that says no more than it must, and something else."""
    return canonical({**json.loads(write_body(plain(kind))), **other})


@pytest.mark.parametrize("kind", Kind)
@few
@given(data=st.data())
def test_whatever_can_be_said_is_taken(taken: Taken, kind: Kind, data: st.DataObject) -> None:
    body = write_body(data.draw(entries(kind)))
    nul = re.search(r"(?<!\\)(\\\\)*\\u0000", body)  # which nobody can type
    assert taken(body) == (nul is None)


@pytest.mark.parametrize("kind", Kind)
def test_all_that_a_kind_may_say_is_taken(taken: Taken, kind: Kind) -> None:
    assert taken(write_body(full(kind)))


WRITTEN = {"colour": "red"} | {
    name: value for kind in Kind for name, value in json.loads(write_body(full(kind))).items()
}
"""What every field of some kind may hold, as it is written, and a field of none."""

KINDS = {name: kind for kind in Kind for name in {*HEADER, *OPTIONAL}.union(*FIELDS[kind])}
"""A kind that has each field."""

ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 1.5, 2**53 - 1, 2**53, "", "x", "X" * 300, "1", "true",
    "2023-03-15", "2023-02-29", "2024-02-29", "2023-3-15", "2023-03-15\n", " 2023-03-15",
    "20230315", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-001-01-01", "today",
    "infinity", "2023-03-15T08:00:00.000000Z", "2023-02-29T08:00:00.000000Z",
    "2023-03-15T24:00:00.000000Z", "2023-03-15T08:00:60.000000Z", "2023-03-15T08:00:00Z",
    "2023-03-15 08:00:00.000000Z", "2023-03-15T08:00:00.000000+00:00",
    "2023-03-15T08:00:00.000000Z\n", "first", "completed", "completed|handed-over", "|",
    [], {}, [[]], [{}], [None], ["x"], [SLIP], [SLIP, SLIP], [SLIP, {}], SLIP,
    {"steps": 1, "unit": "tonne"}, {"steps": 1, "unit": 1}, {"steps": "1", "unit": "tonne"},
    {"steps": 1}, {"steps": 1, "unit": "tonne", "x": "y"}, {"a": "b"}, {"a": ["b", {"c": "d"}]},
    {"a": [{"b": 1}]}, {"a": {"b": True}}, {"a": [[["b", [True]]]]}, {"a": {"b": None}},
)  # fmt: skip
"""Values that some field has, or almost."""


@pytest.mark.parametrize("field", sorted(KINDS))
def test_of_every_field_the_same_values_are_taken_as_are_read(taken: Taken, field: str) -> None:
    bodies = [saying(KINDS[field], **{field: value}) for value in ODD]
    assert [taken(body) for body in bodies] == [is_read(body) for body in bodies]
    assert {is_read(body) for body in bodies} == {True, False}


@pytest.mark.parametrize(("kind", "field", "value"), NO_VALUES, ids=str)
def test_a_value_that_is_none_of_its_field_is_refused(
    taken: Taken, kind: Kind, field: str, value: object
) -> None:
    assert not taken(saying(kind, **{field: value}))


@pytest.mark.parametrize(("field", "value"), NO_FILES, ids=lambda value: f"{value!s:.20}")
def test_what_is_no_file_is_refused(taken: Taken, field: str, value: object) -> None:
    for files in ([{**SLIP, field: value}], [SLIP, {**SLIP, field: value}]):
        assert not taken(saying(Kind.DELIVERY, evidence=files))


@pytest.mark.parametrize("name", ["x" * 255, "ế" * 85, "..x", "x..", ".x", "Phụ lục 01 (2).PDF"])
def test_a_name_of_a_file_is_taken(taken: Taken, name: str) -> None:
    assert taken(saying(Kind.DELIVERY, evidence=[{**SLIP, "name": name}]))


@pytest.mark.parametrize("body", NOT_CANONICAL)
def test_what_is_not_canonical_is_refused(taken: Taken, body: str) -> None:
    assert not taken(body)


@pytest.mark.parametrize("kind", Kind)
def test_a_field_that_is_missing_or_foreign_is_refused(taken: Taken, kind: Kind) -> None:
    whole = json.loads(write_body(plain(kind)))
    for name in whole:
        rest = {other: value for other, value in whole.items() if other != name}
        assert not taken(canonical(rest)), name
    for name in WRITTEN.keys() - json.loads(write_body(full(kind))).keys():
        assert not taken(saying(kind, **{name: WRITTEN[name]})), name


@given(data=st.data())
def test_a_body_that_was_edited_is_taken_only_if_it_is_read(
    taken: Taken, data: st.DataObject
) -> None:
    body = GOOD
    at, end = sorted(data.draw(st.integers(0, len(body))) for _ in range(2))
    text = data.draw(st.text(st.sampled_from('"\\{}[],:-+.TZ019ax\n\u0665'), max_size=3))
    edited = body[:at] + text + body[min(end, at + 3) :]
    assert taken(edited) == is_read(edited)


def test_terms_that_nobody_could_read_for_their_depth_are_refused(taken: Taken) -> None:
    for depth in (10, 50, 100, 200, 400, 800, 1_600, 10_000):
        shallow = saying(Kind.AGREEMENT, terms={"a": "x"})
        body = shallow.replace('"x"', f'{"[" * depth}"x"{"]" * depth}')
        assert is_read(body) or not taken(body), depth
        assert taken(body) or depth > 100, depth


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_a_chain_is_that_of_the_program(shared: OnServer, bodies: list[str]) -> None:
    hashes = [GENESIS]
    for body in bodies:
        hashes.append(link(hashes[-1], body))
    query = "SELECT coopledger.link(previous, body) FROM unnest(%s::text[], %s::text[])"
    found = shared.superuser.execute(f"{query} AS t (previous, body)", (hashes[:-1], bodies))
    assert [(before, *row) for before, row in zip(hashes, found, strict=False)] == [
        *pairwise(hashes)
    ]
