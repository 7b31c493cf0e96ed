"""The workbook that a finance division checks: figures as numbers, sums as formulas.

`values` says what a sheet is, a module each what stands on it, and `drawing` makes the file.
"""

from collections.abc import Sequence
from datetime import date

from coopledger.present.say import Say
from coopledger.present.workbook import chart, entries, overview, programme
from coopledger.present.workbook.drawing import drawn
from coopledger.present.workbook.tabs import tabs
from coopledger.present.workbook.values import Sheet
from coopledger.progress import ProgrammeProgress

_NO_DAY = date(1980, 1, 1)
"""When a workbook about nothing was made: a file has to say some day."""


def workbook(views: Sequence[ProgrammeProgress], say: Say) -> bytes:
    """The views as an XLSX file."""
    made = max((view.as_of for view in views), default=_NO_DAY)
    return drawn(sheets(views, say), overview.title(views, say), made, say.lang)


def sheets(views: Sequence[ProgrammeProgress], say: Say) -> tuple[Sheet, ...]:
    """Every sheet, in the order they are read."""
    names = tabs(views, say)
    listing = entries.listing(views, names.entries, say)
    own = zip(views, names.programmes, strict=True)
    return (
        overview.sheet(views, names, say),
        chart.sheet(views, names, say),
        *(programme.sheet(view, name, listing, say) for view, name in own),
        listing.sheet,
        entries.pending(views, names.pending, say),
    )
