"""What somebody means who names a programme, a pledge or an entry.

Several candidates are listed and none is guessed.
"""

import re
from collections.abc import Sequence

from coopledger.problem import Refused, refuse
from coopledger.terms import Terms, lookup
from coopledger.terms.lookup import Item

_ENTRY = re.compile(r"(?:(?P<book>[A-Za-z][A-Za-z0-9-]*)?#)?(?P<seq>[0-9]{1,15})")


def programme_named(typed: str, terms: Sequence[Terms]) -> str:
    """The id of the programme `typed`. Raises `Refused`: B154 none, B155 several."""
    items = lookup.programmes(terms)
    found = lookup.named(typed, items)
    if not found:
        known = tuple(item.id for item in items)
        raise refuse("B154", typed=typed, programmes=known, nearest=lookup.meant(typed, items))
    if len(found) > 1:
        raise refuse("B155", programmes=tuple(item.id for item in found))
    return found[0].id


def pledges_named(typed: str, terms: Sequence[Terms]) -> list[Item]:
    """The pledges `typed` may mean, at least one. Raises `Refused` (B151)."""
    known = lookup.pledges(terms)
    found = lookup.named(typed, known)
    if not found:
        raise nothing_named(typed, known)
    return found


def party_named(typed: str | None, items: list[Item]) -> str | None:
    """The id of the party called `typed`; as it was typed where none of `items` is.

    Raises `Refused` (B158) where several are called so.
    """
    if typed is None:
        return None
    found = {item.id for item in lookup.named(typed, items)}
    if len(found) > 1:
        raise refuse("B158", typed=typed, candidates=tuple(sorted(found)))
    return next(iter(found), typed)


def nothing_named(typed: str, known: list[Item]) -> Refused:
    """B151, ready to be raised, with what `typed` was probably meant to be."""
    candidates = tuple(item.full for item in known)
    return refuse("B151", typed=typed, candidates=candidates, nearest=lookup.meant(typed, known))


def entry_named(typed: str, programme: str | None, books: Sequence[str]) -> tuple[str, int]:
    """Book and number in `bim-son-lang-chanh#3`, `#3` or `3`.

    Raises `Refused`: B156 no such form or book, or another than `programme`; B157 which book is
    not said.
    """
    match = _ENTRY.fullmatch(typed.strip())
    named = {book for book in (match and match["book"], programme) if book is not None}
    if match is None or len(named) > 1 or not named <= set(books):
        raise refuse("B156", typed=typed, programmes=tuple(books))
    if not named and len(books) != 1:
        raise refuse("B157" if books else "B156", typed=typed, programmes=tuple(books))
    return next(iter(named), books[0]), int(match["seq"])
