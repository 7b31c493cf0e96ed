"""Who ceased to exist, and whose part in what is still open nobody has taken over.

An obligation moves only by an amendment with a document; who followed whom moves nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from coopledger.progress.pledge import PledgeProgress
from coopledger.terms import Side, Terms
from coopledger.terms.model import Document


class Ended(NamedTuple):
    """A side that no longer exists, since when, who followed it, and by which resolutions."""

    party: str
    since: date
    successors: tuple[str, ...]
    by: tuple[Document, ...]


def ended_sides(terms: Terms, as_of: date) -> tuple[Ended, ...]:
    """The sides of a programme that have ceased to exist by `as_of`."""
    found = (_ended(party, terms, as_of) for party in terms.sides)
    return tuple(one for one in found if one is not None)


def undetermined(progress: PledgeProgress, terms: Terms, as_of: date) -> tuple[str, ...]:
    """Who has an open part in a pledge, ceased to exist, and has no successor in it."""
    standing = progress.standing
    if standing.remaining is not None and not standing.remaining:
        return ()
    holders = dict.fromkeys(_holders(progress, terms))
    return tuple(party for party in holders if _ended(party, terms, as_of) is not None)


def _holders(progress: PledgeProgress, terms: Terms) -> Iterator[str]:
    """Who gives and who receives what is still open: the shares that are, else the main party."""
    shared = {share.party: share.standing.remaining for share in progress.shares}
    speakers = terms.speakers
    for side, main in zip(Side, terms.sides, strict=True):
        parts = [party for party in shared if speakers[party] is side]
        yield from (party for party in parts if shared[party]) if parts else (main,)


def _ended(party: str, terms: Terms, as_of: date) -> Ended | None:
    rows = [r for r in terms.succession if r.predecessor == party and r.effective <= as_of]
    days = [row.effective for row in rows]
    until = terms.parties[party].until
    if until is not None and until < as_of:
        days.append(until + timedelta(days=1))
    if not days:
        return None
    by = tuple(document for row in rows for document in row.by)
    return Ended(party, min(days), terms.successors(party, as_of), by)
