"""What is refused of an entry about another one: answers, returns, papers, reversals."""

from collections.abc import Iterator

from coopledger.book.entry import (
    ANSWERABLE,
    CONCERNING,
    RETURNABLE,
    REVERSIBLE,
    Entry,
    Kind,
    number_of,
)
from coopledger.book.rules.case import Case
from coopledger.book.tally import spoken
from coopledger.problem import Problem
from coopledger.quantity import Quantity


def concerned(case: Case) -> Iterator[Problem]:
    """What an entry is about has to be there, to have effect, and not to lie ahead of it."""
    entry, book = case.entry, case.book
    if entry.kind not in CONCERNING:
        return
    about = case.concerned
    if about is None:
        last = f"{book.id}#{book.length}" if book.length else None
        yield Problem("B122", {"entry": f"{book.id}#{entry.concerns}", "last": last})
        return
    reversal = book.cancelled(about)
    if entry.kind is not Kind.REVERSAL and reversal is not None:
        yield Problem("B134", {"entry": about.name, "reversal": reversal.name})
    if entry.kind in {Kind.ANSWER, Kind.RETURN} and entry.occurred_on < about.occurred_on:
        values = {"day": entry.occurred_on, "entry": about.name, "since": about.occurred_on}
        yield Problem("B144", values)


def answer(case: Case) -> Iterator[Problem]:
    entry, about = case.entry, case.concerned
    if entry.kind is not Kind.ANSWER or about is None:
        return
    if about.kind not in ANSWERABLE:
        yield Problem("B133", {"entry": about.name, "kind": about.kind})
        return
    earlier = case.book.dossier(about.seq).answer
    if earlier is not None:
        yield Problem("B132", {"entry": about.name, "answer": earlier.name})
    if case.draft.replaces is not None:
        replaced = case.book.find(number_of(case.draft.replaces))
        if replaced is not None and replaced.answers != about.seq:
            yield Problem("B148", {"replaced": replaced.name, "entry": about.name})
    yield from _answering(case, about)
    if not entry.reason and not _wholly(entry, about):
        yield Problem("B139", {"entry": about.name})


def _answering(case: Case, about: Entry) -> Iterator[Problem]:
    """Only the other side answers; of an entry under a share also whose share it is."""
    recording, party = case.book.side(about.party), case.entry.party
    if recording is None:
        return
    may = case.voices(recording.other, case.book.subject(about).share)
    if case.book.side(party) is recording:
        yield Problem("B135", {"entry": about.name, "party": about.party, "others": may})
    elif case.book.side(party) is not None and party not in may:
        yield Problem("B126", {"entry": about.name, "party": party, "others": may})


def _wholly(entry: Entry, about: Entry) -> bool:
    """Whether an answer accepts what was claimed, and all of it, or its figures cannot be read."""
    figure = entry.accepted or entry.sent or about.quantity
    beyond = entry.short or entry.rejected or entry.over
    return not entry.disputed and beyond is None and figure == about.quantity


def returned(case: Case) -> Iterator[Problem]:
    entry, about = case.entry, case.concerned
    if entry.kind is not Kind.RETURN or about is None:
        return
    if about.kind not in RETURNABLE:
        yield Problem("B145", {"entry": about.name, "kind": about.kind})
    if not entry.reason:
        yield Problem("B146", {"entry": about.name})
    if case.draft.quantity is None:
        yield Problem("B105", {"pledge": about.pledge or about.name})


def returnable(case: Case) -> Iterator[Problem]:
    """Never more is returned than was delivered, whichever of the two was said last."""
    if case.entry.kind not in CONCERNING or case.concerned is None:
        return
    after = case.after
    dossier = after.dossier(after.subject(case.entry).seq)
    quantity = dossier.entry.quantity
    if dossier.reversal is not None or quantity is None:
        return
    back = [(one.entry.quantity, one.answer) for one in dossier.returns]
    taken = sum(spoken(said.steps, answer).taken for said, answer in back if said is not None)
    delivered = spoken(quantity.steps, dossier.answer).delivered
    if back and taken > delivered:
        unit = case.book.told_in(dossier.entry).units[quantity.unit]
        figures = {"returned": Quantity(taken, unit), "delivered": Quantity(delivered, unit)}
        names = tuple(one.entry.name for one in dossier.returns if one.entry != case.entry)
        yield Problem("B147", {"entry": dossier.entry.name, "returns": names, **figures})


def supplement(case: Case) -> Iterator[Problem]:
    entry, about = case.entry, case.concerned
    if entry.kind is not Kind.SUPPLEMENT or about is None:
        return
    if about.kind is Kind.SUPPLEMENT:
        yield Problem("B129", {"entry": about.name, "concerned": f"{about.book}#{about.concerns}"})
    if not (entry.document or entry.note or entry.evidence):
        yield Problem("B119", {"entry": about.name})


def reversal(case: Case) -> Iterator[Problem]:
    entry, book, about = case.entry, case.book, case.concerned
    if entry.kind is not Kind.REVERSAL:
        return
    if not entry.reason:
        yield Problem("B121", {"entry": f"{book.id}#{entry.reverses}"})
    if about is None:
        return
    if about.kind not in REVERSIBLE:
        yield Problem("B123", {"entry": about.name, "kind": about.kind})
    elif (earlier := book.dossier(about.seq).reversal) is not None:
        by = f"{book.id}#{earlier.replaced_by}" if earlier.replaced_by else None
        yield Problem("B124", {"entry": about.name, "reversal": earlier.name, "by": by})
    else:
        yield from _reversing(case, about)


def _reversing(case: Case, about: Entry) -> Iterator[Problem]:
    """Only the side that recorded reverses: itself, or who speaks for it now."""
    side, party = case.book.side(about.party), case.entry.party
    may = case.voices(side, case.book.subject(about).share) if side is not None else ()
    if party != about.party and party not in may:
        values = {"entry": about.name, "party": about.party, "asking": party}
        yield Problem("B125", {**values, "others": may})
