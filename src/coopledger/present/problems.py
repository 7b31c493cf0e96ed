"""A problem as people read it: what, where with the line as it stands, and what to type next."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from coopledger.present.page import Cell
from coopledger.present.say import Say
from coopledger.problem import Place, Problem
from coopledger.text import visible


def lines(problem: Problem, say: Say, here: Path) -> Iterator[Cell]:
    """The lines of one problem (DESIGN, section 7); files are named from the folder `here`."""
    problem = _from(problem, here)
    yield Cell(f"{say('error')}[{problem.code}] {_sentence(problem, '', say)}", "bad")
    place, help_ = problem.place, _help(problem, say)
    if place is None:
        yield from (Cell(f"  = {say('help')}: {text}", "faint") for text in help_)
        return
    margin = " " * len(str(place.line))
    yield Cell(f"{margin} --> {shown(place.file, here)}:{place.line}:{place.column}", "faint")
    yield Cell(f"{margin} |")
    yield Cell(f"{place.line} | {visible(place.text)}")
    yield Cell(f"{margin} | {_caret(place)} {_label(problem, say)}".rstrip(), "bad")
    yield Cell(f"{margin} |")
    yield from (Cell(f"{margin} = {say('help')}: {text}", "faint") for text in help_)


def data(problem: Problem, say: Say, here: Path) -> dict[str, Any]:
    """The same for machines."""
    problem = _from(problem, here)
    record: dict[str, Any] = {"code": problem.code, "message": _sentence(problem, "", say)}
    if problem.place is not None:
        place = problem.place
        record["place"] = {
            "file": shown(place.file, here), "line": place.line, "column": place.column,
        }  # fmt: skip
    record["help"] = " ".join(_help(problem, say))
    return record


def shown(file: str, here: Path) -> str:
    """`file` as short as it can be said from `here`."""
    path = Path(file)
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _from(problem: Problem, here: Path) -> Problem:
    """`problem` with the files and folders it speaks of named from `here`."""
    named = {
        name: shown(str(value), here)
        for name, value in problem.values.items()
        if name in {"file", "folder"}
    }
    return replace(problem, values={**problem.values, **named})


def _sentence(problem: Problem, part: str, say: Say) -> str:
    return say(problem.code + part, **problem.values)


def _label(problem: Problem, say: Say) -> str:
    return _sentence(problem, ".label", say) if say.knows(f"{problem.code}.label") else ""


def _help(problem: Problem, say: Say) -> list[str]:
    nearest = problem.values.get("nearest")
    suggestion = [say("did_you_mean", nearest=nearest)] if nearest else []
    key = f"{problem.code}.{'file' if problem.place else 'help'}"
    key = key if say.knows(key) else f"{problem.code}.help"
    return [*suggestion, say(key if say.knows(key) else "B8.help", **problem.values)]


def _caret(place: Place) -> str:
    """Blanks as wide as what stands before the place, and carets as wide as the place."""
    from rich.cells import cell_len

    start = place.column - 1
    before = cell_len(visible(place.text[:start]))
    return " " * before + "^" * max(1, cell_len(place.text[start : start + place.length]))
