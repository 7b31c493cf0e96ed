"""What a shell is told when somebody presses Tab behind an option: ids, with what they stand for.

Only ids are completed, for they are what is typed without quotes. What cannot be read completes
to nothing: a shell that is asked for completions has nowhere to show a problem.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coopledger.problem import Refused

if TYPE_CHECKING:
    from coopledger.book import Recorded
    from coopledger.cli.session import Session
    from coopledger.terms import Terms
    from coopledger.terms.lookup import Item


def programmes(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    session, terms = _terms(ctx)
    found = ((one.id, session.say.value(one.programme.title)) for one in terms)
    return _starting(incomplete, found)


def pledges(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    from coopledger.terms import lookup

    return _items(ctx, incomplete, lookup.pledges)


def activities(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    from coopledger.terms import lookup

    return _items(ctx, incomplete, lookup.activities)


def areas(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    session, terms = _terms(ctx)
    found = ((number, session.say.value(area.title)) for one in terms for number, area in one.areas)
    return _starting(incomplete, found)


def parties(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    from coopledger.terms import lookup

    return _items(ctx, incomplete, lookup.speakers, alone=True)


def shares(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    from coopledger.terms import lookup

    return _items(ctx, incomplete, lookup.sharers, alone=True)


def entries(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    return _starting(incomplete, ((one.entry.name, said) for one, said in _recorded(ctx)))


def agreements(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The adoptions that can be mended."""
    found = (
        (one.entry.name, said)
        for one, said in _recorded(ctx)
        if one.entry.adoption is not None and one.entry.mends is None
    )
    return _starting(incomplete, found)


def heads(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The heads a book had after each of its entries, as reports print them."""
    from coopledger.book import Head

    found = (
        (str(Head(one.entry.book, one.entry.seq, one.hash)), said) for one, said in _recorded(ctx)
    )
    return _starting(incomplete, found)


def years(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The years of the programmes' periods."""
    _, terms = _terms(ctx)
    periods = [one.programme.period for one in terms]
    found = ((str(year), "") for p in periods for year in range(p.first, p.last + 1))
    return _starting(incomplete, found)


def results(incomplete: str) -> list[tuple[str, str]]:
    """The results that have a schema."""
    from coopledger.present.machine.schemas import NAMES

    return _starting(incomplete, ((name, "") for name in NAMES))


def _session(ctx: Any) -> "Session":
    from coopledger.cli.session import Session

    common = {name: ctx.params.get(name) for name in ("workspace", "lang", "format")}
    return Session(ctx.obj.environment, {**common, "quiet": True, "plain": False})


def _recorded(ctx: Any) -> Iterator[tuple["Recorded", str]]:
    """The entries of every book, the latest first, with what each says."""
    from coopledger.present.pages.entries import what

    session = _session(ctx)
    try:
        recorded = session.ledger.entries(programme=ctx.params.get("programme"))
    except Refused:
        return
    for one in recorded[::-1]:
        yield one, what(one.entry, one.concerned, one.terms, session.say)


def _terms(ctx: Any) -> "tuple[Session, Sequence[Terms]]":
    session = _session(ctx)
    try:
        return session, session.ledger.terms(programme=ctx.params.get("programme"))
    except Refused:
        return session, ()


def _items(
    ctx: Any,
    incomplete: str,
    listed: "Callable[[Sequence[Terms]], list[Item]]",
    *,
    alone: bool = False,
) -> list[tuple[str, str]]:
    """Ids, with their programme where several have the same, unless an id says enough `alone`."""
    session, terms = _terms(ctx)
    items = listed(terms)
    ids = [item.id for item in items]
    found = (
        (
            item.id if alone or ids.count(item.id) == 1 else item.full,
            item.titles[session.lang == "en"],
        )
        for item in items
    )
    return _starting(incomplete, found)


def _starting(incomplete: str, found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [item for item in dict(found).items() if item[0].startswith(incomplete)]
