"""What is refused because of who speaks, of which day, and when it was already closed."""

from collections.abc import Iterator

from coopledger.book.entry import Adoption, Kind
from coopledger.book.rules.case import Case
from coopledger.problem import Problem
from coopledger.text import nearest


def party(case: Case) -> Iterator[Problem]:
    entry = case.entry
    known = {name for terms in case.present for name in terms.speakers}
    if case.proposal is not None:
        known |= set(case.proposal.speakers)
    if entry.party not in known:
        sides = tuple(dict.fromkeys(name for terms in case.present for name in terms.speakers))
        meant = nearest(entry.party, list(sides))
        yield Problem("B101", {"party": entry.party, "sides": sides, "nearest": meant})
    elif case.pledge is not None and entry.share is not None:
        side = case.book.side(entry.party)
        may = case.voices(side, entry.share) if side is not None else (entry.party,)
        if entry.party not in may:
            values = {"entry": entry.share, "party": entry.party, "others": may}
            yield Problem("B127", values)


def day(case: Case) -> Iterator[Problem]:
    entry, starts = case.entry, case.terms.programme.period.starts
    if entry.occurred_on > case.circumstances.today and entry.adoption is not Adoption.AMENDMENT:
        yield Problem("B102", {"day": entry.occurred_on, "today": case.circumstances.today})
    if entry.occurred_on < starts:
        yield Problem("B103", {"day": entry.occurred_on, "starts": starts})


def closed(case: Case) -> Iterator[Problem]:
    """What has its effect in a closed time needs a reason, and is reported as late."""
    entry = case.entry
    if entry.reason or (entry.concerns is not None and case.concerned is None):
        return
    close = case.book.closed(entry)
    if close is not None:
        values = {"day": case.book.effective(entry), "through": close.through, "close": close.name}
        yield Problem("B142", values)


def close(case: Case) -> Iterator[Problem]:
    entry = case.entry
    if entry.kind is not Kind.CLOSE or entry.through is None:
        return
    today, starts = case.circumstances.today, case.terms.programme.period.starts
    if entry.through > today:
        yield Problem("B102", {"day": entry.through, "today": today})
    if entry.through < starts:
        yield Problem("B103", {"day": entry.through, "starts": starts})
    for earlier in case.book.closes:
        if earlier.through is not None and entry.through <= earlier.through:
            yield Problem("B149", {"through": earlier.through, "entry": earlier.name})
