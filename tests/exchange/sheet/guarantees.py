"""What holds of every file whatsoever that is handed in as a table."""

from datetime import date
from pathlib import Path

from coopledger.exchange.sheet import ColumnsFile, lines, opened, recognised
from coopledger.present.problems import data
from coopledger.present.problems import lines as said
from coopledger.present.say import Say
from coopledger.problem import CellPlace, Problem, Refused
from coopledger.quantity.reading import read_quantity
from coopledger.terms.source import MOST_PROBLEMS
from coopledger.text import clean, visible
from tests.exchange.sheet.made import TERMS

_SAYS = (Say("vi"), Say("en"))
_UNITS = TERMS[0].units


def assert_refused_or_read(path: Path, columns: ColumnsFile | None = None) -> int:
    """How many drafts are read from `path`; everything else is a problem that can be said."""
    read = 0
    try:
        with opened(path) as table:
            layout = recognised(table, columns, TERMS)
            for line in lines(table, layout):
                assert (line.draft is None) == bool(line.problems)
                assert_said(line.problems, path)
                if line.draft is not None:
                    read += 1
                    assert date.fromisoformat(line.draft.date or "")
                    for figure in (line.draft.quantity, line.draft.actual_value):
                        assert figure is None or read_quantity(figure, _UNITS, decimal=".").unit
                    for text in (line.draft.document, line.draft.note):
                        assert text is None or clean(text) == text != ""
    except Refused as refused:
        assert_said(refused.problems, path)
    return read


def assert_said(problems: tuple[Problem, ...], path: Path) -> None:
    """Each is said in both languages, with the file and the cell it stands in."""
    assert len(problems) <= MOST_PROBLEMS + 1
    for problem in problems:
        place = problem.place
        if isinstance(place, CellPlace):
            assert place.file == str(path)
            assert place.cell.rpartition("!")[2].isalnum()
        for say in _SAYS:
            for cell in said(problem, say, path.parent):
                assert visible(cell.text) == cell.text
            assert data(problem, say, path.parent)["message"]
