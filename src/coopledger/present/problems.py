"""A problem as people read it: what, where with the line as it stands, and what to type next.

DESIGN, section 7. The line is the one of the file, not a rendering of it; of a line that is wider
than the screen the part around the place is shown, so that the caret stays under it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coopledger.present.fit import cell_width
from coopledger.present.page import Cell
from coopledger.present.say import Say
from coopledger.problem import CellPlace, Place, Problem
from coopledger.text import visible

if TYPE_CHECKING:
    from coopledger.present.machine.shapes import CellRecord, ErrorRecord, PlaceRecord

WIDEST = 160
"""Characters of a line that are shown where there is no screen to limit them."""

_LEAD = 3
"""Of how many parts of the room one may stand before the place that is meant."""


def lines(problem: Problem, say: Say, here: Path, width: int = WIDEST) -> Iterator[Cell]:
    """The lines of one problem, `width` characters wide; files are named from the folder `here`."""
    problem = _from(problem, here)
    yield Cell(f"{say('error')}[{problem.code}] {_sentence(problem, '', say)}", "bad")
    place, help_ = problem.place, _help(problem, say)
    if place is None:
        yield from (Cell(f"  = {say('help')}: {text}", "faint") for text in help_)
        return
    name = str(place.line) if isinstance(place, Place) else _short(place)
    margin = " " * len(name)
    text, before, marked = _shown(place, min(width, WIDEST) - len(margin) - 3)
    yield Cell(f"{margin}--> {_where(place, say)}", "faint")
    yield Cell(f"{margin} |")
    yield Cell(f"{name} | {text}")
    under = f"{' ' * cell_width(before)}{'^' * max(1, cell_width(marked))} {_label(problem, say)}"
    yield Cell(f"{margin} | {under}".rstrip(), "bad")
    yield Cell(f"{margin} |")
    yield from (Cell(f"{margin} = {say('help')}: {text}", "faint") for text in help_)


def data(problem: Problem, say: Say, here: Path) -> "ErrorRecord":
    """The same for machines."""
    problem = _from(problem, here)
    return {
        "code": problem.code,
        "message": _sentence(problem, "", say),
        "label": _label(problem, say) or None,
        "help": _help(problem, say),
        "place": _record(problem.place) if problem.place is not None else None,
    }


def _record(place: Place | CellPlace) -> "PlaceRecord | CellRecord":
    """A place for machines, with where in the excerpt it is."""
    text, before, marked = _shown(place, WIDEST)
    start, length = len(before) + 1, len(marked)
    if isinstance(place, CellPlace):
        return {
            "file": place.file,
            "cell": place.cell,
            "line": place.line,
            "excerpt": text,
            "start": start,
            "length": length,
        }
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "excerpt": text,
        "start": start,
        "length": length,
    }


def _where(place: Place | CellPlace, say: Say) -> str:
    """`programmes.yaml:302:13`; `giao-nhan.xlsx, Sheet1!C17`, with the line where there is one."""
    if isinstance(place, Place):
        return f"{place.file}:{place.line}:{place.column}"
    where = f"{place.file}, {visible(place.cell)}"
    return where if place.line is None else say("cell.line", cell=where, line=place.line)


def _short(place: CellPlace) -> str:
    """What stands in front of a cell's text: the cell without its sheet."""
    return place.cell.rpartition("!")[2]


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
    place = problem.place
    if place is not None:
        place = place._replace(file=shown(place.file, here))
    return replace(problem, values={**problem.values, **named}, place=place)


def sentence(problem: Problem, say: Say, here: Path) -> str:
    """What is wrong, in one sentence."""
    return _sentence(_from(problem, here), "", say)


def _sentence(problem: Problem, part: str, say: Say) -> str:
    return say(problem.code + part, **problem.values)


def _label(problem: Problem, say: Say) -> str:
    return _sentence(problem, ".label", say) if say.knows(f"{problem.code}.label") else ""


def _help(problem: Problem, say: Say) -> list[str]:
    nearest = problem.values.get("nearest")
    suggestion = [say("did_you_mean", nearest=nearest)] if nearest else []
    where = {Place: "file", CellPlace: "cell"}.get(type(problem.place), "help")
    key = f"{problem.code}.{where}"
    key = key if say.knows(key) else f"{problem.code}.help"
    return [*suggestion, say(key if say.knows(key) else "B8.help", **problem.values)]


def _shown(place: Place | CellPlace, room: int) -> tuple[str, str, str]:
    """The line or the cell's text, what stands before, and at, the place."""
    if isinstance(place, CellPlace):
        place = Place(place.file, 1, 1, max(1, len(place.text)), place.text)
    return _window(place, room)


def _window(place: Place, room: int) -> tuple[str, str, str]:
    """The line of `place` in at most `room` characters; what stands before, and at, the place.

    A third of the room goes to what stands before; where the line is cut there is an ellipsis.
    """
    start, end = place.column - 1, place.column - 1 + place.length
    first, last = 0, len(place.text)
    if last > room:
        first = max(0, min(start - room // _LEAD, last - room))
        last = min(last, first + room)
    head, tail = "…" if first else "", "…" if last < len(place.text) else ""
    text = place.text[first + len(head) : last - len(tail)]
    cut = max(0, start - first - len(head))
    return (
        head + visible(text) + tail,
        head + visible(text[:cut]),
        visible(text[cut : max(cut + 1, end - first - len(head))]),
    )
