"""Finding pledges, activities and programmes by what people call them; listing, never guessing."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coopledger.terms.document import Terms
from coopledger.text import comparing, nearest


class Item(NamedTuple):
    """Something that can be named: an id within a programme, and its titles."""

    programme: str
    id: str
    titles: tuple[str, ...]

    @property
    def full(self) -> str:
        return f"{self.programme}/{self.id}"


def programmes(terms: Iterable[Terms]) -> list[Item]:
    return [Item(one.id, one.id, (one.programme.title.vi, one.programme.title.en)) for one in terms]


def pledges(terms: Iterable[Terms]) -> list[Item]:
    return [
        Item(one.id, pledge.id, (pledge.title.vi, pledge.title.en))
        for one in terms
        for pledge in one.pledges.values()
    ]


def activities(terms: Iterable[Terms]) -> list[Item]:
    return [
        Item(one.id, activity.id, (activity.title.vi, activity.title.en))
        for one in terms
        for _, activity in one.activities.values()
    ]


def parties(terms: Iterable[Terms]) -> list[Item]:
    """Every party a programme declares: a name may have passed to one that is no side of it."""
    return [_party(one, party) for one in terms for party in one.parties]


def speakers(terms: Iterable[Terms]) -> list[Item]:
    """The parties that may speak for a side of each programme."""
    return [_party(one, party) for one in terms for party in one.speakers]


def sharers(terms: Iterable[Terms]) -> list[Item]:
    """Everybody who has a share of a pledge."""
    return [
        _party(one, share.party)
        for one in terms
        for pledge in one.pledges.values()
        for share in pledge.shares
    ]


def _party(terms: Terms, party: str) -> Item:
    name = terms.parties[party].name
    return Item(terms.id, party, (name.vi, name.en))


def meant(typed: str, items: list[Item]) -> str | None:
    """The id that `typed` was probably meant to be, by the ids or the titles."""
    known = {name: item.id for item in items for name in (item.id, *item.titles)}
    found = nearest(typed, list(known))
    return known[found] if found is not None else None


def named(typed: str, items: list[Item]) -> list[Item]:
    """The items `typed` may mean: by id first, then by title, then by a part of a title."""
    same = comparing(typed)
    wanted = same(typed)
    tests: tuple[Callable[[Item], bool], ...] = (
        lambda item: typed in (item.id, item.full),
        lambda item: wanted in [same(title) for title in item.titles],
        lambda item: any(wanted in same(title) for title in item.titles),
    )
    return next((found for test in tests if (found := [i for i in items if test(i)])), [])
