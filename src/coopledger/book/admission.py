"""Admission: may this be appended? Judged inside the transaction that appends it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from coopledger.book.book import Book
from coopledger.book.draft import Circumstances, Draft, occurred_on, read_draft
from coopledger.book.entry import Adoption, Entry, Kind
from coopledger.book.repeats import repeats
from coopledger.book.rules import EXCESS, RULES, Case, remarks
from coopledger.book.rules.adoption import superseded
from coopledger.problem import Problem, Refused, Remark, refuse
from coopledger.terms import Terms
from coopledger.terms.drift import Change, drift
from coopledger.text import nearest

CLOCK_TOLERANCE = timedelta(minutes=1)
"""How far the clock may lie behind the last entry; it is then taken to stand still."""


class Admission(NamedTuple):
    """What a draft comes to: the entries to append, or the one that already says it.

    `entry` is the one that answers the draft; with a replacement a reversal goes before it.
    `changes` is what an agreement changes of the terms it takes the place of.
    """

    entry: Entry
    appended: tuple[Entry, ...]
    remarks: tuple[Remark, ...]
    changes: tuple[Change, ...] = ()

    @property
    def already(self) -> bool:
        return not self.appended

    @property
    def replaced(self) -> str | None:
        """The entry that was reversed to make room for this one."""
        reversal = next((entry for entry in self.appended if entry.replaced_by), None)
        return f"{reversal.book}#{reversal.reverses}" if reversal is not None else None


def adopt(terms: Terms, draft: Draft, circumstances: Circumstances) -> Entry:
    """Entry 1 of a book: the terms as they stand in the file, from the programme's start.

    `draft` is what is to be recorded with it, or the adoption itself. A party that is no side of
    it is refused with what it wanted recorded, and adopts nothing.
    """
    speaking = draft.party or circumstances.party
    entry = Entry(
        book=terms.id,
        seq=1,
        kind=Kind.AGREEMENT,
        occurred_on=terms.programme.period.starts,
        recorded_at=circumstances.now,
        party=speaking if speaking in terms.sides else terms.programme.provider,
        recorded_by=circumstances.recorded_by,
        document=terms.programme.document_number,
        adoption=Adoption.FIRST,
        terms=terms.snapshot,
    )
    if draft.kind is not Kind.AGREEMENT:
        return entry
    said, problems = read_draft(draft, Book(terms.id), terms, circumstances, circumstances.now)
    if said.party not in terms.sides:
        values = {"sides": terms.sides, "nearest": nearest(said.party, list(terms.sides))}
        problems.append(Problem("B101", {"party": said.party, **values}))
    if problems:
        raise Refused(problems)
    return entry._replace(
        key=said.key,
        document=said.document or entry.document,
        note=said.note,
        evidence=said.evidence,
        reason=said.reason,
    )


def admit(
    draft: Draft, book: Book, circumstances: Circumstances, proposal: Terms | None = None
) -> Admission:
    """The admission of `draft` to `book`, which holds its terms.

    `proposal` are the terms an agreement adopts. Raises `Refused` with every reason against it.
    """
    case, problems = opened(draft, book, circumstances, proposal)
    if not problems and (same := _first_again(case) or _same_key(case)) is not None:
        return Admission(same, (), _unfiled(case, same))
    reversal: Entry | None = None
    if draft.replaces is not None:
        reversal, against = _replacement(draft, case)
        problems += against
        replaced = book.find(reversal.reverses or 0)
        if replaced is not None and book.has_effect(replaced):
            book = book.followed_by(reversal)
        entry = case.entry._replace(seq=reversal.seq + 1)
        case = case._replace(book=book, entry=entry, figures=book.figures)
    repeated, equal = (None, None) if problems else repeats(case)
    if repeated is not None:
        return Admission(repeated, (), _unfiled(case, repeated))
    case, said = judged(case, problems)
    said = (*said, *([Remark("R105", {"entry": equal.name})] if equal else []))
    appended = (case.entry,) if reversal is None else (reversal, case.entry)
    return Admission(case.entry, appended, said, _changes(case))


def judged(case: Case, problems: Sequence[Problem] = ()) -> tuple[Case, tuple[Remark, ...]]:
    """The case after all rules, and what is worth saying of it; an excess is marked in the entry.

    Raises `Refused` with `problems` and whatever else speaks against it.
    """
    case, more = _judged(case)
    if problems or more:
        raise Refused([*problems, *more])
    return case, tuple(remarks(case))


def _changes(case: Case) -> tuple[Change, ...]:
    base = superseded(case) if case.proposal is not None else None
    return drift(base, case.proposal) if base is not None and case.proposal is not None else ()


def opened(
    draft: Draft, book: Book, circumstances: Circumstances, proposal: Terms | None = None
) -> tuple[Case, list[Problem]]:
    """What is to be judged, and what of the draft cannot be read."""
    present = recorded_at(book, circumstances.now)
    try:
        terms = book.terms_on(occurred_on(draft, circumstances.today))
    except Refused:  # the day cannot be read: reported with everything else by read_draft
        terms = book.terms_on(circumstances.today)
    entry, unread = read_draft(draft, book, terms, circumstances, present, proposal)
    if entry.answers is not None:
        answers = (one.seq for one in book.concerning(entry.answers) if one.answers is not None)
        entry = entry._replace(corrects=max(answers, default=None))
    return Case(entry, draft, book, terms, circumstances, book.figures, proposal), unread


def recorded_at(book: Book, now: datetime) -> datetime:
    """`now`, or the last entry's time where the clock lies behind it by no more than a little."""
    last = book.entry(book.length)
    if now < last.recorded_at - CLOCK_TOLERANCE:
        raise refuse("B141", now=now, last=last.recorded_at, entry=last.name)
    return max(now, last.recorded_at)


