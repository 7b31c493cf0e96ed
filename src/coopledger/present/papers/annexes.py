"""The annexes of a report: tables too wide for its body, each only where it has rows."""

from collections.abc import Iterator, Mapping, Sequence

from coopledger.book import Recorded
from coopledger.present.pages.entries import afterwards, quantity, what
from coopledger.present.pages.parts import figure
from coopledger.present.papers.paper import Annex, Column, Grid, Part
from coopledger.present.papers.phrases import full
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.progress import PledgeProgress, ProgrammeProgress, Standing
from coopledger.quantity.writing import unit_name, write_percent

Annexes = Mapping[str, tuple[Grid, ...]]
"""The tables of each annex by its name, in order."""

_ROMAN = ("I", "II", "III", "IV")

_LINES = {
    "pledge": 44, "unit": 15, "target": 19, "brought_forward": 19, "adjusted": 18, "planned": 18,
    "delivered": 18, "confirmed": 18, "carried_forward": 19, "cumulative": 18, "remaining": 18,
    "percent": 18, "state": 22,
}  # fmt: skip
_TEXTS = {"pledge", "unit", "state"}
_ENTRIES = {"entry": 36, "day": 22, "what": 60, "quantity": 28, "document": 28, "party": 26}


def attached(views: Sequence[ProgrammeProgress], say: Say) -> Annexes:
    """The annexes that have anything in them."""
    tables = {
        "lines": tuple(_lines(view, say) for view in views if view.pledges),
        "entries": tuple(_entries(view, view.entries, say) for view in views if view.entries),
        "pending": tuple(_entries(view, view.pending, say) for view in views if view.pending),
        "late": tuple(_entries(view, view.late, say) for view in views if view.late),
    }
    return {name: grids for name, grids in tables.items() if grids}


def label(attached: Annexes, name: str, say: Say) -> str:
    """`Phụ lục II`; nothing where there is no such annex."""
    if name not in attached:
        return ""
    return say("paper.annex", roman=_ROMAN[list(attached).index(name)])


def parts(attached: Annexes, note: str, year: int, say: Say) -> Iterator[Part]:
    """Every annex with its heading; `note` ties it to the report."""
    for name, grids in attached.items():
        title = say(f"paper.annex.{name}", year=str(year))
        yield Annex(label(attached, name, say), title, note)
        yield from grids


def heading(name: str, say: Say) -> str:
    """What a column of figures is called."""
    key = f"paper.column.{name}"
    return say(key if say.knows(key) else f"column.{name}")


def figures_row(
    at: int, progress: PledgeProgress, names: Sequence[str], say: Say
) -> tuple[str, ...]:
    """A pledge numbered `at`, with what each of `names` asks for."""
    return (str(at), *(_figure(name, progress, say) for name in names))


def _figure(name: str, progress: PledgeProgress, say: Say) -> str:
    pledge, standing = progress.pledge, progress.standing
    match name:
        case "pledge":
            return say.value(pledge.title)
        case "unit":
            return unit_name(pledge.unit, 0, say.lang)
        case "target":
            return figure(pledge.target, say).text
        case "percent" | "state":
            return _standing(name, standing, say)
        case _:
            return figure(getattr(progress.line, name), say).text


def _standing(name: str, standing: Standing, say: Say) -> str:
    if name == "state":
        return say.value(standing.state)
    if standing.percent is None:
        return ""
    return write_percent(standing.percent, say.lang, something=bool(standing.delivered))


def _lines(view: ProgrammeProgress, say: Say) -> Grid:
    adjusted = any(pledge.line and pledge.line.adjusted for pledge in view.pledges)
    names = [name for name in _LINES if adjusted or name != "adjusted"]
    columns = (
        Column(say("paper.column.at"), 10),
        *(Column(heading(name, say), _LINES[name], right=name not in _TEXTS) for name in names),
    )
    rows = (
        row
        for at, progress in enumerate(view.pledges, start=1)
        for row in (figures_row(at, progress, names, say), *_shares(progress, view, names, say))
    )
    return Grid(columns, tuple(rows), _caption(view, say))


def _shares(
    progress: PledgeProgress, view: ProgrammeProgress, names: Sequence[str], say: Say
) -> Iterator[tuple[str, ...]]:
    """A row for each share of a pledge, with what is known of it as of the day."""
    for share in progress.shares:
        standing = share.standing
        said = {
            "pledge": say("paper.share", party=party_name(view.terms, share.party, say)),
            "target": figure(standing.target, say).text,
            "cumulative": figure(standing.delivered, say).text,
            "remaining": figure(standing.remaining, say).text,
            "percent": _standing("percent", standing, say),
            "state": _standing("state", standing, say),
        }
        yield ("", *(said.get(name, "") for name in names))


def _entries(view: ProgrammeProgress, recorded: Sequence[Recorded], say: Say) -> Grid:
    columns = (
        Column(say("paper.column.at"), 10),
        *(Column(say(f"column.{name}"), width, right=name == "quantity")
          for name, width in _ENTRIES.items()),
        Column(say("paper.column.since"), 60),
    )  # fmt: skip
    rows = (_entry(at, one, say) for at, one in enumerate(recorded, start=1))
    return Grid(columns, tuple(rows), _caption(view, say))


def _entry(at: int, recorded: Recorded, say: Say) -> tuple[str, ...]:
    entry, terms = recorded.entry, recorded.terms
    amount = quantity(entry.quantity, terms)
    return (
        str(at),
        entry.name,
        say.value(entry.occurred_on),
        what(entry, recorded.concerned, terms, say),
        full(amount, say) if amount is not None else "",
        entry.document or "",
        party_name(terms, entry.party, say),
        "; ".join(cell.text for cell in afterwards(recorded, say)),
    )


def _caption(view: ProgrammeProgress, say: Say) -> str:
    title = say.value(view.terms.programme.title)
    return f"{title} - {say('programme.invented')}" if view.terms.programme.invented else title
