"""What sheets are called: by the programmes' ids, which hold nothing a sheet's name may not."""

from collections.abc import Sequence
from itertools import count, islice
from typing import NamedTuple

from coopledger.present.say import Say
from coopledger.progress import ProgrammeProgress

MOST = 31
"""Characters of a sheet's name."""

_TAKEN = ("history",)
"""Names that Excel keeps for itself."""


class Tabs(NamedTuple):
    """The name of each sheet; `programmes` in the order of the views."""

    overview: str
    chart: str
    entries: str
    pending: str
    programmes: tuple[str, ...]


def tabs(views: Sequence[ProgrammeProgress], say: Say) -> Tabs:
    own = [say(f"workbook.{name}") for name in ("overview", "chart", "entries", "pending")]
    names = _unique([*own, *(view.terms.id for view in views)])
    overview, chart, entries, pending = islice(names, 4)
    return Tabs(overview, chart, entries, pending, tuple(names[4:]))


def _unique(wanted: Sequence[str]) -> list[str]:
    """`wanted` cut to what fits, with a number where a name is taken; case makes no difference."""
    names: list[str] = []
    taken = set(_TAKEN)
    for name in wanted:
        endings = ("" if number == 1 else f"~{number}" for number in count(1))
        tried = (name[: MOST - len(ending)] + ending for ending in endings)
        names.append(next(one for one in tried if one.casefold() not in taken))
        taken.add(names[-1].casefold())
    return names
