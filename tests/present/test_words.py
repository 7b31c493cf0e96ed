"""The catalogue is complete: both languages, equal placeholders, a sentence for every code."""

import re
import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from coopledger.book.entry import FIELDS, Adoption, Entry, Kind, Stage
from coopledger.present.say import Say
from coopledger.present.words import CATALOGUE
from coopledger.progress import State
from coopledger.quantity import Unit
from coopledger.terms import drift
from coopledger.terms.fields import Model
from coopledger.terms.model import Party, Programme, Succession
from coopledger.terms.pledge import Form, Instalment
from tests.conftest import LANGUAGES

SOURCE = Path(__file__).parents[2] / "src" / "coopledger"
CODES = sorted(
    {
        code
        for path in SOURCE.rglob("*.py")
        if "words" not in path.parts
        for code in re.findall(r'"([QTBSXUR][0-9]{3})"', path.read_text(encoding="utf-8"))
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
    assert f"{code}.help" in CATALOGUE or code.startswith(("B8", "R"))


def test_no_problem_is_described_that_does_not_exist() -> None:
    described = [re.fullmatch(r"([A-Z][0-9]{3})(\..*)?", key) for key in CATALOGUE]
    assert {match[1] for match in described if match is not None} == set(CODES)


def test_every_key_that_is_said_exists() -> None:
    """Keys written out in the source; those put together from a value are covered by use."""
    said = {
        key
        for path in SOURCE.rglob("*.py")
        for key in re.findall(r'(?:say|phrase)\("([^"{]+)"', path.read_text(encoding="utf-8"))
    }
    assert said <= set(CATALOGUE)


# What is called by its own name


def _fields(kind: Any) -> Mapping[str, Any]:
    """The parts that `drift` finds in a value of the terms, each with its type."""
    if not isinstance(kind, type):
        return {}
    if issubclass(kind, Model):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    named = get_type_hints(kind) if issubclass(kind, Unit | Instalment) else {}
    return {name: of for name, of in named.items() if (kind, name) != (Instalment, "year")}


def _parts() -> Iterator[tuple[str, Any]]:
    """Every name that can stand in the path of a change, with the type of what it is."""
    whole = {
        "units": dict[str, Unit],
        "parties": dict[str, Party],
        "succession": tuple[Succession, ...],
    }
    left, seen = [*whole.items(), *_fields(Programme).items()], set[Any]()
    while left:
        name, kind = left.pop()
        yield name, kind
        for of in (kind, *get_args(kind)):
            if of not in seen:
                seen.add(of)
                left += _fields(of).items()


PARTS = tuple(_parts())


@pytest.mark.parametrize("name", sorted({name for name, _ in PARTS}))
def test_every_part_of_the_terms_has_a_word(name: str) -> None:
    assert f"term.{name}" in CATALOGUE


def test_no_part_of_the_terms_is_described_that_does_not_exist() -> None:
    described = {key.removeprefix("term.") for key in CATALOGUE if key.startswith("term.")}
    assert described == {name for name, _ in PARTS}


def test_what_holds_several_is_said_with_the_name_of_one() -> None:
    several = {name for name, kind in PARTS if get_origin(kind) in {tuple, dict}}
    assert several == drift._SEVERAL


@pytest.mark.parametrize("name", [name for name in Entry._fields if name not in {"book", "seq"}])
def test_every_field_of_an_entry_has_a_word(name: str) -> None:
    assert f"field.{name}" in CATALOGUE


def test_no_field_is_described_that_does_not_exist() -> None:
    described = {key.removeprefix("field.") for key in CATALOGUE if key.startswith("field.")}
    assert described - {"hash"} == set(Entry._fields) - {"book", "seq"}


def test_every_figure_of_an_answer_has_a_word() -> None:
    figures = FIELDS[Kind.ANSWER][1] - {"disputed", "corrects"}
    described = {key.removeprefix("figure.") for key in CATALOGUE if key.startswith("figure.")}
    assert described == figures


@pytest.mark.parametrize("named", [Kind, Adoption, Stage, Form, State])
def test_every_value_of_a_choice_has_a_word(named: type[StrEnum]) -> None:
    prefix = f"{named.__name__.lower()}."
    described = {key.removeprefix(prefix) for key in CATALOGUE if key.startswith(prefix)}
    assert described == set(named)
    for lang in LANGUAGES:
        said = [Say(lang).value(value) for value in named]
        assert len(set(said)) == len(said)
        assert said == [CATALOGUE[f"{prefix}{value}"][lang == "en"] for value in named]
