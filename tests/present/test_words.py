"""The catalogue is complete: both languages, equal placeholders, a sentence for every code."""

import re
import string
from pathlib import Path

import pytest

from coopledger.present.words import CATALOGUE

SOURCE = Path(__file__).parents[2] / "src" / "coopledger"
CODES = sorted(
    {
        code
        for path in SOURCE.rglob("*.py")
        if "words" not in path.parts
        for code in re.findall(r'"([QTBSX][0-9]{3})"', path.read_text(encoding="utf-8"))
    }
)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_say_the_same_things(key: str) -> None:
    vi, en = CATALOGUE[key]
    assert vi
    assert en
    assert _placeholders(vi) == _placeholders(en)
    assert all(name.isidentifier() for name in _placeholders(vi))


@pytest.mark.parametrize("code", CODES)
def test_every_problem_has_a_sentence_and_a_help(code: str) -> None:
    assert code in CATALOGUE
    assert f"{code}.help" in CATALOGUE or code.startswith("B8")


def test_no_problem_is_described_that_does_not_exist() -> None:
    described = {key for key in CATALOGUE if re.fullmatch(r"[QTBSX][0-9]{3}", key)}
    assert described == set(CODES)


def test_every_key_that_is_said_exists() -> None:
    """Keys written out in the source; those put together from a value are covered by use."""
    said = {
        key
        for path in SOURCE.rglob("*.py")
        for key in re.findall(r'(?:say|phrase)\("([^"{]+)"', path.read_text(encoding="utf-8"))
    }
    assert said <= set(CATALOGUE)
