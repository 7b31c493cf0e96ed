"""What stands above the tables of a sheet, and on top and at the foot of every printed page."""

from collections.abc import Iterator, Sequence

from coopledger.present.fit import wrapped
from coopledger.present.say import Say
from coopledger.present.workbook.values import Cell, Frame, Look, Row, Text
from coopledger.progress import ProgrammeProgress

LINE = 120
"""Characters of a line that runs on over the cells beside it: no sheet is narrower."""

_TITLE = 90

_MOST_NAMED = 5


def top(views: Sequence[ProgrammeProgress], title: str, say: Say) -> Iterator[Row]:
    """The title of a sheet about all programmes, the time it speaks of, and that it is invented."""
    yield from folded(title, Look.TITLE, _TITLE)
    if views:
        yield (Text(time_of(views[0], say), Look.LINE),)
    if mark := marked(views, say):
        yield from folded(mark, Look.INVENTED)


def time_of(view: ProgrammeProgress, say: Say) -> str:
    """The days that are reported, and the day that is looked from."""
    as_of = f"{say('workbook.as_of')} {say.value(view.as_of)}"
    if view.period is None:
        return as_of
    days = say("workbook.days", since=view.period.since, through=view.period.through)
    return days if view.as_of == view.period.through else f"{days}. {as_of}"


def marked(views: Sequence[ProgrammeProgress], say: Say) -> str:
    """That figures are invented, and in which programmes if not in all; nothing if in none."""
    invented = tuple(view.terms.id for view in views if view.terms.programme.invented)
    if not invented:
        return ""
    mark = say("programme.invented")
    if len(invented) == len(views):
        return mark
    if len(invented) > _MOST_NAMED:
        return say("workbook.invented.many", mark=mark, count=len(invented), of=len(views))
    return say("workbook.invented", mark=mark, programmes=invented)


def frame(views: Sequence[ProgrammeProgress], title: str, say: Say) -> Frame:
    """What is printed around a sheet: at the foot of every page the state of the book, or a day."""
    foot = time_of(views[0], say) if views else ""
    if len(views) == 1 and views[0].head is not None:
        foot = str(views[0].head)
    return Frame(title, marked(views, say), foot)


def folded(text: str, look: Look, width: int = LINE) -> Iterator[Row]:
    """A text in as many rows as it takes."""
    return ((Text(line, look),) for line in wrapped(text, width))


def header(names: Sequence[str], say: Say) -> tuple[Cell, ...]:
    """The heading of a table: what its columns are called."""
    return tuple(Text(label(name, say), Look.HEAD) for name in names)


def label(name: str, say: Say) -> str:
    """What a column is called here, or as on the pages."""
    key = f"workbook.{name}"
    return say(key if say.knows(key) else f"column.{name}")
