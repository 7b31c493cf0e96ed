"""What is worth saying about an entry that is admitted."""

from collections.abc import Iterator

from coopledger.book.entry import Kind
from coopledger.book.rules.case import Case
from coopledger.problem import Remark


def remarks(case: Case) -> Iterator[Remark]:
    """What is worth saying about an entry that is admitted."""
    entry = case.entry
    if case.draft.party is None and case.circumstances.party is None:
        yield Remark("R106", {"party": entry.party})
    if entry.kind in {Kind.DELIVERY, Kind.DISBURSEMENT, Kind.COMPLETION, Kind.ACTIVITY}:
        yield from _happened(case)
    elif entry.kind is not Kind.REVERSAL:
        yield from _dates(case, entry.party)
    yield from _cancelled(case)
    about = case.concerned if entry.kind is Kind.ANSWER else None
    if about is not None and about.recorded_by == entry.recorded_by:
        yield Remark("R110", {"person": entry.recorded_by, "entry": about.name})
    yield from _papers(case)
    if (close := case.book.closed(entry)) is not None:
        yield Remark("R112", {"through": close.through, "close": close.name})


def _happened(case: Case) -> Iterator[Remark]:
    entry, programme, pledge = case.entry, case.terms.programme, case.pledge
    window = pledge.window if pledge is not None and pledge.window else programme.period
    if entry.occurred_on > window.ends:
        yield Remark("R101", {"day": entry.occurred_on, "ends": window.ends})
    if programme.signing is not None and entry.occurred_on < programme.signing.date:
        yield Remark("R102", {"day": entry.occurred_on, "signed": programme.signing.date})
    if entry.document is None:
        yield Remark("R103")
    for side in case.terms.sides:
        yield from _dates(case, side)
    if entry.excess:
        yield Remark("R107")


def _dates(case: Case, name: str) -> Iterator[Remark]:
    """A party that speaks or is spoken of outside its dates."""
    party, day = case.terms.parties.get(name), case.entry.occurred_on
    if party is None:
        return
    if party.until is not None and day > party.until:
        yield Remark("R104", {"party": name, "until": party.until})
    if party.since is not None and day < party.since:
        yield Remark("R108", {"party": name, "since": party.since})


def _cancelled(case: Case) -> Iterator[Remark]:
    """What a reversal takes with it: the other side's answer, and what was returned."""
    if case.entry.reverses is None:
        return
    dossier = case.book.dossier(case.entry.reverses)
    voided = [back.entry for back in dossier.returns]
    voided += [dossier.answer] if dossier.answer is not None else []
    for other in sorted(voided, key=lambda entry: entry.seq):
        yield Remark("R111", {"entry": dossier.entry.name, "kind": other.kind, "void": other.name,
                              "party": other.party})  # fmt: skip


def _papers(case: Case) -> Iterator[Remark]:
    """The same document number with another file: a slip of the pen, or two papers."""
    entry = case.entry
    files = {file.sha256 for file in entry.evidence or ()}
    if not files or entry.document is None:
        return
    for one in case.book.filed(entry.document):
        kept = {file.sha256 for file in one.evidence or ()}
        if not kept & files and case.book.has_effect(one):
            yield Remark("R109", {"document": entry.document, "entry": one.name})
