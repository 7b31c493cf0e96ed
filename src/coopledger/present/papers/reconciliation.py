"""Minutes of a reconciliation: the two books, how far apart they are, what is to be done about it.

The provider's book stands first whoever made the paper, so that both offices make the same one.
Minutes of reconciling have no form prescribed by law.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopledger.exchange.reconcile import Bridge, Fact, Match, Reconciliation
from coopledger.exchange.reconcile.outcome import Outcome
from coopledger.present.pages.parts import figure
from coopledger.present.pages.reconcile import account, amount, difference, name, signed, told
from coopledger.present.papers.paper import (
    Annex,
    Column,
    Grid,
    Motto,
    Paper,
    Part,
    Signature,
    Signatures,
    Text,
    Title,
)
from coopledger.present.papers.phrases import programme_as_basis
from coopledger.present.remarks import party_name
from coopledger.present.say import Say
from coopledger.quantity.writing import unit_name
from coopledger.terms import Terms

MOST_NUMBERS = 12
"""Lines of the annex that are named one by one in what is to be done."""


class _Line(NamedTuple):
    """A line of the annex: what one or both books say, and what came out."""

    ours: tuple[Fact, ...]
    theirs: tuple[Fact, ...]
    result: str
    match: Match | None = None


class _Books(NamedTuple):
    """The two books, the provider's first, with the names of their keepers and their heads."""

    of: Reconciliation
    terms: Terms
    names: tuple[str, str]
    sources: tuple[str, str]
    lines: tuple[_Line, ...]


def paper(outcome: Outcome, say: Say) -> Paper:
    """The minutes of `outcome`."""
    books = _books(outcome, say)
    programme = books.terms.programme
    kind, title = say("reconcile.paper"), say.value(programme.title)
    parts = (
        Motto(say("paper.country"), say("paper.motto")),
        Title(kind, title),
        *([Text(say("programme.invented"), "mark")] if programme.invented else []),
        Text(say("paper.basis", document=programme_as_basis(books.terms, say)) + ".", "basis"),
        *_present(books, say),
        Text(say("reconcile.paper.agreed")),
        *_compared(books, say),
        *_figures(books, say),
        *_conclusion(books, say),
        *_todo(books, say),
        Text(say("minutes.end"), "last"),
        _signatures(say),
        *_annex(books, say),
    )
    return Paper(f"{kind}: {title}", outcome.today, parts)


def _books(outcome: Outcome, say: Say) -> _Books:
    of, first, second = outcome.of_provider()
    names = party_name(outcome.terms, first, say), party_name(outcome.terms, second, say)
    ours, theirs = say.value(outcome.of.ours.head), str(outcome.source)
    sources = (ours, theirs) if first == outcome.party else (theirs, ours)
    lines = [
        *(_Line(one.ours, one.theirs, one.result, one) for one in of.matches),
        *(_Line((fact,), (), "only") for fact in of.only_ours),
        *(_Line((), (fact,), "only") for fact in of.only_theirs),
    ]
    return _Books(of, outcome.terms, names, sources, tuple(sorted(lines, key=_place)))


def _place(line: _Line) -> tuple[object, ...]:
    """By day, then by the numbers in the first book, then in the second."""
    day = min(fact.day for fact in (*line.ours, *line.theirs))
    return day, [fact.seq for fact in line.ours], [fact.seq for fact in line.theirs]


def _present(books: _Books, say: Say) -> Iterator[Text]:
    yield Text(say("reconcile.paper.opening"), "blank")
    for role, party in zip(("provider", "recipient"), books.names, strict=True):
        yield Text(say(f"minutes.{role}", party=party), "part")
        yield from 2 * [Text(say("minutes.represented"), "blank")]


def _compared(books: _Books, say: Say) -> Iterator[Part]:
    """Which books, in which state."""
    yield Text(say("reconcile.paper.books"), "part")
    columns = (
        Column(say("reconcile.paper.book"), 50),
        Column(say("reconcile.paper.entries"), 25, right=True),
        Column(say("reconcile.paper.source"), 90),
    )
    kept = (books.of.ours, books.of.theirs)
    rows = zip(books.names, (str(len(one.entries)) for one in kept), books.sources, strict=True)
    yield Grid(columns, tuple(rows))


def _figures(books: _Books, say: Say) -> Iterator[Part]:
    """From the provider's figures to the recipient's, pledge by pledge."""
    yield Text(say("reconcile.paper.figures"), "part")
    if not books.of.bridges:
        yield Text(say("reconcile.paper.same"))
        return
    ours, theirs = books.names
    labels = (
        say("reconcile.paper.of", party=ours),
        *(say(f"reconcile.paper.{key}") for key in ("only_ours", "only_theirs", "differing")),
        say("reconcile.paper.of", party=theirs),
    )
    columns = (
        Column(say("reconcile.paper.item"), 46),
        *(Column(label, 26, right=True) for label in labels),
    )
    yield Grid(columns, tuple(_bridge(one, books.terms, say) for one in books.of.bridges))


