"""Text has one Unicode form, nothing invisible, and names that are compared without accents."""

import sys
import unicodedata
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopledger.problem import Refused
from coopledger.text import (
    MAX_TEXT,
    MOST_COMPARED,
    clean,
    comparing,
    fold,
    nearest,
    some,
    visible,
)
from tests.quantity.examples import refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "Huyện Hậu Lộc"), "Huyện Hậu Lộc"),
        ("  Xi măng \n", "Xi măng"),
        ("\u00a0Xi măng\u00a0", "Xi măng"),
        ("12/BB-UBND [bold]😀", "12/BB-UBND [bold]😀"),
        ("", ""),
    ],
)
def test_text_is_composed_and_without_blanks_around(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\t", "U+0009"),
        ("\n", "U+000A"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u200e", "U+200E"),
        ("\u061c", "U+061C"),
        ("\u200b", "U+200B"),
        ("\u00ad", "U+00AD"),
        ("\ufeff", "U+FEFF"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\ud800", "U+D800"),
        ("\U000e0041", "U+E0041"),
    ],
    ids=lambda value: value if value.startswith("U+") else "",
)
def test_what_cannot_be_seen_is_refused_with_its_place(character: str, name: str) -> None:
    problem = refusal(lambda: clean(f"Hậu {character}Lộc"))

    assert (problem.code, problem.values) == ("Q301", {"character": name, "position": 5})
    assert visible(f"Hậu {character}Lộc") == f"Hậu \\u{ord(character):04x}Lộc"


def test_a_text_may_be_long_but_no_document() -> None:
    problem = refusal(lambda: clean("x" * (MAX_TEXT + 1)))

    assert clean("x" * MAX_TEXT) == "x" * MAX_TEXT
    assert (problem.code, problem.values) == ("Q302", {"length": 4001, "most": 4000})


def test_a_letter_carries_thirty_accents_and_no_more() -> None:
    """Nobody reads more, and putting them in order takes the square of their number."""
    thirty = "a" + "\u0301\u0323" * 15
    problem = refusal(lambda: clean(f"Hậu {thirty}\u0301 Lộc"))

    assert clean(f"{thirty} {thirty}") == unicodedata.normalize("NFC", f"{thirty} {thirty}")
    assert (problem.code, problem.values) == ("Q301", {"character": "U+0301", "position": 36})


def test_thirty_one_are_refused_whatever_accent_it_is() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    marks = [one for one in every if unicodedata.category(one).startswith("M")]
    places = {refusal(partial(clean, "a" + one * 31)).values["position"] for one in marks}

    assert (len(marks) > 2_000, places) == (True, {32})


@given(st.text())
def test_clean_text_stays_as_it_is(typed: str) -> None:
    try:
        kept = clean(typed)
    except Refused:
        return
    assert clean(kept) == visible(kept) == kept


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Hậu Lộc", "hau loc"),
        ("XI MĂNG", "xi mang"),
        ("Đồng Lương", "dong luong"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        (unicodedata.normalize("NFD", "hòa"), "hoa"),
        ("  hai   từ ", "hai tu"),
    ],
)
def test_folding_takes_accents_case_and_needless_blanks_away(text: str, bare: str) -> None:
    assert fold(text) == bare


@pytest.mark.parametrize(
    ("typed", "name", "same"),
    [
        ("hau loc", "Hậu Lộc", True),
        ("Hau  Loc", "Hậu Lộc", True),
        ("HẬU LỘC", "Hậu Lộc", True),
        (unicodedata.normalize("NFD", "hậu lộc"), "Hậu Lộc", True),
        ("hoa loc", "Hoa Lộc", True),
        ("hoa loc", "Hòa Lộc", True),
        ("hòa lộc", "Hòa Lộc", True),
        ("hòa lộc", "Hoa Lộc", False),
        ("hoa lộc", "Hòa Lộc", False),
        ("dong", "đồng", True),
        ("đong", "đồng", False),
    ],
)
def test_accents_count_once_they_are_typed(typed: str, name: str, *, same: bool) -> None:
    compared = comparing(typed)

    assert (compared(typed) == compared(name)) is same


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("shedule", "schedule"), ("xi mang", "Xi măng"), ("Tâm", "Tấn"), ("zzz", None)],
)
def test_the_nearest_name_is_found_without_accents(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["schedule", "Xi măng", "Tấn"]) == meant


def test_what_is_longer_than_a_name_is_compared_with_nothing() -> None:
    known = ["ab" * 32, "ab" * 33]

    assert nearest("ab" * 31 + "b", known) == known[0]
    assert nearest("ab" * 32 + "b", known) is None


def test_of_very_many_names_the_first_are_looked_through() -> None:
    names = [f"name {n}" for n in range(MOST_COMPARED)]

    assert nearest("tonnne", [*names[1:], "tonne"]) == "tonne"
    assert nearest("tonnne", [*names, "tonne"]) is None


def test_a_list_that_nobody_reads_ends_in_an_ellipsis() -> None:
    names = [f"name {n}" for n in range(51)]

    assert some(names[:50]) == tuple(names[:50])
    assert some(names) == (*names[:50], "…")
