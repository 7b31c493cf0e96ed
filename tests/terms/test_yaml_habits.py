"""What YAML does to people, in a programmes file: kept as typed, or refused where it stands.

YAML 1.1 makes something else of each of these, and says nothing.
"""

import unicodedata

import pytest

from coopledger.terms.drift import drift
from tests.terms.documents import GOOD, assert_refused_where_marked, edited, terms

CEILING, FLAG, CODE = "ceiling: 2 tỷ VND", "about: true", "code: 00123"


@pytest.mark.parametrize(
    "typed",
    ["on", "no", "yes", "true", "0123", "1.500", "12:30", "4_000_000_000", "1e9", "0x10", ".inf",
     "2023-03-15", "16012", "-1", "1" * 4_000],
)  # fmt: skip
def test_a_text_is_what_was_typed(typed: str) -> None:
    assert terms(edited((CODE, f"code: {typed}"))).parties["east"].code == typed


@pytest.mark.parametrize("typed", ["on", "no", "yes", "null-null", "e1"])
def test_an_id_is_what_was_typed(typed: str) -> None:
    assert typed in terms(GOOD.replace("east", typed)).parties


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("T106", (FLAG, "about: «on»")),
        ("T106", (FLAG, "about: «no»")),
        ("T106", (FLAG, "about: «True»")),
        ("T004", (FLAG, "about: «~»")),
        ("Q102", (CEILING, "ceiling: «1.500 VND»")),
        ("Q107", (CEILING, "ceiling: «4_000_000_000 VND»")),
        ("Q101", (CEILING, "ceiling: «12:30 VND»")),
        ("Q101", (CEILING, "ceiling: «1e9 VND»")),
        ("Q101", (CEILING, "ceiling: «.inf VND»")),
        ("Q110", (CEILING, "ceiling: «0x10 VND»")),
        ("Q103", (CEILING, f"ceiling: «{'9' * 3_000} VND»")),
        ("Q105", (CEILING, f"ceiling: «{'9' * 20} VND»")),
        ("T104", ("id: visits", "id: «2023-03-15»")),
        ("T014", ("{vi: Bắc giúp Nam,", "{vi: Hợp tác, «hỗ trợ kinh tế»,")),
        ("T003", (CEILING, f"{CEILING}\n            «ceiling»: 1 tỷ VND")),
        ("T002", (CEILING, "ceiling: «&much 2 tỷ VND»")),
        ("T010", ("    period: 2021-2025", "«\t»period: 2021-2025")),
    ],
)
def test_what_is_not_meant_so_is_refused_at_its_place(code: str, change: tuple[str, str]) -> None:
    assert_refused_where_marked(code, [change])


@pytest.mark.parametrize(
    "text",
    [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, unicodedata.normalize("NFD", GOOD)],
    ids=["CRLF", "BOM", "NFD"],
)
def test_what_an_editor_makes_of_a_file_says_the_same(text: str) -> None:
    assert text != GOOD
    assert not drift(terms(text), terms())