def _bridge(bridge: Bridge, terms: Terms, say: Say) -> tuple[str, ...]:
    moves = (bridge.only_ours, bridge.only_theirs, bridge.differing)
    unit = unit_name(bridge.ours.unit, 0, say.lang)
    return (
        f"{account(bridge, terms, say)} ({unit})",
        figure(bridge.ours, say).text,
        *(signed(move, figure(move, say).text) if move else "" for move in moves),
        figure(bridge.theirs, say).text,
    )


def _conclusion(books: _Books, say: Say) -> Iterator[Text]:
    of = books.of
    yield Text(say("reconcile.paper.conclusion"), "part")
    if of.agrees:
        yield Text(say("reconcile.paper.agrees", count=len(of.matches)))
        return
    ours, theirs = books.names
    counts = [
        say(f"reconcile.count.{key}", count=len(facts), ours=ours, theirs=theirs)
        for key, facts in of.found.items()
        if facts
    ]
    if counts:
        yield Text(say("reconcile.paper.disagrees", counts="; ".join(counts)))
    if of.terms:
        yield Text(say("reconcile.paper.terms", changes=of.terms))


def _todo(books: _Books, say: Say) -> Iterator[Text]:
    """What is to be done about everything that does not agree, by the lines of the annex."""
    yield Text(say("reconcile.paper.todo"), "part")
    of, (ours, theirs) = books.of, books.names
    if of.agrees:
        yield Text(say("reconcile.paper.todo.none"))
        return
    if of.terms:
        yield Text(say("reconcile.paper.todo.terms"))
    numbered = list(enumerate(books.lines, start=1))
    for key, party, other, at in (
        ("differing", "", "", [n for n, line in numbered if line.result == "differing"]),
        ("only", ours, theirs, [n for n, line in numbered if not line.theirs]),
        ("only", theirs, ours, [n for n, line in numbered if not line.ours]),
        ("disputed", "", "", [n for n, line in numbered if line.result == "disputed"]),
    ):
        if at:
            items = say("reconcile.paper.item.entries", numbers=_some(at))
            values = {"count": len(at), "items": items, "party": party, "other": other}
            yield Text(say(f"reconcile.paper.todo.{key}", **values))
    yield Text(say("reconcile.paper.todo.by"), "blank")


def _some(numbers: Sequence[int]) -> str:
    first = ", ".join(map(str, numbers[:MOST_NUMBERS]))
    return first if len(numbers) <= MOST_NUMBERS else f"{first}…"


def _signatures(say: Say) -> Signatures:
    left, right = (
        Signature(
            (say("minutes.signs", side=say(f"minutes.side.{role}")),), "", say("minutes.sign")
        )
        for role in ("provider", "recipient")
    )
    return Signatures(left, right)


def _annex(books: _Books, say: Say) -> Iterator[Part]:
    """Every entry of both books that tells of something, side by side."""
    note = say("reconcile.paper.annex.note", programme=books.terms.programme.title)
    yield Annex(say("reconcile.paper.annex"), say("reconcile.paper.annex.title"), note)
    ours, theirs = (say("reconcile.paper.of", party=party) for party in books.names)
    widths = {
        say("paper.column.at"): 10,
        say("column.day"): 24,
        say("column.what"): 56,
        ours: 56,
        theirs: 56,
        say("reconcile.paper.result"): 56,
    }
    columns = tuple(Column(label, width) for label, width in widths.items())
    rows = (_row(at, line, books, say) for at, line in enumerate(books.lines, start=1))
    yield Grid(columns, tuple(rows))


def _row(at: int, line: _Line, books: _Books, say: Say) -> tuple[str, ...]:
    first = (*line.ours, *line.theirs)[0]
    return (
        str(at),
        say.value(first.day),
        told(first, say),
        _side(line.ours, say),
        _side(line.theirs, say),
        _result(line, books, say),
    )


def _side(facts: Sequence[Fact], say: Say) -> str:
    """`#2: 500 t, 12/BB-UBND`; a dash where that book has nothing."""
    if not facts:
        return say.value(None)
    papers = dict.fromkeys(paper for fact in facts for paper in fact.documents)
    said = [text for text in (amount(facts, say), *papers) if text]
    return ": ".join(part for part in (name(facts), ", ".join(said)) if part)


def _result(line: _Line, books: _Books, say: Say) -> str:
    if line.match is None:
        party = books.names[0] if line.ours else books.names[1]
        return say("reconcile.paper.row.only", party=party)
    unlike = [difference(one, books.terms, say) for one in line.match.differences]
    words = [say(f"reconcile.paper.row.{line.result}")] if line.result != "differing" else []
    return "; ".join([*words, *unlike])
