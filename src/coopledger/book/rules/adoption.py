"""What is refused of terms that are to be adopted (DESIGN, section 3, "Adopting")."""

from collections.abc import Iterator

from coopledger.book.entry import Adoption, Entry, Kind
from coopledger.book.rules.case import Case
from coopledger.book.spending import fits
from coopledger.problem import Problem
from coopledger.quantity import Unit
from coopledger.terms import Pledge, Terms
from coopledger.terms.drift import drift, is_wording


def adoption(case: Case) -> Iterator[Problem]:
    """An amendment has a document and a day; what mends has a reason, and its limits."""
    entry, proposal = case.entry, case.proposal
    if entry.kind is not Kind.AGREEMENT or proposal is None:
        return
    if entry.adoption is Adoption.AMENDMENT:
        if not entry.document:
            yield Problem("B162")
        if case.draft.date is None:
            yield Problem("B163")
    else:
        if not entry.reason:
            yield Problem("B168", {"adoption": entry.adoption})
        if case.draft.date is not None:
            yield Problem("B169", {"adoption": entry.adoption, "since": entry.occurred_on})
    base = superseded(case)
    if base is None:
        agreements = tuple(one.entry.name for one in case.book.agreements)
        yield Problem("B170", {"entry": f"{entry.book}#{entry.mends}", "agreements": agreements})
        return
    changes = drift(base, proposal)
    if not changes:
        yield Problem("B160", {"programme": entry.book})
    if entry.adoption is Adoption.CORRECTION:
        beyond = tuple(change for change in changes if not is_wording(change.path))
        if beyond:
            yield Problem("B167", {"changes": beyond})


def superseded(case: Case) -> Terms | None:
    """The terms an agreement takes the place of: those it mends, else the last adopted."""
    agreements = case.book.agreements
    if case.entry.mends is None:
        return agreements[-1].in_force
    mended = (one.in_force for one in agreements if one.entry.seq == case.entry.mends)
    return next(mended, None)


def dropped(case: Case) -> Iterator[Problem]:
    """What was promised does not vanish, and ids are never changed: a target of 0 withdraws."""
    proposal, base = case.proposal, superseded(case) if case.proposal is not None else None
    if proposal is None or base is None:
        return
    used = {account.item for account in case.book.figures.accounts()}
    titles = {pledge.title: pledge.id for pledge in proposal.pledges.values()}
    titles |= {activity.title: activity.id for _, activity in proposal.activities.values()}
    amending = case.entry.adoption is Adoption.AMENDMENT
    gone = {id_: one.title for id_, one in base.pledges.items() if amending or id_ in used}
    gone |= {id_: one.title for id_, (_, one) in base.activities.items() if id_ in used}
    kept = {*proposal.pledges, *proposal.activities}
    for id_, title in gone.items():
        if id_ in kept:
            continue
        if title in titles and titles[title] not in {*base.pledges, *base.activities}:
            yield Problem("B165", {"old": id_, "new": titles[title]})
        else:
            yield Problem("B164", {"id": id_})


def countable(case: Case) -> Iterator[Problem]:
    """What was recorded has to keep its meaning: its kind, its unit, and whose share it is."""
    if case.proposal is None:
        return
    for one in case.book.standing:
        yield from _uncountable(one.entry, case.proposal, case)


def counted_since(case: Case) -> Iterator[Problem]:
    """What is recorded late has to count under the terms adopted since, too."""
    if case.pledge is None:
        return
    for agreement in case.book.agreements:
        adopted, terms = agreement.entry, agreement.in_force
        if adopted.occurred_on <= case.entry.occurred_on or terms is case.terms:
            continue
        if any(_uncountable(case.entry, terms, case)):
            about = {"since": adopted.occurred_on, "agreement": adopted.name}
            yield Problem("B176", {"pledge": case.pledge.id, **about})


def _uncountable(entry: Entry, terms: Terms, case: Case) -> Iterator[Problem]:
    """Why `entry` would not count under `terms`, if so: the first reason is enough."""
    pledge = terms.pledges.get(entry.pledge or "")
    if pledge is None:
        return
    about = {"pledge": pledge.id, "entry": entry.name}
    if not fits(entry.kind, pledge):
        yield Problem("B166", {**about, "kind": entry.kind, "form": pledge.form})
    elif (unit := _other_unit(entry, pledge, terms, case)) is not None:
        yield Problem("B159", {**about, "unit": unit})
    elif pledge.shares:
        parties = {share.party: share for share in pledge.shares}
        shared = entry.share if entry.share is not None else case.book.unshared(parties)
        if shared not in parties:
            first = case.book.agreements[0].in_force.programme.recipient
            yield Problem("B128", {**about, "party": entry.share or first})


def _other_unit(entry: Entry, pledge: Pledge, terms: Terms, case: Case) -> Unit | None:
    """A unit `entry` was recorded in, and in which `terms` do not count `pledge` as before."""
    recorded = case.book.terms_on(entry.occurred_on).units
    for amount in (entry.quantity, entry.actual_value):
        if amount is None:
            continue
        before, after = recorded[amount.unit], terms.units.get(amount.unit)
        same = after is not None and after.step == before.step and after.base == before.base
        money = amount is entry.actual_value or entry.kind is Kind.DISBURSEMENT
        if not same or not (money or pledge.unit == after):
            return before
    return None