def _replacement(draft: Draft, case: Case) -> tuple[Entry, list[Problem]]:
    """The reversal that makes room for the entry that replaces, and what speaks against it."""
    reversing = Draft(
        kind=Kind.REVERSAL,
        party=draft.party,
        concerns=draft.replaces,
        reason=draft.reason,
    )
    entry, unread = read_draft(
        reversing, case.book, case.terms, case.circumstances, case.entry.recorded_at
    )
    entry = entry._replace(replaced_by=entry.seq + 1)
    judged = case._replace(draft=reversing, entry=entry, proposal=None)
    return entry, [*unread, *(problem for rule in RULES for problem in rule(judged))]


def _judged(case: Case) -> tuple[Case, list[Problem]]:
    """The case after all rules; an excess that is allowed is marked in the entry."""
    problems = [problem for rule in RULES for problem in rule(case)]
    if not case.draft.allow_excess:
        return case, problems
    others = [problem for problem in problems if problem.code not in EXCESS]
    if len(others) < len(problems):
        case = case._replace(entry=case.entry._replace(excess=True))
    return case, others


def _first_again(case: Case) -> Entry | None:
    """Entry 1 where this draft is what adopted it."""
    first, entry, proposal = case.book.entry(1), case.entry, case.proposal
    if proposal is None or case.draft.date is not None:
        return None
    again = entry._replace(
        adoption=Adoption.FIRST,
        occurred_on=first.occurred_on,
        document=entry.document or proposal.programme.document_number,
    )
    return first if again.content == first.content else None


def _same_key(case: Case) -> Entry | None:
    """The entry recorded before under the same key, which then has to say the same.

    A day that was not typed is not said: tried again after midnight it would be another one.
    """
    key, entry = case.entry.key, case.entry
    same = case.book.keyed(key) if key else None
    if same is not None and case.draft.date is None:
        entry = entry._replace(occurred_on=same.occurred_on)
    if same is not None and same.content != entry.content:
        raise refuse("B130", key=key, entry=same.name)
    return same


def _unfiled(case: Case, same: Entry) -> tuple[Remark, ...]:
    """That files given with what is recorded already are not among its evidence (R113)."""
    kept = {file.sha256 for file in same.evidence or ()}
    new = tuple(file.name for file in case.entry.evidence or () if file.sha256 not in kept)
    return (Remark("R113", {"entry": same.name, "files": new}),) if new else ()
