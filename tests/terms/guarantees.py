"""What holds of every programmes file whatsoever, for those who make up files to ask."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from rich.cells import cell_len

from coopledger.present.problems import data
from coopledger.present.problems import lines as said
from coopledger.present.say import Say
from coopledger.problem import Place, Problem, Refused
from coopledger.terms import Terms, parse, restore
from coopledger.terms.drift import drift
from coopledger.terms.source import MOST_PROBLEMS, read
from coopledger.text import visible
from tests.terms.documents import FILE

OF_THE_WHOLE_FILE = {"T005", "T009", "T019", "T020", "S111"}
"""Problems that stand in no line."""

_SAYS = (Say("vi"), Say("en"))
_HERE = Path()
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CARETS = re.compile(r"( *\| )( *)(\^+)")
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def assert_refused_or_kept(text: str) -> bool:
    """Whether `text` is accepted, and then survives the round trips; else every problem is said."""
    try:
        found = parse(read(text, FILE))
    except Refused as refused:
        assert_said(refused.problems, text)
        return False
    assert found
    for terms in found:
        assert_survives(terms)
    return True


def assert_said(problems: tuple[Problem, ...], text: str) -> None:
    """There are some, not too many, and each is said in both languages, at its place."""
    assert 1 <= len(problems) <= MOST_PROBLEMS + 1
    in_the_file = _LINE_BREAK.split(text.removeprefix("\ufeff"))
    for problem in problems:
        if problem.place is None:
            assert problem.code in OF_THE_WHOLE_FILE
        else:
            place = problem.place
            assert isinstance(place, Place)
            assert place.text == in_the_file[place.line - 1]
            assert 1 <= place.column <= len(place.text) + 1
            assert place.length == 1 or place.column - 1 + place.length <= len(place.text)
        for say in _SAYS:
            _assert_readable(problem, say)


def _assert_readable(problem: Problem, say: Say) -> None:
    record = data(problem, say, _HERE)
    json.dumps(record, ensure_ascii=False).encode()
    assert record["message"]
    assert all(record["help"])
    for width in (40, 400):
        shown = [cell.text for cell in said(problem, say, _HERE, width)]
        assert all(visible(line) == line for line in shown)
        if problem.place is not None:
            excerpt, carets = shown[3], _CARETS.match(shown[4])
            assert carets
            assert cell_len(carets[0]) <= cell_len(excerpt) + 1


def assert_survives(terms: Terms) -> None:
    """What was agreed is the same after it was kept, and after it was written out as YAML."""
    assert_same(terms, restore(json.loads(json.dumps(terms.snapshot))))
    (again,) = parse(read(written(terms.snapshot), FILE))
    assert_same(terms, again)


def assert_same(terms: Terms, again: Terms) -> None:
    assert again.id == terms.id
    assert again.snapshot == terms.snapshot
    assert not drift(again, terms)
    assert not drift(terms, again)


def written(snapshot: Mapping[str, object]) -> str:
    """A snapshot as a programmes file, every scalar of it quoted."""
    text: str = yaml.dump(
        dict(snapshot), Dumper=_Dumper, default_style='"', allow_unicode=True, sort_keys=False
    )
    return text
