"""From a draft as it was typed to what it means: programme, pledge, activity, entries.

Several candidates are listed and none is guessed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coopledger.book.draft import Draft, counted_in
from coopledger.book.entry import CONCERNING, Kind
from coopledger.book.names import entry_named, nothing_named, party_named, programme_named
from coopledger.book.spending import fits
from coopledger.problem import Refused, refuse
from coopledger.quantity.reading import read_unit
from coopledger.terms import Pledge, Terms, lookup
from coopledger.terms.lookup import Item


def resolve(draft: Draft, terms: Sequence[Terms], books: Sequence[str]) -> Draft:
    """`draft` with ids and full names in the place of what was typed.

    `terms` are those of all programmes, `books` the ids of those that have entries. Raises
    `Refused`: B151 nothing of that name, B152 several, B153 no pledge that fits, B158 several
    parties, B154-B157 as programmes and entries are named.
    """
    if draft.programme is not None:
        draft = replace(draft, programme=programme_named(draft.programme, terms))
    for name in ("replaces", "concerns"):
        if (typed := getattr(draft, name)) is not None:
            book, seq = entry_named(typed, draft.programme, books)
            full: dict[str, Any] = {name: f"{book}#{seq}"}
            draft = replace(draft, programme=book, **full)
    terms = _within(draft, terms)
    parties = lookup.parties(terms)
    draft = replace(
        draft, party=party_named(draft.party, parties), share=party_named(draft.share, parties)
    )
    if draft.kind in CONCERNING:
        if draft.concerns is None:
            raise refuse("B156", typed="", programmes=tuple(books))
        return draft
    if draft.kind in {Kind.AGREEMENT, Kind.CLOSE}:
        return replace(draft, programme=_only(terms).id)
    if draft.kind is not Kind.ACTIVITY:
        pledge = _one(_pledges(draft, terms), draft.pledge, lookup.pledges(terms))
        return replace(draft, programme=pledge.programme, pledge=pledge.id)
    if draft.activity is None:
        return replace(draft, programme=_only(terms).id)
    known = lookup.activities(terms)
    activity = _one(lookup.named(draft.activity, known), draft.activity, known)
    return replace(draft, programme=activity.programme, activity=activity.id)


def _within(draft: Draft, terms: Sequence[Terms]) -> Sequence[Terms]:
    """Those of `terms` that a draft may be about."""
    return [one for one in terms if draft.programme in (None, one.id)]


def _pledges(draft: Draft, terms: Sequence[Terms]) -> list[Item]:
    """The pledges a draft may be about: those it names, or those it could be counted under."""
    if draft.pledge is not None:
        return lookup.named(draft.pledge, lookup.pledges(terms))
    fitting = [
        Item(one.id, pledge.id, ())
        for one in terms
        for pledge in one.pledges.values()
        if fits(draft.kind, pledge) and _countable(draft, pledge, one)
    ]
    if not fitting:
        known = tuple(item.full for item in lookup.pledges(terms))
        typed = f"{draft.quantity or ''} {draft.unit or ''}".strip()
        raise refuse("B153", kind=draft.kind, typed=typed, candidates=known)
    return fitting


def _countable(draft: Draft, pledge: Pledge, terms: Terms) -> bool:
    """Whether the draft's quantity is in a unit that the pledge is counted in."""
    try:
        unit = terms.units.named(draft.unit) if draft.unit else None
        unit = unit or read_unit(draft.quantity or "", terms.units)
    except Refused:
        return draft.unit is None
    counted = counted_in(draft.kind, pledge, terms)
    return unit is None or counted is None or unit.converts_to(counted)


def _one(found: list[Item], typed: str | None, known: list[Item]) -> Item:
    if not found:
        raise nothing_named(typed or "", known)
    if len(found) > 1:
        raise refuse("B152", typed=typed, candidates=tuple(item.full for item in found))
    return found[0]


def _only(terms: Sequence[Terms]) -> Terms:
    if len(terms) != 1:
        raise refuse("B155", programmes=tuple(one.id for one in terms))
    return terms[0]
